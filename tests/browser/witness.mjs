/**
 * A second client of the daemon: software with a token, on a WebSocket of its own. What it reads is what the checks
 * compare the page with, so it never goes through the page's signals or screens.
 */

/** @param {import("playwright-core").BrowserContext} context  @param {{ url: string, token: string }} demo */
export async function openWitness(context, demo) {
  const page = await context.newPage();
  // Any small file of the daemon will do: the document's origin is what the daemon checks.
  await page.goto(`${demo.url}client/README.md`);
  await page.evaluate(async (token) => {
    const { Counterd } = await import("/client/counterd.js");
    const client = new Counterd({ clientToken: token });
    globalThis.client = client;
    await new Promise((resolve) => {
      client.on("link", (link) => link === "ready" && resolve());
      client.connect();
    });
  }, demo.token);
  const ask = (kind) => (method, params = {}) =>
    page.evaluate(([kind, method, params]) => globalThis.client[kind](method, params), [kind, method, params]);
  return {
    /** Reads; rejects with the daemon's words. */
    read: ask("call"),
    /** Changes something. */
    order: ask("order"),
    async ticket(id) {
      return (await this.read("ticket.get", { ticket_id: id })).ticket;
    },
    /** The newest sheets of the simulated printer, newest first, and how often the drawer was kicked. */
    async paper(limit = 10) {
      const answer = await this.read("simulator.paper", { limit });
      return { papers: answer.papers.sort((a, b) => b.id - a.id), kicks: answer.drawer_kicks };
    },
  };
}

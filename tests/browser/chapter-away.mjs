/** The connection is lost: the page says so calmly, offers nothing that cannot be done, and comes back by itself. */

/** The page's waits between attempts double up to five seconds. */
const BACK_WITHIN_MS = 20_000;

export async function away(shop) {
  const { report, look, witness, counter, second } = shop;
  if (!second) throw new Error("there is no second page");
  const { parts } = await witness.read("part.search", { query: "oil filter", limit: 5 });
  const id = second.ticketId();
  const before = await second.lines();
  await report.step("the second page loses its connection", () => shop.cut(true));
  await report.becomes("it says so", () => second.id("away-banner").isVisible(), true);
  await report.becomes("its link is away", () => second.state("link-state"), (state) => state !== "ready");
  await report.becomes("it takes no money meanwhile", () => second.id("pay-cash").isDisabled(), true);
  await look.at(second.page, "away");
  await report.step("work goes on at the first page", async () => {
    await counter.page.bringToFront();
    await counter.typePart(parts[3].number);
    await counter.id("line-row").filter({ hasText: parts[3].number }).waitFor();
  });
  report.same("the second page does not know yet", await second.lines(), before);
  await report.step("the connection comes back", () => shop.cut(false));
  await report.becomes("the banner leaves", () => second.id("away-banner").count(), 0, { within: BACK_WITHIN_MS });
  await report.becomes("nobody has to sign in again", () => second.text("staff-menu"), (text) => text.includes("Priya Shah"));
  await report.becomes("what happened meanwhile shows", () => second.lines(), before + 1);
  report.same("the scanner stays with the first page", /ready/.test(await counter.id("lamp-scanner").getAttribute("title")), true);
  const { totals } = await witness.ticket(id);
  await report.becomes("with the daemon's total", () => second.amount("total"), totals.total);
  await report.becomes("money can be taken again", () => second.id("pay-cash").isEnabled(), true);
}

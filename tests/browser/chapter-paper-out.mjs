/** Without paper the sale still closes, the page says what to do, and the receipt comes with the new roll by itself. */

/** The daemon asks the waiting printer about its paper in turns. */
const PRINTED_WITHIN_MS = 12_000;

export async function paperOut({ report, look, witness, counter }) {
  const { parts } = await witness.read("part.search", { query: "oil filter", limit: 5 });
  const newest = async () => (await witness.paper(1)).papers[0]?.text.join("\n") ?? "";
  const id = await report.step("F2 opens a ticket", () => counter.newTicket());
  await report.step("a part is typed", async () => {
    await counter.typePart(parts[1].number);
    await counter.id("line-row").waitFor();
  });
  await report.step("the printer runs out of paper", () => counter.turn("paper_out", true));
  const { totals } = await witness.ticket(id);
  try {
    await report.step("cash is taken all the same", async () => {
      await counter.offerCash(totals.due);
      await counter.press("Enter");
      await counter.id("paid").waitFor();
    });
    await report.becomes("the daemon has the ticket as paid", async () => (await witness.ticket(id)).status, "paid");
    await report.becomes("the page says that the receipt waits and what to do", () => counter.text("receipt-state"), (text) =>
      /paper/i.test(text) && /new roll|put in/i.test(text),
    );
    await report.becomes("the receipt is not called printed", () => counter.state("receipt-state"), (state) =>
      ["requested", "started"].includes(state),
    );
    await report.becomes("the lamp of the printer says it too", () => counter.id("lamp-printer").getAttribute("title"), (title) =>
      /paper/.test(title),
    );
    await look.at(counter.page, "paper-out");
    await report.becomes("the page says how to give change", () => counter.text("drawer-state"), (text) => /key/.test(text));
  } finally {
    await report.step("a new roll is put in", () => counter.turn("paper_out", false));
  }
  const { receipt_number: number } = await witness.ticket(id);
  await report.becomes("the receipt comes without a reprint", newest, (text) => text.includes(number), { within: PRINTED_WITHIN_MS });
  report.same("it is no copy", /COPY/.test(await newest()), false);
  await report.becomes("the page says printed", () => counter.state("receipt-state"), "done", { within: PRINTED_WITHIN_MS });
  const sheets = (await witness.paper(20)).papers.filter((paper) => paper.text.join("\n").includes(number));
  report.same("it came once", sheets.length, 1);
}

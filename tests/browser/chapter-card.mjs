/** F9: the reader of the Stripe simulator, until the money is captured. */

/** The simulated customer presents the card after a moment, and the daemon asks the reader in turns. */
const CAPTURED_WITHIN_MS = 15_000;

export async function card({ report, look, witness, counter }) {
  const before = await witness.read("report.today");
  const { parts } = await witness.read("part.search", { query: "oil filter", limit: 5 });
  const id = await report.step("F2 opens a ticket", () => counter.newTicket());
  await report.step("a part is typed", async () => {
    await counter.typePart(parts[0].number);
    await counter.id("line-row").waitFor();
  });
  const { totals } = await witness.ticket(id);
  await report.step("F9 sends the amount to the reader", async () => {
    await counter.press("F9");
    await counter.id("card-state").waitFor();
  });
  await look.at(counter.page, "card");
  await report.becomes("the payment is captured", async () => (await witness.ticket(id)).payments[0]?.state, "captured", {
    within: CAPTURED_WITHIN_MS,
  });
  await report.step("the page says Paid", () => counter.id("paid").waitFor());
  await report.becomes("the dialog leaves by itself", () => counter.id("card-dialog").count(), 0);
  await report.becomes("the page shows the captured row", () => counter.state("payment-row"), "captured");
  const { payments } = await witness.ticket(id);
  report.same("the card was charged the total", payments[0].amount, totals.total);
  await report.becomes("the row names the card", () => counter.text("payment-row"), (text) => text.includes(payments[0].card.last4));
  await report.becomes("the receipt is printed", () => counter.state("receipt-state"), "done");
  await look.at(counter.page, "paid-card");
  const after = await witness.read("report.today");
  report.same("the day's card money has it", after.card, before.card + totals.total);
  report.same("the day's cash has not", after.cash, before.cash);
}

/** The screens that the story did not pass, and one ticket with long words and many lines. */

const LONG_NAME = "Northgate Landscaping, Snow Removal & Municipal Fleet Maintenance of Greater Travis County";
const MODELS = ["Silverado 3500HD Chassis Cab", "E-450 Super Duty Cutaway", "Sprinter 3500XD", "Transit-350 HD", "ProMaster 3500", "Ram 5500"];
const LINES = 14;

export async function screens(shop) {
  const { report, look, counter } = shop;
  const page = counter.page;
  await page.bringToFront();
  await longWords(shop);
  await report.step("the customers are found", async () => {
    await counter.go("customers");
    await counter.id("customers-query").fill("a");
    await counter.id("customer-row").first().waitFor();
  });
  await look.at(page, "customers");
  await report.step("the parts are found", async () => {
    await counter.go("parts");
    await counter.id("parts-query").fill("brake");
    await counter.id("part-row").first().waitFor();
  });
  await look.at(page, "parts");
  await report.step("the search box finds across kinds", async () => {
    await counter.press("F3");
    await page.keyboard.type("toyota");
    await counter.id("search-result").first().waitFor();
  });
  await look.at(page, "search");
  await counter.press("Escape");
  await report.step("the devices are listed", async () => {
    await counter.go("devices");
    await counter.id("device-receipt-printer").waitFor();
  });
  await report.becomes("the printer is ready", () => counter.state("device-receipt-printer"), "ready");
  await look.at(page, "devices");
  await report.step("locking brings the sign-in", async () => {
    await counter.id("staff-menu").click();
    await counter.id("lock").click();
    await counter.id("staff-Sam Keller").waitFor();
  });
}

/** A fleet customer: a long name, many vehicles, more lines than fit, a five-digit total, a drawer's worth of change. */
async function longWords({ report, look, witness, counter }) {
  const page = counter.page;
  const { customer } = await witness.order("customer.save", {
    customer: { name: LONG_NAME, phone: "5125550199", email: "accounts.payable@northgate-landscaping.example.com", notes: "Call before any work over $200." },
  });
  let vehicle;
  for (const [index, model] of MODELS.entries()) {
    const answer = await witness.order("vehicle.save", {
      vehicle: { customer_id: customer.id, year: 2019, make: "Mercedes-Benz Commercial", model, plate: `FLT-${4410 + index}`, odometer: 201_344 },
    });
    vehicle = answer.vehicle;
  }
  const id = await report.step("a ticket for a fleet is opened", async () => {
    const id = await counter.newTicket();
    await witness.order("ticket.attach", { ticket_id: id, customer_id: customer.id });
    return id;
  });
  await report.becomes("its vehicles are offered", () => counter.id("vehicle-option").count(), MODELS.length);
  await look.at(page, "long-vehicles");
  await witness.order("ticket.attach", { ticket_id: id, vehicle_id: vehicle.id, odometer: 201_400 });
  const { parts } = await witness.read("part.search", { query: "brake", limit: 60 });
  const longest = parts.sort((a, b) => b.description.length - a.description.length).slice(0, LINES);
  for (const part of longest) {
    await witness.order("ticket.add_part", { ticket_id: id, part_id: part.id, quantity: "12" });
  }
  await report.becomes("its lines show", () => counter.lines(), LINES);
  await look.at(page, "long-lines");
  const { totals } = await witness.ticket(id);
  await report.becomes("its total shows", () => counter.amount("total"), totals.total);
  await report.step("it is paid", async () => {
    await counter.offerCash(Math.ceil(totals.total / 100_000) * 100_000);
    await counter.press("Enter");
    await counter.id("paid").waitFor();
  });
  await look.at(page, "long-paid");
  await counter.go("customer", customer.id);
  await report.step("its customer page opens", () => counter.id("customer-title").waitFor());
  await look.at(page, "long-customer");
  await counter.go("tickets");
  await counter.id("ticket-row").first().waitFor();
  await look.at(page, "long-tickets");
}

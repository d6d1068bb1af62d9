/** A customer with a vehicle: scan, typed part, labor, cash with change, receipt, drawer, history, stock, the day's cash. */
import { cents } from "./counter.mjs";

/** The demo's settings: parts are taxed at 8.25 %, labor is not. */
const TAX_PER_TEN_THOUSAND = 825;
const LABOR = { description: "Diagnose brake noise", hours: "1.0", amount: 12_500 };
const ODOMETER = 143_208;

export async function cash(shop) {
  const { report, look, witness, counter } = shop;
  const page = counter.page;
  const goods = await report.step("the shop has what the story needs", () => pickGoods(witness));
  const before = { ...(await figures(witness, goods)), kicks: (await witness.paper(1)).kicks };

  await look.at(page, "tickets");
  const id = await report.step("F2 opens a ticket", () => counter.newTicket());
  await look.at(page, "ticket-empty");

  await report.step("part of the name finds the customer", async () => {
    await counter.press("F6");
    await page.keyboard.type(goods.customer.name.slice(0, -3).split(" ").at(-1).toLowerCase());
    await counter.id("customer-option").filter({ hasText: goods.customer.name }).click();
    await counter.id("ticket-customer").waitFor();
  });
  await look.at(page, "ticket-vehicles");
  await report.step("the vehicle is picked", async () => {
    await counter.id("vehicle-option").filter({ hasText: goods.vehicle.label }).first().click();
    await counter.id("ticket-vehicle").waitFor();
  });
  await report.step("the odometer is written", async () => {
    await counter.id("odometer").fill(String(ODOMETER));
    await counter.press("Enter");
  });
  await report.becomes("the daemon has the odometer", async () => (await witness.ticket(id)).odometer, ODOMETER);

  await report.step("a scan adds its part", async () => {
    await counter.scan(goods.scanned.upc);
    await counter.id("line-row").filter({ hasText: goods.scanned.number }).waitFor();
  });
  const plain = goods.typed.number.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
  await report.step(`“${plain}” adds ${goods.typed.number}`, async () => {
    await counter.press("F7");
    await page.keyboard.type(plain);
    await counter.id("part-result").first().waitFor();
    await look.at(page, "part-results");
    await counter.press("Enter");
    await counter.id("line-row").filter({ hasText: goods.typed.number }).waitFor();
  });
  await report.step("labor is added", async () => {
    await counter.press("F4");
    await counter.id("labor-description").fill(LABOR.description);
    await counter.id("labor-hours").fill(LABOR.hours);
    await look.at(page, "labor");
    await counter.id("labor-save").click();
    await counter.id("line-row").filter({ hasText: LABOR.description }).waitFor();
  });
  await report.becomes("the ticket has three lines", () => counter.lines(), 3);
  await look.at(page, "ticket-lines");

  const parts = cents(`$${goods.scanned.price}`) + cents(`$${goods.typed.price}`);
  const expected = parts + LABOR.amount + Math.round((parts * TAX_PER_TEN_THOUSAND) / 10_000);
  const { totals } = await witness.ticket(id);
  report.same("the daemon's total is the sum of parts, labor and tax", totals.total, expected);
  await report.becomes("the page's total is the daemon's", () => counter.amount("total"), totals.total);
  await report.becomes("the page's due is the daemon's", () => counter.amount("due"), totals.due);

  const tendered = (Math.floor(totals.total / 2_000) + 1) * 2_000 + 500;
  await report.step("F8 asks for the cash", () => counter.offerCash(tendered));
  await report.becomes("the change is shown while typing", () => counter.amount("change-live"), tendered - totals.total);
  await look.at(page, "cash");
  await report.step("Enter takes the cash", async () => {
    await counter.press("Enter");
    await counter.id("paid").waitFor();
  });
  await report.becomes("change due is tendered less total", () => counter.amount("change-due"), tendered - totals.total);
  await report.becomes("the ticket says Paid", () => counter.text("ticket-status"), "Paid");
  await report.becomes("the receipt is printed", () => counter.state("receipt-state"), "done");
  await look.at(page, "paid");

  await theReceipt(shop, { id, totals, tendered, kicks: before.kicks });
  await afterwards(shop, { id, goods, totals, before });
}

/** The sheet, the drawer and the copy. */
async function theReceipt({ report, look, witness, counter }, { id, totals, tendered, kicks }) {
  const { receipt_number: number } = await witness.ticket(id);
  const sheet = async () => (await witness.paper(1)).papers[0];
  await report.becomes("the paper is this ticket's receipt", async () => textOf(await sheet()), (text) => text.includes(number));
  const text = textOf(await sheet());
  report.same("the paper says the same total", cents(/^TOTAL\s+(\S+)$/m.exec(text)?.[1]), totals.total);
  report.same("the paper says the same change", cents(/^CHANGE\s+(\S+)$/m.exec(text)?.[1]), tendered - totals.total);
  report.same("the first receipt is no copy", (await sheet()).copy, false);
  await report.becomes("the drawer was kicked once", async () => (await witness.paper(1)).kicks, kicks + 1);

  await counter.openSimulator();
  const image = counter.id("paper-image").first();
  await report.becomes("the page shows that paper", () => image.getAttribute("alt"), (alt) => alt.includes(number));
  await report.becomes("its picture has ink", () => image.evaluate(inkShare), (share) => share > 0.01 && share < 0.5);
  await look.at(counter.page, "simulator");
  await counter.closeSimulator();

  await report.step("a copy is asked for", () => counter.id("reprint").click());
  await report.becomes("the paper says COPY", async () => textOf(await sheet()), (words) => /COPY/.test(words) && words.includes(number));
  await report.becomes("the copy is printed", () => counter.text("receipt-state"), (words) => words.includes("Copy printed"));
  report.same("a copy does not open the drawer", (await witness.paper(1)).kicks, kicks + 1);
}

/** What the sale left behind: history, stock, the day. */
async function afterwards({ report, look, witness, counter }, { id, goods, totals, before }) {
  const page = counter.page;
  const { number } = await witness.ticket(id);
  await report.step("the ticket leads to its vehicle", async () => {
    await counter.id("ticket-vehicle").click();
    await counter.id("vehicle-title").waitFor();
  });
  await report.becomes("the vehicle has one visit more", () => counter.id("visit").count(), before.visits + 1);
  const visit = counter.id("visit").first();
  await report.becomes("the visit tells the work", () => visit.innerText(), (text) => text.includes(LABOR.description));
  await report.becomes("the visit tells the odometer", () => visit.innerText(), (text) => text.includes("143,208 mi"));
  await report.becomes("the vehicle has the new odometer", () => page.locator(".facts").first().innerText(), (text) => text.includes("143,208"));
  await look.at(page, "vehicle");

  await report.step("the customer page opens", async () => {
    await counter.go("customer", goods.customer.id);
    await counter.id("customer-title").waitFor();
  });
  await report.becomes("it lists the ticket", () => counter.id("ticket-row").first().innerText(), (text) => text.includes(number));
  await look.at(page, "customer");

  await report.step("the part page opens", async () => {
    await counter.go("part", goods.scanned.id);
    await counter.id("part-title").waitFor();
  });
  await report.becomes("one piece less is on hand", () => counter.text("on-hand"), (text) => Number(text) === before.onHand - 1);
  await report.becomes("the movement names the ticket", () => page.locator(".row", { hasText: number }).first().innerText(), (text) => text.includes("\u22121"));
  await look.at(page, "part");

  await report.step("F10 shows the day", async () => {
    await counter.press("F10");
    await counter.id("today-cash").waitFor();
  });
  await report.becomes("the day's cash has the sale", () => counter.amount("today-cash"), before.cash + totals.total);
  await report.becomes("the till has it, without the change", () => counter.amount("today-till"), before.till + totals.total);
  await look.at(page, "today");
}

/** A customer with a vehicle, a part with a bar code, and one whose number has a dash; all in stock. */
async function pickGoods(witness) {
  const { customers } = await witness.read("customer.search", { query: "gutier", limit: 20 });
  const customer = customers.find((known) => known.visits > 0);
  const { vehicles } = await witness.read("customer.get", { customer_id: customer.id });
  const find = async (query, fits) => {
    const { parts } = await witness.read("part.search", { query, limit: 50 });
    return parts.find((part) => Number(part.on_hand) >= 3 && fits(part));
  };
  const scanned = await find("oil filter", (part) => part.upc);
  const typed = await find("wiper blade", (part) => part.number.includes("-"));
  const found = { customer, vehicle: vehicles[0], scanned, typed };
  for (const [name, thing] of Object.entries(found)) if (!thing) throw new Error(`no ${name}`);
  return found;
}

async function figures(witness, goods) {
  const [today, vehicle, part] = await Promise.all([
    witness.read("report.today"),
    witness.read("vehicle.get", { vehicle_id: goods.vehicle.id }),
    witness.read("part.get", { part_id: goods.scanned.id }),
  ]);
  return { cash: today.cash, till: today.till.expected_cash, visits: vehicle.history.length, onHand: Number(part.part.on_hand) };
}

function textOf(paper) {
  return paper?.text.join("\n") ?? "";
}

/** In the page: the share of dark pixels of an image. */
function inkShare(image) {
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] < 128) dark += 1;
  return dark / (data.length / 4);
}

/** A second page of the same counter shows what the first one does, without a reload. */
import { CounterPage } from "./counter.mjs";

export async function twoPages(shop) {
  const { report, look, witness, demo, context, counter } = shop;
  const { parts } = await witness.read("part.search", { query: "oil filter", limit: 5 });
  const page = await context.newPage();
  look.hear(page, "second page");
  await cuttable(page, shop);
  const second = new CounterPage(page);
  shop.second = second;
  await page.goto(demo.url);
  await report.step("Priya Shah signs in at a second page by keyboard", () => second.signInByKeyboard("Priya Shah", "3333"));

  await counter.page.bringToFront();
  const id = await report.step("F2 opens a ticket on the first page", () => counter.newTicket());
  await second.go("ticket", id);
  await report.step("the second page shows it", () => second.id("ticket-number").waitFor());
  await report.step("a part is typed on the first page", async () => {
    await counter.typePart(parts[2].number);
    await counter.id("line-row").waitFor();
  });
  await report.becomes("the line shows on the second page", () => second.id("line-row").first().innerText(), (text) =>
    text.includes(parts[2].number),
  );
  const { totals } = await witness.ticket(id);
  await report.becomes("with the same total", () => second.amount("total"), totals.total);
  await report.step("one more on the second page", () => second.id("line-more").click());
  await report.becomes("shows on the first page", () => counter.id("line-quantity").first().inputValue(), "2");
  await report.becomes("again with one total", async () => (await second.amount("total")) === (await counter.amount("total")), true);
  await scansGoToOnePage(shop, second, parts[3]);
}

/** The page that asked last hears the scanner alone; the other one says so and can take it back. */
async function scansGoToOnePage({ report, witness, counter }, second, part) {
  const lamp = counter.id("lamp-scanner");
  await report.becomes("the first page says that scans go elsewhere", () => lamp.getAttribute("title"), (title) => /elsewhere/.test(title));
  await report.step("“Scan here” takes the scanner back", async () => {
    await lamp.click();
    await counter.page.getByText("Scan here").click();
  });
  await report.becomes("the first page has the scanner", () => lamp.getAttribute("title"), (title) => /ready/.test(title));
  const id = await report.step("F2 opens another ticket", () => counter.newTicket());
  await report.step("a scan goes to it", async () => {
    await counter.scan(part.upc);
    await counter.id("line-row").filter({ hasText: part.number }).waitFor();
  });
  report.same("and to it alone", (await witness.ticket(second.ticketId())).lines.length, 1);
  report.same("once", (await witness.ticket(id)).lines.length, 1);
  await counter.go("ticket", second.ticketId());
}

/** Puts a switch into the page's WebSockets: `shop.cut(true)` breaks the open ones and lets no new one through. */
async function cuttable(page, shop) {
  let isCut = false;
  const open = new Set();
  await page.routeWebSocket(/\/v1\/ws$/, (socket) => {
    if (isCut) return void socket.close();
    socket.connectToServer();
    open.add(socket);
  });
  shop.cut = async (cut) => {
    isCut = cut;
    if (!cut) return;
    await Promise.all([...open].map((socket) => socket.close({ code: 1001, reason: "cut" })));
    open.clear();
  };
}

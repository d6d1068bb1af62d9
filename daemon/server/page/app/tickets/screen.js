// @ts-check
/** The open tickets, and what was paid today. */
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { currency } from "../state.js";
import { formatMoney } from "../text/money.js";
import { Empty, Inline, Loading } from "../ui/states.js";
import { SummaryRows } from "../ui/summary-rows.js";

/** @param {{ kind: string }} event */
export const concernsTickets = (event) => /^(ticket|payment|customer|vehicle)\./.test(event.kind);

export function TicketsScreen() {
  const { value, problem } = useLive(read, [], concernsTickets);
  if (!value) return problem ? html`<${Inline} problem=${problem} />` : html`<${Loading} />`;
  const openTotal = value.open.reduce((sum, ticket) => sum + ticket.due, 0);
  return html`<div class="columns">
    <section class="panel">
      <header class="panel-head">
        <h1>Open tickets</h1>
        <span class="muted">${value.open.length ? `${value.open.length} open, ${formatMoney(openTotal, currency.value)} due` : ""}</span>
      </header>
      ${value.open.length
        ? html`<${SummaryRows} tickets=${value.open} />`
        : html`<${Empty} icon="ticket" title="No open tickets">Press <kbd>F2</kbd> to start one.<//>`}
    </section>
    <section class="panel">
      <header class="panel-head">
        <h2>Paid today</h2>
        <span class="muted">${value.paid.length || ""}</span>
      </header>
      ${value.paid.length
        ? html`<${SummaryRows} tickets=${value.paid} />`
        : html`<${Empty} title="Nothing paid yet today">Paid tickets show here with their receipt number.<//>`}
    </section>
  </div>`;
}

async function read() {
  const [open, today] = await Promise.all([
    counter.call("ticket.list", { status: "open", limit: 100 }),
    counter.call("report.today", {}),
  ]);
  return { open: open.tickets, paid: today.recent.filter((ticket) => ticket.status === "paid") };
}

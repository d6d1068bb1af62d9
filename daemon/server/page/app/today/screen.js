// @ts-check
/** The day so far: sales, money by kind, what the till should hold. */
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { currency } from "../state.js";
import { formatMoney } from "../text/money.js";
import { calendarDay } from "../text/time.js";
import { Figure } from "../ui/facts.js";
import { Empty, Inline, Loading } from "../ui/states.js";
import { SummaryRows } from "../ui/summary-rows.js";

export function TodayScreen() {
  const { value, problem } = useLive(
    () => counter.call("report.today", {}),
    [],
    (event) => /^(ticket|payment|customer)\./.test(event.kind),
  );
  if (!value) return problem ? html`<${Inline} problem=${problem} />` : html`<${Loading} />`;
  const money = (/** @type {number} */ amount) => formatMoney(amount, currency.value);
  return html`<div class="page-stack">
    <section class="panel">
      <header class="panel-head"><h1>Today</h1><span class="muted">${calendarDay(value.date)}</span></header>
      <div class="figures spread">
        <${Figure} strong label="Sales" value=${money(value.sales)} testid="today-sales" sub=${value.tickets === 1 ? "1 ticket" : `${value.tickets} tickets`} />
        <${Figure} label="Cash" value=${money(value.cash)} testid="today-cash" />
        <${Figure} label="Card" value=${money(value.card)} testid="today-card" />
        <${Figure} label="Tax" value=${money(value.tax)} testid="today-tax" />
        <${Figure} label="Expected in the till" value=${value.till.expected_cash === null ? "hidden" : money(value.till.expected_cash)} testid="today-till" />
      </div>
    </section>
    <section class="panel">
      <header class="panel-head"><h2>Tickets</h2></header>
      ${value.recent.length ? html`<${SummaryRows} tickets=${value.recent} status />` : html`<${Empty} icon="today" title="Nothing yet today">The first ticket of the day shows here.<//>`}
    </section>
  </div>`;
}

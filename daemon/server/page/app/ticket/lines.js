// @ts-check
/** The lines of the ticket. */
import { useEffect, useRef, useState } from "../../vendor/hooks.js";
import { cx, html } from "../html.js";
import { hrefOf } from "../route.js";
import { currency } from "../state.js";
import { addDecimal, compareDecimal, parseDecimal, plainDecimal } from "../text/decimal.js";
import { formatMoney, formatPrice } from "../text/money.js";
import { Icon } from "../ui/icon.js";

/** @typedef {import("../../client/types.js").Line} Line */
/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

/** Quick presses on the stepper become one order. */
const SETTLE_MS = 350;

/** @param {{ desk: TicketDesk, freshLine: string }} props */
export function Lines({ desk, freshLine }) {
  return html`<div class="lines" role="table" aria-label="Lines">
    <div class="line line-head" role="row">
      <span role="columnheader" class="line-words">Item</span>
      <span role="columnheader" class="line-qty">Qty / hours</span>
      <span role="columnheader" class="line-unit">Unit</span>
      <span role="columnheader" class="line-tax">Tax</span>
      <span role="columnheader" class="line-amount">Amount</span>
      <span class="line-end"></span>
    </div>
    ${desk.ticket.lines.map((line) => html`<${LineRow} key=${line.id} desk=${desk} line=${line} fresh=${line.id === freshLine} />`)}
  </div>`;
}

/** @param {{ desk: TicketDesk, line: Line, fresh: boolean }} props */
function LineRow({ desk, line, fresh }) {
  const money = currency.value;
  const [leaving, setLeaving] = useState(false);
  const row = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    if (fresh) row.current?.scrollIntoView({ block: "nearest" });
  }, [fresh]);
  async function remove() {
    setLeaving(true);
    if (!(await desk.act("ticket.remove_line", { line_id: line.id }))) setLeaving(false);
  }
  const unit = formatPrice(line.unit_price, money);
  return html`<div class=${cx("line", fresh && "fresh", leaving && "leaving")} role="row" data-testid="line-row" data-kind=${line.kind} ref=${row}>
    <span class="line-words" role="cell">
      <span class="line-kind" title=${line.kind === "part" ? "Part" : "Labor"}><${Icon} name=${line.kind === "part" ? "parts" : "wrench"} /></span>
      <span class="line-text">
        <span class="row-title">${line.description}</span>
        <span class="row-sub">
          ${line.number && (line.part_id ? html`<a href=${hrefOf("part", line.part_id)}>${line.number}</a>` : line.number)}
          ${!line.number && line.kind === "labor" && "Labor"}
          <span class="unit-below">${line.kind === "labor" ? `${unit} per hour` : `${unit} each`}</span>
        </span>
      </span>
    </span>
    <span class="line-qty" role="cell"><${Quantity} desk=${desk} line=${line} /></span>
    <span class="line-unit" role="cell">${unit}</span>
    <span class="line-tax" role="cell">${line.tax ? formatMoney(line.tax, money) : html`<span class="muted">\u2013</span>`}</span>
    <span class="line-amount" role="cell">${formatMoney(line.amount, money)}</span>
    <span class="line-end" role="cell">
      ${desk.editable &&
      html`<button type="button" class="button quiet icon-only" data-testid="line-remove" aria-label=${`Remove ${line.description}`} title="Remove" onClick=${remove}><${Icon} name="close" /></button>`}
    </span>
  </div>`;
}

/** @param {{ desk: TicketDesk, line: Line }} props */
function Quantity({ desk, line }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = draft ?? plainDecimal(line.quantity);
  if (!desk.editable) return html`<span class="qty-still">${plainDecimal(line.quantity)}${line.kind === "labor" && html`<small> h</small>`}</span>`;
  const step = line.kind === "labor" ? "0.1" : "1";

  /** @param {string} quantity */
  async function commit(quantity) {
    clearTimeout(timer.current);
    const valid = parseDecimal(quantity) !== null && compareDecimal(quantity, "0") > 0;
    if (valid && compareDecimal(quantity, line.quantity) !== 0) {
      await desk.act("ticket.change_quantity", { line_id: line.id, quantity: plainDecimal(quantity) });
    }
    // A newer draft may have been started meanwhile; it commits itself.
    setDraft((now) => (now === quantity ? null : now));
  }
  /** @param {string} by */
  function nudge(by) {
    const next = addDecimal(shown, by);
    if (compareDecimal(next, "0") <= 0) return;
    setDraft(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void commit(next), SETTLE_MS);
  }
  return html`<span class="stepper">
    <button type="button" aria-label="Less" data-testid="line-less" disabled=${compareDecimal(addDecimal(shown, `-${step}`), "0") <= 0} onClick=${() => nudge(`-${step}`)}><${Icon} name="minus" /></button>
    <input
      aria-label=${line.kind === "labor" ? "Hours" : "Quantity"}
      inputmode="decimal"
      autocomplete="off"
      data-testid="line-quantity"
      value=${shown}
      onFocus=${(/** @type {any} */ event) => event.currentTarget.select()}
      onInput=${(/** @type {any} */ event) => {
        clearTimeout(timer.current);
        setDraft(event.currentTarget.value);
      }}
      onBlur=${() => draft !== null && commit(draft)}
      onKeyDown=${(/** @type {any} */ event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        else if (event.key === "Escape") setDraft(null);
        else if (event.key === "ArrowUp") nudge(step);
        else if (event.key === "ArrowDown") nudge(`-${step}`);
        else return;
        if (event.key !== "Enter") event.preventDefault();
      }}
    />
    <button type="button" aria-label="More" data-testid="line-more" onClick=${() => nudge(step)}><${Icon} name="plus" /></button>
  </span>`;
}

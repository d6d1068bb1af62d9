// @ts-check
/** Totals, payments so far, and what can be done about the money. */
import { html } from "../html.js";
import { currency, devices, info } from "../state.js";
import { percent } from "../text/decimal.js";
import { formatMoney } from "../text/money.js";
import { fullSentence } from "../text/words.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Paid } from "./paid.js";
import { PaymentRows } from "./payment-rows.js";

/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

/**
 * @param {{ desk: TicketDesk, onCash: () => void, onCard: () => void, onOtherAmount: () => void,
 *   onShowCard: (paymentId: string) => void }} props
 */
export function Side({ desk, onCash, onCard, onOtherAmount, onShowCard }) {
  const { ticket } = desk;
  return html`<aside class="panel ticket-side">
    <div class="side-sums">
      <${Sums} desk=${desk} />
      <${PaymentRows} ticket=${ticket} onShowCard=${onShowCard} />
    </div>
    <div class="side-act">
      ${ticket.status === "open" && html`<${Due} desk=${desk} onCash=${onCash} onCard=${onCard} onOtherAmount=${onOtherAmount} />`}
      ${ticket.status === "paid" && html`<${Paid} desk=${desk} />`}
      ${ticket.status === "voided" && html`<p class="muted">This ticket was voided. Nothing was charged.</p>`}
    </div>
  </aside>`;
}

/** @param {{ desk: TicketDesk }} props */
function Sums({ desk }) {
  const { totals, tax } = desk.ticket;
  const money = (/** @type {number} */ amount) => formatMoney(amount, currency.value);
  return html`<dl class="sums">
    <div><dt>Parts</dt><dd>${money(totals.parts)}</dd></div>
    <div><dt>Labor</dt><dd>${money(totals.labor)}</dd></div>
    ${tax.components.map(
      (component) => html`<div key=${component.name} data-testid="tax-line">
        <dt>${component.name} <small>${percent(component.rate)} of ${money(component.base)}</small></dt>
        <dd>${money(component.amount)}</dd>
      </div>`,
    )}
    ${tax.components.length === 0 && tax.state !== "failed" && html`<div><dt>Tax</dt><dd>${money(totals.tax)}</dd></div>`}
    <div class="sum-total"><dt>Total</dt><dd data-testid="total">${money(totals.total)}</dd></div>
    ${tax.state === "failed" &&
    html`<p class="tax-problem" role="alert"><${Icon} name="alert" /><span><strong>Tax could not be worked out.</strong> ${fullSentence(tax.problem)}</span></p>`}
  </dl>`;
}

/** @param {{ desk: TicketDesk, onCash: () => void, onCard: () => void, onOtherAmount: () => void }} props */
function Due({ desk, onCash, onCard, onOtherAmount }) {
  const { ticket, editable, act } = desk;
  const { due, pending, total, paid } = ticket.totals;
  const reader = info.value?.card_reader !== null && devices.value.some((device) => device.kind === "card_reader" && device.state === "ready");
  const payable = editable && due > 0 && pending === 0;
  const nothingToPay = due === 0 && total === 0 && paid === 0 && ticket.lines.length > 0;
  return html`<div class="due-line"><span>Due</span><strong data-testid="due">${formatMoney(due, currency.value)}</strong></div>
    ${nothingToPay
      ? html`<${Button} kind="primary" large wide testid="ticket-close" disabled=${!editable} onClick=${() => act("ticket.close", {})}>Close, nothing to pay<//>`
      : html`<div class="pay-buttons">
            <${Button} kind="primary" large icon="cash" hotkey="F8" testid="pay-cash" disabled=${!payable} onClick=${onCash}>Cash<//>
            <${Button} kind="primary" large icon="card" hotkey="F9" testid="pay-card" disabled=${!payable || !reader} onClick=${onCard} title=${reader ? "" : "No card reader is ready"}>Card<//>
          </div>
          ${pending > 0
            ? html`<p class="muted small center">A card payment is under way; show it above.</p>`
            : reader
            ? html`<${Button} kind="quiet" wide testid="pay-card-other" disabled=${!payable} onClick=${onOtherAmount}>Card, another amount<//>`
            : html`<p class="muted small center">No card reader is ready.</p>`}`}`;
}

// @ts-check
/** Payments of the ticket so far. */
import { cx, html } from "../html.js";
import { currency } from "../state.js";
import { formatMoney } from "../text/money.js";
import { Button } from "../ui/button.js";
import { inProgress, paymentWords } from "./payment-words.js";

/** @typedef {import("../../client/types.js").Ticket} Ticket */

/** @param {{ ticket: Ticket, onShowCard: (paymentId: string) => void }} props */
export function PaymentRows({ ticket, onShowCard }) {
  if (!ticket.payments.length) return null;
  return html`<div class="payments">
    ${ticket.payments.map((payment) => {
      const words = paymentWords(payment);
      const counted = payment.state === "captured" || inProgress(payment);
      return html`<div class=${cx("payment", !counted && "not-counted")} key=${payment.id} data-testid="payment-row" data-state=${payment.state}>
        <span>
          <span class="payment-title">${words.tender}</span>
          ${payment.state !== "captured" && html`<small class=${`tone-${words.tone}`}>${words.short}</small>`}
          ${payment.state === "captured" && payment.tender === "cash" && payment.tendered !== null && html`<small>${formatMoney(payment.tendered, currency.value)} given</small>`}
        </span>
        <span class="payment-amount">${formatMoney(payment.amount, currency.value)}</span>
        ${payment.tender === "card" && inProgress(payment) && html`<${Button} testid="card-show" onClick=${() => onShowCard(payment.id)}>Show<//>`}
      </div>`;
    })}
  </div>`;
}

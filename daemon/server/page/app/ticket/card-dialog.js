// @ts-check
/** Card: what the reader is doing. The daemon owns the charge; closing this dialog does not stop it. */
import { useEffect, useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { currency } from "../state.js";
import { formatMoney, parseMoney, typedMoney } from "../text/money.js";
import { openTicket } from "../tickets/open.js";
import { fullSentence } from "../text/words.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { paymentWords } from "./payment-words.js";

/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

/** An approved payment is shown this long, then the dialog leaves. */
const APPROVED_MS = 2_500;

/**
 * @param {{ desk: TicketDesk, paymentId: string | null, choose: boolean, onSend: (amount?: number) => void,
 *   onClose: () => void }} props  choose: ask for the amount first
 */
export function CardDialog(props) {
  return props.choose ? html`<${Amount} ...${props} />` : html`<${Progress} ...${props} />`;
}

/** @param {{ desk: TicketDesk, onSend: (amount?: number) => void, onClose: () => void }} props */
function Amount({ desk, onSend, onClose }) {
  const money = currency.value;
  const due = desk.ticket.totals.due;
  const [text, setText] = useState(typedMoney(due, money.decimals));
  const amount = parseMoney(text, money.decimals);
  const ready = amount !== null && amount > 0 && amount <= due && desk.editable;
  const send = () => ready && onSend(amount);
  return html`<${Dialog} title="Card, another amount" onClose=${onClose} keys=${{ Enter: send }} testid="card-amount-dialog">
    <div class="dialog-body">
      <div class="cash-sum"><span>Due</span><strong>${formatMoney(due, money)}</strong></div>
      <label class="cash-tendered">
        <span>Amount on the card</span>
        <input class="input amount-input" inputmode="decimal" autocomplete="off" data-focus data-testid="card-amount" value=${text} onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)} />
      </label>
      <p class="muted">${amount !== null && amount > due ? "More than is due." : "The rest stays due on the ticket."}</p>
    </div>
    <footer class="dialog-foot">
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Back<//>
      <${Button} kind="primary" large hotkey="Enter" testid="card-send" disabled=${!ready} onClick=${send}>Send ${formatMoney(amount ?? 0, money)} to the reader<//>
    </footer>
  <//>`;
}

/** @param {{ desk: TicketDesk, paymentId: string | null, onSend: (amount?: number) => void, onClose: () => void }} props */
function Progress({ desk, paymentId, onSend, onClose }) {
  const money = currency.value;
  const payment = desk.ticket.payments.find((candidate) => candidate.id === paymentId) ?? null;
  const state = payment?.state ?? "requested";
  const words = payment
    ? paymentWords(payment)
    : { title: "Sending to the reader", text: "The reader shows the amount in a moment.", tone: "info" };
  const amount = payment?.amount ?? desk.ticket.totals.due;
  const [canceling, setCanceling] = useState(false);

  useEffect(() => {
    if (state !== "captured") return undefined;
    const timer = setTimeout(onClose, APPROVED_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function cancel() {
    if (!payment) return;
    setCanceling(true);
    await desk.act("payment.cancel_card", { payment_id: payment.id });
    setCanceling(false);
  }
  const cancelable = payment !== null && (state === "requested" || state === "waiting");
  const failed = state === "declined" || state === "canceled";
  /** The next customer need not wait for this dialog to leave. */
  function next() {
    onClose();
    void openTicket();
  }
  const again = () => onSend(amount === desk.ticket.totals.due ? undefined : amount);
  const keys = state === "captured" ? { Enter: onClose, F2: next } : failed ? { Enter: again } : {};
  return html`<${Dialog} title="Card" onClose=${onClose} testid="card-dialog" keys=${keys}>
    <div class="dialog-body card-progress">
      <div class="card-amount">${formatMoney(amount, money)}</div>
      <div class=${`card-state tone-${words.tone}`} data-testid="card-state" data-state=${state} role="status" aria-live="polite">
        ${words.tone === "info" ? html`<i class="pulse" aria-hidden="true"></i>` : html`<${Icon} name=${words.tone === "ok" ? "check" : "alert"} />`}
        <strong>${words.title}</strong>
        <span>${payment?.problem && state !== "captured" ? fullSentence(payment.problem) : state === "captured" && payment?.card ? paymentWords(payment).tender : words.text}</span>
      </div>
      <${Steps} state=${state} />
    </div>
    <footer class="dialog-foot">
      ${cancelable && html`<${Button} kind="plain" testid="card-cancel" busy=${canceling} onClick=${cancel}>Cancel the payment<//>`}
      ${failed
        ? html`<${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Back<//>
            <${Button} kind="primary" large hotkey="Enter" testid="card-retry" disabled=${!desk.editable} onClick=${again}>Try again<//>`
        : html`<${Button} kind=${state === "captured" ? "primary" : "quiet"} hotkey=${state === "captured" ? "Enter" : "Esc"} testid="card-close" onClick=${onClose}>${state === "captured" ? "Done" : "Hide"}<//>`}
    </footer>
  <//>`;
}

const STEPS = /** @type {const} */ ([
  ["requested", "Reader"],
  ["waiting", "Card"],
  ["authorized", "Authorized"],
  ["captured", "Paid"],
]);

/** How far the charge has come. @param {{ state: string }} props */
function Steps({ state }) {
  const at = STEPS.findIndex(([step]) => step === state);
  if (at < 0) return null;
  return html`<ol class="steps">
    ${STEPS.map(([step, name], index) => html`<li key=${step} class=${index < at || state === "captured" ? "past" : index === at ? "now" : ""}>${name}</li>`)}
  </ol>`;
}

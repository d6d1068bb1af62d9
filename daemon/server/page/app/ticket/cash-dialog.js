// @ts-check
/** Cash: what the customer hands over, and the change, before it is taken. */
import { useRef, useState } from "../../vendor/hooks.js";
import { cx, html } from "../html.js";
import { currency } from "../state.js";
import { formatMoney, likelyTenders, parseMoney, typedMoney } from "../text/money.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Pad } from "../ui/pad.js";

/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

/** @param {{ desk: TicketDesk, onClose: () => void }} props */
export function CashDialog({ desk, onClose }) {
  const money = currency.value;
  const due = desk.ticket.totals.due;
  const [text, setText] = useState(typedMoney(due, money.decimals));
  // The proposed amount is replaced, not extended, by the first key of the pad.
  const [proposed, setProposed] = useState(true);
  const [busy, setBusy] = useState(false);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const tendered = parseMoney(text, money.decimals);
  const short = tendered !== null && tendered < due;
  const ready = tendered !== null && tendered > 0 && desk.editable && !busy;
  const change = tendered === null || short ? 0 : tendered - due;

  /** @param {string} next */
  function type(next) {
    setText(next);
    setProposed(false);
  }
  /** @param {string} key */
  function press(key) {
    const base = proposed ? "" : text;
    const next = base + key;
    if (parseMoney(next, money.decimals) !== null || next === ".") type(next);
  }
  async function confirm() {
    if (!ready || tendered === null) return;
    setBusy(true);
    const accepted = await desk.act("payment.take_cash", short ? { tendered, amount: tendered } : { tendered });
    setBusy(false);
    if (accepted) onClose();
  }
  return html`<${Dialog} title="Cash" size="wide" onClose=${onClose} testid="cash-dialog" keys=${{ Enter: confirm }}>
    <div class="cash">
      <div class="cash-left">
        <div class="cash-sum"><span>Due</span><strong data-testid="cash-due">${formatMoney(due, money)}</strong></div>
        <label class="cash-tendered">
          <span>Cash given</span>
          <input
            ref=${input}
            class=${cx("input", "amount-input", tendered === null && "wrong")}
            inputmode="decimal"
            autocomplete="off"
            data-focus
            data-testid="tendered"
            value=${text}
            onInput=${(/** @type {any} */ event) => type(event.currentTarget.value)}
          />
        </label>
        <div class="bills" role="group" aria-label="Likely amounts" onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}>
          ${likelyTenders(due, money.decimals).map(
            (bill, index) => html`<button
              type="button"
              key=${bill}
              class=${cx("bill", tendered === bill && "chosen")}
              data-testid=${index === 0 ? "bill-exact" : "bill"}
              onClick=${() => {
                setText(typedMoney(bill, money.decimals));
                setProposed(true);
              }}
            >
              ${index === 0 ? "Exact" : formatMoney(bill, money)}
            </button>`,
          )}
        </div>
        <div class=${cx("cash-sum", "cash-change", short && "short")}>
          <span>${short ? "Still due" : "Change"}</span>
          <strong data-testid="change-live">${formatMoney(short ? due - (tendered ?? 0) : change, money)}</strong>
        </div>
      </div>
      <${Pad}
        point
        testidPrefix="cash"
        onDigit=${press}
        onErase=${() => type(proposed ? "" : text.slice(0, -1))}
      />
    </div>
    <footer class="dialog-foot">
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Back<//>
      <${Button} kind="primary" large hotkey="Enter" testid="cash-confirm" disabled=${!ready} busy=${busy} onClick=${confirm}>
        ${short && tendered ? `Take ${formatMoney(tendered, money)} as part` : `Take ${formatMoney(tendered ?? 0, money)}`}
      <//>
    </footer>
  <//>`;
}

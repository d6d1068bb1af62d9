// @ts-check
/** One part: data, stock, movements. */
import { useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { cx, html } from "../html.js";
import { useLive } from "../live.js";
import { order } from "../orders.js";
import { go } from "../route.js";
import { currency, currentTicket, reachable } from "../state.js";
import { compareDecimal, parseDecimal, plainDecimal } from "../text/decimal.js";
import { formatPrice } from "../text/money.js";
import { clock, date } from "../text/time.js";
import { sentence } from "../text/words.js";
import { openTicket } from "../tickets/open.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Facts, Figure } from "../ui/facts.js";
import { Field } from "../ui/field.js";
import { Empty, Inline, Loading } from "../ui/states.js";

/** @typedef {import("../../client/types.js").Part} Part */

/** @param {{ id: string }} props */
export function PartPage({ id }) {
  const { value, problem } = useLive(
    () => counter.call("part.get", { part_id: id }),
    [id],
    (event) => /^(stock|part)\./.test(event.kind),
  );
  const [adjusting, setAdjusting] = useState(false);
  if (!value) return problem ? html`<${Inline} problem=${problem} />` : html`<${Loading} />`;
  const { part, movements } = value;
  const money = currency.value;
  const ticket = currentTicket.value;
  const ready = reachable.value;

  async function add() {
    const target = ticket?.open ? ticket.id : (await openTicket())?.ticket.id;
    if (target && (await order("ticket.add_part", { ticket_id: target, part_id: part.id }))) go("ticket", target);
  }
  return html`<div class="page-stack">
    <section class="panel">
      <header class="panel-head">
        <div><p class="over">Part <span class="mono">${part.number}</span></p><h1 data-testid="part-title">${part.description}</h1></div>
        <span class="spring"></span>
        <${Button} testid="stock-adjust" disabled=${!ready} onClick=${() => setAdjusting(true)}>Adjust stock<//>
        <${Button} kind="primary" icon="plus" testid="part-to-ticket" disabled=${!ready} onClick=${add}>${ticket?.open ? `Add to ${ticket.number}` : "New ticket with it"}<//>
      </header>
      <div class="profile">
        <${Facts}
          facts=${[
            ["Brand", part.brand],
            ["Category", part.category],
            ["UPC", part.upc && html`<span class="mono">${part.upc}</span>`],
            ["Bin", part.bin],
            ["Cost", part.cost && formatPrice(part.cost, money)],
          ]}
        />
        <div class="figures">
          ${part.price !== null && html`<${Figure} label="Price" value=${formatPrice(part.price, money)} />`}
          <${Figure} label="On hand" value=${plainDecimal(part.on_hand)} testid="on-hand" />
        </div>
      </div>
    </section>
    <section class="panel">
      <header class="panel-head"><h2>Movements</h2></header>
      ${movements.length
        ? html`<div class="rows">
            ${movements.map((movement, index) => {
              const out = compareDecimal(movement.quantity, "0") < 0;
              return html`<div class="row still" key=${index}>
                <span class="row-number">${date(movement.at)}<span class="row-sub"> ${clock(movement.at)}</span></span>
                <span class="row-main"><span class="row-title">${sentence(movement.reason)}</span></span>
                <span class="row-sub">${movement.ticket_number}</span>
                <span class=${cx("row-amount", out && "out")}>${out ? plainDecimal(movement.quantity).replace("-", "\u2212") : `+${plainDecimal(movement.quantity)}`}</span>
              </div>`;
            })}
          </div>`
        : html`<${Empty} title="No movements yet">Sales and stock corrections show here.<//>`}
    </section>
    ${adjusting && html`<${AdjustDialog} part=${part} onClose=${() => setAdjusting(false)} />`}
  </div>`;
}

/** @param {{ part: Part, onClose: () => void }} props */
function AdjustDialog({ part, onClose }) {
  const [quantity, setQuantity] = useState("");
  const [reason, setReason] = useState("count");
  const [busy, setBusy] = useState(false);
  const ready = parseDecimal(quantity) !== null && compareDecimal(quantity, "0") !== 0 && reason.trim() !== "";
  async function save() {
    if (!ready || busy) return;
    setBusy(true);
    const saved = await order("stock.adjust", { part_id: part.id, quantity: plainDecimal(quantity), reason: reason.trim() });
    setBusy(false);
    if (saved) onClose();
  }
  return html`<${Dialog} title="Adjust stock" onClose=${onClose} keys=${{ Enter: save }}>
    <div class="dialog-body form-grid">
      <p class="span muted">${part.number} has ${plainDecimal(part.on_hand)} on hand. Write how many come (3) or go (-2).</p>
      <${Field} label="Change" value=${quantity} onInput=${setQuantity} inputmode="decimal" testid="adjust-quantity" focus />
      <${Field} label="Reason" value=${reason} onInput=${setReason} testid="adjust-reason" />
    </div>
    <footer class="dialog-foot">
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Back<//>
      <${Button} kind="primary" hotkey="Enter" testid="adjust-save" disabled=${!ready} busy=${busy} onClick=${save}>Save<//>
    </footer>
  <//>`;
}

// @ts-check
/** A part as a search result: number, brand, description, stock, price, and whether it fits. */
import { cx, html } from "../html.js";
import { currency } from "../state.js";
import { compareDecimal, plainDecimal } from "../text/decimal.js";
import { formatPrice } from "../text/money.js";
import { joined } from "../text/words.js";
import { Chip } from "./states.js";

/** @typedef {import("../../client/types.js").Part} Part */

/** @param {{ part: Part }} props */
export function OnHand({ part }) {
  const none = compareDecimal(part.on_hand, "0") <= 0;
  return html`<span class=${cx("on-hand", none && "none")}>${none ? "None" : plainDecimal(part.on_hand)}<small> on hand</small></span>`;
}

/** @param {{ part: Part, fit?: boolean }} props  fit: there is a vehicle to fit */
export function PartOption({ part, fit = false }) {
  return html`<span class="part-option">
    <span class="part-number">${part.number}</span>
    <span class="part-words">
      <span class="row-title">${part.description}</span>
      <span class="row-sub">${joined(part.brand, part.category, part.bin && `Bin ${part.bin}`)}</span>
    </span>
    ${fit &&
    html`<span class="part-fit">
      ${part.fits === true && html`<${Chip} tone="ok">Fits<//>`}
      ${part.fits === false && html`<${Chip} tone="warn">Does not fit<//>`}
    </span>`}
    <${OnHand} part=${part} />
    <span class="row-amount">${part.price !== null && formatPrice(part.price, currency.value)}</span>
  </span>`;
}

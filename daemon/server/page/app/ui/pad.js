// @ts-check
/** A number pad for fingers. */
import { html } from "../html.js";
import { Icon } from "./icon.js";

/**
 * @param {{ onDigit: (digit: string) => void, onErase: () => void, point?: boolean, testidPrefix: string,
 *   last?: any }} props  last: what stands in the lower right corner when there is no point
 */
export function Pad({ onDigit, onErase, point = false, testidPrefix, last }) {
  const key = (/** @type {string} */ digit) => html`<button
    type="button"
    key=${digit}
    class="pad-key"
    data-testid=${`${testidPrefix}-${digit === "." ? "point" : digit}`}
    onClick=${() => onDigit(digit)}
  >
    ${digit}
  </button>`;
  const erase = html`<button type="button" class="pad-key quiet" aria-label="Erase" data-testid=${`${testidPrefix}-erase`} onClick=${onErase}>
    <${Icon} name="erase" />
  </button>`;
  // A touched key must not take the focus: Enter would press it again instead of finishing the entry.
  return html`<div class="pad" onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map(key)}
    ${point ? html`${key(".")}${key("0")}${erase}` : html`${erase}${key("0")}${last}`}
  </div>`;
}

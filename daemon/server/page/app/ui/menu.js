// @ts-check
/** A button that opens a short list of choices, or a small card of facts. */
import { useEffect, useRef, useState } from "../../vendor/hooks.js";
import { cx, html } from "../html.js";

/**
 * @param {{ label: any, items?: { label: string, run: () => void, testid?: string }[], testid?: string, class?: string,
 *   title?: string, card?: () => any, disabled?: boolean }} props
 */
export function Menu({ label, items = [], testid, card, title, disabled, ...rest }) {
  const [open, setOpen] = useState(false);
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    if (!open) return undefined;
    const outside = (/** @type {PointerEvent} */ event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    event.preventDefault();
    setOpen(false);
  }
  return html`<div class=${cx("menu", rest.class)} ref=${box} onKeyDown=${onKeyDown}>
    <button type="button" class="menu-button" title=${title} disabled=${disabled} aria-expanded=${open} data-testid=${testid} onClick=${() => setOpen(!open)}>${label}</button>
    ${open &&
    html`<div class="menu-list" role="menu">
      ${card && html`<div class="menu-card">${card()}</div>`}
      ${items.map(
        (item) => html`<button
          type="button"
          role="menuitem"
          key=${item.label}
          class="menu-item"
          data-testid=${item.testid}
          onClick=${() => {
            setOpen(false);
            item.run();
          }}
        >
          ${item.label}
        </button>`,
      )}
    </div>`}
  </div>`;
}

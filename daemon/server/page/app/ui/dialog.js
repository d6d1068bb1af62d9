// @ts-check
/** A dialog over the page: takes the focus, keeps it inside, gives it back; Esc closes. */
import { useEffect, useRef } from "../../vendor/hooks.js";
import { cx, html } from "../html.js";
import { useKeys } from "../keys.js";
import { Icon } from "./icon.js";
import { Toaster, dialogsOpen } from "./toaster.js";

/**
 * @param {{ title: string, children?: any, onClose: () => void, keys?: Record<string, () => void>, size?: "narrow" | "wide",
 *   testid?: string }} props
 */
export function Dialog({ title, children, onClose, keys = {}, size = "narrow", testid }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useKeys({ Escape: onClose, ...keys }, { modal: true });
  useEffect(() => {
    const before = document.activeElement;
    dialogsOpen.value += 1;
    const dialog = box.current;
    dialog?.showModal();
    const first = /** @type {HTMLElement | null} */ (dialog?.querySelector("[data-focus]") ?? dialog?.querySelector(".dialog-box") ?? null);
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
    return () => {
      dialogsOpen.value -= 1;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return html`<dialog
    ref=${box}
    class=${cx("dialog", size)}
    aria-label=${title}
    data-testid=${testid}
    onCancel=${(/** @type {Event} */ event) => event.preventDefault()}
    onMouseDown=${(/** @type {MouseEvent} */ event) => event.target === box.current && onClose()}
  >
    <div class="dialog-box" tabindex="-1">
      <header class="dialog-head">
        <h2>${title}</h2>
        <button type="button" class="button quiet icon-only" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button>
      </header>
      ${children}
    </div>
    <${Toaster} inDialog />
  </dialog>`;
}

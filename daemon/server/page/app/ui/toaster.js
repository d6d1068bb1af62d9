// @ts-check
/** Shows the messages of toasts.js: inside the open dialog, if there is one, because a dialog covers all else. */
import { signal } from "../../vendor/signals.js";
import { cx, html } from "../html.js";
import { dismiss, toasts } from "../toasts.js";
import { Icon } from "./icon.js";

export const dialogsOpen = signal(0);

/** @param {{ inDialog?: boolean }} props */
export function Toaster({ inDialog = false }) {
  if (!inDialog && dialogsOpen.value > 0) return null;
  return html`<div class="toaster" role="status" aria-live="polite">
    ${toasts.value.map(
      (toast) => html`<div class=${cx("toast", toast.tone)} key=${toast.id} data-testid=${`toast-${toast.tone}`}>
        <${Icon} name=${toast.tone === "problem" ? "alert" : "check"} />
        <div class="toast-text"><strong>${toast.message}</strong>${toast.hint && html`<span>${toast.hint}</span>`}</div>
        ${toast.action &&
        html`<button
          type="button"
          class="button plain"
          data-testid="toast-action"
          onClick=${() => {
            dismiss(toast.id);
            toast.action?.run();
          }}
        >
          ${toast.action.label}
        </button>`}
        <button type="button" class="button quiet icon-only" aria-label="Dismiss" onClick=${() => dismiss(toast.id)}>
          <${Icon} name="close" />
        </button>
      </div>`,
    )}
  </div>`;
}

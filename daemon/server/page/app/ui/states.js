// @ts-check
/** What a screen shows when it has nothing to show yet, or cannot show it. */
import { cx, html } from "../html.js";
import { Icon } from "./icon.js";

/** @param {{ title: string, children?: any, icon?: any }} props */
export function Empty({ title, children, icon }) {
  return html`<div class="empty">
    ${icon && html`<${Icon} name=${icon} />`}
    <p class="empty-title">${title}</p>
    ${children && html`<div class="empty-text">${children}</div>`}
  </div>`;
}

/** @param {{ problem: { message: string, hint: string | null }, children?: any }} props */
export function Inline({ problem, children }) {
  return html`<div class="inline-problem" role="alert">
    <${Icon} name="alert" />
    <div><strong>${problem.message}</strong>${problem.hint && html`<span> ${problem.hint}</span>`}${children}</div>
  </div>`;
}

/** The first read is under way: grey bars, so that the page does not jump. */
export function Loading() {
  return html`<div class="loading" aria-label="Loading"><i></i><i></i><i></i></div>`;
}

/** @param {{ tone?: "ok" | "warn" | "bad" | "info" | "plain", children?: any, testid?: string }} props */
export function Chip({ tone = "plain", children, testid }) {
  return html`<span class=${cx("chip", tone)} data-testid=${testid}>${children}</span>`;
}

/** @param {{ status: "open" | "paid" | "voided", testid?: string }} props */
export function StatusChip({ status, testid }) {
  const tone = status === "paid" ? "ok" : status === "open" ? "info" : "plain";
  const words = { open: "Open", paid: "Paid", voided: "Voided" };
  return html`<${Chip} tone=${tone} testid=${testid}>${words[status] ?? status}<//>`;
}

// @ts-check
/** Facts about a thing, as label and value; and single large figures. */
import { html } from "../html.js";

/** @param {{ facts: [string, any][] }} props  empty values are left out */
export function Facts({ facts }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false);
  if (!known.length) return html`<p class="muted facts-none">No details yet.</p>`;
  return html`<dl class="facts">
    ${known.map(([label, value]) => html`<div key=${label}><dt>${label}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

/** @param {{ label: string, value: any, testid?: string, sub?: any, strong?: boolean }} props */
export function Figure({ label, value, testid, sub, strong }) {
  return html`<div class=${strong ? "figure strong" : "figure"}>
    <span class="figure-label">${label}</span>
    <span class="figure-value" data-testid=${testid}>${value}</span>
    ${sub && html`<span class="figure-sub">${sub}</span>`}
  </div>`;
}

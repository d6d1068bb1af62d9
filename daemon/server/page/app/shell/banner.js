// @ts-check
/** The calm line shown while the daemon is away. Short interruptions do not show it. */
import { html } from "../html.js";
import { reachable } from "../state.js";

export function Banner() {
  if (reachable.value) return null;
  return html`<div class="banner" role="status" data-testid="away-banner">
    <i class="banner-dot" aria-hidden="true"></i>
    <span><strong>The counter service is not answering.</strong> Nothing is lost: every finished step is saved, and this page continues by itself.</span>
  </div>`;
}

// @ts-check
/** Which of the three faces of the page is shown: starting, sign-in, or the counter. */
import { html } from "../html.js";
import { info, link, sessionKnown, staff } from "../state.js";
import { Toaster } from "../ui/toaster.js";
import { Shell } from "./shell.js";
import { SignIn } from "./sign-in.js";

export function App() {
  return html`${face()}<${Toaster} />`;
}

function face() {
  if (!sessionKnown.value || !info.value) {
    return html`<div class="boot">
      ${link.value === "away"
        ? html`<p><strong>The counter service is not answering.</strong><br />Nothing is lost. Trying again by itself…</p>`
        : html`<p>Starting the counter…</p>`}
    </div>`;
  }
  return staff.value ? html`<${Shell} />` : html`<${SignIn} />`;
}

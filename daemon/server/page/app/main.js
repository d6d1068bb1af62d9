// @ts-check
/** Starts the page. */
import { render } from "../vendor/preact.js";
import { html } from "./html.js";
import { startSession } from "./session.js";
import { App } from "./shell/app.js";

const root = document.getElementById("app");
if (root) {
  root.textContent = "";
  render(html`<${App} />`, root);
  startSession();
}

// @ts-check
/** The devices of this counter, and the jobs they were given. */
import { useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { order } from "../orders.js";
import { devices, info, reachable } from "../state.js";
import { clock } from "../text/time.js";
import { joined, sentence } from "../text/words.js";
import { notice } from "../toasts.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { Empty } from "../ui/states.js";
import { Jobs } from "./jobs.js";
import { deviceDetail, deviceHint, deviceState } from "./words.js";

/** @typedef {import("../../client/types.js").Device} Device */

export function DevicesScreen() {
  const [drawer, setDrawer] = useState(false);
  const ready = reachable.value;
  async function testPage() {
    const center = /** @type {const} */ ("center");
    /** @type {import("../../client/types.js").DocumentElement[]} */
    const elements = [
      { text: { text: info.value?.shop.name ?? "", align: center, bold: true } },
      { text: { text: `Test page, counter ${info.value?.counter}`, align: center } },
      "cut",
    ];
    if (await order("print.submit", { document: { elements } })) notice("Test page sent to the printer");
  }
  return html`<div class="page-stack">
    <section class="panel">
      <header class="panel-head">
        <h1>Devices</h1>
        <span class="spring"></span>
        <${Button} testid="print-test" disabled=${!ready} onClick=${testPage}>Print a test page<//>
        <${Button} testid="drawer-open" disabled=${!ready} onClick=${() => setDrawer(true)}>Open the drawer<//>
      </header>
      ${devices.value.length
        ? html`<div class="device-grid">${devices.value.map((device) => html`<${DeviceCard} key=${device.name} device=${device} />`)}</div>`
        : html`<${Empty} icon="devices" title="No devices are set up">Devices are named in the settings of this counter's service.<//>`}
    </section>
    <${Jobs} />
    ${drawer && html`<${DrawerDialog} onClose=${() => setDrawer(false)} />`}
  </div>`;
}

/** @param {{ device: Device }} props */
function DeviceCard({ device }) {
  const state = deviceState(device);
  return html`<article class="device" data-testid=${`device-${device.name}`} data-state=${device.state}>
    <i class=${`lamp-dot ${state.tone}`}></i>
    <div>
      <p class="device-name"><strong>${sentence(device.kind)}</strong> <span class="muted">${device.name}</span></p>
      <p class=${`device-state tone-${state.tone}`}>${sentence(state.words)}${device.simulated ? html`<span class="muted">, simulated</span>` : ""}<span class="muted">, since ${clock(device.since)}</span></p>
      ${state.tone !== "ok" && deviceHint(device) && html`<p>${deviceHint(device)}</p>`}
      ${deviceDetail(device) && html`<p class="muted">${deviceDetail(device)}</p>`}
      <p class="muted small mono">${joined(device.driver, device.address)}</p>
    </div>
  </article>`;
}

const REASONS = ["No sale, make change", "Put in float", "Count the till"];

/** @param {{ onClose: () => void }} props */
function DrawerDialog({ onClose }) {
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const ready = reason.trim() !== "";
  /** @param {string} why */
  async function open(why) {
    if (busy || !why.trim()) return;
    setBusy(true);
    const accepted = await order("drawer.open", { reason: why.trim() });
    setBusy(false);
    if (!accepted) return;
    notice("The drawer is opening");
    onClose();
  }
  return html`<${Dialog} title="Open the drawer" onClose=${onClose} keys=${{ Enter: () => void open(reason) }} testid="drawer-dialog">
    <div class="dialog-body">
      <p>The reason is kept with your name.</p>
      <div class="presets">
        ${REASONS.map((text) => html`<button type="button" key=${text} class="preset" disabled=${busy} data-testid="drawer-preset" onClick=${() => open(text)}>${text}</button>`)}
      </div>
      <${Field} label="Another reason" value=${reason} onInput=${setReason} testid="drawer-reason" focus />
    </div>
    <footer class="dialog-foot">
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Back<//>
      <${Button} kind="primary" hotkey="Enter" testid="drawer-confirm" disabled=${!ready} busy=${busy} onClick=${() => open(reason)}>Open the drawer<//>
    </footer>
  <//>`;
}

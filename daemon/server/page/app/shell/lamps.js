// @ts-check
/** One lamp for each kind of device: the worst state of its kind, with what to do about it. */
import { cx, html } from "../html.js";
import { deviceDetail, deviceHint, deviceState } from "../devices/words.js";
import { go } from "../route.js";
import { claimScans } from "../scan.js";
import { devices, reachable, scanOwner } from "../state.js";
import { Menu } from "../ui/menu.js";

/** @typedef {import("../../client/types.js").Device} Device */
/** @typedef {import("../../client/types.js").DeviceKind} DeviceKind */

const KINDS = /** @type {[DeviceKind, string][]} */ ([
  ["scanner", "Scanner"],
  ["printer", "Printer"],
  ["drawer", "Drawer"],
  ["card_reader", "Card"],
]);

export function Lamps() {
  return html`<div class="lamps" role="group" aria-label="Devices">
    ${KINDS.map(([kind, name]) => html`<${Lamp} key=${kind} kind=${kind} name=${name} />`)}
  </div>`;
}

/** @param {{ kind: DeviceKind, name: string }} props */
function Lamp({ kind, name }) {
  const mine = devices.value.filter((device) => device.kind === kind);
  const away = kind === "scanner" && scanOwner.value === "elsewhere";
  // One working device of a kind is enough to work with.
  const shown = mine.find((device) => deviceState(device).tone === "ok") ?? mine[0];
  const state = shown ? deviceState(shown) : { tone: "none", words: "not set up" };
  // What the devices do is not known while the service is away.
  const tone = !reachable.value ? "none" : away ? "warn" : state.tone;
  return html`<${Menu}
    class="lamp-menu"
    testid=${`lamp-${kind}`}
    title=${`${name}: ${away ? "scans go elsewhere" : state.words}`}
    label=${html`<span class="lamp"><i class=${cx("lamp-dot", tone)}></i><span>${name}</span></span>`}
    card=${() => html`<strong>${name}: ${away ? "scans go to another page" : state.words}</strong>
      <p>${away ? "Another page or program took the scanner." : shown ? deviceHint(shown) : "No such device is set up on this counter."}</p>
      ${shown && deviceDetail(shown) && !away && html`<p class="muted">${deviceDetail(shown)}</p>`}`}
    items=${[
      ...(away ? [{ label: "Scan here", run: claimScans }] : []),
      { label: "Show devices", run: () => go("devices") },
    ]}
  />`;
}

// @ts-check
/** The simulated devices: scan a code, see the paper, make the printer misbehave. Only when the daemon simulates. */
import { useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { inWords } from "../orders.js";
import { simulatorOpen } from "../state.js";
import { problem as problemToast } from "../toasts.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Chip, Empty } from "../ui/states.js";

/** @typedef {import("../../client/types.js").PrinterSwitches} PrinterSwitches */

const SWITCHES = /** @type {[keyof PrinterSwitches, string][]} */ ([
  ["paper_out", "Paper out"],
  ["cover_open", "Cover open"],
  ["offline", "Offline"],
]);

export function SimulatorDrawer() {
  return html`<aside class="simulator" aria-label="Simulated devices" data-testid="simulator">
    <header class="sim-head">
      <h2>Simulated devices</h2>
      <button type="button" class="button quiet icon-only" aria-label="Close" onClick=${() => (simulatorOpen.value = false)}><${Icon} name="close" /></button>
    </header>
    <${ScanBox} />
    <${PrinterBox} />
    <${PaperBox} />
  </aside>`;
}

function ScanBox() {
  const [text, setText] = useState("");
  /** @param {Event} event */
  async function scan(event) {
    event.preventDefault();
    const code = text.trim();
    if (!code) return;
    try {
      await counter.call("simulator.scan", { text: code });
    } catch (error) {
      const words = inWords(error);
      problemToast(words.message, { hint: words.hint });
    }
  }
  return html`<form class="sim-box" onSubmit=${scan}>
    <h3>Scanner</h3>
    <div class="sim-row">
      <input class="input" aria-label="Code to scan" placeholder="Code to scan" autocomplete="off" spellcheck=${false} data-testid="sim-scan-text" value=${text} onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)} />
      <${Button} type="submit" testid="sim-scan" disabled=${!text.trim()}>Scan<//>
    </div>
  </form>`;
}

function PrinterBox() {
  const { value, put } = useLive(() => counter.call("simulator.printer", {}), [], () => false);
  /** @param {keyof PrinterSwitches} name */
  async function flip(name) {
    if (!value) return;
    try {
      const now = await counter.call("simulator.printer", { [name]: !value[name] });
      put(() => now);
    } catch (error) {
      const words = inWords(error);
      problemToast(words.message, { hint: words.hint });
    }
  }
  return html`<div class="sim-box">
    <h3>Printer</h3>
    <div class="sim-switches">
      ${SWITCHES.map(
        ([name, words]) => html`<button type="button" key=${name} class="switch" role="switch" aria-checked=${value?.[name] ?? false} disabled=${!value} data-testid=${`sim-${name}`} onClick=${() => flip(name)}>
          <i aria-hidden="true"></i>${words}
        </button>`,
      )}
    </div>
  </div>`;
}

function PaperBox() {
  const { value } = useLive(() => counter.call("simulator.paper", {}), [], (event) => event.kind === "job.settled");
  return html`<div class="sim-box sim-paper">
    <h3>Paper <span class="muted">${value ? `drawer opened ${value.drawer_kicks === 1 ? "once" : `${value.drawer_kicks} times`}` : ""}</span></h3>
    ${value?.papers.length === 0 && html`<${Empty} title="Nothing printed yet" />`}
    ${value?.papers.map(
      (paper) => html`<figure class="paper" key=${paper.id}>
        ${paper.copy && html`<figcaption><${Chip}>Copy<//></figcaption>`}
        <img src=${`data:image/png;base64,${paper.png}`} alt=${paper.text.join("\n")} data-testid="paper-image" />
      </figure>`,
    )}
  </div>`;
}

// @ts-check
/** Labor: a quick choice adds at once; else description, hours, rate. */
import { useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { info } from "../state.js";
import { compareDecimal, parseDecimal, plainDecimal } from "../text/decimal.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";

/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

const PRESETS = [
  { description: "Diagnostic", hours: "1" },
  { description: "Oil change", hours: "0.5" },
  { description: "Brakes, one axle", hours: "1.5" },
  { description: "Tire rotation", hours: "0.4" },
  { description: "Wheel alignment", hours: "1" },
  { description: "Battery", hours: "0.3" },
];

/** @param {{ desk: TicketDesk, onClose: () => void, onAdded: (lineId: string) => void }} props */
export function AddLabor({ desk, onClose, onAdded }) {
  const [description, setDescription] = useState("");
  const [hours, setHours] = useState("1");
  const [rate, setRate] = useState(plainDecimal(info.value?.labor_rate ?? ""));
  const [busy, setBusy] = useState(false);
  const hoursOk = parseDecimal(hours) !== null && compareDecimal(hours, "0") > 0;
  const rateOk = rate === "" || parseDecimal(rate) !== null;
  const ready = description.trim() !== "" && hoursOk && rateOk && desk.editable;

  /** @param {{ description: string, hours: string, rate?: string }} labor */
  async function add(labor) {
    if (busy) return;
    setBusy(true);
    const accepted = await desk.act("ticket.add_labor", labor);
    setBusy(false);
    if (accepted) onAdded(accepted.line_id ?? "");
  }
  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (!ready) return;
    const own = rate !== "" && compareDecimal(rate, info.value?.labor_rate ?? "") !== 0;
    void add({ description: description.trim(), hours: plainDecimal(hours), ...(own ? { rate: plainDecimal(rate) } : {}) });
  }
  return html`<form class="add-labor" onSubmit=${submit}>
    <div class="presets" role="group" aria-label="Usual labor">
      ${PRESETS.map(
        (preset) => html`<button type="button" key=${preset.description} class="preset" data-testid="labor-preset" disabled=${busy || !desk.editable} onClick=${() => add(preset)}>
          <span>${preset.description}</span><small>${preset.hours} h</small>
        </button>`,
      )}
    </div>
    <div class="labor-fields">
      <${FocusedField} label="Description" value=${description} onInput=${setDescription} testid="labor-description" class="grow" placeholder="What was done" />
      <${Field} label="Hours" value=${hours} onInput=${setHours} testid="labor-hours" inputmode="decimal" class="short" />
      <${Field} label="Rate per hour" value=${rate} onInput=${setRate} testid="labor-rate" inputmode="decimal" class="short" />
      <${Button} kind="primary" type="submit" testid="labor-save" disabled=${!ready} busy=${busy}>Add labor<//>
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Cancel<//>
    </div>
  </form>`;
}

/** The first field takes the focus when the form opens. @param {any} props */
function FocusedField(props) {
  return html`<label class=${`field ${props.class}`}>
    <span class="field-label">${props.label}</span>
    <input
      class="input"
      type="text"
      autocomplete="off"
      placeholder=${props.placeholder}
      data-testid=${props.testid}
      value=${props.value}
      ref=${focusOnce}
      onInput=${(/** @type {any} */ event) => props.onInput(event.currentTarget.value)}
    />
  </label>`;
}

/** @type {WeakSet<HTMLElement>} */
const focused = new WeakSet();

/** @param {HTMLInputElement | null} input */
function focusOnce(input) {
  if (!input || focused.has(input)) return;
  focused.add(input);
  input.focus();
}

// @ts-check
/** Creates or changes a vehicle. */
import { useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { order } from "../orders.js";
import { looksLikeVin } from "../text/words.js";
import { notice } from "../toasts.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";

/** @typedef {import("../../client/types.js").Vehicle} Vehicle */

const KEYS = /** @type {const} */ (["vin", "year", "make", "model", "trim", "plate", "odometer"]);

/** @param {{ customerId: string, vehicle: Partial<Vehicle>, onClose: () => void, onSaved: (vehicle: Vehicle) => void }} props */
export function VehicleForm({ customerId, vehicle, onClose, onSaved }) {
  const [draft, setDraft] = useState(() =>
    /** @type {Record<typeof KEYS[number], string>} */ (Object.fromEntries(KEYS.map((key) => [key, String(vehicle[key] ?? "")]))),
  );
  const [busy, setBusy] = useState(false);
  const vin = draft.vin.trim().toUpperCase();
  const ready = draft.make.trim() !== "" && draft.model.trim() !== "";
  const vinHint = vin && !looksLikeVin(vin) ? `${vin.length} of 17 characters; no I, O or Q` : null;

  async function save() {
    if (!ready || busy) return;
    setBusy(true);
    const saved = await order("vehicle.save", {
      vehicle: {
        ...(vehicle.id ? { id: vehicle.id } : {}),
        customer_id: customerId,
        make: draft.make.trim(),
        model: draft.model.trim(),
        vin: given(vin),
        trim: given(draft.trim.trim()),
        plate: given(draft.plate.trim().toUpperCase()),
        year: given(/^\d{4}$/.test(draft.year) ? Number.parseInt(draft.year, 10) : ""),
        odometer: given(/\d/.test(draft.odometer) ? Number.parseInt(draft.odometer.replace(/\D/g, ""), 10) : ""),
      },
    });
    setBusy(false);
    if (!saved) return;
    for (const warning of saved.warnings) notice(warning);
    onSaved(saved.vehicle);
  }
  /** @param {typeof KEYS[number]} key @param {string} label @param {object} [more] */
  const field = (key, label, more = {}) => html`<${Field}
    label=${label}
    value=${draft[key]}
    testid=${`vehicle-${key}`}
    onInput=${(/** @type {string} */ value) => setDraft((old) => ({ ...old, [key]: value }))}
    ...${more}
  />`;
  return html`<${Dialog} title=${vehicle.id ? "Vehicle" : "New vehicle"} onClose=${onClose} keys=${{ Enter: save }} testid="vehicle-form">
    <div class="dialog-body form-grid">
      ${field("vin", "VIN", { class: "span", maxlength: 17, uppercase: true, hint: vinHint, focus: !vehicle.vin })}
      ${field("year", "Year", { inputmode: "numeric", maxlength: 4, focus: !!vehicle.vin })}
      ${field("make", "Make")} ${field("model", "Model")} ${field("trim", "Trim")}
      ${field("plate", "Plate", { uppercase: true })} ${field("odometer", "Odometer", { inputmode: "numeric" })}
    </div>
    <footer class="dialog-foot">
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Back<//>
      <${Button} kind="primary" hotkey="Enter" testid="vehicle-save" disabled=${!ready} busy=${busy} onClick=${save}>Save vehicle<//>
    </footer>
  <//>`;
}

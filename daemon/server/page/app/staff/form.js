// @ts-check
/** Adds or changes someone who works here. */
import { useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { order } from "../orders.js";
import { staff as signedIn } from "../state.js";
import { sentence } from "../text/words.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";

/** @typedef {import("../../client/types.js").Staff} Staff */

/** From the least to the most; each may do what the ones before it may. */
export const ROLES = /** @type {const} */ (["technician", "clerk", "advisor", "manager", "owner"]);
const PIN = /^\d{4,8}$/;

/** @param {{ person: Partial<Staff>, onClose: () => void }} props */
export function StaffForm({ person, onClose }) {
  const [name, setName] = useState(person.name ?? "");
  const [role, setRole] = useState(person.role ?? "clerk");
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  // Someone who is known keeps their PIN when none is typed.
  const pinFits = PIN.test(pin) || (person.id !== undefined && pin === "");
  const ready = name.trim() !== "" && pinFits;
  const own = ROLES.indexOf(signedIn.value?.role ?? "clerk");

  async function save() {
    if (!ready || busy) return;
    setBusy(true);
    const saved = await order("staff.save", {
      staff: { ...(person.id ? { id: person.id } : {}), name: name.trim(), role, ...(pin ? { pin } : {}) },
    });
    setBusy(false);
    if (saved) onClose();
  }

  return html`<${Dialog} title=${person.id ? "Change person" : "New person"} onClose=${onClose} keys=${{ Enter: save }} testid="person-form">
    <div class="dialog-body form-grid">
      <${Field} label="Name" value=${name} onInput=${setName} testid="person-name" focus=${!name} class="span" />
      <div class="field span">
        <span class="field-label">Role</span>
        <div class="roles" role="group" aria-label="Role">
          ${ROLES.map(
            (each, rank) => html`<${Button}
              key=${each}
              pressed=${each === role}
              disabled=${rank > own}
              testid=${`role-${each}`}
              onClick=${() => setRole(each)}
            >${sentence(each)}<//>`,
          )}
        </div>
      </div>
      <${Field} label=${person.id ? "New PIN, or leave empty" : "PIN, 4 to 8 digits"} value=${pin} onInput=${setPin} testid="person-pin" type="password" inputmode="numeric" class="span" />
    </div>
    <footer class="dialog-foot">
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Back<//>
      <${Button} kind="primary" hotkey="Enter" testid="person-save" disabled=${!ready} busy=${busy} onClick=${save}>Save<//>
    </footer>
  <//>`;
}

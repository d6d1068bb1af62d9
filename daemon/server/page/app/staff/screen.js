// @ts-check
/** Who works here: names, roles and PINs. Only managers and owners come here; the daemon checks it again. */
import { useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { sentence } from "../text/words.js";
import { Button } from "../ui/button.js";
import { Inline, Loading } from "../ui/states.js";
import { StaffForm } from "./form.js";

/** @typedef {import("../../client/types.js").Staff} Staff */

export function StaffScreen() {
  const [edited, setEdited] = useState(/** @type {Partial<Staff> | null} */ (null));
  const { value, problem } = useLive(
    () => counter.call("session.staff", {}),
    [],
    (event) => event.kind === "staff.saved",
  );
  if (!value) return problem ? html`<${Inline} problem=${problem} />` : html`<${Loading} />`;
  return html`<div class="page-stack">
    <section class="panel">
      <header class="panel-head">
        <h1>Staff</h1>
        <${Button} kind="primary" icon="plus" testid="person-new" onClick=${() => setEdited({})}>New person<//>
      </header>
      <ul class="staff-list">
        ${value.staff.map(
          (person) => html`<li key=${person.id}>
            <button type="button" class="staff-row" data-testid=${`person-${person.name}`} onClick=${() => setEdited(person)}>
              <strong>${person.name}</strong><span class="muted">${sentence(person.role)}</span>
            </button>
          </li>`,
        )}
      </ul>
    </section>
    ${edited && html`<${StaffForm} person=${edited} onClose=${() => setEdited(null)} />`}
  </div>`;
}

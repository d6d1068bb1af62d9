// @ts-check
/** Creates or changes a customer. */
import { useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { order } from "../orders.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";

/** @typedef {import("../../client/types.js").Customer} Customer */

/** @param {{ customer: Partial<Customer>, onClose: () => void, onSaved: (customer: Customer) => void }} props */
export function CustomerForm({ customer, onClose, onSaved }) {
  const [name, setName] = useState(customer.name ?? "");
  const [phone, setPhone] = useState(customer.phone ?? "");
  const [email, setEmail] = useState(customer.email ?? "");
  const [notes, setNotes] = useState(customer.notes ?? "");
  const [busy, setBusy] = useState(false);
  const ready = name.trim() !== "";
  async function save() {
    if (!ready || busy) return;
    setBusy(true);
    const details = { phone: phone.trim(), email: email.trim(), notes: notes.trim() };
    // A new customer gets what was filled in; a known one also loses what was emptied.
    const given = customer.id ? details : Object.fromEntries(Object.entries(details).filter(([, text]) => text));
    const saved = await order("customer.save", {
      customer: { ...(customer.id ? { id: customer.id } : {}), name: name.trim(), ...given },
    });
    setBusy(false);
    if (saved) onSaved(saved.customer);
  }
  return html`<${Dialog} title=${customer.id ? "Customer" : "New customer"} onClose=${onClose} keys=${{ Enter: save }} testid="customer-form">
    <div class="dialog-body form-grid">
      <${Field} label="Name" value=${name} onInput=${setName} testid="customer-name" focus=${!name} class="span" />
      <${Field} label="Phone" value=${phone} onInput=${setPhone} testid="customer-phone" type="tel" focus=${!!name} />
      <${Field} label="Email" value=${email} onInput=${setEmail} testid="customer-email" type="email" />
      <${Field} label="Notes" value=${notes} onInput=${setNotes} testid="customer-notes" class="span" multiline />
    </div>
    <footer class="dialog-foot">
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Back<//>
      <${Button} kind="primary" hotkey="Enter" testid="customer-save" disabled=${!ready} busy=${busy} onClick=${save}>Save customer<//>
    </footer>
  <//>`;
}

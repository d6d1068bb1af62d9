// @ts-check
/** Number and status, who and which vehicle, the odometer. */
import { useEffect, useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { when } from "../text/time.js";
import { count } from "../text/words.js";
import { Menu } from "../ui/menu.js";
import { StatusChip } from "../ui/states.js";
import { CustomerSlot } from "./customer-slot.js";
import { VehicleSlot } from "./vehicle-slot.js";

/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

/** @param {{ desk: TicketDesk, onVoid: () => void, onNewVehicle: () => void }} props */
export function TicketHeader({ desk, onVoid, onNewVehicle }) {
  const { ticket, editable } = desk;
  return html`<header class="panel ticket-head">
    <div class="ticket-id">
      <h1 data-testid="ticket-number">${ticket.number}</h1>
      <div class="ticket-id-sub">
        <${StatusChip} status=${ticket.status} testid="ticket-status" />
        <span class="muted">
          ${ticket.receipt_number ?? when(ticket.opened_at)}
        </span>
      </div>
    </div>
    <${CustomerSlot} desk=${desk} />
    <${VehicleSlot} desk=${desk} onNewVehicle=${onNewVehicle} />
    <${Odometer} desk=${desk} />
    ${ticket.status === "open" &&
    html`<${Menu}
      class="more"
      testid="ticket-menu"
      title="More"
      disabled=${!editable}
      label=${html`<span class="dots" aria-label="More"><i></i><i></i><i></i></span>`}
      items=${[
        { label: "Void this ticket…", testid: "ticket-void", run: onVoid },
      ]}
    />`}
  </header>`;
}

/** @param {{ desk: TicketDesk }} props */
function Odometer({ desk }) {
  const { ticket, editable, act } = desk;
  const known = ticket.odometer === null ? "" : String(ticket.odometer);
  const [draft, setDraft] = useState(known);
  useEffect(() => setDraft(known), [known]);
  if (!editable) {
    return html`<div class="slot odometer"><span class="slot-label">Odometer</span><span class="slot-value">${ticket.odometer === null ? "\u2013" : count(ticket.odometer)}</span></div>`;
  }
  async function commit() {
    const digits = draft.replace(/\D/g, "");
    if (!digits || digits === known) return setDraft(known);
    if (!(await act("ticket.attach", { odometer: Number.parseInt(digits, 10) }))) setDraft(known);
  }
  return html`<label class="slot odometer">
    <span class="slot-label">Odometer</span>
    <input
      class="input"
      inputmode="numeric"
      autocomplete="off"
      maxlength="9"
      placeholder="\u2013"
      data-testid="odometer"
      value=${draft === known && known ? count(Number.parseInt(known, 10)) : draft}
      onFocus=${(/** @type {any} */ event) => event.currentTarget.select()}
      onInput=${(/** @type {any} */ event) => setDraft(event.currentTarget.value.replace(/[^\d,]/g, ""))}
      onBlur=${commit}
      onKeyDown=${(/** @type {any} */ event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  </label>`;
}

// @ts-check
/** Which vehicle: the customer's vehicles to choose from while none is chosen, else the vehicle. */
import { useEffect, useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { hrefOf } from "../route.js";
import { joined } from "../text/words.js";
import { Button } from "../ui/button.js";

/** @typedef {import("../../client/types.js").Vehicle} Vehicle */
/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

/** @param {{ desk: TicketDesk, onNewVehicle: () => void }} props */
export function VehicleSlot({ desk, onNewVehicle }) {
  const { ticket, editable } = desk;
  const [changing, setChanging] = useState(false);
  const vehicle = ticket.vehicle;
  useEffect(() => setChanging(false), [vehicle?.id, ticket.customer?.id]);
  const choosing = editable && ticket.customer !== null && (vehicle === null || changing);
  return html`<div class="slot vehicle-slot">
    <span class="slot-label">Vehicle</span>
    ${choosing
      ? html`<${Choice} desk=${desk} onNewVehicle=${onNewVehicle} onKeep=${vehicle ? () => setChanging(false) : null} />`
      : vehicle
        ? html`<div class="slot-row">
            <a class="slot-value" href=${hrefOf("vehicle", vehicle.id)} data-testid="ticket-vehicle">${vehicle.label}</a>
            <span class="muted vehicle-ids">${joined(vehicle.plate, vehicle.vin)}</span>
            ${editable && ticket.customer && html`<${Button} kind="quiet" testid="vehicle-change" onClick=${() => setChanging(true)}>Change<//>`}
          </div>`
        : html`<span class="slot-value muted">${editable ? "Choose a customer or scan the VIN" : "None"}</span>`}
  </div>`;
}

/** @param {{ desk: TicketDesk, onNewVehicle: () => void, onKeep: (() => void) | null }} props */
function Choice({ desk, onNewVehicle, onKeep }) {
  const customerId = desk.ticket.customer?.id ?? "";
  const { value } = useLive(
    async () => (await counter.call("customer.get", { customer_id: customerId })).vehicles,
    [customerId],
    (event) => event.kind === "vehicle.saved",
  );
  /** @param {Vehicle} vehicle */
  const attach = (vehicle) => {
    onKeep?.();
    void desk.act("ticket.attach", { vehicle_id: vehicle.id });
  };
  return html`<div class="vehicle-options">
    ${value?.map(
      (vehicle) => html`<button type="button" class="vehicle-option" key=${vehicle.id} data-testid="vehicle-option" onClick=${() => attach(vehicle)}>
        <span class="row-title">${vehicle.label}</span>${vehicle.plate && html`<span class="row-sub">${vehicle.plate}</span>`}
      </button>`,
    )}
    <${Button} kind="plain" icon="plus" testid="vehicle-new" onClick=${onNewVehicle}>${value?.length ? "New" : "New vehicle"}<//>
    ${onKeep && html`<${Button} kind="quiet" onClick=${onKeep}>Keep<//>`}
  </div>`;
}

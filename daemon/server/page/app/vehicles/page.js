// @ts-check
/** One vehicle: data and the history of its visits. */
import { useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { hrefOf } from "../route.js";
import { currency, reachable } from "../state.js";
import { plainDecimal } from "../text/decimal.js";
import { formatMoney } from "../text/money.js";
import { date } from "../text/time.js";
import { count, joined } from "../text/words.js";
import { openTicket } from "../tickets/open.js";
import { Button } from "../ui/button.js";
import { Facts } from "../ui/facts.js";
import { Empty, Inline, Loading } from "../ui/states.js";
import { VehicleForm } from "./form.js";

/** @typedef {import("../../client/types.js").Visit} Visit */

/** @param {{ id: string }} props */
export function VehiclePage({ id }) {
  const { value, problem } = useLive(
    () => counter.call("vehicle.get", { vehicle_id: id }),
    [id],
    (event) => /^(vehicle|service|ticket)\./.test(event.kind),
  );
  const [editing, setEditing] = useState(false);
  if (!value) return problem ? html`<${Inline} problem=${problem} />` : html`<${Loading} />`;
  const { vehicle, customer, history } = value;
  return html`<div class="page-stack">
    <section class="panel">
      <header class="panel-head">
        <div><p class="over">Vehicle</p><h1 data-testid="vehicle-title">${vehicle.label}</h1></div>
        <span class="spring"></span>
        <${Button} testid="vehicle-edit" onClick=${() => setEditing(true)}>Edit<//>
        <${Button} kind="primary" icon="plus" testid="vehicle-ticket" disabled=${!reachable.value} onClick=${() => openTicket({ customer_id: vehicle.customer_id, vehicle_id: vehicle.id })}>Ticket for this vehicle<//>
      </header>
      <${Facts}
        facts=${[
          ["Owner", customer && html`<a href=${hrefOf("customer", customer.id)}>${customer.name}</a>`],
          ["Plate", vehicle.plate],
          ["VIN", vehicle.vin && html`<span class="mono">${vehicle.vin}</span>`],
          ["Year", vehicle.year],
          ["Make", vehicle.make],
          ["Model", vehicle.model],
          ["Trim", vehicle.trim],
          ["Odometer", vehicle.odometer !== null && count(vehicle.odometer)],
        ]}
      />
    </section>
    <section class="panel">
      <header class="panel-head"><h2>Service history</h2><span class="muted">${history.length === 1 ? "1 visit" : `${history.length} visits`}</span></header>
      ${history.length
        ? html`<ol class="timeline">${history.map((visit) => html`<${VisitRow} key=${visit.ticket_id} visit=${visit} unit=${vehicle.odometer_unit} />`)}</ol>`
        : html`<${Empty} icon="car" title="No visits yet">Each paid ticket for this vehicle shows here with its work.<//>`}
    </section>
    ${editing && html`<${VehicleForm} customerId=${vehicle.customer_id} vehicle=${vehicle} onClose=${() => setEditing(false)} onSaved=${() => setEditing(false)} />`}
  </div>`;
}

/** @param {{ visit: Visit, unit: string }} props */
function VisitRow({ visit, unit }) {
  return html`<li class="visit" data-testid="visit">
    <div class="visit-when"><strong>${date(visit.at)}</strong><span class="muted">${visit.odometer === null ? "" : `${count(visit.odometer)} ${unit}`}</span></div>
    <div class="visit-what">
      <ul>
        ${visit.lines.map(
          (line, index) => html`<li key=${index}>
            <span>${line.description}</span>
            <span class="muted nowrap">${line.kind === "labor" ? `${plainDecimal(line.quantity)} h` : plainDecimal(line.quantity) === "1" ? "" : `\u00d7 ${plainDecimal(line.quantity)}`}</span>
          </li>`,
        )}
      </ul>
    </div>
    <div class="visit-side">
      <strong class="row-amount">${visit.total !== null && formatMoney(visit.total, currency.value)}</strong>
      <a href=${hrefOf("ticket", visit.ticket_id)}>${joined(visit.receipt_number ?? visit.ticket_number)}</a>
    </div>
  </li>`;
}

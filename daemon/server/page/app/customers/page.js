// @ts-check
/** One customer: profile, vehicles, tickets. */
import { useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { go, hrefOf } from "../route.js";
import { currency, reachable } from "../state.js";
import { formatMoney } from "../text/money.js";
import { date } from "../text/time.js";
import { count, joined, phone } from "../text/words.js";
import { openTicket } from "../tickets/open.js";
import { Button } from "../ui/button.js";
import { Facts, Figure } from "../ui/facts.js";
import { Icon } from "../ui/icon.js";
import { Empty, Inline, Loading } from "../ui/states.js";
import { SummaryRows } from "../ui/summary-rows.js";
import { VehicleForm } from "../vehicles/form.js";
import { CustomerForm } from "./form.js";

/** @param {{ id: string }} props */
export function CustomerPage({ id }) {
  const { value, problem } = useLive(
    () => counter.call("customer.get", { customer_id: id }),
    [id],
    (event) => /^(customer|vehicle|ticket|payment)\./.test(event.kind),
  );
  const [form, setForm] = useState(/** @type {null | "customer" | "vehicle"} */ (null));
  if (!value) return problem ? html`<${Inline} problem=${problem} />` : html`<${Loading} />`;
  const { customer, vehicles, tickets } = value;
  const close = () => setForm(null);
  return html`<div class="page-stack">
    <section class="panel">
      <header class="panel-head">
        <div><p class="over">Customer</p><h1 data-testid="customer-title">${customer.name}</h1></div>
        <span class="spring"></span>
        <${Button} testid="customer-edit" onClick=${() => setForm("customer")}>Edit<//>
        <${Button} kind="primary" icon="plus" testid="customer-ticket" disabled=${!reachable.value} onClick=${() => openTicket({ customer_id: customer.id })}>New ticket<//>
      </header>
      <div class="profile">
        <${Facts} facts=${[["Phone", phone(customer.phone)], ["Email", customer.email], ["Notes", customer.notes]]} />
        <div class="figures">
          <${Figure} label="Visits" value=${count(customer.visits)} />
          <${Figure} label="Spent" value=${formatMoney(customer.spent, currency.value)} />
          <${Figure} label="Last visit" value=${date(customer.last_visit_at) || "\u2013"} />
        </div>
      </div>
    </section>
    <div class="columns">
      <section class="panel">
        <header class="panel-head"><h2>Vehicles</h2><span class="spring"></span><${Button} icon="plus" testid="vehicle-add" onClick=${() => setForm("vehicle")}>Vehicle<//></header>
        ${vehicles.length
          ? html`<div class="rows">
              ${vehicles.map(
                (vehicle) => html`<div class="row row-pair" key=${vehicle.id}>
                  <a class="row-main row-link" href=${hrefOf("vehicle", vehicle.id)} data-testid="vehicle-row">
                    <span class="row-title"><${Icon} name="car" />${vehicle.label}</span>
                    <span class="row-sub">${joined(vehicle.plate, vehicle.vin, vehicle.odometer !== null && `${count(vehicle.odometer)} ${vehicle.odometer_unit}`)}</span>
                  </a>
                  <${Button} testid="vehicle-ticket" disabled=${!reachable.value} onClick=${() => openTicket({ customer_id: customer.id, vehicle_id: vehicle.id })}>New ticket<//>
                </div>`,
              )}
            </div>`
          : html`<${Empty} icon="car" title="No vehicles yet">Add one, or scan its VIN on a ticket of this customer.<//>`}
      </section>
      <section class="panel">
        <header class="panel-head"><h2>Tickets</h2></header>
        ${tickets.length ? html`<${SummaryRows} tickets=${tickets} status own />` : html`<${Empty} icon="ticket" title="No tickets yet" />`}
      </section>
    </div>
    ${form === "customer" && html`<${CustomerForm} customer=${customer} onClose=${close} onSaved=${close} />`}
    ${form === "vehicle" &&
    html`<${VehicleForm} customerId=${customer.id} vehicle=${{}} onClose=${close} onSaved=${(/** @type {{ id: string }} */ saved) => go("vehicle", saved.id)} />`}
  </div>`;
}

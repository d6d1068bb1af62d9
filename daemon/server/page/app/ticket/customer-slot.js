// @ts-check
/** Who the ticket is for: a search while nobody is chosen ("Cash sale"), else the customer. */
import { useEffect, useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { CustomerForm } from "../customers/form.js";
import { html } from "../html.js";
import { hrefOf } from "../route.js";
import { joined, phone } from "../text/words.js";
import { Button } from "../ui/button.js";
import { Combobox } from "../ui/combobox.js";

/** @typedef {import("../../client/types.js").Customer} Customer */
/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

/** @param {{ desk: TicketDesk }} props */
export function CustomerSlot({ desk }) {
  const { ticket, editable, act } = desk;
  const [changing, setChanging] = useState(false);
  const [creating, setCreating] = useState(/** @type {string | null} */ (null));
  const customer = ticket.customer;
  useEffect(() => setChanging(false), [customer?.id]);

  /** @param {{ customer?: Customer, create?: string }} choice */
  function pick({ customer: chosen, create }) {
    setChanging(false);
    if (create !== undefined) setCreating(create);
    else if (chosen) void act("ticket.attach", { customer_id: chosen.id });
  }

  return html`<div class="slot customer-slot">
    <span class="slot-label">Customer${!customer && editable && html`: <strong>cash sale</strong>, or find one`}</span>
    ${customer && !changing
      ? html`<div class="slot-row">
          <a class="slot-value" href=${hrefOf("customer", customer.id)} data-testid="ticket-customer">${customer.name}</a>
          <span class="muted" title=${customer.notes ?? ""}>${joined(phone(customer.phone), customer.notes)}</span>
          ${editable && html`<${Button} kind="quiet" testid="customer-change" onClick=${() => setChanging(true)}>Change<//>`}
        </div>`
      : editable
        ? html`<${Combobox}
            key=${changing ? "change" : "find"}
            testid="customer-search"
            optionTestid="customer-option"
            label="Find customer by name, phone, plate or VIN"
            placeholder="Name, phone, plate, VIN"
            hotkey="F6"
            icon="person"
            search=${searchCustomers}
            onPick=${pick}
            onEscape=${() => setChanging(false)}
          />`
        : html`<span class="slot-value">Cash sale</span>`}
    ${creating !== null &&
    html`<${CustomerForm}
      customer=${/\d{3}/.test(creating) ? { phone: creating } : { name: creating }}
      onClose=${() => setCreating(null)}
      onSaved=${(/** @type {Customer} */ saved) => {
        setCreating(null);
        void act("ticket.attach", { customer_id: saved.id });
      }}
    />`}
  </div>`;
}

/** @param {string} text */
async function searchCustomers(text) {
  const { customers } = await counter.call("customer.search", { query: text, limit: 8 });
  return [
    ...customers.map((customer) => ({
      key: customer.id,
      item: { customer },
      view: html`<span class="two-lines"
        ><span><span class="row-title">${customer.name}</span><span class="row-sub">${joined(phone(customer.phone), customer.email)}</span></span>
        <span class="row-sub nowrap">${customer.visits === 1 ? "1 visit" : `${customer.visits} visits`}</span></span
      >`,
    })),
    {
      key: "new",
      item: { create: text },
      testid: "customer-new",
      view: html`<span class="two-lines"><span class="row-title">New customer “${text}”</span></span>`,
    },
  ];
}

// @ts-check
/** Finds customers, and adds new ones. */
import { useEffect, useRef, useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { go, hrefOf } from "../route.js";
import { currency } from "../state.js";
import { formatMoney } from "../text/money.js";
import { date } from "../text/time.js";
import { joined, phone } from "../text/words.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Empty, Inline, Loading } from "../ui/states.js";
import { CustomerForm } from "./form.js";

/** @typedef {import("../../client/types.js").Customer} Customer */

export function CustomersScreen() {
  const [text, setText] = useState("");
  const [creating, setCreating] = useState(false);
  const query = useSettled(text.trim());
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => input.current?.focus(), []);
  const { value, problem } = useLive(
    async () => (query ? (await counter.call("customer.search", { query, limit: 50 })).customers : []),
    [query],
    (event) => event.kind === "customer.saved" || event.kind === "ticket.closed",
  );
  return html`<section class="panel page">
    <header class="panel-head">
      <h1>Customers</h1>
      <div class="find">
        <${Icon} name="search" />
        <input class="input" ref=${input} aria-label="Find a customer" placeholder="Name, phone, email, plate or VIN" autocomplete="off" data-testid="customers-query" value=${text} onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)} />
      </div>
      <${Button} icon="plus" testid="customer-add" onClick=${() => setCreating(true)}>New customer<//>
    </header>
    ${problem
      ? html`<${Inline} problem=${problem} />`
      : !value
        ? html`<${Loading} />`
        : value.length
          ? html`<div class="rows">${value.map((customer) => html`<${Row} key=${customer.id} customer=${customer} />`)}</div>`
          : html`<${Empty} icon="customers" title=${query ? `Nobody matches “${query}”` : "Find a customer"}>
              ${query ? "Check the spelling, or add a new customer." : "By name, phone, email, license plate or the end of the VIN."}
            <//>`}
    ${creating &&
    html`<${CustomerForm}
      customer=${/\d{3}/.test(text) ? { phone: text } : { name: text }}
      onClose=${() => setCreating(false)}
      onSaved=${(/** @type {Customer} */ saved) => go("customer", saved.id)}
    />`}
  </section>`;
}

/** @param {{ customer: Customer }} props */
function Row({ customer }) {
  return html`<a class="row" href=${hrefOf("customer", customer.id)} data-testid="customer-row">
    <span class="row-main">
      <span class="row-title">${customer.name}</span>
      <span class="row-sub">${joined(phone(customer.phone), customer.email)}</span>
    </span>
    <span class="row-side">
      ${customer.visits > 0 && html`<span class="row-amount">${formatMoney(customer.spent, currency.value)}</span>`}
      <span class="row-sub">${visits(customer)}</span>
    </span>
  </a>`;
}

/** @param {Customer} customer */
function visits({ visits, last_visit_at: last }) {
  if (visits === 0) return "No visits yet";
  return `${visits === 1 ? "1 visit" : `${visits} visits`}${last ? `, last ${date(last)}` : ""}`;
}

/** The text once typing has paused. @param {string} text */
export function useSettled(text) {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 120);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

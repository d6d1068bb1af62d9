// @ts-check
/** The one search box: parts, customers, vehicles, tickets. */
import { useRef } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { go } from "../route.js";
import { currency } from "../state.js";
import { formatMoney } from "../text/money.js";
import { joined, looksLikeVin, phone } from "../text/words.js";
import { Combobox } from "../ui/combobox.js";
import { PartOption } from "../ui/part-option.js";

const PARTS_MAX = 6;
const CUSTOMERS_MAX = 5;
const TICKETS_MAX = 5;
const RECENT_MAX = 100;

export function Search() {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  return html`<${Combobox}
    class="search"
    testid="search"
    label="Search parts, customers, vehicles, tickets"
    placeholder="Search parts, customers, plates, tickets"
    hotkey="F3"
    inputRef=${input}
    search=${searchAll}
    optionTestid="search-result"
    empty=${(/** @type {string} */ text) => html`Nothing matches “${text}”.`}
    onPick=${(/** @type {string[]} */ place) => {
      input.current?.blur();
      go(...place);
    }}
  />`;
}

/** @param {string} text */
async function searchAll(text) {
  const [parts, customers, vehicles, tickets] = await Promise.all([
    counter.call("part.search", { query: text, limit: PARTS_MAX }).then((answer) => answer.parts),
    counter.call("customer.search", { query: text, limit: CUSTOMERS_MAX }).then((answer) => answer.customers),
    vehiclesLike(text),
    ticketsLike(text),
  ]);
  const owners = await ownersVehicles(customers.slice(0, 3).map((customer) => customer.id), text);
  const known = new Set(vehicles.map((vehicle) => vehicle.id));
  return [
    ...parts.map((part) => ({ key: part.id, group: "Parts", item: ["part", part.id], view: html`<${PartOption} part=${part} />` })),
    ...customers.map((customer) => ({
      key: customer.id,
      group: "Customers",
      item: ["customer", customer.id],
      view: twoLines(customer.name, joined(phone(customer.phone), customer.email)),
    })),
    ...[...vehicles, ...owners.filter((vehicle) => !known.has(vehicle.id))].map((vehicle) => ({
      key: vehicle.id,
      group: "Vehicles",
      item: ["vehicle", vehicle.id],
      view: twoLines(vehicle.label, joined(vehicle.plate, vehicle.vin)),
    })),
    ...tickets.map((ticket) => ({
      key: ticket.id,
      group: "Tickets",
      item: ["ticket", ticket.id],
      view: twoLines(
        `${ticket.number} \u00b7 ${ticket.customer_name ?? "Cash sale"}`,
        joined(ticket.vehicle_label, ticket.receipt_number),
        formatMoney(ticket.total, currency.value),
      ),
    })),
  ];
}

/** @param {string} text */
async function vehiclesLike(text) {
  if (!looksLikeVin(text)) return [];
  return counter.call("vehicle.get", { vin: text.toUpperCase() }).then(
    (answer) => [answer.vehicle],
    () => [],
  );
}

/**
 * The vehicles that made their owners match: by plate, VIN or label.
 * @param {string[]} ownerIds
 * @param {string} text
 */
async function ownersVehicles(ownerIds, text) {
  const plain = (/** @type {string | null} */ word) => (word ?? "").toLowerCase().replace(/[^a-z0-9]/g, "");
  const wanted = plain(text);
  if (wanted.length < 2) return [];
  const answers = await Promise.all(ownerIds.map((id) => counter.call("customer.get", { customer_id: id })));
  return answers
    .flatMap((answer) => answer.vehicles)
    .filter((vehicle) => [vehicle.plate, vehicle.vin, vehicle.label].some((word) => plain(word).includes(wanted)));
}

/** Any ticket by number; recent ones also by receipt, customer or vehicle. @param {string} text */
async function ticketsLike(text) {
  const wanted = text.toLowerCase();
  const [numbered, recent] = await Promise.all([
    counter.call("ticket.list", { query: text, limit: TICKETS_MAX }),
    counter.call("ticket.list", { limit: RECENT_MAX }),
  ]);
  const named = recent.tickets.filter((ticket) =>
    [ticket.receipt_number, ticket.customer_name, ticket.vehicle_label].some((word) => word?.toLowerCase().includes(wanted)),
  );
  const byId = new Map([...numbered.tickets, ...named].map((ticket) => [ticket.id, ticket]));
  return [...byId.values()].slice(0, TICKETS_MAX);
}

/** @param {string} title @param {string} sub @param {string} [side] */
function twoLines(title, sub, side) {
  return html`<span class="two-lines"
    ><span><span class="row-title">${title}</span><span class="row-sub">${sub}</span></span>${side && html`<span class="row-amount">${side}</span>`}</span
  >`;
}

// @ts-check
/** The places of the page, and the state of the devices. Left on wide screens, below on tall ones. */
import { cx, html } from "../html.js";
import { hrefOf, route } from "../route.js";
import { currentTicket } from "../state.js";
import { Icon } from "../ui/icon.js";
import { Lamps } from "./lamps.js";

export function Rail() {
  const place = route.value[0];
  const ticket = currentTicket.value;
  return html`<nav class="rail" aria-label="Places">
    <${Place} here=${place === "tickets"} icon="tickets" to=${["tickets"]} name="Tickets" hotkey="F1" />
    ${ticket &&
    html`<${Place} here=${place === "ticket" && route.value[1] === ticket.id} icon="ticket" to=${["ticket", ticket.id]} name=${shortNumber(ticket.number)} title=${ticket.number} />`}
    <${Place} here=${place === "customers" || place === "customer" || place === "vehicle"} icon="customers" to=${["customers"]} name="Customers" />
    <${Place} here=${place === "parts" || place === "part"} icon="parts" to=${["parts"]} name="Parts" />
    <${Place} here=${place === "today"} icon="today" to=${["today"]} name="Today" hotkey="F10" />
    <${Place} here=${place === "devices"} icon="devices" to=${["devices"]} name="Devices" />
    <${Lamps} />
  </nav>`;
}

/** @param {{ here: boolean, icon: any, to: string[], name: string, hotkey?: string, title?: string }} props */
function Place({ here, icon, to, name, hotkey, title }) {
  return html`<a class=${cx("place", here && "here")} href=${hrefOf(...to)} aria-current=${here ? "page" : undefined} title=${title} data-testid=${`go-${to[0]}`}>
    <${Icon} name=${icon} />
    <span>${name}</span>
    ${hotkey && html`<kbd aria-hidden="true">${hotkey}</kbd>`}
  </a>`;
}

/** "C1-T000012" -> "T-12": the rail is narrow. @param {string} number */
function shortNumber(number) {
  const found = /T0*(\d+)$/.exec(number);
  return found ? `T-${found[1]}` : number;
}

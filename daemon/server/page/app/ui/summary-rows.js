// @ts-check
/** Tickets in a list: number, customer and vehicle, time, amount. */
import { html } from "../html.js";
import { hrefOf } from "../route.js";
import { currency } from "../state.js";
import { formatMoney } from "../text/money.js";
import { when } from "../text/time.js";
import { joined } from "../text/words.js";
import { StatusChip } from "./states.js";

/** @typedef {import("../../client/types.js").TicketSummary} TicketSummary */

/**
 * @param {{ tickets: TicketSummary[], status?: boolean, own?: boolean }} props  status: show it in each row; own: all are
 *   of one customer, whose name need not be repeated
 */
export function SummaryRows({ tickets, status = false, own = false }) {
  return html`<div class="rows">
    ${tickets.map((ticket) => {
      const vehicle = ticket.vehicle_label;
      const partly = ticket.status === "open" && ticket.due !== ticket.total;
      return html`<a class="row ticket-row" key=${ticket.id} href=${hrefOf("ticket", ticket.id)} data-testid="ticket-row">
        <span class="row-number">${ticket.number}</span>
        <span class="row-main">
          <span class="row-title">${own ? (vehicle ?? "No vehicle") : (ticket.customer_name ?? "Cash sale")}</span>
          <span class="row-sub">${joined(ticket.receipt_number, !own && vehicle)}</span>
        </span>
        ${status && html`<${StatusChip} status=${ticket.status} />`}
        <span class="row-side">
          <span class="row-amount">${formatMoney(ticket.total, currency.value)}</span>
          <span class="row-sub">${partly ? `${formatMoney(ticket.due, currency.value)} due` : when(ticket.closed_at ?? ticket.opened_at)}</span>
        </span>
      </a>`;
    })}
  </div>`;
}

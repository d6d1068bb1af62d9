// @ts-check
/** Opens a new ticket and goes there. */
import { order } from "../orders.js";
import { go } from "../route.js";

/** @typedef {import("../../client/types.js").Orders} Orders */

let opening = false;

/** @param {Orders["ticket.open"][0]} [params] */
export async function openTicket(params = {}) {
  // A second press while the first is under way is the same wish.
  if (opening) return null;
  opening = true;
  try {
    const accepted = await order("ticket.open", params);
    if (accepted) go("ticket", accepted.ticket.id);
    return accepted;
  } finally {
    opening = false;
  }
}

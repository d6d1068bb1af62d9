// @ts-check
/** The ticket on the screen: read, kept in step by events, and changed by orders. An older revision never wins. */
import { useRef } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { useLive } from "../live.js";
import { order } from "../orders.js";

/** @typedef {import("../../client/types.js").Ticket} Ticket */
/** @typedef {import("../../client/types.js").Accepted} Accepted */
/** @typedef {import("../../client/types.js").Orders} Orders */
/** @typedef {import("../orders.js").inWords} InWords */

/**
 * @typedef {{ ticket: Ticket, editable: boolean,
 *   act: <M extends TicketOrder>(method: M, params: Omit<Orders[M][0], "ticket_id">,
 *     options?: { key?: string, done?: (accepted: Accepted) => void,
 *       refused?: (words: ReturnType<InWords>) => boolean }) => Promise<Accepted | null> }} TicketDesk
 */
/**
 * @typedef {"ticket.attach" | "ticket.add_part" | "ticket.add_labor" | "ticket.change_quantity" | "ticket.remove_line"
 *   | "ticket.void" | "ticket.close" | "payment.take_cash" | "payment.take_card" | "payment.cancel_card"
 *   | "receipt.reprint"} TicketOrder
 */

/** @param {string} id */
export function useTicket(id) {
  const newest = useRef(/** @type {Ticket | null} */ (null));
  /** @param {Ticket} ticket */
  const newer = (ticket) => {
    const known = newest.current;
    if (known && known.id === ticket.id && known.revision > ticket.revision) return known;
    newest.current = ticket;
    return ticket;
  };
  const { value, problem, put } = useLive(
    async () => newer((await counter.call("ticket.get", { ticket_id: id })).ticket),
    [id],
    (event) => event.ticket_id === id || event.kind === "customer.saved" || event.kind === "vehicle.saved",
  );
  /** @type {TicketDesk["act"]} */
  const act = (method, params, options = {}) =>
    /** @type {Promise<Accepted | null>} */ (
      order(method, /** @type {any} */ ({ ...params, ticket_id: id }), {
        key: options.key,
        refused: options.refused,
        done: (accepted) => {
          const { ticket } = /** @type {Accepted} */ (accepted);
          put(() => newer(ticket));
          options.done?.(/** @type {Accepted} */ (accepted));
        },
      })
    );
  return { ticket: value, problem, act };
}

// @ts-check
/** The ticket: header, lines, totals, and the dialogs that belong to it. */
import { useEffect, useState } from "../../vendor/hooks.js";
import { derivedKey } from "../../client/counterd.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useKeys } from "../keys.js";
import { hrefOf } from "../route.js";
import { useScans } from "../scan.js";
import { currentTicket, reachable } from "../state.js";
import { looksLikeVin } from "../text/words.js";
import { notice, problem as problemToast } from "../toasts.js";
import { Empty, Inline, Loading } from "../ui/states.js";
import { VehicleForm } from "../vehicles/form.js";
import { AddBar } from "./add-bar.js";
import { CardDialog } from "./card-dialog.js";
import { CashDialog } from "./cash-dialog.js";
import { TicketHeader } from "./header.js";
import { Lines } from "./lines.js";
import { Side } from "./side.js";
import { useTicket } from "./use-ticket.js";
import { VoidDialog } from "./void-dialog.js";

/** @typedef {import("../../client/types.js").Scan} Scan */
/** @typedef {null | { kind: "cash" } | { kind: "void" } | { kind: "vehicle", vin: string }
 *   | { kind: "card", paymentId: string | null, choose: boolean }} Open */

/** @param {{ id: string }} props */
export function TicketScreen({ id }) {
  const { ticket, problem, act } = useTicket(id);
  const [open, setOpen] = useState(/** @type {Open} */ (null));
  const [labor, setLabor] = useState(false);
  const [searchFor, setSearchFor] = useState({ text: "", turn: 0 });
  const [freshLine, setFreshLine] = useState("");

  useEffect(() => {
    if (ticket) currentTicket.value = { id: ticket.id, number: ticket.number, open: ticket.status === "open" };
  }, [ticket?.id, ticket?.status]);

  const editable = ticket?.status === "open" && reachable.value;
  const payable = editable && ticket.totals.due > 0 && ticket.totals.pending === 0;
  const close = () => setOpen(null);

  /** @param {number} [amount] */
  function takeCard(amount) {
    setOpen({ kind: "card", paymentId: null, choose: false });
    void act("payment.take_card", amount === undefined ? {} : { amount }).then((accepted) => {
      setOpen(accepted ? { kind: "card", paymentId: accepted.payment_id ?? null, choose: false } : null);
    });
  }

  useKeys({
    F4: () => editable && setLabor(true),
    F6: () => focusOn("customer-search"),
    F7: () => focusOn("part-search"),
    F8: () => payable && setOpen({ kind: "cash" }),
    F9: () => payable && takeCard(),
    ...(labor ? { Escape: () => setLabor(false) } : {}),
  });

  useScans((scan) => {
    if (!ticket) return;
    if (ticket.status !== "open") {
      problemToast(`${ticket.number} is ${ticket.status}; the scan was not added`, { hint: "Press F2 for a new ticket, then scan again." });
    } else if (open) {
      problemToast("The scan was not added", { hint: "Finish or close the dialog first, then scan again." });
    } else if (looksLikeVin(scan.text)) void vinScanned(scan.text.toUpperCase());
    else partScanned(scan);
  });

  /** @param {Scan} scan */
  function partScanned(scan) {
    void act("ticket.add_part", { code: scan.text }, {
      key: derivedKey("scan", scan.id, id),
      done: (accepted) => setFreshLine(accepted.line_id ?? ""),
      refused: (words) => {
        // Only an unknown or unclear code is worth a search; anything else is shown as it is.
        if (!words.code.startsWith("part.")) return false;
        problemToast(words.message, {
          hint: words.hint ?? `Scanned: ${scan.text}`,
          action: { label: "Search for it", run: () => setSearchFor({ text: scan.text, turn: searchFor.turn + 1 }) },
        });
        return true;
      },
    });
  }

  /** @param {string} vin */
  async function vinScanned(vin) {
    try {
      const { vehicle, customer } = await counter.call("vehicle.get", { vin });
      const owner = ticket?.customer ? {} : { customer_id: customer?.id ?? vehicle.customer_id };
      if (await act("ticket.attach", { vehicle_id: vehicle.id, ...owner })) notice(`${vehicle.label} is on the ticket`);
    } catch {
      if (ticket?.customer) setOpen({ kind: "vehicle", vin });
      else problemToast("This VIN is not known yet", { hint: "Choose the customer first, then scan the VIN again to add the vehicle." });
    }
  }

  if (!ticket) {
    if (!problem) return html`<${Loading} />`;
    return html`<${Inline} problem=${problem}><p><a href=${hrefOf("tickets")}>Back to the tickets</a></p><//>`;
  }
  const desk = { ticket, editable: editable === true, act };
  return html`<div class="ticket-screen">
    <${TicketHeader} desk=${desk} onVoid=${() => setOpen({ kind: "void" })} onNewVehicle=${() => setOpen({ kind: "vehicle", vin: "" })} />
    <section class="panel ticket-lines">
      ${ticket.status === "open" &&
      html`<${AddBar}
        desk=${desk}
        labor=${labor}
        onLabor=${setLabor}
        searchFor=${searchFor}
        onAdded=${(/** @type {string} */ lineId) => setFreshLine(lineId)}
      />`}
      ${ticket.lines.length
        ? html`<${Lines} desk=${desk} freshLine=${freshLine} />`
        : html`<${Empty} icon="parts" title=${ticket.status === "open" ? "Nothing on this ticket yet" : "No lines"}>
            ${ticket.status === "open" && html`Scan a part, type a number or name (<kbd>F7</kbd>), or add labor (<kbd>F4</kbd>).`}
          <//>`}
    </section>
    <${Side}
      desk=${desk}
      onCash=${() => setOpen({ kind: "cash" })}
      onCard=${() => takeCard()}
      onOtherAmount=${() => setOpen({ kind: "card", paymentId: null, choose: true })}
      onShowCard=${(/** @type {string} */ paymentId) => setOpen({ kind: "card", paymentId, choose: false })}
    />
    ${open?.kind === "cash" && html`<${CashDialog} desk=${desk} onClose=${close} />`}
    ${open?.kind === "card" &&
    html`<${CardDialog} desk=${desk} paymentId=${open.paymentId} choose=${open.choose} onSend=${takeCard} onClose=${close} />`}
    ${open?.kind === "void" && html`<${VoidDialog} desk=${desk} onClose=${close} />`}
    ${open?.kind === "vehicle" &&
    ticket.customer &&
    html`<${VehicleForm}
      customerId=${ticket.customer.id}
      vehicle=${{ vin: open.vin }}
      onClose=${close}
      onSaved=${(/** @type {{ id: string }} */ vehicle) => {
        close();
        void act("ticket.attach", { vehicle_id: vehicle.id });
      }}
    />`}
  </div>`;
}

/** @param {string} testid */
function focusOn(testid) {
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-testid=${testid}]`))?.focus();
}

// @ts-check
/** Voids a ticket, with the reason. */
import { useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { go } from "../route.js";
import { currentTicket } from "../state.js";
import { notice } from "../toasts.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";

/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

const REASONS = ["Customer left", "Opened by mistake", "Wrong customer or vehicle"];

/** @param {{ desk: TicketDesk, onClose: () => void }} props */
export function VoidDialog({ desk, onClose }) {
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const ready = reason.trim() !== "" && desk.editable;
  async function confirm() {
    if (!ready || busy) return;
    setBusy(true);
    const accepted = await desk.act("ticket.void", { reason: reason.trim() });
    setBusy(false);
    if (!accepted) return;
    notice(`${desk.ticket.number} is voided`);
    currentTicket.value = null;
    onClose();
    go("tickets");
  }
  return html`<${Dialog} title=${`Void ${desk.ticket.number}`} onClose=${onClose} keys=${{ Enter: confirm }} testid="void-dialog">
    <div class="dialog-body">
      <p>The ticket stays in the books, marked as voided. Nothing is charged.</p>
      <div class="presets">
        ${REASONS.map((text) => html`<button type="button" key=${text} class="preset" onClick=${() => setReason(text)}>${text}</button>`)}
      </div>
      <${Field} label="Reason" value=${reason} onInput=${setReason} testid="void-reason" focus />
    </div>
    <footer class="dialog-foot">
      <${Button} kind="quiet" hotkey="Esc" onClick=${onClose}>Keep the ticket<//>
      <${Button} kind="danger" testid="void-confirm" disabled=${!ready} busy=${busy} onClick=${confirm}>Void the ticket<//>
    </footer>
  <//>`;
}

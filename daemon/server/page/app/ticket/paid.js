// @ts-check
/** After payment: the change, what became of the receipt, and the next ticket. */
import { counter } from "../counter.js";
import { deviceDetail, deviceHint, deviceState, jobState, printerNeed } from "../devices/words.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { order } from "../orders.js";
import { currency, devices } from "../state.js";
import { formatMoney } from "../text/money.js";
import { fullSentence, sentence } from "../text/words.js";
import { openTicket } from "../tickets/open.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";

/** @typedef {import("../../client/types.js").Job} Job */
/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

const JOBS_MAX = 100;

/** @param {{ desk: TicketDesk }} props */
export function Paid({ desk }) {
  const { ticket, act } = desk;
  const cash = ticket.payments.some((payment) => payment.tender === "cash" && payment.state === "captured");
  return html`<div class="paid" data-testid="paid">
    ${cash
      ? html`<div class="paid-change"><span>Change</span><strong data-testid="change-due">${formatMoney(ticket.totals.change, currency.value)}</strong></div>`
      : html`<div class="paid-change"><span>Paid</span><strong>${formatMoney(ticket.totals.paid, currency.value)}</strong></div>`}
    <${Jobs} ticketId=${ticket.id} />
    <${Button} kind="primary" large wide icon="plus" hotkey="F2" testid="new-ticket-after" onClick=${() => void openTicket()}>New ticket<//>
    <${Button} wide testid="reprint" onClick=${() => act("receipt.reprint", {})}>Reprint receipt (copy)<//>
  </div>`;
}

/** The newest receipt, and the drawer when it did not open. @param {{ ticketId: string }} props */
function Jobs({ ticketId }) {
  const { value } = useLive(
    async () => {
      const { jobs } = await counter.call("job.list", { limit: JOBS_MAX });
      const mine = jobs.filter((job) => job.ticket_id === ticketId);
      return mine.sort((a, b) => b.requested_at.localeCompare(a.requested_at));
    },
    [ticketId],
    (event) => event.kind.startsWith("job.") || event.kind === "ticket.closed",
  );
  if (!value) return null;
  const drawer = value.find((job) => job.kind === "drawer");
  return html`${drawer && html`<${DrawerState} job=${drawer} />`}
    <${ReceiptState} job=${value.find((job) => job.kind === "receipt")} />`;
}

/** Nothing to say about a drawer that opened. @param {{ job: Job }} props */
function DrawerState({ job }) {
  const device = devices.value.find((candidate) => candidate.name === job.device);
  const held = job.state === "requested" && device !== undefined && deviceState(device).tone !== "ok";
  if (job.state !== "failed" && !held) return null;
  return html`<div class=${`receipt-state tone-${held ? "warn" : "bad"}`} data-testid="drawer-state" data-state=${job.state}>
    <${Icon} name="alert" />
    <span><strong>${held ? "The drawer is not open yet." : "The drawer did not open."}</strong><span> Open it with its key.</span></span>
    ${job.state === "failed" && html`<${Button} testid="drawer-retry" onClick=${() => order("job.retry", { job_id: job.id })}>Open again<//>`}
  </div>`;
}

/** @param {{ job: Job | undefined }} props */
function ReceiptState({ job }) {
  if (!job) return html`<div class="receipt-state" data-testid="receipt-state" data-state="none">No receipt was printed here.</div>`;
  const { tone } = jobState(job);
  const device = devices.value.find((candidate) => candidate.name === job.device);
  const held = job.state === "requested" && device && deviceState(device).tone !== "ok" ? device : null;
  return html`<div class=${`receipt-state tone-${tone}`} data-testid="receipt-state" data-state=${job.state}>
    <${Icon} name=${tone === "ok" ? "check" : tone === "info" ? "devices" : "alert"} />
    <span>
      <strong>${receiptWords(job)}</strong>
      ${held && html`<span> ${sentence(deviceState(held).words)}. ${heldHint(held)}</span>`}
      ${job.problem && job.state !== "done" && html`<span> ${fullSentence(job.problem)}</span>`}
      ${job.state !== "done" && RECEIPT_HINTS[job.state] && html`<span> ${RECEIPT_HINTS[job.state]}</span>`}
    </span>
    ${job.state === "failed" && html`<${Button} wide testid="receipt-retry" onClick=${() => order("job.retry", { job_id: job.id })}>Print again<//>`}
  </div>`;
}

/** @param {import("../../client/types.js").Device} device  what a waiting receipt waits for */
function heldHint(device) {
  const need = printerNeed(device);
  return need ? `${need} It prints by itself then.` : deviceHint(device) || deviceDetail(device);
}

/** @param {Job} job */
function receiptWords(job) {
  const what = job.copy ? "Copy" : "Receipt";
  switch (job.state) {
    case "requested":
      return `${what} is waiting for the printer.`;
    case "started":
      return `${what} is printing.`;
    case "done":
      return `${what} printed.`;
    case "unconfirmed":
      return `${what} was sent.`;
    case "failed":
      return `${what} was not printed.`;
    case "unknown":
      return `Not known whether the ${what.toLowerCase()} printed.`;
  }
}

/** @type {Partial<Record<Job["state"], string>>} */
const RECEIPT_HINTS = {
  failed: "The sale is saved; put the printer right, then print again.",
  unconfirmed: "This printer does not report back: look at the paper.",
  unknown: "Look at the printer before printing it again.",
};

// @ts-check
/** What was sent to printers and drawers, and what became of it. */
import { counter } from "../counter.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { order } from "../orders.js";
import { hrefOf } from "../route.js";
import { reachable } from "../state.js";
import { when } from "../text/time.js";
import { fullSentence, joined, sentence } from "../text/words.js";
import { Button } from "../ui/button.js";
import { Chip, Empty, Inline, Loading } from "../ui/states.js";
import { jobState } from "./words.js";

/** @typedef {import("../../client/types.js").Job} Job */

export function Jobs() {
  const { value, problem } = useLive(
    async () => (await counter.call("job.list", { limit: 50 })).jobs,
    [],
    (event) => event.kind.startsWith("job."),
  );
  return html`<section class="panel">
    <header class="panel-head"><h2>Jobs</h2><span class="muted">Receipts, drawer and other papers, newest first</span></header>
    ${!value
      ? problem
        ? html`<${Inline} problem=${problem} />`
        : html`<${Loading} />`
      : value.length
        ? html`<div class="rows">${value.map((job) => html`<${JobRow} key=${job.id} job=${job} />`)}</div>`
        : html`<${Empty} title="No jobs yet">Each receipt and each opening of the drawer shows here.<//>`}
  </section>`;
}

/** A drawer that opened says why it was asked to; that of a sale is clear from its ticket. @param {Job} job */
function reason(job) {
  return job.kind === "drawer" && job.ticket_id && !["failed", "unknown"].includes(job.state) ? null : job.problem;
}

/** @param {{ job: Job }} props */
function JobRow({ job }) {
  const state = jobState(job);
  const what = { receipt: job.copy ? "Receipt, copy" : "Receipt", drawer: "Drawer", document: "Document", paper: "Paper", reprint: "Paper, printed again" }[job.kind] ?? sentence(job.kind);
  return html`<div class="row still" data-testid="job-row" data-state=${job.state}>
    <span class="row-number">${when(job.requested_at)}</span>
    <span class="row-main">
      <span class="row-title">${what}${job.ticket_id && html` <a href=${hrefOf("ticket", job.ticket_id)}>${job.ticket_number}</a>`}</span>
      <span class="row-sub wrap">${joined(`on ${job.device}`, fullSentence(reason(job)))}</span>
    </span>
    <${Chip} tone=${state.tone}>${state.words}<//>
    ${job.state === "failed" && html`<${Button} testid="job-retry" disabled=${!reachable.value} onClick=${() => order("job.retry", { job_id: job.id })}>Try again<//>`}
  </div>`;
}

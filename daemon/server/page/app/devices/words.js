// @ts-check
/** What the state of a device means for the person at the counter. */

import { fullSentence } from "../text/words.js";

/** @typedef {import("../../client/types.js").Device} Device */
/** @typedef {import("../../client/types.js").Job} Job */

/** @param {Device} device @returns {{ tone: "ok" | "warn" | "bad" | "none", words: string }} */
export function deviceState(device) {
  if (device.state === "absent") return { tone: "none", words: "absent" };
  if (device.state === "denied") return { tone: "bad", words: "not permitted" };
  // A printer that waits for paper is called faulty too; what it waits for says more.
  if (device.printer?.cover_open) return { tone: "bad", words: "cover open" };
  if (device.printer?.paper === "out") return { tone: "bad", words: "out of paper" };
  if (device.state === "faulty") return { tone: "bad", words: device.kind === "drawer" ? "cannot open now" : "faulty" };
  if (device.printer?.paper === "near_end") return { tone: "warn", words: "paper low" };
  return { tone: "ok", words: "ready" };
}

/** What a printer needs before it goes on by itself. @param {Device} device */
export function printerNeed(device) {
  if (device.printer?.cover_open) return "Close the cover.";
  if (device.printer?.paper === "out") return "Put in a new roll.";
  return "";
}

/** What the person does now. @param {Device} device */
export function deviceHint(device) {
  const need = printerNeed(device);
  if (need) return `${need} Waiting receipts print then; failed ones can be printed again.`;
  if (device.state === "denied") return "The service may not open this device. Ask whoever runs this computer.";
  if (device.kind === "drawer" && device.state === "faulty") return HINTS_ABSENT.drawer;
  // What the driver found already says what to do.
  if (device.state === "faulty") return device.detail ? "" : "Switch it off and on again, and check its cable.";
  if (device.state === "absent") return HINTS_ABSENT[device.kind] ?? "Check that it is switched on and plugged in.";
  if (device.printer?.paper === "near_end") return "Have a new roll at hand.";
  return "Working.";
}

const HINTS_ABSENT = {
  scanner: "Plug the scanner in, or type part numbers meanwhile.",
  printer: "Check power and cable. Sales go on; receipts wait.",
  drawer: "The drawer opens through the receipt printer: check that one first.",
  label_printer: "Check power and cable. Labels wait.",
  scale: "Check power and cable, or type weights meanwhile.",
  display: "Check power and cable. Sales go on without it.",
  card_reader: "Check power and network of the reader. Take cash meanwhile.",
};

/** What the driver says beyond the state itself. @param {Device} device */
export function deviceDetail(device) {
  const said = /^(printer [^:]+: )?(ready|open)$/.test(device.detail ?? "");
  return said ? "" : fullSentence(device.detail);
}

/** @param {Job} job @returns {{ tone: "ok" | "warn" | "bad" | "info" | "plain", words: string }} */
export function jobState(job) {
  switch (job.state) {
    case "requested":
      return { tone: "info", words: "Waiting" };
    case "started":
      return { tone: "info", words: "Under way" };
    case "done":
      return { tone: "ok", words: "Done" };
    case "unconfirmed":
      return { tone: "warn", words: "Sent, not confirmed" };
    case "failed":
      return { tone: "bad", words: "Failed" };
    case "unknown":
      return { tone: "warn", words: "Not known" };
  }
}

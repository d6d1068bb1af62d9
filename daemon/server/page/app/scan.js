// @ts-check
/** Scans: the page in front asks for them, and the screen that is open decides what a scan means. */
import { useEffect, useRef } from "../vendor/hooks.js";
import { counter } from "./counter.js";
import { go } from "./route.js";
import { scanOwner, staff } from "./state.js";
import { inWords } from "./orders.js";
import { problem } from "./toasts.js";
import { looksLikeVin } from "./text/words.js";

/** @typedef {import("../client/types.js").Scan} Scan */

/** @type {{ current: (scan: Scan) => void }[]} */
const handlers = [];

export function startScans() {
  counter.on("scan", (scan) => {
    const handler = handlers.at(-1);
    if (handler) handler.current(scan);
    else void showScanned(scan);
  });
  counter.on("scan.released", () => (scanOwner.value = "elsewhere"));
  addEventListener("focus", claimScans);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") claimScans();
  });
}

/** Asks that scans come to this page alone. */
export function claimScans() {
  if (!staff.value) return;
  counter
    .subscribeScans({ exclusive: true })
    .then(() => (scanOwner.value = "mine"))
    .catch(() => {});
}

/**
 * While the calling screen is shown, scans go to it; the screen mounted last wins.
 * @param {(scan: Scan) => void} handler
 */
export function useScans(handler) {
  const mine = useRef(handler);
  mine.current = handler;
  useEffect(() => {
    handlers.push(mine);
    return () => void handlers.splice(handlers.indexOf(mine), 1);
  }, []);
}

/** A scan where no ticket is open: show what it is. @param {Scan} scan */
async function showScanned(scan) {
  if (!staff.value) return;
  try {
    if (looksLikeVin(scan.text)) {
      const { vehicle } = await counter.call("vehicle.get", { vin: scan.text.toUpperCase() });
      go("vehicle", vehicle.id);
    } else {
      const { part } = await counter.call("part.get", { code: scan.text });
      go("part", part.id);
    }
  } catch (error) {
    const words = inWords(error);
    const known = words.code.startsWith("connection.");
    problem(known ? words.message : `Nothing is known under the code ${scan.text}`, {
      hint: known ? words.hint : "Check the label, or search by number or name.",
      action: known ? null : { label: "Search for it", run: () => go("parts", scan.text) },
    });
  }
}

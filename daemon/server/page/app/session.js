// @ts-check
/** The session: connects, takes up an earlier sign-in, signs in and out. */
import { batch } from "../vendor/signals.js";
import { counter } from "./counter.js";
import { startDevices } from "./devices/live.js";
import { claimScans, startScans } from "./scan.js";
import { currentTicket, info, link, reachable, scanOwner, sessionKnown, staff } from "./state.js";
import { dismissAll } from "./toasts.js";

/** A shorter interruption is not worth a word: what was ordered meanwhile waits and is sent again. */
const BLINK_MS = 600;
const TOKEN = "counterd.token";

/** @type {ReturnType<typeof setTimeout> | undefined} */
let awayTimer;

/** Starts the connection; called once. */
export function startSession() {
  counter.on("link", (state) => {
    link.value = state;
    clearTimeout(awayTimer);
    if (state === "ready") reachable.value = true;
    else awayTimer = setTimeout(() => (reachable.value = false), BLINK_MS);
    if (state === "ready") void learn();
  });
  counter.on("session.ended", () => forget());
  startDevices();
  startScans();
  // The token is set before the connection, so that the first set-up already resumes the session.
  counter.token = sessionStorage.getItem(TOKEN);
  void counter.subscribeEvents();
  void counter.subscribeDevices();
  counter.connect();
}

async function learn() {
  try {
    const answer = await counter.call("session.info", {});
    batch(() => {
      info.value = answer;
      staff.value = counter.token ? answer.staff : null;
      sessionKnown.value = true;
    });
    document.title = `${answer.shop.name} \u00b7 ${answer.counter}`;
    // After an interruption the page does not take the scanner from the one that has it.
    if (staff.value && scanOwner.value === "mine") claimScans();
  } catch {
    // The connection dropped meanwhile; the next "ready" asks again.
  }
}

/**
 * @param {string} staffId
 * @param {string} pin
 */
export async function signIn(staffId, pin) {
  const answer = await counter.signIn(staffId, pin);
  sessionStorage.setItem(TOKEN, answer.token);
  staff.value = answer.staff;
  claimScans();
}

/** Locks the counter: the next person signs in; the page stays where it was. */
export async function lock() {
  forget();
  await counter.signOut().catch(() => {});
}

/** Signs out: as locking, and the next person starts from the ticket list. */
export async function signOut() {
  currentTicket.value = null;
  location.hash = "#/tickets";
  await lock();
}

function forget() {
  sessionStorage.removeItem(TOKEN);
  counter.token = null;
  staff.value = null;
  dismissAll();
}

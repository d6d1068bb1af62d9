// @ts-check
/** What the whole page knows. Screens read these signals; only the modules named beside them write. */
import { computed, signal } from "../vendor/signals.js";

/** @typedef {import("../client/types.js").SessionInfo} SessionInfo */
/** @typedef {import("../client/types.js").Staff} Staff */
/** @typedef {import("../client/types.js").Device} Device */
/** @typedef {import("../client/types.js").Scan} Scan */

/** Connection to the daemon (session.js). */
export const link = signal(/** @type {"connecting" | "ready" | "away"} */ ("connecting"));
/** False once the daemon has been away for longer than a blink: orders rest, the banner shows (session.js). */
export const reachable = signal(true);
/** The shop and this counter (session.js). */
export const info = signal(/** @type {SessionInfo | null} */ (null));
/** Who is signed in (session.js). */
export const staff = signal(/** @type {Staff | null} */ (null));
/** False until the first answer about the session came. */
export const sessionKnown = signal(false);
/** Devices by name (devices/live.js). */
export const devices = signal(/** @type {Device[]} */ ([]));
/** "mine": this page hears scans; "elsewhere": another page or program took them (scan.js). */
export const scanOwner = signal(/** @type {"mine" | "elsewhere"} */ ("mine"));
/** The ticket last worked on, so that the rail leads back to it (ticket/screen.js). */
export const currentTicket = signal(/** @type {{ id: string, number: string, open: boolean } | null} */ (null));
/** The simulator's drawer is open (simulator/drawer.js). */
export const simulatorOpen = signal(false);

/** Currency of the shop, for formatting. */
export const currency = computed(() => ({
  currency: info.value?.shop.currency ?? "USD",
  decimals: info.value?.shop.decimals ?? 2,
}));

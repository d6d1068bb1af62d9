// @ts-check
/** Short messages in the corner. A problem stays until it is dismissed or replaced; a notice leaves by itself. */
import { signal } from "../vendor/signals.js";

const NOTICE_MS = 4_000;
const TOASTS_MAX = 4;

/**
 * @typedef {{ id: number, tone: "notice" | "problem", message: string, hint: string | null,
 *   action: { label: string, run: () => void } | null }} Toast
 */

export const toasts = signal(/** @type {Toast[]} */ ([]));
let nextId = 1;

/** @param {Omit<Toast, "id">} toast */
function show(toast) {
  const id = nextId++;
  const others = toasts.value.filter((other) => other.message !== toast.message);
  toasts.value = [...others, { ...toast, id }].slice(-TOASTS_MAX);
  return id;
}

/** @param {number} id */
export function dismiss(id) {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function dismissAll() {
  toasts.value = [];
}

/**
 * @param {string} message
 * @param {{ hint?: string | null, action?: Toast["action"] }} [options]
 */
export function notice(message, { hint = null, action = null } = {}) {
  const id = show({ tone: "notice", message, hint, action });
  setTimeout(() => dismiss(id), NOTICE_MS);
}

/**
 * @param {string} message
 * @param {{ hint?: string | null, action?: Toast["action"] }} [options]
 */
export function problem(message, { hint = null, action = null } = {}) {
  show({ tone: "problem", message, hint, action });
}

// @ts-check
/** Gives orders to the daemon for a person: one key per action, problems shown in words, "try again" with the same key. */
import { newKey, ProblemError } from "../client/counterd.js";
import { counter } from "./counter.js";
import { problem } from "./toasts.js";

/** @typedef {import("../client/types.js").Orders} Orders */

/** What to say about any error, never raw JSON. @param {unknown} error @returns {{ code: string, message: string, hint: string | null, retryable: boolean }} */
export function inWords(error) {
  if (error instanceof ProblemError) {
    const message = error.message.charAt(0).toUpperCase() + error.message.slice(1);
    return { code: error.code, message, hint: error.hint, retryable: error.retryable };
  }
  console.error(error);
  return {
    code: "page.broken",
    message: "Something went wrong in this page",
    hint: "Reload the page (F5). What was already done is saved.",
    retryable: false,
  };
}

/**
 * Orders something; a refusal is shown as a message and answered with null.
 * @template {keyof Orders} M
 * @param {M} method
 * @param {Orders[M][0]} params
 * @param {{ key?: string, done?: (result: Orders[M][1]) => void,
 *   refused?: (words: ReturnType<typeof inWords>) => boolean }} [options]
 *   done: also called when "try again" succeeds; refused: returns true when it showed the problem itself
 * @returns {Promise<Orders[M][1] | null>}
 */
export async function order(method, params, options = {}) {
  const key = options.key ?? newKey();
  try {
    const result = await counter.order(method, params, { key });
    options.done?.(result);
    return result;
  } catch (error) {
    const words = inWords(error);
    if (options.refused?.(words)) return null;
    const again = { label: "Try again", run: () => void order(method, params, { ...options, key }) };
    problem(words.message, { hint: words.hint, action: words.retryable ? again : null });
    return null;
  }
}

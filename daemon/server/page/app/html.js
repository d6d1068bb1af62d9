// @ts-check
/** The template tag: htm over preact, which escapes every value put into it. */
import htm from "../vendor/htm.js";
import { h } from "../vendor/preact.js";

export const html = /** @type {(strings: TemplateStringsArray, ...values: any[]) => any} */ (htm.bind(h));

/** Class names that apply. @param {...(string | false | null | undefined)} names */
export function cx(...names) {
  return names.filter(Boolean).join(" ");
}

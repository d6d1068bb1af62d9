// @ts-check
/** Where the page is: the part of the address after `#`, as a list of words. */
import { signal } from "../vendor/signals.js";

/** @returns {string[]} */
function read() {
  const words = location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
  return words.length ? words : ["tickets"];
}

export const route = signal(read());
addEventListener("hashchange", () => (route.value = read()));

/** The address of a place, for a link. @param {...string} words */
export function hrefOf(...words) {
  return `#/${words.map(encodeURIComponent).join("/")}`;
}

/** @param {...string} words */
export function go(...words) {
  const href = hrefOf(...words);
  if (location.hash !== href) location.hash = href;
  route.value = read();
}

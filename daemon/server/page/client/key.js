// @ts-check
/** Idempotency keys: one per action of a person, kept until the action is answered. */

const KEY_LEN_MAX = 64;

/**
 * Makes a new key. It is made BEFORE the order is first sent; every resend of the same action uses the same key, so
 * the daemon does the work once and answers the first result.
 * @returns {string} 1..=64 characters of [A-Za-z0-9._:-]
 */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Derives a key from what caused the action, so that the same cause (one scan on one ticket) seen by two pages, or
 * twice by one page, is one action. UUIDs are packed, so two of them fit.
 * @param {string} action  a short name, for example "scan"
 * @param {...string} causes  ids
 * @returns {string} 1..=64 characters of [A-Za-z0-9._:-]
 */
export function derivedKey(action, ...causes) {
  const key = [action, ...causes.map(packed)].join(":");
  // The end of an id is its random part, so the end is kept.
  return key.length <= KEY_LEN_MAX ? key : key.slice(-KEY_LEN_MAX);
}

/**
 * A UUID as 22 characters; any other id with its foreign characters replaced.
 * @param {string} id
 */
function packed(id) {
  const hex = id.replaceAll("-", "");
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) return id.replace(/[^A-Za-z0-9._:-]/g, "_");
  const bytes = hex.match(/../g)?.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))) ?? [];
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

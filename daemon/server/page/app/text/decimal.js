// @ts-check
/** Decimal numbers as text. Never a float: digits go in, digits come out. */

/** @typedef {{ negative: boolean, digits: bigint, scale: number }} Parsed */

/**
 * Reads "12.50", ".5", "1,200" or "$3"; null when it is not a number.
 * @param {string} text
 * @returns {Parsed | null}
 */
export function parseDecimal(text) {
  const plain = text.replace(/[\s,$]/g, "");
  const found = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!found || (found[2] === "" && (found[3] ?? "") === "")) return null;
  const fraction = found[3] ?? "";
  return { negative: found[1] === "-", digits: BigInt(`${found[2]}${fraction}` || "0"), scale: fraction.length };
}

/**
 * @param {bigint} digits  signed, `scale` places after the point
 * @param {number} scale
 * @returns {string} without needless zeros
 */
function write(digits, scale) {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, "");
  return `${negative ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
}

/** @param {Parsed} value @param {number} scale */
function scaled(value, scale) {
  const digits = value.digits * 10n ** BigInt(scale - value.scale);
  return value.negative ? -digits : digits;
}

/**
 * The number in its shortest spelling ("1.50" -> "1.5"); the text itself when it is not a number.
 * @param {string} text
 */
export function plainDecimal(text) {
  const value = parseDecimal(text);
  return value ? write(scaled(value, value.scale), value.scale) : text;
}

/**
 * @param {string} left
 * @param {string} right
 * @returns {string} the sum
 */
export function addDecimal(left, right) {
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  if (!a || !b) return left;
  const scale = Math.max(a.scale, b.scale);
  return write(scaled(a, scale) + scaled(b, scale), scale);
}

/**
 * @param {string} left
 * @param {string} right
 * @returns {number} below, at or above zero, as `left` is below, at or above `right`
 */
export function compareDecimal(left, right) {
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  if (!a || !b) return 0;
  const scale = Math.max(a.scale, b.scale);
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * A rate as percent: "0.0825" -> "8.25%".
 * @param {string} rate
 */
export function percent(rate) {
  const value = parseDecimal(rate);
  if (!value) return rate;
  const scale = Math.max(value.scale, 2);
  return `${write(scaled(value, scale), scale - 2)}%`;
}

// @ts-check
/** Amounts of money between integers and what a person reads and types. Never a float. */
import { parseDecimal } from "./decimal.js";

/** @typedef {{ currency: string, decimals: number }} Currency */

/** @type {Map<string, string>} */
const symbols = new Map();

/** @param {string} currency */
function symbolOf(currency) {
  let symbol = symbols.get(currency);
  if (symbol === undefined) {
    try {
      const parts = new Intl.NumberFormat("en-US", { style: "currency", currency }).formatToParts(0);
      symbol = parts.find((part) => part.type === "currency")?.value ?? currency;
    } catch {
      symbol = currency;
    }
    if (symbol.length > 2) symbol += "\u00a0";
    symbols.set(currency, symbol);
  }
  return symbol;
}

/** @param {string} whole digits */
function grouped(whole) {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/**
 * The digits of an amount without the symbol: 123456 -> "1,234.56".
 * @param {number} amount  integer minor units
 * @param {number} decimals
 */
function digitsOf(amount, decimals) {
  const text = BigInt(Math.abs(amount)).toString().padStart(decimals + 1, "0");
  const whole = grouped(text.slice(0, text.length - decimals));
  return decimals === 0 ? whole : `${whole}.${text.slice(text.length - decimals)}`;
}

/**
 * 123456 -> "$1,234.56"; negative amounts get a true minus sign.
 * @param {number} amount  integer minor units
 * @param {Currency} currency
 */
export function formatMoney(amount, { currency, decimals }) {
  return `${amount < 0 ? "\u2212" : ""}${symbolOf(currency)}${digitsOf(amount, decimals)}`;
}

/**
 * A unit price or rate, a decimal string: "12.5" -> "$12.50", "0.125" -> "$0.125".
 * @param {string} price
 * @param {Currency} currency
 */
export function formatPrice(price, { currency, decimals }) {
  const value = parseDecimal(price);
  if (!value) return price;
  const scale = Math.max(value.scale, decimals);
  const text = (value.digits * 10n ** BigInt(scale - value.scale)).toString().padStart(scale + 1, "0");
  const whole = grouped(text.slice(0, text.length - scale));
  const kept = text.slice(text.length - scale);
  const fraction = kept.slice(0, decimals) + kept.slice(decimals).replace(/0+$/, "");
  return `${value.negative ? "\u2212" : ""}${symbolOf(currency)}${whole}${fraction ? `.${fraction}` : ""}`;
}

/**
 * What a person typed, as an amount: "20" -> 2000. Null when it is not one, or has too many decimals.
 * @param {string} text
 * @param {number} decimals
 * @returns {number | null} integer minor units
 */
export function parseMoney(text, decimals) {
  const value = parseDecimal(text);
  if (!value || value.negative || value.scale > decimals) return null;
  const minor = value.digits * 10n ** BigInt(decimals - value.scale);
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : null;
}

/**
 * An amount the way a person would type it: 2000 -> "20.00".
 * @param {number} amount
 * @param {number} decimals
 */
export function typedMoney(amount, decimals) {
  return digitsOf(amount, decimals).replaceAll(",", "");
}

/**
 * What a customer is likely to hand over: the exact amount, then the next full 5, 10, 20, 50 and 100.
 * @param {number} due  integer minor units
 * @param {number} decimals
 * @returns {number[]} ascending, without doubles, the exact amount first
 */
export function likelyTenders(due, decimals) {
  const unit = 10 ** decimals;
  const tenders = [due];
  for (const bill of [5, 10, 20, 50, 100]) {
    const step = bill * unit;
    const rest = due % step;
    const next = rest === 0 ? due : due - rest + step;
    if (!tenders.includes(next)) tenders.push(next);
  }
  return tenders;
}

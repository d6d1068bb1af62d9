// @ts-check
/** Small wording helpers. */

/** 52310 -> "52,310" @param {number} count */
export function count(count) {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** "5551234567" -> "(555) 123-4567"; anything else stays as it was typed. @param {string | null | undefined} phone */
export function phone(phone) {
  if (!phone) return "";
  const digits = phone.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");
  if (digits.length !== 10 || /[^\d\s()+.-]/.test(phone)) return phone;
  return `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
}

/** "card_reader" -> "Card reader" @param {string} name */
export function sentence(name) {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A message of the daemon ("the printer is out of paper") as a full sentence. @param {string | null | undefined} message */
export function fullSentence(message) {
  const text = (message ?? "").trim();
  if (!text) return "";
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}

/** A part's brand and category, or what there is of them. @param {...(string | null | undefined | false)} words */
export function joined(...words) {
  return words.filter(Boolean).join(" \u00b7 ");
}

/** @param {string} text */
export function looksLikeVin(text) {
  return /^[A-HJ-NPR-Z0-9]{17}$/i.test(text) && /[A-Z]/i.test(text);
}

// @ts-check
/** What the state of a payment means for the person at the counter. */

/** @typedef {import("../../client/types.js").Payment} Payment */

/** @param {Payment} payment */
export function inProgress(payment) {
  return ["requested", "waiting", "authorized", "canceling", "unknown"].includes(payment.state);
}

/** @param {Payment} payment */
export function paymentWords(payment) {
  return { tender: tenderWords(payment), ...STATES[payment.state] };
}

/** @param {Payment} payment */
function tenderWords(payment) {
  if (payment.card) return `${brand(payment.card.brand)} \u00b7\u00b7\u00b7\u00b7 ${payment.card.last4}`;
  const name = payment.tender === "other" && payment.kind ? brand(payment.kind) : TENDERS[payment.tender];
  return payment.reference ? `${name} ${payment.reference}` : name;
}

/** @type {Record<Payment["tender"], string>} */
const TENDERS = {
  cash: "Cash",
  card: "Card",
  card_refund: "Card refund",
  link: "Payment link",
  store_credit: "Store credit",
  check: "Check",
  account: "On account",
  plan: "Payment plan",
  other: "Other",
};

/** @param {string} name */
function brand(name) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** @type {Record<Payment["state"], { short: string, title: string, text: string, tone: "info" | "ok" | "bad" | "warn" | "plain" }>} */
const STATES = {
  requested: { short: "Sending to the reader", title: "Sending to the reader", text: "The reader shows the amount in a moment.", tone: "info" },
  waiting: { short: "Waiting for the card", title: "Waiting for the card", text: "Ask the customer to tap, insert or swipe.", tone: "info" },
  authorized: { short: "Authorized", title: "Card authorized", text: "Finishing the payment.", tone: "info" },
  captured: { short: "Paid", title: "Payment approved", text: "The card was charged.", tone: "ok" },
  declined: { short: "Declined", title: "Card declined", text: "Nothing was charged. Try again or use another card.", tone: "bad" },
  canceling: { short: "Canceling", title: "Canceling", text: "The reader is asked to stop.", tone: "info" },
  canceled: { short: "Canceled", title: "Payment canceled", text: "Nothing was charged.", tone: "plain" },
  unknown: {
    short: "Outcome not known yet",
    title: "Outcome not known yet",
    text: "The counter keeps asking what became of this charge. Do not charge again until it is known.",
    tone: "warn",
  },
  failed: { short: "Failed", title: "Payment failed", text: "Nothing was moved. Try again or take another way.", tone: "bad" },
};

// Checks of the wording and arithmetic helpers. Run: node --test tests/
import assert from "node:assert/strict";
import { test } from "node:test";

import { addDecimal, compareDecimal, parseDecimal, percent, plainDecimal } from "../app/text/decimal.js";
import { formatMoney, formatPrice, likelyTenders, parseMoney, typedMoney } from "../app/text/money.js";
import { fullSentence, looksLikeVin, phone } from "../app/text/words.js";

const USD = { currency: "USD", decimals: 2 };
const JPY = { currency: "JPY", decimals: 0 };

test("amounts read as a person expects", () => {
  assert.equal(formatMoney(0, USD), "$0.00");
  assert.equal(formatMoney(5, USD), "$0.05");
  assert.equal(formatMoney(123456789, USD), "$1,234,567.89");
  assert.equal(formatMoney(-40, USD), "\u2212$0.40");
  assert.equal(formatMoney(1500, JPY), "\u00a51,500");
});

test("unit prices keep decimals beyond the currency's", () => {
  assert.equal(formatPrice("12.5", USD), "$12.50");
  assert.equal(formatPrice("0.125", USD), "$0.125");
  assert.equal(formatPrice("34.9900", USD), "$34.99");
  assert.equal(formatPrice("1250", USD), "$1,250.00");
});

test("what a person types becomes minor units, or nothing", () => {
  assert.equal(parseMoney("20", 2), 2000);
  assert.equal(parseMoney("$1,234.5", 2), 123450);
  assert.equal(parseMoney(".5", 2), 50);
  assert.equal(parseMoney("0.1", 2) + parseMoney("0.2", 2), 30);
  assert.equal(parseMoney("1.234", 2), null);
  assert.equal(parseMoney("-1", 2), null);
  assert.equal(parseMoney("", 2), null);
  assert.equal(parseMoney("12x", 2), null);
  assert.equal(parseMoney("99999999999999999", 2), null);
  assert.equal(typedMoney(123450, 2), "1234.50");
});

test("likely tenders rise from the exact amount, without doubles", () => {
  assert.deepEqual(likelyTenders(811, 2), [811, 1000, 2000, 5000, 10000]);
  assert.deepEqual(likelyTenders(40544, 2), [40544, 41000, 42000, 45000, 50000]);
  assert.deepEqual(likelyTenders(10000, 2), [10000]);
  assert.deepEqual(likelyTenders(1, 0), [1, 5, 10, 20, 50, 100]);
});

test("decimals add and compare without floats", () => {
  assert.equal(addDecimal("0.1", "0.2"), "0.3");
  assert.equal(addDecimal("1", "-0.1"), "0.9");
  assert.equal(addDecimal("0.5", "-1"), "-0.5");
  assert.equal(compareDecimal("1.50", "1.5"), 0);
  assert.equal(compareDecimal("0.9", "1"), -1);
  assert.equal(plainDecimal("2.000"), "2");
  assert.equal(percent("0.0825"), "8.25%");
  assert.equal(percent("0.1"), "10%");
  assert.equal(parseDecimal("."), null);
  assert.equal(parseDecimal("1.2.3"), null);
});

test("words", () => {
  assert.equal(phone("5125550143"), "(512) 555-0143");
  assert.equal(phone("+1 512 555 0143"), "(512) 555-0143");
  assert.equal(phone("+44 20 7946 0000"), "+44 20 7946 0000");
  assert.equal(looksLikeVin("2HGFC2F59GH512345"), true);
  assert.equal(looksLikeVin("2HGFC2F59GH51234O"), false);
  assert.equal(looksLikeVin("12345678901234567"), false);
  assert.equal(fullSentence("the printer is out of paper"), "The printer is out of paper.");
});

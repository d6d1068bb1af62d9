// @ts-check
/** Times as the shop reads them, in the shop's time zone. */
import { info } from "../state.js";

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {Intl.DateTimeFormatOptions} options */
function format(options) {
  const timeZone = info.value?.shop.time_zone;
  const key = `${timeZone}${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    try {
      made = new Intl.DateTimeFormat("en-US", { ...options, timeZone });
    } catch {
      made = new Intl.DateTimeFormat("en-US", options);
    }
    formats.set(key, made);
  }
  return made;
}

/** @param {string} time */
const day = (time) => format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(time));

/** "2:41 PM" @param {string | null | undefined} time */
export function clock(time) {
  return time ? format({ hour: "numeric", minute: "2-digit" }).format(new Date(time)) : "";
}

/** "Nov 23, 2026" @param {string | null | undefined} time */
export function date(time) {
  return time ? format({ year: "numeric", month: "short", day: "numeric" }).format(new Date(time)) : "";
}

/** "2:41 PM" for today, else "Nov 23, 2026" @param {string | null | undefined} time */
export function when(time) {
  if (!time) return "";
  return day(time) === day(new Date().toISOString()) ? clock(time) : date(time);
}

/** "Monday, November 23" for a calendar date "2026-11-23" @param {string} calendarDate */
export function calendarDay(calendarDate) {
  const at = new Date(`${calendarDate}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return calendarDate;
  return new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" }).format(at);
}

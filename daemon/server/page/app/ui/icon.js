// @ts-check
/** Line icons, drawn on a 20 by 20 grid. Decorative: the text beside them says it. */
import { html } from "../html.js";

const PATHS = {
  tickets: "M4 4h12M4 8.5h12M4 13h12M4 17h7",
  ticket: "M5 2.5h10v15l-2.5-1.6L10 17.5l-2.5-1.6L5 17.5zM8 7h4M8 10.5h4",
  customers: "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c0-3 2-4.5 5-4.5s5 1.5 5 4.5M13 4a2.8 2.8 0 0 1 0 5.3M14.5 12.3c1.9.5 3 1.9 3 4.2",
  parts: "M10 2.5l6.5 3.7v7.6L10 17.5l-6.5-3.7V6.2zM3.8 6.4L10 10l6.2-3.6M10 10v7.3",
  today: "M3 16.5h14M5.5 13.5v-4M10 13.5v-9M14.5 13.5v-6",
  devices: "M5.5 7V3h9v4M5.5 13.5h-2.5v-6.5h14v6.5h-2.5M5.5 11.5h9v5.5h-9z",
  search: "M8.8 14.1a5.3 5.3 0 1 0 0-10.6 5.3 5.3 0 0 0 0 10.6zM12.7 12.7l4 4",
  plus: "M10 4v12M4 10h12",
  minus: "M4.5 10h11",
  close: "M5 5l10 10M15 5L5 15",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  chevron: "M7.5 4.5L13 10l-5.5 5.5",
  check: "M4 10.5l4 4 8-9",
  alert: "M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.3",
  car: "M3 12.5v-2l2-.8 1.6-3.4h6.8L15 9.7l2 .8v2M3 12.5h14v2.5h-14zM5.5 15v1.5M14.5 15v1.5",
  person: "M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM4 17c0-3.4 2.4-5 6-5s6 1.6 6 5",
  back: "M12 4.5L6.5 10l5.5 5.5",
  erase: "M7 5h10v10H7l-4.5-5zM10 8l4 4M14 8l-4 4",
  cash: "M2.5 5.5h15v9h-15zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4M5 8v4M15 8v4",
  card: "M2.5 4.5h15v11h-15zM2.5 8h15M5 12h4",
  wrench: "M16.5 5.2l-2.6 2.6-2-2 2.6-2.6a4 4 0 0 0-5.2 5.1L3.2 14.4a1.7 1.7 0 0 0 2.4 2.4l6-6.1a4 4 0 0 0 4.9-5.5z",
  monitor: "M2.5 4h15v10h-15zM7 17h6",
};

/** @param {{ name: keyof typeof PATHS }} props */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}

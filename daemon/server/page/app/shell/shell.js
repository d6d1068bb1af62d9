// @ts-check
/** The frame around every screen: top bar, rail, banner, simulator drawer. */
import { useEffect } from "../../vendor/hooks.js";
import { CustomersScreen } from "../customers/screen.js";
import { CustomerPage } from "../customers/page.js";
import { DevicesScreen } from "../devices/screen.js";
import { readDevices } from "../devices/live.js";
import { cx, html } from "../html.js";
import { useKeys } from "../keys.js";
import { PartPage } from "../parts/page.js";
import { PartsScreen } from "../parts/screen.js";
import { go, route } from "../route.js";
import { SimulatorDrawer } from "../simulator/drawer.js";
import { currentTicket, info, link, reachable, simulatorOpen } from "../state.js";
import { StaffScreen } from "../staff/screen.js";
import { TicketScreen } from "../ticket/screen.js";
import { openTicket } from "../tickets/open.js";
import { TicketsScreen } from "../tickets/screen.js";
import { TodayScreen } from "../today/screen.js";
import { VehiclePage } from "../vehicles/page.js";
import { Banner } from "./banner.js";
import { Rail } from "./rail.js";
import { TopBar } from "./top-bar.js";

export function Shell() {
  const ready = link.value === "ready";
  useEffect(() => {
    if (ready) void readDevices();
  }, [ready]);
  useKeys({
    F1: () => go("tickets"),
    F2: () => reachable.value && void openTicket(),
    F3: () => /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=search]"))?.focus(),
    F10: () => go("today"),
    Escape: () => back(),
  });
  const simulator = info.value?.simulator === true && simulatorOpen.value;
  return html`<div class=${cx("shell", simulator && "with-simulator")}>
    <${TopBar} />
    <${Rail} />
    <div class="stage">
      <${Banner} />
      <main class="screen">${screen()}</main>
    </div>
    ${simulator && html`<${SimulatorDrawer} />`}
  </div>`;
}

/** Esc: out of a field first, then back to the ticket, then to the list. */
function back() {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.blur();
  const ticket = currentTicket.value;
  if (ticket && route.value[0] !== "ticket") go("ticket", ticket.id);
  else go("tickets");
}

function screen() {
  const [place, id = ""] = route.value;
  switch (place) {
    case "ticket":
      return html`<${TicketScreen} key=${id} id=${id} />`;
    case "staff":
      return html`<${StaffScreen} />`;
    case "customers":
      return html`<${CustomersScreen} />`;
    case "customer":
      return html`<${CustomerPage} key=${id} id=${id} />`;
    case "vehicle":
      return html`<${VehiclePage} key=${id} id=${id} />`;
    case "parts":
      return html`<${PartsScreen} key=${id} query=${id} />`;
    case "part":
      return html`<${PartPage} key=${id} id=${id} />`;
    case "today":
      return html`<${TodayScreen} />`;
    case "devices":
      return html`<${DevicesScreen} />`;
    default:
      return html`<${TicketsScreen} />`;
  }
}

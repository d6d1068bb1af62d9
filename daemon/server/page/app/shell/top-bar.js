// @ts-check
/** Shop and counter, the one search box, new ticket, and who is signed in. */
import { html } from "../html.js";
import { go } from "../route.js";
import { lock, signOut } from "../session.js";
import { info, link, reachable, simulatorOpen, staff } from "../state.js";
import { openTicket } from "../tickets/open.js";
import { Button } from "../ui/button.js";
import { Menu } from "../ui/menu.js";
import { sentence } from "../text/words.js";
import { Search } from "./search.js";

export function TopBar() {
  const shop = info.value?.shop;
  const ready = link.value === "ready";
  return html`<header class="top-bar">
    <div class="shop">
      <strong>${shop?.name}</strong>
      <span>
        Counter ${info.value?.counter}
        <i class=${ready ? "link-dot ready" : "link-dot"} data-testid="link-state" data-state=${link.value} title=${ready ? "Connected" : "Not connected"}></i>
      </span>
    </div>
    <${Search} />
    <${Button} kind="primary" icon="plus" hotkey="F2" testid="new-ticket" disabled=${!reachable.value} onClick=${() => void openTicket()}>New ticket<//>
    ${info.value?.simulator &&
    html`<${Button} kind="quiet" icon="monitor" testid="sim-toggle" label="Simulator" title="Simulated devices" pressed=${simulatorOpen.value} onClick=${() => (simulatorOpen.value = !simulatorOpen.value)} />`}
    <${Menu}
      testid="staff-menu"
      label=${html`<span class="who"><strong>${staff.value?.name}</strong><small>${sentence(staff.value?.role ?? "")}</small></span>`}
      items=${[
        ...(["manager", "owner"].includes(staff.value?.role ?? "")
          ? [{ label: "Staff", testid: "go-staff", run: () => go("staff") }]
          : []),
        { label: "Lock the counter", testid: "lock", run: () => void lock() },
        { label: "Sign out", testid: "sign-out", run: () => void signOut() },
      ]}
    />
  </header>`;
}

/** What the hands of a clerk do on the page, and what the eyes read there. */

/** "$1,234.56" -> 123456; the demo shop counts in dollars. */
export function cents(text) {
  const found = /^\s*\$([\d,]+)\.(\d\d)\s*$/.exec(text ?? "");
  if (!found) throw new Error(`“${text}” is not an amount`);
  return Number(found[1].replaceAll(",", "")) * 100 + Number(found[2]);
}

/** 123456 -> "1234.56", as typed into a field. */
export function typed(amount) {
  return `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
}

export class CounterPage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
  }

  id(testid) {
    return this.page.getByTestId(testid);
  }

  text(testid) {
    return this.id(testid).first().innerText({ timeout: 1_000 });
  }

  async amount(testid) {
    return cents(await this.text(testid));
  }

  state(testid) {
    return this.id(testid).first().getAttribute("data-state", { timeout: 1_000 });
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  async signInByTouch(name, pin) {
    await this.id(`staff-${name}`).tap();
    for (const digit of pin) await this.id(`pin-${digit}`).tap();
    await this.id("pin-enter").tap();
    await this.id("staff-menu").waitFor();
  }

  async signInByKeyboard(name, pin) {
    await this.id(`staff-${name}`).click();
    await this.page.keyboard.type(pin);
    await this.press("Enter");
    await this.id("staff-menu").waitFor();
  }

  /** F5: the person stays signed in, dialogs are gone. */
  async reload() {
    await this.page.reload();
    await this.id("staff-menu").waitFor();
  }

  /** F2; returns the id of the new ticket once its screen shows. */
  async newTicket() {
    const before = this.page.url();
    await this.press("F2");
    await this.page.waitForURL((url) => url.href !== before && /^#\/ticket\//.test(url.hash));
    await this.id("part-search").waitFor();
    return this.ticketId();
  }

  ticketId() {
    return decodeURIComponent(new URL(this.page.url()).hash.split("/")[2]);
  }

  go(...place) {
    return this.page.evaluate((hash) => (location.hash = hash), `#/${place.join("/")}`);
  }

  lines() {
    return this.id("line-row").count();
  }

  /** F7, the number, Enter: the part whose number this is. */
  async typePart(number) {
    await this.press("F7");
    await this.page.keyboard.type(number);
    await this.press("Enter");
  }

  async openSimulator() {
    if (!(await this.id("simulator").isVisible())) await this.id("sim-toggle").click();
    await this.id("simulator").waitFor();
  }

  async closeSimulator() {
    if (await this.id("simulator").isVisible()) await this.id("sim-toggle").click();
    await this.id("simulator").waitFor({ state: "hidden" });
  }

  /** Through the simulator's drawer; the daemon sends the bytes over its pseudo-terminal. */
  async scan(code) {
    await this.openSimulator();
    await this.id("sim-scan-text").fill(code);
    await this.id("sim-scan").click();
    await this.closeSimulator();
  }

  /** Turns a switch of the simulated printer. */
  async turn(name, on) {
    await this.openSimulator();
    const knob = this.id(`sim-${name}`);
    await knob.and(this.page.locator(`[aria-checked="${!on}"]`)).click();
    await knob.and(this.page.locator(`[aria-checked="${on}"]`)).waitFor();
    await this.closeSimulator();
  }

  /** F8 and the amount; `cash-confirm` is left to the caller. */
  async offerCash(amount) {
    await this.press("F8");
    await this.id("tendered").waitFor();
    await this.page.keyboard.type(typed(amount));
  }
}

/** Looks at a screen in every size a counter has: nothing sticks out sideways, and a picture is kept. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

export const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
];

export class Look {
  /** @param {import("./report.mjs").Report} report  @param {string} folder  where the pictures go */
  constructor(report, folder) {
    this.report = report;
    this.folder = folder;
    this.complaints = [];
    this.told = 0;
  }

  /** Collects what the page complains about: the console, exceptions, answers that are errors. */
  hear(page, who) {
    const note = (what) => this.complaints.push(`${who}: ${what}`);
    page.on("console", (message) => message.type() === "error" && note(`console: ${message.text()}`));
    page.on("pageerror", (error) => note(`exception: ${error.stack ?? error}`));
    page.on("requestfailed", (request) => note(`${request.url()}: ${request.failure()?.errorText}`));
    page.on("response", (answer) => answer.status() >= 400 && note(`${answer.url()}: ${answer.status()}`));
  }

  async at(page, name) {
    await mkdir(this.folder, { recursive: true });
    const faults = [];
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(settled);
      const wide = await page.evaluate(sidewaysFaults);
      faults.push(...wide.map((fault) => `${size.width}x${size.height}: ${fault}`));
      await page.screenshot({ path: join(this.folder, `${name}-${size.width}.png`) });
    }
    await page.setViewportSize(SIZES[0]);
    this.report.none(`${name}: nothing sticks out sideways at three sizes`, faults);
    // Since the last look: what the way to this screen brought up belongs to it.
    this.report.none(`${name}: no complaint in the console`, this.complaints.slice(this.told));
    this.told = this.complaints.length;
  }
}

/** In the page: two frames after the resize and with the fonts there, the layout is the final one. */
async function settled() {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/**
 * In the page: the body hides what is too wide, so the width of the document says nothing; each element is asked where
 * it ends, and each box that scrolls up and down whether it also scrolls sideways.
 */
function sidewaysFaults() {
  const faults = new Set();
  const called = (element) => {
    const id = element.closest("[data-testid]")?.getAttribute("data-testid");
    return `<${element.localName} class="${element.getAttribute("class") ?? ""}">${id ? ` in ${id}` : ""}`;
  };
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.add(`the document is ${root.scrollWidth} wide`);
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.right > innerWidth + 1 || box.left < -1) {
      faults.add(`${called(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
    const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth + 1) {
      faults.add(`${called(element)} scrolls sideways: ${element.scrollWidth} in ${element.clientWidth}`);
    }
  }
  return [...faults].slice(0, 8);
}

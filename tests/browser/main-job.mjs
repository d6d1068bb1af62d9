/**
 * The counter's main job, in a real browser on a whole demo: a clerk signs in, serves a customer with a vehicle, scans,
 * types, takes cash and card, lives through a printer without paper, a second page and a lost connection.
 *
 *     PLAYWRIGHT_CORE=…/playwright-core/index.mjs CHROMIUM=/usr/bin/chromium node tests/browser/main-job.mjs
 *
 * Run in the project's folder; `cargo xtask test` does. Pictures of every screen go to target/browser/.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { away } from "./chapter-away.mjs";
import { card } from "./chapter-card.mjs";
import { cash } from "./chapter-cash.mjs";
import { paperOut } from "./chapter-paper-out.mjs";
import { screens } from "./chapter-screens.mjs";
import { twoPages } from "./chapter-two-pages.mjs";
import { CounterPage } from "./counter.mjs";
import { startDemo } from "./demo.mjs";
import { Look, SIZES } from "./look.mjs";
import { Report } from "./report.mjs";
import { openWitness } from "./witness.mjs";

/** For one wait of the browser; long ones say their own. */
const WAIT_MS = 8_000;
/** From the ready demo to the end; a hanging browser must not hang the checks. */
const STORY_MS = 150_000;

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function main() {
  const { PLAYWRIGHT_CORE, CHROMIUM } = process.env;
  if (!PLAYWRIGHT_CORE || !CHROMIUM) throw new Error("PLAYWRIGHT_CORE and CHROMIUM have to be set");
  const { chromium } = await import(pathToFileURL(PLAYWRIGHT_CORE).href);
  const report = new Report();
  const demo = await startDemo(process.cwd());
  const profile = await mkdtemp(join(tmpdir(), "counterd-chromium-"));
  let context = null;
  const end = async () => {
    await context?.close().catch(() => {});
    await rm(profile, { recursive: true, force: true });
    return demo.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void end().then(() => process.exit(130)));
  const late = setTimeout(() => {
    console.log(`\nnot done after ${STORY_MS / 1000} s\n${demo.last.join("\n")}`);
    void end().then(() => process.exit(1));
  }, STORY_MS);
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      args: FLAGS,
      viewport: SIZES[0],
      hasTouch: true,
      locale: "en-US",
      colorScheme: "light",
    });
    context.setDefaultTimeout(WAIT_MS);
    await story(report, demo, context);
  } finally {
    clearTimeout(late);
    const how = await end();
    report.same("the demo ends when asked", how, "ended with 0");
  }
  if (report.failed) console.log(`\nlast lines of the demo:\n${demo.last.join("\n")}`);
  return report.close();
}

async function story(report, demo, context) {
  const look = new Look(report, join(process.env.CARGO_TARGET_DIR ?? "target", "browser"));
  const witness = await openWitness(context, demo);
  const page = await context.newPage();
  look.hear(page, "page");
  const shop = { report, look, witness, demo, context, counter: new CounterPage(page) };
  const inside = await report.chapter("Sign-in", async () => {
    await page.goto(demo.url);
    await report.step("the staff is offered", () => shop.counter.id("staff-Sam Keller").waitFor());
    await look.at(page, "sign-in");
    await report.step("Sam Keller signs in by touch", () => shop.counter.signInByTouch("Sam Keller", "1111"));
    await report.becomes("the page names him", () => shop.counter.text("staff-menu"), (text) => text.includes("Sam Keller"));
  });
  if (!inside) return;
  const chapters = {
    "A ticket paid in cash": cash,
    "A ticket paid by card": card,
    "A printer without paper": paperOut,
    "Two pages in step": twoPages,
    "A lost connection": away,
    "Every other screen": screens,
  };
  for (const [title, tell] of Object.entries(chapters)) {
    await report.chapter(title, async () => {
      // What an earlier chapter left open must not fail this one.
      await report.step("a reload keeps the person signed in", () => shop.counter.reload());
      await tell(shop);
    });
  }
  report.none("no complaint in any console", look.complaints);
}

process.exitCode = await main();

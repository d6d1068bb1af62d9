/**
 * Named checks and the closing line. A check never waits for a fixed time: it asks again until the answer fits or its
 * deadline has passed, and then says what it saw last.
 */

const WITHIN_MS = 6_000;
const PAUSE_MS = 25;

export class Report {
  passed = 0;
  failed = 0;

  /** Ends a chapter at its first broken step: what follows would only repeat the failure. Returns whether it was told. */
  async chapter(title, story) {
    console.log(`\n${title}`);
    const began = Date.now();
    let told = false;
    try {
      await story();
      told = true;
    } catch (error) {
      if (!(error instanceof Broken)) this.#fail(`${title}: the story goes on`, words(error));
      console.log(`  the rest of “${title}” was not tried`);
    }
    console.log(`  (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    return told;
  }

  /** A step that later ones stand on; `deed` throws when it fails. Returns what `deed` returns. */
  async step(name, deed) {
    try {
      const value = await deed();
      this.#pass(name);
      return value;
    } catch (error) {
      this.#fail(name, words(error));
      throw new Broken();
    }
  }

  /** Waits until `read` gives `expected`, which is a value or a predicate. */
  async becomes(name, read, expected, { within = WITHIN_MS } = {}) {
    const fits = typeof expected === "function" ? expected : (value) => value === expected;
    let seen;
    const deadline = Date.now() + within;
    do {
      try {
        seen = await read();
        if (fits(seen)) {
          this.#pass(name);
          return true;
        }
      } catch (error) {
        seen = words(error);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    } while (Date.now() < deadline);
    const wanted = typeof expected === "function" ? `what ${expected} accepts` : JSON.stringify(expected);
    this.#fail(name, `after ${within} ms it is ${JSON.stringify(seen)}, not ${wanted}`);
    return false;
  }

  /** Two values known already. */
  same(name, seen, expected) {
    if (seen === expected) this.#pass(name);
    else this.#fail(name, `it is ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`);
  }

  /** A list of faults that has to be empty. */
  none(name, faults) {
    if (faults.length === 0) this.#pass(name);
    else this.#fail(name, faults.join("\n      "));
  }

  /** Prints the closing line and returns the exit code. */
  close() {
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0 ? 0 : 1;
  }

  #pass(name) {
    this.passed += 1;
    console.log(`  ok    ${name}`);
  }

  #fail(name, why) {
    this.failed += 1;
    console.log(`  FAIL  ${name}\n      ${why}`);
  }
}

class Broken extends Error {}

function words(error) {
  return String(error?.message ?? error).split(/\n(?:Call log:|=+ logs)/)[0].trim();
}

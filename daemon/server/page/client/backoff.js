// @ts-check
/** How long to wait before the next attempt: doubling, with jitter, so that many pages do not knock at once. */

export class Backoff {
  /** @param {{ firstMs: number, maxMs: number, random?: () => number }} options */
  constructor({ firstMs, maxMs, random = Math.random }) {
    this.firstMs = firstMs;
    this.maxMs = maxMs;
    this.random = random;
    this.attempt = 0;
  }

  /** @returns {number} between half and all of the doubled wait, never above `maxMs` */
  nextMs() {
    const whole = Math.min(this.maxMs, this.firstMs * 2 ** Math.min(this.attempt, 16));
    this.attempt += 1;
    return Math.round(whole / 2 + (whole / 2) * this.random());
  }

  reset() {
    this.attempt = 0;
  }
}

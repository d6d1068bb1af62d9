// @ts-check
/** Listeners by name. A listener that throws does not keep the others from hearing. */

/** @typedef {import("./types.js").Happenings} Happenings */

export class Emitter {
  /** @type {Map<string, Set<(value: any) => void>>} */
  #listeners = new Map();

  /**
   * @template {keyof Happenings} N
   * @param {N} name
   * @param {(value: Happenings[N]) => void} listener
   * @returns {() => void} stops listening
   */
  on(name, listener) {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  /**
   * @template {keyof Happenings} N
   * @param {N} name
   * @param {Happenings[N]} value
   */
  emit(name, value) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(value);
      } catch (error) {
        console.error("listener of %s failed", name, error);
      }
    }
  }
}

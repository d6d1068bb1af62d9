// @ts-check
/** A value read from the daemon and read again whenever an event says that it changed. */
import { useCallback, useEffect, useRef, useState } from "../vendor/hooks.js";
import { counter } from "./counter.js";
import { inWords } from "./orders.js";

/** @typedef {import("../client/types.js").CounterEvent} CounterEvent */

/**
 * @template T
 * @param {() => Promise<T>} read
 * @param {unknown[]} inputs  read again from scratch when one of these changes
 * @param {(event: CounterEvent) => boolean} concerns  does this event change the value?
 * @returns {{ value: T | null, problem: ReturnType<typeof inWords> | null, reload: () => void,
 *   put: (change: (value: T | null) => T | null) => void }}
 */
export function useLive(read, inputs, concerns) {
  const [state, setState] = useState({ value: /** @type {any} */ (null), problem: /** @type {any} */ (null) });
  const latest = useRef({ read, concerns });
  latest.current = { read, concerns };
  const run = useRef({ generation: 0, busy: false, again: false });

  const reload = useCallback(async () => {
    const mine = run.current;
    // One read at a time: events that come meanwhile ask for one more read, not one each.
    if (mine.busy) {
      mine.again = true;
      return;
    }
    mine.busy = true;
    const generation = mine.generation;
    do {
      mine.again = false;
      try {
        const value = await latest.current.read();
        if (generation === mine.generation) setState({ value, problem: null });
      } catch (error) {
        if (generation === mine.generation) setState((old) => ({ value: old.value, problem: inWords(error) }));
      }
    } while (mine.again && generation === mine.generation);
    if (generation === mine.generation) mine.busy = false;
  }, []);

  useEffect(() => {
    const mine = run.current;
    mine.generation += 1;
    mine.busy = false;
    setState({ value: null, problem: null });
    void reload();
    const stopEvents = counter.on("event", (event) => {
      if (latest.current.concerns(event)) void reload();
    });
    const stopLink = counter.on("link", (link) => {
      if (link === "ready") void reload();
    });
    return () => {
      mine.generation += 1;
      stopEvents();
      stopLink();
    };
  }, inputs);

  const put = useCallback((/** @type {(value: T | null) => T | null} */ change) => {
    setState((old) => ({ value: change(old.value), problem: null }));
  }, []);

  return { value: state.value, problem: state.problem, reload, put };
}

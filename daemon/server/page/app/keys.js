// @ts-check
/** Hot keys. The screen or dialog mounted last answers first; a key nobody wants goes to the browser. */
import { useEffect, useRef } from "../vendor/hooks.js";

/** @typedef {Record<string, () => void>} KeyMap  key name, for example "F2" or "Escape" */

/** @type {{ current: KeyMap, modal: boolean }[]} */
const layers = [];

addEventListener("keydown", (event) => {
  // Enter on a button presses that button, nothing else.
  if (event.key === "Enter" && event.target instanceof Element && event.target.closest("button, a, textarea")) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index];
    const run = layer.current[event.key];
    if (run) {
      event.preventDefault();
      // A key held down is one wish, not many.
      if (!event.repeat) run();
      return;
    }
    if (layer.modal) {
      // A dialog keeps the page's function keys from acting behind it.
      if (/^F\d+$/.test(event.key) && event.key !== "F5" && event.key !== "F11" && event.key !== "F12") event.preventDefault();
      return;
    }
  }
});

/**
 * @param {KeyMap} keys
 * @param {{ modal?: boolean }} [options]  modal: keys below this layer rest
 */
export function useKeys(keys, { modal = false } = {}) {
  const layer = useRef({ current: keys, modal });
  layer.current.current = keys;
  useEffect(() => {
    const mine = layer.current;
    layers.push(mine);
    return () => void layers.splice(layers.indexOf(mine), 1);
  }, []);
}

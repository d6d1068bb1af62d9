// @ts-check
/** Keeps the list of devices current. */
import { counter } from "../counter.js";
import { devices } from "../state.js";

export function startDevices() {
  counter.on("device", ({ device }) => {
    const known = devices.value.some((other) => other.name === device.name);
    devices.value = known
      ? devices.value.map((other) => (other.name === device.name ? device : other))
      : [...devices.value, device];
  });
}

export async function readDevices() {
  try {
    devices.value = (await counter.call("device.list", {})).devices;
  } catch {
    // Shown as "absent" until the daemon answers again.
  }
}

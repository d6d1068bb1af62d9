/** Starts `cargo xtask demo` on a free port with a folder of its own, and ends it. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Programs and plugins that are not built yet are built first. */
const READY_WITHIN_MS = 15 * 60_000;
const ENDED_WITHIN_MS = 60_000;
const LAST_LINES = 40;

/** @param {string} root  the project's folder */
export async function startDemo(root) {
  const data = await mkdtemp(join(tmpdir(), "counterd-browser-"));
  const program = join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "release/xtask");
  const child = spawn(program, ["demo", "--headless", "--data", data], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(`ended with ${signal ?? code}`));
    child.once("error", (error) => resolve(`did not start: ${error.message}`));
  });
  const last = keepLast(child.stderr);

  async function stop() {
    child.kill("SIGTERM");
    const late = "was asked to end and did not";
    const how = await Promise.race([ended, after(ENDED_WITHIN_MS, late)]);
    if (how === late) child.kill("SIGKILL");
    await rm(data, { recursive: true, force: true });
    return how;
  }

  const url = await Promise.race([
    lineWith(child.stdout, "ready "),
    ended.then((how) => Promise.reject(new Error(`the demo ${how}\n${last.join("\n")}`))),
    after(READY_WITHIN_MS, null),
  ]);
  if (url === null) {
    await stop();
    throw new Error(`the demo was not ready in time\n${last.join("\n")}`);
  }
  const token = (await readFile(join(data, "demo-token"), "utf8")).trim();
  return { url, token, last, stop };
}

/** Returns what follows `prefix` in the first line that begins with it. */
function lineWith(stream, prefix) {
  return new Promise((resolve) => {
    eachLine(stream, (line) => line.startsWith(prefix) && resolve(line.slice(prefix.length).trim()));
  });
}

function keepLast(stream) {
  const lines = [];
  eachLine(stream, (line) => {
    lines.push(line);
    if (lines.length > LAST_LINES) lines.shift();
  });
  return lines;
}

function eachLine(stream, heard) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) heard(line);
  });
}

function after(ms, value) {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms).unref());
}

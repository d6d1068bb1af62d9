// Checks of the client's promises against a socket the test holds in its hand. Run: node --test tests/
import assert from "node:assert/strict";
import { test } from "node:test";

import { Backoff } from "../client/backoff.js";
import { Counterd, derivedKey, newKey } from "../client/counterd.js";

/** A WebSocket whose other end is the test. */
class FakeSocket {
  /** @type {FakeSocket[]} */
  static all = [];
  constructor() {
    this.readyState = 0;
    this.sent = [];
    FakeSocket.all.push(this);
  }
  open() {
    this.readyState = 1;
    this.onopen();
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
    this.onclose();
  }
  answer(method, result) {
    const request = this.sent.findLast((message) => message.method === method);
    assert.ok(request, `${method} was not sent; sent: ${this.sent.map((message) => message.method)}`);
    this.onmessage({ data: JSON.stringify({ jsonrpc: "2.0", id: request.id, result }) });
  }
  refuse(method, error) {
    const request = this.sent.findLast((message) => message.method === method);
    this.onmessage({ data: JSON.stringify({ jsonrpc: "2.0", id: request.id, error }) });
  }
  notify(method, params) {
    this.onmessage({ data: JSON.stringify({ jsonrpc: "2.0", method, params }) });
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

function start(options = {}) {
  FakeSocket.all = [];
  const counter = new Counterd({ url: "ws://test/v1/ws", WebSocket: FakeSocket, timeoutMs: 2_000, ...options });
  counter.backoff = new Backoff({ firstMs: 1, maxMs: 1 });
  counter.connect();
  return counter;
}

async function nextSocket(count) {
  const until = Date.now() + 2_000;
  while (FakeSocket.all.length < count) {
    assert.ok(Date.now() < until, "no new connection was made");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return FakeSocket.all[count - 1];
}

test("an order is sent again after a reconnect, with the same key, and answered once", async () => {
  const counter = start();
  FakeSocket.all[0].open();
  await turn();
  const ordered = counter.order("ticket.open", {});
  const first = FakeSocket.all[0].sent.at(-1);
  FakeSocket.all[0].close();
  assert.equal(counter.link, "away");
  const second = await nextSocket(2);
  second.open();
  await turn();
  const again = second.sent.at(-1);
  assert.equal(again.method, "ticket.open");
  assert.equal(again.params.key, first.params.key);
  second.answer("ticket.open", { replayed: true });
  assert.deepEqual(await ordered, { replayed: true });
  counter.close();
});

test("two orders of one person are two keys", async () => {
  const counter = start();
  FakeSocket.all[0].open();
  await turn();
  counter.order("ticket.open", {}).catch(() => {});
  counter.order("ticket.open", {}).catch(() => {});
  const [one, two] = FakeSocket.all[0].sent;
  assert.notEqual(one.params.key, two.params.key);
  counter.close();
});

test("after a reconnect it resumes the session, then asks for events after the last one seen", async () => {
  const counter = start();
  const seen = [];
  counter.on("event", (event) => seen.push(event.cursor));
  counter.token = "t";
  await counter.subscribeEvents();
  const first = FakeSocket.all[0];
  first.open();
  await turn();
  first.answer("session.resume", { staff: {} });
  await turn();
  first.answer("events.subscribe", { cursor: 7 });
  await turn();
  assert.equal(counter.link, "ready");
  first.notify("event", { cursor: 8 });
  first.notify("event", { cursor: 9 });
  first.close();
  const second = await nextSocket(2);
  second.open();
  await turn();
  assert.deepEqual(second.sent.map((message) => message.method), ["session.resume"]);
  second.answer("session.resume", { staff: {} });
  await turn();
  assert.deepEqual(second.sent.at(-1).params, { after: 9 });
  second.notify("event", { cursor: 9 });
  second.notify("event", { cursor: 10 });
  second.answer("events.subscribe", { cursor: 10 });
  await turn();
  assert.deepEqual(seen, [8, 9, 10]);
  counter.close();
});

test("a scanner that was taken is not taken back by a reconnect", async () => {
  const counter = start({ clientToken: "secret" });
  const setUp = async (socket) => {
    socket.open();
    await turn();
    socket.answer("session.authenticate", { client: { name: "test", scopes: [] } });
    await turn();
  };
  const first = FakeSocket.all[0];
  await setUp(first);
  const asked = counter.subscribeScans({ exclusive: true });
  first.answer("scan.subscribe", {});
  await asked;
  first.close();
  const second = await nextSocket(2);
  await setUp(second);
  second.answer("scan.subscribe", {});
  await turn();
  second.notify("scan.released", {});
  second.close();
  const third = await nextSocket(3);
  await setUp(third);
  assert.equal(counter.link, "ready");
  assert.equal(third.sent.some((message) => message.method === "scan.subscribe"), false);
  counter.close();
});

test("a session that cannot be resumed ends, and the connection goes on", async () => {
  const counter = start();
  let ended = null;
  counter.on("session.ended", (problem) => (ended = problem.code));
  counter.token = "old";
  FakeSocket.all[0].open();
  await turn();
  FakeSocket.all[0].refuse("session.resume", { code: -32002, message: "the session has ended", data: { code: "session.ended" } });
  await turn();
  assert.equal(ended, "session.ended");
  assert.equal(counter.token, null);
  assert.equal(counter.link, "ready");
  counter.close();
});

test("a read is refused at its deadline, an order is not", async () => {
  const counter = start({ timeoutMs: 20 });
  let settled = false;
  const order = counter.order("ticket.open", {}).finally(() => (settled = true));
  await assert.rejects(counter.call("device.list", {}), { code: "connection.away", retryable: true });
  assert.equal(settled, false);
  counter.close();
  await assert.rejects(order);
});

test("a refusal carries code, message, hint and whether it may succeed later", async () => {
  const counter = start();
  FakeSocket.all[0].open();
  await turn();
  const order = counter.order("ticket.open", {});
  FakeSocket.all[0].refuse("ticket.open", {
    code: -32001,
    message: "ticket is closed",
    data: { code: "ticket.closed", hint: "Open a new one.", retryable: false, ref: null },
  });
  await assert.rejects(order, { name: "ProblemError", code: "ticket.closed", message: "ticket is closed", hint: "Open a new one.", retryable: false });
  counter.close();
});

test("keys fit the wire, and the same scan on the same ticket is the same key", () => {
  assert.match(newKey(), /^[A-Za-z0-9._:-]{1,64}$/);
  assert.notEqual(newKey(), newKey());
  const scan = "0190c6a1-3c2b-7d1e-8f00-1234567890ab";
  const ticket = "0190c6a1-3c2b-7d1e-8f00-ba0987654321";
  const key = derivedKey("scan", scan, ticket);
  assert.match(key, /^scan:[A-Za-z0-9._:-]{1,59}$/);
  assert.equal(key, derivedKey("scan", scan, ticket));
  assert.notEqual(key, derivedKey("scan", ticket, scan));
  assert.match(derivedKey("scan", "x".repeat(90), "id with space"), /^[A-Za-z0-9._:-]{1,64}$/);
});

test("waits double up to the limit, with jitter in the upper half", () => {
  const backoff = new Backoff({ firstMs: 100, maxMs: 1000, random: () => 1 });
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(() => backoff.nextMs()), [100, 200, 400, 800, 1000, 1000]);
  const low = new Backoff({ firstMs: 100, maxMs: 1000, random: () => 0 });
  assert.equal(low.nextMs(), 50);
});

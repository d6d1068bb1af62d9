// @ts-check
/**
 * Client for counterd: JSON-RPC 2.0 over one WebSocket.
 *
 * It keeps three promises: a read is answered or refused before its deadline; an order is sent with one key until the
 * daemon answers it, however often the connection drops; no event is missed, because after a reconnect it asks for
 * everything after the last cursor it saw. It never changes the order of one caller's requests and holds no shop state.
 *
 *     const counter = new Counterd({ url: "ws://127.0.0.1:7411/v1/ws" });
 *     counter.connect();
 *     await counter.signIn(staffId, pin);
 *     const { ticket } = await counter.order("ticket.open", {});
 */
import { Backoff } from "./backoff.js";
import { Emitter } from "./emitter.js";
import { newKey } from "./key.js";
import { ProblemError } from "./problem.js";

export { derivedKey, newKey } from "./key.js";
export { ProblemError } from "./problem.js";

/** @typedef {import("./types.js").Reads} Reads */
/** @typedef {import("./types.js").Orders} Orders */
/** @typedef {import("./types.js").AnyRequest} AnyRequest */
/** @typedef {import("./types.js").ClientOptions} ClientOptions */

/** A quiet connection is asked for a sign of life after this long. */
const HEARTBEAT_MS = 20_000;
/** At most this many requests wait for an answer; more are refused at once. */
const WAITING_MAX = 256;

export class Counterd extends Emitter {
  /** @param {ClientOptions} [options] */
  constructor(options = {}) {
    super();
    const here = globalThis.location;
    this.url = options.url ?? `${here?.protocol === "https:" ? "wss" : "ws"}://${here?.host}/v1/ws`;
    this.timeoutMs = options.timeoutMs ?? 8_000;
    this.clientToken = options.clientToken ?? null;
    this.WebSocket = options.WebSocket ?? globalThis.WebSocket;
    /** Token of the person signed in, or null. Keep it (sessionStorage) to survive a reload. @type {string | null} */
    this.token = null;
    /** Cursor of the last event seen; null before the first subscription. @type {number | null} */
    this.cursor = null;
    /** @type {"connecting" | "ready" | "away"} */
    this.link = "connecting";
    /** @type {Map<number, AnyRequest>} */
    this.waiting = new Map();
    this.nextId = 1;
    this.backoff = new Backoff({ firstMs: 250, maxMs: 5_000 });
    /** @type {any} */
    this.socket = null;
    /** @type {ReturnType<typeof setTimeout> | null} */
    this.reconnectTimer = null;
    /** @type {ReturnType<typeof setInterval> | null} */
    this.heartbeatTimer = null;
    this.heardAt = 0;
    this.closed = false;
    this.wants = { events: false, devices: false, scans: /** @type {false | "shared" | "exclusive"} */ (false) };
  }

  // --- connection -------------------------------------------------------------------------------------------------

  /** Opens the connection and keeps it open. */
  connect() {
    this.closed = false;
    if (this.socket) return;
    const socket = new this.WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => this.#opened(socket);
    socket.onmessage = (/** @type {{ data: string }} */ frame) => this.#heard(socket, frame.data);
    socket.onclose = () => this.#lost(socket);
    socket.onerror = () => {};
  }

  /** Closes for good: reads and orders still waiting are refused. */
  close() {
    this.closed = true;
    if (this.reconnectTimer) clearTimeout(this.reconnectTimer);
    this.reconnectTimer = null;
    const socket = this.socket;
    if (socket) {
      this.#lost(socket);
      socket.close();
    }
    for (const request of [...this.waiting.values()]) this.#settle(request, ProblemError.away());
  }

  /** @param {any} socket */
  async #opened(socket) {
    this.heardAt = Date.now();
    this.heartbeatTimer = setInterval(() => this.#beat(socket), HEARTBEAT_MS / 4);
    try {
      if (this.clientToken) await this.#ask("session.authenticate", { token: this.clientToken });
      if (this.token) await this.#resume(this.token);
      await this.#subscribeAgain();
    } catch {
      // A connection that cannot be set up is dropped; the next attempt starts from the beginning.
      if (this.socket === socket) socket.close();
      return;
    }
    if (this.socket !== socket) return;
    this.backoff.reset();
    this.#setLink("ready");
    for (const request of this.waiting.values()) if (!request.sent) this.#send(request);
  }

  /** @param {string} token */
  async #resume(token) {
    try {
      await this.#ask("session.resume", { token });
    } catch (problem) {
      if (!(problem instanceof ProblemError) || problem.retryable) throw problem;
      this.token = null;
      this.emit("session.ended", problem);
    }
  }

  /** Subscriptions belong to a connection, so each new one asks for them again. */
  async #subscribeAgain() {
    const signedOn = this.token !== null || this.clientToken !== null;
    if (!signedOn) return;
    if (this.wants.events) await this.#subscribeEvents();
    if (this.wants.devices) await this.#ask("device.subscribe", {});
    if (this.wants.scans) await this.#ask("scan.subscribe", this.wants.scans === "exclusive" ? { exclusive: true } : {});
  }

  async #subscribeEvents() {
    let answer;
    try {
      answer = await this.#ask("events.subscribe", this.cursor === null ? {} : { after: this.cursor });
    } catch (problem) {
      // The daemon does not know our cursor any more (its books were replaced): start from now.
      if (this.cursor === null || !(problem instanceof ProblemError) || problem.retryable) throw problem;
      this.cursor = null;
      answer = await this.#ask("events.subscribe", {});
    }
    if (this.cursor === null || answer.cursor < this.cursor) this.cursor = answer.cursor;
  }

  /** @param {any} socket */
  #beat(socket) {
    const quietMs = Date.now() - this.heardAt;
    if (quietMs > HEARTBEAT_MS * 1.5) socket.close();
    else if (quietMs > HEARTBEAT_MS) this.#ask("server.version", {}).catch(() => {});
  }

  /** @param {any} socket */
  #lost(socket) {
    if (this.socket !== socket) return;
    this.socket = null;
    if (this.heartbeatTimer) clearInterval(this.heartbeatTimer);
    for (const request of [...this.waiting.values()]) {
      // Set-up requests (negative ids) belong to the lost connection; the others wait for the next one.
      if (request.id < 0) this.#settle(request, ProblemError.away());
      else request.sent = false;
    }
    this.#setLink("away");
    if (this.closed) return;
    this.reconnectTimer = setTimeout(() => {
      this.reconnectTimer = null;
      this.connect();
    }, this.backoff.nextMs());
  }

  /** @param {"connecting" | "ready" | "away"} link */
  #setLink(link) {
    if (this.link === link) return;
    this.link = link;
    this.emit("link", link);
  }

  // --- requests ---------------------------------------------------------------------------------------------------

  /**
   * Reads something. Refused with `connection.away` when no answer came before the deadline.
   * @template {keyof Reads} M
   * @param {M} method
   * @param {Reads[M][0]} params
   * @param {{ timeoutMs?: number }} [options]
   * @returns {Promise<Reads[M][1]>}
   */
  call(method, params, options = {}) {
    return this.#request(method, params, false, options.timeoutMs ?? this.timeoutMs);
  }

  /**
   * Orders something. The key is made here, once, unless the caller gives the key of an action it repeats. The order
   * waits through lost connections until the daemon answers it.
   * @template {keyof Orders} M
   * @param {M} method
   * @param {Orders[M][0]} params
   * @param {{ key?: string }} [options]
   * @returns {Promise<Orders[M][1]>}
   */
  order(method, params, options = {}) {
    return this.#request(method, { ...params, key: options.key ?? newKey() }, true, null);
  }

  /**
   * A request that belongs to this connection alone (set-up): sent at once, lost with the connection.
   * @template {keyof Reads} M
   * @param {M} method
   * @param {Reads[M][0]} params
   * @returns {Promise<Reads[M][1]>}
   */
  #ask(method, params) {
    return this.#request(method, params, false, this.timeoutMs, true);
  }

  /**
   * @param {string} method
   * @param {object} params
   * @param {boolean} order
   * @param {number | null} timeoutMs
   * @param {boolean} [setUp]
   * @returns {Promise<any>}
   */
  #request(method, params, order, timeoutMs, setUp = false) {
    return new Promise((resolve, reject) => {
      if (this.closed || this.waiting.size >= WAITING_MAX) return reject(ProblemError.away());
      const id = setUp ? -this.nextId++ : this.nextId++;
      /** @type {AnyRequest} */
      const request = { id, method, params, order, sent: false, timer: null, resolve, reject };
      if (timeoutMs !== null) {
        request.timer = setTimeout(() => this.#settle(request, ProblemError.away()), timeoutMs);
      }
      this.waiting.set(id, request);
      if (setUp || this.link === "ready") this.#send(request);
    });
  }

  /** @param {AnyRequest} request */
  #send(request) {
    if (!this.socket || this.socket.readyState !== 1) return;
    request.sent = true;
    this.socket.send(
      JSON.stringify({ jsonrpc: "2.0", id: request.id, method: request.method, params: request.params }),
    );
  }

  /**
   * @param {AnyRequest} request
   * @param {ProblemError | null} problem
   * @param {unknown} [result]
   */
  #settle(request, problem, result) {
    if (!this.waiting.delete(request.id)) return;
    if (request.timer) clearTimeout(request.timer);
    if (problem) request.reject(problem);
    else request.resolve(result);
  }

  /**
   * @param {any} socket
   * @param {string} text
   */
  #heard(socket, text) {
    if (this.socket !== socket) return;
    this.heardAt = Date.now();
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (message.method !== undefined) return this.#notified(message.method, message.params ?? {});
    const request = this.waiting.get(message.id);
    if (!request) return;
    if (message.error) this.#settle(request, ProblemError.fromWire(message.error));
    else this.#settle(request, null, message.result);
  }

  /**
   * @param {string} method
   * @param {any} params
   */
  #notified(method, params) {
    if (method === "event") {
      // The same event can arrive twice around a reconnect; the cursor tells.
      if (this.cursor !== null && params.cursor <= this.cursor) return;
      this.cursor = params.cursor;
    }
    // Taking the scanner back after a reconnect would take it from the one who took it.
    if (method === "scan.released") this.wants.scans = false;
    if (method === "event" || method === "device" || method === "scan" || method === "scan.released") {
      this.emit(method, params);
    }
  }

  // --- session and subscriptions ----------------------------------------------------------------------------------

  /**
   * Signs a person in and keeps the token for reconnects.
   * @param {string} staffId
   * @param {string} pin
   */
  async signIn(staffId, pin) {
    const answer = await this.call("session.sign_in", { staff_id: staffId, pin });
    this.token = answer.token;
    await this.#subscribeAgain();
    return answer;
  }

  /**
   * Takes up an earlier session, after a reload.
   * @param {string} token
   */
  async resume(token) {
    const answer = await this.call("session.resume", { token });
    this.token = token;
    await this.#subscribeAgain();
    return answer;
  }

  async signOut() {
    this.token = null;
    await this.call("session.sign_out", {});
  }

  /** Events from now on (or from the last cursor seen); kept up over reconnects. Listen with `on("event", …)`. */
  async subscribeEvents() {
    this.wants.events = true;
    if (this.#canSubscribe()) await this.#subscribeEvents();
  }

  /** Device changes; kept up over reconnects. Listen with `on("device", …)`. */
  async subscribeDevices() {
    this.wants.devices = true;
    if (this.#canSubscribe()) await this.#ask("device.subscribe", {});
  }

  /**
   * Scans; kept up over reconnects. Listen with `on("scan", …)`.
   * @param {{ exclusive?: boolean }} [options]  exclusive: only the connection that asked last hears scans
   */
  async subscribeScans({ exclusive = false } = {}) {
    this.wants.scans = exclusive ? "exclusive" : "shared";
    if (this.#canSubscribe()) await this.#ask("scan.subscribe", exclusive ? { exclusive: true } : {});
  }

  async unsubscribeScans() {
    this.wants.scans = false;
    if (this.#canSubscribe()) await this.#ask("scan.unsubscribe", {});
  }

  #canSubscribe() {
    return this.link === "ready" && (this.token !== null || this.clientToken !== null);
  }
}

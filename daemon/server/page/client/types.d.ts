/**
 * What the client and the page add to the wire's own types, and the shorter names they use for some of them.
 *
 * `wire.d.ts` is generated from the daemon's OpenRPC document and is the truth; nothing here restates a wire type.
 */
import type * as wire from "./wire.js";
import type { Methods, Notifications } from "./wire.js";

export type {
  Customer,
  Device,
  DeviceKind,
  DocumentElement,
  Job,
  JobState,
  Methods,
  Notifications,
  Part,
  Payment,
  PaymentState,
  ReportToday,
  Role,
  Scan,
  SessionInfo,
  Shop,
  Staff,
  Ticket,
  TicketStatus,
  TicketSummary,
  Vehicle,
} from "./wire.js";

/** Not `Event`, which is the browser's. */
export type CounterEvent = wire.Event;
/** The answer to every order about a ticket. */
export type Accepted = wire.TicketAccepted;
export type Line = wire.TicketLine;
export type Visit = wire.Service;
export type PrinterSwitches = wire.SimulatorPrinterState;
export type ProblemData = wire.ProblemDetails;

/** Every order, by name: it changes something, so it carries an idempotency key. */
export type OrderName = { [M in keyof Methods]: Methods[M]["params"] extends { key: wire.Key } ? M : never }[keyof Methods];
/** Every read, by name: parameters and result. */
export type Reads = { [M in Exclude<keyof Methods, OrderName>]: [Methods[M]["params"], Methods[M]["result"]] };
/** Every order, by name: parameters without the key, which the client adds, and result. */
export type Orders = { [M in OrderName]: [Omit<Methods[M]["params"], "key">, Methods[M]["result"]] };

/** What a listener of the client can hear: the wire's notifications and the client's own signals. */
export interface Happenings extends Notifications {
  /** "ready": signed on to the daemon, subscriptions in place; "away": no connection, trying again. */
  link: "connecting" | "ready" | "away";
  /** The token no longer opens a session: somebody has to sign in again. */
  "session.ended": ProblemLike;
}
export interface ProblemLike { code: string; message: string; hint: string | null; retryable: boolean }

export interface ClientOptions {
  /** For example `ws://127.0.0.1:7411/v1/ws`; in a page of the daemon it is worked out from the page's address. */
  url?: string;
  /** Deadline of a read, milliseconds. */
  timeoutMs?: number;
  /** Token of a paired client (software, not a person). */
  clientToken?: string;
  /** Another WebSocket class, for a runtime that has none. */
  WebSocket?: any;
}
export type AnyRequest = {
  id: number;
  method: string;
  params: object;
  order: boolean;
  sent: boolean;
  timer: ReturnType<typeof setTimeout> | null;
  resolve: (value: any) => void;
  reject: (problem: Error) => void;
};

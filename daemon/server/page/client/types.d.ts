/**
 * The values that go over the wire, in the wire's own names.
 *
 * Amounts are integers in minor units of the currency (1299 = 12.99 USD). Quantities, hours, unit prices and rates are
 * decimal strings ("0.5"). Times are RFC 3339 UTC strings. Ids are UUID strings.
 */

/** Integer minor units of the currency. */
export type Minor = number;
/** A decimal number written as text, never a float. */
export type Decimal = string;
/** A UUID. */
export type Id = string;
/** RFC 3339, UTC. */
export type Time = string;

export interface Shop {
  name: string;
  address: string[];
  phone: string | null;
  currency: string;
  decimals: number;
  time_zone: string;
}
export type Role = "owner" | "manager" | "advisor" | "technician" | "clerk";
export interface Staff { id: Id; name: string; role: Role }
export interface SessionInfo {
  program: string;
  version: string;
  shop: Shop;
  counter: string;
  staff: Staff | null;
  client: { name: string; scopes: string[] } | null;
  simulator: boolean;
  card_reader: string | null;
  labor_rate: Decimal;
}

export interface Line {
  id: Id;
  kind: "part" | "labor";
  part_id: Id | null;
  number: string | null;
  description: string;
  quantity: Decimal;
  unit_price: Decimal;
  amount: Minor;
  /** Null while the tax of the ticket is not known line by line. */
  tax: Minor | null;
}
export interface TaxComponent { name: string; rate: Decimal; base: Minor; amount: Minor }
export interface Tax {
  state: "current" | "failed";
  amount: Minor;
  rule: string | null;
  components: TaxComponent[];
  problem: string | null;
}
export interface Totals {
  parts: Minor;
  labor: Minor;
  subtotal: Minor;
  tax: Minor;
  total: Minor;
  paid: Minor;
  pending: Minor;
  due: Minor;
  change: Minor;
}
export type PaymentState = "captured" | "requested" | "waiting" | "authorized" | "declined" | "canceling" | "canceled" | "unknown";
export interface Payment {
  id: Id;
  tender: "cash" | "card";
  state: PaymentState;
  amount: Minor;
  tendered: Minor | null;
  change: Minor | null;
  card: { brand: string; last4: string } | null;
  problem: string | null;
  at: Time;
}
export type TicketStatus = "open" | "paid" | "voided";
export interface Ticket {
  id: Id;
  number: string;
  receipt_number: string | null;
  status: TicketStatus;
  currency: string;
  customer: { id: Id; name: string; phone: string | null; notes?: string | null } | null;
  vehicle: { id: Id; label: string; vin: string | null; plate: string | null } | null;
  odometer: number | null;
  opened_at: Time;
  closed_at: Time | null;
  lines: Line[];
  tax: Tax;
  totals: Totals;
  revision: number;
  payments: Payment[];
}
export interface TicketSummary {
  id: Id;
  number: string;
  receipt_number: string | null;
  status: TicketStatus;
  customer_name: string | null;
  vehicle_label: string | null;
  total: Minor;
  due: Minor;
  opened_at: Time;
  closed_at: Time | null;
}
/** The answer to every order about a ticket. */
export interface Accepted {
  cursor: number;
  replayed: boolean;
  ticket: Ticket;
  line_id?: Id;
  payment_id?: Id;
  job_ids: Id[];
}

export interface Part {
  id: Id;
  number: string;
  brand: string | null;
  description: string;
  category: string | null;
  upc: string | null;
  price: Decimal;
  cost: Decimal | null;
  on_hand: Decimal;
  bin: string | null;
  fits: boolean | null;
}
export interface Movement { at: Time; quantity: Decimal; reason: string; ticket_number: string | null }
export interface Customer {
  id: Id;
  name: string;
  phone: string | null;
  email: string | null;
  notes: string | null;
  visits: number;
  spent: Minor;
  last_visit_at: Time | null;
}
export interface Vehicle {
  id: Id;
  customer_id: Id;
  vin: string | null;
  year: number | null;
  make: string;
  model: string;
  trim: string | null;
  plate: string | null;
  odometer: number | null;
  label: string;
}
export interface Visit {
  at: Time;
  ticket_id: Id;
  ticket_number: string;
  receipt_number: string | null;
  odometer: number | null;
  lines: { kind: "part" | "labor"; description: string; quantity: Decimal }[];
  total: Minor;
}
export interface TodayReport {
  date: string;
  tickets: number;
  sales: Minor;
  tax: Minor;
  cash: Minor;
  card: Minor;
  till: { expected_cash: Minor };
  recent: TicketSummary[];
}

export type DeviceKind = "scanner" | "printer" | "drawer" | "card_reader";
export interface Device {
  name: string;
  kind: DeviceKind;
  driver: string;
  address: string | null;
  state: "ready" | "absent" | "denied" | "faulty";
  detail: string | null;
  simulated: boolean;
  printer?: { paper: "ok" | "near_end" | "out"; cover_open: boolean } | null;
  since: Time;
}
export interface Scan { id: Id; device: string; text: string; symbology: string | null; at: Time }
export type JobState = "requested" | "started" | "done" | "unconfirmed" | "failed" | "unknown";
export interface Job {
  id: Id;
  kind: "receipt" | "drawer" | "document";
  device: string;
  state: JobState;
  copy: boolean;
  ticket_id: Id | null;
  ticket_number: string | null;
  problem: string | null;
  requested_at: Time;
  settled_at: Time | null;
}
/** One element of a document; `"rule"` is a ruled line. */
export type DocumentElement =
  | { text: { text: string; align?: "left" | "center" | "right"; bold?: boolean; large?: boolean } }
  | { pair: { left: string; right: string } }
  | { feed: number }
  | { barcode: string }
  | { qr: string }
  | "rule"
  | "cut";

export interface CounterEvent {
  cursor: number;
  kind: string;
  at: Time;
  actor: string | null;
  ticket_id?: Id | null;
  job_id?: Id | null;
  part_id?: Id | null;
  customer_id?: Id | null;
  vehicle_id?: Id | null;
  staff_id?: Id | null;
}
/** A sheet the simulated printer printed; `png` is base64. */
export interface Paper { id: number | string; png: string; text: string[]; copy: boolean; at?: Time }
export interface PrinterSwitches { paper_out: boolean; cover_open: boolean; offline: boolean }

/** What a JSON-RPC error carries for the person at the counter. */
export interface ProblemData { code: string; hint?: string | null; retryable?: boolean; ref?: string | null }

/** Every read: method name -> parameters and result. */
export interface Reads {
  "server.version": [{}, { name: string; version: string; api: string }];
  "session.info": [{}, SessionInfo];
  "session.staff": [{}, { staff: Staff[] }];
  "session.sign_in": [{ staff_id: Id; pin: string }, { staff: Staff; token: string; expires_at: Time }];
  "session.resume": [{ token: string }, { staff: Staff }];
  "session.sign_out": [{}, {}];
  "session.authenticate": [{ token: string }, { client: { name: string; scopes: string[] } }];
  "ticket.get": [{ ticket_id: Id }, { ticket: Ticket; cursor: number }];
  "ticket.list": [{ status?: TicketStatus; query?: string; limit?: number }, { tickets: TicketSummary[] }];
  "part.search": [{ query: string; limit?: number; vehicle_id?: Id }, { parts: Part[] }];
  "part.get": [{ part_id?: Id; code?: string }, { part: Part; movements: Movement[] }];
  "customer.search": [{ query: string; limit?: number }, { customers: Customer[] }];
  "customer.get": [{ customer_id: Id }, { customer: Customer; vehicles: Vehicle[]; tickets: TicketSummary[] }];
  "vehicle.get": [{ vehicle_id?: Id; vin?: string }, { vehicle: Vehicle; customer: Customer | null; history: Visit[] }];
  "report.today": [{}, TodayReport];
  "device.list": [{}, { devices: Device[] }];
  "device.subscribe": [{}, {}];
  "scan.subscribe": [{ exclusive?: true }, {}];
  "scan.unsubscribe": [{}, {}];
  "job.list": [{ limit?: number; unsettled?: boolean }, { jobs: Job[] }];
  "events.subscribe": [{ after?: number }, { cursor: number }];
  "events.unsubscribe": [{}, {}];
  "simulator.scan": [{ text: string }, {}];
  "simulator.paper": [{ limit?: number }, { papers: Paper[]; drawer_kicks: number }];
  "simulator.printer": [Partial<PrinterSwitches>, PrinterSwitches];
}

/** Every order: it changes something, so it carries an idempotency key (added by the client). */
export interface Orders {
  "ticket.open": [{ customer_id?: Id; vehicle_id?: Id; odometer?: number }, Accepted];
  "ticket.attach": [{ ticket_id: Id; customer_id?: Id; vehicle_id?: Id; odometer?: number }, Accepted];
  "ticket.add_part": [
    { ticket_id: Id; part_id?: Id; code?: string; quantity?: Decimal; unit_price?: Decimal },
    Accepted,
  ];
  "ticket.add_labor": [{ ticket_id: Id; description: string; hours: Decimal; rate?: Decimal }, Accepted];
  "ticket.change_quantity": [{ ticket_id: Id; line_id: Id; quantity: Decimal }, Accepted];
  "ticket.remove_line": [{ ticket_id: Id; line_id: Id }, Accepted];
  "ticket.void": [{ ticket_id: Id; reason: string }, Accepted];
  "ticket.close": [{ ticket_id: Id }, Accepted];
  "payment.take_cash": [{ ticket_id: Id; tendered: Minor; amount?: Minor }, Accepted];
  "payment.take_card": [{ ticket_id: Id; amount?: Minor }, Accepted];
  "payment.cancel_card": [{ ticket_id: Id; payment_id: Id }, Accepted];
  "receipt.reprint": [{ ticket_id: Id }, Accepted];
  "drawer.open": [{ reason: string }, { cursor: number; replayed: boolean; job_ids: Id[] }];
  "part.import": [{ parts: object[] }, { cursor: number; imported: number }];
  "stock.adjust": [{ part_id: Id; quantity: Decimal; reason: string }, { cursor: number; on_hand: Decimal }];
  "customer.save": [
    { customer: { id?: Id; name: string; phone?: string; email?: string; notes?: string } },
    { cursor: number; customer: Customer },
  ];
  "vehicle.save": [
    {
      vehicle: {
        id?: Id; customer_id: Id; vin?: string; year?: number; make: string; model: string; trim?: string;
        plate?: string; odometer?: number;
      };
    },
    { cursor: number; vehicle: Vehicle; warnings: string[] },
  ];
  "staff.save": [{ staff: { id?: Id; name: string; role: Role; pin?: string } }, { cursor: number; staff: Staff }];
  "print.submit": [
    { device?: string; document: { elements: DocumentElement[] } },
    { cursor: number; replayed: boolean; job_ids: Id[] },
  ];
  "print.retry": [{ job_id: Id }, { cursor: number; replayed: boolean; job_ids: Id[] }];
}

/** Notifications and the client's own signals, by name. */
export interface Happenings {
  /** "ready": signed on to the daemon, subscriptions in place; "away": no connection, trying again. */
  link: "connecting" | "ready" | "away";
  event: CounterEvent;
  device: { device: Device };
  scan: Scan;
  "scan.released": {};
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

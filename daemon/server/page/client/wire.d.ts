/**
 * The wire, in the wire's own names. Generated from the OpenRPC document: do not edit, run `cargo xtask types`.
 *
 * Amounts are integers in minor units of the currency (1299 = 12.99 USD). Quantities, hours, unit prices and rates are
 * decimal texts ("0.5"). Times are RFC 3339 UTC texts.
 */

/** Price of one in major units as text, at most four decimals. */
export type UnitPrice = string;

/** Id (UUID). */
export type StaffId = string;

/** A role; each may do what the ones before it may. */
export type Role = "technician" | "clerk" | "advisor" | "manager" | "owner";

/** Idempotency key, made by the client once for each order. The same key with the same parameters answers the first result. */
export type Key = string;

/** UTC, RFC 3339. */
export type Moment = string;

/** Id (UUID). */
export type CustomerId = string;

/** Id (UUID). */
export type VehicleId = string;

/** Id (UUID). */
export type JobId = string;

/** Id (UUID). */
export type LineId = string;

/** Id (UUID). */
export type PaymentId = string;

/** Id (UUID). */
export type TicketId = string;

/** What a line sells. */
export type LineKind = "part" | "labor";

/** Id (UUID). */
export type PartId = string;

/** Decimal number as text, at most three decimals. */
export type Quantity = string;

/** How far a payment has come. */
export type PaymentState = "requested" | "waiting" | "authorized" | "captured" | "declined" | "canceling" | "canceled" | "unknown";

/** What a customer pays with. */
export type TenderKind = "cash" | "card";

/** Where a ticket stands. */
export type TicketStatus = "open" | "paid" | "voided";

/** Whether the tax is known. */
export type TaxState = "current" | "failed";

/** One element of a document. */
export type DocumentElement = { text: DocumentText } | { pair: DocumentPair } | "rule" | { feed: number } | { barcode: string } | { qr: string } | "cut";

/** Where text stands. */
export type Align = "left" | "center" | "right";

/** What a job asks for. */
export type JobKind = "receipt" | "drawer" | "document";

/** Where a job stands. */
export type JobState = "requested" | "started" | "done" | "unconfirmed" | "failed" | "unknown";

/** What a device is. */
export type DeviceKind = "scanner" | "printer" | "drawer" | "card_reader";

/** What a printer says of its paper. */
export type PaperState = "ok" | "near_end" | "out";

/** How a device is. */
export type DeviceState = "ready" | "absent" | "denied" | "faulty";

/** Every method: its parameters and its result. */
export interface Methods {
  /** Says which daemon this is. Anyone who may connect. */
  "server.version": { params: Nothing; result: DaemonVersion };
  /** Returns this document. Anyone who may connect. */
  "rpc.discover": { params: Nothing; result: unknown };
  /** Returns what a page needs to start. Anyone who may connect. */
  "session.info": { params: Nothing; result: SessionInfo };
  /** Lists who can sign in. Anyone who may connect. */
  "session.staff": { params: Nothing; result: StaffList };
  /** Adds the first person, an owner, to a shop where nobody can sign in yet. Anyone who may connect. */
  "session.set_up": { params: SessionSetUp; result: StaffSaved };
  /** Signs a person in by PIN. Anyone who may connect. */
  "session.sign_in": { params: SessionSignIn; result: SessionSignedIn };
  /** Goes on with a person's session after a reconnect. Anyone who may connect. */
  "session.resume": { params: SessionToken; result: SessionResumed };
  /** Ends the person's session. Anyone who may connect. */
  "session.sign_out": { params: Nothing; result: Nothing };
  /** Makes a program known by its token. Anyone who may connect. */
  "session.authenticate": { params: SessionToken; result: SessionAuthenticated };
  /** Adds or changes a member of staff. A person signed in as Manager or higher, or a token with the scope `staff`. */
  "staff.save": { params: StaffSave; result: StaffSaved };
  /** Opens a ticket. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.open": { params: TicketOpen; result: TicketAccepted };
  /** Puts a customer, vehicle or odometer reading on a ticket. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.attach": { params: TicketAttach; result: TicketAccepted };
  /** Sells a part by id, number or barcode. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_part": { params: TicketAddPart; result: TicketAccepted };
  /** Sells labor. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_labor": { params: TicketAddLabor; result: TicketAccepted };
  /** Changes how many of a line. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.change_quantity": { params: TicketChangeQuantity; result: TicketAccepted };
  /** Takes a line off. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.remove_line": { params: TicketRemoveLine; result: TicketAccepted };
  /** Gives a ticket up before anything was paid. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.void": { params: TicketVoid; result: TicketAccepted };
  /** Closes a ticket on which nothing is due. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.close": { params: TicketOrder; result: TicketAccepted };
  /** Returns a ticket. A person signed in as Technician or higher, or a token with the scope `read`. */
  "ticket.get": { params: TicketGet; result: TicketResult };
  /** Lists tickets, newest first. A person signed in as Technician or higher, or a token with the scope `read`. */
  "ticket.list": { params: TicketListQuery; result: TicketList };
  /** Takes cash and works out the change. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.take_cash": { params: PaymentTakeCash; result: TicketAccepted };
  /** Sends an amount to the card reader. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.take_card": { params: PaymentTakeCard; result: TicketAccepted };
  /** Sends a declined card payment to the reader again. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.retry_card": { params: PaymentOrder; result: TicketAccepted };
  /** Calls a card payment off. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.cancel_card": { params: PaymentOrder; result: TicketAccepted };
  /** Prints a receipt again, marked COPY. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "receipt.reprint": { params: TicketOrder; result: TicketAccepted };
  /** Opens the cash drawer without a sale. A person signed in as Clerk or higher, or a token with the scope `drawer`. */
  "drawer.open": { params: DrawerOpen; result: JobsAccepted };
  /** Prints a document, once for each key. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "print.submit": { params: PrintSubmit; result: JobsAccepted };
  /** Tries a failed job again. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "job.retry": { params: JobRetry; result: JobsAccepted };
  /** Lists jobs of devices. A person signed in as Technician or higher, or a token with the scope `read`. */
  "job.list": { params: JobListQuery; result: JobList };
  /** Searches parts by number, fragment, barcode or words. A person signed in as Technician or higher, or a token with the scope `read`. */
  "part.search": { params: PartSearch; result: PartsFound };
  /** Returns a part with its movements. A person signed in as Technician or higher, or a token with the scope `read`. */
  "part.get": { params: PartGet; result: PartResult };
  /** Adds or changes parts. A person signed in as Manager or higher, or a token with the scope `stock`. */
  "part.import": { params: PartImport; result: PartsImported };
  /** Corrects the stock of a part. A person signed in as Manager or higher, or a token with the scope `stock`. */
  "stock.adjust": { params: StockAdjust; result: StockAdjusted };
  /** Searches customers. A person signed in as Technician or higher, or a token with the scope `read`. */
  "customer.search": { params: CustomerSearch; result: CustomersFound };
  /** Returns a customer with vehicles and tickets. A person signed in as Technician or higher, or a token with the scope `read`. */
  "customer.get": { params: CustomerGet; result: CustomerResult };
  /** Adds or changes a customer. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "customer.save": { params: CustomerSave; result: CustomerSaved };
  /** Returns a vehicle with its history, by id or VIN. A person signed in as Technician or higher, or a token with the scope `read`. */
  "vehicle.get": { params: VehicleGet; result: VehicleResult };
  /** Adds or changes a vehicle. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "vehicle.save": { params: VehicleSave; result: VehicleSaved };
  /** Sums up the shop's day so far. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "report.today": { params: Nothing; result: ReportToday };
  /** Lists devices with their state. A person signed in as Technician or higher, or a token with the scope `read`. */
  "device.list": { params: Nothing; result: DeviceList };
  /** Asks for `device` notifications. A person signed in as Technician or higher, or a token with the scope `read`. */
  "device.subscribe": { params: Nothing; result: Nothing };
  /** Asks for `scan` notifications. A person signed in as Technician or higher, or a token with the scope `scan`. */
  "scan.subscribe": { params: ScanSubscribe; result: Nothing };
  /** Ends `scan` notifications. A person signed in as Technician or higher, or a token with the scope `scan`. */
  "scan.unsubscribe": { params: Nothing; result: Nothing };
  /** Asks for `event` notifications, from a cursor on. A person signed in as Technician or higher, or a token with the scope `read`. */
  "events.subscribe": { params: EventsSubscribe; result: EventsSubscribed };
  /** Ends `event` notifications. A person signed in as Technician or higher, or a token with the scope `read`. */
  "events.unsubscribe": { params: Nothing; result: Nothing };
  /** Lets the simulated scanner read something. A person signed in as Technician or higher, or a token with the scope `simulate`. */
  "simulator.scan": { params: SimulatorScan; result: Nothing };
  /** Shows what the simulated printer printed. A person signed in as Technician or higher, or a token with the scope `simulate`. */
  "simulator.paper": { params: SimulatorPaperQuery; result: SimulatorPaper };
  /** Plays tricks on the simulated printer. A person signed in as Technician or higher, or a token with the scope `simulate`. */
  "simulator.printer": { params: SimulatorPrinter; result: SimulatorPrinterState };
}

/** No parameters. */
export interface Nothing {
}

/** The daemon's version. */
export interface DaemonVersion {
  /** The API's version. */
  api: string;
  /** Always `counterd`. */
  name: string;
  /** Its release. */
  version: string;
}

/** What a page needs to start. */
export interface SessionInfo {
  /** The card reader, if one is set up. */
  card_reader: string | null;
  /** Which program this connection is. */
  client: Client | null;
  /** This counter's prefix. */
  counter: string;
  /** What an hour of labor costs when nothing else is said. */
  labor_rate: UnitPrice;
  /** Always `counterd`. */
  program: string;
  /** The shop. */
  shop: Shop;
  /** Whether simulated devices can be played with. */
  simulator: boolean;
  /** Who is signed in on this connection. */
  staff: Staff | null;
  /** Its release. */
  version: string;
}

/** A program that holds a token. */
export interface Client {
  /** The token's name. */
  name: string;
  /** What it may do. */
  scopes: string[];
}

/** The shop as pages need to know it. */
export interface Shop {
  /** Address, line by line. */
  address: string[];
  /** ISO 4217 code. */
  currency: string;
  /** Decimals of the currency's minor unit. */
  decimals: number;
  /** Name. */
  name: string;
  /** Phone. */
  phone: string | null;
  /** IANA time zone. */
  time_zone: string;
}

/** A person who works here. */
export interface Staff {
  /** Id. */
  id: StaffId;
  /** Name. */
  name: string;
  /** Role. */
  role: Role;
}

/** Who can sign in. */
export interface StaffList {
  /** Everyone with a PIN. */
  staff: Staff[];
}

/** Adds the first person, an owner, to a shop where nobody can sign in yet. */
export interface SessionSetUp {
  /** Idempotency key. */
  key: Key;
  /** Name. */
  name: string;
  /** PIN of 4 to 8 digits. */
  pin: string;
}

/** A member of staff was saved. */
export interface StaffSaved {
  /** Journal cursor. */
  cursor: number;
  /** As saved. */
  staff: Staff;
}

/** Signs a person in. */
export interface SessionSignIn {
  /** Their PIN. */
  pin: string;
  /** Who. */
  staff_id: StaffId;
}

/** A person is signed in. */
export interface SessionSignedIn {
  /** When it expires. */
  expires_at: Moment;
  /** Who. */
  staff: Staff;
  /** Lets a page sign in again after a reconnect, until it expires or the daemon restarts. */
  token: string;
}

/** A token, of a person's session or of a program. */
export interface SessionToken {
  /** The token. */
  token: string;
}

/** A person's session goes on. */
export interface SessionResumed {
  /** Who. */
  staff: Staff;
}

/** A program is known. */
export interface SessionAuthenticated {
  /** Which. */
  client: Client;
}

/** Adds or changes a member of staff. */
export interface StaffSave {
  /** Idempotency key. */
  key: Key;
  /** Who. */
  staff: StaffInput;
}

/** A member of staff as given. */
export interface StaffInput {
  /** Absent: someone new. */
  id?: StaffId | null;
  /** Name. */
  name: string;
  /** New PIN of 4 to 8 digits; absent: it stays. */
  pin?: string | null;
  /** Role. */
  role: Role;
}

/** Opens a ticket. */
export interface TicketOpen {
  /** For whom; a vehicle brings its owner along. */
  customer_id?: CustomerId | null;
  /** Idempotency key. */
  key: Key;
  /** Its odometer now. */
  odometer?: number | null;
  /** For which vehicle. */
  vehicle_id?: VehicleId | null;
}

/** An order to a ticket was carried out and is durable. */
export interface TicketAccepted {
  /** Journal cursor after it. */
  cursor: number;
  /** The device jobs that were asked for. */
  job_ids: JobId[];
  /** The line that was added. */
  line_id?: LineId | null;
  /** The payment that was started. */
  payment_id?: PaymentId | null;
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** The ticket right after it. */
  ticket: Ticket;
}

/** A ticket. */
export interface Ticket {
  /** When it was paid or voided. */
  closed_at: Moment | null;
  /** ISO 4217 code of every amount. */
  currency: string;
  /** For whom. */
  customer: TicketCustomer | null;
  /** Id. */
  id: TicketId;
  /** Lines, in the order they were added. */
  lines: TicketLine[];
  /** Number. */
  number: string;
  /** Its odometer. */
  odometer: number | null;
  /** When it was opened. */
  opened_at: Moment;
  /** Payments, in the order they were asked for. */
  payments: Payment[];
  /** Receipt number, once paid. */
  receipt_number: string | null;
  /** Grows with every change. */
  revision: number;
  /** Where it stands. */
  status: TicketStatus;
  /** Tax. */
  tax: TicketTax;
  /** Sums. */
  totals: TicketTotals;
  /** For which vehicle. */
  vehicle: TicketVehicle | null;
}

/** The customer of a ticket. */
export interface TicketCustomer {
  /** Id. */
  id: CustomerId;
  /** Name. */
  name: string;
  /** Notes for everyone at the counter. */
  notes: string | null;
  /** Phone. */
  phone: string | null;
}

/** A line of a ticket. */
export interface TicketLine {
  /** What the line comes to before tax, in minor units. */
  amount: number;
  /** What it says on paper. */
  description: string;
  /** Id. */
  id: LineId;
  /** What it sells. */
  kind: LineKind;
  /** Its number. */
  number: string | null;
  /** Which part. */
  part_id: PartId | null;
  /** Pieces or hours. */
  quantity: Quantity;
  /** Its tax in minor units, when known. */
  tax: number | null;
  /** Price of one before tax, in major units. */
  unit_price: UnitPrice;
}

/** One payment. */
export interface Payment {
  /** How much of the ticket it covers, in minor units. */
  amount: number;
  /** When it was asked for. */
  at: Moment;
  /** The card. */
  card: PaymentCard | null;
  /** Cash handed back. */
  change: number | null;
  /** Id. */
  id: PaymentId;
  /** Why it was declined or is unknown. */
  problem: string | null;
  /** How far. */
  state: PaymentState;
  /** What with. */
  tender: TenderKind;
  /** Cash handed over. */
  tendered: number | null;
}

/** What may be shown of a card. */
export interface PaymentCard {
  /** Brand. */
  brand: string;
  /** Last four digits. */
  last4: string;
}

/** A ticket's tax. */
export interface TicketTax {
  /** What it comes to, in minor units. */
  amount: number;
  /** By component. */
  components: TaxComponent[];
  /** Why it is not known. */
  problem: string | null;
  /** Which rule answered. */
  rule: string | null;
  /** Whether it is known. */
  state: TaxState;
}

/** One tax. */
export interface TaxComponent {
  /** What it comes to, in minor units. */
  amount: number;
  /** What it was computed on, in minor units. */
  base: number;
  /** Name. */
  name: string;
  /** Rate as decimal text: `0.0825`. */
  rate: string;
}

/** A ticket's sums, in minor units. */
export interface TicketTotals {
  /** Cash handed back. */
  change: number;
  /** What can still be asked for. */
  due: number;
  /** Labor before tax. */
  labor: number;
  /** What has been paid. */
  paid: number;
  /** Parts before tax. */
  parts: number;
  /** What a card is being charged right now. */
  pending: number;
  /** Both. */
  subtotal: number;
  /** Tax. */
  tax: number;
  /** What the customer owes for everything. */
  total: number;
}

/** The vehicle of a ticket. */
export interface TicketVehicle {
  /** Id. */
  id: VehicleId;
  /** How people name it. */
  label: string;
  /** Plate. */
  plate: string | null;
  /** VIN. */
  vin: string | null;
}

/** Puts a customer, vehicle or odometer reading on a ticket. */
export interface TicketAttach {
  /** The customer. */
  customer_id?: CustomerId | null;
  /** Idempotency key. */
  key: Key;
  /** The odometer. */
  odometer?: number | null;
  /** Which ticket. */
  ticket_id: TicketId;
  /** The vehicle. */
  vehicle_id?: VehicleId | null;
}

/** Sells a part: exactly one of `part_id` and `code`. */
export interface TicketAddPart {
  /** Which part, by number in any spelling or by barcode. */
  code?: string | null;
  /** Idempotency key. */
  key: Key;
  /** Which part, by id. */
  part_id?: PartId | null;
  /** How many; one when absent. */
  quantity?: Quantity | null;
  /** Which ticket. */
  ticket_id: TicketId;
  /** A price other than the catalog's. */
  unit_price?: UnitPrice | null;
}

/** Sells labor. */
export interface TicketAddLabor {
  /** What is done. */
  description: string;
  /** How long. */
  hours: Quantity;
  /** Idempotency key. */
  key: Key;
  /** A rate other than the shop's. */
  rate?: UnitPrice | null;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Changes how many of a line. */
export interface TicketChangeQuantity {
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** How many. */
  quantity: Quantity;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Takes a line off. */
export interface TicketRemoveLine {
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Gives a ticket up. */
export interface TicketVoid {
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** An order to a ticket that needs nothing else. */
export interface TicketOrder {
  /** Idempotency key. */
  key: Key;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Asks for one ticket. */
export interface TicketGet {
  /** Which. */
  ticket_id: TicketId;
}

/** One ticket. */
export interface TicketResult {
  /** Journal cursor it was read at, or before. */
  cursor: number;
  /** The ticket. */
  ticket: Ticket;
}

/** Asks for tickets, newest first. */
export interface TicketListQuery {
  /** At most so many; 50 when absent. */
  limit?: number | null;
  /** Only those whose number contains this. */
  query?: string | null;
  /** Only those that stand so. */
  status?: TicketStatus | null;
}

/** A list of tickets. */
export interface TicketList {
  /** Newest first. */
  tickets: TicketSummary[];
}

/** A line of a ticket list. */
export interface TicketSummary {
  /** When it was paid or voided. */
  closed_at: Moment | null;
  /** For whom. */
  customer_name: string | null;
  /** What is due, in minor units. */
  due: number;
  /** Id. */
  id: TicketId;
  /** Number. */
  number: string;
  /** When it was opened. */
  opened_at: Moment;
  /** Receipt number, once paid. */
  receipt_number: string | null;
  /** Where it stands. */
  status: TicketStatus;
  /** What it comes to, in minor units. */
  total: number;
  /** For what. */
  vehicle_label: string | null;
}

/** Takes cash. */
export interface PaymentTakeCash {
  /** How much of the ticket it covers, in minor units; as much as it can when absent. */
  amount?: number | null;
  /** Idempotency key. */
  key: Key;
  /** What was handed over, in minor units. */
  tendered: number;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Asks the card reader for money. */
export interface PaymentTakeCard {
  /** How much, in minor units; all that is due when absent. */
  amount?: number | null;
  /** Idempotency key. */
  key: Key;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** An order to one payment. */
export interface PaymentOrder {
  /** Idempotency key. */
  key: Key;
  /** Which payment. */
  payment_id: PaymentId;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Opens the drawer without a sale. */
export interface DrawerOpen {
  /** Idempotency key. */
  key: Key;
  /** Why; it is kept. */
  reason: string;
}

/** Jobs were asked for and are durable. */
export interface JobsAccepted {
  /** Journal cursor. */
  cursor: number;
  /** The jobs. */
  job_ids: JobId[];
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Prints a document, once for each key. */
export interface PrintSubmit {
  /** Which printer; the receipt printer when absent. */
  device?: string | null;
  /** What to print. */
  document: Document;
  /** Idempotency key. */
  key: Key;
}

/** A document, top to bottom. */
export interface Document {
  /** 1 to 500 elements. */
  elements: DocumentElement[];
}

/** A line of text. */
export interface DocumentText {
  /** Where it stands; left when absent. */
  align?: Align & string;
  /** Bold. */
  bold?: boolean;
  /** Twice as wide and high. */
  large?: boolean;
  /** The text. */
  text: string;
}

/** Something left and something right. */
export interface DocumentPair {
  /** Left. */
  left: string;
  /** Right. */
  right: string;
}

/** Tries a failed job again. */
export interface JobRetry {
  /** Which. */
  job_id: JobId;
  /** Idempotency key. */
  key: Key;
}

/** Asks for jobs. */
export interface JobListQuery {
  /** At most so many; 50 when absent. */
  limit?: number | null;
  /** Only those without an outcome, oldest first. */
  unsettled?: boolean | null;
}

/** Jobs. */
export interface JobList {
  /** Newest first. */
  jobs: Job[];
}

/** One order to a device. */
export interface Job {
  /** Whether the paper says COPY. */
  copy: boolean;
  /** Of which device. */
  device: string;
  /** Id. */
  id: JobId;
  /** What it asks for. */
  kind: JobKind;
  /** Why it failed or is unknown, or why the drawer was opened. */
  problem: string | null;
  /** When it was asked for. */
  requested_at: Moment;
  /** When it got its outcome. */
  settled_at: Moment | null;
  /** Where it stands. */
  state: JobState;
  /** Its ticket. */
  ticket_id: TicketId | null;
  /** The ticket's number. */
  ticket_number: string | null;
}

/** Searches parts by number, fragment, barcode or words. */
export interface PartSearch {
  /** At most so many; 20 when absent. */
  limit?: number | null;
  /** What was typed. */
  query: string;
  /** Only what fits this vehicle, or has no fitment. */
  vehicle_id?: VehicleId | null;
}

/** Parts that were found, best first. */
export interface PartsFound {
  /** The parts. */
  parts: Part[];
}

/** A part with its stock. */
export interface Part {
  /** Where it lies. */
  bin: string | null;
  /** The maker. */
  brand: string;
  /** What kind of part. */
  category: string;
  /** What one cost; only for those who may see it. */
  cost: UnitPrice | null;
  /** A few words. */
  description: string;
  /** Whether it fits the vehicle asked about. */
  fits: boolean | null;
  /** Id. */
  id: PartId;
  /** The maker's number. */
  number: string;
  /** The sum of its movements. */
  on_hand: Quantity;
  /** Price of one, in major units. */
  price: UnitPrice;
  /** Barcode digits. */
  upc: string | null;
}

/** Asks for one part: exactly one of `part_id` and `code`. */
export interface PartGet {
  /** By number in any spelling, or barcode. */
  code?: string | null;
  /** By id. */
  part_id?: PartId | null;
}

/** A part with its story. */
export interface PartResult {
  /** What it fits. */
  fitment: Fitment[];
  /** Movements, newest first; they add up to what is on hand. */
  movements: StockMovement[];
  /** The part. */
  part: Part;
}

/** One make and model over a span of years. */
export interface Fitment {
  /** Make. */
  make: string;
  /** Model. */
  model: string;
  /** First model year. */
  year_from: number;
  /** Last model year, inclusive. */
  year_to: number;
}

/** One movement of stock. */
export interface StockMovement {
  /** When. */
  at: Moment;
  /** How many; below zero for parts that left. */
  quantity: Quantity;
  /** Why: `sold` or what a person said. */
  reason: string;
  /** The ticket it was sold on. */
  ticket_number: string | null;
}

/** Adds or changes parts. */
export interface PartImport {
  /** Idempotency key. */
  key: Key;
  /** 1 to 500 parts; one known by brand and number is changed. */
  parts: PartImportRow[];
}

/** One part of an import. */
export interface PartImportRow {
  /** Where it lies. */
  bin?: string | null;
  /** The maker. */
  brand: string;
  /** What kind of part. */
  category: string;
  /** What one cost. */
  cost: UnitPrice;
  /** A few words. */
  description: string;
  /** What it fits. */
  fitment?: Fitment[];
  /** The maker's number. */
  number: string;
  /** How many were counted on the shelf; absent: not counted. */
  on_hand?: Quantity | null;
  /** Price of one, in major units. */
  price: UnitPrice;
  /** Barcode digits. */
  upc?: string | null;
}

/** Parts were saved. */
export interface PartsImported {
  /** Journal cursor. */
  cursor: number;
  /** How many. */
  imported: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Corrects stock. */
export interface StockAdjust {
  /** Idempotency key. */
  key: Key;
  /** Which part. */
  part_id: PartId;
  /** How many more, or fewer when below zero. */
  quantity: Quantity;
  /** Why. */
  reason: string;
}

/** Stock was corrected. */
export interface StockAdjusted {
  /** Journal cursor. */
  cursor: number;
  /** How many there are now. */
  on_hand: Quantity;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Searches customers by name, phone, e-mail, plate or the end of a VIN. */
export interface CustomerSearch {
  /** At most so many; 20 when absent. */
  limit?: number | null;
  /** What was typed. */
  query: string;
}

/** Customers that were found. */
export interface CustomersFound {
  /** The customers. */
  customers: Customer[];
}

/** A customer. */
export interface Customer {
  /** E-mail address. */
  email: string | null;
  /** Id. */
  id: CustomerId;
  /** When the last was paid. */
  last_visit_at: Moment | null;
  /** Name. */
  name: string;
  /** Notes for everyone at the counter. */
  notes: string | null;
  /** Phone. */
  phone: string | null;
  /** What they came to, in minor units. */
  spent: number;
  /** Tickets paid. */
  visits: number;
}

/** Asks for one customer. */
export interface CustomerGet {
  /** Which. */
  customer_id: CustomerId;
}

/** A customer with vehicles and tickets. */
export interface CustomerResult {
  /** The customer. */
  customer: Customer;
  /** Their tickets, newest first. */
  tickets: TicketSummary[];
  /** Their vehicles. */
  vehicles: Vehicle[];
}

/** A vehicle. */
export interface Vehicle {
  /** Owner. */
  customer_id: CustomerId;
  /** Id. */
  id: VehicleId;
  /** How people name it. */
  label: string;
  /** Make. */
  make: string;
  /** Model. */
  model: string;
  /** Last odometer reading. */
  odometer: number | null;
  /** Plate. */
  plate: string | null;
  /** Trim. */
  trim: string | null;
  /** VIN. */
  vin: string | null;
  /** Model year. */
  year: number | null;
}

/** Adds or changes a customer. */
export interface CustomerSave {
  /** The customer. */
  customer: CustomerInput;
  /** Idempotency key. */
  key: Key;
}

/** A customer as given. */
export interface CustomerInput {
  /** E-mail address. */
  email?: string | null;
  /** Absent: someone new. */
  id?: CustomerId | null;
  /** Name. */
  name: string;
  /** Notes. */
  notes?: string | null;
  /** Phone. */
  phone?: string | null;
}

/** A customer was saved. */
export interface CustomerSaved {
  /** Journal cursor. */
  cursor: number;
  /** As saved. */
  customer: Customer;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Asks for one vehicle: exactly one of `vehicle_id` and `vin`. */
export interface VehicleGet {
  /** By id. */
  vehicle_id?: VehicleId | null;
  /** By VIN as typed or scanned. */
  vin?: string | null;
}

/** A vehicle with its owner and history. */
export interface VehicleResult {
  /** Its owner. */
  customer: Customer | null;
  /** Its history, newest first, over all owners. */
  history: Service[];
  /** The vehicle. */
  vehicle: Vehicle;
}

/** What was done on one ticket. */
export interface Service {
  /** When. */
  at: Moment;
  /** What was done. */
  lines: ServiceLine[];
  /** The odometer then. */
  odometer: number | null;
  /** The receipt's number. */
  receipt_number: string;
  /** The ticket. */
  ticket_id: TicketId;
  /** Its number. */
  ticket_number: string;
  /** What it came to with tax, in minor units. */
  total: number;
}

/** One line of a service. */
export interface ServiceLine {
  /** What it was. */
  description: string;
  /** `part` or `labor`. */
  kind: LineKind;
  /** Part number. */
  number: string | null;
  /** Pieces or hours. */
  quantity: Quantity;
}

/** Adds or changes a vehicle. */
export interface VehicleSave {
  /** Idempotency key. */
  key: Key;
  /** The vehicle. */
  vehicle: VehicleInput;
}

/** A vehicle as given. */
export interface VehicleInput {
  /** Owner. */
  customer_id: CustomerId;
  /** Absent: a new one. */
  id?: VehicleId | null;
  /** Make. */
  make: string;
  /** Model. */
  model: string;
  /** Odometer. */
  odometer?: number | null;
  /** Plate. */
  plate?: string | null;
  /** Trim. */
  trim?: string | null;
  /** VIN as typed or scanned. */
  vin?: string | null;
  /** Model year. */
  year?: number | null;
}

/** A vehicle was saved. */
export interface VehicleSaved {
  /** Journal cursor. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** As saved. */
  vehicle: Vehicle;
  /** What to look at twice, such as a VIN whose check digit does not hold. */
  warnings: string[];
}

/** The shop's day so far, in its own time zone. Amounts in minor units. */
export interface ReportToday {
  /** Paid by card. */
  card: number;
  /** Paid in cash, change taken off. */
  cash: number;
  /** The date, `2026-01-31`. */
  date: string;
  /** The last tickets paid. */
  recent: TicketSummary[];
  /** What they came to, with tax. */
  sales: number;
  /** Their tax. */
  tax: number;
  /** Tickets paid. */
  tickets: number;
  /** The till. */
  till: ReportTill;
}

/** The till. */
export interface ReportTill {
  /** The cash it should hold. */
  expected_cash: number;
}

/** All devices. */
export interface DeviceList {
  /** In the order of the settings. */
  devices: Device[];
}

/** A device as it is now. */
export interface Device {
  /** Where it is. */
  address: string;
  /** In words, with what to do about it. */
  detail: string;
  /** The language it speaks. */
  driver: string;
  /** What it is. */
  kind: DeviceKind;
  /** Its name in the settings. */
  name: string;
  /** A printer's own word on itself. */
  printer: PrinterCondition | null;
  /** Whether the daemon simulates it. */
  simulated: boolean;
  /** Since when. */
  since: Moment;
  /** How it is. */
  state: DeviceState;
}

/** A printer's own word on itself. */
export interface PrinterCondition {
  /** Whether the cover is open. */
  cover_open: boolean;
  /** Paper. */
  paper: PaperState;
}

/** Asks for scans. */
export interface ScanSubscribe {
  /**
   * Whether scans are to come here only, until another connection asks for the same: the page in front. True when
   * absent.
   */
  exclusive?: boolean | null;
}

/** Asks for events. */
export interface EventsSubscribe {
  /** Send everything after this cursor first; absent: only what comes from now on. */
  after?: number | null;
}

/** Events will follow. */
export interface EventsSubscribed {
  /** The journal's head; with `after`, older events are on their way. */
  cursor: number;
}

/** Lets the simulated scanner read something. */
export interface SimulatorScan {
  /** What it reads: printable text. */
  text: string;
}

/** Asks for the simulated printer's paper. */
export interface SimulatorPaperQuery {
  /** At most so many; 10 when absent. */
  limit?: number | null;
}

/** What came out of the simulated printer. */
export interface SimulatorPaper {
  /** How often the drawer was opened. */
  drawer_kicks: number;
  /** Newest first. */
  papers: SimulatorSheet[];
}

/** One piece of paper, from cut to cut. */
export interface SimulatorSheet {
  /** Whether it says COPY. */
  copy: boolean;
  /** Counts up from 1. */
  id: number;
  /** PNG in base64. */
  png: string;
  /** Its text, line by line. */
  text: string[];
}

/** Plays tricks on the simulated printer; absent fields stay as they are. */
export interface SimulatorPrinter {
  /** Opens the cover. */
  cover_open?: boolean | null;
  /** Vanishes. */
  offline?: boolean | null;
  /** Runs out of paper. */
  paper_out?: boolean | null;
}

/** How the simulated printer is. */
export interface SimulatorPrinterState {
  /** Cover open. */
  cover_open: boolean;
  /** Gone. */
  offline: boolean;
  /** Out of paper. */
  paper_out: boolean;
}

/** Notification `device`: a device changed. */
export interface DeviceChanged {
  /** As it is now. */
  device: Device;
}

/** Notification `event`: something happened and is durable. Cursors rise by one, so a gap shows. */
export interface Event {
  /** Who: `staff:<id>`, `client:<name>` or `daemon`. */
  actor: string;
  /** When. */
  at: Moment;
  /** Its place in the journal; subscribe with `after` set to the last one seen to miss nothing. */
  cursor: number;
  /** The customer it is about. */
  customer_id?: CustomerId | null;
  /** The job it is about. */
  job_id?: JobId | null;
  /** `noun.past_verb`. */
  kind: string;
  /** The part it is about. */
  part_id?: PartId | null;
  /** The member of staff it is about. */
  staff_id?: StaffId | null;
  /** The ticket it is about. */
  ticket_id?: TicketId | null;
  /** The vehicle it is about. */
  vehicle_id?: VehicleId | null;
}

/** A JSON-RPC error. */
export interface Problem {
  /** JSON-RPC number: the kind of problem. */
  code: number;
  /** The rest. */
  data: ProblemDetails;
  /** What happened. */
  message: string;
}

/** What a program and a person need beside the message. */
export interface ProblemDetails {
  /** Stable code, `noun.reason`. */
  code: string;
  /** What the person at the counter does now. */
  hint: string;
  /** Where the log says more. */
  ref: string | null;
  /** Whether sending the very same order again, with the same key, can succeed. */
  retryable: boolean;
}

/** Notification `scan`: something was scanned. Scans are not kept: what matters is what is done with them. */
export interface Scan {
  /** When. */
  at: Moment;
  /** Which scanner. */
  device: string;
  /** Differs from every other scan; good for an idempotency key. */
  id: string;
  /** The kind of barcode, when the scanner says it. */
  symbology: string | null;
  /** What it read, without terminator and symbology prefix. */
  text: string;
}

/** Every notification: its parameters. */
export interface Notifications {
  event: Event;
  scan: Scan;
  "scan.released": Nothing;
  device: DeviceChanged;
}

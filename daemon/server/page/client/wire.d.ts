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

/** Decimal number as text, at most three decimals. */
export type Quantity = string;

/** A share as decimal text: 0.1 is 10 %. */
export type Rate = string;

/** Id (UUID). */
export type TicketId = string;

/** What a customer said to a job. */
export type ApprovalState = "pending" | "approved" | "declined";

/** How a customer is spoken to. */
export type Channel = "in_person" | "phone" | "sms" | "email" | "online";

/** Calendar day at the shop, ISO 8601. */
export type Day = string;

/** Id (UUID). */
export type TicketJobId = string;

/** How a line or job came onto the ticket. */
export type Origin = "original" | "inspection" | "add_on";

/** The condition of a part. */
export type Condition = "new" | "used" | "rebuilt" | "reconditioned";

/** What a line sells. */
export type LineKind = "part" | "labor" | "sublet" | "fee" | "core" | "core_return" | "customer_part";

/** Id (UUID). */
export type PartId = string;

/** Who pays for a line. */
export type PayType = "customer" | "warranty" | "internal";

/** How far a payment has come. */
export type PaymentState = "requested" | "waiting" | "authorized" | "captured" | "declined" | "canceling" | "canceled" | "unknown" | "failed";

/** What a customer pays with. */
export type TenderKind = "cash" | "card" | "card_refund" | "link" | "store_credit" | "check" | "account" | "plan" | "other";

/** Whose turn it is. */
export type Queue = "advisor" | "technician" | "cashier";

/** What paper a ticket is. */
export type Stage = "sale" | "estimate" | "work_order" | "invoice";

/** Where a ticket stands. */
export type TicketStatus = "open" | "paid" | "voided" | "reversed";

/** Whether the tax is known. */
export type TaxState = "current" | "failed";

/** Moment, RFC 3339 with offset: 2026-01-31T14:03:09Z. */
export type MomentIn = string;

/** Id (UUID). */
export type PurchaseId = string;

/** Id (UUID). */
export type SupplierId = string;

/** What becomes of returned goods. */
export type ReturnTo = "stock" | "defective" | "supplier" | "scrap";

/** Id (UUID). */
export type PlanId = string;

/** How money is given back: the way it came, in cash, as store credit. */
export type RefundTo = "original" | "cash" | "store_credit";

/** One element of a document. */
export type DocumentElement = { text: DocumentText } | { pair: DocumentPair } | "rule" | { feed: number } | { barcode: string } | { qr: string } | "cut";

/** Where text stands. */
export type Align = "left" | "center" | "right";

/** What a job asks for. */
export type JobKind = "receipt" | "drawer" | "document";

/** Where a job stands. */
export type JobState = "requested" | "started" | "done" | "unconfirmed" | "failed" | "unknown";

/** Whether a customer is a human being. */
export type CustomerKind = "person" | "firm";

/** How a statement is written. */
export type StatementStyle = "open_item" | "balance_forward";

/** Id (UUID). */
export type AccountItemId = string;

/** What an odometer counts in. */
export type DistanceUnit = "km" | "mi";

/**
 * What money comes as, on an account or a plan. Nothing is charged here: money taken elsewhere is named by its
 * reference.
 */
export type ReceiptTender = { kind: "cash" } | {
  kind: "check";
  /** Its number. */
  number: string;
} | {
  kind: "card";
  /** The terminal's or processor's reference. */
  reference: string;
} | {
  kind: "transfer";
  /** The bank's reference. */
  reference: string;
} | { kind: "store_credit" } | {
  kind: "other";
  /** Which kind. */
  name: string;
  /** Its reference. */
  reference: string;
}

/** Why store credit moved. */
export type CreditReason = "issued" | "redeemed" | "undone" | "goodwill" | "corrected" | "on_account" | "on_plan" | "merged";

/** What a person says about a reading that is lower than the one before. */
export type OdometerClaim = { kind: "plain" } | {
  /** How many digits it shows: 5 or 6. */
  digits: number;
  kind: "rolled_over";
} | {
  kind: "replaced";
  /** What the new one showed when it was put in. */
  new_first: number;
  /** What the old meter showed last. */
  old_last: number;
} | { kind: "corrects_earlier" }

/** When in a visit a reading was taken. */
export type ReadingMoment = "in" | "out";

/** Id (UUID). */
export type CannedJobId = string;

/** How pressing something is. */
export type Urgency = "overdue" | "deferred" | "due";

/** How often an installment is due. */
export type PlanRhythm = "weekly" | "biweekly" | "monthly";

/** How far a plan has come. */
export type PlanState = "draft" | "active" | "paid" | "defaulted" | "canceled";

/** What can be found. */
export type SearchKind = "ticket" | "part" | "vehicle" | "customer" | "canned_job";

/** How exactly something was meant. The first is the most exact. */
export type SearchMatch = "exact" | "edge" | "words";

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
  /** Takes the customer or the vehicle off a ticket. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.detach": { params: TicketDetach; result: TicketAccepted };
  /** Says who looks after a ticket and what was promised. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.plan": { params: TicketPlan; result: TicketAccepted };
  /** Makes an estimate of a ticket. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.make_estimate": { params: TicketOrder; result: TicketAccepted };
  /** Keeps what the customer was shown as a revision. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.present": { params: TicketPresent; result: TicketAccepted };
  /** Records that the customer allowed jobs. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.approve": { params: TicketApprove; result: TicketAccepted };
  /** Records that the customer declined jobs; they are kept as deferred work. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.decline": { params: TicketDecline; result: TicketAccepted };
  /** Makes a work order of what was approved. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.start_work": { params: TicketOrder; result: TicketAccepted };
  /** Makes an invoice of the work done. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.make_invoice": { params: TicketMakeInvoice; result: TicketAccepted };
  /** Adds a job. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_job": { params: TicketAddJob; result: TicketAccepted };
  /** Changes a job. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.change_job": { params: TicketChangeJob; result: TicketAccepted };
  /** Takes a job off with its lines. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.remove_job": { params: TicketJobOrder; result: TicketAccepted };
  /** Sells another firm's work. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_sublet": { params: TicketAddSublet; result: TicketAccepted };
  /** Adds a fee. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_fee": { params: TicketAddFee; result: TicketAccepted };
  /** Notes a part that the customer brought. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_customer_part": { params: TicketAddCustomerPart; result: TicketAccepted };
  /** Takes goods of an earlier sale back. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_return": { params: TicketAddReturn; result: TicketAccepted };
  /** Changes a line: quantity, price, discount, who pays. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.change_line": { params: TicketChangeLine; result: TicketAccepted };
  /** Takes something off the whole ticket, or no longer. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.set_discount": { params: TicketSetDiscount; result: TicketAccepted };
  /** Undoes a sale of today. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.reverse": { params: TicketReasonedOrder; result: TicketAccepted };
  /** Returns a ticket as its estimate was shown. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "ticket.revision": { params: TicketRevision; result: TicketResult };
  /** Lists open work orders, without prices. A person signed in as Technician or higher, or a token with the scope `read`. */
  "work.list": { params: WorkList; result: WorkListResult };
  /** Returns a ticket as work, without prices. A person signed in as Technician or higher, or a token with the scope `read`. */
  "work.get": { params: WorkGet; result: WorkSheet };
  /** Says how far the work is. A person signed in as Technician or higher, or a token with the scope `work`. */
  "work.set_status": { params: TicketSetStatus; result: WorkAccepted };
  /** A technician begins to work on a job. A person signed in as Technician or higher, or a token with the scope `work`. */
  "work.clock_on": { params: WorkClock; result: WorkAccepted };
  /** A technician stops. A person signed in as Technician or higher, or a token with the scope `work`. */
  "work.clock_off": { params: WorkClock; result: WorkAccepted };
  /** Says that a job is done. A person signed in as Technician or higher, or a token with the scope `work`. */
  "work.finish_job": { params: TicketJobOrder; result: WorkAccepted };
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
  /** Returns a ticket. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "ticket.get": { params: TicketGet; result: TicketResult };
  /** Lists tickets, newest first. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "ticket.list": { params: TicketListQuery; result: TicketList };
  /** Takes cash and works out the change. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.take_cash": { params: PaymentTakeCash; result: TicketAccepted };
  /** Sends an amount to the card reader. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.take_card": { params: PaymentTakeCard; result: TicketAccepted };
  /** Sends a declined card payment to the reader again. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.retry_card": { params: PaymentOrder; result: TicketAccepted };
  /** Calls a card payment off. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.cancel_card": { params: PaymentOrder; result: TicketAccepted };
  /** Takes a check. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.take_check": { params: PaymentTakeCheck; result: TicketAccepted };
  /** Uses the customer's store credit. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.take_store_credit": { params: PaymentTakeAmount; result: TicketAccepted };
  /** Puts an amount on the customer's house account. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.charge_account": { params: PaymentChargeAccount; result: TicketAccepted };
  /** Puts an amount on an installment plan. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.charge_plan": { params: PaymentChargePlan; result: TicketAccepted };
  /** Takes a tender that someone else settles. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.take_other": { params: PaymentTakeOther; result: TicketAccepted };
  /** Asks for a payment link. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.request_link": { params: PaymentTakeAmount; result: TicketAccepted };
  /** Says how far a payment link has come. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.step_link": { params: PaymentStepLink; result: TicketAccepted };
  /** Gives money back. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "payment.refund": { params: PaymentRefund; result: TicketAccepted };
  /** Lets a second person stand in for the next order of this connection. Anyone who may connect. */
  "session.approve": { params: SessionApprove; result: SessionApproved };
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
  /** Returns a customer with vehicles, tickets, account and tags. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "customer.get": { params: CustomerGet; result: CustomerResult };
  /** Adds or changes a customer. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "customer.save": { params: CustomerSave; result: CustomerSaved };
  /** Makes one customer of two; a manager decides. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "customer.merge": { params: CustomerMerge; result: CustomerSaved };
  /** Takes money on a house account. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "account.receive": { params: AccountReceive; result: AccountAccepted };
  /** Gives a credit memo; a manager decides. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "account.credit_memo": { params: AccountCreditMemo; result: AccountAccepted };
  /** Uses an open credit for items. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "account.apply": { params: AccountApply; result: AccountAccepted };
  /** Gives up on an item; the owner decides. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "account.write_off": { params: AccountWriteOff; result: AccountAccepted };
  /** Lets nothing more be charged; a manager decides. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "account.hold": { params: AccountHold; result: AccountAccepted };
  /** Frees an account; a manager decides. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "account.release": { params: AccountRelease; result: AccountAccepted };
  /** Charges every account with such terms for what was overdue at the end of a month. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "account.charge_finance": { params: AccountChargeFinance; result: AccountFinanceCharged };
  /** Writes a statement of a period. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "account.statement": { params: AccountStatementGet; result: AccountStatement };
  /** Gives a statement its number. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "account.issue_statement": { params: AccountIssueStatement; result: AccountStatementIssued };
  /** Lists what every customer owes by age. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "account.aging": { params: AccountAgingGet; result: AccountAgingResult };
  /** Returns a customer's store credit with its movements. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "credit.get": { params: CreditGet; result: CreditResult };
  /** Gives store credit for goodwill. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "credit.goodwill": { params: CreditMove; result: CreditMoved };
  /** Takes back store credit that was given by mistake. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "credit.correct": { params: CreditMove; result: CreditMoved };
  /** Searches vehicles by VIN, plate or words. A person signed in as Technician or higher, or a token with the scope `read`. */
  "vehicle.search": { params: VehicleSearch; result: VehiclesFound };
  /** Returns a vehicle with its history and what it needs, by id or VIN. A person signed in as Technician or higher, or a token with the scope `read`. */
  "vehicle.get": { params: VehicleGet; result: VehicleResult };
  /** Reads a scanned or typed VIN and returns that vehicle, or what is known of a new one. A person signed in as Technician or higher, or a token with the scope `read`. */
  "vehicle.by_vin": { params: VehicleByVin; result: VehicleByVinResult };
  /** Adds or changes a vehicle. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "vehicle.save": { params: VehicleSave; result: VehicleSaved };
  /** Gives a vehicle another owner; its history stays with it. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "vehicle.change_owner": { params: VehicleChangeOwner; result: VehicleSaved };
  /** Records what the odometer shows. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "vehicle.read_odometer": { params: VehicleReadOdometer; result: VehicleSaved };
  /** Makes one vehicle of two; a manager decides. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "vehicle.merge": { params: VehicleMerge; result: VehicleSaved };
  /** Draws an installment plan up. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "plan.open": { params: PlanOpen; result: PlanAccepted };
  /** Charges what the plan finances to a ticket. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "plan.activate": { params: PlanActivate; result: PlanAccepted };
  /** Takes money on a plan. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "plan.pay": { params: PlanPay; result: PlanAccepted };
  /** Takes what pays a plan off today. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "plan.pay_off": { params: PlanPayOff; result: PlanAccepted };
  /** Gives up on the rest of a plan; the owner decides. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "plan.default": { params: PlanReasoned; result: PlanAccepted };
  /** Drops a plan that no ticket was charged to. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "plan.cancel": { params: PlanReasoned; result: PlanAccepted };
  /** Returns a plan. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "plan.get": { params: PlanGet; result: PlanResult };
  /** Lists plans of a customer or of a state, newest first. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "plan.list": { params: PlanList; result: PlanListResult };
  /** Lists plans with late installments, the latest first. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "plan.overdue": { params: PlanOverdueList; result: PlanOverdueResult };
  /** Searches parts, customers, vehicles, tickets and canned jobs at once. A person signed in as Technician or higher, or a token with the scope `read`. */
  "search.all": { params: SearchAll; result: SearchFound };
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
  /** Whether it is to be an estimate. */
  estimate?: boolean;
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
  /** The job that was added to the ticket. */
  ticket_job_id?: TicketJobId | null;
  /** What a person should look at twice, such as an odometer below the last reading. */
  warnings?: string[];
  /** Earlier sales whose warranty may cover the part or job that was added, the newest first. */
  warranty_flags?: WarrantyFlag[];
}

/** A ticket. */
export interface Ticket {
  /** Fees and supplies that the shop's rules put on it. */
  charges: TicketCharge[];
  /** When it was paid or voided. */
  closed_at: Moment | null;
  /** ISO 4217 code of every amount. */
  currency: string;
  /** For whom. */
  customer: TicketCustomer | null;
  /** What is taken off the whole ticket. */
  discount: Discount | null;
  /** Number as an estimate. */
  estimate_number: string | null;
  /** Id. */
  id: TicketId;
  /** Number as an invoice. */
  invoice_number: string | null;
  /** Jobs, in the order they were added. */
  jobs: TicketJob[];
  /** Lines, in the order they were added. */
  lines: TicketLine[];
  /** Number. */
  number: string;
  /** Its odometer. */
  odometer: number | null;
  /** The odometer going out. */
  odometer_out: number | null;
  /** When it was opened. */
  opened_at: Moment;
  /** Payments, in the order they were asked for. */
  payments: Payment[];
  /** Who looks after it and what was promised. */
  plan: TicketPlanned;
  /** The estimate as it was last shown. */
  presented: TicketPresented | null;
  /** Whose turn it is, while it is open. */
  queue: Queue | null;
  /** Receipt number, once paid. */
  receipt_number: string | null;
  /** Grows with every change. */
  revision: number;
  /** What paper it is. */
  stage: Stage;
  /** Where it stands. */
  status: TicketStatus;
  /** Tax. */
  tax: TicketTax;
  /** Whether its prices contain their tax. */
  tax_included: boolean;
  /** Sums. */
  totals: TicketTotals;
  /** For which vehicle. */
  vehicle: TicketVehicle | null;
  /** How far the work is, in the shop's own words. */
  work: string | null;
  /** Number as a work order. */
  work_order_number: string | null;
}

/** A fee or supplies that a rule put on the ticket. */
export interface TicketCharge {
  /** What it comes to before tax, in minor units. */
  amount: number;
  /** The rule's code. */
  code: string;
  /** Id among the lines. */
  id: LineId;
  /** Whether a law demands it. */
  mandated: boolean;
  /** What it says on paper. */
  name: string;
  /** How many. */
  quantity: Quantity;
  /** Its tax in minor units, when known. */
  tax: number | null;
  /** The law, or the sentence that the law wants printed. */
  text: string | null;
  /** Price of one. */
  unit_price: UnitPrice;
}

/** The customer of a ticket. */
export interface TicketCustomer {
  /** What is shown at once when they are put on a ticket. */
  alert: string | null;
  /** Id. */
  id: CustomerId;
  /** Name. */
  name: string;
  /** Notes for everyone at the counter. */
  notes: string | null;
  /** Phone. */
  phone: string | null;
}

/** What is taken off a price. */
export interface Discount {
  /** An amount in minor units. */
  amount: number | null;
  /** A share: `0.1` is 10 %. */
  percent: Rate | null;
  /** Why. */
  reason: string;
  /** Whether a maker pays it back. */
  reimbursed: boolean;
}

/** A job of a ticket. */
export interface TicketJob {
  /** What its lines come to before discounts and tax, in minor units. */
  amount: number;
  /** What the customer said. */
  approval: ApprovalState;
  /** The record of their yes. */
  authorization: Authorization | null;
  /** Time on it. */
  clocked: Clocked[];
  /** Why earlier work came back. */
  comeback: string | null;
  /** Why they declined. */
  declined_reason: string | null;
  /** What is taken off the job. */
  discount: Discount | null;
  /** Whether the work is done. */
  done: boolean;
  /** When to ask again. */
  follow_up: Day | null;
  /** The job of an earlier ticket, declined there, that it proposes again. */
  from_deferral_job_id: TicketJobId | null;
  /** Id. */
  id: TicketJobId;
  /** What the customer complains of, and what was found. */
  note: string | null;
  /** How it came here. */
  origin: Origin;
  /** Who does it. */
  technician_id: StaffId | null;
  /** What is to be done. */
  title: string;
}

/** The record of a customer's yes. */
export interface Authorization {
  /** When. */
  at: Moment;
  /** The person who allowed it. */
  by: string;
  /** Through what. */
  channel: Channel;
  /** The number called or the address written to. */
  contact: string | null;
  /** The most it may come to, in minor units. */
  limit: number;
  /** What it was about. */
  note: string | null;
  /** Who heard it. */
  taken_by: StaffId | null;
}

/** A span of a technician's time. */
export interface Clocked {
  /** Whether the end was set for them. */
  auto_ended: boolean;
  /** From when. */
  from: Moment;
  /** Who. */
  staff_id: StaffId;
  /** Until when; none while it runs. */
  until: Moment | null;
}

/** A line of a ticket. */
export interface TicketLine {
  /** What the line comes to before tax and discounts, in minor units. */
  amount: number;
  /** Its condition. */
  condition: Condition | null;
  /** What it says on paper. */
  description: string;
  /** What is taken off this line alone. */
  discount: Discount | null;
  /** Id. */
  id: LineId;
  /** Which job it belongs to. */
  job_id: TicketJobId | null;
  /** What it sells. */
  kind: LineKind;
  /** What it comes to after discounts, in minor units; none for what is not sold (declined work). */
  net: number | null;
  /** Its number. */
  number: string | null;
  /** How it came here. */
  origin: Origin;
  /** Which part. */
  part_id: PartId | null;
  /** Who pays. */
  pay: PayType;
  /** Why it costs what it costs. */
  priced_by: string | null;
  /** Pieces or hours; below zero when goods come back. */
  quantity: Quantity;
  /** How many of it came back on other tickets. */
  returned: Quantity;
  /** The ticket it was sold on, when it comes back. */
  returned_from: TicketId | null;
  /** Serial numbers or tire identification numbers. */
  serials: string[];
  /** Its tax in minor units, when known. */
  tax: number | null;
  /** Who did the labor. */
  technician_id: StaffId | null;
  /** Price of one before tax and discounts, in major units. */
  unit_price: UnitPrice;
  /** How long the shop stands for it. */
  warranty: Warranty | null;
}

/** How long and how far something is warranted; whichever ends first. */
export interface Warranty {
  /** Distance in the odometer's unit. */
  distance: number | null;
  /** Months. */
  months: number | null;
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
  /** When an account's charge is due. */
  due_on: Day | null;
  /** Id. */
  id: PaymentId;
  /** Which kind of other tender. */
  kind: string | null;
  /** Why it was declined or is unknown. */
  problem: string | null;
  /** Check number, provider's reference, the customer's order number. */
  reference: string | null;
  /** The payment that it gives back. */
  refund_of: PaymentId | null;
  /** How much of it was given back later, in minor units. */
  returned: number;
  /** What rounding to the smallest coin added or took off. */
  rounding: number | null;
  /** How far. */
  state: PaymentState;
  /** What with. */
  tender: TenderKind;
  /** Cash handed over. */
  tendered: number | null;
  /** Where a link can be paid. */
  url: string | null;
}

/** What may be shown of a card. */
export interface PaymentCard {
  /** Brand. */
  brand: string;
  /** Last four digits. */
  last4: string;
}

/** Who looks after a ticket and what was promised. */
export interface TicketPlanned {
  /** The advisor. */
  advisor_id: StaffId | null;
  /** The tag on the key. */
  key_tag: string | null;
  /** What everyone working on it should know. */
  note: string | null;
  /** The number of the customer's own order. */
  po_number: string | null;
  /** When it was promised. */
  promised_at: Moment | null;
  /** The technician in charge. */
  technician_id: StaffId | null;
}

/** The estimate as it was last shown. */
export interface TicketPresented {
  /** When it was shown. */
  at: Moment;
  /** The last day it holds. */
  expires: Day | null;
  /** Which revision, from 1. */
  revision: number;
  /** What it came to, with tax, in minor units. */
  total: number;
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
  /** Deposits on old parts, less those given back. */
  cores: number;
  /** What discounts take off. */
  discounts: number;
  /** What can still be asked for; below zero it is owed to the customer. */
  due: number;
  /** What cash would have to be for all that is due, rounded to the smallest coin. */
  due_in_cash: number;
  /** Fees and supplies. */
  fees: number;
  /** What the shop does for itself. */
  internal: number;
  /** Labor before tax. */
  labor: number;
  /** What has been paid, less what was given back. */
  paid: number;
  /** Parts before tax. */
  parts: number;
  /** What is on its way right now. */
  pending: number;
  /** What rounding to the smallest coin added or took off. */
  rounding: number;
  /** Sublet work. */
  sublet: number;
  /** All of these before tax. */
  subtotal: number;
  /** Tax. */
  tax: number;
  /** What the customer owes for everything. */
  total: number;
  /** What others pay under warranty. */
  warranty: number;
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

/** An earlier sale whose warranty may cover it. */
export interface WarrantyFlag {
  /** What was sold. */
  description: string;
  /** Its line. */
  line_id: LineId;
  /** Whether the odometer must be read before anyone can say. */
  odometer_missing: boolean;
  /** The part, if it is one. */
  part_id: PartId | null;
  /** The day it was sold. */
  sold_on: Day;
  /** The ticket it was sold on. */
  ticket_id: TicketId;
  /** That ticket's number. */
  ticket_number: string;
  /** The last day of the warranty, if time is limited. */
  until: Day | null;
  /** The last reading of the warranty, if distance is limited and known. */
  until_odometer: number | null;
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

/** Takes the customer or the vehicle off a ticket. */
export interface TicketDetach {
  /** Whether the customer goes, and the vehicle with them. */
  customer?: boolean;
  /** Idempotency key. */
  key: Key;
  /** Which ticket. */
  ticket_id: TicketId;
  /** Whether the vehicle goes. */
  vehicle?: boolean;
}

/** Says who looks after a ticket and what was promised; what is absent stays. */
export interface TicketPlan {
  /** The advisor. */
  advisor_id?: StaffId | null;
  /** Idempotency key. */
  key: Key;
  /** The tag on the key. */
  key_tag?: string | null;
  /** What everyone working on it should know. */
  note?: string | null;
  /** The number of the customer's own order. */
  po_number?: string | null;
  /** When it was promised. */
  promised_at?: MomentIn | null;
  /** The technician in charge. */
  technician_id?: StaffId | null;
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

/** Keeps what the customer was shown as a revision. */
export interface TicketPresent {
  /** The last day it holds; the shop's usual span when absent. */
  expires?: Day | null;
  /** Idempotency key. */
  key: Key;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Records that the customer allowed jobs. */
export interface TicketApprove {
  /** The person who allowed it. */
  by: string;
  /** Through what. */
  channel: Channel;
  /** The number called or the address written to; needed for phone, text and e-mail. */
  contact?: string | null;
  /** Which; all that wait when empty. */
  job_ids?: TicketJobId[];
  /** Idempotency key. */
  key: Key;
  /** The most each job may come to before tax, in minor units; what it comes to now when absent. */
  limit?: number | null;
  /** What it was about, in the words used. */
  note?: string | null;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Records that the customer declined jobs. */
export interface TicketDecline {
  /** When to ask again. */
  follow_up?: Day | null;
  /** Which; all that wait when empty. */
  job_ids?: TicketJobId[];
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Makes an invoice of the work done. */
export interface TicketMakeInvoice {
  /** Idempotency key. */
  key: Key;
  /** The odometer going out. */
  odometer_out?: number | null;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Adds a job. */
export interface TicketAddJob {
  /** Why earlier work of this shop came back, if it did. */
  comeback?: string | null;
  /** The job of an earlier ticket, declined there, that is proposed again for the same vehicle. */
  from_deferral_job_id?: TicketJobId | null;
  /** Idempotency key. */
  key: Key;
  /** What the customer complains of. */
  note?: string | null;
  /** How it came here; `original` when absent. */
  origin?: Origin | null;
  /** Who does it. */
  technician_id?: StaffId | null;
  /** Which ticket. */
  ticket_id: TicketId;
  /** What is to be done. */
  title: string;
}

/** Changes a job; what is absent stays, an empty text takes away. */
export interface TicketChangeJob {
  /** What is taken off. */
  discount?: DiscountChange | null;
  /** Whether the work is done. */
  done?: boolean | null;
  /** Which job. */
  job_id: TicketJobId;
  /** Idempotency key. */
  key: Key;
  /** What the customer complains of. */
  note?: string | null;
  /** Who does it. */
  technician_id?: StaffId | null;
  /** Which ticket. */
  ticket_id: TicketId;
  /** What is to be done. */
  title?: string | null;
}

/** What is taken off, or nothing any more: at most one of `amount` and `percent`. */
export interface DiscountChange {
  /** An amount in minor units. */
  amount?: number | null;
  /** A share: `0.1` is 10 %. */
  percent?: Rate | null;
  /** Why; needed with either. */
  reason?: string | null;
  /** Whether a maker pays it back. */
  reimbursed?: boolean;
}

/** An order to one job. */
export interface TicketJobOrder {
  /** Which job. */
  job_id: TicketJobId;
  /** Idempotency key. */
  key: Key;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Sells another firm's work. */
export interface TicketAddSublet {
  /** What it asks. */
  cost: UnitPrice;
  /** What is done. */
  description: string;
  /** Which job it belongs to. */
  job_id?: TicketJobId | null;
  /** Idempotency key. */
  key: Key;
  /** Whether it is labor rather than goods. */
  labor?: boolean;
  /** Who pays; the customer when absent. */
  pay?: PayType | null;
  /** What the customer pays. */
  price: UnitPrice;
  /** The order to it. */
  purchase_id?: PurchaseId | null;
  /** Which firm. */
  supplier_id?: SupplierId | null;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Adds a fee. */
export interface TicketAddFee {
  /** What for. */
  description: string;
  /** Which job it belongs to. */
  job_id?: TicketJobId | null;
  /** Idempotency key. */
  key: Key;
  /** How much. */
  price: UnitPrice;
  /** The class that tax rules know it by; `fee_shop` when absent. */
  tax_class?: string | null;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Notes a part that the customer brought. */
export interface TicketAddCustomerPart {
  /** What. */
  description: string;
  /** Which job it belongs to. */
  job_id?: TicketJobId | null;
  /** Idempotency key. */
  key: Key;
  /** How many; one when absent. */
  quantity?: Quantity | null;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Takes goods of an earlier sale back. */
export interface TicketAddReturn {
  /** What becomes of them; back to stock when absent. */
  destination?: ReturnTo | null;
  /** Idempotency key. */
  key: Key;
  /** Its line. */
  line_id: LineId;
  /** How many come back; one when absent. */
  quantity?: Quantity | null;
  /** A fee kept, in minor units. */
  restocking?: number | null;
  /** The serial numbers that come back. */
  serials?: string[];
  /** The ticket they were sold on. */
  sold_on: TicketId;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Changes a line; what is absent stays. */
export interface TicketChangeLine {
  /** What it says. */
  description?: string | null;
  /** What is taken off. */
  discount?: DiscountChange | null;
  /** Which job it belongs to. */
  job_id?: TicketJobId | null;
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** Who pays. */
  pay?: PayType | null;
  /** How many. */
  quantity?: Quantity | null;
  /** Its serial numbers. */
  serials?: string[] | null;
  /** Who does the labor. */
  technician_id?: StaffId | null;
  /** Which ticket. */
  ticket_id: TicketId;
  /** The price of one. */
  unit_price?: UnitPrice | null;
}

/** Takes something off the whole ticket, or no longer. */
export interface TicketSetDiscount {
  /** What is taken off. */
  discount: DiscountChange;
  /** Idempotency key. */
  key: Key;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Asks for a ticket as it stood when a revision of its estimate was shown. */
export interface TicketReasonedOrder {
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Asks for an estimate as it was shown. */
export interface TicketRevision {
  /** Which revision, from 1. */
  revision: number;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** One ticket. */
export interface TicketResult {
  /** Journal cursor it was read at, or before. */
  cursor: number;
  /** The ticket. */
  ticket: Ticket;
}

/** Asks for open work orders. */
export interface WorkList {
  /** At most so many; 100 when absent. */
  limit?: number | null;
  /** Only this technician's. */
  technician_id?: StaffId | null;
  /** Only those so far. */
  work?: string | null;
}

/** Open work orders. */
export interface WorkListResult {
  /** How far work can be, in order; the last one means done. */
  statuses: string[];
  /** Newest first. */
  work: WorkSheet[];
}

/** A ticket as work. */
export interface WorkSheet {
  /** For whom. */
  customer_name: string | null;
  /** Its jobs. */
  jobs: WorkJob[];
  /** The tag on the key. */
  key_tag: string | null;
  /** Lines that belong to no job. */
  lines: WorkLine[];
  /** What everyone working on it should know. */
  note: string | null;
  /** Its number. */
  number: string;
  /** Its odometer. */
  odometer: number | null;
  /** When it was promised. */
  promised_at: Moment | null;
  /** Grows with every change. */
  revision: number;
  /** What paper it is. */
  stage: Stage;
  /** Where it stands. */
  status: TicketStatus;
  /** The technician in charge. */
  technician_id: StaffId | null;
  /** The ticket. */
  ticket_id: TicketId;
  /** For which vehicle. */
  vehicle: TicketVehicle | null;
  /** How far the work is. */
  work: string | null;
  /** Its number as a work order. */
  work_order_number: string | null;
}

/** A job as work. */
export interface WorkJob {
  /** What the customer said: only approved work is done. */
  approval: ApprovalState;
  /** Time on it. */
  clocked: Clocked[];
  /** Why earlier work came back. */
  comeback: string | null;
  /** Whether it is done. */
  done: boolean;
  /** Id. */
  id: TicketJobId;
  /** Its lines. */
  lines: WorkLine[];
  /** What the customer complains of. */
  note: string | null;
  /** Who does it. */
  technician_id: StaffId | null;
  /** What is to be done. */
  title: string;
}

/** A line as work. */
export interface WorkLine {
  /** Its condition. */
  condition: Condition | null;
  /** What it says. */
  description: string;
  /** Id. */
  id: LineId;
  /** What it is. */
  kind: LineKind;
  /** Its number. */
  number: string | null;
  /** Which part. */
  part_id: PartId | null;
  /** Pieces or hours. */
  quantity: Quantity;
  /** Serial numbers. */
  serials: string[];
}

/** Asks for one ticket as work. */
export interface WorkGet {
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Says how far the work is. */
export interface TicketSetStatus {
  /** Idempotency key. */
  key: Key;
  /** One of the shop's own words. */
  status: string;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** An order to work was carried out and is durable. */
export interface WorkAccepted {
  /** Journal cursor after it. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** The work right after it. */
  work: WorkSheet;
}

/** A technician begins or stops work on a job. */
export interface WorkClock {
  /** When they stopped, if their time is ended for them. */
  at?: MomentIn | null;
  /** Which job. */
  job_id: TicketJobId;
  /** Idempotency key. */
  key: Key;
  /** Who; the one who is signed in when absent. */
  staff_id?: StaffId | null;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Sells a part: exactly one of `part_id` and `code`. */
export interface TicketAddPart {
  /** Which part, by number in any spelling or by barcode. */
  code?: string | null;
  /** Its condition; new when absent. */
  condition?: Condition | null;
  /** Whether the old part is handed over with the sale. */
  core_in_hand?: boolean;
  /** Which job it belongs to. */
  job_id?: TicketJobId | null;
  /** Idempotency key. */
  key: Key;
  /** How it came here; `original` when absent. */
  origin?: Origin | null;
  /** Which part, by id. */
  part_id?: PartId | null;
  /** Who pays; the customer when absent. */
  pay?: PayType | null;
  /** How many; one when absent. */
  quantity?: Quantity | null;
  /** Serial numbers or tire identification numbers. */
  serials?: string[];
  /** Which ticket. */
  ticket_id: TicketId;
  /** A price other than the shop's. */
  unit_price?: UnitPrice | null;
}

/** Sells labor. */
export interface TicketAddLabor {
  /** What is done. */
  description: string;
  /** Whether it is finding out rather than repairing. */
  diagnostic?: boolean;
  /** How long. */
  hours: Quantity;
  /** Which job it belongs to. */
  job_id?: TicketJobId | null;
  /** Idempotency key. */
  key: Key;
  /** How it came here; `original` when absent. */
  origin?: Origin | null;
  /** Who pays; the customer when absent. */
  pay?: PayType | null;
  /** A rate other than the shop's. */
  rate?: UnitPrice | null;
  /** Which of the shop's labor rates. */
  rate_name?: string | null;
  /** Who does it. */
  technician_id?: StaffId | null;
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

/** Asks for one ticket. */
export interface TicketGet {
  /** Which. */
  ticket_id: TicketId;
}

/** Asks for tickets, newest first. */
export interface TicketListQuery {
  /** Only this advisor's. */
  advisor_id?: StaffId | null;
  /** Only this customer's. */
  customer_id?: CustomerId | null;
  /** At most so many; 50 when absent. */
  limit?: number | null;
  /** Only those whose number contains this. */
  query?: string | null;
  /** Only those in someone's queue. */
  queue?: Queue | null;
  /** Only those that are this paper. */
  stage?: Stage | null;
  /** Only those that stand so. */
  status?: TicketStatus | null;
  /** Only this technician's. */
  technician_id?: StaffId | null;
  /** Only this vehicle's. */
  vehicle_id?: VehicleId | null;
  /** Only those whose work is so far. */
  work?: string | null;
}

/** A list of tickets. */
export interface TicketList {
  /** Newest first. */
  tickets: TicketSummary[];
}

/** A line of a ticket list. */
export interface TicketSummary {
  /** The advisor. */
  advisor_id: StaffId | null;
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
  /** Its numbers as estimate, work order and invoice. */
  papers: string[];
  /** When it was promised. */
  promised_at: Moment | null;
  /** Whose turn it is, while it is open. */
  queue: Queue | null;
  /** Receipt number, once paid. */
  receipt_number: string | null;
  /** What paper it is. */
  stage: Stage;
  /** Where it stands. */
  status: TicketStatus;
  /** The technician in charge. */
  technician_id: StaffId | null;
  /** What it comes to, in minor units. */
  total: number;
  /** For what. */
  vehicle_label: string | null;
  /** How far the work is. */
  work: string | null;
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

/** Takes a check. */
export interface PaymentTakeCheck {
  /** How much, in minor units; all that is due when absent. */
  amount?: number | null;
  /** Idempotency key. */
  key: Key;
  /** Its number. */
  number: string;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Takes a tender that is settled elsewhere in one step. */
export interface PaymentTakeAmount {
  /** How much, in minor units; as much as is due when absent. */
  amount?: number | null;
  /** Idempotency key. */
  key: Key;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Puts an amount on the customer's house account. */
export interface PaymentChargeAccount {
  /** How much, in minor units; all that is due when absent. */
  amount?: number | null;
  /** Idempotency key. */
  key: Key;
  /** The number of the customer's own order. */
  po_number?: string | null;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Puts an amount on an installment plan. */
export interface PaymentChargePlan {
  /** How much, in minor units. */
  amount: number;
  /** Idempotency key. */
  key: Key;
  /** Which plan. */
  plan_id: PlanId;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Takes a tender that someone else settles: pay-later firms, gift cards, a terminal of another program. */
export interface PaymentTakeOther {
  /** How much, in minor units; all that is due when absent. */
  amount?: number | null;
  /** Idempotency key. */
  key: Key;
  /** Which kind, e.g. `affirm`. */
  kind: string;
  /** Their reference. */
  reference: string;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Says how far a payment link has come: exactly one of `url`, `paid` and `ended`. */
export interface PaymentStepLink {
  /** Why it can no longer be paid. */
  ended?: string | null;
  /** Idempotency key. */
  key: Key;
  /** Whether it was paid. */
  paid?: boolean;
  /** Which payment. */
  payment_id: PaymentId;
  /** The provider's reference. */
  reference?: string | null;
  /** Which ticket. */
  ticket_id: TicketId;
  /** The address at which it can be paid. */
  url?: string | null;
}

/** Gives money back. */
export interface PaymentRefund {
  /** How much, in minor units; all that is owed when absent. */
  amount?: number | null;
  /** Idempotency key. */
  key: Key;
  /** The ticket that payment is on, if another. */
  paid_on?: TicketId | null;
  /** The payment that it gives back, for `original`. */
  payment_id?: PaymentId | null;
  /** Which ticket. */
  ticket_id: TicketId;
  /** How. */
  to: RefundTo;
}

/** Lets a second person stand in for the next order of this connection. */
export interface SessionApprove {
  /** Their PIN. */
  pin: string;
  /** Why. */
  reason: string;
  /** Who stands in. */
  staff_id: StaffId;
}

/** A second person stands in. */
export interface SessionApproved {
  /** Until when; the next order uses it up. */
  expires_at: Moment;
  /** Who stands in. */
  staff: Staff;
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
  /** On hand less reserved. */
  available: Quantity;
  /** Where it lies. */
  bin: string | null;
  /** The maker. */
  brand: string;
  /** What kind of part. */
  category: string;
  /** What it is made of, when it is a kit. */
  components: Component[];
  /** The deposit on its old part. */
  core: UnitPrice | null;
  /** What one cost; only for those who may see it. */
  cost: UnitPrice | null;
  /** A few words. */
  description: string;
  /** Whether it fits the vehicle asked about. */
  fits: boolean | null;
  /** Id. */
  id: PartId;
  /** Other numbers it goes by. */
  interchange: string[];
  /** The maker's number. */
  number: string;
  /** The sum of its movements. */
  on_hand: Quantity;
  /** Price of one by the price list, in major units; only for those who may see it. */
  price: UnitPrice | null;
  /** Whether it is kept although it hardly sells. */
  protected: boolean;
  /** How many of them are kept for approved work. */
  reserved: Quantity;
  /** Whether every piece has a number of its own. */
  serialized: boolean;
  /** The part that took its place. */
  superseded_by: PartId | null;
  /** Marks that fees and rules go by. */
  tags: string[];
  /** Barcode digits. */
  upc: string | null;
}

/** A part of a kit. */
export interface Component {
  /** Which part. */
  part_id: PartId;
  /** How many for one kit. */
  quantity: Quantity;
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
  /** Its stock at each place. */
  stock: StockLevel[];
}

/** One make and model over a span of years. */
export interface Fitment {
  /** Whether a person at the counter found it to fit. */
  confirmed: boolean;
  /** Engine; any when absent. */
  engine: string | null;
  /** Make. */
  make: string;
  /** Model. */
  model: string;
  /** Where on the vehicle. */
  position: string | null;
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

/** A part's stock at one place. */
export interface StockLevel {
  /** On hand less reserved. */
  available: Quantity;
  /** On its way here from another place. */
  in_transit: Quantity;
  /** Where. */
  location: string;
  /** The sum of its movements. */
  on_hand: Quantity;
  /** Ordered and not received. */
  on_order: Quantity;
  /** Kept for approved work. */
  reserved: Quantity;
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
  /** What it is made of, when it is a kit. */
  components?: Component[];
  /** The deposit on its old part, if that comes back. */
  core?: UnitPrice | null;
  /** What one cost. */
  cost: UnitPrice;
  /** A few words. */
  description: string;
  /** What it fits. */
  fitment?: Fitment[];
  /** Other numbers it goes by. */
  interchange?: string[];
  /** The maker's number. */
  number: string;
  /** How many were counted on the shelf; absent: not counted. */
  on_hand?: Quantity | null;
  /** Price of one, in major units. */
  price: UnitPrice;
  /** Whether it is kept although it hardly sells. */
  protected?: boolean;
  /** When and how much to order. */
  reorder?: PartReorder | null;
  /** Whether every piece has a number of its own. */
  serialized?: boolean;
  /** The part that took its place. */
  superseded_by?: PartId | null;
  /** Marks that fees and rules go by, e.g. `tire`. */
  tags?: string[];
  /** Barcode digits. */
  upc?: string | null;
  /** How long the shop stands for it. */
  warranty?: Warranty | null;
}

/** When and how much of a part to order. */
export interface PartReorder {
  /** Order up to this. */
  max: Quantity;
  /** Order when fewer than this are available or on order. */
  min: Quantity;
  /** How many come in a pack; one when absent. */
  pack?: Quantity | null;
  /** From whom. */
  supplier_id?: SupplierId | null;
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
  /** Why nothing may be put on their account for now. */
  account_hold: string | null;
  /** Postal address. */
  address: PostalAddress | null;
  /** What is shown at once when they are put on a ticket. */
  alert: string | null;
  /** What advertising they agreed to, each with the day. */
  consent: CustomerConsent;
  /** E-mail address. */
  email: string | null;
  /** Their tax certificate. */
  exemption: TaxExemption | null;
  /** Their ids in other programs. */
  external: ExternalId[];
  /** How their fleet is looked after. */
  fleet: FleetTerms | null;
  /** Id. */
  id: CustomerId;
  /** Person or firm. */
  kind: CustomerKind;
  /** When the last was paid. */
  last_visit_at: Moment | null;
  /** Name. */
  name: string;
  /** Notes for everyone at the counter. */
  notes: string | null;
  /** Main phone. */
  phone: string | null;
  /** All telephone numbers, the main one first. */
  phones: CustomerPhone[];
  /** How they like things done. */
  preferences: string | null;
  /** Which prices they get: `retail`, `wholesale` and so on. */
  price_level: string;
  /** What they came to, in minor units. */
  spent: number;
  /** Tags put on by hand. */
  tags: string[];
  /** The terms of their house account. */
  terms: AccountTerms | null;
  /** Tickets paid. */
  visits: number;
}

/** A postal address. */
export interface PostalAddress {
  /** City. */
  city: string | null;
  /** Country, ISO 3166-1 alpha-2. */
  country: string | null;
  /** ZIP or postal code. */
  postal_code: string | null;
  /** State or province, e.g. `IL`. */
  region: string | null;
  /** Street and number; a second line after a line break. */
  street: string | null;
}

/** What the customer has agreed to, each since a day. */
export interface CustomerConsent {
  /** Advertising by telephone. */
  calls: Day | null;
  /** Advertising by e-mail. */
  email: Day | null;
  /** Reminders of service that is due. */
  reminders: Day | null;
  /** Advertising by text message. */
  sms: Day | null;
}

/** A resale or exemption certificate. */
export interface TaxExemption {
  /** The number on the certificate. */
  certificate: string;
  /** The tax classes it frees, e.g. `part`; absent frees all. */
  classes: string[] | null;
  /** The last day it is good for; absent when it never runs out. */
  expires: Day | null;
  /** Why, e.g. `resale`. */
  reason: string;
}

/** The customer's id in another program. */
export interface ExternalId {
  /** The id there. */
  id: string;
  /** Which program, e.g. `quickbooks`. */
  system: string;
}

/** How a fleet is looked after. */
export interface FleetTerms {
  /** Who says yes to work. */
  approver: string | null;
  /** The labor rate agreed, by its name. */
  labor_rate: string | null;
  /** The fleet's number. */
  number: string | null;
  /** Whether every ticket needs the number of the fleet's own order. */
  po_required: boolean;
}

/** A telephone number and what it is. */
export interface CustomerPhone {
  /** What it is, e.g. `mobile`. */
  label: string | null;
  /** The number as typed. */
  number: string;
}

/** The terms of a house account. */
export interface AccountTerms {
  /** What is charged on late money; nothing when absent. */
  finance: FinanceTerms | null;
  /** The most that may be owed, in minor units; absent for any sum. */
  limit: number | null;
  /** Whether every charge needs the number of the customer's own order. */
  po_required: boolean;
  /** How statements are written; `open_item` when absent. */
  statement: StatementStyle & string;
  /** Days from a charge to the day it is due. */
  terms_days: number;
}

/** What is charged on money that comes late. */
export interface FinanceTerms {
  /** How many days after its due day an item is left alone. */
  grace_days: number;
  /** The share of what is overdue, for each month: `0.015` is 1.5 %. */
  monthly_rate: Rate;
}

/** Asks for one customer. */
export interface CustomerGet {
  /** Which. */
  customer_id: CustomerId;
}

/** A customer with what belongs to them. */
export interface CustomerResult {
  /** Who was merged into them. */
  absorbed: CustomerId[];
  /** Their house account, if they have or had one. */
  account: AccountView | null;
  /** The customer. */
  customer: Customer;
  /** Days between two visits, on average and rounded down. */
  days_between_visits: number | null;
  /** The first day they came, of the tickets shown. */
  first_visit_on: Day | null;
  /** Tags that the shop's rules give them. */
  given_tags: CustomerGivenTag[];
  /** The last day they came. */
  last_visit_on: Day | null;
  /** Who goes on in their place, if they were merged away. */
  merged_into: CustomerId | null;
  /** Store credit left, in minor units. */
  store_credit: number;
  /** Their tickets, newest first, with those of customers who were merged into them. */
  tickets: TicketSummary[];
  /** Their vehicles. */
  vehicles: Vehicle[];
}

/** A house account as it stands. */
export interface AccountView {
  /** How old what is owed is. */
  aging: AccountAging;
  /** What is owed; below zero when the shop owes. */
  balance: number;
  /** Credits that were not used, oldest first. */
  credits: AccountCredit[];
  /** Why nothing may be put on it for now. */
  hold: string | null;
  /** What is not settled, oldest first. */
  items: AccountItem[];
  /** The number of the last statement handed out. */
  last_statement: string | null;
  /** The most that may be owed. */
  limit: number | null;
}

/** What is owed by age; the parts add up to the balance. */
export interface AccountAging {
  /** Not due, or due today. */
  current: number;
  /** 1 to 30 days late. */
  days_1_30: number;
  /** 31 to 60 days late. */
  days_31_60: number;
  /** 61 to 90 days late. */
  days_61_90: number;
  /** More than 90 days late. */
  over_90: number;
  /** Credits that were not used, below zero. */
  unapplied: number;
}

/** A credit that was not used. */
export interface AccountCredit {
  /** What it was at first. */
  amount: number;
  /** The day. */
  date: Day;
  /** Its id. */
  id: AccountItemId;
  /** What is left of it. */
  left: number;
  /** What it was. */
  what: string;
}

/** A charge that is not settled. */
export interface AccountItem {
  /** What it was at first. */
  amount: number;
  /** The day. */
  date: Day;
  /** When it is due. */
  due: Day;
  /** Its id, to say where money goes. */
  id: AccountItemId;
  /** What is left of it. */
  left: number;
  /** The number on paper: the ticket's, or `FC 2026-03` for a finance charge. */
  number: string;
  /** The number of the customer's own order. */
  po_number: string | null;
  /** The ticket, unless it is a finance charge. */
  ticket_id: TicketId | null;
}

/** A tag that a rule gave. */
export interface CustomerGivenTag {
  /** The rule, in words. */
  because: string;
  /** The tag. */
  tag: string;
}

/** A vehicle. */
export interface Vehicle {
  /** Color. */
  color: string | null;
  /** Owner. */
  customer_id: CustomerId;
  /** Engine, e.g. `2.0L L4`. */
  engine: string | null;
  /** Id. */
  id: VehicleId;
  /** The day it was first used. */
  in_service: Day | null;
  /** How people name it. */
  label: string;
  /** Make. */
  make: string;
  /** Model. */
  model: string;
  /** Last odometer reading. */
  odometer: number | null;
  /** What the odometer counts in. */
  odometer_unit: DistanceUnit;
  /** Plate. */
  plate: string | null;
  /** State or province of the plate. */
  plate_state: string | null;
  /** Size of its tires. */
  tire_size: string | null;
  /** Trim. */
  trim: string | null;
  /** Its number in the owner's fleet. */
  unit_number: string | null;
  /** VIN. */
  vin: string | null;
  /** What is known of its warranty. */
  warranty_notes: string | null;
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

/**
 * A customer as given. A field that is absent stays as it is on file; null takes its value away. Of the telephone
 * numbers, `phone` is the main one alone and `phones` are all of them. A structure (address, exemption, terms, fleet,
 * consent) and a list (phones, tags, external) are given as a whole.
 */
export interface CustomerInput {
  /** Postal address. */
  address?: PostalAddress | null;
  /** What is shown at once when they are put on a ticket. */
  alert?: string | null;
  /** What advertising they agreed to. */
  consent?: CustomerConsent | null;
  /** E-mail address. */
  email?: string | null;
  /** Their tax certificate; an advisor decides. */
  exemption?: TaxExemption | null;
  /** Their ids in other programs. */
  external?: ExternalId[] | null;
  /** How their fleet is looked after. */
  fleet?: FleetTerms | null;
  /** Absent: someone new. */
  id?: CustomerId | null;
  /** Person or firm. */
  kind?: CustomerKind | null;
  /** Name; someone new needs one. */
  name?: string | null;
  /** Notes. */
  notes?: string | null;
  /** Main phone. */
  phone?: string | null;
  /** All telephone numbers, the main one first. */
  phones?: CustomerPhone[] | null;
  /** How they like things done. */
  preferences?: string | null;
  /** Which prices they get. */
  price_level?: string | null;
  /** Tags put on by hand. */
  tags?: string[] | null;
  /** The terms of their house account; a manager decides. Whether it is on hold is not said here. */
  terms?: AccountTerms | null;
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

/** Makes one customer of two. */
export interface CustomerMerge {
  /** Who goes; vehicles, open items and store credit move over. */
  from_id: CustomerId;
  /** Who goes on. */
  into_id: CustomerId;
  /** Idempotency key. */
  key: Key;
}

/** Takes money on an account; one payment may settle many tickets. */
export interface AccountReceive {
  /** How much. */
  amount: number;
  /** Whose account. */
  customer_id: CustomerId;
  /** Idempotency key. */
  key: Key;
  /** What the customer wrote on it. */
  reference?: string | null;
  /** Where it goes; the oldest items when empty. What is left over stays an open credit. */
  shares?: AccountShare[];
  /** With what. */
  tender: ReceiptTender;
}

/** How much goes to one item. */
export interface AccountShare {
  /** How much. */
  amount: number;
  /** The item. */
  item_id: AccountItemId;
}

/** An order about an account was carried out and is durable. */
export interface AccountAccepted {
  /** The account now. */
  account: AccountView;
  /** Journal cursor after it. */
  cursor: number;
  /** Whose account. */
  customer_id: CustomerId;
  /** The receipt, memo or write-off; what is left of it is an open credit of this id. */
  item_id: AccountItemId | null;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Gives a credit memo. */
export interface AccountCreditMemo {
  /** How much. */
  amount: number;
  /** Whose account. */
  customer_id: CustomerId;
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
  /** Where it goes; the oldest items when empty. */
  shares?: AccountShare[];
}

/** Uses an open credit for items. */
export interface AccountApply {
  /** Which credit. */
  credit_id: AccountItemId;
  /** Whose account. */
  customer_id: CustomerId;
  /** Idempotency key. */
  key: Key;
  /** Where it goes; the oldest items when empty. */
  shares?: AccountShare[];
}

/** Gives up on an item, or a part of it. */
export interface AccountWriteOff {
  /** How much. */
  amount: number;
  /** Whose account. */
  customer_id: CustomerId;
  /** Which item. */
  item_id: AccountItemId;
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
}

/** Lets nothing more be charged. */
export interface AccountHold {
  /** Whose account. */
  customer_id: CustomerId;
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
}

/** Frees an account. */
export interface AccountRelease {
  /** Whose account. */
  customer_id: CustomerId;
  /** Idempotency key. */
  key: Key;
}

/** Charges for what was overdue at the end of a month. */
export interface AccountChargeFinance {
  /** Idempotency key. */
  key: Key;
  /** Any day of the month; the month must be over. */
  month: Day;
}

/** A month was charged for. */
export interface AccountFinanceCharged {
  /** What was charged now; those charged earlier for the month are not repeated. */
  charged: AccountFinanceCharge[];
  /** Journal cursor after it. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** One finance charge. */
export interface AccountFinanceCharge {
  /** How much. */
  amount: number;
  /** Who. */
  customer_id: CustomerId;
  /** The item. */
  item_id: AccountItemId;
}

/** Asks for a statement. */
export interface AccountStatementGet {
  /** Whose. */
  customer_id: CustomerId;
  /** The first day on it. */
  from: Day;
  /** How it is written; as the account's terms say when absent. */
  style?: StatementStyle | null;
  /** The last. */
  to: Day;
}

/** A statement of an account. */
export interface AccountStatement {
  /** How old that is. */
  aging: AccountAging;
  /** What is owed at the end of the last day. */
  closing: number;
  /** Whose. */
  customer_id: CustomerId;
  /** Their name. */
  customer_name: string;
  /** The first day on it. */
  from: Day;
  /** Its lines, oldest first. */
  lines: AccountStatementLine[];
  /** What was owed before the first line. */
  opening: number;
  /** How it is written. */
  style: StatementStyle;
  /** The last. */
  to: Day;
}

/** A line of a statement. */
export interface AccountStatementLine {
  /** What it adds to the balance. */
  amount: number;
  /** The balance after it. */
  balance: number;
  /** The day. */
  date: Day;
  /** When it is due. */
  due: Day | null;
  /** What it was at first. */
  original: number;
  /** The number of the customer's own order. */
  po_number: string | null;
  /** The number on paper, or what happened. */
  text: string;
}

/** Gives a statement its number. */
export interface AccountIssueStatement {
  /** Whose account. */
  customer_id: CustomerId;
  /** The first day on it. */
  from: Day;
  /** Idempotency key. */
  key: Key;
  /** The last. */
  to: Day;
}

/** A statement got its number. */
export interface AccountStatementIssued {
  /** What it asks for. */
  closing: number;
  /** Journal cursor after it. */
  cursor: number;
  /** Its number. */
  number: string;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Asks what every customer owes. */
export interface AccountAgingGet {
  /** At most so many; 100 when absent. */
  limit?: number | null;
}

/** What every customer owes by age. */
export interface AccountAgingResult {
  /** The largest balance first. */
  customers: AccountAgingRow[];
  /** All of those together. */
  total: AccountAging;
}

/** One customer's row. */
export interface AccountAgingRow {
  /** How old it is. */
  aging: AccountAging;
  /** What they owe by the books. */
  balance: number;
  /** Who. */
  customer_id: CustomerId;
  /** Their name. */
  name: string;
}

/** Asks for a customer's store credit. */
export interface CreditGet {
  /** Whose. */
  customer_id: CustomerId;
}

/** A customer's store credit. */
export interface CreditResult {
  /** What is left. */
  balance: number;
  /** Its movements, newest first. */
  moves: CreditMovement[];
}

/** A movement of store credit. */
export interface CreditMovement {
  /** Above zero what was given, below what was used. */
  amount: number;
  /** The day. */
  date: Day;
  /** In someone's words. */
  note: string | null;
  /** Why. */
  reason: CreditReason;
  /** The ticket that moved it. */
  ticket_id: TicketId | null;
}

/** Gives or takes back store credit. */
export interface CreditMove {
  /** How much. */
  amount: number;
  /** Whose account. */
  customer_id: CustomerId;
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
}

/** Store credit was moved. */
export interface CreditMoved {
  /** What is left now. */
  balance: number;
  /** Journal cursor after it. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Searches vehicles by VIN or its end, plate, or words of year, make and model. */
export interface VehicleSearch {
  /** At most so many; 20 when absent. */
  limit?: number | null;
  /** What was typed. */
  query: string;
}

/** Vehicles that were found. */
export interface VehiclesFound {
  /** The best first. */
  vehicles: Vehicle[];
}

/** Asks for one vehicle: exactly one of `vehicle_id` and `vin`. */
export interface VehicleGet {
  /** By id. */
  vehicle_id?: VehicleId | null;
  /** By VIN as typed or scanned. */
  vin?: string | null;
}

/** A vehicle with its owner, its history and what it needs. */
export interface VehicleResult {
  /** Which were merged into it. */
  absorbed: VehicleId[];
  /** Its owner. */
  customer: Customer | null;
  /** What was declined and not done since, newest first. */
  deferrals: DeferredJob[];
  /** Its history, newest first, over all owners and the vehicles merged into it. */
  history: Service[];
  /** Which goes on in its place, if it was merged away. */
  merged_into: VehicleId | null;
  /** Who owned it before, the last one first. */
  owners: FormerOwner[];
  /** Readings of its odometer, newest first. */
  readings: OdometerReading[];
  /** What it needs next, the most pressing first, each with the reason. */
  recommendations: Recommendation[];
  /** The vehicle. */
  vehicle: Vehicle;
  /** Parts sold for it whose warranty may still run, the newest first. */
  warranty_flags: WarrantyFlag[];
}

/** Work that was declined. */
export interface DeferredJob {
  /** What it came to then, before discounts and tax, in minor units. */
  amount: number;
  /** The day it was declined. */
  declined_on: Day;
  /** When to ask again. */
  follow_up: Day | null;
  /** The job, for `ticket.add_job`. */
  job_id: TicketJobId;
  /** The odometer then. */
  odometer: number | null;
  /** Why it was declined. */
  reason: string;
  /** The ticket it was proposed on first. */
  ticket_id: TicketId;
  /** What was to be done. */
  title: string;
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

/** A time in which someone owned a vehicle. */
export interface FormerOwner {
  /** Who. */
  customer_id: CustomerId;
  /** Their name. */
  name: string | null;
  /** The odometer then. */
  odometer: number | null;
  /** The day the shop heard that they no longer do. */
  until: Day;
}

/** A reading of an odometer. */
export interface OdometerReading {
  /** Why it may be lower than the one before. */
  claim: OdometerClaim;
  /** Coming in or going out. */
  moment: ReadingMoment;
  /** The day. */
  on: Day;
  /** What the meter showed. */
  shown: number;
  /** How far the vehicle had come in all. */
  total: number;
  /** What it counts in. */
  unit: DistanceUnit;
}

/** Something a vehicle needs. */
export interface Recommendation {
  /** The canned job that does it. */
  canned_job_id: CannedJobId | null;
  /** The declined job behind it, for `ticket.add_job`. */
  deferral_job_id: TicketJobId | null;
  /** The distance in all that it is due at. */
  due_odometer: number | null;
  /** The day it is due. */
  due_on: Day | null;
  /** Why, in words. */
  reason: string;
  /** What. */
  title: string;
  /** How pressing it is. */
  urgency: Urgency;
}

/** Reads a scanned or typed VIN. */
export interface VehicleByVin {
  /** What the scanner read or a person typed. */
  text: string;
}

/** What a scan says of a vehicle. */
export interface VehicleByVinResult {
  /** What the check digit says. */
  check: VinCheck | null;
  /** Why the text holds none. */
  fault: string | null;
  /** The vehicle with its history, if it is on file. */
  found: VehicleResult | null;
  /** What the VIN says of a vehicle that is not on file. */
  new: NewVehicle | null;
  /** Repairs to offer: I becomes 1, O and Q become 0. A person chooses. */
  suggestions: VinSuggestion[];
  /** The VIN that was read; absent when the text holds none. */
  vin: string | null;
}

/** What the check digit of a VIN says. */
export interface VinCheck {
  /** The digit that would be right. */
  expected: string | null;
  /** Whether a person must look again before the number is kept: the digit is law in North America. */
  needs_confirmation: boolean;
  /** Whether it holds. */
  valid: boolean;
}

/** What a VIN says of a vehicle. */
export interface NewVehicle {
  /** Where its maker has its seat, ISO 3166-1. */
  country: string | null;
  /** The make to fill in, when only one is possible. */
  make: string | null;
  /** The makes it can be. */
  makes: string[];
  /** The VIN. */
  vin: string;
  /** The year to fill in, for a person to confirm. */
  year: number | null;
  /** The years it can be. */
  years: number[];
}

/** A VIN that the text may have meant. */
export interface VinSuggestion {
  /** What was changed, e.g. `position 1: I to 1`. */
  changes: string[];
  /** Whether its check digit holds. */
  valid: boolean;
  /** The number after the repair. */
  vin: string;
}

/** Adds or changes a vehicle. */
export interface VehicleSave {
  /** Idempotency key. */
  key: Key;
  /** The vehicle. */
  vehicle: VehicleInput;
}

/** A vehicle as given. A field that is absent stays as it is on file; null takes its value away. */
export interface VehicleInput {
  /** Color. */
  color?: string | null;
  /** Owner; a new vehicle needs one. Another one than on file is a change of owner. */
  customer_id?: CustomerId | null;
  /** Engine. */
  engine?: string | null;
  /** Absent: a new one. */
  id?: VehicleId | null;
  /** The day it was first used. */
  in_service?: Day | null;
  /** Make; a new vehicle needs one. */
  make?: string | null;
  /** Model; a new vehicle needs one. */
  model?: string | null;
  /** What the odometer shows; another number than on file is kept as a reading of today. */
  odometer?: number | null;
  /** What the odometer counts in; `mi` for a new one. */
  odometer_unit?: DistanceUnit | null;
  /** Plate. */
  plate?: string | null;
  /** State or province of the plate. */
  plate_state?: string | null;
  /** Size of its tires. */
  tire_size?: string | null;
  /** Trim. */
  trim?: string | null;
  /** Its number in the owner's fleet. */
  unit_number?: string | null;
  /** VIN as typed or scanned. */
  vin?: string | null;
  /** What is known of its warranty. */
  warranty_notes?: string | null;
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

/** Gives a vehicle another owner. */
export interface VehicleChangeOwner {
  /** Whose it is now. */
  customer_id: CustomerId;
  /** Idempotency key. */
  key: Key;
  /** The odometer at the sale. */
  odometer?: number | null;
  /** Which vehicle. */
  vehicle_id: VehicleId;
}

/** Records what an odometer shows. */
export interface VehicleReadOdometer {
  /** Why it may be lower than the last one. */
  claim?: OdometerClaim;
  /** Idempotency key. */
  key: Key;
  /** What the meter shows. */
  shown: number;
  /** What it counts in; as on file when absent. */
  unit?: DistanceUnit | null;
  /** Which vehicle. */
  vehicle_id: VehicleId;
}

/** Makes one vehicle of two. */
export interface VehicleMerge {
  /** Which goes. */
  from_id: VehicleId;
  /** Which goes on. */
  into_id: VehicleId;
  /** Idempotency key. */
  key: Key;
}

/** Draws a plan up. Nothing is owed before a ticket is charged to it. */
export interface PlanOpen {
  /** What the credit costs; nothing when absent. */
  charge?: number;
  /** Who pays. */
  customer_id: CustomerId;
  /** What is paid at once; nothing when absent. */
  down_payment?: number;
  /** When the first is due. */
  first_due: Day;
  /** How many installments. */
  installments: number;
  /** Idempotency key. */
  key: Key;
  /** What is bought costs this, with tax. */
  price: number;
  /** How often one is due. */
  rhythm: PlanRhythm;
}

/** An order to a plan was carried out and is durable. */
export interface PlanAccepted {
  /** Journal cursor after it. */
  cursor: number;
  /** The plan now. */
  plan: PlanSheet;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** An installment plan. */
export interface PlanSheet {
  /** What the credit costs. */
  charge: number;
  /** Who pays. */
  customer_id: CustomerId;
  /** Their name. */
  customer_name: string | null;
  /** How many days the oldest late installment is late. */
  days_late: number | null;
  /** What is paid at once. */
  down_payment: number;
  /** What is financed. */
  financed: number;
  /** Its id. */
  id: PlanId;
  /** Its installments in order. */
  installments: PlanInstallment[];
  /** Whether the law asks for disclosures: a charge, or more than four installments (12 CFR 1026.2(a)(17)(i)). */
  needs_disclosure: boolean;
  /** What is late. */
  overdue: number;
  /** What pays it off today. */
  payoff: number;
  /** What is bought costs this, with tax. */
  price: number;
  /** What is still to be paid. */
  remaining: number;
  /** How often an installment is due. */
  rhythm: PlanRhythm;
  /** How far it has come. */
  state: PlanState;
  /** The ticket that was charged to it. */
  ticket_id: TicketId | null;
}

/** One installment. */
export interface PlanInstallment {
  /** What of it pays for the credit. */
  charge: number;
  /** When it is due. */
  due: Day;
  /** What is still to be paid of it. */
  left: number;
  /** Its place, from 1. */
  number: number;
  /** What of it pays for the goods. */
  principal: number;
}

/** Charges what a plan finances to a ticket. */
export interface PlanActivate {
  /** Idempotency key. */
  key: Key;
  /** Which plan. */
  plan_id: PlanId;
  /** Which ticket; the down payment is on it already. */
  ticket_id: TicketId;
}

/** Takes money on a plan; the oldest installments first. */
export interface PlanPay {
  /** How much. */
  amount: number;
  /** Idempotency key. */
  key: Key;
  /** Which plan. */
  plan_id: PlanId;
  /** With what. */
  tender: ReceiptTender;
}

/** Takes what pays a plan off today; charges that are not earned are not asked for. */
export interface PlanPayOff {
  /** Idempotency key. */
  key: Key;
  /** Which plan. */
  plan_id: PlanId;
  /** With what. */
  tender: ReceiptTender;
}

/** An order to a plan with a reason. */
export interface PlanReasoned {
  /** Idempotency key. */
  key: Key;
  /** Which plan. */
  plan_id: PlanId;
  /** Why. */
  reason: string;
}

/** Asks for a plan. */
export interface PlanGet {
  /** Which. */
  plan_id: PlanId;
}

/** One plan. */
export interface PlanResult {
  /** The plan. */
  plan: PlanSheet;
}

/** Asks for plans of a customer or of a state: exactly one of them. */
export interface PlanList {
  /** Only those that came on the list before this cursor: the `next` of the page before. */
  before?: number | null;
  /** Whose. */
  customer_id?: CustomerId | null;
  /** At most so many; 100 when absent. */
  limit?: number | null;
  /** How far they have come. */
  state?: PlanState | null;
}

/** Plans. */
export interface PlanListResult {
  /** Where the next page goes on; absent on the last one. */
  next: number | null;
  /** Newest first. */
  plans: PlanSheet[];
}

/** Asks for plans with late installments. */
export interface PlanOverdueList {
  /** At most so many; 100 when absent. */
  limit?: number | null;
}

/** Plans with late installments. */
export interface PlanOverdueResult {
  /** What is late in all. */
  overdue: number;
  /** The one that is late longest first. */
  plans: PlanSheet[];
}

/** Searches parts, customers, vehicles, tickets and canned jobs at once. */
export interface SearchAll {
  /** At most so many; 20 when absent, 100 at most. */
  limit?: number | null;
  /** What was typed or scanned. */
  query: string;
  /** Only parts that fit this vehicle, or have no fitment. */
  vehicle_id?: VehicleId | null;
}

/** What was found. */
export interface SearchFound {
  /** The most exact first. */
  hits: SearchHit[];
}

/** One thing that was found. */
export interface SearchHit {
  /** What tells it from others: a number, a phone, an owner. */
  detail: string | null;
  /** Its id. */
  id: string;
  /** What it is. */
  kind: SearchKind;
  /** How people name it. */
  label: string;
  /** How exactly it was meant. */
  match_kind: SearchMatch;
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
  /** Paid by tender: `cash`, `card`, `check`, `account` and so on; refunds taken off. */
  tenders: {
    [k: string]: number;
  };
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
  /** The id of the thing it is about. */
  id: string;
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

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
export type CannedJobId = string;

/** Id (UUID). */
export type CoreId = string;

/** In what condition an old part comes. */
export type CoreGrade = "good" | "partial" | "rejected" | "part_returned";

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
export type JobKind = "receipt" | "drawer" | "paper" | "reprint" | "document";

/** Which paper. */
export type PaperKind = "bin_label" | "core_tag" | "count_sheet" | "deposit_slip" | "estimate" | "invoice" | "key_tag" | "oil_change_sticker" | "part_label" | "purchase_order" | "receipt" | "statement" | "tire_label" | "transfer_slip" | "work_order" | "work_order_label" | "work_order_technician" | "x_report" | "z_report";

/** Where a job stands. */
export type JobState = "requested" | "started" | "done" | "unconfirmed" | "failed" | "unknown";

/** What one row of a table is. */
export type ImportKind = "customers" | "vehicles" | "parts" | "prices" | "stock";

/** The order of day, month and year. */
export type ImportDates = "year_month_day" | "month_day_year" | "day_month_year";

/** The sign before decimals. */
export type ImportDecimal = "point" | "comma";

/** The program that is to read the file. */
export type BooksFormat = "ledger" | "iif" | "xero";

/** Which set of rules. */
export type PolicyKind = "prices" | "labor" | "charges" | "limits" | "statuses" | "intervals" | "cores" | "buying" | "no_receipt";

/** What is asked of a ticket's bought parts before it is invoiced: each was billed on it, put on the shelf or sent back. */
export type Reconciling = "off" | "warn" | "block";

/** Who begins drafts of what runs low. */
export type Reordering = "automatic" | "by_hand";

/** How often a fee is charged. */
export type FeeBasis = "per_unit" | "per_ticket";

/** What kind of thing a line sells, as far as fees tell lines apart. */
export type ChargeClass = "part" | "labor" | "diagnostic" | "sublet" | "core";

/** Whether supplies are worked out, and bounded, for the ticket or for each of its jobs. */
export type SuppliesPer = "ticket" | "job";

/** What a labor band changes: exactly one of these. */
export type LaborStep = { rate: UnitPrice } | { rate_times: Factor } | { hours_times: Factor }

/** A factor as decimal text, at most 1000. */
export type Factor = string;

/** What buying many brings: exactly one of these. */
export type BreakOff = { percent: Rate } | { price: UnitPrice }

/** What kind of buyer a price is for. */
export type PriceLevel = "retail" | "installer" | "wholesale" | "jobber" | "fleet";

/** What buyers of a level pay: the word `matrix`, or a share off the list price. */
export type PriceTerms = "matrix" | { off_list: Rate }

/** How the rows of a matrix join. */
export type MatrixMode = "stepped" | "linear";

/** How a price follows from a cost: exactly one of these. */
export type PriceFormula = { multiplier: Factor } | { margin: Margin } | { markup: Factor } | { amount: UnitPrice }

/** A share of the price as decimal text, at most 0.99. */
export type Margin = string;

/** What a price rule says: exactly one of these. */
export type PriceAction = { fixed: UnitPrice } | { on_cost: PriceFormula } | { off_list: Rate }

/** One line of a canned job: exactly one of these. */
export type CannedLine = { part: CannedPart } | { labor: CannedLabor } | { fee: CannedFee } | { sublet: CannedSublet }

/** Id (UUID). */
export type TransferId = string;

/** Where a transfer stands. */
export type TransferState = "requested" | "sent" | "received" | "closed" | "canceled";

/** Which few parts make up most of what is sold in a year: A to 80 % of its cost, B to 95 %, C the rest. */
export type AbcClass = "a" | "b" | "c";

/** Id (UUID). */
export type CountId = string;

/** Where a count stands. */
export type CountState = "open" | "posted" | "canceled";

/** Where a line stands. */
export type CountLineState = "uncounted" | "again" | "counted";

/** Id (UUID). */
export type SupplierPartId = string;

/** For what something is bought. */
export type PurchasePurposeKind = "stock" | "special_order" | "sublet" | "work_order";

/** Id (UUID). */
export type SupplierInvoiceId = string;

/** In what an invoice differs. */
export type SupplierInvoiceDifferenceKind = "quantity" | "price" | "core" | "freight" | "charges" | "not_ordered";

/** How far an invoice has come. */
export type SupplierInvoiceState = "entered" | "accepted" | "rejected";

/** How far a purchase has come. */
export type PurchaseState = "draft" | "ordered" | "acknowledged" | "partly_received" | "received" | "closed" | "canceled";

/** How a difference is settled. */
export type SupplierInvoiceSettlement = "accepted" | "credited" | "arrived";

/** Why a part that runs low is on no proposal. */
export type NotOrderedReason = "no_supplier" | "over_max" | "pack_size";

/** Why things go back. */
export type SupplierReturnKind = "plain" | "warranty" | "cores";

/** What a line sends back. */
export type SupplierReturnItem = "stock" | "failed" | "labor" | "core";

/** Id (UUID). */
export type SupplierReturnId = string;

/** How far a return has come. */
export type SupplierReturnState = "requested" | "sent" | "credited" | "canceled";

/** Why a sale was lost. */
export type LostReason = "out_of_stock" | "not_kept" | "price" | "other";

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

/** Id (UUID). */
export type EntryId = string;

/** Id (UUID). */
export type TillId = string;

/** Which way cash moved. */
export type TillMoveKind = "paid_in" | "paid_out" | "dropped_to_safe" | "dropped_to_bank";

/** Where a session stands. */
export type TillStatus = "open" | "closed";

/** Where dropped cash goes. */
export type TillDropTo = "safe" | "bank";

/** What it is made for. */
export type PaperForm = "roll58" | "roll80" | "a4" | "letter";

/** Id (UUID) of a ticket, session, purchase and so on. */
export type AnyId = string;

/** What a device is. */
export type DeviceKind = "scanner" | "printer" | "label_printer" | "drawer" | "scale" | "display" | "card_reader";

/** What a printer says of its paper. */
export type PaperState = "ok" | "near_end" | "out";

/** How a device is. */
export type DeviceState = "ready" | "absent" | "denied" | "faulty";

/** What a scanner is to do. */
export type ScannerOrder = "beep_good" | "beep_bad" | "enable" | "disable" | "trigger";

/** What a scan's text holds. */
export type ScanReading = { gtin: string } | { vin: VinReading } | { gs1: Gs1Element[] } | { licence: Licence } | { tire_number: string }

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
  /** Adds a canned job with its lines. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_canned": { params: TicketAddCanned; result: TicketAccepted };
  /** Takes old parts back that are brought after the sale, or without a receipt. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_core_return": { params: TicketAddCoreReturn; result: TicketAccepted };
  /** Sells another firm's work. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_sublet": { params: TicketAddSublet; result: TicketAccepted };
  /** Adds a fee. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_fee": { params: TicketAddFee; result: TicketAccepted };
  /** Notes a part that the customer brought. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_customer_part": { params: TicketAddCustomerPart; result: TicketAccepted };
  /** Takes goods of an earlier sale back. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_return": { params: TicketAddReturn; result: TicketAccepted };
  /** Takes goods back that nobody can show to have been sold here, for store credit. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "ticket.add_return_without_receipt": { params: TicketAddReturnWithoutReceipt; result: TicketAccepted };
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
  /** Takes a job back that has not begun. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "job.cancel": { params: JobCancel; result: JobsAccepted };
  /** Says what became of a job whose device could not tell. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "job.resolve": { params: JobResolve; result: JobsAccepted };
  /** Prints what a job printed once more, marked as a copy. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "job.reprint": { params: JobReprint; result: JobsAccepted };
  /** Shows what a job sent, as it looks on paper. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "job.preview": { params: JobPreview; result: JobPreviewed };
  /** Lists jobs of devices. A person signed in as Technician or higher, or a token with the scope `read`. */
  "job.list": { params: JobListQuery; result: JobList };
  /** Searches parts by number, fragment, barcode or words. A person signed in as Technician or higher, or a token with the scope `read`. */
  "part.search": { params: PartSearch; result: PartsFound };
  /** Returns a part with its movements. A person signed in as Technician or higher, or a token with the scope `read`. */
  "part.get": { params: PartGet; result: PartResult };
  /** Adds or changes parts. A person signed in as Manager or higher, or a token with the scope `stock`. */
  "part.import": { params: PartImport; result: PartsImported };
  /** Proposes which column of a file is which field. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "import.columns": { params: ImportColumns; result: ImportProposed };
  /** Tells what would come of importing a table, without importing it. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "import.dry_run": { params: ImportDryRun; result: ImportDryRunResult };
  /** Takes in rows of a table; bad rows are told, good ones are taken. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "import.apply": { params: ImportApply; result: ImportApplied };
  /** Takes in what a supplier says parts fit. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "import.fitment": { params: ImportFitment; result: ImportApplied };
  /** Takes in what a supplier says about parts. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "import.facts": { params: ImportFacts; result: ImportApplied };
  /** Lists the accounts of the books. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "books.accounts": { params: Nothing; result: BooksAccounts };
  /** Writes entries of the books for another program. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "books.export": { params: BooksExport; result: BooksExported };
  /** Corrects the stock of a part. A person signed in as Manager or higher, or a token with the scope `stock`. */
  "stock.adjust": { params: StockAdjust; result: StockAdjusted };
  /** Returns a set of the shop's rules as it is in force. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "policy.get": { params: PolicyGet; result: PolicyResult };
  /** Sets rules of the shop, in force from the next order on. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "policy.set": { params: PolicySet; result: PolicyAccepted };
  /** Says what a part costs a buyer, and why. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "price.quote": { params: PriceQuote; result: PriceQuoted };
  /** Finds the matrix that would have met a gross profit on what was sold. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "price.solve_target": { params: PriceSolveTarget; result: PriceTargetSolved };
  /** Makes or changes a canned job; needs an advisor. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "canned.save": { params: CannedSave; result: CannedAccepted };
  /** Offers a canned job no more; needs an advisor. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "canned.retire": { params: CannedRetire; result: CannedAccepted };
  /** Lists the canned jobs that are offered. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "canned.list": { params: CannedList; result: CannedListResult };
  /** Returns a canned job. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "canned.get": { params: CannedGet; result: CannedResult };
  /** Lists old parts that are owed, here or at suppliers. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "core.list": { params: CoreList; result: CoreListResult };
  /** Returns the old parts of one sold line. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "core.get": { params: CoreGet; result: CoreResult };
  /** Sends old parts to a supplier. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "core.send": { params: CoreSend; result: CoreAccepted };
  /** Books what a supplier credits for old parts. A person signed in as Manager or higher, or a token with the scope `stock`. */
  "core.credit": { params: CoreCredit; result: CoreAccepted };
  /** Gives a customer more time for an old part; needs a manager. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "core.extend": { params: CoreExtend; result: CoreAccepted };
  /** Keeps the deposit of an old part that was not brought in time. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "core.forfeit": { params: CoreForfeit; result: CoreAccepted };
  /** Keeps the deposits of all old parts whose day has passed. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "core.forfeit_due": { params: CoreForfeitDue; result: CoresForfeited };
  /** Asks for stock of another location, or sends some there. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "transfer.open": { params: TransferOpen; result: TransferAccepted };
  /** Lets goods of a transfer leave. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "transfer.send": { params: TransferMove; result: TransferAccepted };
  /** Takes goods of a transfer in. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "transfer.receive": { params: TransferMove; result: TransferAccepted };
  /** Says that nothing more will come; a manager writes off what is missing. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "transfer.close": { params: TransferClose; result: TransferAccepted };
  /** Gives a transfer up before anything left. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "transfer.cancel": { params: TransferCancel; result: TransferAccepted };
  /** Lists transfers, newest first. A person signed in as Technician or higher, or a token with the scope `read`. */
  "transfer.list": { params: TransferList; result: TransferListResult };
  /** Returns a transfer. A person signed in as Technician or higher, or a token with the scope `read`. */
  "transfer.get": { params: TransferGet; result: TransferResult };
  /** Begins a count of stock. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "count.open": { params: CountOpen; result: CountAccepted };
  /** Puts a part on a count's list that was found and is not on it. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "count.add": { params: CountAdd; result: CountAccepted };
  /** Writes down what was counted. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "count.tally": { params: CountTally; result: CountAccepted };
  /** Has parts counted again. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "count.recount": { params: CountRecount; result: CountAccepted };
  /** Approves a count's differences and posts them; needs a manager. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "count.post": { params: CountPost; result: CountAccepted };
  /** Gives a count up. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "count.cancel": { params: CountCancel; result: CountAccepted };
  /** Lists counts, newest first. A person signed in as Technician or higher, or a token with the scope `read`. */
  "count.list": { params: CountList; result: CountListResult };
  /** Returns a count with a page of its sheet. A person signed in as Technician or higher, or a token with the scope `read`. */
  "count.get": { params: CountGet; result: CountResult };
  /** Adds or changes a supplier. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "supplier.save": { params: SupplierSave; result: SupplierSaved };
  /** Stops buying at a supplier, or begins again. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "supplier.retire": { params: SupplierRetire; result: SupplierSaved };
  /** Lists suppliers. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "supplier.list": { params: SupplierList; result: SupplierListResult };
  /** Returns a supplier with what it asks for parts and what is owed. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "supplier.get": { params: SupplierGet; result: SupplierResult };
  /** Says what a supplier asks for a part. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "supplier.save_part": { params: SupplierSavePart; result: SupplierPartSaved };
  /** Notes that a supplier sells a part no more. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "supplier.remove_part": { params: SupplierRemovePart; result: SupplierPartSaved };
  /** Begins an order to a supplier. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.open": { params: PurchaseOpen; result: PurchaseAccepted };
  /** Adds a line to a draft. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.add_line": { params: PurchaseAddLine; result: PurchaseAccepted };
  /** Changes a line of a draft. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.change_line": { params: PurchaseChangeLine; result: PurchaseAccepted };
  /** Takes a line off a draft. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.remove_line": { params: PurchaseLineOrder; result: PurchaseAccepted };
  /** Sets freight, day and words. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.set_terms": { params: PurchaseSetTerms; result: PurchaseAccepted };
  /** Marks a draft as sent to the supplier: its goods are on order. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.place": { params: PurchasePlace; result: PurchaseAccepted };
  /** Notes that the supplier will deliver, and what comes later. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.acknowledge": { params: PurchaseAcknowledge; result: PurchaseAccepted };
  /** Counts a delivery in. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.receive": { params: PurchaseReceive; result: PurchaseAccepted };
  /** Waits no longer for some of a line. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.cancel_line": { params: PurchaseCancelLine; result: PurchaseAccepted };
  /** Gives a purchase up before anything has come. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.cancel": { params: PurchaseCancel; result: PurchaseAccepted };
  /** Is done with a purchase. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.close": { params: PurchaseClose; result: PurchaseAccepted };
  /** Enters a supplier's invoice; nothing is booked yet. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.enter_invoice": { params: PurchaseEnterInvoice; result: PurchaseAccepted };
  /** Books an invoice as payable. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.accept_invoice": { params: PurchaseAcceptInvoice; result: PurchaseAccepted };
  /** Sends an invoice back. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.reject_invoice": { params: PurchaseRejectInvoice; result: PurchaseAccepted };
  /** Settles a difference that an accepted invoice left open. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.settle_difference": { params: PurchaseSettleDifference; result: PurchaseAccepted };
  /** Notes that the customer was told that a special order is here. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.notice_arrival": { params: PurchaseNoticeArrival; result: PurchaseAccepted };
  /** Lets a customer out of a special order. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.cancel_special": { params: PurchaseCancelSpecial; result: PurchaseAccepted };
  /** Puts goods that were kept for a ticket on the shelf. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.stock_line": { params: PurchaseStockLine; result: PurchaseAccepted };
  /** Returns a purchase with the differences of its invoices. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "purchase.get": { params: PurchaseGet; result: PurchaseResult };
  /** Lists purchases, newest first. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "purchase.list": { params: PurchaseList; result: PurchaseListResult };
  /** Proposes what to order of what runs low, by supplier. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "purchase.reorder": { params: PurchaseReorder; result: PurchaseReorderResult };
  /** Makes draft purchases of what is proposed. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "purchase.reorder_draft": { params: PurchaseReorderDraft; result: PurchasesDrafted };
  /** Lists what was bought for a ticket and is neither billed nor stocked nor returned. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "purchase.reconcile": { params: PurchaseReconcile; result: PurchaseReconcileResult };
  /** Asks a supplier to take something back. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "supplier_return.open": { params: SupplierReturnOpen; result: SupplierReturnAccepted };
  /** Sends a return off: goods leave stock and the supplier owes for them. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "supplier_return.send": { params: SupplierReturnSend; result: SupplierReturnAccepted };
  /** Does not send a return after all. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "supplier_return.cancel": { params: SupplierReturnReasoned; result: SupplierReturnAccepted };
  /** Enters a supplier's credit. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "supplier_return.credit": { params: SupplierReturnCredit; result: SupplierReturnAccepted };
  /** Gives up what was not credited. A person signed in as Clerk or higher, or a token with the scope `stock`. */
  "supplier_return.accept_short": { params: SupplierReturnReasoned; result: SupplierReturnAccepted };
  /** Returns a return to a supplier. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "supplier_return.get": { params: SupplierReturnGet; result: SupplierReturnResult };
  /** Lists returns to suppliers, newest first. A person signed in as Advisor or higher, or a token with the scope `stock`. */
  "supplier_return.list": { params: SupplierReturnList; result: SupplierReturnListResult };
  /** Lists parts at their minimum or below. A person signed in as Technician or higher, or a token with the scope `read`. */
  "part.low": { params: PartLow; result: PartLowResult };
  /** Notes that a customer wanted a part and went without. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "part.lost_sale": { params: PartLostSale; result: PartNoted };
  /** Keeps a part although it hardly sells, or no longer. A person signed in as Manager or higher, or a token with the scope `stock`. */
  "part.protect": { params: PartProtect; result: PartNoted };
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
  /** Sums up the sales of a day or a longer period. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "report.daily": { params: ReportPeriod; result: ReportDaily };
  /** Sums up what technicians did. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "report.technicians": { params: ReportPeriod; result: ReportTechnicians };
  /** Sums up what parts sold, earned and cost. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "report.parts": { params: ReportPeriod; result: ReportParts };
  /** Lists work that customers put off, and what was done after all. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "report.deferred": { params: ReportPeriod; result: ReportDeferred };
  /** Sums up what advisors proposed and what became of it. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "report.advisors": { params: ReportPeriod; result: ReportAdvisors };
  /** Sums up every account of the books. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "report.trial_balance": { params: ReportPeriod; result: ReportTrialBalance };
  /** Lists entries of the books. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "report.ledger": { params: ReportLedgerQuery; result: ReportLedger };
  /** Opens a session of this counter's drawer. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "till.open": { params: TillOpen; result: TillAccepted };
  /** Puts cash in that is no sale. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "till.pay_in": { params: TillMove; result: TillAccepted };
  /** Takes cash out for the shop's needs. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "till.pay_out": { params: TillMove; result: TillAccepted };
  /** Takes cash out to the safe or the bank. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "till.drop": { params: TillDrop; result: TillAccepted };
  /** Counts the drawer. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "till.count": { params: TillCount; result: TillAccepted };
  /** Closes the session with its last count: the Z report. A person signed in as Clerk or higher, or a token with the scope `sell`. */
  "till.close": { params: TillClose; result: TillAccepted };
  /** Returns the open session with its figures: the X report. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "till.current": { params: Nothing; result: TillCurrent };
  /** Prints the open session's figures. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "till.x_report": { params: TillXReport; result: JobsAccepted };
  /** Lists sessions of this counter, newest first. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "till.list": { params: TillListQuery; result: TillList };
  /** Returns a session with its Z report. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "till.get": { params: TillGetQuery; result: TillGetResult };
  /** Makes a paper as a PDF or a picture. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "document.render": { params: DocumentRender; result: DocumentRendered };
  /** Prints a paper of something the shop keeps. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "document.print": { params: DocumentPrint; result: JobsAccepted };
  /** Lists devices with their state. A person signed in as Technician or higher, or a token with the scope `read`. */
  "device.list": { params: Nothing; result: DeviceList };
  /** Lists the hardware that this computer has, with what to write in the settings. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "device.discover": { params: Nothing; result: DeviceDiscovery };
  /** Takes a device for oneself; whoever holds it has two seconds to keep it. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "device.claim": { params: DeviceClaim; result: DeviceClaimed };
  /** Keeps a device that somebody else has asked for. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "device.retain": { params: DeviceNamed; result: Nothing };
  /** Gives a device back. A person signed in as Clerk or higher, or a token with the scope `print`. */
  "device.release": { params: DeviceNamed; result: Nothing };
  /** Takes a device from whoever holds it. A person signed in as Manager or higher, or a token with the scope `manage`. */
  "device.take": { params: DeviceClaim; result: DeviceClaimed };
  /** Makes a scanner beep, read, or let its scans through or not. A person signed in as Technician or higher, or a token with the scope `scan`. */
  "scanner.tell": { params: ScannerTell; result: Nothing };
  /** Says what lies on a scale. A person signed in as Technician or higher, or a token with the scope `weigh`. */
  "scale.weigh": { params: Weigh; result: Weight };
  /** Shows something to the customer. A person signed in as Clerk or higher, or a token with the scope `display`. */
  "display.show": { params: Show; result: Nothing };
  /** Lists when cash drawers stood open. A person signed in as Clerk or higher, or a token with the scope `read`. */
  "drawer.openings": { params: DrawerOpeningsQuery; result: DrawerOpenings };
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
  distance?: number | null;
  /** Months. */
  months?: number | null;
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
  /**
   * Who took the answer, where a program tells and it was not given online. Of a person who is signed in it is not
   * read.
   */
  taken_by?: StaffId | null;
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

/** Adds a canned job with its lines. */
export interface TicketAddCanned {
  /** What the vehicle has of each attribute that the job goes by, by name: `{"cylinders": "6"}`. */
  attributes?: {
    [k: string]: Quantity;
  };
  /** Which canned job. */
  canned_job_id: CannedJobId;
  /** Idempotency key. */
  key: Key;
  /** Which ticket. */
  ticket_id: TicketId;
}

/** Takes old parts back that are brought after the sale: exactly one of `core_id`, `part_id` and `code`. */
export interface TicketAddCoreReturn {
  /** The same by number or barcode. */
  code?: string | null;
  /** The core of the sale they belong to. */
  core_id?: CoreId | null;
  /** In what condition. */
  grade: CoreGrade;
  /** Idempotency key. */
  key: Key;
  /** Without a receipt: the part they are the old ones of. Not everyone may take them. */
  part_id?: PartId | null;
  /** How many; one when absent. */
  quantity?: Quantity | null;
  /** Which ticket. */
  ticket_id: TicketId;
  /** What a supplier will credit for one in major units, when it is not what goes back to the customer. */
  value?: UnitPrice | null;
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

/**
 * Takes goods back that nobody can show to have been sold here: at the lowest price of late, for store credit alone.
 * Give the part by id or by code.
 */
export interface TicketAddReturnWithoutReceipt {
  /** Which part, by number in any spelling or by barcode. */
  code?: string | null;
  /** What becomes of them; back to stock when absent. */
  destination?: ReturnTo | null;
  /** Idempotency key. */
  key: Key;
  /** Which part, by id. */
  part_id?: PartId | null;
  /** How many come back; one when absent. */
  quantity?: Quantity | null;
  /** Why they come back. */
  reason: string;
  /** The serial numbers that come back. */
  serials?: string[];
  /** What the person showed of themselves, such as `driving licence`. It is kept and printed nowhere. */
  shown: string;
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
  /** Which drawer; the counter's own when absent. */
  device?: string | null;
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

/** Takes a job back that has not begun. */
export interface JobCancel {
  /** Which. */
  job_id: JobId;
  /** Idempotency key. */
  key: Key;
}

/** Says what became of a job whose device could not tell. */
export interface JobResolve {
  /** Whether the whole of it was done. If not, it counts as failed and may be retried. */
  done: boolean;
  /** Which. */
  job_id: JobId;
  /** Idempotency key. */
  key: Key;
}

/** Prints what a job printed once more, marked as a copy. */
export interface JobReprint {
  /** Which. */
  job_id: JobId;
  /** Idempotency key. */
  key: Key;
}

/** Asks for a picture of what a job sent. */
export interface JobPreview {
  /** Which. */
  job_id: JobId;
}

/** What a job sent, as it looks on paper. */
export interface JobPreviewed {
  /** PNG pictures in base64, one for each piece of paper. */
  pages: string[];
  /** The text lines, top to bottom. */
  text: string[];
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
  /** Which paper, of a job of kind `paper`. */
  paper: PaperKind | null;
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
  confirmed?: boolean;
  /** Engine; any when absent. */
  engine?: string | null;
  /** Make. */
  make: string;
  /** Model. */
  model: string;
  /** Where on the vehicle. */
  position?: string | null;
  /** What else must hold, in words. */
  qualifier?: string | null;
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
  /** Order when this many or fewer are available or on order. */
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

/** Asks for a proposed map. */
export interface ImportColumns {
  /** What stands between cells; a comma when absent. */
  delimiter?: string | null;
  /** The file's headers. */
  headers: string[];
  /** What the rows are. */
  kind: ImportKind;
}

/** A proposed map: to be looked at by a person. */
export interface ImportProposed {
  /** The map. */
  map: ImportMap;
  /** Groups of fields of which one is needed and none was found. */
  missing: string[][];
  /** Fields of the map that are read and checked, but that the shop does not keep. */
  not_kept: string[];
  /** Headers that no field was found for. */
  unknown: string[];
}

/** Which column of a file is which of our fields, and how values are written. */
export interface ImportMap {
  /** By our field's name. */
  columns: {
    [k: string]: ImportColumn;
  };
  /** How days are written. */
  dates?: ImportDates & string;
  /** How numbers are written. */
  decimal?: ImportDecimal & string;
  /** What stands between cells: `,`, `;`, `|` or a tab. */
  delimiter?: string;
  /** Whether a `'` before what a spreadsheet could take for a formula is taken off: our own exports have it. */
  guarded?: boolean;
  /** Whether the first line holds headers. */
  has_headers?: boolean;
  /** Whether blanks around values are left out. */
  trim?: boolean;
}

/** Where a field's value comes from: a column by header or place, and a constant where it is blank. */
export interface ImportColumn {
  /** The value for rows without one. */
  constant?: string | null;
  /** The column's header; case, blanks and punctuation do not matter. */
  header?: string | null;
  /** The column's place, from 0. */
  index?: number | null;
}

/** Asks what would come of an import. */
export interface ImportDryRun {
  /** What the rows are. */
  kind: ImportKind;
  /** How the table is read. */
  map: ImportMap;
  /** The table with its headers. */
  text: string;
}

/** What would come of an import, by the file alone. */
export interface ImportDryRunResult {
  /** Rows that cannot. */
  bad: number;
  /** The first hundred rows that cannot be read. */
  errors: ImportRowProblem[];
  /** Rows that can be read. */
  good: number;
  /** Good rows that say the same thing as one before them. */
  repeated: number;
  /** Rows with anything in them. */
  rows: number;
  /** The first hundred things to look at. */
  warnings: ImportRowWarning[];
}

/** A row that was not taken. */
export interface ImportRowProblem {
  /** The column's header, where one cell is at fault. */
  column: string | null;
  /** What to do. */
  hint: string;
  /** What is wrong. */
  message: string;
  /** Which row of the file, from 1, headers not counted. */
  row: number;
}

/** Something to look at. */
export interface ImportRowWarning {
  /** What to look at. */
  message: string;
  /** Which row of the file. */
  row: number;
}

/** Takes in a table of at most 500 rows. A row that says what is known already changes nothing. */
export interface ImportApply {
  /** The number of its first row in the whole file; 1 when absent. */
  first_row?: number | null;
  /** Idempotency key. */
  key: Key;
  /** What the rows are. */
  kind: ImportKind;
  /** Where stock lies that the row gives no place for; the shop's location when absent. */
  location?: string | null;
  /** How the table is read. */
  map: ImportMap;
  /** What the other program is called: its ids are kept under it. `import` when absent. */
  system?: string | null;
  /** The table with its headers. */
  text: string;
}

/** What an import did. */
export interface ImportApplied {
  /** Journal cursor; 0 when no row could be taken. */
  cursor: number;
  /** Rows that were not taken. */
  errors: ImportRowProblem[];
  /** Stock movements that were made. */
  moved: number;
  /** Whether this is the first answer given again. What is wrong with rows is then worked out again. */
  replayed: boolean;
  /** Customers, vehicles or parts that were added or changed. */
  saved: number;
  /** Rows that were taken, changed anything or not. */
  taken: number;
}

/** Takes in what a supplier says parts fit (ACES applications), at most 500 rows. */
export interface ImportFitment {
  /** Idempotency key. */
  key: Key;
  /** The applications. */
  rows: ImportFitmentRow[];
}

/** An application. */
export interface ImportFitmentRow {
  /** The maker as the shop writes it; absent, the number must name one part. */
  brand?: string | null;
  /** What else must hold, in words: without it the fitment would promise too much. */
  conditions?: string[];
  /** Engine; any when absent. */
  engine?: string | null;
  /** Make. */
  make: string;
  /** Model. */
  model: string;
  /** The maker's number. */
  number: string;
  /** Where on the vehicle. */
  position?: string | null;
  /** Whether it no longer holds. */
  removed?: boolean;
  /** Which row, or line, of the file. */
  row: number;
  /** First model year. */
  year_from: number;
  /** Last model year, included. */
  year_to: number;
}

/** Takes in what a supplier says about parts that the shop has (PIES items), at most 500. */
export interface ImportFacts {
  /** Idempotency key. */
  key: Key;
  /** The facts. */
  rows: ImportFactRow[];
}

/** What a supplier says about a part; what is absent stays as it is. */
export interface ImportFactRow {
  /** The maker as the shop writes it; absent, the number must name one part. */
  brand?: string | null;
  /** The deposit on its old part. */
  core?: UnitPrice | null;
  /** What the shop pays; counts while the part's stock never moved. */
  cost?: UnitPrice | null;
  /** The prices' currency, ISO 4217; the shop's when absent. */
  currency?: string | null;
  /** A few words. */
  description?: string | null;
  /** From which day on the prices hold. */
  effective?: Day | null;
  /** The GTIN under the barcode. */
  gtin?: string | null;
  /** Other numbers it goes by. */
  interchange?: string[];
  /** The maker's number. */
  number: string;
  /** What a customer pays for one. */
  price?: UnitPrice | null;
  /** Which row, or line, of the file. */
  row: number;
  /** The number that takes its place. */
  superseded_by?: string | null;
}

/** The accounts of the books. */
export interface BooksAccounts {
  /** Every account. */
  accounts: BooksAccount[];
}

/** An account. */
export interface BooksAccount {
  /** `asset`, `liability`, `equity`, `income` or `expense`. */
  class: string;
  /** Its stable word, e.g. `cash`. */
  code: string;
  /** Its name. */
  title: string;
}

/** Writes the entries of a span of days. */
export interface BooksExport {
  /** For which program. */
  format: BooksFormat;
  /** First day. */
  from: Day;
  /** Last day, included. */
  to: Day;
}

/**
 * The books as files. The same days give the same files, and each entry carries its id, so that a second import can be
 * told from a new one.
 */
export interface BooksExported {
  /** How many entries they hold. */
  entries: number;
  /** The files in order; one, but for Xero, which takes a limited number of lines. */
  files: BooksFile[];
}

/** A file. */
export interface BooksFile {
  /** How many entries it has. */
  entries: number;
  /** How many lines the entries have together. */
  lines: number;
  /** Its text. */
  text: string;
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

/** Asks for a set of rules. */
export interface PolicyGet {
  /** Which. */
  kind: PolicyKind;
}

/** A set of rules that is in force. */
export interface PolicyResult {
  /** The rules. */
  policy: Policy;
}

/** A set of rules: the field that `kind` names, and no other. */
export interface Policy {
  /** Who may buy, and what may differ. */
  buying: BuyingRules | null;
  /** Fees and supplies. */
  charges: ChargeRules | null;
  /** How long old parts are waited for. */
  cores: CoreTerms | null;
  /** How often services are due. */
  intervals: ServiceInterval[] | null;
  /** Which. */
  kind: PolicyKind;
  /** What labor costs; absent also while the shop keeps no labor rates but the one of its settings. */
  labor: LaborBook | null;
  /** What each role may do alone: every role, as it stands. */
  limits: RoleLimits[] | null;
  /** How goods without a receipt are taken back. */
  no_receipt: NoReceiptRules | null;
  /** What parts cost; absent also while the shop keeps no price book, and sells at list prices. */
  prices: PriceBook | null;
  /** How far work can be. */
  statuses: string[] | null;
}

/** Who may buy, and what may differ. */
export interface BuyingRules {
  /** Who may accept what does not agree. */
  accept_role: Role;
  /** Who may order, acknowledge, cancel and enter invoices. */
  order_role: Role;
  /** Who may take more than was ordered. */
  over_receipt_role: Role;
  /** Who may count deliveries in and hand goods on. */
  receive_role: Role;
  /** What is asked of a ticket's bought parts before it is invoiced; `block` when absent. */
  reconciling?: Reconciling & string;
  /** Who begins drafts of what runs low; the daemon when absent. */
  reordering?: Reordering & string;
  /** The share of the selling price kept when a special order that has come is canceled. */
  restocking_rate: Rate;
  /** The largest difference on an invoice that passes by itself, in minor units. Both tolerances must hold. */
  tolerance: number;
  /** The largest share of what was expected that a price or core deposit may differ by. */
  tolerance_rate: Rate;
  /** After how many days a special order that lies here counts as uncollected, 1 to 3650. */
  uncollected_days: number;
}

/** Fees and shop supplies, in the order they are printed: fees first. */
export interface ChargeRules {
  /** Fees. */
  fees?: FeeRule[];
  /** Supplies. */
  supplies?: SuppliesRule[];
}

/** A fee: tire, battery, oil, hazardous waste. */
export interface FeeRule {
  /** How much one is, in major units. */
  amount: UnitPrice;
  /** How often it is charged. */
  basis: FeeBasis;
  /** The law that demands it, as printed, e.g. `Tex. Health & Safety Code 361.138`; absent: the shop's own fee. */
  citation?: string | null;
  /** A short code, unique among fees and supplies. */
  code: string;
  /** What is printed. */
  name: string;
  /** The class that tax rules know it by, e.g. `fee_mandated`. */
  tax_class: string;
  /** Which lines bring it about. */
  trigger: FeeTrigger;
}

/** Which lines bring a fee about: those of a class, a category or a tag named here, and without an exempt tag. */
export interface FeeTrigger {
  /** Categories of parts. */
  categories?: string[];
  /** Classes. */
  classes?: ChargeClass[];
  /** Tags that keep a line out. */
  exempt_tags?: string[];
  /** Tags of parts, e.g. `tire`. */
  tags?: string[];
}

/** Shop supplies: a share of what was sold. */
export interface SuppliesRule {
  /** A short code, unique among fees and supplies. */
  code: string;
  /** Categories that are left out whatever their class. */
  excluded_categories?: string[];
  /** The greatest amount in minor units. */
  max?: number | null;
  /** The least amount in minor units, once there is something to charge on. */
  min?: number | null;
  /** What is printed. */
  name: string;
  /** What the bounds are for. */
  per: SuppliesPer;
  /** The sentence that the law has printed with it. */
  sentence?: string | null;
  /** The shares by class. */
  shares: SuppliesShare[];
  /** The class that tax rules know it by, e.g. `supplies`. */
  tax_class: string;
}

/** The share of one class that is charged as supplies. */
export interface SuppliesShare {
  /** Which class; one that is not named is left out. */
  class: ChargeClass;
  /** The share: `"0.05"` is 5 %. */
  rate: Rate;
}

/** How long old parts are waited for, and what an imperfect one brings. */
export interface CoreTerms {
  /** Days from the sale until the deposit may be forfeited, 1 to 3650. */
  days: number;
  /** The share of the deposit given for an old part that is worth only some of it. */
  partial: Rate;
}

/** How often a service is due: after so many months or so far, whichever comes first. */
export interface ServiceInterval {
  /** How many days before the day it is spoken of. */
  ahead_days?: number;
  /** How far before the reading it is spoken of. */
  ahead_distance?: number;
  /** The canned job that does it. */
  canned_id?: CannedJobId | null;
  /** Distance between two of them in the unit of the readings, 1 or more. */
  distance?: number | null;
  /** Calendar months between two of them, 1 or more. */
  months?: number | null;
  /** What it is, such as `oil change`: the same words as the job or line that does it. */
  service: string;
}

/** What labor costs. */
export interface LaborBook {
  /** The bands, fewest hours first. */
  bands?: LaborBand[];
  /** The rates, each name once. */
  rates?: LaborRate[];
}

/** One band of hours: it holds up to the next band's; below the first nothing changes. */
export interface LaborBand {
  /** The least hours. */
  from: Quantity;
  /** What it changes. */
  step: LaborStep;
}

/** One labor rate. */
export interface LaborRate {
  /** Whether the bands apply to it. */
  by_bands?: boolean;
  /** `customer`, `warranty`, `internal`, `diagnostic`, `fleet`, or a name of the shop's own. */
  name: string;
  /** What an hour costs, in major units. */
  rate: UnitPrice;
}

/** What one role may do alone; beyond it someone who may stands in with their PIN. */
export interface RoleLimits {
  /** Whether a line may be put on warranty or on the shop itself. */
  change_pay_type: boolean;
  /** Whether prices may be set by hand. */
  change_price: boolean;
  /** The largest share of a price that may be taken off: `"0.1"` is 10 %. */
  discount_max: Rate;
  /** Whether an account may go over its limit or be used while on hold. */
  exceed_account: boolean;
  /** Whether work may go on beyond what the customer allowed. */
  exceed_authorization: boolean;
  /** Whether the drawer may be opened without a sale. */
  no_sale: boolean;
  /** The largest sum given back at once, in major units; any when absent. */
  refund_max?: UnitPrice | null;
  /** Whether goods may be taken back without a receipt. */
  return_without_receipt: boolean;
  /** Whether a sale of today may be undone. */
  reverse_sale: boolean;
  /** Which role. */
  role: Role;
  /** Whether anything may be sold for less than it cost. */
  sell_below_cost: boolean;
}

/**
 * How goods are taken back when nobody can show where they were bought. They bring the lowest price of late, without tax, as
 * store credit alone.
 */
export interface NoReceiptRules {
  /** Whether they are taken back at all. */
  allowed: boolean;
  /** The days over which a customer's returns are added up. */
  customer_days: number;
  /** The most that one customer may bring back in those days, in major units; any sum when absent. */
  customer_max?: UnitPrice | null;
  /** The lowest price of so many days counts; what was not sold in them is not taken back. */
  price_days: number;
  /** The share of the price that the shop keeps. */
  restocking_rate: Rate;
}

/** What parts cost. */
export interface PriceBook {
  /** Quantity breaks, likewise. */
  breaks?: QuantityBreak[];
  /**
   * Terms by level. A level without terms gets its own matrix if there is one, else what retail gets; retail
   * without terms goes by matrix.
   */
  levels?: PriceLevelTerms[];
  /** Matrices, likewise. */
  matrices?: PriceMatrix[];
  /** Explicit rules, at most 2000; no two for exactly the same sales. */
  rules?: PriceRule[];
}

/** A lower price from a quantity on. */
export interface QuantityBreak {
  /** The least quantity. */
  from: Quantity;
  /** What a screen calls it. */
  name: string;
  /** What it brings. */
  off: BreakOff;
  /** Which sales it is for. */
  scope: PriceScope;
}

/** Which sales something applies to. What is absent fits every sale; names are compared without regard to case. */
export interface PriceScope {
  /** Parts of a maker. */
  brand?: string | null;
  /** Parts of a category. */
  category?: string | null;
  /** One buyer. */
  customer_id?: CustomerId | null;
  /** Buyers of a level. */
  level?: PriceLevel | null;
  /** Sales at a location. */
  location?: string | null;
  /** One part. */
  part_id?: PartId | null;
  /** Parts bought from this firm. */
  vendor?: string | null;
}

/** What buyers of one level pay. */
export interface PriceLevelTerms {
  /** Which level. */
  level: PriceLevel;
  /** What its buyers pay. */
  terms: PriceTerms;
}

/** A parts matrix: what is earned on a part by what it cost. */
export interface PriceMatrix {
  /** How its rows join. */
  mode: MatrixMode;
  /** What a screen calls it. */
  name: string;
  /** 1 to 200 rows, rising. */
  rows: MatrixRow[];
  /** Which sales it is for. */
  scope?: PriceScope | null;
}

/** One row of a matrix: its formula holds from a cost up to the next row's. */
export interface MatrixRow {
  /** How the price follows. */
  formula: PriceFormula;
  /** The least cost of one, in major units; the first row's is `"0"`. */
  from: UnitPrice;
}

/** An explicit rule; it stands before every matrix and level. */
export interface PriceRule {
  /** What it says. */
  action: PriceAction;
  /** What a screen calls it. */
  name: string;
  /** Which sales it is for. */
  scope: PriceScope;
}

/** Sets rules: `kind` and the one field that it names. */
export interface PolicySet {
  /** Who may buy, and what may differ, for `buying`. */
  buying?: BuyingRules | null;
  /** Fees and supplies, for `charges`. */
  charges?: ChargeRules | null;
  /** How long old parts are waited for, for `cores`. */
  cores?: CoreTerms | null;
  /** At most 100 services, for `intervals`; each needs months or a distance. */
  intervals?: ServiceInterval[] | null;
  /** Idempotency key. */
  key: Key;
  /** Which. */
  kind: PolicyKind;
  /** What labor costs, for `labor`. */
  labor?: LaborBook | null;
  /** What roles may do alone, for `limits`; a role that is not named keeps the usual limits. */
  limits?: RoleLimits[] | null;
  /** How goods without a receipt are taken back, for `no_receipt`. */
  no_receipt?: NoReceiptRules | null;
  /** What parts cost, for `prices`. */
  prices?: PriceBook | null;
  /** 1 to 20 words, for `statuses`; the last one means done. */
  statuses?: string[] | null;
}

/** The rules were set and are in force from the next order on. */
export interface PolicyAccepted {
  /** Journal cursor. */
  cursor: number;
  /** The rules that were set. */
  policy: Policy;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Asks what a part costs a buyer, and why. */
export interface PriceQuote {
  /** Who buys; anyone at the counter when absent. */
  customer_id?: CustomerId | null;
  /** Which part. */
  part_id: PartId;
  /** How many; one when absent. */
  quantity?: Quantity | null;
}

/** What a part costs, and why. */
export interface PriceQuoted {
  /** Gross profit in per cent of the price, at most two decimals; where the cost is known, and for those who may see it. */
  gp_percent: string | null;
  /** Which part. */
  part_id: PartId;
  /** The quantity break that lowered it. */
  quantity_break: string | null;
  /** Why, for a person: the rule, matrix or list it came from. */
  reason: string;
  /** The price of one, in major units. */
  unit_price: UnitPrice;
}

/** Asks for the matrix that would have met a gross profit on what was sold. */
export interface PriceSolveTarget {
  /** Only parts of these categories; all when empty. */
  categories?: string[];
  /** The sales of so many days back, 1 to 730. */
  days: number;
  /** The name of the matrix to start from; the first one when absent. */
  matrix?: string | null;
  /** The wanted gross profit as a share of the price: `"0.55"` is 55 %. */
  target: Margin;
}

/** The matrix found. It is not in force: set it with `policy.set`. */
export interface PriceTargetSolved {
  /** The same under the matrix found. */
  after: GpFigures;
  /** What was sold, under the matrix as it is. */
  before: GpFigures;
  /** The same by category, in order of their names. */
  by_category: CategoryChange[];
  /** The matrix: same name, scope, mode and row starts. */
  matrix: PriceMatrix;
}

/** Cost, sales and gross profit of what was sold, under one matrix. */
export interface GpFigures {
  /** What the parts cost, in minor units. */
  cost: number;
  /** Gross profit in per cent of sales, at most two decimals. */
  gp_percent: string | null;
  /** What they sell for, in minor units. */
  sales: number;
}

/** What the matrix found changes for one category. */
export interface CategoryChange {
  /** Under the matrix found. */
  after: GpFigures;
  /** Under the matrix as it is. */
  before: GpFigures;
  /** Which category. */
  category: string;
}

/** Makes a canned job, or changes one; saving a retired one offers it again. Needs an advisor. */
export interface CannedSave {
  /** Which to change; a new one when absent. */
  canned_job_id?: CannedJobId | null;
  /** Under which heading it is found, e.g. `Brakes`. */
  group?: string | null;
  /** Idempotency key. */
  key: Key;
  /** 1 to 100 lines, in order. */
  lines: CannedLine[];
  /** What the technician or the customer should know. */
  note?: string | null;
  /** What is done; the job's title on a ticket. */
  title: string;
}

/** A part of a canned job. */
export interface CannedPart {
  /** How many. */
  amount: CannedAmount;
  /** Which. */
  part_id: PartId;
}

/** How many, or how long: a fixed `quantity`, or an `attribute` of the vehicle with `per` and perhaps `base`. */
export interface CannedAmount {
  /** The attribute that it goes by, e.g. `oil_capacity_qt`, `cylinders`. */
  attribute?: string | null;
  /** What is needed whatever the attribute; nothing when absent. */
  base?: Quantity | null;
  /** The attribute when nobody says; without it someone must. */
  default?: Quantity | null;
  /** What is needed for each one of it; one when absent. */
  per?: Quantity | null;
  /** Always so many. */
  quantity?: Quantity | null;
  /** Whether the sum is rounded up to whole pieces, as bottles are. */
  whole?: boolean;
}

/** Labor of a canned job. */
export interface CannedLabor {
  /** What is done. */
  description: string;
  /** Whether it is finding out. */
  diagnostic?: boolean;
  /** How long. */
  hours: CannedAmount;
  /** The name of the shop's rate, when it is not the usual one. */
  rate_name?: string | null;
}

/** A fee of a canned job. */
export interface CannedFee {
  /** What for. */
  description: string;
  /** How much, in major units. */
  price: UnitPrice;
  /** The class that tax rules know it by; `fee_shop` when absent. */
  tax_class?: string | null;
}

/** Another firm's work in a canned job. */
export interface CannedSublet {
  /** What it asks, in major units. */
  cost: UnitPrice;
  /** What is done. */
  description: string;
  /** Whether it is labor rather than goods. */
  labor?: boolean;
  /** What the customer pays, in major units. */
  price: UnitPrice;
  /** Which firm. */
  supplier_id?: SupplierId | null;
}

/** A canned job was saved or retired. */
export interface CannedAccepted {
  /** The job after it. */
  canned_job: CannedJob;
  /** Journal cursor. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** A job kept ready. */
export interface CannedJob {
  /** Under which heading it is found. */
  group: string | null;
  /** Id. */
  id: CannedJobId;
  /** Its lines, in order. */
  lines: CannedLine[];
  /** What the technician or the customer should know. */
  note: string | null;
  /** Whether it is not offered any more. */
  retired: boolean;
  /** What is done. */
  title: string;
}

/** Offers a canned job no more. */
export interface CannedRetire {
  /** Which. */
  canned_job_id: CannedJobId;
  /** Idempotency key. */
  key: Key;
}

/** Lists the canned jobs that are offered, newest first. */
export interface CannedList {
  /** Only under this heading. */
  group?: string | null;
  /** At most so many; 200 when absent. */
  limit?: number | null;
}

/** Canned jobs. */
export interface CannedListResult {
  /** The jobs. */
  canned_jobs: CannedJob[];
}

/** Asks for one canned job. */
export interface CannedGet {
  /** Which. */
  canned_job_id: CannedJobId;
}

/** One canned job. */
export interface CannedResult {
  /** The job. */
  canned_job: CannedJob;
}

/** Lists cores, newest first, or by their last day with `due_before`. What is absent is not asked for. */
export interface CoreList {
  /** Only those that a customer owes. */
  customer_id?: CustomerId | null;
  /** Only those whose last day is before this one and that are still owed. */
  due_before?: Day | null;
  /** At most so many; 100 when absent. */
  limit?: number | null;
  /** Only those of which something is here, to be sent to a supplier. */
  received?: boolean;
  /** Only those that wait for a supplier's credit. */
  supplier_id?: SupplierId | null;
  /** Only those sold on a ticket. */
  ticket_id?: TicketId | null;
}

/** Cores. */
export interface CoreListResult {
  /** The cores. */
  cores: Core[];
}

/** The old parts of one sold line, or some that came without a receipt. */
export interface Core {
  /** How the rest ended. */
  counts: CoreCounts;
  /** Who owes the old part. */
  customer_id: CustomerId | null;
  /** Its description. */
  description: string;
  /** The last day on which they are taken back. */
  due: Day | null;
  /** How many of those an open ticket is taking back. */
  held: Quantity;
  /** How many are here, to be sent to a supplier. */
  here: Quantity;
  /** Id. */
  id: CoreId;
  /** The part's line on it. */
  line_id: LineId | null;
  /** How many are still owed. */
  owed: Quantity;
  /** What the customer paid for those owed, in minor units. */
  paid: number | null;
  /** Which part was sold. */
  part_id: PartId;
  /** What waits for a supplier's credit. */
  shipments: CoreShipment[];
  /** How many were sold with a deposit. */
  sold: Quantity;
  /** The ticket of the sale; absent without a receipt. */
  ticket_id: TicketId | null;
  /** What a supplier is to credit for those, in minor units. */
  value: number | null;
}

/** How many old parts ended in which way, or passed through it. */
export interface CoreCounts {
  /** Were credited in full. */
  credited: Quantity;
  /** Were never brought. */
  forfeited: Quantity;
  /** Came back and were kept for the supplier. */
  kept: Quantity;
  /** Were owed no more, for the sold part itself came back. */
  part_returned: Quantity;
  /** Were rejected by the supplier. */
  refused: Quantity;
  /** Came back and were worth nothing. */
  rejected: Quantity;
  /** Were credited in part. */
  short: Quantity;
}

/** Old parts that wait for a supplier's credit. */
export interface CoreShipment {
  /** The number of the list that went with them. */
  manifest: string;
  /** How many. */
  quantity: Quantity;
  /** The supplier. */
  supplier_id: SupplierId;
  /** What is to be credited, in minor units. */
  value: number;
}

/** Asks for one core. */
export interface CoreGet {
  /** Which. */
  core_id: CoreId;
}

/** One core. */
export interface CoreResult {
  /** The core. */
  core: Core;
}

/** Sends old parts to a supplier. */
export interface CoreSend {
  /** Which core. */
  core_id: CoreId;
  /** Idempotency key. */
  key: Key;
  /** The number of the list that goes with them; one list may name many cores. */
  manifest: string;
  /** How many. */
  quantity: Quantity;
  /** To whom. */
  supplier_id: SupplierId;
}

/** An order to a core was carried out. */
export interface CoreAccepted {
  /** The core after it. */
  core: Core;
  /** Journal cursor. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Books what a supplier credits. */
export interface CoreCredit {
  /** What is credited for them, in minor units; 0 when the supplier rejects them. */
  amount: number;
  /** Which core. */
  core_id: CoreId;
  /** Idempotency key. */
  key: Key;
  /** The list they went with. */
  manifest: string;
  /** How many are settled. */
  quantity: Quantity;
  /** The number of the credit memo. */
  reference?: string | null;
}

/** Gives the customer until another day; needs a manager. */
export interface CoreExtend {
  /** Which core. */
  core_id: CoreId;
  /** The last day. */
  due: Day;
  /** Idempotency key. */
  key: Key;
}

/** Keeps the deposit of what was not brought in time. */
export interface CoreForfeit {
  /** Which core. */
  core_id: CoreId;
  /** Idempotency key. */
  key: Key;
}

/** Keeps the deposits of all old parts whose day has passed, at most 500 at once. */
export interface CoreForfeitDue {
  /** Idempotency key. */
  key: Key;
}

/** Deposits were kept. */
export interface CoresForfeited {
  /** Of which cores. */
  core_ids: CoreId[];
  /** Journal cursor; 0 when nothing was due. */
  cursor: number;
  /** What they came to, in minor units. */
  deposits: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Asks for a transfer. */
export interface TransferOpen {
  /** The location that gives; this shop's when absent. */
  from?: string | null;
  /** Idempotency key. */
  key: Key;
  /** 1 to 500 parts, each once. */
  lines: TransferPieces[];
  /** Anything to know. */
  note?: string | null;
  /** The location that gets; this shop's when absent. */
  to?: string | null;
}

/** How many of a part. */
export interface TransferPieces {
  /** The part. */
  part_id: PartId;
  /** How many, above zero. */
  quantity: Quantity;
}

/** An order to a transfer was carried out. */
export interface TransferAccepted {
  /** Journal cursor. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** The transfer after it. */
  transfer: Transfer;
}

/** A transfer. */
export interface Transfer {
  /** The location that gives. */
  from: string;
  /** Id. */
  id: TransferId;
  /** Its parts. */
  lines: TransferLine[];
  /** Anything to know. */
  note: string | null;
  /** Its number. */
  number: string;
  /** When it was asked for. */
  requested_at: Moment;
  /** Where it stands. */
  state: TransferState;
  /** The location that gets. */
  to: string;
}

/** One part of a transfer. */
export interface TransferLine {
  /** How many are on their way. */
  in_transit: Quantity;
  /** How many left and never arrived. */
  missing: Quantity;
  /** The part. */
  part_id: PartId;
  /** How many arrived. */
  received: Quantity;
  /** How many were asked for. */
  requested: Quantity;
  /** How many left. */
  sent: Quantity;
}

/** Lets goods leave, or takes goods in. */
export interface TransferMove {
  /** Idempotency key. */
  key: Key;
  /** Which goods; all that are left to send, or on their way, when empty. */
  lines?: TransferPieces[];
  /** Which transfer. */
  transfer_id: TransferId;
}

/** Says that nothing more will come. */
export interface TransferClose {
  /** Idempotency key. */
  key: Key;
  /** Why goods are missing; they are written off, which needs a manager. Not needed when nothing is missing. */
  reason?: string | null;
  /** Which transfer. */
  transfer_id: TransferId;
}

/** Gives a transfer up before anything left. */
export interface TransferCancel {
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
  /** Which transfer. */
  transfer_id: TransferId;
}

/** Lists transfers, newest first; with several conditions, those that meet all. */
export interface TransferList {
  /** The location that gives. */
  from?: string | null;
  /** At most so many; 50 when absent. */
  limit?: number | null;
  /** Where they stand; `requested` when nothing is said at all. */
  state?: TransferState | null;
  /** The location that gets. */
  to?: string | null;
}

/** Transfers. */
export interface TransferListResult {
  /** The transfers. */
  transfers: Transfer[];
}

/** Asks for one transfer. */
export interface TransferGet {
  /** Which. */
  transfer_id: TransferId;
}

/** One transfer. */
export interface TransferResult {
  /** The transfer. */
  transfer: Transfer;
}

/** Begins a count; empty lists leave nothing out. */
export interface CountOpen {
  /** Only these bins. */
  bins?: string[];
  /** Only these categories. */
  categories?: string[];
  /** Only parts of this class, by the sales of a year. */
  class?: AbcClass | null;
  /** Idempotency key. */
  key: Key;
  /** Where; this shop's location when absent. */
  location?: string | null;
  /** Only these parts. */
  part_ids?: PartId[];
  /** Whether a second person has to count again. */
  recount_by_other?: boolean;
  /** Whether those who count see what the books say; they do not when absent. */
  show_book?: boolean;
  /** Differences of more than this many are counted again; none when absent, so that every difference is. */
  tolerance?: Quantity | null;
  /** Differences worth more than this are counted again, in minor units; none when absent. */
  tolerance_value?: number | null;
}

/** An order to a count was carried out. */
export interface CountAccepted {
  /** The count after it. */
  count: Count;
  /** Journal cursor. */
  cursor: number;
  /** Where its line stands: `again` when it has to be counted once more. */
  line_state: CountLineState | null;
  /** The part that was counted or put on the list. */
  part_id: PartId | null;
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** What posting changed the stock's value by, in minor units; only for those who may see costs. */
  value: number | null;
}

/** A count of stock. */
export interface Count {
  /** How many have to be counted again. */
  again: number;
  /** Whether those who count do not see what the books say. */
  blind: boolean;
  /** Id. */
  id: CountId;
  /** How many parts are on its list. */
  lines: number;
  /** Where. */
  location: string;
  /** Its number. */
  number: string;
  /** When it began. */
  started_at: Moment;
  /** Where it stands. */
  state: CountState;
  /** How many of them nobody counted yet. */
  uncounted: number;
}

/** Puts a part on the list that was found and is not on it: exactly one of `part_id` and `code`. */
export interface CountAdd {
  /** By number or barcode. */
  code?: string | null;
  /** Which count. */
  count_id: CountId;
  /** Idempotency key. */
  key: Key;
  /** By id. */
  part_id?: PartId | null;
}

/** Writes down what was counted: exactly one of `part_id` and `code`. */
export interface CountTally {
  /** By number or barcode. */
  code?: string | null;
  /** Which count. */
  count_id: CountId;
  /** How many lie there. */
  counted: Quantity;
  /** Idempotency key. */
  key: Key;
  /** Whether they lie in a further place, on top of what was counted before. */
  more?: boolean;
  /** By id. */
  part_id?: PartId | null;
}

/** Has parts counted again. */
export interface CountRecount {
  /** Which count. */
  count_id: CountId;
  /** Idempotency key. */
  key: Key;
  /** Which. */
  part_ids: PartId[];
}

/** Approves the differences and posts them to stock and books; needs a manager. */
export interface CountPost {
  /** Which count. */
  count_id: CountId;
  /** Idempotency key. */
  key: Key;
  /** Whether parts that nobody counted stay as the books have them. */
  leave_uncounted?: boolean;
}

/** Gives a count up; nothing changes. */
export interface CountCancel {
  /** Which count. */
  count_id: CountId;
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
}

/** Lists counts, newest first. */
export interface CountList {
  /** At most so many; 50 when absent. */
  limit?: number | null;
  /** Only at this location. */
  location?: string | null;
  /** Where they stand; `open` when absent. */
  state?: CountState | null;
}

/** Counts. */
export interface CountListResult {
  /** The counts. */
  counts: Count[];
}

/** Asks for a count with a page of its sheet, in the order the bins are walked. */
export interface CountGet {
  /** Which. */
  count_id: CountId;
  /** At most so many lines; 200 when absent. */
  limit?: number | null;
  /** How many lines to pass over. */
  skip?: number;
  /** Only lines in this state. */
  state?: CountLineState | null;
}

/** A count with a page of its sheet. */
export interface CountResult {
  /** The count. */
  count: Count;
  /** The lines. */
  lines: CountLine[];
}

/** One part on the sheet. */
export interface CountLine {
  /** Where it lies. */
  bin: string | null;
  /** What the books said when the count began; in a blind count only for managers. */
  book: Quantity | null;
  /** What was counted last; in a blind count only for managers. */
  counted: Quantity | null;
  /** A few words. */
  description: string;
  /** Counted less what the books made of it by then; in a blind count only for managers. */
  difference: Quantity | null;
  /** The maker's number. */
  number: string;
  /** The part. */
  part_id: PartId;
  /** Where the line stands. */
  state: CountLineState;
}

/** Adds or changes a supplier. */
export interface SupplierSave {
  /** Idempotency key. */
  key: Key;
  /** What is known about it; every field is replaced. */
  supplier: SupplierDraft;
}

/** What is known about a supplier. */
export interface SupplierDraft {
  /** The shop's account number there. */
  account_number?: string | null;
  /** Who to ask for. */
  contact?: string | null;
  /** E-mail address that orders go to. */
  email?: string | null;
  /** Which to change; absent: a new one. */
  id?: SupplierId | null;
  /** Days from order to delivery; 0 when absent. */
  lead_time_days?: number;
  /** The least an order must come to, in minor units. */
  minimum_order?: number | null;
  /** The firm's name. */
  name: string;
  /** What everyone who orders should know. */
  notes?: string | null;
  /** Phone. */
  phone?: string | null;
  /** Days from an invoice to its due day; 0 when absent. */
  terms_days?: number;
}

/** A supplier was saved. */
export interface SupplierSaved {
  /** Journal cursor. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** The supplier right after it. */
  supplier: Supplier;
}

/** A supplier. */
export interface Supplier {
  /** The shop's account number there. */
  account_number: string | null;
  /** Who to ask for. */
  contact: string | null;
  /** The currency of its prices. */
  currency: string;
  /** E-mail address that orders go to. */
  email: string | null;
  /** Id. */
  id: SupplierId;
  /** Days from order to delivery. */
  lead_time_days: number;
  /** The least an order must come to, in minor units. */
  minimum_order: number | null;
  /** The firm's name. */
  name: string;
  /** What everyone who orders should know. */
  notes: string | null;
  /** Phone. */
  phone: string | null;
  /** Whether the shop buys there no more. */
  retired: boolean;
  /** Days from an invoice to its due day. */
  terms_days: number;
}

/** Stops buying at a supplier, or begins again. */
export interface SupplierRetire {
  /** Idempotency key. */
  key: Key;
  /** Whether to stop; `false` begins again. */
  retired?: boolean;
  /** Which. */
  supplier_id: SupplierId;
}

/** Lists suppliers. */
export interface SupplierList {
  /** Go on after a page: its `next`. */
  before?: number | null;
  /** At most so many; 100 when absent. */
  limit?: number | null;
  /** Those that the shop buys at no more, instead of the others. */
  retired?: boolean;
}

/** Suppliers, newest first. */
export interface SupplierListResult {
  /** Where the next page begins; absent at the end. */
  next: number | null;
  /** The suppliers. */
  suppliers: Supplier[];
}

/** Asks for one supplier. */
export interface SupplierGet {
  /** Go on with its parts after a page: its `next`. */
  before?: number | null;
  /** At most so many of its parts; 100 when absent. */
  limit?: number | null;
  /** Which. */
  supplier_id: SupplierId;
}

/** A supplier with what it sells. */
export interface SupplierResult {
  /** What it owes the shop for goods sent back and invoices that asked too much, in minor units. */
  claims: number;
  /** Where the next page of parts begins; absent at the end. */
  next: number | null;
  /** What it asks for parts, newest first. */
  parts: SupplierPart[];
  /** What the shop owes for its invoices, in minor units. */
  payable: number;
  /** The supplier. */
  supplier: Supplier;
}

/** What a supplier asks for a part. */
export interface SupplierPart {
  /** The deposit on one old part. */
  core_deposit: UnitPrice;
  /** What one costs, in major units. */
  cost: UnitPrice;
  /** Id. */
  id: SupplierPartId;
  /** The supplier's own number for it. */
  number: string;
  /** How many come in a pack. */
  pack_size: Quantity;
  /** The part. */
  part_id: PartId;
  /** Whether the shop buys the part here first. */
  preferred: boolean;
  /** Whether the supplier sells it no more. */
  removed: boolean;
  /** The supplier. */
  supplier_id: SupplierId;
}

/** Says what a supplier asks for a part; what it said before is replaced. */
export interface SupplierSavePart {
  /** The deposit on one old part; none when absent. */
  core_deposit?: UnitPrice | null;
  /** What one costs, in major units. */
  cost: UnitPrice;
  /** Idempotency key. */
  key: Key;
  /** The supplier's own number for it. */
  number: string;
  /** How many come in a pack; one when absent. */
  pack_size?: Quantity | null;
  /** The part. */
  part_id: PartId;
  /** Whether the shop buys the part here first. */
  preferred?: boolean;
  /** The supplier. */
  supplier_id: SupplierId;
}

/** What a supplier asks for a part was saved or taken away. */
export interface SupplierPartSaved {
  /** Journal cursor. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** The offer right after it. */
  supplier_part: SupplierPart;
}

/** Takes what a supplier asks for a part away. */
export interface SupplierRemovePart {
  /** Idempotency key. */
  key: Key;
  /** Which offer. */
  supplier_part_id: SupplierPartId;
}

/** Begins a purchase. */
export interface PurchaseOpen {
  /** Idempotency key. */
  key: Key;
  /** What is bought; more can follow. */
  lines?: PurchaseLineDraft[];
  /** Where the goods go; the shop's own place when absent. */
  location?: string | null;
  /** Who sells. */
  supplier_id: SupplierId;
}

/** A line to buy. */
export interface PurchaseLineDraft {
  /** The part by number in any spelling, or barcode. */
  code?: string | null;
  /** The deposit on one old part; the supplier's, else the part's, when absent. */
  core_deposit?: UnitPrice | null;
  /** A few words; the part's own when absent. */
  description?: string | null;
  /** The supplier's number; what the supplier is known to call it when absent. */
  number?: string | null;
  /** The part; neither this nor `code` for sublet work. */
  part_id?: PartId | null;
  /** For what; the shelf when absent. */
  purpose?: PurchasePurpose | null;
  /** How many. */
  quantity: Quantity;
  /** What one is to cost, in major units; what the supplier last asked when absent, else what the part last cost. */
  unit_cost?: UnitPrice | null;
}

/** For what something is bought. */
export interface PurchasePurpose {
  /** Who waits for a special order; the ticket's customer when absent. */
  customer_id?: CustomerId | null;
  /** What was said about a special order's deposit. */
  deposit_note?: string | null;
  /** What for. */
  kind: PurchasePurposeKind;
  /** The ticket's line that sells it: for a special order, and for a work order when there is one. */
  line_id?: LineId | null;
  /** The ticket; for everything but the shelf. */
  ticket_id?: TicketId | null;
  /** The ticket's job, for sublet work. */
  ticket_job_id?: TicketJobId | null;
}

/** An order to a purchase was carried out and is durable. */
export interface PurchaseAccepted {
  /** Journal cursor after it. */
  cursor: number;
  /** The invoice that was entered. */
  invoice_id: SupplierInvoiceId | null;
  /** The line that was added. */
  line_id: LineId | null;
  /** The purchase right after it. */
  purchase: Purchase;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** A purchase. */
export interface Purchase {
  /** Whether the daemon began it because something ran low. */
  automatic: boolean;
  /** Whose money it counts. */
  currency: string;
  /** When the goods should come. */
  expected: Day | null;
  /** Agreed freight, in minor units, as all amounts. */
  freight: number;
  /** Id. */
  id: PurchaseId;
  /** What the supplier asks for it. */
  invoices: SupplierInvoice[];
  /** What is bought. */
  lines: PurchaseLine[];
  /** Where the goods go. */
  location: string;
  /** What was received and no invoice has asked for. */
  not_invoiced: number;
  /** What the supplier should know. */
  note: string | null;
  /** Its number. */
  number: string;
  /** When it was opened. */
  opened_at: Moment;
  /** When it was ordered. */
  ordered_on: Day | null;
  /** What came. */
  receipts: PurchaseReceipt[];
  /** The supplier's own number for it. */
  reference: string | null;
  /** How far it has come. */
  state: PurchaseState;
  /** Who sells. */
  supplier_id: SupplierId;
  /** The supplier's name then. */
  supplier_name: string;
  /** What was ordered comes to, with core deposits and freight. */
  total: number;
}

/** A supplier's invoice. */
export interface SupplierInvoice {
  /** Everything else that is no goods. */
  charges: number;
  /** Its date. */
  date: Day;
  /**
   * Where it does not agree with what was received: what is to be decided while it is only entered, what is not
   * settled once it is accepted.
   */
  differences: SupplierInvoiceDifference[];
  /** When it is to be paid. */
  due: Day;
  /** Freight. */
  freight: number;
  /** Id. */
  id: SupplierInvoiceId;
  /** What it asks for. */
  lines: SupplierInvoiceLine[];
  /** The supplier's number for it. */
  number: string;
  /** How far it has come. */
  state: SupplierInvoiceState;
  /** What it comes to. */
  total: number;
}

/** A difference between an invoice and what was received or agreed. */
export interface SupplierInvoiceDifference {
  /** Invoiced less expected; once the invoice is accepted, what of it is not settled. */
  amount: number;
  /** What was expected. */
  expected: number;
  /** What the invoice asks for. */
  invoiced: number;
  /** In what. */
  kind: SupplierInvoiceDifferenceKind;
  /** Which line of the invoice, from zero; none for the whole invoice. */
  place: number | null;
  /** How many pieces it is about. */
  quantity: Quantity;
  /** Whether it is so small that it passes by itself. */
  within_tolerance: boolean;
}

/** A line of an invoice. */
export interface SupplierInvoiceLine {
  /** The deposit on one old part. */
  core_deposit: UnitPrice;
  /** The invoice's words. */
  description: string;
  /** The purchase's line; none for what nobody ordered. */
  line_id: LineId | null;
  /** How many. */
  quantity: Quantity;
  /** What one is said to cost. */
  unit_cost: UnitPrice;
}

/** A line of a purchase. */
export interface PurchaseLine {
  /** When the first came. */
  arrived: Day | null;
  /** When those come. */
  back_order_expected: Day | null;
  /** How many of those come later. */
  back_ordered: Quantity;
  /** How many will not come. */
  canceled: Quantity;
  /** The deposit on one old part. */
  core_deposit: UnitPrice;
  /** How many came damaged and were not taken. */
  damaged: Quantity;
  /** A few words. */
  description: string;
  /** How many lie here for the line's ticket. */
  held: Quantity;
  /** Id. */
  id: LineId;
  /** When the customer was told. */
  noticed: Day | null;
  /** The supplier's number. */
  number: string | null;
  /** How many are still to come. */
  open: Quantity;
  /** The part; none for sublet work. */
  part_id: PartId | null;
  /** For what. */
  purpose: PurchasePurpose;
  /** How many. */
  quantity: Quantity;
  /** How many came in good order. */
  received: Quantity;
  /** How many were sent back. */
  returned: Quantity;
  /** How many that were bought for a ticket went to the shelf. */
  stocked: Quantity;
  /** What one is to cost, in major units. */
  unit_cost: UnitPrice;
  /** How many were sold on the ticket they were bought for. */
  used: Quantity;
}

/** A delivery. */
export interface PurchaseReceipt {
  /** What was counted. */
  lines: PurchaseReceiptLine[];
  /** On which day. */
  on: Day;
  /** The number of the delivery note. */
  slip: string | null;
}

/** What was counted of one line. */
export interface PurchaseReceiptLine {
  /** What their core deposits were booked at. */
  core: number;
  /** The deposit on one old part. */
  core_deposit: UnitPrice;
  /** How many came damaged and were not taken. */
  damaged: Quantity;
  /** What the goods were booked at. */
  goods: number;
  /** Which line. */
  line_id: LineId;
  /** How many came in good order. */
  quantity: Quantity;
  /** What one cost. */
  unit_cost: UnitPrice;
}

/** Adds a line to a draft. */
export interface PurchaseAddLine {
  /** Idempotency key. */
  key: Key;
  /** The line. */
  line: PurchaseLineDraft;
  /** Which purchase. */
  purchase_id: PurchaseId;
}

/** Changes a line of a draft; what is absent stays. */
export interface PurchaseChangeLine {
  /** The deposit on one old part. */
  core_deposit?: UnitPrice | null;
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** How many. */
  quantity?: Quantity | null;
  /** What one is to cost. */
  unit_cost?: UnitPrice | null;
}

/** An order to one line. */
export interface PurchaseLineOrder {
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** Which purchase. */
  purchase_id: PurchaseId;
}

/** Sets freight, day and words. */
export interface PurchaseSetTerms {
  /** When the goods should come. */
  expected?: Day | null;
  /** Freight, in minor units; nothing when absent. */
  freight?: number;
  /** Idempotency key. */
  key: Key;
  /** What the supplier should know. */
  note?: string | null;
  /** Which purchase. */
  purchase_id: PurchaseId;
}

/** Sends a draft to the supplier. */
export interface PurchasePlace {
  /** Whether an order below the supplier's minimum is meant. */
  below_minimum_confirmed?: boolean;
  /** Idempotency key. */
  key: Key;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** How it was sent: phone, e-mail, the supplier's own program. */
  sent_by?: string | null;
}

/** Notes that the supplier will deliver, and what comes later. */
export interface PurchaseAcknowledge {
  /** What comes later. */
  back_orders?: PurchaseBackOrderDraft[];
  /** When the goods should come. */
  expected?: Day | null;
  /** Idempotency key. */
  key: Key;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** The supplier's number for it. */
  reference?: string | null;
}

/** What a supplier says will come later. */
export interface PurchaseBackOrderDraft {
  /** When, if they know. */
  expected?: Day | null;
  /** Which line. */
  line_id: LineId;
  /** How many. */
  quantity: Quantity;
}

/** Counts a delivery in. */
export interface PurchaseReceive {
  /** Idempotency key. */
  key: Key;
  /** What was counted; each line at most once. */
  lines: PurchaseCounted[];
  /** Whether taking more than was ordered is meant. */
  over_confirmed?: boolean;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** The number of the delivery note. */
  slip?: string | null;
}

/** What a person counted of one line. */
export interface PurchaseCounted {
  /** The deposit on one old part; as ordered when absent. */
  core_deposit?: UnitPrice | null;
  /** How many came damaged and are not taken; none when absent. */
  damaged?: Quantity | null;
  /** Which line. */
  line_id: LineId;
  /** How many came in good order. */
  quantity: Quantity;
  /** What one cost by the delivery note; as ordered when absent. */
  unit_cost?: UnitPrice | null;
}

/** Waits no longer for some of a line. */
export interface PurchaseCancelLine {
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** How many; all that are open when absent. */
  quantity?: Quantity | null;
  /** Why. */
  reason: string;
}

/** Gives a purchase up before anything has come. */
export interface PurchaseCancel {
  /** Idempotency key. */
  key: Key;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** Why. */
  reason: string;
}

/** Is done with a purchase. */
export interface PurchaseClose {
  /** Idempotency key. */
  key: Key;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** Whether goods that no invoice ever asked for are written off. */
  write_off?: boolean;
}

/** Enters a supplier's invoice. Nothing is booked until it is accepted. */
export interface PurchaseEnterInvoice {
  /** Everything else that is no goods, in minor units. */
  charges?: number;
  /** Its date. */
  date: Day;
  /** When it is to be paid; by the supplier's terms when absent. */
  due?: Day | null;
  /** Freight, in minor units. */
  freight?: number;
  /** Idempotency key. */
  key: Key;
  /** What it asks for; each of the purchase's lines at most once. */
  lines: SupplierInvoiceLineDraft[];
  /** The supplier's number for it. */
  number: string;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** Whether it is meant that this supplier's invoice number was used before: one paper for several purchases. */
  shared_confirmed?: boolean;
  /** What it says it comes to, in minor units. */
  total: number;
}

/** One line of an invoice. */
export interface SupplierInvoiceLineDraft {
  /** The deposit on one old part; none when absent. */
  core_deposit?: UnitPrice | null;
  /** The invoice's words; the line's when absent. */
  description?: string | null;
  /** The purchase's line; absent for what nobody ordered. */
  line_id?: LineId | null;
  /** How many. */
  quantity: Quantity;
  /** What one is said to cost. */
  unit_cost: UnitPrice;
}

/** Books an invoice as payable. */
export interface PurchaseAcceptInvoice {
  /**
   * Which of its differences beyond tolerance the shop bears; the others are booked as the supplier's debt and stay
   * open.
   */
  accept?: SupplierInvoiceDifferenceName[];
  /** Which invoice. */
  invoice_id: SupplierInvoiceId;
  /** Idempotency key. */
  key: Key;
  /** Which purchase. */
  purchase_id: PurchaseId;
}

/** Names a difference. */
export interface SupplierInvoiceDifferenceName {
  /** In what. */
  kind: SupplierInvoiceDifferenceKind;
  /** Which line of the invoice, from zero; absent for the whole invoice. */
  place?: number | null;
}

/** Sends an invoice back. */
export interface PurchaseRejectInvoice {
  /** Which invoice. */
  invoice_id: SupplierInvoiceId;
  /** Idempotency key. */
  key: Key;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** Why. */
  reason: string;
}

/** Settles a difference that was left open. */
export interface PurchaseSettleDifference {
  /** How much the credit is, in minor units; all that is left when absent. */
  amount?: number | null;
  /** Which difference. */
  difference: SupplierInvoiceDifferenceName;
  /** How. */
  how: SupplierInvoiceSettlement;
  /** On which invoice. */
  invoice_id: SupplierInvoiceId;
  /** Idempotency key. */
  key: Key;
  /** The credit's number, when there is one. */
  memo?: string | null;
  /** Which purchase. */
  purchase_id: PurchaseId;
}

/** Notes that the customer was told that the special order is here. */
export interface PurchaseNoticeArrival {
  /** How: phone, text, e-mail. */
  channel: string;
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** Which purchase. */
  purchase_id: PurchaseId;
}

/** Lets the customer out of a special order. */
export interface PurchaseCancelSpecial {
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** Why. */
  reason: string;
  /** Whether no fee is to be kept. */
  waive_fee?: boolean;
}

/** Puts goods that were kept for a ticket on the shelf for anyone. */
export interface PurchaseStockLine {
  /** Idempotency key. */
  key: Key;
  /** Which line. */
  line_id: LineId;
  /** Which purchase. */
  purchase_id: PurchaseId;
  /** How many. */
  quantity: Quantity;
}

/** Asks for one purchase. */
export interface PurchaseGet {
  /** Which. */
  purchase_id: PurchaseId;
}

/** A purchase. */
export interface PurchaseResult {
  /** The purchase. */
  purchase: Purchase;
}

/** Lists purchases; what is absent is not asked for. */
export interface PurchaseList {
  /** Go on after a page: its `next`. */
  before?: number | null;
  /** Only special orders of this customer. */
  customer_id?: CustomerId | null;
  /** Only those of which something lies here for a ticket. */
  held?: boolean;
  /** At most so many; 50 when absent. */
  limit?: number | null;
  /** Only those that this part is still to come with, or stands on as a draft. */
  part_id?: PartId | null;
  /** Only those so far. */
  state?: PurchaseState | null;
  /** Only from this supplier. */
  supplier_id?: SupplierId | null;
  /** Only what was bought for this ticket. */
  ticket_id?: TicketId | null;
  /** Only those with an invoice that is to be accepted or rejected. */
  unmatched?: boolean;
}

/** Purchases, newest first. */
export interface PurchaseListResult {
  /** Where the next page begins; absent at the end. */
  next: number | null;
  /** The purchases. A page may hold fewer than asked for, or none, and still have a next one. */
  purchases: Purchase[];
}

/** Asks what should be ordered of what runs low. */
export interface PurchaseReorder {
  /** Go on after a page: its `next`. */
  after?: PartId | null;
  /** At most so many parts; 500 when absent. */
  limit?: number | null;
  /** For which place; the shop's own when absent. */
  location?: string | null;
}

/** What should be ordered. What stands on drafts already is not proposed again. */
export interface PurchaseReorderResult {
  /** Where the next page begins; absent at the end. */
  next: PartId | null;
  /** What runs low and could not be ordered. */
  not_ordered: NotOrdered[];
  /** One order for each supplier. */
  orders: ProposedOrder[];
}

/** A part that runs low and is on no proposal. */
export interface NotOrdered {
  /** A few words. */
  description: string;
  /** The maker's number. */
  number: string;
  /** The part. */
  part_id: PartId;
  /** Why. */
  reason: NotOrderedReason;
}

/** An order that is proposed. */
export interface ProposedOrder {
  /** What to order. */
  lines: ProposedLine[];
  /** The least it should come to. */
  minimum_order: number | null;
  /** By how much it misses that. */
  missing: number | null;
  /** The supplier. */
  supplier_id: SupplierId;
  /** Its name. */
  supplier_name: string;
  /** What it comes to, in minor units. */
  total: number;
}

/** A line that is proposed. */
export interface ProposedLine {
  /** A few words. */
  description: string;
  /** The maker's number. */
  number: string;
  /** The part. */
  part_id: PartId;
  /** How many: whole packs. */
  quantity: Quantity;
  /** The supplier's number for it. */
  supplier_number: string;
  /** What all of them cost, in minor units. */
  total: number;
  /** What one costs, in major units. */
  unit_cost: UnitPrice;
}

/** Makes drafts of what should be ordered, at most 500 parts at once; call again while there are more. */
export interface PurchaseReorderDraft {
  /** Idempotency key. */
  key: Key;
  /** For which place; the shop's own when absent. */
  location?: string | null;
}

/** Drafts were made or added to. */
export interface PurchasesDrafted {
  /** Journal cursor after it. */
  cursor: number;
  /** The drafts that are new or changed, right after it. */
  purchases: Purchase[];
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Asks what was bought for a ticket and is neither billed nor stocked nor returned. */
export interface PurchaseReconcile {
  /** Which ticket. */
  ticket_id: TicketId;
}

/** What is not accounted for; a ticket whose list is empty is reconciled. */
export interface PurchaseReconcileResult {
  /** The lines. */
  lines: PurchaseUnreconciled[];
}

/** Something bought for a ticket that is not accounted for. */
export interface PurchaseUnreconciled {
  /** What they cost, in minor units. */
  cost: number;
  /** A few words. */
  description: string;
  /** Its line. */
  line_id: LineId;
  /** The part. */
  part_id: PartId;
  /** The purchase. */
  purchase_id: PurchaseId;
  /** Its number. */
  purchase_number: string;
  /** How many lie here and are not accounted for. */
  quantity: Quantity;
}

/** Asks a supplier to take something back. */
export interface SupplierReturnOpen {
  /** The supplier's claim number, under a warranty. */
  claim?: string | null;
  /** Idempotency key. */
  key: Key;
  /** Why. */
  kind: SupplierReturnKind;
  /** What goes back. */
  lines: SupplierReturnLineDraft[];
  /** Where the goods lie; the shop's own place when absent. */
  location?: string | null;
  /** Who is to take it back. */
  supplier_id: SupplierId;
}

/** A line to send back. */
export interface SupplierReturnLineDraft {
  /** What is asked for a failed part or for labor, in minor units. */
  claimed?: number | null;
  /** The part by number in any spelling, or barcode. */
  code?: string | null;
  /** A few words; the part's own when absent. */
  description?: string | null;
  /** What it is. */
  item: SupplierReturnItem;
  /** The part; neither this nor `code` for labor. */
  part_id?: PartId | null;
  /** The purchase it came with: parts out of stock go back at what they cost then. */
  purchase_id?: PurchaseId | null;
  /** The purchase's line. */
  purchase_line_id?: LineId | null;
  /** How many pieces or hours. */
  quantity: Quantity;
  /** The ticket that showed the failure, or that the labor was done on. */
  ticket_id?: TicketId | null;
  /** What one is asked for, in major units, when it is not what it cost; only for parts out of stock. */
  unit_cost?: UnitPrice | null;
}

/** An order to a return was carried out and is durable. */
export interface SupplierReturnAccepted {
  /** Journal cursor after it. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** The return right after it. */
  supplier_return: SupplierReturn;
}

/** A return to a supplier. */
export interface SupplierReturn {
  /** The supplier's number for it. */
  authorization: string | null;
  /** The supplier's claim number. */
  claim: string | null;
  /** Whose money it counts. */
  currency: string;
  /** What the supplier should credit in all, in minor units. */
  expected: number;
  /** Id. */
  id: SupplierReturnId;
  /** Why. */
  kind: SupplierReturnKind;
  /** What goes back. */
  lines: SupplierReturnLine[];
  /** Where the goods lie. */
  location: string;
  /** The numbers of the credits. */
  memos: string[];
  /** Its number. */
  number: string;
  /** What it has not credited and nobody has given up. */
  open: number;
  /** When it was sent. */
  sent_on: Day | null;
  /** How far it has come. */
  state: SupplierReturnState;
  /** Who takes it back. */
  supplier_id: SupplierId;
  /** The supplier's name then. */
  supplier_name: string;
}

/** A line of a return. */
export interface SupplierReturnLine {
  /** A few words. */
  description: string;
  /** What the supplier should credit, in minor units. */
  expected: number;
  /** Id. */
  id: LineId;
  /** What it is. */
  item: SupplierReturnItem;
  /** What it has not credited and nobody has given up. */
  open: number;
  /** The part. */
  part_id: PartId | null;
  /** The purchase it came with. */
  purchase_id: PurchaseId | null;
  /** How many pieces or hours. */
  quantity: Quantity;
}

/** Sends a return off. */
export interface SupplierReturnSend {
  /** The supplier's number for it. */
  authorization?: string | null;
  /** Idempotency key. */
  key: Key;
  /** Which. */
  supplier_return_id: SupplierReturnId;
  /** How it travels. */
  tracking?: string | null;
}

/** An order that needs a reason: not to send a return, or to give up what was not credited. */
export interface SupplierReturnReasoned {
  /** Idempotency key. */
  key: Key;
  /** Why. */
  reason: string;
  /** Which. */
  supplier_return_id: SupplierReturnId;
}

/** Enters a credit. */
export interface SupplierReturnCredit {
  /** Its date. */
  date: Day;
  /** Idempotency key. */
  key: Key;
  /** What it says; each line at most once. */
  lines: SupplierReturnCreditLine[];
  /** The credit's number. */
  memo: string;
  /** Whether a credit above what is open is meant. */
  over_confirmed?: boolean;
  /** Which return. */
  supplier_return_id: SupplierReturnId;
}

/** What a credit says about one line. */
export interface SupplierReturnCreditLine {
  /** How much, in minor units. */
  amount: number;
  /** Which line. */
  line_id: LineId;
}

/** Asks for one return. */
export interface SupplierReturnGet {
  /** Which. */
  supplier_return_id: SupplierReturnId;
}

/** A return. */
export interface SupplierReturnResult {
  /** The return. */
  supplier_return: SupplierReturn;
}

/** Lists returns; what is absent is not asked for. */
export interface SupplierReturnList {
  /** Go on after a page: its `next`. */
  before?: number | null;
  /** At most so many; 50 when absent. */
  limit?: number | null;
  /** Only those whose credit fell short. */
  short?: boolean;
  /** Only those so far. */
  state?: SupplierReturnState | null;
  /** Only to this supplier. */
  supplier_id?: SupplierId | null;
}

/** Returns, newest first. */
export interface SupplierReturnListResult {
  /** Where the next page begins; absent at the end. */
  next: number | null;
  /** The returns. A page may hold fewer than asked for, or none, and still have a next one. */
  supplier_returns: SupplierReturn[];
}

/** Lists parts at their minimum or below. */
export interface PartLow {
  /** Go on after a page: its `next`. */
  after?: PartId | null;
  /** At most so many; 100 when absent. */
  limit?: number | null;
  /** At which place; the shop's own when absent. */
  location?: string | null;
  /** Only those that what is on order does not bring above their minimum. */
  to_order?: boolean;
}

/** Parts at their minimum or below. */
export interface PartLowResult {
  /** Where the next page begins; absent at the end. */
  next: PartId | null;
  /** The parts, in the order of their ids. */
  parts: LowPart[];
}

/** A part at its minimum or below. */
export interface LowPart {
  /** On hand less reserved and held. */
  available: Quantity;
  /** The maker. */
  brand: string;
  /** A few words. */
  description: string;
  /** On drafts for the shelf. */
  drafted: Quantity;
  /** Bought for tickets that wait for them. */
  held: Quantity;
  /** On its way here from another place. */
  in_transit: Quantity;
  /** At which place. */
  location: string;
  /** Ordered up to this. */
  max: Quantity;
  /** Low at this many or fewer. */
  min: Quantity;
  /** The maker's number. */
  number: string;
  /** How many lie there. */
  on_hand: Quantity;
  /** Ordered and not received, for anyone or for tickets. */
  on_order: Quantity;
  /** Id. */
  part_id: PartId;
  /** Whether it is kept although it hardly sells. */
  protected: boolean;
  /** Kept for approved work. */
  reserved: Quantity;
}

/** Notes that a customer wanted a part and went without: demand that no sale shows. Exactly one of `part_id` and `code`. */
export interface PartLostSale {
  /** By number in any spelling, or barcode. */
  code?: string | null;
  /** Who wanted it. */
  customer_id?: CustomerId | null;
  /** Idempotency key. */
  key: Key;
  /** Which part. */
  part_id?: PartId | null;
  /** How many; one when absent. */
  quantity?: Quantity | null;
  /** Why; out of stock when absent. */
  reason?: LostReason | null;
  /** On which ticket it was asked for. */
  ticket_id?: TicketId | null;
}

/** It was noted and is durable. */
export interface PartNoted {
  /** Journal cursor after it. */
  cursor: number;
  /** Whether this is the first answer given again. */
  replayed: boolean;
}

/** Keeps a part although it hardly sells, or no longer. */
export interface PartProtect {
  /** Idempotency key. */
  key: Key;
  /** Which part. */
  part_id: PartId;
  /** Whether it is kept. */
  protected: boolean;
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
  city?: string | null;
  /** Country, ISO 3166-1 alpha-2. */
  country?: string | null;
  /** ZIP or postal code. */
  postal_code?: string | null;
  /** State or province, e.g. `IL`. */
  region?: string | null;
  /** Street and number; a second line after a line break. */
  street?: string | null;
}

/** What the customer has agreed to, each since a day. */
export interface CustomerConsent {
  /** Advertising by telephone. */
  calls?: Day | null;
  /** Advertising by e-mail. */
  email?: Day | null;
  /** Reminders of service that is due. */
  reminders?: Day | null;
  /** Advertising by text message. */
  sms?: Day | null;
}

/** A resale or exemption certificate. */
export interface TaxExemption {
  /** The number on the certificate. */
  certificate: string;
  /** The tax classes it frees, e.g. `part`; absent frees all. */
  classes?: string[] | null;
  /** The last day it is good for; absent when it never runs out. */
  expires?: Day | null;
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
  approver?: string | null;
  /** The labor rate agreed, by its name. */
  labor_rate?: string | null;
  /** The fleet's number. */
  number?: string | null;
  /** Whether every ticket needs the number of the fleet's own order. */
  po_required?: boolean;
}

/** A telephone number and what it is. */
export interface CustomerPhone {
  /** What it is, e.g. `mobile`. */
  label?: string | null;
  /** The number as typed. */
  number: string;
}

/** The terms of a house account. */
export interface AccountTerms {
  /** What is charged on late money; nothing when absent. */
  finance?: FinanceTerms | null;
  /** The most that may be owed, in minor units; absent for any sum. */
  limit?: number | null;
  /** Whether every charge needs the number of the customer's own order. */
  po_required?: boolean;
  /** How statements are written; `open_item` when absent. */
  statement?: StatementStyle & string;
  /** Days from a charge to the day it is due. */
  terms_days: number;
}

/** What is charged on money that comes late. */
export interface FinanceTerms {
  /** How many days after its due day an item is left alone. */
  grace_days?: number;
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
  /** What it came to then, before discounts and tax, in minor units; only for those who may see prices. */
  amount: number | null;
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
  /** What it came to with tax, in minor units; only for those who may see prices. */
  total: number | null;
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
  /** The cash it should hold. Hidden below a manager until the open drawer is counted, where counts are blind. */
  expected_cash: number | null;
}

/** The shop's days that a report is about, both included; at most 400 of them. */
export interface ReportPeriod {
  /** The first. */
  from: Day;
  /** The last. */
  to: Day;
}

/** Sales of a period. Amounts in minor units, hours and shares as decimal text. */
export interface ReportDaily {
  /** Sales of repair orders over their number, in major units. */
  average_repair_order: string | null;
  /** Tax by component. */
  components: ReportTaxComponent[];
  /** Deposits on old parts, less those given back. */
  cores: number;
  /** What the sold parts and sublet work cost. */
  cost_of_sales: number;
  /** What discounts took off. */
  discounts: number;
  /** What customers paid for an hour of labor, in major units. */
  effective_labor_rate: string | null;
  /** Fees and supplies. */
  fees: number;
  /** Revenue less cost of sales. */
  gross_profit: number;
  /** Gross profit over revenue; none without revenue. */
  gross_profit_share: string | null;
  /** Hours billed on a repair order. */
  hours_per_repair_order: string | null;
  /** Retail value of work for the shop itself. */
  internal: number;
  /** Labor, before discounts and tax. */
  labor: number;
  /** Hours of labor billed. */
  labor_hours: string;
  /** Parts, before discounts and tax. */
  parts: number;
  /** Parts over labor. */
  parts_to_labor: string | null;
  /** Of these, work orders and invoices. */
  repair_orders: number;
  /** Tax that went back with returned goods. */
  returned_tax: number;
  /** What was earned, whoever pays. */
  revenue: number;
  /** Sublet work, before discounts and tax. */
  sublet: number;
  /** All of these: before tax. */
  subtotal: number;
  /** Tax. */
  tax: number;
  /** Money taken on tickets less money given back, by tender. */
  tenders: {
    [k: string]: number;
  };
  /** Tickets closed, less those undone. */
  tickets: number;
  /** What customers pay. */
  total: number;
  /** Retail value of warranty work. */
  warranty: number;
}

/** A component of the tax. */
export interface ReportTaxComponent {
  /** What it came to. */
  amount: number;
  /** What it was computed on. */
  base: number;
  /** Its name. */
  name: string;
}

/** What technicians did on the tickets closed in a period. */
export interface ReportTechnicians {
  /** One row each; labor that names nobody has no id. */
  technicians: ReportTechnician[];
}

/** A technician's work. */
export interface ReportTechnician {
  /** Of these, hours whose end was set because they forgot. */
  auto_ended_hours: string;
  /** Hours billed, whoever pays. */
  billed_hours: string;
  /** Hours clocked. */
  clocked_hours: string;
  /** Comebacks over jobs. */
  comeback_rate: string | null;
  /** Of these, jobs that made good earlier work. */
  comebacks: number;
  /** What an hour of theirs brought, in major units. */
  effective_labor_rate: string | null;
  /** Billed over clocked hours. */
  efficiency: string | null;
  /** Jobs done. */
  jobs: number;
  /** What their labor earned, in minor units. */
  labor_sales: number;
  /** Their name. */
  name: string | null;
  /** Who. */
  staff_id: StaffId | null;
}

/** What parts sold, earned and cost in a period. */
export interface ReportParts {
  /** What all of them cost. */
  cost: number;
  /** How many parts there are in all. */
  count: number;
  /** The largest revenue first, at most 500. */
  parts: ReportPartUse[];
  /** What all of them earned. */
  revenue: number;
}

/** One part's use. */
export interface ReportPartUse {
  /** Its category then. */
  category: string;
  /** What they cost. */
  cost: number;
  /** Revenue less cost. */
  margin: number;
  /** Margin over revenue. */
  margin_share: string | null;
  /** Its number when it was last sold. */
  number: string;
  /** The part. */
  part_id: PartId;
  /** How many were sold, less those that came back. */
  quantity: string;
  /** What they earned. */
  revenue: number;
}

/** Work that customers put off. */
export interface ReportDeferred {
  /** What was put off in the period, newest first, at most 500. */
  declined: ReportDeferredJob[];
  /** What all of that came to. */
  declined_value: number;
  /** What is put off now, whenever that was; the next to ask first, at most 500. */
  open: ReportDeferredJob[];
  /** What was approved after all in the period, newest first, at most 500. */
  recovered: ReportRecoveredJob[];
  /** What all of that comes to. */
  recovered_value: number;
}

/** Work that was put off. */
export interface ReportDeferredJob {
  /** What it came to then. */
  amount: number;
  /** When to ask again. */
  follow_up: Day | null;
  /** Why it was declined. */
  reason: string;
  /** The ticket it was proposed on. */
  ticket_id: TicketId;
  /** The job. */
  ticket_job_id: TicketJobId;
  /** What was to be done. */
  title: string;
  /** For which vehicle. */
  vehicle_id: VehicleId | null;
}

/** Work that was done after all. */
export interface ReportRecoveredJob {
  /** What it comes to. */
  amount: number;
  /** When it was approved. */
  at: Moment;
  /** On which ticket it is done. */
  by_ticket_id: TicketId;
  /** As it was put off. */
  deferred: ReportDeferredJob;
}

/** What advisors proposed in a period, and what became of it. */
export interface ReportAdvisors {
  /** By advisor and by how the work was found. */
  advisors: ReportAdvisor[];
}

/** One advisor's proposals of one origin. */
export interface ReportAdvisor {
  /** Approved. */
  approved: ReportTally;
  /** Approved over presented value: the closing ratio. */
  approved_share: string | null;
  /** Declined. */
  declined: ReportTally;
  /** Their name. */
  name: string | null;
  /** How the work was found. */
  origin: Origin;
  /** Shown to the customer. */
  presented: ReportTally;
  /** Who; none where the ticket has nobody. */
  staff_id: StaffId | null;
}

/** Some jobs and what they came to. */
export interface ReportTally {
  /** How many. */
  jobs: number;
  /** What they came to. */
  value: number;
}

/** The books' accounts over a period. */
export interface ReportTrialBalance {
  /** Every account that moved. */
  accounts: ReportAccountLine[];
  /** All credits; the same. */
  credit: number;
  /** All debits. */
  debit: number;
}

/** One account's movements. */
export interface ReportAccountLine {
  /** The account's word. */
  account: string;
  /** What was credited. */
  credit: number;
  /** What was debited. */
  debit: number;
  /** Its name. */
  title: string;
}

/** Asks for entries of the books. */
export interface ReportLedgerQuery {
  /** Only those that follow this: the `next` of the page before. */
  after?: number | null;
  /** The first day. */
  from: Day;
  /** At most so many; 100 when absent. */
  limit?: number | null;
  /** The last. */
  to: Day;
}

/** Entries of the books. */
export interface ReportLedger {
  /** By day, within each as they were made. */
  entries: ReportEntry[];
  /** Ask again with this for more; none at the end. */
  next: number | null;
}

/** One entry. */
export interface ReportEntry {
  /** When it was made. */
  at: Moment;
  /** Who brought it about. */
  by: string;
  /** The shop's day. */
  date: Day;
  /** Its id. */
  id: EntryId;
  /** What it is. */
  memo: string;
  /** What it books: zero together. */
  postings: ReportPosting[];
  /** The thing whose doing it books. */
  source_id: string;
}

/** One posting. */
export interface ReportPosting {
  /** The account's word. */
  account: string;
  /** Debit above zero, credit below. */
  amount: number;
  /** Whose, where the account has owners. */
  owner_id: string | null;
}

/** Opens a session of this counter's drawer. */
export interface TillOpen {
  /** What lies in the drawer. Without this and `pieces`: what the last session left, or else the usual float. */
  float?: number | null;
  /** Who answers for the drawer; whoever opens it when absent. */
  keeper_id?: StaffId | null;
  /** Idempotency key. */
  key: Key;
  /** What lies in the drawer, counted. */
  pieces?: TillPiece[] | null;
  /** Why it is not what the last session left. */
  reason?: string | null;
}

/** How many of one note or coin. */
export interface TillPiece {
  /** How many. */
  count: number;
  /** What one is worth, in minor units. */
  value: number;
}

/** The order was carried out. */
export interface TillAccepted {
  /** Journal cursor. */
  cursor: number;
  /** Jobs it asked devices for. */
  job_ids: JobId[];
  /** Whether this is the first answer given again. */
  replayed: boolean;
  /** The session right after it, without its figures. */
  session: TillSession;
}

/** A session of the drawer. */
export interface TillSession {
  /** What the session before had left. */
  carried: number | null;
  /** When it was closed. */
  closed_at: Moment | null;
  /** The counter. */
  counter: string;
  /** The counts, oldest first. */
  counts: TillCounted[];
  /** The sums so far. Hidden below a manager until the drawer is counted, where counts are blind. */
  figures: TillFigures | null;
  /** What lay in the drawer at the beginning. */
  float: number;
  /** Its id. */
  id: TillId;
  /** Who answers for the drawer. */
  keeper_id: StaffId | null;
  /** Cash that moved without a sale, oldest first. */
  moves: TillMoved[];
  /** Its number, which its Z report bears. */
  number: string;
  /** When it was opened. */
  opened_at: Moment;
  /** By whom. */
  opened_by: string;
  /** Where it stands. */
  status: TillStatus;
  /** The Z report, once closed. */
  z: TillZReport | null;
}

/** A count of the drawer. */
export interface TillCounted {
  /** When. */
  at: Moment;
  /** By whom. */
  by: string;
  /** What the books said then. Hidden as the figures are. */
  expected: number | null;
  /** Counted less expected: over when above zero. Hidden as the figures are. */
  over_short: number | null;
  /** Notes and coins. */
  pieces: TillPiece[];
  /** What they come to. */
  total: number;
}

/** The sums of a session. */
export interface TillFigures {
  /** Money taken on accounts, plans and credit. */
  collected: {
    [k: string]: number;
  };
  /** By how much deposits on open tickets grew. */
  deposits: number;
  /** Cash taken to the safe or the bank. */
  dropped: number;
  /** What must be in the drawer. */
  expected: number;
  /** What lay in the drawer at the beginning. */
  float: number;
  /** What they came to, with tax. */
  gross: number;
  /** Gross less refunded and reversed. */
  net: number;
  /** How often it was opened without a sale. */
  no_sales: number;
  /** Cash that other parts of the books moved. */
  other_cash: number;
  /** Cash put in that is no sale. */
  paid_in: number;
  /** Cash taken out for the shop's needs. */
  paid_out: number;
  /** What they gave back, above zero. */
  refunded: number;
  /** Tickets that closed below zero. */
  refunds: number;
  /** Sales undone on their day. */
  reversals: number;
  /** What they had come to. */
  reversed: number;
  /** What rounding cash brought. */
  rounding: number;
  /** Tickets that closed at zero or above. */
  sales: number;
  /** Tax of all these together. */
  tax: number;
  /** Money taken on tickets less money given back, by tender: `cash`, `card`, `check`, `other:...`. */
  tenders: {
    [k: string]: number;
  };
  /** Tickets given up before anything was paid. */
  voids: number;
}

/** Cash that moved without a sale. */
export interface TillMoved {
  /** How much, above zero. */
  amount: number;
  /** When. */
  at: Moment;
  /** By whom. */
  by: string;
  /** Under which heading. */
  category: string | null;
  /** Which way. */
  kind: TillMoveKind;
  /** What for; the number of the bag of a drop. */
  reason: string | null;
}

/** What a session came to. It never changes. */
export interface TillZReport {
  /** What it comes to. */
  carried: number;
  /** What it came to. */
  counted: number;
  /** What it comes to. */
  deposit: number;
  /** What goes to the bank, piece by piece. */
  deposit_pieces: TillPiece[];
  /** The number of the bag. */
  deposit_reference: string | null;
  /** The session's sums. */
  figures: TillFigures;
  /** The counter's perpetual totals with this session in them. */
  grand_total: TillGrandTotal;
  /** What stays in the drawer, piece by piece. */
  left: TillPiece[];
  /** Counted less expected: over when above zero. */
  over_short: number;
  /** The last count. */
  pieces: TillPiece[];
  /** Why. */
  reason: string | null;
}

/** Totals that never start over. */
export interface TillGrandTotal {
  /** How many sessions were closed. */
  closes: number;
  /** Sales less refunds. */
  net: number;
  /** All that was given back or undone. */
  refunds: number;
  /** All sales, with tax. */
  sales: number;
}

/** Puts cash in or takes it out without a sale. */
export interface TillMove {
  /** How much, above zero. */
  amount: number;
  /** Under which of the shop's headings. */
  category?: string | null;
  /** Idempotency key. */
  key: Key;
  /** What for; it is kept. */
  reason: string;
}

/** Takes cash out to the safe or the bank. */
export interface TillDrop {
  /** How much, above zero. */
  amount: number;
  /** Idempotency key. */
  key: Key;
  /** The number of the bag. */
  reference?: string | null;
  /** Where to. */
  to: TillDropTo;
}

/** Counts the drawer. */
export interface TillCount {
  /** Idempotency key. */
  key: Key;
  /** Notes and coins; an empty list is an empty drawer. */
  pieces: TillPiece[];
}

/** Closes the session with its last count. */
export interface TillClose {
  /** Idempotency key. */
  key: Key;
  /** What stays for the next session; small pieces up to the usual float when absent. */
  left?: TillPiece[] | null;
  /** Why the count is off, where it is off by more than the shop lets pass. */
  reason?: string | null;
  /** The number of the bag that goes to the bank. */
  reference?: string | null;
}

/** The open session of this counter. */
export interface TillCurrent {
  /** What the last session left in the drawer. */
  carried: number | null;
  /** The notes and coins that are counted here, in minor units, largest first. */
  denominations: number[];
  /** It; none when the drawer is closed. */
  session: TillSession | null;
}

/** Prints the figures of the open session as they are. */
export interface TillXReport {
  /** Idempotency key. */
  key: Key;
}

/** Asks for sessions. */
export interface TillListQuery {
  /** Only those closed before this: the `next` of the page before. */
  before?: number | null;
  /** At most so many; 50 when absent. */
  limit?: number | null;
}

/** Sessions of this counter. */
export interface TillList {
  /** Ask again with this for older ones; none at the end. */
  next: number | null;
  /** The open one first, then those closed, newest first. */
  sessions: TillSession[];
}

/** Asks for one session. */
export interface TillGetQuery {
  /** Which. */
  till_id: TillId;
}

/** One session. */
export interface TillGetResult {
  /** It, with its Z report when it is closed. */
  session: TillSession;
}

/** Makes a paper. */
export interface DocumentRender {
  /** In which form. A label has a size of its own, whatever is asked for. */
  form: PaperForm;
  /** Of what. */
  id: AnyId;
  /** Which. */
  what: PaperKind;
}

/** A paper. */
export interface DocumentRendered {
  /** The file, in base64. */
  data: string;
  /** `application/pdf` for sheets, `image/png` for rolls and labels. */
  media_type: string;
}

/** Prints a paper on a roll. */
export interface DocumentPrint {
  /** Which printer; the receipt printer when absent. */
  device?: string | null;
  /** Of what. */
  id: AnyId;
  /** Idempotency key. */
  key: Key;
  /** Which. */
  what: PaperKind;
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
  /** A drawer's own word on itself. */
  drawer: DrawerCondition | null;
  /** The language it speaks. */
  driver: string;
  /** Jobs that wait for it. */
  jobs_waiting: number;
  /** What it is. */
  kind: DeviceKind;
  /** Who has it for themselves. */
  lease: Lease | null;
  /** Its name in the settings. */
  name: string;
  /** A printer's own word on itself. */
  printer: PrinterCondition | null;
  /** What a scanner can be told to do. */
  scanner: ScannerAbilities | null;
  /** Whether the daemon simulates it. */
  simulated: boolean;
  /** Since when. */
  since: Moment;
  /** How it is. */
  state: DeviceState;
}

/** A drawer's own word on itself. */
export interface DrawerCondition {
  /** Whether it stands open; absent when it cannot tell. */
  open: boolean | null;
  /** Since when that is so. */
  since: Moment;
}

/** Who has a device for themselves. */
export interface Lease {
  /** The person's or program's name. */
  holder: string;
  /** Until when, unless it is claimed again before. */
  until: Moment;
}

/** A printer's own word on itself. */
export interface PrinterCondition {
  /** Whether the cover is open. */
  cover_open: boolean;
  /** Whether its cutter is jammed. */
  cutter_error: boolean;
  /** Whether it reports any other failure: a jam, a hot head, one that needs service. */
  failed: boolean;
  /** Whether it says of itself that it is offline. */
  offline: boolean;
  /** Paper, or labels. */
  paper: PaperState;
  /** Whether somebody paused it at its panel. */
  paused: boolean;
  /** Whether a label printer is out of ribbon. */
  ribbon_out: boolean;
}

/** What a scanner can be told to do. */
export interface ScannerAbilities {
  /** Whether it beeps for good or bad. */
  beep: boolean;
  /** Whether it is switched off in itself; otherwise the daemon drops what it reads meanwhile. */
  enable: boolean;
  /** Whether its scans are let through now. */
  enabled: boolean;
  /** Whether it can be told to read now. */
  trigger: boolean;
}

/** Hardware that this computer has. */
export interface DeviceDiscovery {
  /** Everything that could be a device of a counter. */
  found: DeviceFound[];
}

/** One piece of hardware. */
export interface DeviceFound {
  /** In words, with what to do about it. */
  detail: string;
  /** The device of the settings that it is; absent when it is in none. */
  device: string | null;
  /** What stays the same when it is plugged in again: `04b8:0e28/SERIAL`, or a port. */
  identity: string;
  /** What it seems to be. */
  kind: DeviceKind | null;
  /** What it calls itself. */
  name: string;
  /** The udev rule that lets the daemon use it, when it may not. */
  rule: string | null;
  /** What to write in the settings to have it as a device. */
  settings: string;
  /** Whether the daemon may use it. */
  usable: boolean;
}

/** Asks for a device for oneself: what others send to it is refused meanwhile. The shop's own papers always go. */
export interface DeviceClaim {
  /** Its name in the settings. */
  device: string;
  /** For how long, 1,000 to 600,000; 30,000 when absent. Claim again before it ends to keep it. */
  ttl_ms?: number | null;
}

/** The device is held. */
export interface DeviceClaimed {
  /** The device. */
  device: string;
  /** Counts the claims of this device: a holder with a smaller number has lost it. */
  fence: number;
  /** Until when. */
  until: Moment;
}

/** Names a device. */
export interface DeviceNamed {
  /** Its name in the settings. */
  device: string;
}

/** Tells a scanner something. */
export interface ScannerTell {
  /** Which scanner. */
  device: string;
  /** What to do. */
  order: ScannerOrder;
}

/** Names a scale or a display; the only one when absent. */
export interface Weigh {
  /** Which scale; the only one when absent. */
  device?: string | null;
}

/** What lies on a scale. */
export interface Weight {
  /** Which scale. */
  device: string;
  /** Whether a tare was taken off. */
  net: boolean;
  /** `kg` or `lb`. */
  unit: string;
  /** A decimal, at rest. */
  weight: string;
}

/** Shows something to the customer. */
export interface Show {
  /** Which display; the only one when absent. */
  device?: string | null;
  /** Its lines from the top, at most 4 of at most 40 characters; what is longer than the display is cut. */
  lines: string[];
}

/** Asks for openings. */
export interface DrawerOpeningsQuery {
  /** At most so many; 50 when absent. */
  limit?: number | null;
}

/** Openings. */
export interface DrawerOpenings {
  /** Newest first. */
  openings: DrawerOpening[];
}

/** One time that a drawer stood open. */
export interface DrawerOpening {
  /** When it was shut; absent while it stands open. */
  closed_at: Moment | null;
  /** Which drawer. */
  device: string;
  /** The order that opened it; absent when it was opened by hand or with its key. */
  job_id: JobId | null;
  /** Whether it stood open longer than the settings allow. */
  left_open: boolean;
  /** When it came open. */
  opened_at: Moment;
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
  /** Hangs up once, after so many bytes more. */
  drop_after_bytes?: number | null;
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

/** One element string. */
export interface Gs1Element {
  /** The application identifier, such as `01`. */
  ai: string;
  /** The data as encoded. */
  value: string;
}

/** Notification `lease.lost`: the device is held no longer. */
export interface LeaseLost {
  /** The device. */
  device: string;
  /** Who has it now; absent when the claim only ran out. */
  to: string | null;
}

/** Notification `lease.requested`: somebody wants the device. Call `device.retain` by the moment named, or it goes to them. */
export interface LeaseRequested {
  /** The last moment for an answer. */
  answer_by: Moment;
  /** Who wants it. */
  by: string;
  /** The device. */
  device: string;
}

/** A driving licence of the AAMVA card standard. Absent is what the card does not say. */
export interface Licence {
  /** `YYYY-MM-DD`. */
  born: string | null;
  /** City. */
  city: string | null;
  /** `USA` or `CAN`. */
  country: string | null;
  /** `YYYY-MM-DD`. */
  expires: string | null;
  /** Family name. */
  family_name: string | null;
  /** Given names. */
  given_names: string | null;
  /** The number. */
  number: string | null;
  /** Postal code. */
  postal_code: string | null;
  /** State or province. */
  state: string | null;
  /** Street. */
  street: string | null;
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
  /** What the text holds, where that is a form known here. */
  reading: ScanReading | null;
  /** The kind of barcode, when the scanner says it. */
  symbology: string | null;
  /** What it read, without terminator and symbology prefix. */
  text: string;
}

/** A vehicle's number as scanned. */
export interface VinReading {
  /** Whether its check digit is right; outside North America it need not be. */
  check_digit_right: boolean;
  /** The number. */
  vin: string;
}

/** Every notification: its parameters. */
export interface Notifications {
  event: Event;
  scan: Scan;
  "scan.released": Nothing;
  device: DeviceChanged;
  "lease.requested": LeaseRequested;
  "lease.lost": LeaseLost;
}

//! Problems: what an error looks like on the wire. Every code is listed here with its hint, and a code never
//! changes its meaning.

mod buying;
mod house;
mod keeping;
mod people;

use std::borrow::Cow;

use domain::Refusal;
use domain::till::TillRefusal;
use schemars::JsonSchema;
use serde::Serialize;

/// A JSON-RPC error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// JSON-RPC number: the kind of problem.
    pub code: i32,
    /// What happened.
    pub message: String,
    /// The rest.
    pub data: Details,
}

/// What a program and a person need beside the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ProblemDetails")]
pub struct Details {
    /// Stable code, `noun.reason`.
    pub code: &'static str,
    /// What the person at the counter does now.
    pub hint: Cow<'static, str>,
    /// Whether sending the very same order again, with the same key, can succeed.
    pub retryable: bool,
    /// Where the log says more.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
}

const PARSE: i32 = -32700;
const INVALID_REQUEST: i32 = -32600;
const UNKNOWN_METHOD: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const INTERNAL: i32 = -32603;
const REFUSED: i32 = -32001;
const FORBIDDEN: i32 = -32002;
const UNAVAILABLE: i32 = -32003;
const NOT_FOUND: i32 = -32004;

macro_rules! codes {
    ($($name:ident = $kind:expr, $code:literal, retryable $retryable:literal, $hint:literal;)*) => {
        /// A stable code with its fixed parts.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Code { $(#[allow(missing_docs, reason = "the code says it")] $name,)* }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// Returns the stable spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// Returns what the person does now.
            #[must_use]
            pub const fn hint(self) -> &'static str {
                match self { $(Code::$name => $hint,)* }
            }

            const fn kind(self) -> i32 {
                match self { $(Code::$name => $kind,)* }
            }

            const fn retryable(self) -> bool {
                match self { $(Code::$name => $retryable,)* }
            }
        }
    };
}

codes! {
    NotJson = PARSE, "rpc.not_json", retryable false,
        "Send one JSON-RPC 2.0 request as a text message.";
    NotARequest = INVALID_REQUEST, "rpc.not_a_request", retryable false,
        "Send {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"noun.verb\",\"params\":{}}.";
    UnknownMethod = UNKNOWN_METHOD, "rpc.unknown_method", retryable false,
        "Call rpc.discover for the list of methods.";
    InvalidParams = INVALID_PARAMS, "rpc.invalid_params", retryable false,
        "Correct the field named in the message and send it again.";
    Internal = INTERNAL, "daemon.internal", retryable false,
        "Nothing was changed. Tell support the reference; the log says more under it.";
    ConnectionBusy = UNAVAILABLE, "connection.busy", retryable true,
        "Wait for answers before sending more requests on this connection.";
    EngineBusy = UNAVAILABLE, "engine.busy", retryable true,
        "Nothing was changed. Wait a moment and press the button again.";
    Stopping = UNAVAILABLE, "daemon.stopping", retryable true,
        "Nothing was changed. The daemon is restarting; it is back in a moment.";
    DiskFull = UNAVAILABLE, "store.disk_full", retryable true,
        "Nothing was changed. Free some space on the counter's disk, then press the button again.";
    ReadOnly = UNAVAILABLE, "store.read_only", retryable true,
        "Nothing was changed. Make the data folder writable for counterd, then press the button again.";
    StoreDamaged = UNAVAILABLE, "store.damaged", retryable false,
        "Stop selling on this counter and call support: run `counterd journal verify`.";
    StoreFailed = UNAVAILABLE, "store.failed", retryable true,
        "Nothing was changed. Press the button again; if it stays, call support with the reference.";
    NotSignedIn = FORBIDDEN, "session.not_signed_in", retryable false,
        "Sign in with your PIN.";
    PinWrong = FORBIDDEN, "session.pin_wrong", retryable false,
        "Type the PIN again.";
    PinLocked = FORBIDDEN, "session.locked", retryable false,
        "Too many wrong PINs. Wait a minute, then try again.";
    TokenWrong = FORBIDDEN, "session.token_wrong", retryable false,
        "Sign in again, or make a new token with `counterd token create`.";
    RoleForbids = FORBIDDEN, "session.role_forbids", retryable false,
        "Ask someone with a higher role to do this.";
    ScopeMissing = FORBIDDEN, "session.scope_missing", retryable false,
        "Make a token that has the scope named in the message.";
    OriginForbidden = FORBIDDEN, "connection.origin_forbidden", retryable false,
        "Add the page's origin to server.allowed_origins in counterd.toml, if you trust it.";
    NotSimulated = REFUSED, "simulator.off", retryable false,
        "Run the demo, or name the device under [simulator] in counterd.toml.";
    TicketPaid = REFUSED, "ticket.paid", retryable false,
        "The ticket is finished. Open a new ticket.";
    TicketVoided = REFUSED, "ticket.voided", retryable false,
        "The ticket was given up. Open a new ticket.";
    TicketNotPaid = REFUSED, "ticket.not_paid", retryable false,
        "Take the payment first; the receipt prints by itself.";
    TicketEmpty = REFUSED, "ticket.empty", retryable false,
        "Add a part or labor first.";
    TicketFull = REFUSED, "ticket.full", retryable false,
        "Finish this ticket and open another for the rest.";
    TicketHasMoney = REFUSED, "ticket.has_money", retryable false,
        "Take the rest of the payment and correct the sale with a refund.";
    PaymentInFlight = REFUSED, "payment.in_flight", retryable false,
        "Wait for the card reader, or cancel the card payment first.";
    StillDue = REFUSED, "payment.still_due", retryable false,
        "Take the rest of the payment.";
    NothingDue = REFUSED, "payment.nothing_due", retryable false,
        "Nothing is left to pay on this ticket.";
    MoreThanDue = REFUSED, "payment.more_than_due", retryable false,
        "Take no more than what is due.";
    TenderedTooLittle = REFUSED, "payment.tendered_too_little", retryable false,
        "Count the cash again, or take the cash you have and the rest another way.";
    TenderedTooMuch = REFUSED, "payment.tendered_too_much", retryable false,
        "Check the amount that was typed.";
    AmountNotPositive = REFUSED, "payment.amount_not_positive", retryable false,
        "Type an amount above zero.";
    PaymentSettled = REFUSED, "payment.settled", retryable false,
        "Look at the ticket: this payment is finished.";
    TaxUnknown = REFUSED, "tax.unknown", retryable true,
        "Try again. If it stays, ask the manager to check the tax plugin and its settings.";
    TaxAnswerWrong = REFUSED, "tax.answer_wrong", retryable true,
        "Ask the manager to check the tax plugin and its settings.";
    QuantityNotPositive = REFUSED, "line.quantity_not_positive", retryable false,
        "Type a quantity above zero, or remove the line.";
    NumberInvalid = REFUSED, "input.number_invalid", retryable false,
        "Correct the number named in the message.";
    AmountTooLarge = REFUSED, "input.amount_too_large", retryable false,
        "Check the quantity and the price; they come to more than can be counted.";
    TextEmpty = REFUSED, "input.text_empty", retryable false,
        "Fill in the field named in the message.";
    TextTooLong = REFUSED, "input.text_too_long", retryable false,
        "Shorten the field named in the message.";
    CardNumberInText = REFUSED, "input.card_number", retryable false,
        "Take the card number out: it may never be stored. Cards are only read by the card reader.";
    VinInvalid = REFUSED, "vehicle.vin_invalid", retryable false,
        "Read the VIN again from the door frame or the windscreen; it has 17 characters without I, O and Q.";
    VinTaken = REFUSED, "vehicle.vin_taken", retryable false,
        "Look the VIN up: the vehicle is already on file.";
    VehicleOfAnother = REFUSED, "vehicle.of_another", retryable false,
        "Pick a vehicle of this customer, or change the vehicle's owner first.";
    CodeAmbiguous = REFUSED, "part.code_ambiguous", retryable false,
        "Search for the number and pick the right part from the list.";
    NoDevice = REFUSED, "device.none", retryable false,
        "Add the device to counterd.toml.";
    JobNotFailed = REFUSED, "job.not_failed", retryable false,
        "Use Reprint for another copy.";
    JobNotUnknown = REFUSED, "job.not_unknown", retryable false,
        "Nothing is left open about this job: look at its state in the list.";
    JobNotPrinted = REFUSED, "job.not_printed", retryable false,
        "Wait for the printer, or press Retry if the job failed.";
    JobTooOld = NOT_FOUND, "job.too_old", retryable false,
        "What this job sent is no longer kept. Print the paper anew from its ticket.";
    DeviceHeld = UNAVAILABLE, "device.held", retryable true,
        "Wait until the program named in the message is through, or let a manager take the device.";
    DeviceCannot = REFUSED, "device.cannot", retryable false,
        "This model cannot do that. The device list says what it can do.";
    DeviceAbsent = UNAVAILABLE, "device.absent", retryable true,
        "Check its cable and that it is switched on, then press the button again.";
    DeviceNotHeld = REFUSED, "device.not_held", retryable false,
        "Claim the device first; the claim may have run out.";
    NoSuchDevice = NOT_FOUND, "device.not_found", retryable false,
        "Pick a device of the list.";
    JobState = REFUSED, "job.state", retryable false,
        "Look at the job again: it has gone on.";
    AlreadySetUp = REFUSED, "staff.already_set_up", retryable false,
        "Sign in with a PIN; a manager adds more people.";
    PinShape = REFUSED, "staff.pin_shape", retryable false,
        "Choose a PIN of 4 to 8 digits.";
    KeyReused = REFUSED, "rpc.key_reused", retryable false,
        "Make a new key for a new order; reuse a key only to repeat the same one.";
    ImportSize = REFUSED, "import.size", retryable false,
        "Send the rows in several imports.";
    ImportOwner = REFUSED, "import.owner", retryable false,
        "Import the customers first, or correct the owner's id, name or phone in the file.";
    ImportTwice = REFUSED, "import.twice", retryable false,
        "Keep one row for each part and place: add the quantities up in the file.";
    ImportCurrency = REFUSED, "import.currency", retryable false,
        "Ask the supplier for prices in the shop's currency.";
    ImportNotYet = REFUSED, "import.not_yet", retryable false,
        "Import the file again on the day its prices begin.";
    ImportIncomplete = REFUSED, "import.incomplete", retryable false,
        "Fill in the value in the file: a new row needs it.";
    ImportMap = REFUSED, "import.map", retryable false,
        "Correct the column map: the message names the field or column.";
    BooksExport = REFUSED, "books.export", retryable false,
        "Export a shorter span of days, or for another program.";
    ImportRow = REFUSED, "import.row", retryable false,
        "Correct the row named in the message and send the import again with a new key.";
    JobDecided = REFUSED, "job_line.decided", retryable false,
        "Decline the job instead of removing it: the record of what the customer said stays.";
    JobDeclined = REFUSED, "job_line.declined", retryable false,
        "Ask the customer again; approve the job before anyone works on it.";
    PartsLeft = REFUSED, "ticket.parts_left", retryable false,
        "Bill the part on the ticket, put it on the shelf, send it back or cancel its order; or have a manager approve.";
    JobClocked = REFUSED, "work.clocked", retryable false,
        "Clock everyone off the job first.";
    ClockedElsewhere = REFUSED, "work.clocked_elsewhere", retryable false,
        "Clock off the other job first; a technician is on one job at a time.";
    NotClockedOn = REFUSED, "work.not_clocked_on", retryable false,
        "Look at the job again: the technician's time has ended already.";
    ClockTime = REFUSED, "work.clock_time", retryable false,
        "Give a time between the start and now.";
    NothingToDecide = REFUSED, "estimate.nothing_to_decide", retryable false,
        "Add a job, or pick the job by its id to change an earlier decision.";
    NothingApproved = REFUSED, "estimate.nothing_approved", retryable false,
        "Record the customer's approval of at least one job first.";
    EstimateExpired = REFUSED, "estimate.expired", retryable false,
        "Check today's prices and present the estimate again, then record the approval.";
    WrongStage = REFUSED, "ticket.wrong_stage", retryable false,
        "Look at the ticket again: estimate, work order and invoice follow each other.";
    NoSuchStatus = REFUSED, "work.no_such_status", retryable false,
        "Pick one of the statuses named in the message.";
    NeedsAuthorization = REFUSED, "estimate.needs_authorization", retryable false,
        "Call the customer, record their approval of the new amount, then make the invoice.";
    OdometerBack = REFUSED, "vehicle.odometer_back", retryable false,
        "Read the odometer again.";
    NeedsApproval = FORBIDDEN, "session.needs_approval", retryable true,
        "Ask someone who may to enter their PIN here, then press the button again.";
    NoReceiptNotTaken = REFUSED, "return.no_receipt_not_taken", retryable false,
        "Find the sale: search for the customer's name or phone, the plate, or the part's number among sales.";
    NotSoldOfLate = REFUSED, "return.not_sold_of_late", retryable false,
        "Find the sale itself and return from it, or tell the customer that this shop did not sell it lately.";
    TooMuchWithoutReceipt = REFUSED, "return.too_much_without_receipt", retryable false,
        "Take back only as much as is left, or ask for the receipts.";
    KeepsCustomer = REFUSED, "ticket.keeps_customer", retryable false,
        "Take the goods without a receipt off first, or open a ticket for the other customer.";
    CreditOnly = REFUSED, "refund.credit_only", retryable false,
        "Give the amount named in the message as store credit; the rest may go back another way.";
    ReturnStands = REFUSED, "return.stands", retryable false,
        "Remove the returned line and return it anew.";
    CoreFollowsPart = REFUSED, "line.core_follows_part", retryable false,
        "Change or return the part; its core deposit follows.";
    MoreThanSold = REFUSED, "return.more_than_sold", retryable false,
        "Take back no more than the message says; the rest came back before or was never sold.";
    SerialNotSold = REFUSED, "return.serial_not_sold", retryable false,
        "Read the serial number again; this one was not on that sale.";
    SerialTwice = REFUSED, "line.serial_twice", retryable false,
        "Read each piece once.";
    NothingOwed = REFUSED, "refund.nothing_owed", retryable false,
        "Add what comes back first; money follows the goods.";
    MoreThanOwed = REFUSED, "refund.more_than_owed", retryable false,
        "Give back no more than the message says.";
    MoreThanPaid = REFUSED, "refund.more_than_paid", retryable false,
        "Give the rest back another way.";
    NotToday = REFUSED, "ticket.not_today", retryable false,
        "Take the goods back with a refund instead.";
    CannotReverse = REFUSED, "ticket.cannot_reverse", retryable false,
        "Take the goods back with a refund instead.";
    NoCustomer = REFUSED, "ticket.no_customer", retryable false,
        "Put the customer on the ticket first.";
    NoAccount = REFUSED, "account.none", retryable false,
        "Take another tender, or have a manager open a house account for the customer.";
    AccountOnHold = REFUSED, "account.on_hold", retryable false,
        "Take another tender, or ask a manager to stand in.";
    AccountLimit = REFUSED, "account.limit", retryable false,
        "Take a payment on the account or another tender, or ask a manager to stand in.";
    PoNumberMissing = REFUSED, "account.po_missing", retryable false,
        "Ask for the customer's order number and type it.";
    CreditTooSmall = REFUSED, "payment.credit_too_small", retryable false,
        "Use what is left and take the rest another way.";
    TillClosed = REFUSED, "till.closed", retryable false,
        "Open the till with its float first.";
    TillAlreadyOpen = REFUSED, "till.already_open", retryable false,
        "Go on with the session that is open, or count and close it first.";
    TillFloatInvalid = REFUSED, "till.float_invalid", retryable false,
        "Count the float again and type what is there.";
    TillFloatDiffers = REFUSED, "till.float_differs", retryable false,
        "Count the drawer again. If it is right, say why it is not what was left.";
    TillNotInDrawer = REFUSED, "till.not_in_drawer", retryable false,
        "Take out no more than there is; count what is in the drawer.";
    TillPayOutLimit = REFUSED, "till.pay_out_limit", retryable false,
        "Pay this another way than out of the drawer.";
    TillNoSuchCategory = REFUSED, "till.no_such_category", retryable false,
        "Pick one of the headings named in the message.";
    TillNoSuchPiece = REFUSED, "till.no_such_piece", retryable false,
        "Count the notes and coins that till.current lists.";
    TillNotCounted = REFUSED, "till.not_counted", retryable false,
        "Count the drawer first, then close it.";
    TillCountStale = REFUSED, "till.count_stale", retryable false,
        "Count the drawer once more: cash moved since the last count.";
    TillCountedTwice = REFUSED, "till.counted_twice", retryable false,
        "Close the drawer with the last count and say why it is off.";
    TillOverShort = REFUSED, "till.over_short", retryable false,
        "Have a manager count again, or say why the drawer is off and close it.";
    TillLeftNotCounted = REFUSED, "till.left_not_counted", retryable false,
        "Leave no more pieces in the drawer than were counted.";
    DateInvalid = REFUSED, "input.date_invalid", retryable false,
        "Give a day that exists, such as 2026-11-23.";
    ListTooLong = REFUSED, "input.list_too_long", retryable false,
        "Shorten the list.";
    ReorderBounds = REFUSED, "part.reorder_bounds", retryable false,
        "Correct minimum, maximum and pack size.";
    DiscountInvalid = REFUSED, "discount.invalid", retryable false,
        "Correct the discount as the message says.";
    ChargeRuleInvalid = REFUSED, "charge.rule_invalid", retryable false,
        "Ask a manager to correct the shop's fees.";
    AuthorizationInvalid = REFUSED, "estimate.authorization_invalid", retryable false,
        "Fill in who allowed the work, how they were reached and who of the staff took it.";
    PriceUnknown = REFUSED, "price.unknown", retryable false,
        "Type a price, or ask a manager to add one to the price book.";
    CostInvalid = REFUSED, "stock.cost_invalid", retryable false,
        "Check the quantity and the cost.";
    PolicyInvalid = REFUSED, "policy.invalid", retryable false,
        "Correct the rule named in the message and set the rules again.";
    CannedInvalid = REFUSED, "canned.invalid", retryable false,
        "Correct the line named in the message.";
    CannedAttributeMissing = REFUSED, "canned.attribute_missing", retryable false,
        "Look up the value named in the message and give it with the job.";
    CannedRetired = REFUSED, "canned.retired", retryable false,
        "Pick another job, or save this one again to offer it.";
    CoreMoreThanOwed = REFUSED, "core.more_than_owed", retryable false,
        "Take back no more than the message says; look for another sale, or take the rest without a receipt.";
    CoreNothingOwed = REFUSED, "core.nothing_owed", retryable false,
        "Look at the list again: no deposit is owed for this part.";
    CoreHeldElsewhere = REFUSED, "core.held_elsewhere", retryable false,
        "Finish or void the other open ticket that takes the old part back, then take the part back.";
    CoreMoreThanHere = REFUSED, "core.more_than_here", retryable false,
        "Count the old parts again; no more than the message says can go or be credited.";
    CoreOtherSupplier = REFUSED, "core.other_supplier", retryable false,
        "Use another list number for this supplier.";
    CoreNotDue = REFUSED, "core.not_due", retryable false,
        "Wait until the day named in the message has passed.";
    CoreNoSale = REFUSED, "core.no_sale", retryable false,
        "Find the sale, and return the part on it.";
    TransferInvalid = REFUSED, "transfer.invalid", retryable false,
        "Correct the locations and lines as the message says.";
    TransferMoreThanOnHand = REFUSED, "transfer.more_than_on_hand", retryable false,
        "Send what is on hand, or count the shelf first.";
    TransferMoreThanSent = REFUSED, "transfer.more_than_sent", retryable false,
        "Take in what was sent; put the rest into stock with a count.";
    TransferState = REFUSED, "transfer.state", retryable false,
        "Look at the transfer again: it has gone on, or nothing was sent yet.";
    TransferNotArrived = REFUSED, "transfer.not_arrived", retryable false,
        "Take in what has come, or say why the rest is missing to write it off.";
    CountInvalid = REFUSED, "count.invalid", retryable false,
        "Correct what the message names; a smaller scope makes a smaller count.";
    CountedElsewhere = REFUSED, "count.counted_elsewhere", retryable false,
        "Finish or cancel the other count first, or leave this part out.";
    CountSameCounter = REFUSED, "count.same_counter", retryable false,
        "Ask someone else to count this part.";
    CountRecountDue = REFUSED, "count.recount_due", retryable false,
        "Count the parts marked again once more, then post.";
    CountUncounted = REFUSED, "count.uncounted", retryable false,
        "Count the rest, or post and leave the uncounted parts as they are.";
    CountFinished = REFUSED, "count.finished", retryable false,
        "Begin a new count.";
    NoSuchCanned = NOT_FOUND, "canned.not_found", retryable false,
        "Pick a job from the list.";
    NoSuchCore = NOT_FOUND, "core.not_found", retryable false,
        "Look for the sale of the part, or take the old part without a receipt.";
    NoSuchTransfer = NOT_FOUND, "transfer.not_found", retryable false,
        "Look the transfer up in the list.";
    NoSuchCount = NOT_FOUND, "count.not_found", retryable false,
        "Look the count up in the list.";
    BooksUnbalanced = INTERNAL, "ledger.unbalanced", retryable false,
        "Nothing was changed. Tell support: the shop's books would not have balanced.";
    CustomerMerged = REFUSED, "customer.merged", retryable false,
        "Work with the customer who goes on in place of this one.";
    VehicleMerged = REFUSED, "vehicle.merged", retryable false,
        "Work with the vehicle that goes on in place of this one.";
    MergeSame = REFUSED, "merge.same", retryable false,
        "Pick two different ones.";
    MergeChain = REFUSED, "merge.chain", retryable false,
        "Merge them the other way round.";
    BooksDisagree = INTERNAL, "account.books_disagree", retryable false,
        "Nothing was changed. Run `counterd journal verify` and tell support.";
    AccountItemTwice = REFUSED, "account.item_twice", retryable false,
        "Name each item once, with all that goes to it.";
    AllocationTooLarge = REFUSED, "account.allocation_too_large", retryable false,
        "Give the items no more than is left of them and no more than there is in all.";
    MonthNotOver = REFUSED, "account.month_not_over", retryable false,
        "Charge for a month after its last day.";
    NoFinanceTerms = REFUSED, "account.no_finance_terms", retryable false,
        "Agree on finance charges in the account's terms first.";
    VinsDiffer = REFUSED, "vehicle.vins_differ", retryable false,
        "Look again: two VINs are two vehicles.";
    OwnersDiffer = REFUSED, "vehicle.owners_differ", retryable false,
        "Change the owner of one first, or merge the customers.";
    SameOwner = REFUSED, "vehicle.same_owner", retryable false,
        "Pick the new owner.";
    OdometerUnlikely = REFUSED, "vehicle.odometer_unlikely", retryable false,
        "Read the odometer again; if it is right, say why it is lower: rolled over, replaced, or the earlier one was wrong.";
    PlanState = REFUSED, "plan.state", retryable false,
        "Look at the plan again: it has gone on.";
    PlanTermsInvalid = REFUSED, "plan.terms_invalid", retryable false,
        "Correct the plan's terms as the message says.";
    PlanOtherAmount = REFUSED, "plan.other_amount", retryable false,
        "Charge exactly what the plan finances, or draw up a new plan.";
    DownPaymentMissing = REFUSED, "plan.down_payment_missing", retryable false,
        "Take the down payment on the ticket first.";
    PlanOtherCustomer = REFUSED, "plan.other_customer", retryable false,
        "Put the plan's customer on the ticket, or pick another plan.";
    PlanOfTicket = REFUSED, "plan.of_ticket", retryable false,
        "Undo the ticket, or take the goods back; the plan follows.";
    PlanMoreThanLeft = REFUSED, "plan.more_than_left", retryable false,
        "Take no more than what is left of the plan.";
    PlanHasPayments = REFUSED, "plan.has_payments", retryable false,
        "Take the goods back with a refund instead.";
    NoSuchAccountItem = NOT_FOUND, "account.item_not_found", retryable false,
        "Look at the account again and pick an open item.";
    NoSuchDeferral = NOT_FOUND, "vehicle.deferral_not_found", retryable false,
        "Look at the vehicle again: the work was done, or was declined on another vehicle.";
    NoSuchPlan = NOT_FOUND, "plan.not_found", retryable false,
        "Look at the customer's plans again.";
    SupplierInvalid = REFUSED, "supplier.invalid", retryable false,
        "Correct what the message names and save the supplier again.";
    SupplierRetired = REFUSED, "supplier.retired", retryable false,
        "Pick another supplier, or have the shop buy at this one again with supplier.retire and retired false.";
    SupplierInUse = REFUSED, "supplier.not_retired", retryable false,
        "Nothing to do: the shop buys at this supplier.";
    SupplierCurrency = REFUSED, "supplier.foreign_currency", retryable false,
        "Buy at a supplier that asks for the shop's own currency.";
    PurchaseState = REFUSED, "purchase.wrong_state", retryable false,
        "Look at the purchase again: it has gone on, or is not that far yet.";
    PurchaseEmpty = REFUSED, "purchase.no_lines", retryable false,
        "Name at least one line.";
    PurchaseFull = REFUSED, "purchase.full", retryable false,
        "Place this purchase and open another for the rest.";
    LineTwice = REFUSED, "input.line_twice", retryable false,
        "Name each line once, with everything that is to be said about it.";
    PurchasePartMissing = REFUSED, "purchase.part_missing", retryable false,
        "Name the part; only sublet work is bought without one.";
    SubletHasPart = REFUSED, "purchase.sublet_has_part", retryable false,
        "Leave part and core deposit away from sublet work.";
    MoreThanLeft = REFUSED, "purchase.more_than_left", retryable false,
        "Give no more than the message says is left.";
    BelowMinimum = REFUSED, "purchase.below_minimum", retryable false,
        "Add more to the order, or confirm that a small order is meant.";
    OverReceipt = REFUSED, "purchase.over_receipt", retryable false,
        "Count again; if more did come and the shop keeps it, confirm it.";
    PurchaseAmountNegative = REFUSED, "purchase.amount_negative", retryable false,
        "Type an amount that is not below zero, and no less freight than invoices have asked for.";
    SupplierInvoiceTotal = REFUSED, "supplier_invoice.total", retryable false,
        "Check lines, freight and charges against the paper; send it back if the paper itself does not add up.";
    SupplierInvoiceUsed = REFUSED, "supplier_invoice.number_used", retryable false,
        "Look whether this invoice was entered before; confirm it if one paper is for several purchases.";
    SupplierInvoiceSettled = REFUSED, "supplier_invoice.settled", retryable false,
        "Look at the purchase again: the invoice was accepted or rejected already.";
    NoSuchDifference = REFUSED, "supplier_invoice.no_such_difference", retryable false,
        "Look at the purchase again and pick one of the differences it lists.";
    SupplierCreditTooMuch = REFUSED, "supplier_invoice.credit_too_much", retryable false,
        "Enter no more than what is open; ask the supplier what the rest is for.";
    NotAQuantity = REFUSED, "supplier_invoice.not_a_quantity", retryable false,
        "Settle it as accepted or credited; only missing goods can arrive.";
    PurchaseNotHeld = REFUSED, "purchase.not_held", retryable false,
        "Look at the line: it was bought for the shelf, where anyone may have it.";
    NotASpecialOrder = REFUSED, "purchase.not_special", retryable false,
        "Pick a line that was ordered for a customer.";
    PurchaseNotArrived = REFUSED, "purchase.not_arrived", retryable false,
        "Count the delivery in first.";
    PurchaseStillOpen = REFUSED, "purchase.still_open", retryable false,
        "Receive what is still to come, or cancel the rest of the line.";
    SupplierInvoiceUnmatched = REFUSED, "supplier_invoice.unmatched", retryable false,
        "Accept or reject the invoice first.";
    DifferenceOpen = REFUSED, "supplier_invoice.difference_open", retryable false,
        "Settle the difference first: accept it, enter the credit, or note that the goods arrived.";
    PurchaseNotInvoiced = REFUSED, "purchase.not_invoiced", retryable false,
        "Enter the invoice, or have a manager write off what was never invoiced.";
    PurchaseUnreconciled = REFUSED, "purchase.unreconciled", retryable false,
        "Bill the part on its ticket, put it on the shelf, or send it back.";
    ReturnState = REFUSED, "supplier_return.wrong_state", retryable false,
        "Look at the return again: it has gone on, or is not that far yet.";
    ReturnEmpty = REFUSED, "supplier_return.no_lines", retryable false,
        "Name at least one line.";
    ReturnFull = REFUSED, "supplier_return.full", retryable false,
        "Send this return and open another for the rest.";
    ReturnKindWrong = REFUSED, "supplier_return.wrong_kind", retryable false,
        "Send failed parts and labor back under a warranty, and old parts with the ledger of old parts.";
    ClaimMissing = REFUSED, "supplier_return.claim_missing", retryable false,
        "Type what is claimed, above zero.";
    OriginUnknown = REFUSED, "supplier_return.origin_unknown", retryable false,
        "Name a purchase of this supplier with a line of this part, or leave the purchase away.";
    MoreThanReceived = REFUSED, "supplier_return.more_than_received", retryable false,
        "Send back no more than the message says.";
    MemoUsed = REFUSED, "supplier_return.memo_used", retryable false,
        "Look at the return: this credit was entered already.";
    ReturnCreditTooMuch = REFUSED, "supplier_return.credit_too_much", retryable false,
        "Check the amount; confirm it if the supplier credits more than was open.";
    NoSuchSupplier = NOT_FOUND, "supplier.not_found", retryable false,
        "Pick a supplier from the list.";
    NoSuchSupplierPart = NOT_FOUND, "supplier_part.not_found", retryable false,
        "Look at the supplier again: it sells this part no more.";
    NoSuchPurchase = NOT_FOUND, "purchase.not_found", retryable false,
        "Look the purchase up in the list.";
    NoSuchPurchaseLine = NOT_FOUND, "purchase.line_not_found", retryable false,
        "Look at the purchase again: the line is gone.";
    NoSuchSupplierInvoice = NOT_FOUND, "supplier_invoice.not_found", retryable false,
        "Look at the purchase again and pick one of its invoices.";
    NoSuchReturn = NOT_FOUND, "supplier_return.not_found", retryable false,
        "Look the return up in the list.";
    NoSuchReturnLine = NOT_FOUND, "supplier_return.line_not_found", retryable false,
        "Look at the return again and pick one of its lines.";
    NoSuchTicketJob = NOT_FOUND, "job_line.not_found", retryable false,
        "Look at the ticket again: the job is gone.";
    NoSuchTicket = NOT_FOUND, "ticket.not_found", retryable false,
        "Look the ticket up in the list.";
    NoSuchLine = NOT_FOUND, "line.not_found", retryable false,
        "Look at the ticket again: the line is gone.";
    NoSuchPart = NOT_FOUND, "part.not_found", retryable false,
        "Search for the part.";
    NoSuchCode = NOT_FOUND, "part.code_not_found", retryable false,
        "Search for the part by words or a piece of its number, or add it to the catalog.";
    NoSuchCustomer = NOT_FOUND, "customer.not_found", retryable false,
        "Search for the customer.";
    NoSuchVehicle = NOT_FOUND, "vehicle.not_found", retryable false,
        "Add the vehicle to its owner.";
    NoSuchPayment = NOT_FOUND, "payment.not_found", retryable false,
        "Look at the ticket again.";
    NoSuchStaff = NOT_FOUND, "staff.not_found", retryable false,
        "Pick someone from the list.";
    NoSuchTill = NOT_FOUND, "till.not_found", retryable false,
        "Pick a session from the list.";
    NoSuchPaper = NOT_FOUND, "document.none", retryable false,
        "Check which paper it is and of what; a ticket must have come that far.";
    LabelIncomplete = REFUSED, "document.label", retryable false,
        "Fill in what the message says is missing, then ask for the label again.";
    NoSuchJob = NOT_FOUND, "job.not_found", retryable false,
        "Look at the list of jobs again.";
}

impl Problem {
    /// Makes a problem from its code and words.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let (kind, data) = (
            code.kind(),
            Details {
                code: code.as_str(),
                hint: Cow::Borrowed(code.hint()),
                retryable: code.retryable(),
                reference: None,
            },
        );
        Self {
            code: kind,
            message: message.into(),
            data,
        }
    }

    /// Adds where the log says more.
    #[must_use]
    pub fn with_reference(mut self, reference: String) -> Self {
        self.data.reference = Some(reference);
        self
    }

    pub(crate) fn not_json(error: &serde_json::Error) -> Self {
        Self::new(Code::NotJson, format!("the message is not JSON: {error}"))
    }

    pub(crate) fn not_a_request(error: &serde_json::Error) -> Self {
        Self::new(
            Code::NotARequest,
            format!("the message is no request: {error}"),
        )
    }

    pub(crate) fn wrong_version() -> Self {
        Self::new(
            Code::NotARequest,
            "the request must say \"jsonrpc\":\"2.0\"",
        )
    }

    pub(crate) fn wrong_id() -> Self {
        Self::new(
            Code::NotARequest,
            "the request's id must be a text or a number",
        )
    }
}

/// Words a refusal for the wire.
impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        let mut problem = Self::new(Code::of(refusal), refusal.to_string());
        // Which part it is decides what is done with it, so the hint names it.
        if let Refusal::PartsLeft(parts) = refusal {
            problem.data.hint = Cow::Owned(format!(
                "Bill {parts} on the ticket, put it on the shelf, send it back or cancel its order; or have a manager \
                 approve and say why."
            ));
        }
        problem
    }
}

impl Code {
    /// Returns the code of a refusal. Exhaustive on purpose: a new refusal needs a code and a hint.
    #[must_use]
    pub fn of(refusal: &Refusal) -> Self {
        code_of(refusal)
    }
}

fn code_of(refusal: &Refusal) -> Code {
    match refusal {
        Refusal::TicketPaid(_) => Code::TicketPaid,
        Refusal::TicketVoided(_) => Code::TicketVoided,
        Refusal::TicketNotPaid(_) => Code::TicketNotPaid,
        Refusal::TicketEmpty(_) => Code::TicketEmpty,
        Refusal::TicketFull(_) => Code::TicketFull,
        Refusal::TicketHasMoney(_) => Code::TicketHasMoney,
        Refusal::PaymentInFlight(_) => Code::PaymentInFlight,
        Refusal::StillDue(_) => Code::StillDue,
        Refusal::NothingDue(_) => Code::NothingDue,
        Refusal::MoreThanDue { .. } => Code::MoreThanDue,
        Refusal::TenderedTooLittle { .. } => Code::TenderedTooLittle,
        Refusal::AmountNotPositive => Code::AmountNotPositive,
        Refusal::TenderedTooMuch(_) => Code::TenderedTooMuch,
        Refusal::TaxUnknown(_) => Code::TaxUnknown,
        Refusal::TaxAnswerWrong(_) => Code::TaxAnswerWrong,
        Refusal::QuantityNotPositive => Code::QuantityNotPositive,
        Refusal::Number { .. } => Code::NumberInvalid,
        Refusal::Money(_) => Code::AmountTooLarge,
        Refusal::TextEmpty { .. } => Code::TextEmpty,
        Refusal::TextTooLong { .. } => Code::TextTooLong,
        Refusal::CardNumberInText { .. } => Code::CardNumberInText,
        Refusal::Vin(_) => Code::VinInvalid,
        Refusal::NoSuchTicket(_) => Code::NoSuchTicket,
        Refusal::NoSuchLine(_) => Code::NoSuchLine,
        Refusal::NoSuchPart(_) => Code::NoSuchPart,
        Refusal::NoSuchCode(_) => Code::NoSuchCode,
        Refusal::CodeAmbiguous { .. } => Code::CodeAmbiguous,
        Refusal::NoSuchCustomer(_) => Code::NoSuchCustomer,
        Refusal::NoSuchVehicle(_) => Code::NoSuchVehicle,
        Refusal::VehicleOfAnother(_) => Code::VehicleOfAnother,
        Refusal::VinTaken(_) => Code::VinTaken,
        Refusal::NoSuchPayment(_) => Code::NoSuchPayment,
        Refusal::PaymentSettled(_) => Code::PaymentSettled,
        Refusal::NoSuchStaff(_) => Code::NoSuchStaff,
        Refusal::NoSuchJob(_) => Code::NoSuchJob,
        Refusal::JobNotFailed(_) => Code::JobNotFailed,
        Refusal::JobNotUnknown(_) => Code::JobNotUnknown,
        Refusal::JobNotPrinted(_) => Code::JobNotPrinted,
        Refusal::JobState(_) => Code::JobState,
        Refusal::NoDevice(_) => Code::NoDevice,
        Refusal::AlreadySetUp => Code::AlreadySetUp,
        Refusal::PinShape => Code::PinShape,
        Refusal::RoleForbids => Code::RoleForbids,
        Refusal::KeyReused => Code::KeyReused,
        Refusal::ImportSize(_) => Code::ImportSize,
        Refusal::ImportRow { .. } => Code::ImportRow,
        Refusal::Import(refusal) => house::import(refusal),
        Refusal::NoSuchTicketJob(_) => Code::NoSuchTicketJob,
        Refusal::JobDecided(_) => Code::JobDecided,
        Refusal::JobDeclined(_) => Code::JobDeclined,
        Refusal::PartsLeft(_) => Code::PartsLeft,
        Refusal::JobClocked(_) => Code::JobClocked,
        Refusal::ClockedElsewhere(_) => Code::ClockedElsewhere,
        Refusal::NotClockedOn(_) => Code::NotClockedOn,
        Refusal::ClockTime => Code::ClockTime,
        Refusal::NothingToDecide(_) => Code::NothingToDecide,
        Refusal::NothingApproved(_) => Code::NothingApproved,
        Refusal::EstimateExpired(_) => Code::EstimateExpired,
        Refusal::WrongStage(_) => Code::WrongStage,
        Refusal::NoSuchStatus(_) => Code::NoSuchStatus,
        Refusal::NeedsAuthorization { .. } => Code::NeedsAuthorization,
        Refusal::OdometerBack { .. } => Code::OdometerBack,
        Refusal::NeedsApproval(_) => Code::NeedsApproval,
        Refusal::NoReceiptNotTaken => Code::NoReceiptNotTaken,
        Refusal::NotSoldOfLate(_) => Code::NotSoldOfLate,
        Refusal::TooMuchWithoutReceipt { .. } => Code::TooMuchWithoutReceipt,
        Refusal::KeepsCustomer => Code::KeepsCustomer,
        Refusal::CreditOnly { .. } => Code::CreditOnly,
        Refusal::ReturnStands(_) => Code::ReturnStands,
        Refusal::CoreFollowsPart(_) => Code::CoreFollowsPart,
        Refusal::MoreThanSold { .. } => Code::MoreThanSold,
        Refusal::SerialNotSold(_) => Code::SerialNotSold,
        Refusal::SerialTwice(_) => Code::SerialTwice,
        Refusal::TooManySerials(_) | Refusal::ListTooLong(_) => Code::ListTooLong,
        Refusal::NothingOwed(_) => Code::NothingOwed,
        Refusal::MoreThanOwed { .. } => Code::MoreThanOwed,
        Refusal::MoreThanPaid { .. } => Code::MoreThanPaid,
        Refusal::NotToday => Code::NotToday,
        Refusal::CannotReverse(_) => Code::CannotReverse,
        Refusal::NoCustomer(_) => Code::NoCustomer,
        Refusal::NoAccount => Code::NoAccount,
        Refusal::AccountOnHold(_) => Code::AccountOnHold,
        Refusal::AccountLimit { .. } => Code::AccountLimit,
        Refusal::PoNumberMissing => Code::PoNumberMissing,
        Refusal::CreditTooSmall { .. } => Code::CreditTooSmall,
        Refusal::TillClosed => Code::TillClosed,
        Refusal::DateOutOfRange => Code::DateInvalid,
        Refusal::ReorderBounds => Code::ReorderBounds,
        Refusal::Discount(_) => Code::DiscountInvalid,
        Refusal::Charge(_) => Code::ChargeRuleInvalid,
        Refusal::Authorization(_) => Code::AuthorizationInvalid,
        Refusal::Pricing(_) => Code::PriceUnknown,
        Refusal::Cost(_) => Code::CostInvalid,
        Refusal::Ledger(_) => Code::BooksUnbalanced,
        Refusal::Customer(refusal) => people::customer(refusal),
        Refusal::Vehicle(refusal) => people::vehicle(refusal),
        Refusal::Plan(refusal) => people::plan(refusal),
        Refusal::NoSuchCanned(_) => Code::NoSuchCanned,
        Refusal::NoSuchCore(_) => Code::NoSuchCore,
        Refusal::NoSuchCount(_) => Code::NoSuchCount,
        Refusal::NoSuchTransfer(_) => Code::NoSuchTransfer,
        Refusal::NoSuchTill(_) => Code::NoSuchTill,
        Refusal::NoSuchPaper(_) => Code::NoSuchPaper,
        Refusal::Till(TillRefusal::Text(inner)) => code_of(inner),
        Refusal::Till(till) => house::till(till),
        Refusal::NoSuchSupplier(_) => Code::NoSuchSupplier,
        Refusal::NoSuchSupplierPart(_) => Code::NoSuchSupplierPart,
        Refusal::NoSuchPurchase(_) => Code::NoSuchPurchase,
        Refusal::NoSuchReturn(_) => Code::NoSuchReturn,
        Refusal::Supplier(refusal) => buying::supplier(refusal),
        Refusal::Purchase(refusal) => buying::purchase(refusal),
        Refusal::SupplierReturn(refusal) => buying::supplier_return(refusal),
        Refusal::Reorder(refusal) => buying::reorder(refusal),
        Refusal::Canned(refusal) => keeping::canned(refusal),
        Refusal::Core(refusal) => keeping::core(refusal),
        Refusal::Count(refusal) => keeping::count(refusal),
        Refusal::Policy(refusal) => house::policy(refusal),
        Refusal::Transfer(refusal) => keeping::transfer(refusal),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_its_own_and_has_a_hint_in_whole_sentences() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{} stands twice", code.as_str());
            let hint = code.hint();
            assert!(
                hint.len() > 15 && hint.ends_with('.'),
                "{}: {hint}",
                code.as_str()
            );
            assert!(code.as_str().split_once('.').is_some(), "{}", code.as_str());
        }
    }
}

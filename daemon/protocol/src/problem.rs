//! Problems: what an error looks like on the wire. Every code is listed here with its hint, and a code never
//! changes its meaning.

use domain::Refusal;
use domain::import::ImportRefusal;
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
    pub hint: &'static str,
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
    DateInvalid = REFUSED, "input.date_invalid", retryable false,
        "Check the date.";
    ListTooLong = REFUSED, "input.list_too_long", retryable false,
        "Shorten the list.";
    ReorderBounds = REFUSED, "part.reorder_bounds", retryable false,
        "Correct minimum, maximum and pack size.";
    DiscountInvalid = REFUSED, "discount.invalid", retryable false,
        "Correct the discount as the message says.";
    ChargeRuleInvalid = REFUSED, "charge.rule_invalid", retryable false,
        "Ask a manager to correct the shop's fees.";
    AuthorizationInvalid = REFUSED, "estimate.authorization_invalid", retryable false,
        "Fill in who allowed the work and how they were reached.";
    PriceUnknown = REFUSED, "price.unknown", retryable false,
        "Type a price, or ask a manager to add one to the price book.";
    CostInvalid = REFUSED, "stock.cost_invalid", retryable false,
        "Check the quantity and the cost.";
    BooksUnbalanced = INTERNAL, "ledger.unbalanced", retryable false,
        "Nothing was changed. Tell support: the shop's books would not have balanced.";
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
                hint: code.hint(),
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

/// Words a refusal for the wire. Exhaustive on purpose: a new refusal needs a code and a hint.
impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        let code = match refusal {
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
            Refusal::JobState(_) => Code::JobState,
            Refusal::NoDevice(_) => Code::NoDevice,
            Refusal::AlreadySetUp => Code::AlreadySetUp,
            Refusal::PinShape => Code::PinShape,
            Refusal::RoleForbids => Code::RoleForbids,
            Refusal::KeyReused => Code::KeyReused,
            Refusal::ImportSize(_) => Code::ImportSize,
            Refusal::ImportRow { .. } => Code::ImportRow,
            Refusal::Import(refusal) => import(refusal),
            Refusal::NoSuchTicketJob(_) => Code::NoSuchTicketJob,
            Refusal::JobDecided(_) => Code::JobDecided,
            Refusal::JobDeclined(_) => Code::JobDeclined,
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
        };
        Self::new(code, refusal.to_string())
    }
}

const fn import(refusal: &ImportRefusal) -> Code {
    match refusal {
        ImportRefusal::OwnerUnknown(_) | ImportRefusal::OwnerUnsure(_) => Code::ImportOwner,
        ImportRefusal::Twice(_) => Code::ImportTwice,
        ImportRefusal::ForeignCurrency(_) => Code::ImportCurrency,
        ImportRefusal::NotYet(_) => Code::ImportNotYet,
        ImportRefusal::Incomplete(_) => Code::ImportIncomplete,
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

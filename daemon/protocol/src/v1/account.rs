//! House accounts and store credit. Amounts in minor units.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::people::StatementStyle;
use crate::values::{AccountItemIdText, CustomerIdText, DayText, Key, TicketIdText};

/// A house account as it stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AccountView {
    /// What is owed; below zero when the shop owes.
    pub balance: i64,
    /// The most that may be owed.
    pub limit: Option<i64>,
    /// Why nothing may be put on it for now.
    pub hold: Option<String>,
    /// How old what is owed is.
    pub aging: Aging,
    /// What is not settled, oldest first.
    pub items: Vec<OpenItem>,
    /// Credits that were not used, oldest first.
    pub credits: Vec<OpenCredit>,
    /// The number of the last statement handed out.
    pub last_statement: Option<String>,
}

/// What is owed by age; the parts add up to the balance.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "AccountAging")]
pub struct Aging {
    /// Not due, or due today.
    pub current: i64,
    /// 1 to 30 days late.
    pub days_1_30: i64,
    /// 31 to 60 days late.
    pub days_31_60: i64,
    /// 61 to 90 days late.
    pub days_61_90: i64,
    /// More than 90 days late.
    pub over_90: i64,
    /// Credits that were not used, below zero.
    pub unapplied: i64,
}

/// A charge that is not settled.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountItem")]
pub struct OpenItem {
    /// Its id, to say where money goes.
    pub id: AccountItemIdText,
    /// The number on paper: the ticket's, or `FC 2026-03` for a finance charge.
    pub number: String,
    /// The ticket, unless it is a finance charge.
    pub ticket_id: Option<TicketIdText>,
    /// The day.
    pub date: DayText,
    /// When it is due.
    pub due: DayText,
    /// What it was at first.
    pub amount: i64,
    /// What is left of it.
    pub left: i64,
    /// The number of the customer's own order.
    pub po_number: Option<String>,
}

/// A credit that was not used.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountCredit")]
pub struct OpenCredit {
    /// Its id.
    pub id: AccountItemIdText,
    /// The day.
    pub date: DayText,
    /// What it was.
    pub what: String,
    /// What it was at first.
    pub amount: i64,
    /// What is left of it.
    pub left: i64,
}

/// How much goes to one item.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AccountShare")]
pub struct Share {
    /// The item.
    pub item_id: AccountItemIdText,
    /// How much.
    pub amount: i64,
}

/// What money comes as, on an account or a plan. Nothing is charged here: money taken elsewhere is named by its
/// reference.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "ReceiptTender")]
pub enum Tender {
    /// Notes and coins.
    Cash,
    /// A check.
    Check {
        /// Its number.
        number: String,
    },
    /// A card, taken on a terminal of its own or through the processor.
    Card {
        /// The terminal's or processor's reference.
        reference: String,
    },
    /// Money sent to the shop's bank.
    Transfer {
        /// The bank's reference.
        reference: String,
    },
    /// The customer's store credit.
    StoreCredit,
    /// Anything else.
    Other {
        /// Which kind.
        name: String,
        /// Its reference.
        reference: String,
    },
}

macro_rules! account_orders {
    ($($(#[$doc:meta])* $name:ident $schema:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(rename = $schema)]
        pub struct $name {
            /// Idempotency key.
            pub key: Key,
            /// Whose account.
            pub customer_id: CustomerIdText,
            $($(#[$field_doc])* pub $field: $type,)*
        }
    )*};
}

account_orders! {
    /// Takes money on an account; one payment may settle many tickets.
    Receive "AccountReceive" {
        /// How much.
        amount: i64,
        /// With what.
        tender: Tender,
        /// What the customer wrote on it.
        reference: Option<String>,
        /// Where it goes; the oldest items when empty. What is left over stays an open credit.
        #[serde(default)]
        shares: Vec<Share>,
    }

    /// Gives a credit memo.
    CreditMemo "AccountCreditMemo" {
        /// How much.
        amount: i64,
        /// Why.
        reason: String,
        /// Where it goes; the oldest items when empty.
        #[serde(default)]
        shares: Vec<Share>,
    }

    /// Uses an open credit for items.
    Apply "AccountApply" {
        /// Which credit.
        credit_id: AccountItemIdText,
        /// Where it goes; the oldest items when empty.
        #[serde(default)]
        shares: Vec<Share>,
    }

    /// Gives up on an item, or a part of it.
    WriteOff "AccountWriteOff" {
        /// Which item.
        item_id: AccountItemIdText,
        /// How much.
        amount: i64,
        /// Why.
        reason: String,
    }

    /// Lets nothing more be charged.
    Hold "AccountHold" {
        /// Why.
        reason: String,
    }

    /// Frees an account.
    Release "AccountRelease" {}

    /// Gives a statement its number.
    IssueStatement "AccountIssueStatement" {
        /// The first day on it.
        from: DayText,
        /// The last.
        to: DayText,
    }

    /// Gives or takes back store credit.
    MoveCredit "CreditMove" {
        /// How much.
        amount: i64,
        /// Why.
        reason: String,
    }
}

/// An order about an account was carried out and is durable.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountAccepted")]
pub struct Accepted {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// Whose account.
    pub customer_id: CustomerIdText,
    /// The receipt, memo or write-off; what is left of it is an open credit of this id.
    pub item_id: Option<AccountItemIdText>,
    /// The account now.
    pub account: AccountView,
}

/// Charges for what was overdue at the end of a month.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AccountChargeFinance")]
pub struct ChargeFinance {
    /// Idempotency key.
    pub key: Key,
    /// Any day of the month; the month must be over.
    pub month: DayText,
}

/// A month was charged for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountFinanceCharged")]
pub struct FinanceCharged {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// What was charged now; those charged earlier for the month are not repeated.
    pub charged: Vec<FinanceCharge>,
}

/// One finance charge.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountFinanceCharge")]
pub struct FinanceCharge {
    /// Who.
    pub customer_id: CustomerIdText,
    /// The item.
    pub item_id: AccountItemIdText,
    /// How much.
    pub amount: i64,
}

/// Asks for a statement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AccountStatementGet")]
pub struct GetStatement {
    /// Whose.
    pub customer_id: CustomerIdText,
    /// The first day on it.
    pub from: DayText,
    /// The last.
    pub to: DayText,
    /// How it is written; as the account's terms say when absent.
    pub style: Option<StatementStyle>,
}

/// A statement of an account.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountStatement")]
pub struct Statement {
    /// Whose.
    pub customer_id: CustomerIdText,
    /// Their name.
    pub customer_name: String,
    /// How it is written.
    pub style: StatementStyle,
    /// The first day on it.
    pub from: DayText,
    /// The last.
    pub to: DayText,
    /// What was owed before the first line.
    pub opening: i64,
    /// Its lines, oldest first.
    pub lines: Vec<StatementLine>,
    /// What is owed at the end of the last day.
    pub closing: i64,
    /// How old that is.
    pub aging: Aging,
}

/// A line of a statement.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountStatementLine")]
pub struct StatementLine {
    /// The day.
    pub date: DayText,
    /// The number on paper, or what happened.
    pub text: String,
    /// The number of the customer's own order.
    pub po_number: Option<String>,
    /// When it is due.
    pub due: Option<DayText>,
    /// What it was at first.
    pub original: i64,
    /// What it adds to the balance.
    pub amount: i64,
    /// The balance after it.
    pub balance: i64,
}

/// A statement got its number.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountStatementIssued")]
pub struct StatementIssued {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// Its number.
    pub number: String,
    /// What it asks for.
    pub closing: i64,
}

/// Asks what every customer owes.
#[derive(Debug, Default, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AccountAgingGet")]
pub struct GetAging {
    /// At most so many; 100 when absent.
    pub limit: Option<u32>,
}

/// What every customer owes by age.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountAgingResult")]
pub struct AgingResult {
    /// The largest balance first.
    pub customers: Vec<AgingRow>,
    /// All of those together.
    pub total: Aging,
}

/// One customer's row.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AccountAgingRow")]
pub struct AgingRow {
    /// Who.
    pub customer_id: CustomerIdText,
    /// Their name.
    pub name: String,
    /// What they owe by the books.
    pub balance: i64,
    /// How old it is.
    pub aging: Aging,
}

/// Asks for a customer's store credit.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreditGet")]
pub struct GetCredit {
    /// Whose.
    pub customer_id: CustomerIdText,
}

/// A customer's store credit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CreditResult")]
pub struct CreditResult {
    /// What is left.
    pub balance: i64,
    /// Its movements, newest first.
    pub moves: Vec<CreditMovement>,
}

/// A movement of store credit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CreditMovement {
    /// Above zero what was given, below what was used.
    pub amount: i64,
    /// Why.
    pub reason: CreditReason,
    /// The day.
    pub date: DayText,
    /// The ticket that moved it.
    pub ticket_id: Option<TicketIdText>,
    /// In someone's words.
    pub note: Option<String>,
}

/// Why store credit moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum CreditReason {
    Issued,
    Redeemed,
    Undone,
    Goodwill,
    Corrected,
    OnAccount,
    OnPlan,
    Merged,
}

/// Store credit was moved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CreditMoved {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// What is left now.
    pub balance: i64,
}

//! What can be asked of a purchase.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::ids::{LineId, PartId, SupplierInvoiceId};
use crate::money::{Money, Quantity, UnitPrice};
use crate::stock::CostState;
use crate::supplier::Supplier;

use super::{DifferenceKind, InvoiceLine, Purpose};

/// What a purchase starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PurchaseDraft {
    /// Who sells.
    pub supplier: Supplier,
    /// Where the goods go; the shop's own place when nothing is said.
    pub location: Option<String>,
    /// What is bought; more can follow.
    pub lines: Vec<LineDraft>,
}

/// What a line starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineDraft {
    /// The part; none for sublet work.
    pub part: Option<PartId>,
    /// The supplier's number for it.
    pub number: Option<String>,
    /// A few words.
    pub description: String,
    /// How many.
    pub quantity: Quantity,
    /// What one is to cost.
    pub unit_cost: UnitPrice,
    /// The deposit on one old part, on top of its cost.
    pub core_deposit: UnitPrice,
    /// For what.
    pub purpose: Purpose,
}

/// What a supplier says will come later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackOrderDraft {
    /// The line.
    pub line: LineId,
    /// How many.
    pub quantity: Quantity,
    /// When, if they know.
    pub expected: Option<Date>,
}

/// What a person counted of one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// The line.
    pub line: LineId,
    /// How many came in good order.
    pub quantity: Quantity,
    /// How many came damaged and are not taken.
    pub damaged: Quantity,
    /// What one cost by the delivery note; as ordered when it says nothing.
    pub unit_cost: Option<UnitPrice>,
    /// The deposit on one old part; as ordered when the note says nothing.
    pub core_deposit: Option<UnitPrice>,
}

/// What an invoice says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvoiceDraft {
    /// The supplier's number for it.
    pub number: String,
    /// Its date.
    pub date: Date,
    /// When it is to be paid; by the supplier's terms when it does not say.
    pub due: Option<Date>,
    /// What it asks for; each of the purchase's lines at most once.
    pub lines: Vec<InvoiceLine>,
    /// Freight.
    pub freight: Money,
    /// Everything else that is no goods.
    pub charges: Money,
    /// What it says it comes to.
    pub total: Money,
}

/// How a difference that was left open is settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Settlement {
    /// The shop bears the rest of it.
    Accepted,
    /// The supplier sent a credit.
    Credited {
        /// The credit's number.
        memo: String,
    },
    /// The goods that were asked for early have come.
    Arrived,
}

/// What is known of other things when an order is given to a purchase or to a return.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beside {
    /// What the parts that the order may move or revalue cost now; a part that has never moved is left out. Needed by
    /// [`PurchaseOrder::Receive`], [`PurchaseOrder::AcceptInvoice`], [`PurchaseOrder::SettleDifference`] when the shop
    /// accepts a price, and when goods are sent back.
    pub costs: BTreeMap<PartId, CostState>,
}

/// An order to a purchase. What depends on other things comes as values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PurchaseOrder {
    /// Add a line to a draft.
    AddLine(Box<LineDraft>),
    /// Change a line of a draft.
    ChangeLine {
        /// The line.
        line: LineId,
        /// How many.
        quantity: Quantity,
        /// What one is to cost.
        unit_cost: UnitPrice,
        /// The deposit on one old part.
        core_deposit: UnitPrice,
    },
    /// Take a line off a draft.
    RemoveLine {
        /// The line.
        line: LineId,
    },
    /// Set freight, day and words, until the goods are here.
    SetTerms {
        /// Freight.
        freight: Money,
        /// When the goods should come.
        expected: Option<Date>,
        /// What the supplier should know.
        note: Option<String>,
    },
    /// Send it to the supplier.
    Place {
        /// The supplier as it is now: its minimum order and lead time count.
        supplier: Box<Supplier>,
        /// Whether an order below the minimum is meant.
        below_minimum_confirmed: bool,
        /// How it was sent.
        sent_by: Option<String>,
    },
    /// Note that the supplier will deliver, and what comes later.
    Acknowledge {
        /// The supplier's number for it.
        reference: Option<String>,
        /// When.
        expected: Option<Date>,
        /// What comes later.
        back_orders: Vec<BackOrderDraft>,
    },
    /// Count a delivery in.
    Receive {
        /// What was counted; each line at most once.
        lines: Vec<Counted>,
        /// The number of the delivery note.
        slip: Option<String>,
        /// Whether taking more than was ordered is meant.
        over_confirmed: bool,
    },
    /// Wait no longer for some of a line, or for all that is open.
    CancelLine {
        /// The line.
        line: LineId,
        /// How many; all that are open when nothing is said.
        quantity: Option<Quantity>,
        /// Why.
        reason: String,
    },
    /// Give it up before anything has come.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Enter an invoice.
    EnterInvoice(Box<InvoiceDraft>),
    /// Book an invoice.
    AcceptInvoice {
        /// Which.
        invoice: SupplierInvoiceId,
        /// Which of its differences beyond tolerance the shop bears, by the invoice's line (from zero) and kind; the
        /// others are booked as the supplier's debt and stay open.
        accept: Vec<(Option<usize>, DifferenceKind)>,
    },
    /// Send an invoice back.
    RejectInvoice {
        /// Which.
        invoice: SupplierInvoiceId,
        /// Why.
        reason: String,
    },
    /// Settle a difference that was left open.
    SettleDifference {
        /// On which invoice.
        invoice: SupplierInvoiceId,
        /// On which of its lines, from zero; none for the whole invoice.
        place: Option<usize>,
        /// In what.
        kind: DifferenceKind,
        /// How.
        how: Settlement,
        /// How much a credit is; all that is left when nothing is said.
        amount: Option<Money>,
    },
    /// Note that the customer was told that the special order is here.
    NoticeArrival {
        /// The line.
        line: LineId,
        /// How: phone, text, e-mail.
        channel: String,
    },
    /// Let the customer out of a special order.
    CancelSpecial {
        /// The line.
        line: LineId,
        /// Why.
        reason: String,
        /// What the customer was to pay for what has come.
        selling_price: Money,
        /// What lies as a deposit on the ticket: the fee is taken from it and never more.
        deposit: Money,
        /// Whether no fee is to be kept.
        waive_fee: bool,
    },
    /// Sell goods that were kept for a ticket: the ticket's own sale moves the stock.
    Use {
        /// The line.
        line: LineId,
        /// How many.
        quantity: Quantity,
    },
    /// Put goods that were kept for a ticket on the shelf for anyone.
    Stock {
        /// The line.
        line: LineId,
        /// How many.
        quantity: Quantity,
    },
    /// Be done with it.
    Close {
        /// Whether goods that no invoice ever asked for are written off.
        write_off: bool,
    },
}

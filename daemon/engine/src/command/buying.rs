//! Orders about suppliers, purchases and what goes back, before what they name has been looked up.

use domain::catalog::LostReason;
use domain::ids::{
    CustomerId, LineId, PartId, PurchaseId, SupplierId, SupplierPartId, SupplierReturnId, TicketId,
    TicketJobId,
};
use domain::money::{Money, Quantity, UnitPrice};
use domain::purchase::{InvoiceDraft, PurchaseOrder};
use domain::stock::ReceiptKey;
use domain::supplier::{SupplierDraft, SupplierPartDraft};
use domain::supplier_return::{ReturnKind, SupplierReturnOrder};

use super::PartRef;

/// For what something is bought, before it has been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BuyPurpose {
    /// The shelf.
    Stock,
    /// A customer who waits for it; the ticket's own when nobody is named.
    SpecialOrder {
        ticket: TicketId,
        line: LineId,
        customer: Option<CustomerId>,
        deposit_note: Option<String>,
    },
    /// Another firm's work for a job of a ticket.
    Sublet { ticket: TicketId, job: TicketJobId },
    /// A work order.
    WorkOrder {
        ticket: TicketId,
        line: Option<LineId>,
    },
}

/// A line to buy, before it has been looked up and priced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BuyLine {
    /// The part; none for sublet work.
    pub part: Option<PartRef>,
    /// The supplier's number; what the supplier is known to call it when absent.
    pub number: Option<String>,
    /// A few words; the part's own when absent.
    pub description: Option<String>,
    /// How many.
    pub quantity: Quantity,
    /// What one is to cost; what the supplier last asked when absent, else what the part last cost.
    pub unit_cost: Option<UnitPrice>,
    /// The deposit on one old part; the supplier's, else the part's, when absent.
    pub core_deposit: Option<UnitPrice>,
    /// For what.
    pub purpose: BuyPurpose,
}

/// An order to one purchase, before what it names has been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PurchaseCommand {
    /// See [`PurchaseOrder::AddLine`].
    AddLine(Box<BuyLine>),
    /// See [`PurchaseOrder::ChangeLine`]; what is absent stays.
    ChangeLine {
        line: LineId,
        quantity: Option<Quantity>,
        unit_cost: Option<UnitPrice>,
        core_deposit: Option<UnitPrice>,
    },
    /// See [`PurchaseOrder::Place`].
    Place {
        below_minimum_confirmed: bool,
        sent_by: Option<String>,
    },
    /// See [`PurchaseOrder::EnterInvoice`].
    EnterInvoice {
        /// A line without words gets those of the purchase's line.
        draft: Box<InvoiceDraft>,
        /// Whether it is meant that another purchase has an invoice of this number: one paper for two orders.
        shared_confirmed: bool,
    },
    /// See [`PurchaseOrder::CancelSpecial`].
    CancelSpecial {
        line: LineId,
        reason: String,
        waive_fee: bool,
    },
    /// An order that names nothing but the purchase's own lines and invoices.
    Plain(Box<PurchaseOrder>),
}

/// What goes back, before it has been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReturnAsk {
    /// Parts out of stock.
    Stock {
        /// The part.
        part: PartRef,
        /// Which receipt they came with: what they cost then is what the supplier owes. What the stock costs now when it
        /// is not known.
        origin: Option<ReceiptKey>,
        /// What one is asked for, when it is not what it cost.
        unit_cost: Option<UnitPrice>,
    },
    /// Parts that failed on a vehicle.
    Failed {
        part: PartRef,
        ticket: Option<TicketId>,
    },
    /// Labor that the failure cost.
    Labor { ticket: Option<TicketId> },
}

/// A line of a return, before it has been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnAskLine {
    /// What goes back.
    pub item: ReturnAsk,
    /// A few words; the part's own when absent.
    pub description: Option<String>,
    /// How many pieces or hours.
    pub quantity: Quantity,
    /// What is asked for a failed part or labor.
    pub claimed: Option<Money>,
}

/// An order to buy, or about those who sell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BuyCommand {
    /// Add or change a supplier.
    SaveSupplier {
        id: Option<SupplierId>,
        draft: Box<SupplierDraft>,
    },
    /// Stop buying at a supplier, or begin again.
    RetireSupplier { id: SupplierId, retired: bool },
    /// Say what a supplier asks for a part; what it said before is replaced.
    SaveSupplierPart(Box<SupplierPartDraft>),
    /// The supplier sells the part no more.
    RemoveSupplierPart { id: SupplierPartId },
    /// Begin a purchase.
    Open {
        supplier: SupplierId,
        location: Option<String>,
        lines: Vec<BuyLine>,
    },
    /// Do something to a purchase.
    Purchase {
        purchase: PurchaseId,
        command: PurchaseCommand,
    },
    /// Make drafts of what runs low.
    Reorder { location: Option<String> },
    /// The same without anyone asking, where the shop's rules say so: of what runs low at a place, after a part.
    Restock {
        location: String,
        after: Option<PartId>,
    },
    /// Ask a supplier to take something back.
    OpenReturn {
        supplier: SupplierId,
        kind: ReturnKind,
        location: Option<String>,
        lines: Vec<ReturnAskLine>,
    },
    /// Do something to a return; the purchases that it sends back from are looked up.
    Return {
        supplier_return: SupplierReturnId,
        order: Box<SupplierReturnOrder>,
    },
    /// Note that a customer wanted a part and went without.
    LoseSale {
        part: PartRef,
        quantity: Quantity,
        reason: LostReason,
        customer: Option<CustomerId>,
        ticket: Option<TicketId>,
    },
    /// Keep a part although it hardly sells, or no longer.
    Protect { part: PartId, protected: bool },
}

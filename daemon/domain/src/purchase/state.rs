//! A purchase as its events have left it.

use jiff::civil::Date;

use crate::ctx::Timestamp;
use crate::ids::{LineId, PurchaseId, SupplierId, SupplierInvoiceId};
use crate::money::{Currency, Money, MoneyError, Quantity, UnitPrice};
use crate::number::DocumentNumber;

use super::{Invoiced, PurchaseLine, PurchaseRefusal};

/// How far a purchase has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PurchaseState {
    /// Being written.
    Draft,
    /// Sent to the supplier.
    Ordered,
    /// The supplier has said that it will deliver.
    Acknowledged,
    /// Some of it has come.
    PartlyReceived,
    /// Nothing more is to come.
    Received,
    /// Received, invoiced and done with.
    Closed,
    /// Given up before anything came.
    Canceled,
}

impl PurchaseState {
    /// Returns the stable word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ordered => "ordered",
            Self::Acknowledged => "acknowledged",
            Self::PartlyReceived => "partly_received",
            Self::Received => "received",
            Self::Closed => "closed",
            Self::Canceled => "canceled",
        }
    }

    /// Tells whether goods are awaited.
    #[must_use]
    pub const fn awaits_goods(self) -> bool {
        match self {
            Self::Ordered | Self::Acknowledged | Self::PartlyReceived => true,
            Self::Draft | Self::Received | Self::Closed | Self::Canceled => false,
        }
    }
}

/// What came in one delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// On which day.
    pub on: Date,
    /// The number of the supplier's delivery note.
    pub slip: Option<String>,
    /// What was counted.
    pub lines: Vec<ReceiptLine>,
}

/// What was counted of one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReceiptLine {
    /// The purchase's line.
    pub line: LineId,
    /// How many came in good order.
    pub quantity: Quantity,
    /// How many came damaged and were not taken.
    pub damaged: Quantity,
    /// What one cost.
    pub unit_cost: UnitPrice,
    /// The deposit on one old part.
    pub core_deposit: UnitPrice,
    /// What was booked for the goods.
    pub goods: Money,
    /// What was booked for core deposits.
    pub core: Money,
    /// How many are still to come after it.
    pub open: Quantity,
    /// How many lie here for the line's ticket after it, where the line is kept apart.
    pub held: Quantity,
}

/// A purchase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Purchase {
    /// Its id.
    pub id: PurchaseId,
    /// Its number.
    pub number: DocumentNumber,
    /// Who sells.
    pub supplier: SupplierId,
    /// The supplier's name then.
    pub supplier_name: String,
    /// Days from an invoice to its due day.
    pub terms_days: u16,
    /// Where the goods go.
    pub location: String,
    /// Whose money it counts.
    pub currency: Currency,
    /// Whether the daemon began it because something ran low.
    pub automatic: bool,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// How far it has come.
    pub state: PurchaseState,
    /// What freight was agreed.
    pub freight: Money,
    /// How much of the freight has been invoiced.
    pub freight_matched: Money,
    /// When it was ordered.
    pub ordered_on: Option<Date>,
    /// When the goods should come.
    pub expected: Option<Date>,
    /// The supplier's own number for the order.
    pub reference: Option<String>,
    /// What the supplier should know.
    pub note: Option<String>,
    /// What is bought.
    pub lines: Vec<PurchaseLine>,
    /// What came.
    pub receipts: Vec<Receipt>,
    /// What the supplier asks for it.
    pub invoices: Vec<Invoiced>,
}

impl Purchase {
    /// Finds a line.
    ///
    /// # Errors
    /// [`PurchaseRefusal::NoSuchLine`].
    pub fn line(&self, id: LineId) -> Result<&PurchaseLine, PurchaseRefusal> {
        self.lines
            .iter()
            .find(|line| line.item.id == id)
            .ok_or(PurchaseRefusal::NoSuchLine(id))
    }

    /// Finds an invoice.
    ///
    /// # Errors
    /// [`PurchaseRefusal::NoSuchInvoice`].
    pub fn invoice(&self, id: SupplierInvoiceId) -> Result<&Invoiced, PurchaseRefusal> {
        self.invoices
            .iter()
            .find(|invoiced| invoiced.invoice.id == id)
            .ok_or(PurchaseRefusal::NoSuchInvoice(id))
    }

    /// Returns what was ordered comes to: goods, core deposits and freight.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn total(&self) -> Result<Money, MoneyError> {
        self.lines.iter().try_fold(self.freight, |sum, line| {
            let (goods, core) = line.item.comes_to(self.currency)?;
            sum.plus(goods)?.plus(core)
        })
    }

    /// Returns what goods and core deposits were received and no invoice has asked for.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn not_invoiced(&self) -> Result<Money, MoneyError> {
        let zero = Money::zero(self.currency);
        self.lines.iter().try_fold(zero, |sum, line| {
            sum.plus(line.unmatched.goods)?.plus(line.unmatched.core)
        })
    }
}

//! The lines of a ticket: what is sold, for whom it is paid, and where it came from.

use crate::discount::Discount;
use crate::ids::{CoreId, LineId, PartId, PurchaseId, StaffId, SupplierId, TicketId, TicketJobId};
use crate::money::{Currency, Money, MoneyError, Quantity, RoundingPolicy, UnitPrice, to_money};
use crate::stock::move_reason::ReturnTo;
use crate::tax::TaxClass;

/// Who pays for a line. Only what the customer pays is on the customer's total; the rest keeps its retail value for the
/// books (a warranty claim, the shop's own expense).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum PayType {
    /// The customer.
    #[default]
    Customer,
    /// A maker or a warranty firm.
    Warranty,
    /// The shop itself: a comeback, a loaner, a used car it will sell.
    Internal,
}

/// How a line came onto the ticket, so that an advisor's presented, approved and declined work can be counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum LineOrigin {
    /// What the customer came for.
    #[default]
    Original,
    /// Found by an inspection.
    Inspection,
    /// Added while the work was under way.
    AddOn,
}

/// The condition of a part, which a California invoice must state (16 CCR 3353, 3356).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum PartCondition {
    /// New.
    #[default]
    New,
    /// Used.
    Used,
    /// Rebuilt.
    Rebuilt,
    /// Reconditioned.
    Reconditioned,
}

/// One part of a kit, as it leaves the shelf for one kit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Component {
    /// Which part.
    pub part: PartId,
    /// How many for one kit.
    pub quantity: Quantity,
}

/// A part on a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartLine {
    /// Which part.
    pub part: PartId,
    /// Its number when it was added.
    pub number: String,
    /// Its category when it was added: fees and matrices go by it.
    pub category: String,
    /// Its tags when it was added, e.g. `tire` or `battery-12v`: fees go by them.
    pub tags: Vec<String>,
    /// What one cost the shop when it was added.
    pub unit_cost: UnitPrice,
    /// Its condition.
    pub condition: PartCondition,
    /// What it is made of, when it is a kit; the kit itself is never on a shelf.
    pub components: Vec<Component>,
    /// Serial numbers or tire identification numbers of the pieces sold.
    pub serials: Vec<String>,
    /// How long and how far the shop stands for it.
    pub warranty: Option<Warranty>,
}

/// How long and how far something is warranted from the day of sale; whichever ends first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Warranty {
    /// Months, if it is limited in time.
    pub months: Option<u16>,
    /// Distance in the unit of the odometer, if it is limited in distance.
    pub distance: Option<u32>,
}

/// What a line sells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// A part from stock, or a kit of parts.
    Part(Box<PartLine>),
    /// Time of a technician; the quantity is hours.
    Labor {
        /// Under which of the shop's labor rates, if another than its usual one.
        rate: Option<String>,
        /// Who does or did it.
        technician: Option<StaffId>,
        /// Whether it is finding out rather than repairing: supplies and reports tell them apart.
        diagnostic: bool,
    },
    /// Work done by another firm.
    Sublet {
        /// Which.
        supplier: Option<SupplierId>,
        /// What it asks for one.
        unit_cost: UnitPrice,
        /// The order to it.
        purchase: Option<PurchaseId>,
        /// Whether it is labor rather than goods, which tax laws tell apart.
        labor: bool,
    },
    /// A fee that a person put on.
    Fee {
        /// The class that tax rules know it by.
        class: TaxClass,
    },
    /// The deposit on an old part that the customer may bring back; it follows its part.
    Core {
        /// The part's line.
        of: LineId,
        /// The core ledger's entry, one for the line.
        core: CoreId,
    },
    /// The deposit given back: the old part was handed over the counter with this sale, or is brought back later.
    CoreReturn {
        /// The part's line, when the old part was handed over with the sale itself.
        of: Option<LineId>,
        /// The core ledger's entry.
        core: CoreId,
    },
    /// A part that the customer brought: no price, no cost, no warranty.
    CustomerPart,
}

/// Where a returned line was sold. Price, discount and tax are those of that sale, never today's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnOf {
    /// The ticket; none for goods without a receipt.
    pub ticket: Option<TicketId>,
    /// Its line.
    pub line: Option<LineId>,
    /// The tax that goes back with it, below zero.
    pub tax: Money,
    /// What becomes of the goods.
    pub destination: ReturnTo,
    /// What a maker's coupon paid of it when it was sold and owes no longer, below zero.
    pub reimbursed: Option<Money>,
}

/// One line of a ticket. Its price is fixed when it is added: later price changes do not touch it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its id.
    pub id: LineId,
    /// The job it belongs to; none for a counter sale.
    pub job: Option<TicketJobId>,
    /// What it sells.
    pub kind: LineKind,
    /// What it says on paper.
    pub description: String,
    /// Pieces or hours; below zero when goods come back.
    pub quantity: Quantity,
    /// Price of one, before tax and discounts.
    pub unit_price: UnitPrice,
    /// What the line comes to before tax and discounts: quantity times unit price, rounded once.
    pub amount: Money,
    /// What is taken off this line alone.
    pub discount: Option<Discount>,
    /// Who pays.
    pub pay: PayType,
    /// How it came here.
    pub origin: LineOrigin,
    /// Where it was sold, when it comes back.
    pub returned: Option<ReturnOf>,
    /// Why it costs what it costs: the rule or the person behind the price.
    pub priced_by: Option<String>,
}

impl Line {
    /// Returns the class that tax rules know the line by; nothing for what is never priced.
    #[must_use]
    pub const fn tax_class(&self) -> Option<TaxClass> {
        match &self.kind {
            LineKind::Part(_) => Some(TaxClass::Part),
            LineKind::Labor { .. } => Some(TaxClass::LaborRepair),
            LineKind::Sublet { labor: true, .. } => Some(TaxClass::SubletLabor),
            LineKind::Sublet { labor: false, .. } => Some(TaxClass::SubletPart),
            LineKind::Fee { class } => Some(*class),
            LineKind::Core { .. } | LineKind::CoreReturn { .. } => Some(TaxClass::Core),
            LineKind::CustomerPart => None,
        }
    }

    /// Returns the part, if the line sells one.
    #[must_use]
    pub const fn part(&self) -> Option<&PartLine> {
        match &self.kind {
            LineKind::Part(part) => Some(part),
            LineKind::Labor { .. }
            | LineKind::Sublet { .. }
            | LineKind::Fee { .. }
            | LineKind::Core { .. }
            | LineKind::CoreReturn { .. }
            | LineKind::CustomerPart => None,
        }
    }
}

/// Works out what a line comes to, rounding half up once.
///
/// # Errors
/// [`MoneyError::Overflow`] when it does not fit.
pub fn line_amount(
    quantity: Quantity,
    unit_price: UnitPrice,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let exact = quantity
        .decimal()
        .checked_mul(unit_price.decimal())
        .ok_or(MoneyError::Overflow)?;
    to_money(exact, currency, RoundingPolicy::HalfUp)
}

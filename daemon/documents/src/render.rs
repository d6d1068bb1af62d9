//! The one way in for whoever prints: which paper, of what, in which form.

use paper::page::{PageDocument, PaperSize, to_roll};
use paper::{Document, PaperWidth};

use crate::papers::{self, CountInput, DepositInput, PurchaseInput, StatementInput};
use crate::papers::{TillInput, TransferInput};
use crate::{DocumentError, Shop, TicketInput};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// Which paper.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// Every paper.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the stable word for it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Reads the word back.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)* _ => None }
            }
        }
    };
}

kinds! {
    /// A count sheet.
    CountSheet = "count_sheet",
    /// A deposit slip.
    DepositSlip = "deposit_slip",
    /// An estimate.
    Estimate = "estimate",
    /// An invoice.
    Invoice = "invoice",
    /// An order to a supplier.
    PurchaseOrder = "purchase_order",
    /// The receipt of a paid ticket.
    Receipt = "receipt",
    /// The statement of a house account.
    Statement = "statement",
    /// A drawer's X or Z report.
    TillReport = "till_report",
    /// A slip that goes with goods to another location.
    TransferSlip = "transfer_slip",
    /// The work order for the customer, with what was authorized.
    WorkOrderCustomer = "work_order_customer",
    /// The work order for the technician, without prices.
    WorkOrderTechnician = "work_order_technician",
}

/// What a paper is made of.
#[derive(Debug, Clone, Copy)]
pub enum Input<'a> {
    /// Of a count sheet.
    Count(&'a CountInput, &'a Shop),
    /// Of a deposit slip.
    Deposit(&'a DepositInput, &'a Shop),
    /// Of an order to a supplier.
    Purchase(&'a PurchaseInput, &'a Shop),
    /// Of a statement.
    Statement(&'a StatementInput, &'a Shop),
    /// Of receipts, estimates, work orders and invoices.
    Ticket(&'a TicketInput<'a>),
    /// Of a drawer's report.
    Till(&'a TillInput, &'a Shop),
    /// Of a transfer slip.
    Transfer(&'a TransferInput, &'a Shop),
}

/// What it is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A roll of 58 mm.
    Roll58,
    /// A roll of 80 mm.
    Roll80,
    /// Sheets of 210 x 297 mm.
    A4,
    /// Sheets of 8.5 x 11 in.
    Letter,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Roll58, Self::Roll80, Self::A4, Self::Letter];

    const fn medium(self) -> Medium {
        match self {
            Self::Roll58 => Medium::Roll(PaperWidth::Mm58),
            Self::Roll80 => Medium::Roll(PaperWidth::Mm80),
            Self::A4 => Medium::Sheet(PaperSize::A4),
            Self::Letter => Medium::Sheet(PaperSize::Letter),
        }
    }
}

enum Medium {
    Roll(PaperWidth),
    Sheet(PaperSize),
}

/// A paper, ready for a printer or a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rendered {
    /// For a receipt printer's encoder.
    Roll(Document),
    /// A PDF file (PDF/A-2u).
    Pdf(Vec<u8>),
}

/// Makes a paper.
///
/// # Errors
/// [`DocumentError::WrongInput`] when the paper is made of something else; [`DocumentError::Ticket`] or
/// [`DocumentError::NoNumber`] when the ticket has no such paper; [`DocumentError::DoesNotAddUp`] when the figures
/// given contradict each other; [`DocumentError::Pdf`].
pub fn render(kind: Kind, input: &Input<'_>, form: Form) -> Result<Rendered, DocumentError> {
    if let (Kind::Receipt, Input::Ticket(ticket), Medium::Roll(width)) =
        (kind, input, form.medium())
    {
        return Ok(Rendered::Roll(crate::receipt::receipt(ticket, width)?));
    }
    let page = page(kind, input, form)?;
    match form.medium() {
        Medium::Roll(width) => Ok(Rendered::Roll(to_roll(&page, width))),
        Medium::Sheet(size) => Ok(Rendered::Pdf(paper::pdf::render(&page, size)?)),
    }
}

fn page(kind: Kind, input: &Input<'_>, form: Form) -> Result<PageDocument, DocumentError> {
    match (kind, input) {
        (Kind::CountSheet, Input::Count(input, shop)) => Ok(papers::count_sheet(input, shop)),
        (Kind::DepositSlip, Input::Deposit(input, shop)) => papers::deposit_slip(input, shop),
        (Kind::PurchaseOrder, Input::Purchase(input, shop)) => papers::purchase_order(input, shop),
        (Kind::Statement, Input::Statement(input, shop)) => papers::statement(input, shop),
        (Kind::TillReport, Input::Till(input, shop)) => papers::till_report(input, shop),
        (Kind::TransferSlip, Input::Transfer(input, shop)) => {
            Ok(papers::transfer_slip(input, shop, form))
        }
        (Kind::Estimate, Input::Ticket(input)) => papers::estimate(input, form),
        (Kind::Invoice, Input::Ticket(input)) => papers::invoice(input),
        (Kind::Receipt, Input::Ticket(input)) => papers::receipt(input),
        (Kind::WorkOrderCustomer, Input::Ticket(input)) => papers::customer_copy(input, form),
        (Kind::WorkOrderTechnician, Input::Ticket(input)) => papers::technician_copy(input, form),
        (
            Kind::CountSheet
            | Kind::DepositSlip
            | Kind::Estimate
            | Kind::Invoice
            | Kind::PurchaseOrder
            | Kind::Receipt
            | Kind::Statement
            | Kind::TillReport
            | Kind::TransferSlip
            | Kind::WorkOrderCustomer
            | Kind::WorkOrderTechnician,
            Input::Count(..)
            | Input::Deposit(..)
            | Input::Purchase(..)
            | Input::Statement(..)
            | Input::Ticket(_)
            | Input::Till(..)
            | Input::Transfer(..),
        ) => Err(DocumentError::WrongInput(kind)),
    }
}

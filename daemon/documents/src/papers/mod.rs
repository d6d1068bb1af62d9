//! Papers that come on a roll as well as on a sheet: each makes one [`PageDocument`].

mod bill_table;
mod count;
mod deposit;
mod estimate;
mod goods;
mod invoice;
mod statement;
mod ticket_parts;
mod till;
mod work_order;

pub(crate) use count::count_sheet;
pub(crate) use deposit::deposit_slip;
pub(crate) use estimate::estimate;
pub(crate) use goods::{purchase_order, transfer_slip};
pub(crate) use invoice::{invoice, receipt};
pub(crate) use statement::statement;
pub(crate) use till::till_report;
pub(crate) use work_order::{customer_copy, technician_copy};

pub use count::{CountInput, CountRow};
pub use deposit::{Check, DenominationCount, DepositInput};
pub use goods::{OrderLine, PurchaseInput, TransferInput, TransferLine};
pub use statement::{AccountHolder, AgingBucket, StatementInput, StatementItem};
pub use till::{Figure, Section, TenderFigure, TillInput, TillReportKind};

use domain::Timestamp;
use paper::page::{Heading, PageDocument};
use paper::{Barcode, Symbol, Symbology};

use crate::{Form, Shop};

/// Height of a number's bars on a sheet.
const BARS_DOTS: u8 = 56;

/// A box to tick. Printers of rolls have no such character.
const fn tick(form: Form) -> &'static str {
    match form {
        Form::Roll58 | Form::Roll80 => "[ ]",
        Form::A4 | Form::Letter => "☐",
    }
}

/// A document without blocks. Its number is printed as bars where bars can say it.
fn document(shop: &Shop, title: &str, number: &str, at: Timestamp) -> PageDocument {
    let symbol = Barcode::try_new(Symbology::Code128, number).ok();
    let heading = Heading {
        title: title.to_owned(),
        number: number.to_owned(),
        symbol: symbol.map(|mut bars| {
            bars.height_dots = BARS_DOTS;
            Symbol::Barcode(bars)
        }),
        ..Heading::default()
    };
    PageDocument::new(shop.letterhead(), heading, shop.created(at))
}

#[cfg(test)]
mod tests;

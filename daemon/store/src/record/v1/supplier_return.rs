//! Returns to suppliers.

use domain::ids::{CoreId, LineId, PartId, SupplierId, TicketId};
use domain::money::{Currency, Money, Quantity, UnitPrice};
use domain::number::DocumentNumber;
use domain::stock::ReceiptKey;
use domain::supplier_return::{
    Credited, ReturnItem, ReturnKind, ReturnLine, ReturnState, SupplierReturnEvent,
};
use jiff::civil::Date;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(SupplierReturnEvent, "supplier_return" {
    Requested = "requested" { number: DocumentNumber, supplier: SupplierId, supplier_name: String, kind: ReturnKind, location: String, currency: Currency, lines: Vec<ReturnLine>, },
    Sent = "sent" { on: Date, authorization: Option<String>, tracking: Option<String>, },
    Canceled = "canceled"(String),
    Credited = "credited" { memo: String, date: Date, lines: Vec<Credited>, state: ReturnState, },
    ShortAccepted = "short_accepted" { amount: Money, reason: String, },
});

form_enum!(ReturnKind {
    Plain = "plain",
    Warranty = "warranty" { claim: String, },
    Cores = "cores",
});

form_struct!(ReturnLine, {
    id: LineId,
    item: ReturnItem,
    description: String,
    quantity: Quantity,
    goods: Money,
    core_deposits: Money,
    expected: Money,
    open: Money,
});

form_enum!(ReturnItem {
    Stock = "stock" { part: PartId, unit_cost: UnitPrice, core_deposit: UnitPrice, origin: Option<ReceiptKey>, },
    Failed = "failed" { part: PartId, ticket: Option<TicketId>, },
    Labor = "labor" { ticket: Option<TicketId>, },
    Core = "core" { core: CoreId, part: PartId, },
});

form_struct!(Credited, {
    line: LineId,
    amount: Money,
    open: Money,
});

form_words!(ReturnState {
    Requested = "requested",
    Sent = "sent",
    Credited = "credited",
    Canceled = "canceled",
});

//! Orders to suppliers.

use domain::ids::{
    CustomerId, LineId, PartId, SupplierId, SupplierInvoiceId, SupplierReturnId, TicketId,
    TicketJobId,
};
use domain::money::{Currency, Money, Quantity, UnitPrice};
use domain::number::DocumentNumber;
use domain::purchase::{
    Difference, DifferenceKind, InvoiceLine, Matched, PurchaseEvent, PurchaseItem, PurchaseState,
    Purpose, Receipt, ReceiptLine, Settlement, SpecialOrder, SupplierInvoice, Verdict,
};
use jiff::civil::Date;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(PurchaseEvent, "purchase" {
    Opened = "opened" { number: DocumentNumber, supplier: SupplierId, supplier_name: String, terms_days: u16, location: String, currency: Currency, automatic: bool, },
    LineAdded = "line_added"(Box<PurchaseItem>),
    LineChanged = "line_changed" { line: LineId, quantity: Quantity, unit_cost: UnitPrice, core_deposit: UnitPrice, },
    LineRemoved = "line_removed"(LineId),
    TermsSet = "terms_set" { freight: Money, expected: Option<Date>, note: Option<String>, },
    Ordered = "ordered" { on: Date, expected: Option<Date>, sent_by: Option<String>, },
    Acknowledged = "acknowledged" { reference: Option<String>, expected: Option<Date>, },
    BackOrdered = "back_ordered" { line: LineId, quantity: Quantity, expected: Option<Date>, },
    Received = "received" { receipt: Receipt, state: PurchaseState, },
    LineCanceled = "line_canceled" { line: LineId, quantity: Quantity, reason: String, open: Quantity, state: PurchaseState, },
    Canceled = "canceled" { reason: String, lines: Vec<LineId>, },
    InvoiceEntered = "invoice_entered"(Box<SupplierInvoice>),
    InvoiceAccepted = "invoice_accepted" { invoice: SupplierInvoiceId, matched: Vec<Matched>, freight: Money, verdicts: Vec<Verdict>, },
    InvoiceRejected = "invoice_rejected" { invoice: SupplierInvoiceId, reason: String, },
    DifferenceSettled = "difference_settled" { invoice: SupplierInvoiceId, place: Option<usize>, kind: DifferenceKind, how: Settlement, amount: Money, left: Money, matched: Option<Matched>, },
    ArrivalNoticed = "arrival_noticed" { line: LineId, on: Date, channel: String, },
    SpecialCanceled = "special_canceled" { line: LineId, reason: String, fee: Money, },
    Used = "used" { line: LineId, quantity: Quantity, held: Quantity, },
    Stocked = "stocked" { line: LineId, quantity: Quantity, held: Quantity, },
    Returned = "returned" { line: LineId, supplier_return: SupplierReturnId, quantity: Quantity, held: Quantity, },
    Declined = "declined" { parts: Vec<PartId>, location: String, on: Date, },
    Closed = "closed" { written_off: Money, },
});

form_struct!(PurchaseItem, {
    id: LineId,
    part: Option<PartId>,
    number: Option<String>,
    description: String,
    quantity: Quantity,
    unit_cost: UnitPrice,
    core_deposit: UnitPrice,
    purpose: Purpose,
});

form_enum!(Purpose {
    Stock = "stock",
    SpecialOrder = "special_order"(SpecialOrder),
    Sublet = "sublet" { ticket: TicketId, job: TicketJobId, },
    WorkOrder = "work_order" { ticket: TicketId, line: Option<LineId>, },
});

form_struct!(SpecialOrder, {
    customer: CustomerId,
    ticket: TicketId,
    line: LineId,
    deposit_note: Option<String>,
});

form_struct!(Receipt, {
    on: Date,
    slip: Option<String>,
    lines: Vec<ReceiptLine>,
});

form_struct!(ReceiptLine, {
    line: LineId,
    quantity: Quantity,
    damaged: Quantity,
    unit_cost: UnitPrice,
    core_deposit: UnitPrice,
    goods: Money,
    core: Money,
    open: Quantity,
    held: Quantity,
});

form_words!(PurchaseState {
    Draft = "draft",
    Ordered = "ordered",
    Acknowledged = "acknowledged",
    PartlyReceived = "partly_received",
    Received = "received",
    Closed = "closed",
    Canceled = "canceled",
});

form_struct!(SupplierInvoice, {
    id: SupplierInvoiceId,
    supplier: SupplierId,
    number: String,
    date: Date,
    due: Date,
    lines: Vec<InvoiceLine>,
    freight: Money,
    charges: Money,
    total: Money,
});

form_struct!(InvoiceLine, {
    line: Option<LineId>,
    description: String,
    quantity: Quantity,
    unit_cost: UnitPrice,
    core_deposit: UnitPrice,
});

form_struct!(Matched, {
    line: LineId,
    quantity: Quantity,
    goods: Money,
    core: Money,
});

form_struct!(Verdict, {
    difference: Difference,
    accepted: bool,
});

form_struct!(Difference, {
    place: Option<usize>,
    kind: DifferenceKind,
    quantity: Quantity,
    expected: Money,
    invoiced: Money,
    amount: Money,
    within_tolerance: bool,
});

form_words!(DifferenceKind {
    Quantity = "quantity",
    Price = "price",
    Core = "core",
    Freight = "freight",
    Charges = "charges",
    NotOrdered = "not_ordered",
});

form_enum!(Settlement {
    Accepted = "accepted",
    Credited = "credited" { memo: String, },
    Arrived = "arrived",
});

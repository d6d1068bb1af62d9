//! Parts and their stock.

use domain::catalog::{
    Fitment, LostReason, LostSale, Part, PartEvent, Reorder, Reservation, StockMove,
};
use domain::ids::{
    CountId, CustomerId, LineId, PartId, PurchaseId, SupplierId, SupplierReturnId, TicketId,
    TransferId,
};
use domain::money::{Money, Quantity, UnitPrice};
use domain::stock::{MoveReason, ReceiptKey, ReturnTo};
use domain::ticket::{Component, Warranty};
use jiff::civil::Date;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(PartEvent, "part" {
    Saved = "saved"(Box<Part>),
    Moved = "moved"(StockMove),
    Reserved = "reserved"(Reservation),
    LostSale = "lost_sale"(LostSale),
});

form_struct!(Part, stream id: PartId, {
    number: String,
    brand: String,
    description: String,
    category: String,
    tags: Vec<String>,
    upc: Option<String>,
    price: UnitPrice,
    cost: UnitPrice,
    core: Option<UnitPrice>,
    bin: Option<String>,
    fitment: Vec<Fitment>,
    interchange: Vec<String>,
    superseded_by: Option<PartId>,
    components: Vec<Component>,
    serialized: bool,
    warranty: Option<Warranty>,
    reorder: Option<Reorder>,
    protected: bool,
});

form_struct!(Fitment, {
    year_from as "from": u16,
    year_to as "to": u16,
    make: String,
    model: String,
    engine: Option<String>,
    position: Option<String>,
    qualifier: Option<String>,
    confirmed: bool,
});

form_struct!(Component, {
    part: PartId,
    quantity: Quantity,
});

form_struct!(Warranty, {
    months: Option<u16>,
    distance: Option<u32>,
});

form_struct!(Reorder, {
    min: Quantity,
    max: Quantity,
    pack: Quantity,
    supplier: Option<SupplierId>,
});

form_struct!(StockMove, stream part: PartId, {
    location: String,
    quantity: Quantity,
    unit_cost as "cost": UnitPrice,
    value: Money,
    reason as "why": MoveReason,
});

form_struct!(Reservation, {
    location: String,
    quantity: Quantity,
    ticket: TicketId,
    line: LineId,
});

form_enum!(MoveReason {
    Sold = "sold" { ticket: TicketId, line: LineId, },
    CustomerReturn = "customer_return" { ticket: TicketId, line: LineId, to: ReturnTo, },
    PurchaseReceived = "purchase_received" { purchase: PurchaseId, line: LineId, },
    SupplierReturn = "supplier_return" {
        supplier_return: SupplierReturnId, line: LineId, origin: Option<ReceiptKey>,
    },
    Invoiced = "invoiced" { purchase: PurchaseId, line: LineId, received: Quantity, difference: Money, },
    Adjusted = "adjusted" { reason: String, },
    Counted = "counted" { count: CountId, },
    TransferOut = "transfer_out" { transfer: TransferId, to: String, },
    TransferIn = "transfer_in" { transfer: TransferId, from: String, },
    Installed = "installed" { ticket: TicketId, line: LineId, },
    Uninstalled = "uninstalled" { ticket: TicketId, line: LineId, },
    KitBuilt = "kit_built" { kit: PartId, },
    KitBroken = "kit_broken" { kit: PartId, },
    OpeningBalance = "opening_balance",
    Revalued = "revalued" { reason: String, },
});

form_words!(ReturnTo {
    Stock = "stock",
    Defective = "defective",
    Scrap = "scrap",
    Supplier = "supplier",
});

form_struct!(LostSale, {
    location: String,
    date: Date,
    quantity: Quantity,
    reason: LostReason,
    customer: Option<CustomerId>,
    ticket: Option<TicketId>,
});

form_words!(LostReason {
    OutOfStock = "out_of_stock",
    NotKept = "not_kept",
    Price = "price",
    Other = "other",
});

form_struct!(ReceiptKey, {
    purchase: PurchaseId,
    line: LineId,
});

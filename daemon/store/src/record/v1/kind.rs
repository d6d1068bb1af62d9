//! The names of the kinds. They are in every shop's journal: none is ever renamed or used again for something else.

use domain::Event;

pub(crate) const TICKET_OPENED: &str = "ticket.opened";
pub(crate) const TICKET_ATTACHED: &str = "ticket.attached";
pub(crate) const LINE_ADDED: &str = "ticket.line_added";
pub(crate) const LINE_QUANTITY_CHANGED: &str = "ticket.line_quantity_changed";
pub(crate) const LINE_REMOVED: &str = "ticket.line_removed";
pub(crate) const TAX_ASSESSED: &str = "ticket.tax_assessed";
pub(crate) const TAX_FAILED: &str = "ticket.tax_failed";
pub(crate) const CASH_TAKEN: &str = "ticket.cash_taken";
pub(crate) const CARD_REQUESTED: &str = "ticket.card_requested";
pub(crate) const CARD_STEPPED: &str = "ticket.card_stepped";
pub(crate) const CARD_CANCEL_ASKED: &str = "ticket.card_cancel_asked";
pub(crate) const TICKET_CLOSED: &str = "ticket.closed";
pub(crate) const TICKET_VOIDED: &str = "ticket.voided";
pub(crate) const STOCK_MOVED: &str = "stock.moved";
pub(crate) const SERVICE_RECORDED: &str = "vehicle.service_recorded";
pub(crate) const PART_SAVED: &str = "part.saved";
pub(crate) const CUSTOMER_SAVED: &str = "customer.saved";
pub(crate) const VEHICLE_SAVED: &str = "vehicle.saved";
pub(crate) const STAFF_SAVED: &str = "staff.saved";
pub(crate) const JOB_REQUESTED: &str = "job.requested";
pub(crate) const JOB_STARTED: &str = "job.started";
pub(crate) const JOB_SETTLED: &str = "job.settled";
pub(crate) const JOB_RETRIED: &str = "job.retried";

/// Returns the name of an event's kind.
pub(crate) fn of(event: &Event) -> &'static str {
    match event {
        Event::TicketOpened { .. } => TICKET_OPENED,
        Event::TicketAttached { .. } => TICKET_ATTACHED,
        Event::LineAdded { .. } => LINE_ADDED,
        Event::LineQuantityChanged { .. } => LINE_QUANTITY_CHANGED,
        Event::LineRemoved { .. } => LINE_REMOVED,
        Event::TaxAssessed { .. } => TAX_ASSESSED,
        Event::TaxFailed { .. } => TAX_FAILED,
        Event::CashTaken { .. } => CASH_TAKEN,
        Event::CardRequested { .. } => CARD_REQUESTED,
        Event::CardStepped { .. } => CARD_STEPPED,
        Event::CardCancelAsked { .. } => CARD_CANCEL_ASKED,
        Event::TicketClosed { .. } => TICKET_CLOSED,
        Event::TicketVoided { .. } => TICKET_VOIDED,
        Event::StockMoved(_) => STOCK_MOVED,
        Event::ServiceRecorded(_) => SERVICE_RECORDED,
        Event::PartSaved(_) => PART_SAVED,
        Event::CustomerSaved(_) => CUSTOMER_SAVED,
        Event::VehicleSaved(_) => VEHICLE_SAVED,
        Event::StaffSaved(_) => STAFF_SAVED,
        Event::JobRequested(_) => JOB_REQUESTED,
        Event::JobStarted { .. } => JOB_STARTED,
        Event::JobSettled { .. } => JOB_SETTLED,
        Event::JobRetried { .. } => JOB_RETRIED,
    }
}

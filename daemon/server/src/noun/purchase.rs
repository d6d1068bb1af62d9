//! Orders to suppliers.

use domain::Money;
use domain::ids::PurchaseId;
use domain::money::{Currency, Quantity, UnitPrice};
use domain::purchase::{self, InvoiceDraft, InvoiceLine, PurchaseOrder};
use engine::PartRef;
use engine::command::buying::{BuyCommand, BuyLine, BuyPurpose, PurchaseCommand};
use protocol::problem::{Code, Problem};
use protocol::v1::purchase::{
    AcceptInvoice, Acknowledge, AddLine, Cancel, CancelLine, CancelSpecial, ChangeLine, Close,
    DifferenceKind, EnterInvoice, LineDraft, LineOrder, NoticeArrival, Open, Place, Purpose,
    PurposeKind, Receive, RejectInvoice, SetTerms, SettleDifference, Settlement, StockLine,
};
use protocol::values::{Key, PartIdText, PurchaseIdText};

use super::supplier::order;
use crate::answer::Shape;
use crate::call::Deed;
use crate::connection::Connection;

fn purchase(key: Key, id: PurchaseIdText, command: PurchaseCommand) -> Deed {
    let purchase: PurchaseId = id.0;
    let command = BuyCommand::Purchase { purchase, command };
    order(key, command, Shape::Purchase(Some(purchase)))
}

fn plain(key: Key, id: PurchaseIdText, plain: PurchaseOrder) -> Deed {
    purchase(key, id, PurchaseCommand::Plain(Box::new(plain)))
}

fn currency(connection: &Connection) -> Currency {
    connection.api.shop.currency
}

/// Reads a part that is named by its id or a code, but not by both.
pub(crate) fn part_ref(
    id: Option<PartIdText>,
    code: Option<String>,
) -> Result<Option<PartRef>, Problem> {
    match (id, code) {
        (Some(id), None) => Ok(Some(PartRef::Id(id.0))),
        (None, Some(code)) => Ok(Some(PartRef::Code(code))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => {
            let message = "give either part_id or code";
            Err(Problem::new(Code::InvalidParams, message))
        }
    }
}

fn line(draft: LineDraft) -> Result<BuyLine, Problem> {
    Ok(BuyLine {
        part: part_ref(draft.part_id, draft.code)?,
        number: draft.number,
        description: draft.description,
        quantity: draft.quantity.0,
        unit_cost: draft.unit_cost.map(|price| price.0),
        core_deposit: draft.core_deposit.map(|price| price.0),
        purpose: draft.purpose.map_or(Ok(BuyPurpose::Stock), purpose)?,
    })
}

fn purpose(purpose: Purpose) -> Result<BuyPurpose, Problem> {
    let missing = |field: &str| {
        let message = format!("purpose.{field} is missing");
        Problem::new(Code::InvalidParams, message)
    };
    let ticket = purpose.ticket_id.map(|id| id.0);
    let ticket = ticket.ok_or_else(|| missing("ticket_id"));
    let line = purpose.line_id.map(|id| id.0);
    Ok(match purpose.kind {
        PurposeKind::Stock => BuyPurpose::Stock,
        PurposeKind::SpecialOrder => BuyPurpose::SpecialOrder {
            ticket: ticket?,
            line: line.ok_or_else(|| missing("line_id"))?,
            customer: purpose.customer_id.map(|id| id.0),
            deposit_note: purpose.deposit_note,
        },
        PurposeKind::Sublet => BuyPurpose::Sublet {
            ticket: ticket?,
            job: (purpose.ticket_job_id.map(|id| id.0)).ok_or_else(|| missing("ticket_job_id"))?,
        },
        PurposeKind::WorkOrder => BuyPurpose::WorkOrder {
            ticket: ticket?,
            line,
        },
    })
}

pub(crate) fn open(params: Open) -> Result<Deed, Problem> {
    let lines = params.lines.into_iter().map(line);
    let command = BuyCommand::Open {
        supplier: params.supplier_id.0,
        location: params.location,
        lines: lines.collect::<Result<_, _>>()?,
    };
    Ok(order(params.key, command, Shape::Purchase(None)))
}

pub(crate) fn add_line(params: AddLine) -> Result<Deed, Problem> {
    let command = PurchaseCommand::AddLine(Box::new(line(params.line)?));
    Ok(purchase(params.key, params.purchase_id, command))
}

pub(crate) fn change_line(params: ChangeLine) -> Deed {
    let command = PurchaseCommand::ChangeLine {
        line: params.line_id.0,
        quantity: params.quantity.map(|quantity| quantity.0),
        unit_cost: params.unit_cost.map(|price| price.0),
        core_deposit: params.core_deposit.map(|price| price.0),
    };
    purchase(params.key, params.purchase_id, command)
}

pub(crate) fn remove_line(params: LineOrder) -> Deed {
    let line = params.line_id.0;
    plain(
        params.key,
        params.purchase_id,
        PurchaseOrder::RemoveLine { line },
    )
}

pub(crate) fn set_terms(connection: &Connection, params: SetTerms) -> Deed {
    let terms = PurchaseOrder::SetTerms {
        freight: Money::new(params.freight, currency(connection)),
        expected: params.expected.map(|day| day.0),
        note: params.note,
    };
    plain(params.key, params.purchase_id, terms)
}

pub(crate) fn place(params: Place) -> Deed {
    let command = PurchaseCommand::Place {
        below_minimum_confirmed: params.below_minimum_confirmed,
        sent_by: params.sent_by,
    };
    purchase(params.key, params.purchase_id, command)
}

pub(crate) fn acknowledge(params: Acknowledge) -> Deed {
    let later = params.back_orders.into_iter();
    let later = later.map(|later| purchase::BackOrderDraft {
        line: later.line_id.0,
        quantity: later.quantity.0,
        expected: later.expected.map(|day| day.0),
    });
    let acknowledge = PurchaseOrder::Acknowledge {
        reference: params.reference,
        expected: params.expected.map(|day| day.0),
        back_orders: later.collect(),
    };
    plain(params.key, params.purchase_id, acknowledge)
}

pub(crate) fn receive(params: Receive) -> Deed {
    let lines = params.lines.into_iter().map(|line| purchase::Counted {
        line: line.line_id.0,
        quantity: line.quantity.0,
        damaged: line.damaged.map_or(Quantity::ZERO, |damaged| damaged.0),
        unit_cost: line.unit_cost.map(|price| price.0),
        core_deposit: line.core_deposit.map(|price| price.0),
    });
    let receive = PurchaseOrder::Receive {
        lines: lines.collect(),
        slip: params.slip,
        over_confirmed: params.over_confirmed,
    };
    plain(params.key, params.purchase_id, receive)
}

pub(crate) fn cancel_line(params: CancelLine) -> Deed {
    let cancel = PurchaseOrder::CancelLine {
        line: params.line_id.0,
        quantity: params.quantity.map(|quantity| quantity.0),
        reason: params.reason,
    };
    plain(params.key, params.purchase_id, cancel)
}

pub(crate) fn cancel(params: Cancel) -> Deed {
    let reason = params.reason;
    plain(
        params.key,
        params.purchase_id,
        PurchaseOrder::Cancel { reason },
    )
}

pub(crate) fn close(params: Close) -> Deed {
    let write_off = params.write_off;
    plain(
        params.key,
        params.purchase_id,
        PurchaseOrder::Close { write_off },
    )
}

pub(crate) fn enter_invoice(connection: &Connection, params: EnterInvoice) -> Deed {
    let money = |minor| Money::new(minor, currency(connection));
    let lines = params.lines.into_iter().map(|line| InvoiceLine {
        line: line.line_id.map(|id| id.0),
        description: line.description.unwrap_or_default(),
        quantity: line.quantity.0,
        unit_cost: line.unit_cost.0,
        core_deposit: line.core_deposit.map_or(UnitPrice::ZERO, |price| price.0),
    });
    let draft = InvoiceDraft {
        number: params.number,
        date: params.date.0,
        due: params.due.map(|day| day.0),
        lines: lines.collect(),
        freight: money(params.freight),
        charges: money(params.charges),
        total: money(params.total),
    };
    let command = PurchaseCommand::EnterInvoice {
        draft: Box::new(draft),
        shared_confirmed: params.shared_confirmed,
    };
    purchase(params.key, params.purchase_id, command)
}

const fn kind(kind: DifferenceKind) -> purchase::DifferenceKind {
    match kind {
        DifferenceKind::Quantity => purchase::DifferenceKind::Quantity,
        DifferenceKind::Price => purchase::DifferenceKind::Price,
        DifferenceKind::Core => purchase::DifferenceKind::Core,
        DifferenceKind::Freight => purchase::DifferenceKind::Freight,
        DifferenceKind::Charges => purchase::DifferenceKind::Charges,
        DifferenceKind::NotOrdered => purchase::DifferenceKind::NotOrdered,
    }
}

pub(crate) fn accept_invoice(params: AcceptInvoice) -> Deed {
    let accept = params.accept.into_iter();
    let accept = accept.map(|difference| (difference.place, kind(difference.kind)));
    let accept = PurchaseOrder::AcceptInvoice {
        invoice: params.invoice_id.0,
        accept: accept.collect(),
    };
    plain(params.key, params.purchase_id, accept)
}

pub(crate) fn reject_invoice(params: RejectInvoice) -> Deed {
    let reject = PurchaseOrder::RejectInvoice {
        invoice: params.invoice_id.0,
        reason: params.reason,
    };
    plain(params.key, params.purchase_id, reject)
}

pub(crate) fn settle_difference(connection: &Connection, params: SettleDifference) -> Deed {
    let settle = PurchaseOrder::SettleDifference {
        invoice: params.invoice_id.0,
        place: params.difference.place,
        kind: kind(params.difference.kind),
        how: match params.how {
            Settlement::Accepted => purchase::Settlement::Accepted,
            Settlement::Credited => purchase::Settlement::Credited {
                memo: params.memo.unwrap_or_default(),
            },
            Settlement::Arrived => purchase::Settlement::Arrived,
        },
        amount: (params.amount).map(|minor| Money::new(minor, currency(connection))),
    };
    plain(params.key, params.purchase_id, settle)
}

pub(crate) fn notice_arrival(params: NoticeArrival) -> Deed {
    let notice = PurchaseOrder::NoticeArrival {
        line: params.line_id.0,
        channel: params.channel,
    };
    plain(params.key, params.purchase_id, notice)
}

pub(crate) fn cancel_special(params: CancelSpecial) -> Deed {
    let command = PurchaseCommand::CancelSpecial {
        line: params.line_id.0,
        reason: params.reason,
        waive_fee: params.waive_fee,
    };
    purchase(params.key, params.purchase_id, command)
}

pub(crate) fn stock_line(params: StockLine) -> Deed {
    let stock = PurchaseOrder::Stock {
        line: params.line_id.0,
        quantity: params.quantity.0,
    };
    plain(params.key, params.purchase_id, stock)
}

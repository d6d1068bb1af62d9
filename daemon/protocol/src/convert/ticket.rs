//! Tickets for the wire, by hand and exhaustive.

use std::collections::BTreeMap;

use domain::charges::ChargeKind;
use domain::discount::{Discount, DiscountOff, LineNet, ReimbursedBy};
use domain::ids::LineId;
use domain::money::{CashRounding, Quantity, round_cash};
use domain::people::{Customer, Vehicle};
use domain::ticket::{
    Approval, CardStep, Line, LineKind, LinkStep, Payment, Queue, RefundStep, Stage, TaxState,
    Tender, Ticket, TicketCharge, TicketJob, TicketStatus, Warranty,
};
use domain::{Money, Refusal, authorization};

use crate::v1::{order, payment, ticket};
use crate::values::{DayText, Moment, PriceText, QuantityText, RateText};

/// Words a ticket for the wire. `done` is the shop's word for finished work.
///
/// # Errors
/// [`Refusal::Money`] when its sums do not fit, which the domain rules out beforehand.
pub fn ticket(
    ticket: &Ticket,
    customer: Option<&Customer>,
    vehicle: Option<&Vehicle>,
    cash: CashRounding,
    done: &str,
) -> Result<ticket::Ticket, Refusal> {
    let totals = ticket.totals()?;
    let nets: BTreeMap<LineId, LineNet> = ticket
        .nets()?
        .into_iter()
        .map(|net| (net.line, net))
        .collect();
    let paper = |stage| ticket.papers.get(&stage).map(ToString::to_string);
    Ok(ticket::Ticket {
        id: ticket.id.into(),
        number: ticket.number.to_string(),
        receipt_number: ticket.receipt.as_ref().map(ToString::to_string),
        status: status(ticket.status),
        currency: ticket.currency.code().to_owned(),
        customer: customer.map(|customer| ticket::TicketCustomer {
            id: customer.id.into(),
            name: customer.name.clone(),
            phone: customer.phone().map(str::to_owned),
            alert: customer.alert.clone(),
            notes: customer.notes.clone(),
        }),
        vehicle: vehicle.map(|vehicle| ticket::TicketVehicle {
            id: vehicle.id.into(),
            label: vehicle.label(),
            vin: vehicle.vin.as_ref().map(ToString::to_string),
            plate: vehicle.plate.clone(),
        }),
        odometer: ticket.odometer,
        opened_at: Moment(ticket.opened_at),
        closed_at: ticket.closed_at.map(Moment),
        stage: stage(ticket.stage),
        queue: (ticket.status == TicketStatus::Open).then(|| queue(ticket.queue(done))),
        work: ticket.work.clone(),
        estimate_number: paper(Stage::Estimate),
        work_order_number: paper(Stage::WorkOrder),
        invoice_number: paper(Stage::Invoice),
        presented: ticket.presented.map(|shown| ticket::Presented {
            revision: shown.revision,
            total: shown.total.minor(),
            expires: shown.expires.map(DayText),
            at: Moment(shown.at),
        }),
        odometer_out: ticket.odometer_out,
        plan: plan(ticket),
        tax_included: ticket.inclusive,
        jobs: ticket
            .jobs
            .iter()
            .map(|one| job(ticket, one))
            .collect::<Result<_, _>>()?,
        lines: ticket
            .lines
            .iter()
            .map(|one| line(ticket, one, &nets))
            .collect(),
        charges: ticket
            .charges
            .iter()
            .map(|one| charge(ticket, one))
            .collect(),
        discount: ticket.discount.as_ref().map(discount),
        tax: tax(ticket, totals.tax.minor()),
        totals: ticket::Totals {
            parts: totals.parts.minor(),
            labor: totals.labor.minor(),
            sublet: totals.sublet.minor(),
            fees: totals.fees.minor(),
            cores: totals.cores.minor(),
            discounts: totals.discounts.minor(),
            subtotal: totals.subtotal.minor(),
            tax: totals.tax.minor(),
            total: totals.total.minor(),
            warranty: totals.warranty.minor(),
            internal: totals.internal.minor(),
            paid: totals.paid.minor(),
            pending: totals.pending.minor(),
            due: totals.due.minor(),
            due_in_cash: round_cash(totals.due, cash).minor(),
            change: totals.change.minor(),
            rounding: totals.rounding.minor(),
        },
        payments: ticket.payments.iter().map(payment).collect(),
        revision: ticket.revision,
    })
}

/// Words a ticket's standing.
#[must_use]
pub const fn status(status: TicketStatus) -> ticket::Status {
    match status {
        TicketStatus::Open => ticket::Status::Open,
        TicketStatus::Paid => ticket::Status::Paid,
        TicketStatus::Voided => ticket::Status::Voided,
        TicketStatus::Reversed => ticket::Status::Reversed,
    }
}

/// Words what paper a ticket is.
#[must_use]
pub const fn stage(stage: Stage) -> order::Stage {
    match stage {
        Stage::Sale => order::Stage::Sale,
        Stage::Estimate => order::Stage::Estimate,
        Stage::WorkOrder => order::Stage::WorkOrder,
        Stage::Invoice => order::Stage::Invoice,
    }
}

/// Words whose turn it is.
#[must_use]
pub const fn queue(queue: Queue) -> order::Queue {
    match queue {
        Queue::Advisor => order::Queue::Advisor,
        Queue::Technician => order::Queue::Technician,
        Queue::Cashier => order::Queue::Cashier,
    }
}

fn plan(ticket: &Ticket) -> ticket::PlanView {
    let plan = &ticket.plan;
    ticket::PlanView {
        advisor_id: plan.advisor.map(Into::into),
        technician_id: plan.technician.map(Into::into),
        promised_at: plan.promised_at.map(Moment),
        po_number: plan.po_number.clone(),
        key_tag: plan.key_tag.clone(),
        note: plan.note.clone(),
    }
}

fn job(ticket: &Ticket, job: &TicketJob) -> Result<ticket::Job, Refusal> {
    let lines = ticket.lines.iter().filter(|line| line.job == Some(job.id));
    let amount = Money::sum(ticket.currency, lines.map(|line| line.amount))?;
    let mut wire = ticket::Job {
        id: job.id.into(),
        title: job.title.clone(),
        note: job.note.clone(),
        origin: super::work::origin(job.origin),
        technician_id: job.technician.map(Into::into),
        approval: super::work::approval(&job.approval),
        authorization: None,
        declined_reason: None,
        follow_up: None,
        discount: job.discount.as_ref().map(discount),
        done: job.done,
        from_deferral_job_id: job.from_deferral.map(|(_, job)| job.into()),
        comeback: job.comeback.clone(),
        clocked: super::work::clocked(job),
        amount: amount.minor(),
    };
    match &job.approval {
        Approval::Pending => {}
        Approval::Approved { authorization, .. } => {
            wire.authorization = Some(ticket::Authorization {
                by: authorization.given_by.clone(),
                channel: channel(authorization.channel),
                at: Moment(authorization.at),
                taken_by: authorization.taken_by.map(Into::into),
                contact: authorization.contact.clone(),
                limit: authorization.limit.minor(),
                note: authorization.note.clone(),
            });
        }
        Approval::Declined {
            reason, follow_up, ..
        } => {
            wire.declined_reason = Some(reason.clone());
            wire.follow_up = follow_up.map(DayText);
        }
    }
    Ok(wire)
}

const fn channel(channel: authorization::Channel) -> order::Channel {
    match channel {
        authorization::Channel::Email => order::Channel::Email,
        authorization::Channel::InPerson => order::Channel::InPerson,
        authorization::Channel::Online => order::Channel::Online,
        authorization::Channel::Phone => order::Channel::Phone,
        authorization::Channel::Sms => order::Channel::Sms,
    }
}

fn line(ticket: &Ticket, line: &Line, nets: &BTreeMap<LineId, LineNet>) -> ticket::Line {
    let part = line.part();
    let technician = match &line.kind {
        LineKind::Labor { technician, .. } => *technician,
        _ => None,
    };
    let back = ticket.returns.get(&line.id);
    ticket::Line {
        id: line.id.into(),
        job_id: line.job.map(Into::into),
        kind: super::work::line_kind(&line.kind),
        part_id: part.map(|part| part.part.into()),
        number: part.map(|part| part.number.clone()),
        condition: part.map(|part| super::work::condition(part.condition)),
        serials: part.map(|part| part.serials.clone()).unwrap_or_default(),
        warranty: part.and_then(|part| part.warranty).map(warranty),
        description: line.description.clone(),
        quantity: QuantityText(line.quantity),
        unit_price: PriceText(line.unit_price),
        amount: line.amount.minor(),
        net: nets.get(&line.id).map(|net| net.net.minor()),
        discount: line.discount.as_ref().map(discount),
        tax: ticket.line_tax(line.id).map(Money::minor),
        pay: super::work::pay(line.pay),
        origin: super::work::origin(line.origin),
        technician_id: technician.map(Into::into),
        returned_from: line
            .returned
            .as_ref()
            .and_then(|returned| returned.ticket)
            .map(Into::into),
        returned: QuantityText(back.map_or(Quantity::ZERO, |back| back.quantity)),
        priced_by: line.priced_by.clone(),
    }
}

pub(super) const fn warranty(warranty: Warranty) -> order::Warranty {
    order::Warranty {
        months: warranty.months,
        distance: warranty.distance,
    }
}

fn discount(discount: &Discount) -> ticket::Discount {
    let (amount, percent) = match discount.off {
        DiscountOff::Amount(amount) => (Some(amount.minor()), None),
        DiscountOff::Percent(rate) => (None, Some(RateText(rate))),
    };
    ticket::Discount {
        amount,
        percent,
        reason: discount.reason.clone(),
        reimbursed: discount.reimbursed_by == ReimbursedBy::Manufacturer,
    }
}

fn charge(ticket: &Ticket, charge: &TicketCharge) -> ticket::Charge {
    let TicketCharge { id, charge } = charge;
    let text = match &charge.kind {
        ChargeKind::Mandated { citation } => Some(citation.clone()),
        ChargeKind::Shop => None,
        ChargeKind::Supplies { sentence } => sentence.clone(),
    };
    ticket::Charge {
        id: (*id).into(),
        code: charge.code.clone(),
        name: charge.name.clone(),
        mandated: charge.mandated(),
        text,
        quantity: QuantityText(charge.quantity),
        unit_price: PriceText(charge.unit_price),
        amount: charge.amount.minor(),
        tax: ticket.line_tax(*id).map(Money::minor),
    }
}

fn tax(ticket: &Ticket, amount: i64) -> ticket::Tax {
    let (state, rule, components, problem) = match &ticket.tax {
        TaxState::Stale => (ticket::TaxState::Current, None, Vec::new(), None),
        TaxState::Failed(reason) => (
            ticket::TaxState::Failed,
            None,
            Vec::new(),
            Some(reason.clone()),
        ),
        TaxState::Assessed { rule, components } => {
            let components = components.iter().map(|component| ticket::TaxComponent {
                name: component.name.clone(),
                rate: component.rate.to_string(),
                base: component.base.minor(),
                amount: component.amount.minor(),
            });
            (
                ticket::TaxState::Current,
                Some(rule.clone()),
                components.collect(),
                None,
            )
        }
    };
    ticket::Tax {
        state,
        amount,
        rule,
        components,
        problem,
    }
}

fn payment(payment: &Payment) -> payment::Payment {
    let mut wire = payment::Payment {
        id: payment.id.into(),
        tender: payment::TenderKind::Cash,
        state: payment::PaymentState::Captured,
        amount: payment.amount.minor(),
        tendered: None,
        change: None,
        rounding: None,
        card: None,
        reference: None,
        kind: None,
        url: None,
        due_on: None,
        refund_of: payment.refund_of.map(|(_, payment)| payment.into()),
        returned: payment.returned.minor(),
        problem: None,
        at: Moment(payment.at),
    };
    match &payment.tender {
        Tender::Cash {
            tendered,
            change,
            rounding,
        } => {
            wire.tendered = Some(tendered.minor());
            wire.change = Some(change.minor());
            wire.rounding = Some(rounding.minor()).filter(|minor| *minor != 0);
        }
        Tender::Card {
            step, cancel_asked, ..
        } => card(&mut wire, step, *cancel_asked),
        Tender::CardRefund { step, .. } => {
            wire.tender = payment::TenderKind::CardRefund;
            (wire.state, wire.reference, wire.problem) = match step {
                RefundStep::Requested | RefundStep::Sending => {
                    (payment::PaymentState::Requested, None, None)
                }
                RefundStep::Done { reference } => (
                    payment::PaymentState::Captured,
                    Some(reference.clone()),
                    None,
                ),
                RefundStep::Failed { reason } => {
                    (payment::PaymentState::Failed, None, Some(reason.clone()))
                }
                RefundStep::Unknown { reason } => {
                    (payment::PaymentState::Unknown, None, Some(reason.clone()))
                }
            };
        }
        Tender::Link { step } => link(&mut wire, step),
        Tender::StoreCredit => wire.tender = payment::TenderKind::StoreCredit,
        Tender::Check { number } => {
            wire.tender = payment::TenderKind::Check;
            wire.reference = Some(number.clone());
        }
        Tender::Account { po_number, due } => {
            wire.tender = payment::TenderKind::Account;
            wire.reference.clone_from(po_number);
            wire.due_on = Some(DayText(*due));
        }
        Tender::Plan { plan } => {
            wire.tender = payment::TenderKind::Plan;
            wire.reference = Some(plan.to_string());
        }
        Tender::Other { kind, reference } => {
            wire.tender = payment::TenderKind::Other;
            wire.kind = Some(kind.clone());
            wire.reference = Some(reference.clone());
        }
    }
    wire
}

fn link(wire: &mut payment::Payment, step: &LinkStep) {
    wire.tender = payment::TenderKind::Link;
    match step {
        LinkStep::Requested => wire.state = payment::PaymentState::Requested,
        LinkStep::Open { reference, url } => {
            wire.state = payment::PaymentState::Waiting;
            wire.reference = Some(reference.clone());
            wire.url = Some(url.clone());
        }
        LinkStep::Paid { reference } => wire.reference = Some(reference.clone()),
        LinkStep::Ended { reason } => {
            wire.state = payment::PaymentState::Canceled;
            wire.problem = Some(reason.clone());
        }
    }
}

fn card(wire: &mut payment::Payment, step: &CardStep, cancel_asked: bool) {
    wire.tender = payment::TenderKind::Card;
    wire.state = card_state(step, cancel_asked);
    match step {
        CardStep::Captured { card, .. } => {
            wire.card = Some(payment::Card {
                brand: card.brand.clone(),
                last4: card.last4.clone(),
            });
        }
        CardStep::Declined { message, .. } => wire.problem = Some(message.clone()),
        CardStep::Unknown { reason, .. } => wire.problem = Some(reason.clone()),
        CardStep::Requested
        | CardStep::Created { .. }
        | CardStep::Dispatching { .. }
        | CardStep::Waiting { .. }
        | CardStep::Authorized { .. }
        | CardStep::Capturing { .. }
        | CardStep::Retrying { .. }
        | CardStep::Canceling { .. }
        | CardStep::Canceled => {}
    }
}

const fn card_state(step: &CardStep, cancel_asked: bool) -> payment::PaymentState {
    match step {
        CardStep::Requested
        | CardStep::Created { .. }
        | CardStep::Dispatching { .. }
        | CardStep::Retrying { .. }
            if !cancel_asked =>
        {
            payment::PaymentState::Requested
        }
        CardStep::Waiting { .. } if !cancel_asked => payment::PaymentState::Waiting,
        CardStep::Requested
        | CardStep::Created { .. }
        | CardStep::Dispatching { .. }
        | CardStep::Waiting { .. }
        | CardStep::Retrying { .. }
        | CardStep::Canceling { .. } => payment::PaymentState::Canceling,
        CardStep::Authorized { .. } | CardStep::Capturing { .. } => {
            payment::PaymentState::Authorized
        }
        CardStep::Captured { .. } => payment::PaymentState::Captured,
        CardStep::Declined { .. } => payment::PaymentState::Declined,
        CardStep::Canceled => payment::PaymentState::Canceled,
        CardStep::Unknown { .. } => payment::PaymentState::Unknown,
    }
}

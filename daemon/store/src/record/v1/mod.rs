//! Version 1 of every kind. Nothing here may change its meaning once a shop has written with it.

mod catalog;
mod job;
pub(crate) mod kind;
mod payment;
mod people;
mod tax;
mod ticket;
mod value;

use domain::Event;
use domain::ids::{JobId, PaymentId, TicketId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::value::{Code, Id, Printed, Text};
use super::RecordFault;

/// A body that says nothing: the kind and the stream say it all.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

pub(super) fn encode(event: &Event, body: &mut Vec<u8>) -> Result<&'static str, RecordFault> {
    match event {
        Event::TicketOpened {
            number, currency, ..
        } => write(
            body,
            &ticket::Opened {
                number: Printed(number.clone()),
                currency: Code(*currency),
            },
        ),
        Event::TicketAttached {
            customer,
            vehicle,
            odometer,
            ..
        } => write(
            body,
            &ticket::Attached {
                customer: customer.map(|id| Id(id.uuid())),
                vehicle: vehicle.map(|id| Id(id.uuid())),
                odometer: *odometer,
            },
        ),
        Event::LineAdded { line, .. } => write(body, &ticket::Line::from(line)),
        Event::LineQuantityChanged {
            line,
            quantity,
            amount,
            ..
        } => write(
            body,
            &ticket::QuantityChanged {
                line: Id(line.uuid()),
                quantity: (*quantity).into(),
                amount: (*amount).into(),
            },
        ),
        Event::LineRemoved { line, .. } => write(
            body,
            &ticket::LineRemoved {
                line: Id(line.uuid()),
            },
        ),
        Event::TaxAssessed { assessment, .. } => write(body, &tax::Assessment::from(assessment)),
        Event::TaxFailed { reason, .. } | Event::TicketVoided { reason, .. } => write(
            body,
            &ticket::Because {
                reason: Text::Borrowed(reason),
            },
        ),
        Event::CashTaken { payment, .. } | Event::CardRequested { payment, .. } => {
            write(body, &payment::Payment::from(payment))
        }
        Event::CardStepped { payment, step, .. } => write(
            body,
            &payment::Stepped {
                payment: Id(payment.uuid()),
                step: step.into(),
            },
        ),
        Event::CardCancelAsked { payment, .. } => write(
            body,
            &payment::CancelAsked {
                payment: Id(payment.uuid()),
            },
        ),
        Event::TicketClosed {
            receipt,
            total,
            tax,
            ..
        } => write(
            body,
            &ticket::Closed {
                receipt: Printed(receipt.clone()),
                total: (*total).into(),
                tax: (*tax).into(),
            },
        ),
        Event::StockMoved(movement) => write(body, &catalog::Move::from(movement)),
        Event::ServiceRecorded(record) => write(body, &people::Service::from(record)),
        Event::PartSaved(part) => write(body, &catalog::Part::from(&**part)),
        Event::CustomerSaved(customer) => write(body, &people::Customer::from(customer)),
        Event::VehicleSaved(vehicle) => write(body, &people::Vehicle::from(vehicle)),
        Event::StaffSaved(staff) => write(body, &people::Staff::from(staff)),
        Event::JobRequested(job) => write(body, &job::Requested::from(job)),
        Event::JobStarted { .. } | Event::JobRetried { .. } => write(body, &Nothing {}),
        Event::JobSettled { outcome, .. } => write(body, &job::Outcome::from(outcome)),
    }?;
    Ok(kind::of(event))
}

pub(super) fn decode(kind: &str, stream: Uuid, body: &str) -> Result<Event, RecordFault> {
    let id = TicketId::new(stream);
    let job_id = JobId::new(stream);
    Ok(match kind {
        kind::TICKET_OPENED => {
            let ticket::Opened { number, currency } = read(body)?;
            Event::TicketOpened {
                ticket: id,
                number: number.0,
                currency: currency.0,
            }
        }
        kind::TICKET_ATTACHED => read::<ticket::Attached>(body)?.into_event(id),
        kind::LINE_ADDED => Event::LineAdded {
            ticket: id,
            line: read::<ticket::Line>(body)?.into_line()?,
        },
        kind::LINE_QUANTITY_CHANGED => read::<ticket::QuantityChanged>(body)?.into_event(id)?,
        kind::LINE_REMOVED => read::<ticket::LineRemoved>(body)?.into_event(id),
        kind::TAX_ASSESSED => Event::TaxAssessed {
            ticket: id,
            assessment: read::<tax::Assessment>(body)?.into_assessment()?,
        },
        kind::TAX_FAILED => {
            let ticket::Because { reason } = read(body)?;
            Event::TaxFailed {
                ticket: id,
                reason: reason.into_owned(),
            }
        }
        kind::CASH_TAKEN => Event::CashTaken {
            ticket: id,
            payment: read::<payment::Payment>(body)?.into(),
        },
        kind::CARD_REQUESTED => Event::CardRequested {
            ticket: id,
            payment: read::<payment::Payment>(body)?.into(),
        },
        kind::CARD_STEPPED => {
            let payment::Stepped { payment, step } = read(body)?;
            Event::CardStepped {
                ticket: id,
                payment: PaymentId::new(payment.0),
                step: step.into(),
            }
        }
        kind::CARD_CANCEL_ASKED => {
            let payment::CancelAsked { payment } = read(body)?;
            Event::CardCancelAsked {
                ticket: id,
                payment: PaymentId::new(payment.0),
            }
        }
        kind::TICKET_CLOSED => read::<ticket::Closed>(body)?.into_event(id),
        kind::TICKET_VOIDED => {
            let ticket::Because { reason } = read(body)?;
            Event::TicketVoided {
                ticket: id,
                reason: reason.into_owned(),
            }
        }
        kind::STOCK_MOVED => Event::StockMoved(read::<catalog::Move>(body)?.into_move(stream)?),
        kind::SERVICE_RECORDED => {
            Event::ServiceRecorded(read::<people::Service>(body)?.into_record(stream)?)
        }
        kind::PART_SAVED => {
            Event::PartSaved(Box::new(read::<catalog::Part>(body)?.into_part(stream)?))
        }
        kind::CUSTOMER_SAVED => {
            Event::CustomerSaved(read::<people::Customer>(body)?.into_customer(stream))
        }
        kind::VEHICLE_SAVED => {
            Event::VehicleSaved(read::<people::Vehicle>(body)?.into_vehicle(stream)?)
        }
        kind::STAFF_SAVED => Event::StaffSaved(read::<people::Staff>(body)?.into_staff(stream)),
        kind::JOB_REQUESTED => Event::JobRequested(read::<job::Requested>(body)?.into_job(stream)),
        kind::JOB_STARTED => {
            read::<Nothing>(body)?;
            Event::JobStarted { job: job_id }
        }
        kind::JOB_SETTLED => Event::JobSettled {
            job: job_id,
            outcome: read::<job::Outcome>(body)?.into(),
        },
        kind::JOB_RETRIED => {
            read::<Nothing>(body)?;
            Event::JobRetried { job: job_id }
        }
        _ => {
            return Err(RecordFault::Unknown {
                kind: kind.to_owned(),
                version: 1,
            });
        }
    })
}

fn write<T: Serialize>(body: &mut Vec<u8>, value: &T) -> Result<(), RecordFault> {
    serde_json::to_writer(body, value).map_err(RecordFault::Body)
}

fn read<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, RecordFault> {
    serde_json::from_str(body).map_err(RecordFault::Body)
}

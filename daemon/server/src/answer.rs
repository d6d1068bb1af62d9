//! Words the engine's answers in the shape that the method promises.

use std::sync::Arc;

use domain::Event;
use domain::catalog::PartEvent;
use domain::ids::PartId;
use domain::job::JobEvent;
use domain::people::{Customer, CustomerEvent, StaffEvent, Vehicle, VehicleEvent};
use domain::ticket::{Ticket, TicketEvent};
use engine::{Answer, Outcome};
use protocol::problem::{Code, Problem};
use protocol::v1::import::Applied;
use protocol::v1::{catalog, job, people, session, ticket, work};
use protocol::values::JobIdText;
use protocol::{convert, v1::people::VehicleSaved};

use crate::api::Api;
use crate::call::{finish, to_json};
use crate::connection::{Connection, Ready, RequestId};
use crate::noun::import::Rows;
use crate::noun::{catalog as catalog_noun, people as people_noun};
use crate::refuse;

/// Which result a method promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// [`ticket::Accepted`].
    Ticket,
    /// [`work::Accepted`].
    Work,
    /// [`job::Accepted`].
    Jobs,
    /// [`catalog::Imported`].
    Imported,
    /// [`protocol::v1::import::Applied`], with what is known of its rows already.
    TakenIn(Rows),
    /// [`catalog::Adjusted`] of this part.
    Adjusted(PartId),
    /// [`people::CustomerSaved`].
    Customer,
    /// [`people::VehicleSaved`].
    Vehicle,
    /// [`session::StaffSaved`].
    Staff,
}

impl Connection {
    /// Words an answer, at once if that needs no reading.
    pub(crate) fn word_answer(
        &mut self,
        id: RequestId,
        shape: Shape,
        answer: Answer,
    ) -> Option<String> {
        let outcome = match answer {
            Ok(outcome) => outcome,
            Err(error) => return self.finish(id.as_deref(), Err(refuse::engine(&error))),
        };
        if !needs_reading(&shape, &outcome) {
            let result = word(&self.api, shape, outcome);
            return self.finish(id.as_deref(), result);
        }
        self.in_flight += 1;
        let (api, ready) = (Arc::clone(&self.api), self.ready_tx.clone());
        tokio::task::spawn_blocking(move || {
            let result = word(&api, shape, outcome);
            let _gone = ready.try_send(Ready::Text(finish(id.as_deref(), result)));
        });
        None
    }
}

fn needs_reading(shape: &Shape, outcome: &Outcome) -> bool {
    match shape {
        Shape::Ticket | Shape::Work => outcome
            .ticket
            .as_ref()
            .is_some_and(|t| t.customer.is_some() || t.vehicle.is_some()),
        Shape::Adjusted(_) | Shape::Customer => true,
        Shape::Jobs | Shape::Imported | Shape::TakenIn(_) | Shape::Vehicle | Shape::Staff => false,
    }
}

fn word(api: &Api, shape: Shape, outcome: Outcome) -> Result<String, Problem> {
    if let Shape::TakenIn(rows) = shape {
        return to_json(&taken_in(rows, &outcome));
    }
    let Outcome {
        cursor,
        replayed,
        records,
        ticket,
        refused: _,
    } = outcome;
    let events = || records.iter().map(|record| &record.event);
    let job_ids: Vec<JobIdText> = events()
        .filter_map(|event| {
            if let Event::Job(id, JobEvent::Requested(_)) = event {
                Some((*id).into())
            } else {
                None
            }
        })
        .collect();
    match shape {
        Shape::Ticket => {
            let ticket =
                ticket.ok_or_else(|| Problem::new(Code::Internal, "the answer has no ticket"))?;
            let line_id = events().find_map(|event| match event {
                Event::Ticket(_, TicketEvent::LineAdded(line)) => Some(line.id.into()),
                _ => None,
            });
            let payment_id = events().find_map(|event| match event {
                Event::Ticket(
                    _,
                    TicketEvent::PaymentTaken(payment) | TicketEvent::PaymentRequested(payment),
                ) => Some(payment.id.into()),
                _ => None,
            });
            let job_added = events().find_map(|event| match event {
                Event::Ticket(_, TicketEvent::JobAdded(job)) => Some(job.id.into()),
                _ => None,
            });
            let ticket = wire_ticket(api, &ticket)?;
            to_json(&ticket::Accepted {
                cursor,
                replayed,
                ticket,
                line_id,
                ticket_job_id: job_added,
                payment_id,
                job_ids,
            })
        }
        Shape::Work => {
            let ticket =
                ticket.ok_or_else(|| Problem::new(Code::Internal, "the answer has no ticket"))?;
            let (customer, vehicle) = people_of(api, &ticket)?;
            let work = convert::work_sheet(&ticket, customer.as_ref(), vehicle.as_ref());
            to_json(&work::Accepted {
                cursor,
                replayed,
                work,
            })
        }
        Shape::Jobs => to_json(&job::Accepted {
            cursor,
            replayed,
            job_ids,
        }),
        Shape::Imported => {
            let imported = events()
                .filter(|event| matches!(event, Event::Part(_, PartEvent::Saved(_))))
                .count();
            to_json(&catalog::Imported {
                cursor,
                replayed,
                imported,
            })
        }
        Shape::TakenIn(_) => Err(no_answer()),
        Shape::Adjusted(part) => to_json(&catalog::Adjusted {
            cursor,
            replayed,
            on_hand: catalog_noun::on_hand(api, part)?,
        }),
        Shape::Customer => {
            let saved = events().find_map(|event| match event {
                Event::Customer(id, CustomerEvent::Saved(_)) => Some(*id),
                _ => None,
            });
            let customer = people_noun::customer(api, saved.ok_or_else(no_answer)?)?;
            to_json(&people::CustomerSaved {
                cursor,
                replayed,
                customer,
            })
        }
        Shape::Vehicle => {
            let saved = events().find_map(|event| match event {
                Event::Vehicle(_, VehicleEvent::Saved(vehicle)) => Some(vehicle),
                _ => None,
            });
            let saved = saved.ok_or_else(no_answer)?;
            let vehicle = convert::vehicle(saved);
            to_json(&VehicleSaved {
                cursor,
                replayed,
                vehicle,
                warnings: people_noun::warnings(saved),
            })
        }
        Shape::Staff => {
            let saved = events().find_map(|event| match event {
                Event::Staff(_, StaffEvent::Saved(staff)) => Some(convert::staff(staff)),
                _ => None,
            });
            to_json(&session::StaffSaved {
                cursor,
                staff: saved.ok_or_else(no_answer)?,
            })
        }
    }
}

fn taken_in(rows: Rows, outcome: &Outcome) -> Applied {
    let (mut saved, mut moved) = (0, 0);
    for record in &outcome.records {
        match &record.event {
            Event::Part(_, PartEvent::Moved(_)) => moved += 1,
            Event::Posted(..) => {}
            _ => saved += 1,
        }
    }
    rows.applied(outcome, saved, moved)
}

fn no_answer() -> Problem {
    Problem::new(Code::Internal, "the answer is not what the method promises")
}

/// Words a ticket with those it is for.
pub(crate) fn wire_ticket(api: &Api, ticket: &Ticket) -> Result<ticket::Ticket, Problem> {
    let (customer, vehicle) = people_of(api, ticket)?;
    let rules = api.rules.get();
    convert::ticket(
        ticket,
        customer.as_ref(),
        vehicle.as_ref(),
        rules.cash_rounding,
        rules.work_done(),
    )
    .map_err(|refusal| Problem::from(&refusal))
}

fn people_of(api: &Api, ticket: &Ticket) -> Result<(Option<Customer>, Option<Vehicle>), Problem> {
    if ticket.customer.is_none() && ticket.vehicle.is_none() {
        return Ok((None, None));
    }
    let people = api.queries.ticket_people(ticket);
    people.map_err(|error| refuse::store(&error))
}

//! Words the engine's answers in the shape that the method promises.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::canned::Canned;
use domain::catalog::PartEvent;
use domain::core_charge::{Core, CoreEvent};
use domain::count::{Count, CountEvent};
use domain::ids::{CustomerId, PartId, PlanId, PurchaseId, SupplierReturnId, VehicleId};
use domain::job::JobEvent;
use domain::people::warranty_flag::Adding;
use domain::people::{Customer, CustomerEvent, Role, StaffEvent, Vehicle, VehicleEvent};
use domain::policy::PolicyEvent;
use domain::purchase::PurchaseEvent;
use domain::supplier::SupplierPartEvent;
use domain::ticket::{Ticket, TicketEvent};
use domain::transfer::Transfer;
use domain::{Event, Money, Refusal};
use engine::{Answer, Found, Noun, Outcome, Recorded};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::import::Applied;
use protocol::v1::vehicle::{VehicleSaved, WarrantyFlag};
use protocol::v1::{
    account, canned, catalog, core, count, job, people, plan, policy, purchased, reorder, session,
    supplier, supplier_return, ticket, till, transfer, work,
};
use protocol::values::JobIdText;

use uuid::Uuid;

use crate::api::Api;
use crate::call::{finish, to_json};
use crate::connection::{Connection, Ready, RequestId};
use crate::noun::import::Rows;
use crate::noun::{
    catalog as catalog_noun, people as people_noun, plan as plan_noun, purchased as purchased_noun,
    supplier as supplier_noun, supplier_return as return_noun, till as till_noun,
    vehicle as vehicle_noun,
};
use crate::read::{money, store, today};
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
    /// [`people::CustomerSaved`] of this customer.
    CustomerOf(CustomerId),
    /// [`account::Accepted`] of this customer.
    Account(CustomerId),
    /// [`account::StatementIssued`].
    Statement,
    /// [`account::FinanceCharged`].
    Finance,
    /// [`account::CreditMoved`] of this customer.
    Credit(CustomerId),
    /// [`VehicleSaved`].
    Vehicle,
    /// [`VehicleSaved`] of this vehicle.
    VehicleOf(VehicleId),
    /// [`plan::Accepted`] of this plan, or of the one that was drawn up.
    Plan(Option<PlanId>),
    /// [`session::StaffSaved`].
    Staff,
    /// [`policy::Accepted`].
    Policy,
    /// [`canned::Accepted`].
    Canned,
    /// [`core::Accepted`].
    Core,
    /// [`core::Forfeited`].
    CoresForfeited,
    /// [`transfer::Accepted`].
    Transfer,
    /// [`count::Accepted`].
    Count {
        /// Whether the difference's value may be shown.
        value: bool,
    },
    /// [`till::Accepted`] for someone of this role.
    Till(Role),
    /// [`supplier::Saved`].
    Supplier,
    /// [`supplier::PartSaved`].
    SupplierPart,
    /// [`purchased::Accepted`] of this purchase, or of the one that was opened.
    Purchase(Option<PurchaseId>),
    /// [`reorder::Drafted`].
    Drafted,
    /// [`supplier_return::Accepted`] of this return, or of the one that was opened.
    SupplierReturn(Option<SupplierReturnId>),
    /// [`reorder::Noted`].
    Noted,
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
        Shape::Adjusted(_)
        | Shape::Customer
        | Shape::CustomerOf(_)
        | Shape::Account(_)
        | Shape::Credit(_)
        | Shape::VehicleOf(_)
        | Shape::Plan(_)
        | Shape::Canned
        | Shape::Core
        | Shape::Transfer
        | Shape::Till(_)
        | Shape::Count { .. }
        | Shape::Supplier
        | Shape::SupplierPart
        | Shape::Purchase(_)
        | Shape::Drafted
        | Shape::SupplierReturn(_) => true,
        Shape::Jobs
        | Shape::Imported
        | Shape::TakenIn(_)
        | Shape::Statement
        | Shape::Finance
        | Shape::Vehicle
        | Shape::Staff
        | Shape::Policy
        | Shape::CoresForfeited
        | Shape::Noted => false,
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
            if let Event::Job(
                id,
                JobEvent::Requested(_)
                | JobEvent::Retried
                | JobEvent::Settled(_)
                | JobEvent::Resolved { .. },
            ) = event
            {
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
            let (warranty_flags, warnings) = looked_at_twice(api, &ticket, &records)?;
            let ticket = wire_ticket(api, &ticket)?;
            to_json(&ticket::Accepted {
                cursor,
                replayed,
                ticket,
                line_id,
                ticket_job_id: job_added,
                payment_id,
                job_ids,
                warranty_flags,
                warnings,
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
        Shape::CustomerOf(id) => to_json(&people::CustomerSaved {
            cursor,
            replayed,
            customer: people_noun::customer(api, id)?,
        }),
        Shape::Account(id) => {
            let item = events().find_map(|event| match event {
                Event::Customer(_, CustomerEvent::AccountSettled(settled)) => Some(settled.id),
                _ => None,
            });
            let file = people_noun::file(api, id)?;
            let account = money(convert::account(&file, today(api), api.currency()))?;
            to_json(&account::Accepted {
                cursor,
                replayed,
                customer_id: id.into(),
                item_id: item.map(Into::into),
                account,
            })
        }
        Shape::Statement => {
            let issued = events().find_map(|event| match event {
                Event::Customer(_, CustomerEvent::StatementIssued(issued)) => Some(issued),
                _ => None,
            });
            let issued = issued.ok_or_else(no_answer)?;
            to_json(&account::StatementIssued {
                cursor,
                replayed,
                number: issued.number.to_string(),
                closing: issued.closing.minor(),
            })
        }
        Shape::Finance => {
            let charged = events().filter_map(|event| match event {
                Event::Customer(id, CustomerEvent::AccountCharged(charge)) => {
                    Some(account::FinanceCharge {
                        customer_id: (*id).into(),
                        item_id: charge.id.into(),
                        amount: charge.amount.minor(),
                    })
                }
                _ => None,
            });
            to_json(&account::FinanceCharged {
                cursor,
                replayed,
                charged: charged.collect(),
            })
        }
        Shape::Credit(id) => {
            let file = people_noun::file(api, id)?;
            to_json(&account::CreditMoved {
                cursor,
                replayed,
                balance: money(file.credit.balance(api.currency()))?.minor(),
            })
        }
        Shape::Plan(plan) => {
            let drafted = events().find_map(|event| match event {
                Event::Plan(id, _) => Some(*id),
                _ => None,
            });
            let id = plan.or(drafted).ok_or_else(no_answer)?;
            to_json(&plan::Accepted {
                cursor,
                replayed,
                plan: plan_noun::sheet(api, id)?,
            })
        }
        Shape::VehicleOf(id) => {
            let vehicle = vehicle_noun::vehicle(api, id)?;
            to_json(&VehicleSaved {
                cursor,
                replayed,
                vehicle: convert::vehicle(&vehicle),
                warnings: vehicle_noun::warnings(&vehicle),
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
                warnings: vehicle_noun::warnings(saved),
            })
        }
        Shape::Policy => {
            let set = events().find_map(|event| match event {
                Event::Policy(_, PolicyEvent::Set(policy)) => Some(convert::policy_out(policy)),
                _ => None,
            });
            to_json(&policy::Accepted {
                cursor,
                replayed,
                policy: set.ok_or_else(no_answer)?,
            })
        }
        Shape::Canned => {
            let id = events().find(|event| matches!(event, Event::Canned(..)));
            let canned: Option<Canned> = after(api, id, cursor)?;
            to_json(&canned::Accepted {
                cursor,
                replayed,
                canned_job: convert::canned(&canned.ok_or_else(no_answer)?),
            })
        }
        Shape::Core => {
            let id = events().find(|event| matches!(event, Event::Core(..)));
            let core: Option<Core> = after(api, id, cursor)?;
            to_json(&core::Accepted {
                cursor,
                replayed,
                core: convert::core(&core.ok_or_else(no_answer)?),
            })
        }
        Shape::CoresForfeited => {
            let kept: Vec<_> = events()
                .filter_map(|event| match event {
                    Event::Core(id, CoreEvent::Forfeited { deposit, .. }) => Some((*id, *deposit)),
                    _ => None,
                })
                .collect();
            let deposits = Money::sum(api.currency(), kept.iter().map(|(_, deposit)| *deposit));
            let deposits = deposits.map_err(|error| Problem::from(&Refusal::from(error)))?;
            to_json(&core::Forfeited {
                cursor,
                replayed,
                core_ids: kept.iter().map(|(id, _)| (*id).into()).collect(),
                deposits: deposits.minor(),
            })
        }
        Shape::Transfer => {
            let id = events().find(|event| matches!(event, Event::Transfer(..)));
            let transfer: Option<Transfer> = after(api, id, cursor)?;
            to_json(&transfer::Accepted {
                cursor,
                replayed,
                transfer: convert::transfer(&transfer.ok_or_else(no_answer)?),
            })
        }
        Shape::Count { value: shown } => {
            let id = events().find(|event| matches!(event, Event::Count(..)));
            let count: Option<Count> = after(api, id, cursor)?;
            let count = count.ok_or_else(no_answer)?;
            let (part, value) = match id {
                Some(Event::Count(_, CountEvent::Counted { part, .. })) => (Some(*part), None),
                Some(Event::Count(_, CountEvent::LineAdded(line))) => (Some(line.part), None),
                Some(Event::Count(_, CountEvent::Posted { value, .. })) => (None, Some(*value)),
                Some(_) | None => (None, None),
            };
            let line = part.and_then(|part| count.lines.get(&part));
            to_json(&count::Accepted {
                cursor,
                replayed,
                count: convert::count(&count),
                part_id: part.map(Into::into),
                line_state: line.map(|line| convert::line_state(line.state)),
                value: value.filter(|_| shown).map(Money::minor),
            })
        }
        Shape::Till(role) => {
            let session = events().find_map(|event| match event {
                Event::Till(id, _) => Some(*id),
                _ => None,
            });
            let session = till_noun::after(api, session.ok_or_else(no_answer)?, cursor, role)?;
            to_json(&till::Accepted {
                cursor,
                replayed,
                session,
                job_ids,
            })
        }
        Shape::Supplier
        | Shape::SupplierPart
        | Shape::Purchase(_)
        | Shape::Drafted
        | Shape::SupplierReturn(_)
        | Shape::Noted => bought(api, shape, (cursor, replayed), &records),
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

/// What a person should look at twice after an order to a ticket: a part or job that was sold for the vehicle before and may
/// still be under warranty, an odometer below the last reading.
fn looked_at_twice(
    api: &Api,
    ticket: &Ticket,
    records: &[Arc<Recorded>],
) -> Result<(Vec<WarrantyFlag>, Vec<String>), Problem> {
    let (mut flags, mut warnings) = (Vec::new(), Vec::new());
    let Some(vehicle) = ticket.vehicle else {
        return Ok((flags, warnings));
    };
    let known = store(api.queries.vehicle(vehicle))?;
    let shown = ticket.odometer_out.or(ticket.odometer);
    let last = known.and_then(|known| known.odometer);
    for record in records {
        let Event::Ticket(_, event) = &record.event else {
            continue;
        };
        let adding = match event {
            TicketEvent::LineAdded(line) if line.returned.is_none() => {
                line.part().map(|part| Adding::Part(part.part))
            }
            TicketEvent::JobAdded(job) => Some(Adding::Job(&job.title)),
            _ => None,
        };
        if let Some(adding) = adding {
            let odometer = shown.or(last);
            flags.extend(vehicle_noun::flags_for(
                api, ticket, adding, record.at, odometer,
            )?);
        }
        let read = matches!(
            event,
            TicketEvent::Opened { .. } | TicketEvent::Attached { .. }
        );
        if let (true, Some(shown), Some(last)) = (read, shown, last)
            && shown < last
            && warnings.is_empty()
        {
            warnings.push(format!(
                "The odometer shows {shown}, below the last reading of {last}. Read it again, or record why it is lower."
            ));
        }
    }
    Ok((flags, warnings))
}

/// Folds a thing's story, all of it or up to a cursor.
pub(crate) fn fold<A: Noun>(api: &Api, id: Uuid, up_to: Option<u64>) -> Result<Option<A>, Problem> {
    let story = api.queries.story(id, up_to);
    Ok(engine::fold(
        id,
        &story.map_err(|error| refuse::store(&error))?,
    ))
}

/// Folds the things on a list, each once.
pub(crate) fn folds<A: Noun>(api: &Api, found: Vec<Found>) -> Result<Vec<A>, Problem> {
    let mut seen = BTreeSet::new();
    let mut things = Vec::with_capacity(found.len());
    for found in found {
        if seen.insert(found.id) {
            things.extend(fold(api, found.id, None)?);
        }
    }
    Ok(things)
}

/// Folds the thing that an event is about as it was right after the answer's last event.
fn after<A: Noun>(api: &Api, event: Option<&Event>, cursor: u64) -> Result<Option<A>, Problem> {
    match event {
        Some(event) => fold(api, event.stream().0, Some(cursor)),
        None => Ok(None),
    }
}

/// Words what was bought as it was right after the order, so that the same key answers the same again.
fn bought(
    api: &Api,
    shape: Shape,
    (cursor, replayed): (u64, bool),
    records: &[Arc<Recorded>],
) -> Result<String, Problem> {
    let events = || records.iter().map(|record| &record.event);
    match shape {
        Shape::Supplier => {
            let id = events().find_map(|event| match event {
                Event::Supplier(id, _) => Some(*id),
                _ => None,
            });
            let firm = supplier_noun::supplier(api, id.ok_or_else(no_answer)?, cursor)?;
            to_json(&supplier::Saved {
                cursor,
                replayed,
                supplier: convert::supplier(&firm),
            })
        }
        Shape::SupplierPart => {
            let id = events().find_map(|event| match event {
                Event::SupplierPart(
                    id,
                    SupplierPartEvent::Saved(_) | SupplierPartEvent::Removed,
                ) => Some(*id),
                _ => None,
            });
            let offer = supplier_noun::offer(api, id.ok_or_else(no_answer)?, cursor)?;
            to_json(&supplier::PartSaved {
                cursor,
                replayed,
                supplier_part: convert::supplier_part(&offer),
            })
        }
        Shape::Purchase(id) => {
            let opened = events().find_map(|event| match event {
                Event::Purchase(id, _) => Some(*id),
                _ => None,
            });
            let id = id.or(opened).ok_or_else(no_answer)?;
            let line_id = events().find_map(|event| match event {
                Event::Purchase(_, PurchaseEvent::LineAdded(item)) => Some(item.id.into()),
                _ => None,
            });
            let invoice_id = events().find_map(|event| match event {
                Event::Purchase(_, PurchaseEvent::InvoiceEntered(invoice)) => {
                    Some(invoice.id.into())
                }
                _ => None,
            });
            to_json(&purchased::Accepted {
                cursor,
                replayed,
                purchase: purchased_noun::purchase(api, id, cursor)?,
                line_id,
                invoice_id,
            })
        }
        Shape::Drafted => {
            let ids = events().filter_map(|event| match event {
                Event::Purchase(id, _) => Some(*id),
                _ => None,
            });
            let ids: BTreeSet<PurchaseId> = ids.collect();
            let purchases = ids
                .into_iter()
                .map(|id| purchased_noun::purchase(api, id, cursor));
            to_json(&reorder::Drafted {
                cursor,
                replayed,
                purchases: purchases.collect::<Result<_, _>>()?,
            })
        }
        Shape::SupplierReturn(id) => {
            let opened = events().find_map(|event| match event {
                Event::SupplierReturn(id, _) => Some(*id),
                _ => None,
            });
            let id = id.or(opened).ok_or_else(no_answer)?;
            to_json(&supplier_return::Accepted {
                cursor,
                replayed,
                supplier_return: return_noun::supplier_return(api, id, cursor)?,
            })
        }
        Shape::Noted => to_json(&reorder::Noted { cursor, replayed }),
        _ => Err(no_answer()),
    }
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

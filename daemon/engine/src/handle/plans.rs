//! Orders about installment plans, and what tickets do to them.

use domain::ctx::Ctx;
use domain::ids::PlanId;
use domain::money::Money;
use domain::plan::{self, Plan, PlanOrder, PlanRefusal, PlanState};
use domain::ticket::{Tender, Ticket, TicketEvent, TicketOrder};
use domain::{Event, Refusal, Timestamp};

use super::Decision;
use crate::command::{By, EngineError, PlanCommand, TicketCommand};
use crate::run::Engine;

impl Engine {
    pub(super) fn decide_plan(
        &mut self,
        by: &By,
        now: Timestamp,
        command: PlanCommand,
    ) -> Result<Decision, EngineError> {
        let ctx = self.ctx(by, now);
        let (id, order) = match command {
            PlanCommand::Open(terms) => {
                let draft = terms.draft(self.rules.currency);
                let customer = self.customer_file(draft.customer)?;
                customer.lives().map_err(Refusal::from)?;
                let events = plan::open(&draft, self.rules.plans, &ctx);
                return Ok(events.map_err(Refusal::from)?.into());
            }
            // The ticket's payment and the plan's start are one commit: see `plans_of`.
            PlanCommand::Activate { plan, ticket } => {
                let financed = self.plan(plan)?.financed().map_err(Refusal::from)?;
                let order = TicketOrder::ChargePlan {
                    plan,
                    amount: financed.minor(),
                };
                let command = TicketCommand::Plain(Box::new(order));
                return self.decide_ticket(by, now, ticket, command);
            }
            PlanCommand::Pay {
                plan,
                amount,
                tender,
            } => {
                let order = PlanOrder::Pay {
                    amount: Money::new(amount, self.rules.currency),
                    tender: self.tender(tender)?,
                    store_credit: self.credit_for(plan)?,
                };
                (plan, order)
            }
            PlanCommand::PayOff { plan, tender } => {
                let order = PlanOrder::PayOff {
                    tender: self.tender(tender)?,
                    store_credit: self.credit_for(plan)?,
                };
                (plan, order)
            }
            PlanCommand::Default { plan, reason } => (plan, PlanOrder::Default { reason }),
            PlanCommand::Cancel { plan, reason } => {
                // An active plan is part of its ticket's payment: it goes with the ticket, see `plans_of`.
                let known = self.plan(plan)?;
                if let (PlanState::Active, Some(ticket)) = (known.state, known.ticket) {
                    return Err(Refusal::from(PlanRefusal::OfTicket(ticket)).into());
                }
                (plan, PlanOrder::Cancel { reason })
            }
        };
        let plan = self.plan(id)?;
        let events = plan::decide(&plan, &order, self.rules.plans, &ctx);
        Ok(events.map_err(Refusal::from)?.into())
    }

    /// What a ticket's order does to installment plans, in the same commit: what is charged to a plan starts it, what is
    /// given back on one is taken off it, and the plan of a sale that is undone ends.
    pub(super) fn plans_of(
        &mut self,
        before: &Ticket,
        decided: &[Event],
        ctx: &Ctx,
    ) -> Result<Vec<Event>, EngineError> {
        let mut events = Vec::new();
        for event in decided {
            let Event::Ticket(ticket, event) = event else {
                continue;
            };
            match event {
                TicketEvent::PaymentTaken(payment) => {
                    let Tender::Plan { plan } = payment.tender else {
                        continue;
                    };
                    let plan = self.plan(plan)?;
                    if before.customer != Some(plan.customer) {
                        let refusal = PlanRefusal::OtherCustomer(plan.customer);
                        return Err(Refusal::from(refusal).into());
                    }
                    let order = if payment.amount.is_negative() {
                        let zero = Money::zero(payment.amount.currency());
                        PlanOrder::CreditReturn {
                            ticket: *ticket,
                            amount: zero.minus(payment.amount).map_err(Refusal::from)?,
                        }
                    } else {
                        PlanOrder::Activate {
                            ticket: *ticket,
                            charged: payment.amount,
                            paid_down: before.totals()?.paid,
                        }
                    };
                    let more = plan::decide(&plan, &order, self.rules.plans, ctx);
                    events.extend(more.map_err(Refusal::from)?);
                }
                TicketEvent::Reversed(reason) => {
                    for payment in before.payments.iter().filter(|p| p.captured().is_some()) {
                        if let Tender::Plan { plan } = payment.tender {
                            let plan = self.plan(plan)?;
                            let order = PlanOrder::Cancel {
                                reason: reason.clone(),
                            };
                            let more = plan::decide(&plan, &order, self.rules.plans, ctx);
                            events.extend(more.map_err(Refusal::from)?);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(events)
    }

    fn plan(&mut self, id: PlanId) -> Result<Plan, EngineError> {
        let plan = self.load::<Plan>(id.uuid())?;
        Ok(plan.ok_or_else(|| Refusal::from(PlanRefusal::NoSuchPlan(id)))?)
    }

    fn credit_for(&mut self, plan: PlanId) -> Result<Money, EngineError> {
        let customer = self.plan(plan)?.customer;
        self.store_credit(customer)
    }
}

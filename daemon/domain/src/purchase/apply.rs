//! Folds a purchase's events. It never refuses: what happened, happened.

use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::{LineId, SupplierInvoiceId};
use crate::money::{Money, Quantity};

use super::arithmetic::{added, added_money, less, less_money};
use super::{
    BackOrder, InvoiceState, Invoiced, Matched, OpenDifference, Purchase, PurchaseEvent,
    PurchaseLine, PurchaseState, Purpose, Receipt,
};

impl Aggregate for Purchase {
    type Event = PurchaseEvent;

    fn open(id: Uuid, event: &PurchaseEvent, at: Timestamp, _by: &Actor) -> Option<Self> {
        let PurchaseEvent::Opened {
            number,
            supplier,
            supplier_name,
            terms_days,
            location,
            currency,
            automatic,
        } = event
        else {
            return None;
        };
        Some(Self {
            id: id.into(),
            number: number.clone(),
            supplier: *supplier,
            supplier_name: supplier_name.clone(),
            terms_days: *terms_days,
            location: location.clone(),
            currency: *currency,
            automatic: *automatic,
            opened_at: at,
            state: PurchaseState::Draft,
            freight: Money::zero(*currency),
            freight_matched: Money::zero(*currency),
            ordered_on: None,
            expected: None,
            reference: None,
            note: None,
            lines: Vec::new(),
            receipts: Vec::new(),
            invoices: Vec::new(),
        })
    }

    fn apply(&mut self, event: &PurchaseEvent, _at: Timestamp, _by: &Actor) {
        match event {
            PurchaseEvent::Opened { .. } | PurchaseEvent::Declined { .. } => {}
            PurchaseEvent::LineAdded(item) => {
                let line = PurchaseLine::new((**item).clone(), self.currency);
                self.lines.push(line);
            }
            PurchaseEvent::LineChanged {
                line,
                quantity,
                unit_cost,
                core_deposit,
            } => self.with_line(*line, |line| {
                line.item.quantity = *quantity;
                line.item.unit_cost = *unit_cost;
                line.item.core_deposit = *core_deposit;
            }),
            PurchaseEvent::LineRemoved(id) => self.lines.retain(|line| line.item.id != *id),
            PurchaseEvent::TermsSet {
                freight,
                expected,
                note,
            } => {
                self.freight = *freight;
                self.expected = *expected;
                self.note.clone_from(note);
            }
            PurchaseEvent::Ordered { on, expected, .. } => {
                self.state = PurchaseState::Ordered;
                self.ordered_on = Some(*on);
                self.expected = *expected;
            }
            PurchaseEvent::Acknowledged {
                reference,
                expected,
            } => {
                self.state = PurchaseState::Acknowledged;
                self.reference.clone_from(reference);
                self.expected = expected.or(self.expected);
            }
            PurchaseEvent::BackOrdered {
                line,
                quantity,
                expected,
            } => self.with_line(*line, |line| {
                line.back_order = quantity.is_positive().then_some(BackOrder {
                    quantity: *quantity,
                    expected: *expected,
                });
            }),
            PurchaseEvent::Received { receipt, state } => {
                self.state = *state;
                self.received(receipt);
            }
            PurchaseEvent::LineCanceled {
                line,
                quantity,
                state,
                ..
            } => {
                self.state = *state;
                self.with_line(*line, |line| {
                    line.canceled = added(line.canceled, *quantity);
                    line.shorten_back_order();
                });
            }
            PurchaseEvent::Canceled { .. } => {
                self.state = PurchaseState::Canceled;
                for line in &mut self.lines {
                    line.canceled = added(line.canceled, line.open());
                    line.back_order = None;
                }
            }
            PurchaseEvent::Closed { .. } => {
                self.state = PurchaseState::Closed;
                for line in &mut self.lines {
                    line.unmatched.quantity = Quantity::ZERO;
                    line.unmatched.goods = Money::zero(self.currency);
                    line.unmatched.core = Money::zero(self.currency);
                }
            }
            PurchaseEvent::InvoiceEntered(_)
            | PurchaseEvent::InvoiceAccepted { .. }
            | PurchaseEvent::InvoiceRejected { .. }
            | PurchaseEvent::DifferenceSettled { .. } => self.apply_invoice(event),
            PurchaseEvent::ArrivalNoticed { .. }
            | PurchaseEvent::SpecialCanceled { .. }
            | PurchaseEvent::Used { .. }
            | PurchaseEvent::Stocked { .. }
            | PurchaseEvent::Returned { .. } => self.apply_goods(event),
        }
    }
}

impl Purchase {
    fn apply_invoice(&mut self, event: &PurchaseEvent) {
        match event {
            PurchaseEvent::InvoiceEntered(invoice) => self.invoices.push(Invoiced {
                invoice: (**invoice).clone(),
                state: InvoiceState::Entered,
                open: Vec::new(),
            }),
            PurchaseEvent::InvoiceAccepted {
                invoice,
                matched,
                freight,
                verdicts,
                ..
            } => {
                self.freight_matched = added_money(self.freight_matched, *freight);
                matched.iter().for_each(|matched| self.match_off(matched));
                let open = verdicts.iter().filter(|verdict| !verdict.accepted);
                let open = open.map(|verdict| OpenDifference {
                    difference: verdict.difference.clone(),
                    left: verdict.difference.amount,
                });
                let open = open.collect();
                self.with_invoice(*invoice, |invoiced| {
                    invoiced.state = InvoiceState::Accepted;
                    invoiced.open = open;
                });
            }
            PurchaseEvent::InvoiceRejected { invoice, .. } => {
                self.with_invoice(*invoice, |invoiced| invoiced.state = InvoiceState::Rejected);
            }
            PurchaseEvent::DifferenceSettled {
                invoice,
                place,
                kind,
                left,
                matched,
                ..
            } => {
                matched.iter().for_each(|matched| self.match_off(matched));
                self.with_invoice(*invoice, |invoiced| {
                    for open in &mut invoiced.open {
                        if open.difference.place == *place && open.difference.kind == *kind {
                            open.left = *left;
                        }
                    }
                    invoiced.open.retain(|open| !open.left.is_zero());
                });
            }
            _ => {}
        }
    }

    fn apply_goods(&mut self, event: &PurchaseEvent) {
        match event {
            PurchaseEvent::ArrivalNoticed { line, on, .. } => {
                self.with_line(*line, |line| line.noticed = Some(*on));
            }
            PurchaseEvent::SpecialCanceled { line, .. } => {
                self.with_line(*line, |line| line.item.purpose = Purpose::Stock);
            }
            PurchaseEvent::Used { line, quantity, .. } => {
                self.with_line(*line, |line| line.used = added(line.used, *quantity));
            }
            PurchaseEvent::Stocked { line, quantity, .. } => {
                self.with_line(*line, |line| line.stocked = added(line.stocked, *quantity));
            }
            PurchaseEvent::Returned {
                line,
                quantity,
                held,
                ..
            } => self.with_line(*line, |line| {
                line.returned = added(line.returned, *quantity);
                // Goods from the shelf go back first; what is kept for the ticket shrinks only when it must.
                if line.item.purpose.holds_goods() {
                    line.stocked = less(line.returnable(), *held);
                }
            }),
            _ => {}
        }
    }

    fn received(&mut self, receipt: &Receipt) {
        self.receipts.push(receipt.clone());
        for counted in &receipt.lines {
            self.with_line(counted.line, |line| {
                line.received = added(line.received, counted.quantity);
                line.damaged = added(line.damaged, counted.damaged);
                if counted.quantity.is_positive() {
                    line.arrived = line.arrived.or(Some(receipt.on));
                }
                line.shorten_back_order();
                let unmatched = &mut line.unmatched;
                unmatched.quantity = added(unmatched.quantity, counted.quantity);
                unmatched.goods = added_money(unmatched.goods, counted.goods);
                unmatched.core = added_money(unmatched.core, counted.core);
            });
        }
    }

    fn match_off(&mut self, matched: &Matched) {
        self.with_line(matched.line, |line| {
            let unmatched = &mut line.unmatched;
            unmatched.quantity = less(unmatched.quantity, matched.quantity);
            unmatched.goods = less_money(unmatched.goods, matched.goods);
            unmatched.core = less_money(unmatched.core, matched.core);
        });
    }

    fn with_line(&mut self, id: LineId, change: impl FnOnce(&mut PurchaseLine)) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.item.id == id) {
            change(line);
        }
    }

    fn with_invoice(&mut self, id: SupplierInvoiceId, change: impl FnOnce(&mut Invoiced)) {
        let mut invoices = self.invoices.iter_mut();
        if let Some(invoiced) = invoices.find(|invoiced| invoiced.invoice.id == id) {
            change(invoiced);
        }
    }
}

impl PurchaseLine {
    /// No more can come late than is to come at all.
    fn shorten_back_order(&mut self) {
        let open = self.open();
        self.back_order = self
            .back_order
            .filter(|_| open.is_positive())
            .map(|later| BackOrder {
                quantity: later.quantity.min(open),
                ..later
            });
    }
}

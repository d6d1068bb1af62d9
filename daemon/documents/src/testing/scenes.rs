//! Tickets that more than one test looks at.

use domain::authorization::Channel;
use domain::discount::{Discount, DiscountOff, ReimbursedBy};
use domain::money::{CashHalves, CashRounding, Rate};
use domain::ticket::{
    Decision, JobChange, LineChange, LineDraft, PartCondition, PayType, Plan, Ticket, TicketOrder,
    Warranty,
};

use super::{
    ADVISOR, Counter, NOW, TECHNICIAN, card, charges, core, in_job, paid_by, part, price, quantity,
    rules, usd,
};

/// Two parts, labor, one tax, paid half by card and half in cash.
pub(crate) fn brake_sale() -> Ticket {
    let mut counter = Counter::new();
    let loose = LineDraft::default;
    counter.part(
        part("BC1210", "Brake pads, ceramic, front axle", "1", "54.99"),
        loose(),
    );
    counter.part(
        part("980437R", "Brake rotor, vented, coated", "2", "67.5"),
        loose(),
    );
    counter.labor("Replace front pads and rotors", "1.5", "125", loose());
    counter.take_card(Some(20_000), card("visa", "4242", Some("A1B2C3")));
    let due = counter.due();
    counter.pay_cash(due + 1_133);
    counter.ticket
}

pub(crate) fn off(off: DiscountOff, reason: &str) -> Discount {
    Discount {
        off,
        reason: reason.to_owned(),
        reimbursed_by: ReimbursedBy::None,
    }
}

fn percent(rate: &str) -> DiscountOff {
    DiscountOff::Percent(Rate::parse(rate).unwrap())
}

/// A counter with everything a ticket can hold, as an estimate that nobody has decided on: three jobs, discounts on a
/// line, a job and everything, a core in hand, warranty and internal work, a part of the customer's, charges.
pub(crate) fn everything() -> Counter {
    let mut rules = rules();
    rules.charges = charges();
    rules.cash_rounding = CashRounding::try_new(5, CashHalves::Up).unwrap();
    let mut counter = Counter::with(rules, true);
    counter.taxes = vec![("State tax", "0.0625"), ("City tax", "0.02")];
    counter.all(&[
        TicketOrder::MakeEstimate,
        TicketOrder::Plan(Plan {
            advisor: Some(ADVISOR),
            technician: Some(TECHNICIAN),
            promised_at: Some(domain::Timestamp::from_unix_ms(
                NOW.unix_ms() + 8 * 3_600_000,
            )),
            po_number: Some("PO-4711".to_owned()),
            key_tag: Some("14".to_owned()),
            note: Some("Customer waits; locking wheel nut in the glove box".to_owned()),
        }),
    ]);
    brakes(&mut counter);
    alternator(&mut counter);
    let wipers = counter.job("Wiper blades", None);
    let blades = part("WB-24", "Wiper blade 24 in", "2", "18.25");
    counter.part(blades, in_job(wipers));
    let mut tire = part("MIC-88123", "Tire 225/45R17 94W", "2", "219.99");
    tire.part.tags = vec!["tire".to_owned()];
    tire.serials = vec!["1B8 ABCDEF 2125".to_owned(), "1B8 ABCDEF 2225".to_owned()];
    counter.part(tire, LineDraft::default());
    counter.all(&[
        TicketOrder::SetDiscount(Some(off(DiscountOff::Amount(usd(1_000)), "welcome back"))),
        TicketOrder::Present { expires: None },
    ]);
    counter
}

fn brakes(counter: &mut Counter) {
    let job = counter.job(
        "Front brakes",
        Some("Grinding noise when braking; pads at 2 mm"),
    );
    let mut pads = part("BC1210", "Brake pads, ceramic, front axle", "1", "54.99");
    pads.warranty = Some(Warranty {
        months: Some(24),
        distance: Some(24_000),
    });
    let pads = counter.part(pads, in_job(job));
    let mut rotor = part("980437R", "Brake rotor, vented, coated", "2", "67.5");
    rotor.condition = PartCondition::Reconditioned;
    counter.part(rotor, in_job(job));
    counter.labor("Replace front pads and rotors", "1.5", "125", in_job(job));
    let internal = paid_by(PayType::Internal, Some(job));
    counter.labor("Free a seized caliper pin", "0.3", "118.4", internal);
    let cut = JobChange {
        discount: Some(Some(off(percent("0.1"), "spring special"))),
        ..JobChange::default()
    };
    let change = LineChange {
        discount: Some(Some(off(DiscountOff::Amount(usd(500)), "coupon"))),
        ..LineChange::default()
    };
    counter.all(&[
        TicketOrder::ChangeLine {
            line: pads,
            change: Box::new(change),
        },
        TicketOrder::ChangeJob {
            job,
            change: Box::new(cut),
        },
    ]);
}

fn alternator(counter: &mut Counter) {
    let job = counter.job("Alternator", Some("Battery light on"));
    let mut alternator = part("ALT-8302R", "Alternator 130 A", "1", "189");
    alternator.condition = PartCondition::Rebuilt;
    counter.part(core(alternator, "45", true), in_job(job));
    let belt = part("K060923", "Serpentine belt", "1", "31.7");
    counter.part(belt, paid_by(PayType::Warranty, Some(job)));
    counter.labor("Replace alternator", "1.2", "125", in_job(job));
    counter.all(&[TicketOrder::AddCustomerPart {
        description: "Battery terminal".to_owned(),
        quantity: quantity("1"),
        draft: in_job(job),
    }]);
    let sublet = domain::ticket::SubletDraft {
        description: "Bench test by Spark Electric".to_owned(),
        supplier: None,
        cost: price("22"),
        price: price("35"),
        purchase: None,
        labor: true,
    };
    counter.all(&[TicketOrder::AddSublet(Box::new(sublet), in_job(job))]);
}

/// [`everything`], decided on: brakes approved by telephone, alternator at the counter, wipers declined.
pub(crate) fn decided() -> Counter {
    let mut counter = everything();
    let jobs: Vec<_> = counter.ticket.jobs.iter().map(|job| job.id).collect();
    let approve = |channel, contact: Option<&str>, note: Option<&str>| Decision::Approve {
        by: "Dana Whitfield".to_owned(),
        channel,
        limit: Some(usd(45_000)),
        contact: contact.map(str::to_owned),
        taken_by: None,
        note: note.map(str::to_owned),
    };
    counter.all(&[
        TicketOrder::Decide {
            jobs: vec![jobs[0]],
            decision: approve(
                Channel::Phone,
                Some("+12175550188"),
                Some("go ahead with both sides"),
            ),
        },
        TicketOrder::Decide {
            jobs: vec![jobs[1]],
            decision: approve(Channel::InPerson, None, None),
        },
        TicketOrder::Decide {
            jobs: vec![jobs[2]],
            decision: Decision::Decline {
                reason: "has new ones at home".to_owned(),
                follow_up: None,
            },
        },
        TicketOrder::StartWork,
    ]);
    counter
}

/// [`decided`] as an invoice with a deposit on it, the rest unpaid.
pub(crate) fn invoiced() -> Counter {
    let mut counter = decided();
    counter.all(&[TicketOrder::TakeCheck {
        number: "1021".to_owned(),
        amount: Some(10_000),
    }]);
    counter.all(&[TicketOrder::MakeInvoice {
        odometer_out: Some(184_222),
    }]);
    counter
}

//! Papers of one ticket, in every form.

use domain::ticket::{Ticket, TicketOrder};

use crate::testing::{Counter, Desk, card, cents, lines, scenes};
use crate::{DocumentError, Form, Input, Kind, render};

fn paper(desk: &Desk, name: &str, kind: Kind, ticket: &Ticket, form: Form) -> Vec<String> {
    let input = desk.input(ticket);
    let rendered = render(kind, &Input::Ticket(&input), form).unwrap();
    lines(name, form, &rendered)
}

/// One blank between words, as different forms break lines differently.
fn squeezed(lines: &[String]) -> String {
    let words: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.split_whitespace())
        .collect();
    words.join(" ")
}

fn says(kind: Kind, ticket: &Ticket, wanted: &[&str]) {
    for form in Form::ALL {
        let text = squeezed(&paper(&Desk::served(), kind.code(), kind, ticket, form));
        for wanted in wanted {
            assert!(text.contains(wanted), "{wanted} in {form:?}: {text}");
        }
    }
}

#[test]
fn an_estimate_has_its_revision_expiry_and_two_boxes_for_each_job() {
    let counter = scenes::everything();
    says(
        Kind::Estimate,
        &counter.ticket,
        &[
            "Estimate",
            "C1-E000031",
            "C1-T000057",
            "Revision",
            "2026-04-13",
            "Dana Whitfield",
            "44 Oak Lane",
            "1HGCM82633A004352",
            "1. Front brakes",
            "3. Wiper blades",
            "Discount on this job",
            "Core deposit,",
            "Core returned,",
            "no charge",
        ],
    );
    for (form, boxes) in [(Form::Roll80, "[ ] Approve"), (Form::A4, "☐ Approve")] {
        let text = squeezed(&paper(
            &Desk::served(),
            "estimate",
            Kind::Estimate,
            &counter.ticket,
            form,
        ));
        assert_eq!(text.matches(boxes).count(), 3, "{text}");
    }
}

#[test]
fn a_technicians_work_order_has_the_work_and_no_price() {
    let counter = scenes::decided();
    says(
        Kind::WorkOrderTechnician,
        &counter.ticket,
        &[
            "C1-W000012",
            "C1-E000031",
            "Front brakes",
            "Grinding noise when braking",
            "BC1210",
            "1.5 h",
            "Lee Okafor",
            "DOT 1B8 ABCDEF 2125",
            "Battery terminal",
            "locking wheel nut",
        ],
    );
    for form in Form::ALL {
        let lines = paper(
            &Desk::served(),
            "work_order_technician",
            Kind::WorkOrderTechnician,
            &counter.ticket,
            form,
        );
        let text = squeezed(&lines);
        assert!(
            !text.contains("Wiper blade") && !text.contains('$'),
            "{text}"
        );
        assert!(!text.contains("Shop supplies"), "{text}");
    }
}

#[test]
fn a_customers_work_order_says_who_allowed_how_much() {
    let counter = scenes::decided();
    says(
        Kind::WorkOrderCustomer,
        &counter.ticket,
        &[
            "C1-W000012",
            "Approved by Dana Whitfield, 2026-03-14 09:05, by telephone",
            "450.00",
            "taken by Sam Rivera",
            "go ahead with both sides",
            "Declined Wiper blades (has new ones at home)",
        ],
    );
}

#[test]
fn an_invoice_leads_to_the_other_papers_and_says_what_is_due() {
    let counter = scenes::invoiced();
    let due = crate::amount_with_symbol(counter.ticket.totals().unwrap().due);
    says(
        Kind::Invoice,
        &counter.ticket,
        &[
            "C1-I000009",
            "C1-W000012",
            "C1-E000031",
            "C1-T000057",
            "PO-4711",
            "in 184,210 mi, out 184,222 mi",
            "Services and repairs",
            "New part. Warranty 24 months / 24,000 mi",
            "Reconditioned part",
            "Rebuilt part",
            "Check no. 1021",
            "California tire fee",
            "Required by law: Cal. Pub. Res. Code 42885",
            "on receipt",
            "by telephone, (217) 555-0188",
            &format!("DUE {due}"),
        ],
    );
}

#[test]
fn an_invoice_on_a_house_account_stays_due_until_its_day() {
    let mut counter = scenes::invoiced();
    let due = counter.due();
    counter.all(&[TicketOrder::ChargeAccount {
        amount: None,
        po_number: Some("PO-4711".to_owned()),
    }]);
    let due = crate::amount_with_symbol(crate::testing::usd(due));
    says(
        Kind::Invoice,
        &counter.ticket,
        &[
            "2026-04-13",
            "House account",
            &format!("DUE {due}"),
            "C1-R000042",
        ],
    );
}

#[test]
fn a_receipt_as_a_sheet_says_what_the_roll_says() {
    let mut counter = scenes::invoiced();
    counter.take_card(None, card("visa", "4242", Some("A1B2C3")));
    says(
        Kind::Receipt,
        &counter.ticket,
        &[
            "C1-R000042",
            "Visa **** 4242",
            "Auth code A1B2C3",
            "no charge",
        ],
    );
}

#[test]
fn a_ticket_that_never_was_an_estimate_has_none() {
    let ticket = Counter::new().ticket;
    let desk = Desk::new();
    for kind in [
        Kind::Estimate,
        Kind::Invoice,
        Kind::WorkOrderCustomer,
        Kind::WorkOrderTechnician,
    ] {
        let refused = render(kind, &Input::Ticket(&desk.input(&ticket)), Form::A4);
        assert!(
            matches!(refused, Err(DocumentError::NoNumber(_))),
            "{kind:?}"
        );
    }
    let refused = render(
        Kind::Statement,
        &Input::Ticket(&desk.input(&ticket)),
        Form::A4,
    );
    assert!(matches!(
        refused,
        Err(DocumentError::WrongInput(Kind::Statement))
    ));
    for kind in Kind::ALL {
        assert_eq!(Kind::of(kind.code()), Some(*kind));
    }
}

#[test]
fn no_paper_says_what_anything_cost_the_shop() {
    let counter = scenes::invoiced();
    let costs: Vec<i64> = vec![1, 2_200];
    for kind in [Kind::Estimate, Kind::Invoice, Kind::WorkOrderCustomer] {
        for form in Form::ALL {
            let lines = paper(&Desk::served(), kind.code(), kind, &counter.ticket, form);
            let found = lines.iter().filter_map(|line| cents(line));
            let cost = found.filter(|amount| costs.contains(amount)).count();
            assert_eq!(cost, 0, "{kind:?} {form:?}: {lines:?}");
        }
    }
}

//! What holds for every paper, on random tickets and statements.

use std::collections::BTreeSet;

use domain::Money;
use domain::discount::DiscountOff;
use domain::money::Rate;
use domain::ticket::{JobChange, PayType, Ticket, TicketOrder};
use jiff::civil::date;
use proptest::prelude::*;

use crate::testing::scenes::off;
use crate::testing::{
    Counter, Desk, NOW, cents, charges, core, lines, paid_by, part, rules, shop, usd,
};
use crate::{
    AccountHolder, AgingBucket, DocumentError, Form, Input, Kind, StatementInput, StatementItem,
    render,
};

/// A line of a random ticket.
#[derive(Debug, Clone)]
enum Sold {
    Part {
        count: u8,
        cents: i64,
        pay: PayType,
    },
    WithCore {
        cents: i64,
        in_hand: bool,
    },
    Labor {
        halves: u8,
        cents: i64,
        pay: PayType,
    },
}

fn pay() -> impl Strategy<Value = PayType> {
    prop_oneof![
        4 => Just(PayType::Customer),
        1 => Just(PayType::Warranty),
        1 => Just(PayType::Internal),
    ]
}

fn sold() -> impl Strategy<Value = Sold> {
    prop_oneof![
        (1..20_u8, 1..500_000_i64, pay()).prop_map(|(count, cents, pay)| Sold::Part {
            count,
            cents,
            pay
        }),
        (1..50_000_i64, any::<bool>())
            .prop_map(|(cents, in_hand)| Sold::WithCore { cents, in_hand }),
        (1..20_u8, 1..30_000_i64, pay()).prop_map(|(halves, cents, pay)| Sold::Labor {
            halves,
            cents,
            pay
        }),
    ]
}

prop_compose! {
    /// An invoice of a job and loose lines, with discounts and charges.
    fn invoice()(
        first in 20_000..500_000_i64,
        sold in prop::collection::vec((sold(), any::<bool>()), 0..12),
        job_cut in prop::option::of(1..50_u32),
        ticket_cut in prop::option::of(1..5_000_i64),
        inclusive in any::<bool>(),
        deposit in any::<bool>(),
    ) -> Ticket {
        let mut rules = rules();
        rules.charges = charges();
        rules.inclusive = inclusive;
        let mut counter = Counter::with(rules, true);
        counter.taxes = vec![("State tax", "0.0625"), ("City tax", "0.02")];
        let job = counter.job("Front brakes", Some("Grinding noise"));
        let in_job = paid_by(PayType::Customer, Some(job));
        counter.part(one_part(1, first), in_job);
        for (sold, in_job) in sold {
            let job = in_job.then_some(job);
            match sold {
                Sold::Part { count, cents, pay } => {
                    counter.part(one_part(count, cents), paid_by(pay, job));
                }
                Sold::WithCore { cents, in_hand } => {
                    let part = core(one_part(1, cents), "45", in_hand);
                    counter.part(part, paid_by(PayType::Customer, job));
                }
                Sold::Labor { halves, cents, pay } => {
                    let hours = format!("{halves}.5");
                    let rate = money(cents).to_decimal().to_string();
                    counter.labor("Replace it", &hours, &rate, paid_by(pay, job));
                }
            }
        }
        if let Some(percent) = job_cut {
            let rate = Rate::parse(&format!("0.{percent:02}")).unwrap();
            let change = JobChange {
                discount: Some(Some(off(DiscountOff::Percent(rate), "special"))),
                ..JobChange::default()
            };
            counter.all(&[TicketOrder::ChangeJob { job, change: Box::new(change) }]);
        }
        if let Some(cut) = ticket_cut {
            let cut = off(DiscountOff::Amount(money(cut)), "welcome back");
            counter.all(&[TicketOrder::SetDiscount(Some(cut))]);
        }
        counter.all(&[TicketOrder::Decide {
            jobs: Vec::new(),
            decision: domain::ticket::Decision::Approve {
                by: "Dana Whitfield".to_owned(),
                channel: domain::authorization::Channel::InPerson,
                limit: Some(money(99_999_999)),
                contact: None,
                taken_by: None,
                note: None,
            },
        }]);
        counter.all(&[TicketOrder::StartWork]);
        let due = counter.due();
        if deposit && due > 1 {
            let check = TicketOrder::TakeCheck { number: "1021".to_owned(), amount: Some(due / 2) };
            counter.all(&[check]);
        }
        counter.all(&[TicketOrder::MakeInvoice { odometer_out: None }]);
        counter.ticket
    }
}

fn one_part(count: u8, cents: i64) -> domain::ticket::PartDraft {
    let price = money(cents).to_decimal().to_string();
    part("BC-A", "Brake pads", &count.to_string(), &price)
}

fn money(cents: i64) -> Money {
    usd(cents)
}

fn read_back(kind: Kind, ticket: &Ticket, form: Form) -> Vec<String> {
    let desk = Desk::served();
    let input = desk.input(ticket);
    let rendered = render(kind, &Input::Ticket(&input), form).unwrap();
    lines("law", form, &rendered)
}

/// The amounts that follow a label: on its line, or, in a file, on the next.
fn labelled(lines: &[String], label: &str) -> Vec<i64> {
    let at = (0..lines.len()).filter(|at| lines[*at].starts_with(label));
    let amounts = at.filter_map(|at| {
        cents(&lines[at]).or_else(|| lines.get(at + 1).and_then(|next| cents(next)))
    });
    amounts.collect()
}

fn one(lines: &[String], label: &str) -> i64 {
    labelled(lines, label).first().copied().unwrap_or(0)
}

const CLASSES: [&str; 5] = [
    "Services and repairs",
    "Sublet repairs",
    "Core deposits",
    "Fees and supplies",
    "Discounts",
];

fn sums_hold(ticket: &Ticket, form: Form) {
    let lines = read_back(Kind::Invoice, ticket, form);
    let text = lines.join("\n");
    let totals = ticket.totals().unwrap();
    let subtotal = totals.subtotal.minor();
    let groups = labelled(&lines, "Job subtotal").into_iter();
    let groups: i64 = groups.chain(labelled(&lines, "Other subtotal")).sum();
    assert_eq!(groups, subtotal, "{text}");
    // A column's heading may be called as a class is, so parts are looked for by the class's own label and amount.
    let parts = labelled(&lines, "Parts").last().copied().unwrap_or(0);
    let classes: i64 = CLASSES.iter().map(|class| one(&lines, class)).sum();
    assert_eq!(classes + parts, subtotal, "{text}");
    let tax = |label: &str| {
        let label = if ticket.inclusive {
            format!("includes {label}")
        } else {
            label.to_owned()
        };
        one(&lines, &label)
    };
    let taxes = tax("State tax") + tax("City tax");
    assert_eq!(taxes, totals.tax.minor(), "{text}");
    let added = if ticket.inclusive { 0 } else { taxes };
    assert_eq!(one(&lines, "TOTAL"), subtotal + added, "{text}");
    assert_eq!(one(&lines, "TOTAL"), totals.total.minor(), "{text}");
    let paid = one(&lines, "Check no. 1021");
    assert_eq!(paid, totals.paid.minor(), "{text}");
    assert_eq!(
        one(&lines, "AMOUNT DUE"),
        totals.total.minor() - paid,
        "{text}"
    );
}

/// What a person adding up the rows of a roll finds. Prices of one stand on the indented lines.
fn rows_hold(ticket: &Ticket, form: Form) {
    let lines = read_back(Kind::Invoice, ticket, form);
    let start = lines
        .iter()
        .position(|line| line.starts_with("Description"));
    let rows = lines.iter().skip(start.unwrap() + 1);
    let rows = rows.take_while(|line| !line.starts_with('─'));
    let rows = rows.filter(|line| !line.starts_with(' ') && !line.contains(" subtotal "));
    let sum: i64 = rows.filter_map(|line| cents(line)).sum();
    assert_eq!(
        sum,
        ticket.totals().unwrap().subtotal.minor(),
        "{}",
        lines.join("\n")
    );
}

/// Every amount and price of a ticket as a paper would print it.
fn prices(ticket: &Ticket) -> BTreeSet<String> {
    let totals = ticket.totals().unwrap();
    let mut amounts = vec![
        totals.parts,
        totals.labor,
        totals.fees,
        totals.subtotal,
        totals.tax,
        totals.total,
        totals.paid,
    ];
    amounts.extend(ticket.lines.iter().map(|line| line.amount));
    amounts.extend(ticket.charges.iter().map(|charge| charge.charge.amount));
    amounts.extend(ticket.nets().unwrap().iter().map(|net| net.net));
    let prices = ticket.lines.iter().flat_map(|line| {
        let cost = line.part().map(|part| part.unit_cost);
        std::iter::once(line.unit_price).chain(cost)
    });
    let prices = prices.map(|price| crate::unit_price(price, ticket.currency));
    let amounts = amounts
        .into_iter()
        .map(|amount| crate::amount(amount.magnitude()));
    amounts.chain(prices).collect()
}

fn no_price(ticket: &Ticket, form: Form) {
    let text = read_back(Kind::WorkOrderTechnician, ticket, form).join("\n");
    let prices = prices(ticket);
    let figures = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    for figure in figures.map(|figure| figure.trim_matches(['.', ','])) {
        assert!(!prices.contains(figure), "{figure}: {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_an_invoice_prints_comes_to_the_tickets_totals(ticket in invoice()) {
        for form in Form::ALL {
            sums_hold(&ticket, form);
        }
        rows_hold(&ticket, Form::Roll58);
        rows_hold(&ticket, Form::Roll80);
    }

    #[test]
    fn a_technicians_work_order_names_no_price(ticket in invoice()) {
        for form in Form::ALL {
            no_price(&ticket, form);
        }
    }

    #[test]
    fn a_statements_lines_come_to_its_balance(
        opening in -100_000..100_000_i64,
        amounts in prop::collection::vec(-500_000..500_000_i64, 1..20),
        wrong in 1..1_000_i64,
    ) {
        let mut input = statement(opening, &amounts);
        let shop = shop();
        for form in Form::ALL {
            let rendered = render(Kind::Statement, &Input::Statement(&input, &shop), form).unwrap();
            let lines = lines("law", form, &rendered);
            let items: i64 = item_amounts(&lines).iter().sum();
            prop_assert_eq!(one(&lines, "BALANCE"), input.balance.minor());
            prop_assert_eq!(opening + items, input.balance.minor(), "{}", lines.join("\n"));
        }
        input.balance = money(input.balance.minor() + wrong);
        let refused = render(Kind::Statement, &Input::Statement(&input, &shop), Form::A4);
        let named = matches!(refused, Err(DocumentError::DoesNotAddUp { .. }));
        prop_assert!(named);
    }
}

/// The amounts of a statement's items. On a roll each stands on the item's own line; in a file it is the second to last
/// of the row's figures, before the running balance.
fn item_amounts(lines: &[String]) -> Vec<i64> {
    let items = (0..lines.len()).filter(|at| lines[*at].starts_with("Work "));
    items
        .map(|at| {
            let next = lines.iter().skip(at).find_map(|line| cents(line));
            next.unwrap()
        })
        .collect()
}

fn statement(opening: i64, amounts: &[i64]) -> StatementInput {
    let items = amounts.iter().map(|amount| StatementItem {
        date: date(2026, 3, 2),
        number: "C1-I000009".to_owned(),
        what: "Work invoiced".to_owned(),
        po_number: None,
        due: Some(date(2026, 4, 1)),
        amount: money(*amount),
    });
    let balance = opening + amounts.iter().sum::<i64>();
    StatementInput {
        number: "C1-S000003".to_owned(),
        date: date(2026, 3, 31),
        from: Some(date(2026, 3, 1)),
        customer: AccountHolder {
            name: "Whitfield Haulage".to_owned(),
            account: Some("1004".to_owned()),
            ..AccountHolder::default()
        },
        opening: money(opening),
        items: items.collect(),
        aging: vec![AgingBucket {
            label: "Current".to_owned(),
            amount: money(balance),
        }],
        balance: money(balance),
        due: None,
        note: None,
        made_at: NOW,
    }
}

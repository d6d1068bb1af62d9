//! Everything that a profile says a paper must show is on it: each requirement has its place here.

use domain::authorization::profile::{CALIFORNIA, FLORIDA, FLORIDA_CHOICE, SUPPLIES_SENTENCE};
use domain::authorization::{Document, Profile};
use domain::ticket::Ticket;

use crate::testing::{Desk, lines, scenes, usd};
use crate::{Form, Input, Kind, LaborBasis, RepairTerms, render};

fn text(profile: &'static Profile, kind: Kind, ticket: &Ticket, form: Form) -> String {
    let mut desk = Desk::served();
    desk.shop.registration = Some("Registration MV-12345".to_owned());
    desk.shop.terms = RepairTerms {
        profile,
        labor: LaborBasis::Both,
        storage_per_day: Some(usd(2_500)),
    };
    let rendered = render(kind, &Input::Ticket(&desk.input(ticket)), form).unwrap();
    let name = format!("{}-{}", profile.name, kind.code());
    let lines = lines(&name, form, &rendered);
    let words: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.split_whitespace())
        .collect();
    words.join(" ")
}

/// Where a requirement is met: words of the paper made from [`scenes::everything`] or [`scenes::invoiced`].
fn met_by(what: &str) -> &'static [&'static str] {
    match what {
        "an estimate authorized by the customer before any work begins" => {
            &["I authorize the work", "Customer", "Date and time"]
        }
        "each part taken as new unless it is marked used, rebuilt or reconditioned" => {
            &["Parts are new unless marked", "Rebuilt part"]
        }
        "the dealer's registration number, and name and address as registered" => &[
            "Registration MV-12345",
            "Main Street Auto",
            "1200 Main Street",
        ],
        "each service and repair with its price, diagnosis and warranty work too" => &[
            "Replace alternator",
            "150.00",
            "Paid by the shop: no charge to customer",
        ],
        "each part with its price, and whether it is new, used, reconditioned, rebuilt, or an OEM or non-OEM aftermarket crash part" => {
            &[
                "BC1210",
                "54.99",
                "New part",
                "Reconditioned part",
                "Rebuilt part",
            ]
        }
        "the subtotal of services and repairs" => &["Services and repairs 337.50"],
        "the subtotal of parts without sales tax" => &["Parts 818.97"],
        "the sales tax, if any" => &["State tax 6.25 %", "City tax 2 %"],
        "the total" => &["TOTAL $"],
        "each further authorization: date, time, person, and telephone number or e-mail address" => {
            &[
                "Dana Whitfield",
                "2026-03-14 09:05",
                "by telephone, (217) 555-0188",
            ]
        }
        "name, address and telephone number of the shop" => {
            &["Main Street Auto", "1200 Main Street", "(217) 555-0142"]
        }
        "name, address and telephone number of the customer" => {
            &["Dana Whitfield", "44 Oak Lane", "(217) 555-0188"]
        }
        "date and time of the estimate" => &["2026-03-14 09:05"],
        "year, make, model, odometer reading and licence plate of the vehicle" => {
            &["2003 Honda Accord", "184,210 mi", "Plate AB 12 345"]
        }
        "the proposed date of completion" => &["Promised", "2026-03-14 17:05"],
        "whether the charge is by flat rate, by the hour, or both" => {
            &["Labor flat rate and hourly"]
        }
        "whether the customer wants replaced parts saved" => &["I want them back"],
        "the daily charge for storage after the customer is told that the work is done" => {
            &["Storage/day after notice $25.00"]
        }
        "the charge for shop supplies or waste disposal, with the prescribed sentence" => {
            &["Shop supplies", SUPPLIES_SENTENCE]
        }
        "date and odometer reading" => &["2026-03-14", "out 184,222 mi"],
        "what was done" => &["Replace front pads and"],
        "each labor, part and merchandise item with its cost, and what is under warranty" => {
            &["150.00", "54.99", "Warranty: no charge to customer"]
        }
        "each used, rebuilt or reconditioned part as such" => &["Rebuilt part"],
        "what is guaranteed, and for which time and mileage" => {
            &["Warranty 24 months / 24,000 mi, whichever comes first"]
        }
        "the shop's registration number" => &["Registration MV-12345"],
        other => panic!("nobody has looked where this is met: {other}"),
    }
}

#[test]
fn each_requirement_is_met_on_every_form() {
    let estimate = scenes::everything().ticket;
    let invoice = scenes::invoiced().ticket;
    for profile in [&CALIFORNIA, &FLORIDA] {
        for form in Form::ALL {
            for (document, kind, ticket) in [
                (Document::Estimate, Kind::Estimate, &estimate),
                (Document::Invoice, Kind::Invoice, &invoice),
            ] {
                let text = text(profile, kind, ticket, form);
                for requirement in profile.requirements_on(document) {
                    let words = met_by(requirement.what).iter().copied();
                    for wanted in words.chain(requirement.words) {
                        let what = requirement.what;
                        assert!(
                            text.contains(wanted),
                            "{what}: {wanted} in {form:?}: {text}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_sentence_beside_supplies_is_printed_once_and_only_where_it_is_prescribed() {
    let ticket = scenes::everything().ticket;
    for (profile, times) in [(&CALIFORNIA, 0), (&FLORIDA, 1)] {
        let text = text(profile, Kind::Estimate, &ticket, Form::Letter);
        assert_eq!(text.matches(SUPPLIES_SENTENCE).count(), times);
    }
}

/// The statement of 559.905(2) stands on the estimate of work above the law's amount, word for word, on every form.
#[test]
fn the_customers_choice_is_printed_where_the_law_wants_it_and_nowhere_else() {
    let ticket = scenes::everything().ticket;
    for form in Form::ALL {
        let florida = text(&FLORIDA, Kind::Estimate, &ticket, form);
        let all = [FLORIDA_CHOICE.heading, FLORIDA_CHOICE.knows];
        for words in all.iter().chain(FLORIDA_CHOICE.choices) {
            assert!(florida.contains(words), "{words} in {form:?}: {florida}");
        }
        let (_, signed) = florida.split_once(FLORIDA_CHOICE.choices[1]).unwrap();
        let [name, day] = FLORIDA_CHOICE.signed;
        assert!(signed.contains(name) && signed.contains(day), "{signed}");
        let california = text(&CALIFORNIA, Kind::Estimate, &ticket, form);
        assert!(!california.contains(FLORIDA_CHOICE.heading), "{form:?}");
        let invoice = text(&FLORIDA, Kind::Invoice, &scenes::invoiced().ticket, form);
        assert!(!invoice.contains(FLORIDA_CHOICE.heading), "{form:?}");
    }
}

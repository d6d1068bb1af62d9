//! What may be typed of customers, vehicles and staff, and who may type what.

use uuid::Uuid;

use super::fixture::{World, customer_id};
use crate::ids::{StaffId, VehicleId};
use crate::index::Slot;
use crate::people::{
    AccountTerms, Address, Customer, CustomerEvent, CustomerRefusal, CustomerRules, ExternalId,
    LabelledPhone, PHONES_MAX, Role, Staff, Vehicle, save,
};
use crate::pricing::PriceLevel;
use crate::refusal::Refusal;
use crate::tax::Exemption;

fn customer() -> Customer {
    Customer {
        phones: vec![
            LabelledPhone::plain(" (217) 555-0188 "),
            LabelledPhone::plain(" "),
        ],
        email: Some(" ".to_owned()),
        notes: Some("line one\nline two\u{7}".to_owned()),
        tags: vec!["b".to_owned(), " a ".to_owned(), "b".to_owned()],
        address: Some(Address::default()),
        ..Customer::new(customer_id(1), " Dana Whitfield ")
    }
}

fn vehicle() -> Vehicle {
    Vehicle {
        year: Some(2016),
        trim: Some(" LX ".to_owned()),
        plate: Some(" ab 12 ".to_owned()),
        ..Vehicle::new(
            VehicleId::new(Uuid::from_u128(2)),
            customer_id(1),
            " Honda ",
            " Civic ",
        )
    }
}

#[test]
fn a_customer_is_trimmed_and_notes_keep_their_lines() {
    let checked = customer().checked().unwrap();
    assert_eq!(checked.name, "Dana Whitfield");
    assert_eq!(checked.phones.len(), 1);
    assert_eq!(checked.phone(), Some("(217) 555-0188"));
    assert_eq!(checked.email, None);
    assert_eq!(checked.address, None);
    assert_eq!(checked.notes.as_deref(), Some("line one\nline two "));
    assert_eq!(checked.tags, ["a", "b"]);
}

#[test]
fn a_customers_bounds_are_named_by_field() {
    type Spoil = fn(&mut Customer, String);
    let fields: [(&'static str, usize, Spoil); 7] = [
        ("name", 200, |customer, text| customer.name = text),
        ("phone", 40, |customer, text| {
            customer.phones = vec![LabelledPhone::plain(text)];
        }),
        ("email", 200, |customer, text| customer.email = Some(text)),
        ("notes", 4_000, |customer, text| customer.notes = Some(text)),
        ("alert", 4_000, |customer, text| customer.alert = Some(text)),
        ("tag", 40, |customer, text| customer.tags = vec![text]),
        ("external id", 200, |customer, id| {
            customer.external = vec![ExternalId {
                system: "x".to_owned(),
                id,
            }];
        }),
    ];
    for (field, len_max, spoil) in fields {
        let spoilt = |text: String| {
            let mut customer = customer();
            spoil(&mut customer, text);
            customer.checked()
        };
        let too_long = Err(Refusal::TextTooLong { field, len_max });
        assert_eq!(spoilt("ä".repeat(len_max + 1)), too_long);
        assert!(spoilt("ä".repeat(len_max)).is_ok(), "{field}");
        let card = Err(Refusal::CardNumberInText { field });
        assert_eq!(spoilt("4242424242424242".to_owned()), card);
    }
    let mut nameless = customer();
    nameless.name = "\n".to_owned();
    assert_eq!(
        nameless.checked(),
        Err(Refusal::TextEmpty { field: "name" })
    );
    let mut many = customer();
    many.phones = vec![LabelledPhone::plain("1"); PHONES_MAX + 1];
    assert_eq!(many.checked(), Err(Refusal::ListTooLong(PHONES_MAX)));
}

#[test]
fn a_customer_is_found_by_number_and_by_ids_of_other_programs() {
    let mut customer = customer();
    customer.external = vec![ExternalId {
        system: "QuickBooks".to_owned(),
        id: "1042".to_owned(),
    }];
    let slots = CustomerEvent::Saved(Box::new(customer.checked().unwrap())).slots();
    assert!(slots.contains(&Slot::put("customer.phone", "12175550188").at(0)));
    assert!(slots.contains(&Slot::clear("customer.phone").at(1)));
    assert!(slots.contains(&Slot::put("customer.external", "quickbooks:1042").at(0)));
}

#[test]
fn anyone_saves_a_name_but_not_terms() {
    let mut world = World::new();
    world.role = Role::Clerk;
    let rules = CustomerRules::default();
    let saved = save(None, customer(), rules, &world.ctx()).unwrap();
    world.commit(saved);
    let file = world.file(1);
    let draft = || file.saved.clone();
    let try_save = |draft| save(Some(file), draft, rules, &world.ctx());
    let mut terms = draft();
    terms.account = Some(AccountTerms::net(30));
    let mut level = draft();
    level.price_level = PriceLevel::Wholesale;
    for draft in [terms, level] {
        assert_eq!(
            try_save(draft),
            Err(CustomerRefusal::NeedsRole(Role::Manager))
        );
    }
    let mut exempt = draft();
    exempt.exemption = Some(Exemption {
        reason: "resale".to_owned(),
        certificate: " IL-77 ".to_owned(),
        expires: None,
        classes: None,
    });
    assert_eq!(
        try_save(exempt.clone()),
        Err(CustomerRefusal::NeedsRole(Role::Advisor))
    );
    exempt.exemption.as_mut().unwrap().certificate = " ".to_owned();
    let field = "certificate number";
    assert_eq!(exempt.checked(), Err(Refusal::TextEmpty { field }));
}

#[test]
fn a_vehicle_is_trimmed_and_its_plate_upper_case() {
    let checked = vehicle().checked().unwrap();
    assert_eq!(checked.plate.as_deref(), Some("AB 12"));
    assert_eq!(checked.label(), "2016 Honda Civic LX");
    let bare = Vehicle {
        year: None,
        trim: None,
        ..checked
    };
    assert_eq!(bare.label(), "Honda Civic");
}

#[test]
fn a_vehicles_bounds_are_named_by_field() {
    type Spoil = fn(&mut Vehicle, String);
    let fields: [(&'static str, usize, Spoil); 6] = [
        ("make", 40, |vehicle, text| vehicle.make = text),
        ("model", 60, |vehicle, text| vehicle.model = text),
        ("trim", 60, |vehicle, text| vehicle.trim = Some(text)),
        ("plate", 15, |vehicle, text| vehicle.plate = Some(text)),
        ("unit number", 40, |vehicle, text| {
            vehicle.unit_number = Some(text);
        }),
        ("tire size", 30, |vehicle, text| {
            vehicle.tire_size = Some(text);
        }),
    ];
    for (field, len_max, spoil) in fields {
        let mut vehicle = vehicle();
        spoil(&mut vehicle, "x".repeat(len_max + 1));
        assert_eq!(
            vehicle.checked(),
            Err(Refusal::TextTooLong { field, len_max })
        );
    }
    for (field, spoil) in [("make", fields[0].2), ("model", fields[1].2)] {
        let mut vehicle = vehicle();
        spoil(&mut vehicle, String::new());
        assert_eq!(vehicle.checked(), Err(Refusal::TextEmpty { field }));
    }
}

#[test]
fn staff_have_names_and_roles_have_an_order() {
    let staff = |name: &str| Staff {
        id: StaffId::new(Uuid::from_u128(3)),
        name: name.to_owned(),
        role: Role::Clerk,
        pin_hash: None,
    };
    assert_eq!(staff(" Sam ").checked().unwrap().name, "Sam");
    assert_eq!(
        staff(" ").checked(),
        Err(Refusal::TextEmpty { field: "name" })
    );
    let ladder = [
        Role::Technician,
        Role::Clerk,
        Role::Advisor,
        Role::Manager,
        Role::Owner,
    ];
    assert!(ladder.is_sorted());
}

//! Customers and vehicles.

use domain::Timestamp;
use domain::ids::CustomerId;
use domain::people::{ServiceRecord, Vehicle};
use engine::Command;
use engine::command::{CustomerDraft, VehicleDraft};
use engine::queries::{CustomerView, TicketFilter};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::people::{
    Customer, CustomerResult, FoundCustomers, GetCustomer, GetVehicle, SaveCustomer, SaveVehicle,
    SearchCustomers, Service, ServiceLine, VehicleResult,
};
use protocol::v1::ticket::LineKind;
use protocol::values::{Moment, QuantityText};

use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::noun::ticket::summary;
use crate::refuse;

/// Tickets shown with a customer, and services with a vehicle.
const HISTORY_SHOWN: usize = 100;

pub(crate) fn search(params: SearchCustomers) -> Deed {
    Deed::read(move |api| {
        let found = api
            .queries
            .search_customers(&params.query, limit(params.limit, 20));
        let found = found.map_err(|error| refuse::store(&error))?;
        Ok(FoundCustomers {
            customers: found.into_iter().map(wire_customer).collect(),
        })
    })
}

pub(crate) fn get_customer(params: &GetCustomer) -> Deed {
    let id = params.customer_id.0;
    Deed::read(move |api| {
        let customer = customer(api, id)?;
        let vehicles = api
            .queries
            .vehicles_of(id)
            .map_err(|error| refuse::store(&error))?;
        let tickets = api.queries.tickets(&TicketFilter {
            customer: Some(id),
            limit: HISTORY_SHOWN,
            ..TicketFilter::default()
        });
        let tickets = tickets.map_err(|error| refuse::store(&error))?;
        Ok(CustomerResult {
            customer,
            vehicles: vehicles.iter().map(convert::vehicle).collect(),
            tickets: tickets.into_iter().map(|row| summary(api, row)).collect(),
        })
    })
}

pub(crate) fn save_customer(params: SaveCustomer) -> Deed {
    let customer = params.customer;
    let draft = CustomerDraft {
        id: customer.id.map(|id| id.0),
        name: customer.name,
        phone: customer.phone,
        email: customer.email,
        notes: customer.notes,
    };
    Deed::Order(params.key, Command::SaveCustomer(draft), Shape::Customer)
}

pub(crate) fn save_vehicle(params: SaveVehicle) -> Deed {
    let vehicle = params.vehicle;
    let draft = VehicleDraft {
        id: vehicle.id.map(|id| id.0),
        vin: vehicle.vin,
        customer: vehicle.customer_id.0,
        year: vehicle.year,
        make: vehicle.make,
        model: vehicle.model,
        trim: vehicle.trim,
        plate: vehicle.plate,
        odometer: vehicle.odometer,
    };
    Deed::Order(params.key, Command::SaveVehicle(draft), Shape::Vehicle)
}

pub(crate) fn get_vehicle(params: GetVehicle) -> Result<Deed, Problem> {
    if params.vehicle_id.is_some() == params.vin.is_some() {
        return Err(Problem::new(
            Code::InvalidParams,
            "give either vehicle_id or vin",
        ));
    }
    Ok(Deed::read(move |api| {
        let found = match (&params.vehicle_id, &params.vin) {
            (Some(id), _) => api.queries.vehicle(id.0),
            (None, vin) => api
                .queries
                .vehicle_by_vin(vin.as_deref().unwrap_or_default()),
        };
        let vehicle = found.map_err(|error| refuse::store(&error))?;
        let vehicle =
            vehicle.ok_or_else(|| Problem::new(Code::NoSuchVehicle, "no such vehicle"))?;
        let history = api.queries.history(vehicle.id, HISTORY_SHOWN);
        let history = history.map_err(|error| refuse::store(&error))?;
        let owner = api
            .queries
            .customer(vehicle.customer)
            .map_err(|error| refuse::store(&error))?;
        Ok(VehicleResult {
            vehicle: convert::vehicle(&vehicle),
            customer: owner.map(wire_customer),
            history: history.into_iter().map(service).collect(),
        })
    }))
}

pub(crate) fn customer(api: &Api, id: CustomerId) -> Result<Customer, Problem> {
    let view = api
        .queries
        .customer(id)
        .map_err(|error| refuse::store(&error))?;
    let view = view.ok_or_else(|| Problem::new(Code::NoSuchCustomer, "no such customer"))?;
    Ok(wire_customer(view))
}

/// What a person should look at twice. Not a refusal: outside North America the check digit is not required.
pub(crate) fn warnings(vehicle: &Vehicle) -> Vec<String> {
    let wrong = vehicle.vin.as_ref().filter(|vin| !vin.check_digit_holds());
    let warning = wrong.map(|vin| {
        let digit = vin.check_digit();
        format!("The VIN's check digit does not hold: position 9 should be {digit}. Read it again.")
    });
    warning.into_iter().collect()
}

fn wire_customer(view: CustomerView) -> Customer {
    let CustomerView {
        customer,
        visits,
        spent,
        last_visit_at,
    } = view;
    let phone = customer.phone().map(str::to_owned);
    Customer {
        id: customer.id.into(),
        name: customer.name,
        phone,
        email: customer.email,
        notes: customer.notes,
        visits,
        spent: spent.minor(),
        last_visit_at: last_visit_at.map(Moment),
    }
}

fn service((at, record): (Timestamp, ServiceRecord)) -> Service {
    let lines = record.lines.into_iter().map(|line| ServiceLine {
        kind: if line.part_number.is_some() {
            LineKind::Part
        } else {
            LineKind::Labor
        },
        number: line.part_number,
        description: line.description,
        quantity: QuantityText(line.quantity),
    });
    Service {
        at: Moment(at),
        ticket_id: record.ticket.into(),
        ticket_number: record.ticket_number,
        receipt_number: record.receipt_number,
        odometer: record.odometer,
        lines: lines.collect(),
        total: record.total.minor(),
    }
}

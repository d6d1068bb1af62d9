//! Bodies of customers, vehicles, their history, and staff.

use domain::ids::{CustomerId, LineId, StaffId, TicketId, VehicleId};
use domain::people::{Role, ServiceLine, ServiceRecord};
use domain::vin::Vin;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::value::{Amount, Id, Number, Text, optional, owned, wrong};
use crate::record::RecordFault;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Customer<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    phone: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    email: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    notes: Option<Text<'a>>,
}

impl<'a> From<&'a domain::people::Customer> for Customer<'a> {
    fn from(customer: &'a domain::people::Customer) -> Self {
        Self {
            name: Text::Borrowed(&customer.name),
            phone: optional(customer.phone.as_ref()),
            email: optional(customer.email.as_ref()),
            notes: optional(customer.notes.as_ref()),
        }
    }
}

impl Customer<'_> {
    pub(super) fn into_customer(self, id: Uuid) -> domain::people::Customer {
        domain::people::Customer {
            id: CustomerId::new(id),
            name: self.name.into_owned(),
            phone: owned(self.phone),
            email: owned(self.email),
            notes: owned(self.notes),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vehicle<'a> {
    customer: Id,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    vin: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    year: Option<u16>,
    #[serde(borrow)]
    make: Text<'a>,
    #[serde(borrow)]
    model: Text<'a>,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    trim: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    plate: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    odometer: Option<u32>,
}

impl<'a> From<&'a domain::people::Vehicle> for Vehicle<'a> {
    fn from(vehicle: &'a domain::people::Vehicle) -> Self {
        Self {
            customer: Id(vehicle.customer.uuid()),
            vin: vehicle.vin.as_ref().map(|vin| Text::Borrowed(vin.as_str())),
            year: vehicle.year,
            make: Text::Borrowed(&vehicle.make),
            model: Text::Borrowed(&vehicle.model),
            trim: optional(vehicle.trim.as_ref()),
            plate: optional(vehicle.plate.as_ref()),
            odometer: vehicle.odometer,
        }
    }
}

impl Vehicle<'_> {
    pub(super) fn into_vehicle(self, id: Uuid) -> Result<domain::people::Vehicle, RecordFault> {
        Ok(domain::people::Vehicle {
            id: VehicleId::new(id),
            customer: CustomerId::new(self.customer.0),
            vin: self
                .vin
                .map(|vin| Vin::parse(&vin))
                .transpose()
                .map_err(wrong)?,
            year: self.year,
            make: self.make.into_owned(),
            model: self.model.into_owned(),
            trim: owned(self.trim),
            plate: owned(self.plate),
            odometer: self.odometer,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Service<'a> {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    customer: Option<Id>,
    ticket: Id,
    #[serde(borrow)]
    number: Text<'a>,
    #[serde(borrow)]
    receipt: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    odometer: Option<u32>,
    #[serde(borrow)]
    lines: Vec<Done<'a>>,
    total: Amount,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Done<'a> {
    line: Id,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    part: Option<Text<'a>>,
    #[serde(borrow)]
    description: Text<'a>,
    quantity: Number,
}

impl<'a> From<&'a ServiceRecord> for Service<'a> {
    fn from(record: &'a ServiceRecord) -> Self {
        let lines = record.lines.iter().map(|line| Done {
            line: Id(line.line.uuid()),
            part: optional(line.part_number.as_ref()),
            description: Text::Borrowed(&line.description),
            quantity: line.quantity.into(),
        });
        Self {
            customer: record.customer.map(|id| Id(id.uuid())),
            ticket: Id(record.ticket.uuid()),
            number: Text::Borrowed(&record.ticket_number),
            receipt: Text::Borrowed(&record.receipt_number),
            odometer: record.odometer,
            lines: lines.collect(),
            total: record.total.into(),
        }
    }
}

impl Service<'_> {
    pub(super) fn into_record(self, vehicle: Uuid) -> Result<ServiceRecord, RecordFault> {
        let lines = self.lines.into_iter().map(|line| {
            Ok(ServiceLine {
                line: LineId::new(line.line.0),
                part_number: owned(line.part),
                description: line.description.into_owned(),
                quantity: line.quantity.quantity()?,
            })
        });
        Ok(ServiceRecord {
            vehicle: VehicleId::new(vehicle),
            customer: self.customer.map(|id| CustomerId::new(id.0)),
            ticket: TicketId::new(self.ticket.0),
            ticket_number: self.number.into_owned(),
            receipt_number: self.receipt.into_owned(),
            odometer: self.odometer,
            lines: lines.collect::<Result<_, RecordFault>>()?,
            total: self.total.into(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Staff<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    role: StaffRole,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    pin_hash: Option<Text<'a>>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StaffRole {
    Technician,
    Clerk,
    Advisor,
    Manager,
    Owner,
}

impl<'a> From<&'a domain::people::Staff> for Staff<'a> {
    fn from(staff: &'a domain::people::Staff) -> Self {
        let role = match staff.role {
            Role::Technician => StaffRole::Technician,
            Role::Clerk => StaffRole::Clerk,
            Role::Advisor => StaffRole::Advisor,
            Role::Manager => StaffRole::Manager,
            Role::Owner => StaffRole::Owner,
        };
        let pin_hash = optional(staff.pin_hash.as_ref());
        Self {
            name: Text::Borrowed(&staff.name),
            role,
            pin_hash,
        }
    }
}

impl Staff<'_> {
    pub(super) fn into_staff(self, id: Uuid) -> domain::people::Staff {
        let role = match self.role {
            StaffRole::Technician => Role::Technician,
            StaffRole::Clerk => Role::Clerk,
            StaffRole::Advisor => Role::Advisor,
            StaffRole::Manager => Role::Manager,
            StaffRole::Owner => Role::Owner,
        };
        domain::people::Staff {
            id: StaffId::new(id),
            name: self.name.into_owned(),
            role,
            pin_hash: owned(self.pin_hash),
        }
    }
}

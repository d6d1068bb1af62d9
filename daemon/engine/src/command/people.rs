//! Orders about customers, their accounts, their vehicles and their installment plans, as an API gives them.

use domain::ids::{AccountItemId, CustomerId, PlanId, TicketId, VehicleId};
use domain::money::Money;
use domain::odometer::{Claim, DistanceUnit};
use domain::people::account::{BillingMonth, Share};
use domain::people::credit::CreditOrder;
use domain::people::{
    AccountTerms, Address, Consent, Customer, CustomerKind, ExternalId, Fleet, LabelledPhone,
    Vehicle,
};
use domain::plan::{PlanDraft, Rhythm};
use domain::pricing::PriceLevel;
use domain::tax::Exemption;
use jiff::civil::Date;

/// A customer to save; absent id: a new one. Absent fields stay as they are; `Some(None)` takes a value away.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CustomerDraft {
    /// Whom to change.
    pub id: Option<CustomerId>,
    /// See [`Customer`], here and below. Someone new needs a name.
    pub name: Option<String>,
    /// Person or firm.
    pub kind: Option<CustomerKind>,
    /// Only the main telephone number; the others stay.
    pub phone: Option<Option<String>>,
    /// All telephone numbers; takes the place of those on file.
    pub phones: Option<Vec<LabelledPhone>>,
    /// E-mail address.
    pub email: Option<Option<String>>,
    /// Postal address, as a whole.
    pub address: Option<Option<Address>>,
    /// Notes.
    pub notes: Option<Option<String>>,
    /// What is shown at once.
    pub alert: Option<Option<String>>,
    /// How they like things done.
    pub preferences: Option<Option<String>>,
    /// Tags put on by hand; takes the place of those on file.
    pub tags: Option<Vec<String>>,
    /// Which prices they get.
    pub price_level: Option<PriceLevel>,
    /// Their tax certificate, as a whole.
    pub exemption: Option<Option<Exemption>>,
    /// The terms of their account, as a whole; the hold is not set here.
    pub account: Option<Option<AccountTerms>>,
    /// How their fleet is looked after, as a whole.
    pub fleet: Option<Option<Fleet>>,
    /// What advertising they agreed to, as a whole.
    pub consent: Option<Consent>,
    /// Their ids in other programs; takes the place of those on file.
    pub external: Option<Vec<ExternalId>>,
}

/// Puts a value in its place if there is one.
fn put<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

impl CustomerDraft {
    /// Changes a customer as the draft says.
    pub fn onto(self, customer: &mut Customer) {
        put(&mut customer.name, self.name);
        put(&mut customer.kind, self.kind);
        put(&mut customer.phones, self.phones);
        if let Some(phone) = self.phone {
            customer.set_phone(phone.filter(|number| !number.trim().is_empty()));
        }
        put(&mut customer.email, self.email);
        put(&mut customer.address, self.address);
        put(&mut customer.notes, self.notes);
        put(&mut customer.alert, self.alert);
        put(&mut customer.preferences, self.preferences);
        put(&mut customer.tags, self.tags);
        put(&mut customer.price_level, self.price_level);
        put(&mut customer.exemption, self.exemption);
        put(&mut customer.account, self.account);
        put(&mut customer.fleet, self.fleet);
        put(&mut customer.consent, self.consent);
        put(&mut customer.external, self.external);
    }
}

/// A vehicle to save; absent id: a new one. Absent fields stay as they are; `Some(None)` takes a value away.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VehicleDraft {
    /// Which to change.
    pub id: Option<VehicleId>,
    /// Its owner; a new vehicle needs one. Another owner than on file is a change of owner.
    pub customer: Option<CustomerId>,
    /// See [`Vehicle`], here and below; the VIN as typed.
    pub vin: Option<Option<String>>,
    /// Model year.
    pub year: Option<Option<u16>>,
    /// Make; a new vehicle needs one.
    pub make: Option<String>,
    /// Model; a new vehicle needs one.
    pub model: Option<String>,
    /// Trim.
    pub trim: Option<Option<String>>,
    /// Engine.
    pub engine: Option<Option<String>>,
    /// Plate.
    pub plate: Option<Option<String>>,
    /// State of the plate.
    pub plate_state: Option<Option<String>>,
    /// Its number in the owner's fleet.
    pub unit_number: Option<Option<String>>,
    /// Color.
    pub color: Option<Option<String>>,
    /// What the odometer shows; another number than on file is a reading.
    pub odometer: Option<Option<u32>>,
    /// What the odometer counts in.
    pub odometer_unit: Option<DistanceUnit>,
    /// The day it was first used.
    pub in_service: Option<Option<Date>>,
    /// What is known of its warranty.
    pub warranty_notes: Option<Option<String>>,
    /// Size of its tires.
    pub tire_size: Option<Option<String>>,
}

impl VehicleDraft {
    /// Changes a vehicle as the draft says, but for its owner, its VIN and its odometer.
    pub fn onto(self, vehicle: &mut Vehicle) {
        put(&mut vehicle.year, self.year);
        put(&mut vehicle.make, self.make);
        put(&mut vehicle.model, self.model);
        put(&mut vehicle.trim, self.trim);
        put(&mut vehicle.engine, self.engine);
        put(&mut vehicle.plate, self.plate);
        put(&mut vehicle.plate_state, self.plate_state);
        put(&mut vehicle.unit_number, self.unit_number);
        put(&mut vehicle.color, self.color);
        put(&mut vehicle.odometer_unit, self.odometer_unit);
        put(&mut vehicle.in_service, self.in_service);
        put(&mut vehicle.warranty_notes, self.warranty_notes);
        put(&mut vehicle.tire_size, self.tire_size);
    }
}

/// Money on an account or a plan, before the open till was looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TenderDraft {
    /// Notes and coins.
    Cash,
    /// A check, by its number.
    Check(String),
    /// A card, by the terminal's or processor's reference.
    Card(String),
    /// Money sent to the bank, by its reference.
    Transfer(String),
    /// The customer's store credit.
    StoreCredit,
    /// Anything else: which kind, and its reference.
    Other(String, String),
}

/// An order about one customer's account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AccountCommand {
    /// See [`domain::people::account::AccountOrder`], here and below. Amounts in minor units of the shop's currency.
    Receive {
        amount: i64,
        tender: TenderDraft,
        reference: Option<String>,
        shares: Vec<(AccountItemId, i64)>,
    },
    /// Gives a credit memo.
    CreditMemo {
        amount: i64,
        reason: String,
        shares: Vec<(AccountItemId, i64)>,
    },
    /// Uses an open credit.
    Apply {
        credit: AccountItemId,
        shares: Vec<(AccountItemId, i64)>,
    },
    /// Gives up on an item.
    WriteOff {
        item: AccountItemId,
        amount: i64,
        reason: String,
    },
    /// Lets nothing more be charged.
    Hold { reason: String },
    /// Frees the account.
    Release,
    /// Gives a statement its number.
    IssueStatement { from: Date, to: Date },
}

/// An order about customers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CustomerCommand {
    /// Add or change one.
    Save(Box<CustomerDraft>),
    /// Make one of two.
    Merge { from: CustomerId, into: CustomerId },
    /// Do something to a house account.
    Account(CustomerId, Box<AccountCommand>),
    /// Charge every account with such terms for what was overdue at the end of a month.
    ChargeFinance(BillingMonth),
    /// Give or take back store credit.
    Credit(CustomerId, Box<CreditOrder>),
}

/// An order about vehicles.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VehicleCommand {
    /// Add or change one.
    Save(Box<VehicleDraft>),
    /// It was sold.
    ChangeOwner {
        vehicle: VehicleId,
        to: CustomerId,
        odometer: Option<u32>,
    },
    /// Its odometer was read.
    ReadOdometer {
        vehicle: VehicleId,
        shown: u32,
        /// What it counts in; as on file when absent.
        unit: Option<DistanceUnit>,
        claim: Claim,
    },
    /// Make one of two.
    Merge { from: VehicleId, into: VehicleId },
}

/// What was agreed about an installment plan; amounts in minor units of the shop's currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanTerms {
    /// See [`PlanDraft`], here and below.
    pub customer: CustomerId,
    /// What is bought costs this.
    pub price: i64,
    /// Paid at once.
    pub down_payment: i64,
    /// What the credit costs.
    pub charge: i64,
    /// How many installments.
    pub installments: u16,
    /// How often.
    pub rhythm: Rhythm,
    /// When the first is due.
    pub first_due: Date,
}

impl PlanTerms {
    /// Reads the amounts in the shop's currency.
    #[must_use]
    pub const fn draft(self, currency: domain::money::Currency) -> PlanDraft {
        PlanDraft {
            customer: self.customer,
            price: Money::new(self.price, currency),
            down_payment: Money::new(self.down_payment, currency),
            charge: Money::new(self.charge, currency),
            installments: self.installments,
            rhythm: self.rhythm,
            first_due: self.first_due,
        }
    }
}

/// An order about an installment plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanCommand {
    /// Draw one up.
    Open(Box<PlanTerms>),
    /// Charge what it finances to a ticket.
    Activate { plan: PlanId, ticket: TicketId },
    /// Take money on it.
    Pay {
        plan: PlanId,
        amount: i64,
        tender: TenderDraft,
    },
    /// Take what pays it off today.
    PayOff { plan: PlanId, tender: TenderDraft },
    /// Give up on the rest.
    Default { plan: PlanId, reason: String },
    /// Drop it before anything was paid.
    Cancel { plan: PlanId, reason: String },
}

/// Reads shares in the shop's currency.
pub(crate) fn shares(
    shares: Vec<(AccountItemId, i64)>,
    currency: domain::money::Currency,
) -> Vec<Share> {
    let share = |(item, minor)| Share {
        item,
        amount: Money::new(minor, currency),
    };
    shares.into_iter().map(share).collect()
}

//! Rows of files to rows of orders.

use domain::catalog::Fitment;
use domain::people::Address;
use engine::import::{
    CustomerImport, FitmentImport, ImportBatch, PartImport, StockImport, VehicleImport,
};
use exchange::csv::{CustomerRow, Draft, Kind, PartRow, PriceRow, Row, StockRow, VehicleRow};
use protocol::v1::import::{FactRow, FitmentRow};

/// The longest engine that a fitment names; a longer one is a condition in words.
const ENGINE_LEN_MAX: usize = 40;

/// Where and whose a table's rows are.
pub(super) struct Place {
    pub(super) location: Option<String>,
    pub(super) system: String,
    /// The number of the first row in the whole file, less one.
    pub(super) rows_before: u64,
}

/// Makes the rows of one order; the rows are all of the table's kind.
pub(super) fn batch(kind: Kind, rows: Vec<Row>, place: Place) -> ImportBatch {
    let Place {
        location,
        system,
        rows_before,
    } = place;
    let (mut customers, mut vehicles, mut parts, mut stock) = (vec![], vec![], vec![], vec![]);
    for row in rows {
        let number = rows_before + row.number;
        match row.draft {
            Draft::Customer(draft) => customers.push(customer(number, draft)),
            Draft::Vehicle(draft) => vehicles.push(vehicle(number, draft)),
            Draft::Part(draft) => parts.push(part(number, draft)),
            Draft::Price(draft) => parts.push(price(number, draft)),
            Draft::Stock(draft) => stock.push(counted(number, draft)),
        }
    }
    match kind {
        Kind::Customers => ImportBatch::Customers {
            system,
            rows: customers,
        },
        Kind::Vehicles => ImportBatch::Vehicles {
            system,
            rows: vehicles,
        },
        Kind::Parts | Kind::Prices => ImportBatch::Parts {
            location,
            rows: parts,
        },
        Kind::Stock => ImportBatch::Stock {
            location,
            rows: stock,
        },
    }
}

fn customer(row: u64, draft: CustomerRow) -> CustomerImport {
    let firm = draft.company.is_some();
    let name = draft.company.unwrap_or_else(|| draft.name.clone());
    // A firm's person has no field of their own.
    let contact = (draft.name != name).then(|| format!("Contact: {}", draft.name));
    let notes = [contact, draft.notes].into_iter().flatten();
    let notes = notes.reduce(|contact, notes| format!("{contact}\n{notes}"));
    CustomerImport {
        row,
        id: draft.id,
        name,
        firm,
        phone: draft.phone,
        email: draft.email,
        address: Address {
            street: draft.street,
            city: draft.city,
            region: draft.region,
            postal_code: draft.postal_code,
            country: draft.country.map(country),
        },
        tax_id: draft.tax_id,
        notes,
    }
}

/// Countries are kept by their two letters (ISO 3166-1); shop systems write the name of their own.
fn country(text: String) -> String {
    let plain: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    match plain.to_lowercase().as_str() {
        "usa" | "unitedstates" | "unitedstatesofamerica" => "US".to_owned(),
        "can" | "canada" => "CA".to_owned(),
        "mex" | "mexico" | "méxico" => "MX".to_owned(),
        _ => text,
    }
}

fn vehicle(row: u64, draft: VehicleRow) -> VehicleImport {
    VehicleImport {
        row,
        owner_id: draft.customer_id,
        owner_name: draft.owner_name,
        owner_phone: draft.owner_phone,
        vin: draft.vin,
        year: draft.year,
        make: draft.make,
        model: draft.model,
        trim: draft.trim,
        engine: draft.engine,
        plate: draft.plate,
        plate_state: draft.plate_region,
        odometer: draft.odometer,
    }
}

fn part(row: u64, draft: PartRow) -> PartImport {
    PartImport {
        row,
        number: draft.number,
        brand: Some(draft.brand),
        adds: true,
        description: Some(draft.description),
        category: draft.category,
        upc: draft.upc,
        price: Some(draft.price),
        cost: draft.cost,
        core: draft.core,
        bin: draft.bin,
        min: draft.minimum,
        max: draft.maximum,
        on_hand: draft.on_hand,
        ..PartImport::default()
    }
}

/// A price file changes prices of parts that the shop has; its list price counts where it has no other.
fn price(row: u64, draft: PriceRow) -> PartImport {
    PartImport {
        row,
        number: draft.number,
        brand: Some(draft.brand),
        upc: draft.upc,
        price: draft.price.or(draft.list),
        cost: draft.cost,
        core: draft.core,
        currency: draft.currency,
        effective: draft.effective,
        pack: draft.pack_quantity,
        superseded_by: draft.superseded_by,
        ..PartImport::default()
    }
}

fn counted(row: u64, draft: StockRow) -> StockImport {
    StockImport {
        row,
        number: draft.number,
        brand: Some(draft.brand),
        location: draft.location,
        on_hand: draft.on_hand,
        cost: draft.cost,
        bin: draft.bin,
        min: draft.minimum,
        max: draft.maximum,
    }
}

pub(super) fn fitment(row: FitmentRow) -> FitmentImport {
    let mut conditions = row.conditions;
    let fits = |engine: &String| engine.trim().chars().count() <= ENGINE_LEN_MAX;
    let (engine, long) = match row.engine {
        Some(engine) if fits(&engine) => (Some(engine), None),
        other => (None, other),
    };
    conditions.extend(long);
    let position = row.position.filter(|position| {
        let fits = fits(position);
        if !fits {
            conditions.push(position.clone());
        }
        fits
    });
    FitmentImport {
        row: row.row,
        number: row.number,
        brand: row.brand,
        fitment: Fitment {
            year_from: row.year_from,
            year_to: row.year_to,
            make: row.make,
            model: row.model,
            engine,
            position,
            qualifier: (!conditions.is_empty()).then(|| conditions.join("; ")),
            confirmed: false,
        },
        removed: row.removed,
    }
}

pub(super) fn fact(row: FactRow, currency: Option<domain::Currency>) -> PartImport {
    let gtin = row.gtin.as_deref();
    let upc = gtin.map(|gtin| {
        let read = domain::gtin::Gtin::parse(gtin, domain::gtin::Form::Plain);
        // One that does not hold is kept as the supplier writes it: it may be what is printed on the box.
        read.map_or_else(|_| gtin.to_owned(), |gtin| gtin.shortest().to_owned())
    });
    PartImport {
        row: row.row,
        number: row.number,
        brand: row.brand,
        description: row.description,
        upc,
        price: row.price.map(|price| price.0),
        cost: row.cost.map(|price| price.0),
        core: row.core.map(|price| price.0),
        currency,
        effective: row.effective.map(|day| day.0),
        interchange: row.interchange,
        superseded_by: row.superseded_by,
        ..PartImport::default()
    }
}

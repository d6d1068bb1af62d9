//! `counterd export csv`: what the shop has, in files that any program reads and `counterd import` takes back.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use domain::ids::{CustomerId, PartId, VehicleId};
use domain::people::{Customer, CustomerKind};
use engine::Queries as _;
use exchange::csv::{CustomerRow, Draft, Kind, PartRow, StockRow, VehicleRow, WriteError, Writer};
use store::{Listed, SqliteQueries};
use uuid::Uuid;

use super::{DataArgs, Failed, write_file};
use crate::told::say;

/// Things looked up at once.
const PAGE: usize = 500;
/// Under which name tax numbers are kept.
const TAX_ID: &str = "tax_id";

#[derive(Debug, Args)]
pub(crate) struct TablesArgs {
    /// The folder; it is made when it is not there.
    folder: PathBuf,
    /// The other program's ids by which customers are called; those without one are called by ours.
    #[arg(long, default_value = "import")]
    system: String,
    #[command(flatten)]
    data: DataArgs,
}

impl From<WriteError> for Failed {
    fn from(error: WriteError) -> Self {
        Self::words(&error, "Make room on the disk, and export again.")
    }
}

pub(crate) fn export(args: &TablesArgs) -> Result<bool, Failed> {
    let data = args.data.folder().map_err(Failed::Said)?;
    let queries = SqliteQueries::open(&data, 1)?;
    std::fs::create_dir_all(&args.folder).map_err(Failed::file(&args.folder))?;
    let tables = Tables {
        queries,
        system: args.system.clone(),
    };
    let mut said = Vec::new();
    for kind in [Kind::Customers, Kind::Vehicles, Kind::Parts, Kind::Stock] {
        let path = args.folder.join(format!("{}.csv", kind.name()));
        let count = tables.write(kind, &path)?;
        said.push(format!("{count} rows in {}", path.display()));
    }
    say(&said.join("\n"));
    Ok(true)
}

struct Tables {
    queries: SqliteQueries,
    system: String,
}

impl Tables {
    fn write(&self, kind: Kind, path: &Path) -> Result<u64, Failed> {
        let listed = match kind {
            Kind::Customers => Listed::Customers,
            Kind::Vehicles => Listed::Vehicles,
            Kind::Parts | Kind::Prices | Kind::Stock => Listed::Parts,
        };
        let mut count = 0;
        write_file(path, |file| {
            let mut writer = exchange::csv::write(kind, file)?;
            let mut after = 0;
            loop {
                let page = self.queries.listed(listed, after, PAGE)?;
                let Some((last, _)) = page.last() else {
                    break;
                };
                after = *last;
                for (_, id) in &page {
                    count += self.rows(kind, *id, &mut writer)?;
                }
            }
            writer.finish()?;
            Ok::<(), Failed>(())
        })?;
        Ok(count)
    }

    fn rows<W: Write>(&self, kind: Kind, id: Uuid, writer: &mut Writer<W>) -> Result<u64, Failed> {
        let drafts: Vec<Draft> = match kind {
            Kind::Customers => self.customer(id)?.into_iter().collect(),
            Kind::Vehicles => self.vehicle(id)?.into_iter().collect(),
            Kind::Parts | Kind::Prices => self.part(id)?.into_iter().collect(),
            Kind::Stock => self.stock(id)?,
        };
        let mut count = 0;
        for draft in drafts {
            writer.row(&draft)?;
            count += 1;
        }
        Ok(count)
    }

    /// What a customer is called in the files: by the other program's id, so that a second shop's export is the same.
    fn called(&self, customer: &Customer) -> String {
        let of = |system: &str| {
            let mut ids = customer.external.iter();
            ids.find(|id| id.system.eq_ignore_ascii_case(system))
        };
        of(&self.system).map_or_else(|| customer.id.to_string(), |id| id.id.clone())
    }

    fn customer(&self, id: Uuid) -> Result<Option<Draft>, Failed> {
        let Some(view) = self.queries.customer(CustomerId::new(id))? else {
            return Ok(None);
        };
        let customer = view.customer;
        let id = Some(self.called(&customer));
        let tax_id = customer.external.iter().find(|id| id.system == TAX_ID);
        let tax_id = tax_id.map(|id| id.id.clone());
        let phone = customer.phone().map(str::to_owned);
        let address = customer.address.unwrap_or_default();
        let company = (customer.kind == CustomerKind::Firm).then(|| customer.name.clone());
        Ok(Some(Draft::Customer(CustomerRow {
            id,
            name: customer.name,
            company,
            phone,
            email: customer.email,
            street: address.street,
            city: address.city,
            region: address.region,
            postal_code: address.postal_code,
            country: address.country,
            tax_id,
            since: None,
            notes: customer.notes,
        })))
    }

    fn vehicle(&self, id: Uuid) -> Result<Option<Draft>, Failed> {
        let Some(vehicle) = self.queries.vehicle(VehicleId::new(id))? else {
            return Ok(None);
        };
        let owner = self.queries.customer(vehicle.customer)?;
        Ok(Some(Draft::Vehicle(VehicleRow {
            customer_id: owner.map(|owner| self.called(&owner.customer)),
            vin: vehicle.vin,
            year: vehicle.year,
            make: vehicle.make,
            model: vehicle.model,
            trim: vehicle.trim,
            engine: vehicle.engine,
            plate: vehicle.plate,
            plate_region: vehicle.plate_state,
            odometer: vehicle.odometer,
            ..VehicleRow::default()
        })))
    }

    fn part(&self, id: Uuid) -> Result<Option<Draft>, Failed> {
        let Some(view) = self.queries.part(PartId::new(id))? else {
            return Ok(None);
        };
        let part = view.part;
        let (minimum, maximum) = part
            .reorder
            .map(|reorder| (reorder.min, reorder.max))
            .unzip();
        Ok(Some(Draft::Part(PartRow {
            number: part.number,
            brand: part.brand,
            description: part.description,
            category: Some(part.category),
            upc: part.upc,
            price: part.price,
            cost: Some(part.cost),
            list: None,
            core: part.core,
            // How many there are stands in the stock file, by place.
            on_hand: None,
            minimum,
            maximum,
            bin: part.bin,
        })))
    }

    /// A row for each place where a part lies.
    fn stock(&self, id: Uuid) -> Result<Vec<Draft>, Failed> {
        let id = PartId::new(id);
        let Some(view) = self.queries.part(id)? else {
            return Ok(Vec::new());
        };
        let levels = self.queries.stock_levels(id)?;
        let there = levels
            .into_iter()
            .filter(|level| level.on_hand != domain::Quantity::ZERO);
        let rows = there.map(|level| {
            Draft::Stock(StockRow {
                number: view.part.number.clone(),
                brand: view.part.brand.clone(),
                location: Some(level.location),
                bin: None,
                on_hand: level.on_hand,
                cost: Some(view.part.cost),
                minimum: None,
                maximum: None,
                counted: None,
            })
        });
        Ok(rows.collect())
    }
}

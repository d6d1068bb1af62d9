//! Parts, prices and suppliers' facts; and what parts fit.

use domain::catalog::Part;
use domain::ids::PartId;
use domain::import::{ImportRefusal, fits, no_longer_fits};
use domain::money::UnitPrice;
use domain::text::normal_number;
use domain::{Event, Refusal, Timestamp};

use super::shelf::{Shelf, reorder};
use super::stock::Counted;
use super::{Refused, take};
use crate::command::{By, EngineError};
use crate::import::{FitmentImport, PartImport};
use crate::run::Engine;

/// What parts are called of which the file does not say what kind they are.
const NO_CATEGORY: &str = "Other";

impl Engine {
    pub(super) fn import_part_rows(
        &mut self,
        by: &By,
        now: Timestamp,
        location: Option<String>,
        rows: Vec<PartImport>,
        refused: &mut Refused,
    ) -> Result<Vec<Event>, EngineError> {
        let location = self.location(location)?;
        let mut shelf = Shelf::default();
        let mut counted = Vec::new();
        for row in rows {
            let number = row.row;
            let taken = self.import_part(now, row, &location, &mut shelf);
            counted.extend(refused.row(number, taken)?.flatten());
        }
        let moves = self.count(by, now, counted, refused)?;
        let mut events = shelf.saved();
        events.extend(moves);
        Ok(events)
    }

    fn import_part(
        &mut self,
        now: Timestamp,
        row: PartImport,
        location: &str,
        shelf: &mut Shelf,
    ) -> Result<Option<Counted>, EngineError> {
        let (currency, today) = (self.rules.currency, self.clock.day(now));
        if let Some(foreign) = row.currency.filter(|said| *said != currency) {
            let code = foreign.code().to_owned();
            return Err(Refusal::from(ImportRefusal::ForeignCurrency(code)).into());
        }
        if let Some(day) = row.effective.filter(|day| *day > today) {
            return Err(Refusal::from(ImportRefusal::NotYet(day)).into());
        }
        let known = if row.adds {
            self.shelved(shelf, &row.number, row.brand.as_deref())?
        } else {
            Some(self.shelved_already(shelf, &row.number, row.brand.as_deref())?)
        };
        let successor = match &row.superseded_by {
            Some(number) => self.shelved(shelf, number, row.brand.as_deref())?,
            None => None,
        };
        let before = known.clone();
        let mut part = match known {
            Some(known) => known,
            None => self.new_part(&row)?,
        };
        let moved = self
            .store
            .cost_state(part.id, self.rules.cost_method)?
            .is_some();
        if let Some(description) = row.description {
            part.description = description;
        }
        if let Some(category) = row.category {
            part.category = category;
        }
        take(&mut part.upc, row.upc);
        take(&mut part.core, row.core);
        take(&mut part.bin, row.bin);
        part.price = row.price.unwrap_or(part.price);
        if let Some(cost) = row.cost.filter(|_| !moved) {
            part.cost = cost;
        }
        reorder(&mut part, row.min, row.max, row.pack);
        for number in row.interchange {
            let norm = normal_number(&number);
            let known = part
                .interchange
                .iter()
                .any(|known| normal_number(known) == norm);
            if !known && !norm.is_empty() {
                part.interchange.push(number);
            }
        }
        let successor = successor.map(|successor| successor.id);
        take(
            &mut part.superseded_by,
            successor.filter(|id| *id != part.id),
        );
        let part = part.checked().map_err(EngineError::Refused)?;
        let on_hand = match row.on_hand {
            Some(on_hand) => shelf.count(part.id, location, on_hand)?,
            None => None,
        };
        shelf.put(before, part.clone());
        Ok(on_hand.map(|on_hand| Counted {
            row: row.row,
            part,
            location: location.to_owned(),
            on_hand,
        }))
    }

    fn new_part(&mut self, row: &PartImport) -> Result<Part, EngineError> {
        let missing = |what| Refusal::from(ImportRefusal::Incomplete(what));
        let brand = row.brand.clone().ok_or_else(|| missing("brand"))?;
        let description = row
            .description
            .clone()
            .ok_or_else(|| missing("description"))?;
        let price = row.price.ok_or_else(|| missing("price"))?;
        Ok(Part {
            brand,
            description,
            category: NO_CATEGORY.to_owned(),
            price,
            cost: row.cost.unwrap_or(UnitPrice::ZERO),
            ..Part::new(PartId::new(self.ids.next_id()), row.number.clone())
        })
    }

    pub(super) fn import_fitment(
        &mut self,
        rows: Vec<FitmentImport>,
        refused: &mut Refused,
    ) -> Result<Vec<Event>, EngineError> {
        let mut shelf = Shelf::default();
        for row in rows {
            let number = row.row;
            let taken = self.import_fit(row, &mut shelf);
            refused.row(number, taken)?;
        }
        Ok(shelf.saved())
    }

    fn import_fit(&mut self, row: FitmentImport, shelf: &mut Shelf) -> Result<(), EngineError> {
        let known = self.shelved_already(shelf, &row.number, row.brand.as_deref())?;
        let mut part = known.clone();
        let mut fitment = row.fitment;
        fitment.confirmed = false;
        if row.removed {
            no_longer_fits(&mut part.fitment, &fitment);
        } else {
            fits(&mut part.fitment, fitment);
        }
        let part = part.checked().map_err(EngineError::Refused)?;
        shelf.put(Some(known), part);
        Ok(())
    }
}

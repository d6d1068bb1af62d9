//! The parts that an order's rows are about, as they are after the rows so far.

use std::collections::BTreeMap;

use domain::catalog::Part;
use domain::ids::PartId;
use domain::import::ImportRefusal;
use domain::money::Quantity;
use domain::text::normal_number;
use domain::{Event, Refusal};

use crate::command::EngineError;
use crate::run::Engine;

/// How many parts with one number are looked at.
const SAME_MAX: usize = 50;

#[derive(Default)]
pub(super) struct Shelf {
    /// Parts with what they were before, in the order in which they were first touched.
    parts: Vec<(Option<Part>, Part)>,
    /// What the rows so far counted.
    counts: BTreeMap<(PartId, String), Quantity>,
}

impl Shelf {
    /// Puts a part as it is now; `before` counts the first time only.
    pub(super) fn put(&mut self, before: Option<Part>, now: Part) {
        match self.parts.iter_mut().find(|(_, known)| known.id == now.id) {
            Some((_, known)) => *known = now,
            None => self.parts.push((before, now)),
        }
    }

    /// Takes a count. None when a row before said the same; two rows that disagree cannot both be right.
    pub(super) fn count(
        &mut self,
        part: PartId,
        location: &str,
        on_hand: Quantity,
    ) -> Result<Option<Quantity>, Refusal> {
        match self.counts.get(&(part, location.to_owned())) {
            None => {
                self.counts.insert((part, location.to_owned()), on_hand);
                Ok(Some(on_hand))
            }
            Some(said) if *said == on_hand => Ok(None),
            Some(_) => Err(ImportRefusal::Twice(location.to_owned()).into()),
        }
    }

    /// Returns the saves of what is another than before.
    pub(super) fn saved(self) -> Vec<Event> {
        let changed = self.parts.into_iter().filter_map(|(before, now)| {
            let unchanged = before.is_some_and(|before| before == now);
            (!unchanged).then(|| now.saved())
        });
        changed.collect()
    }

    fn all(&self, number: &str) -> Vec<Part> {
        let number = normal_number(number);
        let parts = self.parts.iter().map(|(_, now)| now);
        parts
            .filter(|part| normal_number(&part.number) == number)
            .cloned()
            .collect()
    }

    fn now(&self, id: PartId) -> Option<&Part> {
        self.parts
            .iter()
            .map(|(_, now)| now)
            .find(|now| now.id == id)
    }
}

impl Engine {
    /// Finds the part that a row names. Without a brand the number has to name one part alone: a number of two makers
    /// says nothing.
    pub(super) fn shelved(
        &mut self,
        shelf: &Shelf,
        number: &str,
        brand: Option<&str>,
    ) -> Result<Option<Part>, EngineError> {
        let code = normal_number(number);
        let mut found = shelf.all(number);
        for known in self.store.parts_by_code(number, SAME_MAX)? {
            if normal_number(&known.number) == code && shelf.now(known.id).is_none() {
                found.push(known);
            }
        }
        if let Some(brand) = brand {
            let brand = brand.trim().to_lowercase();
            found.retain(|part| part.brand.to_lowercase() == brand);
        }
        let count = found.len();
        match found.pop() {
            Some(part) if count == 1 => Ok(Some(part)),
            Some(_) => {
                let code = number.trim().to_owned();
                Err(Refusal::CodeAmbiguous { code, count }.into())
            }
            None => Ok(None),
        }
    }

    /// Finds the part that a row names, which has to be there.
    pub(super) fn shelved_already(
        &mut self,
        shelf: &Shelf,
        number: &str,
        brand: Option<&str>,
    ) -> Result<Part, EngineError> {
        let part = self.shelved(shelf, number, brand)?;
        let unknown = || Refusal::NoSuchCode(number.trim().chars().take(60).collect());
        part.ok_or_else(|| unknown().into())
    }
}

/// Takes over what a row says about ordering; half of it leaves the other half as it is known.
pub(super) fn reorder(
    part: &mut Part,
    min: Option<Quantity>,
    max: Option<Quantity>,
    pack: Option<Quantity>,
) {
    use domain::catalog::Reorder;
    if min.is_none() && max.is_none() && (pack.is_none() || part.reorder.is_none()) {
        return;
    }
    let known = part.reorder.take().unwrap_or(Reorder {
        min: Quantity::ZERO,
        max: max.or(min).unwrap_or(Quantity::ZERO),
        pack: Quantity::ONE,
        supplier: None,
    });
    part.reorder = Some(Reorder {
        min: min.unwrap_or(known.min),
        max: max.unwrap_or(known.max),
        pack: pack.unwrap_or(known.pack),
        supplier: known.supplier,
    });
}

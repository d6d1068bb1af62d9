//! What one supplier asks for one part, and under which number it sells it.

use rust_decimal::{Decimal, RoundingStrategy};
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Ctx, Timestamp};
use crate::event::Event;
use crate::ids::{PartId, SupplierId, SupplierPartId};
use crate::index::Slot;
use crate::money::{NumberError, Quantity, UnitPrice};
use crate::text;

use super::{SupplierRefusal, may_keep_suppliers};

/// What a supplier says about a part; each save carries every field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupplierPartDraft {
    /// The supplier.
    pub supplier: SupplierId,
    /// The part.
    pub part: PartId,
    /// The supplier's own number for it.
    pub number: String,
    /// What one costs the shop, in the supplier's currency.
    pub cost: UnitPrice,
    /// The deposit on one old part; zero when there is none.
    pub core_deposit: UnitPrice,
    /// How many come in a pack: orders are whole packs.
    pub pack_size: Quantity,
    /// Whether the shop buys the part here first.
    pub preferred: bool,
}

/// What can happen to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SupplierPartEvent {
    /// It was added or changed.
    Saved(Box<SupplierPartDraft>),
    /// Another supplier is preferred now.
    Demoted,
    /// The supplier does not sell it any more.
    Removed,
}

impl SupplierPartEvent {
    /// Returns what it is found by: `supplier_part.part`, `supplier_part.supplier`, `supplier_part.number`,
    /// `supplier_part.preferred` (the part's id, while this is its first choice).
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Saved(draft) => vec![
                Slot::put("supplier_part.part", draft.part),
                Slot::put("supplier_part.supplier", draft.supplier),
                Slot::put("supplier_part.number", text::normal_number(&draft.number)),
                if draft.preferred {
                    Slot::put("supplier_part.preferred", draft.part)
                } else {
                    Slot::clear("supplier_part.preferred")
                },
            ],
            Self::Demoted => vec![Slot::clear("supplier_part.preferred")],
            Self::Removed => [
                "supplier_part.part",
                "supplier_part.supplier",
                "supplier_part.number",
                "supplier_part.preferred",
            ]
            .map(Slot::clear)
            .to_vec(),
        }
    }
}

/// What a supplier asks for a part, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupplierPart {
    /// Its id.
    pub id: SupplierPartId,
    /// What it says.
    pub details: SupplierPartDraft,
    /// Whether the supplier still sells it.
    pub removed: bool,
}

impl SupplierPart {
    /// Returns how many to order to have at least `needed`: whole packs.
    ///
    /// # Errors
    /// [`NumberError`] when the packs come to more than a quantity holds.
    pub fn whole_packs(&self, needed: Quantity) -> Result<Quantity, NumberError> {
        let pack = self.details.pack_size.decimal();
        let packs = needed.decimal().max(Decimal::ZERO) / pack;
        let up = RoundingStrategy::AwayFromZero;
        Quantity::try_new(packs.round_dp_with_strategy(0, up) * pack)
    }
}

impl Aggregate for SupplierPart {
    type Event = SupplierPartEvent;

    fn open(id: Uuid, event: &SupplierPartEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        match event {
            SupplierPartEvent::Saved(details) => Some(Self {
                id: id.into(),
                details: (**details).clone(),
                removed: false,
            }),
            SupplierPartEvent::Demoted | SupplierPartEvent::Removed => None,
        }
    }

    fn apply(&mut self, event: &SupplierPartEvent, _at: Timestamp, _by: &Actor) {
        match event {
            SupplierPartEvent::Saved(details) => {
                self.details = (**details).clone();
                self.removed = false;
            }
            SupplierPartEvent::Demoted => self.details.preferred = false,
            SupplierPartEvent::Removed => self.removed = true,
        }
    }
}

/// Saves what a supplier asks for a part. `others` are the same part's rows of other suppliers: the one that was
/// preferred until now is demoted in the same commit, so that a part has at most one first choice.
///
/// # Errors
/// A [`SupplierRefusal`] that names the field or the role needed.
pub fn open_part(
    draft: SupplierPartDraft,
    others: &[SupplierPart],
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierRefusal> {
    save(ctx.ids.take(), draft, others, ctx)
}

/// Saves a row again, or takes it away when there is no draft; `others` as in [`open_part`].
///
/// # Errors
/// A [`SupplierRefusal`]; then nothing happens.
pub fn decide_part(
    row: &SupplierPart,
    draft: Option<SupplierPartDraft>,
    others: &[SupplierPart],
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierRefusal> {
    if let Some(mut draft) = draft {
        // A row never wanders to another supplier or part: its id stands for the pair.
        (draft.supplier, draft.part) = (row.details.supplier, row.details.part);
        return save(row.id, draft, others, ctx);
    }
    may_keep_suppliers(ctx)?;
    Ok(vec![Event::SupplierPart(
        row.id,
        SupplierPartEvent::Removed,
    )])
}

fn save(
    id: SupplierPartId,
    mut draft: SupplierPartDraft,
    others: &[SupplierPart],
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierRefusal> {
    may_keep_suppliers(ctx)?;
    draft.number = text::required("supplier's part number", &draft.number, 60)?;
    if !draft.pack_size.is_positive() {
        return Err(SupplierRefusal::PackSizeNotPositive);
    }
    let demoted = others.iter().filter(|other| {
        let rival = other.id != id && other.details.part == draft.part;
        draft.preferred && rival && other.details.preferred
    });
    let mut events: Vec<_> = demoted
        .map(|other| Event::SupplierPart(other.id, SupplierPartEvent::Demoted))
        .collect();
    let saved = SupplierPartEvent::Saved(Box::new(draft));
    events.push(Event::SupplierPart(id, saved));
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::fixture::{ctx, fold, quantity, uuid};

    fn draft(supplier: u128, preferred: bool) -> SupplierPartDraft {
        SupplierPartDraft {
            supplier: SupplierId::new(uuid(supplier)),
            part: PartId::new(uuid(1)),
            number: " A-1 ".to_owned(),
            cost: UnitPrice::parse("4.00").unwrap(),
            core_deposit: UnitPrice::parse("0").unwrap(),
            pack_size: quantity("12"),
            preferred,
        }
    }

    fn row(events: &[Event]) -> SupplierPart {
        let Some(Event::SupplierPart(id, event)) = events.last() else {
            panic!("no row: {events:?}");
        };
        fold(id.uuid(), std::slice::from_ref(event), &ctx(1))
    }

    #[test]
    fn a_part_has_one_first_choice() {
        let first = row(&open_part(draft(10, true), &[], &ctx(1)).unwrap());
        let others = std::slice::from_ref(&first);
        let events = open_part(draft(11, true), others, &ctx(2)).unwrap();
        let demoted = Event::SupplierPart(first.id, SupplierPartEvent::Demoted);
        assert_eq!((events.len(), &events[0]), (2, &demoted));
        assert_eq!(
            open_part(draft(11, false), others, &ctx(2)).unwrap().len(),
            1
        );
        // Saving the first choice again does not demote itself.
        let again = decide_part(&first, Some(draft(10, true)), others, &ctx(3)).unwrap();
        assert_eq!(again.len(), 1);
    }

    #[test]
    fn orders_are_whole_packs() {
        let row = row(&open_part(draft(10, true), &[], &ctx(1)).unwrap());
        for (needed, ordered) in [
            ("0", "0"),
            ("-3", "0"),
            ("1", "12"),
            ("12", "12"),
            ("13", "24"),
        ] {
            assert_eq!(row.whole_packs(quantity(needed)), Ok(quantity(ordered)));
        }
        let mut empty = draft(10, true);
        empty.pack_size = Quantity::ZERO;
        assert_eq!(
            open_part(empty, &[], &ctx(1)),
            Err(SupplierRefusal::PackSizeNotPositive)
        );
    }

    #[test]
    fn a_removed_row_is_on_no_list() {
        let events = open_part(draft(10, true), &[], &ctx(1)).unwrap();
        let put: Vec<_> = events[0].slots().iter().map(|slot| slot.name).collect();
        let row = row(&events);
        let removed = decide_part(&row, None, &[], &ctx(2)).unwrap();
        let cleared = removed[0].slots();
        assert!(cleared.iter().all(|slot| slot.value.is_none()));
        assert_eq!(
            put,
            cleared.iter().map(|slot| slot.name).collect::<Vec<_>>()
        );
    }
}

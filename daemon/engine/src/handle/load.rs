//! Loads what lives by its story.

use domain::Event;
use domain::aggregate::Aggregate;
use domain::canned::{Canned, CannedEvent};
use domain::core_charge::{Core, CoreEvent};
use domain::count::{Count, CountEvent};
use domain::people::{CustomerEvent, CustomerFile, VehicleEvent, VehicleFile};
use domain::plan::{Plan, PlanEvent};
use domain::policy::{Policy, PolicyEvent};
use domain::purchase::{Purchase, PurchaseEvent};
use domain::supplier::{Supplier, SupplierEvent, SupplierPart, SupplierPartEvent};
use domain::supplier_return::{SupplierReturn, SupplierReturnEvent};
use domain::till::{TillEvent, TillSession};
use domain::transfer::{Transfer, TransferEvent};
use uuid::Uuid;

use crate::command::EngineError;
use crate::ports::Recorded;
use crate::run::Engine;

/// Something whose events are one noun of [`Event`].
pub trait Noun: Aggregate {
    /// Returns the event if it is of this noun.
    fn own(event: &Event) -> Option<&Self::Event>;
}

macro_rules! nouns {
    ($($state:ident: $event:ident in $variant:ident,)*) => {$(
        impl Noun for $state {
            fn own(event: &Event) -> Option<&$event> {
                match event {
                    Event::$variant(_, event) => Some(event),
                    _ => None,
                }
            }
        }
    )*};
}

nouns! {
    Canned: CannedEvent in Canned,
    Core: CoreEvent in Core,
    Count: CountEvent in Count,
    CustomerFile: CustomerEvent in Customer,
    Plan: PlanEvent in Plan,
    Policy: PolicyEvent in Policy,
    Purchase: PurchaseEvent in Purchase,
    Supplier: SupplierEvent in Supplier,
    SupplierPart: SupplierPartEvent in SupplierPart,
    SupplierReturn: SupplierReturnEvent in SupplierReturn,
    TillSession: TillEvent in Till,
    Transfer: TransferEvent in Transfer,
    VehicleFile: VehicleEvent in Vehicle,
}

/// Folds a story that was read from the journal.
#[must_use]
pub fn fold<A: Noun>(id: Uuid, story: &[Recorded]) -> Option<A> {
    let own = story.iter().filter_map(|record| {
        let event = A::own(&record.event)?;
        Some((event, record.at, &record.actor))
    });
    A::replay(id, own)
}

impl Engine {
    /// Loads a thing by its id.
    pub(super) fn load<A: Noun>(&mut self, id: Uuid) -> Result<Option<A>, EngineError> {
        let story = self.store.story(id, None)?;
        Ok(fold(id, &story))
    }
}

//! A firm that sells to the shop.

use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Ctx, Timestamp};
use crate::event::Event;
use crate::ids::SupplierId;
use crate::index::Slot;
use crate::money::{Currency, Money};
use crate::text::{self, TEXT_LEN_MAX};

use super::{SupplierRefusal, may_keep_suppliers};

/// The longest term of payment or delivery, in days.
const DAYS_MAX: u16 = 730;

/// What is known about a supplier; each save carries every field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupplierDraft {
    /// The firm's name.
    pub name: String,
    /// Who to ask for.
    pub contact: Option<String>,
    /// Phone as typed.
    pub phone: Option<String>,
    /// E-mail address that orders go to.
    pub email: Option<String>,
    /// The shop's account number there.
    pub account_number: Option<String>,
    /// Days from the invoice to its due day.
    pub terms_days: u16,
    /// The currency of its prices.
    pub currency: Currency,
    /// The least an order must come to, in its currency.
    pub minimum_order: Option<Money>,
    /// Days from order to delivery.
    pub lead_time_days: u16,
    /// What everyone who orders should know.
    pub notes: Option<String>,
}

impl SupplierDraft {
    /// Trims the texts and checks every bound.
    ///
    /// # Errors
    /// A [`SupplierRefusal`] that names the field.
    pub fn checked(mut self) -> Result<Self, SupplierRefusal> {
        self.name = text::required("name", &self.name, TEXT_LEN_MAX)?;
        self.contact = text::optional("contact", self.contact.as_deref(), TEXT_LEN_MAX)?;
        self.phone = text::optional("phone", self.phone.as_deref(), 40)?;
        self.email = text::optional("email", self.email.as_deref(), TEXT_LEN_MAX)?;
        self.account_number = text::optional("account number", self.account_number.as_deref(), 60)?;
        self.notes = text::note("notes", self.notes.as_deref())?;
        for (field, days) in [
            ("the terms", self.terms_days),
            ("the lead time", self.lead_time_days),
        ] {
            if days > DAYS_MAX {
                let max = DAYS_MAX;
                return Err(SupplierRefusal::TooManyDays { field, max });
            }
        }
        if let Some(minimum) = self.minimum_order {
            if minimum.is_negative() {
                return Err(SupplierRefusal::MinimumNegative);
            }
            if minimum.currency() != self.currency {
                return Err(SupplierRefusal::MinimumCurrency);
            }
        }
        Ok(self)
    }
}

/// What can happen to a supplier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SupplierEvent {
    /// It was added or changed.
    Saved(Box<SupplierDraft>),
    /// The shop buys there no more.
    Retired,
    /// The shop buys there again.
    Restored,
}

impl SupplierEvent {
    /// Returns what the supplier is found by: `supplier.state`, `supplier.account`.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Saved(draft) => vec![
                Slot::put("supplier.state", "active"),
                draft
                    .account_number
                    .as_ref()
                    .map_or(Slot::clear("supplier.account"), |number| {
                        Slot::put("supplier.account", text::normal_number(number))
                    }),
            ],
            Self::Retired => vec![Slot::put("supplier.state", "retired")],
            Self::Restored => vec![Slot::put("supplier.state", "active")],
        }
    }
}

/// A supplier as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Supplier {
    /// Its id.
    pub id: SupplierId,
    /// What is known about it.
    pub details: SupplierDraft,
    /// Whether the shop has stopped buying there.
    pub retired: bool,
}

/// What can be asked of a supplier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SupplierOrder {
    /// Save it with these details.
    Save(Box<SupplierDraft>),
    /// Stop buying there.
    Retire,
    /// Buy there again.
    Restore,
}

impl Aggregate for Supplier {
    type Event = SupplierEvent;

    fn open(id: Uuid, event: &SupplierEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        match event {
            SupplierEvent::Saved(details) => Some(Self {
                id: id.into(),
                details: (**details).clone(),
                retired: false,
            }),
            SupplierEvent::Retired | SupplierEvent::Restored => None,
        }
    }

    fn apply(&mut self, event: &SupplierEvent, _at: Timestamp, _by: &Actor) {
        match event {
            SupplierEvent::Saved(details) => self.details = (**details).clone(),
            SupplierEvent::Retired => self.retired = true,
            SupplierEvent::Restored => self.retired = false,
        }
    }
}

/// Adds a supplier.
///
/// # Errors
/// A [`SupplierRefusal`] that names the field or the role needed.
pub fn open(draft: SupplierDraft, ctx: &Ctx) -> Result<Vec<Event>, SupplierRefusal> {
    may_keep_suppliers(ctx)?;
    let saved = SupplierEvent::Saved(Box::new(draft.checked()?));
    Ok(vec![Event::Supplier(ctx.ids.take(), saved)])
}

/// Decides what an order to a supplier brings about.
///
/// # Errors
/// A [`SupplierRefusal`]; then nothing happens.
pub fn decide(
    supplier: &Supplier,
    order: &SupplierOrder,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierRefusal> {
    may_keep_suppliers(ctx)?;
    let event = match order {
        SupplierOrder::Save(_) | SupplierOrder::Retire if supplier.retired => {
            return Err(SupplierRefusal::Retired);
        }
        SupplierOrder::Save(draft) => SupplierEvent::Saved(Box::new((**draft).clone().checked()?)),
        SupplierOrder::Retire => SupplierEvent::Retired,
        SupplierOrder::Restore if !supplier.retired => return Err(SupplierRefusal::NotRetired),
        SupplierOrder::Restore => SupplierEvent::Restored,
    };
    Ok(vec![Event::Supplier(supplier.id, event)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::Role;
    use crate::purchase::fixture::{acme, ctx, fold};

    fn supplier_after(events: &[Event], ctx: &Ctx) -> Supplier {
        let story: Vec<_> = events
            .iter()
            .filter_map(|event| match event {
                Event::Supplier(_, event) => Some(event.clone()),
                _ => None,
            })
            .collect();
        fold(events[0].stream().0, &story, ctx)
    }

    #[test]
    fn is_saved_retired_and_restored_in_that_order() {
        let ctx = ctx(1);
        let mut events = open(acme(), &ctx).unwrap();
        let mut supplier = supplier_after(&events, &ctx);
        assert_eq!(supplier.details.account_number.as_deref(), Some("SH-0042"));
        assert_eq!(
            events[0].slots(),
            [
                Slot::put("supplier.state", "active"),
                Slot::put("supplier.account", "SH0042")
            ]
        );
        let restore = decide(&supplier, &SupplierOrder::Restore, &ctx);
        assert_eq!(restore, Err(SupplierRefusal::NotRetired));
        events.extend(decide(&supplier, &SupplierOrder::Retire, &ctx).unwrap());
        supplier = supplier_after(&events, &ctx);
        let save = SupplierOrder::Save(Box::new(acme()));
        for order in [save.clone(), SupplierOrder::Retire] {
            assert_eq!(
                decide(&supplier, &order, &ctx),
                Err(SupplierRefusal::Retired)
            );
        }
        events.extend(decide(&supplier, &SupplierOrder::Restore, &ctx).unwrap());
        supplier = supplier_after(&events, &ctx);
        assert!(decide(&supplier, &save, &ctx).is_ok());
    }

    #[test]
    fn every_bound_is_kept() {
        let ctx = ctx(1);
        type Spoil = fn(&mut SupplierDraft);
        let (field, max) = ("the terms", 730);
        let cases: [(Spoil, SupplierRefusal); 4] = [
            (
                |draft| draft.terms_days = 731,
                SupplierRefusal::TooManyDays { field, max },
            ),
            (
                |draft| draft.minimum_order = Some(Money::new(-1, Currency::USD)),
                SupplierRefusal::MinimumNegative,
            ),
            (
                |draft| draft.minimum_order = Some(Money::new(1, Currency::EUR)),
                SupplierRefusal::MinimumCurrency,
            ),
            (
                |draft| draft.name = " ".to_owned(),
                crate::Refusal::TextEmpty { field: "name" }.into(),
            ),
        ];
        for (spoil, refusal) in cases {
            let mut draft = acme();
            spoil(&mut draft);
            assert_eq!(open(draft, &ctx), Err(refusal));
        }
        let clerk = Ctx {
            role: Role::Clerk,
            ..ctx
        };
        assert!(matches!(
            open(acme(), &clerk),
            Err(SupplierRefusal::RoleNeeded { .. })
        ));
    }
}

//! Canned jobs: what the shop does so often that parts, labor and notes are kept ready, scaled by the vehicle.
//!
//! [`expand`] turns one into lines for a vehicle: five quarts of oil or eight, four plugs or six. Prices are not kept in
//! it; parts and labor get the price of the day when they are put on a ticket.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Ctx, Timestamp};
use crate::event::Event;
use crate::ids::{CannedJobId, PartId};
use crate::index::Slot;
use crate::money::{NumberError, Quantity, UnitPrice};
use crate::people::Role;
use crate::refusal::Refusal;
use crate::tax::TaxClass;
use crate::text::{self, TEXT_LEN_MAX};
use crate::ticket::{JobDraft, SubletDraft};

/// The most lines a canned job may have.
pub const LINES_MAX: usize = 100;
/// The longest name of an attribute, rate or group, in characters.
const NAME_LEN_MAX: usize = 40;

/// How many, or how long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Amount {
    /// Always the same.
    Fixed(Quantity),
    /// By an attribute of the vehicle: `base + per x attribute`.
    ByAttribute {
        /// Its name, e.g. `oil_capacity_qt`, `cylinders`, `lug_nuts`.
        attribute: String,
        /// What is needed whatever the attribute.
        base: Quantity,
        /// What is needed for each one of it.
        per: Quantity,
        /// The attribute when the vehicle does not say; without it someone must.
        default: Option<Quantity>,
        /// Whether the sum is rounded up to whole pieces, as bottles are.
        whole: bool,
    },
}

/// One line of a canned job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CannedLine {
    /// A part.
    Part {
        /// Which.
        part: PartId,
        /// How many.
        quantity: Amount,
    },
    /// Labor.
    Labor {
        /// What is done.
        description: String,
        /// How long.
        hours: Amount,
        /// The name of the shop's rate, when it is not the usual one.
        rate: Option<String>,
        /// Whether it is finding out.
        diagnostic: bool,
    },
    /// A fee.
    Fee {
        /// What for.
        description: String,
        /// The class that tax rules know it by.
        class: TaxClass,
        /// How much.
        price: UnitPrice,
    },
    /// Work of another firm.
    Sublet(SubletDraft),
}

/// A job kept ready.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CannedJob {
    /// What is done; the job's title on a ticket.
    pub title: String,
    /// What the technician or the customer should know.
    pub note: Option<String>,
    /// Under which heading it is found, e.g. `Brakes`.
    pub group: Option<String>,
    /// Its lines, in order.
    pub lines: Vec<CannedLine>,
}

/// What can happen to a canned job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CannedEvent {
    /// It was made or changed.
    Saved(Box<CannedJob>),
    /// It is not offered any more.
    Retired,
}

/// A canned job as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Canned {
    /// Its id.
    pub id: CannedJobId,
    /// What it is.
    pub job: CannedJob,
    /// Whether it is not offered any more.
    pub retired: bool,
}

/// Why nothing was done with a canned job.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannedRefusal {
    /// It has no lines, or too many.
    #[error("a canned job has 1 to {LINES_MAX} lines")]
    Lines,
    /// A quantity that is nothing, or below.
    #[error("line {0} must come to more than zero")]
    NotPositive(usize),
    /// The vehicle does not say, and the job has no default.
    #[error("the vehicle's {0} is not known")]
    AttributeMissing(String),
    /// It is not offered any more.
    #[error("the canned job was retired")]
    Retired(CannedJobId),
    /// Only someone of this role, present or standing in, may.
    #[error("changing canned jobs needs a {0:?}")]
    NeedsRole(Role),
    /// A text.
    #[error(transparent)]
    Rule(#[from] Box<Refusal>),
    /// A quantity does not fit.
    #[error(transparent)]
    Number(#[from] NumberError),
}

impl From<Refusal> for CannedRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(Box::new(refusal))
    }
}

/// One line for a ticket. A part is looked up and priced, labor is priced, before the ticket gets them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExpandedLine {
    /// A part.
    Part {
        /// Which.
        part: PartId,
        /// How many.
        quantity: Quantity,
    },
    /// Labor.
    Labor {
        /// What is done.
        description: String,
        /// How long.
        hours: Quantity,
        /// The name of the shop's rate, when it is not the usual one.
        rate: Option<String>,
        /// Whether it is finding out.
        diagnostic: bool,
    },
    /// A fee.
    Fee {
        /// What for.
        description: String,
        /// The class that tax rules know it by.
        class: TaxClass,
        /// How much.
        price: UnitPrice,
    },
    /// Work of another firm.
    Sublet(SubletDraft),
}

/// A canned job for one vehicle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expanded {
    /// The job to add.
    pub job: JobDraft,
    /// Its lines, in order. A line of which the vehicle needs none is left out.
    pub lines: Vec<ExpandedLine>,
}

/// Works out the lines of a canned job for a vehicle's attributes, by name.
///
/// # Errors
/// [`CannedRefusal::AttributeMissing`] names what the vehicle must say first; [`CannedRefusal::Retired`].
pub fn expand(
    canned: &Canned,
    attributes: &BTreeMap<String, Quantity>,
) -> Result<Expanded, CannedRefusal> {
    if canned.retired {
        return Err(CannedRefusal::Retired(canned.id));
    }
    let mut lines = Vec::with_capacity(canned.job.lines.len());
    for line in &canned.job.lines {
        let line = match line {
            CannedLine::Part { part, quantity } => ExpandedLine::Part {
                part: *part,
                quantity: quantity.of(attributes)?,
            },
            CannedLine::Labor {
                description,
                hours,
                rate,
                diagnostic,
            } => ExpandedLine::Labor {
                description: description.clone(),
                hours: hours.of(attributes)?,
                rate: rate.clone(),
                diagnostic: *diagnostic,
            },
            CannedLine::Fee {
                description,
                class,
                price,
            } => ExpandedLine::Fee {
                description: description.clone(),
                class: *class,
                price: *price,
            },
            CannedLine::Sublet(sublet) => ExpandedLine::Sublet(sublet.clone()),
        };
        if line.is_wanted() {
            lines.push(line);
        }
    }
    let job = JobDraft {
        title: canned.job.title.clone(),
        note: canned.job.note.clone(),
        canned: Some(canned.id),
        ..JobDraft::default()
    };
    Ok(Expanded { job, lines })
}

impl ExpandedLine {
    fn is_wanted(&self) -> bool {
        match self {
            Self::Part { quantity, .. } => quantity.is_positive(),
            Self::Labor { hours, .. } => hours.is_positive(),
            Self::Fee { .. } | Self::Sublet(_) => true,
        }
    }
}

impl Amount {
    /// Works it out for a vehicle, to three decimals; never below zero.
    fn of(&self, attributes: &BTreeMap<String, Quantity>) -> Result<Quantity, CannedRefusal> {
        let (attribute, base, per, default, whole) = match self {
            Self::Fixed(quantity) => return Ok(*quantity),
            Self::ByAttribute {
                attribute,
                base,
                per,
                default,
                whole,
            } => (attribute, base, per, default, *whole),
        };
        let missing = || CannedRefusal::AttributeMissing(attribute.clone());
        let value = attributes.get(attribute).copied().or(*default);
        let value = value.ok_or_else(missing)?;
        let exact = base.decimal() + per.decimal() * value.decimal();
        let rounded = if whole {
            exact.ceil()
        } else {
            exact.round_dp_with_strategy(3, RoundingStrategy::MidpointAwayFromZero)
        };
        Ok(Quantity::try_new(rounded.max(Decimal::ZERO))?)
    }

    fn checked(&mut self, line: usize) -> Result<(), CannedRefusal> {
        let zero = Quantity::ZERO;
        let fits = match self {
            Self::Fixed(quantity) => quantity.is_positive(),
            Self::ByAttribute {
                attribute,
                base,
                per,
                default,
                ..
            } => {
                *attribute = text::required("attribute", attribute, NAME_LEN_MAX)?;
                *base >= zero
                    && *per >= zero
                    && default.is_none_or(|value| value >= zero)
                    && (base.is_positive() || per.is_positive())
            }
        };
        if fits {
            return Ok(());
        }
        Err(CannedRefusal::NotPositive(line))
    }
}

impl CannedJob {
    /// Trims the texts and checks every line.
    ///
    /// # Errors
    /// A [`CannedRefusal`] that names the line or the field.
    pub fn checked(mut self) -> Result<Self, CannedRefusal> {
        self.title = text::required("title", &self.title, TEXT_LEN_MAX)?;
        self.note = text::note("note", self.note.as_deref())?;
        self.group = text::optional("group", self.group.as_deref(), NAME_LEN_MAX)?;
        if self.lines.is_empty() || self.lines.len() > LINES_MAX {
            return Err(CannedRefusal::Lines);
        }
        for (index, line) in self.lines.iter_mut().enumerate() {
            match line {
                CannedLine::Part { quantity, .. } => quantity.checked(index + 1)?,
                CannedLine::Labor {
                    description,
                    hours,
                    rate,
                    ..
                } => {
                    *description = text::required("description", description, TEXT_LEN_MAX)?;
                    *rate = text::optional("labor rate", rate.as_deref(), NAME_LEN_MAX)?;
                    hours.checked(index + 1)?;
                }
                CannedLine::Fee { description, .. } => {
                    *description = text::required("description", description, TEXT_LEN_MAX)?;
                }
                CannedLine::Sublet(sublet) => {
                    sublet.description =
                        text::required("description", &sublet.description, TEXT_LEN_MAX)?;
                }
            }
        }
        Ok(self)
    }
}

/// Makes a canned job, or changes one; saving a retired one offers it again.
///
/// # Errors
/// [`CannedRefusal::NeedsRole`] below advisor, and whatever [`CannedJob::checked`] finds.
pub fn save(
    id: Option<CannedJobId>,
    job: CannedJob,
    ctx: &Ctx,
) -> Result<Vec<Event>, CannedRefusal> {
    may_change(ctx)?;
    let id = id.unwrap_or_else(|| ctx.ids.take());
    let saved = CannedEvent::Saved(Box::new(job.checked()?));
    Ok(vec![Event::Canned(id, saved)])
}

/// Stops offering a canned job.
///
/// # Errors
/// [`CannedRefusal::Retired`] when it is not offered already; [`CannedRefusal::NeedsRole`] below advisor.
pub fn retire(canned: &Canned, ctx: &Ctx) -> Result<Vec<Event>, CannedRefusal> {
    may_change(ctx)?;
    if canned.retired {
        return Err(CannedRefusal::Retired(canned.id));
    }
    Ok(vec![Event::Canned(canned.id, CannedEvent::Retired)])
}

fn may_change(ctx: &Ctx) -> Result<(), CannedRefusal> {
    if ctx.authority() < Role::Advisor {
        return Err(CannedRefusal::NeedsRole(Role::Advisor));
    }
    Ok(())
}

impl CannedEvent {
    /// Returns what the canned job is found by from now on.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Saved(job) => vec![
                Slot::put("canned.state", "offered"),
                Slot {
                    value: job.group.clone(),
                    ..Slot::clear("canned.group")
                },
            ],
            Self::Retired => vec![
                Slot::put("canned.state", "retired"),
                Slot::clear("canned.group"),
            ],
        }
    }
}

impl Aggregate for Canned {
    type Event = CannedEvent;

    fn open(id: Uuid, event: &CannedEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        match event {
            CannedEvent::Saved(job) => Some(Self {
                id: CannedJobId::new(id),
                job: (**job).clone(),
                retired: false,
            }),
            CannedEvent::Retired => None,
        }
    }

    fn apply(&mut self, event: &CannedEvent, _at: Timestamp, _by: &Actor) {
        match event {
            CannedEvent::Saved(job) => {
                self.job = (**job).clone();
                self.retired = false;
            }
            CannedEvent::Retired => self.retired = true,
        }
    }
}

#[cfg(test)]
mod tests;

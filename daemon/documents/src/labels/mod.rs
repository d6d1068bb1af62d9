//! Labels for bins, parts, tires, keys, old parts, windscreens and work orders.
//!
//! Each kind has a size in common use, and is laid out anew for another size. What a scanner gives back from a label
//! is said at its kind: the same text that a person would type.

mod layout;
#[cfg(test)]
mod tests;

use domain::Money;
use domain::ids::CoreId;
use domain::odometer::DistanceUnit;
use jiff::civil::Date;
use paper::Align;
use paper::label::Label;

use crate::money::amount_with_symbol;
use crate::{DocumentError, Shop};
use layout::Sheet;

/// How large a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LabelSize {
    /// Across the print head, in millimetres.
    pub width_mm: u16,
    /// Along the feed, in millimetres.
    pub height_mm: u16,
}

/// What is on a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelInput {
    /// For a bin. A scanner gives back `BIN:` and its name.
    Bin {
        /// Its name.
        bin: String,
        /// What lies in it.
        contents: Option<String>,
    },
    /// For an old part that somebody brought or owes. A scanner gives back `CORE:` and its id.
    Core {
        /// The core ledger's entry.
        core: CoreId,
        /// The part's number.
        number: String,
        /// What it is.
        description: String,
        /// Who owes it, or whom it is sent to.
        from: String,
        /// The ticket it was sold on.
        ticket: Option<String>,
        /// Until when it has to be back.
        due: Option<Date>,
    },
    /// For a key. A scanner gives back the ticket's number.
    Key {
        /// The ticket's number.
        ticket: String,
        /// The hook.
        tag: Option<String>,
        /// Whose.
        customer: Option<String>,
        /// Which vehicle.
        vehicle: Option<String>,
        /// Its plate.
        plate: Option<String>,
    },
    /// For the windscreen: when the oil is due again. Nothing to scan.
    OilChange {
        /// On which day.
        due: Option<Date>,
        /// At which reading, and what the odometer counts.
        odometer: Option<(u32, DistanceUnit)>,
        /// Which oil is in.
        oil: Option<String>,
    },
    /// For a part on the shelf. A scanner gives back the digits under its barcode, or its number.
    Part {
        /// Its number.
        number: String,
        /// What it is.
        description: String,
        /// What a customer pays for one.
        price: Option<Money>,
        /// The digits under the maker's barcode.
        upc: Option<String>,
        /// Where it lies.
        bin: Option<String>,
    },
    /// For a tire. A scanner gives back its identification number, or the part's number when that is not known.
    Tire {
        /// The part's number.
        number: String,
        /// What it is.
        description: String,
        /// Its size: `225/45R17 94W`.
        size: String,
        /// Its identification number, `DOT` left out (49 CFR 574.5).
        dot: Option<String>,
        /// Where it lies.
        bin: Option<String>,
        /// What a customer pays for one.
        price: Option<Money>,
    },
    /// For the work order's folder or the windscreen. A scanner gives back the ticket's number.
    WorkOrder {
        /// The ticket's number.
        ticket: String,
        /// The work order's number.
        work_order: Option<String>,
        /// Whose.
        customer: Option<String>,
        /// Which vehicle.
        vehicle: Option<String>,
        /// Its plate.
        plate: Option<String>,
        /// When it was promised, as it is to be read.
        promised: Option<String>,
        /// What is to be done, in a few words.
        jobs: Vec<String>,
    },
}

impl LabelInput {
    /// Returns a size that rolls of such labels commonly have.
    #[must_use]
    pub const fn usual_size(&self) -> LabelSize {
        let (width_mm, height_mm) = match self {
            Self::Bin { .. } => (102, 38),
            Self::Part { .. } | Self::Key { .. } => (57, 32),
            Self::Tire { .. } | Self::Core { .. } | Self::WorkOrder { .. } => (102, 64),
            Self::OilChange { .. } => (51, 51),
        };
        LabelSize {
            width_mm,
            height_mm,
        }
    }

    /// Returns what a scanner gives back from the label.
    #[must_use]
    pub fn scan(&self) -> Option<String> {
        match self {
            Self::Bin { bin, .. } => Some(format!("BIN:{bin}")),
            Self::Core { core, .. } => Some(format!("CORE:{core}")),
            Self::Key { ticket, .. } | Self::WorkOrder { ticket, .. } => Some(ticket.clone()),
            Self::OilChange { .. } => None,
            Self::Part { number, upc, .. } => Some(upc.as_ref().unwrap_or(number).clone()),
            Self::Tire { number, dot, .. } => {
                let dot = dot.as_ref().map(|dot| format!("DOT {dot}"));
                Some(dot.unwrap_or_else(|| number.clone()))
            }
        }
    }
}

/// Makes a label of its usual or another size.
///
/// # Errors
/// [`DocumentError::Code`] when the text for the scanner cannot be made a code, [`DocumentError::Label`] when a code or
/// a text that must be whole does not fit the size.
pub fn label(
    input: &LabelInput,
    size: Option<LabelSize>,
    shop: &Shop,
) -> Result<Label, DocumentError> {
    let mut sheet = Sheet::new(size.unwrap_or_else(|| input.usual_size()));
    let scan = input.scan();
    let scan = scan.as_deref().unwrap_or_default();
    match input {
        LabelInput::Bin { bin, contents } => {
            sheet.whole(0, 0, 100, 42, bin, Align::Left);
            sheet.text(0, 42, 100, 16, contents.as_deref());
            sheet.code(0, 60, 100, 40, scan)?;
        }
        LabelInput::Core {
            number,
            description,
            from,
            ticket,
            due,
            ..
        } => {
            let due = due.map(|day| format!("Due {}", shop.date(day)));
            sheet.bold(0, 0, 68, 16, Some("CORE"));
            sheet.bold(0, 17, 68, 17, Some(number));
            sheet.lines(0, 35, 68, 25, description);
            sheet.text(0, 62, 68, 13, Some(from));
            sheet.text(0, 75, 68, 11, ticket.as_deref());
            sheet.bold(0, 86, 68, 14, due.as_deref());
            sheet.square(69, 0, 31, 100, scan)?;
        }
        LabelInput::Key {
            tag,
            customer,
            vehicle,
            plate,
            ticket,
        } => {
            sheet.bold(0, 0, 62, 30, tag.as_deref().or(plate.as_deref()));
            sheet.text(0, 32, 62, 16, customer.as_deref());
            sheet.lines(0, 48, 62, 34, vehicle.as_deref().unwrap_or_default());
            let plate = plate.as_deref().filter(|_| tag.is_some());
            sheet.bold(0, 82, 50, 18, plate);
            sheet.square(64, 0, 36, 78, scan)?;
            sheet.whole(52, 82, 48, 16, ticket, Align::Right);
        }
        LabelInput::OilChange { due, odometer, oil } => {
            let due = due.map(|day| shop.date(day));
            let odometer = odometer.map(|(reading, unit)| shop.distance_in(reading, unit));
            sheet.centered(0, 0, 100, 13, &shop.name);
            sheet.centered(0, 15, 100, 12, "NEXT OIL CHANGE");
            sheet.whole(
                0,
                29,
                100,
                22,
                due.as_deref().unwrap_or_default(),
                Align::Center,
            );
            sheet.whole(
                0,
                52,
                100,
                22,
                odometer.as_deref().unwrap_or_default(),
                Align::Center,
            );
            sheet.centered(0, 76, 100, 11, oil.as_deref().unwrap_or_default());
            sheet.centered(0, 88, 100, 12, shop.phone.as_deref().unwrap_or_default());
        }
        LabelInput::Part {
            number,
            description,
            price,
            bin,
            ..
        } => {
            let price = price.map(amount_with_symbol).unwrap_or_default();
            sheet.bold(0, 0, 70, 18, Some(number));
            sheet.right(71, 0, 29, 15, bin.as_deref().unwrap_or_default());
            sheet.lines(0, 18, 100, 26, description);
            sheet.whole(40, 44, 60, 24, &price, Align::Right);
            sheet.code(0, 69, 100, 31, scan)?;
        }
        LabelInput::Tire {
            number,
            description,
            size,
            dot,
            bin,
            price,
        } => {
            let price = price.map(amount_with_symbol).unwrap_or_default();
            let dot = dot.as_ref().map(|dot| format!("DOT {dot}"));
            sheet.whole(0, 0, 100, 24, size, Align::Left);
            sheet.text(0, 25, 100, 12, Some(description));
            sheet.text(0, 37, 62, 11, Some(number));
            sheet.right(64, 37, 36, 11, bin.as_deref().unwrap_or_default());
            sheet.bold(0, 49, 58, 14, dot.as_deref());
            sheet.whole(58, 48, 42, 17, &price, Align::Right);
            sheet.code(0, 69, 100, 31, scan)?;
        }
        LabelInput::WorkOrder {
            ticket,
            work_order,
            customer,
            vehicle,
            plate,
            promised,
            jobs,
        } => {
            let promised = promised.as_ref().map(|when| format!("Promised {when}"));
            sheet.whole(
                0,
                0,
                60,
                16,
                work_order.as_ref().unwrap_or(ticket),
                Align::Left,
            );
            sheet.right(61, 0, 39, 15, plate.as_deref().unwrap_or_default());
            sheet.text(0, 17, 100, 12, customer.as_deref());
            sheet.text(0, 29, 100, 12, vehicle.as_deref());
            sheet.bold(0, 42, 100, 12, promised.as_deref());
            sheet.lines(0, 54, 100, 19, &jobs.join(" · "));
            sheet.code(0, 75, 100, 25, scan)?;
        }
    }
    let label = sheet.label();
    for dpi in [paper::label::Dpi::Dpi203, paper::label::Dpi::Dpi300] {
        paper::label::lay_out(&label, dpi)?;
    }
    Ok(label)
}

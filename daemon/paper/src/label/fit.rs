//! Places a label's fields on the dots of a print head, making letters and modules fit.

use super::{Area, Dpi, Field, Label, LabelError, Overflow, Placed, TextField};
use crate::style::Align;
use crate::symbol::Symbol;
use crate::typeface::{self, UNITS_PER_EM, Weight};

/// Narrowest bar, in micrometres: two dots of a 300 dpi head. Narrower ones run together on thermal paper.
const BAR_UM_MIN: u32 = 165;
/// Widest bar that is of any use to a hand-held scanner.
const BAR_UM_MAX: u32 = 500;
/// Smallest module of a code with two dimensions: two dots of a 203 dpi head.
const MODULE_UM_MIN: u32 = 245;
const MODULE_UM_MAX: u32 = 1_000;

/// Returns every field in dots, in the order given.
///
/// # Errors
/// When the label has no or too large a size, a field reaches beyond it, a code or a text that must be whole
/// does not fit.
pub fn lay_out(label: &Label, dpi: Dpi) -> Result<Vec<Placed>, LabelError> {
    let size = |side: u32| (1..=Label::SIDE_UM_MAX).contains(&side) && dpi.dots(side) > 0;
    if !size(label.width_um) || !size(label.height_um) {
        return Err(LabelError::Size {
            width_um: label.width_um,
            height_um: label.height_um,
        });
    }
    let mut placed = Vec::new();
    for (index, field) in label.fields.iter().enumerate() {
        let area = match field {
            Field::Text(text) => &text.area,
            Field::Symbol { area, .. } | Field::Fill(area) => area,
        };
        let dots = Dots::of(*area, dpi);
        let inside = |start: u32, length: u32, side: u32| {
            start.checked_add(length).is_some_and(|end| end <= side)
        };
        if !inside(area.x_um, area.width_um, label.width_um)
            || !inside(area.y_um, area.height_um, label.height_um)
        {
            return Err(LabelError::FieldOutside { index });
        }
        match field {
            Field::Text(text) => placed.extend(fit_text(text, dots, dpi)?),
            Field::Symbol { symbol, align, .. } => {
                placed.push(fit_symbol(symbol, *align, dots, dpi)?);
            }
            Field::Fill(_) => placed.push(Placed::Fill {
                x: dots.x,
                y: dots.y,
                width_dots: dots.width.max(1),
                height_dots: dots.height.max(1),
            }),
        }
    }
    Ok(placed)
}

#[derive(Clone, Copy)]
struct Dots {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

impl Dots {
    fn of(area: Area, dpi: Dpi) -> Self {
        Self {
            x: dpi.dots(area.x_um),
            y: dpi.dots(area.y_um),
            width: dpi.dots(area.width_um),
            height: dpi.dots(area.height_um),
        }
    }

    fn left(self, width: u32, align: Align) -> u32 {
        let free = self.width.saturating_sub(width);
        self.x
            + match align {
                Align::Left => 0,
                Align::Center => free / 2,
                Align::Right => free,
            }
    }
}

/// From one baseline to the next.
const fn leading(size: u32) -> u32 {
    size * 5 / 4
}

fn units(dots: u32, size: u32) -> u64 {
    u64::from(dots) * u64::from(UNITS_PER_EM) / u64::from(size.max(1))
}

fn line_dots(line: &str, weight: Weight, size: u32) -> u32 {
    let units = typeface::width_units(line, weight) * u64::from(size);
    u32::try_from(units.div_ceil(u64::from(UNITS_PER_EM))).unwrap_or(u32::MAX)
}

fn fit_text(field: &TextField, dots: Dots, dpi: Dpi) -> Result<Vec<Placed>, LabelError> {
    let text = typeface::printable(&field.text);
    let refused = || LabelError::TextDoesNotFit {
        text: field.text.clone(),
    };
    let lines_max = usize::from(field.lines_max.max(1));
    let smallest = dpi.dots(field.size_um_min).max(6);
    let largest = dpi.dots(field.size_um_max).max(smallest);
    let in_size = |size: u32| {
        let lines = typeface::wrap(&text, field.weight, units(dots.width, size));
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let words = text.split([' ', '\n']);
        let broken = words
            .map(|word| line_dots(word, field.weight, size))
            .any(|word| word > dots.width);
        let high = count.saturating_mul(leading(size));
        let fits = lines.len() <= lines_max && high <= dots.height && !broken;
        fits.then_some((size, lines))
    };
    let (size, lines) = match (smallest..=largest).rev().find_map(in_size) {
        Some(found) => found,
        None if field.overflow == Overflow::Refuse => return Err(refused()),
        None => {
            let rows = usize::try_from(dots.height / leading(smallest)).unwrap_or(0);
            let lines = cut(
                &text,
                field.weight,
                units(dots.width, smallest),
                rows.min(lines_max),
            );
            (smallest, lines.ok_or_else(refused)?)
        }
    };
    let placed = lines.into_iter().zip(0..).map(|(line, row)| {
        let width = line_dots(&line, field.weight, size);
        Placed::Text {
            x: dots.left(width, field.align),
            // Room above for the accents of capitals.
            y: dots.y + row * leading(size) + size * 24 / 25,
            size_dots: size,
            weight: field.weight,
            line,
        }
    });
    Ok(placed
        .filter(|it| !matches!(it, Placed::Text { line, .. } if line.is_empty()))
        .collect())
}

/// The first lines of a text, the last ended by an ellipsis; `None` when there is no room for a line.
fn cut(text: &str, weight: Weight, width_units: u64, rows: usize) -> Option<Vec<String>> {
    let mut lines = typeface::wrap(text, weight, width_units);
    let too_long = lines.len() > rows;
    lines.truncate(rows);
    let last = lines.last_mut()?;
    if too_long {
        last.push('…');
        while last.chars().count() > 1 && typeface::width_units(last, weight) > width_units {
            last.pop();
            last.pop();
            last.push('…');
        }
    }
    Some(lines)
}

fn fit_symbol(symbol: &Symbol, align: Align, dots: Dots, dpi: Dpi) -> Result<Placed, LabelError> {
    let (columns, rows, _) = symbol.modules();
    let count = |modules: usize| u32::try_from(modules).unwrap_or(u32::MAX);
    let (columns, rows) = (count(columns), count(rows));
    let quiet = symbol.quiet_modules();
    let linear = matches!(symbol, Symbol::Barcode(_));
    let (um_min, um_max) = if linear {
        (BAR_UM_MIN, BAR_UM_MAX)
    } else {
        (MODULE_UM_MIN, MODULE_UM_MAX)
    };
    let smallest = (1..)
        .find(|module| dpi_um(*module, dpi) >= um_min)
        .unwrap_or(1);
    let largest = dpi.dots(um_max).max(smallest);
    let across = columns.saturating_add(2 * quiet);
    let down = rows.saturating_add(2 * quiet);
    let fits = |module: &u32| {
        across.saturating_mul(*module) <= dots.width
            && (linear || down.saturating_mul(*module) <= dots.height)
    };
    let module = (smallest..=largest).rev().find(fits);
    let Some(module) = module.filter(|_| columns > 0 && dots.height > 0) else {
        return Err(LabelError::SymbolDoesNotFit {
            data: symbol.text(),
        });
    };
    let quiet = quiet * module;
    Ok(Placed::Symbol {
        x: dots.left(across * module, align) + quiet,
        y: dots.y + if linear { 0 } else { quiet },
        module_dots: module,
        height_dots: if linear { dots.height } else { module },
        symbol: symbol.clone(),
    })
}

/// Width of this many dots in micrometres, rounded down.
const fn dpi_um(dots: u32, dpi: Dpi) -> u32 {
    match dpi {
        Dpi::Dpi203 => dots * 125,
        Dpi::Dpi300 => dots * 254 / 3,
    }
}

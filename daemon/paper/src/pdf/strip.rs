//! Strips: what stands at one height of a page, from margin to margin, never divided by a page break.

use std::rc::Rc;

use crate::raster::Raster;
use crate::style::Align;
use crate::symbol::Symbol;
use crate::typeface::{self, UNITS_PER_EM, Weight};

/// Twentieths of a point.
pub(super) type Twips = i32;

/// Letters of one size and weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Type {
    pub size: Twips,
    pub weight: Weight,
    /// Grey, 0 = black.
    pub grey: u8,
}

impl Type {
    pub(super) const SMALL: Self = Self::regular(140);
    pub(super) const LABEL: Self = Self {
        grey: 0x55,
        ..Self::SMALL
    };
    pub(super) const BODY: Self = Self::regular(180);
    pub(super) const STRONG: Self = Self::bold(180);
    pub(super) const NOTICE: Self = Self::bold(240);
    pub(super) const GRAND: Self = Self::bold(240);
    pub(super) const NAME: Self = Self::bold(280);
    pub(super) const TITLE: Self = Self::bold(340);

    const fn regular(size: Twips) -> Self {
        let weight = Weight::Regular;
        Self {
            size,
            weight,
            grey: 0,
        }
    }

    const fn bold(size: Twips) -> Self {
        let weight = Weight::Bold;
        Self {
            size,
            weight,
            grey: 0,
        }
    }

    pub(super) const fn sized(self, size: Twips) -> Self {
        Self { size, ..self }
    }

    /// From one line to the next.
    pub(super) const fn leading(self) -> Twips {
        self.size * 13 / 10
    }

    /// From the top of a line to its baseline.
    const fn baseline(self) -> Twips {
        self.size
    }

    /// Width of one line, rounded up.
    pub(super) fn width(self, text: &str) -> Twips {
        let size = u64::try_from(self.size).unwrap_or(0);
        let units = typeface::width_units(text, self.weight) * size;
        Twips::try_from(units.div_ceil(u64::from(UNITS_PER_EM))).unwrap_or(Twips::MAX)
    }

    /// Breaks any text into printable lines of at most `width`.
    pub(super) fn lines(self, text: &str, width: Twips) -> Vec<String> {
        let width = u64::try_from(width).unwrap_or(0);
        let size = u64::try_from(self.size.max(1)).unwrap_or(1);
        let units = width * u64::from(UNITS_PER_EM) / size;
        typeface::wrap(&typeface::printable(text), self.weight, units)
    }
}

/// One thing drawn. Distances are from the left margin and the top of the strip; on a sheet, from its corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub x: Twips,
    pub y: Twips,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// `y` is the baseline.
    Text { line: String, look: Type },
    Fill {
        width: Twips,
        height: Twips,
        grey: u8,
    },
    /// Black cells of a grid, row by row.
    Cells {
        columns: usize,
        cell_width: Twips,
        cell_height: Twips,
        black: Vec<bool>,
    },
    /// Scaled to this width and height.
    Picture {
        raster: Rc<Raster>,
        width: Twips,
        height: Twips,
    },
}

/// What stands at one height.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    pub height: Twips,
    pub marks: Vec<Mark>,
    /// Whether the next strip must be on the same page.
    pub keep_with_next: bool,
    /// What stands above this strip when it is the first of a page.
    pub repeat: Option<Rc<Vec<Strip>>>,
    pub new_page: bool,
}

impl Strip {
    /// White paper.
    pub(super) fn gap(height: Twips) -> Self {
        Self {
            height,
            ..Self::default()
        }
    }

    /// A thin line with white above and below.
    pub(super) fn rule(width: Twips, above: Twips, below: Twips) -> Self {
        let line = What::Fill {
            width,
            height: 10,
            grey: 0x55,
        };
        let mut strip = Self::gap(above + 10 + below);
        strip.push(0, above, line);
        strip
    }

    pub(super) fn push(&mut self, x: Twips, y: Twips, what: What) {
        self.marks.push(Mark { x, y, what });
    }

    /// Adds one printable line whose top is at `y`, in the column from `x` on.
    pub(super) fn text(
        &mut self,
        x: Twips,
        y: Twips,
        width: Twips,
        align: Align,
        look: Type,
        line: &str,
    ) {
        if line.is_empty() {
            return;
        }
        let free = width - look.width(line);
        let x = match align {
            Align::Left => x,
            Align::Center => x + free / 2,
            Align::Right => x + free,
        };
        let what = What::Text {
            line: line.to_owned(),
            look,
        };
        self.push(x, y + look.baseline(), what);
    }

    #[must_use]
    pub(super) fn kept(mut self) -> Self {
        self.keep_with_next = true;
        self
    }

    #[must_use]
    pub(super) fn moved(mut self, right: Twips, down: Twips) -> Self {
        for mark in &mut self.marks {
            mark.x += right;
            mark.y += down;
        }
        self
    }
}

/// Returns a strip for each line of `text`. Nothing for an empty text.
pub(super) fn paragraph(text: &str, look: Type, align: Align, width: Twips) -> Vec<Strip> {
    if text.is_empty() {
        return Vec::new();
    }
    let lines = look.lines(text, width);
    let strips = lines.iter().map(|line| {
        let mut strip = Strip::gap(look.leading());
        strip.text(0, 0, width, align, look, line);
        strip
    });
    strips.collect()
}

/// Total height of strips that stand below each other.
pub(super) fn height(strips: &[Strip]) -> Twips {
    strips.iter().map(|strip| strip.height).sum()
}

/// Joins strips that stand below each other into one that no page break divides.
pub(super) fn joined(strips: Vec<Strip>) -> Strip {
    let mut whole = Strip::default();
    for strip in strips {
        let top = whole.height;
        whole.height += strip.height;
        whole.marks.extend(strip.moved(0, top).marks);
    }
    whole
}

/// Puts columns of strips side by side, each at its distance from the left, as one strip. Columns too tall for
/// that (`height_max`) come one below the other, so that a page break can divide them.
pub(super) fn beside(columns: Vec<(Twips, Vec<Strip>)>, height_max: Twips) -> Vec<Strip> {
    let tallest = columns.iter().map(|(_, strips)| height(strips)).max();
    if tallest.unwrap_or(0) > height_max {
        let moved = |(x, strips): (Twips, Vec<Strip>)| {
            strips.into_iter().map(move |strip| strip.moved(x, 0))
        };
        return columns.into_iter().flat_map(moved).collect();
    }
    let mut whole = Strip::default();
    for (x, strips) in columns {
        let column = joined(strips);
        whole.height = whole.height.max(column.height);
        whole.marks.extend(column.moved(x, 0).marks);
    }
    vec![whole]
}

/// Keeps the strips on one page, the last free to be followed by a break.
pub(super) fn together(strips: &mut [Strip]) {
    if let Some((_, before)) = strips.split_last_mut() {
        before
            .iter_mut()
            .for_each(|strip| strip.keep_with_next = true);
    }
}

/// Narrowest module printed, 0.18 mm: below that office printers and hand-held readers fail together.
const MODULE_MIN: Twips = 10;
/// Widest module, 0.5 mm.
const MODULE_MAX: Twips = 28;
/// Height of linear bars, 11 mm.
const BARS: Twips = 624;

/// Returns the symbol in at most `width`, with its data below; only the data when it does not fit.
pub(super) fn symbol(symbol: &Symbol, align: Align, width: Twips, module: Twips) -> Vec<Strip> {
    let (columns, rows, black) = symbol.modules();
    let count = |modules: usize| Twips::try_from(modules).unwrap_or(Twips::MAX);
    let quiet = Twips::try_from(symbol.quiet_modules()).unwrap_or(0);
    let across = count(columns).saturating_add(2 * quiet);
    let fits = |module: &Twips| across.saturating_mul(*module) <= width;
    let module = (MODULE_MIN..=module.min(MODULE_MAX)).rev().find(fits);
    let mut strips = Vec::new();
    if let (Some(module), false) = (module, black.is_empty()) {
        let (cell_height, above) = match symbol {
            Symbol::Barcode(_) => (BARS, 60),
            Symbol::Qr(_) | Symbol::DataMatrix(_) => (module, quiet * module),
        };
        let drawn = count(columns) * module;
        let free = width - drawn - 2 * quiet * module;
        let x = quiet * module
            + match align {
                Align::Left => 0,
                Align::Center => free / 2,
                Align::Right => free,
            };
        let mut strip = Strip::gap(2 * above + count(rows) * cell_height);
        let what = What::Cells {
            columns,
            cell_width: module,
            cell_height,
            black,
        };
        strip.push(x, above, what);
        strips.push(strip.kept());
        if let Symbol::Barcode(barcode) = symbol {
            let mut text = Strip::gap(Type::SMALL.leading());
            text.text(
                x,
                0,
                drawn,
                Align::Center,
                Type::SMALL,
                &typeface::printable(barcode.data()),
            );
            strips.push(text);
        }
    } else {
        strips = paragraph(&symbol.text(), Type::SMALL, align, width);
    }
    strips
}

/// Wider pictures are thinned to this: 300 dpi over the width of a page would be twice as much.
const PICTURE_DOTS_MAX: u32 = 1200;

/// Returns the picture in at most this width and height, keeping its proportions.
pub(super) fn picture(raster: &Raster, align: Align, width: Twips, height_max: Twips) -> Strip {
    let (dots_wide, dots_high) = (
        i64::from(raster.width_dots()),
        i64::from(raster.height_dots()),
    );
    // 203 dpi, as on the roll, unless that is too large: 1440 / 203.
    let natural = (dots_wide * 1440 / 203, dots_high * 1440 / 203);
    let by_width = (i64::from(width), i64::from(width) * dots_high / dots_wide);
    let by_height = (
        i64::from(height_max) * dots_wide / dots_high,
        i64::from(height_max),
    );
    let smallest = [natural, by_width, by_height].into_iter().min();
    let (wide, high) = smallest.unwrap_or((0, 0));
    let twips = |length: i64| Twips::try_from(length.max(1)).unwrap_or(1);
    let (wide, high) = (twips(wide), twips(high));
    let x = match align {
        Align::Left => 0,
        Align::Center => (width - wide) / 2,
        Align::Right => width - wide,
    };
    let mut strip = Strip::gap(high + 60);
    let what = What::Picture {
        raster: Rc::new(raster.clone().shrunk_to(PICTURE_DOTS_MAX)),
        width: wide,
        height: high,
    };
    strip.push(x, 0, what);
    strip
}

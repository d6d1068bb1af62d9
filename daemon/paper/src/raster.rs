//! A 1-bit picture in dots: logos, signatures, and glyphs a printer lacks.

/// A 1-bit picture, rows top to bottom, each padded to whole bytes, most significant bit leftmost, 1 = black.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Raster {
    width_dots: u32,
    height_dots: u32,
    bits: Vec<u8>,
}

/// Why a picture was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RasterError {
    #[error("raster of {width_dots} x {height_dots} dots is empty or larger than {max} bytes", max = Raster::BYTES_MAX)]
    Size { width_dots: u32, height_dots: u32 },
    #[error("raster data holds {found} bytes where {expected} are needed")]
    Length { expected: usize, found: usize },
}

impl Raster {
    /// Largest picture accepted, in bytes (a full roll width and five metres of paper).
    pub const BYTES_MAX: usize = 4 << 20;

    /// Returns the picture over `bits`, whose rows are padded to whole bytes.
    ///
    /// # Errors
    /// When a side is zero, the picture exceeds [`Raster::BYTES_MAX`], or `bits` has another length.
    pub fn try_new(width_dots: u32, height_dots: u32, bits: Vec<u8>) -> Result<Self, RasterError> {
        let expected = Self::bytes_of(width_dots, height_dots)?;
        if bits.len() != expected {
            return Err(RasterError::Length {
                expected,
                found: bits.len(),
            });
        }
        let mut raster = Self {
            width_dots,
            height_dots,
            bits,
        };
        raster.whiten_padding();
        Ok(raster)
    }

    /// Whitens the bits beyond the width, so that equal pictures compare equal.
    fn whiten_padding(&mut self) {
        let used = self.width_dots % 8;
        if used == 0 {
            return;
        }
        let stride = self.stride();
        for row in self.bits.chunks_exact_mut(stride) {
            row[stride - 1] &= !(0xFF >> used);
        }
    }

    /// Returns the picture with white added at the right up to a whole byte, the unit printers count in.
    #[must_use]
    pub fn widened_to_bytes(self) -> Self {
        Self {
            width_dots: self.width_dots.div_ceil(8) * 8,
            ..self
        }
    }

    /// Returns an all-white picture.
    ///
    /// # Errors
    /// When a side is zero or the picture exceeds [`Raster::BYTES_MAX`].
    pub fn try_blank(width_dots: u32, height_dots: u32) -> Result<Self, RasterError> {
        let len = Self::bytes_of(width_dots, height_dots)?;
        Ok(Self {
            width_dots,
            height_dots,
            bits: vec![0; len],
        })
    }

    fn bytes_of(width_dots: u32, height_dots: u32) -> Result<usize, RasterError> {
        let len = u64::from(width_dots.div_ceil(8)) * u64::from(height_dots);
        match usize::try_from(len) {
            Ok(len) if len > 0 && len <= Self::BYTES_MAX => Ok(len),
            _ => Err(RasterError::Size {
                width_dots,
                height_dots,
            }),
        }
    }

    pub fn width_dots(&self) -> u32 {
        self.width_dots
    }

    pub fn height_dots(&self) -> u32 {
        self.height_dots
    }

    /// Bytes in one row.
    pub fn stride(&self) -> usize {
        usize::try_from(self.width_dots.div_ceil(8)).unwrap_or(usize::MAX)
    }

    /// The rows, one after the other.
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// Returns whether the dot is black; outside the picture everything is white.
    pub fn get(&self, x: u32, y: u32) -> bool {
        self.place(x, y)
            .is_some_and(|(byte, mask)| self.bits[byte] & mask != 0)
    }

    /// Blackens or whitens a dot; outside the picture nothing happens.
    pub fn set(&mut self, x: u32, y: u32, black: bool) {
        if let Some((byte, mask)) = self.place(x, y) {
            if black {
                self.bits[byte] |= mask;
            } else {
                self.bits[byte] &= !mask;
            }
        }
    }

    fn place(&self, x: u32, y: u32) -> Option<(usize, u8)> {
        if x >= self.width_dots || y >= self.height_dots {
            return None;
        }
        let byte = usize::try_from(y).ok()? * self.stride() + usize::try_from(x / 8).ok()?;
        Some((byte, 0x80 >> (x % 8)))
    }

    /// Adds the rows of `below` under these. Returns `below` unchanged when the widths differ or the
    /// result would exceed [`Raster::BYTES_MAX`].
    ///
    /// # Errors
    /// The picture that did not fit.
    pub fn append(&mut self, below: Self) -> Result<(), Self> {
        if below.width_dots != self.width_dots
            || self.bits.len() + below.bits.len() > Self::BYTES_MAX
        {
            return Err(below);
        }
        self.height_dots += below.height_dots;
        self.bits.extend_from_slice(&below.bits);
        Ok(())
    }

    /// Returns the picture shrunk to `width_dots_max` when it is wider, keeping its proportions.
    #[must_use]
    pub fn shrunk_to(self, width_dots_max: u32) -> Self {
        if self.width_dots <= width_dots_max || width_dots_max == 0 {
            return self;
        }
        let height = (u64::from(self.height_dots) * u64::from(width_dots_max)
            / u64::from(self.width_dots))
        .max(1);
        let height = u32::try_from(height).unwrap_or(u32::MAX);
        let Ok(mut small) = Self::try_blank(width_dots_max, height) else {
            return self;
        };
        let source = |at: u32, from: u32, to: u32| {
            usize::try_from(u64::from(at) * u64::from(from) / u64::from(to)).unwrap_or(0)
        };
        let across: Vec<usize> = (0..width_dots_max)
            .map(|x| source(x, self.width_dots, width_dots_max))
            .collect();
        let (stride, small_stride) = (self.stride(), small.stride());
        for (y, row) in (0..).zip(small.bits.chunks_exact_mut(small_stride)) {
            let from = source(y, self.height_dots, height) * stride;
            let from = &self.bits[from..from + stride];
            for (x, source) in across.iter().enumerate() {
                if from[source / 8] & (0x80 >> (source % 8)) != 0 {
                    row[x / 8] |= 0x80 >> (x % 8);
                }
            }
        }
        small
    }

    /// Returns the picture with every dot drawn `across` times wide and `down` times high; `None` when too large.
    pub fn magnified(&self, across: u32, down: u32) -> Option<Self> {
        if across == 1 && down == 1 {
            return Some(self.clone());
        }
        let width = self.width_dots.checked_mul(across)?;
        let mut large = Self::try_blank(width, self.height_dots.checked_mul(down)?).ok()?;
        let (stride, wide_stride) = (self.stride(), large.stride());
        let (across, down) = (usize::try_from(across).ok()?, usize::try_from(down).ok()?);
        let dots = usize::try_from(self.width_dots).ok()?;
        let rows = self.bits.chunks_exact(stride);
        for (row, block) in rows.zip(large.bits.chunks_exact_mut(wide_stride * down)) {
            let (first, others) = block.split_at_mut(wide_stride);
            for x in (0..dots).filter(|x| row[x / 8] & (0x80 >> (x % 8)) != 0) {
                for at in x * across..(x + 1) * across {
                    first[at / 8] |= 0x80 >> (at % 8);
                }
            }
            for other in others.chunks_exact_mut(wide_stride) {
                other.copy_from_slice(first);
            }
        }
        Some(large)
    }

    /// Undoes a magnification in width: every `across`-th column. `None` when the width is no multiple of it.
    pub(crate) fn shrunk_by(&self, across: u32) -> Option<Self> {
        if across == 0 || !self.width_dots.is_multiple_of(across) {
            return None;
        }
        let mut small = Self::try_blank(self.width_dots / across, self.height_dots).ok()?;
        for y in 0..small.height_dots {
            for x in 0..small.width_dots {
                small.set(x, y, self.get(x * across, y));
            }
        }
        Some(small)
    }

    /// Returns the picture with black and white exchanged.
    pub(crate) fn inverted(mut self) -> Self {
        for byte in &mut self.bits {
            *byte = !*byte;
        }
        self.whiten_padding();
        self
    }

    /// Returns the picture with every dot smeared one to the right.
    pub(crate) fn emboldened(mut self) -> Self {
        let stride = self.stride();
        for row in self.bits.chunks_exact_mut(stride) {
            let mut carry = 0;
            for byte in row {
                let smeared = *byte | *byte >> 1 | carry;
                carry = *byte << 7;
                *byte = smeared;
            }
        }
        self.whiten_padding();
        self
    }

    /// Returns the picture with white added below up to a multiple of `rows`, the unit column pictures come in.
    #[must_use]
    pub fn heightened_to(mut self, rows: u32) -> Self {
        let wanted = self.height_dots.div_ceil(rows.max(1)) * rows.max(1);
        match Self::bytes_of(self.width_dots, wanted) {
            Ok(len) => {
                self.bits.resize(len, 0);
                self.height_dots = wanted;
                self
            }
            Err(_) => self,
        }
    }

    /// Returns strips of 24 rows, top to bottom, as printers take them in columns: for each dot across, three
    /// bytes down, most significant bit on top. Rows below the picture are white.
    pub fn column_strips(&self) -> Vec<Vec<u8>> {
        let stride = self.stride();
        let columns = usize::try_from(self.width_dots).unwrap_or(usize::MAX);
        let strip = |rows: &[u8]| {
            let mut strip = vec![0; stride * 8 * 3];
            for (third, eight) in rows.chunks(stride * 8).enumerate() {
                for at in 0..stride {
                    let mut block = [0; 8];
                    for (byte, row) in block.iter_mut().zip(eight.chunks_exact(stride)) {
                        *byte = row[at];
                    }
                    let out = &mut strip[at * 24..(at + 1) * 24];
                    for (column, byte) in transposed(block).into_iter().enumerate() {
                        out[column * 3 + third] = byte;
                    }
                }
            }
            strip.truncate(columns * 3);
            strip
        };
        self.bits.chunks(stride * 24).map(strip).collect()
    }

    /// Returns a grey picture (0 black, 255 white, rows top to bottom without padding) in black and white.
    ///
    /// # Errors
    /// When `luma` is no whole number of rows of `width_dots`, or the picture exceeds [`Raster::BYTES_MAX`].
    pub fn from_luma(width_dots: u32, luma: &[u8], dither: Dither) -> Result<Self, RasterError> {
        let width = usize::try_from(width_dots).unwrap_or(usize::MAX);
        if width == 0 {
            return Err(RasterError::Size {
                width_dots,
                height_dots: 0,
            });
        }
        let height_dots = u32::try_from(luma.len() / width).unwrap_or(u32::MAX);
        if !luma.len().is_multiple_of(width) {
            return Err(RasterError::Length {
                expected: luma.len().div_ceil(width) * width,
                found: luma.len(),
            });
        }
        let mut raster = Self::try_blank(width_dots, height_dots)?;
        let stride = raster.stride();
        let rows = raster.bits.chunks_exact_mut(stride);
        let rows = rows.zip(luma.chunks_exact(width));
        match dither {
            Dither::Threshold(least_white) => {
                for (row, grey) in rows {
                    for (byte, eight) in row.iter_mut().zip(grey.chunks(8)) {
                        for (bit, grey) in eight.iter().enumerate() {
                            *byte |= u8::from(*grey < least_white) << (7 - bit);
                        }
                    }
                }
            }
            Dither::FloydSteinberg => {
                // Errors in sixteenths, one dot of margin at each side.
                let mut now = vec![0_i32; width + 2];
                let mut next = vec![0_i32; width + 2];
                for (row, grey) in rows {
                    for (x, grey) in grey.iter().enumerate() {
                        let wanted = i32::from(*grey) + now[x + 1] / 16;
                        let is_black = wanted < 128;
                        let error = if is_black { wanted } else { wanted - 255 };
                        row[x / 8] |= u8::from(is_black) << (7 - x % 8);
                        now[x + 2] += error * 7;
                        next[x] += error * 3;
                        next[x + 1] += error * 5;
                        next[x + 2] += error;
                    }
                    std::mem::swap(&mut now, &mut next);
                    next.fill(0);
                }
            }
        }
        Ok(raster)
    }
}

/// How grey becomes black and white.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dither {
    /// Everything darker than this is black: for logos of flat colours.
    Threshold(u8),
    /// Grey becomes a pattern of dots (Floyd and Steinberg, 1976): for photographs.
    FloydSteinberg,
}

/// Turns eight rows of eight dots into eight columns: the first byte is the leftmost column, its highest bit on top.
/// The three steps exchange blocks of 1, 2 and 4 dots (Warren, Hacker's Delight, 7-3).
fn transposed(rows: [u8; 8]) -> [u8; 8] {
    let mut x = u64::from_be_bytes(rows);
    let mut exchange = |shift: u32, mask: u64| {
        let moved = (x ^ (x >> shift)) & mask;
        x ^= moved ^ (moved << shift);
    };
    exchange(7, 0x00AA_00AA_00AA_00AA);
    exchange(14, 0x0000_CCCC_0000_CCCC);
    exchange(28, 0x0000_0000_F0F0_F0F0);
    x.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_hold_the_dots_of_the_rows() {
        let bits: Vec<u8> = (0..5 * 31_u32)
            .map(|at| (at * 37 % 251).to_le_bytes()[0])
            .collect();
        let raster = Raster::try_new(35, 31, bits).unwrap();
        let strips = raster.column_strips();
        assert_eq!(strips.iter().map(Vec::len).collect::<Vec<_>>(), [105, 105]);
        for y in 0..48_u32 {
            for x in 0..35_u32 {
                let at = |value: u32| usize::try_from(value).unwrap();
                let byte = strips[at(y / 24)][at(x * 3 + y % 24 / 8)];
                assert_eq!(byte & (0x80 >> (y % 8)) != 0, raster.get(x, y), "{x} {y}");
            }
        }
    }

    #[test]
    fn grey_becomes_black_and_white() {
        let grey = [0, 100, 127, 128, 200, 255, 127, 128, 0, 255];
        let raster = Raster::from_luma(5, &grey, Dither::Threshold(128)).unwrap();
        assert_eq!(raster.bits(), [0b1110_0000, 0b0101_0000]);
        assert!(Raster::from_luma(3, &grey, Dither::Threshold(128)).is_err());
        assert!(Raster::from_luma(0, &[], Dither::FloydSteinberg).is_err());
    }

    #[test]
    fn a_dithered_grey_has_its_share_of_black() {
        for (grey, least, most) in [
            (0, 4096, 4096),
            (64, 2900, 3250),
            (192, 900, 1100),
            (255, 0, 0),
        ] {
            let raster = Raster::from_luma(64, &[grey; 4096], Dither::FloydSteinberg).unwrap();
            let black: u32 = raster.bits().iter().map(|byte| byte.count_ones()).sum();
            assert!((least..=most).contains(&black), "{grey}: {black}");
        }
    }

    #[test]
    fn magnified_and_shrunk_is_the_same() {
        let raster = Raster::try_new(13, 2, vec![0xA5, 0x50, 0x0F, 0xF8]).unwrap();
        let large = raster.magnified(3, 2).unwrap();
        assert_eq!((large.width_dots(), large.height_dots()), (39, 4));
        assert!((0..39).all(|x| large.get(x, 1) == raster.get(x / 3, 0)));
        assert!((0..39).all(|x| large.get(x, 3) == raster.get(x / 3, 1)));
        let two_rows = Raster::try_new(
            13,
            4,
            [0xA5, 0x50]
                .repeat(2)
                .into_iter()
                .chain([0x0F, 0xF8].repeat(2))
                .collect(),
        )
        .unwrap();
        assert_eq!(large.shrunk_by(3), Some(two_rows));
    }
}

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
            u32::try_from(u64::from(at) * u64::from(from) / u64::from(to)).unwrap_or(0)
        };
        for y in 0..height {
            for x in 0..width_dots_max {
                let black = self.get(
                    source(x, self.width_dots, width_dots_max),
                    source(y, self.height_dots, height),
                );
                small.set(x, y, black);
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
        for y in 0..large.height_dots {
            for x in 0..width {
                if self.get(x / across, y / down) {
                    large.set(x, y, true);
                }
            }
        }
        Some(large)
    }
}

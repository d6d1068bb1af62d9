//! Data Matrix (ECC 200, ISO/IEC 16022): the small square code for parts, tags and labels.

use datamatrix::{DataMatrix as Encoder, SymbolList};

use crate::raster::Raster;

/// A Data Matrix whose data fits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DataMatrix {
    data: Vec<u8>,
}

/// Why data cannot be a Data Matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DataMatrixError {
    #[error("data matrix cannot hold {len} bytes")]
    Length { len: usize },
}

impl DataMatrix {
    /// Returns a square Data Matrix.
    ///
    /// # Errors
    /// When `data` is empty or longer than the largest symbol (144 x 144 modules) takes.
    pub fn try_new(data: impl Into<Vec<u8>>) -> Result<Self, DataMatrixError> {
        let data = data.into();
        let len = data.len();
        let code = Self { data };
        if len == 0 || code.modules().0 == 0 {
            return Err(DataMatrixError::Length { len });
        }
        Ok(code)
    }

    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Returns the side in modules and the modules row by row, `true` = black, without the quiet zone.
    pub fn modules(&self) -> (usize, Vec<bool>) {
        let squares = SymbolList::default().enforce_square();
        match Encoder::encode(&self.data, squares) {
            Ok(code) => {
                let bitmap = code.bitmap();
                (bitmap.width(), bitmap.bits().to_vec())
            }
            Err(_) => (0, Vec::new()),
        }
    }

    /// Returns the code as a picture with `module_dots` dots to a module and one module of white around,
    /// for printers that do not draw the code themselves.
    pub fn raster(&self, module_dots: u8) -> Option<Raster> {
        let (side, modules) = self.modules();
        let side = u32::try_from(side).ok()?;
        let mut raster = Raster::try_blank(side + 2, side + 2).ok()?;
        let places = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        for ((x, y), black) in places.zip(modules) {
            raster.set(x + 1, y + 1, black);
        }
        let dots = u32::from(module_dots.max(1));
        raster.magnified(dots, dots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_and_bounded() {
        let code = DataMatrix::try_new("C1-000123").unwrap();
        let (side, modules) = code.modules();
        assert_eq!((side, modules.len()), (14, 14 * 14));
        // ISO/IEC 16022 finder: the left column and the bottom row are black.
        assert!((0..14).all(|at| modules[at * 14] && modules[13 * 14 + at]));
        let raster = code.raster(3).unwrap();
        assert_eq!((raster.width_dots(), raster.height_dots()), (48, 48));
        assert!(!raster.get(2, 2) && raster.get(3, 3));
        assert_eq!(
            DataMatrix::try_new(""),
            Err(DataMatrixError::Length { len: 0 })
        );
        assert!(DataMatrix::try_new(vec![0xA5; 4000]).is_err());
    }
}

//! What one customer display can do. Data: settings fill it.

use crate::escpos::CodePage;

/// The commands a display understands. Many have a switch for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DisplayLanguage {
    /// Epson's: `US $` places the cursor.
    #[default]
    EscPos,
    /// CD5220: `ESC Q A` and `ESC Q B` write a row. It has two rows and one code page.
    Cd5220,
}

/// A display model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayProfile {
    /// For people.
    pub name: String,
    pub columns: u8,
    pub rows: u8,
    pub language: DisplayLanguage,
    /// Character tables and the `n` of `ESC t n` that selects each, best first. CD5220 uses the first only.
    pub code_pages: Vec<(CodePage, u8)>,
    /// 1 (dim) to 4 (bright); `None` leaves what the display is set to.
    pub brightness: Option<u8>,
    /// The display hangs on a printer's connector: `ESC =` chooses between the two.
    pub behind_printer: bool,
}

impl DisplayProfile {
    /// Epson DM-D110 and the like: two rows of twenty.
    pub fn epson_2x20() -> Self {
        let numbered = |page: CodePage| Some((page, page.tm_number()?));
        let pages = [CodePage::Pc437, CodePage::Pc858, CodePage::Wpc1252];
        Self {
            name: "Epson DM-D, 2 x 20".to_owned(),
            columns: 20,
            rows: 2,
            language: DisplayLanguage::EscPos,
            code_pages: pages.into_iter().filter_map(numbered).collect(),
            brightness: None,
            behind_printer: false,
        }
    }

    /// A display of no name set to CD5220: two rows of twenty, ASCII.
    pub fn cd5220_2x20() -> Self {
        Self {
            name: "CD5220, 2 x 20".to_owned(),
            language: DisplayLanguage::Cd5220,
            code_pages: vec![(CodePage::Ascii, 0)],
            ..Self::epson_2x20()
        }
    }

    /// Returns the page `ESC t number` selects: one of the profile's, or the one Epson's displays give that number.
    pub fn page_numbered(&self, number: u8) -> Option<CodePage> {
        self.code_pages
            .iter()
            .find(|(_, n)| *n == number)
            .map(|(page, _)| *page)
            .or_else(|| CodePage::of_tm_number(number))
    }
}

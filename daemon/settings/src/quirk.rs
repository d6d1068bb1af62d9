//! A model of receipt printer: `config/quirks/NAME.toml`, what it can do as checked data, so that a new model needs no code.

use std::path::Path;

use crate::fault::Faults;
use crate::model::PrinterLanguage;
use crate::read;

/// Everything a file says of a model, with defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quirk {
    /// The file's name without `.toml`, e.g. `epson-tm-t88v`.
    pub name: String,
    /// Required. What it is, for people.
    pub title: String,
    /// Required. The manuals it was taken from, 1 to 8.
    pub sources: Vec<String>,
    /// Required.
    pub language: PrinterLanguage,
    /// What its IEEE 1284 model name contains; a printer on USB is known by it. Default: none.
    pub id: Vec<String>,
    /// `vendor:product` on USB, for printers whose model name says nothing. Default: none.
    pub usb: Vec<String>,
    /// Required. Columns of its usual letters, 16 to 96.
    pub columns: u16,
    /// Columns of its small letters, 16 to 128. Default: as many as the usual ones.
    pub columns_small: u16,
    /// Required. Printable width in dots, 128 to 1,280.
    pub dots: u16,
    /// Dots to the inch, 60 to 600. Default 203.
    pub dpi: u16,
    /// Default `partial`.
    pub cutter: QuirkCutter,
    /// Required. Its character tables with the number that selects each, best first; the first is what it begins with.
    pub code_pages: Vec<(String, u8)>,
    /// Characters of two bytes that it has. Default: none.
    pub cjk: Option<QuirkCjk>,
    /// Whether it takes bytes from 80 hex for halves of such characters until it is told not to. Default false.
    pub leaves_kanji_mode: bool,
    /// Which questions it answers. Default: all but `process_id` and `automatic`.
    pub answers: Vec<QuirkAnswer>,
    /// Whether `GS ( D` may be sent to it. Default false.
    pub guards_real_time: bool,
    /// Default `raster`.
    pub pictures: QuirkPictures,
    /// The widest picture it takes, in dots. Default: `dots`.
    pub picture_dots: u16,
    /// Barcodes that it draws itself, of `upc-a`, `ean13`, `code39`, `code128`. Default: all.
    pub barcodes: Vec<String>,
    /// Whether it draws QR codes itself. Default true.
    pub qr: bool,
    /// Pins of its drawer jack, 2 or 5 or both. Default: both.
    pub drawer_pins: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuirkCutter {
    None,
    Partial,
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuirkCjk {
    ShiftJis,
    Gb18030,
    Big5,
    Ksc5601,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuirkAnswer {
    /// `DLE EOT`.
    RealTime,
    /// `GS r`.
    InOrder,
    /// `GS ( H`: it names the job that it has printed.
    ProcessId,
    /// `GS a`: it tells by itself what changes.
    Automatic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuirkPictures {
    /// `GS v 0`.
    Raster,
    /// `ESC *`.
    Columns,
    /// `GS ( L`.
    Graphics,
}

impl Quirk {
    /// Reads and checks the file of the model `name` in `folder`.
    ///
    /// # Errors
    /// [`Faults`]: every fault of the file, or the one fault that it cannot be read.
    pub fn load(folder: &Path, name: &str) -> Result<Self, Faults> {
        let path = folder.join(format!("{name}.toml"));
        let file = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&file, name, &text),
            Err(error) => Err(Faults::unreadable(
                &file,
                &error,
                "name a model of the folder under `model`, or leave it out for a careful guess",
            )),
        }
    }

    /// Checks `text` of the model `name`; `file` is the file name that faults show.
    ///
    /// # Errors
    /// [`Faults`]: every fault of the text, in the order of the lines.
    pub fn parse(file: &str, name: &str, text: &str) -> Result<Self, Faults> {
        read::quirk(file, name, text)
    }

    /// Reads every model of a folder, in the order of their names. A folder that is not there has none.
    ///
    /// # Errors
    /// [`Faults`] of the first file that is wrong.
    pub fn load_all(folder: &Path) -> Result<Vec<Self>, Faults> {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Ok(Vec::new());
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                let is_toml = path
                    .extension()
                    .is_some_and(|extension| extension == "toml");
                let name = path.file_stem()?.to_str()?.to_owned();
                is_toml.then_some(name)
            })
            .collect();
        names.sort();
        names.iter().map(|name| Self::load(folder, name)).collect()
    }

    /// Returns how well a model name that a printer gives fits: the length of the longest part of it that is known here.
    #[must_use]
    pub fn fits(&self, model: &str) -> Option<usize> {
        let known = self.id.iter().filter(|id| model.contains(id.as_str()));
        known.map(String::len).max()
    }
}

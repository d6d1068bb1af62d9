//! Simulated devices, for demonstrations, tests and integrators without hardware.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Lets the simulated scanner read something.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SimulatorScan")]
pub struct Scan {
    /// What it reads: printable text.
    pub text: String,
}

/// Asks for the simulated printer's paper.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SimulatorPaperQuery")]
pub struct Paper {
    /// At most so many; 10 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// What came out of the simulated printer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SimulatorPaper")]
pub struct PaperResult {
    /// Newest first.
    pub papers: Vec<Sheet>,
    /// How often the drawer was opened.
    pub drawer_kicks: u64,
}

/// One piece of paper, from cut to cut.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SimulatorSheet")]
pub struct Sheet {
    /// Counts up from 1.
    pub id: u64,
    /// PNG in base64.
    pub png: String,
    /// Its text, line by line.
    pub text: Vec<String>,
    /// Whether it says COPY.
    pub copy: bool,
}

/// Plays tricks on the simulated printer; absent fields stay as they are.
#[derive(Debug, Default, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SimulatorPrinter")]
pub struct Printer {
    /// Runs out of paper.
    #[serde(default)]
    pub paper_out: Option<bool>,
    /// Opens the cover.
    #[serde(default)]
    pub cover_open: Option<bool>,
    /// Vanishes.
    #[serde(default)]
    pub offline: Option<bool>,
    /// Hangs up once, after so many bytes more.
    #[serde(default)]
    pub drop_after_bytes: Option<u32>,
}

/// How the simulated printer is.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "SimulatorPrinterState")]
pub struct PrinterResult {
    /// Out of paper.
    pub paper_out: bool,
    /// Cover open.
    pub cover_open: bool,
    /// Gone.
    pub offline: bool,
}

//! How each printer is written to: its language, its roll, and what its bytes look like on paper.

use std::collections::BTreeMap;

use devices::usb::{Resolution, Sysfs};
use devices::{Confirmation, Escpos, Language};
use paper::document::PaperWidth;
use paper::escpos::{self, Profile};
use paper::star::{self, StarProfile};
use paper::{Document, Printed};
use settings::model::{Cable, DeviceKind, Peer, PrinterLanguage};
use settings::{Quirk, Settings};

use super::models;

/// What a receipt printer speaks.
#[derive(Clone, Debug)]
enum Speaks {
    Escpos(Box<Profile>),
    Star(Box<StarProfile>),
}

/// One receipt printer.
#[derive(Clone, Debug)]
pub(crate) struct ReceiptPrinter {
    pub(crate) width: PaperWidth,
    speaks: Speaks,
    /// Whether it is known what the printer is: an unknown one may print a question that it does not understand.
    is_known: bool,
}

impl ReceiptPrinter {
    pub(crate) fn new(
        printer: &settings::model::Printer,
        calls_itself: Option<&str>,
        quirks: &[Quirk],
    ) -> Self {
        let quirk = models::model_of(printer, calls_itself, quirks);
        Self {
            is_known: quirk.is_some(),
            width: models::width_of(printer, quirk),
            speaks: match printer.language {
                PrinterLanguage::Escpos => Speaks::Escpos(Box::new(models::escpos(printer, quirk))),
                PrinterLanguage::Star => Speaks::Star(Box::new(models::star(printer, quirk))),
            },
        }
    }

    /// Writes a document in the printer's language.
    pub(crate) fn encode(&self, document: &Document) -> Vec<u8> {
        match &self.speaks {
            Speaks::Escpos(profile) => escpos::encode(document, profile),
            Speaks::Star(profile) => star::encode(document, profile),
        }
    }

    /// Returns what bytes for this printer look like on paper.
    pub(crate) fn printed(&self, bytes: &[u8]) -> Vec<Printed> {
        match &self.speaks {
            Speaks::Escpos(profile) => escpos::print(profile, bytes),
            Speaks::Star(profile) => star::print(profile, bytes),
        }
    }

    /// Returns the language as the driver must know it, and whether the printer answers anything.
    pub(crate) fn driver(&self) -> Option<(Language, bool)> {
        match &self.speaks {
            Speaks::Escpos(profile) => {
                let answers = profile.answers;
                let escpos = Escpos {
                    confirmation: if self.is_known && answers.process_id {
                        Confirmation::ProcessId
                    } else {
                        Confirmation::InOrder
                    },
                    automatic_status: self.is_known && answers.automatic,
                    ..Escpos::new(Profile::clone(profile))
                };
                Some((Language::Escpos(escpos), answers.real_time))
            }
            Speaks::Star(_) => None,
        }
    }

    /// Returns the ESC/POS profile, for the simulator.
    pub(crate) fn escpos(&self) -> Option<&Profile> {
        match &self.speaks {
            Speaks::Escpos(profile) => Some(profile),
            Speaks::Star(_) => None,
        }
    }
}

/// Every printer of the settings, by name.
pub(crate) type Printers = BTreeMap<String, ReceiptPrinter>;

/// Returns the receipt printers of the settings. `calls_itself` says what the printer at a USB address calls itself.
pub(crate) fn receipt_printers(
    settings: &Settings,
    quirks: &[Quirk],
    calls_itself: impl Fn(&settings::model::Printer) -> Option<String>,
) -> Printers {
    let of = |device: &settings::model::Device| match &device.kind {
        DeviceKind::Printer(printer) => {
            let name = calls_itself(printer);
            let printer = ReceiptPrinter::new(printer, name.as_deref(), quirks);
            Some((device.name.clone(), printer))
        }
        DeviceKind::Scanner(_)
        | DeviceKind::LabelPrinter(_)
        | DeviceKind::Drawer(_)
        | DeviceKind::Scale(_)
        | DeviceKind::Display(_) => None,
    };
    settings.devices.iter().filter_map(of).collect()
}

/// Asks the system what the printer at a USB address calls itself; `None` while it is not plugged in.
pub(crate) fn usb_name(printer: &settings::model::Printer) -> Option<String> {
    let Peer::At(Cable::Usb(address)) = &printer.peer else {
        return None;
    };
    match Sysfs::default().resolve(&address.parse().ok()?) {
        Resolution::Found(device) => Some(device.title()),
        Resolution::Missing { .. } | Resolution::Ambiguous { .. } => None,
    }
}

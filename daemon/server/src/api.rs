//! What the edge works with: the engine, the reading side of the store, and the way to the devices.

use std::sync::Arc;

use domain::ids::JobId;
use domain::job::PaperKind;
use domain::money::{Currency, UnitPrice};
use engine::{CurrentRules, Handle, Queries};
use protocol::v1::device::{Device, Found, ScannerOrder, Weight};
use protocol::v1::document::Form;
use protocol::v1::job::Previewed;
use protocol::v1::simulator::{PaperResult, Printer, PrinterResult};
use uuid::Uuid;

use crate::hub::EventHub;
use crate::lease::Leases;
use crate::live::Live;
use crate::metrics::Metrics;
use crate::session::Sessions;
use crate::token::Tokens;

/// The shop as the edge shows it.
#[derive(Debug, Clone)]
pub struct Shop {
    /// Name.
    pub name: String,
    /// Address lines.
    pub address: Vec<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Currency.
    pub currency: Currency,
    /// IANA time zone.
    pub time_zone: jiff::tz::TimeZone,
    /// Its name.
    pub time_zone_name: String,
    /// This counter's prefix.
    pub counter: String,
    /// What an hour of labor costs.
    pub labor_rate: UnitPrice,
    /// The card reader.
    pub card_reader: Option<String>,
    /// Printers that documents may be sent to.
    pub printers: Vec<String>,
    /// Printers that labels alone may be sent to.
    pub label_printers: Vec<String>,
}

/// Why the devices' side said no.
#[derive(Debug, Clone, thiserror::Error)]
pub enum BridgeError {
    /// Nothing is simulated.
    #[error("no simulated {0} is set up")]
    NotSimulated(&'static str),
    /// The simulator could not do it.
    #[error("the simulator failed: {0}")]
    Failed(String),
    /// No device of this kind has the name.
    #[error("there is no {0}")]
    NoDevice(String),
    /// This model cannot do it.
    #[error("{0}")]
    Cannot(String),
    /// It is not there, or does not answer.
    #[error("{0}")]
    Absent(String),
}

/// The way to the devices, without knowing them.
pub trait Bridge: Send + Sync {
    /// Lists devices as they are now.
    fn devices(&self) -> Vec<Device>;
    /// Lists the hardware of this computer.
    fn discover(&self) -> Vec<Found>;
    /// Tells a scanner what to do.
    ///
    /// # Errors
    /// [`BridgeError`].
    fn tell_scanner(&self, device: &str, order: ScannerOrder) -> Result<(), BridgeError>;
    /// Says what lies on a scale: this one, or the only one. May take a second.
    ///
    /// # Errors
    /// [`BridgeError`].
    fn weigh(&self, device: Option<&str>) -> Result<Weight, BridgeError>;
    /// Shows lines on a customer display: this one, or the only one.
    ///
    /// # Errors
    /// [`BridgeError`].
    fn show(&self, device: Option<&str>, lines: &[String]) -> Result<(), BridgeError>;
    /// Tells whether devices are simulated.
    fn simulates(&self) -> bool;
    /// Lets the simulated scanner read something.
    ///
    /// # Errors
    /// [`BridgeError`].
    fn scan(&self, text: &str) -> Result<(), BridgeError>;
    /// Shows the simulated printer's paper.
    ///
    /// # Errors
    /// [`BridgeError`].
    fn paper(&self, limit: usize) -> Result<PaperResult, BridgeError>;
    /// Plays tricks on the simulated printer.
    ///
    /// # Errors
    /// [`BridgeError`].
    fn printer(&self, tricks: Printer) -> Result<PrinterResult, BridgeError>;
}

/// A paper, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// `application/pdf` for sheets, `image/png` for rolls.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// There is nothing it could be made of.
    #[error("there is nothing to make this paper of: {0}")]
    Nothing(String),
    /// The label lacks something.
    #[error("the label cannot be made: {0}")]
    Label(String),
    /// The store said no.
    #[error(transparent)]
    Store(#[from] engine::StoreError),
    /// It could not be made.
    #[error("the paper could not be made")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Makes papers, without the edge knowing how they look.
pub trait Papers: Send + Sync {
    /// Makes one.
    ///
    /// # Errors
    /// [`PaperError`].
    fn render(&self, what: PaperKind, id: Uuid, form: Form) -> Result<Rendered, PaperError>;
    /// Shows what a job sent; none when that is no longer kept, or was nothing on paper.
    ///
    /// # Errors
    /// [`PaperError`].
    fn sent(&self, job: JobId) -> Result<Option<Previewed>, PaperError>;
}

/// Limits of the edge.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The longest message taken, in bytes.
    pub message_bytes_max: usize,
    /// The most connections at once.
    pub clients_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            message_bytes_max: 1 << 20,
            clients_max: 256,
        }
    }
}

/// Everything a connection needs, shared by all.
pub struct Api {
    pub(crate) engine: Handle,
    pub(crate) queries: Arc<dyn Queries>,
    pub(crate) bridge: Arc<dyn Bridge>,
    pub(crate) papers: Arc<dyn Papers>,
    pub(crate) shop: Shop,
    pub(crate) rules: CurrentRules,
    pub(crate) hub: Arc<EventHub>,
    pub(crate) live: Arc<Live>,
    pub(crate) leases: Arc<Leases>,
    pub(crate) sessions: Sessions,
    pub(crate) tokens: Tokens,
    pub(crate) metrics: Metrics,
    pub(crate) options: Options,
    pub(crate) openrpc: Box<str>,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api")
            .field("shop", &self.shop.name)
            .finish_non_exhaustive()
    }
}

impl Api {
    /// Puts the edge together.
    #[must_use]
    #[expect(
        clippy::too_many_arguments,
        reason = "the one place where everything meets; a builder would hide it"
    )]
    pub fn new(
        engine: Handle,
        queries: Arc<dyn Queries>,
        bridge: Arc<dyn Bridge>,
        papers: Arc<dyn Papers>,
        shop: Shop,
        rules: CurrentRules,
        hub: Arc<EventHub>,
        live: Arc<Live>,
        tokens: Tokens,
        options: Options,
    ) -> Self {
        Self {
            engine,
            queries,
            bridge,
            papers,
            shop,
            rules,
            hub,
            live,
            leases: Arc::default(),
            sessions: Sessions::default(),
            tokens,
            metrics: Metrics::default(),
            options,
            openrpc: protocol::openrpc::document().to_string().into_boxed_str(),
        }
    }

    /// Returns the currency of every amount.
    pub(crate) const fn currency(&self) -> Currency {
        self.shop.currency
    }

    /// Returns how far work can be, in order.
    pub(crate) fn work_statuses(&self) -> Vec<String> {
        self.rules.get().work_statuses.clone()
    }

    /// Tells whether the engine's thread answers in time.
    pub async fn engine_answers(&self, limit: std::time::Duration) -> bool {
        let (tx, rx) = tokio::sync::oneshot::channel();
        self.engine.ping(Box::new(move || {
            let _nobody_waits = tx.send(());
        }));
        matches!(tokio::time::timeout(limit, rx).await, Ok(Ok(())))
    }
}

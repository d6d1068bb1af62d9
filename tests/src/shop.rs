//! A shop: the real daemon on a folder of its own, with simulated hardware that outlives it.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use devices::printer::escpos::sim::SimPrinter;
use devices::scanner::serial::sim::SimScanner;
use tempfile::TempDir;
use testkit::client::{Client, RawClient};

use crate::daemon::{self, Daemon, Ended, Start};
use crate::http::{self, HttpReply};
use crate::programs;
use crate::stripe::{self, Stripe};
use crate::wire::Wire;

/// The shop's labor rate in the settings, dollars an hour.
pub const LABOR_RATE: &str = "125.00";
/// The tax rate in the settings, on parts only.
pub const TAX_RATE: &str = "0.0825";

/// What the shop is to have. Everything is off at first.
#[derive(Debug, Default)]
pub struct Builder {
    printer: bool,
    printer_keys: String,
    drawer_keys: String,
    scanner: bool,
    stripe: Option<Option<Duration>>,
    no_tax: bool,
    data: Option<PathBuf>,
    server: String,
    extra: String,
    env: Vec<(String, String)>,
    under: Vec<String>,
}

impl Builder {
    /// With a receipt printer on TCP and a drawer on its jack.
    pub fn printer(mut self) -> Self {
        self.printer = true;
        self
    }

    /// With these lines in the receipt printer's section. The shipped models of printers are known.
    pub fn printer_keys(mut self, lines: &str) -> Self {
        self.printer_keys = format!("{lines}\n");
        self
    }

    /// With these lines in the drawer's section.
    pub fn drawer_keys(mut self, lines: &str) -> Self {
        self.drawer_keys = format!("{lines}\n");
        self
    }

    /// With a serial scanner on a pseudo-terminal.
    pub fn scanner(mut self) -> Self {
        self.scanner = true;
        self
    }

    /// With a card reader. The customer holds the card there after this time; `None`: only when the test says so.
    pub fn stripe(mut self, auto_present: Option<Duration>) -> Self {
        self.stripe = Some(auto_present);
        self
    }

    /// Without tax; otherwise the flat-rate plugin charges 8.25 % on parts, worked out on the whole invoice.
    pub fn no_tax(mut self) -> Self {
        self.no_tax = true;
        self
    }

    /// On this data folder instead of a new one; it is not removed at the end.
    pub fn data(mut self, folder: impl Into<PathBuf>) -> Self {
        self.data = Some(folder.into());
        self
    }

    /// With these lines in `[server]`.
    pub fn server(mut self, lines: &str) -> Self {
        self.server.push_str(lines);
        self.server.push('\n');
        self
    }

    /// With these sections at the end of the settings.
    pub fn extra(mut self, sections: &str) -> Self {
        self.extra.push_str(sections);
        self.extra.push('\n');
        self
    }

    /// With this in the daemon's environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Run by this program, which is given the daemon's command line as its last arguments.
    pub fn under(mut self, program: &[&str]) -> Self {
        self.under = program.iter().map(|&word| word.to_owned()).collect();
        self
    }

    /// Starts all of it.
    ///
    /// # Panics
    /// When anything cannot be started, with the daemon's last words.
    pub async fn start(self) -> Shop {
        let mut shop = self.prepare().await;
        shop.restart().await;
        shop
    }

    /// Writes the settings and starts the hardware, but not the daemon.
    ///
    /// # Panics
    /// When there is no room or no port.
    pub async fn prepare(self) -> Shop {
        let dir = tempfile::Builder::new()
            .prefix("counterd-e2e-")
            .tempdir()
            .expect("a folder");
        let printer = if self.printer {
            Some(
                SimPrinter::start(any_port())
                    .await
                    .expect("starting a printer"),
            )
        } else {
            None
        };
        let scanner = self
            .scanner
            .then(|| SimScanner::start_at(dir.path().join("scanner")).expect("starting a scanner"));
        let stripe = match self.stripe {
            Some(auto_present) => Some(Stripe::start(auto_present).await),
            None => None,
        };
        let shop = Shop {
            data: self.data.clone().unwrap_or_else(|| dir.path().join("data")),
            dir,
            daemon: None,
            printer,
            scanner,
            stripe,
            env: self.env.clone(),
            under: self.under.clone(),
            token: None,
        };
        shop.write_settings(&self.settings(&shop));
        shop
    }

    fn settings(&self, shop: &Shop) -> String {
        let mut text = format!(
            "[shop]\nname = \"Example Auto & Parts\"\naddress = [\"1200 Main Street\", \"Denver, CO 80202\"]\n\
             phone = \"303-555-0142\"\ntime_zone = \"America/Denver\"\nlabor_rate = \"{LABOR_RATE}\"\n\n\
             [server]\nlisten = \"127.0.0.1:0\"\n{}\n[data]\ndir = {:?}\n\n[plugins]\ndir = {:?}\n\n",
            self.server,
            daemon::text(&shop.data),
            daemon::text(&programs::plugins()),
        );
        let quirks = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/quirks");
        let _infallible = write!(text, "[quirks]\ndir = {quirks:?}\n\n");
        if self.no_tax {
            text.push_str("[tax]\nplugin = \"none\"\n\n");
        } else {
            let _infallible = write!(
                text,
                "[tax]\nplugin = \"flat-rate-tax\"\n\n[tax.settings]\nrate = \"{TAX_RATE}\"\n\
                 taxable = \"part\"\nbasis = \"invoice\"\n\n"
            );
        }
        if let Some(scanner) = &shop.scanner {
            let _infallible = write!(
                text,
                "[[device]]\nname = \"front-scanner\"\nkind = \"scanner\"\ndriver = \"serial\"\nport = {:?}\n\n",
                daemon::text(&scanner.path()),
            );
        }
        if let Some(printer) = &shop.printer {
            let _infallible = write!(
                text,
                "[[device]]\nname = \"receipt-printer\"\nkind = \"printer\"\ndriver = \"escpos\"\n\
                 address = \"{}\"\n{}\n[[device]]\nname = \"drawer\"\nkind = \"drawer\"\ndriver = \"printer\"\n\
                 printer = \"receipt-printer\"\n{}\n",
                printer.addr(),
                self.printer_keys,
                self.drawer_keys,
            );
        }
        if let Some(stripe) = &shop.stripe {
            let key = shop.dir.path().join("stripe-key");
            std::fs::write(&key, stripe::KEY).expect("a file for the key");
            let private = std::fs::Permissions::from_mode(0o600);
            std::fs::set_permissions(&key, private).expect("a private file");
            let _infallible = write!(
                text,
                "[stripe]\napi_base = \"{}\"\nsecret_key_file = {:?}\nreader = \"{}\"\n\n",
                stripe.server.url(),
                daemon::text(&key),
                stripe.reader,
            );
        }
        text.push_str(&self.extra);
        text
    }
}

fn any_port() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// A shop. Dropping it kills the daemon and removes the folder.
#[derive(Debug)]
pub struct Shop {
    // Killed before its folder goes.
    daemon: Option<Daemon>,
    /// The printer, when asked for.
    pub printer: Option<SimPrinter>,
    /// The scanner, when asked for.
    pub scanner: Option<SimScanner>,
    /// Stripe, when asked for.
    pub stripe: Option<Stripe>,
    data: PathBuf,
    env: Vec<(String, String)>,
    under: Vec<String>,
    token: Option<String>,
    dir: TempDir,
}

impl Shop {
    /// Describes a shop.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Returns the data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Returns the settings file.
    pub fn config(&self) -> PathBuf {
        self.dir.path().join("counterd.toml")
    }

    /// Returns a folder for the test's own files.
    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    /// Replaces the settings; they count from the next start on.
    ///
    /// # Panics
    /// When they cannot be written.
    pub fn write_settings(&self, text: &str) {
        std::fs::write(self.config(), text).expect("writing the settings");
    }

    /// Returns the settings as they stand in the file.
    ///
    /// # Panics
    /// When they cannot be read.
    pub fn settings(&self) -> String {
        std::fs::read_to_string(self.config()).expect("reading the settings")
    }

    /// Returns all that the daemon has said on standard error, over all its lives.
    pub fn stderr(&self) -> String {
        std::fs::read_to_string(self.stderr_path()).unwrap_or_default()
    }

    fn stderr_path(&self) -> PathBuf {
        self.dir.path().join("stderr")
    }

    /// Starts the daemon, ending the one that runs.
    ///
    /// # Panics
    /// When it does not become ready, with its last words.
    pub async fn restart(&mut self) {
        if let Err(ended) = self.try_restart().await {
            panic!("the daemon ended with {}:\n{}", ended.status, ended.stderr);
        }
    }

    /// Starts the daemon, ending the one that runs.
    ///
    /// # Errors
    /// How it ended, when it did not become ready.
    ///
    /// # Panics
    /// When it neither becomes ready nor ends.
    pub async fn try_restart(&mut self) -> Result<(), Ended> {
        if self.daemon.is_some() {
            self.terminate();
        }
        let (config, stderr) = (self.config(), self.stderr_path());
        let (env, under) = (self.env.clone(), self.under.clone());
        let start = move || {
            Daemon::start(&Start {
                config: &config,
                stderr: &stderr,
                env: &env,
                under: &under,
            })
        };
        let daemon = tokio::task::spawn_blocking(start)
            .await
            .expect("starting the daemon")?;
        self.daemon = Some(daemon);
        Ok(())
    }

    /// Returns the running daemon.
    ///
    /// # Panics
    /// When it was ended.
    pub fn daemon(&mut self) -> &mut Daemon {
        self.daemon.as_mut().expect("a running daemon")
    }

    fn running(&self) -> &Daemon {
        self.daemon.as_ref().expect("a running daemon")
    }

    /// Kills the daemon as a power cut would; the hardware stays.
    pub fn kill_9(&mut self) {
        if let Some(daemon) = self.daemon.take() {
            daemon.kill_9();
        }
    }

    /// Ends the daemon as systemd does and returns how, and after what time.
    ///
    /// # Panics
    /// When it does not run or does not end.
    pub fn terminate(&mut self) -> (ExitStatus, Duration) {
        self.daemon.take().expect("a running daemon").terminate()
    }

    /// Returns where the daemon listens.
    pub fn address(&self) -> SocketAddr {
        self.running().address()
    }

    /// Returns the daemon's process id.
    pub fn pid(&self) -> u32 {
        self.running().pid()
    }

    /// Returns the daemon's resident memory in bytes.
    pub fn memory(&self) -> u64 {
        self.running().memory()
    }

    /// Returns the address of the WebSocket.
    pub fn url(&self) -> String {
        format!("ws://{}/v1/ws", self.address())
    }

    /// Makes a token with these scopes (`all`, or some with commas between them), as the operator would.
    ///
    /// # Panics
    /// When the command fails.
    pub fn token(&self, scopes: &str) -> String {
        self.token_named("e2e", scopes)
    }

    /// Makes a token of this name.
    ///
    /// # Panics
    /// When the command fails.
    pub fn token_named(&self, name: &str, scopes: &str) -> String {
        let config = daemon::text(&self.config());
        let arguments = [
            "token", "create", "--config", &config, "--name", name, "--scopes", scopes,
        ];
        let (status, token, said) = daemon::run_command(&arguments);
        assert!(status.success(), "{said}");
        token.trim().to_owned()
    }

    /// Returns a token that may do everything; the same at each call.
    pub fn full_token(&mut self) -> String {
        if self.token.is_none() {
            self.token = Some(self.token("all"));
        }
        self.token.clone().expect("a token")
    }

    /// Connects a program that may do everything.
    ///
    /// # Panics
    /// When there is no connection.
    pub async fn client(&mut self) -> Client {
        let token = self.full_token();
        Client::connect(&self.url(), Some(&token))
            .await
            .expect("connecting")
    }

    /// Connects a program that may do everything and does one call at a time.
    ///
    /// # Panics
    /// When there is no connection.
    pub async fn raw_client(&mut self) -> RawClient {
        let token = self.full_token();
        RawClient::connect(&self.url(), Some(&token))
            .await
            .expect("connecting")
    }

    /// Connects a program that may do everything, with every byte in the test's hand.
    ///
    /// # Panics
    /// When there is no connection.
    pub async fn wire(&mut self) -> Wire {
        let bearer = format!("Bearer {}", self.full_token());
        let headers = [("Authorization", bearer.as_str())];
        Wire::connect(self.address(), &headers)
            .await
            .expect("connecting")
    }

    /// Connects as the counter page does: with its origin and without a token.
    ///
    /// # Panics
    /// When there is no connection.
    pub async fn page(&self) -> Wire {
        let origin = format!("http://{}", self.address());
        Wire::connect(self.address(), &[("Origin", &origin)])
            .await
            .expect("connecting")
    }

    /// Asks for a path over plain HTTP.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn http_get(&self, path: &str, headers: &[(&str, &str)]) -> HttpReply {
        http::get(self.address(), path, headers).await
    }

    /// Runs `counterd journal verify`; returns whether the journal is sound and what was said.
    pub fn journal_verify(&self) -> (bool, String) {
        let data = daemon::text(&self.data);
        let (status, said, complaints) =
            daemon::run_command(&["journal", "verify", "--data", &data]);
        (status.success(), said + &complaints)
    }

    /// Asserts that no thread of the daemon ever panicked and that the journal is sound.
    ///
    /// # Panics
    /// When that is not so.
    pub fn assert_sound(&self) {
        let said = self.stderr();
        assert!(!said.contains("panicked"), "the daemon panicked:\n{said}");
        let (sound, words) = self.journal_verify();
        assert!(sound, "{words}");
    }
}

//! A thin typed client for the Stripe calls the counter makes.
//!
//! Every POST carries an idempotency key given by the caller, so the client may repeat a call that got no answer. It never
//! invents a key, never repeats a call with another one, and never logs a key or a body.

mod error;
mod key;
pub mod request;
mod retry;
mod transport;
mod types;

use std::time::Duration;

use serde::de::DeserializeOwned;

pub use error::{ApiError, ErrorCode, StripeError};
pub use key::{KeyError, SecretKey};
pub use request::{ApiRequest, IdemKey};
pub use retry::RetryPolicy;
pub use types::{
    Account, ActionStatus, Charge, Expandable, IntentStatus, List, Location, PaymentIntent, Reader,
    ReaderAction, Refund,
};

use transport::{Reply, Transport};

/// The API version every call asks for; the answers are read as this version writes them.
pub const STRIPE_VERSION: &str = "2026-05-27.dahlia";

/// Where Stripe is and how patient the client is.
#[derive(Debug, Clone)]
pub struct Config {
    /// `https://api.stripe.com`, or `http://` on loopback for a simulator. No slash at the end.
    pub base_url: String,
    pub connect_timeout: Duration,
    /// For the whole of one ordinary call.
    pub read_timeout: Duration,
    /// For `process_payment_intent`, which waits for the reader's acknowledgement.
    pub process_timeout: Duration,
    pub retry: RetryPolicy,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_url: "https://api.stripe.com".to_owned(),
            connect_timeout: Duration::from_secs(5),
            read_timeout: Duration::from_secs(30),
            process_timeout: Duration::from_secs(60),
            retry: RetryPolicy::default(),
        }
    }
}

/// Why no client could be made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("the Stripe address {0} is neither https nor http on loopback")]
    Address(String),
    #[error("preparing TLS")]
    Tls(#[from] rustls::Error),
}

/// The client: cheap to share, one small connection pool.
#[derive(Debug)]
pub struct StripeClient {
    transport: Transport,
    retry: RetryPolicy,
}

impl StripeClient {
    /// Prepares a client; connects only with the first call.
    ///
    /// # Errors
    /// [`SetupError`] when the address is not allowed or TLS cannot be set up.
    pub fn try_new(config: Config, key: SecretKey) -> Result<Self, SetupError> {
        let retry = config.retry;
        Ok(Self {
            transport: Transport::try_new(config, key)?,
            retry,
        })
    }

    /// The account the key belongs to. A cheap check that the key works.
    ///
    /// # Errors
    /// [`StripeError`], as for every call of this client.
    pub async fn account(&self) -> Result<Account, StripeError> {
        self.call(&request::account()).await
    }

    /// The readers of the account, at most 100.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn readers(&self) -> Result<List<Reader>, StripeError> {
        self.call(&request::readers()).await
    }

    /// One reader with its most recent action.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn reader(&self, reader: &str) -> Result<Reader, StripeError> {
        self.call(&request::reader(reader)).await
    }

    /// Creates a location for readers.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn create_location(
        &self,
        location: &request::NewLocation,
        key: IdemKey,
    ) -> Result<Location, StripeError> {
        self.call(&request::create_location(location, key)).await
    }

    /// Registers a reader by the code it shows; `simulated-wpe` makes a simulated one in test mode.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn register_reader(
        &self,
        reader: &request::NewReader,
        key: IdemKey,
    ) -> Result<Reader, StripeError> {
        self.call(&request::register_reader(reader, key)).await
    }

    /// Creates a card-present PaymentIntent with manual capture.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn create_intent(
        &self,
        intent: &request::NewIntent,
        key: IdemKey,
    ) -> Result<PaymentIntent, StripeError> {
        self.call(&request::create_intent(intent, key)).await
    }

    /// The PaymentIntent with its latest charge: the truth about a payment.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn intent(&self, intent: &str) -> Result<PaymentIntent, StripeError> {
        self.call(&request::intent(intent)).await
    }

    /// PaymentIntents created at or after a Unix time, newest first, at most 100, after a cursor id.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn intents_since(
        &self,
        created_s: i64,
        starting_after: Option<&str>,
    ) -> Result<List<PaymentIntent>, StripeError> {
        self.call(&request::intents_since(created_s, starting_after))
            .await
    }

    /// Hands a PaymentIntent to a reader. One key per intended attempt: an old key replays the old answer and the reader
    /// gets nothing.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn process(
        &self,
        reader: &str,
        intent: &str,
        key: IdemKey,
    ) -> Result<Reader, StripeError> {
        self.call(&request::process(reader, intent, key)).await
    }

    /// Takes the reader's current action away.
    ///
    /// # Errors
    /// [`StripeError`]; [`ErrorCode::ReaderBusy`] while a card is being authorised.
    pub async fn cancel_action(&self, reader: &str, key: IdemKey) -> Result<Reader, StripeError> {
        self.call(&request::cancel_action(reader, key)).await
    }

    /// Captures an authorised amount, in minor units.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn capture(
        &self,
        intent: &str,
        amount_minor: i64,
        key: IdemKey,
    ) -> Result<PaymentIntent, StripeError> {
        self.call(&request::capture(intent, amount_minor, key))
            .await
    }

    /// Cancels a PaymentIntent and releases what it holds.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn cancel_intent(
        &self,
        intent: &str,
        key: IdemKey,
    ) -> Result<PaymentIntent, StripeError> {
        self.call(&request::cancel_intent(intent, key)).await
    }

    /// Refunds a captured payment, all that is left of it when `amount_minor` is `None`.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn refund(
        &self,
        intent: &str,
        amount_minor: Option<i64>,
        key: IdemKey,
    ) -> Result<Refund, StripeError> {
        self.call(&request::refund(intent, amount_minor, key)).await
    }

    /// Sends a request, repeats it under the retry rules, reads the answer.
    async fn call<T: DeserializeOwned>(&self, request: &ApiRequest) -> Result<T, StripeError> {
        let mut attempt = 1;
        let mut in_doubt = false;
        loop {
            let result = self.transport.send(request).await.and_then(Reply::accept);
            let error = match result {
                Ok(reply) => return reply.read(),
                Err(error) => error,
            };
            let Some(pause) = self.retry.pause(attempt, &error) else {
                return Err(error.after_doubt(in_doubt));
            };
            in_doubt |= error.is_fate_unknown();
            tracing::warn!(call = request.label(), attempt, %error, "repeating a Stripe call");
            tokio::time::sleep(pause).await;
            attempt += 1;
        }
    }
}

//! Every request body the client can emit, as pure functions.
//!
//! Parameters are ordered pairs: the same order gives the same bytes, which is what an idempotency key compares. A test
//! checks each of them against Stripe's specification.

/// An idempotency key: at most 255 characters, no personal data, made and kept before the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdemKey(String);

impl IdemKey {
    /// A key from the caller's own durable id.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        debug_assert!(
            text.len() <= 255,
            "an idempotency key has at most 255 characters"
        );
        text.truncate(255);
        Self(text)
    }

    /// The header's value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One call, ready to be sent any number of times.
#[derive(Debug, Clone)]
pub struct ApiRequest {
    /// Path and, for reads, parameters.
    pub path: String,
    /// Query of a read, form body of an order; ordered.
    pub params: Vec<(String, String)>,
    /// Present on every order (POST), absent on every read (GET).
    pub key: Option<IdemKey>,
    /// The call waits for a reader and needs the longer timeout.
    pub waits_for_reader: bool,
    label: &'static str,
}

impl ApiRequest {
    /// What is being done, for logs and errors; holds no ids.
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.label
    }

    /// `GET` or `POST`.
    #[must_use]
    pub fn method(&self) -> &'static str {
        if self.key.is_some() { "POST" } else { "GET" }
    }

    /// Parameters as `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn encoded(&self) -> String {
        let encode =
            |(name, value): &(String, String)| format!("{}={}", percent(name), percent(value));
        self.params.iter().map(encode).collect::<Vec<_>>().join("&")
    }
}

/// A card-present PaymentIntent. `amount_minor` in minor units, `currency` as lowercase ISO code.
#[derive(Debug, Clone)]
pub struct NewIntent {
    pub amount_minor: i64,
    pub currency: String,
    /// Names and values in the order they are sent; no personal data.
    pub metadata: Vec<(String, String)>,
}

/// A shop's address for its readers. `country` is the two-letter code.
#[derive(Debug, Clone)]
pub struct NewLocation {
    pub display_name: String,
    pub line1: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
    pub country: String,
}

/// A reader to register.
#[derive(Debug, Clone)]
pub struct NewReader {
    pub registration_code: String,
    pub label: String,
    pub location: Option<String>,
}

#[must_use]
pub fn account() -> ApiRequest {
    read("reading the account", "/v1/account".to_owned(), vec![])
}

#[must_use]
pub fn readers() -> ApiRequest {
    read(
        "listing readers",
        "/v1/terminal/readers".to_owned(),
        vec![pair("limit", "100")],
    )
}

#[must_use]
pub fn reader(reader: &str) -> ApiRequest {
    read(
        "reading the reader",
        format!("/v1/terminal/readers/{}", percent(reader)),
        vec![],
    )
}

#[must_use]
pub fn create_location(location: &NewLocation, key: IdemKey) -> ApiRequest {
    let params = vec![
        pair("display_name", &location.display_name),
        pair("address[line1]", &location.line1),
        pair("address[city]", &location.city),
        pair("address[state]", &location.state),
        pair("address[postal_code]", &location.postal_code),
        pair("address[country]", &location.country),
    ];
    order(
        "creating a location",
        "/v1/terminal/locations".to_owned(),
        params,
        key,
    )
}

#[must_use]
pub fn register_reader(reader: &NewReader, key: IdemKey) -> ApiRequest {
    let mut params = vec![
        pair("registration_code", &reader.registration_code),
        pair("label", &reader.label),
    ];
    params.extend(reader.location.as_deref().map(|id| pair("location", id)));
    order(
        "registering a reader",
        "/v1/terminal/readers".to_owned(),
        params,
        key,
    )
}

#[must_use]
pub fn create_intent(intent: &NewIntent, key: IdemKey) -> ApiRequest {
    let mut params = vec![
        pair("amount", &intent.amount_minor.to_string()),
        pair("currency", &intent.currency),
        pair("payment_method_types[]", "card_present"),
        pair("capture_method", "manual"),
    ];
    let metadata = intent.metadata.iter();
    params.extend(metadata.map(|(name, value)| pair(&format!("metadata[{name}]"), value)));
    order(
        "creating a payment",
        "/v1/payment_intents".to_owned(),
        params,
        key,
    )
}

#[must_use]
pub fn intent(intent: &str) -> ApiRequest {
    read(
        "reading the payment",
        intent_path(intent, ""),
        vec![expand_charge()],
    )
}

#[must_use]
pub fn intents_since(created_s: i64, starting_after: Option<&str>) -> ApiRequest {
    let mut params = vec![
        pair("created[gte]", &created_s.to_string()),
        pair("limit", "100"),
    ];
    params.extend(starting_after.map(|id| pair("starting_after", id)));
    read("listing payments", "/v1/payment_intents".to_owned(), params)
}

#[must_use]
pub fn process(reader: &str, intent: &str, key: IdemKey) -> ApiRequest {
    let params = vec![
        pair("payment_intent", intent),
        pair("process_config[skip_tipping]", "true"),
        pair("process_config[enable_customer_cancellation]", "true"),
    ];
    let path = format!(
        "/v1/terminal/readers/{}/process_payment_intent",
        percent(reader)
    );
    let request = order("handing the payment to the reader", path, params, key);
    ApiRequest {
        waits_for_reader: true,
        ..request
    }
}

#[must_use]
pub fn cancel_action(reader: &str, key: IdemKey) -> ApiRequest {
    let path = format!("/v1/terminal/readers/{}/cancel_action", percent(reader));
    let request = order("taking the payment off the reader", path, vec![], key);
    ApiRequest {
        waits_for_reader: true,
        ..request
    }
}

#[must_use]
pub fn capture(intent: &str, amount_minor: i64, key: IdemKey) -> ApiRequest {
    let params = vec![
        pair("amount_to_capture", &amount_minor.to_string()),
        expand_charge(),
    ];
    order(
        "capturing the payment",
        intent_path(intent, "/capture"),
        params,
        key,
    )
}

#[must_use]
pub fn cancel_intent(intent: &str, key: IdemKey) -> ApiRequest {
    let params = vec![pair("cancellation_reason", "abandoned"), expand_charge()];
    order(
        "canceling the payment",
        intent_path(intent, "/cancel"),
        params,
        key,
    )
}

#[must_use]
pub fn refund(intent: &str, amount_minor: Option<i64>, key: IdemKey) -> ApiRequest {
    let mut params = vec![
        pair("payment_intent", intent),
        pair("reason", "requested_by_customer"),
    ];
    params.extend(amount_minor.map(|amount| pair("amount", &amount.to_string())));
    order(
        "refunding the payment",
        "/v1/refunds".to_owned(),
        params,
        key,
    )
}

fn intent_path(intent: &str, tail: &str) -> String {
    format!("/v1/payment_intents/{}{tail}", percent(intent))
}

fn expand_charge() -> (String, String) {
    pair("expand[]", "latest_charge")
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn read(label: &'static str, path: String, params: Vec<(String, String)>) -> ApiRequest {
    ApiRequest {
        path,
        params,
        key: None,
        waits_for_reader: false,
        label,
    }
}

fn order(
    label: &'static str,
    path: String,
    params: Vec<(String, String)>,
    key: IdemKey,
) -> ApiRequest {
    ApiRequest {
        path,
        params,
        key: Some(key),
        waits_for_reader: false,
        label,
    }
}

/// Percent-encoding of everything but the unreserved characters of RFC 3986.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

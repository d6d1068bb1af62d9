//! One request over hyper and rustls: headers, deadlines, size limit. It repeats nothing.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{HeaderMap, HeaderValue};
use hyper::{Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use serde::de::DeserializeOwned;

use super::error::{ApiError, ErrorBody, ErrorEnvelope};
use super::{ApiRequest, Config, STRIPE_VERSION, SecretKey, SetupError, StripeError};

const BODY_LEN_MAX: usize = 4 * 1024 * 1024;
const IDLE_CONNECTIONS_MAX: usize = 2;
const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(super) struct Transport {
    http: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    base_url: String,
    authorization: HeaderValue,
    read_timeout: Duration,
    process_timeout: Duration,
}

/// An answer, whatever it says.
#[derive(Debug)]
pub(super) struct Reply {
    call: &'static str,
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Transport {
    pub(super) fn try_new(config: Config, key: SecretKey) -> Result<Self, SetupError> {
        let base_url = config.base_url.trim_end_matches('/').to_owned();
        if !is_allowed(&base_url) {
            return Err(SetupError::Address(base_url));
        }
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(config.connect_timeout));
        tcp.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let http = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(IDLE_CONNECTIONS_MAX)
            .build(connector);
        // The key has only letters, digits and underscores, so the header cannot fail; the fallback is refused by Stripe.
        let header = HeaderValue::from_str(&format!("Bearer {}", key.expose()));
        let mut authorization = header.unwrap_or(HeaderValue::from_static("Bearer"));
        authorization.set_sensitive(true);
        let (read_timeout, process_timeout) = (config.read_timeout, config.process_timeout);
        Ok(Self {
            http,
            base_url,
            authorization,
            read_timeout,
            process_timeout,
        })
    }

    /// Sends once. Any HTTP answer is `Ok`, also a refusal.
    pub(super) async fn send(&self, request: &ApiRequest) -> Result<Reply, StripeError> {
        let call = request.label();
        let limit = if request.waits_for_reader {
            self.process_timeout
        } else {
            self.read_timeout
        };
        let no_answer = |reason: String| StripeError::NoAnswer { call, reason };
        let http_request = self
            .http_request(request)
            .map_err(|error| StripeError::NotSent {
                call,
                source: Box::new(error),
            })?;
        let exchange = async {
            let response = self.http.request(http_request).await.map_err(|error| {
                if error.is_connect() {
                    StripeError::NotSent {
                        call,
                        source: Box::new(error),
                    }
                } else {
                    no_answer(error.to_string())
                }
            })?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, BODY_LEN_MAX).collect().await;
            let body = body
                .map_err(|error| no_answer(error.to_string()))?
                .to_bytes();
            Ok(Reply {
                call,
                status: head.status.as_u16(),
                headers: head.headers,
                body,
            })
        };
        match tokio::time::timeout(limit, exchange).await {
            Ok(result) => result,
            Err(_) => Err(no_answer(format!("nothing within {} s", limit.as_secs()))),
        }
    }

    fn http_request(
        &self,
        request: &ApiRequest,
    ) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
        let encoded = request.encoded();
        let is_order = request.key.is_some();
        let url = if is_order || encoded.is_empty() {
            format!("{}{}", self.base_url, request.path)
        } else {
            format!("{}{}?{encoded}", self.base_url, request.path)
        };
        let mut builder = Request::builder()
            .method(request.method())
            .uri(url)
            .header("authorization", self.authorization.clone())
            .header("stripe-version", STRIPE_VERSION)
            .header(
                "user-agent",
                concat!("counterd/", env!("CARGO_PKG_VERSION")),
            );
        if let Some(key) = &request.key {
            builder = builder
                .header("idempotency-key", key.as_str())
                .header("content-type", "application/x-www-form-urlencoded");
        }
        let body = if is_order {
            Bytes::from(encoded)
        } else {
            Bytes::new()
        };
        builder.body(Full::new(body))
    }
}

impl Reply {
    /// Turns a refusal into an error and checks that a success is whole.
    pub(super) fn accept(self) -> Result<Self, StripeError> {
        if (200..300).contains(&self.status) {
            let whole = serde_json::from_slice::<serde::de::IgnoredAny>(&self.body);
            return whole
                .map(|_| ())
                .map_err(|source| self.unreadable(source))
                .map(|()| self);
        }
        // A proxy's page is no JSON; the status still counts.
        let ErrorEnvelope { error } = serde_json::from_slice(&self.body).unwrap_or_default();
        let ErrorBody {
            code,
            decline_code,
            message,
            param,
        } = error;
        let error = ApiError {
            status: self.status,
            code: code.into(),
            decline_code,
            message: message.unwrap_or_else(|| "no message".to_owned()),
            param,
            request_id: self.request_id(),
            replayed: self.header("idempotent-replayed") == Some("true"),
            should_retry: self
                .header("stripe-should-retry")
                .map(|text| text == "true"),
            retry_after_s: self
                .header("retry-after")
                .and_then(|text| text.parse().ok()),
        };
        Err(StripeError::Refused {
            call: self.call,
            error: Box::new(error),
        })
    }

    /// Reads a success as an object.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, StripeError> {
        tracing::debug!(
            call = self.call,
            request_id = self.request_id(),
            "Stripe answered"
        );
        serde_json::from_slice(&self.body).map_err(|source| self.unreadable(source))
    }

    fn unreadable(&self, source: serde_json::Error) -> StripeError {
        StripeError::Unreadable {
            call: self.call,
            request_id: self.request_id(),
            source,
        }
    }

    fn request_id(&self) -> String {
        self.header("request-id").unwrap_or("unknown").to_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Plain HTTP never leaves the machine.
fn is_allowed(base_url: &str) -> bool {
    let Ok(uri) = base_url.parse::<Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default();
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<std::net::IpAddr>();
    match uri.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => host == "localhost" || address.is_ok_and(|address| address.is_loopback()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn plain_http_only_on_loopback() {
        for good in [
            "https://api.stripe.com",
            "http://127.0.0.1:1",
            "http://localhost:1",
            "http://[::1]:1",
        ] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in [
            "http://api.stripe.com",
            "http://127.0.0.1.evil.com",
            "ftp://x",
            "",
            "api.stripe.com",
        ] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }
}

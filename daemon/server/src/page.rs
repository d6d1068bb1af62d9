//! The counter page, carried in the binary: it works without the internet and is never out of step with the API.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{self, HeaderValue};
use hyper::{Response, StatusCode};
use include_dir::{Dir, include_dir};

static PAGE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/page");

/// Only this origin's own files; inline scripts are refused; nobody may frame the page.
const CONTENT_POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self'; connect-src 'self' ws: http:; \
     object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Returns a file of the page.
pub(crate) fn file(path: &str) -> Response<Full<Bytes>> {
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    // The page's own checks lie in its folder; they are nothing to serve.
    let served = !name.starts_with("tests/");
    let Some((body, kind)) = PAGE
        .get_file(name)
        .filter(|_| served)
        .zip(content_type(name))
    else {
        return not_found();
    };
    let mut response = Response::new(Full::new(Bytes::from_static(body.contents())));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_POLICY),
    );
    // The files change with the binary: ask each time, so that an update shows at the next reload.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    response
}

fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

fn not_found() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(b"There is nothing here.\n")));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

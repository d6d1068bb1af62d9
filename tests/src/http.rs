//! One plain HTTP/1.1 request, written by hand so that a test may also send a wrong one.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long an exchange may take.
const DEADLINE: Duration = Duration::from_secs(15);

/// What came back.
#[derive(Debug, Clone)]
pub struct HttpReply {
    /// 200, 404 and so on.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl HttpReply {
    /// Returns a header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Asks for a path; a `Host` header among `headers` replaces the usual one.
///
/// # Panics
/// When there is no whole answer within 15 seconds.
pub async fn get(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> HttpReply {
    request(address, "GET", path, headers, "").await
}

/// Sends a request with a body.
///
/// # Panics
/// As [`get`].
pub async fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> HttpReply {
    let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        text.push_str(&format!("Host: {address}\r\n"));
    }
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        text.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    text.push_str("\r\n");
    text.push_str(body);
    let answer = exchange(address, text.as_bytes()).await;
    parse(&String::from_utf8_lossy(&answer)).expect("an HTTP answer")
}

/// Sends bytes as they are and returns all that comes back until the other side closes.
///
/// # Panics
/// When the connection is not closed within 15 seconds.
pub async fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let talk = async {
        let mut stream = TcpStream::connect(address).await.expect("connecting");
        let mut answer = Vec::new();
        // The daemon may have closed before all was sent, and may reset instead of closing: both are its right.
        let _sent = stream.write_all(bytes).await;
        let _read = stream.read_to_end(&mut answer).await;
        answer
    };
    timeout(DEADLINE, talk).await.expect("an answer in time")
}

fn parse(text: &str) -> Option<HttpReply> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    Some(HttpReply {
        status,
        headers: headers.collect(),
        body: body.to_owned(),
    })
}

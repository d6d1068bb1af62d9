//! Makes the location and the reader of the demo in the Stripe simulator, as a person would on the
//! Stripe Dashboard. A few lines of HTTP/1.0 are enough for it; the daemon's real client is in `payments`.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// Opens nothing but the simulator.
pub(super) const DEMO_KEY: &str = "sk_test_demo";
const TIMEOUT: Duration = Duration::from_secs(10);
/// Of the answer; a list of readers is far smaller.
const ANSWER_LEN_MAX: u64 = 4 << 20;

/// Returns the id of the simulator's first reader, making one when there is none.
pub(super) fn reader(api_base: &str) -> Result<String, String> {
    let known = call(api_base, "GET", "/v1/terminal/readers", "")?;
    if let Some(id) = known["data"][0]["id"].as_str() {
        return Ok(id.to_owned());
    }
    let location = call(
        api_base,
        "POST",
        "/v1/terminal/locations",
        "display_name=Demo+shop&address[line1]=1200+Main+Street&address[city]=Denver\
         &address[state]=CO&address[postal_code]=80202&address[country]=US",
    )?;
    let form = format!(
        "registration_code=simulated-wpe&label=Counter&location={}",
        id(&location)?
    );
    let reader = call(api_base, "POST", "/v1/terminal/readers", &form)?;
    Ok(id(&reader)?.to_owned())
}

fn id(object: &Value) -> Result<&str, String> {
    object["id"]
        .as_str()
        .ok_or_else(|| format!("the simulator answered without an id: {object}"))
}

fn call(api_base: &str, method: &str, path: &str, form: &str) -> Result<Value, String> {
    let failed = |what: String| format!("the Stripe simulator, {method} {path}: {what}");
    let address: SocketAddr = api_base
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .parse()
        .map_err(|_| failed(format!("{api_base} is not http://ADDRESS:PORT")))?;
    let request = format!(
        "{method} {path} HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {DEMO_KEY}\r\n\
         Stripe-Version: 2026-05-27.dahlia\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    let exchange = || -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.take(ANSWER_LEN_MAX).read_to_end(&mut answer)?;
        Ok(answer)
    };
    let answer = exchange().map_err(|error| failed(error.to_string()))?;
    let text = String::from_utf8_lossy(&answer);
    let (head, body) = text
        .split_once("\r\n\r\n")
        .ok_or_else(|| failed("no answer".to_owned()))?;
    let status = head.split(' ').nth(1).unwrap_or_default();
    if status != "200" {
        return Err(failed(format!("answered {status}: {body}")));
    }
    serde_json::from_str(body).map_err(|error| failed(format!("the answer is not JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::net::TcpListener;

    use super::*;

    /// Answers each request in turn with one of `answers` and returns the requests' first lines and bodies.
    fn serve(answers: &'static [(&str, &str)]) -> (String, std::thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let served = std::thread::spawn(move || {
            let mut seen = Vec::new();
            for (status, body) in answers {
                let (stream, _) = listener.accept().unwrap();
                let mut reader = BufReader::new(stream);
                let mut first = String::new();
                reader.read_line(&mut first).unwrap();
                let mut len = 0;
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).unwrap();
                    if let Some(value) = line.strip_prefix("Content-Length: ") {
                        len = value.trim().parse().unwrap();
                    }
                    if line == "\r\n" {
                        break;
                    }
                }
                let mut form = vec![0; len];
                reader.read_exact(&mut form).unwrap();
                seen.push(format!(
                    "{} {}",
                    first.trim(),
                    String::from_utf8(form).unwrap()
                ));
                let answer = format!("HTTP/1.0 {status}\r\n\r\n{body}");
                reader.get_mut().write_all(answer.as_bytes()).unwrap();
            }
            seen
        });
        (base, served)
    }

    #[test]
    fn a_reader_is_made_once() {
        let (base, served) = serve(&[
            ("200 OK", r#"{"data":[]}"#),
            ("200 OK", r#"{"id":"tml_1"}"#),
            ("200 OK", r#"{"id":"tmr_1"}"#),
            ("200 OK", r#"{"data":[{"id":"tmr_1"}]}"#),
            ("401 Unauthorized", r#"{"error":{}}"#),
        ]);
        assert_eq!(reader(&base).unwrap(), "tmr_1");
        assert_eq!(reader(&base).unwrap(), "tmr_1");
        assert!(reader(&base).unwrap_err().contains("answered 401"));
        let seen = served.join().unwrap();
        assert!(
            seen[1].starts_with("POST /v1/terminal/locations"),
            "{seen:?}"
        );
        assert!(
            seen[2].ends_with("simulated-wpe&label=Counter&location=tml_1"),
            "{seen:?}"
        );
        assert_eq!(seen.len(), 5);
    }
}

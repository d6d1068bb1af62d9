//! Clients that each send one request after another and time the answers.
//!
//! All of them share the caller's one thread, so that the machine's other core is the server's. They look at the first
//! bytes of an answer only: enough to tell a result from an error.

use std::sync::Arc;
use std::time::{Duration, Instant};

use testkit::client::RawClient;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::Result;
use crate::stats::{Samples, Work};

/// What one client sends.
pub(crate) trait Script: Send + 'static {
    /// Does what comes before a request and is not timed, such as opening the ticket that a line goes on.
    fn prepare(&mut self, client: &mut RawClient) -> impl Future<Output = Result<()>> + Send;

    /// Writes the next request.
    fn request(&mut self, text: &mut String);
}

/// Where clients connect.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) url: String,
    pub(crate) token: Option<String>,
}

/// Runs the scripts, each on a connection of its own, for this long.
pub(crate) fn run<S: Script>(target: &Target, scripts: Vec<S>, time: Duration) -> Result<Work> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let together = Arc::new(Barrier::new(scripts.len()));
        let mut clients = JoinSet::new();
        for script in scripts {
            clients.spawn(client(target.clone(), script, Arc::clone(&together), time));
        }
        let mut work = Work::default();
        while let Some(ended) = clients.join_next().await {
            let one = ended??;
            work.took = work.took.max(one.took);
            work.samples.add(one.samples);
        }
        Ok(work)
    })
}

async fn client<S: Script>(
    target: Target,
    mut script: S,
    together: Arc<Barrier>,
    time: Duration,
) -> Result<Work> {
    let connected = RawClient::connect(&target.url, target.token.as_deref()).await;
    let mut client = match connected {
        Ok(client) => client,
        Err(error) => {
            // The others must not wait for it for ever.
            together.wait().await;
            return Err(error.into());
        }
    };
    let prepared = script.prepare(&mut client).await;
    together.wait().await;
    prepared?;
    let mut samples = Samples::default();
    let mut text = String::new();
    let start = Instant::now();
    while start.elapsed() < time {
        script.prepare(&mut client).await?;
        text.clear();
        script.request(&mut text);
        let before = Instant::now();
        let answer = client.call_raw(&text).await?;
        samples.push(before.elapsed());
        must_be_no_error(&answer)?;
    }
    let took = start.elapsed();
    client.close().await?;
    Ok(Work {
        took,
        samples,
        ..Work::default()
    })
}

/// Refuses an answer that is an error: a refusal is quick, and would make a fine figure.
pub(crate) fn must_be_no_error(answer: &str) -> Result<()> {
    let head = answer.get(..100).unwrap_or(answer);
    if head.contains("\"error\":{") {
        let shown: String = answer.chars().take(300).collect();
        return Err(format!("a request was refused: {shown}").into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_no_answer() {
        assert!(must_be_no_error(r#"{"jsonrpc":"2.0","id":1,"result":{}}"#).is_ok());
        let refusal = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"x"}}"#;
        assert!(must_be_no_error(refusal).is_err());
    }
}

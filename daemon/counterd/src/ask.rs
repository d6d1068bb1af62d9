//! The daemon's own orders to the engine: what a device or the card processor did, to be written down.

use std::time::Duration;

use domain::Refusal;
use engine::{Answer, By, Command, EngineError, Handle, Order, Outcome};
use tokio::sync::oneshot;

/// How long to wait before telling the engine again what it could not write down.
const RETRY_TIME: Duration = Duration::from_millis(500);

/// Gives the engine one of the daemon's own orders and waits until it is durable.
pub(crate) async fn ask(engine: &Handle, command: Command) -> Answer {
    let (tx, rx) = oneshot::channel();
    let answer = Box::new(move |answer| {
        let _nobody_waits = tx.send(answer);
    });
    engine.give(Order {
        key: None,
        by: By::daemon(),
        command,
        answer,
    });
    rx.await.unwrap_or(Err(EngineError::Stopping))
}

/// Why an order of the daemon's own will never be carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Denied {
    /// A rule of the shop says no.
    #[error(transparent)]
    Refused(Refusal),
    /// The daemon is stopping.
    #[error("the daemon is stopping")]
    Stopping,
}

/// Tells the engine until it is written down. A full disk holds the caller where it is: what a device or the processor did
/// must not be forgotten, and no next step may be taken before this one is durable.
pub(crate) async fn ask_until_written(
    engine: &Handle,
    command: &Command,
) -> Result<Outcome, Denied> {
    loop {
        match ask(engine, command.clone()).await {
            Ok(outcome) => return Ok(outcome),
            Err(EngineError::Refused(refusal)) => return Err(Denied::Refused(refusal)),
            Err(EngineError::Stopping) => return Err(Denied::Stopping),
            Err(EngineError::Store(_) | EngineError::Busy) => tokio::time::sleep(RETRY_TIME).await,
        }
    }
}

//! Breaking the next matching call on purpose.

use std::collections::VecDeque;

use serde::Deserialize;

use crate::world::Fault;

/// One planned failure; it is used up by the first call that matches.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Failpoint {
    pub kind: Kind,
    /// Milliseconds, for [`Kind::Delay`].
    #[serde(default)]
    pub ms: u64,
    /// Only this method; any POST when absent.
    #[serde(default)]
    pub method: Option<String>,
    /// Only this path template, for example `/v1/payment_intents/{intent}/capture`; any when absent.
    #[serde(default)]
    pub path: Option<String>,
    /// Only a call that names this object id in its path or parameters.
    #[serde(default)]
    pub object: Option<String>,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The call waits before anything happens.
    Delay,
    /// The connection closes and nothing was done.
    DropBeforeCommit,
    /// Everything was done and the connection closes without an answer.
    DropAfterCommit,
    /// Half of the answer arrives.
    TruncatedJson,
    /// 429, nothing done, not remembered.
    RateLimited,
    /// See [`Fault::ErrorBeforeCommit`].
    #[serde(rename = "500_before_commit")]
    ErrorBeforeCommit,
    /// See [`Fault::ErrorAfterCommit`].
    #[serde(rename = "500_after_commit")]
    ErrorAfterCommit,
    /// See [`Fault::ReaderAckLost`].
    ReaderAckLost,
    /// See [`Fault::ReaderUnreached`].
    ReaderUnreached,
    /// See [`Fault::ReaderBusy`].
    ReaderBusy,
    /// See [`Fault::ReaderOffline`].
    ReaderOffline,
    /// See [`Fault::ActionStuck`].
    ActionStuck,
    /// See [`Fault::ConnectionError`].
    ConnectionError,
    /// See [`Fault::TapBefore`].
    TapBefore,
}

impl Failpoint {
    /// A failure of the next call of this kind: method and path template.
    #[must_use]
    pub fn on(kind: Kind, method: &str, path: &str) -> Self {
        let (method, path) = (Some(method.to_owned()), Some(path.to_owned()));
        Self {
            kind,
            ms: 0,
            method,
            path,
            object: None,
        }
    }

    /// Narrowed to calls that name this object.
    #[must_use]
    pub fn object(mut self, id: &str) -> Self {
        self.object = Some(id.to_owned());
        self
    }
}

impl Kind {
    /// The part of the failure that happens inside Stripe.
    pub(super) fn fault(self) -> Option<Fault> {
        match self {
            Self::Delay
            | Self::DropBeforeCommit
            | Self::DropAfterCommit
            | Self::TruncatedJson
            | Self::RateLimited => None,
            Self::ErrorBeforeCommit => Some(Fault::ErrorBeforeCommit),
            Self::ErrorAfterCommit => Some(Fault::ErrorAfterCommit),
            Self::ReaderAckLost => Some(Fault::ReaderAckLost),
            Self::ReaderUnreached => Some(Fault::ReaderUnreached),
            Self::ReaderBusy => Some(Fault::ReaderBusy),
            Self::ReaderOffline => Some(Fault::ReaderOffline),
            Self::ActionStuck => Some(Fault::ActionStuck),
            Self::ConnectionError => Some(Fault::ConnectionError),
            Self::TapBefore => Some(Fault::TapBefore),
        }
    }
}

/// The planned failures, oldest first, at most [`Queue::LEN_MAX`].
#[derive(Debug, Default)]
pub(super) struct Queue(VecDeque<Failpoint>);

impl Queue {
    const LEN_MAX: usize = 1000;

    pub(super) fn push(&mut self, failpoint: Failpoint) {
        if self.0.len() < Self::LEN_MAX {
            self.0.push_back(failpoint);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes the failure planned for this call, if any. `text` is the concrete path and the parameters.
    pub(super) fn take(&mut self, method: &str, template: &str, text: &str) -> Option<Failpoint> {
        let matches = |planned: &Failpoint| {
            planned.method.as_deref().unwrap_or("POST") == method
                && planned.path.as_deref().is_none_or(|path| path == template)
                && planned.object.as_deref().is_none_or(|id| text.contains(id))
        };
        let index = self.0.iter().position(matches)?;
        self.0.remove(index)
    }
}

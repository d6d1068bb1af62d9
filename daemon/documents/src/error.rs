//! Why a paper cannot be made.

use domain::Refusal;
use domain::money::MoneyError;
use paper::label::LabelError;
use paper::pdf::PdfError;

use crate::Kind;

/// Why a paper cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The ticket does not stand so that it could have this paper, or its sums do not fit.
    #[error("the ticket has no such paper")]
    Ticket(#[from] Refusal),
    /// The ticket never was what the paper is of: it has no number as such.
    #[error("the ticket has no number as {0}")]
    NoNumber(&'static str),
    /// What was given is not what the paper is made of.
    #[error("what was given is not what a {} is made of", .0.code())]
    WrongInput(Kind),
    /// The figures given contradict each other; a paper that does not add up is not handed out.
    #[error("{what} come to {found}, not to {stated}")]
    DoesNotAddUp {
        /// Which figures.
        what: &'static str,
        /// What they come to.
        found: domain::Money,
        /// What was stated.
        stated: domain::Money,
    },
    /// Amounts of two currencies, or sums that do not fit.
    #[error("adding up the figures")]
    Money(#[from] MoneyError),
    /// The page could not be made.
    #[error("making the page")]
    Pdf(#[from] PdfError),
    /// The label could not be made.
    #[error("making the label")]
    Label(#[from] LabelError),
    /// The text cannot be made a machine-readable code.
    #[error("text cannot be made a code: {0:?}")]
    Code(String),
}

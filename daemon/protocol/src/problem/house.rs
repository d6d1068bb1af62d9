//! The codes of the house's own rules, its till and what it takes in.

use domain::import::ImportRefusal;
use domain::policy::PolicyRefusal;
use domain::till::TillRefusal;

use super::{Code, code_of};

pub(super) fn policy(refusal: &PolicyRefusal) -> Code {
    match refusal {
        PolicyRefusal::NeedsRole(_) => Code::NeedsApproval,
        PolicyRefusal::OtherCurrency { .. }
        | PolicyRefusal::Pricing(_)
        | PolicyRefusal::Charges(_)
        | PolicyRefusal::Limits(_)
        | PolicyRefusal::StatusCount
        | PolicyRefusal::StatusTwice(_)
        | PolicyRefusal::IntervalCount
        | PolicyRefusal::IntervalTwice(_)
        | PolicyRefusal::IntervalEmpty(_)
        | PolicyRefusal::Days
        | PolicyRefusal::SumNegative
        | PolicyRefusal::ToleranceNegative => Code::PolicyInvalid,
        PolicyRefusal::Rule(rule) => code_of(rule),
    }
}

pub(super) const fn till(refusal: &TillRefusal) -> Code {
    match refusal {
        TillRefusal::AlreadyOpen(_) => Code::TillAlreadyOpen,
        TillRefusal::Closed(_) => Code::TillClosed,
        TillRefusal::AmountNotPositive => Code::AmountNotPositive,
        TillRefusal::FloatNegative => Code::TillFloatInvalid,
        TillRefusal::FloatDiffers { .. } => Code::TillFloatDiffers,
        TillRefusal::NotInDrawer(_) => Code::TillNotInDrawer,
        TillRefusal::PayOutLimit(_) => Code::TillPayOutLimit,
        TillRefusal::NoSuchCategory(_) => Code::TillNoSuchCategory,
        TillRefusal::NeedsRole { .. } => Code::NeedsApproval,
        TillRefusal::NoSuchPiece(_) => Code::TillNoSuchPiece,
        TillRefusal::NotCounted(_) => Code::TillNotCounted,
        TillRefusal::CountStale(_) => Code::TillCountStale,
        TillRefusal::CountedTwice(_) => Code::TillCountedTwice,
        TillRefusal::OverShort(_) => Code::TillOverShort,
        TillRefusal::LeftNotCounted => Code::TillLeftNotCounted,
        TillRefusal::BooksDisagree { .. } | TillRefusal::Ledger(_) => Code::BooksUnbalanced,
        TillRefusal::Text(_) => Code::TextEmpty,
        TillRefusal::Money(_) => Code::AmountTooLarge,
    }
}

pub(super) const fn import(refusal: &ImportRefusal) -> Code {
    match refusal {
        ImportRefusal::OwnerUnknown(_) | ImportRefusal::OwnerUnsure(_) => Code::ImportOwner,
        ImportRefusal::Twice(_) => Code::ImportTwice,
        ImportRefusal::ForeignCurrency(_) => Code::ImportCurrency,
        ImportRefusal::NotYet(_) => Code::ImportNotYet,
        ImportRefusal::Incomplete(_) => Code::ImportIncomplete,
    }
}

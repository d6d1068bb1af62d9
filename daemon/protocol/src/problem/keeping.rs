//! The codes of what keeps the shelves right: canned jobs, cores, counts and transfers.

use domain::canned::CannedRefusal;
use domain::core_charge::CoreRefusal;
use domain::count::CountRefusal;
use domain::transfer::TransferRefusal;

use super::{Code, code_of};

pub(super) fn canned(refusal: &CannedRefusal) -> Code {
    match refusal {
        CannedRefusal::Lines | CannedRefusal::NotPositive(_) => Code::CannedInvalid,
        CannedRefusal::AttributeMissing(_) => Code::CannedAttributeMissing,
        CannedRefusal::Retired(_) => Code::CannedRetired,
        CannedRefusal::NeedsRole(_) => Code::NeedsApproval,
        CannedRefusal::Rule(rule) => code_of(rule),
        CannedRefusal::Number(_) => Code::NumberInvalid,
    }
}

pub(super) fn core(refusal: &CoreRefusal) -> Code {
    match refusal {
        CoreRefusal::QuantityNotPositive => Code::QuantityNotPositive,
        CoreRefusal::MoreThanOwed { .. } => Code::CoreMoreThanOwed,
        CoreRefusal::MoreThanHere { .. } | CoreRefusal::MoreThanSent { .. } => {
            Code::CoreMoreThanHere
        }
        CoreRefusal::OtherSupplier(_) => Code::CoreOtherSupplier,
        CoreRefusal::CreditNegative(_) => Code::AmountNotPositive,
        CoreRefusal::NotDue(_) => Code::CoreNotDue,
        CoreRefusal::NothingOwed => Code::CoreNothingOwed,
        CoreRefusal::HeldElsewhere => Code::CoreHeldElsewhere,
        CoreRefusal::NoSale => Code::CoreNoSale,
        CoreRefusal::NeedsRole(_) => Code::NeedsApproval,
        CoreRefusal::Rule(rule) => code_of(rule),
        CoreRefusal::Number(_) => Code::NumberInvalid,
        CoreRefusal::Money(_) => Code::AmountTooLarge,
        CoreRefusal::Ledger(_) => Code::BooksUnbalanced,
    }
}

pub(super) fn count(refusal: &CountRefusal) -> Code {
    match refusal {
        CountRefusal::Lines
        | CountRefusal::PartTwice(_)
        | CountRefusal::NotOnList(_)
        | CountRefusal::CountedNegative
        | CountRefusal::ToleranceNegative => Code::CountInvalid,
        CountRefusal::CountedElsewhere { .. } => Code::CountedElsewhere,
        CountRefusal::SameCounter(_) => Code::CountSameCounter,
        CountRefusal::RecountDue(_) => Code::CountRecountDue,
        CountRefusal::Uncounted(_) | CountRefusal::NothingCounted => Code::CountUncounted,
        CountRefusal::CostUnknown(_) | CountRefusal::Cost(_) => Code::CostInvalid,
        CountRefusal::Finished => Code::CountFinished,
        CountRefusal::NeedsRole(_) => Code::NeedsApproval,
        CountRefusal::Rule(rule) => code_of(rule),
        CountRefusal::Number(_) => Code::NumberInvalid,
        CountRefusal::Money(_) => Code::AmountTooLarge,
        CountRefusal::Ledger(_) => Code::BooksUnbalanced,
    }
}

pub(super) fn transfer(refusal: &TransferRefusal) -> Code {
    match refusal {
        TransferRefusal::SameLocation
        | TransferRefusal::Lines
        | TransferRefusal::PartTwice(_)
        | TransferRefusal::NotOnTransfer(_) => Code::TransferInvalid,
        TransferRefusal::QuantityNotPositive => Code::QuantityNotPositive,
        TransferRefusal::MoreThanOnHand { .. } => Code::TransferMoreThanOnHand,
        TransferRefusal::MoreThanSent { .. } => Code::TransferMoreThanSent,
        TransferRefusal::AlreadySent | TransferRefusal::NotSent | TransferRefusal::Finished => {
            Code::TransferState
        }
        TransferRefusal::NotArrived(_) => Code::TransferNotArrived,
        TransferRefusal::NeedsRole(_) => Code::NeedsApproval,
        TransferRefusal::CostUnknown(_) | TransferRefusal::Cost(_) => Code::CostInvalid,
        TransferRefusal::Rule(rule) => code_of(rule),
        TransferRefusal::Number(_) => Code::NumberInvalid,
        TransferRefusal::Money(_) => Code::AmountTooLarge,
        TransferRefusal::Ledger(_) => Code::BooksUnbalanced,
    }
}

//! Codes of what is refused about suppliers, purchases and returns.

use domain::purchase::PurchaseRefusal;
use domain::stock::reorder::ReorderRefusal;
use domain::supplier::SupplierRefusal;
use domain::supplier_return::SupplierReturnRefusal;

use super::Code;

pub(super) fn supplier(refusal: &SupplierRefusal) -> Code {
    use SupplierRefusal as Refused;
    match refusal {
        Refused::Text(refusal) => Code::of(refusal),
        Refused::TooManyDays { .. }
        | Refused::MinimumNegative
        | Refused::MinimumCurrency
        | Refused::PackSizeNotPositive => Code::SupplierInvalid,
        Refused::Retired => Code::SupplierRetired,
        Refused::NotRetired => Code::SupplierInUse,
        Refused::RoleNeeded { .. } => Code::NeedsApproval,
    }
}

pub(super) fn purchase(refusal: &PurchaseRefusal) -> Code {
    use PurchaseRefusal as Refused;
    match refusal {
        Refused::WrongState(_) => Code::PurchaseState,
        Refused::NoLines => Code::PurchaseEmpty,
        Refused::TooManyLines | Refused::TooManyPapers => Code::PurchaseFull,
        Refused::NoSuchLine(_) => Code::NoSuchPurchaseLine,
        Refused::LineTwice(_) => Code::LineTwice,
        Refused::PartMissing => Code::PurchasePartMissing,
        Refused::SubletHasPart => Code::SubletHasPart,
        Refused::QuantityNotPositive => Code::QuantityNotPositive,
        Refused::MoreThanLeft { .. } => Code::MoreThanLeft,
        Refused::Number(_) => Code::NumberInvalid,
        Refused::Money(_) => Code::AmountTooLarge,
        Refused::Cost(_) => Code::CostInvalid,
        Refused::Ledger(_) => Code::BooksUnbalanced,
        Refused::Text(refusal) => Code::of(refusal),
        Refused::SupplierRetired => Code::SupplierRetired,
        Refused::ForeignCurrency => Code::SupplierCurrency,
        Refused::BelowMinimum { .. } => Code::BelowMinimum,
        Refused::OverReceipt { .. } => Code::OverReceipt,
        Refused::RoleNeeded { .. } => Code::NeedsApproval,
        Refused::InvoiceTotal { .. } => Code::SupplierInvoiceTotal,
        Refused::AmountNegative(_) => Code::PurchaseAmountNegative,
        Refused::AmountNotPositive => Code::AmountNotPositive,
        Refused::InvoiceNumberUsed(_) => Code::SupplierInvoiceUsed,
        Refused::NoSuchInvoice(_) => Code::NoSuchSupplierInvoice,
        Refused::InvoiceSettled(_) => Code::SupplierInvoiceSettled,
        Refused::NoSuchDifference => Code::NoSuchDifference,
        Refused::CreditTooMuch { .. } => Code::SupplierCreditTooMuch,
        Refused::NotAQuantity => Code::NotAQuantity,
        Refused::NotHeld(_) => Code::PurchaseNotHeld,
        Refused::NotASpecialOrder(_) => Code::NotASpecialOrder,
        Refused::NotArrived(_) => Code::PurchaseNotArrived,
        Refused::StillOpen { .. } => Code::PurchaseStillOpen,
        Refused::InvoiceUnmatched(_) => Code::SupplierInvoiceUnmatched,
        Refused::DifferenceOpen(_) => Code::DifferenceOpen,
        Refused::NotInvoiced(_) => Code::PurchaseNotInvoiced,
        Refused::Unreconciled(_) => Code::PurchaseUnreconciled,
    }
}

pub(super) fn supplier_return(refusal: &SupplierReturnRefusal) -> Code {
    use SupplierReturnRefusal as Refused;
    match refusal {
        Refused::WrongState(_) => Code::ReturnState,
        Refused::NoLines => Code::ReturnEmpty,
        Refused::TooManyLines => Code::ReturnFull,
        Refused::WrongKind | Refused::CoreNotOne => Code::ReturnKindWrong,
        Refused::CoreTwice(_) | Refused::LineTwice(_) => Code::LineTwice,
        Refused::QuantityNotPositive => Code::QuantityNotPositive,
        Refused::ClaimMissing => Code::ClaimMissing,
        Refused::ForeignCurrency => Code::SupplierCurrency,
        Refused::OriginUnknown(_) => Code::OriginUnknown,
        Refused::MoreThanReceived { .. } => Code::MoreThanReceived,
        Refused::NoSuchLine(_) => Code::NoSuchReturnLine,
        Refused::CreditNotPositive => Code::AmountNotPositive,
        Refused::MemoUsed => Code::MemoUsed,
        Refused::CreditTooMuch { .. } => Code::ReturnCreditTooMuch,
        Refused::RoleNeeded { .. } => Code::NeedsApproval,
        Refused::Money(_) => Code::AmountTooLarge,
        Refused::Cost(_) => Code::CostInvalid,
        Refused::Ledger(_) => Code::BooksUnbalanced,
        Refused::Text(refusal) => Code::of(refusal),
    }
}

pub(super) fn reorder(refusal: &ReorderRefusal) -> Code {
    match refusal {
        ReorderRefusal::Number(_) => Code::NumberInvalid,
        ReorderRefusal::Money(_) => Code::AmountTooLarge,
        ReorderRefusal::Cost(_) => Code::CostInvalid,
    }
}

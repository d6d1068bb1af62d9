//! The codes of refusals about customers, vehicles and installment plans.

use domain::people::{CustomerRefusal, VehicleRefusal};
use domain::plan::PlanRefusal;

use super::Code;

pub(super) fn customer(refusal: &CustomerRefusal) -> Code {
    use CustomerRefusal as R;
    match refusal {
        R::MergedAway(_) => Code::CustomerMerged,
        R::MergeSelf => Code::MergeSame,
        R::MergeChain(_) => Code::MergeChain,
        R::BooksDisagree { .. } => Code::BooksDisagree,
        R::NeedsRole(_) | R::NeedsApproval(_) => Code::NeedsApproval,
        R::NoAccount => Code::NoAccount,
        R::AmountNotPositive => Code::AmountNotPositive,
        R::ForeignCurrency => Code::NumberInvalid,
        R::NoSuchItem(_) | R::NoSuchCredit(_) => Code::NoSuchAccountItem,
        R::ItemTwice(_) => Code::AccountItemTwice,
        R::MoreThanItem { .. } | R::MoreThanAmount { .. } => Code::AllocationTooLarge,
        R::CreditTooSmall { .. } => Code::CreditTooSmall,
        R::TillClosed => Code::TillClosed,
        R::MonthNotOver(_) => Code::MonthNotOver,
        R::NoFinanceTerms => Code::NoFinanceTerms,
        R::PeriodBackwards(_) | R::DateOutOfRange => Code::DateInvalid,
        R::Money(_) => Code::AmountTooLarge,
        R::Ledger(_) => Code::BooksUnbalanced,
        R::Field(refusal) => Code::of(refusal),
    }
}

pub(super) const fn vehicle(refusal: &VehicleRefusal) -> Code {
    use VehicleRefusal as R;
    match refusal {
        R::MergedAway(_) => Code::VehicleMerged,
        R::MergeSelf => Code::MergeSame,
        R::MergeChain(_) => Code::MergeChain,
        R::VinsDiffer => Code::VinsDiffer,
        R::OwnersDiffer => Code::OwnersDiffer,
        R::SameOwner(_) => Code::SameOwner,
        R::NeedsRole(_) => Code::NeedsApproval,
        R::NoSuchDeferral(_) => Code::NoSuchDeferral,
        R::Odometer(_) => Code::OdometerUnlikely,
    }
}

pub(super) fn plan(refusal: &PlanRefusal) -> Code {
    use PlanRefusal as R;
    match refusal {
        R::WrongState(_) => Code::PlanState,
        R::NoSuchPlan(_) => Code::NoSuchPlan,
        R::OfTicket(_) => Code::PlanOfTicket,
        R::OtherCustomer(_) => Code::PlanOtherCustomer,
        R::InstallmentCount
        | R::FirstDuePast
        | R::Negative(_)
        | R::NothingToFinance { .. }
        | R::DownPaymentTooSmall { .. } => Code::PlanTermsInvalid,
        R::AmountNotPositive => Code::AmountNotPositive,
        R::ForeignCurrency => Code::NumberInvalid,
        R::OtherAmount { .. } => Code::PlanOtherAmount,
        R::DownPaymentMissing { .. } => Code::DownPaymentMissing,
        R::MoreThanLeft { .. } => Code::PlanMoreThanLeft,
        R::HasPayments => Code::PlanHasPayments,
        R::TillClosed => Code::TillClosed,
        R::NeedsRole(_) => Code::NeedsApproval,
        R::DateOutOfRange => Code::DateInvalid,
        R::Customer(refusal) => customer(refusal),
        R::Money(_) => Code::AmountTooLarge,
        R::Ledger(_) => Code::BooksUnbalanced,
        R::Field(refusal) => Code::of(refusal),
    }
}

//! What the shop has set up about its customers' money.

use super::Role;

/// Who may decide what about a customer. A second person's PIN counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CustomerRules {
    /// Who may open a house account, change its terms, or change the price level.
    pub terms_role: Role,
    /// Who may put a tax certificate on file or take it off.
    pub exemption_role: Role,
    /// Who may put an account on hold or free it.
    pub hold_role: Role,
    /// Who may give a credit memo.
    pub credit_memo_role: Role,
    /// Who may give up on money that is owed.
    pub write_off_role: Role,
    /// Who may merge two customers, or two vehicles.
    pub merge_role: Role,
}

impl Default for CustomerRules {
    fn default() -> Self {
        Self {
            terms_role: Role::Manager,
            exemption_role: Role::Advisor,
            hold_role: Role::Manager,
            credit_memo_role: Role::Manager,
            write_off_role: Role::Owner,
            merge_role: Role::Manager,
        }
    }
}

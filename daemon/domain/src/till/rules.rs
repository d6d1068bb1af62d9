//! How the shop runs its drawers.

use std::collections::BTreeMap;

use crate::money::{Currency, Money};
use crate::people::Role;

use super::denominations::denominations;

/// How the shop runs its drawers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TillRules {
    /// Whether cash is taken only while a session is open.
    pub required: bool,
    /// Whether the drawer is counted before anyone below a manager sees what must be in it.
    pub blind: bool,
    /// How far a count may be off without a reason.
    pub tolerance: Money,
    /// What stays in the drawer for the next session.
    pub float: Money,
    /// The notes and coins that are counted, in minor units; those of the currency when absent.
    pub denominations: Option<Vec<i64>>,
    /// The headings for cash paid in and out; any when there are none.
    pub categories: Vec<String>,
    /// Who may open and count a drawer and put cash in or drop it.
    pub open_role: Role,
    /// Who may close a session.
    pub close_role: Role,
    /// The most each role may pay out at once; roles that are missing may pay out as much as the next one below.
    pub pay_out_max: BTreeMap<Role, Money>,
}

impl TillRules {
    /// Returns what holds when the shop says nothing else: a float of 200, blind counts, 5 of tolerance, and clerks who pay
    /// out up to 50.
    #[must_use]
    pub fn usual(currency: Currency) -> Self {
        let major = |count: i64| Money::new(count * 10_i64.pow(currency.decimals()), currency);
        let most = [
            (Role::Technician, major(0)),
            (Role::Clerk, major(50)),
            (Role::Advisor, major(200)),
            (Role::Manager, major(1_000_000)),
        ];
        Self {
            required: false,
            blind: true,
            tolerance: major(5),
            float: major(200),
            denominations: None,
            categories: Vec::new(),
            open_role: Role::Clerk,
            close_role: Role::Clerk,
            pay_out_max: BTreeMap::from(most),
        }
    }

    /// Returns the notes and coins that are counted.
    #[must_use]
    pub fn pieces(&self, currency: Currency) -> &[i64] {
        self.denominations
            .as_deref()
            .unwrap_or(denominations(currency))
    }

    /// Returns who may pay this much out; nobody when it is more than anyone may.
    #[must_use]
    pub fn pays_out(&self, amount: Money) -> Option<Role> {
        let mut may = self.pay_out_max.iter().filter(|(_, max)| amount <= **max);
        may.next().map(|(role, _)| *role)
    }
}

//! House accounts: what a customer has charged, what they paid, and what is left of each item.
//!
//! The balance is the books' (receivable, owner the customer); this is what the balance is made of. Items are settled by
//! allocation: a receipt, a credit memo, a write-off says how much of it goes to which item, and what is left over stays
//! an open credit. Start at [`HouseAccount`], then [`decide()`].

mod aging;
mod allocate;
mod decide;
mod finance;
mod from_ticket;
mod item;
mod state;
mod statement;

pub(crate) use aging::days_late;
pub use aging::{Aging, aging};
pub use allocate::{Share, oldest_first};
pub use decide::{AccountOrder, decide};
pub use finance::BillingMonth;
pub use from_ticket::{TicketMoney, on_payment, on_undone};
pub use item::{
    Absorbed, Allocation, Applied, Charge, ChargeKind, IssuedStatement, OpenCredit, OpenItem,
    SettledBy, Settlement,
};
pub use state::{HouseAccount, Operation};
pub use statement::{Statement, StatementLine, statement};

//! What tickets do, told as given, when, then; and laws that hold whatever is ordered.

mod books;
mod cards;
mod estimates;
mod fixture;
mod laws;
mod no_receipt;
mod prices;
mod refusals;
mod refusals_of_money;
mod returns;
mod selling;
mod stacked;
mod tax;
mod tenders;

//! What tickets do, told as given, when, then; and laws that hold whatever is ordered.

mod books;
mod cards;
mod estimates;
mod fixture;
mod refusals;
mod refusals_of_money;
mod selling;
mod tax;
mod tenders;

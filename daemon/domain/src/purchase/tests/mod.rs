//! Purchases from the draft to the last cent of the last invoice.

mod buying;
mod happening;
mod kept;
mod laws;
mod matching;

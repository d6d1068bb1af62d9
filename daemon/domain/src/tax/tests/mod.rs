//! The built-in rule: worked examples of laws and guides, refusals, and laws that every answer keeps.

mod fixture;
mod laws;
mod refusals;
mod vectors;

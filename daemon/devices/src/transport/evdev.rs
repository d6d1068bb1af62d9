//! Keys.
/// A.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// A.
    A,
}
/// A.
pub trait KeySource: Send {}
/// A.
#[derive(Debug)]
pub enum KeySourceError {
    /// A.
    A,
}

//! The scanner that types.
use super::outlet::Outlet;
use crate::device::KeyboardScanner;
/// A keyboard layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// US.
    Us,
}
pub(crate) fn run(_: &Outlet, _: &KeyboardScanner) {}

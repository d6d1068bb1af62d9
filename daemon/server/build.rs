//! Rebuilds the crate when the page changes, since the page is part of the binary.

fn main() {
    println!("cargo::rerun-if-changed=page");
}

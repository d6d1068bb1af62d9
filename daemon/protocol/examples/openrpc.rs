//! Prints the OpenRPC document, as `counterd openrpc` does, without building the daemon.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    writeln!(
        std::io::stdout().lock(),
        "{:#}",
        protocol::openrpc::document()
    )
}

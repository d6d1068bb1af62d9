//! Counts lines while a parser reads, so that every fault has a place.

use std::io::{self, BufRead, BufReader, Read};

/// Counts the lines that were used up.
pub(super) struct CountingLines<B> {
    pub inner: B,
    pub line: u64,
}

impl<R: Read> Read for CountingLines<BufReader<R>> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.read(into)?;
        self.line += lines_in(&into[..len]);
        Ok(len)
    }
}

impl<R: Read> BufRead for CountingLines<BufReader<R>> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let used = &self.inner.buffer()[..amount.min(self.inner.buffer().len())];
        self.line += lines_in(used);
        self.inner.consume(amount);
    }
}

fn lines_in(bytes: &[u8]) -> u64 {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    u64::try_from(lines).unwrap_or(u64::MAX)
}

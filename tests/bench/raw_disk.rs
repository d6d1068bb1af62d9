//! What the disk itself can do: overwrites 4 KiB of a file that has its size already, and waits until that is durable.
//!
//! No store can make single orders durable faster than this on the same disk, so it is run before, between and after
//! what is measured: a busy or throttled disk then shows in both.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::stats::Work;

const BLOCK_LEN: usize = 4096;
const BLOCKS: u64 = 8192;

pub(crate) struct RawDisk {
    file: File,
    next: u64,
}

impl RawDisk {
    /// Makes the file in a folder on the disk in question.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let file = File::create_new(folder.join("raw-disk"))?;
        for block in 0..BLOCKS {
            file.write_all_at(&[1; BLOCK_LEN], block * BLOCK_LEN as u64)?;
        }
        file.sync_all()?;
        Ok(Self { file, next: 0 })
    }

    /// Writes and syncs one block after another for this long.
    pub(crate) fn run(&mut self, time: Duration) -> io::Result<Work> {
        let mut work = Work::default();
        let start = Instant::now();
        while start.elapsed() < time {
            let before = Instant::now();
            let offset = self.next % BLOCKS * BLOCK_LEN as u64;
            self.file.write_all_at(&[2; BLOCK_LEN], offset)?;
            self.file.sync_data()?;
            work.samples.push(before.elapsed());
            self.next += 1;
        }
        work.took = start.elapsed();
        Ok(work)
    }
}

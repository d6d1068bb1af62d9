//! What jobs sent to printers, kept for a while: to be looked at, and to be printed once more.
//!
//! The journal says that a job was asked for and what became of it; these are the very bytes. They are no truth of the
//! shop's: a file that is lost costs a preview, never a sale. The oldest go when there are too many.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use domain::ids::JobId;

/// Most jobs kept.
const JOBS_MAX: usize = 2_000;
/// Most bytes kept in all.
const BYTES_MAX: u64 = 256 << 20;
/// How many jobs are kept between two looks at the limits.
const LOOK_EVERY: u32 = 64;

/// The folder of sent papers.
#[derive(Debug)]
pub(crate) struct KeptPapers {
    folder: PathBuf,
    since_look: std::sync::atomic::AtomicU32,
}

impl KeptPapers {
    /// The folder's name inside the data folder.
    pub(crate) const FOLDER: &'static str = "spool";

    /// Opens the folder, and makes it where it is not there.
    ///
    /// # Errors
    /// The system's, when it can neither be found nor made.
    pub(crate) fn open(data: &std::path::Path) -> io::Result<Self> {
        let folder = data.join(Self::FOLDER);
        fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            since_look: std::sync::atomic::AtomicU32::new(LOOK_EVERY),
        })
    }

    /// Keeps what a job is about to send. A job that is sent again keeps what it sends then.
    ///
    /// # Errors
    /// The system's: a full disk, above all. The job goes on all the same.
    pub(crate) fn keep(&self, job: JobId, bytes: &[u8]) -> io::Result<()> {
        let part = self.folder.join(format!("{job}.part"));
        fs::write(&part, bytes)?;
        fs::rename(&part, self.path(job))?;
        let looked = self
            .since_look
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if looked >= LOOK_EVERY {
            self.since_look
                .store(0, std::sync::atomic::Ordering::Relaxed);
            self.forget_oldest(JOBS_MAX, BYTES_MAX)?;
        }
        Ok(())
    }

    /// Returns what a job sent; none when it is no longer kept, or was nothing.
    ///
    /// # Errors
    /// The system's.
    pub(crate) fn read(&self, job: JobId) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.path(job)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn path(&self, job: JobId) -> PathBuf {
        self.folder.join(job.to_string())
    }

    fn forget_oldest(&self, jobs_max: usize, bytes_max: u64) -> io::Result<()> {
        let mut files: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let data = entry.metadata()?;
            if data.is_file() {
                files.push((data.modified()?, data.len(), entry.path()));
            }
        }
        files.sort();
        let mut count = files.len();
        let mut bytes: u64 = files.iter().map(|(_, len, _)| len).sum();
        for (_, len, path) in files {
            if count <= jobs_max && bytes <= bytes_max {
                break;
            }
            fs::remove_file(path)?;
            count -= 1;
            bytes -= len;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn job(number: u128) -> JobId {
        JobId::new(Uuid::from_u128(number))
    }

    #[test]
    fn what_was_sent_last_is_what_is_kept() {
        let data = tempfile::tempdir().unwrap();
        let kept = KeptPapers::open(data.path()).unwrap();
        assert_eq!(kept.read(job(1)).unwrap(), None);
        kept.keep(job(1), b"first").unwrap();
        kept.keep(job(1), b"second").unwrap();
        let again = KeptPapers::open(data.path()).unwrap();
        assert_eq!(again.read(job(1)).unwrap().as_deref(), Some(&b"second"[..]));
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many_or_too_much() {
        let data = tempfile::tempdir().unwrap();
        let kept = KeptPapers::open(data.path()).unwrap();
        for number in 1..=5_u64 {
            kept.keep(job(number.into()), &[0; 100]).unwrap();
            let at = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(number);
            let file = fs::File::open(kept.path(job(number.into()))).unwrap();
            file.set_modified(at).unwrap();
        }
        let left = || {
            (1..=5_u128)
                .filter(|number| kept.read(job(*number)).unwrap().is_some())
                .collect::<Vec<_>>()
        };
        kept.forget_oldest(4, 1000).unwrap();
        assert_eq!(left(), [2, 3, 4, 5]);
        kept.forget_oldest(4, 250).unwrap();
        assert_eq!(left(), [4, 5]);
    }
}

//! A cable whose system calls block, made async: one thread writes, one reads, both bounded.
//!
//! A driver of such a cable implements [`BytePipe`]; everything else is here, above all the count of
//! bytes that went out when a write is given up half done.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use super::link::{LinkError, Moved, WRITE_LEN_MAX};

/// Longest time a thread spends in one call: so soon it notices that it is to end.
const SLICE: Duration = Duration::from_millis(250);
/// Most bytes read at once.
const READ_LEN_MAX: usize = 512;
/// Most pieces read and not yet taken; the reader waits then, and the cable's own flow control acts.
const PIECES_MAX: usize = 16;
/// How long the threads may take to let go of the cable.
const CLOSE_MAX: Duration = Duration::from_secs(2);
/// How often the closing side looks whether they did.
const CLOSE_LOOK: Duration = Duration::from_millis(5);

/// One open two-way cable with blocking calls; dropping it closes it.
///
/// One thread writes while another reads, so both must be able to wait at the same time.
pub trait BytePipe: Send + Sync + fmt::Debug {
    /// Waits at most this long for the cable to take bytes and returns how many it took, 0 for none.
    ///
    /// Bytes taken before a time-out are counted, never reported as an error.
    ///
    /// # Errors
    /// The system's. How many bytes of this call were taken is then held to be unknown.
    fn write(&self, bytes: &[u8], wait: Duration) -> io::Result<usize>;

    /// Waits at most this long for bytes; `None` when none came.
    ///
    /// # Errors
    /// The system's; `UnexpectedEof` when the device is gone.
    fn read(&self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>>;

    /// Throws away what was taken and is still on this side of the cable.
    fn discard(&self) {}

    /// Asks what the cable itself knows of the printer beside the data, within a second.
    ///
    /// # Errors
    /// The system's.
    fn port_status(&self) -> io::Result<Option<PortStatus>> {
        Ok(None)
    }
}

/// The three lines of a printer port (IEEE 1284; USB printer class `GET_PORT_STATUS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortStatus {
    /// There is no paper.
    pub paper_empty: bool,
    /// It is online.
    pub selected: bool,
    /// It reports an error.
    pub error: bool,
}

/// The async side of a [`BytePipe`].
#[derive(Debug)]
pub(crate) struct Pipe {
    pipe: Arc<dyn BytePipe>,
    orders: SyncSender<Vec<u8>>,
    done: mpsc::Receiver<io::Result<usize>>,
    came: mpsc::Receiver<io::Result<Vec<u8>>>,
    /// Read and not yet taken.
    rest: Vec<u8>,
    /// Length of the piece that the writing thread has.
    in_hand: usize,
    signs: Arc<Signs>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Signs {
    stop: AtomicBool,
    /// Order to the writing thread to let go of a piece that the cable does not take.
    give_back: AtomicBool,
}

impl Pipe {
    /// Starts the two threads.
    pub(crate) fn start(pipe: Arc<dyn BytePipe>) -> io::Result<Self> {
        let (orders, ordered) = sync_channel(1);
        let (tell_done, done) = mpsc::channel(1);
        let (tell_came, came) = mpsc::channel(PIECES_MAX);
        let signs = Arc::new(Signs::default());
        let mut started = Self {
            pipe: Arc::clone(&pipe),
            orders,
            done,
            came,
            rest: Vec::new(),
            in_hand: 0,
            signs: Arc::clone(&signs),
            threads: Vec::new(),
        };
        let writer = (Arc::clone(&pipe), Arc::clone(&signs));
        started.threads.push(
            thread::Builder::new()
                .name("pipe-write".to_owned())
                .spawn(move || write_loop(&*writer.0, &ordered, &tell_done, &writer.1))?,
        );
        started.threads.push(
            thread::Builder::new()
                .name("pipe-read".to_owned())
                .spawn(move || read_loop(&*pipe, &tell_came, &signs))?,
        );
        Ok(started)
    }

    /// As [`super::link::Link::write_or_read`]. A piece that is with the thread stays there over a
    /// cancelled call: the next call must offer the same bytes.
    pub(crate) async fn write_or_read(
        &mut self,
        bytes: &[u8],
        buffer: &mut [u8],
        deadline: Duration,
    ) -> Result<Moved, LinkError> {
        if let Some(len) = self.take_rest(buffer) {
            return Ok(Moved::Read(len));
        }
        self.order(bytes)?;
        let moved = timeout(deadline, async {
            tokio::select! {
                biased;
                came = self.came.recv() => Happened::Came(came),
                done = self.done.recv() => Happened::Done(done),
            }
        });
        match moved.await {
            Ok(Happened::Came(came)) => self.take(came, buffer).map(Moved::Read),
            Ok(Happened::Done(done)) => self.finish(done).map(Moved::Wrote),
            Err(_) => Ok(Moved::Nothing),
        }
    }

    pub(crate) async fn write_all(
        &mut self,
        bytes: &[u8],
        deadline: Duration,
    ) -> Result<(), LinkError> {
        let until = Instant::now() + deadline;
        let mut rest = bytes;
        while !rest.is_empty() {
            self.order(rest)?;
            let done = timeout(
                until.saturating_duration_since(Instant::now()),
                self.done.recv(),
            );
            let Ok(done) = done.await else {
                return Err(broken(io::ErrorKind::TimedOut.into()));
            };
            rest = rest.get(self.finish(done)?..).unwrap_or_default();
        }
        Ok(())
    }

    pub(crate) async fn read(
        &mut self,
        buffer: &mut [u8],
        deadline: Duration,
    ) -> Result<Option<usize>, LinkError> {
        if let Some(len) = self.take_rest(buffer) {
            return Ok(Some(len));
        }
        match timeout(deadline, self.came.recv()).await {
            Ok(came) => self.take(came, buffer).map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Takes back what the cable has not taken of the piece in hand; returns how much of it went
    /// out, or may have.
    pub(crate) async fn take_back(&mut self) -> usize {
        let all = std::mem::take(&mut self.in_hand);
        if all == 0 {
            return 0;
        }
        self.signs.give_back.store(true, Ordering::Relaxed);
        let done = timeout(CLOSE_MAX, self.done.recv()).await;
        self.signs.give_back.store(false, Ordering::Relaxed);
        match done {
            Ok(Some(Ok(len))) => len,
            // It failed or hangs: held to be gone.
            Ok(Some(Err(_)) | None) | Err(_) => all,
        }
    }

    pub(crate) async fn port_status(&self) -> Option<PortStatus> {
        let pipe = Arc::clone(&self.pipe);
        let asked = tokio::task::spawn_blocking(move || pipe.port_status());
        timeout(CLOSE_MAX, asked).await.ok()?.ok()?.ok()?
    }

    /// Closes the cable and waits until it is closed, so that it can be opened again.
    pub(crate) async fn close(mut self, discard: bool) {
        if discard {
            self.pipe.discard();
        }
        let threads = std::mem::take(&mut self.threads);
        drop(self);
        let until = Instant::now() + CLOSE_MAX;
        while !threads.iter().all(JoinHandle::is_finished) {
            if Instant::now() >= until {
                tracing::warn!("a cable does not close in time");
                return;
            }
            tokio::time::sleep(CLOSE_LOOK).await;
        }
    }

    /// Gives the thread the next piece unless it has one.
    fn order(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        if self.in_hand == 0 {
            let piece = bytes.get(..WRITE_LEN_MAX).unwrap_or(bytes);
            // It takes one at a time, so there is room unless it ended.
            let sent = self.orders.try_send(piece.to_vec());
            sent.map_err(|_| broken(io::ErrorKind::BrokenPipe.into()))?;
            self.in_hand = piece.len();
        }
        Ok(())
    }

    fn finish(&mut self, done: Option<io::Result<usize>>) -> Result<usize, LinkError> {
        match done {
            Some(Ok(len)) => {
                self.in_hand = 0;
                Ok(len)
            }
            Some(Err(error)) => Err(broken(error)),
            None => Err(LinkError::Closed),
        }
    }

    fn take(
        &mut self,
        came: Option<io::Result<Vec<u8>>>,
        buffer: &mut [u8],
    ) -> Result<usize, LinkError> {
        self.rest = came.ok_or(LinkError::Closed)?.map_err(broken)?;
        Ok(self.take_rest(buffer).unwrap_or(0))
    }

    fn take_rest(&mut self, buffer: &mut [u8]) -> Option<usize> {
        if self.rest.is_empty() {
            return None;
        }
        let len = self.rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(self.rest.drain(..len)) {
            *to = from;
        }
        Some(len)
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        self.signs.stop.store(true, Ordering::Relaxed);
    }
}

enum Happened {
    Came(Option<io::Result<Vec<u8>>>),
    Done(Option<io::Result<usize>>),
}

fn broken(source: io::Error) -> LinkError {
    match source.kind() {
        io::ErrorKind::UnexpectedEof => LinkError::Closed,
        _ => LinkError::Broken { source },
    }
}

fn write_loop(
    pipe: &dyn BytePipe,
    orders: &Receiver<Vec<u8>>,
    done: &mpsc::Sender<io::Result<usize>>,
    signs: &Signs,
) {
    while let Ok(piece) = orders.recv() {
        let result = loop {
            let wrote = pipe.write(&piece, SLICE);
            let given_up =
                signs.give_back.load(Ordering::Relaxed) || signs.stop.load(Ordering::Relaxed);
            if given_up || !matches!(wrote, Ok(0)) {
                break wrote;
            }
        };
        if done.blocking_send(result).is_err() || signs.stop.load(Ordering::Relaxed) {
            return;
        }
    }
}

fn read_loop(pipe: &dyn BytePipe, came: &mpsc::Sender<io::Result<Vec<u8>>>, signs: &Signs) {
    let mut buffer = [0; READ_LEN_MAX];
    while !signs.stop.load(Ordering::Relaxed) {
        let piece = match pipe.read(&mut buffer, SLICE) {
            Ok(None) => continue,
            Ok(Some(0)) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(Some(len)) => Ok(buffer.get(..len).unwrap_or_default().to_vec()),
            Err(error) => Err(error),
        };
        let last = piece.is_err();
        if came.blocking_send(piece).is_err() || last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    const SOON: Duration = Duration::from_millis(30);

    /// Takes so many bytes and then none, and answers with what was put in.
    #[derive(Debug, Default)]
    struct Stub {
        room: Mutex<usize>,
        taken: Mutex<Vec<u8>>,
        answer: Mutex<Vec<u8>>,
        broken: AtomicBool,
    }

    impl BytePipe for Stub {
        fn write(&self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
            if self.broken.load(Ordering::Relaxed) {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            let take = || {
                let mut room = self.room.lock().unwrap();
                let len = bytes.len().min(*room);
                *room -= len;
                self.taken.lock().unwrap().extend(&bytes[..len]);
                len
            };
            let len = take();
            if len > 0 {
                return Ok(len);
            }
            thread::sleep(wait.min(SOON));
            Ok(take())
        }

        fn read(&self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
            let answer = std::mem::take(&mut *self.answer.lock().unwrap());
            if answer.is_empty() {
                thread::sleep(wait.min(SOON));
                return Ok(None);
            }
            buffer[..answer.len()].copy_from_slice(&answer);
            Ok(Some(answer.len()))
        }
    }

    #[tokio::test]
    async fn a_write_given_up_half_done_counts_what_went_out() {
        let stub = Arc::new(Stub::default());
        *stub.room.lock().unwrap() = 10;
        let mut pipe = Pipe::start(Arc::clone(&stub) as Arc<dyn BytePipe>).unwrap();
        let (bytes, mut buffer) = ([7; 15], [0; 4]);
        let mut written = 0;
        loop {
            let moved = pipe.write_or_read(&bytes[written..], &mut buffer, SOON);
            match moved.await.unwrap() {
                Moved::Wrote(len) => written += len,
                Moved::Nothing => break,
                Moved::Read(len) => panic!("read {len}"),
            }
        }
        assert_eq!(written, 10);
        // Three of the rest go out between the look and the order to give back.
        *stub.room.lock().unwrap() = 3;
        written += pipe.take_back().await;
        assert_eq!((written, stub.taken.lock().unwrap().len()), (13, 13));
        assert_eq!(pipe.take_back().await, 0, "nothing is in hand now");
        pipe.close(true).await;
        assert_eq!(Arc::strong_count(&stub), 1, "the cable is let go");
    }

    #[tokio::test]
    async fn a_piece_is_written_once_over_cancelled_calls() {
        let stub = Arc::new(Stub::default());
        let mut pipe = Pipe::start(Arc::clone(&stub) as Arc<dyn BytePipe>).unwrap();
        let mut buffer = [0; 4];
        for _ in 0..3 {
            let call = pipe.write_or_read(b"abc", &mut buffer, Duration::from_secs(9));
            assert!(timeout(SOON, call).await.is_err());
        }
        *stub.room.lock().unwrap() = 100;
        let moved = pipe
            .write_or_read(b"abc", &mut buffer, Duration::from_secs(9))
            .await;
        assert!(matches!(moved, Ok(Moved::Wrote(3))));
        assert_eq!(*stub.taken.lock().unwrap(), b"abc");
    }

    #[tokio::test]
    async fn what_is_read_is_handed_out_in_pieces_that_fit() {
        let stub = Arc::new(Stub::default());
        *stub.answer.lock().unwrap() = b"abcdefg".to_vec();
        let mut pipe = Pipe::start(Arc::clone(&stub) as Arc<dyn BytePipe>).unwrap();
        let mut heard: Vec<u8> = Vec::new();
        while heard.len() < 7 {
            let mut buffer = [0; 3];
            let len = pipe
                .read(&mut buffer, Duration::from_secs(9))
                .await
                .unwrap();
            heard.extend(&buffer[..len.unwrap()]);
        }
        assert_eq!(heard, b"abcdefg");
        assert_eq!(pipe.read(&mut [0; 3], SOON).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_failed_write_may_have_gone_out() {
        let stub = Arc::new(Stub::default());
        stub.broken.store(true, Ordering::Relaxed);
        let mut pipe = Pipe::start(Arc::clone(&stub) as Arc<dyn BytePipe>).unwrap();
        let moved = pipe
            .write_or_read(b"abc", &mut [0; 4], Duration::from_secs(9))
            .await;
        assert!(matches!(moved, Err(LinkError::Broken { .. })), "{moved:?}");
        assert_eq!(pipe.take_back().await, 3);
    }
}

//! The wasmtime engine and the thread that ends calls past their deadline.
//!
//! The thread is a plain one, so that a busy async runtime cannot hold a deadline up. It sleeps for
//! good while no plugin is called: an idle daemon wakes for nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use wasmtime::{Config, Engine};

use crate::error::PluginError;

/// How often the epoch moves while a plugin runs.
const TICK: Duration = Duration::from_millis(5);
/// Ticks without any call before the thread parks.
const IDLE_TICKS_MAX: u32 = 40;
/// WebAssembly runs on the caller's own stack and may use this much of it.
const GUEST_STACK_BYTES: usize = 256 << 10;

/// One engine and its clock, shared by the plugins of a process.
#[derive(Debug)]
pub struct PluginRuntime {
    engine: Engine,
    clock: Arc<Clock>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Clock {
    calls_running: AtomicUsize,
    parked: AtomicBool,
    stopping: AtomicBool,
}

impl PluginRuntime {
    /// Makes the engine and starts its clock thread, which ends when the runtime is dropped.
    ///
    /// # Errors
    /// [`PluginError::Runtime`] when the machine refuses either.
    pub fn start() -> Result<Arc<Self>, PluginError> {
        let engine = new_engine()?;
        let clock = Arc::new(Clock::default());
        let thread = std::thread::Builder::new()
            .name("plugin-clock".to_owned())
            .stack_size(64 << 10)
            .spawn({
                let (engine, clock) = (engine.clone(), Arc::clone(&clock));
                move || clock.run(&engine)
            })
            .map_err(|error| PluginError::Runtime {
                detail: format!("the clock thread did not start: {error}"),
            })?;
        Ok(Arc::new(Self {
            engine,
            clock,
            thread: Some(thread),
        }))
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Keeps the clock going until the returned value is dropped.
    pub(crate) fn call_begins(&self) -> CallRunning<'_> {
        self.clock.calls_running.fetch_add(1, Ordering::SeqCst);
        if self.clock.parked.swap(false, Ordering::SeqCst)
            && let Some(thread) = &self.thread
        {
            thread.thread().unpark();
        }
        CallRunning { clock: &self.clock }
    }

    /// Returns how many ticks from now a deadline lies: one more than fit, since the first may come at once.
    pub(crate) fn ticks(deadline: Duration) -> u64 {
        let whole = deadline.as_micros().div_ceil(TICK.as_micros());
        u64::try_from(whole)
            .unwrap_or(u64::MAX / 2)
            .saturating_add(1)
    }
}

impl Drop for PluginRuntime {
    fn drop(&mut self) {
        self.clock.stopping.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the plugin clock ended with a panic");
            }
        }
    }
}

impl Clock {
    fn run(&self, engine: &Engine) {
        let mut idle_ticks = 0;
        while !self.stopping.load(Ordering::SeqCst) {
            if self.calls_running.load(Ordering::SeqCst) > 0 {
                idle_ticks = 0;
            } else {
                idle_ticks += 1;
            }
            if idle_ticks > IDLE_TICKS_MAX {
                idle_ticks = 0;
                self.park_until_called();
                continue;
            }
            std::thread::park_timeout(TICK);
            engine.increment_epoch();
        }
    }

    /// Says "parked" first and looks for calls after, while a call counts itself first and looks at
    /// "parked" after: whichever comes second sees the other.
    fn park_until_called(&self) {
        self.parked.store(true, Ordering::SeqCst);
        while self.parked.load(Ordering::SeqCst)
            && self.calls_running.load(Ordering::SeqCst) == 0
            && !self.stopping.load(Ordering::SeqCst)
        {
            std::thread::park();
        }
        self.parked.store(false, Ordering::SeqCst);
    }
}

/// A call in progress; see [`PluginRuntime::call_begins`].
#[derive(Debug)]
pub(crate) struct CallRunning<'a> {
    clock: &'a Clock,
}

impl Drop for CallRunning<'_> {
    fn drop(&mut self) {
        self.clock.calls_running.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Returns an engine without its clock: enough to compile, not to run.
pub(crate) fn new_engine() -> Result<Engine, PluginError> {
    Engine::new(&config()).map_err(|error| PluginError::Runtime {
        detail: format!("{error:#}"),
    })
}

/// Interruptible, metered, deterministic, and without what no guest of ours needs.
fn config() -> Config {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .epoch_interruption(true)
        .max_wasm_stack(GUEST_STACK_BYTES)
        .concurrency_support(false)
        // The same bits on every machine: an answer can be worked out again.
        .cranelift_nan_canonicalization(true)
        .wasm_relaxed_simd(false)
        .wasm_memory64(false)
        .wasm_multi_memory(false)
        // Offsets in a backtrace are of no use to an operator, and the table is a third of the code.
        .generate_address_map(false);
    config
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_deadline_never_comes_early() {
        assert_eq!(PluginRuntime::ticks(Duration::from_millis(50)), 11);
        assert_eq!(PluginRuntime::ticks(Duration::from_millis(1)), 2);
        assert_eq!(PluginRuntime::ticks(Duration::from_millis(51)), 12);
    }

    #[test]
    fn the_clock_parks_when_idle_and_wakes_for_a_call() {
        let runtime = PluginRuntime::start().unwrap();
        wait_for(|| runtime.clock.parked.load(Ordering::SeqCst));
        let call = runtime.call_begins();
        wait_for(|| !runtime.clock.parked.load(Ordering::SeqCst));
        drop(call);
        wait_for(|| runtime.clock.parked.load(Ordering::SeqCst));
        drop(runtime);
    }

    fn wait_for(condition: impl Fn() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while !condition() {
            assert!(Instant::now() < deadline, "nothing happened for 10 s");
            std::thread::yield_now();
        }
    }
}

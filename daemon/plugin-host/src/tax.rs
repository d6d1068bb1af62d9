//! A tax plugin as the rest of the daemon sees it: open it once, ask it often.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use wasmtime::{Store, Trap};

use crate::breaker::Breaker;
use crate::cache::{self, Origin};
use crate::check;
use crate::engine::PluginRuntime;
use crate::error::PluginError;
use crate::files;
use crate::grant::{self, Grants};
use crate::guest::{Guest, plain};
use crate::limits::{Limits, MemoryCap, OverCap};
use crate::manifest::ApiVersion;
use crate::v0_1::tax::{EXPORT, Instance, Linked, Problem, Said};
use crate::version;

mod values;

pub use values::{
    PluginIdentity, TaxAnswer, TaxComponent, TaxDate, TaxExemption, TaxLine, TaxQuery,
};

/// Calls after which a warm instance is replaced, so that a guest that leaks never meets its cap.
const CALLS_PER_INSTANCE: u32 = 10_000;
const PROBLEM_CODE_BYTES_MAX: usize = 64;
const PROBLEM_TEXT_BYTES_MAX: usize = 500;

/// A tax plugin with a warm instance, for one synchronous thread.
///
/// The guest runs on the caller's stack and may use 256 KiB of it: the thread needs 1 MiB or more.
pub struct TaxPlugin {
    runtime: Arc<PluginRuntime>,
    identity: PluginIdentity,
    limits: Limits,
    settings: Vec<(String, String)>,
    linked: Linked,
    warm: Option<Warm>,
    breaker: Breaker,
    origin: Origin,
}

struct Warm {
    store: Store<Guest>,
    instance: Instance,
    calls: u32,
}

impl TaxPlugin {
    /// Opens the plugin in `dir` with a runtime of its own; see [`TaxPlugin::open_in`].
    ///
    /// # Errors
    /// As [`TaxPlugin::open_in`], and [`PluginError::Runtime`].
    pub fn open(
        dir: &Path,
        cache: &Path,
        settings: &[(String, String)],
        limits: Limits,
    ) -> Result<Self, PluginError> {
        Self::open_in(&PluginRuntime::start()?, dir, cache, settings, limits)
    }

    /// Opens the plugin in `dir`, which holds `plugin.toml` and `plugin.wasm`, and starts a warm
    /// instance with the operator's `settings`, so that a wrong setting shows now and not at a sale.
    ///
    /// `cache` is a directory this process may create; it keeps machine code from one start to the next.
    /// `limits` are the operator's; the manifest may only narrow them.
    ///
    /// # Errors
    /// Every [`PluginError`] but `Refused` and `Paused`.
    pub fn open_in(
        runtime: &Arc<PluginRuntime>,
        dir: &Path,
        cache: &Path,
        settings: &[(String, String)],
        limits: Limits,
    ) -> Result<Self, PluginError> {
        let (manifest, wasm) = files::read(dir)?;
        let name = manifest.name.as_str();
        let incompatible = |detail: String| PluginError::Incompatible {
            plugin: name.to_owned(),
            detail,
        };
        let ApiVersion { major, minor } = manifest.api;
        if (major, minor) != (0, 1) {
            let offered = version::offered();
            return Err(incompatible(format!(
                "plugin needs counterd:plugin@{major}.{minor}, this daemon offers {offered}"
            )));
        }
        grant::decide(manifest.kind, &manifest.asks, &Grants::default()).map_err(|source| {
            PluginError::Denied {
                plugin: name.to_owned(),
                source,
            }
        })?;
        let engine = runtime.engine();
        let (component, origin) = cache::load(engine, cache, name, &wasm)?;
        let kind = component.component_type();
        version::check(
            kind.imports(engine).map(|(name, _)| name),
            kind.exports(engine).map(|(name, _)| name),
            EXPORT,
        )
        .map_err(incompatible)?;
        let linked = Linked::new(engine, &component).map_err(|error| {
            incompatible(format!(
                "its interface differs from wit/v{major}.{minor}: {error:#}"
            ))
        })?;
        let mut plugin = Self {
            runtime: Arc::clone(runtime),
            limits: limits.narrowed_by(manifest.limits),
            identity: PluginIdentity {
                name: manifest.name,
                version: manifest.version,
            },
            settings: settings.to_vec(),
            linked,
            warm: None,
            breaker: Breaker::default(),
            origin,
        };
        let mut warm = plugin.start()?;
        plugin.check_identity(&mut warm)?;
        plugin.warm = Some(warm);
        Ok(plugin)
    }

    /// Returns which plugin this is.
    #[must_use]
    pub fn identity(&self) -> &PluginIdentity {
        &self.identity
    }

    /// Returns the limits in force: the operator's, narrowed by the manifest.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Returns whether opening took the machine code from the cache instead of compiling.
    #[must_use]
    pub fn was_cached(&self) -> bool {
        self.origin == Origin::Cache
    }

    /// Asks for the tax of `query`.
    ///
    /// After any failure the instance is gone and the next call starts a fresh one. Five failures in
    /// a row pause the plugin for five seconds; a refusal is an answer and counts as success.
    ///
    /// # Errors
    /// `Refused`, `Trapped`, `OutOfFuel`, `Deadline`, `Memory`, `BadAnswer` or `Paused`;
    /// `SettingsRefused` when a fresh instance suddenly refuses the settings it took before.
    pub fn assess(&mut self, query: &TaxQuery) -> Result<TaxAnswer, PluginError> {
        if let Some(left) = self.breaker.pause_left(Instant::now()) {
            return Err(PluginError::Paused {
                plugin: self.identity.name.clone(),
                left,
            });
        }
        let result = self.assess_once(query);
        match &result {
            Ok(_) | Err(PluginError::Refused { .. }) => self.breaker.succeeded(),
            Err(error) => {
                tracing::warn!(plugin = self.identity.name, code = error.code(), %error, "plugin call failed");
                self.breaker.failed(Instant::now());
            }
        }
        result
    }

    fn assess_once(&mut self, query: &TaxQuery) -> Result<TaxAnswer, PluginError> {
        // Taken out: whatever goes wrong below, a broken instance does not come back.
        let mut warm = match self.warm.take() {
            Some(warm) if warm.calls < CALLS_PER_INSTANCE => warm,
            _ => self.start()?,
        };
        let said = self.call(&mut warm, |instance, store| instance.assess(store, query))?;
        let answer = match said {
            Said::Answer(answer) => check::answer(query, &answer).map(|()| answer),
            Said::Unreadable(fault) => Err(fault),
            Said::Problem(problem) => {
                self.warm = Some(warm);
                return Err(self.refused(&problem));
            }
        };
        let answer = answer.map_err(|fault| PluginError::BadAnswer {
            plugin: self.identity.name.clone(),
            fault,
        })?;
        self.warm = Some(warm);
        Ok(answer)
    }

    /// Starts a fresh instance and hands it its settings.
    fn start(&self) -> Result<Warm, PluginError> {
        let guest = Guest::new(
            &self.identity.name,
            MemoryCap::new(self.limits.memory_bytes),
        );
        let mut store = Store::new(self.runtime.engine(), guest);
        store.limiter(|guest| &mut guest.memory);
        store.set_hostcall_fuel(self.limits.answer_bytes);
        let instance = {
            let _running = self.runtime.call_begins();
            self.fill_up(&mut store)?;
            let instance = self.linked.instantiate(&mut store);
            instance.map_err(|error| self.explain(&mut store, &error))?
        };
        let mut warm = Warm {
            store,
            instance,
            calls: 0,
        };
        self.call(&mut warm, |instance, store| {
            instance.configure(store, &self.settings)
        })?
        .map_err(|message| PluginError::SettingsRefused {
            plugin: self.identity.name.clone(),
            message: plain(&message, PROBLEM_TEXT_BYTES_MAX),
        })?;
        Ok(warm)
    }

    fn check_identity(&self, warm: &mut Warm) -> Result<(), PluginError> {
        let (name, version) = self.call(warm, |instance, store| instance.identify(store))?;
        if (&name, &version) == (&self.identity.name, &self.identity.version) {
            return Ok(());
        }
        Err(PluginError::Incompatible {
            plugin: self.identity.name.clone(),
            detail: format!(
                "plugin.toml says {} {}, plugin.wasm says {} {}",
                self.identity.name,
                self.identity.version,
                plain(&name, PROBLEM_CODE_BYTES_MAX),
                plain(&version, PROBLEM_CODE_BYTES_MAX)
            ),
        })
    }

    /// Makes one call under the limits.
    fn call<T>(
        &self,
        warm: &mut Warm,
        call: impl FnOnce(&Instance, &mut Store<Guest>) -> wasmtime::Result<T>,
    ) -> Result<T, PluginError> {
        let _running = self.runtime.call_begins();
        self.fill_up(&mut warm.store)?;
        warm.calls = warm.calls.saturating_add(1);
        let result = call(&warm.instance, &mut warm.store);
        result.map_err(|error| self.explain(&mut warm.store, &error))
    }

    fn fill_up(&self, store: &mut Store<Guest>) -> Result<(), PluginError> {
        store.data_mut().call_begins();
        store.set_epoch_deadline(PluginRuntime::ticks(self.limits.deadline));
        store
            .set_fuel(self.limits.fuel_per_call)
            .map_err(|error| PluginError::Runtime {
                detail: format!("{error:#}"),
            })
    }

    /// Tells the four ways a call is ended apart, and those from an answer that cannot be lifted.
    fn explain(&self, store: &mut Store<Guest>, error: &wasmtime::Error) -> PluginError {
        let plugin = self.identity.name.clone();
        if let Some(&OverCap {
            wanted,
            allowed,
            unit,
        }) = error.downcast_ref::<OverCap>()
        {
            return PluginError::Memory {
                plugin,
                wanted,
                allowed,
                unit,
            };
        }
        match error.downcast_ref::<Trap>() {
            Some(Trap::OutOfFuel) => PluginError::OutOfFuel {
                plugin,
                fuel: self.limits.fuel_per_call,
            },
            Some(Trap::Interrupt) => PluginError::Deadline {
                plugin,
                deadline: self.limits.deadline,
            },
            Some(trap) => PluginError::Trapped {
                plugin,
                detail: store
                    .data_mut()
                    .take_last_error()
                    .unwrap_or_else(|| trap.to_string()),
            },
            None => PluginError::BadAnswer {
                plugin,
                fault: plain(&format!("{}", error.root_cause()), PROBLEM_TEXT_BYTES_MAX),
            },
        }
    }

    fn refused(&self, problem: &Problem) -> PluginError {
        PluginError::Refused {
            plugin: self.identity.name.clone(),
            problem: plain(&problem.code, PROBLEM_CODE_BYTES_MAX),
            message: plain(&problem.message, PROBLEM_TEXT_BYTES_MAX),
            hint: plain(&problem.hint, PROBLEM_TEXT_BYTES_MAX),
        }
    }
}

impl std::fmt::Debug for TaxPlugin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TaxPlugin")
            .field("identity", &self.identity)
            .field("limits", &self.limits)
            .field("warm", &self.warm.is_some())
            .finish_non_exhaustive()
    }
}

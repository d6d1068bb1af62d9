//! The engine's thread: drains the queue, commits once for all that waited, then answers.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;

use domain::Timestamp;
use domain::catalog::Part;
use domain::ctx::ShopRules;
use domain::ids::{PartId, TicketId};
use domain::number::NextNumbers;
use domain::policy::{Policy, PolicyKind};
use domain::ticket::Ticket;
use lru::LruCache;

use crate::chain::chain;
use crate::command::{Answer, Answerer, EngineError, Order, Outcome};
use crate::ports::{Clock, IdSource, Outbox, Recorded, Store, StoreError, TaxRule};

/// Orders that may wait; more are refused as busy, so that a stuck disk shows instead of eating memory.
const QUEUE_LEN_MAX: usize = 1024;
/// Orders made durable by one commit.
const BATCH_LEN_MAX: usize = 256;
/// Tickets kept folded in memory.
const TICKETS_CACHED: NonZeroUsize = NonZeroUsize::new(512).unwrap();
/// Parts kept in memory.
const PARTS_CACHED: NonZeroUsize = NonZeroUsize::new(4096).unwrap();

/// Everything that can wake the engine.
enum Input {
    /// Do something.
    Order(Box<Order>),
    /// Say that the thread is alive.
    Ping(Box<dyn FnOnce() + Send>),
    /// The settings changed.
    Rules(Arc<ShopRules>),
    /// Finish what waits and end.
    Stop,
}

/// The shop's rules as they are now, for whoever only reads them.
#[derive(Clone, Debug)]
pub struct CurrentRules(Arc<RwLock<Arc<ShopRules>>>);

impl CurrentRules {
    /// Starts with rules.
    #[must_use]
    pub fn new(rules: Arc<ShopRules>) -> Self {
        Self(Arc::new(RwLock::new(rules)))
    }

    /// Returns the rules in force.
    #[must_use]
    pub fn get(&self) -> Arc<ShopRules> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set(&self, rules: Arc<ShopRules>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = rules;
    }
}

/// What the engine is made of.
pub struct Engine {
    pub(crate) store: Box<dyn Store>,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) ids: Box<dyn IdSource>,
    pub(crate) tax: Box<dyn TaxRule>,
    pub(crate) outbox: Box<dyn Outbox>,
    /// What the settings say.
    pub(crate) settings: Arc<ShopRules>,
    /// What managers have set; it holds over what the settings say.
    pub(crate) policies: BTreeMap<PolicyKind, Policy>,
    /// Both together: what is in force.
    pub(crate) rules: Arc<ShopRules>,
    pub(crate) current: CurrentRules,
    pub(crate) numbers: NextNumbers,
    pub(crate) last_at: Timestamp,
    pub(crate) tickets: LruCache<TicketId, Arc<Ticket>>,
    pub(crate) parts: LruCache<PartId, Arc<Part>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("numbers", &self.numbers)
            .finish_non_exhaustive()
    }
}

/// The way to the engine; cheap to clone.
#[derive(Clone, Debug)]
pub struct Handle {
    queue: SyncSender<Input>,
}

impl Handle {
    /// Gives an order without waiting. The answer comes through [`Order::answer`], also when the queue is full.
    pub fn give(&self, order: Order) {
        match self.queue.try_send(Input::Order(Box::new(order))) {
            Ok(()) => {}
            Err(TrySendError::Full(Input::Order(order))) => (order.answer)(Err(EngineError::Busy)),
            Err(TrySendError::Disconnected(Input::Order(order))) => {
                (order.answer)(Err(EngineError::Stopping));
            }
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
    }

    /// Has `pong` called on the engine's thread when its turn comes; it is dropped when the engine cannot take it. No disk
    /// is touched, so a full one does not look like a dead engine.
    pub fn ping(&self, pong: Box<dyn FnOnce() + Send>) {
        let _full_or_gone = self.queue.try_send(Input::Ping(pong));
    }

    /// Puts new shop rules in force for the orders that follow.
    pub fn change_rules(&self, rules: Arc<ShopRules>) {
        let _gone = self.queue.send(Input::Rules(rules));
    }

    /// Asks the engine to finish what waits and end.
    pub fn stop(&self) {
        let _gone = self.queue.send(Input::Stop);
    }
}

impl Engine {
    /// Puts an engine together over an open store.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot say where it stands.
    pub fn open(
        mut store: Box<dyn Store>,
        clock: Box<dyn Clock>,
        ids: Box<dyn IdSource>,
        tax: Box<dyn TaxRule>,
        outbox: Box<dyn Outbox>,
        current: CurrentRules,
    ) -> Result<Self, StoreError> {
        let numbers = store.next_numbers()?;
        let last_at = store.last_at()?;
        let settings = current.get();
        let mut engine = Self {
            store,
            clock,
            ids,
            tax,
            outbox,
            rules: Arc::clone(&settings),
            settings,
            policies: BTreeMap::new(),
            current,
            numbers,
            last_at,
            tickets: LruCache::new(TICKETS_CACHED),
            parts: LruCache::new(PARTS_CACHED),
        };
        engine.load_policies()?;
        engine.current.set(Arc::clone(&engine.rules));
        Ok(engine)
    }

    /// Starts the engine's thread. It ends after [`Handle::stop`], or when every handle is gone.
    ///
    /// # Errors
    /// The operating system's, when it gives no thread.
    pub fn start(self) -> std::io::Result<(Handle, JoinHandle<()>)> {
        let (queue, inputs) = sync_channel(QUEUE_LEN_MAX);
        let thread = std::thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || self.run(&inputs))?;
        Ok((Handle { queue }, thread))
    }

    fn run(mut self, inputs: &Receiver<Input>) {
        let mut batch = Vec::with_capacity(BATCH_LEN_MAX);
        while let Ok(first) = inputs.recv() {
            let mut next = Some(first);
            let mut stop = false;
            while let Some(input) = next.take() {
                match input {
                    Input::Order(order) => batch.push(*order),
                    Input::Ping(pong) => pong(),
                    Input::Rules(rules) => {
                        self.settings = rules;
                        self.put_in_force();
                        self.current.set(Arc::clone(&self.rules));
                    }
                    Input::Stop => stop = true,
                }
                if !stop && batch.len() < BATCH_LEN_MAX {
                    next = inputs.try_recv().ok();
                }
            }
            self.work(&mut batch);
            if stop {
                break;
            }
        }
        tracing::info!("engine stopped");
    }

    /// Carries out one batch: all of it becomes durable with one commit, then everyone is answered.
    fn work(&mut self, batch: &mut Vec<Order>) {
        if batch.is_empty() {
            return;
        }
        if let Err(error) = self.store.begin() {
            return self.fail(batch.drain(..).map(|order| order.answer), error);
        }
        let mut answers = Vec::with_capacity(batch.len());
        let mut broken = None;
        for order in batch.drain(..) {
            let Order {
                key,
                by,
                command,
                answer,
            } = order;
            if broken.is_some() {
                answers.push((answer, Err(EngineError::Busy)));
                continue;
            }
            match self.handle(key, &by, command) {
                Ok(outcome) => answers.push((answer, Ok(outcome))),
                Err(EngineError::Store(error)) => {
                    broken = Some(error);
                    answers.push((answer, Err(EngineError::Busy)));
                }
                Err(refused) => answers.push((answer, Err(refused))),
            }
        }
        let broken = broken.or_else(|| self.store.commit().map_err(Arc::new).err());
        match broken {
            None => self.tell(answers),
            Some(error) => self.fail(answers.into_iter().map(|(answer, _)| answer), error),
        }
    }

    fn tell(&mut self, answers: Vec<(Answerer, Answer)>) {
        // Only now is a policy of this batch durable, and so in force for those who only read.
        self.current.set(Arc::clone(&self.rules));
        let fresh: Vec<Arc<Recorded>> = answers
            .iter()
            .filter_map(|(_, answer)| answer.as_ref().ok())
            .filter(|outcome: &&Outcome| !outcome.replayed)
            .flat_map(|outcome| outcome.records.iter().cloned())
            .collect();
        if !fresh.is_empty() {
            self.outbox.committed(&fresh);
        }
        for (answer, result) in answers {
            answer(result);
        }
    }

    /// Forgets the batch, in the store and in memory, and tells everyone that nothing happened.
    fn fail(&mut self, answers: impl Iterator<Item = Answerer>, error: impl Into<Arc<StoreError>>) {
        let error = error.into();
        tracing::error!(
            error = chain(&*error),
            "the store failed; the batch was taken back"
        );
        self.store.rollback();
        self.tickets.clear();
        self.parts.clear();
        match (self.store.next_numbers(), self.store.last_at()) {
            (Ok(numbers), Ok(last_at)) => {
                self.numbers = numbers;
                self.last_at = last_at;
            }
            (Err(error), _) | (_, Err(error)) => {
                tracing::error!(error = chain(&error), "the store cannot be read either");
            }
        }
        if let Err(error) = self.load_policies() {
            tracing::error!(error = chain(&error), "the policies cannot be read");
        }
        for answer in answers {
            answer(Err(EngineError::Store(Arc::clone(&error))));
        }
    }
}

//! Card payments: drives those that the journal holds, and looks after the ones that came to rest without an end.
//!
//! A payment is handed to a reader only when a person has just asked for it. Whatever else is found in flight, after a restart
//! or a broken connection, is only asked about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use domain::ids::{PaymentId, TicketId};
use domain::ticket::{CardStep, CardSummary, Payment, Tender as DomainTender, Ticket};
use engine::{Command, Handle, Queries};
use payments::{
    CancelSignal, Limits, LogError, Progress, StripeClient, Tender, TenderId, TenderLog,
};
use protocol::v1::device::State;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::ask::ask_until_written;
use crate::bridge::DeviceBridge;
use crate::outbox::Wakes;
use crate::refunds::{self, CardRefund};
use crate::told::chain;

/// How often payments at rest without an end are asked about.
const LOOK_TIME: Duration = Duration::from_secs(20);
/// How often the reader is looked at while nothing goes on. Stripe rations reads; see the crate `payments`.
const READER_LOOK_TIME: Duration = Duration::from_mins(5);

/// What the card driver works with.
pub(crate) struct Cards {
    pub(crate) engine: Handle,
    pub(crate) queries: Arc<dyn Queries>,
    pub(crate) wakes: Arc<Wakes>,
    pub(crate) bridge: Arc<DeviceBridge>,
    pub(crate) client: Arc<StripeClient>,
    pub(crate) limits: Limits,
    pub(crate) station: String,
    pub(crate) reader: String,
}

/// What is known of payments beside the journal.
#[derive(Default)]
struct Known {
    /// Those being driven now, each with the switch that calls it off.
    driven: BTreeMap<PaymentId, watch::Sender<bool>>,
    /// Those that were asked about and wait for a person's word. Asking again would tell nothing new.
    at_rest: BTreeSet<PaymentId>,
}

impl Cards {
    /// Works until told to stop. Payments under way are then left where the journal has them.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let cards = Arc::new(self);
        let mut known = Known::default();
        let mut drives = JoinSet::new();
        let mut look = tokio::time::interval(LOOK_TIME);
        let mut reader_look = tokio::time::interval(READER_LOOK_TIME);
        loop {
            tokio::select! {
                () = cards.wakes.cards.notified() => cards.look(&mut known, &mut drives).await,
                _ = look.tick() => cards.look(&mut known, &mut drives).await,
                _ = reader_look.tick() => cards.look_at_reader().await,
                Some(done) = drives.join_next(), if !drives.is_empty() => {
                    if let Ok((payment, at_rest)) = done {
                        known.driven.remove(&payment);
                        if at_rest {
                            known.at_rest.insert(payment);
                        }
                    }
                }
                _ = stop.changed() => return,
            }
        }
    }

    async fn look(self: &Arc<Self>, known: &mut Known, drives: &mut JoinSet<(PaymentId, bool)>) {
        let queries = Arc::clone(&self.queries);
        let read =
            tokio::task::spawn_blocking(move || queries.tickets_with_money_in_flight()).await;
        let tickets = match read {
            Ok(Ok(tickets)) => tickets,
            Ok(Err(error)) => {
                tracing::error!(error = chain(&error), "card payments cannot be read");
                return;
            }
            Err(_) => return,
        };
        for ticket in tickets {
            for payment in ticket
                .payments
                .iter()
                .filter(|payment| payment.pending().is_some())
            {
                self.look_at(&ticket, payment, known, drives);
            }
        }
    }

    fn look_at(
        self: &Arc<Self>,
        ticket: &Ticket,
        payment: &Payment,
        known: &mut Known,
        drives: &mut JoinSet<(PaymentId, bool)>,
    ) {
        let DomainTender::Card {
            reader,
            step,
            cancel_asked,
        } = &payment.tender
        else {
            return self.look_at_refund(ticket, payment, known, drives);
        };
        if let Some(switch) = known.driven.get(&payment.id) {
            if *cancel_asked {
                switch.send_replace(true);
            }
            return;
        }
        let asked = self
            .wakes
            .cards_asked
            .lock()
            .is_ok_and(|mut asked| asked.remove(&payment.id));
        let course = match (asked, cancel_asked, step) {
            (_, true, _) => Course::Cancel,
            (true, false, CardStep::Requested) => Course::Run,
            (true, false, CardStep::Retrying { .. }) => Course::Retry,
            (false, false, _) if known.at_rest.contains(&payment.id) => return,
            (_, false, _) => Course::Resume,
        };
        let (switch, signal) = watch::channel(false);
        known.at_rest.remove(&payment.id);
        known.driven.insert(payment.id, switch);
        let tender = Tender {
            id: TenderId(payment.id.to_string()),
            ticket: ticket.number.to_string(),
            station: self.station.clone(),
            amount_minor: payment.amount.minor(),
            currency: ticket.currency.code().to_ascii_lowercase(),
            reader: reader.clone(),
            state: progress(step),
        };
        let (cards, ticket, payment) = (Arc::clone(self), ticket.id, payment.id);
        drives.spawn(async move {
            let at_rest = cards.drive(ticket, payment, &tender, course, signal).await;
            (payment, at_rest)
        });
    }

    /// Sends a refund, once in this run of the daemon and again at each look while its fate is not known.
    fn look_at_refund(
        self: &Arc<Self>,
        ticket: &Ticket,
        payment: &Payment,
        known: &mut Known,
        drives: &mut JoinSet<(PaymentId, bool)>,
    ) {
        let DomainTender::CardRefund { intent, step } = &payment.tender else {
            return;
        };
        if known.driven.contains_key(&payment.id) {
            return;
        }
        let (switch, _) = watch::channel(false);
        known.driven.insert(payment.id, switch);
        let refund = CardRefund {
            ticket: ticket.id,
            payment: payment.id,
            intent: intent.clone(),
            amount_minor: payment.amount.magnitude().minor(),
            step: step.clone(),
        };
        let cards = Arc::clone(self);
        drives.spawn(async move {
            refunds::drive(&cards.engine, &cards.client, &refund).await;
            (refund.payment, false)
        });
    }

    /// Drives a payment as far as it goes and tells whether it now waits for a person's word.
    async fn drive(
        &self,
        ticket: TicketId,
        payment: PaymentId,
        tender: &Tender,
        course: Course,
        signal: CancelSignal,
    ) -> bool {
        let log = EngineLog {
            engine: self.engine.clone(),
            ticket,
            payment,
        };
        let (client, limits) = (&*self.client, &self.limits);
        let result = match course {
            Course::Run => payments::run(client, tender, &log, signal, limits).await,
            Course::Retry => payments::retry(client, tender, &log, signal, limits).await,
            Course::Resume => payments::resume(client, tender, &log, signal, limits).await,
            Course::Cancel => payments::cancel(client, tender, &log, limits).await,
        };
        match result {
            Ok(outcome) => {
                let state = kind(&outcome.state);
                tracing::info!(payment_id = %payment, state, "a card payment came to rest");
                matches!(
                    outcome.state,
                    Progress::Requested | Progress::Created { .. }
                )
            }
            Err(error) => {
                let error = chain(&error);
                tracing::error!(payment_id = %payment, error, "a card payment stopped");
                false
            }
        }
    }

    /// Asks how the reader is, so that the screen says it before a customer stands there.
    async fn look_at_reader(&self) {
        let (state, detail) = match self.client.reader(&self.reader).await {
            Ok(reader) => match reader.status.as_deref() {
                Some("offline") => (
                    State::Absent,
                    "The reader has not been heard of. Check its power and its network.".to_owned(),
                ),
                Some(_) | None => (State::Ready, String::new()),
            },
            Err(error) => (
                State::Absent,
                format!(
                    "The card processor does not answer: {}. Check the internet connection.",
                    chain(&error)
                ),
            ),
        };
        if let Ok(mut known) = self.bridge.reader.lock()
            && let Some(known) = known.as_mut()
        {
            if known.state != state {
                known.since_ms = crate::clock::now_ms();
            }
            known.state = state;
            known.detail = detail;
        }
    }
}

/// What to do with a payment.
#[derive(Debug, Clone, Copy)]
enum Course {
    Run,
    Retry,
    Resume,
    Cancel,
}

/// The payment driver's log: the journal.
struct EngineLog {
    engine: Handle,
    ticket: TicketId,
    payment: PaymentId,
}

impl TenderLog for EngineLog {
    fn record(&self, _: &TenderId, step: Progress) -> payments::tender::LogFuture<'_> {
        let command = Command::StepCard {
            ticket: self.ticket,
            payment: self.payment,
            step: card_step(step),
        };
        Box::pin(async move {
            let written = ask_until_written(&self.engine, &command).await;
            written
                .map(drop)
                .map_err(|denied| LogError(Box::new(denied)))
        })
    }
}

fn kind(state: &Progress) -> &'static str {
    match state {
        Progress::Requested => "requested",
        Progress::Created { .. } => "created",
        Progress::Dispatching { .. } => "dispatching",
        Progress::Waiting { .. } => "waiting",
        Progress::Authorized { .. } => "authorized",
        Progress::Capturing { .. } => "capturing",
        Progress::Captured { .. } => "captured",
        Progress::Declined { .. } => "declined",
        Progress::Canceling { .. } => "canceling",
        Progress::Canceled => "canceled",
        Progress::Unknown { .. } => "unknown",
    }
}

fn progress(step: &CardStep) -> Progress {
    match step.clone() {
        CardStep::Requested => Progress::Requested,
        CardStep::Created { intent } => Progress::Created { intent },
        CardStep::Dispatching { intent, attempt } => Progress::Dispatching { intent, attempt },
        CardStep::Waiting { intent, attempt } => Progress::Waiting { intent, attempt },
        CardStep::Authorized { intent, attempt } => Progress::Authorized { intent, attempt },
        CardStep::Capturing { intent, attempt } => Progress::Capturing { intent, attempt },
        CardStep::Captured {
            intent,
            card:
                CardSummary {
                    brand,
                    last4,
                    auth_code,
                },
        } => Progress::Captured {
            intent,
            card: payments::CardSummary {
                brand,
                last4,
                auth_code,
            },
        },
        CardStep::Declined {
            intent,
            attempt,
            code,
            message,
        } => Progress::Declined {
            intent,
            attempt,
            code,
            message,
        },
        CardStep::Canceling {
            intent,
            attempt,
            release,
        } => Progress::Canceling {
            intent,
            attempt,
            release,
        },
        CardStep::Canceled => Progress::Canceled,
        CardStep::Retrying { intent, attempt } => Progress::Unknown {
            intent,
            attempt,
            reason: "trying again".to_owned(),
        },
        CardStep::Unknown {
            intent,
            attempt,
            reason,
        } => Progress::Unknown {
            intent,
            attempt,
            reason,
        },
    }
}

fn card_step(progress: Progress) -> CardStep {
    match progress {
        Progress::Requested => CardStep::Requested,
        Progress::Created { intent } => CardStep::Created { intent },
        Progress::Dispatching { intent, attempt } => CardStep::Dispatching { intent, attempt },
        Progress::Waiting { intent, attempt } => CardStep::Waiting { intent, attempt },
        Progress::Authorized { intent, attempt } => CardStep::Authorized { intent, attempt },
        Progress::Capturing { intent, attempt } => CardStep::Capturing { intent, attempt },
        Progress::Captured {
            intent,
            card:
                payments::CardSummary {
                    brand,
                    last4,
                    auth_code,
                },
        } => CardStep::Captured {
            intent,
            card: CardSummary {
                brand,
                last4,
                auth_code,
            },
        },
        Progress::Declined {
            intent,
            attempt,
            code,
            message,
        } => CardStep::Declined {
            intent,
            attempt,
            code,
            message,
        },
        Progress::Canceling {
            intent,
            attempt,
            release,
        } => CardStep::Canceling {
            intent,
            attempt,
            release,
        },
        Progress::Canceled => CardStep::Canceled,
        Progress::Unknown {
            intent,
            attempt,
            reason,
        } => CardStep::Unknown {
            intent,
            attempt,
            reason,
        },
    }
}

//! Refunds to cards: one call to the processor each, under a key made from the payment's own id, so that asking again gives
//! the first answer and never a second refund.

use domain::ids::{PaymentId, TicketId};
use domain::ticket::{RefundStep, TicketOrder};
use engine::{Command, Handle, TicketCommand};
use payments::StripeClient;
use payments::client::IdemKey;

use crate::ask::ask_until_written;
use crate::told::chain;

/// What is to be given back.
#[derive(Debug, Clone)]
pub(crate) struct CardRefund {
    pub(crate) ticket: TicketId,
    pub(crate) payment: PaymentId,
    /// The processor's id of the payment that is given back.
    pub(crate) intent: String,
    /// How much, above zero, in minor units.
    pub(crate) amount_minor: i64,
    pub(crate) step: RefundStep,
}

/// Drives a refund as far as it goes and tells whether its fate is still not known.
pub(crate) async fn drive(engine: &Handle, client: &StripeClient, refund: &CardRefund) -> bool {
    // The record that it is about to be sent comes before the call, so that a crash between the two is seen.
    if !matches!(refund.step, RefundStep::Sending)
        && !told(engine, refund, RefundStep::Sending).await
    {
        return false;
    }
    let key = IdemKey::new(format!("refund-{}", refund.payment));
    let amount = Some(refund.amount_minor);
    let (step, unknown) = match client.refund(&refund.intent, amount, key).await {
        Ok(answer) => match answer.status.as_deref() {
            Some("failed" | "canceled") => (
                RefundStep::Failed {
                    reason: "the processor could not give the money back".to_owned(),
                },
                false,
            ),
            // `pending` is on its way: the processor has taken the order.
            _ => (
                RefundStep::Done {
                    reference: answer.id,
                },
                false,
            ),
        },
        Err(error) if error.is_fate_unknown() => (
            RefundStep::Unknown {
                reason: chain(&error),
            },
            true,
        ),
        Err(error) => (
            RefundStep::Failed {
                reason: chain(&error),
            },
            false,
        ),
    };
    told(engine, refund, step).await;
    unknown
}

async fn told(engine: &Handle, refund: &CardRefund, step: RefundStep) -> bool {
    let payment = refund.payment;
    let order = TicketOrder::StepRefund { payment, step };
    let command = Command::Ticket {
        ticket: refund.ticket,
        command: TicketCommand::Plain(Box::new(order)),
    };
    match ask_until_written(engine, &command).await {
        Ok(_) => true,
        Err(error) => {
            let error = chain(&error);
            tracing::error!(payment_id = %payment, error, "a refund's step was not taken");
            false
        }
    }
}

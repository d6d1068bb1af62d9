//! The world's objects as Stripe's JSON.

use serde_json::{Value, json};

use super::Ctx;
use super::state::{Action, ActionStatus, Charge, Decline, Intent, Location, Reader, Refund};

const LIMIT_DEFAULT: usize = 10;
const LIMIT_MAX: i64 = 100;

/// One page of a list; `all` is newest first and already behind the cursor.
pub(super) fn list(mut all: Vec<Value>, ctx: &Ctx<'_>, url: &str) -> Value {
    let limit = ctx.params["limit"]
        .as_i64()
        .map(|limit| limit.clamp(1, LIMIT_MAX));
    let limit = limit
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(LIMIT_DEFAULT);
    let has_more = all.len() > limit;
    all.truncate(limit);
    json!({ "object": "list", "url": url, "has_more": has_more, "data": all })
}

pub(super) fn location(location: &Location) -> Value {
    let part = |name: &str| location.address.get(name);
    json!({
        "id": location.id, "object": "terminal.location", "display_name": location.display_name, "livemode": false,
        "metadata": location.metadata,
        "address": {
            "city": part("city"), "country": part("country"), "line1": part("line1"), "line2": part("line2"),
            "postal_code": part("postal_code"), "state": part("state")
        }
    })
}

pub(super) fn reader(reader: &Reader) -> Value {
    json!({
        "id": reader.id, "object": "terminal.reader", "action": reader.action.as_ref().map(action),
        "device_sw_version": "2.43.0.0", "device_type": reader.device_type, "ip_address": "0.0.0.0",
        "label": reader.label, "last_seen_at": reader.last_seen_ms, "livemode": false, "location": reader.location,
        "metadata": reader.metadata, "serial_number": reader.serial_number, "status": "online"
    })
}

fn action(action: &Action) -> Value {
    let status = match action.status {
        ActionStatus::InProgress => "in_progress",
        ActionStatus::Succeeded => "succeeded",
        ActionStatus::Failed => "failed",
    };
    let failure = action.failure.as_ref();
    json!({
        "type": "process_payment_intent", "status": status,
        "failure_code": failure.map(|failure| &failure.code),
        "failure_message": failure.map(|failure| &failure.message),
        "api_error": failure.filter(|_| action.card_failure).map(card_error),
        "process_payment_intent": { "payment_intent": action.intent }
    })
}

pub(super) fn intent(intent: &Intent, expand_charge: bool) -> Value {
    let charge = intent.charges.last();
    let latest_charge = match charge {
        Some(charge) if expand_charge => self::charge(charge, intent),
        Some(charge) => json!(charge.id),
        None => Value::Null,
    };
    let mut error = intent.last_decline.as_ref().map(card_error);
    if let (Some(error), Some(charge)) = (&mut error, charge) {
        error["charge"] = json!(charge.id);
    }
    json!({
        "id": intent.id, "object": "payment_intent", "amount": intent.amount,
        "amount_capturable": intent.amount_capturable, "amount_details": { "tip": {} },
        "amount_received": intent.amount_received, "application": null, "application_fee_amount": null,
        "automatic_payment_methods": null, "canceled_at": intent.canceled_s,
        "cancellation_reason": intent.cancellation_reason,
        "capture_method": if intent.manual_capture { "manual" } else { "automatic" },
        "client_secret": format!("{}_secret_sim", intent.id), "confirmation_method": "automatic",
        "created": intent.created_s, "currency": intent.currency, "customer": null,
        "description": intent.description, "last_payment_error": error, "latest_charge": latest_charge,
        "livemode": false, "metadata": intent.metadata, "next_action": null, "on_behalf_of": null,
        "payment_method": null, "payment_method_options": {}, "payment_method_types": intent.payment_method_types,
        "processing": null, "receipt_email": null, "review": null, "setup_future_usage": null, "shipping": null,
        "statement_descriptor": null, "statement_descriptor_suffix": null, "status": intent.status.name(),
        "transfer_data": null, "transfer_group": null
    })
}

fn charge(charge: &Charge, intent: &Intent) -> Value {
    let decline = charge.decline.as_ref();
    json!({
        "id": charge.id, "object": "charge", "amount": intent.amount, "amount_captured": charge.amount_captured,
        "amount_refunded": charge.amount_refunded, "application": null, "application_fee": null,
        "application_fee_amount": null, "balance_transaction": null,
        "billing_details": {
            "address": { "city": null, "country": null, "line1": null, "line2": null, "postal_code": null, "state": null },
            "email": null, "name": null, "phone": null, "tax_id": null
        },
        "calculated_statement_descriptor": null, "captured": charge.captured, "created": charge.created_s,
        "currency": intent.currency, "customer": null, "description": intent.description, "disputed": false,
        "failure_balance_transaction": null, "failure_code": decline.map(|one| &one.code),
        "failure_message": decline.map(|one| &one.message), "livemode": false, "metadata": {}, "outcome": null,
        "paid": decline.is_none(), "payment_intent": intent.id, "payment_method": null,
        "payment_method_details": { "type": "card_present", "card_present": card_present(charge, intent) },
        "receipt_email": null, "receipt_number": null, "receipt_url": null,
        "refunded": charge.amount_refunded > 0 && charge.amount_refunded == intent.amount, "review": null,
        "status": if decline.is_none() { "succeeded" } else { "failed" }
    })
}

fn card_present(charge: &Charge, intent: &Intent) -> Value {
    // Digits that look like an approval code and stay the same for the same charge.
    let code = charge
        .id
        .get(charge.id.len().saturating_sub(6)..)
        .unwrap_or("000000");
    json!({
        "amount_authorized": charge.decline.is_none().then_some(intent.amount), "brand": charge.card.brand,
        "capture_before": charge.created_s + 2 * 24 * 3600, "cardholder_name": null, "country": "US",
        "emv_auth_data": null, "exp_month": 12, "exp_year": 2034, "fingerprint": null, "funding": "credit",
        "generated_card": null, "incremental_authorization_supported": false, "last4": charge.card.last4,
        "network": charge.card.brand, "network_transaction_id": null, "offline": null,
        "overcapture_supported": false, "preferred_locales": ["en"], "read_method": "contactless_emv",
        "reader": charge.reader,
        "receipt": {
            "account_type": "credit", "application_cryptogram": "0000000000000000",
            "application_preferred_name": "Stripe Credit", "authorization_code": code,
            "authorization_response_code": "3030", "cardholder_verification_method": "none",
            "dedicated_file_name": "A000000003101001", "terminal_verification_results": "0000000000",
            "transaction_status_information": "0000"
        }
    })
}

pub(super) fn refund(refund: &Refund) -> Value {
    json!({
        "id": refund.id, "object": "refund", "amount": refund.amount, "balance_transaction": null,
        "charge": refund.charge, "created": refund.created_s, "currency": refund.currency,
        "metadata": refund.metadata, "payment_intent": refund.intent, "reason": refund.reason, "receipt_number": null,
        "source_transfer_reversal": null, "status": "succeeded", "transfer_reversal": null
    })
}

fn card_error(decline: &Decline) -> Value {
    let mut error =
        json!({ "type": "card_error", "code": decline.code, "message": decline.message });
    if let Some(code) = &decline.decline_code {
        error["decline_code"] = json!(code);
    }
    error
}

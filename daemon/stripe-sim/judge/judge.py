#!/usr/bin/env python3
"""Drives stripe-sim with Stripe's own Python library and exits non-zero on any mismatch.

    pip install stripe==16.1.0
    python3 judge.py PATH/TO/stripe-sim        # starts it, stops it
    python3 judge.py http://127.0.0.1:PORT     # uses a running one, started without --auto-present-ms

The library was written by Stripe: it parses our answers into its own types and raises its own errors.
"""

import json
import subprocess
import sys
import urllib.request

import stripe

failures = []


def check(what, got, wanted):
    good = got == wanted
    print(("ok    " if good else "WRONG ") + what + ("" if good else f": got {got!r}, wanted {wanted!r}"))
    if not good:
        failures.append(what)


def refused(what, kind, code, call):
    """The call must raise this class of the library, with this error code (the library drops it for some classes)."""
    try:
        call()
    except stripe.StripeError as error:
        check(what, (type(error).__name__, error.code), (kind.__name__, code))
        if kind is not stripe.APIConnectionError:
            check(what + ": has a request id", bool(error.request_id), True)
    else:
        check(what, "no error", kind.__name__)


def replayed(obj):
    return obj.last_response.headers.get("idempotent-replayed") == "true"


def judge(base):
    stripe.api_base = base
    stripe.api_key = "sk_test_judge"
    stripe.max_network_retries = 0

    check("account", stripe.Account.retrieve().country, "US")
    location = stripe.terminal.Location.create(
        display_name="Shop", address={"line1": "1 Main St", "city": "Reno", "state": "NV", "country": "US",
                                      "postal_code": "89501"})
    check("location is listed", [one.id for one in stripe.terminal.Location.list()], [location.id])
    reader = stripe.terminal.Reader.create(registration_code="simulated-wpe", location=location.id, label="Counter")
    check("reader type", reader.device_type, "simulated_wisepos_e")
    check("reader is listed", [one.id for one in stripe.terminal.Reader.list(status="online")], [reader.id])

    parameters = dict(amount=4200, currency="usd", payment_method_types=["card_present"], capture_method="manual",
                      metadata={"tender": "t-1", "ticket": "42"})
    intent = stripe.PaymentIntent.create(**parameters, idempotency_key="t-1:create")
    check("new intent", (intent.status, intent.amount, intent.metadata["tender"]),
          ("requires_payment_method", 4200, "t-1"))
    again = stripe.PaymentIntent.create(**parameters, idempotency_key="t-1:create")
    check("same key, same parameters", (again.id, replayed(again), replayed(intent)), (intent.id, True, False))
    refused("same key, other parameters", stripe.IdempotencyError, None,
            lambda: stripe.PaymentIntent.create(**{**parameters, "amount": 1}, idempotency_key="t-1:create"))

    busy = reader.process_payment_intent(payment_intent=intent.id, idempotency_key="t-1:process:1")
    check("dispatched", (busy.action.type, busy.action.status, busy.action.process_payment_intent.payment_intent),
          ("process_payment_intent", "in_progress", intent.id))
    helper = stripe.terminal.Reader.TestHelpers
    declined = helper.present_payment_method(reader.id, type="card_present",
                                             card_present={"number": "4000000000000002"})
    check("declined", (declined.action.status, declined.action.failure_code, declined.action.api_error.type),
          ("failed", "card_declined", "card_error"))
    intent = stripe.PaymentIntent.retrieve(intent.id)
    check("after the decline", (intent.status, intent.last_payment_error.decline_code),
          ("requires_payment_method", "generic_decline"))
    trap = reader.process_payment_intent(payment_intent=intent.id, idempotency_key="t-1:process:1")
    check("old key replays the old answer", (replayed(trap), trap.action.status), (True, "in_progress"))
    check("and the reader got nothing", stripe.terminal.Reader.retrieve(reader.id).action.status, "failed")

    reader.process_payment_intent(payment_intent=intent.id, idempotency_key="t-1:process:2")
    done = helper.present_payment_method(reader.id, type="card_present", card_present={"number": "4242424242424242"})
    check("approved", done.action.status, "succeeded")
    intent = stripe.PaymentIntent.retrieve(intent.id, expand=["latest_charge"])
    check("held", (intent.status, intent.amount_capturable, intent.amount_received), ("requires_capture", 4200, 0))
    check("card on the charge", intent.latest_charge.payment_method_details.card_present.last4, "4242")
    refused("processed again", stripe.InvalidRequestError, "intent_invalid_state",
            lambda: reader.process_payment_intent(payment_intent=intent.id))
    captured = intent.capture(idempotency_key="t-1:capture:4200")
    check("captured", (captured.status, captured.amount_received), ("succeeded", 4200))
    refused("captured twice", stripe.InvalidRequestError, "payment_intent_unexpected_state",
            lambda: stripe.PaymentIntent.capture(intent.id))
    check("refund", stripe.Refund.create(payment_intent=intent.id, amount=200).status, "succeeded")

    other = stripe.PaymentIntent.create(**{**parameters, "metadata": {"tender": "t-2"}})
    reader.process_payment_intent(payment_intent=other.id)
    check("cancel_action frees the reader", reader.cancel_action().action, None)
    check("intent after cancel_action", stripe.PaymentIntent.retrieve(other.id).status, "requires_payment_method")
    check("canceled", other.cancel(cancellation_reason="abandoned").status, "canceled")
    found = stripe.PaymentIntent.list(created={"gte": intent.created}, limit=1)
    check("list, paged by the library", [one.id for one in found.auto_paging_iter()], [other.id, intent.id])

    refused("unknown parameter", stripe.InvalidRequestError, "parameter_unknown",
            lambda: stripe.PaymentIntent.create(**parameters, colour="red"))
    refused("missing parameter", stripe.InvalidRequestError, "parameter_missing",
            lambda: stripe.PaymentIntent.create(currency="usd"))
    refused("missing object", stripe.InvalidRequestError, "resource_missing",
            lambda: stripe.PaymentIntent.retrieve("pi_none"))
    refused("live key", stripe.AuthenticationError, None, lambda: stripe.Account.retrieve(api_key="sk_live_1"))
    fail(base, kind="rate_limited")
    refused("rate limit", stripe.RateLimitError, None, lambda: stripe.PaymentIntent.create(**parameters))
    fail(base, kind="drop_after_commit")
    refused("lost answer", stripe.APIConnectionError, None,
            lambda: stripe.PaymentIntent.create(**parameters, idempotency_key="lost"))
    check("asked again with the same key",
          replayed(stripe.PaymentIntent.create(**parameters, idempotency_key="lost")), True)

    with urllib.request.urlopen(base + "/_sim/state") as answer:
        check("no answer broke the contract", json.load(answer)["contract_violations"], [])


def fail(base, **failpoint):
    urllib.request.urlopen(urllib.request.Request(base + "/_sim/failpoint", json.dumps(failpoint).encode())).close()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    target, process = sys.argv[1], None
    if not target.startswith("http://"):
        process = subprocess.Popen([target], stdout=subprocess.PIPE, text=True)
        target = process.stdout.readline().split()[1]
    try:
        judge(target)
    finally:
        if process:
            process.terminate()
            process.wait()
    print(f"stripe-python {stripe.VERSION}: {len(failures)} mismatches")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

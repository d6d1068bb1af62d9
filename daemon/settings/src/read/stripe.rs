//! `[stripe]`: optional; when there, the reader is required.

use crate::check;
use crate::model::Stripe;
use crate::section::Section;

/// The outer `None` is a fault; the inner one is an absent section.
pub(super) fn stripe(section: &Section<'_, '_>) -> Option<Option<Stripe>> {
    if !section.is_present() {
        return Some(None);
    }
    let api_base = section.text("api_base", check::api_base);
    let secret_key_file = section.text("secret_key_file", check::absolute_path);
    let reader = section.required(
        "reader",
        "tmr_ and then letters and digits",
        "write reader = \"tmr_...\"; the Stripe Dashboard lists it under Terminal, Readers",
        check::reader,
    );
    let presentation_timeout_s = section.integer("presentation_timeout_s", 10..=600, 120);
    section.finish();
    Some(Some(Stripe {
        api_base: api_base.unwrap_or_else(|| "https://api.stripe.com".to_owned()),
        secret_key_file,
        reader: reader?,
        presentation_timeout_s,
    }))
}

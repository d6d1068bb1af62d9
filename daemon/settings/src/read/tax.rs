//! `[tax]`: a plugin or a profile, exactly one.

use crate::check;
use crate::model::{LocalTax, Tax};
use crate::section::{Section, Wrong};

/// Most local taxes one shop can have.
const LOCAL_MAX: usize = 8;

/// The outer `None` is a fault; the inner one is `plugin = "none"`.
pub(super) fn tax(section: &Section<'_, '_>) -> Option<Option<Tax>> {
    let plugin = section.text("plugin", check::slug("flat-rate-tax"));
    let profile = section.text("profile", check::slug("us-ca"));
    let profiles_dir = section
        .text("profiles_dir", check::absolute_path)
        .unwrap_or_else(|| "/usr/share/counterd/taxes".into());
    let local = local(section);
    let settings = section.text_table("settings");
    section.finish();
    let refuse = |key, wrong| section.fault_at(key, wrong);
    match (section.has("plugin"), section.has("profile")) {
        (false, false) => section.fault_here(
            "plugin",
            Wrong::new(
                "required and not there",
                "the name of an installed tax plugin, or \"none\"; or profile, the name of a tax profile",
                "write plugin = \"flat-rate-tax\" or profile = \"us-ca\" under [tax], or \
                 plugin = \"none\" for a shop that charges no tax",
            ),
        ),
        (true, true) => refuse(
            "profile",
            Wrong::new(
                "stands beside plugin, and one of them computes the tax",
                "plugin or profile",
                "take one of the two out",
            ),
        ),
        (true, false) if section.has("local") => refuse(
            "local",
            Wrong::new(
                "belongs to a profile, and a plugin computes the tax",
                "nothing",
                "take [[tax.local]] out; a plugin takes its rates from [tax.settings]",
            ),
        ),
        (false, true) if !settings.is_empty() => refuse(
            "settings",
            Wrong::new(
                "there is no plugin to read them",
                "nothing",
                "take [tax.settings] out; local rates stand in [[tax.local]]",
            ),
        ),
        (true, false) if plugin.as_deref() == Some("none") && !settings.is_empty() => refuse(
            "settings",
            Wrong::new(
                "there is no plugin to read them",
                "nothing",
                "name the plugin, or take [tax.settings] out",
            ),
        ),
        (true | false, _) => {}
    }
    match (plugin, profile) {
        (Some(plugin), None) if plugin == "none" => Some(None),
        (Some(plugin), None) => Some(Some(Tax::Plugin { plugin, settings })),
        (None, Some(profile)) => Some(Some(Tax::Profile {
            profile,
            profiles_dir,
            local,
        })),
        (None, None) | (Some(_), Some(_)) => None,
    }
}

fn local(section: &Section<'_, '_>) -> Vec<LocalTax> {
    let sections = section.sections("local");
    if sections.len() > LOCAL_MAX {
        let problem = format!("there are {} local taxes", sections.len());
        let allowed = format!("at most {LOCAL_MAX}");
        section.fault_at("local", Wrong::new(problem, allowed, "take some out"));
    }
    let read = |section: &Section<'_, '_>| {
        let name = section.required(
            "name",
            "one line of 1 to 40 characters",
            "write name = \"Example City\"; receipts show it",
            check::line(40),
        );
        let rate = section.required(
            "rate",
            "a share of one, such as \"0.0125\"",
            "write rate = \"0.0125\" for 1.25 %",
            check::rate,
        );
        section.finish();
        Some(LocalTax {
            name: name?,
            rate: rate?,
        })
    };
    sections.iter().filter_map(read).collect()
}

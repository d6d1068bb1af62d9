//! Says in plain words why a component does not fit, before the linker says it in its own.

/// What this daemon offers. Each has an adapter module.
const OFFERED: [(u64, u64, u64); 1] = [(0, 1, 0)];
const PACKAGE: &str = "counterd:plugin";

/// An interface name such as `counterd:plugin/tax@0.1.0`, taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Interface<'a> {
    package: &'a str,
    version: Option<(u64, u64, u64)>,
}

fn parse(name: &str) -> Option<Interface<'_>> {
    let (package, rest) = name.split_once('/')?;
    let version = rest.split_once('@').and_then(|(_, version)| {
        let mut parts = version.split('.').map(|part| part.parse::<u64>().ok());
        Some((parts.next()??, parts.next()??, parts.next()??))
    });
    Some(Interface { package, version })
}

/// Checks every import and export name of a component.
///
/// # Errors
/// A sentence for the operator: what the plugin needs and what this daemon offers.
pub(crate) fn check<'a>(
    imports: impl IntoIterator<Item = &'a str>,
    exports: impl IntoIterator<Item = &'a str>,
    needs_export: &str,
) -> Result<(), String> {
    let mut found = false;
    for name in imports {
        check_name(name, true)?;
    }
    for name in exports {
        check_name(name, false)?;
        found |= name
            .strip_prefix(needs_export)
            .is_some_and(|rest| rest.starts_with('@'));
    }
    if found {
        return Ok(());
    }
    Err(format!(
        "it exports no {needs_export}, which plugins of its kind must"
    ))
}

fn check_name(name: &str, is_import: bool) -> Result<(), String> {
    let interface = parse(name).filter(|interface| interface.package == PACKAGE);
    let Some(interface) = interface else {
        if is_import {
            return Err(format!(
                "it imports {name}; a plugin may import nothing but {PACKAGE}"
            ));
        }
        // An export of its own, such as the `init` that some toolchains add: nobody calls it.
        return Ok(());
    };
    let fits = |(major, minor, patch): (u64, u64, u64)| {
        OFFERED
            .iter()
            .any(|offered| (offered.0, offered.1) == (major, minor) && offered.2 >= patch)
    };
    match interface.version {
        Some(version) if fits(version) => Ok(()),
        Some((major, minor, patch)) => Err(format!(
            "plugin needs {PACKAGE}@{major}.{minor}.{patch}, this daemon offers {}",
            offered()
        )),
        None => Err(format!("{name} names no version of {PACKAGE}")),
    }
}

/// Returns the offered versions as a person reads them: `0.1`.
pub(crate) fn offered() -> String {
    OFFERED
        .map(|(major, minor, _)| format!("{major}.{minor}"))
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAX: &str = "counterd:plugin/tax";

    #[test]
    fn what_is_offered_fits() {
        let imports = ["counterd:plugin/host-log@0.1.0"];
        let exports = ["counterd:plugin/tax@0.1.0", "init"];
        assert_eq!(check(imports, exports, TAX), Ok(()));
        assert_eq!(check([], ["counterd:plugin/tax@0.1.0"], TAX), Ok(()));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let tax = "counterd:plugin/tax@0.1.0";
        for (imports, exports, words) in [
            (
                &[][..],
                &["counterd:plugin/tax@0.2.0"][..],
                "plugin needs counterd:plugin@0.2.0, this daemon offers 0.1",
            ),
            (
                &["counterd:plugin/host-log@0.1.7"][..],
                &[tax][..],
                "plugin needs counterd:plugin@0.1.7, this daemon offers 0.1",
            ),
            (
                &["wasi:cli/environment@0.2.6"][..],
                &[tax][..],
                "imports wasi:cli/environment",
            ),
            (&["frobnicate"][..], &[tax][..], "imports frobnicate"),
            (
                &[][..],
                &["counterd:plugin/taxes@0.1.0"][..],
                "exports no counterd:plugin/tax",
            ),
            (&[][..], &[][..], "exports no counterd:plugin/tax"),
        ] {
            let imports = imports.iter().copied();
            let fault = check(imports, exports.iter().copied(), TAX).unwrap_err();
            assert!(fault.contains(words), "{fault}");
        }
    }
}

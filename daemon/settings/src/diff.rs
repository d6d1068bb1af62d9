//! What a changed file means for a running daemon: what can be swapped now, what needs a restart.

use crate::model::Settings;

/// The difference between two settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// By name, those of the old file first. These can be swapped while running.
    pub devices: Vec<(String, DeviceChange)>,
    /// The default devices differ. Can be swapped while running.
    pub roles: bool,
    /// The tax plugin or its settings differ. Can be swapped while running.
    pub tax: bool,
    /// Sections whose change takes effect only after a restart, by their name in the file.
    pub restart: Vec<&'static str>,
}

/// What happened to one device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceChange {
    Added,
    Removed,
    Changed,
}

impl Change {
    /// Returns whether the two files mean the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Returns what is different in `new`.
#[must_use]
pub fn diff(old: &Settings, new: &Settings) -> Change {
    let mut devices = Vec::new();
    for device in &old.devices {
        match new.devices.iter().find(|other| other.name == device.name) {
            None => devices.push((device.name.clone(), DeviceChange::Removed)),
            Some(other) if other != device => {
                devices.push((device.name.clone(), DeviceChange::Changed));
            }
            Some(_) => {}
        }
    }
    for device in &new.devices {
        if !old.devices.iter().any(|other| other.name == device.name) {
            devices.push((device.name.clone(), DeviceChange::Added));
        }
    }
    let sections = [
        ("shop", old.shop != new.shop),
        ("counter", old.counter != new.counter),
        ("server", old.server != new.server),
        ("data", old.data_dir != new.data_dir),
        ("plugins", old.plugins_dir != new.plugins_dir),
        ("quirks", old.quirks_dir != new.quirks_dir),
        ("till", old.till != new.till),
        ("stripe", old.stripe != new.stripe),
        ("log", old.log != new.log),
    ];
    Change {
        devices,
        roles: old.roles != new.roles,
        tax: old.tax != new.tax,
        restart: sections
            .iter()
            .filter(|(_, differs)| *differs)
            .map(|(name, _)| *name)
            .collect(),
    }
}

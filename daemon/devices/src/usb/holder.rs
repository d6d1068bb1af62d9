//! Who has a device besides us: programs with its node open, and the kernel's own drivers.
//!
//! Best effort: a hardened service sees no other user's processes, so an empty answer proves
//! nothing.

use std::fmt;
use std::fs;
use std::path::Path;

use super::list::{Sysfs, UsbDevice};

/// Most processes looked at.
const PROCESSES_MAX: usize = 8192;
/// Most holders named.
const HOLDERS_MAX: usize = 8;

/// A program that has a node open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its process.
    pub pid: u32,
    /// What it calls itself, at most 15 bytes.
    pub program: String,
}

/// What stands between us and a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldBy {
    /// Programs with a node of it open, as far as they can be seen.
    pub programs: Vec<Holder>,
    /// Kernel drivers on its interfaces, each once. `usbfs` stands for a program that claimed one.
    pub drivers: Vec<String>,
}

impl HeldBy {
    /// Returns whether a program other than us uses it, seen or only known by its claim.
    pub fn is_busy(&self) -> bool {
        !self.programs.is_empty() || self.drivers.iter().any(|driver| driver == "usbfs")
    }

    /// Returns what the person at the counter does to free the device.
    pub fn hint(&self) -> String {
        let names = |name: &str| self.programs.iter().any(|held| held.program == name);
        if names("ipp-usb") {
            return "Stop the program that took the printer: \
                    sudo systemctl disable --now ipp-usb, then plug the printer in again."
                .to_owned();
        }
        // CUPS prints over a helper that is called after the cable.
        if names("cupsd") || names("usb") {
            return "Remove the printer's queue from CUPS: lpstat -v shows its name, then \
                    sudo lpadmin -x NAME."
                .to_owned();
        }
        match self.programs.first() {
            Some(Holder { pid, program }) => format!(
                "Close {program} (process {pid}), which uses the device, or take the device out \
                 of its settings."
            ),
            None => "Close the program that uses the device; sudo lsof /dev/bus/usb shows it. \
                     Often it is CUPS or ipp-usb."
                .to_owned(),
        }
    }
}

impl fmt::Display for HeldBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.programs.is_empty() {
            return f.write_str("another program");
        }
        for (index, Holder { pid, program }) in self.programs.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{program} (process {pid})")?;
        }
        Ok(())
    }
}

impl Sysfs {
    /// Looks for whoever has a device: its own node and those of its interfaces.
    pub fn held_by(&self, device: &UsbDevice) -> HeldBy {
        let nodes = device.interfaces.iter().flat_map(|one| &one.nodes);
        let paths: Vec<&Path> = std::iter::once(device.node.as_path())
            .chain(nodes.map(|node| node.path.as_path()))
            .collect();
        let mut drivers: Vec<String> = device
            .interfaces
            .iter()
            .filter_map(|interface| interface.driver.clone())
            .collect();
        drivers.sort();
        drivers.dedup();
        HeldBy {
            programs: holders(&self.proc, &paths),
            drivers,
        }
    }

    /// Looks for programs with one node open.
    pub fn holders(&self, node: &Path) -> Vec<Holder> {
        holders(&self.proc, &[node])
    }
}

/// Goes through the open files of every process that may be seen, except our own.
fn holders(proc: &Path, nodes: &[&Path]) -> Vec<Holder> {
    let Ok(processes) = fs::read_dir(proc) else {
        return Vec::new();
    };
    let mut found: Vec<Holder> = processes
        .flatten()
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((pid, entry.path()))
        })
        .take(PROCESSES_MAX)
        .filter(|(pid, dir)| *pid != std::process::id() && has_open(dir, nodes))
        .map(|(pid, dir)| Holder {
            pid,
            program: fs::read_to_string(dir.join("comm"))
                .map_or_else(|_| "a program".to_owned(), |name| name.trim().to_owned()),
        })
        .take(HOLDERS_MAX)
        .collect();
    found.sort_by_key(|holder| holder.pid);
    found
}

fn has_open(process: &Path, nodes: &[&Path]) -> bool {
    let Ok(files) = fs::read_dir(process.join("fd")) else {
        return false;
    };
    files
        .flatten()
        .filter_map(|file| fs::read_link(file.path()).ok())
        .any(|target| nodes.contains(&target.as_path()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::usb::fake::{Machine, write};

    fn process(machine: &Machine, pid: u32, program: &str, file: &Path) {
        let dir = machine.sysfs().proc.join(pid.to_string());
        write(&dir.join("comm"), format!("{program}\n"));
        std::fs::create_dir_all(dir.join("fd")).unwrap();
        symlink("/dev/null", dir.join("fd/0")).unwrap();
        symlink(file, dir.join("fd/5")).unwrap();
    }

    #[test]
    fn programs_and_drivers_are_named() {
        let machine = Machine::counter();
        let sysfs = machine.sysfs();
        let printer = sysfs.devices().remove(1);
        assert_eq!(sysfs.held_by(&printer).programs, []);
        assert!(!sysfs.held_by(&printer).is_busy());

        process(&machine, 900, "cupsd", &printer.interfaces[0].nodes[0].path);
        process(&machine, 812, "ipp-usb", &printer.node);
        process(&machine, 813, "bash", Path::new("/dev/tty1"));
        process(&machine, std::process::id(), "us", &printer.node);
        write(&sysfs.proc.join("self/comm"), "not a number");
        let held = sysfs.held_by(&printer);
        assert_eq!(
            held.to_string(),
            "ipp-usb (process 812), cupsd (process 900)"
        );
        assert_eq!(held.drivers, ["usblp"]);
        assert!(held.is_busy());
        assert!(held.hint().contains("ipp-usb"), "{}", held.hint());
        assert_eq!(sysfs.holders(&printer.node).len(), 1);
    }

    #[test]
    fn each_holder_has_its_own_way_out() {
        let by = |program: &str| HeldBy {
            programs: vec![Holder {
                pid: 7,
                program: program.to_owned(),
            }],
            drivers: vec![],
        };
        assert!(by("usb").hint().contains("lpadmin -x"));
        assert!(by("pos-app").hint().contains("Close pos-app (process 7)"));
        let unseen = HeldBy {
            programs: vec![],
            drivers: vec!["usbfs".to_owned()],
        };
        assert!(unseen.is_busy());
        assert!(unseen.hint().contains("lsof"));
        assert_eq!(unseen.to_string(), "another program");
    }
}

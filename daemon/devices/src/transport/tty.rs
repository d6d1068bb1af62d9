//! Which node a serial line has today.

use std::io;
use std::path::{Path, PathBuf};

use crate::usb::{NodeKind, Resolution, Sysfs, UsbAddress};

/// Returns the node of a port; `usb:0403:6001` is that of the USB device with this address.
pub(crate) fn node_of(port: &Path) -> io::Result<PathBuf> {
    node_at(&Sysfs::default(), port)
}

fn node_at(sysfs: &Sysfs, port: &Path) -> io::Result<PathBuf> {
    let Some(address) = port.to_str().and_then(|port| port.strip_prefix("usb:")) else {
        return Ok(port.to_owned());
    };
    let invalid = |why: String| io::Error::new(io::ErrorKind::InvalidInput, why);
    let address: UsbAddress = address
        .parse()
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
    let device = match sysfs.resolve(&address) {
        Resolution::Found(device) => device,
        Resolution::Missing { .. } => return Err(io::ErrorKind::NotFound.into()),
        Resolution::Ambiguous { candidates } => {
            let one = candidates.first().map(ToString::to_string);
            let one = one.unwrap_or_default();
            return Err(invalid(format!("several fit: write `usb:{one}`")));
        }
    };
    let nodes = device.interfaces.iter().flat_map(|one| &one.nodes);
    let ttys: Vec<&PathBuf> = nodes
        .filter(|node| matches!(node.kind, NodeKind::Tty { .. }))
        .map(|node| &node.path)
        .collect();
    match ttys.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(io::ErrorKind::NotFound.into()),
        _ => Err(invalid(
            "it has several ports: write the path of one instead".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usb::fake::Machine;

    #[test]
    fn a_port_is_found_by_the_usb_device_behind_it() {
        let machine = Machine::counter();
        let at = |port: &str| node_at(&machine.sysfs(), Path::new(port));
        assert_eq!(at("/dev/ttyS0").unwrap(), Path::new("/dev/ttyS0"));
        let found = at("usb:0403:6001").unwrap();
        assert_eq!(found, machine.dev().join("ttyUSB0"));
        let missing = at("usb:0403:6015").unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        let printer = at("usb:04b8:0e28").unwrap_err();
        assert_eq!(printer.kind(), io::ErrorKind::NotFound);
        assert_eq!(at("usb:x").unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}

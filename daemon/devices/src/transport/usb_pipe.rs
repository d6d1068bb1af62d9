//! The USB printer as one of the cables: its errors in the system's words, with the hint kept inside.

use std::io;
use std::time::Duration;

use super::pipe::{BytePipe, PortStatus};
use super::usb_printer::{Fault, UsbPrinter, UsbPrinterError};
use crate::usb::{Sysfs, UsbAddress};

/// How long the port may take to say how it is.
const STATUS_WAIT: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct UsbPipe(UsbPrinter);

impl UsbPipe {
    /// Opens the printer at an address as written in the settings.
    pub(crate) fn open(address: &str) -> io::Result<Self> {
        let address: UsbAddress = address
            .parse()
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        UsbPrinter::open(&Sysfs::default(), &address)
            .map(Self)
            .map_err(system_error)
    }
}

/// Keeps the error as the inner one, so that whoever reports it finds its hint.
fn system_error(error: UsbPrinterError) -> io::Error {
    let kind = match error.fault() {
        Fault::Gone => io::ErrorKind::UnexpectedEof,
        Fault::Denied => io::ErrorKind::PermissionDenied,
        Fault::Busy => io::ErrorKind::ResourceBusy,
        Fault::Broken => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

impl BytePipe for UsbPipe {
    fn write(&self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        self.0.write(bytes, wait).map_err(system_error)
    }

    fn read(&self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
        self.0.read(buffer, wait).map_err(system_error)
    }

    fn port_status(&self) -> io::Result<Option<PortStatus>> {
        let status = self.0.port_status(STATUS_WAIT).map_err(system_error)?;
        Ok(Some(PortStatus {
            paper_empty: status.paper_empty,
            selected: status.selected,
            error: status.error,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_none_and_a_printer_that_is_not_there_are_told_apart() {
        let bad = UsbPipe::open("epson").unwrap_err();
        assert_eq!(bad.kind(), io::ErrorKind::InvalidInput, "{bad:?}");
        let missing = UsbPipe::open("ffff:fffe").unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::UnexpectedEof, "{missing:?}");
        let inner = missing.get_ref().and_then(|inner| inner.downcast_ref());
        let inner: &UsbPrinterError = inner.unwrap();
        assert!(inner.hint().contains("cable"), "{}", inner.hint());
    }
}

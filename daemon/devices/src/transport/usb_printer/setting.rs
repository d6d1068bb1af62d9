//! Which interface and alternate setting of a printer to use. Pure.

/// One way to talk to a printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// `bInterfaceNumber`.
    pub(super) interface: u8,
    /// `bAlternateSetting`.
    pub(super) number: u8,
    /// `bInterfaceProtocol`.
    pub(super) protocol: u8,
    /// Address of the bulk endpoint that takes the job.
    pub(super) out: u8,
    /// Bytes in one packet of it.
    pub(super) packet_len: usize,
    /// Address of the bulk endpoint that replies.
    pub(super) input: Option<u8>,
    /// Whether the interface has other settings, so that this one must be chosen.
    pub(super) has_others: bool,
}

/// Picks the best: both ways before one way before packets of IEEE 1284.4.
///
/// Protocols: USB Device Class Definition for Printing Devices 1.1, section 4.2.1. IPP (4) is not
/// a pipe for bytes.
pub(super) fn best(settings: &[Setting]) -> Option<Setting> {
    let rank = |setting: &Setting| match setting.protocol {
        2 => Some(0),
        1 => Some(1),
        3 => Some(2),
        _ => None,
    };
    settings
        .iter()
        .filter_map(|setting| {
            let silent = setting.input.is_none();
            Some(((rank(setting)?, silent, setting.number), setting))
        })
        .min_by_key(|(key, _)| *key)
        .map(|(_, setting)| *setting)
}

/// What a printer's port says (section 4.2.2 there).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortStatus {
    /// It has no paper.
    pub paper_empty: bool,
    /// It is on line.
    pub selected: bool,
    /// It has an error of its own.
    pub error: bool,
    /// The byte as sent.
    pub byte: u8,
}

impl PortStatus {
    /// Reads the byte; many printers send a constant, so it proves nothing good.
    pub const fn of(byte: u8) -> Self {
        Self {
            paper_empty: byte & 0x20 != 0,
            selected: byte & 0x10 != 0,
            error: byte & 0x08 == 0,
            byte,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(number: u8, protocol: u8, input: Option<u8>) -> Setting {
        Setting {
            interface: 0,
            number,
            protocol,
            out: 0x02,
            packet_len: 64,
            input,
            has_others: true,
        }
    }

    #[test]
    fn both_ways_are_best() {
        let one_way = setting(0, 1, None);
        let both = setting(1, 2, Some(0x81));
        let packets = setting(2, 3, Some(0x81));
        let ipp = setting(3, 4, Some(0x81));
        assert_eq!(best(&[one_way, packets, both, ipp]), Some(both));
        assert_eq!(best(&[packets, one_way]), Some(one_way));
        assert_eq!(best(&[ipp, packets]), Some(packets));
        assert_eq!(best(&[ipp]), None);
        let silent = setting(0, 2, None);
        assert_eq!(best(&[silent, both]), Some(both));
    }

    #[test]
    fn the_status_byte_is_read() {
        let status = |byte| {
            let PortStatus {
                paper_empty,
                selected,
                error,
                ..
            } = PortStatus::of(byte);
            (paper_empty, selected, error)
        };
        assert_eq!(status(0x18), (false, true, false));
        assert_eq!(status(0x30), (true, true, true));
        assert_eq!(status(0x08), (false, false, false));
    }
}

//! What a HID device says it is: the usages of its top-level collections. Pure.
//!
//! Item format: Device Class Definition for HID 1.11, section 6.2.2.

use std::fmt;

/// One usage: the page, then the number in it. Barcode scanners are on page 0x8c.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usage {
    /// Usage page.
    pub page: u16,
    /// Usage within the page.
    pub id: u16,
}

impl Usage {
    /// Page of bar code scanners (HID Point of Sale Usage Tables 1.02).
    pub const PAGE_SCANNER: u16 = 0x8c;
    /// A keyboard on the page of generic desktop controls.
    pub const KEYBOARD: Self = Self { page: 1, id: 6 };
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}:{:04x}", self.page, self.id)
    }
}

/// Most collections kept of one descriptor.
const USAGES_MAX: usize = 32;

/// Returns the usage of each top-level collection, in order; stops at what it cannot read.
pub(super) fn top_usages(descriptor: &[u8]) -> Vec<Usage> {
    let (mut found, mut page, mut usage, mut depth) = (Vec::new(), 0, None, 0_u32);
    let mut rest = descriptor;
    while let Some((&prefix, after)) = rest.split_first() {
        // A long item: its length is in the next byte, and its tag in the one after that.
        if prefix == 0xFE {
            let Some((&len, _)) = after.split_first() else {
                break;
            };
            rest = after.get(2 + usize::from(len)..).unwrap_or_default();
            continue;
        }
        let len = [0, 1, 2, 4][usize::from(prefix & 0b11)];
        let Some((data, after)) = after.split_at_checked(len) else {
            break;
        };
        rest = after;
        let half = |at: usize| {
            let low = data.get(at).copied().unwrap_or(0);
            u16::from_le_bytes([low, data.get(at + 1).copied().unwrap_or(0)])
        };
        match prefix & 0b1111_1100 {
            // Global: usage page.
            0x04 => page = half(0),
            // Local: usage; one of four bytes brings its own page. The first one names a collection.
            0x08 => {
                let page = if len == 4 { half(2) } else { page };
                usage.get_or_insert(Usage { page, id: half(0) });
            }
            // Main: collection.
            0xA0 => {
                if let (0, Some(usage)) = (depth, usage)
                    && found.len() < USAGES_MAX
                {
                    found.push(usage);
                }
                (depth, usage) = (depth.saturating_add(1), None);
            }
            // Main: end of collection.
            0xC0 => (depth, usage) = (depth.saturating_sub(1), None),
            // Main: input, output, feature end the reach of local items.
            0x80 | 0x90 | 0xB0 => usage = None,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A HID POS scanner: page 0x8c, usage 2, with a report of decoded data inside.
    pub(crate) const SCANNER: [u8; 27] = [
        0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x85, 0x02, 0x09, 0xFE, 0x15, 0x00, 0x26, 0xFF, 0x00,
        0x75, 0x08, 0x95, 0x38, 0x81, 0x02, 0x05, 0x01, 0x09, 0x06, 0xC0, 0x00,
    ];
    /// The first items of a boot keyboard.
    pub(crate) const KEYBOARD: [u8; 14] = [
        0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x07, 0x19, 0xE0, 0x29, 0xE7, 0x81, 0xC0,
    ];

    #[test]
    fn the_collections_usage_is_found() {
        assert_eq!(top_usages(&SCANNER), [Usage { page: 0x8c, id: 2 }]);
        assert_eq!(top_usages(&KEYBOARD), [Usage::KEYBOARD]);
    }

    #[test]
    fn inner_collections_are_not_listed_and_later_top_ones_are() {
        let keys = [0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0xC0];
        let nested = [
            0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x09, 0x10, 0xA1, 0x02, 0xC0, 0xC0,
        ];
        let both = [nested.as_slice(), &keys].concat();
        let scanner = Usage { page: 0x8c, id: 2 };
        assert_eq!(top_usages(&both), [scanner, Usage::KEYBOARD]);
    }

    #[test]
    fn long_and_extended_items_are_read() {
        // A long item of 3 bytes, then a usage that carries its page.
        let bytes = [
            0xFE, 0x03, 0x10, 0xA1, 0xA1, 0xA1, 0x0B, 0x02, 0x00, 0x8C, 0x00, 0xA1, 0x01,
        ];
        assert_eq!(top_usages(&bytes), [Usage { page: 0x8c, id: 2 }]);
    }

    #[test]
    fn a_torn_descriptor_ends_quietly() {
        for len in 0..SCANNER.len() {
            let found = top_usages(&SCANNER[..len]);
            assert_eq!(found.len(), usize::from(len >= 6), "{len}");
        }
        assert_eq!(top_usages(&[0xFE]), []);
        assert_eq!(top_usages(&[0xFE, 0xFF, 0x00]), []);
    }
}

//! Pictures: `GS v 0`, `ESC *`, and the store-and-print pair of `GS ( L`.

use crate::escpos::Op;
use crate::raster::Raster;

/// `GS v 0 m xL xH yL yH d...`: `sized` starts at `xL`; `x` counts bytes.
pub(super) fn rows(mode: u8, sized: &[u8]) -> Option<Raster> {
    let [x_low, x_high, y_low, y_high, data @ ..] = sized else {
        return None;
    };
    let width = u32::from(u16::from_le_bytes([*x_low, *x_high])) * 8;
    let height = u32::from(u16::from_le_bytes([*y_low, *y_high]));
    let raster = Raster::try_new(width, height, data.to_vec()).ok()?;
    let (across, down) = match mode {
        0 | b'0' => (1, 1),
        1 | b'1' => (2, 1),
        2 | b'2' => (1, 2),
        3 | b'3' => (2, 2),
        _ => return None,
    };
    raster.magnified(across, down)
}

/// `ESC * m nL nH d...`: columns of 8 or 24 dots, most significant bit on top.
///
/// 8-dot columns are printed three dots high per bit, single density two dots wide, so every picture
/// comes out 24 dots high in the dots of the head.
pub(super) fn columns(mode: u8, data: &[u8]) -> Option<Raster> {
    let (bytes, across) = match mode {
        0 => (1, 2),
        1 => (1, 1),
        32 => (3, 2),
        33 => (3, 1),
        _ => return None,
    };
    let count = u32::try_from(data.len() / bytes).ok()?;
    let mut raster = Raster::try_blank(count * across, 24).ok()?;
    for (x, column) in (0..).zip(data.chunks_exact(bytes)) {
        for y in 0..24 {
            let row = if bytes == 1 { y / 3 } else { y };
            let byte = column.get(usize::try_from(row / 8).ok()?)?;
            if byte & (0x80 >> (row % 8)) != 0 {
                for dot in 0..across {
                    raster.set(x * across + dot, y, true);
                }
            }
        }
    }
    Some(raster)
}

/// `GS ( L` / `GS 8 L`: function 112 stores a raster picture, function 50 prints it.
/// `function` starts at `m`. `None` when the function is another one.
pub(super) fn graphics(stored: &mut Option<Raster>, function: &[u8]) -> Option<Op> {
    match *function {
        [
            48,
            112,
            48,
            across,
            down,
            _,
            x_low,
            x_high,
            y_low,
            y_high,
            ref data @ ..,
        ] => {
            let width = u32::from(u16::from_le_bytes([x_low, x_high]));
            let height = u32::from(u16::from_le_bytes([y_low, y_high]));
            let raster = Raster::try_new(width, height, data.to_vec()).ok()?;
            *stored = raster.magnified(u32::from(across.clamp(1, 2)), u32::from(down.clamp(1, 2)));
            None
        }
        [48, 2 | 50] => stored.take().map(Op::Raster),
        _ => None,
    }
}

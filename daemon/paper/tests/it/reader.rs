//! Reads PDFs and pictures the way others do: text and shapes through lopdf, codes through rxing.

#![expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "PDF coordinates are floats"
)]

use lopdf::{Document, Object};
use rxing::BarcodeFormat;

/// The text of each page.
pub fn pages(file: &[u8]) -> Vec<String> {
    let reader = Document::load_mem(file).unwrap();
    let numbers: Vec<u32> = reader.get_pages().into_keys().collect();
    numbers
        .iter()
        .map(|number| reader.extract_text(&[*number]).unwrap())
        .collect()
}

/// Width and height of each page in points, rounded.
pub fn sizes(file: &[u8]) -> Vec<(i64, i64)> {
    let reader = Document::load_mem(file).unwrap();
    let size = |id| {
        let page = reader.get_dictionary(id).unwrap();
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let side = |at: usize| format!("{:.0}", media[at].as_float().unwrap());
        (side(2).parse().unwrap(), side(3).parse().unwrap())
    };
    reader.get_pages().into_values().map(size).collect()
}

/// Eight-bit grey picture, white where nothing is.
pub struct Picture {
    pub luma: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

impl Picture {
    pub fn of_png(file: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut luma = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut luma).unwrap();
        Self {
            luma,
            width: info.width,
            height: info.height,
        }
    }

    /// What is read as a code of this kind.
    pub fn code(&self, format: BarcodeFormat) -> Option<String> {
        let luma = self.luma.clone();
        let found = rxing::helpers::detect_in_luma(luma, self.width, self.height, Some(format));
        found.ok().map(|found| found.getText().to_owned())
    }

    pub fn has_ink(&self) -> bool {
        self.luma.iter().any(|pixel| *pixel < 128)
    }
}

type Matrix = [f32; 6];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// The filled rectangles of a page at four pixels to the point, without text and grey areas.
pub fn shapes(file: &[u8], page: usize) -> Picture {
    const SCALE: f32 = 4.0;
    let reader = Document::load_mem(file).unwrap();
    let id = *reader.get_pages().values().nth(page).unwrap();
    let (width, height) = sizes(file)[page];
    let (width, height) = (
        u32::try_from(width * 4).unwrap(),
        u32::try_from(height * 4).unwrap(),
    );
    let mut luma = vec![255; usize::try_from(width * height).unwrap()];
    let mut matrix: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let mut saved = Vec::new();
    let mut black = true;
    // Each rectangle of the path by its corners.
    let mut path: Vec<Vec<(f32, f32)>> = Vec::new();
    for operation in reader.get_and_decode_page_content(id).unwrap().operations {
        let numbers: Vec<f32> = operation
            .operands
            .iter()
            .filter_map(|it: &Object| it.as_float().ok())
            .collect();
        let at = |x: f32, y: f32| {
            let place = times([1.0, 0.0, 0.0, 1.0, x, y], matrix);
            (place[4], place[5])
        };
        match (operation.operator.as_str(), &numbers[..]) {
            ("q", _) => saved.push((matrix, black)),
            ("Q", _) => (matrix, black) = saved.pop().unwrap(),
            ("cm", [a, b, c, d, e, f]) => matrix = times([*a, *b, *c, *d, *e, *f], matrix),
            ("g" | "sc" | "scn", [grey]) => black = *grey == 0.0,
            ("m", [x, y]) => path.push(vec![at(*x, *y)]),
            ("l", [x, y]) => path.last_mut().unwrap().push(at(*x, *y)),
            ("re", [x, y, w, h]) => path.push(vec![at(*x, *y), at(x + w, y + h)]),
            ("f" | "f*", _) => {
                for corners in path.drain(..).filter(|_| black) {
                    let low = |of: fn(&(f32, f32)) -> f32| {
                        corners.iter().map(of).fold(f32::MAX, f32::min)
                    };
                    let high = |of: fn(&(f32, f32)) -> f32| {
                        corners.iter().map(of).fold(f32::MIN, f32::max)
                    };
                    let pixel = |length: f32| (length * SCALE).round().max(0.0) as u32;
                    let bottom = height as f32 / SCALE;
                    for y in pixel(bottom - high(|it| it.1))..pixel(bottom - low(|it| it.1)) {
                        for x in pixel(low(|it| it.0))..pixel(high(|it| it.0)) {
                            luma[usize::try_from(y * width + x).unwrap()] = 0;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Picture {
        luma,
        width,
        height,
    }
}

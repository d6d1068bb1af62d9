//! Strips onto sheets: page breaks, repeated headings, running heads and page numbers.

use super::block::{self, Room};
use super::strip::{Mark, Strip, Twips, Type, height, paragraph};
use super::{PAGES_MAX, PdfError};
use crate::page::{Block, PageDocument, PaperSize};
use crate::style::Align;

/// White left and right: 15 mm.
const SIDE: Twips = 850;
/// White above and below: 12 mm, more than any office printer leaves blank.
const TOP: Twips = 680;

/// One side of paper; the marks' distances are from its top left corner.
pub(super) struct Sheet {
    pub marks: Vec<Mark>,
}

/// Puts the whole document on sheets.
pub(super) fn sheets(document: &PageDocument, size: PaperSize) -> Result<Vec<Sheet>, PdfError> {
    let (page_width, page_height) = size.twips();
    let width = page_width - 2 * SIDE;
    let foot = foot(document, width);
    // Footers are a few lines; more than fits is still printed, once, as the last block would be.
    let foot_fits = height(&foot) <= page_height / 5;
    let foot_height = if foot_fits { height(&foot) } else { 0 } + Type::SMALL.leading() + 120;
    let room = Room {
        width,
        height: page_height - 2 * TOP - foot_height,
    };
    let mut strips = block::head(document, room);
    for (at, block) in document.blocks.iter().enumerate() {
        let start = strips.len();
        strips.extend(block::strips(block, &document.words, room));
        // Totals do not stand on a page without any of what they add up.
        let totals_follow = matches!(document.blocks.get(at + 1), Some(Block::Totals(_)));
        if matches!(block, Block::Table(_)) && totals_follow {
            let tail = strips.len().saturating_sub(2).max(start);
            strips[tail..]
                .iter_mut()
                .for_each(|strip| strip.keep_with_next = true);
        }
    }
    if !foot_fits {
        strips.extend(foot.clone());
    }
    let mut flow = Flow::new(running_head(document, width), room.height);
    flow.place(strips)?;
    let foot = if foot_fits { foot } else { Vec::new() };
    Ok(flow.finish(document, &foot, (page_height, width)))
}

fn foot(document: &PageDocument, width: Twips) -> Vec<Strip> {
    let lines = document.footer.iter();
    lines
        .flat_map(|line| paragraph(line, Type::LABEL, Align::Center, width))
        .collect()
}

/// What tells a loose later page where it belongs.
fn running_head(document: &PageDocument, width: Twips) -> Vec<Strip> {
    let heading = &document.heading;
    let parts = [&document.letterhead.name, &heading.title, &heading.number];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let mut strips = paragraph(&parts.join(" · "), Type::LABEL, Align::Left, width);
    strips.push(Strip::rule(width, 20, 120));
    strips
}

struct Flow {
    running_head: Vec<Strip>,
    room: Twips,
    y: Twips,
    /// Height at which the page's own content begins.
    start: Twips,
    sheets: Vec<Sheet>,
}

impl Flow {
    fn new(running_head: Vec<Strip>, room: Twips) -> Self {
        Self {
            running_head,
            room,
            y: 0,
            start: 0,
            sheets: vec![Sheet { marks: Vec::new() }],
        }
    }

    fn place(&mut self, strips: Vec<Strip>) -> Result<(), PdfError> {
        let mut rest = strips.into_iter().peekable();
        while rest.peek().is_some() {
            let mut chain: Vec<Strip> = Vec::new();
            for strip in rest.by_ref() {
                let last = !strip.keep_with_next;
                chain.push(strip);
                if last {
                    break;
                }
            }
            self.chain(&chain)?;
        }
        Ok(())
    }

    /// Strips that belong together go on one page, unless no page is tall enough.
    fn chain(&mut self, chain: &[Strip]) -> Result<(), PdfError> {
        let whole = height(chain);
        let starts_page = chain.first().is_some_and(|strip| strip.new_page);
        let divided = whole + self.start > self.room && !chain.is_empty();
        if (starts_page || self.y + whole > self.room) && !divided && self.y > self.start {
            if is_white(chain) && !starts_page {
                return Ok(());
            }
            self.next_page(chain.first())?;
        }
        for strip in chain {
            if self.y + strip.height > self.room && self.y > self.start {
                self.next_page(Some(strip))?;
            }
            self.draw(strip);
        }
        Ok(())
    }

    fn next_page(&mut self, first: Option<&Strip>) -> Result<(), PdfError> {
        if self.sheets.len() >= PAGES_MAX {
            return Err(PdfError::TooLong);
        }
        self.sheets.push(Sheet { marks: Vec::new() });
        self.y = 0;
        for strip in self.running_head.clone() {
            self.draw(&strip);
        }
        if let Some(repeat) = first.and_then(|strip| strip.repeat.as_ref()) {
            for strip in repeat.iter() {
                self.draw(strip);
            }
        }
        self.start = self.y;
        Ok(())
    }

    fn draw(&mut self, strip: &Strip) {
        let top = TOP + self.y;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.marks.extend(strip.clone().moved(SIDE, top).marks);
        }
        self.y += strip.height;
    }

    fn finish(
        mut self,
        document: &PageDocument,
        foot: &[Strip],
        (page_height, width): (Twips, Twips),
    ) -> Vec<Sheet> {
        let pages = self.sheets.len();
        for (at, sheet) in self.sheets.iter_mut().enumerate() {
            let page_of = document
                .words
                .page_of
                .replace("{page}", &(at + 1).to_string())
                .replace("{pages}", &pages.to_string());
            let mut strips = foot.to_vec();
            strips.extend(paragraph(&page_of, Type::LABEL, Align::Right, width));
            let mut y = page_height - TOP - height(&strips);
            for strip in strips {
                let strip_height = strip.height;
                sheet.marks.extend(strip.moved(SIDE, y).marks);
                y += strip_height;
            }
        }
        self.sheets
    }
}

fn is_white(chain: &[Strip]) -> bool {
    chain.iter().all(|strip| strip.marks.is_empty())
}

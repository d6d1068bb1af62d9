//! Reads amounts and pages back.

use lopdf::Document;

/// Reads the last word of a line as an amount: digits, thousands commas, two decimals, maybe a sign and a dollar.
pub(crate) fn cents(line: &str) -> Option<i64> {
    let word = line.split_whitespace().next_back()?;
    let (sign, word) = match word.strip_prefix('-') {
        Some(word) => (-1, word),
        None => (1, word),
    };
    let digits = word.trim_start_matches('$').replace(',', "");
    let (whole, fraction) = digits.split_once('.')?;
    let number: i64 =
        (fraction.len() == 2).then(|| format!("{whole}{fraction}").parse().ok())??;
    Some(sign * number)
}

/// The texts of all pages, one after the other as they are drawn.
pub(crate) fn pdf_lines(file: &[u8]) -> Vec<String> {
    let reader = Document::load_mem(file).unwrap();
    let numbers: Vec<u32> = reader.get_pages().into_keys().collect();
    let text = reader.extract_text(&numbers).unwrap();
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

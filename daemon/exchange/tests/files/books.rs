//! Journal entries for the programs that keep the books.

use std::io::Write;
use std::process::{Command, Stdio};

use domain::{Currency, Money};
use exchange::books::{
    AccountTable, BookEntry, BookError, BookLine, Exported, Format, Names, XERO_LINES_MAX, export,
    xero_files,
};
use proptest::prelude::*;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn entries() -> Vec<BookEntry> {
    let day = jiff::civil::date(2026, 11, 3);
    let line = |account, name, minor| BookLine::new(account, name, usd(minor));
    let mut core = line("2210", "Core deposits (owed)", -4_500);
    core.memo = Some("ALT-778R; \"rebuilt\"\ttwo".to_owned());
    let sale = vec![
        line("1000", "Cash", 120_299),
        line("4000", "Parts sales", -108_500),
        line("2100", "Sales tax payable", -7_299),
        core,
    ];
    let drop = vec![
        line("1010", "Bank", 100_000),
        line("1000", "Cash", -100_000),
    ];
    vec![
        BookEntry::try_new(
            day,
            "C1-Z000007",
            "Day close; café | north [x]: \n=1+1",
            sale,
        )
        .unwrap(),
        BookEntry::try_new(day, "C1-DROP-2026-11-03", "Safe drop", drop).unwrap(),
    ]
}

fn table() -> AccountTable {
    let mut table = AccountTable::default();
    let names = Names {
        ledger: Some("Assets:Till:Counter 1".to_owned()),
        quickbooks: Some("Cash on Hand:Till 1".to_owned()),
        xero_code: Some("090".to_owned()),
        xero_tax_rate: None,
    };
    table.names.insert("1000".to_owned(), names);
    table
}

fn written(format: Format, entries: &[BookEntry]) -> Vec<u8> {
    let mut file = Vec::new();
    export(format, &table(), entries, &mut file).unwrap();
    file
}

#[test]
fn plain_text() {
    let text = String::from_utf8(written(Format::Ledger, &entries())).unwrap();
    assert_eq!(
        text,
        "; counterd journal entries\n\n\
         2026-11-03 (C1-Z000007) Day close, café , north x =1+1\n\
         \x20   Assets:Till:Counter 1  1202.99 USD\n\
         \x20   Income:Parts sales  -1085.00 USD\n\
         \x20   Liabilities:Sales tax payable  -72.99 USD\n\
         \x20   Liabilities:Core deposits owed  -45.00 USD  ; ALT-778R, \"rebuilt\" two\n\n\
         2026-11-03 (C1-DROP-2026-11-03) Safe drop\n\
         \x20   Assets:Bank  1000.00 USD\n\
         \x20   Assets:Till:Counter 1  -1000.00 USD\n"
    );
}

#[test]
fn quickbooks() {
    let file = written(Format::QuickBooksIif, &entries()[..1]);
    // é is one byte in Windows-1252.
    let text: String = file.iter().map(|byte| char::from(*byte)).collect();
    let lines: Vec<Vec<&str>> = text
        .split("\r\n")
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(
        lines[0],
        [
            "!TRNS", "TRNSTYPE", "DATE", "ACCNT", "AMOUNT", "DOCNUM", "MEMO"
        ]
    );
    assert_eq!(lines[1][0], "!SPL");
    assert_eq!(lines[2], ["!ENDTRNS"]);
    let memo = "[C1-Z000007] Day close; café | north [x]: =1+1";
    assert_eq!(
        lines[3],
        [
            "TRNS",
            "GENERAL JOURNAL",
            "11/03/26",
            "Cash on Hand:Till 1",
            "1202.99",
            "C1-Z000007",
            memo
        ]
    );
    assert_eq!(
        lines[6][3..],
        [
            "Core deposits owed",
            "-45.00",
            "C1-Z000007",
            "[C1-Z000007] ALT-778R; 'rebuilt' two"
        ]
    );
    assert_eq!(lines[7], ["ENDTRNS"]);
    assert_eq!(lines[8], [""]);
    // An id too long for DOCNUM stands in the memo alone.
    let long = written(Format::QuickBooksIif, &entries()[1..]);
    let text = String::from_utf8(long).unwrap();
    assert!(
        text.contains("\t1000.00\t\t[C1-DROP-2026-11-03] Safe drop\r\n"),
        "{text}"
    );
    let rouble = BookEntry::try_new(
        entries()[0].date(),
        "Z-1",
        "Щ €",
        vec![
            BookLine::new("1", "A", usd(1)),
            BookLine::new("2", "B", usd(-1)),
        ],
    );
    let file = written(Format::QuickBooksIif, &[rouble.unwrap()]);
    assert!(file.windows(9).any(|bytes| bytes == b"[Z-1] ? \x80"));
}

#[test]
fn xero() {
    let file = written(Format::XeroCsv, &entries());
    let mut reader = ::csv::Reader::from_reader(file.as_slice());
    assert_eq!(&reader.headers().unwrap()[0], "*Narration");
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(rows.len(), 6);
    let narration = "[C1-Z000007] Day close; café | north [x]: =1+1";
    assert_eq!(
        rows[0][..6],
        [
            narration,
            "03/11/2026",
            "Cash",
            "090",
            "Tax Exempt (0%)",
            "1202.99"
        ]
    );
    assert_eq!(rows[1][3..6], ["4000", "Tax Exempt (0%)", "-1085.00"]);
}

#[test]
fn the_same_entries_give_the_same_bytes_and_no_id_comes_twice() {
    for format in [Format::Ledger, Format::QuickBooksIif, Format::XeroCsv] {
        assert_eq!(written(format, &entries()), written(format, &entries()));
        let twice = [entries(), entries()].concat();
        let error = export(format, &table(), &twice, &mut Vec::new()).unwrap_err();
        assert!(matches!(error, BookError::IdTwice(id) if id == "C1-Z000007"));
    }
}

#[test]
fn account_names_that_would_mean_something_else_are_refused() {
    for (format, bad) in [
        (Format::Ledger, "Assets:Two  blanks"),
        (Format::Ledger, "(Assets:Virtual)"),
        (Format::Ledger, "Assets;Note"),
        (Format::Ledger, "Assets::Cash"),
        (Format::QuickBooksIif, "Tab\there"),
        (Format::QuickBooksIif, "Quote \""),
        (Format::XeroCsv, " 200"),
    ] {
        let mut table = AccountTable::default();
        let name = Some(bad.to_owned());
        let names = Names {
            ledger: name.clone(),
            quickbooks: name.clone(),
            xero_code: name,
            xero_tax_rate: None,
        };
        table.names.insert("1000".to_owned(), names);
        let error = export(format, &table, &entries(), &mut Vec::new()).unwrap_err();
        assert!(matches!(error, BookError::AccountName { name } if name == bad));
    }
}

#[test]
fn xero_takes_three_hundred_lines_a_file() {
    let day = jiff::civil::date(2026, 11, 3);
    let entry = |n: usize| {
        let lines = vec![
            BookLine::new("1", "A", usd(1)),
            BookLine::new("2", "B", usd(-2)),
            BookLine::new("3", "C", usd(1)),
        ];
        BookEntry::try_new(day, &format!("Z-{n}"), "memo", lines).unwrap()
    };
    let many: Vec<BookEntry> = (0..250).map(entry).collect();
    let error = export(Format::XeroCsv, &table(), &many, &mut Vec::new()).unwrap_err();
    assert!(matches!(error, BookError::FileFull { id } if id == "Z-100"));
    let files = xero_files(&many);
    assert_eq!(
        files.iter().map(|file| file.len()).collect::<Vec<_>>(),
        [100, 100, 50]
    );
    for file in files {
        let exported = export(Format::XeroCsv, &table(), file, &mut Vec::new()).unwrap();
        assert!(exported.lines <= XERO_LINES_MAX);
    }
    let exported = export(Format::Ledger, &table(), &many, &mut Vec::new()).unwrap();
    assert_eq!(
        exported,
        Exported {
            entries: 250,
            lines: 750
        }
    );
}

/// Asks hledger what it thinks of a journal; none when it is not installed here.
fn hledger(arguments: &[&str], journal: &[u8]) -> Option<(bool, String)> {
    let mut command = Command::new("hledger");
    command.args(["-f", "-"]).args(arguments);
    // hledger reads its input as the locale says.
    command.env("LC_ALL", "C.UTF-8");
    let started = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = started else {
        eprintln!("NOT CHECKED: hledger is not installed");
        return None;
    };
    child.stdin.take().unwrap().write_all(journal).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    Some((
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    ))
}

#[test]
fn hledger_takes_the_export_and_refuses_it_one_cent_off() {
    let journal = written(Format::Ledger, &entries());
    let Some((fine, said)) = hledger(&["check"], &journal) else {
        return;
    };
    assert!(fine, "{said}");
    let (_, balance) = hledger(
        &["balance", "--flat", "-N", "Assets:Till", "-O", "csv"],
        &journal,
    )
    .unwrap();
    assert!(
        balance.contains("\"Assets:Till:Counter 1\",\"202.99 USD\""),
        "{balance}"
    );
    let (_, codes) = hledger(&["codes"], &journal).unwrap();
    assert_eq!(codes, "C1-Z000007\nC1-DROP-2026-11-03\n");
    let off = String::from_utf8(journal)
        .unwrap()
        .replacen("-72.99", "-72.98", 1);
    let (fine, said) = hledger(&["check"], off.as_bytes()).unwrap();
    assert!(!fine && said.contains("0.01 USD"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands in names and memos, hledger reads the entry that was meant.
    #[test]
    fn hledger_takes_any_words(name in "\\PC{0,12}", memo in "\\PC{0,20}", note in "\\PC{0,20}", minor in 1_i64..1_000_000_000) {
        let mut debit = BookLine::new("1000", &name, usd(minor));
        debit.memo = Some(note);
        let lines = vec![debit, BookLine::new("9x", &memo, usd(-minor))];
        let entry = BookEntry::try_new(jiff::civil::date(2026, 2, 28), "Z-1", &memo, lines).unwrap();
        let mut file = Vec::new();
        export(Format::Ledger, &AccountTable::default(), [&entry], &mut file).unwrap();
        if let Some((fine, said)) = hledger(&["print", "-O", "csv"], &file) {
            prop_assert!(fine, "{}\n{said}", String::from_utf8_lossy(&file));
            prop_assert_eq!(said.lines().filter(|line| line.starts_with("\"1\"")).count(), 2, "{}", said);
            prop_assert!(said.contains(&usd(minor).to_string()));
        }
    }
}

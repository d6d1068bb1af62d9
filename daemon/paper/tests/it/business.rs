//! Business documents as a shop writes them: one of everything, and a very long one.

use paper::page::{
    Block, Column, Created, Fact, Heading, Letterhead, Note, PageDocument, Party, Payment,
    Payments, Print, Row, Signature, Table, Total, Width,
};
use paper::{Barcode, DataMatrix, Qr, QrCorrection, Raster, Symbol, Symbology};

fn logo() -> Raster {
    let mut raster = Raster::try_blank(160, 64).unwrap();
    for y in 0..64u32 {
        for x in 0..160u32 {
            let (dx, dy) = (x.abs_diff(32), y.abs_diff(32));
            let ring = (400..900).contains(&(dx * dx + dy * dy));
            raster.set(x, y, ring || (x > 72 && (y / 8) % 2 == 0));
        }
    }
    raster
}

pub fn letterhead() -> Letterhead {
    Letterhead {
        name: "Main Street Auto & Tyre".to_owned(),
        lines: [
            "1200 Main Street",
            "Springfield, CA 90210",
            "(555) 010-4477 · BAR registration ARD00123456",
        ]
        .map(str::to_owned)
        .to_vec(),
        logo: Some(logo()),
    }
}

pub fn columns() -> Vec<Column> {
    vec![
        Column::detail("Part no.", "").left(),
        Column::lead("Description"),
        Column::detail("Qty", ""),
        Column::detail("Unit price", "@ "),
        Column::amount("Amount"),
    ]
}

/// Invoice with two jobs, notes, payments, signatures and every kind of symbol.
pub fn invoice() -> PageDocument {
    let heading = Heading {
        title: "Invoice".to_owned(),
        number: "C1-000123".to_owned(),
        facts: vec![
            Fact::new("Number", "C1-000123"),
            Fact::new("Date", "2025-03-14"),
            Fact::new("Due", "2025-04-13"),
        ],
        symbol: Some(Symbol::Barcode(
            Barcode::try_new(Symbology::Code128, "C1-000123").unwrap(),
        )),
        mark: Some("COPY".to_owned()),
    };
    let created = Created {
        year: 2025,
        month: 3,
        day: 14,
        hour: 10,
        minute: 42,
        second: 0,
        utc_offset_minutes: -480,
    };
    let mut page = PageDocument::new(letterhead(), heading, created);
    page.push(Block::Parties(vec![
        Party {
            heading: "Bill to".to_owned(),
            lines: [
                "Zoë Müller-Łukasiewicz",
                "22 Rue de l’Église",
                "Springfield",
            ]
            .map(str::to_owned)
            .to_vec(),
        },
        Party {
            heading: "Vehicle".to_owned(),
            lines: [
                "2018 Škoda Octavia 1.6 TDI",
                "VIN TMBJJ7NE0J0123456",
                "Plate 7ABC123",
            ]
            .map(str::to_owned)
            .to_vec(),
        },
    ]));
    page.push(Block::Facts(vec![
        Fact::new("Odometer in", "84,120 mi"),
        Fact::new("Odometer out", "84,131 mi"),
        Fact::new("Advisor", "Žaneta Nováková"),
        Fact::new("Technician", "Ørjan Å."),
        Fact::new("Promised", "2025-03-14 17:00"),
    ]));
    page.push(Block::Table(Table {
        columns: columns(),
        rows: vec![
            Row::group("1. Front brakes"),
            Row::item(["", "Replace front pads and rotors", "1.5 h", "125.00", "187.50"]),
            Row::item([
                "BP-4471-X",
                "Brake pad set, ceramic, front axle, with wear sensor, hardware kit and copper-free lubricant",
                "1",
                "129.95",
                "129.95",
            ])
            .under("New part. Warranty 24 months / 24,000 mi"),
            Row::item(["ROT 280-22", "Brake rotor 280 mm", "2", "1,064.50", "2,129.00"])
                .under("Rebuilt"),
            Row::subtotal("Front brakes", "2,446.45"),
            Row::group("2. Oil service"),
            Row::item(["PH3614", "Oil filter", "1", "8.99", "8.99"]),
            Row::item(["5W30-Q", "Engine oil 5W-30, 1 qt", "4.5", "6.99", "31.46"]),
            Row::subtotal("Oil service", "40.45"),
        ],
    }));
    page.push(Block::Totals(vec![
        Total::new("Labor", "187.50"),
        Total::new("Parts", "2,299.40"),
        Total::new("Shop supplies", "9.95"),
        Total::new("Sales tax 8.25 % on parts and on shop supplies", "190.52"),
        Total::new("TOTAL", "$2,687.37").grand(),
    ]));
    page.push(Block::Payments(Payments {
        heading: "Paid".to_owned(),
        rows: vec![
            Payment {
                method: "Visa •••• 4242".to_owned(),
                amount: "2,000.00".to_owned(),
                details: vec!["Approval 123456, 2025-03-14 10:41".to_owned()],
            },
            Payment {
                method: "Cash €".to_owned(),
                amount: "500.00".to_owned(),
                details: Vec::new(),
            },
        ],
        totals: vec![Total::new("Balance due", "187.37").strong()],
    }));
    page.push(Block::Note(Note::new(
        "☑ Old parts returned to customer   ☐ Customer declined rear brakes (measured 3.0 mm)",
        Print::Body,
    )));
    page.push(Block::Note(
        Note::new(
            "Keep this statement with the vehicle’s papers.",
            Print::Notice,
        )
        .headed("Notice"),
    ));
    page.push(Block::Note(Note::new(
        "This charge represents costs and profits to the motor vehicle repair facility for miscellaneous shop \
         supplies or waste disposal. Warranty covers parts and labor for the shorter of the two limits given and \
         is void after repair by others.",
        Print::Small,
    )));
    page.push(Block::Signatures(vec![
        Signature {
            label: "Customer".to_owned(),
            ..Signature::default()
        },
        Signature {
            label: "Advisor".to_owned(),
            picture: Some(logo()),
            signed: Some("Ž. Nováková, 2025-03-14".to_owned()),
        },
    ]));
    page.push(Block::WritingLines {
        heading: "Remarks".to_owned(),
        lines: 2,
    });
    page.push(Block::Symbol {
        symbol: Symbol::Qr(
            Qr::try_new("https://example.com/i/C1-000123", QrCorrection::M).unwrap(),
        ),
        caption: "Pay online".to_owned(),
    });
    page.push(Block::Symbol {
        symbol: Symbol::DataMatrix(DataMatrix::try_new("TMBJJ7NE0J0123456").unwrap()),
        caption: "Scan the VIN".to_owned(),
    });
    page.footer = vec!["Main Street Auto LLC · Licence 4711".to_owned()];
    page
}

/// A statement with `rows` lines in groups of seven.
pub fn long(rows: usize) -> PageDocument {
    let heading = Heading {
        title: "Statement".to_owned(),
        number: "S-77".to_owned(),
        ..Heading::default()
    };
    let mut page = PageDocument::new(letterhead(), heading, Created::on(2025, 3, 14));
    let mut table = Table {
        columns: columns(),
        rows: Vec::new(),
    };
    table.columns[1].width = Width::Share(2);
    for at in 0..rows {
        if at % 7 == 0 {
            table.rows.push(Row::group(format!("Job-{}", at / 7)));
        }
        let description = match at % 3 {
            0 => format!(
                "Line-{at} {}",
                "with a description that goes on over a second line ".repeat(3)
            ),
            _ => format!("Line-{at}"),
        };
        let amount = format!("{}.{:02}", at * 13, at % 100);
        table.rows.push(Row::item([
            format!("P{at}"),
            description,
            "1".to_owned(),
            amount.clone(),
            amount,
        ]));
        if at % 7 == 6 {
            table
                .rows
                .push(Row::subtotal(format!("Sum-{}", at / 7), "1,234.00"));
        }
    }
    page.push(Block::Table(table));
    page.push(Block::Totals(vec![
        Total::new("Open", "9,999.00"),
        Total::new("TOTAL", "9,999.00").grand(),
    ]));
    page
}

/// Every text of the document, as written.
pub fn texts(page: &PageDocument) -> Vec<String> {
    let mut texts = vec![
        page.letterhead.name.clone(),
        page.heading.title.clone(),
        page.heading.number.clone(),
    ];
    texts.extend(page.letterhead.lines.clone());
    texts.extend(page.heading.mark.clone());
    texts.extend(page.footer.clone());
    let facts = |facts: &[Fact]| -> Vec<String> {
        facts
            .iter()
            .flat_map(|fact| [fact.label.clone(), fact.value.clone()])
            .collect()
    };
    let totals = |list: &[Total]| -> Vec<String> {
        list.iter()
            .flat_map(|it| [it.label.clone(), it.amount.clone()])
            .collect()
    };
    texts.extend(facts(&page.heading.facts));
    for block in &page.blocks {
        match block {
            Block::Parties(list) => list.iter().for_each(|it| {
                texts.push(it.heading.clone());
                texts.extend(it.lines.clone());
            }),
            Block::Facts(list) => texts.extend(facts(list)),
            Block::Table(table) => {
                texts.extend(table.columns.iter().map(|it| it.heading.clone()));
                for row in &table.rows {
                    match row {
                        Row::Group { title } => texts.push(title.clone()),
                        Row::Subtotal { label, amount } => {
                            texts.extend([label.clone(), amount.clone()]);
                        }
                        Row::Item { cells, under } => {
                            texts.extend(cells.clone());
                            texts.extend(under.clone());
                        }
                    }
                }
            }
            Block::Totals(list) => texts.extend(totals(list)),
            Block::Payments(it) => {
                texts.push(it.heading.clone());
                for row in &it.rows {
                    texts.extend([row.method.clone(), row.amount.clone()]);
                    texts.extend(row.details.clone());
                }
                texts.extend(totals(&it.totals));
            }
            Block::Note(it) => texts.extend([it.heading.clone(), it.text.clone()]),
            Block::Signatures(list) => list.iter().for_each(|it| {
                texts.push(it.label.clone());
                texts.extend(it.signed.clone());
            }),
            Block::WritingLines { heading, .. } => texts.push(heading.clone()),
            Block::Symbol { caption, .. } => texts.push(caption.clone()),
            Block::PageBreak => {}
        }
    }
    texts.retain(|text| !text.is_empty());
    texts
}

//! A supplier's fitments.

use exchange::aces::{AcesError, Action, AppFault, FitmentRow, FitmentSource, Vcdb, read};
use exchange::xml::XmlFaultKind;

fn all(file: &[u8], vcdb: Option<&Vcdb>) -> Vec<Result<FitmentRow, AcesError>> {
    read(file, vcdb).collect()
}

fn fault(result: &Result<FitmentRow, AcesError>) -> &AppFault {
    match result {
        Err(AcesError::App { fault, .. }) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn fitments_by_id_and_in_words() {
    let vcdb = Vcdb::read(sample!("vcdb.csv")).unwrap();
    let mut apps = read(sample!("aces.xml"), Some(&vcdb));
    let rows: Vec<_> = apps.by_ref().collect();
    assert_eq!((rows.len(), apps.read_count()), (7, 7));
    assert_eq!(apps.header().version, "4.2");
    assert_eq!(apps.header().title.as_deref(), Some("Brakes & filters"));

    let by_id = rows[0].as_ref().unwrap();
    assert_eq!(
        (by_id.year_from, by_id.year_to, &*by_id.make, &*by_id.model),
        (2016, 2016, "Honda", "Civic")
    );
    assert_eq!(
        (by_id.brand.as_deref(), &*by_id.part_number),
        (Some("ZZZZ"), "BP 1044-C")
    );
    assert_eq!(
        (by_id.part_type, by_id.position.as_deref()),
        (Some(1684), Some("position 22"))
    );
    assert_eq!(
        (by_id.label.as_deref(), by_id.note.as_deref()),
        (Some("Ceramic disc pads"), Some("Except Si"))
    );
    // The engine is an id without words: it must not get lost, or the pad would be sold for every Civic.
    assert_eq!(by_id.engine, None);
    assert_eq!(
        (&*by_id.conditions[0].name, by_id.conditions[0].id),
        ("EngineBase", Some(560))
    );
    assert_eq!(
        (by_id.source, by_id.action, by_id.line),
        (FitmentSource::VendorStated, Action::Add, 13)
    );

    let in_words = rows[1].as_ref().unwrap();
    assert_eq!(
        (
            in_words.year_from,
            in_words.year_to,
            &*in_words.make,
            &*in_words.model
        ),
        (2016, 2021, "Honda", "Civic")
    );
    assert_eq!(in_words.brand.as_deref(), Some("YYYY"));
    assert_eq!(
        (in_words.engine.as_deref(), in_words.position.as_deref()),
        (Some("2.0L L4, Gas"), Some("Front"))
    );
    assert_eq!(
        in_words.note.as_deref(),
        Some("With 11\" rotor; qualifier 55; Check thickness")
    );
    assert_eq!(
        in_words.quantity.map(|n| n.to_string()).as_deref(),
        Some("2")
    );

    assert_eq!(rows[2].as_ref().unwrap().action, Action::Delete);
    assert_eq!(fault(&rows[3]), &AppFault::UnknownBaseVehicle(999_999));
    assert_eq!(fault(&rows[4]), &AppFault::Wordless("Make"));
    assert_eq!(fault(&rows[5]), &AppFault::Years);
    assert_eq!(fault(&rows[6]), &AppFault::Equipment);
    let said = rows[3].as_ref().unwrap_err().to_string();
    assert_eq!(
        said,
        "line 42: application 4: base vehicle 999999 is not known here"
    );
}

#[test]
fn without_a_vehicle_table_the_applications_in_words_still_work() {
    let rows = all(sample!("aces.xml"), None);
    assert_eq!(rows.iter().filter(|row| row.is_ok()).count(), 1);
    assert_eq!(fault(&rows[0]), &AppFault::UnknownBaseVehicle(900_001));
}

#[test]
fn the_footer_counts() {
    let file = |footer: &str| {
        format!(
            "<ACES version='3.2'><Header/><App action='A' id='1'><Years from='2016' to='2016'/><Make>Honda</Make>\
             <Model>Fit</Model><Part>A-1</Part></App><Asset/>{footer}</ACES>"
        )
    };
    let last = |footer: &str| all(file(footer).as_bytes(), None).pop().unwrap();
    assert!(last("<Footer><RecordCount>1</RecordCount></Footer>").is_ok());
    // Some senders count digital assets too.
    assert!(last("<Footer><RecordCount>2</RecordCount></Footer>").is_ok());
    let lost = last("<Footer><RecordCount>3</RecordCount></Footer>").unwrap_err();
    assert_eq!(
        lost,
        AcesError::Count {
            found: 1,
            stated: 3
        }
    );
    assert!(lost.is_final());
    assert_eq!(last(""), Err(AcesError::NoFooter));
    assert_eq!(
        last("<Footer><RecordCount>many</RecordCount></Footer>"),
        Err(AcesError::NoFooter)
    );
}

#[test]
fn other_files_and_versions_are_refused() {
    let only = |file: &[u8]| {
        let mut rows = all(file, None);
        assert_eq!(rows.len(), 1);
        rows.pop().unwrap().unwrap_err()
    };
    assert_eq!(
        only(b"<ACES version='2.0'><App/></ACES>"),
        AcesError::Version("2.0".to_owned())
    );
    assert_eq!(only(b"<ACES/>"), AcesError::Version(String::new()));
    let AcesError::Xml(fault) = only(sample!("pies.xml")) else {
        panic!("an XML fault");
    };
    assert!(matches!(fault.kind, XmlFaultKind::Root { .. }));
    assert_eq!(fault.line, 2);
}

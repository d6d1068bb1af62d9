//! Files that were cut or changed on the way.

use exchange::aces::{AcesError, Vcdb};
use exchange::pies::{PiesCodes, PiesError};
use exchange::{aces, pies};
use proptest::prelude::*;

fn end_of_aces(file: &[u8]) -> Option<AcesError> {
    let vcdb = Vcdb::read(sample!("vcdb.csv")).unwrap();
    let last = aces::read(file, Some(&vcdb)).last();
    last.and_then(Result::err).filter(AcesError::is_final)
}

fn end_of_pies(file: &[u8]) -> Option<PiesError> {
    let codes = PiesCodes::default();
    let last = pies::read(file, &codes).last();
    last.and_then(Result::err).filter(PiesError::is_final)
}

#[test]
fn the_whole_files_are_right() {
    assert_eq!(end_of_aces(sample!("aces.xml")), None);
    assert_eq!(end_of_pies(sample!("pies.xml")), None);
}

#[test]
fn cut_anywhere_is_noticed_and_located() {
    let (aces_file, pies_file) = (sample!("aces.xml"), sample!("pies.xml"));
    for len in 0..aces_file.trim_ascii_end().len() {
        let Some(AcesError::Xml(fault)) = end_of_aces(&aces_file[..len]) else {
            // Only the root's start tag tells the version, so a file cut before it has none.
            panic!("cut at {len}: {:?}", end_of_aces(&aces_file[..len]));
        };
        let lines = aces_file[..len]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        assert_eq!(fault.line, u64::try_from(lines).unwrap(), "cut at {len}");
    }
    for len in 0..pies_file.trim_ascii_end().len() {
        assert!(
            matches!(end_of_pies(&pies_file[..len]), Some(PiesError::Xml(_))),
            "cut at {len}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changed_bytes_do_no_harm(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        swap in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        for (sample, which) in [(sample!("aces.xml"), 0), (sample!("pies.xml"), 1)] {
            let mut file = sample.to_vec();
            for (place, byte) in &changes {
                let place = place.index(file.len());
                file[place] = *byte;
            }
            let (a, b) = (swap.0.index(file.len()), swap.1.index(file.len()));
            let piece = file[a.min(b)..a.max(b)].to_vec();
            file.splice(a.min(b)..a.min(b), piece);
            let lines = u64::try_from(file.len()).unwrap();
            if which == 0 {
                if let Some(AcesError::Xml(fault)) = end_of_aces(&file) {
                    prop_assert!((1..=lines).contains(&fault.line));
                }
            } else if let Some(PiesError::Xml(fault)) = end_of_pies(&file) {
                prop_assert!((1..=lines).contains(&fault.line));
            }
        }
    }

    #[test]
    fn tags_at_random_do_no_harm(text in "(<(/|!--|!\\[CDATA\\[|\\?|!DOCTYPE )?(PIES|Items|Item|x)( a='&lt;')?(/?>|-->|\\]\\]>|\\?>)?|&#?[a-z0-9]{0,4};?|[a-z]| ){0,40}") {
        let _ = end_of_pies(format!("<PIES>{text}").as_bytes());
        let _ = end_of_pies(text.as_bytes());
    }
}

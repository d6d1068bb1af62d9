//! Problem codes: none is ever taken back, renamed or left without a hint.

use protocol::problem::{Code, Problem};

#[test]
fn the_committed_codes_are_the_daemons() {
    let lines = Code::ALL.iter().map(|&code| {
        let problem = Problem::new(code, "words");
        let retryable = if problem.data.retryable { "again" } else { "-" };
        format!("{}\t{}\t{retryable}\n", problem.data.code, problem.code)
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    crate::committed("tests/contracts/problem-codes.tsv", &lines.concat());
}

#[test]
fn every_problem_says_what_to_do_now() {
    for &code in Code::ALL {
        let Problem {
            code: number, data, ..
        } = Problem::new(code, "words");
        assert!(
            data.hint.ends_with('.') && data.hint.len() > 15,
            "{}: {}",
            data.code,
            data.hint
        );
        assert!((-32_768..=-32_000).contains(&number), "{}", data.code);
        let (noun, reason) = data.code.split_once('.').unwrap();
        let fits = |word: &str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        assert!(fits(noun) && fits(reason), "{}", data.code);
    }
}

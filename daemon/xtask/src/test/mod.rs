//! `cargo xtask test`: every check of the project, one after the other, as CI runs them.
//!
//! All steps run even when one fails, so that one run shows everything. The last line on standard
//! output counts the steps. A step that cannot run here says why and counts as skipped, never as passed.

mod steps;
pub(crate) mod tools;

use std::path::Path;
use std::time::Instant;

use clap::Args;

#[derive(Args)]
pub struct Options {
    /// Only formatting, house rules, plugins and unit tests
    #[arg(long)]
    quick: bool,
    /// Only the steps of this name, such as "clippy" (give it more than once for several)
    #[arg(long, conflicts_with = "quick")]
    only: Vec<String>,
}

/// How a step ended, with one line to say about it.
pub(crate) enum Outcome {
    Passed(String),
    Skipped(String),
}

pub(crate) struct Step {
    name: &'static str,
    /// Also part of `--quick`.
    quick: bool,
    run: fn(&Path) -> Result<Outcome, String>,
}

/// Runs the steps and prints their count.
pub fn run(root: &Path, options: &Options) -> Result<(), String> {
    let mut steps = steps::all(options.quick);
    if !options.only.is_empty() {
        let names: Vec<&str> = steps.iter().map(|step| step.name).collect();
        if let Some(unknown) = options
            .only
            .iter()
            .find(|name| !names.contains(&name.as_str()))
        {
            return Err(format!(
                "no step is called \"{unknown}\"; there are: {}",
                names.join(", ")
            ));
        }
        steps.retain(|step| options.only.iter().any(|name| name == step.name));
    }
    let (passed, failed, skipped) = run_steps(root, &steps);
    let skipped = if skipped == 0 {
        String::new()
    } else {
        format!(", {skipped} skipped")
    };
    println!("{passed} passed, {failed} failed{skipped}");
    if failed == 0 {
        Ok(())
    } else {
        Err(format!("{failed} of the checks failed, see above"))
    }
}

fn run_steps(root: &Path, steps: &[Step]) -> (usize, usize, usize) {
    let mut lines = Vec::new();
    let mut count = (0, 0, 0);
    for step in steps {
        eprintln!("\n== {} ==", step.name);
        let start = Instant::now();
        let (word, summary) = match (step.run)(root) {
            Ok(Outcome::Passed(summary)) => {
                count.0 += 1;
                ("passed", summary)
            }
            Ok(Outcome::Skipped(reason)) => {
                count.2 += 1;
                ("NOT RUN", reason)
            }
            Err(error) => {
                count.1 += 1;
                eprintln!("{error}");
                (
                    "FAILED",
                    error.lines().next().unwrap_or_default().to_owned(),
                )
            }
        };
        let seconds = start.elapsed().as_secs();
        let line = format!("{word:8} {:20} {seconds:4} s  {summary}", step.name);
        eprintln!("{line}");
        lines.push(line);
    }
    println!();
    for line in lines {
        println!("{line}");
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_runs_and_is_counted() {
        let step = |run| Step {
            name: "x",
            quick: true,
            run,
        };
        let steps = [
            step(|_| Err("broken\nin detail".to_owned())),
            step(|_| Ok(Outcome::Skipped("no tool".to_owned()))),
            step(|_| Ok(Outcome::Passed("fine".to_owned()))),
            step(|_| Ok(Outcome::Passed("fine".to_owned()))),
        ];
        assert_eq!(run_steps(Path::new("/"), &steps), (2, 1, 1));
    }

    #[test]
    fn quick_is_a_part_of_the_whole() {
        let names = |quick| {
            steps::all(quick)
                .iter()
                .map(|step| step.name)
                .collect::<Vec<_>>()
        };
        let whole = names(false);
        assert!(whole.len() > 10);
        assert_eq!(names(true), ["format", "tidy", "plugins", "unit tests"]);
        assert!(
            ["format", "tidy", "plugins", "all tests"]
                .iter()
                .all(|name| whole.contains(name))
        );
    }
}

//! What is told of sentences that stand in no part: `TRY_CLAIMS=file.yaml cargo test --test claims tried
//! -- --ignored --nocapture` says of a file like the parts, or of some of them, which right ones are
//! told and which wrong ones are not; a means to try paraphrases of a kind.

use std::fs;

use crate::common::repository;
use crate::{FOLDER, entries, files, sentences, tally, told};
use vanthu::audit::{Finding, Severity};
use vanthu::form;
use vanthu::render::Checker;

#[test]
#[ignore = "a means to try sentences"]
fn tried_sentences() {
    let named = std::env::var("TRY_CLAIMS").unwrap_or_default();
    let all = std::env::var_os("TRY_ALL").is_some();
    let desk = Checker::new(None).unwrap();
    for name in named.split(',').filter(|name| !name.is_empty()) {
        let file = match name.contains('/') {
            true => name.into(),
            false => repository(FOLDER).join(format!("{name}.yaml")),
        };
        let mut tallies = [crate::Tally::default(); 2];
        for dossier in entries(&form::parse(name, &fs::read_to_string(file).unwrap()).unwrap()) {
            let files = files(&dossier.key);
            let usual = told(&desk, &files, "Các bộ phận tiếp tục rà soát.");
            let new = |one: &Finding| usual.iter().all(|other| other.message != one.message);
            let kinds = entries(&dossier.value).iter();
            for (wrong, sentence) in kinds.flat_map(|kind| sentences(&kind.value)) {
                let mut found = told(&desk, &files, sentence);
                found.retain(new);
                let tally = tally(&found);
                tallies[usize::from(wrong)].add(tally);
                if all || wrong != (tally.told() > 0) {
                    let mark = if wrong { "missed" } else { "RIGHT" };
                    println!("{mark} [{}] {sentence}", dossier.key);
                    for one in found {
                        let error = one.severity == Severity::Error;
                        let mark = if error { "!!" } else { "  " };
                        println!("    {mark} {} {}", one.code, one.message);
                    }
                }
            }
        }
        let [right, wrong] = tallies;
        let (told, errors) = (wrong.told(), wrong.errors);
        println!(
            "{name}: {told}/{} told, {errors} as errors; of {} right ones {} errors, {} warnings",
            wrong.sentences, right.sentences, right.errors, right.warnings
        );
    }
}

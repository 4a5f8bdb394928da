//! `vanthu check`: what is doubtful about one hồ sơ or a month of them.

use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::arguments::{Check, ReportFormat};
use super::report::Colour;
use super::{Said, checker, report, sarif};
use crate::audit::{self, Code, Review, entries};
use crate::dossier::Dossier;
use crate::fault::{Fault, Faults, Kind, Note, Place};
use crate::render::Checker;
use crate::shelf::Session;
use crate::vn::period::Period;

pub fn run(arguments: &Check, colour: Colour) -> Result<Said, Faults> {
    let session = arguments.own.checked_by(arguments.config.clone())?;
    let checker = checker(arguments.config.as_deref(), &session)?;
    if let Some(code) = &arguments.explain {
        let code = Code::parse(code, &Place::file("--explain"))?;
        let page = audit::page(code).unwrap_or_default();
        return Ok(Said::from(format!("{page}\n")));
    }
    if arguments.dossiers.is_empty() {
        let fault = Fault::new(Kind::MissingKey, Place::file("vanthu check"), "thiếu hồ sơ");
        let expected = "một hoặc nhiều thư mục hồ sơ, hoặc --explain MÃ";
        return Err(fault.expected(expected).into());
    }
    let checked = check_all(&arguments.dossiers, &checker, &session);
    let mut all = Review::default();
    let mut faults = Faults::none();
    // Those with errors first.
    let (mut blocked, mut text) = (String::new(), String::new());
    let mut notes = Vec::new();
    let mut read = 0;
    for (dossier, result) in arguments.dossiers.iter().zip(checked) {
        match result {
            Ok(Checked {
                review,
                period,
                notes: of_tables,
            }) => {
                read += 1;
                if arguments.entries {
                    let entries = entries(&review.findings, period);
                    text.push_str(&format!("# {}\n{entries}", dossier.display()));
                    continue;
                }
                let shown = emitted(&dossier.display().to_string(), &review, &of_tables, colour);
                let first = review.errors(&[]).next().is_some();
                if first { &mut blocked } else { &mut text }.push_str(&shown);
                notes.extend(of_tables);
                all.findings.extend(review.findings);
                all.acknowledged.extend(review.acknowledged);
                all.off.extend(review.off);
            }
            Err(found) => faults.extend(found),
        }
    }
    let out = match arguments.format {
        ReportFormat::Text if arguments.entries => text,
        ReportFormat::Text => blocked + &text + &summary(read, arguments.dossiers.len(), &all),
        ReportFormat::Json => format!("{:#}\n", log(&all, &notes, &faults)),
        ReportFormat::Sarif => {
            let rules = &checker.auditor().rules;
            format!("{:#}\n", sarif::log(&all, &faults, rules))
        }
    };
    Ok(Said {
        faults,
        blocked: all.errors(&[]).next().is_some(),
        ..Said::from(out)
    })
}

/// For programs.
fn log(all: &Review, notes: &[Note], faults: &Faults) -> Value {
    let off = all.off_by_code().into_iter();
    let off =
        off.map(|(code, found)| json!({"code": code, "count": found.len(), "findings": found}));
    json!({
        "findings": all.findings,
        "acknowledged": all.acknowledged,
        "off": off.collect::<Vec<_>>(),
        "notes": notes,
        "faults": faults,
    })
}

/// What was found about a hồ sơ.
struct Checked {
    review: Review,
    period: Period,
    /// What had to be guessed of its tables, is read though it is hidden, or is left out.
    notes: Vec<Note>,
}

/// Checks all hồ sơ, shared out among the machine's cores; the results come in their order.
fn check_all(
    dossiers: &[PathBuf],
    checker: &Checker,
    session: &Session,
) -> Vec<Result<Checked, Faults>> {
    let check = |path: &PathBuf| {
        let dossier = Dossier::read(path, session)?;
        Ok(Checked {
            review: checker.check(&dossier)?,
            period: dossier.inputs.period,
            notes: dossier.reading_notes(),
        })
    };
    dossiers.par_iter().map(check).collect()
}

fn emitted(dossier: &str, review: &Review, notes: &[Note], colour: Colour) -> String {
    let text = report::notes(notes) + report::findings(review, colour).trim_start_matches('\n');
    if text.is_empty() {
        return text;
    }
    format!("== {dossier}\n{}\n", text.trim_start_matches('\n'))
}

fn summary(read: usize, asked: usize, all: &Review) -> String {
    if read == 0 {
        return String::new();
    }
    let mut counted = report::counted(all);
    if counted.is_empty() {
        counted.push_str("không có điều gì phải xem lại");
    }
    if !all.acknowledged.is_empty() {
        counted.push_str(&format!("; {} điều đã xem và giữ", all.acknowledged.len()));
    }
    let unread = match asked - read {
        0 => String::new(),
        count => format!(" {count} hồ sơ chưa kiểm tra được, xem lỗi ở dưới."),
    };
    let hint = match all.findings.is_empty() {
        true => "",
        false => {
            "Điều nào đã xem mà vẫn giữ thì ghi vào “da_xem” của hồ sơ; in khối để chép: vanthu check --da-xem\n"
        }
    };
    format!("Đã kiểm tra {read} hồ sơ: {counted}.{unread}\n{hint}")
}

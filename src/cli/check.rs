//! `vanthu check`: what is doubtful about one hồ sơ or a month of them.

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;

use serde_json::json;

use super::arguments::{Check, ReportFormat};
use super::report::Colour;
use super::{Said, checker, report, sarif};
use crate::audit::{self, Code, Report};
use crate::dossier::Dossier;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::render::Checker;
use crate::shelf::Session;

pub fn run(arguments: &Check, colour: Colour) -> Result<Said, Faults> {
    let session = arguments.own.session();
    let checker = checker(arguments.config.as_deref(), &session)?;
    if let Some(code) = &arguments.explain {
        let code = Code::parse(code, &Place::file("--explain"))?;
        return Ok(Said::from(format!(
            "{}\n",
            audit::page(code).unwrap_or_default()
        )));
    }
    if arguments.dossiers.is_empty() {
        let fault = Fault::new(Kind::MissingKey, Place::file("vanthu check"), "thiếu hồ sơ");
        return Err(Faults::from(
            fault.expected("một hoặc nhiều thư mục hồ sơ, hoặc --explain MÃ"),
        ));
    }
    let checked = check_all(&arguments.dossiers, &checker, &session);
    let mut all = Report::default();
    let mut faults = Faults::none();
    // Those with errors first.
    let (mut blocked, mut text) = (String::new(), String::new());
    let mut read = 0;
    for (dossier, result) in arguments.dossiers.iter().zip(checked) {
        match result {
            Ok(report) => {
                read += 1;
                let told = told(&dossier.display().to_string(), &report, colour);
                let first = report.errors(&[]).next().is_some();
                if first { &mut blocked } else { &mut text }.push_str(&told);
                all.findings.extend(report.findings);
                all.off.extend(report.off);
            }
            Err(found) => faults.extend(found),
        }
    }
    let out = match arguments.format {
        ReportFormat::Text => blocked + &text + &summary(read, arguments.dossiers.len(), &all),
        ReportFormat::Json => {
            let off: Vec<_> = all
                .off
                .iter()
                .map(|(code, times)| json!({"code": code, "count": times}))
                .collect();
            let log = json!({"findings": all.findings, "off": off, "faults": faults});
            format!("{log:#}\n")
        }
        ReportFormat::Sarif => format!(
            "{:#}\n",
            sarif::log(&all, &faults, &checker.auditor().rules)
        ),
    };
    Ok(Said {
        out,
        faults,
        blocked: all.errors(&[]).next().is_some(),
    })
}

/// Checks all hồ sơ, shared out among the machine's cores; the results come in their order.
fn check_all(
    dossiers: &[PathBuf],
    checker: &Checker,
    session: &Session,
) -> Vec<Result<Report, Faults>> {
    let check = move |path: &PathBuf| {
        Dossier::read(path, session).and_then(|dossier| checker.check(&dossier))
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = dossiers.len().div_ceil(cores).max(1);
    thread::scope(|scope| {
        let shares: Vec<_> = dossiers
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().map(check).collect::<Vec<_>>()))
            .collect();
        let done = shares.into_iter().map(|share| share.join());
        // A panic of a share is the program's: it goes on as if it had happened here.
        done.flat_map(|share| share.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

fn told(dossier: &str, report: &Report, colour: Colour) -> String {
    if report.findings.is_empty() && report.off.is_empty() {
        return String::new();
    }
    format!(
        "== {dossier}\n{}\n",
        report::findings(report, colour).trim_start_matches('\n')
    )
}

fn summary(read: usize, asked: usize, all: &Report) -> String {
    if read == 0 {
        return String::new();
    }
    let counted = report::counted(all);
    let counted = if counted.is_empty() {
        "không có điều gì phải xem lại"
    } else {
        &counted
    };
    let unread = match asked - read {
        0 => String::new(),
        count => format!(" {count} hồ sơ chưa kiểm tra được, xem lỗi ở dưới."),
    };
    format!("Đã kiểm tra {read} hồ sơ: {counted}.{unread}\n")
}

//! `vanthu batch`: a month's documents for every unit, from one lô.

use std::io::Write;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::arguments::{Batch, BatchFormat};
use super::groups::emit_units;
use super::{BLOCKED, DONE, WRONG, codes, report, say};
use crate::batch::{Event, Lot, Options, Report, merge, run, weight};
use crate::cancellation::Cancellation;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::files::Disk;
use crate::output;
use crate::render::fonts;
use crate::vn::number::print;

/// Runs it; what it says on its way goes to `out`.
pub fn start(
    arguments: &Batch,
    out: &mut dyn Write,
    err: &mut dyn Write,
    stoppable: &dyn Fn(Cancellation),
) -> u8 {
    let result = match &arguments.lot {
        Some(lot) if arguments.merge.is_empty() => {
            let cancellation = Cancellation::default();
            stoppable(cancellation.clone());
            let lot = (arguments.own.session()).and_then(|session| Lot::read(lot, &session));
            lot.and_then(|lot| make(&lot, arguments, cancellation, out))
        }
        None if !arguments.merge.is_empty() => merge(&arguments.merge, &arguments.out),
        _ => Err(one_of_both().into()),
    };
    match result {
        Ok(report) => {
            match arguments.format {
                BatchFormat::Json => say(out, &format!("{}\n", sums(&report))),
                BatchFormat::Text => say(out, &text(&report, arguments)),
            }
            let mut all = report.units.iter().chain(&report.provinces);
            let all = all.all(|unit| unit.faults.is_empty());
            if all { DONE } else { BLOCKED }
        }
        Err(faults) => {
            say(err, &report::faults_of_lot(&faults));
            WRONG
        }
    }
}

fn one_of_both() -> Fault {
    let found = "cần một lô để làm, hoặc “--merge” với các thư mục để gộp báo cáo";
    Fault::new(Kind::MissingKey, Place::file("lời gọi"), found).remedy("xem “vanthu batch --help”")
}

fn make(
    lot: &Arc<Lot>,
    arguments: &Batch,
    cancellation: Cancellation,
    out: &mut dyn Write,
) -> Result<Report, Faults> {
    let allowed = codes(&arguments.allow)?;
    let folder = arguments.font_dir.as_deref().or(lot.font_folder.as_deref());
    let fonts = fonts(folder, &Disk)?;
    let options = Options {
        out: arguments.out.clone(),
        jobs: arguments.jobs.map(usize::from),
        strict: arguments.strict,
        shard: arguments.shard,
        zip: arguments.zip,
        allowed,
        program: program(),
        cancellation,
    };
    if options.zip && options.shard.is_some() {
        return Err(zip_of_part().into());
    }
    let bar = bar();
    let mut refused = 0_u64;
    let mut watch = |event: Event| match event {
        Event::Planned(units) => bar.set_length(units.try_into().unwrap_or(u64::MAX)),
        Event::Unit(unit, new) => {
            if !unit.faults.is_empty() {
                refused += 1;
                bar.set_message(format!("{refused} bị từ chối"));
            }
            bar.inc(1);
            if arguments.format == BatchFormat::Json {
                let mut line = unit.json();
                if let Some(map) = line.as_object_mut() {
                    map.insert("written".into(), Value::Bool(new && unit.faults.is_empty()));
                }
                say(out, &format!("{line}\n"));
            }
        }
    };
    let report = run(lot, &fonts, &options, &mut watch);
    bar.finish_and_clear();
    report
}

/// The version, and the digest of the file that runs: another build of one version is not taken
/// for it.
fn program() -> String {
    let file = std::env::current_exe().and_then(|path| output::digest(&path));
    let digest = file.map_or_else(|_| String::new(), |(digest, _)| digest);
    format!("{} {digest}", env!("CARGO_PKG_VERSION"))
}

fn zip_of_part() -> Fault {
    let found = "“--zip” không đi cùng “--shard”: một phần của lô không có đủ tệp của tỉnh";
    Fault::new(Kind::WrongValue, Place::file("--zip"), found).remedy("bỏ một trong hai")
}

/// A bar on the terminal; nothing where there is none.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let shown = "{bar:30} {pos}/{len} đơn vị; {msg}; {per_sec:.0}; còn {eta}";
    if let Ok(style) = ProgressStyle::with_template(shown) {
        bar.set_style(style);
    }
    bar.set_message("0 bị từ chối");
    bar
}

/// The last line for programs.
fn sums(report: &Report) -> Value {
    json!({"totals": report.totals_json(), "run": report.run})
}

fn text(report: &Report, arguments: &Batch) -> String {
    let totals = report.totals();
    let mut text = format!(
        "Đã làm {}/{} đơn vị: {} tệp trong {}\n",
        totals.done,
        report.units.len(),
        totals.files,
        arguments.out.display()
    );
    let run = &report.run;
    if arguments.merge.is_empty() {
        text.push_str(&format!(
            "  ghi {} đơn vị, giữ nguyên {}, bỏ {} tệp cũ; {} giây\n",
            run.written,
            run.kept,
            run.removed,
            print(Decimal::new(
                i64::try_from(run.milliseconds / 10).unwrap_or(0),
                2
            ))
        ));
    }
    for (severity, number) in &totals.findings {
        text.push_str(&format!(
            "  {number} điều cần xem lại ({})\n",
            weight(severity)
        ));
    }
    text + &notes(report) + &remarks(report)
}

/// The first notes; the report has them all.
fn notes(report: &Report) -> String {
    const SHOWN: usize = 3;
    if report.notes.is_empty() {
        return String::new();
    }
    let mut text = format!("  {} ghi chú trong báo cáo\n", report.notes.len());
    let shown = report.notes.iter().take(SHOWN);
    shown.for_each(|note| text.push_str(&format!("  - {note}\n")));
    text
}

/// What is doubtful or wrong: the first of each sort; the report has them all.
fn remarks(report: &Report) -> String {
    let units = || report.provinces.iter().chain(&report.units);
    let all = units().flat_map(|unit| {
        let remarks = unit.faults.iter().chain(&unit.findings);
        remarks.map(|remark| (unit.name.as_str(), remark))
    });
    let remarks = emit_units(all);
    if remarks.is_empty() {
        return String::new();
    }
    let refused = units().filter(|unit| !unit.faults.is_empty()).count();
    let refused = match refused {
        0 => String::new(),
        count => format!("\n{count} đơn vị, báo cáo bị từ chối.\n"),
    };
    format!("{refused}\n{remarks}\n\nĐủ từng điều: bao-cao-lo.xlsx.\n")
}

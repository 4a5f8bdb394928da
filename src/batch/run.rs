//! A run of a lô, from its rows to files and a report.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::archive;
use super::lot::Lot;
use super::make::Refusal;
use super::making::{Making, changed_files};
use super::options::Options;
use super::publish::Former;
use super::report::{Report, Run, UnitReport};
use super::shard::Shard;
use super::tasks::{Plan, Planned, Task};
use super::workers::{Outcome, Workers};
use crate::fault::{Action, Fault, Faults, Kind, Place, Remark};
use crate::font::Fonts;
use crate::output::{Folder, Journal, Known, Patience, Removal, without_ending};
use crate::render::Renderer;
use crate::vn::slug::slug;

/// What happens while it runs.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many units will be made.
    Planned(usize),
    /// What became of a unit, and whether its files were written now.
    Unit(&'a UnitReport, bool),
}

/// Makes the documents of a lô.
///
/// # Errors
/// If nothing can be written at all. What is wrong with units is in the report.
pub fn run(
    lot: &Arc<Lot>,
    fonts: &Fonts,
    options: &Options,
    watch: &mut dyn FnMut(Event),
) -> Result<Report, Faults> {
    let making = Making::of(lot, fonts, &Renderer::new(fonts)?, options);
    let name = run_name(lot, options.shard);
    let folder = Folder::open(&options.out, &name, Patience::Moment)?;
    let (journal, known) = Journal::open(&folder)?;
    watch(Event::Planned(making.count()));
    let workers = Workers {
        maker: &making.maker(),
        folder: &folder,
        plan: &making.plan,
        known: &known,
        pool: &pool(options.jobs)?,
        cancellation: &options.cancellation,
    };
    let refused = match options.strict {
        true => workers.check_all(),
        false => BTreeMap::new(),
    };
    options.cancellation.check()?;
    let paths = changed_paths(&making.plan, &known);
    let mut former = Former::of(&folder, options.shard, &paths);
    let mut done = Done::default();
    let mut made = match refused.is_empty() {
        true => make(&workers, (journal, &mut former), &mut done, watch),
        false => {
            done.reports = held_back(&workers, &refused, watch);
            Ok(())
        }
    };
    let mut report = making.report(done.reports, done.run);
    if options.zip && made.is_ok() {
        let to = (&folder, &mut former);
        made = archive::write(&report.units, lot.period, to).map(|all| report.archives = all);
    }
    report.notes.append(&mut done.notes);
    report.notes.append(&mut former.notes);
    report.notes.extend(changed_files(lot));
    report.run.milliseconds = folder.milliseconds();
    published(report, former, made)
}

/// The report of a run, written even if the run could not be ended. If that has changed nothing, the
/// report that is there still holds.
fn published(report: Report, former: Former, made: Result<(), Faults>) -> Result<Report, Faults> {
    let mut faults = made.err().unwrap_or_default();
    if faults.is_empty() || former.withdrawn {
        faults.extend(former.publish(&report).err().unwrap_or_default());
    }
    faults.or(Some(report))
}

/// The paths, without ending, of all files that a run may change: those of its units, and of units
/// that are no more.
fn changed_paths<'a>(plan: &'a Plan, known: &'a Known) -> BTreeSet<&'a str> {
    let made = plan.all.iter().flat_map(Planned::paths);
    let written = known.values().flat_map(|record| record.files.iter());
    let written = written.map(|file| without_ending(&file.path));
    made.map(String::as_str).chain(written).collect()
}

/// What a run has done.
#[derive(Default)]
struct Done {
    /// The reports of the units that were looked at, by the numbers of their tasks.
    reports: BTreeMap<usize, UnitReport>,
    run: Run,
    notes: Vec<String>,
}

/// Makes all units, and takes away what is left of those that are no more.
fn make(
    workers: &Workers,
    (mut journal, former): (Journal, &mut Former),
    done: &mut Done,
    watch: &mut dyn FnMut(Event),
) -> Result<(), Faults> {
    let mut records = Known::new();
    let mut settle = |index: usize, outcome: Outcome| {
        let path = outcome.report.path.clone();
        match (&outcome.files, outcome.new) {
            (Ok(_), true) => done.run.written += 1,
            (Ok(_), false) => done.run.kept += 1,
            (Err(_), _) => (),
        }
        let unwritten = outcome.new && outcome.files.is_err();
        let record = match &outcome.files {
            Ok(record) => Some(Arc::clone(record)),
            // Its files are open elsewhere: what the journal says of them still holds.
            Err(_) if unwritten => workers.known.get(&path).cloned(),
            Err(_) => None,
        };
        records.extend(record.map(|record| (path, record)));
        let new = outcome.new;
        let report = report_of(outcome);
        watch(Event::Unit(&report, new));
        done.reports.insert(index, report);
    };
    workers.make_all((&mut journal, former), &mut settle)?;
    retire(workers, &records, former, done)?;
    journal.close(&records)
}

/// The reports when units that are wrong stop all.
fn held_back(
    workers: &Workers,
    refused: &BTreeMap<usize, Refusal>,
    watch: &mut dyn FnMut(Event),
) -> BTreeMap<usize, UnitReport> {
    let report = |(index, planned): (usize, &Planned)| {
        let (own, task) = (refused.get(&index).cloned(), workers.plan.task(planned));
        let report = report_of(Outcome {
            files: Err(own.unwrap_or_else(|| vec![Remark::from(&stopped(&task))])),
            report: task.report,
            new: false,
        });
        watch(Event::Unit(&report, false));
        (index, report)
    };
    workers.plan.all.iter().enumerate().map(report).collect()
}

fn stopped(task: &Task) -> Fault {
    let found = "chưa in: lượt này chỉ in khi cả lô không có lỗi, mà lô có đơn vị bị lỗi";
    Fault::new(Kind::Cancelled, task.place.clone(), found)
        .remedy("sửa các đơn vị bị lỗi, hoặc cho in các đơn vị còn lại")
        .offer(Action::PrintTheRest)
}

/// Takes away the files of earlier runs that the lô no longer makes; one that was changed since
/// stays, and is noted.
fn retire(
    workers: &Workers,
    records: &Known,
    former: &mut Former,
    done: &mut Done,
) -> Result<(), Faults> {
    let made = records.values().flat_map(|record| record.files.iter());
    let made: BTreeSet<&str> = made.map(|file| file.path.as_str()).collect();
    let old = (workers.known.values()).flat_map(|record| record.files.iter());
    for file in old.filter(|file| !made.contains(file.path.as_str())) {
        former.withdraw()?;
        match workers.folder.remove(file) {
            Removal::Done => done.run.removed += 1,
            Removal::Changed => {
                let note = "lô không còn làm tệp này; tệp đã được sửa nên giữ lại";
                let path = workers.folder.path(file);
                done.notes.push(format!("{}: {note}", path.display()));
            }
            Removal::Gone => (),
        }
    }
    Ok(())
}

fn report_of(outcome: Outcome) -> UnitReport {
    let mut report = outcome.report;
    match outcome.files {
        Ok(record) => report.files = Arc::clone(&record.files),
        Err(refusal) => report.faults = refusal,
    }
    report
}

/// Tells a run from those of other lô, periods and parts into the same folder.
fn run_name(lot: &Lot, shard: Option<Shard>) -> String {
    let part = shard.map_or(String::new(), |shard| {
        format!("-{}-{}", shard.number, shard.of)
    });
    format!("{}-{}{part}", slug(&lot.name), lot.period)
}

fn pool(jobs: Option<usize>) -> Result<ThreadPool, Faults> {
    let pool = ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0));
    pool.build().map_err(|_| {
        let place = Place::file("số luồng làm việc");
        let found = "hệ thống không mở thêm được luồng làm việc";
        Fault::new(Kind::WrongValue, place, found)
            .remedy("chọn một số nhỏ hơn, ví dụ 2")
            .offer(Action::ChooseWorkers)
            .into()
    })
}

//! The workers that make the documents of a lô, and the one thread that stores and tells.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::make::{Maker, Refusal, Trouble, UnitFiles, guarded, remembered};
use super::publish::Former;
use super::report::UnitReport;
use super::tasks::{Plan, Planned};
use crate::cancellation::Cancellation;
use crate::fault::{Faults, Remark};
use crate::output::{Batch, Folder, Group, Journal, Known, Record};

/// How many units may wait for the store: so few that memory stays bounded.
const WAITING: usize = 32;

/// What became of a unit.
pub struct Outcome {
    /// What the report says of it, without its files.
    pub report: UnitReport,
    /// Its files, or why it has none.
    pub files: Result<Arc<Record>, Refusal>,
    /// Whether they were written now.
    pub new: bool,
}

/// All that the workers share.
pub struct Workers<'a> {
    /// Makes documents.
    pub maker: &'a Maker<'a>,
    /// The output folder.
    pub folder: &'a Folder,
    /// What is to be made.
    pub plan: &'a Plan,
    /// What earlier runs wrote.
    pub known: &'a Known,
    /// The threads.
    pub pool: &'a ThreadPool,
    /// Whether the run is still wanted.
    pub cancellation: &'a Cancellation,
}

/// A unit as it leaves the workers: its number, and what was made of it.
struct Made {
    index: usize,
    report: UnitReport,
    files: Result<UnitFiles, Trouble>,
}

impl Workers<'_> {
    /// Checks all units, and makes none; gives those that are wrong, by their numbers.
    pub fn check_all(&self) -> BTreeMap<usize, Refusal> {
        let wrong = |(index, planned): (usize, &Planned)| {
            self.cancellation.check().ok()?;
            let task = self.plan.task(planned);
            let typed = guarded(&task.place, || {
                let checked = self.maker.check(&task);
                checked.and_then(|checked| self.maker.try_type(&task, &checked))
            });
            Some((index, typed.and_then(|typed| typed).err()?))
        };
        let tasks = self.plan.all.par_iter().enumerate();
        self.pool.install(|| tasks.filter_map(wrong).collect())
    }

    /// Makes all units, and tells what became of each. The workers make in any order; this
    /// thread stores.
    ///
    /// # Errors
    /// If nothing more can be written, or the run is wanted no more.
    pub fn make_all(
        &self,
        (journal, former): (&mut Journal, &mut Former),
        settle: &mut dyn FnMut(usize, Outcome),
    ) -> Result<(), Faults> {
        let (give, take) = sync_channel(WAITING);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| self.make_each(&stop, give));
            let stored = self.store(&take, (journal, former), settle);
            if stored.is_err() {
                stop.store(true, Ordering::Relaxed);
                // Workers that wait to give something must be let go.
                take.iter().for_each(drop);
            }
            stored.and_then(|()| self.cancellation.check())
        })
    }

    fn make_each(&self, stop: &AtomicBool, give: SyncSender<Made>) {
        self.pool.install(|| {
            let tasks = self.plan.all.par_iter().enumerate();
            tasks.for_each_with(give, |give, (index, task)| {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let made = self.make(index, task);
                // Of a unit that was being made when the run was cancelled nothing is known.
                if !self.cancellation.is_cancelled() {
                    // If nobody takes it any more, the run has ended.
                    let _ = give.send(made);
                }
            });
        });
    }

    fn make(&self, index: usize, planned: &Planned) -> Made {
        let task = self.plan.task(planned);
        let from = self.maker.basis(&task);
        let there = (self.folder, self.known);
        let kept = from
            .as_ref()
            .and_then(|from| self.maker.kept(&task, from, there));
        if let Some((record, (findings, acknowledged))) = kept {
            let report = UnitReport {
                findings,
                acknowledged,
                ..task.report
            };
            return Made {
                index,
                report,
                files: Ok(UnitFiles::Kept(record)),
            };
        }
        let (report, mut files) = self.maker.unit(task, |task, checked| {
            self.maker.files(task, checked, self.folder, self.known)
        });
        if let Ok(files) = &mut files {
            let from = from.filter(|_| self.maker.lot.read_alone());
            let known = from.zip(remembered(&report));
            let known = known.map(|(from, remarks)| (self.maker.placed(&from, &remarks), remarks));
            let record = files.record();
            (record.from, record.remarks) = known.unwrap_or_default();
        }
        Made {
            index,
            report,
            files,
        }
    }

    fn store(
        &self,
        take: &Receiver<Made>,
        (journal, former): (&mut Journal, &mut Former),
        settle: &mut dyn FnMut(usize, Outcome),
    ) -> Result<(), Faults> {
        let mut group: Group<(usize, UnitReport)> = Group::new(self.folder);
        for made in take {
            let Made { index, report, .. } = made;
            let files = match made.files {
                Ok(UnitFiles::Made { record, files }) => {
                    let full = group.add(Batch {
                        unit: report.path.clone(),
                        record,
                        files,
                        about: (index, report),
                    });
                    if full {
                        stored(&mut group, (journal, former), settle)?;
                    }
                    continue;
                }
                Ok(UnitFiles::Kept(record)) => Ok(record),
                Err(Trouble::Unit(refusal)) => Err(refusal),
                Err(Trouble::Disk(faults)) => return Err(faults),
            };
            let outcome = Outcome {
                report,
                files,
                new: false,
            };
            settle(index, outcome);
        }
        stored(&mut group, (journal, former), settle)
    }
}

/// Stores a group, and tells of its units.
fn stored(
    group: &mut Group<(usize, UnitReport)>,
    (journal, former): (&mut Journal, &mut Former),
    settle: &mut dyn FnMut(usize, Outcome),
) -> Result<(), Faults> {
    if group.is_new() {
        former.withdraw()?;
    }
    for ((index, report), record) in group.store(journal)? {
        let outcome = Outcome {
            report,
            files: record
                .map(Arc::new)
                .map_err(|fault| vec![Remark::from(&fault)]),
            new: true,
        };
        settle(index, outcome);
    }
    Ok(())
}

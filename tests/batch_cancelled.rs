//! A run of a lô that is cancelled: what is written by then stays, and the next run goes on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;
mod lots;

use vanthu::batch::{self, Event, Options};
use vanthu::cancellation::Cancellation;
use vanthu::fault::Kind;
use vanthu::font::Fonts;
use vanthu::shelf::Session;

const UNITS: usize = 80;

#[test]
fn the_next_run_keeps_what_a_cancelled_one_wrote() {
    let lot = lots::Lot::of(UNITS);
    let read = batch::Lot::read(lot.folder(), &Session::disk()).unwrap();
    let fonts = Fonts::embedded().unwrap();
    let cancellation = Cancellation::default();
    let options = |cancellation: &Cancellation| Options {
        out: lot.out().to_owned(),
        jobs: Some(1),
        strict: false,
        shard: None,
        zip: false,
        allowed: Vec::new(),
        program: String::new(),
        cancellation: cancellation.clone(),
    };
    let mut told = 0;
    let stopped = batch::run(&read, &fonts, &options(&cancellation), &mut |event| {
        if let Event::Unit(..) = event {
            told += 1;
            cancellation.cancel();
        }
    });
    let faults = stopped.unwrap_err();
    let kinds: Vec<Kind> = faults.iter().map(|fault| fault.kind).collect();
    assert_eq!(kinds, [Kind::Cancelled]);
    assert_eq!(lots::documents(lot.out()).len(), told * 2);
    let wanted = Cancellation::default();
    let report = batch::run(&read, &fonts, &options(&wanted), &mut |_| ()).unwrap();
    assert_eq!((report.run.kept, report.run.written), (told, UNITS - told));
}

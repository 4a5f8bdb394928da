//! What whole processes take: `vanthu render` from a cold start, and 10,000 notices of Lam Vỹ with
//! their appendices in one thread, each as DOCX and as PDF. Prints documents per second, seconds of
//! work and memory (Linux): `cargo bench --bench process`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a benchmark prints what it measured, and stops if it cannot go on"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use vanthu::dossier::Dossier;
use vanthu::font::Fonts;
use vanthu::nd30::{Decree, Profile, typeset};
use vanthu::shelf::Session;
use vanthu::{docx, pdf};

const EXAMPLE: &str = "examples/lam-vy-2024-02";
const COLD_STARTS: usize = 51;
const DOCUMENTS: usize = 10_000;

/// How long this process was at work.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let (seconds, rest) = (time.tv_sec.try_into(), time.tv_nsec.try_into());
    Duration::new(seconds.unwrap(), rest.unwrap())
}

/// A line of what the system knows of this process, in MB.
fn memory(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let found = status.lines().find_map(|found| found.strip_prefix(line));
    let kilobytes = found.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<f64>().unwrap() / 1024.0
}

fn cold_starts(example: &Path) {
    let out = tempfile::tempdir().unwrap();
    let mut times: Vec<Duration> = (0..COLD_STARTS)
        .map(|_| {
            let start = Instant::now();
            let mut command = Command::new(env!("CARGO_BIN_EXE_vanthu"));
            command
                .arg("render")
                .arg(example)
                .arg("--out")
                .arg(out.path());
            assert!(command.stdout(Stdio::null()).status().unwrap().success());
            start.elapsed()
        })
        .collect();
    times.sort();
    println!(
        "render, cold: median {:?}, best {:?}",
        times[COLD_STARTS / 2],
        times[0]
    );
}

fn main() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join(EXAMPLE);
    cold_starts(&example);
    let dossier = Dossier::read(&example, &Session::disk()).unwrap();
    let (decree, profile) = (Decree::nd30().unwrap(), Profile::default());
    let fonts = Fonts::embedded().unwrap();
    let writer = pdf::Writer::new(&fonts).unwrap();
    let (start, before) = (Instant::now(), worked());
    let mut sizes = [0; 2];
    for number in 1..=DOCUMENTS {
        let document = dossier.templates[0].compose(&dossier.inputs).unwrap();
        let mut boxes = typeset(&document, decree, &profile, &fonts);
        boxes.properties.title.push_str(&number.to_string());
        sizes = [docx::write(&boxes).unwrap(), writer.write(&boxes).unwrap()].map(|f| f.len());
        if [DOCUMENTS / 10, DOCUMENTS].contains(&number) {
            let work = worked() - before;
            println!(
                "{number} notices, composed and as DOCX and PDF: {:.0}/s of work, {:.1} s of work, \
                 {:.1} s; memory now {:.1} MB, at most {:.1} MB",
                number as f64 / work.as_secs_f64(),
                work.as_secs_f64(),
                start.elapsed().as_secs_f64(),
                memory("VmRSS:"),
                memory("VmHWM:"),
            );
        }
    }
    println!("DOCX {} bytes, PDF {} bytes", sizes[0], sizes[1]);
}

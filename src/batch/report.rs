//! The report of a run, `bao-cao-lo.json`: what was made of each unit, what is doubtful, what
//! was refused and why. Everything in it but `run` follows from the lô and its figures.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rust_decimal::Decimal;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};

use super::shard::Shard;
use crate::fault::Remark;
use crate::output::Written;
use crate::vn::period::Period;

/// A unit's points, as the report gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    /// Points of the groups, as printed.
    pub groups: Vec<Option<Decimal>>,
    /// The total as printed.
    pub achieved: Decimal,
    /// The converted total, rounded for print.
    pub converted: Option<Decimal>,
    /// The change of the total since the period before.
    pub change: Option<Decimal>,
    /// The band.
    pub band: Option<String>,
    /// The rank in the province.
    pub rank: Option<usize>,
    /// Among how many; zero without a rank.
    pub of: usize,
}

/// What became of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitReport {
    /// Its name.
    pub name: String,
    /// Its code; empty if there is none.
    pub code: String,
    /// Its province; empty if there is none.
    pub province: String,
    /// Its row.
    pub place: String,
    /// The path of its files, without ending.
    pub path: String,
    /// Its points, if they can be read.
    pub points: Option<Points>,
    /// Its files; none if it was refused.
    pub files: Vec<Written>,
    /// What is doubtful.
    pub findings: Vec<Remark>,
    /// What was found, and looked at, and is let stand, with the reason.
    pub acknowledged: Vec<Remark>,
    /// Why it was refused; empty if it was not.
    pub faults: Vec<Remark>,
}

/// What this run did, which no other run need do again: no part of what must be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Run {
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
    /// Units whose files were written.
    pub written: usize,
    /// Units whose files were there already, just as they must be.
    pub kept: usize,
    /// Files of earlier runs that were taken away.
    pub removed: usize,
}

impl Run {
    /// For programs.
    pub fn json(self) -> Value {
        json!({
            "milliseconds": self.milliseconds,
            "written": self.written,
            "kept": self.kept,
            "removed": self.removed,
        })
    }
}

/// The report of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// What identifies the lô: its file, and digests of all that its units share and of the
    /// program.
    pub lot: BTreeMap<String, String>,
    /// The SHA-256 of every file that was read, by its path from the lô's folder.
    pub sources: BTreeMap<String, String>,
    /// The part of the lô, if it was one.
    pub shard: Option<Shard>,
    /// The names of the groups of points.
    pub groups: Vec<String>,
    /// The units, by path of their files; those refused among them.
    pub units: Vec<UnitReport>,
    /// The documents of the provinces.
    pub provinces: Vec<UnitReport>,
    /// The archives.
    pub archives: Vec<Written>,
    /// What had to be guessed or was passed over.
    pub notes: Vec<String>,
    /// What this run did.
    pub run: Run,
}

/// Sums over the units of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Units with files.
    pub done: usize,
    /// Units without.
    pub refused: usize,
    /// Files.
    pub files: usize,
    /// Their sizes.
    pub bytes: u64,
    /// Findings by severity.
    pub findings: BTreeMap<String, usize>,
    /// Units in each band.
    pub bands: BTreeMap<String, usize>,
}

impl Report {
    /// All files that it names.
    pub fn files(&self) -> impl Iterator<Item = &Written> {
        let made = self.units.iter().chain(&self.provinces);
        made.flat_map(|unit| &unit.files).chain(&self.archives)
    }

    /// Sums.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for unit in &self.units {
            if unit.faults.is_empty() {
                totals.done += 1;
            } else {
                totals.refused += 1;
            }
            for finding in &unit.findings {
                *totals.findings.entry(finding.severity.clone()).or_default() += 1;
            }
            if let Some(band) = unit.points.as_ref().and_then(|points| points.band.clone()) {
                *totals.bands.entry(band).or_default() += 1;
            }
        }
        for file in self.files() {
            totals.files += 1;
            totals.bytes += file.bytes;
        }
        totals
    }

    /// The sums, for programs.
    pub fn totals_json(&self) -> Value {
        let totals = self.totals();
        json!({
            "units": self.units.len(),
            "done": totals.done,
            "refused": totals.refused,
            "files": totals.files,
            "bytes": totals.bytes,
            "findings": totals.findings,
            "bands": totals.bands,
        })
    }

    /// Writes the file for programs, of which a run may have been another. Units become text one
    /// after the other: all of them at once would take gigabytes.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, run: Run, to: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *to, &Shown { report: self, run })?;
        to.write_all(b"\n")
    }

    /// From a report's file; none if it is not one.
    pub fn of_json(value: &Value) -> Option<Self> {
        let text = |value: &Value| Some(value.as_str()?.to_owned());
        let pairs = |key: &str| {
            let pairs = value.get(key)?.as_object()?.iter();
            let pair = |(key, value): (&String, &Value)| Some((key.clone(), text(value)?));
            pairs.map(pair).collect::<Option<BTreeMap<_, _>>>()
        };
        let texts = |key: &str| {
            value
                .get(key)?
                .as_array()?
                .iter()
                .map(text)
                .collect::<Option<Vec<_>>>()
        };
        let lot = pairs("lot")?;
        Period::parse(lot.get("period")?)?;
        let run = value.get("run")?;
        let count = |key: &str| usize::try_from(run.get(key)?.as_u64()?).ok();
        Some(Self {
            lot,
            sources: pairs("sources")?,
            shard: match value.get("shard")? {
                Value::Null => None,
                shard => Some(shard.as_str()?.parse().ok()?),
            },
            groups: texts("groups")?,
            units: list(value, "units", UnitReport::of_json)?,
            provinces: list(value, "provinces", UnitReport::of_json)?,
            archives: list(value, "archives", Written::of_json)?,
            notes: texts("notes")?,
            run: Run {
                milliseconds: run.get("milliseconds")?.as_u64()?,
                written: count("written")?,
                kept: count("kept")?,
                removed: count("removed")?,
            },
        })
    }
}

/// A report as its file shows it.
struct Shown<'r> {
    report: &'r Report,
    run: Run,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { report, run } = self;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("lot", &report.lot)?;
        map.serialize_entry("sources", &report.sources)?;
        map.serialize_entry("shard", &report.shard.map(|shard| shard.to_string()))?;
        map.serialize_entry("groups", &report.groups)?;
        map.serialize_entry("totals", &report.totals_json())?;
        map.serialize_entry("units", &Lazy(&report.units, UnitReport::json))?;
        map.serialize_entry("provinces", &Lazy(&report.provinces, UnitReport::json))?;
        map.serialize_entry("archives", &Lazy(&report.archives, Written::json))?;
        map.serialize_entry("notes", &report.notes)?;
        map.serialize_entry("run", &run.json())?;
        map.end()
    }
}

/// A list of which one thing after the other becomes JSON.
struct Lazy<'r, T>(&'r [T], fn(&T) -> Value);

impl<T> Serialize for Lazy<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(self.1))
    }
}

fn list<T>(value: &Value, key: &str, read: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.get(key)?.as_array()?.iter().map(read).collect()
}

fn remark(value: &Value) -> Option<Remark> {
    Remark::deserialize(value).ok()
}

impl UnitReport {
    /// For programs.
    pub fn json(&self) -> Value {
        let text = |value: Option<Decimal>| value.map(|value| value.to_string());
        let points = self.points.as_ref();
        json!({
            "name": self.name,
            "code": self.code,
            "province": self.province,
            "place": self.place,
            "path": self.path,
            "status": if self.faults.is_empty() { "done" } else { "refused" },
            "points": points.map(|points| json!({
                "groups": points.groups.iter().map(|group| text(*group)).collect::<Vec<_>>(),
                "achieved": points.achieved.to_string(),
                "converted": text(points.converted),
                "change": text(points.change),
                "band": points.band,
                "rank": points.rank,
                "ranked_of": points.rank.map(|_| points.of),
            })),
            "files": self.files.iter().map(Written::json).collect::<Vec<_>>(),
            "findings": self.findings,
            "acknowledged": self.acknowledged,
            "faults": self.faults,
        })
    }

    fn of_json(value: &Value) -> Option<Self> {
        let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
        Some(Self {
            name: text("name")?,
            code: text("code")?,
            province: text("province")?,
            place: text("place")?,
            path: text("path")?,
            points: match value.get("points")? {
                Value::Null => None,
                points => Some(Points::of_json(points)?),
            },
            files: list(value, "files", Written::of_json)?,
            findings: list(value, "findings", remark)?,
            acknowledged: list(value, "acknowledged", remark)?,
            faults: list(value, "faults", remark)?,
        })
    }
}

impl Points {
    fn of_json(value: &Value) -> Option<Self> {
        let decimal = |value: &Value| match value {
            Value::Null => Some(None),
            value => Some(Some(Decimal::from_str_exact(value.as_str()?).ok()?)),
        };
        let count = |value: &Value| usize::try_from(value.as_u64()?).ok();
        Some(Self {
            groups: value
                .get("groups")?
                .as_array()?
                .iter()
                .map(decimal)
                .collect::<Option<_>>()?,
            achieved: decimal(value.get("achieved")?)??,
            converted: decimal(value.get("converted")?)?,
            change: decimal(value.get("change")?)?,
            band: value.get("band")?.as_str().map(str::to_owned),
            rank: count(value.get("rank")?),
            of: count(value.get("ranked_of")?).unwrap_or_default(),
        })
    }
}

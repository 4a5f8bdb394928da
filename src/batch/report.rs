//! The report of a run, `bao-cao-lo.json`: what was made of each unit, what is doubtful, what
//! was refused and why. Everything in it but `run` follows from the lô and its figures.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::de::Error;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::shard::Shard;
use crate::fault::Remark;
use crate::output::Written;

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
    /// Among how many; none without a rank.
    pub of: Option<usize>,
}

/// What became of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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
    #[serde(deserialize_with = "points")]
    pub points: Option<Points>,
    /// Its files, as the journal has them; none if it was refused.
    pub files: Arc<[Written]>,
    /// What is doubtful.
    pub findings: Vec<Remark>,
    /// What was found, and looked at, and is let stand, with the reason.
    pub acknowledged: Vec<Remark>,
    /// Why it was refused; empty if it was not.
    pub faults: Vec<Remark>,
}

/// What this run did, which no other run need do again: no part of what must be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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

/// The report of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
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
        made.flat_map(|unit| unit.files.iter())
            .chain(&self.archives)
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
        map.serialize_entry("units", &report.units)?;
        map.serialize_entry("provinces", &report.provinces)?;
        map.serialize_entry("archives", &report.archives)?;
        map.serialize_entry("notes", &report.notes)?;
        map.serialize_entry("run", run)?;
        map.end()
    }
}

/// Decimals are texts, so that none goes through a float.
impl Serialize for Points {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let text = |value: Option<Decimal>| value.map(|value| value.to_string());
        let points = json!({
            "groups": self.groups.iter().map(|group| text(*group)).collect::<Vec<_>>(),
            "achieved": self.achieved.to_string(),
            "converted": text(self.converted),
            "change": text(self.change),
            "band": self.band,
            "rank": self.rank,
            "ranked_of": self.of,
        });
        points.serialize(to)
    }
}

fn points<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Points>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(None),
        value => match Points::of_json(&value) {
            None => Err(D::Error::custom("no points")),
            points => Ok(points),
        },
    }
}

impl Points {
    fn of_json(value: &Value) -> Option<Self> {
        let decimal = |value: &Value| match value {
            Value::Null => Some(None),
            value => Some(Some(Decimal::from_str_exact(value.as_str()?).ok()?)),
        };
        let count = |value: &Value| usize::try_from(value.as_u64()?).ok();
        let groups = value.get("groups")?.as_array()?.iter().map(decimal);
        Some(Self {
            groups: groups.collect::<Option<_>>()?,
            achieved: decimal(value.get("achieved")?)??,
            converted: decimal(value.get("converted")?)?,
            change: decimal(value.get("change")?)?,
            band: value.get("band")?.as_str().map(str::to_owned),
            rank: count(value.get("rank")?),
            of: count(value.get("ranked_of")?),
        })
    }
}

impl UnitReport {
    /// For programs.
    pub fn json(&self) -> Value {
        json!({
            "name": self.name,
            "code": self.code,
            "province": self.province,
            "place": self.place,
            "path": self.path,
            "status": if self.faults.is_empty() { "done" } else { "refused" },
            "points": self.points,
            "files": *self.files,
            "findings": self.findings,
            "acknowledged": self.acknowledged,
            "faults": self.faults,
        })
    }
}

/// One after the other becomes JSON: they are many.
impl Serialize for UnitReport {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(to)
    }
}

//! The figures of earlier periods: of the one before, of the same one a year ago, of those that lie
//! in a folder. Each is the lô of that period, of which nothing else is read, or a table of it.

use std::sync::Arc;

use super::rows::{self, Figures};
use super::scored::Scored;
use crate::audit::OfUnit;
use crate::dossier::copied_table;
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::files::Files as _;
use crate::form::{Entry, Fields, Form, Node, Sourced, Value};
use crate::framework::{Framework, Rescaled};
use crate::roll::{self, Comparison};
use crate::score::exemptions;
use crate::shelf::{FormFile, Shelf, wrong};
use crate::vn::period::Period;

/// The figures of an earlier period.
pub struct Earlier {
    /// Its rows.
    pub figures: Figures,
    /// The framework that they were scored by.
    pub framework: Arc<Framework>,
    /// The period.
    pub period: Period,
    /// Where the lô names it.
    pub place: Place,
    /// The folder of its lô, if it was found in one.
    pub folder: String,
    /// What was found of it, and looked at, and is let stand.
    pub acknowledged: Vec<OfUnit>,
    /// The files of figures that are those of this period, byte for byte.
    pub copied: Vec<(Place, String)>,
}

impl Earlier {
    /// Whether it is of another scale than a period of now.
    fn is_rescaled(&self, now: &Framework, period: Period) -> bool {
        let versions = (now.version(period), self.framework.version(self.period));
        matches!(versions, (Some(now), Some(then)) if now.rescaled(then).is_some())
    }

    /// That it is of another scale than a period of now, if it is.
    pub fn rescaled(
        &self,
        now: &Framework,
        period: Period,
        comparison: Comparison,
    ) -> Option<Rescaled> {
        let then = (self.framework.version(self.period)?, self.period);
        roll::rescaled_since(now.version(period)?, then, comparison.into(), &self.place)
    }
}

/// Where earlier periods are looked for: the name of a lô's file, and what may stand in it.
pub struct Lots {
    /// The name of the file.
    pub file: &'static str,
    /// Its form.
    pub form: &'static Form,
}

impl Lots {
    /// The figures of the period before, or of the same one a year ago, if the lô names them.
    pub fn earlier(
        &self,
        comparison: Comparison,
        (fields, shelf): (&Fields, &Shelf),
        now: Option<&Scored>,
        faults: &mut Faults,
    ) -> Option<Option<Earlier>> {
        let Some(node) = fields.node(comparison.key()) else {
            return Some(None);
        };
        let now = now?;
        if let Value::Map(_) = node.value {
            return table(comparison, node, (fields, shelf), now, faults).map(Some);
        }
        let asked: Sourced<String> = fields.optional(comparison.key(), faults)?;
        let table = fields.node("so_lieu").map(|table| (table, shelf));
        let read = self.named(comparison, &asked, shelf, now.period, table);
        Some(Some(faults.absorb(read)?))
    }

    /// The figures of an earlier lô. `table` is that of now.
    fn named(
        &self,
        comparison: Comparison,
        asked: &Sourced<String>,
        shelf: &Shelf,
        now: Period,
        table: Option<(&Node, &Shelf)>,
    ) -> Result<Earlier, Faults> {
        let form = FormFile::named(self.file, &shelf.path(&asked.value), &shelf.session);
        let form = form.map_err(|faults| {
            let first = faults.iter().next();
            let first = first.map_or(String::new(), |fault| fault.found.clone());
            let called = comparison.words();
            wrong(asked, format!("lô {called} “{}”: {first}", asked.value))
                .expected(format!(
                    "tệp lô của {called}, hoặc khai báo bảng (tep, cot)"
                ))
                .remedy("kiểm tra đường dẫn, tính từ thư mục của lô này")
        })?;
        let earlier = self.read(form, (&asked.place, table))?;
        comparison.hold(asked, "lô", [earlier.period, now])?;
        Ok(earlier)
    }

    /// The figures that a lô says.
    fn read(
        &self,
        FormFile { root, shelf, .. }: FormFile,
        (place, table): (&Place, Option<(&Node, &Shelf)>),
    ) -> Result<Earlier, Faults> {
        let mut faults = Faults::none();
        let fields = Fields::of(&root, self.form, &mut faults);
        let acknowledged: Option<Vec<OfUnit>> = fields
            .as_ref()
            .and_then(|fields| fields.get("da_xem", &mut faults));
        let before = fields.as_ref().and_then(|fields| fields.node("so_lieu"));
        let both = table.zip(before.map(|node| (node, &shelf)));
        let copied = both.map(|(now, before)| copied_table(now, before));
        let scored = fields.and_then(|fields| Scored::of(&fields, &shelf, &mut faults));
        let scored = faults.or(scored)?;
        Ok(Earlier {
            figures: scored.figures,
            framework: scored.framework,
            period: scored.period,
            place: place.clone(),
            folder: String::new(),
            acknowledged: acknowledged.unwrap_or_default(),
            copied: copied.unwrap_or_default(),
        })
    }

    /// The figures of former periods, from the folder with the folders of their lô (`cac_ky`): of
    /// periods of the same kind, no older than a year, on the same scale; the latest first.
    pub fn past(
        &self,
        (fields, shelf): (&Fields, &Shelf),
        now: Option<&Scored>,
        notes: &mut Vec<Note>,
        faults: &mut Faults,
    ) -> Option<Option<Vec<Earlier>>> {
        let Some(asked) = fields.get::<Sourced<String>>("cac_ky", faults) else {
            return Some(None);
        };
        let (now, folder) = (now?, shelf.path(&asked.value));
        let names = faults.absorb(roll::folders("lô", &asked, shelf))?;
        let mut past = Vec::new();
        for name in names {
            let path = folder.join(&name);
            if !shelf.session.files().has(&path.join(self.file)) {
                continue;
            }
            let read = FormFile::named(self.file, &path, &shelf.session).and_then(|form| {
                let wanted = period(&form.root).is_none_or(|then| is_former(then, now.period));
                let read = wanted.then(|| self.read(form, (&asked.place, None)));
                read.transpose()
            });
            match read {
                Ok(read) => past.extend(read.map(|one| Earlier {
                    folder: name,
                    ..one
                })),
                Err(found) => {
                    notes.push(roll::unread(&format!("lô “{name}”"), &asked, &found));
                }
            }
        }
        past.retain(|one| {
            let other = match one.framework.id == now.framework.id {
                false => "bộ chỉ số khác",
                true if one.is_rescaled(&now.framework, now.period) => "thang điểm khác",
                true => return true,
            };
            let (folder, period) = (&one.folder, one.period.short());
            let words = format!("lô “{folder}” ({period}) theo {other}, không dùng để so");
            notes.push(Note::at(NoteKind::Lacking, &asked.place, words));
            false
        });
        past.sort_by_key(|one| std::cmp::Reverse(one.period.first_day()));
        Some(Some(past))
    }
}

/// The period that a lô states.
fn period(root: &Node) -> Option<Period> {
    Period::parse(root.entry("ky")?.value.text()?)
}

/// Whether a period is of the kind of another, before it, and no older than a year.
fn is_former(then: Period, now: Period) -> bool {
    let kind = then.is_like(now);
    let year = now.year().saturating_sub(1);
    kind && then.first_day() < now.first_day() && then.year() >= year
}

/// A table of an earlier period, declared in the lô itself.
fn table(
    comparison: Comparison,
    node: &Node,
    (fields, shelf): (&Fields, &Shelf),
    now: &Scored,
    faults: &mut Faults,
) -> Option<Earlier> {
    let (key, called) = (comparison.key(), comparison.words());
    let same = fields
        .node("so_lieu")
        .is_some_and(|now| same_table(now, node));
    if same {
        let found = format!("bảng của {called} chính là bảng của kỳ này");
        let fault = Fault::new(Kind::WrongValue, node.place.clone(), found);
        let fault = fault.expected(format!("tệp hoặc trang của {called}"));
        faults.add(fault.remedy(format!("sửa “{key}”")));
        return None;
    }
    let Some(value) = comparison.period(now.period) else {
        let found = format!("bảng của {called} {}", now.period.short());
        let fault = Fault::new(Kind::WrongValue, node.place.clone(), found);
        let fault = fault.expected(format!("lô của {called} (lo.yaml), có ghi “ky” của nó"));
        let remedy = "kỳ này không rõ kỳ nào ứng với nó";
        faults.add(fault.remedy(format!("{remedy}: ghi “{key}” là lô của kỳ ấy")));
        return None;
    };
    let period = Sourced::new(value, node.place.clone());
    // A year ago the portal may have counted otherwise, whatever was chosen for now.
    let framework = match comparison {
        Comparison::Before => Arc::clone(&now.framework),
        Comparison::YearBefore => Arc::new(roll::whole_set(fields, shelf, faults)?),
    };
    let version = faults.absorb(roll::version(&framework, &period))?;
    let mut unmet = Faults::none();
    let exempt = exemptions(fields, version, &mut unmet);
    let of = (&*framework, version);
    let figures = rows::figures(node, shelf, of, &exempt, faults)?;
    let table = fields.node("so_lieu");
    let copied = table.map(|now| copied_table((now, shelf), (node, shelf)));
    Some(Earlier {
        copied: copied.unwrap_or_default(),
        figures,
        framework,
        period: period.value,
        place: node.place.clone(),
        folder: String::new(),
        acknowledged: Vec::new(),
    })
}

/// Whether two declarations are of the same columns of the same sheet of the same file.
fn same_table(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Map(a), Value::Map(b)) => {
            let within = |key: &str, entries: &[Entry], other: &Node| {
                let mut same = entries.iter().filter(|entry| entry.key == key);
                same.any(|entry| same_table(&entry.value, other))
            };
            let all =
                |a: &[Entry], b: &[Entry]| a.iter().all(|one| within(&one.key, b, &one.value));
            all(a, b) && all(b, a)
        }
        (a, b) => a == b,
    }
}

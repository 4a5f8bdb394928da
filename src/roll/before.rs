//! The hồ sơ of the period before and of the same period a year ago: they must be of these periods,
//! and of the same unit, for documents say so.

use time::Date;

use super::Roll;
use crate::fault::{Fault, Faults, Kind, Note, NoteKind};
use crate::form::{Fields, Sourced};
use crate::framework::Compared;
use crate::shelf::{FormFile, Shelf, wrong};
use crate::vn::identity::{Changes, Identity};
use crate::vn::name::{Name, is_province};
use crate::vn::period::Period;
use crate::vn::text::fold;

/// The month since which communes and provinces are others than before.
const REFORM: (u16, u8) = (2025, 7);

/// With which earlier result a hồ sơ or lô compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `ky_truoc`: that of the period before.
    Before,
    /// `cung_ky`: that of the same period of the year before.
    YearBefore,
}

impl Comparison {
    /// The key that names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Before => "ky_truoc",
            Self::YearBefore => "cung_ky",
        }
    }

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Before => "kỳ trước",
            Self::YearBefore => "cùng kỳ năm trước",
        }
    }

    /// The period that one is compared with, if it is known which one that is.
    pub fn period(self, now: Period) -> Option<Period> {
        match self {
            Self::Before => now.previous(),
            Self::YearBefore => now.a_year_before(),
        }
    }

    /// Makes sure that a period may be compared with now; `what` was named for it.
    ///
    /// # Errors
    /// If it may not: documents name the period that they compare with.
    pub fn hold(
        self,
        asked: &Sourced<String>,
        what: &str,
        [then, now]: [Period; 2],
    ) -> Result<(), Fault> {
        match self {
            Self::Before => just_before(asked, what, [then, now]),
            Self::YearBefore => a_year_before(asked, what, [then, now]),
        }
    }
}

impl From<Comparison> for Compared {
    fn from(comparison: Comparison) -> Self {
        match comparison {
            Comparison::Before => Self::Before,
            Comparison::YearBefore => Self::YearBefore,
        }
    }
}

/// The roll of an earlier period, and what is to be told of it.
pub fn earlier(
    comparison: Comparison,
    asked: &Sourced<String>,
    (fields, shelf, known): (&Fields, &Shelf, &Changes),
    roll: &Roll,
) -> Result<(Roll, Option<Note>), Faults> {
    let form = read(comparison, asked, shelf)?;
    let in_time = |then| comparison.hold(asked, "hồ sơ", [then, roll.period]);
    // Of one of another period nothing else is to be put right.
    let mut unread = Faults::none();
    let its_fields = form.fields(&mut unread);
    if let Some(period) = its_fields.and_then(|its| its.optional("ky", &mut unread)) {
        in_time(period)?;
    }
    let before = Faults::gather(|faults| {
        let its_fields = form.fields(faults)?;
        let province = same_province((comparison, asked), [&its_fields, fields], roll.period);
        province.unwrap_or_else(|fault| faults.add(fault));
        Roll::alone(&its_fields, &form.shelf, faults)
    })?;
    let note = same_unit((comparison, asked), (&before, roll), known)?;
    Ok((before, note))
}

/// The hồ sơ of an earlier period. One that is there and cannot be read says itself why.
fn read(
    comparison: Comparison,
    asked: &Sourced<String>,
    shelf: &Shelf,
) -> Result<FormFile, Faults> {
    let called = comparison.words();
    FormFile::read(&shelf.path(&asked.value), &shelf.session).map_err(|faults| {
        let unreadable = |fault: &&Fault| fault.kind == Kind::Unreadable;
        let first = faults.iter().next().filter(unreadable);
        let Some(first) = first.map(|fault| fault.found.clone()) else {
            return faults;
        };
        let found = format!("hồ sơ {called} “{}”: {first}", asked.value);
        let fault = wrong(asked, found).expected(format!("thư mục hồ sơ của {called}"));
        fault
            .remedy("kiểm tra đường dẫn, tính từ thư mục của hồ sơ này")
            .into()
    })
}

/// Two hồ sơ that both say their province say the same one, unless provinces became others in
/// between: there is a xã Mỹ Đức in two of them.
fn same_province(
    (comparison, asked): (Comparison, &Sourced<String>),
    [before, now]: [&Fields; 2],
    period: Period,
) -> Result<(), Fault> {
    let stated = |fields: &Fields| {
        let superior = fields.node("co_quan")?.key("thuoc")?.text()?;
        let last = superior.rsplit(',').next()?.trim().to_owned();
        is_province(Name::of(&last).own).then_some(last)
    };
    let (Some(earlier), Some(later)) = (stated(before), stated(now)) else {
        return Ok(());
    };
    let then = comparison.period(period).map(Period::first_day);
    let since = then.zip(reform()).is_some_and(|(then, day)| day <= then);
    if fold(Name::of(&earlier).own) == fold(Name::of(&later).own) || !since {
        return Ok(());
    }
    let called = comparison.words();
    let found = format!(
        "hồ sơ {called} “{}” là của đơn vị thuộc {earlier}",
        asked.value
    );
    Err(wrong(asked, found)
        .expected(format!("hồ sơ của đơn vị thuộc {later}"))
        .remedy("sửa thư mục hồ sơ của kỳ ấy, hoặc đơn vị cấp trên (“thuoc”) của cơ quan ban hành"))
}

/// The day since which communes and provinces are others than before.
fn reform() -> Option<Date> {
    Period::new(REFORM.0, REFORM.1).map(Period::first_day)
}

/// Makes sure that a period may be called the one before another.
fn just_before(
    asked: &Sourced<String>,
    what: &str,
    [before, now]: [Period; 2],
) -> Result<(), Fault> {
    if now.follows(before) {
        return Ok(());
    }
    let wanted = match now.previous() {
        Some(wanted) => format!(
            "{what} của {}, kỳ ngay trước {}",
            wanted.short(),
            now.short()
        ),
        None => format!(
            "{what} của một kỳ cùng loại, kết thúc trước {}",
            now.short()
        ),
    };
    let itself = match before == now {
        true => ", cùng kỳ với văn bản này",
        false => "",
    };
    let found = format!(
        "{what} kỳ trước “{}” là của {}{itself}",
        asked.value,
        before.short()
    );
    Err(wrong(asked, found)
        .expected(wanted)
        .remedy("sửa “ky_truoc”, hoặc “ky”; không có số liệu kỳ ấy thì để trống “ky_truoc”"))
}

/// Makes sure that a period is the same one as another, a year before.
fn a_year_before(
    asked: &Sourced<String>,
    what: &str,
    [before, now]: [Period; 2],
) -> Result<(), Fault> {
    if now.is_a_year_after(before) {
        return Ok(());
    }
    let found = format!(
        "{what} cùng kỳ năm trước “{}” là của {}",
        asked.value,
        before.short()
    );
    let wanted = match now.a_year_before() {
        Some(wanted) => wanted.short(),
        None => format!("một thời điểm của năm {}", now.year() - 1),
    };
    Err(wrong(asked, found)
        .expected(format!("{what} của {wanted}"))
        .remedy("sửa “cung_ky”, hoặc “ky”; không có số liệu kỳ ấy thì để trống “cung_ky”"))
}

/// Two hồ sơ of one unit each are of the same one, unless units became others in between.
fn same_unit(
    (comparison, asked): (Comparison, &Sourced<String>),
    (before, now): (&Roll, &Roll),
    known: &Changes,
) -> Result<Option<Note>, Fault> {
    let (key, called) = (comparison.key(), comparison.words());
    let ([earlier], [unit]) = (before.units.as_slice(), now.units.as_slice()) else {
        return Ok(None);
    };
    let (earlier, name) = (&earlier.scores.name, &unit.scores.name);
    let (one, other) = (Identity::of(earlier), Identity::of(name));
    let same = one.may_still_be(&other, known);
    if earlier.is_empty() || name.is_empty() || same {
        return Ok(None);
    }
    let found = format!("hồ sơ {called} “{}” là của “{earlier}”", asked.value);
    let spans = |day| before.period.first_day() < day && day <= now.period.days().1;
    if reform().is_some_and(spans) {
        let words = format!(
            "{found}, hồ sơ này của “{name}”; đơn vị đổi tên hoặc sáp nhập từ 01/7/2025 thì \
             xem lại có so sánh được không"
        );
        return Ok(Some(Note::at(NoteKind::Lacking, &asked.place, words)));
    }
    Err(wrong(asked, found)
        .expected(format!("hồ sơ của “{name}”"))
        .remedy(format!(
            "sửa “{key}”; đơn vị đổi tên thì ghi điểm {called} ở “{key}” của từng nhóm"
        )))
}

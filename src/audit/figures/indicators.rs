//! The tables of indicators: stated rates against counts, parts against wholes, counts against
//! rates, and the day they were counted.

use rust_decimal::Decimal;
use time::Date;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::vocabulary::{Opposites, Vocabulary};
use crate::fault::Place;
use crate::form::Sourced;
use crate::framework::Role;
use crate::sheet::{Indicators, Line, RowKind};
use crate::vn::date;
use crate::vn::number::{half_unit, has_point, print};
use crate::vn::text::fold;

pub fn check(context: &Context, out: &mut Vec<Finding>) {
    for table in context.inputs.tables.values() {
        let start = out.len();
        out.extend(table.lines.iter().filter_map(ratio));
        let words = context.vocabulary;
        let each = |check: fn(&Line, &Vocabulary) -> Option<Finding>| {
            let lines = table.lines.iter();
            lines.filter_map(move |line| check(line, words))
        };
        out.extend(each(count_against_rate));
        out.extend(each(unit));
        out.extend(full_points_beside_late(table, context));
        out.extend(complements(table, words));
        out.extend(beyond(table, words));
        out.extend(blank_rows(table));
        out.extend(marks(table));
        let as_of = table.as_of.as_ref();
        out.extend(as_of.and_then(|day| counted_before(day, context)));
        for finding in out.iter_mut().skip(start) {
            finding.part = format!("phụ lục, {}", finding.part);
        }
    }
}

fn named(line: &Line) -> String {
    format!("dòng {} “{}”", line.number, line.label)
}

fn finding(code: Code, place: &Place, line: &Line, message: String) -> Finding {
    Finding::new(code, place, message).part(named(line))
}

/// RATIO-01: a stated rate is the one that follows from the counts.
fn ratio(line: &Line) -> Option<Finding> {
    let stated = line.rate.stated.as_ref()?;
    let computed = line.rate.computed.as_ref()?;
    let why = "nửa đơn vị số cuối của tỷ lệ ghi";
    let slack = half_unit(stated.value.0);
    let numbers = Mismatch::of(stated.value.0, computed.percent, slack, why)?.rounded();
    let message = format!(
        "{} ghi {}%, nhưng {}/{} là {}%",
        named(line),
        print(stated.value.0),
        print(computed.numerator),
        print(computed.denominator),
        print(numbers.recomputed)
    );
    let suggestion = "sửa số liệu hoặc tỷ lệ; để trống “ty_le” thì chương trình tự tính";
    Some(
        finding(Code::Ratio01, &stated.place, line, message)
            .numbers(numbers)
            .suggest(suggestion),
    )
}

/// CONTRA-01: a label that names late dossiers, beside a rate that says there are none.
fn count_against_rate(line: &Line, words: &Vocabulary) -> Option<Finding> {
    let rate = line.rate.stated.as_ref()?;
    let count = counted(&line.label)?;
    let contradiction = rate.value.0.is_zero() && !count.is_zero();
    (contradiction && words.late.are_in(&fold(&line.label))).then(|| {
        let message = format!(
            "{} nêu {} hồ sơ quá hạn, nhưng tỷ lệ quá hạn ghi 0%",
            named(line),
            print(count)
        );
        finding(Code::Contra01, &rate.place, line, message)
            .words(format!("{}%", print(rate.value.0)), "lớn hơn 0%")
            .suggest("sửa tỷ lệ đúng hạn, quá hạn theo số hồ sơ quá hạn, hoặc sửa số hồ sơ")
    })
}

/// CONTRA-03: full points for timeliness beside late dossiers.
fn full_points_beside_late(table: &Indicators, context: &Context) -> Option<Finding> {
    let group = context.inputs.scores()?.group_of(Role::Timeliness)?;
    let achieved = group.published.achieved.as_ref()?;
    if achieved.value < group.maximum {
        return None;
    }
    let late = |line: &&Line| {
        let count = counted(&line.label).or(line.count.as_ref().map(|count| count.value));
        let some = count.is_some_and(|count| !count.is_zero());
        some && context.vocabulary.late.are_in(&fold(&line.label))
    };
    table.lines.iter().find(late).map(|line| {
        let message = format!(
            "“{}” đạt tối đa {} điểm, mà {} nêu hồ sơ quá hạn",
            group.name,
            print(achieved.value),
            named(line)
        );
        let finding = finding(Code::Contra03, &achieved.place, line, message);
        finding.suggest("so lại điểm tiến độ với số hồ sơ quá hạn")
    })
}

/// The number that a label states in brackets: `(có 03 hồ sơ quá hạn)`.
fn counted(label: &str) -> Option<Decimal> {
    let (_, inside) = label.split_once('(')?;
    let digits: String = inside
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    Decimal::from_str_exact(&digits).ok()
}

/// UNIT-01: a label that names a rate has one, and one that names a number has that.
fn unit(line: &Line, words: &Vocabulary) -> Option<Finding> {
    let (words, message) = match (&line.count, &line.rate.stated) {
        (Some(_), None) if line.rate.computed.is_none() => {
            (&words.rate, "tên là tỷ lệ mà chỉ có số đếm")
        }
        (None, Some(_)) => (&words.count, "tên là số đếm mà chỉ có tỷ lệ"),
        _ => return None,
    };
    if !words.begin(&fold(&line.label)) {
        return None;
    }
    let message = format!("{}: {message}", named(line));
    Some(
        finding(Code::Unit01, &line.place, line, message)
            .suggest("ghi cho khớp, hoặc đổi tên dòng"),
    )
}

/// COMPL-01: the rates of the parts of one row make up 100 %.
fn complements(table: &Indicators, words: &Vocabulary) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut rows = table.lines.as_slice();
    while let Some((first, rest)) = rows.split_first() {
        rows = rest;
        if first.kind != RowKind::Item {
            continue;
        }
        let parts = rest.iter().take_while(|line| line.kind == RowKind::SubItem);
        findings.extend(complement(&parts.collect::<Vec<_>>(), words));
    }
    findings
}

fn complement(parts: &[&Line], words: &Vocabulary) -> Option<Finding> {
    let [first, second] = parts else { return None };
    let (one, other) = (first.rate.stated.as_ref()?, second.rate.stated.as_ref()?);
    let sum = one.value.0 + other.value.0;
    let tolerance = half_unit(one.value.0) + half_unit(other.value.0);
    let why = "nửa đơn vị số cuối của hai tỷ lệ";
    let numbers = Mismatch::of(sum, Decimal::ONE_HUNDRED, tolerance, why)?;
    let (a, b) = (fold(&first.label), fold(&second.label));
    let opposite = words.opposites.iter().any(|Opposites(one, other)| {
        one.are_in(&a) && other.are_in(&b) || one.are_in(&b) && other.are_in(&a)
    });
    if !opposite {
        return None;
    }
    let message = format!(
        "“{}” {}% và “{}” {}% cộng lại là {}%",
        first.label,
        print(one.value.0),
        second.label,
        print(other.value.0),
        print(sum)
    );
    let would_be = print(Decimal::ONE_HUNDRED - one.value.0);
    let suggestion = format!("nếu {} đúng thì số kia là {would_be}%", print(one.value.0));
    Some(
        finding(Code::Compl01, &other.place, second, message)
            .numbers(numbers)
            .suggest(suggestion),
    )
}

/// What a whole of counts is made of, told by its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Things {
    Dossiers,
    Procedures,
}

/// SCOPE-01: no table has more dossiers paid for than dossiers received, nor more procedures
/// with a fee than procedures.
fn beyond(table: &Indicators, words: &Vocabulary) -> Vec<Finding> {
    let wholes = wholes(table, words);
    let of = |things| wholes.iter().filter(move |whole| whole.things == things);
    let received = of(Things::Dossiers).find(|whole| words.received.are_in(&whole.name));
    // The procedures of the unit itself come first.
    let procedures = of(Things::Procedures).next();
    let mut findings = Vec::new();
    for (limit, things, what) in [
        (received, Things::Dossiers, "hồ sơ tiếp nhận"),
        (procedures, Things::Procedures, "thủ tục của đơn vị"),
    ] {
        let Some(limit) = limit else { continue };
        for whole in of(things).filter(|whole| whole.total > limit.total) {
            let Some(numbers) = Mismatch::of_counts(whole.total, limit.total) else {
                continue;
            };
            let message = format!(
                "{}: {} lớn hơn số {what} ({}, {})",
                named(whole.line),
                print(whole.total),
                print(limit.total),
                named(limit.line)
            );
            findings.push(
                finding(Code::Scope01, whole.place, whole.line, message)
                    .numbers(numbers)
                    .suggest("số này có phải của cấp trên (tỉnh, huyện) không? lấy lại số của đơn vị mình"),
            );
        }
    }
    findings
}

/// A whole that counts of a table are parts of.
struct Whole<'a> {
    name: String,
    things: Things,
    total: Decimal,
    line: &'a Line,
    place: &'a Place,
}

fn wholes<'a>(table: &'a Indicators, words: &Vocabulary) -> Vec<Whole<'a>> {
    let mut wholes: Vec<Whole> = Vec::new();
    let mut parent = "";
    for line in &table.lines {
        if line.kind == RowKind::Item {
            parent = &line.label;
        }
        let (Some(count), Some(name)) = (&line.count, &line.part_of) else {
            continue;
        };
        let folded = fold(name);
        let things = if words.procedures.are_in(&folded) {
            Things::Procedures
        } else if words.dossiers.are_in(&fold(&format!("{name} {parent}"))) {
            Things::Dossiers
        } else {
            continue;
        };
        match wholes.iter_mut().find(|whole| whole.name == folded) {
            Some(whole) => whole.total += count.value,
            None => wholes.push(Whole {
                name: folded,
                things,
                total: count.value,
                line,
                place: &count.place,
            }),
        }
    }
    wholes
}

/// EMPTY-01 and EMPTY-02: a row, or a part of one, without any figure; a table in which nothing is
/// filled in yet is told once.
fn blank_rows(table: &Indicators) -> Vec<Finding> {
    let after = table.lines.iter().skip(1).map(Some).chain([None]);
    let asked: Vec<&Line> = (table.lines.iter().zip(after))
        .filter(|(line, next)| {
            let parted = next.is_some_and(|next| next.kind == RowKind::SubItem);
            line.kind != RowKind::Group && !(parted && line.kind == RowKind::Item)
        })
        .map(|(line, _)| line)
        .collect();
    let is_blank = |line: &&Line| line.count.is_none() && line.rate.stated.is_none();
    match asked.as_slice() {
        [first, _, ..] if asked.iter().all(is_blank) => vec![nothing_filled_in(first, asked.len())],
        _ => asked.into_iter().filter(is_blank).map(blank_row).collect(),
    }
}

fn blank_row(line: &Line) -> Finding {
    let code = match line.kind {
        RowKind::SubItem => Code::Empty02,
        _ => Code::Empty01,
    };
    let message = format!("{} không có số liệu", named(line));
    finding(code, &line.place, line, message)
        .suggest("không phát sinh thì ghi 0; chưa có số thì hỏi lại, hoặc bỏ dòng")
}

fn nothing_filled_in(first: &Line, rows: usize) -> Finding {
    let message = format!(
        "cả {rows} dòng của bảng, từ {}, không có số liệu",
        named(first)
    );
    finding(Code::Empty01, &first.place, first, message).suggest(
        "điền số liệu của kỳ này; không phát sinh thì ghi 0; văn bản không cần phụ lục thì bỏ “so_lieu”",
    )
}

/// NUMFMT-01: decimal points in a hồ sơ that writes decimal commas elsewhere.
fn marks(table: &Indicators) -> Vec<Finding> {
    let rates: Vec<_> = (table.lines.iter())
        .filter_map(|line| Some((line, line.rate.stated.as_ref()?)))
        .filter(|(_, rate)| rate.value.0.scale() > 0)
        .map(|(line, rate)| (line, rate, written(rate)))
        .collect();
    let commas = rates.iter().any(|(_, _, written)| written.contains(','));
    let pointed = rates
        .iter()
        .filter(|(_, _, written)| commas && has_point(written));
    pointed
        .map(|(line, rate, written)| {
            let message = format!("{} ghi dấu chấm thập phân: “{written}”", named(line));
            let right = format!("{}%", print(rate.value.0));
            finding(Code::NumFmt01, &rate.place, line, message)
                .words(*written, right.as_str())
                .suggest(format!("dùng dấu phẩy: {right}; văn bản in dấu phẩy"))
        })
        .collect()
}

/// A figure as it is written in a hồ sơ, up to what cannot belong to it.
fn written<T>(figure: &Sourced<T>) -> &str {
    let text = figure.place.written().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '%' | '-'));
    text.get(..end.unwrap_or(text.len()))
        .unwrap_or_default()
        .trim_end_matches([',', '.'])
}

/// DATE-01: what is counted in a month is counted no earlier than its first day.
fn counted_before(day: &Sourced<Date>, context: &Context) -> Option<Finding> {
    let period = context.inputs.period;
    let first = period.first_day();
    (day.value < first).then(|| {
        let message = format!(
            "số liệu thống kê đến ngày {}, trước khi {} bắt đầu",
            date::short(day.value),
            period.short()
        );
        let suggestion = format!(
            "kiểm tra “ngay_chot”; số liệu {} phải chốt từ {}",
            period.short(),
            date::short(first)
        );
        Finding::new(Code::Date01, &day.place, message)
            .part("ngày chốt số liệu")
            .words(date::short(day.value), format!("từ {}", date::short(first)))
            .suggest(suggestion)
    })
}

//! Days that stay in the words when last month's file is copied: by when something is to be done, and
//! up to when figures were counted.

use time::{Date, Month};

use super::dates::{counted_until, tells_results};
use super::last_of;
use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::texts::Stretch;
use crate::vn::date::{self, IssueDate};
use crate::vn::text::{has_word, is_whole, lower};

pub fn check(context: &Context, out: &mut Vec<Finding>) {
    for stretch in context.texts.prose() {
        out.extend(passed(context, &stretch));
        out.extend(taken_before(context, &stretch));
    }
}

/// DATE-10: what is to be done is not to be done before the document is signed. What was done, handed in
/// or issued by a day is no task.
fn passed(context: &Context, stretch: &Stretch) -> Vec<Finding> {
    let words = context.vocabulary;
    let (signed, is_day) = first_day(context);
    let told = words.deadlines.iter().flat_map(|lead| days(stretch, lead));
    let mut found = Vec::new();
    for (start, end) in told {
        let Some(day) = day_at(stretch, end, signed).filter(|day| *day < signed) else {
            continue;
        };
        let clause = clause_before(stretch.text.get(..start).unwrap_or_default());
        if !any(&words.tasks, &clause) || any(&words.no_tasks, &clause) {
            continue;
        }
        let until = if is_day {
            "ngày ký văn bản"
        } else {
            "ngày sớm nhất có thể ký văn bản"
        };
        let (told, signed) = (date::short(day), date::short(signed));
        let message = format!("hạn làm việc là {told}, trước {until} ({signed})");
        let [start, end] = [start, end].map(|at| stretch.start + at);
        let finding = context.at(Code::Date10, start, end, message);
        found.push(
            finding.suggest("sửa hạn của tháng trước còn sót; đúng là việc đã qua thì viết “đã …”"),
        );
    }
    found
}

/// DATE-11: figures of a period were not taken before it began.
fn taken_before(context: &Context, stretch: &Stretch) -> Vec<Finding> {
    let words = context.vocabulary;
    let period = context.inputs.period;
    let (begins, _) = period.days();
    let mut found = Vec::new();
    for (start, end) in words.until.iter().flat_map(|lead| days(stretch, lead)) {
        let Some(day) = day_at(stretch, end, begins).filter(|day| *day < begins) else {
            continue;
        };
        let clause = clause_before(stretch.text.get(..start).unwrap_or_default());
        if !any(&words.figures, &clause) || any(&words.other_period, &clause) {
            continue;
        }
        let message = format!(
            "bài ghi số liệu đến {}, trước khi {} bắt đầu",
            date::short(day),
            period.short()
        );
        let [start, end] = [start, end].map(|at| stretch.start + at);
        let finding = context.at(Code::Date11, start, end, message);
        found.push(
            finding.suggest("sửa ngày của kỳ trước còn sót, hoặc ghi rõ là số liệu kỳ trước"),
        );
    }
    found
}

/// The first day on which the document can have been signed, and whether it is the day that it has.
fn first_day(context: &Context) -> (Date, bool) {
    let period = context.inputs.period;
    let known = match tells_results(context) {
        true => counted_until(context).unwrap_or(period.known_on()),
        false => period.days().0,
    };
    match context.document.issued.date {
        IssueDate::Day(day) => (day, true),
        IssueDate::Month(year, month) => (first_of(year, month).unwrap_or(known).max(known), false),
        IssueDate::Open => (known, false),
    }
}

fn first_of(year: i32, month: Month) -> Option<Date> {
    Date::from_calendar_date(year, month, 1).ok()
}

/// Where words that lead a day stand.
fn days(stretch: &Stretch, lead: &str) -> Vec<(usize, usize)> {
    let text = stretch.text;
    let places = text.match_indices(lead);
    let places = places.map(|(at, _)| (at, at + lead.len()));
    places
        .filter(|(start, end)| is_whole(text, *start, *end))
        .collect()
}

/// The clause that ends at a place, in small letters.
fn clause_before(before: &str) -> String {
    let before = last_of(before);
    let clause = before.rfind([';', '\n']).map_or(0, |at| at + 1);
    let sentence = before.rfind(". ").map_or(0, |at| at + 2);
    lower(before.get(clause.max(sentence)..).unwrap_or_default())
}

fn any(words: &[String], clause: &str) -> bool {
    words.iter().any(|word| has_word(clause, word))
}

/// The day to which words lead: with its year, or behind “ngày”; then it is of the year in which it is nearest to
/// another day. “Trước hạn 7/9 hồ sơ” tells no day.
fn day_at(stretch: &Stretch, at: usize, near: Date) -> Option<Date> {
    /// No day stands farther behind the words that lead it: “trước 17 giờ 00 phút ngày …”.
    const FAR: usize = 48;
    let after = stretch.text.get(at..).unwrap_or_default();
    let after = after.get(..after.floor_char_boundary(FAR));
    let after = after
        .unwrap_or_default()
        .split([',', ';', ':', '(', '\n'])
        .next()
        .unwrap_or_default();
    let (led, after) = match after.split_once("ngày ") {
        Some((_, rest)) => (true, rest),
        None => (false, after),
    };
    let [before, this, next] = [-1, 0, 1].map(|more| date::begins(after, near.year() + more));
    if this == next {
        return this;
    }
    let all = [before, this, next].into_iter().flatten().filter(|_| led);
    all.min_by_key(|day| (*day - near).abs())
}

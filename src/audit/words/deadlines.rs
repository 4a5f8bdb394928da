//! Days that stay in the words when last month's file is copied: by when something is to be done, and
//! up to when figures were counted.

use time::{Date, Duration, Month};

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::texts::Stretch;
use crate::vn::date::{self, IssueDate};
use crate::vn::text::{fold, is_whole};

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
    let signed = first_day(context);
    let told = words.deadlines.iter().flat_map(|lead| days(stretch, lead));
    let mut found = Vec::new();
    for (start, end, clause) in told {
        let after = stretch.text.get(end..).unwrap_or_default();
        let Some(day) = near(after, signed).filter(|day| *day < signed) else {
            continue;
        };
        let before = fold(clause);
        if !words.tasks.are_in(&before) || words.no_tasks.are_in(&before) {
            continue;
        }
        let (told, issued) = (date::short(day), context.day.unwrap_or(signed));
        let message = format!(
            "hạn làm việc là {told}, trước ngày ký văn bản ({})",
            date::short(issued)
        );
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
    for (start, end, clause) in words.until.iter().flat_map(|lead| days(stretch, lead)) {
        let after = stretch.text.get(end..).unwrap_or_default();
        let day = date::begins(after, begins.year()).filter(|day| *day < begins);
        let before = fold(clause);
        let taken = words.figures.are_in(&before) && !words.other_period.are_in(&before);
        let Some(day) = day.filter(|_| taken) else {
            continue;
        };
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

/// The first day on which the document can have been signed.
fn first_day(context: &Context) -> Date {
    let known = context.inputs.period.known_on();
    match context.document.issued.date {
        IssueDate::Day(day) => day,
        IssueDate::Month(year, month) => first_of(year, month).unwrap_or(known),
        IssueDate::Open => known,
    }
}

fn first_of(year: i32, month: Month) -> Option<Date> {
    Date::from_calendar_date(year, month, 1).ok()
}

/// Where words that lead a day stand, and the clause before them.
fn days<'a>(stretch: &Stretch<'a>, lead: &str) -> Vec<(usize, usize, &'a str)> {
    let text = stretch.text;
    let places = text.match_indices(lead).filter_map(|(at, _)| {
        let before = text.get(..at)?;
        let clause = before.rfind([';', '\n']).map_or(0, |at| at + 1);
        let sentence = before.rfind(". ").map_or(0, |at| at + 2);
        let clause = before.get(clause.max(sentence)..)?;
        is_whole(text, at, at + lead.len()).then_some((at, at + lead.len(), clause))
    });
    places.collect()
}

/// The day that words begin with; one without its year is of the year in which it is nearest after half
/// a year ago: in December “trước ngày 15/01” is of the next one.
fn near(text: &str, signed: Date) -> Option<Date> {
    let [this, next] = [0, 1].map(|more| date::begins(text, signed.year() + more));
    let long_ago = |day: &Date| signed - *day > Duration::days(183);
    if this == next {
        this
    } else {
        this.filter(|day| !long_ago(day)).or(next)
    }
}

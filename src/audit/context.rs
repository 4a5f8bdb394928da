//! What every check may look at.

use time::{Date, Month};

use super::code::Code;
use super::finding::Finding;
use super::texts::Texts;
use super::vocabulary::Vocabulary;
use crate::compose::Inputs;
use crate::document::Document;
use crate::fault::Place;
use crate::nd30::Decree;
use crate::source::Words;
use crate::vn::date::IssueDate;
use crate::vn::period::Period;
use crate::vn::text::lower;

/// A document with what it was made from.
#[derive(Clone, Copy)]
pub struct Audited<'a> {
    /// What the hồ sơ gives.
    pub inputs: &'a Inputs,
    /// The document made of it.
    pub document: &'a Document,
    /// The decree.
    pub decree: &'a Decree,
    /// The hồ sơ's file, for what is in no place of it.
    pub file: &'a Place,
    /// Where the template names the type.
    pub kind: &'a Place,
}

/// What every check may look at: the subject, its words, the day that decides what holds.
pub struct Context<'a> {
    /// What the hồ sơ gives.
    pub inputs: &'a Inputs,
    /// The document made of it.
    pub document: &'a Document,
    /// The decree.
    pub decree: &'a Decree,
    /// The words by which sentences are understood.
    pub vocabulary: &'a Vocabulary,
    /// The hồ sơ's file.
    pub file: Place,
    /// Where the template names the type.
    pub kind: &'a Place,
    /// The document's words.
    pub texts: Texts<'a>,
    /// The same in small letters, each of as many bytes ([`lower`]).
    pub lowered: String,
    /// The day it is issued; before it is dated, the last day of its month or of its period.
    pub day: Option<Date>,
}

impl<'a> Context<'a> {
    /// Of a document.
    pub fn of(subject: Audited<'a>, vocabulary: &'a Vocabulary) -> Self {
        let Audited {
            inputs,
            document,
            decree,
            file,
            kind,
        } = subject;
        let file = file.clone();
        let texts = Texts::of(document, file.clone());
        Self {
            inputs,
            document,
            decree,
            vocabulary,
            file,
            kind,
            lowered: lower(&texts.all),
            texts,
            day: day(document.issued.date, inputs.period),
        }
    }

    /// Where words were written; the hồ sơ if in no file.
    pub fn place(&self, words: &Words) -> Place {
        words.place().unwrap_or_else(|| self.file.clone())
    }

    /// A finding about a stretch of the document's words.
    pub fn at(&self, code: Code, start: usize, end: usize, message: impl Into<String>) -> Finding {
        let place = self.texts.place_at(start, end);
        let part = self.texts.describe(self.texts.part_at(start));
        let sentence = self.texts.sentence_at(start);
        Finding::new(code, &place, message)
            .part(part)
            .sentence(sentence)
    }
}

fn day(date: IssueDate, period: Period) -> Option<Date> {
    match date {
        IssueDate::Day(day) => Some(day),
        IssueDate::Month(year, month) => last_day(year, month),
        IssueDate::Open => Some(period.known_on()),
    }
}

fn last_day(year: i32, month: Month) -> Option<Date> {
    Date::from_calendar_date(year, month, month.length(year)).ok()
}

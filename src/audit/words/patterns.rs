//! The patterns (`checks/mau-cau.yaml`): forms of dates, numbers, citations and sentences that
//! a dictionary cannot list. Each is a regular expression with its code and its repair.

use std::sync::OnceLock;

use regex::{Regex, RegexSet};
use time::Date;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{self, FromNode, Node, Shape, form};
use crate::vn::text::is_whole;

const PATTERNS: &str = include_str!("../../../checks/mau-cau.yaml");

form! {
    /// A pattern.
    pub struct Pattern: PATTERN, "mẫu câu" {
        code: required::<Code>("ma", "Mã kiểm tra"),
        regex: required::<Expression>("tim", "Biểu thức tìm"),
        /// Stretches that fit this too are no fault.
        except: optional::<Expression>("tru", "Khớp cả biểu thức này thì không báo"),
        /// What is wrong.
        message: required::<String>("noi", "Báo gì"),
        /// What to write instead, with `$1` for what was found; empty if nobody can know.
        right: or_default::<String>("dung", "Viết đúng là, với $1 cho phần tìm thấy"),
        suggestion: or_default::<String>("nen", "Nên làm gì"),
        /// Whether it is about running text only, not about titles and cells.
        prose: or_default::<bool>("chi_bai", "Chỉ tìm trong bài"),
        from: optional::<Date>("tu", "Đúng từ ngày"),
        until: optional::<Date>("den", "Đúng đến ngày"),
    }
}

/// A regular expression that is compiled when it is first needed: one pass over a document tells
/// which few of them occur in it, and compiling all would take longer than all else in `render`.
struct Expression {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl FromNode for Expression {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        Some(Self {
            text: String::from_node(node, faults)?,
            compiled: OnceLock::new(),
        })
    }
}

impl Expression {
    /// None if it is no expression: a test keeps those that are shipped sound.
    fn get(&self) -> Option<&Regex> {
        let compile = || Regex::new(&self.text).ok();
        self.compiled.get_or_init(compile).as_ref()
    }
}

/// All patterns: one pass tells which of them occur at all.
pub struct Patterns {
    patterns: Vec<Pattern>,
    set: RegexSet,
}

impl Patterns {
    /// The patterns that are shipped.
    pub fn shipped() -> Result<Self, Faults> {
        let file = "checks/mau-cau.yaml";
        let patterns: Vec<Pattern> = form::read(file, PATTERNS)?;
        let set = RegexSet::new(patterns.iter().map(|pattern| &pattern.regex.text));
        let set = set.map_err(|error| {
            let found = format!("các mẫu câu không dùng được: {error}");
            Fault::new(Kind::Internal, Place::file(file), found)
        })?;
        Ok(Self { patterns, set })
    }

    /// All faulty forms in the document's words.
    pub fn check(&self, context: &Context, out: &mut Vec<Finding>) {
        for index in self.set.matches(&context.texts.all) {
            if let Some(pattern) = self.patterns.get(index)
                && pattern.holds(context.day)
            {
                pattern.check(context, out);
            }
        }
    }
}

impl Pattern {
    fn holds(&self, day: Option<Date>) -> bool {
        let from = self
            .from
            .is_none_or(|from| day.is_some_and(|day| from <= day));
        from && self
            .until
            .is_none_or(|until| day.is_some_and(|day| day <= until))
    }

    fn check(&self, context: &Context, out: &mut Vec<Finding>) {
        let all = context.texts.all.as_str();
        let Some(regex) = self.regex.get() else {
            return;
        };
        let except = self.except.as_ref().and_then(Expression::get);
        for groups in regex.captures_iter(all) {
            let Some(whole) = groups.get(0) else { continue };
            let (start, end) = (whole.start(), whole.end());
            let excepted = except.is_some_and(|regex| regex.is_match(whole.as_str()));
            let misplaced = self.prose && !context.texts.part_at(start).is_prose();
            if excepted || misplaced || !is_whole(all, start, end) {
                continue;
            }
            let mut expected = String::new();
            groups.expand(&self.right, &mut expected);
            let written = whole.as_str().trim();
            if written == expected {
                continue;
            }
            let message = format!("{}: “{written}”", self.message);
            let suggestion = match (self.suggestion.as_str(), expected.as_str()) {
                ("", "") => "đọc lại câu này".to_owned(),
                ("", right) => format!("sửa thành “{right}”"),
                (suggestion, _) => suggestion.to_owned(),
            };
            let blank = whole.as_str().len() - whole.as_str().trim_start().len();
            let finding = context.at(self.code, start + blank, end, message);
            out.push(finding.words(written, expected).suggest(suggestion));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_expression_compiles() {
        for pattern in Patterns::shipped().unwrap().patterns {
            assert!(pattern.regex.get().is_some(), "{}", pattern.regex.text);
            let except = pattern.except.as_ref();
            assert!(
                except.is_none_or(|except| except.get().is_some()),
                "{}",
                pattern.code
            );
        }
    }
}

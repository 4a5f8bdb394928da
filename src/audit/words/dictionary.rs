//! The dictionary (`checks/tu-dien.yaml`): wrong forms with the right one, fixed terms with
//! their capitals, terms that are obsolete from a day on. Every word of a document is looked
//! up in one pass.

use aho_corasick::AhoCorasick;
use time::Date;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::texts::Part;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{self, FromNode, Node, Shape, choice, form};
use crate::vn::text::{is_whole, lower};

const WORDS: &str = include_str!("../../../checks/tu-dien.yaml");

form! {
    /// A term of the dictionary.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Term: TERM, "mục từ" {
        code: optional::<TermCode>(
            "ma",
            "Mã kiểm tra (bỏ trống: TERM-01, hoặc TERM-02 khi không có “sai”)",
        ),
        /// Wrong forms. None: any form of `right` in other capitals is wrong.
        wrong: or_default::<Vec<String>>(
            "sai",
            "Các cách viết sai; bỏ trống: viết hoa khác “dung” là sai",
        ),
        /// The right form.
        right: required::<String>("dung", "Cách viết đúng"),
        /// Why, or since when.
        note: or_default::<String>("ghi_chu", "Vì sao, từ bao giờ"),
        from: optional::<Date>("tu", "Đúng từ ngày"),
        until: optional::<Date>("den", "Đúng đến ngày"),
    }
}

/// The code of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TermCode(Code);

impl TermCode {
    const fn known(code: Code) -> (&'static str, &'static str, Self) {
        (code.as_str(), "", Self(code))
    }
}

choice!(
    TermCode,
    "mã của mục từ",
    [
        Self::known(Code::Term01),
        Self::known(Code::Term02),
        Self::known(Code::Term04),
        Self::known(Code::Law02),
        Self::known(Code::Law03),
    ]
);

impl FromNode for Dictionary {
    fn shape() -> Shape {
        Vec::<Term>::shape()
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let dictionary = Self::of(Vec::from_node(node, faults)?);
        faults.absorb(dictionary)
    }
}

/// Terms, compiled for one pass over a text in small letters.
pub struct Dictionary {
    terms: Vec<Term>,
    /// The term that each form belongs to.
    owners: Vec<usize>,
    forms: AhoCorasick,
}

impl Dictionary {
    /// The terms that are shipped.
    pub fn shipped() -> Result<Self, Faults> {
        form::read("checks/tu-dien.yaml", WORDS)
    }

    /// These terms.
    fn of(terms: Vec<Term>) -> Result<Self, Faults> {
        let mut forms = Vec::new();
        let mut owners = Vec::new();
        for (owner, term) in terms.iter().enumerate() {
            let right = std::slice::from_ref(&term.right);
            let written = if term.wrong.is_empty() {
                right
            } else {
                &term.wrong
            };
            for form in written {
                forms.push(lower(form));
                owners.push(owner);
            }
        }
        let forms = AhoCorasick::new(&forms).map_err(|error| {
            let found = format!("từ điển không dùng được: {error}");
            Fault::new(Kind::Internal, Place::file("checks/tu-dien.yaml"), found)
        })?;
        Ok(Self {
            terms,
            owners,
            forms,
        })
    }

    /// All wrong forms in the document's words.
    pub fn check(&self, context: &Context, out: &mut Vec<Finding>) {
        let all = context.texts.all.as_str();
        let forms = self.forms.find_overlapping_iter(&context.lowered);
        let mut matches: Vec<_> = forms.collect();
        // Of forms that overlap, the one that begins first and is longest is passed.
        matches.sort_by_key(|found| (found.start(), std::cmp::Reverse(found.end())));
        let mut passed = 0;
        for found in matches {
            let (start, end) = (found.start(), found.end());
            if start < passed {
                continue;
            }
            let owner = self.owners.get(found.pattern().as_usize());
            let term = owner.and_then(|owner| self.terms.get(*owner));
            let (Some(term), Some(written)) = (term, all.get(start..end)) else {
                continue;
            };
            if !is_whole(all, start, end) || term.accepts(written) || !term.holds(context.day) {
                continue;
            }
            passed = end;
            let expected = like(written, &term.right);
            let mut suggestion = format!("sửa thành “{expected}”");
            if !term.note.is_empty() {
                suggestion.push_str(&format!(" ({})", term.note));
            }
            // Whether the issuer's own level exists, the levels tell (`law`).
            if term.code() == Code::Law03 && context.texts.part_at(start) == Part::Issuer {
                continue;
            }
            let message = format!("{} “{written}”", term.says());
            out.push(
                context
                    .at(term.code(), start, end, message)
                    .words(written, expected)
                    .suggest(suggestion),
            );
        }
    }
}

impl Term {
    fn code(&self) -> Code {
        match self.code {
            Some(TermCode(code)) => code,
            None if self.wrong.is_empty() => Code::Term02,
            None => Code::Term01,
        }
    }

    fn says(&self) -> &'static str {
        match self.code() {
            Code::Term04 | Code::Law02 => "cách gọi không còn dùng:",
            Code::Law03 => "cấp, cơ quan không còn:",
            Code::Term02 => "tên viết hoa không đúng:",
            _ => "viết sai:",
        }
    }

    /// Whether the form as written is no fault: the right one, or a heading in capitals.
    fn accepts(&self, written: &str) -> bool {
        let capitals = !written.chars().any(char::is_lowercase);
        if self.wrong.is_empty() {
            return written == self.right || capitals;
        }
        written == self.right
    }

    fn holds(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => {
                self.from.is_none_or(|from| from <= day)
                    && self.until.is_none_or(|until| day <= until)
            }
            None => self.from.is_none() && self.until.is_none(),
        }
    }
}

/// The right form, in capitals if the wrong one is.
fn like(written: &str, right: &str) -> String {
    if written.chars().any(char::is_lowercase) {
        right.to_owned()
    } else {
        right.to_uppercase()
    }
}

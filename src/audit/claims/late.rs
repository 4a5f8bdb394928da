//! XREF-04: units whose late dossiers the text names, against their points for timeliness.

use rust_decimal::Decimal;

use super::supposed;
use super::vocabulary::Hint;
use super::{Claims, Sentence};
use crate::audit::Code;
use crate::audit::finding::Finding;
use crate::audit::names::bare;
use crate::framework::Role;
use crate::score::{Scores, Unit};
use crate::vn::identity::Identity;
use crate::vn::name::Name;
use crate::vn::number::print;
use crate::vn::spelling::{self, is_apostrophe};
use crate::vn::text::{fold, has_word, is_alphanumeric, lower, words};

impl Claims<'_, '_> {
    /// XREF-04: units that are said to have late dossiers have lost points for it, and units
    /// that have lost points are named.
    pub(super) fn late(&self, sentence: &Sentence, out: &mut Vec<Finding>) {
        let units: Vec<&Unit> = self.context.inputs.listed().collect();
        if units.len() < 2 {
            return;
        }
        if !self.context.vocabulary.late.are_in(&fold(sentence.text)) {
            return;
        }
        let small = lower(sentence.text);
        let none = self.grammar.hint(Hint::NoneLate);
        if none.iter().any(|words| small.contains(words.as_str())) {
            return;
        }
        let names: Vec<&str> = units.iter().map(|unit| unit.scores.name.as_str()).collect();
        let blamed: Vec<bool> = names
            .iter()
            .map(|name| self.blames(sentence.text, name, &names))
            .collect();
        if !blamed.iter().any(|blamed| *blamed) {
            return;
        }
        // Who is to do something, and who has most, are not all that have some.
        let ordered = self.grammar.is_command(sentence.text)
            || supposed::plan(self.grammar, sentence.text, sentence.tokens).is_some();
        let listed =
            self.grammar.has(&small, Hint::HasLate) && !self.grammar.has(&small, Hint::SomeLate);
        let all = listed && !ordered;
        for (unit, blamed) in units.iter().zip(blamed) {
            let Some((points, maximum)) = progress(&unit.scores) else {
                continue;
            };
            let full = points >= maximum;
            if blamed != full || !(full || all) {
                continue;
            }
            let name = &unit.scores.name;
            let message = if full {
                format!(
                    "bài nêu “{name}” có hồ sơ trễ hạn, nhưng điểm tiến độ là {}/{}",
                    print(points),
                    print(maximum)
                )
            } else {
                format!(
                    "“{name}” mất điểm tiến độ ({}/{}) mà bài không nêu trong các đơn vị trễ hạn",
                    print(points),
                    print(maximum)
                )
            };
            let named = sentence.text.find(bare(name)).filter(|_| full);
            let blank = sentence.text.len() - sentence.text.trim_start().len();
            let span = (named.unwrap_or(blank), sentence.text.len());
            let finding = self.told(Code::Xref04, sentence, span, message);
            out.push(finding.suggest("so lại danh sách đơn vị trễ hạn với điểm tiến độ"));
        }
    }

    /// Whether a sentence names a unit: by its own name, or by a kind that only it has.
    fn blames(&self, text: &str, name: &str, names: &[&str]) -> bool {
        let issuer = Identity::of(&self.context.inputs.issuer.name);
        if is_named(text, name, (names, &issuer)) {
            return true;
        }
        let sort = Name::of(name).sort;
        let alike = names.iter().filter(|other| Name::of(other).sort == sort);
        let only =
            self.context.vocabulary.sorts.iter().any(|one| one == sort) && alike.count() == 1;
        only && has_word(&lower(text), sort)
    }
}

/// Whether a text names a unit: by its own name, or one that differs in marks only and is that of no
/// other of these units (NAME-02 tells it); behind no word that makes it another unit or the issuer:
/// a commune may bear the name of the district that reports.
fn is_named(text: &str, name: &str, (names, issuer): (&[&str], &Identity)) -> bool {
    let (unit, own) = (Identity::of(name), bare(name));
    let words = words(text, |c| is_alphanumeric(c) || is_apostrophe(c));
    let length = spelling::key(own).split(' ').count();
    let begin = initial(own);
    words.windows(length).enumerate().any(|(at, run)| {
        let end = run.last().map_or(0, |(start, word)| start + word.len());
        let written = run.first().and_then(|(start, _)| text.get(*start..end));
        let alike = written.filter(|written| initial(written) == begin);
        if !alike.is_some_and(|written| is_meant(written, own, names)) {
            return false;
        }
        // The word for its sort is one or two: “thị trấn”.
        let led = (1..=2).find_map(|before| {
            let (start, _) = words.get(at.checked_sub(before)?)?;
            let sort = Name::of(text.get(*start..end)?).sort;
            (!sort.is_empty()).then(|| Identity::of(&format!("{sort} {own}")))
        });
        match led {
            Some(led) => led.may_be(&unit) && !led.may_be(issuer),
            None => !own.starts_with(|c: char| c.is_ascii_digit()),
        }
    })
}

/// What all ways to write a name begin with.
fn initial(name: &str) -> Option<String> {
    let first = name.trim_start_matches('0').chars().next();
    first.map(|first| fold(&first.to_string()))
}

/// Whether what is written is nearer to this name than to those of all other units.
fn is_meant(written: &str, own: &str, names: &[&str]) -> bool {
    let (far, folded) = (spelling::distance(written, own), fold(written));
    // Few words are a name at all: only those are held against the names of the other units.
    let nearest = || {
        let alike = names.iter().map(|name| bare(name));
        let alike = alike.filter(|name| fold(name) == folded);
        alike.map(|name| spelling::distance(written, name)).min()
    };
    far == 0 || fold(own) == folded && nearest() == Some(far)
}

/// Points and maximum of what measures timeliness.
fn progress(scores: &Scores) -> Option<(Decimal, Decimal)> {
    let group = scores.group_of(Role::Timeliness)?;
    Some((group.achieved()?, group.applicable()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str, name: &str) -> bool {
        let issuer = Identity::of("Ủy ban nhân dân huyện Mường Ảng");
        is_named(text, name, (&[name, "xã Đồng Thái"], &issuer))
    }

    /// The commune Mường Ảng lies in the district Mường Ảng, and was said not to be named.
    #[test]
    fn a_commune_may_bear_the_name_of_its_district() {
        for name in ["xã Mường Ảng", "Mường Ảng"] {
            assert!(named("Nặm Lịch 18,2 điểm và Mường Ảng 27,4 điểm", name));
            assert!(named("xã Mường Ảng của huyện Mường Ảng", name));
            assert!(!named("các đơn vị của huyện Mường Ảng", name));
            assert!(!named("xã Mường Ảngxx", name));
        }
    }

    #[test]
    fn names_that_differ_in_a_mark_or_in_their_sort_are_others() {
        assert!(named(
            "xã Đồng Thái trễ hạn",
            "UBND xã Đồng Thái - tỉnh An Giang"
        ));
        assert!(!named("xã Đồng Thái trễ hạn", "xã Đông Thái"));
        // Nobody else can be meant, or somebody is who is nearer.
        assert!(named("xã Đông Thai trễ hạn", "xã Đông Thái"));
        assert!(!named("xã Đồng Thai trễ hạn", "xã Đông Thái"));
        assert!(named("Toà Tỉnh", "xã Tỏa Tình"));
        assert!(named("(Thuỷ Hoà, CƯ M’GAR)", "xã Thủy Hòa"));
        assert!(named("(Thuỷ Hoà, CƯ M’GAR)", "xã Cư M'gar"));
        assert!(named("xã Chân Mây - Lăng Cô", "xã Chân Mây – Lăng Cô"));
        assert!(!named("phường Tân An trễ hạn", "xã Tân An"));
        assert!(named("thị trấn Tuần Giáo", "Thị trấn Tuần Giáo"));
        assert!(named("các phường 1, phường 02", "Phường 2"));
        assert!(!named("tháng 2 phường 12", "Phường 2"));
    }
}

//! Sentences that claim nothing: those that only suppose something, or say where a band begins.

use rust_decimal::Decimal;

use super::grammar::Grammar;
use super::token::{Kind, Token};
use super::vocabulary::{Hint, Role};

/// Whether a sentence only supposes something, or says a rule; “trong 6 trục thì 5 trục tăng” does
/// not.
pub fn is_supposed(grammar: &Grammar, text: &str, tokens: &[Token]) -> bool {
    let words = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let first = tokens.first().map(words);
    let among = first.is_some_and(|words| grammar.begins(words, Hint::Among));
    tokens.iter().enumerate().any(|(at, token)| {
        let topic = || tokens.get(..at).unwrap_or_default().iter().all(names_topic);
        let exact = || tokens.iter().any(is_exact);
        let kind = |at: usize| tokens.get(at).map(|token| token.kind);
        // “hồ sơ A đã gửi thư xin lỗi, hồ sơ B thì chưa”
        let denied = || {
            let not = kind(at + 1) == Some(Kind::Role(Role::Not));
            not && matches!(kind(at + 2), None | Some(Kind::Mark(_)))
        };
        let speaks =
            || grammar.is(words(token), Hint::Topic) && (among || topic() || exact() || denied());
        // “có 02 trường hợp chưa được đánh giá”
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let counted = matches!(before.map(|token| token.kind), Some(Kind::Number(_)));
        let counted = counted && grammar.is(words(token), Hint::Cases);
        token.kind == Kind::Role(Role::Supposed) && !speaks() && !counted
    })
}

/// From where on a sentence is of what is to be done. What is asked why of is there already, and so is
/// what lacks to a band: “đề nghị làm rõ vì sao …”, “muốn lên loại Xuất sắc, cần thêm 2,35 điểm”.
pub fn plan(grammar: &Grammar, text: &str, tokens: &[Token]) -> Option<usize> {
    let word = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let plan = |token: &Token| token.kind == Kind::Role(Role::Plan);
    let first = tokens.iter().position(plan)?;
    let small = crate::vn::text::lower(text.get(tokens.get(first)?.start..).unwrap_or_default());
    let why = |text: &str| {
        let hints = grammar.hint(Hint::Why).iter();
        hints.filter_map(|hint| text.find(hint.as_str())).min()
    };
    let near = tokens.iter().skip(first).take(8);
    let redo = near
        .clone()
        .any(|token| token.kind == Kind::Role(Role::Redo));
    let from = tokens.get(first).map_or(0, |token| token.start);
    let asked = why(&small).filter(|_| redo).map(|at| from + at);
    let banded = tokens
        .iter()
        .any(|token| matches!(token.kind, Kind::Band(_)));
    let lacks = tokens
        .iter()
        .any(|token| token.kind == Kind::Role(Role::Lacks));
    let gap = |token: &Token| banded && lacks && grammar.is(word(token), Hint::Wishes);
    let mut plans = tokens.iter().enumerate().filter(|(_, token)| plan(token));
    let next = plans.find(|(_, token)| {
        let before = asked.is_some_and(|at| token.start < at);
        !before && !gap(token)
    });
    next.map(|(at, _)| at)
}

/// Whether a number is too exact for a rule: “tiếp nhận 1.252 hồ sơ thì 1.230 hồ sơ đã số hóa”.
fn is_exact(token: &Token) -> bool {
    let Kind::Number(value) = token.kind else {
        return false;
    };
    value.scale() > 0 || value > Decimal::ONE_HUNDRED
}

/// Whether a word only says of what is spoken: “mức độ hài lòng thì 11/12 đơn vị đạt 15 điểm”.
fn names_topic(token: &Token) -> bool {
    match token.kind {
        Kind::Axis(_) | Kind::Unit(_) | Kind::Own | Kind::When(_) => true,
        Kind::Role(role) => [
            Role::Filler,
            Role::UnitNoun,
            Role::AxisNoun,
            Role::OfWhom,
            Role::Rate,
            Role::Points,
            Role::Total,
            Role::Rank,
            Role::Described,
            Role::And,
            Role::Only,
            Role::Own,
        ]
        .contains(&role),
        _ => false,
    }
}

/// Whether a sentence only says from how many points to how many a band goes.
pub fn defines(tokens: &[Token], cuts: &[Decimal]) -> bool {
    let is = |kind: fn(&Kind) -> bool| tokens.iter().any(|token| kind(&token.kind));
    let banded = is(|kind| matches!(kind, Kind::Band(_)));
    let named = is(|kind| matches!(kind, Kind::Unit(_) | Kind::Own | Kind::Axis(_)));
    let total = is(|kind| matches!(kind, Kind::Role(Role::Total)));
    let ranges = is(|kind| {
        matches!(
            kind,
            Kind::Role(Role::From | Role::AtLeast | Role::Below | Role::Above)
        )
    });
    let cut = |token: &Token| match token.kind {
        Kind::Number(value) => cuts.contains(&value) || value == Decimal::ONE_HUNDRED,
        _ => true,
    };
    let rate = is(|kind| *kind == Kind::Mark('%'));
    // “không đơn vị nào dưới 80 điểm” tells of units.
    let [not, noun] = [Role::Not, Role::UnitNoun].map(|role| Some(Kind::Role(role)));
    let mut pairs = tokens.windows(2);
    let denied = pairs.any(|two| {
        two.first().map(|one| one.kind) == not && two.last().map(|one| one.kind) == noun
    });
    banded && ranges && !named && !total && !rate && !denied && tokens.iter().all(cut)
}

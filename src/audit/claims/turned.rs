//! Of what a unit's change is one: of all points, of a group that the sentence speaks of, or of the rank.

use super::token::{Kind, Token};
use super::vocabulary::Role;

/// Of what a change is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// Of all points.
    Total,
    /// Of a group of points, by its number.
    Group(usize),
    /// Of the rank.
    Rank,
}

fn parts(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark(',' | ';' | '.' | '('))
}

/// A stretch, and what stands beside it up to a mark.
pub fn near(tokens: &[Token], from: usize, to: usize) -> &[Token] {
    let first = tokens.partition_point(|token| token.start < from);
    let last = tokens.partition_point(|token| token.start < to);
    let before = tokens.get(..first).unwrap_or_default();
    let after = tokens.get(last..).unwrap_or_default();
    let first = before.iter().rposition(parts).map_or(0, |at| at + 1);
    let end = after.iter().position(parts).unwrap_or(after.len());
    tokens.get(first..last + end).unwrap_or_default()
}

/// Whether a rank or places stand beside what turned, and no points: “tăng hạng”, “thứ hạng của A và B tăng”, not
/// “tăng 1,25 điểm và xếp hạng 5”.
fn is_of_rank(tokens: &[Token], from: usize, to: usize) -> bool {
    let is = |token: &Token, role| token.kind == Kind::Role(role);
    let ends = |token: &Token| parts(token) || is(token, Role::And);
    let points = |own: &[Token]| own.iter().any(|token| is(token, Role::Points));
    let ranks = |own: &[Token]| {
        let mut own = own.iter();
        own.any(|token| is(token, Role::Rank) || is(token, Role::Places))
    };
    let own = near(tokens, from, to);
    let first = own.partition_point(|token| token.start < from);
    let last = own.partition_point(|token| token.start < to);
    let (before, rest) = (own.get(..first), own.get(last..));
    let (before, rest) = (before.unwrap_or_default(), rest.unwrap_or_default());
    let end = rest.iter().position(ends).unwrap_or(rest.len());
    let after = own.get(first..last + end).unwrap_or_default();
    !points(after) && (ranks(after) || ranks(before) && !points(before))
}

/// Of what may be spoken. “Mức độ hài lòng: 04 xã tăng” is of the group; where a group is named otherwise, nobody
/// knows: “thanh toán trực tuyến của A là 9,56 điểm nhưng giảm”, “nhờ số hóa hồ sơ, A tăng”. “06 đơn vị giảm
/// hạng”, “giảm bậc nhiều nhất” are of the rank.
pub fn meant(tokens: &[Token], from: usize, to: usize) -> Vec<Turned> {
    let axis = |token: &Token| match token.kind {
        Kind::Axis(index) => Some(Turned::Group(index)),
        _ => None,
    };
    let is = |token: &Token, role| token.kind == Kind::Role(role);
    if is_of_rank(tokens, from, to) {
        return vec![Turned::Rank];
    }
    let own = near(tokens, from, to);
    if let Some(group) = own.iter().rev().find_map(axis) {
        return vec![group, Turned::Total];
    }
    let before = tokens.get(..tokens.partition_point(|token| token.end <= from));
    let before = before.unwrap_or_default();
    let at = before.iter().rposition(|token| axis(token).is_some());
    let (Some(at), false) = (at, own.iter().any(|token| is(token, Role::Total))) else {
        return vec![Turned::Total];
    };
    let between = before.get(at + 1..).unwrap_or_default();
    let mark = |token: &Token, mark| token.kind == Kind::Mark(mark);
    let leads = between.first().is_some_and(|token| mark(token, ':'));
    let ended = between
        .iter()
        .any(|token| mark(token, ';') || is(token, Role::Total));
    let group = before.get(at).and_then(axis).into_iter();
    let total = (!leads || ended).then_some(Turned::Total);
    group.chain(total).collect()
}

//! A sentence as tokens: numbers, marks, names, and words with the parts they play.

use std::sync::Arc;

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::grammar::{Grammar, Hint, Role};
use super::phrases::{Lexicon, plain};
use crate::vn::number::{begins_groups, parse_in_text, span_in_text};
use crate::vn::period::{ANY, NOUNS, PartOfYear, named as named_part};
use crate::vn::text::{is_alphanumeric, is_letter};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Words that play a part.
    Role(Role),
    /// The name of a group of points, by its number.
    Axis(usize),
    /// The name of a unit of the tables, by its number.
    Unit(usize),
    /// The name of the hồ sơ's own unit.
    Own,
    /// The name of a band, by its number.
    Band(usize),
    /// A number.
    Number(Decimal),
    /// A month: whether it is this one, the one before, or another.
    When(When),
    /// A mark.
    Mark(char),
    /// A word that plays no known part; with a capital or not.
    Word(bool),
    /// A date, the number of a document: no figure.
    Nothing,
}

/// Of which period something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Of the period of the hồ sơ.
    Now,
    /// Of the period before, with which it is compared.
    Before,
    /// Of the same period of the year before.
    YearBefore,
    /// Of another period of the same kind.
    Month,
    /// Of any other time.
    Other,
}

/// A token with its place in the sentence.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A piece of text before names and phrases are looked for.
struct Piece<'t> {
    text: &'t str,
    start: usize,
    word: Option<String>,
}

impl Piece<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, c)) = letters.next() {
        if c.is_whitespace() {
            continue;
        }
        // A sign belongs to the figure, a hyphen to the word before it.
        let before = text.get(..start).unwrap_or_default();
        let apart = before.is_empty() || before.ends_with([' ', '(']);
        let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let signed = c == '-' && apart && text.get(start + 1..).is_some_and(digit);
        let number = c.is_ascii_digit() || signed;
        let letter = is_letter(c);
        let digits = text.get(start + usize::from(signed)..).unwrap_or_default();
        let span = start + usize::from(signed) + if number { span_in_text(digits) } else { 0 };
        let inside = |at: usize, next: char| match number {
            true => at < span,
            false => letter && is_alphanumeric(next),
        };
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = letters.next_if(|(at, next)| inside(*at, *next)) {
            end = at + next.len_utf8();
        }
        let text = text.get(start..end).unwrap_or_default();
        let word = letter.then(|| plain(text));
        pieces.push(Piece { text, start, word });
    }
    pieces
}

/// What names and phrases mean.
pub struct Names<'a> {
    /// The parts that words play.
    pub grammar: &'a Grammar,
    /// Names of units, then those of groups and bands, which win over phrases as long as they.
    pub names: [Arc<Lexicon<(Kind, Wanted)>>; 2],
    /// Which period a part of a year names, with the year if there is one.
    pub period: &'a dyn Fn(PartOfYear, Option<u32>) -> When,
    /// What the hồ sơ's own period is called.
    pub noun: &'static str,
}

/// What a name wants to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing.
    Nothing,
    /// A capital.
    Capital,
    /// A capital, or words before it after which the name of a field may follow.
    Field,
    /// A word such as “trục” before it: it is a part of a name.
    Noun,
    /// A word such as “xếp loại”, a number of units or another band before it.
    BandNoun,
}

/// A sentence as tokens.
pub fn tokens(text: &str, names: &Names) -> Vec<Token> {
    let pieces = pieces(text);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let (kind, taken) = match &piece.word {
            Some(word) => named(&pieces, at, word, names, &tokens),
            None => number(&pieces, at, &tokens),
        };
        let last = pieces.get(at + taken - 1).unwrap_or(piece);
        tokens.push(Token {
            kind,
            start: piece.start,
            end: last.end(),
        });
        at += taken;
    }
    months(&tokens, text, names)
}

/// How many pieces a phrase takes here, if it stands here; a comma or a dash may stand inside it.
fn stands(pieces: &[Piece], at: usize, rest: &[String]) -> Option<usize> {
    let mut next = at + 1;
    for word in rest {
        if [",", "-", "–"].contains(&pieces.get(next)?.text) {
            next += 1;
        }
        let piece = pieces.get(next)?;
        if piece.word.as_deref().unwrap_or(piece.text) != word {
            return None;
        }
        next += 1;
    }
    Some(next - at)
}

/// After what the name of a field may stand in small letters.
const FIELD: [Role; 9] = [
    Role::Part,
    Role::Counted,
    Role::And,
    Role::Is,
    Role::OfWhom,
    Role::Only,
    Role::Versus,
    Role::Highest,
    Role::Lowest,
];

fn named(
    pieces: &[Piece],
    at: usize,
    word: &str,
    names: &Names,
    before: &[Token],
) -> (Kind, usize) {
    let capital = pieces
        .get(at)
        .is_some_and(|piece| piece.text.starts_with(char::is_uppercase));
    let mut last = before.iter().rev().map(|token| token.kind);
    let last = last.find(|kind| *kind != Kind::Role(Role::Filler));
    let led = pieces.get(..at).and_then(<[Piece]>::last);
    let led = led.and_then(|piece| piece.word.as_deref());
    let hinted = |hint| led.is_some_and(|word| names.grammar.is(word, hint));
    let field = match last {
        None | Some(Kind::Unit(_) | Kind::Mark(',' | '(' | ':')) => true,
        Some(Kind::Role(role)) => FIELD.contains(&role),
        _ => hinted(Hint::Except),
    };
    let digits = |offset: usize| {
        let next = pieces.get(at + offset);
        next.is_some_and(|piece| piece.text.starts_with(|c: char| c.is_ascii_digit()))
    };
    let allowed = |wanted: Wanted, rest: &[String]| match wanted {
        // “đạt mức Tốt”, “A xếp Khá”
        Wanted::BandNoun if hinted(Hint::LevelNoun) || hinted(Hint::Placed) && capital => true,
        Wanted::BandNoun if digits(rest.len() + 1) => true,
        Wanted::BandNoun if last == Some(Kind::Role(Role::Achieves)) => !rest.is_empty(),
        Wanted::Nothing => true,
        Wanted::Capital => capital,
        Wanted::Field => capital || field,
        Wanted::Noun if heads(pieces.get(at + rest.len() + 1), last) => true,
        Wanted::Noun => matches!(
            last,
            Some(Kind::Role(Role::AxisNoun | Role::Points | Role::And))
        ),
        // “các đơn vị khá đồng đều”, “nhóm tốt lên” are no bands.
        Wanted::BandNoun if last == Some(Kind::Role(Role::UnitNoun)) && !capital => {
            ends_there(pieces, at + rest.len() + 1, names)
        }
        Wanted::BandNoun => matches!(
            last,
            Some(Kind::Role(Role::BandNoun | Role::UnitNoun | Role::AxisNoun) | Kind::Mark(':'))
        ),
    };
    let name = |known: &Lexicon<(Kind, Wanted)>| {
        let known = known.get(word).into_iter().flatten();
        let mut known = known.filter(|(rest, (_, wanted))| allowed(*wanted, rest));
        known.find_map(|(rest, (kind, _))| Some((rest.len(), *kind, stands(pieces, at, rest)?)))
    };
    // The longer name, or the first.
    let found = names.names.iter().filter_map(|known| name(known));
    let name = found.reduce(|first, other| if other.0 > first.0 { other } else { first });
    let done = hinted(Hint::Done) && !capital;
    let name = name.map(|(_, kind, taken)| (of_things(kind, last, done), taken));
    let counting = || led.is_some_and(|word| names.grammar.counting.contains(word));
    let counted = || last == Some(Kind::Role(Role::Counted)) || counting();
    let phrase = phrased(pieces, at, word, names).map(|(role, taken)| match role {
        // “tổng số hồ sơ phải giải quyết” is a column.
        Role::Plan if counted() && names.grammar.is(word, Hint::Must) => (Role::Filler, taken),
        role => (role, taken),
    });
    let phrase = phrase.map(|(role, taken)| (Kind::Role(role), taken));
    match (name, phrase) {
        (Some(name), Some(phrase)) if phrase.1 > name.1 => phrase,
        (Some(name), _) => name,
        (None, Some(phrase)) => phrase,
        (None, None) => (Kind::Word(capital), 1),
    }
}

/// Whether a part of a name stands by itself before its figures: “thanh toán: 9,45/10 điểm”, “… : công khai
/// (98,89%), số hóa (92,27%)”.
fn heads(next: Option<&Piece>, last: Option<Kind>) -> bool {
    matches!(
        (next.map(|next| next.text), last),
        (Some(":"), None | Some(Kind::Mark(';'))) | (Some("("), Some(Kind::Mark(':' | ',')))
    )
}

/// The phrase that stands here, and how many pieces it takes.
fn phrased(pieces: &[Piece], at: usize, word: &str, names: &Names) -> Option<(Role, usize)> {
    let phrases = names.grammar.phrases.get(word).into_iter().flatten();
    let mut phrases = phrases.map(|(rest, role)| {
        let taken = stands(pieces, at, rest);
        let other = |taken: &usize| *role == Role::Now && is_other_time(pieces, at + taken, names);
        (*role, taken.filter(|taken| !other(taken)))
    });
    phrases.find_map(|(role, taken)| Some((role, taken?)))
}

/// Whether the words that end here are not gone on with by one that nobody knows or that says how much.
fn ends_there(pieces: &[Piece], at: usize, names: &Names) -> bool {
    let Some(word) = pieces.get(at).and_then(|piece| piece.word.as_deref()) else {
        return true;
    };
    let known = names.grammar.phrases.get(word).into_iter().flatten();
    let mut known = known.filter(|(rest, _)| stands(pieces, at, rest).is_some());
    let much = [Hint::Many, Hint::Few, Hint::Much, Hint::Each];
    let much = much.iter().any(|hint| names.grammar.is(word, *hint));
    !much && known.next().is_some()
}

/// “hồ sơ thanh toán trực tuyến”, “đã thanh toán trực tuyến”: what was done with things, not the group
/// of points that is called so.
fn of_things(kind: Kind, last: Option<Kind>, done: bool) -> Kind {
    let things = last == Some(Kind::Role(Role::Counted));
    match kind {
        Kind::Axis(_) if things || done => Kind::Role(Role::Described),
        kind => kind,
    }
}

/// Whether what looks like this period and ends here is another: “trong tháng 9/2026” is of the month
/// that is numbered so, “trong năm xã” of five.
fn is_other_time(pieces: &[Piece], end: usize, names: &Names) -> bool {
    let before = |steps: usize| pieces.get(end.checked_sub(steps)?)?.word.as_deref();
    let Some(next) = pieces.get(end) else {
        return false;
    };
    let number = next.text.starts_with(|c: char| c.is_ascii_digit());
    let roman = next.text.chars().all(|c| matches!(c, 'I' | 'V'));
    let counts = |word: &String| {
        let roles = [Role::UnitNoun, Role::AxisNoun, Role::Counted];
        let mut known = names.grammar.phrases.get(word).into_iter().flatten();
        known.any(|(_, role)| roles.contains(role))
    };
    let number_word = before(1).is_some_and(|word| names.grammar.number(word).is_some());
    let five = number_word && next.word.as_ref().is_some_and(counts);
    let among = before(2).is_some_and(|word| names.grammar.is(word, Hint::Among));
    among && (number || roman || five)
}

fn number(pieces: &[Piece], at: usize, before: &[Token]) -> (Kind, usize) {
    let text = |offset: usize| pieces.get(at + offset).map_or("", |piece| piece.text);
    let first = text(0);
    if !first.ends_with(|c: char| c.is_ascii_digit()) {
        let mark = first.chars().next().unwrap_or(' ');
        return (Kind::Mark(mark), 1);
    }
    let joined = |from: usize| {
        let ends = |offset: usize| pieces.get(at + offset).map(Piece::end);
        pieces.get(at + from).map(|piece| piece.start) == ends(from - 1)
    };
    let digits = |offset: usize| text(offset).starts_with(|c: char| c.is_ascii_digit());
    if text(1) == "/" && digits(2) && text(3) == "/" && digits(4) {
        return (Kind::Nothing, 5);
    }
    let month = before
        .last()
        .is_some_and(|token| token.kind == Kind::Role(Role::Month));
    // A number of a document: `766/QĐ-TTg`, `30/2020/NĐ-CP`.
    let coded = |offset: usize| text(offset).starts_with(char::is_uppercase);
    if !month && text(1) == "/" && joined(1) && joined(2) && coded(2) {
        let more = (3..9).take_while(|next| joined(*next)).count();
        return (Kind::Nothing, 3 + more);
    }
    if text(1) == "/" && digits(2) && text(3) == "/" && (1..=4).all(joined) && coded(4) {
        let more = (5..11).take_while(|next| joined(*next)).count();
        return (Kind::Nothing, 5 + more);
    }
    let (written, taken) = spaced(pieces, at, before);
    match parse_in_text(&written) {
        Ok(value) => (Kind::Number(value), taken),
        Err(_) => (Kind::Nothing, taken),
    }
}

/// A number whose thousands stand apart by plain blanks, `1 928`, and how many pieces it takes. After
/// what bears a number of its own (“tháng 10 150 hồ sơ”) and before a percent sign they are two.
fn spaced<'t>(pieces: &[Piece<'t>], at: usize, before: &[Token]) -> (Cow<'t, str>, usize) {
    const NUMBERED: [Role; 6] = [
        Role::Month,
        Role::Year,
        Role::Quarter,
        Role::Day,
        Role::AxisNoun,
        Role::Rank,
    ];
    let first = pieces.get(at).map_or("", |piece| piece.text);
    let last = before.last().map(|token| token.kind);
    let numbered = NUMBERED.iter().any(|role| last == Some(Kind::Role(*role)));
    let mut written = Cow::Borrowed(first);
    let mut taken = 1;
    while let Some([number, group]) = pieces.get(at + taken - 1..=at + taken) {
        let whole = group
            .text
            .split_once(',')
            .map_or(group.text, |(whole, _)| whole);
        let three = whole.len() == 3 && whole.bytes().all(|byte| byte.is_ascii_digit());
        let beside = group.start == number.end() + 1;
        if numbered || !three || !beside || !begins_groups(&written) {
            break;
        }
        written.to_mut().push_str(&format!(" {}", group.text));
        taken += 1;
    }
    match pieces
        .get(at + taken)
        .is_some_and(|piece| piece.text == "%")
    {
        true => (Cow::Borrowed(first), 1),
        false => (written, taken),
    }
}

/// Takes months, years, quarters and days together.
fn months(tokens: &[Token], text: &str, names: &Names) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let part = part(tokens, at, text, names).or_else(|| listed(&out, tokens, at, names));
        let part = part.map(|(when, taken)| (Kind::When(when), taken));
        let (kind, taken) = part.unwrap_or_else(|| time(tokens, at, text, names));
        let last = tokens.get(at + taken - 1).or(tokens.last());
        out.push(Token {
            kind,
            start: token.start,
            end: last.map_or(text.len(), |last| last.end),
        });
        at += taken;
    }
    out
}

/// What a token is together with those after it that say of which time they are, and how many
/// these are.
fn time(tokens: &[Token], at: usize, text: &str, names: &Names) -> (Kind, usize) {
    let month = |number: u32, year| match u8::try_from(number) {
        Ok(number) => (names.period)(PartOfYear::Month(number), year),
        Err(_) => When::Other,
    };
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let whole = |at: usize| match kind(at) {
        Some(Kind::Number(value)) if value.scale() == 0 => u32::try_from(value).ok(),
        _ => None,
    };
    let Some(token) = tokens.get(at) else {
        return (Kind::Nothing, 1);
    };
    match token.kind {
        Kind::Role(Role::Month) => match (whole(at + 1), kind(at + 2)) {
            (Some(number), Some(Kind::Mark('/'))) if whole(at + 3).is_some() => {
                (Kind::When(month(number, whole(at + 3))), 4)
            }
            (Some(number), Some(Kind::Role(Role::Year))) if whole(at + 3).is_some() => {
                (Kind::When(month(number, whole(at + 3))), 4)
            }
            (Some(number), _) => (Kind::When(month(number, None)), 2),
            (None, _) => (Kind::When(When::Other), 1),
        },
        Kind::Role(Role::Year) if whole(at + 1).is_some() => (Kind::When(When::Other), 2),
        Kind::Role(Role::Quarter) => {
            let year = kind(at + 2) == Some(Kind::Mark('/'));
            (Kind::When(When::Other), if year { 4 } else { 2 })
        }
        Kind::Role(Role::Now) => (Kind::When(called(token, text, names, When::Now)), 1),
        Kind::Role(Role::Before) => (Kind::When(called(token, text, names, When::Before)), 1),
        Kind::Role(Role::YearBefore) => match (kind(at + 1), whole(at + 2)) {
            (Some(Kind::Role(Role::Year)), Some(_)) => (Kind::When(When::YearBefore), 3),
            _ => (Kind::When(When::YearBefore), 1),
        },
        Kind::Role(Role::Elsewhen) => (Kind::When(When::Other), 1),
        Kind::Role(Role::Day) if whole(at + 1).is_some() => (Kind::Nothing, 2),
        // “9 tháng”, “17 giờ”: no figure of this hồ sơ.
        Kind::Number(_)
            if kind(at + 1) == Some(Kind::Role(Role::Month)) && whole(at + 2).is_none() =>
        {
            (Kind::When(When::Other), 2)
        }
        Kind::Number(_) if kind(at + 1) == Some(Kind::Role(Role::Day)) => (Kind::Nothing, 2),
        known => (spelt(tokens, at, text, names).unwrap_or(known), 1),
    }
}

/// A part of a year that is named here, and how many tokens name it.
fn part(tokens: &[Token], at: usize, text: &str, names: &Names) -> Option<(When, usize)> {
    let first = tokens.get(at)?;
    let may = matches!(
        first.kind,
        Kind::Role(Role::Quarter | Role::Week | Role::Year)
    ) || [6, 9]
        .map(|n| Kind::Number(Decimal::from(n)))
        .contains(&first.kind);
    let (part, year, length) = may.then(|| named_part(text.get(first.start..)?))??;
    let rest = tokens.get(at..).unwrap_or_default();
    let taken = rest
        .iter()
        .take_while(|token| token.start < first.start + length);
    Some(((names.period)(part, year.map(u32::from)), taken.count()))
}

/// A further month of a list, and how many tokens name it: “tháng 8, 9 và 10/2026”.
fn listed(before: &[Token], tokens: &[Token], at: usize, names: &Names) -> Option<(When, usize)> {
    let whole = |at: usize| match tokens.get(at)?.kind {
        Kind::Number(value) if value.scale() == 0 => u32::try_from(value).ok(),
        _ => None,
    };
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let month = whole(at).and_then(|month| u8::try_from(month).ok());
    let month = month.filter(|month| (1..=12).contains(month))?;
    let mut last = before.iter().rev().map(|token| token.kind);
    let joined = matches!(last.next()?, Kind::Mark(',') | Kind::Role(Role::And));
    let led = matches!(last.next()?, Kind::When(_));
    let written = tokens
        .get(at)
        .is_some_and(|token| token.end - token.start == 1 || month > 9);
    let year = whole(at + 2).filter(|_| kind(at + 1) == Some(Kind::Mark('/')));
    let next = kind(at + if year.is_some() { 3 } else { 1 });
    let alone = match next {
        None | Some(Kind::Mark(',' | ';' | ')') | Kind::Own) => true,
        Some(Kind::Role(role)) => [Role::And, Role::Is, Role::Achieves, Role::Year].contains(&role),
        _ => false,
    };
    let taken = if year.is_some() { 3 } else { 1 };
    (joined && led && written && alone)
        .then(|| ((names.period)(PartOfYear::Month(month), year), taken))
}

/// “tháng trước” in a document of a month; in one of a quarter it is another time.
fn called(token: &Token, text: &str, names: &Names, when: When) -> When {
    let words = text.get(token.start..token.end).unwrap_or_default();
    let words = crate::vn::text::lower(words);
    let mut words = words.split_whitespace();
    let other = |word: &str| NOUNS.contains(&word) && ![ANY, names.noun].contains(&word);
    match words.any(other) {
        true => When::Other,
        false => when,
    }
}

/// A number in words, before what can be counted.
fn spelt(tokens: &[Token], at: usize, text: &str, names: &Names) -> Option<Kind> {
    let counted = [Role::AxisNoun, Role::UnitNoun, Role::Counted, Role::Places].map(Kind::Role);
    let next = tokens
        .get(at + 1)
        .filter(|next| counted.contains(&next.kind));
    // “hai trong bốn hồ sơ”
    let word_at = |at: usize| {
        let token = tokens.get(at)?;
        Some(plain(text.get(token.start..token.end)?))
    };
    let among = || {
        let is = |word: &String, hint| names.grammar.is(word, hint);
        let among = |word: String| is(&word, Hint::Among) || is(&word, Hint::OutOf);
        let among = word_at(at + 1).is_some_and(among);
        let number = word_at(at + 2).is_some_and(|word| names.grammar.number(&word).is_some());
        let noun = tokens
            .get(at + 3)
            .is_some_and(|noun| counted.contains(&noun.kind));
        among && number && noun
    };
    // “một phần ba đơn vị” is no three.
    let part = at.checked_sub(1).and_then(word_at);
    if part.is_some_and(|word| names.grammar.ends(&word, Hint::Parts)) {
        return None;
    }
    let token = tokens.get(at).filter(|_| next.is_some() || among())?;
    let word = plain(text.get(token.start..token.end)?);
    let number = names.grammar.number(&word)?;
    Some(Kind::Number(Decimal::from(number)))
}

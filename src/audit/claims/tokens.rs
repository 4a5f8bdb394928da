//! A sentence as tokens: numbers, marks, names, and words with the parts they play.

use std::borrow::Cow;

use super::phrases::{Lexicon, plain};
use super::times::months;
use super::token::{Kind, Names, Token, Wanted};
use super::vocabulary::{Hint, Role};
use crate::vn::number::{begins_groups, parse_in_text, span_in_text};
use crate::vn::text::{is_alphanumeric, is_letter};

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

/// A sentence as tokens.
pub fn tokens(text: &str, names: &Names) -> Vec<Token> {
    let pieces = pieces(text);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let (kind, taken) = match &piece.word {
            Some(word) => spelt(&pieces, at, word, names)
                .unwrap_or_else(|| named(&pieces, at, word, names, &tokens)),
            None => number(&pieces, at, &tokens),
        };
        let words = pieces.get(at..at + taken).unwrap_or_default();
        let kind = if is_case(kind, words, &tokens, names) {
            Kind::Role(Role::Counted)
        } else {
            kind
        };
        let last = words.last().unwrap_or(piece);
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

/// A number of two words, “mười một”.
fn spelt(pieces: &[Piece], at: usize, word: &str, names: &Names) -> Option<(Kind, usize)> {
    names.grammar.number(word)?;
    let next = pieces.get(at + 1)?.word.as_deref()?;
    names.grammar.number(&[word, next].join(" "))?;
    Some((Kind::Word(false), 2))
}

/// After what the name of a field may stand in small letters.
const FIELD: [Role; 10] = [
    Role::Part,
    Role::Counted,
    Role::And,
    Role::Is,
    Role::OfWhom,
    Role::Only,
    Role::Versus,
    Role::To,
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
    let capital = |piece: &Piece| piece.text.starts_with(char::is_uppercase);
    let capital = pieces.get(at).is_some_and(capital);
    let mut last = before.iter().rev().map(|token| token.kind);
    let last = last.find(|kind| *kind != Kind::Role(Role::Filler));
    let led = pieces.get(..at).and_then(<[Piece]>::last);
    let led = led.and_then(|piece| piece.word.as_deref());
    let hinted = |hint| led.is_some_and(|word| names.grammar.is(word, hint));
    let field = match last {
        None | Some(Kind::Unit(_) | Kind::Mark(',' | ';' | '(' | ':')) => true,
        Some(Kind::Role(role)) => FIELD.contains(&role),
        _ => hinted(Hint::Except),
    };
    let allowed = |wanted: Wanted, rest: &[String]| match wanted {
        // “đạt mức Tốt”, “A xếp Khá”
        Wanted::BandNoun => {
            let placed = hinted(Hint::LevelNoun) || hinted(Hint::Placed) && capital;
            placed || is_band(pieces, (at, rest), names, before)
        }
        Wanted::Nothing => true,
        Wanted::Capital => capital,
        Wanted::Field => capital || field,
        Wanted::Noun => {
            let end = at + rest.len() + 1;
            let listed = is_listed(pieces, end, before, names);
            heads(pieces, end, last, capital)
                || listed
                || is_called(pieces, end, before)
                || is_joined(pieces, (at, end), (last, capital), names)
                || matches!(
                    last,
                    Some(Kind::Role(Role::AxisNoun | Role::Points | Role::And))
                )
        }
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

/// Whether the name of a band stands where one may: its words are those of other things, too.
fn is_band(
    pieces: &[Piece],
    (at, rest): (usize, &[String]),
    names: &Names,
    before: &[Token],
) -> bool {
    let next = at + rest.len() + 1;
    let piece = pieces.get(next);
    let follows = piece.map(|piece| piece.word.as_deref().unwrap_or(piece.text));
    let digits = piece.is_some_and(|piece| piece.text.starts_with(|c: char| c.is_ascii_digit()));
    let first = pieces.get(at);
    let capital = first.is_some_and(|piece| piece.text.starts_with(char::is_uppercase));
    let word = first.and_then(|piece| piece.word.as_deref());
    let mut last = before.iter().rev().map(|token| token.kind);
    let last = last.find(|kind| *kind != Kind::Role(Role::Filler));
    let noun = last == Some(Kind::Role(Role::BandNoun));
    match last {
        // “Trung bình 40 đơn vị: 87,03 điểm” is a mean.
        _ if digits => noun || !means(word.unwrap_or_default(), rest, names),
        Some(Kind::Role(Role::Achieves)) => !rest.is_empty(),
        // “rớt từ Tốt xuống Khá”, “từ tốt (81,25 điểm) xuống khá”
        Some(Kind::Role(Role::From)) => {
            follows.is_some_and(|next| next == "(" || names.grammar.is(next, Hint::Toward))
        }
        Some(Kind::Role(Role::Up | Role::Down)) => leaves_band(before),
        // “các đơn vị khá đồng đều”, “nhóm tốt lên” are no bands.
        Some(Kind::Role(Role::UnitNoun)) if !capital => ends_there(pieces, next, names),
        Some(Kind::Role(Role::UnitNoun | Role::AxisNoun) | Kind::Mark(':')) => true,
        _ => noun,
    }
}

/// Whether the last band of a sentence is the one that something left: “từ Tốt xuống …”.
fn leaves_band(before: &[Token]) -> bool {
    let band = |token: &Token| matches!(token.kind, Kind::Band(_));
    let last = before.iter().rposition(band);
    let led = last.and_then(|at| before.get(at.checked_sub(1)?));
    led.is_some_and(|token| token.kind == Kind::Role(Role::From))
}

/// Whether words call so many of the things that were counted before: “trong 09 phản ánh có 01 trường hợp
/// chưa hài lòng” supposes nothing.
fn is_case(kind: Kind, words: &[Piece], before: &[Token], names: &Names) -> bool {
    let last = before.last().map(|token| token.kind);
    if kind != Kind::Role(Role::Supposed) || !matches!(last, Some(Kind::Number(_))) {
        return false;
    }
    let words = words.iter().filter_map(|piece| piece.word.as_deref());
    let words: Vec<&str> = words.collect();
    let mut before = before.iter();
    let things = before.any(|token| token.kind == Kind::Role(Role::Counted));
    things && names.grammar.is(&words.join(" "), Hint::Cases)
}

/// Whether words are those of a mean, too.
fn means(word: &str, rest: &[String], names: &Names) -> bool {
    let name = [word, &rest.join(" ")].join(" ");
    names.grammar.is(&name, Hint::Mean)
}

/// Whether a part of a name stands by itself before its figures: “thanh toán: 9,45/10 điểm”, “… : công khai
/// (98,89%), số hóa (92,27%)”, “(DVC trực tuyến 0,04; số hóa 0,45)”.
fn heads(pieces: &[Piece], end: usize, last: Option<Kind>, capital: bool) -> bool {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    // “cao xuống thấp: Tiến độ 99,45%, Công khai 98,89%”
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '–' | '−');
    let figure = text(end).starts_with(begins);
    let listed = matches!(last, Some(Kind::Mark(':' | ',' | ';')));
    // What is counted has no decimals: those are points.
    let points = text(end).contains(',') && text(end + 1) != "%";
    let told = match text(end) {
        ":" => matches!(last, None | Some(Kind::Mark(';'))),
        // “phần giảm của hài lòng (0,67 điểm)”
        "(" if last == Some(Kind::Role(Role::OfWhom)) => {
            text(end + 1).contains(',') && text(end + 2) != "%"
        }
        "(" => matches!(last, Some(Kind::Mark(':' | ',') | Kind::Role(Role::Is))),
        _ => false,
    };
    let opens = listed || last == Some(Kind::Mark('('));
    told || figure && (listed && capital || opens && points)
}

/// Whether a part of a name is joined with the name of another group: “phần tăng của số hóa và DVC trực tuyến”.
fn is_joined(
    pieces: &[Piece],
    (at, end): (usize, usize),
    (last, capital): (Option<Kind>, bool),
    names: &Names,
) -> bool {
    let word = |at: usize| pieces.get(at).and_then(|piece| piece.word.as_deref());
    // “nhờ số hóa và DVC trực tuyến tăng 0,49 điểm”
    let cause = at.checked_sub(1).and_then(word);
    let cause = cause.is_some_and(|word| names.grammar.is(word, Hint::Cause));
    let led = match last {
        None => capital,
        Some(kind) => cause || kind == Kind::Role(Role::OfWhom),
    };
    let joined = word(end).is_some_and(|word| names.grammar.is(word, Hint::Lists));
    let [_, of_set] = &names.names;
    let known = word(end + 1).and_then(|word| of_set.get(word));
    let mut axes = known.into_iter().flatten();
    let axis = axes.any(|(rest, (kind, _))| {
        matches!(kind, Kind::Axis(_)) && stands(pieces, end + 1, rest).is_some()
    });
    // “Số hóa kéo tổng điểm xuống”
    let pulls = word(end).is_some_and(|word| names.grammar.is(word, Hint::Pulls));
    led && (joined && axis || pulls)
}

/// Whether a part of a name stands by itself behind words that say that a group is called so: “trục duy nhất
/// giảm điểm là hài lòng, …”.
fn is_called(pieces: &[Piece], end: usize, before: &[Token]) -> bool {
    let is = |kind: Kind, role| kind == Kind::Role(role);
    let mut kinds = before.iter().rev().map(|token| token.kind);
    let led = kinds.next().is_some_and(|kind| is(kind, Role::Is));
    let mut clause = kinds.take_while(|kind| !matches!(kind, Kind::Mark(_)));
    let noun = clause.any(|kind| is(kind, Role::AxisNoun));
    let ends = pieces.get(end).is_none_or(|next| next.word.is_none());
    led && noun && ends
}

/// Whether a part of a name goes on with a list of groups whose number is told: “ba trục công khai, minh
/// bạch; tiến độ; hài lòng”.
fn is_listed(pieces: &[Piece], end: usize, before: &[Token], names: &Names) -> bool {
    let mut kinds = before.iter().rev().map(|token| token.kind);
    let mark = |kind: Option<Kind>| matches!(kind, Some(Kind::Mark(',' | ';')));
    let begins = mark(kinds.next()) && matches!(kinds.next(), Some(Kind::Axis(_)));
    let listed = |kind: &Kind| matches!(kind, Kind::Axis(_) | Kind::Mark(',' | ';'));
    let mut rest = kinds.skip_while(listed);
    let noun = rest.next() == Some(Kind::Role(Role::AxisNoun));
    let next = pieces.get(end);
    let figure = next.is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
    let word = next.and_then(|next| next.word.as_deref());
    let things = word.is_some_and(|word| names.grammar.counts(word));
    begins && noun && !figure && !things
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

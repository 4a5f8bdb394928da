//! Figures that are told of names one after the other.

use rust_decimal::Decimal;

use super::Hold;
use super::tables::{Column, Table};
use crate::audit::Code;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Subject;
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::Role;
use crate::audit::claims::{Claims, Sentence, agrees};
use crate::audit::finding::Finding;
use crate::vn::number::print;
use crate::vn::text::join;

/// Names beside as many figures.
struct Turns {
    names: Vec<Subject>,
    figures: Vec<(usize, Decimal)>,
}

impl Hold<'_, '_, '_> {
    /// The names and the figures of a sentence that tells them in turn: “A, B và C lần lượt đạt 93,32;
    /// 92,24 và 91,87 điểm”.
    fn turns(&self) -> Option<Turns> {
        if let Some(turns) = self.fractions() {
            return Some(turns);
        }
        let tokens = 0..self.read.tokens.len();
        let turn = tokens
            .clone()
            .find(|at| self.read.is(*at, Role::Respectively));
        let between = |at: usize| match self.read.kind(at) {
            Some(Kind::Mark(',' | ';' | '%') | Kind::Own) => true,
            Some(Kind::Role(role)) => [
                Role::And,
                Role::UnitNoun,
                Role::AxisNoun,
                Role::Own,
                Role::Points,
                Role::Counted,
            ]
            .contains(&role),
            _ => false,
        };
        // The longest run of such things on each side.
        let mut names: Vec<(usize, Subject)> = Vec::new();
        let mut figures: Vec<(usize, Decimal)> = Vec::new();
        for at in tokens {
            let ends = |last: usize| !(last + 1..at).all(between);
            if let Some(name) = self.read.name(at) {
                if names.last().is_some_and(|(last, _)| ends(*last)) {
                    if names.len() > 1 {
                        return None;
                    }
                    names.clear();
                }
                names.push((at, name));
            } else if let Some(value) = self
                .read
                .number(at)
                .filter(|_| turn.is_none_or(|turn| at > turn))
            {
                if figures.last().is_some_and(|(last, _)| ends(*last)) {
                    // “…, cộng là 126” goes on behind as many figures as names.
                    if turn.is_some() && figures.len() == names.len() {
                        break;
                    }
                    if figures.len() > 1 {
                        return None;
                    }
                    figures.clear();
                }
                figures.push((at, value));
            }
        }
        // “A được 86,71 điểm, B được 86,20 điểm, tăng lần lượt 3,38 và 3,30 điểm”
        if let Some(turn) = turn.filter(|_| figures.len() > 1 && figures.len() != names.len()) {
            let before = self.read.stretch(turn).start..turn;
            names = before
                .filter_map(|at| Some((at, self.read.name(at)?)))
                .collect();
        }
        let plain = figures.len() > 1 && figures.len() == names.len();
        let plain = plain && (turn.is_some() || self.ordered(&names, &figures));
        let names = names.into_iter().map(|(_, name)| name).collect();
        plain.then_some(Turns { names, figures })
    }

    /// “A và B là hai trục khá nhất, đạt 19,62/20 và 17,64/18 điểm”: as many fractions as names before them, each
    /// of what its name can have.
    fn fractions(&self) -> Option<Turns> {
        let read = &self.read;
        let whole = |at: usize| {
            let slash = read.kind(at + 1) == Some(Kind::Mark('/'));
            read.number(at)?;
            read.number(at + 2).filter(|_| slash)
        };
        let first = (0..read.tokens.len()).find(|at| whole(*at).is_some())?;
        let (mut figures, mut wholes, mut at) = (Vec::new(), Vec::new(), first);
        while let (Some(value), Some(of)) = (read.number(at), whole(at)) {
            figures.push((at, value));
            wholes.push(of);
            at += 3 + usize::from(read.is(at + 3, Role::Points));
            let joins = read.is(at, Role::And) || read.kind(at) == Some(Kind::Mark(','));
            at += usize::from(joins);
        }
        let names = (read.stretch(first).start..first).filter_map(|at| read.name(at));
        let names: Vec<Subject> = names.collect();
        let fits = |table: &Table, column: &Column| {
            let mut pairs = names.iter().zip(&wholes);
            pairs.all(|(name, whole)| {
                let row = table.row(*name);
                row.and_then(|row| *column.possible.get(row)?) == Some(*whole)
            })
        };
        let mut tables = self.tables.iter();
        let fits = tables.any(|table| table.columns.iter().any(|column| fits(table, column)));
        let several = figures.len() > 1 && figures.len() == names.len();
        (several && fits).then_some(Turns { names, figures })
    }

    /// “tháng 8 và 9 xã đạt 83,90 và 85,37 điểm”: all names stand before all figures, nothing else that is said
    /// of them stands between, and the figures are of one kind.
    fn ordered(&self, names: &[(usize, Subject)], figures: &[(usize, Decimal)]) -> bool {
        let (Some((last, _)), Some((first, _))) = (names.last(), figures.first()) else {
            return false;
        };
        let other = |at: usize| {
            let other = [
                Role::Apart,
                Role::Versus,
                Role::Not,
                Role::Above,
                Role::Below,
            ];
            self.read.any(at, &other) || matches!(self.read.kind(at), Some(Kind::Word(_)))
        };
        let units = figures
            .iter()
            .filter_map(|(at, _)| match self.read.kind(at + 1) {
                Some(Kind::Role(role @ (Role::Points | Role::Counted))) => Some(Kind::Role(role)),
                Some(sign @ Kind::Mark('%')) => Some(sign),
                _ => None,
            });
        let units: Vec<Kind> = units.collect();
        let alike = units.windows(2).all(|two| two.first() == two.last());
        last < first && !(*last..*first).any(other) && alike
    }
}

/// What was found of figures that are told in turn.
pub(super) struct InTurn {
    /// Where they stand, if they are right.
    pub(super) span: Option<(usize, usize)>,
    pub(super) finding: Option<Finding>,
}

impl Claims<'_, '_> {
    /// CLAIM-01: figures that are told in turn stand in another order, or one of them is another.
    pub(super) fn in_turn(&self, sentence: &Sentence, hold: &Hold) -> Option<InTurn> {
        let turns = hold.turns()?;
        let tokens = &hold.read.tokens;
        let start = tokens.get(turns.figures.first()?.0)?.start;
        let (last, read) = (turns.figures.last()?.0, &hold.read);
        let divided = read.kind(last + 1) == Some(Kind::Mark('/'));
        let last = last + if divided { 2 } else { 0 };
        let percent = read.kind(last + 1) == Some(Kind::Mark('%'));
        let unit = percent || read.any(last + 1, &[Role::Points, Role::Counted]);
        let end = tokens.get(last + usize::from(unit))?.end;
        let known = hold.nearest(&turns)?;
        if known.is_empty() {
            return Some(InTurn {
                span: Some((start, end)),
                finding: None,
            });
        }
        let known: Vec<String> = known.iter().map(|value| print(*value)).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let message = format!(
            "theo thứ tự ấy thì là {}, bài ghi “{}”",
            join(&known, "; ", " và "),
            sentence.words(start, end)
        );
        let finding = self.found(false, Code::Claim01, sentence, (start, end), message);
        Some(InTurn {
            span: None,
            finding: Some(finding.suggest("đọc lại câu, sửa câu hoặc kiểm tra số liệu")),
        })
    }
}

impl Hold<'_, '_, '_> {
    /// Whether a sentence speaks of another time than this, of which tables may know nothing.
    fn is_of_another_time(&self) -> bool {
        let mut tokens = (0..self.read.tokens.len()).filter_map(|at| match self.read.kind(at)? {
            Kind::When(when) => Some((at, when)),
            _ => None,
        });
        let versus = |at: usize| at > 0 && self.read.is(at - 1, Role::Versus);
        let known = |at: usize, when| self.read.period(at, when).is_some();
        tokens.any(|(at, when)| when != When::Now && !versus(at) && !known(at, when))
    }

    /// What the column has that is nearest to the figures; nothing if they are all so.
    fn nearest(&self, Turns { names, figures }: &Turns) -> Option<Vec<Decimal>> {
        let columns = self.tables.iter().flat_map(|table| {
            let columns = table.columns.iter().map(move |column| (table, column));
            let of = |name: &Subject, (table, column): (&Table, &Column)| {
                column.value(table.row(*name)?)
            };
            let now = columns.map(move |one| names.iter().map(|name| of(name, one)).collect());
            let before = names.iter().map(|name| table.before(*name)).collect();
            now.chain([before])
        });
        let elsewhen = self.is_of_another_time();
        let mut nearest: Option<(usize, Vec<Decimal>)> = None;
        for known in columns {
            let Some(known): Option<Vec<Decimal>> = known else {
                continue;
            };
            let pairs = figures.iter().zip(&known);
            let right = pairs.filter(|((_, stated), known)| agrees(stated.abs(), known.abs()));
            let right = right.count();
            if right == names.len() {
                return Some(Vec::new());
            }
            let has =
                |stated: &Decimal| known.iter().any(|known| agrees(stated.abs(), known.abs()));
            let any = figures.iter().filter(|(_, stated)| has(stated)).count();
            let better = nearest
                .as_ref()
                .is_none_or(|(best, _)| any.max(right) > *best);
            if better && any.max(right) > 0 {
                nearest = Some((any.max(right), known));
            }
        }
        // Of what nothing is known there is nothing to say.
        let nearest = nearest.filter(|(right, _)| right + 1 >= names.len() && !elsewhen);
        Some(nearest?.1)
    }
}

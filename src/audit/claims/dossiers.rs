//! What a sentence says of the single dossiers of a list: one that is named, the latest, as many of
//! them as are of an office, so many days late, due on a day, with an apology or without.

mod clause;
mod listing;
mod reading;
mod split;

use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::token::Token;
use super::{Claims, Sentence, agrees, supposed};
use crate::audit::Code;
use crate::audit::finding::Finding;
use crate::vn::number::{print, round};
use clause::{Clause, Quantity};
pub use listing::Listing;
use listing::Mask;

/// Of which dossiers the clauses before spoke.
#[derive(Default)]
struct Spoken {
    rows: Option<Mask>,
    /// Whether what follows is of each of them.
    each: bool,
    /// Whether it is of each office.
    per: bool,
    /// Those that the names which follow must be among: “hai hồ sơ chưa có thư xin lỗi là A và B”.
    listed: Option<Mask>,
    /// Whether days were added up, or their mean was told.
    summed: bool,
}

impl Claims<'_, '_> {
    /// CLAIM-01: what a sentence says of dossiers of a list is not so.
    pub(super) fn of_dossiers(
        &self,
        sentence: &Sentence,
        tokens: &[Token],
        lists: &OnceCell<Vec<Listing>>,
    ) -> Option<Finding> {
        let lists = lists.get_or_init(|| self.listings());
        if lists.is_empty() || supposed::is_supposed(self.grammar, sentence.text, tokens) {
            return None;
        }
        if !self.is_typed(sentence) {
            return None;
        }
        let found = lists.iter().find_map(|list| {
            let mut spoken = Spoken::default();
            let clauses = list.clauses(self.grammar, sentence.text, tokens);
            clauses.iter().find_map(|clause| {
                let wrong = list.judge(clause, &spoken);
                list.pass(clause, &mut spoken);
                wrong.map(|why| (clause.span, why))
            })
        });
        let (span, why) = found?;
        let finding = self.found(false, Code::Claim01, sentence, span, why);
        Some(finding.suggest("đọc lại câu, sửa câu hoặc kiểm tra danh sách"))
    }
}

fn both(one: &Mask, other: &Mask) -> Mask {
    one.iter()
        .zip(other)
        .map(|(one, other)| *one && *other)
        .collect()
}

fn count(mask: &Mask) -> usize {
    mask.iter().filter(|is| **is).count()
}

impl Listing {
    /// Why a clause is not so.
    fn judge(&self, clause: &Clause, spoken: &Spoken) -> Option<String> {
        let days = clause.days.filter(|_| spoken.summed);
        match (clause.mean.or(clause.sum), days) {
            (Some(stated), _) => self.summed(clause, spoken, stated),
            (None, Some(stated)) => self.of_office(clause, stated),
            (None, None) => self.judge_rows(clause, spoken),
        }
    }

    /// The same where no days are added up.
    fn judge_rows(&self, clause: &Clause, spoken: &Spoken) -> Option<String> {
        let every = vec![true; self.rows];
        if let Some(named) = &clause.named {
            return self.of_named(clause, named, spoken);
        }
        if let Some(lowest) = clause.extreme {
            return self.extreme(clause, lowest);
        }
        let scope = spoken.rows.as_ref().filter(|_| {
            let each = matches!(clause.quantity, Some(Quantity::Each(None)));
            clause.among || spoken.each || each
        });
        let scope = scope.unwrap_or(&every);
        let of = clause.all(scope);
        let conditions = clause.conditions();
        if clause.offices_each && !clause.per {
            return self.in_each_office(clause);
        }
        if clause.only && !clause.said.is_empty() {
            let own = clause.without_office(&every);
            return (both(&own, &of) != own).then(|| self.counted(&own));
        }
        let per = clause.per || spoken.per;
        match clause.quantity {
            Some(Quantity::Many(stated, None) | Quantity::Each(Some(stated))) if per => {
                let rows = spoken.rows.as_ref().unwrap_or(&every);
                // “đã gửi thư đối với 02 trên 04 hồ sơ, mỗi phòng còn 01 hồ sơ chưa gửi”
                let each = self.per_office(clause, rows, stated);
                let each = each.and(self.per_office(clause, &every, stated));
                // “mỗi phòng có 02 hồ sơ trễ hạn, trong đó 03 hồ sơ chưa có thư xin lỗi” goes on with each
                // or with all.
                each.filter(|_| clause.per || stated != Decimal::from(count(&of)))
            }
            Some(Quantity::Many(stated, whole)) if conditions > 0 || clause.late => {
                let many = Decimal::from(count(&of));
                let all = whole.is_some_and(|whole| whole != Decimal::from(count(scope)));
                if stated != many || all && whole != Some(Decimal::from(self.rows)) {
                    return Some(self.counted(&of));
                }
                // “04 hồ sơ chậm từ 03 đến 12 ngày”
                let whole = stated == Decimal::from(self.rows);
                whole.then(|| self.range(clause)).flatten()
            }
            Some(Quantity::Each(stated)) if conditions > 0 => {
                let rows = Decimal::from(count(scope));
                let right = of == *scope && stated.is_none_or(|stated| stated == rows);
                (!right && !clause.some_imply_others(scope, stated)).then(|| self.counted(&of))
            }
            Some(Quantity::None) if conditions > 0 => (count(&of) > 0).then(|| self.counted(&of)),
            Some(Quantity::Part(part)) if conditions > 0 => {
                let share =
                    Decimal::from(count(&of) * 100).checked_div(Decimal::from(count(scope)));
                let right = share.is_none_or(|share| agrees(part, share));
                (!right).then(|| self.counted(&of))
            }
            Some(_) => None,
            None if clause.range.is_some() && spoken.rows.is_none() => self.range(clause),
            None => {
                let rows = spoken.rows.as_ref()?;
                self.of_rows(clause, if clause.anew { &every } else { rows })
            }
        }
    }

    /// “mỗi phòng có 02 hồ sơ trễ hạn”.
    fn per_office(&self, clause: &Clause, scope: &Mask, stated: Decimal) -> Option<String> {
        let offices = self.offices();
        let named = if clause.offices.is_empty() {
            &offices
        } else {
            &clause.offices
        };
        let own = clause.without_office(scope);
        let each = |office: &Mask| Decimal::from(count(&both(&own, office))) == stated;
        (!named.iter().all(each)).then(|| self.counted(&own))
    }

    /// “cả hai phòng đều còn hồ sơ chưa có thư xin lỗi”: each office has some.
    fn in_each_office(&self, clause: &Clause) -> Option<String> {
        let numbered = matches!(
            clause.quantity,
            Some(Quantity::Many(..) | Quantity::Part(_))
        );
        if clause.said.is_empty() || numbered {
            return None;
        }
        let every = vec![true; self.rows];
        let own = clause.without_office(&every);
        let none = matches!(clause.quantity, Some(Quantity::None));
        let mut offices = self.offices().into_iter();
        let right = offices.all(|office| (count(&both(&own, &office)) > 0) != none);
        (!right).then(|| self.counted(&own))
    }

    /// What is said of dossiers that are named.
    fn of_named(&self, clause: &Clause, named: &Mask, spoken: &Spoken) -> Option<String> {
        let every = vec![true; self.rows];
        if let Some(lowest) = clause.extreme {
            let mut scopes = clause.offices.iter().chain([&every]);
            let first = |own: &Mask| Some(both(&self.extremes(own, lowest)?, named));
            let right = scopes.any(|own| first(own).is_none_or(|first| count(&first) > 0));
            return match right {
                true => self.of_rows(clause, named),
                false => Some(self.described(&self.extremes(&every, lowest)?)),
            };
        }
        if clause.quantity.is_some() && clause.conditions() > 0 {
            let of = clause.all(&every);
            return (both(&of, named) != *named).then(|| self.counted(&of));
        }
        if clause.conditions() == 0
            && let Some(of) = &spoken.listed
        {
            return (count(&both(of, named)) == 0).then(|| self.counted(of));
        }
        // “…, thuộc lĩnh vực đất đai”
        if clause.field && clause.conditions() == 0 {
            let rows = spoken.rows.as_ref()?;
            return (count(&both(rows, named)) == 0).then(|| self.described(rows));
        }
        self.of_rows(clause, named)
    }

    /// “chậm từ 03 đến 12 ngày”: from the least to the most.
    fn range(&self, clause: &Clause) -> Option<String> {
        let (least, most) = clause.range?;
        let every = vec![true; self.rows];
        let own = clause.offices.first().unwrap_or(&every);
        let days = self.days()?.iter().zip(own).filter(|(_, is)| **is);
        let days = days.filter_map(|(days, _)| *days);
        let known = (days.clone().min()?, days.max()?);
        let right = known == (least, most);
        (!right).then(|| {
            format!(
                "theo danh sách là từ {} đến {} ngày",
                print(known.0),
                print(known.1)
            )
        })
    }

    /// What is said of some dossiers is so of one of them at least.
    fn of_rows(&self, clause: &Clause, rows: &Mask) -> Option<String> {
        if clause.conditions() == 0 || clause.quantity.is_some() {
            return None;
        }
        (count(&clause.all(rows)) == 0).then(|| self.described(rows))
    }

    /// “hồ sơ chậm nhất là 12 ngày, của Phòng Kinh tế”: of all, or of an office that is named.
    fn extreme(&self, clause: &Clause, lowest: bool) -> Option<String> {
        if clause.conditions() == 0 {
            return None;
        }
        let every = vec![true; self.rows];
        let all = self.extremes(&every, lowest)?;
        let offices = clause.offices.iter().filter_map(|own| {
            let first = self.extremes(own, lowest)?;
            let rest = clause.conditions() > clause.offices.len();
            Some(rest && count(&clause.without_office(&first)) > 0)
        });
        let right = count(&clause.all(&all)) > 0 || offices.into_iter().any(|right| right);
        (!right).then(|| self.described(&all))
    }

    /// “tổng số ngày chậm 28; Phòng Kinh tế 17 ngày”: what those of an office have together, or on the average.
    fn of_office(&self, clause: &Clause, stated: Decimal) -> Option<String> {
        let [office] = clause.offices.as_slice() else {
            return None;
        };
        let own = self.days()?.iter().zip(office).filter(|(_, is)| **is);
        let own: Vec<Decimal> = own.map(|(days, _)| *days).collect::<Option<_>>()?;
        let sum: Decimal = own.iter().sum();
        let mean = sum.checked_div(Decimal::from(own.len()))?;
        let right = [sum, mean].iter().any(|known| agrees(stated, *known));
        (!right).then(|| {
            let (sum, mean) = (print(sum), print(round(mean, 2)));
            format!("theo danh sách cơ quan ấy chậm tổng cộng {sum} ngày, bình quân {mean} ngày")
        })
    }

    /// “bình quân mỗi hồ sơ chậm 7 ngày”, “tổng số ngày chậm là 28”.
    fn summed(&self, clause: &Clause, spoken: &Spoken, stated: Decimal) -> Option<String> {
        let every = vec![true; self.rows];
        let scopes = [clause.all(&every), spoken.rows.clone().unwrap_or(every)];
        let days = self.days()?;
        let known = scopes.iter().filter_map(|scope| {
            let own = days.iter().zip(scope).filter(|(_, is)| **is);
            let own: Vec<Decimal> = own.map(|(days, _)| *days).collect::<Option<_>>()?;
            let sum: Decimal = own.iter().sum();
            match clause.mean {
                Some(_) => sum.checked_div(Decimal::from(own.len())),
                None => Some(sum),
            }
        });
        let known: Vec<Decimal> = known.collect();
        let first = known.first()?;
        let right = known.iter().any(|known| agrees(stated, *known));
        (!right).then(|| format!("theo danh sách là {}", print(round(*first, 2))))
    }

    fn counted(&self, of: &Mask) -> String {
        let names = self.codes(of);
        match names.is_empty() {
            true => "theo danh sách không có hồ sơ nào như vậy".to_owned(),
            false => format!("theo danh sách có {}: {}", count(of), names),
        }
    }

    fn described(&self, rows: &Mask) -> String {
        format!("danh sách ghi khác về hồ sơ {}", self.codes(rows))
    }

    /// Keeps of which dossiers a clause spoke.
    fn pass(&self, clause: &Clause, spoken: &mut Spoken) {
        if clause.fresh {
            let summed = spoken.summed;
            *spoken = Spoken {
                summed,
                ..Spoken::default()
            };
        }
        spoken.summed |= clause.mean.or(clause.sum).is_some();
        spoken.per |= clause.per;
        let every = vec![true; self.rows];
        let listed = match clause.named {
            Some(_) if clause.quantity.is_some() && clause.conditions() > 0 => {
                Some(clause.all(&every))
            }
            _ => spoken.listed.take(),
        };
        if let Some(named) = clause.named.as_ref().filter(|_| !clause.field) {
            *spoken = Spoken {
                rows: Some(named.clone()),
                each: true,
                summed: spoken.summed,
                ..Spoken::default()
            };
        } else if let Some(lowest) = clause.extreme {
            let own = clause.offices.first().map_or(every, Clone::clone);
            spoken.rows = self.extremes(&own, lowest);
            spoken.each = true;
        } else if clause.conditions() > 0 && clause.quantity.is_some() {
            let of = clause.all(&every);
            spoken.rows = (count(&of) > 0).then_some(of);
            spoken.each = false;
        }
        spoken.listed = listed;
    }
}

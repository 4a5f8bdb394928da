//! The most points as a table says them, in its heads or in a row, beside those of the set of
//! indicators: where they differ, its points are on another scale.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::dictionary::Dictionary;
use super::grid::Grid;
use super::head::Head;
use super::units::figure;
use super::words::fold;
use crate::fault::{Faults, Note, NoteKind, Place};
use crate::vn::number::print;

/// What is to be told of the heads of these columns.
pub fn of_heads(
    grid: &Grid,
    head: &Head,
    columns: &[(String, usize)],
    maxima: &BTreeMap<String, Decimal>,
) -> Result<Vec<Note>, Faults> {
    let dictionary = Dictionary::shared()?;
    let other = columns.iter().filter_map(|(name, number)| {
        let known = maxima.get(name)?;
        let column = head.columns.iter().find(|column| column.number == *number)?;
        let said = stated(column.path.last()?, dictionary).filter(|said| said != known)?;
        let (letters, head) = (column.letters(), column.name());
        let words = format!(
            "cột {letters} “{head}” ghi tối đa {} điểm, bộ chỉ số là {}: điểm trong cột có thể theo thang khác",
            print(said),
            print(*known)
        );
        Some(Note::at(NoteKind::OtherScale(head), &grid.place().at(0, *number), words))
    });
    Ok(other.collect())
}

/// What is to be told of a row that says the most points.
pub fn of_row(
    name: &str,
    figures: &[(usize, Decimal)],
    maxima: &BTreeMap<usize, Decimal>,
    place: &Place,
) -> Option<Note> {
    let folded = fold(name);
    let of_maxima = &Dictionary::shared().ok()?.maximum.rows;
    if !of_maxima
        .iter()
        .any(|words| folded.contains(words.as_str()))
    {
        return None;
    }
    let other = figures.iter().find_map(|(column, said)| {
        let known = maxima.get(column).filter(|known| *known != said)?;
        Some((column, said, known))
    });
    let (column, said, known) = other?;
    let words = format!(
        "dòng “{name}” ghi {}, bộ chỉ số là {}: điểm trong bảng có thể theo thang khác",
        print(*said),
        print(*known)
    );
    let place = place.at(place.line(), *column);
    Some(Note::at(
        NoteKind::OtherScale(name.to_owned()),
        &place,
        words,
    ))
}

/// The most points that a head states: `(tối đa 18)`, `(10đ)`, `(20 điểm)`.
fn stated(head: &str, dictionary: &Dictionary) -> Option<Decimal> {
    let (folded, around) = (fold(head), &dictionary.maximum);
    let inside = folded.split('(').skip(1);
    let inside = inside.filter_map(|part| part.split(')').next());
    let befores = || around.before.iter().map(String::as_str);
    let tails = befores().filter_map(|word| folded.get(folded.find(word)?..));
    inside.chain(tails).find_map(|words| {
        let words = words.trim();
        let number = befores().find_map(|word| words.strip_prefix(word));
        let rest = number.unwrap_or(words).trim_matches([' ', ':']);
        let mut behind = around.behind.iter().map(String::as_str);
        let points = behind.find_map(|word| rest.strip_suffix(word));
        (number.or(points).is_some()).then(|| figure(points.unwrap_or(rest).trim()))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_points_stand_in_the_head() {
        let dictionary = Dictionary::shared().unwrap();
        for (head, said) in [
            ("Công khai, minh bạch (tối đa 18)", Some(18)),
            ("Chỉ số 2 (10đ)", Some(10)),
            ("Tiến độ (20 điểm)", Some(20)),
            ("Tổng điểm tối đa 100", Some(100)),
            ("Số hóa hồ sơ (max 22)", Some(22)),
            ("Số hóa hồ sơ, max: 22 điểm", Some(22)),
            ("Số hóa (1)", None),
            ("Tỷ lệ (%)", None),
            ("Điểm (tháng 9)", None),
            ("Tiến độ giải quyết", None),
        ] {
            assert_eq!(stated(head, dictionary), said.map(Decimal::from), "{head}");
        }
    }
}

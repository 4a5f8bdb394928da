//! The appendix of a monthly notice: indicators in groups, each with a figure and a rate. The
//! numbering and every rate that follows from counts are computed here.

use rust_decimal::Decimal;

use super::RowKind;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Count, Fields, Form, FromFields, Key, Percent, Sourced, form};
use crate::source::{Figure, Source, Words};
use crate::vn::number::{print, print_short, roman, round};
use time::Date;

/// The indicators of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicators {
    /// The day up to which the portal counted, if the hồ sơ says so.
    pub as_of: Option<Sourced<Date>>,
    /// The rows in order: a group, then its indicators with their parts.
    pub lines: Vec<Line>,
}

/// A row: a group, an indicator or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number: `I`, `1.2`, `a)`.
    pub number: String,
    /// What sort of row it is.
    pub kind: RowKind,
    /// The group of points that a group's row is about, by its code in the framework.
    pub about: Option<String>,
    /// What is counted.
    pub label: Words,
    /// How many were counted; none for a blank, which is not a zero.
    pub count: Option<Sourced<Decimal>>,
    /// Of how many, if the hồ sơ states it for this row.
    pub of: Option<Sourced<Decimal>>,
    /// The name of the whole that this row's count is a part of; rows of one name make it up.
    pub part_of: Option<String>,
    /// The rate.
    pub rate: Rate,
    /// Where the row was written.
    pub place: Place,
}

/// A rate as stated, as computed, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rate {
    /// What the source states, in percent.
    pub stated: Option<Sourced<Percent>>,
    /// What follows from the counts.
    pub computed: Option<Computed>,
}

/// A rate that follows from counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// The part.
    pub numerator: Decimal,
    /// The whole.
    pub denominator: Decimal,
    /// The rate in percent, unrounded.
    pub percent: Decimal,
}

/// Decimals of a computed rate in print, as the national portal shows them.
pub const RATE_DECIMALS: u32 = 2;

impl Line {
    /// The figure to print: `2.588`, `1.731/1.731`, or nothing.
    pub fn printed_count(&self) -> Words {
        let Some(count) = &self.count else {
            return Words::default();
        };
        let words = |count: &Sourced<Decimal>| {
            Words::new(print(count.value), Source::Stated(count.place.clone()))
        };
        let mut printed = words(count);
        if let Some(of) = &self.of {
            printed.push(&"/".into());
            printed.push(&words(of));
        }
        printed
    }

    /// The rate to print, without a sign: the stated one, or else the computed one, which is
    /// this figure.
    pub fn printed_rate(&self, figure: Figure) -> Words {
        match (&self.rate.stated, &self.rate.computed) {
            (Some(stated), _) => {
                Words::new(print(stated.value.0), Source::Stated(stated.place.clone()))
            }
            (None, Some(computed)) => {
                let rounded = round(computed.percent, RATE_DECIMALS);
                Words::new(print_short(rounded), Source::Computed(figure))
            }
            (None, None) => Words::default(),
        }
    }
}

/// The day up to which the portal counted.
pub const AS_OF: &[Key] = &[Key::optional::<Sourced<Date>>(
    "ngay_chot",
    "Ngày Cổng thống kê số liệu, in ở đầu cột",
)];

/// A table of indicators in place.
pub static INDICATORS: Form = Form::new("bảng số liệu").and(&[AS_OF, GROUPS]);
const GROUPS: &[Key] = &[Key::required::<Vec<Sourced<Group>>>(
    "nhom",
    "Các nhóm (I, II, …)",
)];

impl FromFields for Indicators {
    const FORM: &'static Form = &INDICATORS;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let as_of = fields.get("ngay_chot", faults);
        let mut lines = number_lines(fields.get("nhom", faults)?, faults);
        compute_rates(&mut lines, faults);
        Some(Self { as_of, lines })
    }
}

impl Indicators {
    /// The rows of the groups that are about a group of points, each with its number in the
    /// table from 0.
    pub fn of_group<'a>(&'a self, points: &'a str) -> impl Iterator<Item = (usize, &'a Line)> {
        let mut inside = false;
        self.lines.iter().enumerate().filter(move |(_, line)| {
            let heads = line.kind == RowKind::Group;
            if heads {
                inside = line.about.as_deref() == Some(points);
            }
            inside && !heads
        })
    }
}

form! {
    /// A group as written.
    struct Group: GROUP, "nhóm số liệu" {
        about: optional::<String>(
            "ma",
            "Mã nhóm của bộ chỉ số, khi mẫu cần biết dòng nào nói về nhóm nào",
        ),
        name: required::<Words>("ten", "Tên nhóm"),
        items: required::<Vec<Sourced<Item>>>("dong", "Các dòng (1.1, 1.2, …)"),
    }
}

form! {
    /// An indicator as written, with its parts.
    struct Item: ITEM, "dòng số liệu" {
        label: required::<Words>("ten", "Nội dung"),
        count: optional::<Sourced<Count>>(
            "so_lieu",
            "Số đếm; không phát sinh ghi 0, chưa có để trống",
        ),
        of: optional::<Sourced<Count>>("tren", "Trên tổng số, nếu có")
            .note("In 1.731/1.731 và tính tỷ lệ"),
        part_of: optional::<String>(
            "phan_cua",
            "Tên của tổng mà dòng này là một phần; các dòng cùng tên cộng lại thành tổng",
        )
        .note("Tỷ lệ tính từ đó"),
        rate: optional::<Sourced<Percent>>(
            "ty_le",
            "Tỷ lệ (%) mà Cổng ghi; để trống thì chương trình tính",
        )
        .note(
            "Tính được từ số đếm thì so hai số và báo khi lệch; số tính được in hai chữ số thập phân",
        ),
        parts: or_default::<Vec<Sourced<Item>>>("gom", "Các dòng con (a, b, …)"),
    }
    with_rate
}

/// One whose rate is one.
fn with_rate(item: Item, _: &Fields, faults: &mut Faults) -> Option<Item> {
    let rate = item.rate.as_ref().map(|rate| (rate.value.0, &rate.place));
    if let Some((rate, place)) = rate
        && (rate.is_sign_negative() || rate > Decimal::ONE_HUNDRED)
    {
        let found = format!("tỷ lệ {}%", print(rate));
        let fault = Fault::new(Kind::WrongValue, place.clone(), found);
        faults.add(fault.expected("từ 0 đến 100%"));
    }
    Some(item)
}

impl Line {
    fn of_group(number: u32, Sourced { value, place }: Sourced<Group>) -> Self {
        Self {
            number: roman(number),
            kind: RowKind::Group,
            about: value.about,
            label: value.name,
            count: None,
            of: None,
            part_of: None,
            rate: Rate::default(),
            place,
        }
    }

    fn of_item(
        number: String,
        kind: RowKind,
        Sourced { value: item, place }: Sourced<Item>,
    ) -> Self {
        let count = |count: Sourced<Count>| Sourced::new(count.value.0, count.place);
        Self {
            number,
            kind,
            about: None,
            label: item.label,
            count: item.count.map(count),
            of: item.of.map(count),
            part_of: item.part_of,
            rate: Rate {
                stated: item.rate,
                computed: None,
            },
            place,
        }
    }
}

/// Gives every row its number, so that none is skipped or repeated.
fn number_lines(groups: Vec<Sourced<Group>>, faults: &mut Faults) -> Vec<Line> {
    let mut lines = Vec::new();
    for (g, mut group) in (1..).zip(groups) {
        let items = std::mem::take(&mut group.value.items);
        lines.push(Line::of_group(g, group));
        for (i, mut item) in (1..).zip(items) {
            let parts = std::mem::take(&mut item.value.parts);
            let number = format!("{g}.{i}");
            lines.push(Line::of_item(number, RowKind::Item, item));
            for (p, part) in parts.into_iter().enumerate() {
                if let Some(deeper) = part.value.parts.first() {
                    let found = "dòng con lại có dòng con của nó";
                    let fault = Fault::new(Kind::WrongValue, deeper.place.clone(), found);
                    faults.add(fault.expected("nhiều nhất ba bậc: I, 1.1, a)"));
                }
                lines.push(Line::of_item(letter(p), RowKind::SubItem, part));
            }
        }
    }
    lines
}

/// The letters that number points (ND30, Phụ lục I: a, b, c, d, đ, e, g, h, i, k …).
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

fn letter(index: usize) -> String {
    let count = LETTERS.chars().count();
    match LETTERS.chars().nth(index % count) {
        // After y the letters begin again, doubled, as long lists do.
        Some(c) => format!("{})", c.to_string().repeat(1 + index / count)),
        None => String::new(),
    }
}

/// Computes each rate that follows from counts: of a stated whole, or of the whole that the
/// rows of one name make up.
fn compute_rates(lines: &mut [Line], faults: &mut Faults) {
    let wholes: Vec<Option<Decimal>> = lines.iter().map(|line| whole(line, lines)).collect();
    for (line, whole) in lines.iter_mut().zip(wholes) {
        let (Some(count), Some(whole)) = (&line.count, whole) else {
            continue;
        };
        if count.value > whole {
            let found = format!("{} trên {}", print(count.value), print(whole));
            faults.add(
                Fault::new(Kind::WrongValue, count.place.clone(), found)
                    .expected("phần không lớn hơn tổng")
                    .remedy("kiểm tra “so_lieu” và “tren”"),
            );
            continue;
        }
        // A whole of zero has no rate: the row shows its figure only.
        line.rate.computed =
            (count.value * Decimal::ONE_HUNDRED)
                .checked_div(whole)
                .map(|percent| Computed {
                    numerator: count.value,
                    denominator: whole,
                    percent,
                });
    }
}

fn whole(line: &Line, lines: &[Line]) -> Option<Decimal> {
    if let Some(of) = &line.of {
        return Some(of.value);
    }
    let name = line.part_of.as_ref()?;
    let parts = lines
        .iter()
        .filter(|other| other.part_of.as_ref() == Some(name));
    parts
        .filter_map(|part| part.count.as_ref())
        .try_fold(Decimal::ZERO, |sum, count| sum.checked_add(count.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Indicators, Faults> {
        crate::form::read("ho-so.yaml", text)
    }

    fn rate(line: &Line) -> Words {
        line.printed_rate(Figure::Rate { table: 0, line: 0 })
    }

    fn printed(table: &Indicators) -> Vec<[String; 3]> {
        let line = |l: &Line| {
            [
                l.number.clone(),
                l.printed_count().to_string(),
                rate(l).to_string(),
            ]
        };
        table.lines.iter().map(line).collect()
    }

    #[test]
    fn rates_follow_from_the_parts_of_a_whole() {
        let table = read(
            "
nhom:
  - ten: Công khai
    dong:
      - ten: Số TTHC công khai
        so_lieu: 1731
        tren: 1731
      - ten: Số hồ sơ
        gom:
          - {ten: đã đồng bộ, so_lieu: 176, phan_cua: hồ sơ}
          - {ten: chưa đồng bộ, so_lieu: 25, phan_cua: hồ sơ}
          - {ten: khác, phan_cua: hồ sơ}
",
        )
        .unwrap();
        assert_eq!(
            printed(&table),
            [
                ["I", "", ""],
                ["1.1", "1.731/1.731", "100"],
                ["1.2", "", ""],
                ["a)", "176", "87,56"],
                ["b)", "25", "12,44"],
                ["c)", "", ""],
            ]
        );
    }

    #[test]
    fn a_stated_rate_is_printed_as_stated() {
        let table = read("nhom: [{ten: A, dong: [{ten: b, ty_le: '9,8'}]}]").unwrap();
        assert_eq!(rate(&table.lines[1]), "9,8");
    }

    #[test]
    fn a_whole_of_zero_has_no_rate() {
        let table = read("nhom: [{ten: A, dong: [{ten: b, so_lieu: 0, tren: 0}]}]").unwrap();
        assert_eq!(rate(&table.lines[1]), "");
        assert_eq!(table.lines[1].printed_count(), "0/0");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for row in [
            "so_lieu: 5, tren: 4",
            "so_lieu: -5",
            "so_lieu: '5,5'",
            "ty_le: '100,1%'",
        ] {
            let text = format!("nhom: [{{ten: A, dong: [{{ten: b, {row}}}]}}]");
            assert!(read(&text).is_err(), "{row}");
        }
    }

    #[test]
    fn numbers_follow_the_decree() {
        assert_eq!(roman(7), "VII");
        assert_eq!(roman(49), "XLIX");
        assert_eq!(letter(4), "đ)");
        assert_eq!(letter(6), "g)");
        assert_eq!(letter(23), "aa)");
    }
}

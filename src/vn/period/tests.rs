use proptest::prelude::*;
use time::Date;

use super::{PartOfYear, Period};
use crate::vn::date;

fn period(text: &str) -> Period {
    Period::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn day(text: &str) -> Date {
    date::parse(text).unwrap()
}

#[test]
fn a_month_is_read_in_all_ways_of_writing_it() {
    let february = Period::new(2024, 2);
    for text in [
        "2024-02",
        "02/2024",
        "2/2024",
        "tháng 02/2024",
        "Tháng 2 năm 2024",
    ] {
        assert_eq!(Period::parse(text), february, "{text}");
    }
}

#[test]
fn what_is_no_period_is_refused() {
    for text in [
        "2024-13",
        "2024-00",
        "24-02",
        "tháng 2",
        "2024-2-1",
        "0/2024",
        "",
        "quý V/2026",
        "quý 0/2026",
        "quý IV",
        "tuần 54/2026",
        "tuần 45 (từ ngày 03/11/2026 đến ngày 09/11/2026)",
        "7 tháng năm 2026",
        "9 tháng cuối năm 2026",
        "1999",
        "từ 14/11/2026 đến 15/10/2026",
        "tháng 11/2025, tính đến 25 giờ 00 ngày 06/11/2025",
        "tháng 12/2025, tính đến 11 giờ 00 ngày 06/11/2025",
        "tính đến nay",
    ] {
        assert_eq!(Period::parse(text), None, "{text}");
    }
}

/// As it is written; as it is printed short, long and in names; the days it has.
#[test]
fn each_kind_is_written_as_offices_write_it() {
    let written = |text: &str| {
        let period = period(text);
        let (first, last) = period.days();
        let days = format!("{} {}", date::short(first), date::short(last));
        [period.short(), period.long(), period.to_string(), days].join(" | ")
    };
    let all = [
        ("2023-9", ""),
        ("quý IV/2026", ""),
        ("quý 4 năm 2026", ""),
        ("2026-Q4", ""),
        ("06 tháng đầu năm 2026", ""),
        ("6 tháng năm 2026", ""),
        ("6 tháng cuối năm 2026", ""),
        ("9 tháng năm 2026", ""),
        ("9 tháng đầu năm 2026", ""),
        ("Năm 2026", ""),
        ("tuần 45 năm 2026", ""),
        ("2026-W53", ""),
        ("từ ngày 15/10/2026 đến ngày 14/11/2026", ""),
        ("15/10 - 14/11/2026", ""),
        ("tính đến 11 giờ 00 ngày 06/11/2025", ""),
        ("tháng 11/2025 (tính đến 11h 06/11/2025)", ""),
        ("10/2025, số liệu đến ngày 06 tháng 11 năm 2025", ""),
    ];
    let all = all.map(|(text, _)| format!("{text}: {}", written(text)));
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn the_one_before_is_of_the_same_kind() {
    for (now, before, a_year_before) in [
        ("2024-01", Some("2023-12"), Some("2023-01")),
        ("quý I/2026", Some("quý IV/2025"), Some("quý I/2025")),
        (
            "6 tháng đầu năm 2026",
            Some("6 tháng cuối năm 2025"),
            Some("6 tháng năm 2025"),
        ),
        (
            "9 tháng năm 2026",
            Some("9 tháng năm 2025"),
            Some("9 tháng năm 2025"),
        ),
        ("2026", Some("2025"), Some("2025")),
        ("tuần 1/2027", Some("tuần 53/2026"), Some("tuần 1/2026")),
        ("tuần 53/2026", Some("tuần 52/2026"), Some("tuần 52/2025")),
        (
            "15/10/2026 - 14/11/2026",
            None,
            Some("15/10/2025 - 14/11/2025"),
        ),
        ("tính đến 06/11/2025", None, None),
        (
            "từ ngày 30/10 đến ngày 05/11/2026",
            Some("từ 23/10 đến 29/10/2026"),
            Some("từ 31/10 đến 06/11/2025"),
        ),
        (
            "tuần từ 28/12 đến 03/01/2025",
            Some("tuần từ 21/12/2024 đến 27/12/2024"),
            Some("30/12/2023 - 05/01/2024"),
        ),
    ] {
        let now = period(now);
        assert_eq!(now.previous(), before.map(period), "{now}");
        assert_eq!(now.a_year_before(), a_year_before.map(period), "{now}");
        if let Some(before) = now.previous() {
            assert_eq!(before.next(), now);
        }
    }
    let next = |text| period(text).next();
    assert_eq!(
        next("từ 15/10/2026 đến 14/11/2026"),
        period("từ 15/11/2026 đến 14/12/2026")
    );
    assert_eq!(
        next("từ 01/9/2026 đến 10/9/2026"),
        period("từ 11/9/2026 đến 20/9/2026")
    );
}

#[test]
fn seven_days_are_a_week_whatever_day_they_begin_on() {
    let week = period("từ ngày 30/10 đến ngày 05/11/2026");
    assert_eq!(week.noun(), "tuần");
    assert_eq!(week.short(), "tuần từ 30/10/2026 đến 05/11/2026");
    assert_eq!(week.long(), "tuần từ ngày 30/10/2026 đến ngày 05/11/2026");
    assert_eq!(week.to_string(), "2026-10-30_2026-11-05");
    for form in week.written() {
        assert_eq!(period(&form), week, "{form}");
    }
    for (written, next) in [
        (
            "từ ngày 30/10 đến ngày 05/11/2026",
            "từ ngày 06/11 đến ngày 12/11/2026",
        ),
        (
            "từ 30/10/2026 đến 05/11/2026",
            "từ 06/11/2026 đến 12/11/2026",
        ),
        (
            "tuần từ 30/10/2026 đến 05/11/2026",
            "tuần từ 06/11/2026 đến 12/11/2026",
        ),
        ("2026-10-30_2026-11-05", "2026-11-06_2026-11-12"),
    ] {
        assert_eq!(week.next().write_like(week, written), next);
    }
    // One of the calendar, and one that is written by its days, follow each other.
    assert!(period("02/11/2026 - 08/11/2026").follows(period("tuần 44/2026")));
    assert!(period("tuần 45/2026").follows(period("từ 26/10 đến 01/11/2026")));
    assert!(week.is_like(period("tuần 45/2026")) && !week.is_like(period("2026-10")));
    let gap = period("từ 16/10/2026 đến 22/10/2026");
    assert!(!week.follows(gap) && !week.follows(week));
    assert!(week.is_a_year_after(period("từ 30/10/2025 đến 05/11/2025")));
    // Eight days are none.
    let eight = period("từ 29/10/2026 đến 05/11/2026");
    assert_eq!((eight.noun(), eight.previous()), ("kỳ", None));
}

#[test]
fn what_may_be_called_the_period_before() {
    let follows = |now, before| period(now).follows(period(before));
    assert!(follows("2026-11", "2026-10") && !follows("2026-11", "2026-09"));
    assert!(!follows("2026-11", "2026-11") && !follows("quý IV/2026", "2026-09"));
    assert!(follows("quý IV/2026", "quý III/2026"));
    assert!(follows("9 tháng năm 2026", "6 tháng đầu năm 2026"));
    assert!(!follows("9 tháng năm 2026", "6 tháng đầu năm 2025"));
    assert!(follows("tính đến 06/11/2025", "tính đến 30/10/2025"));
    assert!(follows(
        "2025-11, tính đến 13/11/2025",
        "2025-11, tính đến 06/11/2025"
    ));
    assert!(follows("2025-11, tính đến 13/11/2025", "2025-10"));
    assert!(period("quý IV/2026").is_a_year_after(period("quý IV/2025")));
    assert!(period("tính đến 06/11/2025").is_a_year_after(period("tính đến 30/10/2024")));
}

#[test]
fn figures_are_known_when_the_period_is_over_or_when_it_was_counted() {
    assert_eq!(period("2025-11").known_on(), day("30/11/2025"));
    let counted = period("2025-11, tính đến 11:00 06/11/2025");
    assert_eq!(counted.known_on(), day("06/11/2025"));
    assert_eq!(counted.days().1, day("06/11/2025"));
    let later = period("2025-10, tính đến 06/11/2025");
    assert_eq!(
        (later.known_on(), later.days().1),
        (day("06/11/2025"), day("31/10/2025"))
    );
}

#[test]
fn the_next_one_is_written_like_this_one() {
    for (now, next) in [
        ("2026-10", "2026-11"),
        ("10/2026", "2026-11"),
        ("quý III/2026", "quý IV/2026"),
        ("quý IV năm 2026", "quý I năm 2027"),
        ("2026-quy-4", "2027-quy-1"),
        ("năm 2026", "năm 2027"),
    ] {
        let period = period(now);
        assert_eq!(period.next().write_like(period, now), next);
    }
}

#[test]
fn prose_names_parts_of_years() {
    let named = |text| super::named(text).map(|(part, year, _)| (part, year));
    assert_eq!(
        named("Quý IV năm 2026 đạt"),
        Some((PartOfYear::Quarter(4), Some(2026)))
    );
    assert_eq!(
        named("quý 3/2026"),
        Some((PartOfYear::Quarter(3), Some(2026)))
    );
    assert_eq!(named("quý III, đạt"), Some((PartOfYear::Quarter(3), None)));
    assert_eq!(
        named("6 tháng đầu năm 2026"),
        Some((PartOfYear::Half(1), Some(2026)))
    );
    assert_eq!(
        named("6 tháng đầu năm đạt"),
        Some((PartOfYear::Half(1), None))
    );
    assert_eq!(
        named("06 tháng cuối năm"),
        Some((PartOfYear::Half(2), None))
    );
    assert_eq!(
        named("9 tháng năm 2026"),
        Some((PartOfYear::NineMonths, Some(2026)))
    );
    assert_eq!(named("9 tháng đạt"), Some((PartOfYear::NineMonths, None)));
    assert_eq!(named("năm 2026,"), Some((PartOfYear::Year, Some(2026))));
    assert_eq!(
        super::named("tuần 45/2026 đạt").map(|found| found.2),
        Some("tuần 45/2026".len())
    );
    for none in ["6 tháng qua", "năm người", "quý vị", "9 người"] {
        assert_eq!(named(none), None, "{none}");
    }
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(year in 2001u16..3000, number in 1u8..=53, kind in 0u8..8) {
        let text = match kind {
            0 => format!("{year}-{number}"),
            1 => format!("quý {number}/{year}"),
            2 => format!("tuần {number}/{year}"),
            3 => format!("6 tháng đầu năm {year}"),
            4 => format!("9 tháng năm {year}"),
            5 => format!("năm {year}"),
            6 => format!("từ {}/3/{year} đến 30/4/{year}", number.min(31)),
            _ => format!("{year}-{number}, tính đến {} giờ {number} ngày 31/12/{year}", number.min(23)),
        };
        if let Some(period) = Period::parse(&text) {
            for written in [period.to_string(), period.long()] {
                prop_assert_eq!(Period::parse(&written), Some(period), "{}", written);
            }
            prop_assert_eq!(Period::parse(&period.short()), Some(period.without_moment()));
        }
    }
}

/// “Hạng tháng 8” was taken for the rank of September.
#[test]
fn heads_of_columns_say_of_which_period_their_figures_are() {
    let september = Period::parse("2026-09").unwrap();
    for (head, another, previous) in [
        ("Điểm tháng 8", true, true),
        ("Hạng kỳ trước", true, true),
        ("Tổng điểm tháng liền trước", true, true),
        ("Điểm tháng 7/2026", true, false),
        ("Hạng quý trước", true, false),
        ("Điểm tháng 9", false, false),
        ("Tăng, giảm so với tháng trước", false, false),
        ("Tỷ lệ giải quyết trong kỳ trước hạn", false, false),
        ("Hồ sơ đăng ký trước hạn", false, false),
    ] {
        assert_eq!(september.is_of_another(head), another, "{head}");
        assert_eq!(september.is_of_previous(head), previous, "{head}");
    }
}

use std::sync::LazyLock;

use super::*;
use crate::page::{Colour, RunFormat};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::embedded().unwrap());
const WIDE: Length = Length::pt(10_000);

fn run(text: &str, bold: bool, italic: bool) -> Run {
    let size = Length::pt(14);
    Run {
        text: text.into(),
        format: RunFormat {
            size,
            bold,
            italic,
            colour: Colour::BLACK,
        },
    }
}

/// The lines of an upright text in a column as wide as `model` is.
fn lines(text: &str, model: &str) -> Vec<String> {
    let runs = [run(text, false, false)];
    let room = FONTS.width(model, &runs[0].format);
    texts(&break_lines(&FONTS, &runs, room, room))
}

fn texts(lines: &[Line]) -> Vec<String> {
    let text = |line: &Line| line.pieces.iter().map(|piece| piece.text).collect();
    lines.iter().map(text).collect()
}

#[test]
fn no_runs_make_one_empty_line() {
    for runs in [vec![], vec![run("", false, false)]] {
        let lines = break_lines(&FONTS, &runs, WIDE, WIDE);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].pieces.is_empty());
        assert_eq!(lines[0].width, Length::ZERO);
    }
}

#[test]
fn words_break_at_blanks_which_stay_at_the_end_of_the_line() {
    assert_eq!(
        lines("một cửa liên thông", "một cửa "),
        ["một cửa ", "liên ", "thông"]
    );
}

#[test]
fn a_word_that_fits_exactly_stays() {
    assert_eq!(lines("một cửa liên", "một cửa"), ["một cửa ", "liên"]);
    assert_eq!(lines("một cửa liên", "một cử"), ["một ", "cửa ", "liên"]);
}

#[test]
fn a_word_longer_than_the_line_is_torn_anywhere_but_the_first_below_a_slash() {
    assert_eq!(lines("thôn/xóm", "thôn/xó"), ["thôn/", "xóm"]);
    assert_eq!(lines("12/UBND", "12/UB"), ["12/UB", "ND"]);
    assert_eq!(lines("ai thôn/xóm", "thôn/xó"), ["ai ", "thôn/xó", "m"]);
}

#[test]
fn blanks_at_the_end_cost_no_room() {
    assert_eq!(lines("một    cửa", "một"), ["một    ", "cửa"]);
}

#[test]
fn a_word_breaks_after_a_hyphen() {
    assert_eq!(lines("QĐ-UBND", "QĐ-UBN"), ["QĐ-", "UBND"]);
    assert_eq!(lines("2021-2025", "2021-202"), ["2021-", "2025"]);
    assert_eq!(lines("Hà–Nam", "Hà–Na"), ["Hà–", "Nam"]);
}

#[test]
fn a_minus_stays_with_its_number() {
    assert_eq!(lines("giảm -1,55", "giảm -1,"), ["giảm ", "-1,55"]);
}

#[test]
fn a_hyphen_stays_with_a_mark_that_follows() {
    assert_eq!(lines("xx aa-/bb", "xx aa-/"), ["xx ", "aa-/bb"]);
}

#[test]
fn a_non_breaking_space_does_not_break() {
    assert_eq!(
        lines("ngày 05\u{a0}tháng", "ngày 05\u{a0}th"),
        ["ngày ", "05\u{a0}tháng"]
    );
}

#[test]
fn marks_never_begin_a_line_even_after_a_blank() {
    for mark in ['/', ')', ',', ';', ':', '.', '!', '?'] {
        let text = format!("một cửa {mark}bb");
        assert_eq!(
            lines(&text, "một cửa "),
            ["một ", &format!("cửa {mark}bb")],
            "{mark}"
        );
    }
}

#[test]
fn an_opening_parenthesis_may_begin_a_line() {
    assert_eq!(lines("một (cửa)", "một (cửa"), ["một ", "(cửa)"]);
}

#[test]
fn a_word_longer_than_the_line_breaks_by_character() {
    assert_eq!(lines("aaaaa bb", "aaa"), ["aaa", "aa ", "bb"]);
    assert_eq!(lines("b aaaaa", "aaa"), ["b ", "aaa", "aa"]);
}

#[test]
fn a_column_without_width_holds_one_character_a_line() {
    let runs = [run("ab  c", false, false)];
    for room in [Length::ZERO, -Length::pt(3)] {
        let lines = break_lines(&FONTS, &runs, room, room);
        assert_eq!(texts(&lines), ["a", "b  ", "c"]);
    }
}

#[test]
fn the_first_line_may_be_narrower() {
    let runs = [run("một cửa liên thông", false, false)];
    let lines = break_lines(&FONTS, &runs, Length::pt(30), WIDE);
    assert_eq!(texts(&lines), ["một ", "cửa liên thông"]);
}

#[test]
fn a_word_may_span_runs_and_breaks_only_at_its_blanks() {
    let runs = [run("một c", false, false), run("ửa liên", true, false)];
    let room = FONTS.width("một cử", &runs[0].format);
    let lines = break_lines(&FONTS, &runs, room, room);
    assert_eq!(texts(&lines), ["một ", "cửa ", "liên"]);
    let of_runs: Vec<usize> = lines[1].pieces.iter().map(|piece| piece.run).collect();
    assert_eq!(of_runs, [0, 1]);
}

#[test]
fn italic_type_may_fill_the_line() {
    let runs = [run("một cửa", false, true)];
    let width = FONTS.width("một cửa", &runs[0].format);
    assert_eq!(break_lines(&FONTS, &runs, width, WIDE).len(), 1);
    assert_eq!(
        break_lines(&FONTS, &runs, width - Length::units(1), WIDE).len(),
        2
    );
}

#[test]
fn width_and_gaps_leave_out_the_blanks_at_the_end() {
    let runs = [run("a b\u{a0}c  ", false, false)];
    let lines = break_lines(&FONTS, &runs, WIDE, WIDE);
    assert_eq!(lines[0].gaps, 1);
    assert_eq!(lines[0].width, FONTS.width("a b\u{a0}c", &runs[0].format));
}

proptest::proptest! {
    #[test]
    fn no_text_is_lost_or_reordered(
        texts_of_runs in proptest::collection::vec("[ a-cđ/,.\u{a0}–-]{0,30}", 0..4),
        room in 0i64..30_000,
    ) {
            let runs: Vec<Run> = texts_of_runs.iter().map(|text| run(text, false, false)).collect();
        let room = Length::units(room);
        let lines = break_lines(&FONTS, &runs, room, room);
        assert_eq!(texts(&lines).concat(), texts_of_runs.concat());
        for line in &lines {
            let letters: usize = line.pieces.iter().map(|p| p.text.trim_end().chars().count()).sum();
            // Each run may be half a twip less than its letters.
            let slack = Length::twips(2);
            assert!(line.width <= room + slack || letters <= 1);
        }
    }
}

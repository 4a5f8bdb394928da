//! Helpers, and how paragraphs and rules are laid out.

mod pages;
mod tables;
mod whole;

use std::sync::LazyLock;

use super::*;
use crate::builders::{self, RULE, boxes, cell, plain, row, table, with};
use crate::page::{Align, Cell, Frame, LineSpacing, Row, Table, Vertical};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::embedded().unwrap());

/// A line of 14 pt is 322 twips high, and 45 of them fill the 14,570 of the page.
const LINE: i64 = 322;
const TOP: i64 = 1134;
const LEFT: i64 = 1701;
const TEXT_WIDTH: i64 = 9355;

/// The lines of each page as text, without page numbers.
fn texts(blocks: Vec<Block>) -> Vec<Vec<String>> {
    let boxes = boxes(blocks);
    layout(&boxes, &FONTS).iter().map(page_texts).collect()
}

fn page_texts(page: &Page) -> Vec<String> {
    let lines = page.lines.iter().filter(|line| line.source.is_some());
    lines.map(text).collect()
}

fn text(line: &TextLine) -> String {
    line.spans.iter().map(|span| span.text.as_ref()).collect()
}

/// The upper edges of the lines of the first page, in twips below the top margin.
fn tops(blocks: Vec<Block>) -> Vec<i64> {
    let boxes = boxes(blocks);
    let pages = layout(&boxes, &FONTS);
    pages[0]
        .lines
        .iter()
        .map(|line| line.top.in_twips() - TOP)
        .collect()
}

fn fill(count: usize) -> Vec<Block> {
    (0..count).map(|index| plain(&format!("{index}"))).collect()
}

/// A paragraph of so many lines, in which each word takes a line.
fn tall(lines: usize, change: impl FnOnce(&mut Paragraph)) -> Block {
    let words: Vec<String> = (0..lines).map(|index| format!("w{index}")).collect();
    with(&words.join(" "), |p| {
        p.format.indent_right = Length::twips(TEXT_WIDTH - 550);
        change(p);
    })
}

fn counts(blocks: Vec<Block>) -> Vec<usize> {
    texts(blocks).iter().map(Vec::len).collect()
}

fn then(mut blocks: Vec<Block>, more: impl IntoIterator<Item = Block>) -> Vec<Block> {
    blocks.extend(more);
    blocks
}

#[test]
fn the_first_baseline_lies_where_libreoffice_puts_it() {
    let boxes = boxes(vec![plain("a")]);
    let line = &layout(&boxes, &FONTS)[0].lines[0];
    assert_eq!(
        (line.x.in_twips(), line.baseline().in_twips()),
        (LEFT, 1396)
    );
}

#[test]
fn lines_are_placed_by_their_alignment() {
    let width = FONTS.width("abc", &builders::TYPE);
    let x = |align| {
        let boxes = boxes(vec![with("abc", |p| p.format.align = align)]);
        layout(&boxes, &FONTS)[0].lines[0].x - Length::twips(LEFT)
    };
    let spare = Length::twips(TEXT_WIDTH) - width;
    assert_eq!(x(Align::Left), Length::ZERO);
    assert_eq!(x(Align::Justify), Length::ZERO);
    assert_eq!(x(Align::Centre), spare / 2);
    assert_eq!(x(Align::Right), spare);
}

#[test]
fn all_but_the_last_line_are_justified() {
    let boxes = boxes(vec![with(&"một cửa ".repeat(30), |p| {
        p.format.align = Align::Justify
    })]);
    let page = &layout(&boxes, &FONTS)[0];
    let (last, others) = page.lines.split_last().unwrap();
    assert!(last.last && last.stretch == Length::ZERO);
    for line in others {
        assert_eq!(line.width + line.stretch, Length::twips(TEXT_WIDTH));
    }
}

#[test]
fn a_hanging_indent_moves_all_lines_but_the_first() {
    let block = with(&"một cửa ".repeat(20), |p| {
        p.format.indent_left = Length::twips(500);
        p.format.indent_first = -Length::twips(200);
    });
    let boxes = boxes(vec![block]);
    let page = &layout(&boxes, &FONTS)[0];
    let xs: Vec<i64> = page
        .lines
        .iter()
        .map(|line| line.x.in_twips() - LEFT)
        .collect();
    assert_eq!(xs, [300, 500, 500]);
}

#[test]
fn the_larger_of_two_spaces_holds_between_paragraphs() {
    let after = with("a", |p| p.format.after = Length::twips(120));
    let before = with("b", |p| p.format.before = Length::twips(200));
    assert_eq!(tops(vec![after, before]), [0, LINE + 200]);
}

#[test]
fn space_above_is_kept_at_the_start_of_a_section_and_dropped_where_a_page_runs_on() {
    let spaced = || with("a", |p| p.format.before = Length::twips(200));
    assert_eq!(tops(vec![spaced()]), [200]);
    let boxes = boxes(then(fill(45), [spaced()]));
    let pages = layout(&boxes, &FONTS);
    assert_eq!(pages[1].lines[1].top.in_twips(), TOP);
}

#[test]
fn line_spacing_is_as_measured() {
    let second = |line| tops(vec![with("a", |p| p.format.line = line), plain("b")])[1];
    assert_eq!(second(LineSpacing::Multiple(240)), 322);
    assert_eq!(second(LineSpacing::Multiple(259)), 347);
    assert_eq!(second(LineSpacing::Multiple(200)), 268);
    assert_eq!(second(LineSpacing::Exact(Length::twips(400))), 400);
}

#[test]
fn baselines_are_as_measured() {
    let ascent = |line| {
        let boxes = boxes(vec![with("a", |p| p.format.line = line)]);
        layout(&boxes, &FONTS)[0].lines[0].ascent.in_twips()
    };
    assert_eq!(ascent(LineSpacing::Multiple(480)), 262);
    assert_eq!(ascent(LineSpacing::Multiple(200)), 214);
    assert_eq!(ascent(LineSpacing::Exact(Length::twips(400))), 320);
}

#[test]
fn the_largest_type_of_a_line_sets_its_height() {
    let mixed = with("a", |p| {
        let mut big = p.runs[0].clone();
        big.format.size = Length::pt(20);
        p.runs.push(big);
    });
    assert_eq!(tops(vec![mixed, plain("b")]), [0, 460]);
}

#[test]
fn blanks_at_the_end_of_a_line_do_not_set_its_height() {
    let mixed = with("a", |p| {
        let mut big = p.runs[0].clone();
        (big.text, big.format.size) = ("  ".into(), Length::pt(30));
        p.runs.push(big);
    });
    assert_eq!(tops(vec![mixed, plain("b")]), [0, LINE]);
}

#[test]
fn an_empty_paragraph_is_as_high_as_its_style() {
    let empty = with("", |p| p.runs.clear());
    assert_eq!(tops(vec![empty, plain("b")]), [LINE]);
}

#[test]
fn a_rule_is_centred_and_as_high_as_it_says() {
    let boxes = boxes(vec![Block::Rule(RULE), plain("a")]);
    let page = &layout(&boxes, &FONTS)[0];
    let stroke = page.strokes[0];
    assert_eq!(stroke.at, Length::twips(TOP + 20) + Length::twips(15) / 2);
    assert_eq!(stroke.from.in_twips(), LEFT + (TEXT_WIDTH - 1000) / 2 + 1);
    assert_eq!(page.lines[0].top.in_twips(), TOP + 95);
}

#[test]
fn a_frame_stands_outside_the_indents_and_adds_to_the_height() {
    let framed = with("a", |p| {
        p.frame = Some(Frame {
            thickness: Length::twips(20),
            padding: Length::twips(40),
            colour: Colour::RED,
        });
    });
    let boxes = boxes(vec![framed, plain("b")]);
    let page = &layout(&boxes, &FONTS)[0];
    let tops: Vec<i64> = page
        .lines
        .iter()
        .map(|line| line.top.in_twips() - TOP)
        .collect();
    assert_eq!(tops, [60, LINE + 120]);
    let mut upright = page.strokes.iter().filter(|stroke| !stroke.is_horizontal());
    assert_eq!(upright.next().unwrap().at.in_twips(), LEFT - 50);
    assert_eq!(
        upright.next().unwrap().at.in_twips(),
        LEFT + TEXT_WIDTH + 50
    );
}

#[test]
fn text_of_the_first_page_gives_way_to_its_header_and_footer() {
    let mut boxes = boxes(fill(90));
    boxes.sections[0].first_header = vec![plain("h"), plain("h"), plain("h")];
    boxes.sections[0].first_footer = vec![plain("f"), plain("f"), plain("f")];
    let pages = layout(&boxes, &FONTS);
    let first = &pages[0].lines;
    assert_eq!(first[0].top, builders::A4.header);
    assert_eq!(first[3].top, builders::A4.header + Length::twips(3 * LINE));
    let footer = builders::A4.height - builders::A4.header - Length::twips(3 * LINE);
    assert_eq!(first[first.len() - 3].top, footer);
    assert!(first[first.len() - 4].bottom() <= footer);
    assert_eq!(pages[1].lines[1].top.in_twips(), TOP);
}

#[test]
fn places_for_signatures_lie_above_their_paragraph_and_move_with_it() {
    let signed = || {
        with("ký", |p| {
            p.format.before = Length::twips(1000);
            p.places = vec![crate::page::SignaturePlace {
                name: String::from("Sign"),
                title: String::from("Chữ ký"),
                left: Length::twips(100),
                above: Length::ZERO,
                width: Length::twips(2000),
                height: Length::twips(1000),
            }];
        })
    };
    let boxes = boxes(vec![plain("a"), signed()]);
    let page = &layout(&boxes, &FONTS)[0];
    let placed = page.places[0];
    assert_eq!(placed.paragraph, 1);
    assert_eq!(placed.x.in_twips(), LEFT + 100);
    assert_eq!(placed.bottom.in_twips(), TOP + LINE + 1000);
    let mut in_cell = table(2, vec![row(&["a", "b"])]);
    in_cell.rows[0].cells[1] = cell(1, vec![plain("a"), signed()]);
    let boxes = builders::boxes(vec![Block::Table(in_cell), plain(".")]);
    let placed = layout(&boxes, &FONTS)[0].places[0];
    assert_eq!(placed.bottom.in_twips(), TOP + 10 + LINE + 1000);
}

/// Each page once copied all lines of the row that were still to come: three thousand letters for each of
/// 950 recipients took three seconds.
#[test]
fn a_row_of_many_pages_has_each_line_once_and_in_order() {
    const LINES: usize = 500;
    let mut long = table(2, vec![row(&["a", "b"])]);
    let lines = (0..LINES).map(|line| plain(&line.to_string()));
    long.rows[0].cells[0] = cell(1, lines.collect());
    long.rows[0].cells[1] = cell(1, vec![plain("x"), plain("y")]);
    let boxes = boxes(vec![Block::Table(long), plain(".")]);
    let pages = layout(&boxes, &FONTS);
    assert!(pages.len() > 5, "{}", pages.len());
    let all: Vec<String> = pages.iter().flat_map(page_texts).collect();
    let own = |text: &&String| text.parse::<usize>().is_ok();
    let numbered: Vec<String> = (0..LINES).map(|line| line.to_string()).collect();
    let said: Vec<&String> = all.iter().filter(own).collect();
    assert_eq!(said, numbered.iter().collect::<Vec<_>>());
    assert_eq!(all.len(), LINES + 3);
    for page in &pages {
        let lines = page.lines.iter().filter(|line| line.source.is_some());
        let first = lines.map(|line| line.top.in_twips()).min().unwrap();
        assert!((TOP..TOP + LINE).contains(&first), "{first}");
    }
}

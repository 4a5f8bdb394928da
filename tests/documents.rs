//! The documents as boxes and as the parts of a Word file: a change of either is seen here.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::Path;

use common::repository;
use rust_decimal::Decimal;
use vanthu::bulletin;
use vanthu::compose::{Genre, Template};
use vanthu::dossier::Dossier;
use vanthu::font::Fonts;
use vanthu::nd30::{Decree, Profile, typeset};
use vanthu::page::{Block, Boxes, Chart, Paragraph, Row, RunFormat, TableRole};
use vanthu::shelf::Session;
use vanthu::vn::number;

fn boxes(dossier: &Path) -> Boxes {
    let dossier = Dossier::read(dossier, &Session::disk()).unwrap();
    set(&dossier, &dossier.templates[0])
}

fn set(dossier: &Dossier, template: &Template) -> Boxes {
    let document = template.compose(&dossier.inputs).unwrap();
    let decree = Decree::nd30().unwrap();
    let profile = dossier.profile.as_ref();
    let profile = profile.map(|node| Profile::read(node, decree).unwrap());
    typeset(
        &document,
        decree,
        &profile.unwrap_or_default(),
        &Fonts::embedded().unwrap(),
    )
}

/// The boxes in words: one line for each paragraph, rule, table, row, figure of a chart.
fn outline(boxes: &Boxes) -> String {
    let mut text = format!("title: {}\n", boxes.properties.title);
    for (n, section) in (1..).zip(&boxes.sections) {
        let g = &section.geometry;
        let mm = |length: vanthu::length::Length| length.in_twips() * 254 / 14400;
        writeln!(
            text,
            "section {n}: {} × {} mm, margins {} {} {} {}, number at {}",
            mm(g.width),
            mm(g.height),
            mm(g.top),
            mm(g.right),
            mm(g.bottom),
            mm(g.left),
            mm(g.header)
        )
        .unwrap();
        let parts = [
            &section.first_header,
            &section.blocks,
            &section.first_footer,
        ];
        for (name, blocks) in ["above", "text", "below"].into_iter().zip(parts) {
            if name != "text" && !blocks.is_empty() {
                writeln!(text, "  {name} the first page").unwrap();
            }
            for block in blocks {
                describe(block, boxes, 1, &mut text);
            }
        }
    }
    text
}

fn describe(block: &Block, boxes: &Boxes, depth: usize, text: &mut String) {
    let pad = "  ".repeat(depth);
    match block {
        Block::Paragraph(p) => writeln!(text, "{pad}{}", paragraph(p, boxes)).unwrap(),
        Block::Rule(r) => writeln!(text, "{pad}rule {}", r.length).unwrap(),
        Block::Chart(chart) => self::chart(chart, &pad, text),
        Block::Table(table) => {
            let widths: Vec<i64> = table.columns.iter().map(|c| c.in_twips()).collect();
            writeln!(text, "{pad}table {:?} {widths:?}", table.role).unwrap();
            let mut styles = BTreeMap::new();
            for row in &table.rows {
                let head = if row.header { " head" } else { "" };
                let keep = if row.keep_with_next { " keep" } else { "" };
                write!(text, "{pad}  row{head}{keep}").unwrap();
                if table.role != TableRole::Layout {
                    writeln!(text, ":{}", cells(row, boxes, &mut styles)).unwrap();
                    continue;
                }
                text.push('\n');
                for cell in &row.cells {
                    writeln!(
                        text,
                        "{pad}    cell {}+{}×{}",
                        cell.column, cell.columns, cell.rows
                    )
                    .unwrap();
                    for block in &cell.blocks {
                        describe(block, boxes, depth + 3, text);
                    }
                }
            }
        }
    }
}

fn chart(chart: &Chart, pad: &str, text: &mut String) {
    let (width, height) = (chart.width, chart.height);
    writeln!(text, "{pad}chart {:?} {width} × {height}", chart.kind).unwrap();
    writeln!(text, "{pad}  {}", chart.summary).unwrap();
    for point in &chart.points {
        let (label, shown) = (point.label.text(), point.shown.text());
        let shade = point.shade.red;
        let value = point.value.map_or("none".into(), |value| value.to_string());
        writeln!(text, "{pad}  {label} | {value} | {shown} | grey {shade}").unwrap();
    }
}

/// A row's cells on one line. The style of a cell is told where it is not that of the cell above,
/// its column where it does not follow from the cell before.
fn cells(row: &Row, boxes: &Boxes, styles: &mut BTreeMap<usize, String>) -> String {
    let (mut line, mut next) = (String::new(), 0);
    for cell in &row.cells {
        line += if line.is_empty() { "" } else { " |" };
        if cell.column != next {
            write!(line, " @{}", cell.column).unwrap();
        }
        if (cell.columns, cell.rows) != (1, 1) {
            write!(line, " {}×{}", cell.columns, cell.rows).unwrap();
        }
        next = cell.column + cell.columns;
        let mut told = String::new();
        for block in &cell.blocks {
            match block {
                Block::Paragraph(p) => {
                    let shown = paragraph(p, boxes);
                    let (style, words) = shown.split_at(shown.find(']').unwrap() + 1);
                    if styles.insert(cell.column, style.to_owned()).as_deref() != Some(style) {
                        write!(told, " {style}").unwrap();
                    }
                    told += words;
                }
                other => panic!("a cell of figures holds {other:?}"),
            }
        }
        line += &told;
    }
    line
}

fn paragraph(p: &Paragraph, boxes: &Boxes) -> String {
    let style = &boxes.styles[p.style.0];
    let mut text = format!("[{}", style.id);
    if p.format.keep_with_next != style.paragraph.keep_with_next {
        text += " keep";
    }
    if p.format.indent_left != style.paragraph.indent_left {
        write!(text, " indent {}", p.format.indent_left).unwrap();
    }
    if p.frame.is_some() {
        text += " frame";
    }
    text += "]";
    for run in &p.runs {
        text += &emphasis(&run.format, &style.run, &run.text);
    }
    text.replace('\u{a0}', "_")
}

fn emphasis(format: &RunFormat, style: &RunFormat, words: &str) -> String {
    let mark = match (format.bold != style.bold, format.italic != style.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    format!(" {mark}{words}{mark}")
}

#[test]
fn every_example_as_boxes_or_news() {
    let folders = fs::read_dir(repository("examples")).unwrap();
    for folder in folders.map(|entry| entry.unwrap().path()) {
        if !folder.join("ho-so.yaml").is_file() {
            continue;
        }
        let dossier = Dossier::read(&folder, &Session::disk()).unwrap();
        for template in dossier.templates.iter() {
            let example = folder.file_name().unwrap().to_str().unwrap();
            let name = format!("{example}-{}", template.file_stem());
            let shown = match template.genre() {
                Genre::Document => outline(&set(&dossier, template)),
                Genre::News => {
                    let news = template.compose(&dossier.inputs).unwrap();
                    format!("{}\n{}", bulletin::text(&news), bulletin::html(&news))
                }
            };
            insta::assert_snapshot!(name, shown);
        }
    }
}

/// The numbers of a text, however they were written.
fn numbers(text: &str) -> BTreeSet<Decimal> {
    let words = text.split(|c: char| c.is_whitespace() || "/(){}:;\"".contains(c));
    let number = |word: &str| {
        let word = word.trim_end_matches(['%', '.', ',']);
        // A dot before three digits parts thousands, as everywhere in these tables.
        let count = number::parse_count(word);
        count.or_else(|_| number::parse(word)).ok()
    };
    words.filter_map(number).map(|n| n.normalize()).collect()
}

/// What the offices printed is what the examples print, from what they typed: converted points,
/// rates, totals and all.
#[test]
fn every_figure_of_the_seeds_tables_is_in_the_document() {
    for (example, tables) in [
        (
            "tuan-giao-2023-09",
            &[
                "tuan-giao-bieu-01",
                "tuan-giao-bieu-02",
                "tuan-giao-bieu-03",
            ][..],
        ),
        ("tien-lu-2024-08", &["tien-lu-phu-luc"]),
    ] {
        let printed = numbers(&outline(&boxes(&repository("examples").join(example))));
        for table in tables {
            let file = repository("tests/so-lieu")
                .join(table)
                .with_extension("tsv");
            let text = fs::read_to_string(file).unwrap();
            // Rows begin with their number; so does the row of totals with its name.
            let rows = text.lines().filter(|line| {
                line.starts_with(|c: char| c.is_ascii_digit()) || line.starts_with("TỔNG")
            });
            let stated = numbers(&rows.collect::<Vec<_>>().join("\n"));
            assert!(stated.len() > 20, "{table}");
            let lost: Vec<_> = stated.difference(&printed).collect();
            assert!(lost.is_empty(), "{table}: {lost:?}");
        }
    }
}

#[test]
fn a_notice_without_appendix_as_boxes() {
    insta::assert_snapshot!(outline(&boxes(&repository(
        "tests/ho-so-tot/muong-ang.yaml"
    ))));
}

#[test]
fn a_letter_with_every_mark_as_boxes() {
    insta::assert_snapshot!(outline(&boxes(&repository(
        "tests/ho-so-tot/cong-van.yaml"
    ))));
}

#[test]
fn an_electronic_report_with_a_table_in_its_text_as_boxes() {
    insta::assert_snapshot!(outline(&boxes(&repository("tests/ho-so-tot/bao-cao.yaml"))));
}

/// XML in lines, so that a change shows as the lines it changes: each paragraph, row, cell and
/// style its own, and in parts that have none of them each element.
fn lines(xml: &str) -> String {
    let starts = ["p", "tbl", "tr", "tc", "sectPr", "style", "docDefaults"];
    let starts = starts.map(|name| [format!("><w:{name}>"), format!("><w:{name} ")]);
    let starts = starts.as_flattened();
    if !starts.iter().any(|start| xml.contains(start)) {
        return xml.replace("><", ">\n<");
    }
    starts.iter().fold(xml.to_owned(), |xml, start| {
        xml.replace(start, &start.replacen('>', ">\n", 1))
    })
}

#[test]
fn the_parts_of_a_word_file() {
    let bytes = vanthu::docx::write(&boxes(&repository("tests/ho-so-tot/muong-ang.yaml"))).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let name = file.name().unwrap().replace('/', "-");
        let mut xml = String::new();
        file.read_to_string(&mut xml).unwrap();
        insta::assert_snapshot!(name.as_str(), lines(&xml));
    }
}

#[test]
fn every_figure_of_the_dossier_is_in_the_notice() {
    let dossier = repository("examples/lam-vy-2024-02");
    let text = outline(&boxes(&dossier));
    let source = fs::read_to_string(dossier.join("ho-so.yaml")).unwrap();
    let figures = source.lines().filter_map(|line| {
        let (key, value) = line.trim().split_once(": ")?;
        ["dat", "ty_le", "so_lieu"]
            .contains(&key)
            .then(|| value.to_owned())
    });
    let mut count = 0;
    for figure in figures {
        let printed = if figure == "1731" {
            "1.731/1.731".to_owned()
        } else {
            figure
        };
        assert!(text.contains(&printed), "{printed}");
        count += 1;
    }
    assert!(count > 40, "{count}");
}

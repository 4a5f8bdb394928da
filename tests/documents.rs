//! The documents as boxes and as the parts of a Word file: a change of either is seen here.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::Path;

use common::repository;
use vanthu::font::Fonts;
use vanthu::job::{Dossier, Folders};
use vanthu::nd30::{Decree, Profile, typeset};
use vanthu::page::{Block, Boxes, Paragraph, RunFormat};

fn boxes(dossier: &Path) -> Boxes {
    let dossier = Dossier::read(dossier, &Folders::default()).unwrap();
    let document = dossier.templates[0].compose(&dossier.inputs).unwrap();
    let decree = Decree::nd30().unwrap();
    let form = dossier.form.as_ref();
    let profile = form.map(|form| Profile::read(form, &decree).unwrap());
    typeset(
        &document,
        &decree,
        &profile.unwrap_or_default(),
        &Fonts::embedded().unwrap(),
    )
}

/// The boxes in words: one line for each paragraph, rule, table, row.
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
        Block::Table(table) => {
            let widths: Vec<i64> = table.columns.iter().map(|c| c.in_twips()).collect();
            writeln!(text, "{pad}table {:?} {widths:?}", table.role).unwrap();
            for row in &table.rows {
                let head = if row.header { " head" } else { "" };
                let keep = if row.keep_with_next { " keep" } else { "" };
                writeln!(text, "{pad}  row{head}{keep}").unwrap();
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
fn the_notice_of_lam_vy_as_boxes() {
    insta::assert_snapshot!(outline(&boxes(&repository("examples/lam-vy-2024-02"))));
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

#[test]
fn the_parts_of_a_word_file() {
    let bytes = vanthu::docx::write(&boxes(&repository("tests/ho-so-tot/muong-ang.yaml"))).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let name = file.name().unwrap().replace('/', "-");
        let mut xml = String::new();
        file.read_to_string(&mut xml).unwrap();
        // One element a line, so that a change shows as the lines it changes.
        insta::assert_snapshot!(name.as_str(), xml.replace("><", ">\n<"));
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

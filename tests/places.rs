//! Findings are born with their place: nothing is looked for in the files, so that words that
//! stand there twice, in a comment or in another field, mislead nobody.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;
use std::io::Read;
use std::path::Path;

use common::{repository, run};
use vanthu::compose::{Template, follows_from};
use vanthu::dossier::Dossier;
use vanthu::font::Fonts;
use vanthu::length::Length;
use vanthu::pdf::PageMap;
use vanthu::render::Renderer;
use vanthu::sheet::Plan;
use vanthu::shelf::Session;
use vanthu::source::{Source, Words};

/// A template of an office's own, with words of its own and of the hồ sơ.
const TEMPLATE: &str = "---
ten_tep: thu
loai: Thông báo
diem: không cần
trich_yeu: >-
  Kết quả của {{ co_quan.don_vi }}
  trong {{ ky.dai }}
thong_tin:
  - {ma: viec, ten: Việc, loai: doan}
  - {ma: so, ten: Số, loai: so, can: không}
---
Thực hiện kế hoạch, {{ co_quan.ten_ngan }} báo cáo như sau:

{% for doan in thong_tin.viec -%}
{{ loop.index }}. {{ doan }}

{% endfor -%}
*Đề nghị* các đơn vị {% if thong_tin.so %}giữ liệu {{ thong_tin.so }} việc{% else %}xem xét{% endif %}.
";

const FAULTY: &str = "giữ liệu";

/// The places of all findings of a code about a hồ sơ with this template.
fn places(template: &str, more: &str, code: &str) -> Vec<String> {
    let good = fs::read_to_string(repository("tests/ho-so-tot/muong-ang.yaml")).unwrap();
    let keeps = ["ky:", "co_quan:", "van_ban:", "nguoi_ky:", "noi_nhan:"];
    let mut text = format!("mau: thu.md\n{more}");
    let mut kept = false;
    for line in good.lines() {
        if !line.starts_with([' ', '#']) {
            kept = keeps.iter().any(|key| line.starts_with(key));
        }
        if kept {
            text.push_str(line);
            text.push('\n');
        }
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thu.md"), template).unwrap();
    fs::write(folder.path().join("ho-so.yaml"), text).unwrap();
    let (_, said, wrong) = run(folder.path(), &["check", folder.path().to_str().unwrap()]);
    assert_eq!(wrong, "");
    let told = said
        .lines()
        .filter(|line| line.contains(&format!(" {code}: ")));
    let place = |line: &str| {
        let place = line.split(": ").next().unwrap();
        place.rsplit('/').next().unwrap().to_owned()
    };
    told.map(place).collect()
}

#[test]
fn a_comment_that_repeats_a_faulty_sentence_no_longer_attracts_the_finding() {
    let more = format!(
        "# Không viết “{FAULTY} hồ sơ”.\nthong_tin:\n  # {FAULTY} hồ sơ\n  viec: đã {FAULTY} hồ sơ\n"
    );
    assert_eq!(places(TEMPLATE, &more, "TERM-01"), ["ho-so.yaml:5:12"]);
}

#[test]
fn words_of_a_paragraph_on_several_lines_are_told_in_their_line() {
    let more = format!(
        "thong_tin:\n  viec: |\n    Một (hai), ba.\n    Bốn {FAULTY} năm.\n\n    Sáu.\n    Bảy “tám” {FAULTY}.\n"
    );
    assert_eq!(
        places(TEMPLATE, &more, "TERM-01"),
        ["ho-so.yaml:5:9", "ho-so.yaml:8:15"]
    );
    let quoted = format!("thong_tin:\n  viec: [\"Một \\\"hai\\\" {FAULTY}\", '''ba'' {FAULTY}']\n");
    assert_eq!(
        places(TEMPLATE, &quoted, "TERM-01"),
        ["ho-so.yaml:3:23", "ho-so.yaml:3:42"]
    );
}

#[test]
fn words_of_the_template_are_told_in_the_template() {
    let more = format!("# {FAULTY}\nthong_tin: {{viec: xong, so: 5}}\n");
    assert_eq!(places(TEMPLATE, &more, "TERM-01"), ["thu.md:18:43"]);
    let about = TEMPLATE.replace("  trong {{", "  về giữ liệu {{");
    let more = "thong_tin: {viec: xong}\n";
    assert_eq!(places(&about, more, "TERM-01"), ["thu.md:7:6"]);
}

#[test]
fn what_a_template_does_with_values_does_not_hang_on_their_sources() {
    let compares = TEMPLATE.replace(
        "{% if thong_tin.so %}",
        "{% if thong_tin.so == \"5\" and thong_tin.viec | first is starting_with(pat=\"x\") %}",
    );
    let more = "thong_tin: {viec: xong, so: 5}\n";
    assert_eq!(places(&compares, more, "TERM-01").len(), 1);
    let keeps = TEMPLATE.replace(
        "*Đề nghị*",
        "{% set a %}{% endset %}{% if a %}sai{% endif %}Đề nghị",
    );
    let said = places(&keeps, more, "TERM-01");
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("thu.md"), "{said:?}");
}

/// What a hồ sơ is read from and printed as, with the names of the printed files.
fn rendered(dossier: &str, options: &[&str]) -> (tempfile::TempDir, Vec<String>) {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    let arguments = [&["render", dossier, "--out", folder], options].concat();
    let (code, said, wrong) = run(&repository(""), &arguments);
    assert_eq!((code, wrong.as_str()), (0, ""), "{said}");
    let names = fs::read_dir(out.path()).unwrap();
    let mut names: Vec<String> = names
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    (out, names)
}

fn part(docx: &Path, name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(fs::File::open(docx).unwrap()).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .ok()?
        .read_to_string(&mut text)
        .unwrap();
    Some(text)
}

/// The comments of a Word file: the words that each is on, and its paragraphs.
fn comments(docx: &Path) -> Vec<(String, Vec<String>)> {
    let text = |xml: &str| -> String {
        let texts = xml.split("<w:t xml:space=\"preserve\">").skip(1);
        texts
            .map(|rest| rest.split("</w:t>").next().unwrap())
            .collect()
    };
    let body = part(docx, "word/document.xml").unwrap();
    let all = part(docx, "word/comments.xml").unwrap();
    let each = all.split("<w:comment ").skip(1).enumerate();
    each.map(|(number, comment)| {
        assert!(comment.starts_with(&format!("w:id=\"{number}\" w:author=\"vanthu\"")));
        let (_, after) = body
            .split_once(&format!("<w:commentRangeStart w:id=\"{number}\"/>"))
            .unwrap();
        let end = format!("<w:commentRangeEnd w:id=\"{number}\"/>");
        let (words, after) = after.split_once(&end).unwrap();
        assert!(after.starts_with(&format!(
            "<w:r><w:commentReference w:id=\"{number}\"/></w:r>"
        )));
        let lines = comment
            .split("</w:p>")
            .filter(|line| line.contains("<w:t "));
        (text(words), lines.map(text).collect())
    })
    .collect()
}

#[test]
fn each_figure_is_explained_for_the_chief_who_signs() {
    let dossier = "examples/tuan-giao-2023-09";
    let (out, names) = rendered(dossier, &["--giai-thich"]);
    assert_eq!(
        names,
        ["bao-cao-giai-thich.docx", "bao-cao.docx", "bao-cao.pdf"]
    );
    let (plain, _) = rendered(dossier, &[]);
    for name in ["bao-cao.docx", "bao-cao.pdf"] {
        let bytes = |folder: &Path| fs::read(folder.join(name)).unwrap();
        assert!(bytes(out.path()) == bytes(plain.path()), "{name}");
    }
    let (again, _) = rendered(dossier, &["--giai-thich"]);
    let explained = out.path().join("bao-cao-giai-thich.docx");
    let twice = again.path().join("bao-cao-giai-thich.docx");
    assert!(fs::read(&explained).unwrap() == fs::read(twice).unwrap());
    assert_eq!(
        part(&out.path().join("bao-cao.docx"), "word/comments.xml"),
        None
    );
    let comments = comments(&explained);
    let of = |words: &str| {
        let found = comments.iter().find(|(on, _)| on == words);
        found.unwrap_or_else(|| panic!("{words}")).1.join("\n")
    };
    assert_eq!(of("90,8"), "Ghi ở ho-so.yaml, dòng 73.");
    assert_eq!(of("92,58%"), "Ghi ở so-lieu.xlsx, trang “Biểu 03”, ô E24.");
    assert_eq!(
        of("95,9"),
        "Cách tính: 81,52 × 100/85 = 95,905882…, làm tròn đến 1 chữ số thập phân.\n\
         - điểm đạt được: 81,52 (so-lieu.xlsx, trang “Biểu 01”, ô N5)"
    );
    let blank = comments.iter().find(|(words, _)| words.trim().is_empty());
    assert_eq!(blank, None);
}

/// “(tăng 1,15 điểm)” once said of the month before where its hồ sơ is named, not where its points stand.
#[test]
fn points_of_the_month_before_are_explained_where_they_stand() {
    let (out, names) = rendered("examples/my-duc-2026-10", &["--giai-thich"]);
    let explained = names.iter().find(|name| name.contains("giai-thich"));
    let comments = comments(&out.path().join(explained.unwrap()));
    let before = fs::read_to_string(repository("examples/my-duc-2026-09/ho-so.yaml")).unwrap();
    let lines: Vec<&str> = before.lines().collect();
    let told = comments.iter().flat_map(|(_, lines)| lines);
    let told: Vec<&String> = told.filter(|line| line.contains("kỳ trước:")).collect();
    assert!(told.len() >= 6, "{comments:?}");
    for line in told {
        // “- kỳ trước: 16,84 (../my-duc-2026-09/ho-so.yaml, dòng 21)”
        let (points, place) = line.split_once(" (").unwrap();
        let points = points.rsplit(' ').next().unwrap();
        assert!(place.contains("my-duc-2026-09/ho-so.yaml, dòng "), "{line}");
        let number = place
            .rsplit(' ')
            .next()
            .unwrap()
            .trim_end_matches([')', '.']);
        let stated = lines[number.parse::<usize>().unwrap() - 1];
        assert!(stated.contains(points), "{line}: {stated}");
    }
}

#[test]
fn a_point_of_a_page_tells_what_made_the_words_there() {
    let dossier = repository("examples/tuan-giao-2023-09/ho-so.yaml");
    let dossier = Dossier::read(&dossier, &Session::disk()).unwrap();
    let fonts = Fonts::embedded().unwrap();
    let renderer = Renderer::new(&fonts).unwrap();
    let document = dossier.templates[0].compose(&dossier.inputs).unwrap();
    let profile = renderer.profile(&dossier).unwrap();
    let boxes = renderer
        .typeset(&document, &profile, &dossier.place)
        .unwrap();
    let map = PageMap::of(&boxes, &fonts);
    // A cell of the workbook is printed in its Biểu.
    let sheet = dossier.inputs.sheets.get("so-hoa").unwrap();
    let mut cells = sheet.rows[0]
        .cells
        .iter()
        .filter_map(|cell| cell.place.as_ref());
    let cell = cells.nth(1).unwrap();
    let areas = map.areas(|source| source.is_of(cell));
    assert!(!areas.is_empty());
    for area in &areas {
        let middle = (area.left + area.width / 2, area.top + area.height / 2);
        let hit = map.at(area.page, middle.0, middle.1).unwrap();
        assert!(hit.source.is_of(cell), "{}", hit.text);
        assert_eq!(hit.area, *area);
    }
    // Every letter of every page knows its place, unless the decree gives it.
    let line = areas[0];
    assert_eq!(map.at(line.page, Length::ZERO, line.top), None);
    assert_eq!(map.at(0, Length::ZERO, Length::ZERO), None);
    assert_eq!(map.at(map.pages() + 1, Length::ZERO, Length::ZERO), None);
    let issuer = dossier.inputs.issuer.name.place_at(0).unwrap();
    let stated = Source::Stated(issuer.clone());
    let named = map.areas(|source| source.letter(0) == stated.letter(0));
    assert!(named.len() >= 2, "{named:?}");
    assert_eq!(named[0].page, 1);
    // The month of the hồ sơ stands in the text.
    let month = dossier.inputs.period_place.as_ref().unwrap();
    assert!(!map.areas(|source| source.is_of(month)).is_empty());
    // What was computed of a cell follows from it.
    let total = dossier.inputs.units[0].scores.total_place().unwrap();
    let stated = map.areas(|source| source.is_of(total));
    let all = map.areas(|source| follows_from(&dossier.inputs, source, total));
    assert!(all.len() > stated.len(), "{} {}", all.len(), stated.len());
}

/// The words of the only passage of a document made of the inputs of Tuần Giáo.
fn composed(body: &str) -> (Dossier, Words) {
    let dossier = repository("examples/tuan-giao-2023-09/ho-so.yaml");
    let dossier = Dossier::read(&dossier, &Session::disk()).unwrap();
    let text =
        format!("---\nten_tep: a\nloai: Báo cáo\ntrich_yeu: c\ndiem: các đơn vị\n---\n{body}\n");
    let template = Template::parse("mau.md", &text, &Plan::shipped).unwrap();
    let document = template.compose(&dossier.inputs).unwrap();
    let passage = document.content[0].passage().unwrap();
    let words = passage.spans.iter().map(|span| &span.text).collect();
    (dossier, words)
}

#[test]
fn names_of_units_that_are_listed_keep_their_rows() {
    let (dossier, words) = composed("{{ don_vi[:2] | viet(theo=\"{ten}\") | liet_ke_don_vi }}");
    for unit in &dossier.inputs.units[..2] {
        let mut pieces = words.pieces();
        let own = pieces.find(|(_, source)| source.is_of(&unit.place));
        let (own, _) = own.unwrap_or_else(|| panic!("{words}"));
        assert!(unit.scores.name.ends_with(own), "{own}");
    }
}

//! Findings are born with their place: nothing is looked for in the files, so that words that
//! stand there twice, in a comment or in another field, mislead nobody.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;

use common::{repository, run};

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

//! Texts, templates and the Word file.

use std::fs;

use vanthu::document::{Content, Document};
use vanthu::dossier::Dossier;
use vanthu::shelf::Session;

use crate::Case;

/// The document of a case's hồ sơ.
fn document(case: &Case, folder: &str) -> Document {
    let dossier = Dossier::read(&case.path(folder), &Session::disk()).unwrap();
    dossier.templates[0].compose(&dossier.inputs).unwrap()
}

/// The paragraphs of its text, with their marks.
fn paragraphs(document: &Document) -> Vec<String> {
    let passage = |content: &Content| match content {
        Content::Passage(passage) => Some(passage.clone()),
        Content::Sheet(_) | Content::Chart(_) => None,
    };
    let passages = document.content.iter().filter_map(passage);
    passages.map(|passage| passage.text().to_string()).collect()
}

impl Case {
    /// The same with something written otherwise in one of its files.
    fn with(name: &str, file: &str, changes: &[(&str, &str)]) -> Self {
        let case = Self::new(name);
        let mut text = fs::read_to_string(case.path(file)).unwrap();
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        fs::write(case.path(file), text).unwrap();
        case
    }
}

/// Word writes “ ” where a form means nothing: the name was printed with its quotes.
#[test]
fn curly_quotes_around_a_value_are_not_printed() {
    for (open, close) in [
        ("“", "”"),
        ("«", "»"),
        ("‘", "’"),
        ("”", "”"),
        ("„", "“"),
        ("“", "\""),
    ] {
        let case = Case::with(
            "k-nhay-cong",
            "ho-so.yaml",
            &[
                (
                    "“Ủy ban nhân dân xã Lam Vỹ”",
                    &format!("{open}Ủy ban nhân dân xã Lam Vỹ{close}"),
                ),
                ("dat: 15,5", &format!("dat: {open}15,5{close}")),
                (
                    "- Các cơ quan trên địa bàn",
                    &format!("- {open}Các cơ quan trên địa bàn{close}"),
                ),
                (
                    "ho_ten: Hạc Văn Luận",
                    &format!("ho_ten: {open}Hạc Văn Luận{close}  # người ký"),
                ),
                (
                    "ten: Tỷ lệ hồ sơ giải quyết đúng hạn",
                    &format!("ten: {open}Tỷ lệ hồ sơ giải quyết đúng hạn{close}"),
                ),
            ],
        );
        let document = document(&case, "");
        assert_eq!(document.issuer.name, "Ủy ban nhân dân xã Lam Vỹ");
        assert_eq!(document.recipients.list[1], "Các cơ quan trên địa bàn");
        assert_eq!(document.signatory.name.clone().unwrap(), "Hạc Văn Luận");
        let text = paragraphs(&document).join("\n") + &format!("{:?}", document.appendices);
        assert!(text.contains("đạt 15,5/18 điểm"), "{text}");
        assert!(
            !text.contains(open) || open == "”" && text.contains("đúng hạn\""),
            "{text}"
        );
    }
}

#[test]
fn quotes_that_are_part_of_the_words_stay_and_half_a_pair_is_told() {
    for (written, meant) in [
        ("Xóm “Một”", "Xóm “Một”"),
        ("“Một” và “Hai”", "“Một” và “Hai”"),
        ("\"“Một”\"", "“Một”"),
    ] {
        let changes = [("- Các cơ quan trên địa bàn", &*format!("- {written}"))];
        let case = Case::with("k-nhay-cong", "ho-so.yaml", &changes);
        assert_eq!(document(&case, "").recipients.list[1], meant);
    }
    for (written, told) in [
        ("“Hạc Văn Luận #1”", "dấu nháy “ mở mà không đóng"),
        ("“Hạc” Văn “Luận", "dấu nháy “ mở mà không đóng"),
        ("«Hạc Văn Luận", "dấu nháy « mở mà không đóng"),
        ("Hạc Văn Luận\"", "một dấu nháy \" lẻ"),
        ("Hạc “Văn Luận", "một dấu nháy “ lẻ"),
        // Inches are said in words.
        ("Hạc Văn Luận 55\"", "số đo thì viết “55 inch”"),
    ] {
        let changes = [("ho_ten: Hạc Văn Luận", &*format!("ho_ten: {written}"))];
        let case = Case::with("k-nhay-cong", "ho-so.yaml", &changes);
        let (code, said) = case.run("check", "", &[]);
        assert_eq!(code, 2, "{written}");
        assert!(said.contains(told), "{said}");
    }
}

/// Lists that were pasted with their marks: "- - Rà soát", "- a) điểm", "- I. MỤC".
#[test]
fn an_entry_of_a_list_has_one_mark() {
    let case = Case::new("m-gach-dau-dong-doi");
    let text = paragraphs(&document(&case, ""));
    for line in [
        "- Rà soát lại quy trình",
        "- Mục tự đánh số",
        "- điểm tự đánh",
        "- MỤC LA MÃ",
        "- Số 1.500.000 đồng; 15,5%; -3,2 điểm",
    ] {
        assert!(text.iter().any(|known| known == line), "{line}: {text:#?}");
    }
    for written in [
        "- - Rà soát lại quy trình",
        "- - - Rà soát lại quy trình",
        "- -Rà soát lại quy trình",
        "-\u{a0}Rà soát lại quy trình",
        "- • Rà soát lại quy trình",
        "- + Rà soát lại quy trình",
        "- – Rà soát lại quy trình",
        "- \u{f0b7}\tRà soát lại quy trình",
        "- a. Rà soát lại quy trình",
        "- 1) Rà soát lại quy trình",
        "- (1) Rà soát lại quy trình",
        "- đ) Rà soát lại quy trình",
    ] {
        let changes = [("- \"- Rà soát lại quy trình\"", written)];
        let case = Case::with("m-gach-dau-dong-doi", "ho-so.yaml", &changes);
        let text = paragraphs(&document(&case, ""));
        let line = "- Rà soát lại quy trình";
        assert!(
            text.iter().any(|known| known == line),
            "{written}: {text:#?}"
        );
    }
}

#[test]
fn marks_of_a_template_and_of_names_are_not_doubled() {
    let case = Case::with(
        "m-gach-dau-dong-doi",
        "ho-so.yaml",
        &[
            ("gui: Như trên", "gui: [\"- Như trên\", \"• Lưu trữ\"]"),
            (
                "[TM. Ủy ban nhân dân, KT. Chủ tịch]",
                "[\"- TM. Ủy ban nhân dân\", KT. Chủ tịch]",
            ),
            ("mau: bao-cao-phuong", "mau: mau.md"),
            ("- \"- Rà soát lại quy trình\"", "- V. I. Lê-nin"),
        ],
    );
    let shipped = crate::common::repository("templates/bao-cao-phuong.md");
    let template = fs::read_to_string(shipped).unwrap();
    let template = template.replace("- {{ nhom.ten }}", "- - {{ nhom.ten }}");
    fs::write(case.path("mau.md"), template).unwrap();
    let document = document(&case, "");
    assert_eq!(document.recipients.list, ["Như trên", "Lưu trữ"]);
    assert_eq!(document.signatory.authority[0], "TM. Ủy ban nhân dân");
    let text = paragraphs(&document);
    assert!(
        text.iter()
            .any(|line| line.starts_with("- Tiến độ giải quyết: 19,4")),
        "{text:#?}"
    );
    assert!(
        text.iter().any(|line| line == "- V. I. Lê-nin"),
        "{text:#?}"
    );
}

/// Section 2 was left out and ANNEX-01 told unless `ngay_chot` was given.
#[test]
fn a_table_is_there_also_without_its_day() {
    let case = Case::new("p-mat-muc-2");
    let text = paragraphs(&document(&case, ""));
    assert!(
        text.iter().any(|line| line == "2. Số liệu chi tiết"),
        "{text:#?}"
    );
    let (code, said) = case.run("check", "", &[]);
    assert_eq!(code, 0);
    assert!(!said.contains("ANNEX-01"), "{said}");
    let case = Case::with(
        "p-mat-muc-2",
        "ho-so.yaml",
        &[(
            "so_lieu:\n  chi_tieu:\n    tep: so-lieu.xlsx\n    trang: Phụ lục\n",
            "",
        )],
    );
    let text = paragraphs(&document(&case, ""));
    assert!(
        !text.iter().any(|line| line.contains("Số liệu chi tiết")),
        "{text:#?}"
    );
}

/// A colon in an entry of a list makes YAML read a key: refused without a remedy.
#[test]
fn an_entry_with_a_colon_is_words() {
    let case = Case::new("t-hai-cham");
    let text = paragraphs(&document(&case, "hs"));
    assert!(
        text.iter()
            .any(|line| line == "Nguyên nhân: một số hồ sơ tồn đọng."),
        "{text:#?}"
    );
    assert!(
        text.iter()
            .any(|line| line == "Giải pháp: tăng cường đôn đốc."),
        "{text:#?}"
    );
    for written in [
        "    - \"Nguyên nhân\": hồ sơ tồn đọng.",
        "    - Nguyên nhân: hồ sơ tồn đọng.\n      Giải pháp: đôn đốc.",
        "    - Nguyên nhân: \"hồ sơ tồn đọng\"",
        "    - {Nguyên nhân: hồ sơ tồn đọng}",
    ] {
        let line = "    - Nguyên nhân: một số hồ sơ tồn đọng.";
        let case = Case::with("t-hai-cham", "hs/ho-so.yaml", &[(line, written)]);
        let (code, said) = case.run("check", "hs", &[]);
        assert_eq!(code, 2, "{written}");
        assert!(
            written.contains('{') || said.contains("đặt cả câu trong nháy kép: \"Nguyên nhân: …\""),
            "{said}"
        );
    }
}

/// The parser's English, at another place than the fault's, or one fault told twice.
#[test]
fn what_is_wrong_with_yaml_is_told_once_in_vietnamese_at_its_place() {
    for (folder, place, found) in [
        ("ind", "ind/ho-so.yaml:20:4:", "thụt vào sâu hơn dòng 19"),
        ("amp", "amp/ho-so.yaml:101:23:", "sau dấu nháy đóng còn chữ"),
        ("q", "q/ho-so.yaml:63:10:", "giá trị “19,9 điểm”"),
    ] {
        let case = Case::new("w-yaml");
        for command in ["check", "render"] {
            let (code, said) = case.run(command, folder, &[]);
            assert_eq!(code, 2);
            assert!(said.contains(place) && said.contains(found), "{said}");
            assert!(said.contains("Có 1 lỗi"), "{said}");
        }
    }
    let case = Case::with(
        "w-yaml",
        "amp/ho-so.yaml",
        &[("    - \"Trang TTĐT xã\" (đăng tải)\n", "")],
    );
    let (code, said) = case.run("check", "amp", &[]);
    assert_eq!(code, 2);
    assert!(
        said.contains("nơi nhận “Lưu: VT”") && said.contains("Có 1 lỗi"),
        "{said}"
    );
}

/// “- Lưu: VT; VP” was told as two places, and a line of one body's rooms was refused.
#[test]
fn a_dash_before_a_line_of_recipients_makes_no_list_of_it() {
    let checked = |line: &str| {
        let to = format!("gui: [\"{line}\"]");
        let changes = [("gui: Như trên", to.as_str())];
        let case = Case::with("m-gach-dau-dong-doi", "ho-so.yaml", &changes);
        case.run("check", "", &[])
    };
    let (code, said) = checked("- Các phòng: Nội vụ; Kinh tế");
    assert!(code < 2, "{said}");
    let (code, said) = checked("- Lưu: VT; VP");
    let told = "nơi nhận “Lưu: VT; VP”: dòng Lưu do chương trình in";
    assert!(
        code == 2 && said.contains(told) && said.contains("Có 1 lỗi"),
        "{said}"
    );
}

/// A name that prints nothing passed `check`, and `render` gave an error of its own.
#[test]
fn a_needed_text_that_prints_nothing_is_missing() {
    for blank in [
        "\\u200b",
        "",
        "  ",
        "\\u00a0",
        "\\u2060\\ufeff",
        "\\u3164",
        "\\u2800",
        "\u{200b}",
        // Marks without a letter to stand on: `check` was content with them.
        "\\u0300",
        "\u{323}",
        " \\u0309\u{300}",
        "\\u0489",
        "\\u17b4",
    ] {
        for (key, value) in [
            ("ten", "\"\\u200b\""),
            ("ky_hieu", "UBND"),
            ("dia_danh", "Lam Vỹ"),
            ("chuc_vu", "Chủ tịch"),
        ] {
            let was = format!("  {key}: {value}\n");
            let now = format!("  {key}: \"{blank}\"\n");
            let mut changes = vec![(was.as_str(), now.as_str())];
            if key != "ten" {
                changes.push(("  ten: \"\\u200b\"", "  ten: Ủy ban nhân dân xã Lam Vỹ"));
            }
            let case = Case::with("x-ten-trong", "ho-so.yaml", &changes);
            for command in ["check", "render"] {
                let (code, said) = case.run(command, "", &[]);
                assert_eq!(code, 2, "{key} {blank:?}: {said}");
                assert!(said.contains(&format!("khóa “{key}” để trống")), "{said}");
                assert!(said.contains("Có 1 lỗi"), "{said}");
            }
        }
    }
}

/// The rule under a trích yếu, an office or a unit of which nothing is printed was one that Word
/// cannot hold, and `check` had been content.
#[test]
fn a_name_of_marks_without_a_letter_is_blank_wherever_it_stands() {
    let case = Case::new("x-mau-lap");
    for about in ["\\u0300", "{{ '\u{300}' }}", "{{ '' }}", "{{ '\u{17b4}' }}"] {
        let front = format!("ten_tep: a\nloai: Thông báo\ntrich_yeu: \"{about}\"");
        fs::write(case.path("m.md"), format!("---\n{front}\n---\nXin chào\n")).unwrap();
        for command in ["check", "render"] {
            let (code, said) = case.run(command, "", &[]);
            let told = said.contains("m.md:4:") && said.contains("khóa “trich_yeu” để trống");
            assert!(code == 2 && told, "{about}: {said}");
            assert!(said.contains("Có 1 lỗi"), "{said}");
        }
    }
    // The narrowest text that is none has a rule, too.
    for about in [".", "i"] {
        let front = format!("ten_tep: a\nloai: Thông báo\ntrich_yeu: \"{about}\"");
        fs::write(case.path("m.md"), format!("---\n{front}\n---\nXin chào\n")).unwrap();
        let (code, said) = case.run("render", "", &[]);
        assert!(code < 2, "{said}");
    }
    let lot = Case::new("x-bao-cao-lo-mat");
    let rows = fs::read_to_string(lot.path("tot.csv")).unwrap();
    fs::write(
        lot.path("so.csv"),
        rows.replace("Xã Thứ 1;", "\u{300}\u{323};"),
    )
    .unwrap();
    let (code, said) = lot.run(
        "batch",
        "lo.yaml",
        &["--out", lot.path("ra").to_str().unwrap()],
    );
    assert!(code > 0 && !said.contains("NOI-BO"), "{said}");
    assert!(said.contains("so.csv!B2: lỗi GIA-TRI-02"), "{said}");
}

/// Windows hides endings, and browsers number what they download twice.
#[test]
fn a_file_under_another_ending_is_pointed_at() {
    for name in [
        "ho-so.yaml.txt",
        "ho-so.yml",
        "Ho-so.YAML",
        "ho-so (1).yaml",
        "ho-so - Copy.yaml",
        "Hồ sơ.yaml",
        "ho-so.yaml.docx",
    ] {
        let case = Case::new("k-nhay-cong");
        fs::rename(case.path("ho-so.yaml"), case.path(name)).unwrap();
        let (code, said) = case.run("check", "", &[]);
        assert_eq!(code, 2, "{name}");
        assert!(said.contains(&format!("có tệp “{name}”")), "{said}");
        assert!(said.contains("“ho-so.yaml”"), "{said}");
    }
}

/// LibreOffice cut a repeated head of several levels from the second page on, unless each of its
/// rows says how high it is. What it makes of these files, conformance compares page by page.
#[test]
fn the_rows_of_a_head_of_several_levels_say_how_high_they_are() {
    for (name, allowed) in [
        ("e-bieu-79-don-vi", &["--docx", "--allow", "NAME-05"][..]),
        ("e-dau-bang-nhieu-tang", &["--docx"]),
    ] {
        let case = Case::new(name);
        let (code, said) = case.run("render", "", allowed);
        assert_eq!(code, 0, "{said}");
        let files = fs::read_dir(case.path("ket-qua")).unwrap();
        let docx = files
            .map(|file| file.unwrap().path())
            .find(|file| file.extension().is_some_and(|ending| ending == "docx"));
        let mut zip = zip::ZipArchive::new(fs::File::open(docx.unwrap()).unwrap()).unwrap();
        let mut xml = String::new();
        let mut part = zip.by_name("word/document.xml").unwrap();
        std::io::Read::read_to_string(&mut part, &mut xml).unwrap();
        let heads = xml
            .split("<w:tr>")
            .filter(|row| row.contains("w:tblHeader"));
        let stated = heads.filter(|row| row.contains("w:hRule=\"atLeast\""));
        assert!(stated.count() >= 2, "{name}");
    }
}

/// Nothing here sets letters from right to left: they came out in the wrong order.
#[test]
fn letters_that_run_from_right_to_left_are_refused() {
    for word in ["שלום", "سلام"] {
        let name = format!("ho_ten: {word}");
        let changes = [("ho_ten: Hạc Văn Luận", name.as_str())];
        let case = Case::with("k-nhay-cong", "ho-so.yaml", &changes);
        let (code, said) = case.run("render", "", &[]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("CHU-01"), "{said}");
    }
}

/// A notice whose appendix nobody has filled in yet told each of its rows as an error of its own, and
/// what else was wrong stood between them.
#[test]
fn an_appendix_in_which_nothing_is_filled_in_is_told_once() {
    let case = Case::new("p-mat-muc-2");
    let new = case.path("moi");
    let asked = ["new", "thong-bao-xa", "--ky", "2026-10", "--out"];
    let (code, ..) = super::common::run(
        new.parent().unwrap(),
        &[&asked[..], &[new.to_str().unwrap()]].concat(),
    );
    assert_eq!(code, 0);
    fs::copy(new.join("so-lieu.xlsx"), case.path("so-lieu.xlsx")).unwrap();
    let (_, told) = case.run("check", "ho-so.yaml", &[]);
    assert_eq!(told.matches("EMPTY-0").count(), 1, "{told}");
    assert!(told.contains("dòng của bảng, từ dòng 1.1"), "{told}");
    assert!(told.contains("so-lieu.xlsx!Phụ lục!dòng 7"), "{told}");
}

//! The decree's rules by their ids, over the boxes of small documents.

use super::pages::{Press, data, find, look_over, paragraphs, style, tables, text};
use crate::builders::documents::{column, letter, passage, plain, report, row, wide};
use crate::document::{Appendix, Circulation, Content, Level, Urgency};
use crate::fault::Place;
use crate::length::Length;
use crate::page::{Align, Block, Colour};
use crate::sheet::{ColumnAlign, Orientation, RowKind, Sheet};
use crate::source::Source;

#[test]
fn nd30_cv_01_a_letter_prints_no_type_name_but_its_v_v_under_the_number() {
    let press = Press::new();
    let boxes = press.boxes(&letter());
    assert!(boxes.paragraphs().all(|p| !p.text().contains("CÔNG VĂN")));
    let about = find(&boxes, "V/v công bố");
    assert_eq!(
        (about.format.align, about.format.before),
        (Align::Centre, Length::pt(6))
    );
    let type_ = about.runs[0].format;
    assert!(!type_.bold && !type_.italic && (12..=13).contains(&(type_.size.in_half_points() / 2)));
    let number = &tables(&boxes)[0].rows[1].cells[0];
    let texts: Vec<String> = paragraphs(number).map(|p| p.text()).collect();
    assert!(
        texts[0].starts_with("Số:") && texts[1].starts_with("V/v "),
        "{texts:?}"
    );
}

#[test]
fn nd30_so_05_and_06_the_symbol_is_of_type_and_body_or_of_body_and_unit() {
    let press = Press::new();
    find(&press.boxes(&letter()), "Số: 05/UBND-VP");
    find(&press.boxes(&plain("Báo cáo")), "Số: 05/BC-UBND");
    let mut kept = letter();
    kept.issuer.drafting_unit = None;
    kept.recipients.drafter = Some("TNMT".into());
    find(&press.boxes(&kept), "Số: 05/UBND-TNMT");
}

#[test]
fn nd30_cq_02_the_superior_stands_plain_above_and_is_abbreviated_where_it_would_break() {
    let press = Press::new();
    let mut office = plain("Báo cáo");
    office.issuer.name = "Văn phòng".into();
    office.issuer.superior = Some("Ủy ban nhân dân tỉnh Hòa Bình".into());
    let boxes = press.boxes(&office);
    assert_eq!(style(&boxes, "UBND TỈNH HÒA BÌNH"), "VBCoQuanChuQuan");
    office.issuer.superior = Some("Bộ Nội vụ".into());
    find(&press.boxes(&office), "BỘ NỘI VỤ");
}

#[test]
fn nd30_cc_01_bases_are_italic_and_end_in_semicolons_and_a_stop() {
    let mut decision = plain("Quyết định");
    decision.bases = vec![
        "Căn cứ Luật A".into(),
        "Căn cứ Nghị định B;".into(),
        "Theo C.".into(),
    ];
    let boxes = Press::new().boxes(&decision);
    for words in ["Căn cứ Luật A;", "Căn cứ Nghị định B;", "Theo C."] {
        let basis = find(&boxes, words);
        assert_eq!(basis.text(), words);
        assert!(
            basis
                .runs
                .iter()
                .all(|run| run.format.italic && !run.format.bold)
        );
    }
}

#[test]
fn nd30_vd_02_bases_of_a_report_are_upright_unless_the_dossier_asks_for_italics() {
    let upright = Press::new().boxes(&report());
    assert_eq!(style(&upright, "Căn cứ Luật"), "VBNoiDung");
    let italic = Press::with("can_cu_nghieng: có").boxes(&report());
    assert_eq!(style(&italic, "Căn cứ Luật"), "VBCanCu");
}

#[test]
fn nd30_kg_03_and_04_one_addressee_on_the_line_several_below_it() {
    let press = Press::new();
    let mut one = letter();
    one.addressees = vec!["Bộ Nội vụ".into()];
    assert_eq!(
        find(&press.boxes(&one), "Kính gửi").text(),
        "Kính gửi: Bộ Nội vụ"
    );
    let several = press.boxes(&letter());
    assert_eq!(find(&several, "Kính gửi").text(), "Kính gửi:");
    find(&several, "- Các phòng, ngành thuộc UBND huyện;");
    find(&several, "- UBND các xã, thị trấn.");
}

#[test]
fn nd30_ky_04_the_signature_of_a_deputy_has_three_lines_and_room_to_sign() {
    let boxes = Press::new().boxes(&plain("Báo cáo"));
    let closing = tables(&boxes).last().unwrap().rows[0].cells[1].clone();
    let lines: Vec<String> = paragraphs(&closing).map(|p| p.text()).collect();
    let expected = [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn An",
    ];
    assert_eq!(lines, expected);
    let name = find(&boxes, "Nguyễn Văn An");
    assert!(
        name.format.before >= Length::mm(25),
        "a signature and a seal need room"
    );
}

#[test]
fn nd30_nn_03_to_05_recipients_are_marked_by_the_program() {
    let boxes = Press::new().boxes(&letter());
    let closing = tables(&boxes).last().unwrap().rows[0].cells[0].clone();
    let lines: Vec<String> = paragraphs(&closing).map(|p| p.text()).collect();
    let expected = [
        "Nơi nhận:",
        "- Như trên;",
        "- Văn phòng UBND tỉnh;",
        "- Lãnh đạo UBND huyện;",
        "- Lưu: VT, VP. PL.(30)",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn nd30_khan_01_stamps_are_red_boxes_of_the_prescribed_size() {
    let press = Press::new();
    for (urgency, words, width) in [
        (Urgency::Immediate, "HỎA TỐC", 30),
        (Urgency::VeryUrgent, "THƯỢNG KHẨN", 40),
        (Urgency::Urgent, "KHẨN", 20),
    ] {
        let mut urgent = plain("Công văn");
        urgent.issued.marks.urgency = Some(urgency);
        urgent.issued.marks.urgency_source = Source::Stated(Place::file("ho-so.yaml").at(3, 9));
        let boxes = press.boxes(&urgent);
        let stamp = find(&boxes, words);
        assert_eq!(
            stamp.runs[0].text.source_at(0),
            &urgent.issued.marks.urgency_source
        );
        let frame = stamp.frame.unwrap();
        assert_eq!(
            (frame.colour, stamp.runs[0].format.colour),
            (Colour::RED, Colour::RED)
        );
        let column = tables(&boxes)[0].columns[0];
        let inside = column - stamp.format.indent_left - stamp.format.indent_right;
        let outside = inside + (frame.padding + frame.thickness) * 2;
        assert!(
            (outside - Length::mm(width)).in_twips().abs() <= 2,
            "{words}: {outside}"
        );
        assert!(
            press.fonts.width(words, &stamp.runs[0].format) <= inside,
            "{words} breaks"
        );
    }
}

#[test]
fn nd30_khan_01_a_stamp_is_8_mm_high() {
    let press = Press::new();
    let boxes = press.boxes(&letter());
    let pages = press.pages(&boxes);
    let strokes = &pages[0].strokes;
    let line = pages[0]
        .lines
        .iter()
        .find(|line| text(line).contains("THƯỢNG"))
        .unwrap();
    let above = strokes
        .iter()
        .filter(|s| s.from < line.x && line.x < s.to && s.at < line.baseline());
    let below = strokes
        .iter()
        .filter(|s| s.from < line.x && line.x < s.to && s.at > line.baseline());
    let (top, bottom) = (
        above.map(|s| s.at).max().unwrap(),
        below.map(|s| s.at).min().unwrap(),
    );
    let height = bottom - top + press.decree.size(crate::nd30::Size::RuleThickness);
    assert!((height - Length::mm(8)).in_twips().abs() <= 3, "{height}");
}

#[test]
fn nd30_lh_01_circulation_stands_in_a_box_above_the_national_name() {
    let press = Press::new();
    for (circulation, words) in [
        (Circulation::Internal, "LƯU HÀNH NỘI BỘ"),
        (Circulation::Return, "XEM XONG TRẢ LẠI"),
    ] {
        let mut document = plain("Báo cáo");
        document.issued.marks.circulation = Some(circulation);
        let boxes = press.boxes(&document);
        let mark = find(&boxes, words);
        assert!(mark.frame.is_some() && mark.runs[0].format.bold);
        let pages = press.pages(&boxes);
        let place = |what: &str| {
            let mut lines = pages[0].lines.iter();
            lines
                .find(|line| text(line).contains(what))
                .unwrap()
                .clone()
        };
        let (mark, nation) = (place(words), place("CỘNG HÒA"));
        assert!(mark.top < nation.top && mark.x > pages[0].geometry.width / 2);
        assert!(
            mark.top + mark.height <= pages[0].geometry.top,
            "in the top margin"
        );
        let unmarked = press.boxes(&plain("Báo cáo"));
        let before = press.pages(&unmarked)[0].lines[0].top;
        assert_eq!(
            before,
            nation.top.min(place("ỦY BAN").top),
            "the text does not move"
        );
    }
}

#[test]
fn nd30_dc_01_the_contact_stands_at_the_foot_of_the_first_page_of_a_letter_only() {
    let press = Press::new();
    let boxes = press.boxes(&letter());
    assert!(matches!(&boxes.sections[0].first_footer[0],
        Block::Rule(rule) if rule.length == boxes.sections[0].geometry.text_width()));
    let contact = find(&boxes, "Địa chỉ: số 1");
    assert!((11..=12).contains(&(contact.runs[0].format.size.in_half_points() / 2)));
    let mut notice = letter();
    notice.kind = "Thông báo".into();
    assert!(press.boxes(&notice).sections[0].first_footer.is_empty());
}

#[test]
fn nd30_pl_02_several_appendices_bear_roman_numbers_and_named_ones_their_names() {
    let press = Press::new();
    let heading = |names: &[Option<&str>]| -> Vec<String> {
        let mut document = plain("Báo cáo");
        document.appendices = names.iter().map(|name| appendix(*name)).collect();
        let boxes = press.boxes(&document);
        let of = |section: &crate::page::Section| match &section.blocks[0] {
            Block::Paragraph(heading) => heading.text(),
            _ => String::new(),
        };
        boxes.sections[1..].iter().map(of).collect()
    };
    assert_eq!(heading(&[None]), ["Phụ lục"]);
    assert_eq!(
        heading(&[None; 9]).join(","),
        (1..=9)
            .map(|n| format!("Phụ lục {}", crate::vn::number::roman(n)))
            .collect::<Vec<_>>()
            .join(",")
    );
    assert_eq!(
        heading(&[Some("Biểu số 01"), None]),
        ["Biểu số 01", "Phụ lục"]
    );
    assert_eq!(
        heading(&[None, Some("Biểu số 01"), None]),
        ["Phụ lục I", "Biểu số 01", "Phụ lục II"]
    );
}

fn appendix(name: Option<&str>) -> Appendix {
    Appendix {
        name: name.map(Into::into),
        title: "Kết quả".into(),
        note: None,
        sheet: wide(2, 3),
    }
}

#[test]
fn nd30_pl_07_only_on_paper_the_line_below_the_title_is_filled_in() {
    let mut document = plain("Báo cáo");
    document.appendices = vec![appendix(None)];
    let paper = Press::new().boxes(&document);
    find(
        &paper,
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 06 tháng 9 năm 2024 của Ủy ban",
    );
    let electronic = Press::with("ban: điện tử").boxes(&document);
    let line = find(&electronic, "(Kèm theo").text().replace('\u{a0}', "_");
    assert_eq!(
        line,
        "(Kèm theo Báo cáo số______/BC-UBND ngày______tháng______năm______ của Ủy ban nhân dân huyện Tiên Lũ)"
    );
    find(&electronic, "Số: 05/BC-UBND");
}

#[test]
fn nd30_page_02_a_sheet_is_turned_only_if_it_does_not_fit_upright() {
    let press = Press::new();
    let turned = |sheet: Sheet| {
        let mut document = plain("Báo cáo");
        document.appendices = vec![Appendix {
            sheet,
            ..appendix(None)
        }];
        let boxes = press.boxes(&document);
        look_over(&press, &boxes, "Nguyễn Văn An");
        let geometry = boxes.sections[1].geometry;
        let size = paragraphs(&data(&boxes)[0].rows[3].cells[1])
            .next()
            .unwrap()
            .runs[0]
            .format
            .size;
        (geometry.width > geometry.height, size)
    };
    assert_eq!(turned(wide(3, 4)), (false, Length::pt(13)));
    assert!(!turned(wide(3, 8)).0);
    assert!(turned(wide(3, 14)).0);
    let fixed = |turn| Sheet { turn, ..wide(3, 4) };
    assert!(turned(fixed(Orientation::Landscape)).0);
    assert!(!turned(fixed(Orientation::Portrait)).0);
}

#[test]
fn a_table_keeps_what_is_stated_and_repeats_its_header_with_the_numbers() {
    let mut sheet = wide(60, 5);
    sheet.rows[0] = row(RowKind::Item, ["1", "Mường Mùn", "", "-", "0"]);
    let mut document = plain("Báo cáo");
    document.appendices = vec![Appendix {
        sheet,
        ..appendix(None)
    }];
    let press = Press::new();
    let boxes = press.boxes(&document);
    let table = data(&boxes)[0];
    let header: Vec<bool> = table.rows.iter().map(|row| row.header).collect();
    assert_eq!(header[..4], [true, true, true, false]);
    let texts = |row: usize| -> Vec<String> {
        let cells = table.rows[row].cells.iter();
        cells.flat_map(paragraphs).map(|p| p.text()).collect()
    };
    assert_eq!(texts(2), ["(1)", "(2)", "(3)", "(4)", "(5)"]);
    assert_eq!(texts(3), ["1", "Mường Mùn", "", "-", "0"]);
    let aligns: Vec<Align> = table.rows[3]
        .cells
        .iter()
        .flat_map(paragraphs)
        .map(|p| p.format.align)
        .collect();
    assert_eq!(
        aligns,
        [
            Align::Centre,
            Align::Left,
            Align::Right,
            Align::Right,
            Align::Right
        ]
    );
    // The total stays with the row above it.
    let [.., before, total] = table.rows.as_slice() else {
        panic!("no rows")
    };
    assert!(before.keep_with_next && total.keep_with_next);
    let pages = press.pages(&boxes);
    let with = |what: &str| {
        pages
            .iter()
            .filter(|page| page.lines.iter().any(|line| text(line).trim() == what))
            .count()
    };
    assert_eq!(with("(5)"), with("TT"));
    assert!(with("(5)") > 1);
}

#[test]
fn nd30_num_05_turned_sections_number_their_own_pages() {
    let press = Press::new();
    let boxes = press.boxes(&report());
    let pages = press.pages(&boxes);
    let first = pages.iter().filter(|page| page.number == 1).count();
    assert_eq!(first, 4, "the report and three Biểu");
    assert!(
        boxes
            .sections
            .iter()
            .any(|section| section.geometry.width > section.geometry.height)
    );
}

#[test]
fn nd30_kt_01_a_text_that_ends_in_a_table_bears_its_mark_below() {
    let mut document = plain("Báo cáo");
    document.content.push(Content::Sheet(wide(3, 4)));
    let press = Press::new();
    let boxes = press.boxes(&document);
    assert_eq!(find(&boxes, "./.").text(), "./.");
    look_over(&press, &boxes, "Nguyễn Văn An");
}

#[test]
fn a_lead_stays_with_its_table_and_two_tables_do_not_touch() {
    let mut document = plain("Báo cáo");
    document
        .content
        .insert(1, passage(Level::Text, None, "Cụ thể như sau:"));
    document.content.insert(2, Content::Sheet(wide(1, 11)));
    document.content.insert(3, Content::Sheet(wide(1, 3)));
    let press = Press::new();
    let boxes = press.boxes(&document);
    assert!(find(&boxes, "Cụ thể").format.keep_with_next);
    look_over(&press, &boxes, "Nguyễn Văn An");
}

#[test]
fn a_table_that_fits_nowhere_breaks_words_and_nothing_else() {
    let mut sheet = wide(2, 20);
    sheet.columns = (0..20)
        .map(|_| column("Siêudàikhôngthểxuốngdòng", ColumnAlign::Centre))
        .collect();
    let mut document = plain("Báo cáo");
    document.appendices = vec![Appendix {
        sheet,
        ..appendix(None)
    }];
    let press = Press::new();
    let boxes = press.boxes(&document);
    let full = boxes.sections[1].geometry.text_width();
    assert!(boxes.sections[1].geometry.width > boxes.sections[1].geometry.height);
    assert_eq!(
        data(&boxes)[0].columns.iter().copied().sum::<Length>(),
        full
    );
}

#[test]
fn both_header_sizes_both_bodies_both_indents() {
    let press = Press::with("co_chu_dau_trang: 12/13\nco_chu: 13\nthut_dau_dong: 1,27 cm");
    let boxes = press.boxes(&letter());
    let size = |words: &str| find(&boxes, words).runs[0].format.size.in_half_points() / 2;
    assert_eq!(
        (size("CỘNG HÒA"), size("Độc lập"), size("V/v")),
        (12, 13, 12)
    );
    assert_eq!(
        (size("Các đơn vị"), size("Kính gửi"), size("Nguyễn Văn An")),
        (13, 13, 13)
    );
    assert_eq!(
        find(&boxes, "Các đơn vị").format.indent_first.in_twips(),
        720
    );
}

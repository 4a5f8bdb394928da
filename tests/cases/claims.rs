//! What a sentence states of the figures.

use std::fmt::Write;
use std::fs;

use super::Case;

/// The codes that say something of what the text claims.
fn claims(said: &str) -> Vec<&str> {
    let kinds = [
        "SUPER-", "DELTA-", "COUNT-", "XREF-", "RATIO-", "BAND-02", "CLAIM-",
    ];
    let lines = said.lines();
    lines
        .filter(|line| kinds.iter().any(|kind| line.contains(kind)))
        .collect()
}

/// What is told when the remarks of the two axes' case are these.
fn remark(sentence: &str) -> (u8, String) {
    let case = Case::new("s-cau-dung-bi-chan");
    let file = case.path("goc/ho-so.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let (before, _) = text.split_once("  nhan_xet:\n").unwrap();
    fs::write(&file, format!("{before}  nhan_xet:\n    - {sentence:?}\n")).unwrap();
    case.run("check", "goc", &[])
}

/// “Trục A giảm 0,15 điểm, trục B tăng 0,45 điểm” was an error: A had not risen by 0,45.
#[test]
fn each_clause_has_its_own_subject() {
    let case = Case::new("s-cau-dung-bi-chan");
    let (code, said) = case.run("check", "goc", &[]);
    assert_eq!((code, claims(&said)), (0, Vec::new()), "{said}");
    let (code, said) = remark(
        "Trục Tiến độ giải quyết giảm 0,15 điểm, trục Số hóa hồ sơ tăng 0,54 điểm so với tháng 10/2025.",
    );
    assert_eq!(code, 1);
    assert!(said.contains("“Số hóa hồ sơ” thay đổi 0,45 điểm"), "{said}");
    assert_eq!(claims(&said).len(), 1, "{said}");
}

/// A year without figures is none that the hồ sơ could contradict.
#[test]
fn what_is_said_of_another_time_or_place_is_not_held_against_the_figures() {
    for sentence in [
        "So với cùng kỳ năm trước, điểm tổng hợp tăng 3,2 điểm.",
        "Bình quân toàn tỉnh đạt 88,4 điểm.",
        "Nếu trục Số hóa hồ sơ tăng 1 điểm thì tổng điểm đạt 93,54 điểm.",
        "Phấn đấu không còn hồ sơ quá hạn.",
    ] {
        let (code, said) = remark(sentence);
        assert_eq!((code, claims(&said)), (0, Vec::new()), "{sentence}\n{said}");
    }
}

#[test]
fn a_rate_beside_its_two_numbers_is_recomputed_however_it_is_written() {
    for (sentence, told) in [
        ("Có 1.198/1.205 hồ sơ đúng hạn, đạt 94,42%.", true),
        (
            "Có 1.198 trên tổng số 1.205 hồ sơ đúng hạn, đạt tỷ lệ 94,42 %.",
            true,
        ),
        ("Tỷ lệ đúng hạn là 94,42% (1198/1205 hồ sơ).", true),
        ("Có 1.198/1.205 hồ sơ đúng hạn, đạt 99,42%.", false),
        (
            "Có 1.198 trên tổng số 1.205 hồ sơ đúng hạn, đạt tỷ lệ 99,4 %.",
            false,
        ),
        ("Có 1 198/1 205 hồ sơ đúng hạn, đạt 94,42%.", true),
        ("Có 1 198/1 205 hồ sơ đúng hạn, đạt 99,42%.", false),
        (
            "Có 1\u{a0}198/1\u{a0}205 hồ sơ đúng hạn, đạt 99,42%.",
            false,
        ),
        ("Có 1.198.000/1.205.000 hồ sơ đúng hạn, đạt 94,42%.", true),
    ] {
        let (_, said) = remark(sentence);
        assert_eq!(!claims(&said).is_empty(), told, "{sentence}\n{said}");
    }
}

#[test]
fn what_is_denied_is_held_against_the_appendix() {
    let (code, said) = remark("Trong tháng không có hồ sơ quá hạn.");
    assert_eq!(code, 1);
    assert!(said.contains("“Hồ sơ quá hạn” là 7"), "{said}");
}

/// Dates, numbers of laws, sums of money and areas are no figures of the hồ sơ.
#[test]
fn other_numbers_with_dots_and_strokes_are_no_claims() {
    for sentence in [
        "Thực hiện Nghị định số 30/2020/NĐ-CP từ ngày 1.7.2025, xã giải quyết hồ sơ đúng hạn.",
        "Trong tháng 10 150 hồ sơ được giải quyết.",
        "Tổng kinh phí là 1.928.000 đồng, diện tích 12.345,67 m2.",
        "Số hồ sơ lưu từ năm 2020 đến nay là 1.928.",
    ] {
        let (code, said) = remark(sentence);
        assert_eq!((code, claims(&said)), (0, Vec::new()), "{sentence}\n{said}");
    }
}

/// “1.030 đơn vị” was read as 30.
#[test]
fn a_number_with_a_dot_is_counted_as_a_whole() {
    let case = Case::new("x-dem-tu-nghin");
    let mut table =
        "Tên đơn vị;Công khai;Tiến độ;DVC;Thanh toán;Hài lòng;Số hóa;Tổng điểm\n".to_owned();
    for unit in 1..=1_030 {
        writeln!(table, "Xã Thứ {unit};18;20;11,5;9,5;18;19;96").unwrap();
    }
    table.push_str("Xã Sau;11;17;6;6;12;16;68\n");
    fs::write(case.path("so.csv"), table).unwrap();
    let (_, said) = case.run("check", "", &[]);
    assert_eq!(claims(&said), Vec::<&str>::new());
}

/// Đồng Thái was taken for Đông Thái where a table has both: a unit that was never named was said to
/// have late dossiers.
#[test]
fn units_whose_names_differ_in_a_mark_are_two() {
    let check = |late: &str| {
        let case = super::Case::new("../kiem-tra/nen/tinh");
        for file in ["ho-so.yaml", "so-hoa.csv"] {
            let text = std::fs::read_to_string(case.path(file)).unwrap();
            let text = text
                .replace("Nà Tấu", "Đông Thái")
                .replace("Búng Lao", "Đồng Thái");
            let text = text.replace("trễ hạn: Đồng Thái", &format!("trễ hạn: {late}"));
            std::fs::write(case.path(file), text).unwrap();
        }
        case.run("check", "ho-so.yaml", &[]).1
    };
    for right in ["Đồng Thái", "xã ĐỒNG THÁI", "UBND xã Đồng Thái"] {
        let said = check(right);
        assert!(!said.contains("XREF-04"), "{said}");
    }
    let said = check("Đông Thái");
    assert!(
        said.contains("bài nêu “UBND xã Đông Thái” có hồ sơ trễ hạn"),
        "{said}"
    );
    assert!(
        said.contains("“UBND xã Đồng Thái” mất điểm tiến độ"),
        "{said}"
    );
}

/// `UBND` was no committee to who looks at signatures, and `Ủy ban nhân dân tỉnh` none above to who
/// looks at recipients.
#[test]
fn a_committee_is_one_in_short_and_at_length() {
    let check = |changes: &[(&str, &str)]| {
        let case = super::Case::new("../kiem-tra/nen/xa");
        for file in ["ho-so.yaml", "mau.md"] {
            let text = std::fs::read_to_string(case.path(file)).unwrap();
            let text = changes
                .iter()
                .fold(text, |text, (from, to)| text.replace(from, to));
            std::fs::write(case.path(file), text).unwrap();
        }
        case.run("check", "ho-so.yaml", &[]).1
    };
    let chair = [
        (
            "  quyen_han: [TM. Ủy ban nhân dân, KT. Chủ tịch]",
            "  quyen_han:",
        ),
        ("chuc_vu: Phó Chủ tịch", "chuc_vu: Chủ tịch"),
    ];
    let short = ("ten: Ủy ban nhân dân xã", "ten: UBND xã");
    for changes in [&chair[..], &[chair[0], chair[1], short]] {
        let said = check(changes);
        assert!(said.contains("SIGN-02"), "{said}");
    }
    for above in ["UBND tỉnh", "Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh"] {
        let to = format!("gui: [{above} Điện Biên, Các phòng chuyên môn]");
        let said = check(&[
            ("loai: Thông báo", "loai: Báo cáo"),
            ("gui: [Thường trực Đảng ủy xã, Các phòng chuyên môn]", &to),
        ]);
        assert!(said.contains("RECIP-04"), "{above} {said}");
    }
}

/// Beside “phường Thuận An” stood “xã Thuận An”, and whatever was said of the one was held against the
/// other: the report's own sentence of the lowest was refused.
#[test]
fn of_units_of_one_own_name_each_is_called_by_its_whole_name() {
    let case = Case::new("../../examples/hue-bao-cao-quy-iii-2026");
    let rename = |name: &str, from: &str, to: &str| {
        let file = case.path(name);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(&file, text.replacen(from, to, 1)).unwrap();
    };
    rename("bang-diem.csv", "Xã Chân Mây – Lăng Cô", "Xã Thuận An");
    let said = |sentence: &str| {
        let text = format!("thong_tin:\n  danh_gia: {sentence:?}\n");
        rename("ho-so.yaml", "thong_tin:\n", &text);
        let (_, said) = case.run("check", ".", &[]);
        rename("ho-so.yaml", &text, "thong_tin:\n");
        claims(&said).len()
    };
    for (sentence, told) in [
        ("Phường Thuận An đạt 90,83 điểm.", 0),
        ("Phường Thuận An đạt 86,55 điểm.", 1),
        ("Xã Thuận An đạt 86,55 điểm.", 0),
        ("Xã Thuận An đạt 90,83 điểm.", 1),
        (
            "Xã Thuận An có tổng điểm thấp nhất trong các xã, phường.",
            0,
        ),
        (
            "Phường Thuận An có tổng điểm thấp nhất trong các xã, phường.",
            1,
        ),
        // Nobody knows which of them.
        ("Thuận An có tổng điểm thấp nhất trong các xã, phường.", 0),
    ] {
        assert_eq!(said(sentence), told, "{sentence}");
    }
}

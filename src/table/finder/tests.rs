//! Heads as offices write them, and what is made of each.

use super::super::csv;
use super::super::text::Reading;
use super::*;

/// `name: Head / Lower head (3)`, with a `!` if it is needed.
fn sought(line: &str) -> Sought {
    let (name, head) = line.split_once(": ").unwrap();
    let (head, number) = match head.split_once(" #") {
        Some((head, number)) => (head, Some(number.to_owned())),
        None => (head, None),
    };
    let heads = head.split(" | ");
    let path = |head: &str| head.split(" / ").map(str::to_owned).collect();
    Sought {
        name: name.trim_end_matches('!').to_owned(),
        heads: heads.map(path).collect(),
        number,
        needed: name.ends_with('!'),
    }
}

/// What is found in a table of rows parted by `\n` and cells parted by `;`.
fn found(table: &str, lines: &[&str]) -> String {
    found_beside(&[], table, lines)
}

/// What is found beside what is declared.
fn found_beside(declared: &[(&str, &str)], table: &str, lines: &[&str]) -> String {
    let sourced = |(name, written): &(&str, &str)| {
        let (value, place) = ((*written).to_owned(), Place::file("ho-so.yaml"));
        ((*name).to_owned(), Sourced { value, place })
    };
    let declared: Vec<_> = declared.iter().map(sourced).collect();
    let mut reading = Reading::new(None);
    let bytes = table.replace(';', "\t");
    let (grid, _) = csv::read(&Place::file("a.tsv"), bytes.as_bytes(), &mut reading).unwrap();
    let head = Head::find(&grid).unwrap();
    let sought: Vec<Sought> = lines.iter().map(|line| sought(line)).collect();
    match search(&grid, &head, &declared, &sought) {
        Ok(found) => {
            let lines: Vec<String> = found.iter().map(Found::note).collect();
            lines.join("\n")
        }
        Err(faults) => faults.to_string(),
    }
}

#[test]
fn the_whole_head_whatever_its_case_blanks_and_accents() {
    insta::assert_snapshot!(found(
        "STT;TÊN  đơn vị;Số hoá hồ sơ\n1;xã A;9\n",
        &["a: Tên đơn vị", "b: Số hóa hồ sơ"],
    ), @r"
    cột B “TÊN đơn vị” hiểu là a “Tên đơn vị” (đúng tiêu đề)
    cột C “Số hoá hồ sơ” hiểu là b “Số hóa hồ sơ” (đúng tiêu đề)
    ");
}

#[test]
fn abbreviations_are_written_out_and_brackets_left_out() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Số HS TN;Số HS đã GQ;KQ [bản];TL HS TN (%)\n1;xã A;9;8;7;6\n",
        &["nhan: Số hồ sơ tiếp nhận", "xong: Số hồ sơ đã giải quyết", "kq: Kết quả",
            "ty_le: Tỷ lệ hồ sơ tiếp nhận"],
    ), @r"
    cột C “Số HS TN” hiểu là nhan “Số hồ sơ tiếp nhận” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    cột D “Số HS đã GQ” hiểu là xong “Số hồ sơ đã giải quyết” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    cột E “KQ [bản]” hiểu là kq “Kết quả” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    cột F “TL HS TN (%)” hiểu là ty_le “Tỷ lệ hồ sơ tiếp nhận” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    ");
}

#[test]
fn levels_above_may_be_lacking_on_either_side() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Kết quả;;Phí\n;;Nhận;Trả;\n1;xã A;9;8;5\n",
        &["nhan: Nhận", "tra: Năm 2025 / Kết quả / Trả", "phi: Thanh toán / Phí"],
    ), @r"
    cột C “Kết quả / Nhận” hiểu là nhan “Nhận” (cùng tiêu đề ở các tầng dưới)
    cột D “Kết quả / Trả” hiểu là tra “Năm 2025 / Kết quả / Trả” (cùng tiêu đề ở các tầng dưới)
    cột E “Phí” hiểu là phi “Thanh toán / Phí” (cùng tiêu đề ở các tầng dưới)
    ");
}

#[test]
fn equal_lower_heads_are_told_apart_by_the_groups_above() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Nhóm TN;;Nhóm trả KQ;\n;;Số;Tỷ lệ;Số;Tỷ lệ\n1;xã A;9;8;5;6\n",
        &["a: Trả kết quả / Số", "b: Tiếp nhận / Số", "c: Tiếp nhận / Tỷ lệ"],
    ), @r"
    cột E “Nhóm trả KQ / Số” hiểu là a “Trả kết quả / Số” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    cột C “Nhóm TN / Số” hiểu là b “Tiếp nhận / Số” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    cột D “Nhóm TN / Tỷ lệ” hiểu là c “Tiếp nhận / Tỷ lệ” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    ");
}

#[test]
fn nearly_the_same_words_but_no_other_number_and_no_word_that_tells_columns_apart() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Số hồ sơ quá hạn;Chỉ số 2;Tổng số đểm\n1;xã A;9;8;5\n",
        &["a: Số hồ sơ đúng hạn", "b: Chỉ số 1", "c: Tổng số điểm", "d: Tỷ lệ hồ sơ quá hạn"],
    ), @r"
    cột E “Tổng số đểm” hiểu là c “Tổng số điểm” (tiêu đề gần giống)
    ");
}

#[test]
fn the_row_of_column_numbers_decides_where_no_head_does() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Số;Số;X\n;;(1);(2);(3)=(2)/(1)\n1;xã A;9;8;5\n",
        &["a: Nhận / Số #1", "b: Trả / Số #2", "c: Tỷ lệ #3"],
    ), @r"
    cột C “Số” hiểu là a “Nhận / Số” (theo số cột)
    cột D “Số” hiểu là b “Trả / Số” (theo số cột)
    cột E “X” hiểu là c “Tỷ lệ” (theo số cột)
    ");
}

#[test]
fn the_stronger_evidence_has_the_column() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Tiến độ;Tiến độ (%);Tiến độ, KQ giải quyết\n1;xã A;9;8;5\n",
        &["a: Tiến độ", "b: Tiến độ giải quyết hồ sơ", "c: Tiến độ, kết quả giải quyết"],
    ), @r"
    cột C “Tiến độ” hiểu là a “Tiến độ” (đúng tiêu đề)
    cột E “Tiến độ, KQ giải quyết” hiểu là c “Tiến độ, kết quả giải quyết” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    ");
}

#[test]
fn several_columns_for_one_name_are_a_fault_with_the_candidates() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Điểm (30đ);Điểm (%)\n1;xã A;9;8\n",
        &["a: Điểm"],
    ), @r"
    a.tsv!C1: lỗi GIA-TRI-02: không rõ cột nào là “a”: “Điểm (30đ)” (C), “Điểm (%)” (D)
      cần: một cột có tiêu đề giống nhất
      sửa: sửa tiêu đề trong tệp cho rõ, hoặc khai báo “a: …” ở “cot” trong hồ sơ
    ");
}

#[test]
fn several_names_for_one_column_are_a_fault_with_the_candidates() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Chỉ số 1\n1;xã A;9\n",
        &["a: Công khai / Chỉ số 1", "b: Số hóa / Chỉ số 1"],
    ), @r"
    a.tsv!C1: lỗi GIA-TRI-02: không rõ cột “Chỉ số 1” (C) là “a” hay “b”
      cần: tiêu đề chỉ giống một tên
      sửa: sửa tiêu đề trong tệp cho rõ, hoặc khai báo các cột ở “cot” trong hồ sơ
    ");
}

#[test]
fn what_is_needed_and_not_there_is_a_fault_with_the_columns_left() {
    insta::assert_snapshot!(found(
        "STT;Đơn vị;Nhận;Ghi chú\n1;xã A;9;8\n",
        &["dv: Đơn vị", "phi!: Phí, lệ phí", "khac: Khác"],
    ), @r"
    a.tsv!dòng 1: lỗi KHOA-03: không nhận ra cột nào là “Phí, lệ phí” (phi)
      cần: một trong các cột chưa rõ là gì: “STT” (A), “Nhận” (C), “Ghi chú” (D)
      sửa: sửa tiêu đề trong tệp, hoặc khai báo “phi: chữ của cột” ở “cot” trong hồ sơ
    ");
}

#[test]
fn heads_below_each_other_are_those_of_a_table_that_is_turned() {
    insta::assert_snapshot!(found(
        "STT;Nhóm;Tối đa;Tháng 11\n1;Công khai;18;17\n2;Tiến độ;20;19\n3;Số hóa;22;15\n",
        &["dv!: Đơn vị", "a: Công khai", "b: Tiến độ", "c: Số hóa"],
    ), @r"
    a.tsv!B2: lỗi GIA-TRI-02: 3 tiêu đề cần tìm đứng dưới nhau trong cột B “Nhóm”: bảng này ghi mỗi nhóm điểm một dòng
      cần: bảng có mỗi đơn vị một dòng, mỗi nhóm điểm một cột
      sửa: bảng của một đơn vị thì không dùng làm bảng điểm: chép hoặc dán cột điểm của tháng vào điểm từng nhóm của hồ sơ; bảng của nhiều đơn vị thì xoay trong Excel (sao chép, Dán đặc biệt, Hoán đổi)
    ");
}

#[test]
fn what_is_declared_is_the_strongest_evidence_and_leaves_the_rest_to_be_found() {
    let table = "STT;Đơn vị;Điểm (30đ);Điểm (%);Phí\n;;(1);(2);(3)\n1;xã A;9;8;7\n";
    let sought = ["a: Điểm", "b: Phí", "c: Lệ phí"];
    insta::assert_snapshot!(found_beside(&[("a", "(2)"), ("c", "E")], table, &sought), @r"
    cột D “Điểm (%)” hiểu là a “(2)” (theo khai báo)
    cột E “Phí” hiểu là c “E” (theo khai báo)
    ");
    insta::assert_snapshot!(found_beside(&[("a", "Điểm")], table, &sought), @r"
    ho-so.yaml: lỗi TEN-01: bảng “a.tsv” không có cột “Điểm”
      cần: chữ của cột (A, B, …) hoặc một trong các tên: STT (A); Đơn vị (B); Điểm (30đ) (C); Điểm (%) (D); Phí (E)
      sửa: chép đúng tên cột trong tệp, hoặc ghi chữ của cột
    ");
}

/// The examples of `docs/cot.md`.
#[test]
fn the_examples_of_the_guide_are_true() {
    insta::assert_snapshot!(found(
        "STT;SỐ HOÁ HỒ SƠ;Số HS TN (bộ);Điểm;Mức độ hài lòng của người dân;X\n;;;Nhóm số hóa;;\n;;;Chỉ số 1;;\n;;(2);(3);(4);(5)=(4)/(3)\n1;9;8;7;6;5\n",
        &[
            "a: Số hóa hồ sơ",
            "b: Số hồ sơ tiếp nhận",
            "c: Số hóa / Chỉ số 1",
            "d: Mức độ hài lòng",
            "e: Tỷ lệ #5",
        ],
    ), @r"
    cột B “SỐ HOÁ HỒ SƠ” hiểu là a “Số hóa hồ sơ” (đúng tiêu đề)
    cột C “Số HS TN (bộ)” hiểu là b “Số hồ sơ tiếp nhận” (cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc)
    cột D “Điểm / Nhóm số hóa / Chỉ số 1” hiểu là c “Số hóa / Chỉ số 1” (cùng tiêu đề ở các tầng dưới)
    cột E “Mức độ hài lòng của người dân” hiểu là d “Mức độ hài lòng” (tiêu đề gần giống)
    cột F “X” hiểu là e “Tỷ lệ” (theo số cột)
    ");
}

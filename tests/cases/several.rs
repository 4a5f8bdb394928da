//! What a sentence says of several units or groups of points together: each kind was passed once, though
//! one of them was not so.

use std::fs;

use super::{Case, common, copy};

/// What is told when this is remarked in one of the hồ sơ of `tests/claims`: its CLAIM-01 and others of
/// sentences that state figures.
fn told(dossier: &str, sentence: &str) -> Vec<String> {
    let case = Case(tempfile::tempdir().unwrap());
    let folder = common::repository("tests/claims/ho-so").join(dossier);
    copy(&folder, case.0.path());
    let file = case.path("ho-so.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"@\"", &format!("{sentence:?}"))).unwrap();
    let (_, said) = case.run("check", "", &[]);
    let kinds = ["CLAIM-", "COUNT-", "XREF-", "SUPER-", "RATIO-"];
    let lines = said.lines();
    let claims = lines.filter(|line| kinds.iter().any(|kind| line.contains(kind)));
    claims.map(str::to_owned).collect()
}

/// Each right sentence is passed and each wrong one told.
fn each(dossier: &str, twins: &[(impl AsRef<str>, impl AsRef<str>)]) {
    for (right, wrong) in twins {
        let (right, wrong) = (right.as_ref(), wrong.as_ref());
        assert_eq!(told(dossier, right), Vec::<String>::new(), "{right}");
        assert!(!told(dossier, wrong).is_empty(), "{wrong}");
    }
}

/// “X và Y bằng điểm nhau ở nhóm … (cùng 17,62 điểm)”, “có cùng tỷ lệ 95,89%”: only the last of them was held
/// against its figure, or none.
#[test]
fn units_that_are_said_to_have_the_same_have_it() {
    each(
        "hue",
        &[
            (
                "Phường An Cựu và phường Hương Thủy bằng điểm nhau về mức độ hài lòng (cùng 13,59 điểm).",
                "Phường An Cựu và phường Thuận An bằng điểm nhau về mức độ hài lòng (cùng 13,59 điểm).",
            ),
            (
                "Phường An Cựu và phường Kim Trà có cùng số điểm mức độ hài lòng.",
                "Phường An Cựu và phường Thuận An có cùng số điểm mức độ hài lòng.",
            ),
            (
                "Phường An Cựu và phường Kim Trà cùng xếp loại Tốt, điểm mức độ hài lòng bằng nhau.",
                "Phường An Cựu và phường Phú Bài cùng xếp loại Tốt, điểm mức độ hài lòng bằng nhau.",
            ),
        ],
    );
    each(
        "cac-xa",
        &[
            (
                "Tỷ lệ số hóa của xã Bình Lợi và thị trấn Phú Hòa bằng nhau.",
                "Tỷ lệ số hóa của xã Vĩnh Gia và thị trấn Phú Hòa bằng nhau.",
            ),
            (
                "Thị trấn Phú Hòa và xã Bình Lợi có cùng tỷ lệ số hóa 95,89%.",
                "Xã Vĩnh Gia và xã Bình Lợi có cùng tỷ lệ số hóa 95,89%.",
            ),
        ],
    );
    each(
        "tuan-giao",
        &[
            (
                "Xã Mường Thín, xã Quài Cang cùng một tỷ lệ trực tuyến 80%.",
                "Xã Tỏa Tình, xã Quài Cang cùng một tỷ lệ trực tuyến 80%.",
            ),
            (
                "Xã Ta Ma và xã Mùn Chung có điểm số hóa hồ sơ ngang nhau.",
                "Xã Ta Ma và xã Nà Sáy có điểm số hóa hồ sơ ngang nhau.",
            ),
        ],
    );
}

/// “song A và B đều thấp nhất”: one of the two was enough.
#[test]
fn a_unit_that_is_the_last_in_several_groups_is_so_in_each() {
    each(
        "hue",
        &[
            (
                "Xã A Lưới 3 dẫn đầu về công khai, minh bạch song điểm số hóa hồ sơ và mức độ hài lòng đều thấp nhất thành phố.",
                "Xã A Lưới 3 dẫn đầu về công khai, minh bạch song điểm số hóa hồ sơ và thanh toán trực tuyến đều thấp nhất thành phố.",
            ),
            (
                "Ở cả mức độ hài lòng lẫn số hóa hồ sơ, xã A Lưới 3 đều đứng cuối.",
                "Ở cả mức độ hài lòng lẫn tiến độ giải quyết, xã A Lưới 3 đều đứng cuối.",
            ),
        ],
    );
}

/// Beside a band and a number where one begins, it was taken for what a band is.
#[test]
fn no_unit_below_a_mark_is_no_definition_of_a_band() {
    each(
        "hue",
        &[(
            "Không xã nào loại Yếu hoặc Trung bình, không xã nào dưới 65 điểm.",
            "Không xã nào loại Yếu hoặc Trung bình, không xã nào dưới 80 điểm.",
        )],
    );
}

/// The first of the units was held against the bound, and a bound was excused as a distance.
#[test]
fn each_of_several_units_lies_as_near_to_a_band_as_is_said() {
    each(
        "hue",
        &[
            (
                "Phường Kim Trà, phường Mỹ Thượng thiếu chưa đến 0,5 điểm nữa mới lên loại Xuất sắc.",
                "Phường Kim Trà, phường Vỹ Dạ thiếu chưa đến 0,5 điểm nữa mới lên loại Xuất sắc.",
            ),
            (
                "Có 04 đơn vị chỉ còn thiếu dưới 0,5 điểm là đạt loại Xuất sắc.",
                "Có 07 đơn vị chỉ còn thiếu dưới 0,5 điểm là đạt loại Xuất sắc.",
            ),
        ],
    );
}

/// Behind a mean only a sort of units and its value are told.
#[test]
fn means_of_sorts_go_on_with_a_mean() {
    each(
        "hue",
        &[
            (
                "Bình quân toàn thành phố 87,03 điểm, riêng khối phường 87,27 điểm.",
                "Bình quân toàn thành phố 87,03 điểm, riêng khối phường 86,77 điểm.",
            ),
            (
                "Bình quân 21 phường đạt 87,27 điểm, 19 xã đạt 86,77 điểm.",
                "Bình quân 21 phường đạt 87,27 điểm, 19 xã đạt 87,03 điểm.",
            ),
        ],
    );
}

/// Of groups with their points in brackets only the first was looked at.
#[test]
fn groups_where_most_is_lost_are_the_first_of_all() {
    each(
        "thang-9",
        &[
            (
                "Mất điểm nhiều nhất là số hóa hồ sơ (4,60 điểm), thanh toán trực tuyến (3,25 điểm) và dịch vụ công trực tuyến (2,70 điểm).",
                "Mất điểm nhiều nhất là số hóa hồ sơ (4,60 điểm), thanh toán trực tuyến (3,25 điểm) và công khai, minh bạch (1,80 điểm).",
            ),
            (
                "Hai nơi thiếu nhiều điểm nhất là thanh toán trực tuyến (3,25 điểm) và số hóa hồ sơ (4,60 điểm).",
                "Hai nơi thiếu nhiều điểm nhất là thanh toán trực tuyến (3,25 điểm) và dịch vụ công trực tuyến (2,70 điểm).",
            ),
        ],
    );
}

/// A rate or a number of things was compared as points, and “không kém” as “kém”.
#[test]
fn units_are_compared_in_what_the_sentence_is_about() {
    each(
        "cac-xa",
        &[
            (
                "Xã Phú Tân có tỷ lệ giải quyết đúng hạn không thua xã An Hòa.",
                "Xã Vĩnh Gia có tỷ lệ giải quyết đúng hạn không thua xã An Hòa.",
            ),
            (
                "Xã Bình Lợi có tỷ lệ số hóa cao hơn xã Tân Hội.",
                "Xã An Hòa có tỷ lệ số hóa cao hơn xã Phú Tân.",
            ),
            (
                "Xã Ô Lâm có ít hồ sơ chưa số hóa hơn xã Thạnh Đông.",
                "Xã Ô Lâm có ít hồ sơ chưa số hóa hơn xã Tân Hội.",
            ),
        ],
    );
}

/// “vượt điểm tổng hợp chung của huyện (88,03 điểm)”: a level in brackets was known behind “cao hơn” only.
#[test]
fn units_beyond_a_level_in_brackets_are_counted() {
    each(
        "tien-lu",
        &[
            (
                "Chỉ 05 xã, thị trấn có điểm trên mức chung của huyện (88,03 điểm).",
                "Chỉ 06 xã, thị trấn có điểm trên mức chung của huyện (88,03 điểm).",
            ),
            (
                "Có 10 đơn vị dưới điểm tổng hợp của huyện (88,03 điểm).",
                "Có 08 đơn vị dưới điểm tổng hợp của huyện (88,03 điểm).",
            ),
        ],
    );
}

/// How many units have any of what is counted, and what one of them has of it.
#[test]
fn a_number_of_things_is_spread_over_as_many_units_as_have_any() {
    each(
        "muoi-xa",
        &[(
            "Toàn tỉnh có 129 hồ sơ quá hạn, tại 07 đơn vị.",
            "Toàn tỉnh có 129 hồ sơ quá hạn, tại 08 đơn vị.",
        )],
    );
    each(
        "cac-xa",
        &[(
            "Tiếp nhận 2.800 HS, chưa số hóa 200, riêng Thạnh Đông và Ô Lâm 95.",
            "Tiếp nhận 2.800 HS, chưa số hóa 200, riêng Thạnh Đông và Ô Lâm 105.",
        )],
    );
}

/// Behind figures in turn their sum was told, and the turn was not read.
#[test]
fn figures_in_turn_go_on_with_their_sum() {
    each(
        "cac-xa",
        &[
            (
                "Hai xã Vĩnh Gia và Tân Hội lần lượt còn 24 và 31 hồ sơ chưa số hóa, cộng là 55 hồ sơ.",
                "Hai xã Vĩnh Gia và Tân Hội lần lượt còn 31 và 24 hồ sơ chưa số hóa, cộng là 55 hồ sơ.",
            ),
            (
                "Hai xã Vĩnh Gia và Tân Hội lần lượt còn 24 và 31 hồ sơ chưa số hóa, tổng cộng 55 hồ sơ.",
                "Hai xã Vĩnh Gia và Tân Hội lần lượt còn 24 và 31 hồ sơ chưa số hóa, tổng cộng 65 hồ sơ.",
            ),
            (
                "Xã Tân Hội và xã Thạnh Đông cùng giảm điểm, lần lượt 0,50 và 2,30 điểm.",
                "Xã Tân Hội và xã Thạnh Đông cùng giảm điểm, lần lượt 2,30 và 0,50 điểm.",
            ),
        ],
    );
}

/// “thấp hơn mức chung của 12 đơn vị” was not read, and “cao hơn tỷ lệ chung” was taken for a rise since the
/// month before: an error of a right sentence.
#[test]
fn units_are_compared_with_all_together() {
    each(
        "tuan-giao",
        &[
            (
                "Xã Mường Thín cùng xã Quài Cang có 80% hồ sơ tiếp nhận trực tuyến, thấp hơn mức chung toàn huyện.",
                "Xã Mường Thín cùng xã Quài Cang có 80% hồ sơ tiếp nhận trực tuyến, cao hơn mức chung toàn huyện.",
            ),
            (
                "Xã Quài Tở đạt 72,5 điểm, dưới mức bình quân của 12 đơn vị.",
                "Xã Quài Tở đạt 72,5 điểm, trên mức bình quân của 12 đơn vị.",
            ),
        ],
    );
    each(
        "muoi-xa",
        &[
            (
                "Xã Óc Eo giải quyết đúng hạn 100%, cao hơn tỷ lệ chung toàn tỉnh (98,84%).",
                "Xã Bình Mỹ giải quyết đúng hạn 94,75%, cao hơn tỷ lệ chung toàn tỉnh (98,84%).",
            ),
            (
                "Xã Óc Eo có ít hồ sơ hơn xã Mỹ Đức mà tỷ lệ đúng hạn vẫn cao hơn.",
                "Xã Óc Eo có tỷ lệ đúng hạn thấp hơn xã Mỹ Đức.",
            ),
        ],
    );
}

/// A clause that says nothing of what it is goes on with the group of points of the one before, and was held against
/// all points: “về A: bình quân …; thấp nhất là X” was asked about, whoever X was.
#[test]
fn a_clause_goes_on_with_the_group_that_was_named() {
    each(
        "hue",
        &[
            (
                "Về tiến độ giải quyết: bình quân đạt 18,82 điểm; cao nhất là phường Thanh Thủy (19,79 điểm), thấp nhất là xã Vinh Lộc (18,05 điểm).",
                "Về tiến độ giải quyết: bình quân đạt 18,82 điểm; cao nhất là phường Thanh Thủy (19,79 điểm), thấp nhất là phường Phong Quảng (18,10 điểm).",
            ),
            (
                "Nhóm Số hóa hồ sơ: phường Kim Long đạt 21,09 điểm, đứng thứ ba; xã A Lưới 3 thấp nhất, đạt 13,32 điểm.",
                "Nhóm Số hóa hồ sơ: phường Kim Long đạt 21,09 điểm, đứng thứ hai; xã A Lưới 3 thấp nhất, đạt 13,32 điểm.",
            ),
            (
                "So với bình quân toàn thành phố (87,03 điểm), phường Phong Quảng cao hơn 6,29 điểm, xã A Lưới 3 thấp hơn 8,15 điểm.",
                "So với bình quân toàn thành phố (87,03 điểm), phường Phong Quảng cao hơn 6,29 điểm, xã A Lưới 3 thấp hơn 8,51 điểm.",
            ),
            (
                "Có 28 đơn vị đạt từ 85 điểm trở lên, tỷ lệ 70%.",
                "Có 28 đơn vị đạt từ 85 điểm trở lên, tỷ lệ 72,5%.",
            ),
        ],
    );
    each(
        "tuan-giao",
        &[
            (
                "Tiếp nhận nhiều nhất là thị trấn Tuần Giáo với 640 hồ sơ; ít nhất là xã Tênh Phông, 64 hồ sơ.",
                "Tiếp nhận nhiều nhất là thị trấn Tuần Giáo với 640 hồ sơ; ít nhất là xã Ta Ma, 98 hồ sơ.",
            ),
            (
                "Tỷ lệ trực tuyến cao nhất là xã Ta Ma, 96/98 hồ sơ (97,96%).",
                "Tỷ lệ trực tuyến cao nhất là xã Tênh Phông, 96/98 hồ sơ (97,96%).",
            ),
        ],
    );
}

/// Of numbers of one sentence that follow from each other the last was not held against them: “81,70%, giảm so với
/// mức 78,19%”, “còn lại 177 hồ sơ” of 1.246 without 1.098.
#[test]
fn a_sentence_does_not_contradict_itself() {
    each(
        "my-duc",
        &[
            (
                "Xã tiếp nhận 1.246 hồ sơ, trong đó 1.098 hồ sơ nộp trực tuyến, còn lại 148 hồ sơ nộp trực tiếp.",
                "Xã tiếp nhận 1.246 hồ sơ, trong đó 1.098 hồ sơ nộp trực tuyến, còn lại 177 hồ sơ nộp trực tiếp.",
            ),
            (
                "Tỷ lệ hồ sơ nộp trực tuyến đạt 88,12%, tăng so với mức 85,04% của tháng 9.",
                "Tỷ lệ hồ sơ nộp trực tuyến đạt 88,12%, giảm so với mức 85,04% của tháng 9.",
            ),
            (
                "Tổng điểm đạt 93,77 điểm, tăng 1,15 điểm so với tháng 9 (92,62 điểm).",
                "Tổng điểm đạt 93,77 điểm, giảm 1,15 điểm so với tháng 9 (92,62 điểm).",
            ),
            (
                "Hồ sơ khai thác, sử dụng lại dữ liệu số hóa mới có 934 hồ sơ, đạt 74,96%.",
                "Hồ sơ khai thác, sử dụng lại dữ liệu số hóa mới có 934 hồ sơ, đạt 79,46%.",
            ),
        ],
    );
    each(
        "hue",
        &[(
            "Khoảng cách giữa đơn vị cao nhất (93,32 điểm) và đơn vị thấp nhất (78,88 điểm) là 14,44 điểm.",
            "Khoảng cách giữa đơn vị cao nhất (93,32 điểm) và đơn vị thấp nhất (78,88 điểm) là 15,44 điểm.",
        )],
    );
}

/// Right ones that were refused: what stands in brackets was read as the subject of what follows them, numbers of a
/// unit that a semicolon parts from its name as all of them, what dossiers lack as that there are none.
#[test]
fn what_is_said_of_some_is_not_said_of_all() {
    for (dossier, right) in [
        (
            "muoi-xa",
            "Tỷ lệ đơn vị đạt loại Tốt trở lên là 80% (8/10 đơn vị), giảm 01 đơn vị so với tháng 7.",
        ),
        (
            "muoi-xa",
            "Phường Long Xuyên giải quyết nhiều hồ sơ nhất, 2.140 hồ sơ, chiếm 19,28% tổng số; đúng hạn 2.131 hồ sơ, đạt 99,58%.",
        ),
        (
            "muoi-xa",
            "Xã Bình Mỹ còn 37/705 hồ sơ quá hạn, tỷ lệ đúng hạn đạt 94,75%.",
        ),
        (
            "my-duc",
            "Còn 75 hồ sơ đã trả kết quả nhưng chưa có bản số hóa.",
        ),
        (
            "my-duc",
            "Nhóm số hóa hồ sơ đạt 20,30 điểm, thấp hơn mức tối đa 1,70 điểm.",
        ),
        (
            "my-duc",
            "Hạn chế lớn nhất là nhóm Số hóa hồ sơ, còn thiếu 1,70 điểm.",
        ),
    ] {
        assert_eq!(told(dossier, right), Vec::<String>::new(), "{right}");
    }
}

/// A sentence “as of” a day was one of another time and was not read, though the day is the last of the period; a label
/// was cut at its own comma.
#[test]
fn what_is_as_of_the_last_day_is_of_the_period() {
    each(
        "thang-9",
        &[
            (
                "Tính đến ngày 30/9/2025, phường có 2.431 hồ sơ đã được đồng bộ, đạt tỷ lệ 97,79%.",
                "Tính đến ngày 30/9/2025, phường có 2.431 hồ sơ đã được đồng bộ, đạt tỷ lệ 97,97%.",
            ),
            (
                "Tính đến thời điểm chốt số liệu, phường có 2.431 hồ sơ đã được đồng bộ, đạt tỷ lệ 97,79%.",
                "Tính đến thời điểm chốt số liệu, phường có 2.431 hồ sơ đã được đồng bộ, đạt tỷ lệ 97,97%.",
            ),
        ],
    );
    each(
        "my-duc",
        &[(
            "Còn 312 hồ sơ chưa khai thác, sử dụng lại dữ liệu số hóa.",
            "Còn 332 hồ sơ chưa khai thác, sử dụng lại dữ liệu số hóa.",
        )],
    );
    each(
        "thang-9",
        &["30 tháng 9 năm 2025", "30 tháng 9", "30/9", "30/09/2025"].map(|day| {
            let said = |rate| {
                format!("Đến hết ngày {day}, phường có 2.431 hồ sơ đã được đồng bộ, đạt {rate}.")
            };
            (said("97,79%"), said("97,97%"))
        }),
    );
    // Of another day nothing is known.
    for day in ["20/9/2025", "20 tháng 9 năm 2025", "20/9"] {
        let elsewhen = format!("Tính đến ngày {day}, phường có 1.802 hồ sơ đã được đồng bộ.");
        assert_eq!(told("thang-9", &elsewhen), Vec::<String>::new(), "{day}");
    }
}

/// Of what stands in brackets or beside “trên tổng số” each was passed.
#[test]
fn what_is_told_in_brackets_fits_together() {
    each(
        "thang-9",
        &[(
            "Tỷ lệ hồ sơ được số hóa (92,44%) cao hơn tỷ lệ hồ sơ được cấp kết quả điện tử (79,98%) là 12,46 điểm phần trăm.",
            "Tỷ lệ hồ sơ được cấp kết quả điện tử (79,98%) cao hơn tỷ lệ hồ sơ được số hóa (92,44%) là 12,46 điểm phần trăm.",
        )],
    );
    each(
        "my-duc",
        &[(
            "Trên tổng số 1.246 hồ sơ có 1.239 hồ sơ giải quyết trước hạn, đúng hạn.",
            "Trên tổng số 1.183 hồ sơ có 1.239 hồ sơ giải quyết trước hạn, đúng hạn.",
        )],
    );
    each(
        "hue",
        &[(
            "Điểm số hóa hồ sơ của xã Phú Vinh (21,74 điểm) và xã A Lưới 3 (13,32 điểm) chênh nhau 8,42 điểm.",
            "Điểm số hóa hồ sơ của xã Phú Vinh (21,74 điểm) và xã A Lưới 3 (13,32 điểm) chênh nhau 8,24 điểm.",
        )],
    );
}

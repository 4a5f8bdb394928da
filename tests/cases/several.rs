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
fn each(dossier: &str, twins: &[(&str, &str)]) {
    for (right, wrong) in twins {
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

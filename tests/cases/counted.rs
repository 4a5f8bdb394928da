//! What sentences say of counts: sums and rests, lists of late dossiers, series of months, lines of an
//! appendix.

use std::fs;

use super::Case;

/// Whether something is doubted of a sentence that a hồ sơ of `tests/claims` says.
fn doubted(name: &str, sentence: &str) -> bool {
    let case = Case::new(&format!("../claims/ho-so/{name}"));
    let file = case.path("ho-so.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"@\"", &format!("{sentence:?}"))).unwrap();
    let (_, said) = case.run("check", "ho-so.yaml", &[]);
    ["CLAIM-", "XREF-", "RATIO-"]
        .iter()
        .any(|code| said.contains(code))
}

/// Each right sentence beside the one that says it wrongly.
fn pairs(name: &str, pairs: &[(&str, &str)]) {
    for (right, wrong) in pairs {
        assert!(!doubted(name, right), "{right}");
        assert!(doubted(name, wrong), "{wrong}");
    }
}

/// In a Biểu of few rows any number was the difference of two others, and so explained.
#[test]
fn a_count_follows_only_from_what_the_sentence_speaks_of() {
    pairs(
        "thu-thua",
        &[
            (
                "Tổng tiếp nhận 1.002 hồ sơ, đã giải quyết 939 hồ sơ, còn lại 63 hồ sơ chuyển kỳ sau.",
                "Tổng tiếp nhận 1.002 hồ sơ, đã giải quyết 939 hồ sơ, còn lại 73 hồ sơ chuyển kỳ sau.",
            ),
            (
                "Hai lĩnh vực (hộ tịch, chứng thực) giải quyết được 695 hồ sơ.",
                "Hai lĩnh vực (hộ tịch, chứng thực) giải quyết được 705 hồ sơ.",
            ),
            (
                "Kỳ trước chuyển qua 45 hồ sơ, tiếp nhận thêm 957 hồ sơ, cộng 1.002 hồ sơ.",
                "Kỳ trước chuyển qua 45 hồ sơ, tiếp nhận thêm 957 hồ sơ, cộng 1.020 hồ sơ.",
            ),
            (
                "Bảo trợ xã hội giải quyết xong 56 hồ sơ.",
                "Bảo trợ xã hội giải quyết xong 67 hồ sơ.",
            ),
        ],
    );
}

/// Names of fields in small letters behind “kế đến” were read as words.
#[test]
fn those_that_follow_the_first_are_named_in_small_letters_too() {
    pairs(
        "thu-thua",
        &[(
            "Tiếp nhận trong kỳ nhiều nhất là chứng thực 486 hồ sơ; kế đến hộ tịch 214, đất đai 143.",
            "Tiếp nhận trong kỳ nhiều nhất là chứng thực 486 hồ sơ; kế đến đất đai 143, hộ tịch 214.",
        )],
    );
}

/// “Thấp hơn tháng trước” was lower than the month before this one, whichever month was spoken of.
#[test]
fn each_month_is_compared_with_the_one_before_it() {
    pairs(
        "thanh-ba",
        &[
            (
                "Từ tháng 4 đến nay chỉ có tháng 6 điểm thấp hơn tháng trước.",
                "Từ tháng 4 đến nay chỉ có tháng 8 điểm thấp hơn tháng trước.",
            ),
            (
                "Chỉ tháng 6 giảm, các tháng còn lại đều cao hơn tháng liền trước.",
                "Chỉ tháng 8 giảm, các tháng còn lại đều cao hơn tháng liền trước.",
            ),
            (
                "Trừ tháng 6, từ tháng 5 đến tháng 10 tháng nào cũng cao hơn tháng trước.",
                "Trừ tháng 7, từ tháng 5 đến tháng 10 tháng nào cũng cao hơn tháng trước.",
            ),
        ],
    );
    pairs(
        "thu-thua",
        &[(
            "Tháng này hơn tháng trước 0,72 điểm.",
            "Tháng này kém tháng trước 0,72 điểm.",
        )],
    );
}

/// “Hồ sơ B thì chưa” was taken for a supposition, letters were nothing that is counted, and days of an
/// office stood for one dossier's.
#[test]
fn letters_and_days_of_offices_are_held_against_the_list() {
    pairs(
        "dam-doi",
        &[
            (
                "Hồ sơ mai táng đã gửi thư xin lỗi, hồ sơ tình trạng hôn nhân thì chưa.",
                "Hồ sơ tình trạng hôn nhân đã gửi thư xin lỗi, hồ sơ mai táng thì chưa.",
            ),
            (
                "Phòng Văn hóa - Xã hội còn nợ dân 01 thư xin lỗi.",
                "Phòng Văn hóa - Xã hội còn nợ dân 02 thư xin lỗi.",
            ),
            (
                "Hai phòng mỗi nơi có 02 hồ sơ trễ hạn.",
                "Hai phòng mỗi nơi có 03 hồ sơ trễ hạn.",
            ),
            (
                "Tổng số ngày chậm là 28; Phòng Kinh tế 17 ngày, Phòng Văn hóa - Xã hội 11 ngày.",
                "Tổng số ngày chậm là 28; Phòng Kinh tế 18 ngày, Phòng Văn hóa - Xã hội 10 ngày.",
            ),
            ("Tổng số ngày chậm là 28.", "Tổng số ngày chậm là 27."),
        ],
    );
}

/// “Trường hợp” always supposed something, and “chỉ tiêu” were always groups of points.
#[test]
fn cases_and_indicators_are_counted_as_what_they_are_of() {
    pairs(
        "my-duc",
        &[
            (
                "Trong 1.246 hồ sơ còn 75 trường hợp chưa được số hóa giấy tờ và kết quả.",
                "Trong 1.246 hồ sơ còn 57 trường hợp chưa được số hóa giấy tờ và kết quả.",
            ),
            (
                "Trong 09 phản ánh, kiến nghị có 01 trường hợp chưa được đánh giá hài lòng.",
                "Trong 09 phản ánh, kiến nghị có 03 trường hợp chưa được đánh giá hài lòng.",
            ),
            (
                "Trong 20 chỉ tiêu của Phụ lục có 02 chỉ tiêu dưới 65%.",
                "Trong 20 chỉ tiêu của Phụ lục có 03 chỉ tiêu dưới 65%.",
            ),
            (
                "Trong 20 chỉ tiêu của Phụ lục thấp nhất là dịch vụ công có phát sinh hồ sơ, 85/340 (25%).",
                "Trong 20 chỉ tiêu của Phụ lục thấp nhất là TTHC có giao dịch thanh toán trực tuyến, 41/64 (64,06%).",
            ),
            ("Có 4/20 chỉ tiêu đạt 100%.", "Có 5/20 chỉ tiêu đạt 100%."),
        ],
    );
}

/// How many times one line is another was looked at only where both numbers stood beside the words, and
/// “vượt 80%” was read as 80%.
#[test]
fn multiples_of_lines_and_rates_beyond_a_level_are_reckoned() {
    pairs(
        "thang-9",
        &[
            (
                "Hồ sơ nộp trực tuyến gấp gần 14 lần hồ sơ nộp trực tiếp.",
                "Hồ sơ nộp trực tuyến gấp hơn 14 lần hồ sơ nộp trực tiếp.",
            ),
            (
                "Hồ sơ nộp trực tiếp chưa bằng một phần mười hồ sơ nộp trực tuyến.",
                "Hồ sơ nộp trực tiếp bằng một phần năm hồ sơ nộp trực tuyến.",
            ),
            (
                "Số hóa khi tiếp nhận 2.298/2.486 HS, đã vượt 92%.",
                "Số hóa khi tiếp nhận 2.298/2.486 HS, đã vượt 93%.",
            ),
            (
                "Thanh toán trực tuyến 1.105/1.637 HS, xấp xỉ 67%.",
                "Thanh toán trực tuyến 1.105/1.637 HS, xấp xỉ 77%.",
            ),
        ],
    );
}

//! The keys of a hồ sơ. What stands below them, the rooms declare that read it.

use crate::audit::Acknowledgement;
use crate::document::{Issued, Issuer, Recipients, Signatory};
use crate::form::{Form, Holds, Key, Need, Node, Shape, Sourced};
use crate::nd30::PROFILE;
use crate::score;
use crate::sheet::{AS_OF, INDICATORS};
use crate::table::{COLUMNS, SOURCE, TABLE};
use crate::vn::period::Period;

/// A hồ sơ (`ho-so.yaml`).
pub static DOSSIER: Form =
    Form::new("hồ sơ").and(&[BASIS, HEAD, score::KEYS, UNITS, CONTENT, SEEN, FONTS]);

/// What a lô states of the hồ sơ of its units: all but what its own keys give.
pub static OF_LOT: Form = Form::new("hồ sơ của lô").and(&[HEAD, CONTENT]);

/// The same, filled in for one unit.
pub static OF_UNIT: Form = Form::new("hồ sơ của đơn vị").and(&[HEAD, CONTENT, SEEN]);

const BASIS: &[Key] = &[
    Key::optional::<Vec<Sourced<String>>>(
        "mau",
        "Tên mẫu văn bản, hoặc tên tệp .md đặt cạnh hồ sơ; nhiều mẫu thì ghi danh sách",
    ),
    Key::optional::<Sourced<String>>(
        "bo_chi_so",
        "Bộ chỉ số: qd766, dien-bien-459, hoặc tên tệp .yaml đặt cạnh hồ sơ",
    ),
    Key::optional::<Sourced<String>>(
        "phien_ban",
        "Phiên bản của bộ chỉ số, khi số liệu không lấy từ nguồn thường dùng của kỳ ấy: cong-2022, cong-2025, cong-2026",
    )
    .note("Bỏ trống: theo kỳ")
    .seldom(),
    Key::required::<Sourced<Period>>("ky", "Kỳ đánh giá: tháng viết năm-tháng; hoặc quý IV/2026, 6 tháng đầu năm 2026, 9 tháng năm 2026, năm 2026, tuần 45/2026, từ 15/10/2026 đến 14/11/2026, từ ngày 30/10 đến ngày 05/11/2026").example("2024-02").note("Thêm “, tính đến 11 giờ 00 ngày 06/11/2025” nếu số liệu chốt lúc ấy"),
    Key::optional::<Sourced<String>>(
        "ky_truoc",
        "Thư mục hồ sơ của kỳ trước, tính từ thư mục này; mức tăng, giảm lấy từ đó",
    )
    .note("Như ../thong-bao-2024-01; điểm nào ghi ky_truoc riêng thì theo điểm ấy"),
    Key::optional::<Sourced<String>>(
        "cung_ky",
        "Thư mục hồ sơ của cùng kỳ năm trước, tính từ thư mục này; mức tăng, giảm so với cùng kỳ lấy từ đó",
    )
    .seldom(),
    Key::optional::<Sourced<String>>(
        "cac_ky",
        "Thư mục chứa các thư mục hồ sơ của những kỳ trước, như “..”: để nói tăng liên tiếp mấy kỳ, nhóm nào tốt nhất từ đầu năm",
    )
    .seldom(),
];

/// What every document needs.
const DOCUMENT: Need = Need::With("mau");

const HEAD: &[Key] = &[
    Key::optional::<Issuer>("co_quan", "Cơ quan ban hành").needed(DOCUMENT),
    Key::optional::<Issued>("van_ban", "Số và ngày của văn bản"),
    Key::optional::<Node>(
        "the_thuc",
        "Chọn trong những gì Nghị định 30 cho phép chọn; để trống thì chương trình chọn",
    )
    .seldom()
    .shaped(|| Shape::Form(&PROFILE)),
    Key::optional::<Vec<String>>(
        "kinh_gui",
        "Các nơi kính gửi, mỗi nơi một dòng; thông báo, kế hoạch không có Kính gửi",
    )
    .note("Có ghi thì vẫn in, và báo")
    .holding(Holds::Office),
];

const UNITS: &[Key] = &[
    Key::optional::<Node>(
        "don_vi",
        "Tên đơn vị, khi hồ sơ lấy điểm của một dòng trong bang_diem; hoặc bảng điểm nhiều đơn vị, ghi \
         tại chỗ",
    )
    .note("Để trống: dòng của cơ quan ban hành. Ghi tại chỗ: mỗi đơn vị ghi ten và diem, chi_so, so_dem, xep_hang của nó")
    .holding(Holds::Unit)
    .shaped(|| {
        let units = Shape::list(Shape::Form(&score::UNIT));
        Shape::Either(vec![Shape::Text, units])
    }),
    Key::optional::<Node>(
        "bang_diem",
        "Bảng điểm nhiều đơn vị trong tệp đặt cạnh hồ sơ; cot: mã của bộ chỉ số và cột trong tệp",
    )
    .shaped(|| Shape::Form(&TABLE)),
    score::EXEMPTIONS,
];

/// The keys of what every document needs below which files may be named.
pub const TABLES: [&str; 2] = ["so_lieu", "bieu"];

const CONTENT: &[Key] = &[
    Key::optional::<Node>(
        "so_lieu",
        "Số liệu của các bảng mà mẫu có chỗ in; bỏ khóa này thì văn bản không có phụ lục",
    )
    .called("Phụ lục")
    .shaped(|| {
        let tables = vec![Shape::Form(&INDICATOR_FILE), Shape::Form(&INDICATORS)];
        Shape::map("so_lieu", &[], Shape::Either(tables))
    }),
    Key::optional::<Node>(
        "bieu",
        "Số liệu của các biểu mà mẫu dùng: tên tệp (bieu-02.csv, so-lieu.xlsx!Biểu 02), bảng khai \
         báo, hoặc các dòng ghi tại chỗ",
    )
    .called("Biểu")
    .shaped(|| {
        let sheets = vec![Shape::Text, Shape::Form(&TABLE), Shape::Form(&STATED)];
        Shape::map("bieu", &[], Shape::Either(sheets))
    }),
    Key::optional::<Node>(
        "thong_tin",
        "Những điều mẫu hỏi thêm: chữ, số, ngày, đoạn văn hoặc danh sách",
    )
    .called("Thông tin thêm")
    .shaped(|| Shape::map("thong_tin", &[], Shape::list(Shape::Text))),
    Key::optional::<Recipients>("noi_nhan", "Nơi nhận").needed(DOCUMENT),
    Key::optional::<Signatory>("nguoi_ky", "Người ký").needed(DOCUMENT),
];

/// What was looked at and is let stand.
const SEEN: &[Key] = &[Key::optional::<Vec<Acknowledgement>>(
    "da_xem",
    "Những điều được báo mà đã xem và vẫn giữ, từng điều một, kèm lý do",
)
.note("Chương trình in sẵn khối để chép")];

/// The folder of fonts.
pub const FONTS: &[Key] = &[Key::optional::<String>(
    "phong_chu",
    "Thư mục phông chữ, nếu không muốn chọn lại mỗi lần",
)];

/// A table of indicators in a file.
pub static INDICATOR_FILE: Form = Form::new("bảng số liệu").and(&[SOURCE, COLUMNS, AS_OF]);

/// The rows of a Biểu in place.
pub static STATED: Form = Form::new("biểu").keys(&[
    Key::required::<Node>("dong", "Các dòng: mã cột và giá trị")
        .shaped(|| Shape::list(Shape::map("dong", &[], Shape::Text))),
    Key::optional::<Node>("tong", "Dòng tổng như đã công bố, nếu có")
        .shaped(|| Shape::map("tong", &[], Shape::Text)),
]);

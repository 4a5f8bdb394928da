//! A document as an office would issue it.

use crate::builders::{A4, BODY, TYPE, boxes, cell, plain, section, table, with};
use vanthu::length::Length;
use vanthu::page::{
    Align, Block, Boxes, Cell, Colour, Frame, Geometry, LineSpacing, Paragraph, Role, Row, Rule,
    Run, RunFormat, Table, TableRole, Vertical,
};

const LONG: &str = "Nhìn chung các cơ quan, đơn vị trên địa bàn huyện đã quan tâm triển khai thực \
    hiện các nhiệm vụ công tác kiểm soát TTHC giai đoạn 2021-2025, đổi mới việc thực hiện cơ chế \
    một cửa, một cửa liên thông theo Quyết định số 766/QĐ-TTg ngày\u{a0}23/6/2022 nhằm nâng cao \
    chất lượng phục vụ người dân, doanh nghiệp; việc công khai TTHC trên Trang/cổng Thông tin \
    điện tử được thực hiện nghiêm túc; tỷ lệ hồ sơ trực tuyến mức độ 3,4 đạt 99,1%. ";

/// A notice over several pages with an appendix across, with all that an office uses.
pub(super) fn notice() -> Boxes {
    let mut blocks = vec![
        letterhead(),
        mark("HỎA TỐC", 400, 7600),
        title("THÔNG BÁO", Length::pt(12), Length::ZERO),
        title(
            "Kết quả phục vụ người dân, doanh nghiệp tháng 02 năm 2024",
            Length::ZERO,
            Length::pt(6),
        ),
        centred_rule(Length::pt(90)),
    ];
    for number in 1..=14 {
        blocks.push(heading(&format!("{number}. Nội dung thứ {number}")));
        blocks.push(body(number));
    }
    blocks.push(with(
        "Trên đây là Thông báo kết quả, đề nghị các đơn vị nghiêm túc thực hiện./.",
        |p| {
            justified(p);
            p.format.keep_with_next = true;
        },
    ));
    blocks.push(signature());
    blocks.push(with("", |p| {
        p.format.line = LineSpacing::Exact(Length::pt(1))
    }));
    let mut boxes = boxes(blocks);
    let first = &mut boxes.sections[0];
    first.first_header = vec![mark("LƯU HÀNH NỘI BỘ", 6400, 400)];
    first.first_footer = vec![
        centred_rule(A4.text_width()),
        plain("Địa chỉ: Bản Lam Vỹ; điện thoại: 0208 3 555 666"),
        plain("Thư điện tử: lamvy@thainguyen.gov.vn"),
    ];
    let across = Geometry {
        width: A4.height,
        height: A4.width,
        left: Length::mm(20),
        ..A4
    };
    boxes.sections.push(section(across, appendix()));
    boxes
}

/// A mark in bright red, as far from the margins as is said.
pub(super) fn mark(text: &str, left: i64, right: i64) -> Block {
    with(text, |p| {
        p.format.align = Align::Centre;
        p.format.indent_left = Length::twips(left);
        p.format.indent_right = Length::twips(right);
        p.format.before = Length::pt(6);
        p.format.after = Length::pt(3);
        p.runs[0].format.colour = Colour::RED;
        p.frame = Some(Frame {
            thickness: Length::pt(1),
            padding: Length::pt(2),
            colour: Colour::RED,
        });
    })
}

pub(super) fn centred(text: &str, size: i64, bold: bool, italic: bool) -> Block {
    with(text, |p| {
        p.format.align = Align::Centre;
        for run in &mut p.runs {
            run.format = RunFormat {
                size: Length::pt(size),
                bold,
                italic,
                colour: Colour::BLACK,
            };
        }
    })
}

pub(super) fn centred_rule(length: Length) -> Block {
    Block::Rule(Rule {
        style: BODY,
        length,
        thickness: Length::twips(15),
        before: Length::twips(20),
        height: Length::pt(4),
        keep_with_next: true,
    })
}

pub(super) fn layout_table(columns: [i64; 2], cells: Vec<Vec<Block>>) -> Block {
    let cells = cells.into_iter().enumerate();
    Block::Table(Table {
        role: TableRole::Layout,
        columns: columns.map(Length::twips).to_vec(),
        border: None,
        padding: Length::ZERO,
        rows: vec![Row {
            header: false,
            least: Length::ZERO,
            splits: false,
            keep_with_next: false,
            cells: cells.map(|(column, blocks)| cell(column, blocks)).collect(),
        }],
    })
}

pub(super) fn letterhead() -> Block {
    layout_table(
        [3572, 5783],
        vec![
            vec![
                centred("ỦY BAN NHÂN DÂN HUYỆN ĐỊNH HÓA", 13, false, false),
                centred("ỦY BAN NHÂN DÂN XÃ LAM VỸ", 13, true, false),
                centred_rule(Length::pt(60)),
                centred("Số: 12/TB-UBND", 13, false, false),
            ],
            vec![
                centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, true, false),
                centred("Độc lập - Tự do - Hạnh phúc", 14, true, false),
                centred_rule(Length::twips(3427)),
                centred("Lam Vỹ, ngày 11 tháng 3 năm 2024", 14, false, true),
            ],
        ],
    )
}

pub(super) fn title(text: &str, before: Length, after: Length) -> Block {
    with(text, |p| {
        p.role = Role::Heading(1);
        p.format.align = Align::Centre;
        p.format.before = before;
        p.format.after = after;
        p.format.keep_with_next = true;
        p.runs[0].format.bold = true;
    })
}

pub(super) fn heading(text: &str) -> Block {
    with(text, |p| {
        p.role = Role::Heading(2);
        p.format.indent_first = Length::mm(10);
        p.format.before = Length::pt(6);
        p.format.keep_with_next = true;
        p.runs[0].format.bold = true;
    })
}

fn justified(p: &mut Paragraph) {
    p.format.align = Align::Justify;
    p.format.indent_first = Length::mm(10);
    p.format.before = Length::pt(6);
    p.format.after = Length::pt(3);
    p.format.line = LineSpacing::Multiple(264);
}

/// Justified text in which roman, bold and italic take turns.
fn body(number: usize) -> Block {
    with("", |p| {
        justified(p);
        let run = |text: String, bold, italic| Run {
            text: text.into(),
            format: RunFormat {
                bold,
                italic,
                ..TYPE
            },
        };
        p.runs = vec![
            run(LONG.repeat(1 + number % 3), false, false),
            run(
                format!("Đơn vị thứ {number} đạt {number},5 điểm "),
                number.is_multiple_of(2),
                true,
            ),
            run(
                LONG.to_owned(),
                number.is_multiple_of(4),
                number.is_multiple_of(5),
            ),
        ];
        if number.is_multiple_of(3) {
            p.role = Role::ListItem;
            p.format.indent_left = Length::mm(12);
            p.format.indent_first = -Length::mm(5);
        }
    })
}

fn signature() -> Block {
    let left = |text: &str, size, bold| {
        with(text, |p| {
            p.runs[0].format = RunFormat {
                size: Length::pt(size),
                bold,
                italic: bold,
                colour: Colour::BLACK,
            };
        })
    };
    layout_table(
        [4677, 4678],
        vec![
            vec![
                left("Nơi nhận:", 12, true),
                left("- Như trên;", 11, false),
                left("- Lưu: VT.", 11, false),
            ],
            vec![
                centred("TM. ỦY BAN NHÂN DÂN", 14, true, false),
                centred("CHỦ TỊCH", 14, true, false),
                plain(""),
                plain(""),
                plain(""),
                centred("Nguyễn Văn Bách", 14, true, false),
            ],
        ],
    )
}

#[expect(clippy::too_many_lines, reason = "one table, row by row")]
fn appendix() -> Vec<Block> {
    let head = |column, columns, rows, text: &str| Cell {
        columns,
        rows,
        vertical: Vertical::Middle,
        ..cell(column, vec![centred(text, 12, true, false)])
    };
    let header = |cells| Row {
        least: Length::ZERO,
        splits: false,
        header: true,
        keep_with_next: true,
        cells,
    };
    let mut rows = vec![
        header(vec![
            head(0, 1, 2, "STT"),
            head(1, 1, 2, "Tên cơ quan, đơn vị"),
            head(2, 2, 1, "Điểm số"),
        ]),
        header(vec![
            head(2, 1, 1, "Điểm đạt được trong kỳ"),
            head(3, 1, 1, "Xếp loại"),
        ]),
    ];
    for number in 1..=60_usize {
        let long = if number.is_multiple_of(7) {
            " thuộc Ủy ban nhân dân huyện Định Hóa, tỉnh Thái Nguyên"
        } else {
            ""
        };
        rows.push(Row {
            header: false,
            least: Length::ZERO,
            splits: false,
            keep_with_next: number >= 59,
            cells: vec![
                Cell {
                    vertical: Vertical::Middle,
                    ..cell(0, vec![centred(&number.to_string(), 12, false, false)])
                },
                cell(
                    1,
                    vec![with(&format!("Văn phòng số {number}{long}"), |p| {
                        p.runs[0].format.size = Length::pt(12)
                    })],
                ),
                Cell {
                    vertical: Vertical::Middle,
                    ..cell(2, vec![centred("81,52", 12, false, false)])
                },
                Cell {
                    vertical: Vertical::Middle,
                    ..cell(3, vec![centred("Tốt", 12, false, true)])
                },
            ],
        });
    }
    let table = Table {
        columns: [700, 4000, 3000, 2000].map(Length::twips).to_vec(),
        ..table(4, rows)
    };
    vec![
        title("Phụ lục", Length::ZERO, Length::pt(6)),
        Block::Table(table),
        with("Ghi chú: điểm tối đa là 100.", |p| {
            p.format.before = Length::pt(6)
        }),
    ]
}

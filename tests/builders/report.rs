//! A report of two sections with everything that the writer knows.

use super::word::{
    body, bold_heading, cell, document, heading, rule, section, table, text_cell, title,
};
use vanthu::length::Length;
use vanthu::page::{Block, Boxes, Cell, Row, Table, TableRole, Vertical};

const SENTENCE: &str = "Nhìn chung các cơ quan, đơn vị đã quan tâm triển khai nhiệm vụ kiểm soát \
    thủ tục hành chính, nâng cao chất lượng phục vụ người dân, doanh nghiệp. ";

/// A report with a head, text over two pages and a signature, and an appendix.
pub(crate) fn report() -> Boxes {
    let mut blocks = vec![Block::Table(head()), Block::Paragraph(title("BÁO CÁO"))];
    for _ in 0..11 {
        blocks.push(Block::Paragraph(body(SENTENCE.repeat(4).trim())));
    }
    let mut last = body("Trên đây là báo cáo.");
    last.format.keep_with_next = true;
    blocks.extend([
        Block::Paragraph(last),
        Block::Table(signature()),
        heading(""),
    ]);
    let appendix = vec![
        Block::Paragraph(title("Biểu số 01")),
        Block::Table(sheet(90)),
        Block::Paragraph(body("Ghi chú.")),
    ];
    document(vec![section(blocks), section(appendix)])
}

/// Two columns side by side with lines below their text.
fn head() -> Table {
    let motto = Block::Rule(rule(Length::twips(3000)));
    let left = vec![
        heading("HUYỆN A"),
        bold_heading("UBND XÃ B"),
        Block::Rule(rule(Length::pt(50))),
    ];
    let right = vec![bold_heading("CỘNG HÒA"), bold_heading("Độc lập"), motto];
    let column = |column, mut blocks: Vec<Block>, last: &str| {
        blocks.push(heading(last));
        Cell {
            vertical: Vertical::Top,
            blocks,
            ..cell(column, 1, 1)
        }
    };
    let cells = vec![vec![
        column(0, left, "Số: 1"),
        column(1, right, "B, ngày 05 tháng 3"),
    ]];
    Table {
        columns: vec![Length::twips(3572), Length::twips(5783)],
        ..table(2, cells)
    }
}

/// Two rows that are kept together.
fn signature() -> Table {
    let row = |keep_with_next, left, right| Row {
        header: false,
        least: Length::ZERO,
        splits: false,
        keep_with_next,
        cells: vec![
            Cell {
                blocks: vec![heading(left)],
                ..cell(0, 1, 1)
            },
            Cell {
                blocks: vec![bold_heading(right), heading(""), heading("")],
                ..cell(1, 1, 1)
            },
        ],
    };
    let rows = vec![
        row(true, "Nơi nhận:", "CHỦ TỊCH"),
        row(false, "- Lưu: VT.", "Nguyễn Văn A"),
    ];
    Table {
        columns: vec![Length::twips(4677); 2],
        rows,
        ..table(2, Vec::new())
    }
}

/// A bordered table under a head of two rows, with spans in both directions.
fn sheet(count: usize) -> Table {
    let header = |cells: Vec<Cell>| Row {
        least: Length::ZERO,
        splits: false,
        header: true,
        keep_with_next: true,
        cells: cells
            .into_iter()
            .map(|cell| Cell {
                heads: true,
                ..cell
            })
            .collect(),
    };
    let mut rows = vec![
        header(vec![
            text_cell(0, 1, 2, "STT"),
            text_cell(1, 1, 2, "Tên đơn vị"),
            text_cell(2, 2, 1, "Điểm & xếp loại"),
        ]),
        header(vec![
            text_cell(2, 1, 1, "Điểm"),
            text_cell(3, 1, 1, "Xếp loại"),
        ]),
    ];
    rows.extend((1..=count).map(|number| Row {
        header: false,
        least: Length::ZERO,
        splits: false,
        keep_with_next: false,
        cells: vec![
            text_cell(0, 1, 1, &number.to_string()),
            text_cell(1, 1, 1, "UBND xã"),
            text_cell(2, 1, 1, "81,52"),
            text_cell(3, 1, 1, "Tốt"),
        ],
    }));
    Table {
        role: TableRole::Data {
            summary: "Điểm của các xã".to_owned(),
        },
        columns: [700, 4655, 2000, 2000].map(Length::twips).to_vec(),
        border: Some(Length::half_points(1)),
        padding: Length::twips(100),
        rows,
    }
}

//! Documents to test with: one of each kind that offices issue, with every part of the decree.

use time::{Date, Month};

use vanthu::document::{
    Appendix, Circulation, Contact, Content, Document, Drafted, Issued, Issuer, Level, Marks,
    Passage, Recipients, Signatory, Span, Urgency,
};
use vanthu::sheet::{Cell, Column, ColumnAlign, Orientation, Row, RowKind, Sheet};
use vanthu::source::Source;
use vanthu::vn::date::IssueDate;

/// A document with the parts that every document has.
pub fn plain(kind: &str) -> Document {
    Document {
        issuer: Issuer {
            name: "Ủy ban nhân dân huyện Tiên Lũ".into(),
            symbol: "UBND".into(),
            seat: "Tiên Lũ".into(),
            superior: None,
            within: None,
            drafting_unit: None,
            contact: None,
        },
        issued: Issued {
            number: Some(5),
            date: IssueDate::Day(Date::from_calendar_date(2024, Month::September, 6).unwrap()),
            ..Issued::default()
        },
        kind: kind.into(),
        about: "kết quả đánh giá Bộ chỉ số phục vụ người dân, doanh nghiệp tháng 8/2024".into(),
        bases: vec![],
        addressees: vec![],
        content: vec![
            passage(Level::Title, Some("1."), "Kết quả"),
            passage(
                Level::Text,
                None,
                &"Các đơn vị đã công khai kết quả. ".repeat(6),
            ),
            passage(Level::Text, None, "Đề nghị các đơn vị thực hiện."),
        ],
        signatory: Signatory {
            authority: vec!["TM. ỦY BAN NHÂN DÂN".into(), "KT. CHỦ TỊCH".into()],
            position: "PHÓ CHỦ TỊCH".into(),
            name: Some("Nguyễn Văn An".into()),
        },
        recipients: Recipients {
            list: vec!["Văn phòng UBND tỉnh".into(), "Lãnh đạo UBND huyện".into()],
            drafter: Some("VP".into()),
        },
        appendices: vec![],
    }
}

/// A công văn with all that forms 1.5 and the marks show.
pub fn letter() -> Document {
    let mut letter = plain("Công văn");
    letter.about = format!("công bố {}", letter.about).into();
    letter.issuer.drafting_unit = Some("VP".into());
    letter.issuer.contact = Some(Contact {
        address: Some("số 1, đường Tháng Tám, thị trấn Vương, huyện Tiên Lũ".into()),
        phone: Some("0221 3873 000".into()),
        mail: Some("ubndtienlu@example.gov.vn".into()),
        site: Some("tienlu.example.gov.vn".into()),
    });
    letter.issued.marks = Marks {
        urgency: Some(Urgency::VeryUrgent),
        circulation: Some(Circulation::Internal),
        drafted: Some(Drafted {
            by: "PL".into(),
            copies: Some(30),
            copies_source: Source::Decree,
        }),
        ..Marks::default()
    };
    letter.addressees = vec![
        "Các phòng, ngành thuộc UBND huyện".into(),
        "UBND các xã, thị trấn".into(),
    ];
    letter
}

/// A báo cáo with legal bases, a table in its text and three Biểu.
pub fn report() -> Document {
    let mut report = plain("Báo cáo");
    report.addressees = vec!["Văn phòng UBND tỉnh".into()];
    report.bases = vec![
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015".into(),
        "Căn cứ Quyết định số 766/QĐ-TTg ngày 23 tháng 6 năm 2022 của Thủ tướng Chính phủ;".into(),
    ];
    report.content.insert(2, Content::Sheet(wide(1, 11)));
    for (number, (columns, rows)) in (1..).zip([(16, 19), (5, 60), (4, 3)]) {
        report.appendices.push(Appendix {
            name: Some(format!("Biểu số 0{number}").into()),
            title: "Kết quả đánh giá, xếp loại chất lượng phục vụ người dân".into(),
            note: Some("(Từ ngày 01 đến ngày 31 tháng 8 năm 2024)".into()),
            sheet: wide(rows, columns),
        });
    }
    report
}

/// A paragraph.
pub fn passage(level: Level, mark: Option<&str>, words: &str) -> Content {
    Content::Passage(Passage {
        level,
        mark: mark.map(Into::into),
        spans: vec![Span {
            text: words.into(),
            bold: false,
            italic: false,
        }],
    })
}

/// A column without others below it.
pub fn column(head: &str, align: ColumnAlign) -> Column {
    Column {
        head: head.into(),
        align,
        share: None,
        below: vec![],
    }
}

/// A row of texts, one for each column.
pub fn row<'a>(kind: RowKind, texts: impl IntoIterator<Item = &'a str>) -> Row {
    let cell = |text: &str| Cell {
        text: text.into(),
        columns: 1,
    };
    Row {
        kind,
        cells: texts.into_iter().map(cell).collect(),
    }
}

/// A Biểu: a number, a name, figures under a common head, a total.
pub fn wide(rows: usize, columns: usize) -> Sheet {
    let figures = columns.saturating_sub(2);
    let figure = |_| column("Số hồ sơ tiếp nhận", ColumnAlign::Right);
    let mut heads = vec![
        column("TT", ColumnAlign::Centre),
        column("Tên cơ quan, đơn vị", ColumnAlign::Left),
    ];
    if figures > 0 {
        let mut common = column("Kết quả số hóa hồ sơ", ColumnAlign::Centre);
        common.below = (0..figures).map(figure).collect();
        heads.push(common);
    }
    let numbers = (1..=columns)
        .map(|number| format!("({number})").into())
        .collect();
    let texts = |number: String, name: &str| {
        let texts = [number, name.to_owned()].into_iter();
        let all = texts.chain(
            ["1.229.100", "", "-"]
                .map(str::to_owned)
                .into_iter()
                .cycle(),
        );
        all.take(columns).collect::<Vec<_>>()
    };
    let filled = |kind, texts: Vec<String>| row(kind, texts.iter().map(String::as_str));
    let items =
        (1..=rows).map(|n| filled(RowKind::Item, texts(n.to_string(), "UBND xã Mường Khong")));
    let total = filled(RowKind::Total, texts(String::new(), "TỔNG SỐ"));
    Sheet {
        name: "bieu".into(),
        summary: "Kết quả từng đơn vị".into(),
        columns: heads,
        numbers,
        rows: items.chain([total]).collect(),
        turn: Orientation::Measured,
    }
}

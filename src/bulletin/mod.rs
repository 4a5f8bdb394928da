//! A document as a news item for an office's web portal: an HTML fragment to paste into the
//! portal's editor, and plain text for mail and messages. Neither bears the decree's parts
//! (number, signature, recipients): a news item reports, it is not issued.
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::shelf::Session;
//!
//! let dossier = Dossier::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! let document = dossier.templates[0].compose(&dossier.inputs)?;
//! assert!(vanthu::bulletin::text(&document).contains("Lam Vỹ"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod html;
mod text;

pub use html::html;
pub use text::text;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{
        Content, Document, Issued, Issuer, Level, Passage, Recipients, Signatory, Span,
    };
    use crate::sheet::{Cell, Column, ColumnAlign, Orientation, Row, RowKind, Sheet};

    fn words(level: Level, mark: Option<&str>, text: &str) -> Content {
        let span = |text: &str, bold| Span {
            text: text.into(),
            bold,
            italic: false,
        };
        let spans = text.split('*').enumerate();
        Content::Passage(Passage {
            level,
            mark: mark.map(Into::into),
            spans: spans.map(|(i, words)| span(words, i % 2 == 1)).collect(),
        })
    }

    fn column(head: &str, below: Vec<Column>) -> Column {
        Column {
            head: head.into(),
            align: ColumnAlign::Centre,
            share: None,
            below,
        }
    }

    fn table() -> Sheet {
        let cell = |text: &str, columns| Cell {
            text: text.into(),
            columns,
        };
        Sheet {
            name: "bieu".into(),
            summary: "Điểm".into(),
            columns: vec![
                column("Đơn vị", vec![]),
                column(
                    "Điểm",
                    vec![column("Đạt", vec![]), column("Tối đa", vec![])],
                ),
            ],
            numbers: vec!["(1)".into(), "(2)".into(), "(3)".into()],
            rows: vec![
                Row {
                    kind: RowKind::Item,
                    cells: vec![cell("A & B", 1), cell("15,5", 1), cell("", 1)],
                },
                Row {
                    kind: RowKind::Total,
                    cells: vec![cell("Cộng", 1), cell("15,5", 2)],
                },
            ],
            turn: Orientation::Measured,
        }
    }

    fn news() -> Document {
        Document {
            issuer: Issuer {
                name: "Văn phòng".into(),
                symbol: "VP".into(),
                seat: "Hòa Bình".into(),
                superior: None,
                within: None,
                drafting_unit: None,
                contact: None,
            },
            issued: Issued::default(),
            kind: "Bản tin".to_owned(),
            about: "Điểm <tháng 4>".into(),
            bases: vec![],
            addressees: vec![],
            content: vec![
                words(Level::Text, None, "Đạt *58,83/100* điểm:"),
                words(Level::Item, Some("-"), "Tiến độ: 17,7/20;"),
                words(Level::Item, Some("+"), "đúng hạn 90,77%;"),
                words(Level::Item, Some("+"), "quá hạn 9,23%;"),
                words(Level::Item, Some("-"), "Số hóa: 10/22."),
                words(Level::Title, Some("1."), "Bảng điểm"),
                Content::Sheet(table()),
            ],
            signatory: Signatory {
                authority: vec![],
                position: "Chánh Văn phòng".into(),
                name: None,
            },
            recipients: Recipients {
                list: vec![],
                drafter: None,
            },
            appendices: vec![],
        }
    }

    #[test]
    fn a_news_item_as_html() {
        insta::assert_snapshot!(html(&news()));
    }

    #[test]
    fn a_news_item_as_text() {
        insta::assert_snapshot!(text(&news()));
    }

    #[test]
    fn data_never_becomes_markup() {
        let mut item = news();
        item.about = r#"<script>alert("&")</script>"#.into();
        item.content = vec![words(Level::Text, None, "<img src='x'>")];
        let page = html(&item);
        assert!(
            !page.contains("<script") && !page.contains("<img"),
            "{page}"
        );
    }
}

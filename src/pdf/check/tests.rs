use super::*;
use crate::page::{Cell, Vertical};
use crate::pdf::sample::{boxes, cell, notice, plain, row, table, with};

fn complaint(change: impl FnOnce(&mut Boxes)) -> Option<String> {
    let fonts = Fonts::embedded().unwrap();
    let mut boxes = notice();
    change(&mut boxes);
    check(&boxes, &fonts).err().map(|error| error.to_string())
}

fn blocks(blocks: Vec<Block>) -> Option<String> {
    complaint(|boxes| boxes.sections[0].blocks = blocks)
}

#[test]
fn a_proper_document_passes() {
    assert_eq!(complaint(|_| ()), None);
}

#[test]
fn a_character_without_a_glyph_is_named_with_the_text_around_it() {
    let text = "Ủy ban nhân dân xã Lam Vỹ báo cáo 漢 như sau: chất lượng phục vụ";
    assert_eq!(
        blocks(vec![plain("một"), plain(text)]).as_deref(),
        Some(
            "section 1, block 2: the Regular face has no '漢' (U+6F22) in \
             \"n xã Lam Vỹ báo cáo 漢 như sau: chất lượng\""
        )
    );
}

#[test]
fn a_document_without_sections_is_refused() {
    let complaint = complaint(|boxes| boxes.sections.clear());
    assert_eq!(complaint.as_deref(), Some("document: has no section"));
}

#[test]
fn an_unknown_style_is_refused() {
    let complaint = blocks(vec![with("", |p| p.style = StyleId(9))]);
    assert_eq!(
        complaint.as_deref(),
        Some("section 1, block 1: there is no style at 9")
    );
}

#[test]
fn margins_must_leave_room_for_text() {
    let complaint = complaint(|boxes| boxes.sections[1].geometry.left = Length::mm(400));
    assert!(
        complaint
            .unwrap()
            .starts_with("section 2: the width of the text")
    );
}

#[test]
fn the_largest_numbers_there_are_do_no_harm() {
    for length in [Length::units(i64::MAX), Length::units(i64::MIN)] {
        assert!(complaint(|boxes| boxes.styles[0].run.size = length).is_some());
        assert!(complaint(|boxes| boxes.sections[0].geometry.top = length).is_some());
        assert!(blocks(vec![with("a", |p| p.format.indent_left = length)]).is_some());
        assert!(
            blocks(vec![
                with("a", |p| p.format.line = LineSpacing::Exact(length))
            ])
            .is_some()
        );
        let mut wide = table(1, vec![row(&["a"])]);
        wide.columns = vec![length];
        assert!(blocks(vec![Block::Table(wide)]).is_some());
    }
}

#[test]
fn cells_must_fill_the_grid() {
    let grid = |change: fn(&mut Table)| {
        let mut table = table(2, vec![row(&["a", "b"]), row(&["c", "d"])]);
        change(&mut table);
        blocks(vec![Block::Table(table)])
    };
    assert_eq!(grid(|_| ()), None);
    assert!(
        grid(|t| t.rows[1].cells.truncate(1))
            .unwrap()
            .ends_with("row 2, column 2")
    );
    assert!(grid(|t| t.rows[0].cells[0].rows = usize::MAX).is_some());
    assert!(grid(|t| t.rows[0].cells[0].columns = usize::MAX).is_some());
    assert!(grid(|t| t.rows[0].cells[1].column = usize::MAX).is_some());
    assert!(grid(|t| t.rows[0].cells[0].rows = 2).is_some());
    assert!(grid(|t| t.rows[0].cells[0].columns = 0).is_some());
}

#[test]
fn tables_in_tables_have_an_end() {
    let mut inner = plain("a");
    for _ in 0..40 {
        let cell = Cell {
            vertical: Vertical::Top,
            ..cell(0, vec![inner, plain("")])
        };
        let row = Row {
            header: false,
            keep_with_next: false,
            cells: vec![cell],
        };
        inner = Block::Table(table(1, vec![row]));
    }
    let error = check(&boxes(vec![inner]), &Fonts::embedded().unwrap()).unwrap_err();
    assert!(error.to_string().ends_with("too many deep"));
}

//! A sheet before it is written: heads, rows, cells; and which blanks are to be filled in.

use super::input::Input;
use super::key::{Segment, print};
use crate::bounds::CELL_LETTERS;
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Map, Named, Names, Node};

/// The heads of the columns of keys.
pub const WORDS: &str = "Nội dung";
pub const VALUE: &str = "Giá trị";
pub const HELP: &str = "Hướng dẫn";
/// Which blanks are to be filled in.
pub struct Blanks<'a> {
    /// The keys that others name.
    pub names: &'a Names,
    /// The keys, with those above them, that are left out while they say nothing: `bieu.so-hoa.tep`.
    pub without: Vec<String>,
    /// The keys of the rows of tables, by the keys above them.
    pub columns: Vec<(String, Vec<Named>)>,
}

impl<'a> Blanks<'a> {
    /// All that a form asks for.
    pub fn of(names: &'a Names) -> Self {
        Self {
            names,
            without: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// The keys that others name below a way.
    pub(super) fn named(&self, map: &Map, way: &[Segment]) -> &[Named] {
        let here = print(way);
        let own = self.columns.iter().find(|(known, _)| *known == here);
        own.map(|(_, named)| named.as_slice())
            .or_else(|| self.names.of(map.name))
            .unwrap_or_default()
    }

    /// Whether a key is laid out though it says nothing.
    pub(super) fn wants(&self, way: &[Segment]) -> bool {
        let keys: Vec<Segment> = way
            .iter()
            .filter(|s| **s != Segment::Item)
            .cloned()
            .collect();
        !self.without.contains(&print(&keys))
    }
}

/// A sheet.
pub struct Tab {
    pub name: String,
    /// The head of its first column.
    pub first: String,
    /// What its rows may say there, if that is offered.
    pub levels: Vec<String>,
    /// Its other columns.
    pub columns: Vec<InputColumn>,
    pub rows: Vec<InputRow>,
    /// How many rows below them are ready to be filled in.
    pub spare: usize,
}

/// A column.
pub struct InputColumn {
    pub head: String,
    pub help: String,
    pub input: Input,
}

/// A row: what its first column says, and its cells.
pub struct InputRow {
    pub label: String,
    pub cells: Vec<InputCell>,
    /// What the last column says of it.
    pub help: String,
}

/// A cell that may be filled in.
#[derive(Clone)]
pub struct InputCell {
    pub text: Option<String>,
    pub input: Input,
}

/// Adds a fault for a text that is too long for a cell.
pub fn hold(text: &str, node: &Node, faults: &mut Faults) {
    let letters = text.encode_utf16().count();
    let held = CELL_LETTERS.hold(letters, &node.place);
    held.unwrap_or_else(|fault| faults.add(fault));
}

/// The fault of what no cell can hold.
pub fn beyond(node: &Node) -> Fault {
    let found = "chỗ này không ghi được vào bảng tính";
    Fault::new(Kind::WrongType, node.place.clone(), found)
        .expected("chữ, danh sách, hoặc các khóa mà hồ sơ có")
        .remedy("sửa chỗ này theo hướng dẫn rồi làm lại")
}

/// A way with one more key.
pub fn with(way: &[Segment], key: &str) -> Vec<Segment> {
    let mut way = way.to_vec();
    way.push(Segment::key(key));
    way
}

/// A way with one more item.
pub fn item(way: &[Segment]) -> Vec<Segment> {
    let mut way = way.to_vec();
    way.push(Segment::Item);
    way
}

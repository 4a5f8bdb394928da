//! The values of a form, each read from one node: texts, numbers, days, lists, one of a few names.

use std::sync::Arc;

use rust_decimal::Decimal;
use time::Date;

use super::declare::{Key, Shape};
use super::node::{Entry, Node, Value};
use super::yaml::parse;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::source::{Source, Words};
use crate::vn::date::{self, IssueDate};
use crate::vn::name::Level;
use crate::vn::number::{self, ValueError};
use crate::vn::period::Period;

/// A value with the place it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

impl<T> Sourced<T> {
    /// A value that was written there.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

/// A percentage: `92,58%` and `92,58` are both 92.58.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub Decimal);

/// The levels of units that words for units name: `xã, phường, đặc khu`; one at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levels(pub Vec<Level>);

/// What can be read from one value of a form.
pub trait FromNode: Sized {
    /// Which shape of value it is read from.
    fn shape() -> Shape;

    /// Reads the value; adds a fault and gives none if it cannot be read.
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self>;
}

/// Reads a value from the text of a file.
///
/// # Errors
/// All that is wrong with it.
pub fn read<T: FromNode>(file: &str, text: &str) -> Result<T, Faults> {
    let node = parse(file, text)?;
    Faults::gather(|faults| T::from_node(&node, faults))
}

/// A fault for a value of the wrong type.
pub fn wrong_type(node: &Node, expected: impl Into<String>) -> Fault {
    let found = match &node.value {
        Value::Blank => "không có giá trị".to_owned(),
        Value::Text(text) => format!("giá trị “{text}”"),
        Value::List(_) => "một danh sách (các dòng bắt đầu bằng “- ”)".to_owned(),
        Value::Map(_) => "các khóa thụt vào bên dưới".to_owned(),
    };
    Fault::new(Kind::WrongType, node.place.clone(), found).expected(expected)
}

/// A text as YAML: plain where nothing in it could mean something else.
pub fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " _-./".contains(c);
    let safe =
        text.starts_with(char::is_alphanumeric) && !text.ends_with(' ') && text.chars().all(plain);
    if safe && text != "null" {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

impl Key {
    /// Whether a value is not outside the key's range; adds a fault if it is.
    pub(super) fn holds(&self, node: &Node, faults: &mut Faults) -> bool {
        let (Some((from, to)), Value::Text(text)) = (self.range, &node.value) else {
            return true;
        };
        // What is no number its reader tells.
        let within = |count| (from.into()..=to.into()).contains(&count);
        let holds = number::parse_count(text).map_or(true, within);
        if !holds {
            let found = format!("“{}” là {text}", self.key);
            let fault = Fault::new(Kind::WrongValue, node.place.clone(), found);
            faults.add(fault.expected(format!("từ {from} đến {to}")));
        }
        holds
    }
}

/// The text of a node, if it is one.
pub(super) fn text<'a>(node: &'a Node, expected: &str, faults: &mut Faults) -> Option<&'a str> {
    if let Value::Text(text) = &node.value {
        return Some(text);
    }
    let fault = wrong_type(node, expected);
    faults.add(match &node.value {
        Value::Map(entries) if !node.place.written().starts_with('{') => {
            let key = entries.first().map_or("", |entry| entry.key.as_str());
            Fault {
                found: format!("“{key}:” được đọc là tên khóa, vì sau dấu hai chấm là dấu cách"),
                ..fault
            }
            .remedy(format!("đặt cả câu trong nháy kép: \"{key}: …\""))
        }
        _ => fault,
    });
    None
}

/// An entry of a list of texts whose words have a colon, which YAML takes for a key:
/// `- Nguyên nhân: hồ sơ tồn`. None if quotes or more keys tell that something else is meant.
pub fn with_colon(node: &Node) -> Option<Node> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let [Entry { key, value, .. }] = entries.as_slice() else {
        return None;
    };
    let words = match &value.value {
        Value::Text(words) => format!("{key}: {words}"),
        Value::Blank => format!("{key}:"),
        Value::List(_) | Value::Map(_) => return None,
    };
    let plain = |place: &Place| {
        !place
            .written()
            .starts_with(['"', '\'', '{', '|', '>', '“', '«', '‘'])
    };
    let plain = plain(&node.place) && plain(&value.place);
    plain.then(|| Node::new(Value::Text(words), node.place.clone()))
}

fn number<T>(
    node: &Node,
    read: impl FnOnce(&str) -> Result<T, ValueError>,
    faults: &mut Faults,
) -> Option<T> {
    let text = text(node, "một số", faults)?;
    match read(text) {
        Ok(value) => Some(value),
        Err(error) => {
            faults.add(
                wrong_type(node, error.expected())
                    .remedy("gõ lại số đó; chưa có số liệu thì để trống"),
            );
            None
        }
    }
}

impl FromNode for String {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        text(node, "một dòng chữ", faults).map(str::to_owned)
    }
}

/// A text that knows where it was written.
impl FromNode for Words {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let text = text(node, "một dòng chữ", faults)?;
        Some(Self::new(text, Source::Stated(node.place.clone())))
    }
}

impl From<Sourced<String>> for Words {
    fn from(stated: Sourced<String>) -> Self {
        Self::new(stated.value, Source::Stated(stated.place))
    }
}

/// A text that many values share.
impl FromNode for Arc<str> {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        text(node, "một dòng chữ", faults).map(Self::from)
    }
}

impl FromNode for Decimal {
    fn shape() -> Shape {
        Shape::Number
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        number(node, number::parse, faults)
    }
}

impl FromNode for Percent {
    fn shape() -> Shape {
        Shape::Percent
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        number(node, number::parse_percent, faults).map(Self)
    }
}

/// A number of things: `1.731`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(pub Decimal);

impl FromNode for Count {
    fn shape() -> Shape {
        Shape::Count
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        number(node, number::parse_count, faults).map(Self)
    }
}

/// A count that fits the numbering of documents, units and ranks.
impl FromNode for u32 {
    fn shape() -> Shape {
        Shape::Count
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let read = |text: &str| {
            let count = number::parse_count(text).map_err(|_| ValueError::NotACount)?;
            Self::try_from(count).map_err(|_| ValueError::TooLong)
        };
        number(node, read, faults)
    }
}

impl FromNode for bool {
    fn shape() -> Shape {
        Shape::YesNo
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        match text(node, "“có” hoặc “không”", faults)?
            .to_lowercase()
            .as_str()
        {
            "có" | "co" => Some(true),
            "không" | "khong" => Some(false),
            _ => {
                faults.add(wrong_type(node, "“có” hoặc “không”"));
                None
            }
        }
    }
}

impl FromNode for Levels {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let words = text(node, "cấp của đơn vị, viết thành chữ", faults)?;
        let levels = Level::named(words);
        if levels.is_empty() {
            let found = format!("cấp “{words}”");
            let fault = Fault::new(Kind::WrongValue, node.place.clone(), found);
            let fault = fault.expected("tỉnh, huyện, xã (phường, đặc khu), hoặc sở (ban, ngành)");
            faults.add(fault.remedy("ghi các cấp cách nhau bằng dấu phẩy, ví dụ: xã, phường"));
        }
        (!levels.is_empty()).then_some(Self(levels))
    }
}

impl FromNode for Period {
    fn shape() -> Shape {
        Shape::Period
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let expected = "một kỳ: tháng viết “năm-tháng” (2024-02), hoặc “quý IV/2026”, “6 tháng đầu năm 2026”, \
            “9 tháng năm 2026”, “năm 2026”, “tuần 45/2026”, “từ 15/10/2026 đến 14/11/2026”";
        let period = Self::parse(text(node, expected, faults)?);
        if period.is_none() {
            faults.add(wrong_type(node, expected).remedy("viết như một trong các cách ấy: tháng từ 1 đến 12, quý từ I đến IV, ngày có thật, ngày đầu trước ngày cuối, năm đủ bốn chữ số"));
        }
        period
    }
}

impl FromNode for Date {
    fn shape() -> Shape {
        Shape::Date
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let expected = "một ngày có thật, viết 2024-03-11 hoặc 11/3/2024";
        let date = date::read(text(node, expected, faults)?);
        if date.is_none() {
            faults.add(wrong_type(node, expected).remedy("so lại ngày, tháng; năm đủ bốn chữ số"));
        }
        date
    }
}

impl FromNode for IssueDate {
    fn shape() -> Shape {
        Shape::IssueDate
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let expected = "một ngày có thật (2024-03-11 hoặc 11/3/2024), chỉ tháng (2024-03), hoặc để trống khi chưa ký";
        let date = Self::parse(text(node, expected, faults)?);
        if date.is_none() {
            faults.add(wrong_type(node, expected).remedy("so lại ngày, tháng; năm đủ bốn chữ số"));
        }
        date
    }
}

impl<T: FromNode> FromNode for Sourced<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        Some(Self {
            value: T::from_node(node, faults)?,
            place: node.place.clone(),
        })
    }
}

impl Node {
    /// The texts of it, one or a list of them, for who looks at what a form names without reading
    /// the form.
    pub fn texts(&self) -> Vec<Sourced<String>> {
        let one = |node: &Self| Some(Sourced::new(node.text()?.to_owned(), node.place.clone()));
        self.items().iter().filter_map(one).collect()
    }
}

/// A value that somebody else will read.
impl FromNode for Node {
    fn shape() -> Shape {
        Shape::Any
    }

    fn from_node(node: &Node, _: &mut Faults) -> Option<Self> {
        Some(node.clone())
    }
}

/// A list; a lone value counts as a list of one.
impl<T: FromNode> FromNode for Vec<T> {
    fn shape() -> Shape {
        Shape::list(T::shape())
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        match &node.value {
            Value::Blank => Some(Self::new()),
            Value::List(items) => {
                let texts = matches!(T::shape(), Shape::Text);
                let read: Self = items
                    .iter()
                    .filter_map(|item| match with_colon(item).filter(|_| texts) {
                        Some(item) => T::from_node(&item, faults),
                        None => T::from_node(item, faults),
                    })
                    .collect();
                (read.len() == items.len()).then_some(read)
            }
            Value::Text(_) | Value::Map(_) => Some(vec![T::from_node(node, faults)?]),
        }
    }
}

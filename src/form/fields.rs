//! Reading the fields of a form by its declaration: unknown keys are faults with the nearest
//! known key, and one wrong field does not hide the next.

use super::declare::{Form, Key, Need, Shape};
use super::node::{Entry, Node, Value};
use super::value::{FromNode, wrong_type};
use crate::fault::{Fault, Faults, Kind, Place, nearest};

impl Key {
    /// A key that must be there, with values as a type reads them.
    pub const fn required<T: FromNode>(key: &'static str, what: &'static str) -> Self {
        Self::new(key, what, T::shape).needed(Need::Always)
    }

    /// A key that may be absent, with values as a type reads them.
    pub const fn optional<T: FromNode>(key: &'static str, what: &'static str) -> Self {
        Self::new(key, what, T::shape)
    }

    /// The same, where the form says what is read in place of an absent one.
    pub const fn usual<T: FromNode>(key: &'static str, what: &'static str) -> Self {
        Self::optional::<T>(key, what)
    }

    /// The same, where what is absent is read as the default of its type.
    pub const fn or_default<T: FromNode>(key: &'static str, what: &'static str) -> Self {
        Self::optional::<T>(key, what)
    }
}

/// The keys of one map of a form.
pub struct Fields<'a> {
    entries: &'a [Entry],
    place: &'a Place,
    /// What the map describes, for messages: “hồ sơ”, “người ký”.
    what: &'static str,
    /// Its declaration; none if somebody else names the keys.
    form: Option<&'static Form>,
    /// Known keys that unknown ones seem to mean: not reported as missing as well.
    misspelt: Vec<String>,
}

impl<'a> Fields<'a> {
    /// The fields of a map that may hold only the keys of a form. Adds a fault for each other
    /// key; gives none (and adds a fault) if it is no map.
    pub fn of(node: &'a Node, form: &'static Form, faults: &mut Faults) -> Option<Self> {
        let known: Vec<&str> = form.iter().map(|key| key.key).collect();
        let fields = Self::named(node, form.name, &known, faults)?;
        let form = Some(form);
        Some(Self { form, ..fields })
    }

    /// The fields of a map whose keys somebody else names.
    pub fn named(
        node: &'a Node,
        what: &'static str,
        known: &[&str],
        faults: &mut Faults,
    ) -> Option<Self> {
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            // A heading with nothing below it: every needed key will be reported as missing.
            Value::Blank => &[],
            Value::Text(_) | Value::List(_) => {
                faults.add(
                    wrong_type(node, "các khóa có giá trị, mỗi khóa một dòng thụt vào")
                        .remedy(format!("{what} gồm các khóa: {}", known.join(", "))),
                );
                return None;
            }
        };
        let mut fields = Self {
            entries,
            place: &node.place,
            what,
            form: None,
            misspelt: Vec::new(),
        };
        for entry in entries {
            if !known.contains(&entry.key.as_str()) {
                faults.add(fields.unknown(entry, known));
                let meant = nearest(&entry.key, known.iter().copied());
                fields.misspelt.extend(meant.map(str::to_owned));
            }
        }
        Some(fields)
    }

    fn unknown(&self, entry: &Entry, known: &[&str]) -> Fault {
        let fault = Fault::new(
            Kind::UnknownKey,
            entry.place.clone(),
            format!("{} không có khóa “{}”", self.what, entry.key),
        );
        // A template may ask for nothing besides.
        if known.is_empty() {
            let fault = fault.expected("không có khóa nào: mẫu đang dùng không hỏi thêm gì ở đây");
            return fault.remedy("xóa dòng này, hoặc dùng mẫu khác");
        }
        let fault = fault.expected(format!("một trong các khóa: {}", known.join(", ")));
        if entry.key.starts_with(|c: char| c.is_ascii_digit()) {
            return fault.remedy(
                "trong ngoặc { }, số có dấu phẩy phải đặt trong nháy, ví dụ {dat: \"15,5\"}",
            );
        }
        fault
            .remedy("sửa tên khóa, hoặc xóa dòng này")
            .meant(&entry.key, known.iter().copied())
    }

    /// The value of a key, if it is there and not blank.
    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
            .filter(|node| node.value != Value::Blank)
    }

    /// Where the value of a key stands, or the map that lacks it.
    pub fn place_of(&self, key: &str) -> Place {
        self.node(key)
            .map_or(self.place, |node| &node.place)
            .clone()
    }

    /// The value of a key as its form declares it: a fault is added if it is needed and not
    /// there.
    pub fn get<T: FromNode>(&self, key: &str, faults: &mut Faults) -> Option<T> {
        T::from_node(self.declared(key, T::shape, faults)?, faults)
    }

    /// What stands at a key that is declared with this shape.
    fn declared(&self, key: &str, shape: fn() -> Shape, faults: &mut Faults) -> Option<&'a Node> {
        let known = self.form.and_then(|form| form.get(key));
        // That readers and declarations agree is a matter for tests.
        let agree = |key: &&Key| cfg!(not(debug_assertions)) || key.shape().fits(&shape());
        let Some(declared) = known.filter(agree) else {
            let found = format!("{}: “{key}” không được khai báo như nó được đọc", self.what);
            faults.add(Fault::new(Kind::Internal, self.place.clone(), found));
            return None;
        };
        let says = |other: &str, names: &[&str]| match self.node(other).map(|node| &node.value) {
            Some(Value::Text(text)) => names.contains(&text.as_str()),
            _ => false,
        };
        let needed = match declared.need {
            Need::Always => true,
            Need::Never => false,
            Need::With(other) => self.node(other).is_some(),
            Need::Without(other) => self.node(other).is_none(),
            Need::When(other, names) => says(other, names),
        };
        let node = self.node(key);
        if node.is_none() && needed {
            self.lacks(key, faults);
        }
        node.filter(|node| declared.holds(node, faults))
    }

    /// The value of a key that may be absent or blank.
    pub fn optional<T: FromNode>(&self, key: &str, faults: &mut Faults) -> Option<T> {
        T::from_node(self.node(key)?, faults)
    }

    /// The value of a key that must be there.
    pub fn required<T: FromNode>(&self, key: &str, faults: &mut Faults) -> Option<T> {
        let node = self.node(key);
        if node.is_none() {
            self.lacks(key, faults);
        }
        T::from_node(node?, faults)
    }

    fn lacks(&self, key: &str, faults: &mut Faults) {
        if !self.misspelt.iter().any(|meant| meant == key) {
            faults.add(self.missing(key));
        }
    }

    fn missing(&self, key: &str) -> Fault {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        let (place, found) = match entry {
            Some(entry) => (&entry.place, format!("khóa “{key}” để trống")),
            None => (self.place, format!("{} thiếu khóa “{key}”", self.what)),
        };
        let declared = self.form.and_then(|form| form.get(key));
        let expected = match declared {
            Some(declared) => format!("“{key}: …” ({})", declared.words()),
            None => format!("“{key}: …” có giá trị"),
        };
        Fault::new(Kind::MissingKey, place.clone(), found)
            .expected(expected)
            .remedy(format!("điền giá trị cho “{key}”"))
    }

    /// All keys and values, in the order of the file.
    pub fn entries(&self) -> &'a [Entry] {
        self.entries
    }

    /// Where the map begins.
    pub fn place(&self) -> &'a Place {
        self.place
    }
}

/// What is read from the keys of a form.
pub trait FromFields: Sized {
    /// Its form.
    const FORM: &'static Form;

    /// Reads the keys; adds a fault and gives none if something needed cannot be read.
    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self>;
}

impl<T: FromFields> FromNode for T {
    fn shape() -> Shape {
        Shape::Form(T::FORM)
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        T::from_fields(&Fields::of(node, T::FORM, faults)?, faults)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::yaml::parse;
    use super::*;
    use crate::vn::period::Period;

    fn faults(text: &str, read: impl FnOnce(&Fields, &mut Faults)) -> Vec<(Kind, String)> {
        let node = parse("a.yaml", text).unwrap();
        let mut faults = Faults::none();
        if let Some(fields) = Fields::named(&node, "hồ sơ", &["ky", "diem", "ten"], &mut faults)
        {
            read(&fields, &mut faults);
        }
        faults
            .iter()
            .map(|f| (f.kind, format!("{}: {}", f.place, f.remedy)))
            .collect()
    }

    /// “cần: một trong các khóa: ” was said, with none.
    #[test]
    fn where_nothing_is_asked_for_that_is_said() {
        let node = parse("a.yaml", "nhan_xet: a\n").unwrap();
        let mut faults = Faults::none();
        let _ = Fields::named(&node, "thông tin", &[], &mut faults);
        let said: Vec<&str> = faults.iter().map(|fault| fault.expected.as_str()).collect();
        let [said] = said.as_slice() else {
            panic!("{said:?}")
        };
        assert!(said.ends_with("không hỏi thêm gì ở đây"), "{said}");
    }

    #[test]
    fn an_unknown_key_suggests_the_nearest() {
        let found = faults("teen: a\n", |_, _| ());
        assert_eq!(
            found,
            [(
                Kind::UnknownKey,
                "a.yaml:1:1: có phải ý bạn là “ten”?".into()
            )]
        );
    }

    #[test]
    fn one_wrong_field_does_not_hide_the_next() {
        let found = faults("ky: 2024-13\ndiem: mười\n", |fields, faults| {
            fields.required::<Period>("ky", faults);
            fields.required::<Decimal>("diem", faults);
            fields.required::<String>("ten", faults);
        });
        let kinds: Vec<Kind> = found.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [Kind::MissingKey, Kind::WrongType, Kind::WrongType]);
    }

    #[test]
    fn a_blank_value_is_absent() {
        let node = parse("a.yaml", "ky:\n").unwrap();
        let mut faults = Faults::none();
        let fields = Fields::named(&node, "hồ sơ", &["ky"], &mut faults).unwrap();
        assert_eq!(fields.optional::<Period>("ky", &mut faults), None);
        assert!(faults.is_empty());
        assert_eq!(fields.required::<Period>("ky", &mut faults), None);
        assert_eq!(faults.count(), 1);
    }

    #[test]
    fn a_list_reports_all_its_wrong_items() {
        let node = parse("a.yaml", "[1, hai, 3, bốn]").unwrap();
        let mut faults = Faults::none();
        assert_eq!(Vec::<Decimal>::from_node(&node, &mut faults), None);
        assert_eq!(faults.count(), 2);
    }
}

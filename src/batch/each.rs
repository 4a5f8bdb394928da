//! Which documents a unit gets: those of all, or those of its level.

use super::recipe::{Recipe, compiled};
use super::words::UNIT;
use crate::compose::TextTemplate;
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Entry, Fields, Form, Key, Levels, Node, Shape, Sourced, Value};
use crate::shelf::{OF_LOT, Shelf};
use crate::vn::name::Level;

/// The units of a level, in a lô.
pub static OF_LEVEL: Form = Form::new("đơn vị một cấp").keys(&[
    Key::required::<Levels>(
        "cap",
        "Đơn vị cấp nào, theo tên của đơn vị: xã, phường; sở, ngành; tỉnh",
    )
    .example("sở, ngành"),
    Key::optional::<bool>("lam", "không: đơn vị cấp ấy không có văn bản riêng"),
    Key::optional::<Vec<Sourced<String>>>("mau", "Mẫu, hoặc danh sách mẫu, thay cho mẫu chung"),
    Key::optional::<Sourced<String>>("ten_tep", "Đường dẫn của tệp, thay cho ten_tep chung"),
    Key::optional::<Sourced<String>>("xep_hang", "Xếp thứ hạng trong các đơn vị nào"),
    Key::optional::<Node>("ho_so", "Khóa nào ghi ở đây thì thay khóa ấy ở ho_so chung")
        .shaped(|| Shape::Filled(Box::new(Shape::Form(&OF_LOT)))),
    Key::optional::<Sourced<String>>("ho_so_rieng", "Tệp hồ sơ riêng của đơn vị"),
]);

/// The templates of each unit.
pub const TEMPLATES: Key = Key::required::<Vec<Sourced<String>>>(
    "mau",
    "Mẫu, hoặc danh sách mẫu: mỗi đơn vị một văn bản của mỗi mẫu",
);
/// The names of files.
pub const FILES: Key = Key::optional::<Sourced<String>>(
    "ten_tep",
    "Đường dẫn của tệp trong thư mục ghi kết quả, không có đuôi",
);
/// Among whom units are ranked.
pub const AMONG: Key = Key::optional::<Sourced<String>>(
    "xep_hang",
    "Xếp thứ hạng trong các đơn vị nào, trong từng tỉnh; để trống thì không in thứ hạng",
)
.example("xã, phường của {{ tinh }}");
/// The hồ sơ of all.
pub const COMMON: Key = Key::required::<Node>("ho_so", "Phần chung của hồ sơ, viết như ho-so.yaml")
    .shaped(|| Shape::Filled(Box::new(Shape::Form(&OF_LOT))));
/// The hồ sơ of one.
pub const OWN: Key = Key::optional::<Sourced<String>>(
    "ho_so_rieng",
    "Tệp hồ sơ riêng của đơn vị, .yaml hoặc .xlsx",
)
.example("rieng/{{ ma }}.yaml")
.note("Khóa nào ghi ở đó thì thay khóa chung; đơn vị không có tệp thì thôi");

/// What a lô says of the documents of its units.
static DOCUMENTS: Form = Form::new("lô").keys(&[TEMPLATES, FILES, AMONG, COMMON, OWN]);

/// The documents of a unit.
pub struct Documents {
    /// How they are made.
    pub recipe: Recipe,
    /// Among whom the unit is ranked, if the lô says it.
    pub among: Option<TextTemplate>,
}

/// The documents of all units.
pub struct Each {
    usual: Documents,
    by_level: Vec<(Vec<Level>, Option<Documents>)>,
}

impl Documents {
    fn of(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let recipe = Recipe::of(fields, shelf, &Recipe::usual(UNIT), faults);
        let among: Option<Sourced<String>> = fields.get("xep_hang", faults);
        let among = among.and_then(|among| compiled(&among, faults));
        Some(Self {
            recipe: recipe?,
            among,
        })
    }
}

impl Each {
    /// Reads what a lô says of its units' documents.
    pub fn of(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let usual = Documents::of(fields, shelf, faults);
        let entries: Option<Vec<Node>> = fields.get("theo_cap", faults);
        let mut by_level: Vec<(Vec<Level>, Option<Documents>)> = Vec::new();
        for entry in entries.iter().flatten() {
            let (levels, documents) = of_level(entry, fields, shelf, faults)?;
            let mut known = by_level.iter().flat_map(|(known, _)| known);
            if let Some(twice) = known.find(|level| levels.contains(level)) {
                faults.add(level_twice(entry, *twice));
            }
            by_level.push((levels, documents));
        }
        Some(Self {
            usual: usual?,
            by_level,
        })
    }

    /// The documents of a unit of this level; none if it gets none.
    pub fn of_level(&self, level: Option<Level>) -> Option<&Documents> {
        let mut entries = self.by_level.iter();
        let own = entries.find(|(levels, _)| level.is_some_and(|level| levels.contains(&level)));
        match own {
            Some((_, documents)) => documents.as_ref(),
            None => Some(&self.usual),
        }
    }

    /// All kinds of documents, those of all units first.
    pub fn all(&self) -> impl Iterator<Item = &Documents> {
        let own = self.by_level.iter();
        std::iter::once(&self.usual).chain(own.filter_map(|(_, documents)| documents.as_ref()))
    }

    /// Whether levels have documents of their own.
    pub fn differs(&self) -> bool {
        !self.by_level.is_empty()
    }
}

/// The levels of an entry and their documents: what it does not say, the lô says.
fn of_level(
    entry: &Node,
    lot: &Fields,
    shelf: &Shelf,
    faults: &mut Faults,
) -> Option<(Vec<Level>, Option<Documents>)> {
    let fields = Fields::of(entry, &OF_LEVEL, faults)?;
    let levels: Option<Levels> = fields.get("cap", faults);
    let made: Option<bool> = fields.get("lam", faults);
    if made == Some(false) {
        return Some((levels?.0, None));
    }
    let whole = completed(entry, lot);
    // What is wrong with the keys of the lô is told of the lô.
    let fields = Fields::of(&whole, &DOCUMENTS, &mut Faults::none())?;
    let documents = Documents::of(&fields, shelf, faults);
    Some((levels?.0, Some(documents?)))
}

/// An entry with the keys of the lô that it does not have; likewise those of its hồ sơ.
fn completed(entry: &Node, lot: &Fields) -> Node {
    let of_lot = lot.entries().iter();
    let of_lot = of_lot.filter(|one| DOCUMENTS.get(&one.key).is_some());
    let mut all: Vec<Entry> = of_lot.cloned().collect();
    for own in entry.entries() {
        match all.iter_mut().find(|other| other.key == own.key) {
            Some(other) if own.key == "ho_so" => replace(&mut other.value, own.value.clone()),
            Some(other) => *other = own.clone(),
            None => all.push(own.clone()),
        }
    }
    Node::new(Value::Map(all), entry.place.clone())
}

/// Puts the keys of a hồ sơ of its own in the place of those of all.
pub fn replace(node: &mut Node, own: Node) {
    let (Value::Map(entries), Value::Map(others)) = (&mut node.value, own.value) else {
        return;
    };
    for other in others {
        match entries.iter_mut().find(|entry| entry.key == other.key) {
            Some(entry) => *entry = other,
            None => entries.push(other),
        }
    }
}

fn level_twice(entry: &Node, level: Level) -> Fault {
    let found = format!("“theo_cap” nêu {} hai lần", level.words());
    Fault::new(Kind::RepeatedKey, entry.place.clone(), found)
        .expected("mỗi cấp một mục")
        .remedy("gộp hai mục, hoặc sửa “cap” của một mục; xã, phường, đặc khu là một cấp")
}

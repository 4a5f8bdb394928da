//! What was entered for a unit: published points of groups, indicators and total, and counts.

use rust_decimal::Decimal;

use super::{Rank, Standing};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Fields, Form, FromNode, Key, Node, Shape, Sourced, Value, cell};
use crate::framework::{Figure, Formula, Framework, Group, Indicator, Version};
use crate::vn::entry::{Entry, Meant};
use crate::vn::number::print;

/// The key of the total among the groups of a hồ sơ.
const TOTAL: &str = "tong";

/// The keys under which figures of a unit's points are entered.
pub const FIGURES: [&str; 4] = ["diem", "chi_so", "so_dem", "ty_le"];

/// The keys of what is entered for a unit.
pub const KEYS: &[Key] = &[
    Key::optional::<Node>(
        "diem",
        "Điểm công bố của từng nhóm (trục): dat là kỳ này, ky_truoc là kỳ trước",
    )
    .called("Điểm từng nhóm")
    .note("tong là tổng do Cổng công bố, nếu có")
    .shaped(|| Shape::map("diem", GROUPS, Published::shape())),
    Key::optional::<Node>(
        "chi_so",
        "Điểm công bố của từng chỉ số thành phần; để trống: theo bộ chỉ số",
    )
    .called("Điểm từng chỉ số")
    .note("Ghi mã và điểm: tien_do_1: 30,0")
    .shaped(|| Shape::map("chi_so", &[], Shape::Text)),
    Key::optional::<Node>("so_dem", "Các số đếm để tính điểm theo công thức")
        .called("Số đếm")
        .note("Ghi mã và số: ho_so: 2618")
        .shaped(|| Shape::map("so_dem", &[], Shape::Text)),
    Key::optional::<Node>(
        "ty_le",
        "Tỷ lệ (%) Cổng công bố của từng chỉ số, để tính điểm khi không có số đếm",
    )
    .called("Tỷ lệ từng chỉ số")
    .note("Ghi mã và tỷ lệ: 1.1: 71,96")
    .shaped(|| Shape::map("ty_le", &[], Shape::Text)),
    Key::optional::<Standing>("xep_hang", "Xếp hạng công bố, nếu có: hang, tren, trong"),
];

const GROUPS: &[Key] = &[Key::optional::<Published>(TOTAL, "Tổng điểm công bố")];

/// A unit of a list.
pub static UNIT: Form = Form::new("đơn vị")
    .keys(&[Key::required::<Sourced<String>>("ten", "Tên đơn vị")])
    .and(&[KEYS]);

/// Points as they were published, with those of the period before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// The points of this period.
    pub achieved: Option<Sourced<Decimal>>,
    /// The points of the period before.
    pub previous: Option<Sourced<Decimal>>,
    /// The points of the same period of the year before.
    pub year_before: Option<Sourced<Decimal>>,
    /// The rank among the groups of other units.
    pub rank: Option<Sourced<u32>>,
    /// Where earlier points were read, if they are not stated beside these.
    pub origins: Origins,
}

/// Where earlier points were read in the hồ sơ or table of then: they are called wrong where that is named, and
/// explained where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origins {
    /// Those of the period before.
    pub previous: Option<Place>,
    /// Those of the same period of the year before.
    pub year_before: Option<Place>,
}

/// A cell with its place; none if it is blank.
pub type EnteredCell = Option<Sourced<Entry>>;

/// All that was entered for a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entered {
    /// By the slots of the version's groups, indicators and counts; looking them up by name
    /// would take longer than computing with them.
    groups: Vec<Published>,
    indicators: Vec<EnteredCell>,
    figures: Vec<EnteredCell>,
    ratios: Vec<EnteredCell>,
    /// Which groups and indicators do not apply, because the hồ sơ says so.
    groups_out: Vec<bool>,
    indicators_out: Vec<bool>,
    /// Where the points of groups and indicators stand or should stand, if that is known.
    group_places: Vec<Option<Place>>,
    indicator_places: Vec<Option<Place>>,
    /// Where all of it stands.
    place: Option<Place>,
    /// The total.
    pub total: Published,
    /// The rank.
    pub rank: Option<Rank>,
    /// The rank alone.
    pub position: Option<Sourced<u32>>,
}

impl Entered {
    /// Nothing, entered here.
    pub fn at(place: Place) -> Self {
        Self {
            place: Some(place),
            ..Self::default()
        }
    }

    /// Says where the points of a group should stand.
    pub fn place_group(&mut self, group: &Group, place: Option<Place>) {
        set(&mut self.group_places, group.slot, place);
    }

    /// Says where the points of an indicator should stand.
    pub fn place_indicator(&mut self, indicator: &Indicator, place: Option<Place>) {
        set(&mut self.indicator_places, indicator.slot, place);
    }

    /// Where all of it stands, if that is known.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Where the points of a group stand, or should.
    pub fn place_of_group(&self, group: &Group) -> Option<&Place> {
        let own = self.group_places.get(group.slot).and_then(Option::as_ref);
        own.or(self.place.as_ref())
    }

    /// Where the points of an indicator stand, or should.
    pub fn place_of(&self, indicator: &Indicator) -> Option<&Place> {
        let own = self.indicator_places.get(indicator.slot);
        own.and_then(Option::as_ref).or(self.place.as_ref())
    }

    /// Takes out a group with its indicators.
    pub fn exempt_group(&mut self, group: &Group) {
        set(&mut self.groups_out, group.slot, true);
        let indicators = group.indicators.iter();
        indicators.for_each(|indicator| self.exempt_indicator(indicator));
    }

    /// Takes out an indicator with its parts.
    pub fn exempt_indicator(&mut self, indicator: &Indicator) {
        set(&mut self.indicators_out, indicator.slot, true);
        if let Formula::Sum(parts) = &indicator.formula {
            parts.iter().for_each(|part| self.exempt_indicator(part));
        }
    }

    /// Whether a group does not apply.
    pub fn is_group_out(&self, group: &Group) -> bool {
        self.groups_out.get(group.slot) == Some(&true)
    }

    /// Whether an indicator does not apply.
    pub fn is_out(&self, indicator: &Indicator) -> bool {
        self.indicators_out.get(indicator.slot) == Some(&true)
    }

    /// What was published for a group.
    pub fn group(&self, group: &Group) -> Published {
        self.groups.get(group.slot).cloned().unwrap_or_default()
    }

    /// What was published for an indicator.
    pub fn indicator(&self, indicator: &Indicator) -> Option<&Sourced<Entry>> {
        self.indicators.get(indicator.slot)?.as_ref()
    }

    /// What was counted.
    pub fn figure(&self, figure: &Figure) -> Option<&Sourced<Entry>> {
        self.figures.get(figure.slot)?.as_ref()
    }

    /// The ratio, in percent, that was published for an indicator.
    pub fn ratio(&self, indicator: &Indicator) -> Option<Sourced<Decimal>> {
        self.ratios.get(indicator.slot)?.as_ref()?.number()
    }

    /// Enters the ratio that was published for an indicator.
    pub fn set_ratio(&mut self, indicator: &Indicator, cell: EnteredCell) {
        if cell.is_some() {
            set(&mut self.ratios, indicator.slot, cell);
        }
    }

    /// Enters what was published for a group.
    pub fn set_group(&mut self, group: &Group, published: Published) {
        set(&mut self.groups, group.slot, published);
    }

    /// Enters what was published for an indicator.
    pub fn set_indicator(&mut self, indicator: &Indicator, cell: EnteredCell) {
        set(&mut self.indicators, indicator.slot, cell);
    }

    /// Enters what was counted.
    pub fn set_figure(&mut self, figure: &Figure, cell: EnteredCell) {
        set(&mut self.figures, figure.slot, cell);
    }

    /// Reads `diem`, `chi_so`, `so_dem` and `xep_hang` of a unit.
    pub fn read(
        fields: &Fields,
        framework: &Framework,
        version: &Version,
        faults: &mut Faults,
    ) -> Option<Self> {
        let before = faults.count();
        let standing: Option<Standing> = fields.get("xep_hang", faults);
        let position = standing.as_ref().and_then(|standing| standing.rank.clone());
        let mut entered = Self {
            rank: standing.and_then(|standing| standing.whole(faults)),
            position,
            ..Self::at(fields.place().clone())
        };
        entered.read_groups(fields, version, faults);
        entered.read_indicators(fields, version, faults);
        entered.read_figures(fields, version, faults);
        entered.check(framework, version, faults);
        entered.check_ranks(faults);
        (faults.count() == before).then_some(entered)
    }

    /// Adds a fault for all points that are below zero or above their maximum.
    pub fn check(&self, framework: &Framework, version: &Version, faults: &mut Faults) {
        for group in &version.groups {
            if let Some(published) = self.groups.get(group.slot) {
                published.check(&group.name, group.maximum, faults);
            }
        }
        for indicator in version.indicators() {
            if let Some(points) = self.indicator(indicator).and_then(Sourced::number) {
                in_range(&points, &indicator.name, indicator.maximum, faults);
            }
        }
        let ratios = self.ratios.iter().flatten().filter_map(Sourced::number);
        for ratio in ratios.filter(|ratio| !in_percent(ratio.value)) {
            let found = format!("tỷ lệ {}%", print(ratio.value));
            let fault = Fault::new(Kind::WrongValue, ratio.place, found);
            faults.add(
                fault
                    .expected("từ 0 đến 100 (phần trăm)")
                    .remedy("so lại với Cổng"),
            );
        }
        self.total.check("Điểm tổng hợp", framework.maximum, faults);
    }

    /// Ranks of groups are among as many units as that of the total (`xep_hang`).
    fn check_ranks(&self, faults: &mut Faults) {
        let of = self.rank.as_ref().map(|rank| rank.of);
        for rank in self.groups.iter().filter_map(|group| group.rank.as_ref()) {
            super::in_range(rank, of, faults);
        }
        if let Some(rank) = &self.total.rank {
            let found = "hạng của tổng điểm ghi ở “diem”";
            let fault = Fault::new(Kind::WrongValue, rank.place.clone(), found);
            let fault = fault.expected("“xep_hang: {hang: …, tren: …}”");
            faults.add(fault.remedy("chuyển hạng ấy sang “xep_hang”"));
        }
    }

    fn read_groups(&mut self, fields: &Fields, version: &Version, faults: &mut Faults) {
        let whole = version
            .groups
            .iter()
            .any(|group| group.indicators.is_empty());
        let node: Option<Node> = if whole {
            fields.required("diem", faults)
        } else {
            fields.optional("diem", faults)
        };
        self.place = node.as_ref().map(|node| node.place.clone());
        let ids = version.groups.iter().map(|group| group.id.as_ref());
        let known: Vec<&str> = ids.chain([TOTAL]).collect();
        let Some(fields) = node
            .as_ref()
            .and_then(|n| Fields::named(n, "điểm", &known, faults))
        else {
            return;
        };
        for group in &version.groups {
            let key = fields.entries().iter().find(|entry| entry.key == *group.id);
            self.place_group(group, key.map(|entry| entry.place.clone()));
            if let Some(published) = fields.optional(&group.id, faults) {
                self.set_group(group, published);
            }
        }
        if let Some(total) = fields.optional::<Published>(TOTAL, faults) {
            self.total = total;
        }
    }

    fn read_indicators(&mut self, fields: &Fields, version: &Version, faults: &mut Faults) {
        let all = version.indicators();
        let known: Vec<&str> = all.iter().map(|indicator| indicator.id.as_ref()).collect();
        self.indicators = cells(fields, "chi_so", "chỉ số", &known, Meant::Number, faults);
        self.ratios = cells(fields, "ty_le", "tỷ lệ", &known, Meant::Number, faults);
    }

    fn read_figures(&mut self, fields: &Fields, version: &Version, faults: &mut Faults) {
        let known: Vec<&str> = version.figures.iter().map(|f| f.id.as_ref()).collect();
        self.figures = cells(fields, "so_dem", "số đếm", &known, Meant::Count, faults);
    }
}

/// Puts something into a slot, with blanks before it.
fn set<T: Clone + Default>(slots: &mut Vec<T>, slot: usize, something: T) {
    if slots.len() <= slot {
        slots.resize(slot + 1, T::default());
    }
    if let Some(place) = slots.get_mut(slot) {
        *place = something;
    }
}

/// The map of cells under a key, by the order of the known names.
fn cells(
    fields: &Fields,
    key: &str,
    what: &'static str,
    known: &[&str],
    meant: Meant,
    faults: &mut Faults,
) -> Vec<EnteredCell> {
    let mut cells = Vec::new();
    let Some(fields) = fields
        .node(key)
        .and_then(|node| Fields::named(node, what, known, faults))
    else {
        return cells;
    };
    for entry in fields.entries() {
        if let Some(slot) = known.iter().position(|name| *name == entry.key) {
            set(&mut cells, slot, cell(&entry.value, meant, faults));
        }
    }
    cells
}

/// Points below zero or above the maximum cannot be.
fn in_range(points: &Sourced<Decimal>, name: &str, maximum: Decimal, faults: &mut Faults) {
    if points.value > maximum || points.value.is_sign_negative() {
        let found = format!("{name}: {} điểm", print(points.value));
        faults.add(
            Fault::new(Kind::WrongValue, points.place.clone(), found)
                .expected(format!("từ 0 đến {} điểm", print(maximum)))
                .remedy("so lại với điểm trên Cổng; dấu phẩy ngăn phần thập phân"),
        );
    }
}

fn in_percent(ratio: Decimal) -> bool {
    !ratio.is_sign_negative() && ratio <= Decimal::ONE_HUNDRED
}

impl Published {
    /// Where the points of the period before stand.
    pub fn previous_place(&self) -> Option<&Place> {
        let stated = || self.previous.as_ref().map(|points| &points.place);
        self.origins.previous.as_ref().or_else(stated)
    }

    /// Where those of the same period of the year before stand.
    pub fn year_before_place(&self) -> Option<&Place> {
        let stated = || self.year_before.as_ref().map(|points| &points.place);
        self.origins.year_before.as_ref().or_else(stated)
    }

    fn check(&self, name: &str, maximum: Decimal, faults: &mut Faults) {
        let all = [&self.achieved, &self.previous, &self.year_before];
        for points in all.into_iter().flatten() {
            in_range(points, name, maximum, faults);
        }
    }
}

static PUBLISHED: Form = Form::new("điểm").keys(&[
    Key::optional::<Sourced<Decimal>>("dat", "Điểm đạt được trong kỳ"),
    Key::optional::<Sourced<Decimal>>("ky_truoc", "Điểm của kỳ trước, nếu có"),
    Key::optional::<Sourced<Decimal>>("cung_ky", "Điểm của cùng kỳ năm trước, nếu có"),
    Key::optional::<Sourced<u32>>(
        "hang",
        "Hạng công bố của nhóm, nếu có; trên bao nhiêu đơn vị: xep_hang",
    ),
]);

/// `{dat: …, ky_truoc: …}`, or just the points.
impl FromNode for Published {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Number, Shape::Form(&PUBLISHED)])
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let before = faults.count();
        let read = if let Value::Text(_) = node.value {
            Self {
                achieved: points(node, faults),
                ..Self::default()
            }
        } else {
            let fields = Fields::of(node, &PUBLISHED, faults)?;
            let rank = fields.get("hang", faults);
            let mut at = |key| points(fields.node(key)?, faults);
            Self {
                achieved: at("dat"),
                previous: at("ky_truoc"),
                year_before: at("cung_ky"),
                rank,
                origins: Origins::default(),
            }
        };
        // Points that cannot be read are not missing as well.
        (faults.count() == before).then_some(read)
    }
}

/// Points; none if there is a blank or a dash.
fn points(node: &Node, faults: &mut Faults) -> Option<Sourced<Decimal>> {
    let mut wrong = Faults::none();
    let read = cell(node, Meant::Number, &mut wrong);
    let remedy = "gõ lại số đó, không đạt điểm nào thì ghi 0; không áp dụng thì để trống và ghi ở \
        “khong_ap_dung”";
    let advised = wrong.iter().map(|fault| fault.clone().remedy(remedy));
    advised.for_each(|fault| faults.add(fault));
    read?.number()
}

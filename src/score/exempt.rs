//! What does not apply to a unit, because its hồ sơ says so (`khong_ap_dung`): the axis or
//! indicator is taken out, and its maximum with it.

use crate::fault::{Fault, Faults, Kind, Note, NoteKind};
use crate::form::{Fields, Key, Sourced, form};
use crate::framework::Version;
use crate::vn::identity::Identity;

use super::Entered;

form! {
    /// What does not apply, to whom, and why.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Exemption: EXEMPTION, "không áp dụng" {
        groups: or_default::<Vec<Sourced<String>>>("nhom", "Mã nhóm; nhiều nhóm thì ghi danh sách"),
        indicators: or_default::<Vec<Sourced<String>>>(
            "chi_so",
            "Mã chỉ số; nhiều chỉ số thì ghi danh sách",
        ),
        /// The units; none: every unit.
        units: or_default::<Vec<Sourced<String>>>(
            "don_vi",
            "Tên đơn vị, nếu không phải mọi đơn vị",
        ),
        reason: required::<String>("ly_do", "Lý do").example("xã không có thủ tục thu phí"),
    }
    of_something
}

/// The key under which they stand.
pub const KEY: Key = Key::optional::<Vec<Exemption>>(
    "khong_ap_dung",
    "Nhóm (trục), chỉ số không áp dụng: không tính vào điểm tối đa",
)
.note("Chỉ ghi khi đơn vị không có nội dung đó; chưa có số liệu thì không phải là không áp dụng");

/// One that says what does not apply.
fn of_something(exemption: Exemption, fields: &Fields, faults: &mut Faults) -> Option<Exemption> {
    if exemption.groups.is_empty() && exemption.indicators.is_empty() {
        let found = "không nói nhóm hay chỉ số nào không áp dụng";
        let fault = Fault::new(Kind::MissingKey, fields.place().clone(), found);
        faults.add(fault.expected("“nhom: …” hoặc “chi_so: …”"));
        return None;
    }
    Some(exemption)
}

/// What a hồ sơ or a lô says does not apply. Adds a fault for what the framework does not have.
pub fn exemptions(fields: &Fields, version: &Version, faults: &mut Faults) -> Vec<Exemption> {
    let read: Option<Vec<Exemption>> = fields.get(KEY.key, faults);
    let read = read.unwrap_or_default();
    let groups: Vec<&str> = version.groups.iter().map(|group| &*group.id).collect();
    let indicators = version.indicators();
    let indicators: Vec<&str> = indicators.iter().map(|i| &*i.id).collect();
    for exemption in &read {
        known("nhóm", &exemption.groups, &groups, faults);
        known("chỉ số", &exemption.indicators, &indicators, faults);
    }
    read
}

fn known(what: &str, asked: &[Sourced<String>], known: &[&str], faults: &mut Faults) {
    for name in asked {
        if known.contains(&name.value.as_str()) {
            continue;
        }
        let found = format!("bộ chỉ số không có {what} “{}”", name.value);
        let fault = Fault::new(Kind::UnknownName, name.place.clone(), found)
            .expected(format!("một trong: {}", known.join(", ")));
        faults.add(
            fault
                .remedy("sửa mã, hoặc xóa dòng này")
                .meant(&name.value, known.iter().copied()),
        );
    }
}

impl Exemption {
    fn is_of(&self, unit: &str) -> bool {
        let unit = Identity::of(unit);
        let meant = |name: &Sourced<String>| Identity::of(&name.value).may_be(&unit);
        self.units.is_empty() || self.units.iter().any(meant)
    }

    /// Whether it holds for all units.
    fn is_general(&self) -> bool {
        self.units.is_empty()
    }

    /// What to tell the user of it.
    pub fn note(&self, version: &Version) -> Note {
        let group = |id: &Sourced<String>| {
            let mut groups = version.groups.iter();
            let group = groups.find(|group| *group.id == *id.value);
            group.map_or(id.value.clone(), |group| group.name.to_string())
        };
        let indicator = |id: &Sourced<String>| format!("chỉ số {}", id.value);
        let what: Vec<String> = (self.groups.iter().map(group))
            .chain(self.indicators.iter().map(indicator))
            .collect();
        let units: Vec<&str> = self.units.iter().map(|unit| unit.value.as_str()).collect();
        let whom = match units.as_slice() {
            [] => String::new(),
            units => format!(" với {}", units.join(", ")),
        };
        let what = what.join(", ");
        let words = format!("không áp dụng{whom}: {what} ({})", self.reason);
        Note::of(NoteKind::Exempt, words)
    }
}

/// Whether something does not apply to any unit.
pub fn is_out(exemptions: &[Exemption], group: &str, indicator: Option<&str>) -> bool {
    let general = exemptions.iter().filter(|exemption| exemption.is_general());
    let names = |list: &[Sourced<String>], id: &str| list.iter().any(|name| name.value == id);
    general.into_iter().any(|exemption| {
        names(&exemption.groups, group)
            || indicator.is_some_and(|id| names(&exemption.indicators, id))
    })
}

/// Takes out of a unit's points what does not apply to it. Adds a fault for what has points all
/// the same.
pub fn exempt(
    exemptions: &[Exemption],
    unit: &str,
    version: &Version,
    entered: &mut Entered,
    faults: &mut Faults,
) {
    for exemption in exemptions.iter().filter(|exemption| exemption.is_of(unit)) {
        for group in &version.groups {
            if !exemption.groups.iter().any(|name| *name.value == *group.id) {
                continue;
            }
            // What has points all the same stays, so that nothing follows from that fault.
            match entered.group(group).achieved {
                Some(points) => faults.add(contradiction(&points, &group.name)),
                None => entered.exempt_group(group),
            }
        }
        for indicator in version.indicators() {
            let named = |name: &Sourced<String>| *name.value == *indicator.id;
            if !exemption.indicators.iter().any(named) {
                continue;
            }
            match entered.indicator(indicator).and_then(Sourced::number) {
                Some(points) => faults.add(contradiction(&points, &indicator.name)),
                None => entered.exempt_indicator(indicator),
            }
        }
    }
    of_all(exemptions, unit, version, faults);
}

/// Adds a fault if nothing at all is left of a unit's groups: it would have 0 of no points.
fn of_all(exemptions: &[Exemption], unit: &str, version: &Version, faults: &mut Faults) {
    let own = || exemptions.iter().filter(|exemption| exemption.is_of(unit));
    let named = |id: &str| {
        own()
            .flat_map(|own| &own.groups)
            .any(|name| name.value == id)
    };
    let last = own().flat_map(|own| &own.groups).last();
    let Some(last) = last.filter(|_| version.groups.iter().all(|group| named(&group.id))) else {
        return;
    };
    let found = "mọi nhóm của bộ chỉ số đều ghi là không áp dụng";
    let fault = Fault::new(Kind::WrongValue, last.place.clone(), found);
    faults.add(
        fault.expected("một nhóm áp dụng ít nhất").remedy(
            "chỉ ghi nhóm mà đơn vị không có nội dung; chưa có số liệu thì chờ có rồi điền",
        ),
    );
}

fn contradiction(points: &Sourced<rust_decimal::Decimal>, name: &str) -> Fault {
    let found = format!("“{name}” có điểm mà “khong_ap_dung” ghi là không áp dụng");
    Fault::new(Kind::WrongValue, points.place.clone(), found)
        .expected("để trống, hoặc không ghi ở “khong_ap_dung”")
        .remedy("xóa điểm này, hoặc xóa dòng ở “khong_ap_dung”")
}

/// Adds a fault for each unit of an exemption that is not among these.
pub fn check_units(exemptions: &[Exemption], units: &[&str], faults: &mut Faults) {
    let known: Vec<Identity> = units.iter().map(|unit| Identity::of(unit)).collect();
    for name in exemptions.iter().flat_map(|exemption| &exemption.units) {
        let identity = Identity::of(&name.value);
        if known.iter().any(|unit| unit.may_be(&identity)) {
            continue;
        }
        let found = format!(
            "“khong_ap_dung” nói đến đơn vị “{}”, không phải đơn vị nào có điểm ở đây",
            name.value
        );
        let fault = Fault::new(Kind::UnknownName, name.place.clone(), found)
            .expected("tên đơn vị đúng như trong bảng điểm; hồ sơ một đơn vị thì bỏ “don_vi”");
        faults.add(
            fault
                .remedy("sửa tên đơn vị, hoặc xóa dòng này")
                .meant(&name.value, units.iter().copied()),
        );
    }
}

//! What must be true of a framework file before anybody is scored by it.

use rust_decimal::Decimal;

use super::{Absent, Formula, Framework, Group, Indicator, Role, Step, Version};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Fields, Sourced};
use crate::vn::number::print;

fn wrong(fields: &Fields, key: &str, found: String) -> Fault {
    Fault::new(Kind::WrongValue, fields.place_of(key), found)
}

/// The maxima of the parts add up to the whole's. No parts, nothing to add.
pub fn adds_up(
    what: &str,
    maximum: Decimal,
    parts: impl Iterator<Item = Decimal> + Clone,
    fields: &Fields,
    faults: &mut Faults,
) {
    let sum: Decimal = parts.clone().sum();
    if parts.count() > 0 && sum != maximum {
        let found = format!("điểm tối đa của {what} là {}", print(maximum));
        let expected = format!("{}, tổng điểm tối đa của các phần", print(sum));
        faults.add(wrong(fields, "toi_da", found).expected(expected));
    }
}

/// Of a group that is only announced as a whole a blank is a fault or does not apply: nothing is
/// computed of it. Its indicators add up.
pub fn group(group: &Group, fields: &Fields, faults: &mut Faults) {
    let indicators = &group.indicators;
    if indicators.is_empty() && matches!(group.when_blank, Absent::Zero | Absent::Full) {
        let found = "nhóm không có chi_so mà de_trong cho điểm".to_owned();
        faults.add(wrong(fields, "de_trong", found).expected("loi hoặc loai_ra"));
    }
    let maxima = indicators.iter().map(|indicator| indicator.maximum);
    adds_up("nhóm", group.maximum, maxima, fields, faults);
}

/// A target is a percentage that can be reached.
pub fn target(target: &Sourced<Decimal>, faults: &mut Faults) -> Option<Decimal> {
    if target.value > Decimal::ZERO && target.value <= Decimal::ONE_HUNDRED {
        return Some(target.value);
    }
    let found = format!("mục tiêu {}%", print(target.value));
    let fault = Fault::new(Kind::WrongValue, target.place.clone(), found);
    faults.add(fault.expected("lớn hơn 0, không quá 100 (phần trăm)"));
    None
}

/// Steps begin at zero, rise, and stay within the maximum.
pub fn steps(steps: &[Step], maximum: Decimal, fields: &Fields, faults: &mut Faults) {
    if steps.first().is_none_or(|step| !step.from.is_zero()) {
        let fault = wrong(fields, "bac", "bậc đầu tiên không bắt đầu từ 0%".into());
        faults.add(fault.expected("các bậc từ thấp đến cao, bậc đầu “tu: 0”"));
    }
    for (lower, higher) in steps.iter().zip(steps.iter().skip(1)) {
        if higher.from <= lower.from {
            let found = format!(
                "bậc {}% đứng sau bậc {}%",
                print(higher.from),
                print(lower.from)
            );
            faults.add(wrong(fields, "bac", found).expected("các bậc từ thấp đến cao"));
        }
    }
    for step in steps {
        if step.points > maximum || step.points.is_sign_negative() {
            let found = format!("bậc {}% được {} điểm", print(step.from), print(step.points));
            let expected = format!("từ 0 đến {} điểm", print(maximum));
            faults.add(wrong(fields, "bac", found).expected(expected));
        }
    }
}

/// The bands leave no gap and do not overlap; the groups of every version add up; versions
/// follow one another.
pub fn framework(framework: Framework, fields: &Fields, faults: &mut Faults) -> Option<Framework> {
    bands(&framework, fields, faults);
    for version in &framework.versions {
        let sum: Decimal = version.groups.iter().map(|group| group.maximum).sum();
        if sum != framework.maximum {
            let found = format!("điểm tối đa là {}", print(framework.maximum));
            let expected = format!(
                "{}, tổng điểm tối đa của các nhóm (phiên bản từ kỳ {})",
                print(sum),
                version.from
            );
            faults.add(wrong(fields, "diem_toi_da", found).expected(expected));
        }
    }
    let versions = &framework.versions;
    for (earlier, later) in versions.iter().zip(versions.iter().skip(1)) {
        if later.from.first_day() <= earlier.from.first_day() {
            let found = format!(
                "phiên bản từ kỳ {} đứng sau phiên bản từ kỳ {}",
                later.from, earlier.from
            );
            faults.add(
                wrong(fields, "phien_ban", found).expected("các phiên bản theo thứ tự thời gian"),
            );
        }
    }
    Some(framework)
}

fn bands(framework: &Framework, fields: &Fields, faults: &mut Faults) {
    let mut upper = (framework.maximum, "điểm tối đa".to_owned());
    for band in &framework.bands {
        let found = if band.to > upper.0 {
            Some(format!(
                "xếp loại “{}” đến {}, chồng lên {}",
                band.name,
                print(band.to),
                upper.1
            ))
        } else if band.to < upper.0 {
            Some(format!(
                "từ {} đến {} không có xếp loại nào",
                print(band.to),
                print(upper.0)
            ))
        } else if band.from >= band.to {
            Some(format!(
                "xếp loại “{}” từ {} đến {}",
                band.name,
                print(band.from),
                print(band.to)
            ))
        } else {
            None
        };
        if let Some(found) = found {
            let expected = "các khoảng nối liền nhau, từ cao xuống thấp, từ điểm tối đa đến 0";
            faults.add(wrong(fields, "xep_loai", found).expected(expected));
        }
        upper = (band.from, format!("xếp loại “{}”", band.name));
    }
    if !framework.bands.is_empty() && !upper.0.is_zero() {
        let found = format!("dưới {} không có xếp loại nào", print(upper.0));
        faults.add(wrong(fields, "xep_loai", found).expected("xếp loại thấp nhất bắt đầu từ 0"));
    }
}

/// Keys are unique, and formulas name only counts that there are.
pub fn version(version: &Version, fields: &Fields, faults: &mut Faults) {
    let indicators = version.indicators();
    let groups = version.groups.iter().map(|group| group.id.as_ref());
    unique("nhóm", groups, fields, faults);
    unique(
        "chỉ số",
        indicators.iter().map(|i| i.id.as_ref()),
        fields,
        faults,
    );
    unique(
        "số đếm",
        version.figures.iter().map(|f| f.id.as_ref()),
        fields,
        faults,
    );
    let timely = |group: &&Group| group.role == Some(Role::Timeliness);
    if let [_, second, ..] = version.groups.iter().filter(timely).collect::<Vec<_>>()[..] {
        let found = format!("nhóm “{}” cũng có vai_tro: tien_do", second.id);
        let fault = Fault::new(Kind::WrongValue, fields.place().clone(), found);
        faults.add(fault.expected("nhiều nhất một nhóm đo tiến độ giải quyết hồ sơ"));
    }
    for indicator in indicators {
        for key in figures(indicator) {
            if !version.figures.iter().any(|figure| *figure.id == *key) {
                faults.add(unknown(indicator, key, version, fields));
            }
        }
    }
}

fn figures(indicator: &Indicator) -> impl Iterator<Item = &str> {
    let ratio = match &indicator.formula {
        Formula::Ratio { ratio, .. } | Formula::Steps { ratio, .. } => Some(ratio),
        Formula::Announced | Formula::Sum(_) => None,
    };
    ratio
        .into_iter()
        .flat_map(|ratio| ratio.numerator.iter().chain(&ratio.denominator))
        .map(|figure| figure.id.as_ref())
}

fn unknown(indicator: &Indicator, key: &str, version: &Version, fields: &Fields) -> Fault {
    let names = version.figures.iter().map(|figure| figure.id.as_ref());
    let found = format!(
        "công thức của chỉ số {} gọi số đếm “{key}” không có",
        indicator.id
    );
    let fault = wrong(fields, "nhom", found).expected("một mã có trong “so_dem” của phiên bản");
    fault
        .remedy("thêm số đếm đó vào “so_dem”, hoặc sửa công thức")
        .meant(key, names)
}

fn unique<'a>(
    what: &str,
    keys: impl Iterator<Item = &'a str>,
    fields: &Fields,
    faults: &mut Faults,
) {
    let mut seen = std::collections::BTreeSet::new();
    for key in keys {
        if !seen.insert(key) {
            let found = format!("hai {what} cùng mã “{key}”");
            let fault = Fault::new(Kind::RepeatedKey, fields.place().clone(), found);
            faults.add(fault.expected(format!("mỗi {what} một mã riêng")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = include_str!("../../tests/frameworks/tinh-mau.yaml");

    fn faults(change: (&str, &str)) -> Vec<String> {
        assert!(SMALL.contains(change.0), "{}", change.0);
        let text = SMALL.replacen(change.0, change.1, 1);
        match Framework::parse("tinh-mau.yaml", &text) {
            Ok(_) => Vec::new(),
            Err(faults) => faults
                .iter()
                .map(|f| format!("{}: {}", f.place, f.found))
                .collect(),
        }
    }

    #[test]
    fn the_file_of_a_third_province_needs_no_code() {
        assert_eq!(faults(("ma:", "ma:")), Vec::<String>::new());
    }

    #[test]
    fn maxima_that_do_not_add_up_are_faults_at_their_line() {
        assert_eq!(
            faults(("diem_toi_da: 50", "diem_toi_da: 60"))
                .first()
                .unwrap(),
            "tinh-mau.yaml:11:14: điểm tối đa là 60"
        );
        let found = faults(("toi_da: 30", "toi_da: 29"));
        let nearer = "tinh-mau.yaml:28:17: điểm tối đa của nhóm là 29";
        assert!(found.iter().any(|f| f == nearer), "{found:?}");
    }

    #[test]
    fn one_group_at_most_measures_timeliness() {
        let second = "ten: Chất lượng\n        vai_tro: tien_do";
        let found = faults(("ten: Chất lượng", second));
        let told = "nhóm “chat_luong” cũng có vai_tro: tien_do";
        assert!(found.iter().any(|f| f.ends_with(told)), "{found:?}");
    }

    #[test]
    fn gaps_and_overlaps_of_bands_are_faults() {
        for (change, words) in [
            (
                ("tu: 40, den: 50", "tu: 41, den: 50"),
                "từ 40 đến 41 không có",
            ),
            (("tu: 40, den: 50", "tu: 39, den: 50"), "chồng lên"),
            (("tu: 0, den: 40", "tu: 5, den: 40"), "dưới 5 không có"),
        ] {
            let found = faults(change);
            assert!(
                found.iter().any(|f| f.contains(words)),
                "{words}: {found:?}"
            );
        }
    }

    #[test]
    fn a_count_that_there_is_not_is_a_fault_with_the_nearest() {
        let text = SMALL.replacen("tu_so: dung_han", "tu_so: dung_hann", 1);
        let faults = Framework::parse("a", &text).unwrap_err();
        let fault = faults.iter().next().unwrap();
        assert!(fault.found.contains("dung_hann"), "{fault}");
        assert_eq!(fault.remedy, "có phải ý bạn là “dung_han”?");
    }

    #[test]
    fn keys_steps_and_targets_are_checked() {
        for change in [
            ("ma: a2", "ma: a1"),
            ("{tu: 50, diem: 5}", "{tu: 95, diem: 5}"),
            ("{tu: 0, diem: 0}", "{tu: 1, diem: 0}"),
            ("diem: 10}", "diem: 11}"),
            ("muc_tieu: 80", "muc_tieu: 0"),
            ("muc_tieu: 80", "muc_tieu: 101"),
            ("lam_tron: 2", "lam_tron: 9"),
            ("cung_diem: 1-2-2-3", "cung_diem: 1-1-2"),
        ] {
            assert!(!faults(change).is_empty(), "{change:?}");
        }
    }
}

//! A bộ chỉ số as data: groups of indicators with their maxima and formulas, bands, the rule
//! for ties, the decision it comes from and the periods its versions hold for. Read from
//! `frameworks/*.yaml`; no set is written in code.
//!
//! ```
//! use vanthu::fault::Place;
//! use vanthu::form::Sourced;
//! use vanthu::framework::Framework;
//! use vanthu::vn::period::Period;
//!
//! let asked = Sourced { value: "qd766".to_owned(), place: Place::file("ho-so.yaml") };
//! let framework = Framework::shipped(&asked)?;
//! let version = framework.version(Period::parse("2025-10").unwrap()).unwrap();
//! assert_eq!(version.groups.len(), 6);
//! assert_eq!(framework.band(92.into()).unwrap().name, "Xuất sắc");
//! # Ok::<(), vanthu::fault::Faults>(())
//! ```

mod check;
mod read;
mod scale;

pub use scale::{Compared, Rescaled};

use std::sync::Arc;

use rust_decimal::Decimal;
use time::Date;

use crate::fault::Faults;
use crate::form::{self, Sourced, choice, form, shipped};
use crate::vn::date;
use crate::vn::period::Period;

// The sets that are shipped inside the program.
shipped!(
    Framework,
    "bộ chỉ số",
    "frameworks",
    "yaml",
    ["qd766", "dien-bien-459",]
);

form! {
    /// A set of indicators by which units are scored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Framework: FRAMEWORK, "bộ chỉ số" {
        /// Its short name (`qd766`).
        pub id: required::<String>("ma", "Tên ngắn, trùng tên tệp"),
        /// Its full name.
        pub name: required::<String>("ten", "Tên đầy đủ"),
        /// The decision that approves it.
        pub basis: required::<LegalBasis>("can_cu", "Văn bản ban hành bộ chỉ số"),
        /// The first day it holds.
        pub in_force_from: required::<Date>("hieu_luc_tu", "Ngày bắt đầu có hiệu lực"),
        /// The last day it holds, once it has been replaced.
        pub in_force_until: optional::<Date>(
            "hieu_luc_den",
            "Ngày cuối cùng còn hiệu lực, nếu đã bị thay thế",
        ),
        /// All points that can be had.
        pub maximum: required::<Decimal>("diem_toi_da", "Điểm tối đa của cả bộ"),
        /// Decimals of computed points in print. Rounding happens there and nowhere before.
        pub decimals: required::<u32>("lam_tron", "Số chữ số thập phân khi in").within(0, 6),
        /// Decimals of published points, if their source drops the zeros at their end (`19,9` is
        /// `19,90`) and publishes sums that are exact.
        pub published_decimals: optional::<u32>(
            "cong_bo",
            "Số chữ số thập phân của điểm công bố, khi nguồn bỏ số 0 cuối (19,9 là 19,90) và tổng \
             công bố đúng bằng các phần cộng lại",
        )
        .note("Bỏ trống: mỗi số đúng đến chữ số cuối đã ghi")
        .within(0, 6),
        /// How units of equal points share ranks.
        pub ties: or_default::<Ties>("cung_diem", "Xếp hạng các đơn vị cùng điểm")
            .note("Bỏ trống: 1-2-2-4"),
        /// The bands, from the highest down; none if the set has none.
        pub bands: or_default::<Vec<Band>>(
            "xep_loai",
            "Các khoảng xếp loại, từ cao xuống thấp, nối liền nhau",
        ),
        /// What is scored, by the first period for which it holds; the latest comes last.
        pub versions: required::<Vec<Version>>("phien_ban", "Các phiên bản, theo thứ tự thời gian")
            .note("Kỳ nào dùng phiên bản bắt đầu gần nhất trước đó"),
    }
    check::framework
}

form! {
    /// What is scored from one period on.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Version: VERSION, "phiên bản" {
        /// By what a hồ sơ chooses it, whatever its period.
        pub id: optional::<Arc<str>>("ma", "Mã để hồ sơ chọn ở phien_ban, dù kỳ nào"),
        /// The first period.
        pub from: required::<Period>("tu_ky", "Tháng đầu tiên áp dụng"),
        /// The name of its scale: points of two scales do not compare.
        pub scale: optional::<Arc<str>>(
            "thang_diem",
            "Tên thang điểm; so điểm hai kỳ khác thang thì báo SCALE-01",
        ),
        /// To how many decimals the points of an indicator are rounded before they are added; none if
        /// they are not.
        pub rounded: optional::<u32>(
            "lam_tron_chi_so",
            "Số chữ số thập phân làm tròn điểm từng chỉ số trước khi cộng; bỏ trống: không làm tròn",
        ),
        /// The counts that formulas are made of.
        pub figures: or_default::<Vec<Figure>>("so_dem", "Các số đếm mà công thức dùng"),
        /// The groups, in the order of printing.
        pub groups: required::<Vec<Group>>("nhom", "Các nhóm, theo thứ tự in"),
    }
    Version::complete
}

/// A count that formulas are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its key in a hồ sơ.
    pub id: Arc<str>,
    /// What is counted.
    pub name: Arc<str>,
    /// Its place among the counts of its version, from 0.
    pub slot: usize,
}

choice! {
    /// What a group measures, where a check must know it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Role: "vai trò của nhóm" {
        /// Whether dossiers are solved in time.
        Timeliness = "tien_do": "tiến độ giải quyết",
    }
}

/// A group of indicators, an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its key in a hồ sơ.
    pub id: Arc<str>,
    /// Its name in print.
    pub name: Arc<str>,
    /// What it measures, if checks must know.
    pub role: Option<Role>,
    /// The points that can be had in it.
    pub maximum: Decimal,
    /// What it is worth if nothing was entered for it; of its indicators too, unless they say so
    /// themselves.
    pub when_blank: Absent,
    /// Its indicators; none if its points are only ever announced as a whole.
    pub indicators: Vec<Indicator>,
    /// Its place among the groups of its version, from 0.
    pub slot: usize,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Its key in a hồ sơ.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// The points that can be had.
    pub maximum: Decimal,
    /// How its points follow from counts.
    pub formula: Formula,
    /// What it is worth if the denominator is zero.
    pub when_none: Absent,
    /// What it is worth if nothing was entered; none if its group says so.
    pub when_blank: Option<Absent>,
    /// What it is worth if a dash was entered.
    pub when_dash: Absent,
    /// To how many decimals its points are rounded before they are added.
    pub rounded: Option<u32>,
    /// Its place among the indicators of its version ([`Version::indicators`]), from 0.
    pub slot: usize,
}

/// How the points of an indicator follow from counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// They do not: they are announced.
    Announced,
    /// maximum × ratio, or × what the ratio lacks to one; of a target if there is one:
    /// min(maximum, maximum × ratio / target).
    Ratio {
        /// The ratio.
        ratio: Ratio,
        /// Whether the points are for the complement, 1 − ratio.
        complement: bool,
        /// The ratio, in percent, that earns the maximum.
        target: Option<Decimal>,
    },
    /// The points of the highest step that the ratio reaches.
    Steps {
        /// The ratio.
        ratio: Ratio,
        /// The steps, from the lowest up; the first begins at zero.
        steps: Vec<Step>,
    },
    /// The sum of its parts, each an indicator with a formula of its own.
    Sum(Vec<Indicator>),
}

/// Counts added, over counts added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    /// The counts above.
    pub numerator: Vec<Figure>,
    /// The counts below.
    pub denominator: Vec<Figure>,
}

form! {
    /// A step of a formula of steps.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Step: STEP, "bậc" {
        /// The ratio, in percent, from which it holds.
        pub from: required::<Decimal>("tu", "Từ tỷ lệ (%)"),
        /// The points it earns.
        pub points: required::<Decimal>("diem", "Điểm của bậc"),
    }
}

choice! {
    /// What an indicator is worth that has nothing to be measured by.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Absent: "cách tính khi không có số liệu" {
        /// It is taken out, and its maximum with it: not applicable is not zero.
        NotApplicable = "loai_ra": "không áp dụng",
        /// It earns nothing of its maximum.
        Zero = "khong_diem": "0 điểm",
        /// It earns its maximum.
        Full = "toi_da": "điểm tối đa",
        /// It should not be absent.
        Fault = "loi": "báo lỗi",
    }
}

form! {
    /// A band (xếp loại): from its lower cut up to, and without, the cut of the band above.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Band: BAND, "xếp loại" {
        /// Its name.
        pub name: required::<String>("ten", "Tên xếp loại"),
        /// Its lower cut, in converted points.
        pub from: required::<Decimal>("tu", "Từ điểm"),
        /// Its upper end.
        pub to: required::<Decimal>("den", "Đến dưới điểm"),
    }
}

choice! {
    /// How units of equal points share ranks.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Ties: "cách xếp hạng cùng điểm" {
        /// 1-2-2-4: equals share a rank, and as many ranks are left out after them.
        #[default]
        Gap = "1-2-2-4",
        /// 1-2-2-3: equals share a rank, and none is left out.
        Dense = "1-2-2-3",
        /// 1-2-3-4: no rank is shared; the order in which units are listed decides.
        Listed = "1-2-3-4",
    }
}

form! {
    /// A document that something is based on.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct LegalBasis: BASIS, "căn cứ" {
        /// Its type: `Quyết định`.
        pub kind: required::<String>("loai", "Tên loại văn bản").example("Quyết định"),
        /// Its number and symbol: `766/QĐ-TTg`.
        pub number: required::<String>("so", "Số, ký hiệu"),
        /// The day it bears.
        pub date: required::<Date>("ngay", "Ngày ban hành"),
        /// The body that issued it.
        pub issuer: required::<String>("co_quan", "Cơ quan ban hành"),
        /// What it is about, as its trích yếu says.
        pub about: required::<String>("trich_yeu", "Trích yếu"),
    }
}

impl LegalBasis {
    /// The full citation, for the first time a text names it (ND30-VD-01).
    pub fn full(&self) -> String {
        let (day, issuer) = (date::short(self.date), &self.issuer);
        format!("{} ngày {day} của {issuer} {}", self.short(), self.about)
    }

    /// The short citation, for every other time (ND30-VD-01).
    pub fn short(&self) -> String {
        format!("{} số {}", self.kind, self.number)
    }
}

impl Framework {
    /// The name of the shipped set that most use: that of the nation.
    pub const USUAL: &'static str = "qd766";

    /// The names of the shipped sets.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.names()
    }

    /// The text of the shipped set of this name.
    pub fn shipped_text(name: &str) -> Option<&'static str> {
        SHIPPED.text(name)
    }

    /// The shipped set of this name.
    ///
    /// # Errors
    /// If there is none, with the nearest name.
    pub fn shipped(asked: &Sourced<String>) -> Result<Self, Faults> {
        let read = SHIPPED.get(asked, Self::parse)?;
        Ok(Self::clone(&read))
    }

    /// Reads a set from the text of a file.
    ///
    /// # Errors
    /// All that is wrong with the file: maxima that do not add up, gaps and overlaps of bands,
    /// counts that no formula knows.
    pub fn parse(file: &str, text: &str) -> Result<Self, Faults> {
        form::read(file, text)
    }

    /// What is scored in a period; none before the first version.
    pub fn version(&self, period: Period) -> Option<&Version> {
        let last = period.days().1;
        let mut latest = self.versions.iter().rev();
        latest.find(|version| version.from.first_day() <= last)
    }

    /// The set with one of its versions only, which holds in all periods; none if no version is
    /// called so.
    pub fn only(&self, id: &str) -> Option<Self> {
        let first = self.versions.first()?.from;
        let mut versions = self.versions.iter();
        let version = versions.find(|version| version.id.as_deref() == Some(id))?;
        Some(Self {
            versions: vec![Version {
                from: first,
                ..version.clone()
            }],
            ..self.clone()
        })
    }

    /// The band of converted points, unrounded; none if there are no bands.
    pub fn band(&self, converted: Decimal) -> Option<&Band> {
        self.bands.iter().find(|band| converted >= band.from)
    }
}

impl Version {
    /// The keys of all points: of groups and of indicators.
    pub fn point_ids(&self) -> Vec<&str> {
        let groups = self.groups.iter().map(|group| &*group.id);
        let indicators = self.indicators().into_iter();
        groups
            .chain(indicators.map(|indicator| &*indicator.id))
            .collect()
    }

    /// All indicators that can be entered or computed, parts of sums included.
    pub fn indicators(&self) -> Vec<&Indicator> {
        fn add<'a>(indicator: &'a Indicator, all: &mut Vec<&'a Indicator>) {
            all.push(indicator);
            if let Formula::Sum(parts) = &indicator.formula {
                for part in parts {
                    add(part, all);
                }
            }
        }
        let mut all = Vec::new();
        for indicator in self.groups.iter().flat_map(|group| &group.indicators) {
            add(indicator, &mut all);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped(name: &str) -> Framework {
        Framework::parse(name, SHIPPED.text(name).unwrap()).unwrap()
    }

    #[test]
    fn every_shipped_set_reads_and_bears_its_name() {
        for name in SHIPPED.names() {
            assert_eq!(shipped(name).id, name);
        }
    }

    #[test]
    fn the_version_of_a_period_is_the_latest_that_had_begun() {
        let qd766 = shipped("qd766");
        let version = |year, month| qd766.version(Period::new(year, month).unwrap());
        assert!(version(2022, 5).is_none());
        assert!(version(2025, 10).unwrap().indicators().is_empty());
        assert_eq!(version(2026, 1).unwrap().indicators().len(), 21);
    }

    #[test]
    fn a_band_begins_at_its_cut_and_ends_below_the_next() {
        let set = shipped("dien-bien-459");
        let band = |text| {
            let points = Decimal::from_str_exact(text).unwrap();
            set.band(points).unwrap().name.clone()
        };
        assert_eq!(band("90"), "Xuất sắc");
        assert_eq!(band("89.9999"), "Tốt");
        assert_eq!(band("100"), "Xuất sắc");
        assert_eq!(band("0"), "Yếu");
    }

    #[test]
    fn the_first_citation_is_full_and_the_next_short() {
        let basis = shipped("qd766").basis;
        assert!(basis.full().starts_with(
            "Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ phê duyệt Bộ chỉ số"
        ));
        assert_eq!(basis.short(), "Quyết định số 766/QĐ-TTg");
    }
}

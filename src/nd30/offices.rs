//! The offices below a people's committee that issue documents of their own: their names, the
//! letters of their symbols and who heads them, through time (`decree/co-quan.yaml`).

use time::Date;

use crate::fault::Faults;
use crate::form::{self, form};
use crate::vn::name::{Name, is_province};
use crate::vn::text::{fold, is_whole};

/// The shipped file.
const OFFICES: &str = include_str!("../../decree/co-quan.yaml");

form! {
    /// The offices that are known.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Offices: OFFICES_FORM, "các cơ quan" {
        offices: required::<Vec<Office>>("co_quan", "Các cơ quan dưới UBND"),
    }
}

form! {
    /// An office of committees of some sorts of units.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Office: OFFICE, "cơ quan" {
        /// The first day.
        pub from: required::<Date>("tu", "Ngày đầu tiên"),
        /// The last day; none for the present.
        pub until: optional::<Date>("den", "Ngày cuối cùng; bỏ trống: đến nay"),
        /// What it rests on.
        pub law: required::<String>("can_cu", "Văn bản quy định"),
        /// Its name, in the ways it is written.
        pub names: required::<Vec<String>>("ten", "Tên, các cách ghi"),
        /// The sorts of units whose committees have it.
        pub of: required::<Vec<String>>("cua", "Của UBND loại đơn vị nào"),
        /// Its letters in numbers of documents.
        pub symbols: required::<Vec<String>>("ky_hieu", "Chữ viết tắt trong ký hiệu, các cách ghi"),
        /// The title of its head, who signs without a line of authority.
        pub head: required::<String>("dung_dau", "Chức vụ người đứng đầu"),
    }
}

impl Offices {
    /// Those that are shipped.
    ///
    /// # Errors
    /// If the shipped file is wrong, which a test rules out.
    pub fn shipped() -> Result<Self, Faults> {
        form::read("decree/co-quan.yaml", OFFICES)
    }

    /// The office that bears this name on a day, below this body: `Phòng Kinh tế` below `UBND xã
    /// Mỹ Đức`, or with the unit in its own name.
    pub fn named(&self, name: &str, superior: Option<&str>, day: Date) -> Option<&Office> {
        let folded = fold(name);
        let holds =
            |office: &&Office| office.from <= day && office.until.is_none_or(|until| day <= until);
        let offices = self.offices.iter().filter(holds);
        let named = offices.filter_map(|office| {
            let names = office.names.iter().map(|name| fold(name));
            let own = names
                .filter(|own| folded.starts_with(own.as_str()) && is_whole(&folded, 0, own.len()));
            let own = own.max_by_key(String::len)?;
            let words = own.split_whitespace().count();
            let rest: Vec<&str> = name.split_whitespace().skip(words).collect();
            let unit = superior.map_or_else(|| rest.join(" "), str::to_owned);
            office.is_below(&unit).then_some((own.len(), office))
        });
        named
            .max_by_key(|(length, _)| *length)
            .map(|(_, office)| office)
    }
}

impl Office {
    /// Whether committees of such units have it; of what is not named nothing is known.
    fn is_below(&self, unit: &str) -> bool {
        let unit = Name::of(unit);
        let sort = match unit.sort {
            "" if is_province(unit.own) => "tỉnh",
            sort => sort,
        };
        sort.is_empty() || self.of.iter().any(|known| known == sort)
    }

    /// The title of those who sign for its head: `Phó Giám đốc`.
    pub fn deputy(&self) -> String {
        format!("Phó {}", self.head)
    }
}

#[cfg(test)]
mod tests {
    use time::Month;

    use super::*;

    fn head(name: &str, superior: Option<&str>) -> Option<String> {
        let day = Date::from_calendar_date(2026, Month::November, 5).unwrap();
        let offices = Offices::shipped().unwrap();
        offices
            .named(name, superior, day)
            .map(|office| office.head.clone())
    }

    #[test]
    fn offices_are_known_by_their_names_and_what_they_are_below() {
        for (name, superior, wanted) in [
            (
                "Trung tâm Phục vụ hành chính công",
                Some("UBND xã Mỹ Đức"),
                Some("Giám đốc"),
            ),
            (
                "Trung tâm Phục vụ hành chính công tỉnh An Giang",
                None,
                Some("Giám đốc"),
            ),
            ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", None, Some("Giám đốc")),
            (
                "Phòng Văn hoá - Xã hội",
                Some("UBND phường Trảng Bom"),
                Some("Trưởng phòng"),
            ),
            (
                "Phòng Kinh tế, Hạ tầng và Đô thị",
                Some("UBND phường A"),
                Some("Trưởng phòng"),
            ),
            (
                "Văn phòng HĐND và UBND",
                Some("Ủy ban nhân dân xã Mỹ Đức"),
                Some("Chánh Văn phòng"),
            ),
            ("Văn phòng UBND tỉnh", None, Some("Chánh Văn phòng")),
            ("Văn phòng Ủy ban nhân dân", Some("UBND xã Mỹ Đức"), None),
            ("Phòng Kinh tế", Some("UBND huyện Định Hóa"), None),
            ("Ủy ban nhân dân xã Mỹ Đức", None, None),
            ("Trung tâm Y tế", Some("UBND xã Mỹ Đức"), None),
        ] {
            assert_eq!(head(name, superior).as_deref(), wanted, "{name}");
        }
    }

    #[test]
    fn each_office_is_of_its_time() {
        let offices = Offices::shipped().unwrap();
        let day = Date::from_calendar_date(2024, Month::March, 11).unwrap();
        assert!(
            offices
                .named("Phòng Văn hóa - Xã hội", Some("UBND xã A"), day)
                .is_none()
        );
    }
}

//! Parts that only some documents bear (Phụ lục I, phần I, mục III).

use crate::form::{choice, form};
use crate::source::{Source, Words};
use crate::vn::date::IssueDate;
use crate::vn::text::capitalise;

/// Number and date, both of which may still be open, and marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Issued {
    /// The number; none before it is given one (ND30-SO-08).
    pub number: Option<u32>,
    /// What gave it.
    pub number_source: Source,
    /// The date.
    pub date: IssueDate,
    /// What gave it.
    pub date_source: Source,
    /// The marks.
    pub marks: Marks,
}

/// Marks beside the parts of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// How urgently it must be delivered (ô 10b).
    pub urgency: Option<Urgency>,
    /// What states that.
    pub urgency_source: Source,
    /// How far it may be passed on (ô 11).
    pub circulation: Option<Circulation>,
    /// What states that.
    pub circulation_source: Source,
    /// Who drafted it, and how many copies are made (ô 12).
    pub drafted: Option<Drafted>,
}

choice! {
    /// How urgently a document must be delivered (ND30-KHAN-01).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Urgency: "mức độ khẩn" {
        /// Hỏa tốc.
        Immediate = "hỏa tốc",
        /// Thượng khẩn.
        VeryUrgent = "thượng khẩn",
        /// Khẩn.
        Urgent = "khẩn",
    }
}

impl Urgency {
    /// The words of its stamp.
    pub fn words(self) -> &'static str {
        match self {
            Self::Immediate => "HỎA TỐC",
            Self::VeryUrgent => "THƯỢNG KHẨN",
            Self::Urgent => "KHẨN",
        }
    }
}

choice! {
    /// How far a document may be passed on (ND30-LH-01).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Circulation: "phạm vi lưu hành" {
        /// Lưu hành nội bộ.
        Internal = "lưu hành nội bộ",
        /// Xem xong trả lại.
        Return = "xem xong trả lại",
    }
}

impl Circulation {
    /// The words of its mark.
    pub fn words(self) -> &'static str {
        match self {
            Self::Internal => "LƯU HÀNH NỘI BỘ",
            Self::Return => "XEM XONG TRẢ LẠI",
        }
    }
}

/// Who drafted a document, and how many copies are made (ND30-ST-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The drafter's mark: `PL`.
    pub by: Words,
    /// The number of copies, if it is stated.
    pub copies: Option<u32>,
    /// What states that.
    pub copies_source: Source,
}

impl Drafted {
    /// As it is printed: `PL.(300)`.
    pub fn words(&self) -> Words {
        let mut by = self.by.trim_end_of(&['.']).to_uppercase();
        if let Some(copies) = self.copies {
            by.push(&Words::new(
                format!(".({copies})"),
                self.copies_source.clone(),
            ));
        }
        by
    }
}

form! {
    /// Where a body can be reached (ND30-DC-01).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Contact: CONTACT, "liên hệ" {
        /// Its address.
        pub address: optional::<Words>("dia_chi", "Địa chỉ"),
        /// Its telephone.
        pub phone: optional::<Words>("dien_thoai", "Điện thoại"),
        /// Its electronic mail.
        pub mail: optional::<Words>("thu_dien_tu", "Thư điện tử"),
        /// Its site.
        pub site: optional::<Words>("trang_web", "Trang thông tin điện tử"),
    }
}

impl Contact {
    /// What is known, each with its name: `Địa chỉ: …; điện thoại: ….`
    pub fn line(&self) -> Words {
        let named = [
            ("địa chỉ", &self.address),
            ("điện thoại", &self.phone),
            ("thư điện tử", &self.mail),
            ("trang thông tin điện tử", &self.site),
        ];
        let mut line = Words::default();
        for (name, value) in named {
            let Some(value) = value else { continue };
            let name = match line.is_empty() {
                true => capitalise(name),
                false => format!("; {name}"),
            };
            line.push(&format!("{name}: ").into());
            line.push(value);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nd30_st_01_the_drafters_mark_is_in_capitals_with_the_number_of_copies() {
        let drafted = |copies| Drafted {
            by: "pl".into(),
            copies,
            copies_source: Source::Decree,
        };
        assert_eq!(drafted(Some(300)).words(), "PL.(300)");
        assert_eq!(drafted(None).words(), "PL");
    }

    #[test]
    fn nd30_dc_01_only_what_is_known_of_an_address_is_told() {
        let contact = Contact {
            address: Some("số 1, đường Trần Phú".into()),
            mail: Some("vp@example.gov.vn".into()),
            ..Contact::default()
        };
        assert_eq!(
            contact.line(),
            "Địa chỉ: số 1, đường Trần Phú; thư điện tử: vp@example.gov.vn"
        );
    }
}

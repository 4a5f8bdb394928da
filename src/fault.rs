//! What is wrong with something the user gave us: kind, place, what was found, what was
//! expected and what to do. Faults are gathered, so that a file with nine of them shows nine.
//!
//! A fault stops the work (exit code 2). What is doubtful but can be printed is a
//! [`crate::audit::Finding`] instead.
//!
//! ```
//! let faults = vanthu::form::read::<u32>("so.yaml", "năm").unwrap_err();
//! let fault = faults.iter().next().unwrap();
//! assert_eq!((fault.kind.code(), fault.place.line()), ("GIA-TRI-01", 1));
//! ```

mod action;
mod note;
mod place;
mod quote;
mod remark;

use std::collections::BTreeSet;
use std::fmt;

pub use action::Action;
pub use note::{Note, NoteKind};
pub use place::{Origin, Place, column_letters};
pub(crate) use quote::{quoted, shortened};
pub use remark::Remark;

use crate::vn::text::fold;

/// What sort of thing is wrong. The code is stable: support and tests may rely on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A file or folder is not there or cannot be read.
    Unreadable,
    /// A file or folder cannot be written.
    Unwritable,
    /// Of files that belong together some were written, and could not be taken back.
    PartlyWritten,
    /// The file is not in the syntax it should be in.
    Syntax,
    /// A key that nobody knows.
    UnknownKey,
    /// A key that stands twice.
    RepeatedKey,
    /// A key that is needed and absent.
    MissingKey,
    /// A value of another type than needed.
    WrongType,
    /// A value of the right type that cannot be.
    WrongValue,
    /// More than is allowed: a file, a value, a list, a template's run ([`crate::bounds`]).
    Bound,
    /// A name that nothing bears.
    UnknownName,
    /// A letter that the type has no glyph for.
    MissingGlyph,
    /// A template that cannot be filled in.
    Template,
    /// Whoever asked for the work wants it no more.
    Cancelled,
    /// The program's own fault.
    Internal,
}

impl Kind {
    /// The code by which support knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "TEP-01",
            Self::Unwritable => "TEP-02",
            Self::PartlyWritten => "TEP-03",
            Self::Syntax => "CU-PHAP",
            Self::UnknownKey => "KHOA-01",
            Self::RepeatedKey => "KHOA-02",
            Self::MissingKey => "KHOA-03",
            Self::WrongType => "GIA-TRI-01",
            Self::WrongValue => "GIA-TRI-02",
            Self::Bound => "GIOI-HAN",
            Self::UnknownName => "TEN-01",
            Self::MissingGlyph => "CHU-01",
            Self::Template => "MAU-01",
            Self::Cancelled => "DUNG-01",
            Self::Internal => "NOI-BO",
        }
    }
}

/// One thing that is wrong. The texts are Vietnamese, for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What sort of thing.
    pub kind: Kind,
    /// Where.
    pub place: Place,
    /// What was found there.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub remedy: String,
    /// What the program can do about it, if the caller offers that.
    pub action: Option<Action>,
}

impl Fault {
    /// A fault of which only kind, place and finding are known yet.
    pub fn new(kind: Kind, place: Place, found: impl Into<String>) -> Self {
        Self {
            kind,
            place,
            found: shortened(found.into()),
            expected: String::new(),
            remedy: String::new(),
            action: None,
        }
    }

    /// With what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = shortened(expected.into());
        self
    }

    /// With what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = shortened(remedy.into());
        self
    }

    /// Asks whether the nearest of the known names is meant, if one is near enough; else the remedy
    /// stays.
    #[must_use]
    pub fn meant<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(written, known) {
            Some(name) => self.remedy(format!("có phải ý bạn là “{name}”?")),
            None => self,
        }
    }

    /// With what the program can do about it.
    #[must_use]
    pub fn offer(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: lỗi {}: {}",
            self.place,
            self.kind.code(),
            self.found
        )?;
        if let Some((excerpt, before)) = self.place.excerpt() {
            let gutter = self.place.line().to_string();
            write!(f, "\n  {gutter} | {excerpt}")?;
            if self.place.column() > 0 {
                // Tabs are kept so that the caret stands below the letter it means.
                let pad: String = excerpt
                    .chars()
                    .take(before)
                    .map(|c| if c == '\t' { '\t' } else { ' ' })
                    .collect();
                write!(f, "\n  {} | {pad}^", " ".repeat(gutter.len()))?;
            }
        }
        if !self.expected.is_empty() {
            write!(f, "\n  cần: {}", self.expected)?;
        }
        if !self.remedy.is_empty() {
            write!(f, "\n  sửa: {}", self.remedy)?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// All that is wrong, in the order of place. As an error it is never empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Nothing wrong yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// One more.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// All of another set.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// What was read; where it could not be, what is wrong is added to these.
    pub fn absorb<T>(&mut self, read: Result<T, impl Into<Self>>) -> Option<T> {
        read.map_err(|found| self.extend(found.into())).ok()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One after the other, in the order of place.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        let mut sorted: Vec<&Fault> = self.0.iter().collect();
        sorted.sort_by(|a, b| a.place.order().cmp(&b.place.order()));
        sorted.into_iter()
    }

    /// What is read, if nothing is found wrong in reading it.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn gather<T>(read: impl FnOnce(&mut Self) -> Option<T>) -> Result<T, Self> {
        let mut faults = Self::none();
        let value = read(&mut faults);
        faults.or(value)
    }

    /// The value if nothing is wrong, else what is.
    ///
    /// # Errors
    /// The faults, if there are any, or if there is no value.
    pub fn or<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            None if self.is_empty() => Err(Self::from(Fault::new(
                Kind::Internal,
                Place::file("vanthu"),
                "chương trình không đọc được dữ liệu mà không rõ vì sao",
            ))),
            _ => Err(self.once()),
        }
    }

    /// Each once: what two readers need both may have told.
    fn once(mut self) -> Self {
        let mut told = BTreeSet::new();
        let new = |fault: &Fault| told.insert((fault.place.to_string(), fault.found.clone()));
        self.0.retain(new);
        self
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<I: IntoIterator<Item = Fault>>(faults: I) -> Self {
        Self(faults.into_iter().collect())
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.iter().enumerate() {
            if i > 0 {
                f.write_str("\n\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// A fault that no input should be able to cause.
pub fn internal(error: &dyn std::error::Error) -> Faults {
    let mut found = format!("chương trình gặp lỗi của chính nó: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        found.push_str(&format!(": {error}"));
        cause = error.source();
    }
    Faults::from(
        Fault::new(Kind::Internal, Place::file("vanthu"), found)
            .remedy("gửi hồ sơ và thông báo này cho nhóm phát triển"),
    )
}

/// The known name nearest to one that was written, if one is near enough to be meant.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Capitals, accents, quotes and what parts the words are no letters that were meant otherwise.
    let plain = |name: &str| {
        let parts = |c: char| matches!(c, ' ' | '-' | '_' | '“' | '”' | '"' | '\'');
        fold(name).replace(parts, "")
    };
    let allowed = (written.chars().count() / 3).max(1);
    let folded = plain(written);
    let distance = |name: &str| match !folded.is_empty() && plain(name) == folded {
        true => 0,
        false => strsim::damerau_levenshtein(written, name),
    };
    known
        .into_iter()
        .map(|name| (distance(name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_fault_shows_its_line_and_points_at_the_letter() {
        let origin = Arc::new(Origin {
            file: "ho-so.yaml".into(),
            text: "mau: a\nky: 2024-13\n".into(),
        });
        let fault = Fault::new(
            Kind::WrongValue,
            Place::new(origin, 2, 5),
            "“2024-13” không phải là một tháng",
        )
        .expected("năm-tháng, ví dụ 2024-02");
        insta::assert_snapshot!(fault, @r"
        ho-so.yaml:2:5: lỗi GIA-TRI-02: “2024-13” không phải là một tháng
          2 | ky: 2024-13
            |     ^
          cần: năm-tháng, ví dụ 2024-02
        ");
    }

    #[test]
    fn faults_come_in_the_order_of_place() {
        let place = Place::file("a.yaml");
        let mut faults = Faults::none();
        faults.add(Fault::new(Kind::WrongType, place.at(9, 1), "sau"));
        faults.add(Fault::new(Kind::WrongType, place.at(2, 7), "trước"));
        let found: Vec<&str> = faults.iter().map(|f| f.found.as_str()).collect();
        assert_eq!(found, ["trước", "sau"]);
    }

    #[test]
    fn a_place_in_a_sheet_is_named_as_excel_names_it() {
        let sheet = Place::file("so-lieu.xlsx").sheet("Biểu 01");
        assert_eq!(sheet.to_string(), "so-lieu.xlsx!Biểu 01");
        assert_eq!(sheet.at(7, 3).to_string(), "so-lieu.xlsx!Biểu 01!C7");
        assert_eq!(sheet.at(7, 0).to_string(), "so-lieu.xlsx!Biểu 01!dòng 7");
        assert_eq!(sheet.at(0, 3).to_string(), "so-lieu.xlsx!Biểu 01!cột C");
        let only = Place::file("so-lieu.csv").sheet("");
        assert_eq!(only.at(7, 28).to_string(), "so-lieu.csv!AB7");
        assert_eq!(only.to_string(), "so-lieu.csv");
    }

    #[test]
    fn columns_are_counted_in_letters() {
        for (number, letters) in [(0, ""), (1, "A"), (26, "Z"), (27, "AA"), (16_384, "XFD")] {
            assert_eq!(column_letters(number), letters);
        }
    }

    #[test]
    fn only_a_near_name_is_suggested() {
        assert_eq!(nearest("noi_nhn", ["noi_nhan", "ky"]), Some("noi_nhan"));
        assert_eq!(nearest("xyz", ["noi_nhan", "ky"]), None);
    }
}

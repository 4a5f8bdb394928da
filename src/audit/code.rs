//! The codes of checks. A check can tell none but these; what each is called and weighs, the table
//! of codes says (`checks/ma.yaml`), and each has a page in the guide and cases among the tests.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::fault::{Fault, Kind, Place};
use crate::form::{Choice, choice};

/// Declares the codes, each with how it is written.
macro_rules! codes {
    ($($name:ident = $written:literal,)*) => {
        /// The code of a check: its kind and a number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $written] $name,)*
        }

        impl Code {
            /// As it is written: `SUM-01`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $written,)*
                }
            }
        }

        choice!(Code, "mã kiểm tra", [$(($written, "", Self::$name),)*]);
    };
}

codes! {
    Sum01 = "SUM-01",
    Sum02 = "SUM-02",
    Sum03 = "SUM-03",
    Sum04 = "SUM-04",
    Delta01 = "DELTA-01",
    Delta02 = "DELTA-02",
    Score01 = "SCORE-01",
    Score02 = "SCORE-02",
    Scale01 = "SCALE-01",
    Scale02 = "SCALE-02",
    Ratio01 = "RATIO-01",
    Ratio02 = "RATIO-02",
    Compl01 = "COMPL-01",
    Range01 = "RANGE-01",
    Range02 = "RANGE-02",
    Range03 = "RANGE-03",
    Order01 = "ORDER-01",
    Rank01 = "RANK-01",
    Rank02 = "RANK-02",
    Band01 = "BAND-01",
    Band02 = "BAND-02",
    Count01 = "COUNT-01",
    Count02 = "COUNT-02",
    Count03 = "COUNT-03",
    Super01 = "SUPER-01",
    Super02 = "SUPER-02",
    Super03 = "SUPER-03",
    Xref01 = "XREF-01",
    Xref02 = "XREF-02",
    Xref03 = "XREF-03",
    Xref04 = "XREF-04",
    Xref05 = "XREF-05",
    Xref06 = "XREF-06",
    Xref07 = "XREF-07",
    Claim01 = "CLAIM-01",
    Contra01 = "CONTRA-01",
    Contra02 = "CONTRA-02",
    Contra03 = "CONTRA-03",
    Scope01 = "SCOPE-01",
    TotalRow01 = "TOTALROW-01",
    TotalRow02 = "TOTALROW-02",
    TotalRow03 = "TOTALROW-03",
    Row01 = "ROW-01",
    Stale01 = "STALE-01",
    Seen01 = "SEEN-01",
    Seen02 = "SEEN-02",
    Name01 = "NAME-01",
    Name02 = "NAME-02",
    Name03 = "NAME-03",
    Name04 = "NAME-04",
    Name05 = "NAME-05",
    Name06 = "NAME-06",
    Name07 = "NAME-07",
    Name08 = "NAME-08",
    NumFmt01 = "NUMFMT-01",
    NumFmt02 = "NUMFMT-02",
    NumFmt03 = "NUMFMT-03",
    NumFmt04 = "NUMFMT-04",
    Date01 = "DATE-01",
    Date02 = "DATE-02",
    Date03 = "DATE-03",
    Date04 = "DATE-04",
    Date05 = "DATE-05",
    Date06 = "DATE-06",
    Date07 = "DATE-07",
    Date08 = "DATE-08",
    Date09 = "DATE-09",
    Date10 = "DATE-10",
    Date11 = "DATE-11",
    Cite01 = "CITE-01",
    Cite02 = "CITE-02",
    Cite03 = "CITE-03",
    Annex01 = "ANNEX-01",
    Annex02 = "ANNEX-02",
    Recip01 = "RECIP-01",
    Recip02 = "RECIP-02",
    Recip03 = "RECIP-03",
    Recip04 = "RECIP-04",
    Recip05 = "RECIP-05",
    Recip06 = "RECIP-06",
    Sign01 = "SIGN-01",
    Sign02 = "SIGN-02",
    Sign03 = "SIGN-03",
    Sign04 = "SIGN-04",
    Form01 = "FORM-01",
    Form02 = "FORM-02",
    Form03 = "FORM-03",
    Form04 = "FORM-04",
    Form05 = "FORM-05",
    Numb01 = "NUMB-01",
    Numb02 = "NUMB-02",
    Law01 = "LAW-01",
    Law04 = "LAW-04",
    Law02 = "LAW-02",
    Law03 = "LAW-03",
    Term01 = "TERM-01",
    Term02 = "TERM-02",
    Term03 = "TERM-03",
    Term04 = "TERM-04",
    Term05 = "TERM-05",
    Term06 = "TERM-06",
    Empty01 = "EMPTY-01",
    Empty02 = "EMPTY-02",
    Empty03 = "EMPTY-03",
    Empty04 = "EMPTY-04",
    Empty05 = "EMPTY-05",
    Unit01 = "UNIT-01",
}

impl Code {
    /// All codes.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::KNOWN.iter().map(|(.., code)| *code)
    }

    /// The code that is written so at this place.
    ///
    /// # Errors
    /// If there is none; the nearest is told.
    pub fn parse(written: &str, place: &Place) -> Result<Self, Fault> {
        if let Some(code) = Self::all().find(|code| code.as_str() == written) {
            return Ok(code);
        }
        let found = format!("không có mã kiểm tra “{written}”");
        let fault = Fault::new(Kind::UnknownName, place.clone(), found)
            .expected("một mã trong docs/kiem-tra.md, ví dụ SUM-01");
        Err(fault.meant(written, Self::all().map(Self::as_str)))
    }

    /// The kind of check: `SUM` of `SUM-01`.
    pub fn kind(self) -> &'static str {
        let written = self.as_str();
        written.split_once('-').map_or(written, |(kind, _)| kind)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

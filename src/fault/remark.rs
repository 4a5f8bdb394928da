//! Faults and findings in the one shape in which programs read them.

use serde::{Deserialize, Serialize};

use super::{Fault, Faults, Place};

/// One thing that is doubtful or wrong, as `--format json`, SARIF, the report of a lô and every
/// other caller give it. Numbers are decimal strings, so that none is rounded on its way; a text
/// that there is none of is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Remark {
    /// Its code.
    pub code: String,
    /// How much it weighs: `error`, `warning`, `info`.
    pub severity: String,
    /// How much it weighs where no office's file says otherwise.
    pub usual: String,
    /// Where, as the user reads it.
    pub place: String,
    /// Where in the document, as the user reads it.
    pub part: String,
    /// Where in words that survive when something else is edited: `cho` of an acknowledgement.
    pub spot: String,
    /// What it was found of: `gia_tri` of an acknowledgement.
    pub value: String,
    /// Why somebody lets it stand, if somebody does.
    pub reason: Option<String>,
    /// The file.
    pub file: String,
    /// The sheet, if the file is a table; without a name in a file that has only one.
    pub sheet: Option<String>,
    /// The line, or the row of the sheet; from 1, 0 for the file as a whole.
    pub line: usize,
    /// The letter of the line, or the column of the sheet; from 1, 0 for the line as a whole.
    pub column: usize,
    /// What was stated.
    pub stated: Option<String>,
    /// What comes out, or how it should be written.
    pub recomputed: Option<String>,
    /// What was stated less what comes out.
    pub difference: Option<String>,
    /// How far the two may lie apart.
    pub tolerance: Option<String>,
    /// What the tolerance is made of.
    pub why: Option<String>,
    /// What is doubtful or wrong.
    pub message: String,
    /// What was expected.
    pub expected: String,
    /// The rule or law that it goes against.
    pub rule: String,
    /// What to do.
    pub suggestion: String,
    /// What the program can do about it: the word of an [`Action`](super::Action).
    pub action: Option<String>,
}

impl Remark {
    /// A remark of which only the place is known yet.
    pub fn at(place: &Place) -> Self {
        Self {
            place: place.to_string(),
            file: place.file_name().to_owned(),
            sheet: place.sheet_name().map(str::to_owned),
            line: place.line(),
            column: place.column(),
            ..Self::default()
        }
    }

    /// All that is wrong.
    pub fn all(faults: &Faults) -> Vec<Self> {
        faults.iter().map(Self::from).collect()
    }
}

impl From<&Fault> for Remark {
    fn from(fault: &Fault) -> Self {
        Self {
            code: fault.kind.code().to_owned(),
            severity: "error".to_owned(),
            usual: "error".to_owned(),
            message: fault.found.clone(),
            expected: fault.expected.clone(),
            suggestion: fault.remedy.clone(),
            action: fault.action.map(|action| action.id().to_owned()),
            ..Self::at(&fault.place)
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Remark::from(self).serialize(to)
    }
}

impl Serialize for Faults {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

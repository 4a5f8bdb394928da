//! Why a PDF could not be written.

use std::fmt;

use krilla::configure::ConfigurationError;
use krilla::error::KrillaError;

use super::MissingGlyph;
use crate::font::Variant;
use crate::page::ContractError;

/// Why a PDF could not be written.
#[derive(Debug)]
pub enum PdfError {
    /// The boxes break a promise.
    Contract(ContractError),
    /// A face lacks a character of the text.
    MissingGlyph(MissingGlyph),
    /// A face cannot be embedded.
    Face(Variant),
    /// The kind of PDF that we ask for does not exist.
    Configuration(ConfigurationError),
    /// The PDF was drawn but could not be finished.
    Unfinished(Box<KrillaError>),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contract(error) => error.fmt(f),
            Self::MissingGlyph(missing) => missing.fmt(f),
            Self::Face(variant) => write!(f, "the {variant:?} face cannot be embedded"),
            Self::Configuration(cause) => write!(f, "no such kind of PDF: {cause:?}"),
            Self::Unfinished(cause) => unfinished(f, cause),
        }
    }
}

/// What krilla says, with each of its complaints, which it only counts by itself.
fn unfinished(f: &mut fmt::Formatter<'_>, cause: &KrillaError) -> fmt::Result {
    write!(f, "the PDF cannot be finished: {cause}")?;
    if let KrillaError::Validation(complaints) = cause {
        for (complaint, _) in complaints {
            write!(f, "; {complaint:?}")?;
        }
    }
    Ok(())
}

impl std::error::Error for PdfError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unfinished(cause) => Some(cause.as_ref()),
            Self::Contract(_) | Self::MissingGlyph(_) | Self::Face(_) | Self::Configuration(_) => {
                None
            }
        }
    }
}

impl From<ContractError> for PdfError {
    fn from(error: ContractError) -> Self {
        Self::Contract(error)
    }
}

impl From<KrillaError> for PdfError {
    fn from(cause: KrillaError) -> Self {
        Self::Unfinished(Box::new(cause))
    }
}

impl From<ConfigurationError> for PdfError {
    fn from(cause: ConfigurationError) -> Self {
        Self::Configuration(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use krilla::configure::{ValidationError, Validators};

    #[test]
    fn every_complaint_of_krilla_is_told() {
        let complaints = vec![
            (ValidationError::MissingTagging, Validators::default()),
            (ValidationError::NoDocumentTitle, Validators::default()),
        ];
        let error = PdfError::from(KrillaError::Validation(complaints));
        assert_eq!(
            error.to_string(),
            "the PDF cannot be finished: validation failed with 2 errors; \
             MissingTagging; NoDocumentTitle"
        );
    }
}

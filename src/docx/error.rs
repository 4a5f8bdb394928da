//! Why a package could not be written.

use std::fmt;
use std::io;

use zip::result::ZipError;

use crate::page::ContractError;

/// Why a package could not be written.
#[derive(Debug)]
pub enum DocxError {
    /// The boxes break a promise.
    Contract(ContractError),
    /// The archive could not be packed.
    Package(ZipError),
}

impl fmt::Display for DocxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contract(error) => error.fmt(f),
            Self::Package(_) => f.write_str("the DOCX archive cannot be packed"),
        }
    }
}

impl std::error::Error for DocxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Contract(_) => None,
            Self::Package(cause) => Some(cause),
        }
    }
}

impl From<ContractError> for DocxError {
    fn from(error: ContractError) -> Self {
        Self::Contract(error)
    }
}

impl From<ZipError> for DocxError {
    fn from(cause: ZipError) -> Self {
        Self::Package(cause)
    }
}

impl From<io::Error> for DocxError {
    fn from(cause: io::Error) -> Self {
        Self::Package(ZipError::Io(cause))
    }
}

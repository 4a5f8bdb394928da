//! What is asked of a run.

use std::path::PathBuf;

use super::shard::Shard;
use crate::audit::Code;
use crate::cancellation::Cancellation;

/// What is asked of a run.
#[derive(Debug, Default)]
pub struct Options {
    /// The output folder.
    pub out: PathBuf,
    /// How many workers; none for one of each core.
    pub jobs: Option<usize>,
    /// Whether one unit that is wrong stops all.
    pub strict: bool,
    /// The part of the lô.
    pub shard: Option<Shard>,
    /// Whether the files of each province go into an archive as well.
    pub zip: bool,
    /// The codes of errors that are printed all the same.
    pub allowed: Vec<Code>,
    /// What tells this build of the program from others, whose files are made again.
    pub program: String,
    /// Asked before each unit and document; what is written by then stays, for the next run.
    pub cancellation: Cancellation,
}

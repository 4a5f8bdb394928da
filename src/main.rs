//! The program `vanthu`: arguments in, exit code out. All work is in the library.

use std::io::{stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let code = vanthu::cli::run(std::env::args_os(), &mut stdout().lock(), &mut stderr());
    ExitCode::from(code)
}

//! The program `vanthu`: arguments in, exit code out. All work is in the library.

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use vanthu::cancellation::Cancellation;

/// What shells say of a program that Ctrl-C has ended.
const ENDED: i32 = 130;

/// A sixth of a lô's time went into the system's.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Colours are for eyes: https://no-color.org
    let colour =
        stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    let (out, err) = (&mut stdout().lock(), &mut stderr());
    // A double click says no word of what to do, and gives the program a window of its own.
    if cfg!(windows) && std::env::args_os().len() < 2 {
        let program = std::env::current_exe().ok();
        let code = vanthu::cli::opened(program.as_deref(), out, &mut stdin().lock());
        return ExitCode::from(code);
    }
    let code = vanthu::cli::run(colour, std::env::args_os(), out, err, &stop_when_asked);
    ExitCode::from(code)
}

/// Ctrl-C, a closed window or SIGTERM asks the work to stop; who asks twice does not wait for it.
/// Where signals cannot be heard, they end the program as they do any.
#[expect(
    clippy::exit,
    reason = "who asks twice does not wait for the work to end"
)]
fn stop_when_asked(work: Cancellation) {
    let _ = ctrlc::set_handler(move || match work.is_cancelled() {
        true => std::process::exit(ENDED),
        false => work.cancel(),
    });
}

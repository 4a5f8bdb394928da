//! The shell: one file a sub-command. It holds no rules, only words around the library's calls.

mod arguments;
mod batch;
mod explain;
mod render;
mod report;
mod score;
mod score_json;
mod table;
mod templates;

use std::ffi::OsString;
use std::io::Write;

use clap::Parser;

use arguments::{Arguments, Command};

/// Everything was done.
const DONE: u8 = 0;
/// Some was done, some was refused.
const REFUSED: u8 = 1;
/// The input or the call is wrong.
const WRONG: u8 = 2;

/// Runs the program; gives its exit code. What it has to say goes to `out`, what is wrong with
/// the input or the call to `err`.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return arguments::explain(&error, out, err),
    };
    let result = match &arguments.command {
        Command::Render(arguments) => render::run(arguments),
        Command::Score(arguments) => score::run(arguments),
        Command::Batch(arguments) => return batch::start(arguments, out, err),
        Command::Templates(arguments) => templates::run(arguments),
    };
    match result {
        Ok(text) => {
            say(out, &text);
            DONE
        }
        Err(faults) => {
            say(err, &report::faults(&faults));
            WRONG
        }
    }
}

/// Writes a text. A reader that has gone away (`vanthu … | head`) is no fault of the user's.
fn say(to: &mut dyn Write, text: &str) {
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

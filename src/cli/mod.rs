//! The shell: one file a sub-command. It holds no rules, only words around the library's calls.

mod arguments;
mod batch;
mod check;
mod convert;
mod explain;
mod groups;
mod new;
mod next;
mod offer;
mod opened;
mod render;
mod report;
mod sarif;
mod schema;
mod score;
mod score_json;
mod table;
mod templates;

use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::Path;

use clap::Parser;
use rust_decimal::Decimal;

use crate::audit::Code;
use crate::cancellation::Cancellation;
use crate::fault::{Faults, Place};
use crate::form::Sourced;
use crate::render::Checker;
use crate::shelf::{self, Session};
use crate::vn::number::print;
use arguments::{Arguments, Command};
use report::Colour;

/// The folder beside the hồ sơ into which results go.
const RESULTS: &str = "ket-qua";
/// Everything was done.
const DONE: u8 = 0;
/// There are errors that have to be put right first.
const BLOCKED: u8 = 1;
/// The input or the call is wrong.
const WRONG: u8 = 2;

/// What a command has to say, and how it ended.
struct Said {
    out: String,
    /// What people have to know of a result that only programs read.
    aside: String,
    /// What is wrong with some of the input, if the rest could be worked on.
    faults: Faults,
    blocked: bool,
}

impl From<String> for Said {
    fn from(out: String) -> Self {
        Self {
            out,
            aside: String::new(),
            faults: Faults::none(),
            blocked: false,
        }
    }
}

/// What the program does when it is opened by a double click: it says what it is, opens the page
/// that lies beside it, and waits for a line of `read`.
pub fn opened(program: Option<&Path>, out: &mut dyn Write, read: &mut dyn BufRead) -> u8 {
    opened::run(program, out, read)
}

/// Runs the program, in colours if `colour` says so; gives its exit code. What it has to say goes to
/// `out`, what is wrong with the input or the call to `err`. Work that can stop in good order is handed to
/// `stoppable` before it begins.
pub fn run(
    colour: bool,
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
    stoppable: &dyn Fn(Cancellation),
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return arguments::explain(&error, out, err),
    };
    let result = match &arguments.command {
        Command::New(arguments) => new::run(arguments).map(Said::from),
        Command::Next(arguments) => next::run(arguments).map(Said::from),
        Command::Convert(arguments) => convert::run(arguments).map(Said::from),
        Command::Render(arguments) => render::run(arguments, Colour::of(colour)),
        Command::Score(arguments) => score::run(arguments),
        Command::Check(arguments) => check::run(arguments, Colour::of(colour)),
        Command::Batch(arguments) => return batch::start(arguments, out, err, stoppable),
        Command::Templates(arguments) => templates::run(arguments).map(Said::from),
        Command::Schema(arguments) => Ok(Said::from(schema::run(arguments))),
    };
    match result {
        Ok(said) => {
            say(out, &said.out);
            say(err, &said.aside);
            if !said.faults.is_empty() {
                say(err, &report::faults(&said.faults));
                return WRONG;
            }
            if said.blocked { BLOCKED } else { DONE }
        }
        Err(faults) => {
            say(err, &report::faults(&faults));
            WRONG
        }
    }
}

/// The checks, by the office's file if the call names one.
fn checker(config: Option<&Path>, session: &Session) -> Result<Checker, Faults> {
    let settings = config.map(|file| shelf::settings(file, session));
    Checker::new(settings.transpose()?)
}

/// Writes a text. A reader that has gone away (`vanthu … | head`) is no fault of the user's.
fn say(to: &mut dyn Write, text: &str) {
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

/// A value of the call, with the option or command that it belongs to.
fn asked(option: &str, value: &str) -> Sourced<String> {
    Sourced::new(value.to_owned(), Place::file(option))
}

/// The codes to be allowed, which have to be those of checks.
fn codes(allowed: &[String]) -> Result<Vec<Code>, Faults> {
    let place = Place::file("--allow");
    let codes = allowed.iter().map(|code| Ok(Code::parse(code, &place)?));
    codes.collect()
}

/// A change with its sign: `+0,84`, `-3,08`.
fn signed(change: Decimal) -> String {
    let sign = if change > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{}", print(change))
}

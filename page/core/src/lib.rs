//! What the page asks of the library: calls that take and give texts and bytes, and no rule.
//!
//! Each call gives JSON: `{"ok": …}`, or `{"faults": [Remark, …]}` with all that is wrong.

mod desk;
mod lot;
mod show;
mod wording;

use serde_json::{Value, json};
use vanthu::fault::Faults;
use wasm_bindgen::prelude::wasm_bindgen;

pub use desk::Desk;

/// What tells this program from others in a lô's report.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " vanthu.html");

/// A desk as the page holds it.
#[wasm_bindgen]
pub struct Page(Desk);

#[wasm_bindgen]
impl Page {
    /// A desk without files.
    ///
    /// # Errors
    /// If the shipped data cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Page, String> {
        Desk::new().map(Page).map_err(|faults| faults.to_string())
    }

    /// A file on the desk, by its path.
    pub fn put(&mut self, path: &str, bytes: &[u8]) {
        self.0.put(path, bytes);
    }

    /// Takes a file from the desk.
    pub fn remove(&mut self, path: &str) {
        self.0.remove(path);
    }

    /// The bytes of a file on the desk; none if there is none.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        self.0.bytes(path)
    }

    /// The bytes of a face: 0 regular, 1 bold, 2 italic, 3 both.
    #[must_use]
    pub fn face(&self, variant: usize) -> Vec<u8> {
        self.0.face(variant)
    }

    /// The page of a check, as Markdown.
    #[must_use]
    pub fn explain(&self, code: &str) -> String {
        answer(Desk::explain(code))
    }

    /// The templates and sets of indicators.
    #[must_use]
    pub fn catalogue(&self) -> String {
        answer(self.0.catalogue())
    }

    /// The declared form of a hồ sơ: of the asked template, set and month.
    #[must_use]
    pub fn declared(&self, asked: &str) -> String {
        answer(read(asked).and_then(|asked| self.0.declared(&asked)))
    }

    /// What could be meant by words that are being typed.
    #[must_use]
    pub fn suggest(&self, holds: &str, typed: &str) -> String {
        answer(Ok(Desk::suggest(holds, typed)))
    }

    /// The columns of a Biểu.
    #[must_use]
    pub fn columns(&self, folder: &str, sheet: &str) -> String {
        answer(self.0.columns(folder, sheet))
    }

    /// A new hồ sơ in a folder: of the asked template, set and month; or a lô about the units of the asked
    /// table that lies there.
    #[must_use]
    pub fn create(&mut self, folder: &str, asked: &str) -> String {
        answer(read(asked).and_then(|asked| self.0.create(folder, &asked)))
    }

    /// The next month of a hồ sơ, in a folder beside it.
    #[must_use]
    pub fn next(&mut self, path: &str) -> String {
        answer(self.0.next(path))
    }

    /// What a file of YAML holds, each value with its place.
    #[must_use]
    pub fn tree(&self, path: &str) -> String {
        answer(self.0.tree(path))
    }

    /// The files of figures that a hồ sơ or lô names.
    #[must_use]
    pub fn figures(&self, path: &str) -> String {
        answer(self.0.figures(path))
    }

    /// Another value at the end of a way of keys and numbers; gives the whole text.
    #[must_use]
    pub fn edit(&mut self, path: &str, way: &str, value: &str) -> String {
        let edited = read(way).and_then(|way| Ok((way, read(value)?)));
        answer(edited.and_then(|(way, value)| self.0.edit(path, &way, &value)))
    }

    /// The templates of a hồ sơ with their sentences.
    #[must_use]
    pub fn wording(&self, path: &str) -> String {
        answer(self.0.wording(path))
    }

    /// The files that change when a sentence is rewritten.
    #[must_use]
    pub fn reword(&self, path: &str, asked: &str) -> String {
        answer(read(asked).and_then(|asked| self.0.reword(path, &asked)))
    }

    /// The files that change when what was rewritten for one document is kept for all.
    #[must_use]
    pub fn keep(&self, path: &str, template: usize) -> String {
        answer(self.0.keep(path, template))
    }

    /// The cells of a sheet and what its columns are taken for.
    #[must_use]
    pub fn look(&self, file: &str, asked: &str) -> String {
        answer(read(asked).and_then(|asked| self.0.look(file, &asked)))
    }

    /// The cells of a sheet alone.
    #[must_use]
    pub fn cells(&self, file: &str, sheet: &str) -> String {
        answer(self.0.cells(file, sheet))
    }

    /// What is doubtful about a hồ sơ, and its pages as they are drawn.
    #[must_use]
    pub fn update(&self, path: &str) -> String {
        answer(self.0.update(path))
    }

    /// Makes the files of a hồ sơ; gives their names. [`Page::made`] gives each.
    #[must_use]
    pub fn make(&mut self, path: &str) -> String {
        answer(self.0.make(path))
    }

    /// Makes a hồ sơ in the other of its two forms, YAML or Excel; gives its name.
    #[must_use]
    pub fn convert(&mut self, path: &str) -> String {
        answer(self.0.convert(path))
    }

    /// The bytes of a file that was made.
    #[must_use]
    pub fn made(&self, name: &str) -> Option<Vec<u8>> {
        self.0.made(name)
    }

    /// Reads a lô: its units as they are before anything is made.
    #[must_use]
    pub fn lot(&mut self, path: &str) -> String {
        answer(self.0.lot(path))
    }

    /// Reads a lô anew, to be made from its first unit on.
    #[must_use]
    pub fn lot_begin(&mut self, path: &str) -> String {
        answer(self.0.lot_begin(path, PROGRAM))
    }

    /// What is doubtful about a unit of the lô, and its pages.
    #[must_use]
    pub fn lot_pages(&self, number: usize) -> String {
        answer(self.0.lot_pages(number))
    }

    /// Makes a unit of the lô. [`Page::made`] gives each file, [`Page::lot_piece`] what the archive
    /// has grown by, if it should.
    #[must_use]
    pub fn lot_make(&mut self, number: usize, pack: bool) -> String {
        answer(self.0.lot_make(number, pack))
    }

    /// Refuses a unit at which the program broke off.
    #[must_use]
    pub fn lot_refuse(&mut self, number: usize) -> String {
        answer(self.0.lot_refuse(number))
    }

    /// Refuses a unit that was made, of which a file could not be stored.
    #[must_use]
    pub fn lot_unstored(&mut self, number: usize, asked: &str) -> String {
        answer(read(asked).and_then(|asked| self.0.lot_unstored(number, &asked)))
    }

    /// The bytes by which the archive of the lô has grown.
    #[must_use]
    pub fn lot_piece(&mut self) -> Vec<u8> {
        self.0.lot_piece()
    }

    /// Ends the lô with its report; gives the names of the two files.
    #[must_use]
    pub fn lot_end(&mut self, milliseconds: u32, pack: bool) -> String {
        answer(self.0.lot_end(milliseconds.into(), pack))
    }

    /// The declared form of a lô.
    #[must_use]
    pub fn lot_declared(&self, asked: &str) -> String {
        answer(read(asked).and_then(|asked| self.0.lot_declared(&asked)))
    }
}

fn answer(result: Result<Value, Faults>) -> String {
    match result {
        Ok(value) => json!({"ok": value}).to_string(),
        Err(faults) => json!({"faults": faults}).to_string(),
    }
}

fn read(text: &str) -> Result<Value, Faults> {
    serde_json::from_str(text).map_err(|error| desk::wrong(&error.to_string()))
}

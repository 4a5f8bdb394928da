//! A lô on the desk: made one unit after the other, into an archive that is given away in pieces.

use std::path::Path;

use serde_json::{Value, json};
use vanthu::batch::{self, Archive, LOT, Lot, Making, UnitReport};
use vanthu::draft;
use vanthu::fault::{Fault, Faults, Kind, Place};
use vanthu::font::Fonts;
use vanthu::render::Renderer;
use vanthu::shelf::Session;

use crate::desk::{Desk, options, shown, wrong};

/// The lô that is being made, if there is one.
#[derive(Default)]
pub struct Lots {
    making: Option<(Making, Fonts)>,
    archive: Option<Archive>,
    /// The bytes of the archive that were not given away yet.
    piece: Vec<u8>,
}

impl Lots {
    fn making(&mut self) -> Result<&mut Making, Faults> {
        let making = self.making.as_mut().map(|(making, _)| making);
        making.ok_or_else(|| wrong("chưa mở lô nào"))
    }

    fn pack(&mut self, files: &[(String, Vec<u8>)]) -> Result<(), Faults> {
        let archive = self.archive.get_or_insert_with(Archive::default);
        for (path, bytes) in files {
            archive.add(path, bytes)?;
            self.piece.extend(archive.take());
        }
        Ok(())
    }
}

impl Desk {
    /// Reads a lô: its units as they are before anything is made.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn lot(&mut self, path: &str) -> Result<Value, Faults> {
        let session = self.session.clone();
        let making = self.open(path, "", &session)?;
        let units = (0..making.count()).filter_map(|number| making.planned(number));
        let units = units.map(|(unit, of_province)| {
            let mut shown = unit.json();
            if let Some(map) = shown.as_object_mut() {
                map.insert("of_province".to_owned(), json!(of_province));
            }
            shown
        });
        Ok(json!({"units": units.collect::<Vec<_>>(), "notes": making.notes()}))
    }

    /// Reads it anew, to be made. `program` tells this build from others.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn lot_begin(&mut self, path: &str, program: &str) -> Result<Value, Faults> {
        // The report lists what this run reads, and nothing that others did.
        let session = Session::new(self.files.clone());
        self.open(path, program, &session)?;
        Ok(Value::Null)
    }

    fn open(&mut self, path: &str, program: &str, session: &Session) -> Result<&Making, Faults> {
        self.lots = Lots::default();
        self.made.clear();
        let lot = Lot::read(Path::new(path), session)?;
        let own = lot.font_folder.as_deref();
        let own = own.map(|folder| vanthu::render::fonts(Some(folder), &self.files));
        let (fonts, renderer) = match own.transpose()? {
            Some(fonts) => (fonts.clone(), Renderer::new(&fonts)?),
            None => (self.fonts.clone(), self.renderer.clone()),
        };
        let asked = batch::Options {
            program: program.to_owned(),
            ..batch::Options::default()
        };
        let making = Making::of(&lot, &fonts, &renderer, &asked);
        let (making, _) = self.lots.making.insert((making, fonts));
        Ok(making)
    }

    /// What is doubtful about a unit of the lô, and its pages.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn lot_pages(&self, number: usize) -> Result<Value, Faults> {
        let lot = self.lots.making.as_ref();
        let (making, fonts) = lot.ok_or_else(|| wrong("chưa mở lô nào"))?;
        shown(&making.dossier(number)?, making.renderer(), fonts)
    }

    /// Makes a unit; its files can be taken one by one, and go into the archive if they should.
    ///
    /// # Errors
    /// If there is no such unit.
    pub fn lot_make(&mut self, number: usize, pack: bool) -> Result<Value, Faults> {
        let made = self.lots.making()?.make(number);
        let (report, files) = made.ok_or_else(|| wrong("lô không có đơn vị này"))?;
        let report = UnitReport::json(report);
        self.made = files;
        if pack {
            self.lots.pack(&self.made)?;
        }
        Ok(report)
    }

    /// Refuses a unit at which the program broke off.
    ///
    /// # Errors
    /// If there is no such unit.
    pub fn lot_refuse(&mut self, number: usize) -> Result<Value, Faults> {
        let report = self.lots.making()?.refuse(number);
        let report = report.ok_or_else(|| wrong("lô không có đơn vị này"))?;
        Ok(report.json())
    }

    /// Refuses a unit that was made, of which a file could not be stored: `file`, why (`found`), and what
    /// to do (`remedy`).
    ///
    /// # Errors
    /// If there is no such unit.
    pub fn lot_unstored(&mut self, number: usize, asked: &Value) -> Result<Value, Faults> {
        let of = |key: &str| asked.get(key).and_then(Value::as_str).unwrap_or_default();
        let found = format!("không ghi được: {}", of("found"));
        let fault = Fault::new(Kind::Unwritable, Place::file(of("file")), found);
        let fault = fault.remedy(of("remedy"));
        let report = self.lots.making()?.unstored(number, &fault);
        let report = report.ok_or_else(|| wrong("lô không có đơn vị này"))?;
        Ok(report.json())
    }

    /// The bytes by which the archive has grown.
    pub fn lot_piece(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.lots.piece)
    }

    /// The report after so many milliseconds, as the last files; ends the archive.
    ///
    /// # Errors
    /// If a writer fails, which is the program's own fault.
    pub fn lot_end(&mut self, milliseconds: u64, pack: bool) -> Result<Value, Faults> {
        self.made = self.lots.making()?.report_files(milliseconds)?.into();
        if pack {
            self.lots.pack(&self.made)?;
            if let Some(archive) = self.lots.archive.take() {
                self.lots.piece.extend(archive.finish()?);
            }
        }
        let names = self.made.iter().map(|(name, _)| name);
        Ok(json!(names.collect::<Vec<_>>()))
    }

    /// The declared form of a lô: of the asked template, set and month.
    ///
    /// # Errors
    /// If what is asked for is not there.
    pub fn lot_declared(&self, asked: &Value) -> Result<Value, Faults> {
        draft::declared_in(&LOT, &options(asked), &self.session)
    }
}

//! A desk: files in memory, and what the library does with them.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vanthu::audit::{self, Code};
use vanthu::compose::Template;
use vanthu::dossier::Dossier;
use vanthu::draft::{self, Drafted, Options, PathSegment};
use vanthu::fault::{Fault, Faults, Kind, Place};
use vanthu::files::{Files, Memory};
use vanthu::font::{Fonts, Variant};
use vanthu::form::{self, Choice, Sourced};
use vanthu::framework::Framework;
use vanthu::render::{Output, Renderer};
use vanthu::shelf::{self, Folders, Session};

use crate::lot::Lots;
use crate::show;

/// The folder of the office's own templates.
const OFFICE: &str = "mau-co-quan";

/// How much of a sheet is shown.
const ROWS: usize = 200;
const COLUMNS: usize = 60;

/// Files in memory with the run that reads them. All that documents share is made once and kept.
pub struct Desk {
    pub(crate) files: Memory,
    pub(crate) session: Session,
    pub(crate) fonts: Fonts,
    pub(crate) renderer: Renderer,
    pub(crate) made: Vec<(String, Vec<u8>)>,
    pub(crate) lots: Lots,
}

/// A fault of the page's own call.
pub fn wrong(found: &str) -> Faults {
    Fault::new(Kind::WrongValue, Place::file("trang này"), found).into()
}

impl Desk {
    /// A desk without files.
    ///
    /// # Errors
    /// If the shipped faces or rules cannot be used.
    pub fn new() -> Result<Self, Faults> {
        let mut files = Memory::default();
        // So that the folder is there.
        files.insert(format!("{OFFICE}/.mau"), Vec::new());
        let fonts = vanthu::render::fonts(None, &files)?;
        let own = Folders {
            templates: Some(PathBuf::from(OFFICE)),
            ..Folders::default()
        };
        Ok(Self {
            session: Session::new(files.clone()).with(own),
            files,
            renderer: Renderer::new(&fonts)?,
            fonts,
            made: Vec::new(),
            lots: Lots::default(),
        })
    }

    /// A file, by its path. What was read of other files stays read.
    pub fn put(&mut self, path: &str, bytes: &[u8]) {
        let same = self.files.read(Path::new(path));
        if same.is_ok_and(|same| *same == *bytes) {
            return;
        }
        self.files.insert(path, bytes);
        self.session = self
            .session
            .after_change(self.files.clone(), Path::new(path));
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
        self.session = self
            .session
            .after_change(self.files.clone(), Path::new(path));
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let bytes = self.files.read(Path::new(path));
        bytes.ok().map(|bytes| bytes.to_vec())
    }

    /// The bytes of a face.
    pub fn face(&self, variant: usize) -> Vec<u8> {
        let variant = Variant::ALL.get(variant).copied();
        self.fonts
            .face(variant.unwrap_or(Variant::Regular))
            .data()
            .to_vec()
    }

    /// The page of a check.
    ///
    /// # Errors
    /// If there is no such check.
    pub fn explain(code: &str) -> Result<Value, Faults> {
        let code = Code::parse(code, &Place::file("trang này"))?;
        Ok(json!(audit::page(code)))
    }

    /// The templates, each with the points that it is about and the sets of indicators that fit it, and the sets.
    ///
    /// # Errors
    /// If what is shipped is damaged.
    pub fn catalogue(&self) -> Result<Value, Faults> {
        // A template of the office's that does not hold any more keeps nobody from the others.
        let shipped = || shelf::templates(&self.session.clone().with(Folders::default()));
        let templates = shelf::templates(&self.session).or_else(|_| shipped())?;
        let templates = templates.iter().map(|listed| {
            let template: &Template = &listed.item;
            json!({
                "name": listed.name,
                "title": template.title(),
                "points": template.points().key(),
                "frameworks": shelf::fitting(template, None),
            })
        });
        let templates: Value = templates.collect();
        let frameworks = shelf::frameworks(&self.session)?;
        let frameworks = frameworks.iter();
        let frameworks: Value = frameworks
            .map(|listed| json!({"name": listed.name, "title": listed.item.basis.short()}))
            .collect();
        Ok(json!({
            "templates": templates,
            "frameworks": frameworks,
            "usual": Framework::USUAL,
        }))
    }

    /// The declared form of a hồ sơ.
    ///
    /// # Errors
    /// If what is asked for is not there.
    pub fn declared(&self, asked: &Value) -> Result<Value, Faults> {
        draft::declared(&options(asked), &self.session)
    }

    /// What could be meant by words that are being typed, of what a key holds: each with more by
    /// which to tell it from others.
    pub fn suggest(holds: &str, typed: &str) -> Value {
        let found = form::Holds::of_id(holds).map(|holds| draft::suggest(holds, typed));
        let found = found.unwrap_or_default().into_iter();
        found.map(|one| json!([one.words, one.within])).collect()
    }

    /// The columns of a Biểu, of which a hồ sơ in this folder states rows: their codes, and what
    /// they are called.
    ///
    /// # Errors
    /// If there is no such Biểu.
    pub fn columns(&self, folder: &str, sheet: &str) -> Result<Value, Faults> {
        let asked = sourced(&json!(sheet));
        let plan = shelf::plan(&asked, &self.session, Some(Path::new(folder)))?;
        let columns = plan.leaves.iter();
        Ok(columns
            .map(|leaf| json!([leaf.code, leaf.path.join(", ")]))
            .collect())
    }

    /// A new hồ sơ in a folder; a lô about the units of a `table` that lies there, if one is asked for.
    ///
    /// # Errors
    /// All that is wrong with what is asked for, and with the table.
    pub fn create(&mut self, folder: &str, asked: &Value) -> Result<Value, Faults> {
        let table = asked.get("table").and_then(Value::as_str);
        let drafted: Drafted = match table {
            None => draft::draft(&options(asked), &self.session)?,
            Some(table) => {
                let table = Some(PathBuf::from(format!("{folder}/{table}")));
                let asked = options(asked);
                draft::lot(&Options { table, ..asked }, &self.session)?
            }
        };
        let mut names = self.put_all(folder, &drafted.files);
        names.extend(self.put_all(folder, &drafted.carried));
        Ok(json!({"files": names, "notes": drafted.notes}))
    }

    fn put_all(&mut self, folder: &str, files: &[(String, impl AsRef<[u8]>)]) -> Vec<String> {
        for (name, bytes) in files {
            self.put(&format!("{folder}/{name}"), bytes.as_ref());
        }
        files.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The next month of a hồ sơ.
    ///
    /// # Errors
    /// If it cannot be read, or states no month.
    pub fn next(&mut self, path: &str) -> Result<Value, Faults> {
        let next = draft::next(Path::new(path), None, &self.session)?;
        let folder = next.folder.file_name().unwrap_or_default();
        let folder = folder.to_string_lossy().into_owned();
        let names = self.put_all(&folder, &next.files);
        Ok(json!({
            "folder": folder,
            "files": names,
            "period": next.period.to_string(),
            "set": next.set,
            "kept": next.kept,
            "cleared": next.cleared,
            "figures": next.figures,
            "left": next.left,
        }))
    }

    /// What a file of YAML holds.
    ///
    /// # Errors
    /// If it is not there or no YAML.
    pub fn tree(&self, path: &str) -> Result<Value, Faults> {
        let text = self.session.files().text(Path::new(path))?;
        Ok(show::node(&form::parse(path, &text)?))
    }

    /// The files of figures that a hồ sơ or lô names: each as it names it, where it lies on the desk,
    /// and whether it is there.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn figures(&self, path: &str) -> Result<Value, Faults> {
        let text = self.session.files().text(Path::new(path))?;
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        let named = draft::figures(&form::parse(path, &text)?).into_iter();
        let named = named.map(|named| {
            let path = Memory::plain(&folder.join(&named));
            json!({"named": named, "path": path.display().to_string(), "there": self.files.has(&path)})
        });
        Ok(named.collect())
    }

    /// Another value in a file of YAML.
    ///
    /// # Errors
    /// If it is no YAML, or has no such place.
    pub fn edit(&mut self, path: &str, way: &Value, value: &Value) -> Result<Value, Faults> {
        let segment = |segment: &Value| match segment.as_u64().map(usize::try_from) {
            Some(Ok(number)) => PathSegment::Item(number),
            _ => PathSegment::Key(segment.as_str().unwrap_or_default().to_owned()),
        };
        let way = way.as_array().map(Vec::as_slice).unwrap_or_default();
        let way: Vec<PathSegment> = way.iter().map(segment).collect();
        let text = self.session.files().text(Path::new(path))?;
        let edited = draft::edit(path, &text, &way, value)?;
        self.put(path, edited.as_bytes());
        Ok(json!(edited))
    }

    /// A table, looked at before a hồ sơ takes points from it.
    ///
    /// # Errors
    /// If it is no table.
    pub fn look(&self, file: &str, asked: &Value) -> Result<Value, Faults> {
        let options = Options {
            table: Some(PathBuf::from(file)),
            ..options(asked)
        };
        let declared = asked.get("columns").and_then(Value::as_object);
        let declared = declared.into_iter().flatten();
        let declared = declared.map(|(name, written)| (name.clone(), sourced(written)));
        let declared: Vec<_> = declared.collect();
        let (look, faults) = draft::look(&options, &declared, &self.session)?;
        Ok(show::look(&look, &faults))
    }

    /// The cells of a sheet; of its only one, if none is named.
    ///
    /// # Errors
    /// If the file is no table, or has no such sheet.
    pub fn cells(&self, file: &str, sheet: &str) -> Result<Value, Faults> {
        let path = Path::new(file);
        let folder = path.parent().unwrap_or(Path::new(""));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let book = self.session.tables().open(folder, &name, None)?;
        let grid = match sheet {
            "" => book.only(&mut Vec::new())?,
            name => book.named(&sourced(&json!(name)))?,
        };
        let rows = grid.rows().take(ROWS).map(|(number, row)| {
            let cells = row.cells().take_while(|(column, _)| *column <= COLUMNS);
            let cells: Vec<Value> = cells
                .map(|(column, cell)| json!([column, cell.text]))
                .collect();
            json!([number, cells])
        });
        Ok(json!({"rows": rows.collect::<Vec<_>>(), "all": grid.rows().count()}))
    }

    /// What is doubtful about a hồ sơ, and its pages.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn update(&self, path: &str) -> Result<Value, Faults> {
        let dossier = Dossier::read(Path::new(path), &self.session)?;
        shown(&dossier, &self.renderer, &self.fonts)
    }

    /// Makes the files of a hồ sơ, unless an error keeps them from being made.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn make(&mut self, path: &str) -> Result<Value, Faults> {
        let dossier = Dossier::read(Path::new(path), &self.session)?;
        let rendered = self
            .renderer
            .render(&dossier, &[Output::Docx, Output::Pdf], &[])?;
        let names: Vec<&String> = rendered.files.iter().map(|(name, _)| name).collect();
        let made = json!({"files": names, "findings": rendered.review.findings});
        self.made = rendered.files;
        Ok(made)
    }

    /// A hồ sơ in the other of its two forms, which is made: YAML of a workbook, a workbook of YAML.
    /// Gives its name, and what of a workbook was not read.
    ///
    /// # Errors
    /// If it cannot be read, or holds what its form does not declare.
    pub fn convert(&mut self, path: &str) -> Result<Value, Faults> {
        let converted = draft::converted(Path::new(path), &self.session)?;
        let told = json!({"file": converted.name, "notes": converted.notes});
        self.made.retain(|(name, _)| *name != converted.name);
        self.made.push((converted.name, converted.bytes));
        Ok(told)
    }

    /// The bytes of a file that was made.
    pub fn made(&self, name: &str) -> Option<Vec<u8>> {
        let mut made = self.made.iter();
        let found = made.find(|(made, _)| made == name);
        found.map(|(_, bytes)| bytes.clone())
    }
}

/// What is doubtful about a hồ sơ that was read, and its pages.
pub(crate) fn shown(
    dossier: &Dossier,
    renderer: &Renderer,
    fonts: &Fonts,
) -> Result<Value, Faults> {
    let profile = renderer.profile(dossier)?;
    let (documents, report) = renderer.compose(dossier)?;
    let mut shown = Vec::new();
    for (template, document) in dossier.templates.iter().zip(&documents) {
        let name = template.file_stem();
        if template.genre() == vanthu::compose::Genre::News {
            let text = vanthu::bulletin::text(document);
            shown.push(json!({"name": name, "title": template.title(), "text": text}));
            continue;
        }
        let boxes = renderer.typeset(document, &profile, &dossier.place)?;
        let pages = show::pages(&boxes, fonts, &dossier.inputs);
        shown.push(json!({"name": name, "title": template.title(), "pages": pages}));
    }
    Ok(json!({
        "period": dossier.inputs.period.to_string(),
        "findings": report.findings,
        "acknowledged": report.acknowledged,
        "notes": dossier.reading_notes(),
        "documents": shown,
    }))
}

fn sourced(value: &Value) -> Sourced<String> {
    Sourced {
        value: value.as_str().unwrap_or_default().to_owned(),
        place: Place::file("trang này"),
    }
}

/// What is asked for: `template`, `framework`, `period`, and of a table its `sheet`.
pub(crate) fn options(asked: &Value) -> Options {
    let of = |key: &str| sourced(asked.get(key).unwrap_or(&Value::Null));
    Options {
        template: of("template"),
        framework: of("framework"),
        period: of("period"),
        units: None,
        table: None,
        sheet: Some(of("sheet")).filter(|sheet| !sheet.value.is_empty()),
    }
}

//! What documents are made, and from what: templates, names of files, a hồ sơ to fill in.

use std::sync::Arc;

use tera::Context;

use super::filling::Filling;
use super::words::{TEMPLATE, UnitTexts};
use crate::compose::{Template, TextTemplate};
use crate::dossier::{self, Dossier};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Fields, Node, Sourced};
use crate::shelf::{OF_LOT, Shelf};
use crate::vn::period::Period;
use crate::vn::slug::slug;

/// The longest path, so that with the folder of results it stays below the 260 letters of Windows.
const LONGEST_PATH: usize = 180;

/// How one kind of documents is made, for each unit or for each province.
pub struct Recipe {
    /// The templates: one document of each.
    pub templates: Arc<[Template]>,
    /// The path of the files.
    pattern: TextTemplate,
    /// The hồ sơ.
    pub dossier: Filling,
    /// The file of the unit's own hồ sơ.
    pub own: Option<TextTemplate>,
    place: Place,
}

impl Recipe {
    /// The pattern of names if a lô gives none: a folder for each text of a column.
    pub fn usual(column: &str) -> String {
        format!("{{{{ ky }}}}/{{{{ {column} }}}}/{{{{ {TEMPLATE} }}}}")
    }

    /// Reads `mau`, `ten_tep`, `ho_so` and `ho_so_rieng`. `usual` is the pattern of names if the
    /// lô gives none.
    pub fn of(fields: &Fields, shelf: &Shelf, usual: &str, faults: &mut Faults) -> Option<Self> {
        let templates = dossier::templates(fields, shelf, faults);
        let pattern: Option<Sourced<String>> = fields.get("ten_tep", faults);
        let pattern =
            pattern.unwrap_or_else(|| Sourced::new(usual.to_owned(), fields.place().clone()));
        let pattern = compiled(&pattern, faults);
        let own: Option<Sourced<String>> = fields.optional("ho_so_rieng", faults);
        let own = own.and_then(|own| compiled(&own, faults));
        let dossier: Option<Node> = fields.get("ho_so", faults);
        let dossier = dossier.map(|node| Filling::of(&node, faults));
        Some(Self {
            templates: Arc::from(templates?),
            pattern: pattern?,
            dossier: dossier?,
            own,
            place: fields.place().clone(),
        })
    }

    /// The paths of the files below the output folder, without ending, one for each template.
    /// Only the pattern's own strokes part folders, and each part is a slug: no word can lead
    /// out of the folder. A path that is too long becomes one name.
    pub fn paths(&self, words: &UnitTexts, period: Period) -> Vec<String> {
        let kept = |text: &str| text.replace(['/', '\\'], "-");
        let values = words.plainly().values(period, kept);
        let path = |template: &Template| {
            let filled = self.path(template, &values).unwrap_or_default();
            let parts = filled.split('/').filter(|part| !part.trim().is_empty());
            let path = parts.map(slug).collect::<Vec<_>>().join("/");
            match path.len() > LONGEST_PATH {
                true => slug(&path),
                false => path,
            }
        };
        self.templates.iter().map(path).collect()
    }

    fn path(&self, template: &Template, values: &Context) -> Result<String, Fault> {
        let mut values = values.clone();
        values.insert(TEMPLATE, template.file_stem());
        self.pattern.fill(&values)
    }

    /// Fills everything in once with some text for each of these columns, so that a wrong name
    /// is a fault of the lô and not of each unit.
    pub fn try_words(&self, columns: &[&str], period: Period, shelf: &Shelf, faults: &mut Faults) {
        let words = UnitTexts::sample(columns, &self.place);
        for (name, place) in self.dossier.columns() {
            if !columns.contains(&name) {
                faults.add(unknown_column(name, place, columns));
            }
        }
        let values = words.values(period, str::to_owned);
        let node = self.dossier.fill(&words, &values, faults);
        self.try_keys(&node, shelf, faults);
        if let Some(own) = &self.own {
            faults.absorb(own.fill(&values));
        }
        let mut paths: Vec<String> = Vec::new();
        for template in self.templates.iter() {
            match self.path(template, &values) {
                Ok(path) if paths.contains(&path) => faults.add(one_path(&self.place)),
                Ok(path) => paths.push(path),
                Err(fault) => return faults.add(fault),
            }
        }
    }

    /// Keys that no hồ sơ has, and those that every one must have. What the values are worth is
    /// found with the units.
    fn try_keys(&self, node: &Node, shelf: &Shelf, faults: &mut Faults) {
        let mut found = Faults::none();
        if let Some(fields) = Fields::of(node, &OF_LOT, &mut found) {
            let templates = Some(Arc::clone(&self.templates));
            Dossier::about(None, templates, &fields, shelf, &mut found);
        }
        let keys = [Kind::UnknownKey, Kind::MissingKey, Kind::RepeatedKey];
        let wrong = found.iter().filter(|fault| keys.contains(&fault.kind));
        // A unit's own hồ sơ may state what the common one lacks.
        let wrong = wrong.filter(|f| self.own.is_none() || f.kind != Kind::MissingKey);
        wrong.for_each(|fault| faults.add(fault.clone()));
    }
}

/// A text of the lô that may name columns.
pub fn compiled(text: &Sourced<String>, faults: &mut Faults) -> Option<TextTemplate> {
    faults.absorb(TextTemplate::field(&text.value, &text.place))
}

fn one_path(place: &Place) -> Fault {
    let found = "hai mẫu của lô ghi vào cùng một tên tệp";
    Fault::new(Kind::WrongValue, place.clone(), found)
        .expected("“ten_tep” có {{ mau }}, là tên tệp của mẫu")
        .remedy("thêm {{ mau }} vào “ten_tep”")
}

fn unknown_column(name: &str, place: &Place, known: &[&str]) -> Fault {
    let fault = Fault::new(
        Kind::UnknownName,
        place.clone(),
        format!("lô gọi cột “{name}” mà không bảng nào có"),
    )
    .expected(format!("một trong: {}", known.join(", ")));
    fault
        .remedy("khai báo cột đó ở “rieng” của “so_lieu” (ví dụ tinh: B), hoặc ở “danh_ba”")
        .meant(name, known.iter().copied())
}

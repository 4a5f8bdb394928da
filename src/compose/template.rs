//! A template file: front matter between two lines `---`, then the body.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Inputs;
use super::appendix::{AppendixPlan, SheetPlan};
use super::chart::{self, ChartRows};
use super::fact::FactPlan;
use super::fill::TextTemplate;
use super::front::{Front, Genre, Original, Points};
use super::markdown::{Block, Marks, blocks, chart_mark, check_marks, sheet_mark};
use super::paragraphs;
use super::sheet_template::SheetTemplate;
use super::values::Values;
use crate::bounds::TEMPLATE_FILE;
use crate::document::{Appendix, Content, Document};
use crate::fault::{Fault, Faults, Kind, Origin, Place};
use crate::form::{self, FromNode, Sourced, shipped};
use crate::sheet::Plan;
use crate::source::Words;

// The templates that are shipped inside the program.
shipped!(
    Script,
    "mẫu",
    "templates",
    "md",
    [
        "thong-bao-xa",
        "thong-bao-so",
        "cong-van-tinh",
        "ban-tin",
        "bao-cao-huyen",
        "cong-van-huyen",
        "bao-cao-phuong",
        "ke-hoach-khac-phuc",
        "bao-cao-tinh",
        "bao-cao-tinh-cac-cap",
        "giay-moi",
        "tom-tat-lanh-dao",
        "cong-van-chi-dao",
        "cong-van-don-doc",
        "thu-xin-loi",
        "thong-bao-ket-luan",
        "phieu-trinh",
        "bao-cao-mot-cua-xa",
        "thong-bao-xep-hang",
        "bao-cao-chi-so-tinh",
        "bao-cao-kiem-soat",
    ]
);

/// Finds the definition of a Biểu by its name.
pub type FindSheet<'a> = dyn Fn(&Sourced<String>) -> Result<Arc<Plan>, Faults> + 'a;

/// A template, compiled once and good for any number of documents.
pub struct Template {
    script: Arc<Script>,
    sheets: BTreeMap<String, SheetTemplate>,
}

/// The file of a template by itself, whatever its sheets are.
struct Script {
    file: Place,
    front: Front,
    body: String,
    /// All words of its text: it asks for no value of another name.
    words: BTreeSet<String>,
    blank: Option<TextTemplate>,
    /// The rows of its charts, by their names.
    charts: BTreeMap<String, ChartRows>,
    /// What is wrong with it: then no template is made of it, and its sheets are still looked at.
    faults: Faults,
}

impl Script {
    fn read(file: &str, text: &str) -> Result<Self, Faults> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let origin = Origin {
            file: file.to_owned(),
            text: text.to_owned(),
        };
        let place = Place::new(Arc::new(origin), 0, 0);
        TEMPLATE_FILE.hold(text.len(), &place)?;
        let (front, body) = split(text, &place)?;
        let node = form::parse(file, &front)?;
        let mut faults = Faults::none();
        let blank = faults.absorb(TextTemplate::body(&body, &place));
        let Some(front) = Front::from_node(&node, &mut faults) else {
            return faults.or(None);
        };
        let charts = chart::rows(&front.charts, &mut faults);
        let known = front.charts.iter().map(|plan| plan.name.value.as_str());
        let of: Marks = ("biểu đồ", "bieu_do", &chart_mark);
        check_marks(of, &body, &known.collect::<Vec<_>>(), &place, &mut faults);
        Ok(Self {
            charts,
            file: place,
            front,
            body,
            words: words(text),
            blank,
            faults,
        })
    }
}

/// All words of a text.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.map(str::to_owned).collect()
}

impl Template {
    /// The names of the shipped templates.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.names()
    }

    /// The text of a shipped template, as its file has it.
    pub fn shipped_text(name: &str) -> Option<&'static str> {
        SHIPPED.text(name)
    }

    /// The shipped template of this name.
    ///
    /// # Errors
    /// If there is none, with the nearest name.
    pub fn shipped(asked: &Sourced<String>, find: &FindSheet) -> Result<Self, Faults> {
        Self::of(SHIPPED.get(asked, Script::read)?, find)
    }

    /// Reads a template from the text of a file, with the definitions of the sheets it names.
    ///
    /// # Errors
    /// All that is wrong with front matter, body and definitions.
    pub fn parse(file: &str, text: &str, find: &FindSheet) -> Result<Self, Faults> {
        Self::of(Arc::new(Script::read(file, text)?), find)
    }

    fn of(script: Arc<Script>, find: &FindSheet) -> Result<Self, Faults> {
        let mut faults = script.faults.clone();
        let sheets = sheets(&script.front, find, &mut faults);
        if let Some(sheets) = &sheets {
            let known: Vec<&str> = sheets.keys().map(String::as_str).collect();
            let of: Marks = ("biểu", "bieu", &|line| {
                Some(declared(sheets, sheet_mark(line)?))
            });
            check_marks(of, &script.body, &known, &script.file, &mut faults);
            check_each(sheets, (&script.body, &script.file), &mut faults);
        }
        faults.or(sheets.map(|sheets| Self { script, sheets }))
    }

    fn front(&self) -> &Front {
        &self.script.front
    }

    /// What it is for, in a few words; else its type.
    pub fn title(&self) -> &str {
        self.front().title.as_deref().unwrap_or(self.kind())
    }

    /// From which template its words were rewritten.
    pub fn original(&self) -> Option<&Original> {
        self.front().original.as_ref()
    }

    /// What files it makes.
    pub fn genre(&self) -> Genre {
        self.front().genre
    }

    /// The type of the document: `Báo cáo`.
    pub fn kind(&self) -> &str {
        &self.front().kind.value
    }

    /// The name of the files to write, without ending.
    pub fn file_stem(&self) -> &str {
        &self.front().file_stem.0
    }

    /// Where its file names the type.
    pub fn kind_place(&self) -> &Place {
        &self.front().kind.place
    }

    /// Whose points it needs.
    pub fn points(&self) -> Points {
        self.front().points
    }

    /// What it asks a hồ sơ for besides points and tables (`thong_tin`).
    pub fn facts(&self) -> &[FactPlan] {
        &self.front().facts
    }

    /// The names of the tables of indicators that its text or its appendices use.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        let shown = self
            .front()
            .appendices
            .iter()
            .filter_map(|form| match form {
                AppendixPlan::Table(table) => Some(table.table()),
                AppendixPlan::Sheet(_) => None,
            });
        shown.chain(self.front().tables.iter().map(String::as_str))
    }

    /// The definitions of its sheets, by the names that it gives them.
    pub fn sheets(&self) -> impl Iterator<Item = (&str, &Arc<Plan>)> {
        let sheets = self.sheets.iter();
        sheets.map(|(name, form)| (name.as_str(), form.plan()))
    }

    /// The names of the definitions of its sheets.
    pub fn definitions(&self) -> BTreeSet<&str> {
        let names = self.sheets.keys();
        names.map(|name| Plan::asked(name).0).collect()
    }

    /// The points that its sheets take and that are not among these.
    pub fn lacking(&self, known: &[&str]) -> Vec<&str> {
        let lacking = self.sheets().flat_map(|(_, plan)| plan.lacking(known));
        lacking.map(|(_, id)| id).collect()
    }

    /// The document for one hồ sơ.
    ///
    /// # Errors
    /// All values that it names and the hồ sơ does not have.
    pub fn compose(&self, inputs: &Inputs) -> Result<Document, Faults> {
        let mut faults = Faults::none();
        let asked = |name: &str| self.may_ask(name);
        let values = Values::of(inputs, &asked)?;
        let front = self.front();
        let about = front.about.fill_needed("trich_yeu", &values, &mut faults);
        let bases = front
            .bases
            .iter()
            .map(|base| base.fill(&values, &mut faults));
        let bases: Vec<Words> = bases.collect();
        let appendices: Vec<Option<Appendix>> = (front.appendices.iter())
            .map(|form| self.appendix(form, inputs, &values, &mut faults))
            .collect();
        let content = self.content(inputs, &values, &mut faults);
        let document = content.map(|content| Document {
            issuer: inputs.issuer.clone(),
            issued: inputs.issued.clone(),
            kind: front.kind.value.clone(),
            about,
            // A basis that its template leaves out fills in as nothing.
            bases: bases.into_iter().filter(|base| !base.is_empty()).collect(),
            addressees: inputs.addressees.clone(),
            content,
            signatory: inputs.signatory.clone(),
            recipients: inputs.recipients.clone(),
            appendices: appendices.into_iter().flatten().collect(),
        });
        if let Some(document) = &document {
            faults.absorb(paragraphs::check(document, &self.script.file));
        }
        faults.or(document)
    }

    /// What each value of its body is in a document, in the order of the body: where it is printed
    /// first; empty where it is not.
    ///
    /// # Errors
    /// If the values cannot be made.
    pub fn examples(&self, inputs: &Inputs) -> Result<Vec<String>, Faults> {
        let asked = |name: &str| self.may_ask(name);
        let values = Values::of(inputs, &asked)?;
        let blank = self.script.blank.as_ref();
        Ok(blank.map_or(Vec::new(), |blank| blank.examples(&values)))
    }

    /// Whether it may ask for a value of this name: it does not if its text has no such word, and
    /// it has no sheets, whose definitions are templates too.
    fn may_ask(&self, name: &str) -> bool {
        !self.sheets.is_empty() || self.script.words.contains(name)
    }

    /// An appendix; none if the hồ sơ has no figures for it.
    fn appendix(
        &self,
        form: &AppendixPlan,
        inputs: &Inputs,
        values: &Values,
        faults: &mut Faults,
    ) -> Option<Appendix> {
        match form {
            AppendixPlan::Table(form) => {
                let mut tables = inputs.tables.iter().enumerate();
                let (number, (_, table)) = tables.find(|(_, (name, _))| *name == form.table())?;
                Some(form.fill((number, table), values, faults))
            }
            AppendixPlan::Sheet(SheetPlan { sheet, name }) => {
                let (number, filled) = inputs.sheet(&sheet.value)?;
                let name = name.as_ref().map(|name| name.fill(values, faults));
                let form = self.sheets.get(&sheet.value)?;
                Some(form.appendix(name, (number, &sheet.value), filled, values, faults))
            }
        }
    }

    /// The text; a sheet for which the hồ sơ has no figures is left out.
    fn content(
        &self,
        inputs: &Inputs,
        values: &Values,
        faults: &mut Faults,
    ) -> Option<Vec<Content>> {
        let blank = self.script.blank.as_ref()?;
        let body = faults.absorb(blank.words(values))?;
        let blocks = blocks(&body).map_err(|words| self.unsupported(&words));
        let content = faults
            .absorb(blocks)?
            .into_iter()
            .filter_map(|block| match block {
                Block::Passage(passage) => Some(Content::Passage(passage)),
                Block::Sheet(name) => {
                    let (number, filled) = inputs.sheet(&name)?;
                    let form = self.sheets.get(declared(&self.sheets, &name))?;
                    Some(Content::Sheet(form.sheet(
                        (number, &name),
                        filled,
                        values,
                        faults,
                    )))
                }
                Block::Chart(name) => {
                    let mut plans = self.front().charts.iter();
                    let plan = plans.find(|plan| plan.name.value == name)?;
                    let rows = self.script.charts.get(&name)?;
                    rows.fill(plan, inputs, values, faults).map(Content::Chart)
                }
            });
        Some(content.collect())
    }

    fn unsupported(&self, words: &str) -> Fault {
        Fault::new(
            Kind::Template,
            self.script.file.clone(),
            format!("đoạn “{words}…” dùng định dạng mà văn bản không có chỗ"),
        )
        .expected("đoạn văn, **đậm**, *nghiêng*, và số mục 1., 1.1., a), -, +; [bieu: …], [bieu_do: …] là một đoạn riêng")
        .remedy("bỏ tiêu đề #, trích dẫn >, bảng, hình, mã lệnh trong phần thân mẫu; trước và sau [bieu: …] để một dòng trống")
    }
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Template")
            .field("file", &self.script.file.file_name())
            .finish_non_exhaustive()
    }
}

/// Front matter and body, each with as many line ends before it as keep its lines those of
/// the file.
pub(crate) fn split(text: &str, place: &Place) -> Result<(String, String), Fault> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let fault = |line, found: &str| {
        Fault::new(Kind::Template, place.at(line, 1), found)
            .expected("dòng đầu là “---”, rồi các khóa của mẫu, rồi một dòng “---”, rồi phần thân")
    };
    if first.trim_end() != "---" {
        return Err(fault(1, "mẫu không bắt đầu bằng dòng “---”"));
    }
    let mut front = String::from("\n");
    for line in lines.by_ref() {
        if line.trim_end() == "---" {
            let before = front.matches('\n').count() + 1;
            let body: String = lines.collect();
            return Ok((front, "\n".repeat(before) + &body));
        }
        front.push_str(line);
    }
    Err(fault(1, "phần đầu của mẫu không có dòng “---” kết thúc"))
}

/// The definitions of all sheets that the front matter names.
fn sheets(
    front: &Front,
    find: &FindSheet,
    faults: &mut Faults,
) -> Option<BTreeMap<String, SheetTemplate>> {
    let before = faults.count();
    let appended = front.appendices.iter().filter_map(|plan| match plan {
        AppendixPlan::Sheet(plan) => Some(&plan.sheet),
        AppendixPlan::Table(_) => None,
    });
    let mut sheets = BTreeMap::new();
    for asked in front.sheets.iter().chain(appended.clone()) {
        if sheets.contains_key(&asked.value) {
            continue;
        }
        match plan(asked, find) {
            Ok(plan) if plan.per_indicator && appended.clone().any(|other| other == asked) => {
                let found = format!("phụ lục “{}” có một bảng cho mỗi chỉ số", asked.value);
                let fault = Fault::new(Kind::Template, asked.place.clone(), found);
                let fault = fault.expected("biểu là một bảng");
                faults.add(fault.remedy("đặt các bảng ấy trong bài, khai báo ở “bieu”"));
            }
            Ok(plan) => {
                let template = SheetTemplate::new(plan, faults);
                sheets.extend(template.map(|template| (asked.value.clone(), template)));
            }
            Err(found) => faults.extend(found),
        }
    }
    (faults.count() == before).then_some(sheets)
}

/// The definition that a name means, of the units of one level if it says so.
fn plan(asked: &Sourced<String>, find: &FindSheet) -> Result<Arc<Plan>, Faults> {
    let (name, Some(level)) = Plan::asked(&asked.value) else {
        return find(asked);
    };
    let plan = find(&Sourced::new(name.to_owned(), asked.place.clone()))?;
    if plan.lists_units() && plan.levels.is_none() {
        return Ok(Arc::new(plan.of_level(level)));
    }
    let found = format!("biểu “{name}” không có dòng cho đơn vị của nhiều cấp");
    let fault = Fault::new(Kind::Template, asked.place.clone(), found);
    Err(fault.remedy(format!("ghi “{name}”")).into())
}

/// The name by which the front matter declares a sheet: one that is a table for each indicator is
/// named with that in the body, `chi-so/1.1`.
fn declared<'a>(sheets: &BTreeMap<String, SheetTemplate>, name: &'a str) -> &'a str {
    let each = |name: &str| sheets.get(name)?.plan().per_indicator.then_some(());
    match name.split_once('/') {
        Some((declared, _)) if each(declared).is_some() => declared,
        _ => name,
    }
}

/// Adds a fault for each mark of a sheet that is a table for each indicator, if it names none.
fn check_each(
    sheets: &BTreeMap<String, SheetTemplate>,
    (body, file): (&str, &Place),
    faults: &mut Faults,
) {
    for (number, line) in (1..).zip(body.lines()) {
        let name = sheet_mark(line.trim()).and_then(|name| sheets.get_key_value(name));
        let Some((name, _)) = name.filter(|(_, sheet)| sheet.plan().per_indicator) else {
            continue;
        };
        let found = format!("biểu “{name}” có một bảng cho mỗi chỉ số");
        let fault = Fault::new(Kind::Template, file.at(number, 1), found);
        let fault = fault.expected(format!("mã chỉ số sau tên biểu: [bieu: {name}/1.1]"));
        let words = "lặp qua các bảng: {% for bang in bieu.… %}, rồi [bieu: tên/{{ bang.ma }}]";
        faults.add(fault.remedy(words));
    }
}

#[cfg(test)]
mod tests;

//! A template file: front matter between two lines `---`, then the body.

use super::Inputs;
use super::appendix::{Field, Plan};
use super::fill::Blank;
use super::markdown::passages;
use super::values::values;
use crate::document::{Content, Document};
use crate::fault::{Fault, Faults, Kind, Origin, Place, nearest};
use crate::figures::{self, Fields, Sourced};
use std::sync::Arc;

/// The templates that are shipped inside the program, by name.
const SHIPPED: [(&str, &str); 1] = [(
    "thong-bao-xa",
    include_str!("../../templates/thong-bao-xa.md"),
)];

/// A template, compiled once and good for any number of documents.
pub struct Template {
    file: Place,
    file_stem: String,
    kind: String,
    about: Field,
    appendices: Vec<Plan>,
    body: Blank,
}

impl Template {
    /// The shipped template of this name.
    ///
    /// # Errors
    /// If there is none, with the nearest name.
    pub fn shipped(asked: &Sourced<String>) -> Result<Self, Faults> {
        if let Some((name, text)) = SHIPPED.iter().find(|(name, _)| *name == asked.value) {
            return Self::parse(&format!("templates/{name}.md"), text);
        }
        let names = SHIPPED.map(|(name, _)| name);
        let found = format!("không có mẫu “{}”", asked.value);
        let fault = Fault::new(Kind::UnknownName, asked.place.clone(), found).expected(format!(
            "một trong các mẫu có sẵn: {}; hoặc tên một tệp .md đặt cạnh hồ sơ",
            names.join(", ")
        ));
        Err(Faults::from(match nearest(&asked.value, names) {
            Some(name) => fault.remedy(format!("có phải ý bạn là “{name}”?")),
            None => fault,
        }))
    }

    /// Reads a template from the text of a file.
    ///
    /// # Errors
    /// All that is wrong with front matter and body.
    pub fn parse(file: &str, text: &str) -> Result<Self, Faults> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let origin = Origin {
            file: file.to_owned(),
            text: text.to_owned(),
        };
        let place = Place::new(Arc::new(origin), 0, 0);
        let (front, body) = split(text, &place)?;
        let node = figures::parse(file, &front)?;
        let mut faults = Faults::none();
        let body = Blank::body(&body, &place)
            .map_err(|fault| faults.add(fault))
            .ok();
        let known = ["ten_tep", "loai", "trich_yeu", "phu_luc"];
        let template = Fields::of(&node, "mẫu", &known, &mut faults).and_then(|fields| {
            let file_stem: Option<Sourced<String>> = fields.required("ten_tep", &mut faults);
            let kind = fields.required("loai", &mut faults);
            let about = fields.required("trich_yeu", &mut faults);
            let appendices: Option<Vec<Plan>> = fields.optional("phu_luc", &mut faults);
            let file_stem = file_stem?;
            check_stem(&file_stem, &mut faults);
            Some(Self {
                file: place,
                file_stem: file_stem.value,
                kind: kind?,
                about: about?,
                appendices: appendices.unwrap_or_default(),
                body: body?,
            })
        });
        faults.or(template)
    }

    /// Its file.
    pub fn place(&self) -> &Place {
        &self.file
    }

    /// The name of the files to write, without ending.
    pub fn file_stem(&self) -> &str {
        &self.file_stem
    }

    /// The names of the tables it can show, one for each appendix.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        self.appendices.iter().map(Plan::table)
    }

    /// The document for one unit.
    ///
    /// # Errors
    /// All values that it names and the hồ sơ does not have.
    pub fn compose(&self, inputs: &Inputs) -> Result<Document, Faults> {
        let mut faults = Faults::none();
        let values = values(inputs);
        let about = self.about.fill(&values, &mut faults);
        let appendices = self
            .appendices
            .iter()
            .filter_map(|plan| plan.fill(inputs, &values, &mut faults))
            .collect();
        let content = match self.body.fill(&values) {
            Ok(body) => passages(&body)
                .map(|found| found.into_iter().map(Content::Passage).collect())
                .map_err(|words| faults.add(self.unsupported(&words)))
                .ok(),
            Err(fault) => {
                faults.add(fault);
                None
            }
        };
        let document = content.map(|content| Document {
            issuer: inputs.issuer.clone(),
            number: inputs.number,
            date: inputs.date,
            kind: self.kind.clone(),
            about,
            bases: Vec::new(),
            addressees: inputs.addressees.clone(),
            content,
            signatory: inputs.signatory.clone(),
            recipients: inputs.recipients.clone(),
            appendices,
        });
        faults.or(document)
    }

    fn unsupported(&self, words: &str) -> Fault {
        Fault::new(
            Kind::Template,
            self.file.clone(),
            format!("đoạn “{words}…” dùng định dạng mà văn bản không có chỗ"),
        )
        .expected("đoạn văn, **đậm**, *nghiêng*, và số mục 1., 1.1., a), -, +")
        .remedy("bỏ tiêu đề #, trích dẫn >, bảng, hình, mã lệnh trong phần thân mẫu")
    }
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Template")
            .field("file", &self.file.file_name())
            .finish_non_exhaustive()
    }
}

/// Front matter and body, each with as many line ends before it as keep its lines those of
/// the file.
fn split(text: &str, place: &Place) -> Result<(String, String), Fault> {
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

/// A name of files that every system takes and that stays in its folder.
fn check_stem(stem: &Sourced<String>, faults: &mut Faults) {
    let name = &stem.value;
    let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.len() > 60 || !name.chars().all(safe) {
        faults.add(
            Fault::new(
                Kind::WrongValue,
                stem.place.clone(),
                format!("tên tệp “{name}”"),
            )
            .expected("chữ thường không dấu, chữ số và gạch nối, ví dụ thong-bao"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_template_reads() {
        for (name, text) in SHIPPED {
            Template::parse(name, text).unwrap();
        }
    }

    #[test]
    fn faults_of_front_matter_bear_the_lines_of_the_file() {
        let text = "---\nten_tep: a\ntrich_yeuu: c\n---\nd\n";
        let faults = Template::parse("mau.md", text).unwrap_err();
        let found: Vec<String> = faults.iter().map(|f| f.place.to_string()).collect();
        assert_eq!(found, ["mau.md:2:1", "mau.md:3:1"]);
    }

    #[test]
    fn a_template_without_front_matter_says_so() {
        for text in ["", "abc", "---\nloai: B\n"] {
            let faults = Template::parse("mau.md", text).unwrap_err();
            assert_eq!(faults.iter().next().unwrap().kind, Kind::Template, "{text}");
        }
    }

    #[test]
    fn a_file_name_cannot_leave_its_folder() {
        for name in ["../a", "a/b", "Thông báo", "''"] {
            let text = format!("---\nten_tep: {name}\nloai: B\ntrich_yeu: c\n---\nd\n");
            assert!(Template::parse("mau.md", &text).is_err(), "{name}");
        }
    }
}

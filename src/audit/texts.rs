//! All words of a document in one text, so that each is looked through once, and where in the
//! document a stretch of it stands.

use crate::document::{Content, Document};
use crate::fault::Place;
use crate::sheet::{RowKind, Sheet};
use crate::source::Words;
use crate::vn::number::roman;

/// A part of a document that holds words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The issuing body.
    Issuer,
    /// Trích yếu.
    About,
    /// A legal basis.
    Base(usize),
    /// A line of Kính gửi.
    Addressee(usize),
    /// A paragraph of the content.
    Passage(usize),
    /// A cell of a table between the paragraphs: content, row, cell.
    BodyCell(usize, usize, usize),
    /// The title of a chart, or the name of one of its figures.
    Chart,
    /// A line of Nơi nhận.
    Recipient(usize),
    /// Authority and title of the signatory.
    Signatory,
    /// The title of an appendix.
    Title(usize),
    /// The head of a column of an appendix.
    Head(usize),
    /// A cell of an appendix: appendix, row, cell.
    Cell(usize, usize, usize),
}

impl Part {
    /// Whether it is a cell of a table.
    pub fn is_cell(self) -> bool {
        matches!(self, Self::BodyCell(..) | Self::Cell(..))
    }

    /// Whether it is running text.
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Passage(_) | Self::Base(_))
    }
}

/// A part of a document with its words.
pub struct Stretch<'a> {
    /// The part.
    pub part: Part,
    /// Where in all words it begins.
    pub start: usize,
    /// Its words.
    pub text: &'a str,
}

/// The words of a document.
pub struct Texts<'a> {
    /// All of them, a line for each part.
    pub all: Words,
    /// Where in `all` each part begins.
    starts: Vec<(usize, Part)>,
    document: &'a Document,
    /// The hồ sơ, for words that are in no file.
    file: Place,
}

impl<'a> Texts<'a> {
    /// The words of a document.
    pub fn of(document: &'a Document, file: Place) -> Self {
        let mut texts = Self {
            all: Words::with_capacity(16_384),
            starts: Vec::new(),
            document,
            file,
        };
        let issuer = &document.issuer;
        texts.add(Part::Issuer, [&issuer.name, &"; ".into(), &issuer.seat]);
        texts.add(Part::About, [&document.about]);
        for (i, base) in document.bases.iter().enumerate() {
            texts.add(Part::Base(i), [base]);
        }
        for (i, name) in document.addressees.iter().enumerate() {
            texts.add(Part::Addressee(i), [name]);
        }
        for (i, content) in document.content.iter().enumerate() {
            match content {
                Content::Passage(passage) => texts.add(Part::Passage(i), [&passage.text()]),
                Content::Sheet(sheet) => {
                    texts.sheet(sheet, |row, cell| Part::BodyCell(i, row, cell))
                }
                Content::Chart(chart) => {
                    texts.add(Part::Chart, [&chart.title]);
                    let names = chart.figures.iter().map(|figure| &figure.name);
                    names.for_each(|name| texts.add(Part::Chart, [name]));
                }
            }
        }
        for (i, name) in document.recipients.list.iter().enumerate() {
            texts.add(Part::Recipient(i), [name]);
        }
        let (signatory, gap) = (&document.signatory, "; ".into());
        let authority = signatory.authority.iter().flat_map(|line| [line, &gap]);
        texts.add(Part::Signatory, authority.chain([&signatory.position]));
        for (i, appendix) in document.appendices.iter().enumerate() {
            let note = appendix.note.iter();
            let note = note.flat_map(|note| [" ".into(), note.clone()]).collect();
            texts.add(Part::Title(i), [&appendix.title, &note]);
            for head in appendix.sheet.header().iter().flatten() {
                texts.add(Part::Head(i), [&head.text]);
            }
            texts.sheet(&appendix.sheet, |row, cell| Part::Cell(i, row, cell));
        }
        texts
    }

    fn add<'w>(&mut self, part: Part, words: impl IntoIterator<Item = &'w Words>) {
        self.starts.push((self.all.len(), part));
        for words in words {
            self.all.push(words);
        }
        self.all.push(&"\n".into());
    }

    fn sheet(&mut self, sheet: &Sheet, part: impl Fn(usize, usize) -> Part) {
        for (r, row) in sheet.rows.iter().enumerate() {
            for (c, cell) in row.cells.iter().enumerate() {
                // A cell without letters holds a figure, which its own checks look at.
                if cell.text.chars().any(char::is_alphabetic) {
                    self.add(part(r, c), [&cell.text]);
                }
            }
        }
    }

    /// Each part with its words.
    pub fn iter(&self) -> impl Iterator<Item = Stretch<'_>> {
        let ends = self.starts.iter().skip(1).map(|(start, _)| *start);
        let ends = ends.chain([self.all.len()]);
        self.starts.iter().zip(ends).map(|((start, part), end)| {
            let text = self.all.get(*start..end).unwrap_or_default();
            Stretch {
                part: *part,
                start: *start,
                text: text.trim_end_matches('\n'),
            }
        })
    }

    /// The paragraphs and legal bases.
    pub fn prose(&self) -> impl Iterator<Item = Stretch<'_>> {
        self.iter().filter(|stretch| stretch.part.is_prose())
    }

    /// The part that a place in `all` belongs to.
    pub fn part_at(&self, at: usize) -> Part {
        let after = self.starts.partition_point(|(start, _)| *start <= at);
        let found = self.starts.get(after.saturating_sub(1));
        found.map_or(Part::About, |(_, part)| *part)
    }

    /// The sentence or line around a place in `all`, where parts are only counted; else nothing.
    pub fn sentence_at(&self, at: usize) -> &str {
        let counted = match self.part_at(at) {
            Part::Base(_) | Part::Addressee(_) | Part::Passage(_) | Part::Recipient(_) => true,
            Part::Issuer
            | Part::About
            | Part::BodyCell(..)
            | Part::Chart
            | Part::Signatory
            | Part::Title(_)
            | Part::Head(_)
            | Part::Cell(..) => false,
        };
        let (Some(before), Some(after), true) = (self.all.get(..at), self.all.get(at..), counted)
        else {
            return "";
        };
        // The line first: the rest of the document may hold no such stop.
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let line_end = after.find('\n').map_or(self.all.len(), |end| at + end);
        let before = self.all.get(line..at).unwrap_or_default();
        let after = self.all.get(at..line_end).unwrap_or_default();
        let start = before.rfind(". ").map_or(line, |end| line + end + 2);
        let whole = after.strip_suffix('.').unwrap_or(after).len();
        let end = at + after.find(". ").unwrap_or(whole);
        self.all.get(start..end).unwrap_or_default()
    }

    /// Where in the user's files a stretch of `all` was written; the hồ sơ if in none.
    pub fn place_at(&self, start: usize, end: usize) -> Place {
        let mut within = self.all.pieces_from(start, end);
        let place = within.find_map(|at| self.all.place_at(at));
        place.unwrap_or_else(|| self.file.clone())
    }

    /// A part of the document, as the user would point at it.
    pub fn describe(&self, part: Part) -> String {
        match part {
            Part::Issuer => "tên cơ quan, địa danh".to_owned(),
            Part::About => "trích yếu".to_owned(),
            Part::Base(i) => format!("căn cứ thứ {}", i + 1),
            Part::Addressee(i) => format!("Kính gửi, dòng {}", i + 1),
            Part::Passage(i) => format!("nội dung, đoạn {}", self.passage_number(i)),
            Part::BodyCell(i, row, cell) => match self.document.content.get(i) {
                Some(Content::Sheet(sheet)) => {
                    format!("bảng trong nội dung, {}", cell_name(sheet, row, cell))
                }
                _ => "bảng trong nội dung".to_owned(),
            },
            Part::Chart => "biểu đồ trong nội dung".to_owned(),
            Part::Recipient(i) => format!("Nơi nhận, dòng {}", i + 1),
            Part::Signatory => "quyền hạn, chức vụ người ký".to_owned(),
            Part::Title(i) => format!("{}, tiêu đề", self.appendix_name(i)),
            Part::Head(i) => format!("{}, tên cột", self.appendix_name(i)),
            Part::Cell(i, row, cell) => match self.document.appendices.get(i) {
                Some(appendix) => {
                    format!(
                        "{}, {}",
                        self.appendix_name(i),
                        cell_name(&appendix.sheet, row, cell)
                    )
                }
                None => self.appendix_name(i),
            },
        }
    }

    fn passage_number(&self, index: usize) -> usize {
        let before = self.document.content.iter().take(index + 1);
        before.filter(|content| content.passage().is_some()).count()
    }

    fn appendix_name(&self, index: usize) -> String {
        appendix_name(self.document, index)
    }
}

/// What an appendix is called: its own name, or Phụ lục with its number.
pub fn appendix_name(document: &Document, index: usize) -> String {
    let named = document
        .appendices
        .get(index)
        .and_then(|appendix| appendix.name.clone());
    let number = u32::try_from(index + 1).unwrap_or_default();
    match named {
        Some(name) => name.to_string(),
        None if document.appendices.len() > 1 => format!("Phụ lục {}", roman(number)),
        None => "Phụ lục".to_owned(),
    }
}

/// `hàng “UBND xã Dị Chế”, cột (2)`.
fn cell_name(sheet: &Sheet, row: usize, cell: usize) -> String {
    let Some(found) = sheet.rows.get(row) else {
        return String::new();
    };
    let label = found
        .cells
        .iter()
        .find(|cell| cell.text.chars().any(char::is_alphabetic));
    let label = label.map_or_else(|| (row + 1).to_string(), |cell| format!("“{}”", cell.text));
    let column = found
        .cells
        .iter()
        .take(cell)
        .map(|cell| cell.columns)
        .sum::<usize>();
    let head = sheet
        .leaves()
        .get(column)
        .map(|leaf| leaf.head.to_string())
        .unwrap_or_default();
    let kind = if found.kind == RowKind::Total {
        "hàng tổng"
    } else {
        "hàng"
    };
    format!("{kind} {label}, cột “{head}”")
}

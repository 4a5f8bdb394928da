//! The sentences of a template's file: those of its body, and the texts of its front matter; the heads
//! and titles of a Biểu.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::edit::{PathSegment, edit};
use crate::compose::{self, FRONT, Original, Piece};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{self, Node, Shape, Value};

/// A sentence of a template, as people rewrite it.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Where it begins.
    pub place: Place,
    /// The line on which it ends.
    pub last_line: usize,
    /// Its parts; none if it uses what cannot be shown as such.
    pub pieces: Option<Vec<Piece>>,
    /// Of the body: how many values are filled in before it.
    pub values_before: Option<usize>,
    spot: Spot,
    source: String,
}

/// Where in the file it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Spot {
    /// Bytes of the file.
    Body(Range<usize>),
    /// A value of the front matter.
    Front(Vec<PathSegment>),
}

impl Sentence {
    /// Whether it says the same as another.
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (&self.pieces, &other.pieces) {
            (Some(own), Some(other)) => own == other,
            _ => self.source == other.source,
        }
    }

    fn is_of_body(&self) -> bool {
        matches!(self.spot, Spot::Body(_))
    }
}

/// A file with its front matter, and where its body begins.
struct Parts {
    node: Node,
    front: Range<usize>,
    body: usize,
}

/// Whether a file is the definition of a Biểu.
pub fn is_sheet(file: &str) -> bool {
    file.ends_with(".yaml")
}

fn parts(file: &str, text: &str) -> Result<Parts, Faults> {
    if is_sheet(file) {
        return Ok(Parts {
            node: form::parse(file, text)?,
            front: 0..text.len(),
            body: text.len(),
        });
    }
    let place = Place::file(file);
    let bare = text.trim_start_matches('\u{feff}');
    let mark = text.len() - bare.len();
    let (front, body) = compose::split(bare, &place)?;
    let node = form::parse(file, &front)?;
    let first = bare.find('\n').map_or(bare.len(), |end| end + 1);
    // A line end stands before the front matter, and one for each line of it before the body.
    let lines = front.matches('\n').count() + 1;
    let start = mark + first;
    Ok(Parts {
        node,
        front: start..start + front.len() - 1,
        body: text.len() - (body.len() - lines),
    })
}

/// All sentences of a template's file or of a Biểu's, in its order.
///
/// # Errors
/// If its front matter cannot be read.
pub fn sentences(file: &str, text: &str) -> Result<Vec<Sentence>, Faults> {
    let parts = parts(file, text)?;
    let mut found = Vec::new();
    if is_sheet(file) {
        heads(&parts.node, &mut Vec::new(), &mut found);
        return Ok(found);
    }
    let front = Shape::Form(&FRONT);
    texts(&front, &parts.node, &mut Vec::new(), &mut found);
    let body = text.get(parts.body..).unwrap_or_default();
    let place = Place::file(file);
    let mut line = text
        .get(..parts.body)
        .unwrap_or_default()
        .matches('\n')
        .count()
        + 1;
    let (mut counted, mut values) = (0, 0);
    for range in compose::sentences(body) {
        line += body
            .get(counted..range.start)
            .unwrap_or_default()
            .matches('\n')
            .count();
        values += compose::values_in(body.get(counted..range.start).unwrap_or_default());
        let source = body.get(range.clone()).unwrap_or_default();
        let more = source.matches('\n').count();
        found.push(Sentence {
            place: place.at(line, 1),
            last_line: line + more,
            pieces: compose::read(source),
            values_before: Some(values),
            spot: Spot::Body(parts.body + range.start..parts.body + range.end),
            source: source.to_owned(),
        });
        line += more;
        values += compose::values_in(source);
        counted = range.end;
    }
    Ok(found)
}

/// Which texts of a Biểu are words of the document.
const WORDS: [&str; 4] = ["tieu_de", "ghi_chu", "ten", "dong_tong"];
const COLUMNS: &str = "cot";

/// The texts of a Biểu that are printed, of columns too, below each other as they are in its file.
fn heads(node: &Node, way: &mut Vec<PathSegment>, found: &mut Vec<Sentence>) {
    let Value::Map(entries) = &node.value else {
        return;
    };
    for entry in entries {
        way.push(PathSegment::Key(entry.key.clone()));
        match &entry.value.value {
            Value::Text(text) if WORDS.contains(&entry.key.as_str()) => {
                found.push(of_value(&entry.value, text, way));
            }
            Value::List(columns) if entry.key == COLUMNS => {
                for (number, column) in columns.iter().enumerate() {
                    way.push(PathSegment::Item(number));
                    heads(column, way, found);
                    way.pop();
                }
            }
            _ => {}
        }
        way.pop();
    }
}

/// Whether two definitions of a Biểu are the same but for their words.
pub fn differ_in_words(own: &Node, other: &Node) -> bool {
    match (&own.value, &other.value) {
        (Value::Map(own), Value::Map(other)) => {
            own.len() == other.len()
                && own.iter().zip(other).all(|(own, other)| {
                    let is_words = WORDS.contains(&own.key.as_str());
                    own.key == other.key && (is_words || differ_in_words(&own.value, &other.value))
                })
        }
        (Value::List(own), Value::List(other)) => {
            own.len() == other.len()
                && (own.iter().zip(other)).all(|(own, other)| differ_in_words(own, other))
        }
        (own, other) => own == other,
    }
}

fn of_value(node: &Node, text: &str, way: &[PathSegment]) -> Sentence {
    Sentence {
        place: node.place.clone(),
        last_line: node.place.line(),
        pieces: compose::read_field(text),
        values_before: None,
        spot: Spot::Front(way.to_vec()),
        source: text.to_owned(),
    }
}

/// The texts of the front matter that are filled in, wherever its declaration has them.
fn texts(shape: &Shape, node: &Node, way: &mut Vec<PathSegment>, found: &mut Vec<Sentence>) {
    match (shape, &node.value) {
        (Shape::Filled(_), Value::Text(text)) => found.push(of_value(node, text, way)),
        (Shape::List(of), Value::List(items)) => {
            for (number, item) in items.iter().enumerate() {
                way.push(PathSegment::Item(number));
                texts(of, item, way, found);
                way.pop();
            }
        }
        (Shape::List(of), _) => texts(of, node, way, found),
        (Shape::Form(form), Value::Map(entries)) => {
            for entry in entries {
                if let Some(key) = form.get(&entry.key) {
                    way.push(PathSegment::Key(entry.key.clone()));
                    texts(&key.shape(), &entry.value, way, found);
                    way.pop();
                }
            }
        }
        (Shape::Either(options), Value::Map(entries)) => {
            let known = |option: &&Shape| match option {
                Shape::Form(form) => entries
                    .iter()
                    .filter(|one| form.get(&one.key).is_some())
                    .count(),
                _ => 0,
            };
            if let Some(option) = options.iter().max_by_key(known) {
                texts(option, node, way, found);
            }
        }
        _ => {}
    }
}

/// The text of a file with a sentence rewritten: with these parts, or as another file has it.
///
/// # Errors
/// If its frame is not kept, or Markdown cannot say it.
pub fn rewrite(file: &str, text: &str, number: usize, to: &To) -> Result<String, Faults> {
    let all = sentences(file, text)?;
    let old = all.get(number).ok_or_else(|| gone(file))?;
    let source = match to {
        To::Source(other) if other.is_of_body() == old.is_of_body() => other.source.clone(),
        To::Source(_) => return Err(gone(file)),
        To::Pieces(pieces) => {
            let kept = old
                .pieces
                .as_ref()
                .is_some_and(|old| compose::keeps(old, pieces));
            if !kept {
                let found =
                    "câu sửa đã mất điều kiện, hoặc có giá trị mà câu gốc không có ở chỗ ấy";
                let fault = Fault::new(Kind::Template, old.place.clone(), found);
                return Err(fault
                    .remedy("mở lại câu này rồi sửa chữ giữa các giá trị")
                    .into());
            }
            let written = match old.is_of_body() {
                true => compose::write(pieces),
                false => compose::write_field(pieces),
            };
            written.ok_or_else(|| {
                let fault = Fault::new(
                    Kind::Template,
                    old.place.clone(),
                    "không ghi được câu này vào mẫu",
                );
                fault.remedy("bỏ dấu { }, và để dấu cách trước và sau chữ đậm, nghiêng")
            })?
        }
    };
    match &old.spot {
        Spot::Body(range) => {
            let mut text = text.to_owned();
            text.replace_range(range.clone(), &source);
            Ok(text)
        }
        Spot::Front(way) => edit_front(file, text, way, &json!(source)),
    }
}

/// What a sentence becomes.
pub enum To<'a> {
    /// These parts.
    Pieces(&'a [Piece]),
    /// As this one.
    Source(&'a Sentence),
}

fn gone(file: &str) -> Faults {
    let fault = Fault::new(
        Kind::Template,
        Place::file(file),
        "không còn câu này trong mẫu",
    );
    fault.remedy("mở lại danh sách câu chữ").into()
}

fn edit_front(file: &str, text: &str, way: &[PathSegment], value: &Json) -> Result<String, Faults> {
    let parts = parts(file, text)?;
    let front = text.get(parts.front.clone()).unwrap_or_default();
    let edited = edit(file, front, way, value)?;
    let mut text = text.to_owned();
    text.replace_range(parts.front, &edited);
    Ok(text)
}

/// The text of a file that says from which it was rewritten.
///
/// # Errors
/// If its front matter cannot be read.
pub fn with_original(file: &str, text: &str, original: &Original) -> Result<String, Faults> {
    let mut value = json!({"mau": original.template, "ban": original.edition});
    if let (Some(period), Json::Object(keys)) = (original.period, &mut value) {
        keys.insert("ky".to_owned(), json!(period.to_string()));
    }
    edit_front(file, text, &[PathSegment::Key("goc".to_owned())], &value)
}

/// How many pairs of sentences are compared where their numbers differ.
const COMPARED: usize = 250_000;

/// Of each of one's own sentences, the one that it was.
pub fn origins(base: &[Sentence], own: &[Sentence]) -> Vec<Option<usize>> {
    let of_front = |sentence: &Sentence| base.iter().position(|base| base.spot == sentence.spot);
    let bodies = |all: &[Sentence]| -> Vec<usize> {
        let bodies = all.iter().enumerate().filter(|(_, one)| one.is_of_body());
        bodies.map(|(number, _)| number).collect()
    };
    let (base_body, own_body) = (bodies(base), bodies(own));
    let aligned = align(
        &base_body,
        &own_body,
        &|a, b| match (base.get(a), own.get(b)) {
            (Some(a), Some(b)) => a.says_the_same(b),
            _ => false,
        },
    );
    let mut aligned = aligned.into_iter();
    own.iter()
        .map(|sentence| match sentence.is_of_body() {
            true => aligned.next().flatten(),
            false => of_front(sentence),
        })
        .collect()
}

/// Of each of `own` its partner among `base`: by order where there are as many, else by the
/// longest run of equal ones, between which what is left is paired in order.
fn align(base: &[usize], own: &[usize], same: &dyn Fn(usize, usize) -> bool) -> Vec<Option<usize>> {
    if base.len() == own.len() || base.len().saturating_mul(own.len()) > COMPARED {
        return (0..own.len()).map(|at| base.get(at).copied()).collect();
    }
    // lengths[i][j]: how many of base[i..] and own[j..] are common.
    let mut lengths = vec![vec![0usize; own.len() + 1]; base.len() + 1];
    let length = |lengths: &[Vec<usize>], i: usize, j: usize| -> usize {
        lengths
            .get(i)
            .and_then(|row| row.get(j))
            .copied()
            .unwrap_or(0)
    };
    for (i, a) in base.iter().enumerate().rev() {
        for (j, b) in own.iter().enumerate().rev() {
            let longest = match same(*a, *b) {
                true => length(&lengths, i + 1, j + 1) + 1,
                false => length(&lengths, i + 1, j).max(length(&lengths, i, j + 1)),
            };
            if let Some(cell) = lengths.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = longest;
            }
        }
    }
    let mut aligned = Vec::with_capacity(own.len());
    let (mut i, mut j) = (0, 0);
    while let Some(b) = own.get(j) {
        let common = length(&lengths, i, j);
        match base.get(i) {
            None => aligned.push(None),
            Some(a) if same(*a, *b) => aligned.push(Some(*a)),
            // Neither is in the common run: one became the other.
            Some(a) if length(&lengths, i + 1, j + 1) == common => aligned.push(Some(*a)),
            Some(_) if length(&lengths, i + 1, j) == common => {
                i += 1;
                continue;
            }
            Some(_) => {
                aligned.push(None);
                j += 1;
                continue;
            }
        }
        (i, j) = (i + 1, j + 1);
    }
    aligned
}

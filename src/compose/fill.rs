//! Filling in: Tera, with our escape for Markdown and our faults for its errors.

use std::io::{self, Write};

use tera::{Context, ErrorKind, Tera};

use super::filters;
use super::marks;
use super::meter::{self, Output, start};
use super::rewrite::{COMMANDS, Metered, Refused, Why, rewrite};
use super::signs::{Places, Signed, sign};
use super::values::Values;
use crate::bounds::{Bound, RUN_BYTES, TEMPLATE_EXPRESSION, TEMPLATE_LEVELS, VALUE_LIST};
use crate::fault::{Fault, Kind, Place};
use crate::source::{Source, Words};

/// Texts with this ending are Markdown, into which data goes escaped.
const MARKDOWN: &str = ".md";

/// Ends each item of a list that a filter made of one text.
pub const ITEM_END: char = '\u{1f}';

/// A text with values to fill in, compiled once.
pub struct TextTemplate {
    tera: Tera,
    name: &'static str,
    /// Where the text begins, or the file it is a part of.
    place: Place,
    /// The text of a field; none if the lines of the text are the lines of the file.
    field: Option<String>,
    /// What its parts come from, if that is to be told of what is filled in.
    signed: Option<Signed>,
    metered: Metered,
}

impl TextTemplate {
    /// A text of one field of the front matter, into which data goes as it is.
    ///
    /// # Errors
    /// If it is not a template.
    pub fn field(text: &str, place: &Place) -> Result<Self, Fault> {
        Self::compile("truong", text, place.clone(), Some(text.to_owned()), None)
    }

    /// The same, which fills in words that know their sources.
    pub(super) fn field_of_words(text: &str, place: &Place) -> Result<Self, Fault> {
        let signed = sign(text, &Places::Field(place.clone()), &filters::know_marks);
        Self::compile("truong", text, place.clone(), Some(text.to_owned()), signed)
    }

    /// The body of a template file; `text` has as many lines before it as the file has.
    ///
    /// # Errors
    /// If it is not a template.
    pub fn body(text: &str, file: &Place) -> Result<Self, Fault> {
        let signed = sign(text, &Places::Lines(file.clone()), &filters::know_marks);
        Self::compile("than.md", text, file.clone(), None, signed)
    }

    fn compile(
        name: &'static str,
        text: &str,
        place: Place,
        field: Option<String>,
        signed: Option<Signed>,
    ) -> Result<Self, Fault> {
        let mut template = Self {
            tera: engine(),
            name,
            place,
            field,
            signed,
            metered: Metered::default(),
        };
        let text = template.signed.as_ref().map_or(text, |signed| &signed.text);
        let metered = rewrite(text, &filters::is_ours);
        template.metered = metered.map_err(|refused| template.refused(&refused))?;
        match template.tera.add_raw_template(name, &template.metered.text) {
            Ok(()) => Ok(template),
            Err(error) => Err(template.fault(&error)),
        }
    }

    /// Where its text stands.
    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// A template that is refused before it runs.
    fn refused(&self, refused: &Refused) -> Fault {
        let place = self.at(refused.line, refused.column);
        match &refused.why {
            Why::Bound(bound, found) => bound.passed(Some(*found), &place),
            Why::Unknown(what) => Fault::new(Kind::Template, place, format!("mẫu dùng {what}"))
                .expected(
                    "{{ giá trị }}, {% if … %} … {% endif %}, {% for … in … %} … {% endfor %}",
                )
                .remedy("viết lại bằng {% for %} … {% endfor %}"),
            Why::Command(name) => {
                let found = format!("mẫu dùng lệnh “{name}” không có");
                Fault::new(Kind::Template, place, found)
                    .expected(format!("một trong các lệnh: {}", COMMANDS.join(", ")))
                    .remedy("bỏ lệnh này: mỗi mẫu tự đủ, không ghép từ các mẫu khác")
                    .meant(name, COMMANDS)
            }
            Why::Brace => Fault::new(Kind::Template, place, "dấu { hoặc } đứng lẻ trong câu chữ của mẫu")
                .expected("chỗ điền viết {{ giá trị }}: hai dấu { liền nhau, hai dấu } liền nhau; lệnh viết {% … %}")
                .remedy("gõ lại chỗ điền; dấu ngoặc của câu chữ thì dùng ( )"),
        }
    }

    /// The text with the values filled in.
    ///
    /// # Errors
    /// If it names a value that there is not, or uses one in a way that it cannot be used.
    pub fn fill(&self, values: &Context) -> Result<String, Fault> {
        self.render(values).map(|text| marks::strip(&text))
    }

    /// The words with the values filled in, each with what made it.
    ///
    /// # Errors
    /// Those of [`TextTemplate::fill`].
    pub(super) fn words(&self, values: &Values) -> Result<Words, Fault> {
        let Some(signed) = &self.signed else {
            let text = self.fill(values.plain())?;
            return Ok(Words::new(text, Source::Line(self.place.clone())));
        };
        let read = |text: &str| marks::read(text, &signed.origins, values.sources());
        if signed.marks {
            return self.render(values.marked()).map(|text| read(&text));
        }
        // What it says must not hang on marks: they are kept only if it says the same without.
        let plain = read(&self.render(values.plain())?);
        let marked = self.render(values.marked()).map(|text| read(&text));
        Ok(marked
            .ok()
            .filter(|words| **words == *plain)
            .unwrap_or(plain))
    }

    /// What each expression of the text gives, where it is first filled in, in the order of the
    /// text; empty where it gives nothing.
    pub(super) fn examples(&self, values: &Values) -> Vec<String> {
        let Some(signed) = &self.signed else {
            return Vec::new();
        };
        let given = self.render(values.plain()).unwrap_or_default();
        let given = marks::firsts(&given);
        let origins = signed.origins.iter().enumerate();
        let expressions =
            origins.filter(|(_, (source, _))| matches!(source, Source::Expression(_)));
        let text = |number| given.get(&number).map_or("", String::as_str);
        expressions
            .map(|(number, _)| unescaped(text(number)))
            .collect()
    }

    fn render(&self, values: &Context) -> Result<String, Fault> {
        let mut output = Output::default();
        start(self.metered.cost)
            .and_then(|()| self.tera.render_to(self.name, values, &mut output))
            .and_then(|()| Ok(String::from_utf8(output.0)?))
            .map_err(|error| self.fault(&error))
    }

    fn fault(&self, error: &tera::Error) -> Fault {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let place = self.at(report.span().start_line, report.span().start_col);
                explain(place, report.message())
            }
            ErrorKind::Io(_) => RUN_BYTES.passed(None, &self.at(meter::line().max(1), 0)),
            other => {
                let report = other.to_string();
                let place = located(&report).map(|(line, column)| self.at(line, column - 1));
                let place = place.unwrap_or_else(|| self.place.clone());
                explain(place, &first_line(&report))
            }
        }
    }

    /// A place in the text: a line from 1, a column from 0, in which signs count.
    fn at(&self, line: usize, column: usize) -> Place {
        let signed = self.signed.as_ref().map_or("", |signed| &signed.text);
        let letters = signed
            .lines()
            .nth(line.saturating_sub(1))
            .unwrap_or_default();
        let column = self.metered.column(line, column);
        let column = column - marks::signs_in(letters.chars().take(column));
        match &self.field {
            None => self.place.at(line, column + 1),
            Some(text) => {
                let above = text.split_inclusive('\n').take(line.saturating_sub(1));
                let before: usize = above.map(|line| line.chars().count()).sum();
                self.place.letter(before + column)
            }
        }
    }
}

fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([MARKDOWN]);
    tera.set_escape_fn(escape);
    filters::register(&mut tera);
    meter::register(&mut tera);
    tera
}

/// Line and column, both from 1, that the engine's printed report shows: `--> than.md:3:4`.
fn located(report: &str) -> Option<(usize, usize)> {
    let shown = report
        .lines()
        .find_map(|line| line.trim().strip_prefix("--> "))?;
    let (rest, column) = shown.rsplit_once(':')?;
    let (_, line) = rest.rsplit_once(':')?;
    let column: usize = column.parse().ok()?;
    Some((line.parse().ok()?, column.max(1)))
}

/// What the engine says of names that it does not know, and what they are.
const UNKNOWN: [(&str, &str); 3] = [
    ("Unknown filter ", "bộ lọc"),
    ("Unknown function ", "hàm"),
    ("Unknown test ", "phép thử"),
];

/// The engine's own bounds, by words of its messages.
const ENGINES: [(&str, Bound); 4] = [
    ("expression is too complex", TEMPLATE_EXPRESSION),
    ("nested brackets", TEMPLATE_EXPRESSION),
    ("template nesting is too deep", TEMPLATE_LEVELS),
    ("which exceeds the limit", VALUE_LIST),
];

/// What other messages of the engine mean, by words in them: the first that fits.
const MEANINGS: [(&str, &str); 21] = [
    ("Invalid Integer", "mẫu có số quá lớn"),
    ("Invalid float", "mẫu có số thập phân không đọc được"),
    (
        "nexpected end",
        "mẫu hết khi một khối {{ }} hoặc {% %} chưa đóng",
    ),
    (
        "end of input",
        "mẫu hết khi một khối {{ }} hoặc {% %} chưa đóng",
    ),
    (
        "Cannot compare",
        "mẫu so sánh chữ với số; dùng bộ lọc duoi, tren, tu",
    ),
    (
        "requires both operands",
        "mẫu tính trên chữ; dùng bộ lọc tinh, tong",
    ),
    (
        "Math operations",
        "mẫu tính trên chữ; dùng bộ lọc tinh, tong",
    ),
    ("arithmetic", "mẫu tính trên chữ; dùng bộ lọc tinh, tong"),
    ("divide by 0", "mẫu chia cho 0"),
    ("overflow", "mẫu tính ra số quá lớn"),
    ("out of range", "mẫu tính ra số quá lớn"),
    ("Unable to perform", "mẫu tính ra số quá lớn"),
    (
        "Iteration not possible",
        "mẫu lặp trên giá trị không phải danh sách",
    ),
    (
        "iteration is not possible",
        "mẫu lặp trên giá trị không có khóa",
    ),
    ("undefined", "mẫu gọi giá trị không có"),
    ("is not defined", "mẫu gọi giá trị không có"),
    ("missing its closing", "mẫu có dấu nháy chưa đóng"),
    (
        "reserved keyword",
        "mẫu đặt tên trùng với từ riêng của ngôn ngữ mẫu",
    ),
    ("dimensions", "mẫu lồng các danh sách quá sâu"),
    (
        "only be used in a for loop",
        "mẫu dùng lệnh chỉ có trong vòng lặp",
    ),
    (
        "field of `loop`",
        "mẫu gọi giá trị của vòng lặp mà nó không có",
    ),
];

/// What the engine says of the arguments of a filter or function, and what it means.
const ARGUMENTS: [(&str, &str); 8] = [
    ("`step_by` argument of 0", "range có bước step_by bằng 0"),
    (
        "`start` argument greater",
        "range có start lớn hơn end mà bước step_by không âm",
    ),
    ("overflow i128", "range có số quá lớn"),
    (
        "` is out of range for",
        "bộ lọc hoặc hàm có tham số là số quá lớn",
    ),
    (
        "Invalid type",
        "bộ lọc hoặc hàm dùng cho giá trị không đúng kiểu, hoặc có tham số không đúng kiểu",
    ),
    (
        "argument for `method`",
        "bộ lọc round chỉ có method là \"ceil\" hoặc \"floor\"",
    ),
    (
        "used on a number",
        "bộ lọc dùng cho giá trị không phải là số",
    ),
    ("converted to", "bộ lọc đổi một giá trị không phải là số"),
];

/// What a template's author can do about an error of the template engine.
fn explain(place: Place, message: &str) -> Fault {
    let ours = meter::explain(message, &place);
    let engines = ENGINES.iter().find(|(sign, _)| message.contains(sign));
    if let Some(fault) = ours.or_else(|| Some(engines?.1.passed(None, &place))) {
        return fault;
    }
    if let Some(found) = message.strip_prefix(filters::OURS) {
        return Fault::new(Kind::Template, place, found)
            .remedy("xem các bộ lọc trong tài liệu hướng dẫn");
    }
    if let Some((name, known)) = undefined(message) {
        let found = format!("mẫu gọi giá trị “{name}” mà hồ sơ không có");
        let mut fault = Fault::new(Kind::Template, place, found);
        if !known.is_empty() {
            fault = fault.expected(format!("một trong: {}", known.join(", ")));
        }
        return fault
            .remedy("sửa tên trong mẫu, hoặc điền giá trị đó vào hồ sơ")
            .meant(name, known.iter().copied());
    }
    for (beginning, what) in UNKNOWN {
        let name = message.strip_prefix(beginning);
        if let Some(name) = name.map(|rest| rest.split('`').nth(1).unwrap_or_default()) {
            let found = format!("mẫu dùng {what} `{name}` không có");
            return Fault::new(Kind::Template, place, found)
                .remedy("xem các bộ lọc trong tài liệu hướng dẫn");
        }
    }
    if let Some(found) = argument(message) {
        return Fault::new(Kind::Template, place, found)
            .remedy("sửa tham số trong ngoặc ( ) của bộ lọc hoặc hàm đó");
    }
    let meant = MEANINGS.iter().find(|(sign, _)| message.contains(sign));
    let found = meant.map_or("mẫu viết sai cú pháp ở chỗ này", |(_, meaning)| meaning);
    Fault::new(Kind::Template, place, found)
        .expected("{{ giá trị }}, {% if … %} … {% endif %}, {% for … in … %} … {% endfor %}")
        .remedy("kiểm tra các dấu {{ }} và {% %} có đủ cặp không")
}

/// What is wrong with the arguments of a filter or function.
fn argument(message: &str) -> Option<String> {
    if let Some(rest) = message.strip_prefix("Missing keyword argument `") {
        let name = rest.trim_end_matches('`');
        return Some(format!("bộ lọc hoặc hàm thiếu tham số “{name}”"));
    }
    let known = ARGUMENTS.iter().find(|(sign, _)| message.contains(sign));
    known.map(|(_, meaning)| (*meaning).to_owned())
}

/// The name that is not defined and those that are, sorted, from the engine's message.
fn undefined(message: &str) -> Option<(&str, Vec<&str>)> {
    let rest = message
        .strip_prefix("Variable `")
        .or_else(|| message.strip_prefix("Field `"))?;
    let (name, rest) = rest.split_once("` is not defined.")?;
    let known = rest.split_once(": ").map_or("", |(_, list)| list);
    let mut known: Vec<&str> = known.split(", ").filter(|name| !name.is_empty()).collect();
    known.sort_unstable();
    known.dedup();
    Some((name, known))
}

fn first_line(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default().trim();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// Writes data so that Markdown takes every sign in it for a letter: each ASCII punctuation
/// sign gets a backslash, each line end becomes a space.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.write_all(b"\\")?;
        }
        let c = if matches!(c, '\n' | '\r') { ' ' } else { c };
        write!(out, "{c}")?;
    }
    Ok(())
}

/// Data without the backslashes that [`escape`] put before its signs.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.trim().chars().peekable();
    while let Some(c) = letters.next() {
        if c != '\\' || !letters.peek().is_some_and(char::is_ascii_punctuation) {
            out.push(c);
        } else {
            out.extend(letters.next());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Origin;
    use serde_json::json;
    use std::sync::Arc;

    fn place(text: &str) -> Place {
        let origin = Origin {
            file: "mau.md".into(),
            text: text.into(),
        };
        Place::new(Arc::new(origin), 0, 0)
    }

    fn fault(text: &str) -> Fault {
        let values = json!({"ky": {"dai": "tháng 02"}});
        let values = Context::from_serialize(&values).unwrap();
        let fill = |template: TextTemplate| template.fill(&values);
        TextTemplate::body(text, &place(text))
            .and_then(fill)
            .unwrap_err()
    }

    #[test]
    fn an_unknown_value_names_place_and_nearest() {
        insta::assert_snapshot!(fault("Kỳ\n\n{{ kyy.dai }}"), @r"
        mau.md:3:4: lỗi MAU-01: mẫu gọi giá trị “kyy” mà hồ sơ không có
          3 | {{ kyy.dai }}
            |    ^
          cần: một trong: ky
          sửa: có phải ý bạn là “ky”?
        ");
    }

    #[test]
    fn an_unknown_part_of_a_value_names_those_it_has() {
        let fault = fault("{{ ky.daii }}");
        assert!(fault.found.contains("“daii”"), "{fault}");
        assert_eq!(fault.remedy, "có phải ý bạn là “dai”?");
    }

    #[test]
    fn a_broken_tag_is_a_fault_at_its_place() {
        let fault = fault("a\n{% if ky %}\nb");
        assert_eq!(fault.kind, Kind::Template);
        assert!(fault.place.line() > 0, "{fault}");
    }

    #[test]
    fn an_unknown_filter_is_named() {
        assert!(fault("{{ ky.dai | hoa }}").found.contains("`hoa`"));
    }

    #[test]
    fn data_in_markdown_is_escaped() {
        let text = "{{ ten }}";
        let template = TextTemplate::body(text, &place(text)).unwrap();
        let values = json!({"ten": "*a* {{ b }}\n# c"});
        let values = Context::from_serialize(&values).unwrap();
        let filled = template.fill(&values).unwrap();
        assert_eq!(filled, r"\*a\* \{\{ b \}\} \# c");
    }
}

//! What a clerk is told of a file that the YAML parser gave up on: which habit of writing it
//! stands for, where, and how it is put right. The parser's own words are never shown.

use granit_parser::{ErrorKind, ScanError};

use crate::bounds::YAML_LEVELS;
use crate::fault::{Fault, Kind, Place};

const WRITTEN: &str = "“khóa: giá trị”, mỗi khóa một dòng";

/// The fault of a text that is not YAML.
pub fn broken(file: &Place, error: &ScanError, text: &str) -> Fault {
    let mark = error.marker();
    let at = (mark.line(), mark.col() + 1);
    let lines: Vec<Line> = (1..)
        .zip(text.lines())
        .map(|(number, text)| Line::of(number, text))
        .collect();
    let reading = Reading { file, lines, at };
    reading.explain(error.kind())
}

/// A fault of a value that begins with a sign which YAML keeps for itself; none if the value on
/// the line does not.
pub fn sign(file: &Place, line: usize, text: &str) -> Option<Fault> {
    let written = Line::of(line, text.lines().nth(line.checked_sub(1)?)?);
    let first = written.value.chars().next()?;
    let found = format!("giá trị bắt đầu bằng dấu “{first}”, là ký hiệu riêng của YAML");
    let fault = Fault::new(Kind::Syntax, file.at(line, written.column()), found);
    let signs = "&*!%@`|>[]{},?-";
    signs.contains(first).then(|| {
        fault
            .expected("giá trị viết thẳng, hoặc đặt trong nháy kép")
            .remedy(format!(
                "dấu đó thuộc về câu chữ thì đặt cả câu trong nháy: {}",
                written.quoted()
            ))
    })
}

/// A line of a file, taken apart as far as that can be done without its neighbours.
#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    /// Blanks before its first letter.
    indent: usize,
    /// Without blanks at the ends, and without a comment.
    text: &'a str,
    /// Whether it is an entry of a list.
    entry: bool,
    key: Option<&'a str>,
    /// What follows the dash and the key.
    value: &'a str,
    /// Letters before the value.
    before: usize,
}

impl<'a> Line<'a> {
    fn of(number: usize, whole: &'a str) -> Self {
        let words = whole.trim_start();
        let indent = whole.chars().count() - words.chars().count();
        let entry = words == "-" || words.starts_with("- ");
        let mut value = match words.strip_prefix("- ") {
            Some(words) => words.trim_start(),
            None => words,
        };
        let mut key = None;
        if !value.starts_with(['"', '\'']) {
            let last = uncommented(value).strip_suffix(':');
            let colon = value.find(": ").or(last.map(str::len));
            if let Some((before, after)) = colon.and_then(|at| value.split_at_checked(at)) {
                key = Some(before).filter(|key| !key.contains(" #"));
                if key.is_some() {
                    value = after.trim_start_matches(':').trim_start();
                }
            }
        }
        let before = whole.chars().count() - value.chars().count();
        let text = uncommented(words);
        let value = match value.starts_with(['"', '\'']) {
            true => value.trim_end(),
            false => uncommented(value),
        };
        Self {
            number,
            indent,
            text,
            entry,
            key,
            value,
            before,
        }
    }

    /// Where its value begins.
    fn column(&self) -> usize {
        self.before + 1
    }

    /// The line with its value in quotes.
    fn quoted(&self) -> String {
        let key = self.key.map_or(String::new(), |key| format!("{key}: "));
        let dash = if self.entry { "- " } else { "" };
        format!("{dash}{key}{}", in_quotes(self.value))
    }
}

/// Without a comment. A line that is only a comment is blank.
fn uncommented(text: &str) -> &str {
    let end = match text.starts_with('#') {
        true => Some(0),
        false => text.find(" #"),
    };
    end.and_then(|end| text.get(..end))
        .unwrap_or(text)
        .trim_end()
}

/// A text as YAML takes it whole.
fn in_quotes(text: &str) -> String {
    const SHOWN: usize = 40;
    let text = text.trim_matches(['"', '“', '”']);
    let shown: String = text.chars().take(SHOWN).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    match text.contains(['"', '\\']) {
        true => format!("'{shown}{more}'"),
        false => format!("\"{shown}{more}\""),
    }
}

struct Reading<'a> {
    file: &'a Place,
    lines: Vec<Line<'a>>,
    /// Where the parser gave up.
    at: (usize, usize),
}

impl<'a> Reading<'a> {
    fn explain(&self, kind: &ErrorKind) -> Fault {
        match kind {
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::InvalidMappingValueWhitespace => self.tab(),
            ErrorKind::RecursionLimitExceeded => {
                YAML_LEVELS.passed(None, &self.file.at(self.at.0, self.at.1))
            }
            ErrorKind::InvalidTrailingSingleQuotedScalar => self.after_quote('\''),
            ErrorKind::InvalidTrailingDoubleQuotedScalar => self.after_quote('"'),
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::UnexpectedEof => self.open_quote(),
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape => self.backslash(),
            ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::MismatchedFlowCollectionEnd { .. }
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::BlockEntryInFlowCollection
            | ErrorKind::PlainScalarStartsWithDashFlowIndicator
            | ErrorKind::FlowMappingValueAdjacentCollection => self.bracket(),
            ErrorKind::BomInsideDocument => self.unseen(),
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => self.unseen(),
            ErrorKind::CommentNotSeparated => self
                .fault(self.at, "dấu # dính liền chữ đứng trước")
                .remedy("ghi chú thì thêm một dấu cách trước #; câu chữ có # thì đặt cả câu trong nháy kép \"…\""),
            ErrorKind::CommentInterceptedScalar => {
                let next = self.lines.iter().find(|line| line.number > self.at.0 && !line.text.is_empty());
                self.line(next.map_or(self.at.0, |line| line.number))
            }
            ErrorKind::InvalidDocumentEnd => self
                .fault((self.at.0, 1), "có dòng “---” hoặc “...” giữa tệp")
                .remedy("bỏ dòng đó"),
            ErrorKind::MappingValueNotAllowed
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::InvalidIndentation
            | ErrorKind::InvalidBlockScalarIndent => self.line(self.at.0),
            // All that is left follows from a sign of YAML before words.
            _ => self.sign().unwrap_or_else(|| self.line(self.at.0)),
        }
    }

    fn fault(&self, (line, column): (usize, usize), found: impl Into<String>) -> Fault {
        Fault::new(Kind::Syntax, self.file.at(line, column), found).expected(WRITTEN)
    }

    /// A line from its first letter on.
    fn whole(&self, line: Line, found: impl Into<String>) -> Fault {
        self.fault((line.number, line.indent + 1), found)
    }

    fn get(&self, number: usize) -> Option<Line<'a>> {
        self.lines.get(number.checked_sub(1)?).copied()
    }

    /// The line above with words.
    fn above(&self, number: usize) -> Option<Line<'a>> {
        let mut above = self.lines.iter().take(number.saturating_sub(1)).rev();
        above.find(|line| !line.text.is_empty()).copied()
    }

    /// The first tab before a word, in this line or below: the parser tells where what it read
    /// began, which may be the line above.
    fn tab(&self) -> Fault {
        let from = self.at.0.saturating_sub(1);
        let mut indents = self.lines.iter().skip(from).filter_map(|line| {
            let written = self.file.at(line.number, 1);
            let written = written.written();
            let words = written.trim_start_matches([' ', '\t', '-']);
            let indent = written.get(..written.len() - words.len())?;
            Some((line.number, indent.find('\t')? + 1))
        });
        let place = indents.next().unwrap_or(self.at);
        self.fault(place, "dòng thụt vào bằng phím Tab")
            .remedy("thay Tab bằng dấu cách (mỗi bậc hai dấu cách)")
    }

    /// Letters that print nothing, which programs leave in copied text.
    fn unseen(&self) -> Fault {
        self.fault(self.at, "có ký tự không nhìn thấy ở chỗ này")
            .remedy("xóa cả dòng rồi gõ lại")
    }

    fn sign(&self) -> Option<Fault> {
        let line = self.get(self.at.0)?;
        let text = self.file.at(line.number, 1);
        // The line alone, as the first of a text.
        let fault = sign(self.file, 1, text.written())?;
        let column = fault.place.column();
        Some(Fault {
            place: self.file.at(line.number, column),
            ..fault
        })
    }

    /// Words after a quote that closes, or a quote above that does not.
    fn after_quote(&self, quote: char) -> Fault {
        let line = self.get(self.at.0);
        let opened = line.filter(|line| {
            let before = self.at.1.saturating_sub(line.column());
            line.value.starts_with(quote)
                && line
                    .value
                    .chars()
                    .take(before)
                    .filter(|c| *c == quote)
                    .count()
                    > 1
        });
        let Some(line) = opened else {
            return self.open_quote();
        };
        let found = "sau dấu nháy đóng còn chữ";
        self.fault(self.at, found).remedy(match quote {
            '"' => "đặt cả câu trong nháy kép, chữ cần nháy bên trong dùng “ ”; hoặc bỏ dấu nháy ở đầu câu và dùng “ ”".to_owned(),
            _ => format!(
                "đặt cả câu trong nháy kép: {}",
                Line { value: &line.value.replace('\'', "’"), ..line }.quoted().replace("\"’", "\"").replace("’\"", "\"")
            ),
        })
    }

    /// A quote that is not closed: on this line or above.
    fn open_quote(&self) -> Fault {
        let lines = self.lines.iter().take(self.at.0).rev();
        let open = |quote: char, line: &Line| {
            let quotes = line.value.matches(quote).count();
            quotes % 2 == 1
                && line.value.contains(quote)
                && (line.value.starts_with(quote) || line.value.starts_with(['{', '[']))
        };
        let opened = lines.filter_map(|line| {
            let quote = ['"', '\''].into_iter().find(|quote| open(*quote, line))?;
            Some((*line, quote))
        });
        let Some((line, quote)) = opened.into_iter().next() else {
            return self
                .fault(self.at, "có dấu nháy mở mà chưa đóng")
                .remedy("tìm dấu \" hoặc ' mở mà chưa đóng ở dòng này và các dòng trên");
        };
        let letters = line.value.split(quote).next().unwrap_or_default();
        let column = line.column() + letters.chars().count();
        let found = format!("dấu nháy {quote} mở ở đây mà chưa đóng");
        let remedy = match line.value.ends_with(['”', '“', '’']) {
            true => {
                "dấu nháy cuối câu là dấu cong của Word; gõ lại cả hai dấu nháy thẳng".to_owned()
            }
            false => format!("thêm dấu {quote} ở cuối giá trị"),
        };
        self.fault((line.number, column), found).remedy(remedy)
    }

    fn backslash(&self) -> Fault {
        let column = self.get(self.at.0).and_then(|line| {
            let (before, _) = line.value.split_once('\\')?;
            Some(line.column() + before.chars().count())
        });
        let place = (self.at.0, column.unwrap_or(self.at.1));
        self.fault(
            place,
            "trong nháy kép, dấu \\ mở đầu một ký hiệu riêng của YAML",
        )
        .remedy("dùng nháy đơn '…' thay nháy kép, hoặc viết \\\\ thay cho \\")
    }

    /// Brackets that do not close, or hold what they cannot.
    fn bracket(&self) -> Fault {
        let open = |line: &&Line| {
            let count = |signs: [char; 2]| line.value.matches(signs).count();
            count(['[', '{']) > count([']', '}'])
        };
        let mut lines = self.lines.iter().take(self.at.0).rev();
        if let Some(line) = lines.find(open) {
            return self
                .fault(
                    (line.number, line.column()),
                    "ngoặc mở ở dòng này mà chưa đóng",
                )
                .remedy(format!(
                    "đóng ngoặc ở cuối dòng; ngoặc thuộc về câu chữ thì đặt cả câu trong nháy: {}",
                    line.quoted()
                ));
        }
        self.fault(self.at, "chữ trong ngoặc [ ] hoặc { } viết sai")
            .expected("[a, b] hoặc {khóa: giá trị, khóa: giá trị}")
            .remedy("đặt từng giá trị trong nháy kép; ngoặc thuộc về câu chữ thì đặt cả câu trong nháy kép \"…\"")
    }

    /// What is wrong with a line among its neighbours.
    fn line(&self, number: usize) -> Fault {
        let Some(line) = self.get(number) else {
            return self.fault(self.at, "dòng này viết sai cú pháp");
        };
        let above = self.above(number);
        if let Some(fault) = self.keyless(line, above) {
            return fault;
        }
        let same = above.filter(|above| above.indent == line.indent && !above.entry);
        if let Some(fault) = same.and_then(|above| self.keyless(above, self.above(above.number))) {
            return fault;
        }
        if let Some(fault) = above.and_then(|above| self.deeper(line, above)) {
            return fault;
        }
        let bracket = line.value.starts_with(['[', '{']) && !line.value.ends_with([']', '}']);
        if let Some(fault) = self.sign().filter(|_| bracket) {
            return fault;
        }
        if line.value.contains(": ") || line.value.ends_with(':') {
            let curly = line.value.starts_with(['“', '”', '«']);
            return self
                .fault(
                    (number, line.column()),
                    match curly {
                        true => "câu có dấu hai chấm đặt trong nháy cong của Word",
                        false => "câu có dấu hai chấm mà không đặt trong nháy",
                    },
                )
                .remedy(format!("đặt cả câu trong nháy thẳng: {}", line.quoted()));
        }
        match above {
            Some(above) if above.indent > line.indent || above.entry != line.entry => self.beside(line, above),
            _ => self
                .whole(line, "dòng này viết sai cú pháp")
                .remedy("kiểm tra: sau tên khóa có dấu hai chấm và một dấu cách; các dòng cùng bậc thụt vào bằng nhau; câu có dấu : hoặc # đặt trong nháy kép \"…\""),
        }
    }

    /// A line without “key: ”.
    fn keyless(&self, line: Line, above: Option<Line>) -> Option<Fault> {
        if line.key.is_some() || line.entry {
            return None;
        }
        if line.text.starts_with('-') {
            let words = line.text.trim_start_matches('-').trim_start();
            return Some(
                self.whole(line, "sau dấu - thiếu dấu cách")
                    .remedy(format!("viết “- {words}”")),
            );
        }
        if let Some((key, value)) = line.text.split_once([':', '：', '=']) {
            let key = key.trim_end();
            if !key.is_empty()
                && key
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            {
                let found = match line.text.contains(':') {
                    true => "sau dấu hai chấm thiếu dấu cách",
                    false => "sau tên khóa thiếu dấu hai chấm",
                };
                let remedy = format!("viết “{key}: {}”", value.trim_start());
                return Some(self.whole(line, found).remedy(remedy));
            }
        }
        let continued = above.map_or(String::new(), |above| {
            format!(
                "nếu là phần tiếp của câu ở dòng {}, nối vào cuối dòng đó; ",
                above.number
            )
        });
        Some(
            self.whole(line, "dòng này không có tên khóa và dấu hai chấm")
                .remedy(format!("{continued}nếu là khóa mới, viết “khóa: giá trị”")),
        )
    }

    /// A line that stands deeper than one above that has its value already.
    fn deeper(&self, line: Line, above: Line) -> Option<Fault> {
        let inner = match above.entry {
            true if above.key.is_some() => above.indent + 2,
            _ => above.indent,
        };
        if line.indent <= inner || above.value.is_empty() {
            return None;
        }
        let found = format!(
            "dòng này thụt vào sâu hơn dòng {}, mà dòng {} đã có giá trị",
            above.number, above.number
        );
        let remedy = format!(
            "cho hai dòng thụt vào bằng nhau ({inner} dấu cách); nếu là phần tiếp của câu ở dòng {}, đặt cả câu trong nháy kép \"…\"",
            above.number
        );
        Some(self.whole(line, found).remedy(remedy))
    }

    /// A line that goes with no line above.
    fn beside(&self, line: Line, above: Line) -> Fault {
        let same = self.lines.iter().take(line.number - 1).rev();
        let mut same = same.filter(|other| !other.text.is_empty() && other.entry == line.entry);
        if above.indent != line.indent {
            let other = same
                .find(|other| other.indent >= line.indent)
                .unwrap_or(&above);
            return self
                .whole(line, "dòng này thụt vào không bằng dòng nào ở trên")
                .remedy(format!(
                    "thụt vào bằng dòng cùng bậc, ví dụ dòng {} ({} dấu cách)",
                    other.number, other.indent
                ));
        }
        let found = match line.entry {
            true => "dòng bắt đầu bằng “- ” đứng cùng bậc với một khóa",
            false => "khóa đứng cùng bậc với các dòng bắt đầu bằng “- ”",
        };
        self.whole(line, found).remedy(match line.entry {
            true => "các dòng “- ” đứng dưới tên khóa của chúng, khóa đó để trống sau dấu hai chấm",
            false => "lùi khóa ra ngoài cho bằng các khóa cùng bậc; hoặc thêm “- ” nếu là một dòng của danh sách",
        })
    }
}

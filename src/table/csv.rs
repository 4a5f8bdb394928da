//! CSV and TSV: which charset, which delimiter, then fields into cells. A quote that is not closed
//! is told; how many fields a row has is kept, for those who know its head.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::charset::{Charset, from_latin_1, from_windows_1258, plausibility};
use super::edits::{Edit, Edits};
use super::grid::Grid;
use super::records::Records;
use super::text::Reading;
use crate::fault::{Fault, Kind, Note, NoteKind, Place};
use crate::form::Choice;

/// What may stand between fields, the likelier first where two fit equally.
const DELIMITERS: [(u8, &str); 3] = [
    (b'\t', "phím Tab"),
    (b';', "dấu chấm phẩy (;)"),
    (b',', "dấu phẩy (,)"),
];

/// How many records are looked at to find the delimiter.
const SAMPLE: usize = 200;

/// The one sheet of a text table, and what was guessed.
///
/// # Errors
/// If it is no text, in no known charset, or beyond the limits of a sheet.
pub fn read(file: &Place, bytes: &[u8], reading: &mut Reading) -> Result<(Grid, Vec<Note>), Fault> {
    let mut notes = Vec::new();
    let text = decode(file, bytes, reading.charset(), &mut notes)?;
    let (delimiter, body) = match declared_delimiter(&text) {
        Some((delimiter, body)) => (delimiter, body),
        None => {
            let (delimiter, name) = guess_delimiter(&text);
            let words = format!("các cột ngăn cách bằng {name}");
            notes.push(Note::at(NoteKind::Guessed, file, words));
            (delimiter, &*text)
        }
    };
    let skipped = usize::from(body.len() < text.len());
    Ok((cells(file, body, delimiter, skipped, reading)?, notes))
}

/// Excel's own first line `sep=;`.
fn declared_delimiter(text: &str) -> Option<(u8, &str)> {
    let (line, body) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r').trim_matches('"').to_lowercase();
    match line.strip_prefix("sep=")?.as_bytes() {
        [delimiter] => Some((*delimiter, body)),
        _ => None,
    }
}

/// The delimiter by which most lines have equally many fields. A quote that nobody closes swallows
/// lines of the right delimiter only, so the lines are looked at without quotes, too.
fn guess_delimiter(text: &str) -> (u8, &'static str) {
    let mut best = (0, DELIMITERS[2]);
    for candidate in DELIMITERS {
        let delimiter = char::from(candidate.0);
        let lines = text.lines().take(SAMPLE);
        let plain = most(lines.map(|line| line.split(delimiter).count()));
        let agreeing = usual(text, candidate.0).0.max(plain.0);
        if agreeing > best.0 {
            best = (agreeing, candidate);
        }
    }
    best.1
}

/// How many of the first lines have as many fields as most of them, and how many that are.
fn usual(text: &str, delimiter: u8) -> (usize, usize) {
    let records = Records::new(text, delimiter).take(SAMPLE);
    most(records.map(|record| record.fields.len()))
}

fn most(fields: impl Iterator<Item = usize>) -> (usize, usize) {
    let mut counts = BTreeMap::new();
    for fields in fields.filter(|fields| *fields > 1) {
        *counts.entry(fields).or_insert(0) += 1;
    }
    let counts = counts.into_iter().map(|(fields, lines)| (lines, fields));
    counts.max().unwrap_or((0, 1))
}

/// Rows are numbered as Excel would: blank lines count, line ends inside a field do not.
fn cells(
    file: &Place,
    text: &str,
    delimiter: u8,
    skipped: usize,
    reading: &mut Reading,
) -> Result<Grid, Fault> {
    let mut grid = Grid::new(file.sheet(""));
    let (_, width) = usual(text, delimiter);
    for record in Records::new(text, delimiter) {
        let row = record.row.saturating_add(skipped);
        record.check(&grid.place().at(row, 0))?;
        if let Some(field) = record
            .fields
            .iter()
            .find(|field| field.swallows(delimiter, width))
        {
            return Err(unclosed(grid.place().at(row, 0), &field.text));
        }
        grid.set_fields(row, record.fields.len());
        let fields = (1..).zip(&record.fields);
        for (column, field) in fields.filter(|(_, field)| !field.text.is_empty()) {
            reading.put_text(&mut grid, (row, column), &field.text)?;
        }
    }
    Ok(grid)
}

/// The bytes of a text table with some cells changed. What is no Unicode becomes UTF-8, unless it
/// is in a charset that the hồ sơ names.
///
/// # Errors
/// If it cannot be read.
pub fn edited(
    file: &Place,
    bytes: &[u8],
    charset: Option<Charset>,
    edits: &Edits,
) -> Result<Vec<u8>, Fault> {
    let text = decode(file, bytes, charset, &mut Vec::new())?;
    let (delimiter, body) = declared_delimiter(&text).unwrap_or((guess_delimiter(&text).0, &text));
    let skipped = usize::from(body.len() < text.len());
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (first, _) = text
        .split_at_checked(text.len() - body.len())
        .unwrap_or(("", &text));
    let mut out = first.to_owned();
    let mut last = 0;
    for record in Records::new(body, delimiter) {
        let row = record.row.saturating_add(skipped);
        record.check(&file.sheet("").at(row, 0))?;
        out.push_str(&end.repeat(record.row.saturating_sub(last + 1)));
        last = record.row;
        let fields =
            (1..)
                .zip(&record.fields)
                .map(|(column, field)| match edits.get(&(row, column)) {
                    Some(Edit::Blank) => String::new(),
                    Some(Edit::Text(text)) => written(text, delimiter),
                    None => written(&field.text, delimiter),
                });
        let fields: Vec<String> = fields.collect();
        out.push_str(&fields.join(&char::from(delimiter).to_string()));
        out.push_str(end);
    }
    let unicode = std::str::from_utf8(bytes).is_ok();
    Ok(match (charset, unicode) {
        (Some(_), false) => out
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect(),
        (_, true) if !bytes.starts_with(&[0xef, 0xbb, 0xbf]) => out.into_bytes(),
        _ => format!("\u{feff}{out}").into_bytes(),
    })
}

/// A field with quotes around it, if it needs them.
fn written(field: &str, delimiter: u8) -> String {
    match field.contains(['"', '\r', '\n', char::from(delimiter)]) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}

fn unclosed(place: Place, text: &str) -> Fault {
    const SHOWN: usize = 20;
    let shown: String = text
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(SHOWN)
        .collect();
    let found = format!("dấu nháy kép mở trước “{shown}” mà không đóng, nuốt các dòng sau");
    Fault::new(Kind::Syntax, place, found)
        .expected("dấu nháy kép đóng ở cuối ô; dấu nháy kép trong ô thì gõ hai lần")
        .remedy("sửa ô này, hoặc mở tệp bằng Excel, xem lại các dòng rồi Lưu thành (Save As) .xlsx")
}

fn decode<'b>(
    file: &Place,
    bytes: &'b [u8],
    charset: Option<Charset>,
    notes: &mut Vec<Note>,
) -> Result<Cow<'b, str>, Fault> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => from_utf_16(file, rest, u16::from_le_bytes)?.into(),
        [0xfe, 0xff, rest @ ..] => from_utf_16(file, rest, u16::from_be_bytes)?.into(),
        [0xef, 0xbb, 0xbf, rest @ ..] => from_utf_8(file, rest, charset, notes)?,
        _ => from_utf_8(file, bytes, charset, notes)?,
    };
    if text.contains('\0') {
        return Err(no_text(file));
    }
    // Line ends of old Macs are not counted as lines by the reader.
    if text.contains('\r') && !text.contains('\n') {
        return Ok(text.replace('\r', "\n").into());
    }
    Ok(text)
}

fn from_utf_16(file: &Place, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Fault> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    match String::from_utf16(&units) {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err(no_text(file)),
    }
}

fn from_utf_8<'b>(
    file: &Place,
    bytes: &'b [u8],
    charset: Option<Charset>,
    notes: &mut Vec<Note>,
) -> Result<Cow<'b, str>, Fault> {
    match (std::str::from_utf8(bytes), charset) {
        (Ok(text), _) => Ok(text.into()),
        (Err(_), Some(_)) => Ok(from_latin_1(bytes).into()),
        (Err(error), None) => {
            guess_charset(file, bytes, error.valid_up_to(), notes).map(Cow::Owned)
        }
    }
}

/// Bytes that are no Unicode: Windows-1258 is read, the older ways are named.
fn guess_charset(
    file: &Place,
    bytes: &[u8],
    wrong: usize,
    notes: &mut Vec<Note>,
) -> Result<String, Fault> {
    if bytes.contains(&0) {
        return Err(no_text(file));
    }
    let latin = from_latin_1(bytes);
    let windows: String = from_windows_1258(bytes).nfc().collect();
    let old = Charset::ALL
        .into_iter()
        .map(|charset| (plausibility(&charset.decode(&latin)), charset))
        .max_by_key(|(fit, charset)| (*fit, *charset == Charset::Tcvn3));
    let fit = plausibility(&windows);
    match old {
        Some((better, charset)) if better > fit && better > 0 => {
            let line = 1 + bytes.iter().take(wrong).filter(|b| **b == b'\n').count();
            Err(legacy(file.sheet("").at(line, 0), charset))
        }
        _ if fit > 0 => {
            let words = "chữ lưu theo bảng mã Windows-1258";
            notes.push(Note::at(NoteKind::Guessed, file, words));
            Ok(windows)
        }
        _ => Err(no_text(file)),
    }
}

/// A fault for text in an old charset.
pub fn legacy(place: Place, charset: Charset) -> Fault {
    Fault::new(
        Kind::WrongValue,
        place,
        format!("chữ gõ theo bảng mã {}, không phải Unicode", charset.name()),
    )
    .expected("chữ Unicode")
    .remedy(format!(
        "thêm dòng “bang_ma: {}” vào chỗ khai báo bảng trong hồ sơ, hoặc chuyển tệp sang Unicode (Unikey: Ctrl+Shift+F6)",
        charset.key()
    ))
}

fn no_text(file: &Place) -> Fault {
    Fault::new(
        Kind::Unreadable,
        file.clone(),
        "tệp không phải là chữ Unicode",
    )
    .expected("tệp CSV lưu theo UTF-8, hoặc tệp .xlsx")
    .remedy("mở bằng Excel, Lưu thành (Save As) kiểu CSV UTF-8 hoặc Excel Workbook (.xlsx)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounds::TABLE_COLUMNS;

    fn grid(bytes: &[u8]) -> (Grid, Vec<Note>) {
        read(&Place::file("a.csv"), bytes, &mut Reading::new(None)).unwrap()
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        let cells = grid(bytes).0;
        cells
            .cells()
            .map(|cell| format!("{} {}", cell.place(), cell.text))
            .collect()
    }

    fn fault(bytes: &[u8]) -> Fault {
        read(&Place::file("a.csv"), bytes, &mut Reading::new(None)).unwrap_err()
    }

    #[test]
    fn the_delimiter_is_found_though_commas_stand_in_figures() {
        let meant = [
            "a.csv!A1 xã",
            "a.csv!B1 điểm",
            "a.csv!A2 Ta Ma",
            "a.csv!B2 9,5",
        ];
        assert_eq!(texts("xã;điểm\nTa Ma;9,5\n".as_bytes()), meant);
        assert_eq!(texts("xã\tđiểm\nTa Ma\t9,5\n".as_bytes()), meant);
        assert_eq!(texts("xã,điểm\nTa Ma,\"9,5\"\n".as_bytes()), meant);
        let (_, notes) = grid("xã;điểm\nTa Ma;9,5\n".as_bytes());
        insta::assert_snapshot!(notes[0], @"a.csv: các cột ngăn cách bằng dấu chấm phẩy (;)");
    }

    #[test]
    fn a_quote_that_nobody_closes_does_not_hide_the_delimiter() {
        let text = "xã;điểm\n\"Ta Ma;9,5\nNà Sáy;8,5\nQuài Tở;7,5\n";
        let told = fault(text.as_bytes()).found;
        assert!(told.starts_with("dấu nháy kép mở trước “Ta Ma"), "{told}");
    }

    #[test]
    fn a_title_of_one_field_does_not_mislead() {
        let text = "Biểu 1, tháng 9\n\nxã;a;b\nTa Ma;1,5;2,5\nLa Pán;3;4,5\n";
        assert_eq!(texts(text.as_bytes())[1], "a.csv!A3 xã");
    }

    /// A line of sixty million `;` took 25 s and 3.5 GB: only cells that hold something counted.
    #[test]
    fn a_line_has_no_more_fields_than_a_sheet_has_columns() {
        let most = TABLE_COLUMNS.most;
        let line = |fields: usize| format!("xã;điểm\nTa Ma{}\nb;2\n", ";".repeat(fields - 1));
        assert_eq!(grid(line(most).as_bytes()).0.fields(2), Some(most));
        for fields in [most + 1, 20_000_000] {
            let told = fault(line(fields).as_bytes()).to_string();
            let place = "a.csv!dòng 2: lỗi GIOI-HAN: số cột của một trang quá giới hạn";
            assert!(told.starts_with(place), "{told}");
        }
        let none = Edits::new();
        let edited = edited(
            &Place::file("a.csv"),
            line(most + 1).as_bytes(),
            None,
            &none,
        );
        assert_eq!(edited.unwrap_err().kind, Kind::Bound);
    }

    #[test]
    fn excel_may_name_the_delimiter_itself() {
        let (grid, notes) = grid("sep=|\r\nxã|điểm\r\nTa Ma|9;5\r\n".as_bytes());
        assert_eq!(grid.cell(3, 2).unwrap().text, "9;5");
        assert_eq!(notes, []);
    }

    #[test]
    fn rows_are_counted_as_excel_counts_them() {
        let found = texts("a;b\n\n\"c\nd\";e\nf;g\n".as_bytes());
        assert_eq!(
            found[2..],
            ["a.csv!A3 c d", "a.csv!B3 e", "a.csv!A4 f", "a.csv!B4 g"]
        );
    }

    #[test]
    fn every_line_end_is_one() {
        let meant = ["a.csv!A1 a", "a.csv!B1 b", "a.csv!A3 c", "a.csv!B3 d"];
        for text in ["a;b\n\nc;d", "a;b\r\n\r\nc;d\r\n", "a;b\r\rc;d\r"] {
            assert_eq!(texts(text.as_bytes()), meant);
        }
    }

    #[test]
    fn unicode_comes_in_several_dresses() {
        let text = "xã;1\n";
        let mut dressed = vec![
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
        ];
        let units = || std::iter::once(0xfeff).chain(text.encode_utf16());
        dressed.push(units().flat_map(u16::to_le_bytes).collect());
        dressed.push(units().flat_map(u16::to_be_bytes).collect());
        for bytes in dressed {
            assert_eq!(texts(&bytes), ["a.csv!A1 xã", "a.csv!B1 1"]);
        }
    }

    #[test]
    fn windows_1258_is_read_and_told() {
        let (grid, notes) = grid(b"\xd0\xf4n v\xea\xf2;H\xf4\xcc so\nph\xfd\xf5\xccng;1\n");
        assert_eq!(grid.cell(2, 1).unwrap().text, "phường");
        insta::assert_snapshot!(format!("{}\n{}", notes[0], notes[1]), @r"
        a.csv: chữ lưu theo bảng mã Windows-1258
        a.csv: các cột ngăn cách bằng dấu chấm phẩy (;)
        ");
    }

    #[test]
    fn older_charsets_are_named() {
        insta::assert_snapshot!(fault(b"STT;Ten\n1;U\xfb ban nh\xa9n d\xa9n x\xb7\n"), @r"
        a.csv!dòng 2: lỗi GIA-TRI-02: chữ gõ theo bảng mã TCVN3 (ABC), không phải Unicode
          cần: chữ Unicode
          sửa: thêm dòng “bang_ma: tcvn3” vào chỗ khai báo bảng trong hồ sơ, hoặc chuyển tệp sang Unicode (Unikey: Ctrl+Shift+F6)
        ");
        insta::assert_snapshot!(fault(b"1;U\xfby ban nha\xe2n da\xe2n xa\xf5\n"), @r"
        a.csv!dòng 1: lỗi GIA-TRI-02: chữ gõ theo bảng mã VNI, không phải Unicode
          cần: chữ Unicode
          sửa: thêm dòng “bang_ma: vni” vào chỗ khai báo bảng trong hồ sơ, hoặc chuyển tệp sang Unicode (Unikey: Ctrl+Shift+F6)
        ");
    }

    #[test]
    fn what_is_no_text_is_said_so() {
        insta::assert_snapshot!(fault(b"\x01\x02\xff\x00\x00"), @r"
        a.csv: lỗi TEP-01: tệp không phải là chữ Unicode
          cần: tệp CSV lưu theo UTF-8, hoặc tệp .xlsx
          sửa: mở bằng Excel, Lưu thành (Save As) kiểu CSV UTF-8 hoặc Excel Workbook (.xlsx)
        ");
        assert_eq!(fault(b"\xff\xfea"), fault(b"\x01\xff\x00"));
        assert_eq!(fault(b"\xff\xfe\x00\xd8"), fault(b"a\x00"));
    }
}

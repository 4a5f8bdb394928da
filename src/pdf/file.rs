//! A PDF file as a container: numbered objects, most of them packed and compressed together, and
//! the table that tells where they are (ISO 32000-1, 7.5). What is the same in many files goes into
//! packs of its own, which are compressed once.

use std::fmt::Write;

use crate::compress::{Deflater, Format};
use crate::lately::Lately;

/// The number of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(usize);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

impl Id {
    /// Adds a reference to the object, quicker than formatting does: there are thousands of them.
    pub(super) fn push(self, to: &mut String) {
        push_number(to, self.0);
        to.push_str(" 0 R");
    }
}

/// Adds a number that is not negative.
pub(super) fn push_number(to: &mut String, number: usize) {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    digits(number, &mut |digit| to.push(char::from(digit)));
}

/// The digits of a number, quicker than formatting gives them: a page has thousands.
pub(super) fn digits(number: i64, put: &mut impl FnMut(u8)) {
    if number < 0 {
        put(b'-');
    }
    if number.abs() >= 10 {
        digits((number / 10).abs(), put);
    }
    put(b'0' + u8::try_from((number % 10).abs()).unwrap_or_default());
}

/// Where an object is.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Nowhere yet.
    Nowhere,
    /// In the file, so many bytes from its start.
    At(usize),
    /// In a pack, among its objects.
    Packed(usize, usize),
}

/// What compresses the streams of files.
pub(super) struct Packer {
    deflater: Deflater,
    /// The packs that files share.
    lately: Lately<Vec<u8>>,
}

impl Packer {
    pub(super) fn new() -> Self {
        Self {
            deflater: Deflater::new(Format::Zlib),
            lately: Lately::new(64),
        }
    }

    /// The bytes, compressed.
    pub(super) fn compress(&self, bytes: &[u8]) -> Vec<u8> {
        self.deflater.compress(bytes)
    }
}

/// Objects that are compressed together: their numbers and beginnings, and they.
#[derive(Default)]
struct Pack {
    index: String,
    objects: String,
    count: usize,
}

/// A file that grows.
pub(super) struct File<'d> {
    packer: &'d Packer,
    bytes: Vec<u8>,
    /// Of each object by its number.
    places: Vec<Place>,
    /// The file's own pack, and those that it shares with others.
    packs: Vec<Pack>,
    /// The pack that objects go to.
    pack: usize,
}

impl<'d> File<'d> {
    /// An empty file. Its second line tells programs that it is not text.
    pub(super) fn new(packer: &'d Packer) -> Self {
        Self {
            packer,
            bytes: b"%PDF-1.7\n%\xC2\xB5\xC2\xB5\n".to_vec(),
            places: vec![Place::Nowhere],
            packs: vec![Pack::default()],
            pack: 0,
        }
    }

    /// Writes objects that are the same in many files.
    pub(super) fn shared<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        self.pack = self.packs.len();
        self.packs.push(Pack::default());
        let written = write(self);
        self.pack = 0;
        written
    }

    /// A number for an object that others may already name.
    pub(super) fn reserve(&mut self) -> Id {
        self.places.push(Place::Nowhere);
        Id(self.places.len() - 1)
    }

    /// Writes an object under its number.
    pub(super) fn put(&mut self, id: Id, object: &str) {
        let Some(pack) = self.packs.get_mut(self.pack) else {
            return;
        };
        let place = Place::Packed(self.pack, pack.count);
        pack.count += 1;
        for number in [id.0, pack.objects.len()] {
            push_number(&mut pack.index, number);
            pack.index.push(' ');
        }
        pack.objects.push_str(object);
        pack.objects.push('\n');
        self.set(id, place);
    }

    /// Writes an object under a new number.
    pub(super) fn add(&mut self, object: &str) -> Id {
        let id = self.reserve();
        self.put(id, object);
        id
    }

    /// Writes a stream; `entries` are what its dictionary holds besides its length.
    pub(super) fn stream(&mut self, entries: &str, data: &[u8]) -> Id {
        let id = self.reserve();
        self.put_stream(id, entries, data);
        id
    }

    /// Compresses a stream and writes it.
    pub(super) fn compressed(&mut self, entries: &str, data: &[u8]) -> Id {
        let entries = format!("{entries}/Filter/FlateDecode");
        self.stream(&entries, &self.packer.compress(data))
    }

    fn put_stream(&mut self, id: Id, entries: &str, data: &[u8]) {
        self.set(id, Place::At(self.bytes.len()));
        let head = format!(
            "{} 0 obj\n<<{entries}/Length {}>>\nstream\n",
            id.0,
            data.len()
        );
        self.bytes.extend(head.bytes());
        self.bytes.extend(data);
        // Both ends of a line: with one, data that end in the other seem a byte shorter.
        self.bytes.extend(b"\r\nendstream\nendobj\n");
    }

    fn set(&mut self, id: Id, place: Place) {
        if let Some(known) = self.places.get_mut(id.0) {
            *known = place;
        }
    }

    /// The whole file; `trailer` names the root and what else a reader needs first.
    pub(super) fn finish(mut self, trailer: &str) -> Vec<u8> {
        let packs: Vec<Id> = std::mem::take(&mut self.packs)
            .into_iter()
            .enumerate()
            .map(|(number, pack)| self.put_pack(pack, number > 0))
            .collect();
        let table = self.reserve();
        let start = self.bytes.len();
        self.set(table, Place::At(start));
        let rows = rows(&self.places, &packs);
        // Each row as what it has more than the one above, which is nearly always the same.
        let entries = format!(
            "/Type/XRef/Size {}/W[1 4 4]{trailer}\
             /DecodeParms<</Predictor 12/Columns {WIDTH}>>/Filter/FlateDecode",
            self.places.len()
        );
        self.put_stream(table, &entries, &self.packer.compress(&rows));
        self.bytes
            .extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        self.bytes
    }

    fn put_pack(&mut self, pack: Pack, shared: bool) -> Id {
        let first = pack.index.len();
        let entries = format!("/Type/ObjStm/N {}/First {first}", pack.count);
        let bytes = (pack.index + &pack.objects).into_bytes();
        if !shared {
            return self.compressed(&entries, &bytes);
        }
        let packer = self.packer;
        let compressed = packer.lately.of(&bytes, || packer.compress(&bytes));
        self.stream(&format!("{entries}/Filter/FlateDecode"), &compressed)
    }
}

/// How many bytes a row of the table of places has.
const WIDTH: usize = 9;

/// The table of places, each row as its difference from the one above.
fn rows(places: &[Place], packs: &[Id]) -> Vec<u8> {
    const UP: u8 = 2;
    let mut above = [0; WIDTH];
    let mut rows = Vec::with_capacity(places.len() * (WIDTH + 1));
    for place in places {
        let row = row(*place, packs);
        rows.push(UP);
        rows.extend(
            row.iter()
                .zip(above)
                .map(|(byte, above)| byte.wrapping_sub(above)),
        );
        above = row;
    }
    rows
}

/// A row of the table of places: what kind, and two numbers.
fn row(place: Place, packs: &[Id]) -> [u8; WIDTH] {
    let (kind, first, second) = match place {
        Place::Nowhere => (0, 0, 0),
        Place::At(offset) => (1, offset, 0),
        Place::Packed(pack, index) => (2, packs.get(pack).map_or(0, |id| id.0), index),
    };
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    let [a, b, c, d] = number(first);
    let [e, f, g, h] = number(second);
    [kind, a, b, c, d, e, f, g, h]
}

/// Text as a PDF string.
pub(super) fn text(text: &str) -> String {
    let mut string = String::with_capacity(text.len() * 4 + 6);
    string.push_str("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(string, "{unit:04X}");
    }
    string.push('>');
    string
}

/// A number of thousandths as a decimal, as short as it can be.
pub(super) fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{part:03}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_exact() {
        let cases = [
            (0, "0"),
            (1500, "1.5"),
            (-20, "-0.02"),
            (595_276, "595.276"),
        ];
        for (thousandths, decimal) in cases {
            assert_eq!(super::decimal(thousandths), decimal);
        }
        for number in [0, 7, 10, -10, -199, 40_960, i64::MAX] {
            let mut written = String::new();
            digits(number, &mut |digit| written.push(char::from(digit)));
            assert_eq!(written, number.to_string());
        }
    }

    #[test]
    fn text_is_in_utf_16() {
        assert_eq!(text("Vỹ"), "<FEFF00561EF9>");
    }

    #[test]
    fn the_table_tells_where_streams_begin() {
        let packer = Packer::new();
        let mut file = File::new(&packer);
        let id = file.stream("/A 1", b"abc");
        file.add("<<>>");
        let bytes = file.finish("/Root 2 0 R");
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(id.to_string(), "1 0 R");
        assert!(text.contains("1 0 obj\n<</A 1/Length 3>>\nstream\nabc\r\nendstream\nendobj\n"));
        let start = text.rsplit("startxref\n").next().unwrap();
        let start: usize = start.lines().next().unwrap().parse().unwrap();
        assert!(bytes[start..].starts_with(b"4 0 obj\n<</Type/XRef/Size 5"));
    }
}

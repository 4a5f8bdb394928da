//! The words that names are taken apart by: data (`ten-don-vi.tsv`).

use std::cmp::Reverse;
use std::sync::{LazyLock, OnceLock};

use crate::vn::catalogue;
use crate::vn::spelling::key;
use crate::vn::text::{is_lower_of, lower};

const WORDS: &str = include_str!("../ten-don-vi.tsv");

/// Its lines: a group, and what stands in it.
static LINES: LazyLock<Vec<(&str, Line)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut fields = line.splitn(4, '\t');
        let group = fields.next()?;
        Some((group, (fields.next()?, fields.next()?, fields.next()?)))
    };
    WORDS.lines().filter_map(line).collect()
});

/// Words written out, abbreviated, and other ways to write them.
type Line = (&'static str, &'static str, &'static str);

/// The words that names are taken apart by.
pub struct Known {
    /// In small letters, with what they are written out; the longest first.
    pub bodies: Vec<(String, &'static str)>,
    pub sorts: Vec<(String, &'static str)>,
    /// Bodies with their abbreviations.
    pub short: Vec<(&'static str, &'static str)>,
    pub usual: &'static str,
    /// The keys of all names of provinces, in order.
    pub provinces: Vec<String>,
}

impl Known {
    pub fn words() -> &'static Self {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(Self::read)
    }

    fn read() -> Self {
        let sorts = forms("loai");
        let former = words_of("tinh_cu").flat_map(|(name, _, more)| more.split(';').chain([name]));
        let plain = catalogue::provinces().map(|name| leading(name, &sorts).1);
        let mut provinces: Vec<String> = former.chain(plain).map(key).collect();
        provinces.sort();
        let short: Vec<_> = words_of("co_quan")
            .map(|(full, short, _)| (full, short))
            .collect();
        Self {
            bodies: forms("co_quan"),
            usual: short.first().map_or("", |(full, _)| full),
            short,
            sorts,
            provinces,
        }
    }
}

/// The lines of a group of words.
pub fn words_of(group: &str) -> impl Iterator<Item = Line> {
    let lines = LINES.iter().filter(move |(of, _)| *of == group);
    lines.map(|(_, line)| *line)
}

fn forms(group: &str) -> Vec<(String, &'static str)> {
    let forms = words_of(group).flat_map(|(full, short, others)| {
        let forms = others.split(';').chain([full, short]);
        forms.map(move |form| (lower(form), full))
    });
    let mut forms: Vec<_> = forms.filter(|(form, _)| !form.is_empty()).collect();
    forms.sort_by_key(|(form, _)| Reverse(form.len()));
    forms
}

/// The words that a text begins with, written out, and what follows them; nothing and the whole
/// if it begins with none.
pub fn leading<'a>(text: &'a str, words: &[(String, &'static str)]) -> (&'static str, &'a str) {
    let first = text.bytes().next().unwrap_or_default();
    // Most words begin with another letter of the Latin alphabet, which is seen at once.
    let may_be = |written: &str| {
        let other = written.bytes().next().unwrap_or_default();
        !first.is_ascii() || !other.is_ascii() || first.to_ascii_lowercase() == other
    };
    let mut words = words.iter().filter(|(written, _)| may_be(written));
    let found = words.find_map(|(written, full)| {
        let (head, rest) = text.split_at_checked(written.len())?;
        let own = rest.trim_start();
        let apart = own.len() < rest.len() || written.ends_with('.');
        let named = apart && own.starts_with(char::is_alphanumeric);
        (named && is_lower_of(written, head)).then_some((*full, own))
    });
    found.unwrap_or(("", text))
}

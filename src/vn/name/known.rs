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
    pub bodies: Forms,
    pub sorts: Forms,
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
        let sorts = Forms::of("loai");
        let former = words_of("tinh_cu").flat_map(|(name, _, more)| more.split(';').chain([name]));
        let plain = catalogue::provinces().map(|name| sorts.leading(name).1);
        let mut provinces: Vec<String> = former.chain(plain).map(key).collect();
        provinces.sort();
        let short: Vec<_> = words_of("co_quan")
            .map(|(full, short, _)| (full, short))
            .collect();
        Self {
            bodies: Forms::of("co_quan"),
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

/// Words that names begin with, as they may be written.
pub struct Forms {
    /// In small letters, with what they are written out; the longest first.
    forms: Vec<(String, &'static str)>,
    /// Whether one of them begins with a byte, in capitals or not.
    begins: [bool; 256],
}

impl Forms {
    fn of(group: &str) -> Self {
        let forms = words_of(group).flat_map(|(full, short, others)| {
            let forms = others.split(';').chain([full, short]);
            forms.map(move |form| (lower(form), full))
        });
        let mut forms: Vec<_> = forms.filter(|(form, _)| !form.is_empty()).collect();
        forms.sort_by_key(|(form, _)| Reverse(form.len()));
        let mut begins = [false; 256];
        // Letters beyond the Latin alphabet begin with other bytes in capitals.
        begins[128..].fill(true);
        for first in forms.iter().filter_map(|(form, _)| form.bytes().next()) {
            begins[usize::from(first)] = true;
            begins[usize::from(first.to_ascii_uppercase())] = true;
        }
        Self { forms, begins }
    }

    /// The words that a text begins with, written out, and what follows them; nothing and the whole
    /// if it begins with none.
    pub fn leading<'a>(&self, text: &'a str) -> (&'static str, &'a str) {
        let first = text.bytes().next().unwrap_or_default();
        // Most texts that are asked about are no names.
        if !self.begins[usize::from(first)] {
            return ("", text);
        }
        let found = self.forms.iter().find_map(|(written, full)| {
            let (head, rest) = text.split_at_checked(written.len())?;
            let own = rest.trim_start();
            let apart = own.len() < rest.len() || written.ends_with('.');
            let named = apart && own.starts_with(char::is_alphanumeric);
            (named && is_lower_of(written, head)).then_some((*full, own))
        });
        found.unwrap_or(("", text))
    }
}

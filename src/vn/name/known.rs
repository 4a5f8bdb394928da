//! The words that names are taken apart by: data (`ten-don-vi.tsv`).

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use crate::vn::catalogue;
use crate::vn::spelling::key;
use crate::vn::text::{is_lower_of, lower, small_letter};

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
    /// By their first letter, in small letters, with what they are written out; the longest first.
    forms: HashMap<char, Vec<(String, &'static str)>>,
}

impl Forms {
    fn of(group: &str) -> Self {
        let written = words_of(group).flat_map(|(full, short, others)| {
            let forms = others.split(';').chain([full, short]);
            forms.map(move |form| (lower(form), full))
        });
        let mut written: Vec<(String, &str)> = written.collect();
        written.sort_by_key(|(form, _)| Reverse(form.len()));
        let mut forms: HashMap<char, Vec<_>> = HashMap::new();
        for (form, full) in written {
            if let Some(first) = form.chars().next() {
                forms.entry(first).or_default().push((form, full));
            }
        }
        Self { forms }
    }

    /// The words that a text begins with, written out, and what follows them; nothing and the whole
    /// if it begins with none.
    pub fn leading<'a>(&self, text: &'a str) -> (&'static str, &'a str) {
        let first = text.chars().next().map(small_letter);
        // Most texts that are asked about are no names.
        let forms = first.and_then(|first| self.forms.get(&first));
        let found = forms.into_iter().flatten().find_map(|(written, full)| {
            let (head, rest) = text.split_at_checked(written.len())?;
            let own = rest.trim_start();
            let apart = own.len() < rest.len() || written.ends_with('.');
            let named = apart && own.starts_with(char::is_alphanumeric);
            (named && is_lower_of(written, head)).then_some((*full, own))
        });
        found.unwrap_or(("", text))
    }
}

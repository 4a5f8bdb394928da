//! How a cell names a key: in square brackets behind its words, as in “Tên cơ quan [co_quan.ten]”.
//! `*` stands for one more item of a list, `?` for the key that a row names.

use crate::bounds::YAML_LEVELS;

/// A segment on the way from the whole form to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// The value of a key.
    Key(String),
    /// An item of a list.
    Item,
    /// The value of the key that a row names.
    Named,
}

impl Segment {
    /// The value of a key.
    pub fn key(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

/// `noi_nhan.gui.*`; a key with other letters than usual stands in quotes.
pub fn print(way: &[Segment]) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::Item => "*".to_owned(),
        Segment::Named => "?".to_owned(),
        Segment::Key(key) if !key.is_empty() && key.chars().all(is_plain) => key.clone(),
        Segment::Key(key) => serde_json::Value::from(key.as_str()).to_string(),
    };
    way.iter().map(segment).collect::<Vec<_>>().join(".")
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "_-".contains(c)
}

/// Words with the key behind them.
pub fn label(words: &str, way: &[Segment]) -> String {
    format!("{words} [{}]", print(way)).trim_start().to_owned()
}

/// A cell's words, and the key behind them.
pub fn read(text: &str) -> (&str, Option<Vec<Segment>>) {
    let Some(inner) = text.strip_suffix(']') else {
        return (text, None);
    };
    let opened = inner.rmatch_indices('[').find_map(|(at, _)| {
        let way = parse(inner.get(at + 1..)?.trim())?;
        Some((text.get(..at)?.trim_end(), way))
    });
    match opened {
        Some((words, way)) => (words, Some(way)),
        None => (text, None),
    }
}

fn parse(text: &str) -> Option<Vec<Segment>> {
    let mut way = Vec::new();
    let mut rest = text;
    loop {
        let (segment, after) = first(rest)?;
        way.push(segment);
        if way.len() > YAML_LEVELS.most {
            return None;
        }
        match after.strip_prefix('.') {
            Some(more) => rest = more,
            None if after.is_empty() => return Some(way),
            None => return None,
        }
    }
}

fn first(text: &str) -> Option<(Segment, &str)> {
    if let Some(rest) = text.strip_prefix('*') {
        return Some((Segment::Item, rest));
    }
    if let Some(rest) = text.strip_prefix('?') {
        return Some((Segment::Named, rest));
    }
    if text.starts_with('"') {
        let mut all = serde_json::Deserializer::from_str(text).into_iter::<String>();
        let key = all.next()?.ok()?;
        return Some((Segment::Key(key), text.get(all.byte_offset()..)?));
    }
    let end = text.find(|c| !is_plain(c)).unwrap_or(text.len());
    let (key, rest) = text.split_at_checked(end)?;
    (!key.is_empty()).then(|| (Segment::key(key), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_brackets_are_the_key() {
        let (words, way) = read("Nơi gửi [nếu có] [noi_nhan.gui.*]");
        assert_eq!(words, "Nơi gửi [nếu có]");
        let way = way.unwrap();
        assert_eq!(
            way,
            [Segment::key("noi_nhan"), Segment::key("gui"), Segment::Item]
        );
        for none in [
            "Tên",
            "Tên [của cơ quan]",
            "Tên []",
            "Tên [a..b]",
            "Tên [a b]",
        ] {
            assert_eq!(read(none), (none, None));
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(
            words in "[a-zÀ-ỹ \\[\\]]{0,9}[a-z]",
            keys in prop::collection::vec("[a-z_0-9.\\[\\]\" *]{0,5}", 1..4),
        ) {
            let way: Vec<Segment> = keys.iter().map(|key| Segment::key(key)).collect();
            let label = label(words.trim(), &way);
            prop_assert_eq!(read(&label), (words.trim(), Some(way)));
        }
    }
}

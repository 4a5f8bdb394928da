//! Editing the text of a YAML file by the places of its keys, so that its comments and its order
//! stay as they are.

use crate::form::{Entry, Node, Value, scalar};

/// A text that is edited.
pub struct Text {
    /// Its lines; none where one was taken out.
    lines: Vec<Option<String>>,
    cleared: Vec<String>,
}

impl Text {
    /// Of a file.
    pub fn of(text: &str) -> Self {
        Self {
            lines: text.lines().map(|line| Some(line.to_owned())).collect(),
            cleared: Vec::new(),
        }
    }

    /// The text, and the keys that were left blank.
    pub fn done(self) -> (String, Vec<String>) {
        let mut lines: Vec<String> = self.lines.into_iter().flatten().collect();
        let flow = |line: &&mut String| line.contains('{') && !line.trim_start().starts_with('#');
        lines.iter_mut().filter(flow).for_each(tidy);
        (lines.join("\n") + "\n", self.cleared)
    }

    /// Leaves the value of a key blank.
    pub fn blank(&mut self, entry: &Entry, path: &str) {
        if entry.value.value == Value::Blank {
            return;
        }
        self.put(&entry.value, "");
        self.below(entry, |_| None);
        self.cleared.push(path.to_owned());
    }

    /// Writes another value where the one of a key stands.
    pub fn replace(&mut self, entry: &Entry, value: &str) {
        self.put(&entry.value, value);
        self.below(entry, |_| None);
    }

    /// Adds to the line of a key, behind its colon.
    pub fn behind(&mut self, entry: &Entry, more: &str) {
        if let Some(line) = self.line(entry.place.line())
            && let Some(end) = end_of_key(line, entry)
        {
            line.insert_str(end, more);
        }
    }

    /// Adds lines below the line of a key: each begins with its line end.
    pub fn under(&mut self, entry: &Entry, lines: &str) {
        if let Some(line) = self.line(entry.place.line()) {
            line.push_str(lines);
        }
    }

    /// Adds lines behind the last one of a key's value: each begins with its line end.
    pub fn after(&mut self, entry: &Entry, lines: &str) {
        let last = self.lines_of(entry).pop();
        let last = last.or(entry.place.line().checked_sub(1));
        let line = last.and_then(|last| self.lines.get_mut(last));
        if let Some(line) = line.and_then(Option::as_mut) {
            line.push_str(lines);
        }
    }

    /// Takes out all that stands below a key.
    pub fn remove(&mut self, entry: &Entry) {
        if entry.value.value == Value::Blank {
            return;
        }
        self.end_after_key(entry);
        self.below(entry, |_| None);
        self.cleared.push(entry.key.clone());
    }

    /// Leaves blank a key of a text, or takes away all that stands below it.
    pub fn clear(&mut self, entry: &Entry, path: &str) {
        match &entry.value.value {
            Value::Text(_) => self.blank(entry, path),
            _ => self.remove(entry),
        }
    }

    /// Makes a comment of all that stands below a key.
    pub fn comment(&mut self, entry: &Entry, path: &str) {
        if let Value::Text(_) = entry.value.value {
            self.blank(entry, path);
            return;
        }
        self.end_after_key(entry);
        self.below(entry, |line| Some(format!("#{line}")));
        self.cleared.push(path.to_owned());
    }

    /// Gives a key of the whole file this value; where there is no such key, below `ky`.
    pub fn set(&mut self, root: &Node, key: &str, value: &str) {
        if let Some(entry) = root.entry(key) {
            match entry.value.value {
                Value::Text(_) => self.put(&entry.value, value),
                _ => {
                    self.end_after_key(entry);
                    self.below(entry, |_| None);
                    self.add_to(entry.place.line(), &format!(" {value}"));
                }
            }
        } else if let Some(entry) = root.entry("ky") {
            self.add_to(entry.place.line(), &format!("\n{key}: {value}"));
        }
    }

    /// Changes the words of comments that have their lines to themselves.
    pub fn comments(&mut self, change: impl Fn(&str) -> String) {
        for line in self.lines.iter_mut().flatten() {
            if line.trim_start().starts_with('#') {
                *line = change(line);
            }
        }
    }

    /// Writes another text where a value stands, in quotes as before.
    pub fn change(&mut self, node: &Node, value: &str) {
        let column = node.place.column().saturating_sub(1);
        let line = self.line(node.place.line());
        let first = line.and_then(|line| line.chars().nth(column));
        match first {
            Some(quote @ ('"' | '\'')) if !value.contains([quote, '\\']) => {
                self.put(node, &format!("{quote}{value}{quote}"));
            }
            _ => self.put(node, &scalar(value)),
        }
    }

    fn line(&mut self, number: usize) -> Option<&mut String> {
        self.lines.get_mut(number.checked_sub(1)?)?.as_mut()
    }

    /// Adds to the end of a line's value, before its comment.
    fn add_to(&mut self, number: usize, more: &str) {
        if let Some(line) = self.line(number) {
            let at = match more.starts_with('\n') {
                true => line.len(),
                false => line.find(':').map_or(line.len(), |colon| colon + 1),
            };
            line.insert_str(at, more);
        }
    }

    /// Writes something else where a value stands.
    fn put(&mut self, node: &Node, value: &str) {
        let column = node.place.column();
        let Some(line) = self.line(node.place.line()) else {
            return;
        };
        let start = line.char_indices().nth(column.saturating_sub(1));
        let start = start.map_or(line.len(), |(at, _)| at);
        let Some((before, rest)) = line.split_at_checked(start) else {
            return;
        };
        let end = start + length(before, rest);
        let Some(old) = line.get(start..end) else {
            return;
        };
        // What stands behind it, a comment or another value, keeps its place.
        let old = old.chars().count();
        line.replace_range(start..end, &format!("{value:<old$}"));
        line.truncate(line.trim_end().len());
    }

    /// Takes out what stands behind the colon of a key, but for a comment.
    fn end_after_key(&mut self, entry: &Entry) {
        if let Some(line) = self.line(entry.place.line())
            && let Some(colon) = end_of_key(line, entry)
        {
            let rest = line.get(colon..).unwrap_or_default();
            let comment = rest.find(" #").map_or(line.len(), |at| colon + at);
            line.replace_range(colon..comment, "");
        }
    }

    /// Changes the lines that belong to the value of a key and are not its own line.
    fn below(&mut self, entry: &Entry, change: impl Fn(&str) -> Option<String>) {
        for number in self.lines_of(entry) {
            if let Some(slot) = self.lines.get_mut(number) {
                *slot = slot.as_deref().and_then(&change);
            }
        }
    }

    /// The lines of an entry's value below its key, comments and blank ones left out, from 0.
    fn lines_of(&self, entry: &Entry) -> Vec<usize> {
        let indent = entry.place.column().saturating_sub(1);
        let mut lines = Vec::new();
        for (number, slot) in self.lines.iter().enumerate().skip(entry.place.line()) {
            let Some(line) = slot else { continue };
            let bare = line.trim_start();
            let spaces = line.len() - bare.len();
            if bare.is_empty() || bare.starts_with('#') && spaces <= indent {
                continue;
            }
            let item = bare.starts_with("- ") && spaces == indent;
            let closes = bare.starts_with(['}', ']']) && spaces == indent;
            if spaces <= indent && !item && !closes {
                break;
            }
            lines.push(number);
        }
        lines
    }
}

/// Where a key ends in its line, behind its colon.
fn end_of_key(line: &str, entry: &Entry) -> Option<usize> {
    let column = entry.place.column().saturating_sub(1);
    let start = line.char_indices().nth(column).map_or(0, |(at, _)| at);
    Some(start + line.get(start..)?.find(':')? + 1)
}

/// Takes out the blanks that kept the places of others where a shorter value now stands in braces.
fn tidy(line: &mut String) {
    let mut from = 0;
    while let Some(at) = line
        .get(from..)
        .and_then(|rest| rest.find("  "))
        .map(|at| from + at)
    {
        let rest = line.get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        let needed = line.get(..at).is_some_and(|before| before.ends_with(':'));
        if rest.trim_start().starts_with([',', '}', ']']) {
            line.replace_range(at..at + blank, if needed { " " } else { "" });
            from = at + 1;
        } else {
            from = at + blank;
        }
    }
}

/// How long a value is that begins here, after what stands before it on its line.
fn length(before: &str, rest: &str) -> usize {
    let quoted = |quote: char| {
        let inner = rest.get(1..).unwrap_or_default();
        let mut escaped = false;
        let end = inner.find(|c: char| {
            let ends = c == quote && !escaped;
            escaped = c == '\\' && !escaped && quote == '"';
            ends
        });
        end.map_or(rest.len(), |end| end + 2)
    };
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(quote),
        _ => {
            let comment = rest.find(" #").unwrap_or(rest.len());
            let opened = before.matches(['{', '[']).count();
            let flow = opened > before.matches(['}', ']']).count();
            let closed = rest.find([',', '}', ']']).filter(|_| flow);
            closed.unwrap_or(rest.len()).min(comment)
        }
    }
}

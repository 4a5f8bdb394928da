//! A string builder for XML that always closes what it opens and escapes what it is given.

use std::fmt::Write;

/// The attributes of an element, in the order in which they are written.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn Value)];

/// What an attribute may be: a text, which is escaped, or a number. They are many, and
/// formatting them would cost more than all else here.
pub(super) trait Value {
    /// Adds it.
    fn add_to(&self, to: &mut String);
}

impl Value for str {
    fn add_to(&self, to: &mut String) {
        push_escaped(to, self);
    }
}

impl Value for String {
    fn add_to(&self, to: &mut String) {
        push_escaped(to, self);
    }
}

impl<T: Value + ?Sized> Value for &T {
    fn add_to(&self, to: &mut String) {
        T::add_to(self, to);
    }
}

/// A number, which has nothing to escape.
macro_rules! number {
    ($($number:ty),+) => {
        $(impl Value for $number {
            fn add_to(&self, to: &mut String) {
                // Writing to a string cannot fail.
                let _ = write!(to, "{self}");
            }
        })+
    };
}

number!(i32, i64, u8, u32, usize, rust_decimal::Decimal);

/// XML that grows.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    /// A whole part of the package: the declaration and its root element.
    pub(super) fn part(
        root: &str,
        attributes: Attributes,
        children: impl FnOnce(&mut Self),
    ) -> String {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        let mut xml = Self(declaration.to_owned());
        xml.element(root, attributes, children);
        xml.into_string()
    }

    /// What was written.
    pub(super) fn into_string(self) -> String {
        self.0
    }

    /// An element and what `children` writes into it.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: Attributes,
        children: impl FnOnce(&mut Self),
    ) {
        self.start(name, attributes);
        self.0.push('>');
        let inside = self.0.len();
        children(self);
        if self.0.len() == inside {
            self.0.truncate(inside - 1);
            self.0.push_str("/>");
        } else {
            self.end(name);
        }
    }

    /// An element without attributes that is left out when `children` writes nothing.
    pub(super) fn if_any(&mut self, name: &str, children: impl FnOnce(&mut Self)) {
        let outside = self.0.len();
        self.start(name, &[]);
        self.0.push('>');
        let inside = self.0.len();
        children(self);
        if self.0.len() == inside {
            self.0.truncate(outside);
        } else {
            self.end(name);
        }
    }

    /// An element with attributes only.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    /// `<name w:val="value"/>`, the commonest shape in WordprocessingML.
    pub(super) fn value(&mut self, name: &str, value: impl Value) {
        self.leaf(name, &[("w:val", &value)]);
    }

    /// A property that is on or off.
    pub(super) fn switch(&mut self, name: &str, on: bool) {
        if on {
            self.leaf(name, &[]);
        } else {
            self.value(name, 0);
        }
    }

    /// An element that holds text and nothing else.
    pub(super) fn text_element(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.element(name, attributes, |xml| xml.text(text));
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        push_escaped(&mut self.0, text);
    }

    fn start(&mut self, name: &str, attributes: Attributes) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.0.push(' ');
            self.0.push_str(attribute);
            self.0.push_str("=\"");
            value.add_to(&mut self.0);
            self.0.push('"');
        }
    }

    fn end(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }
}

/// XML 1.0 has no way to say most control characters, so they are dropped; those that
/// separate words leave a space.
fn push_escaped(out: &mut String, text: &str) {
    if text.bytes().all(is_plain) {
        out.push_str(text);
        return;
    }
    let plain = |c: char| {
        let own = matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}');
        !own && !c.is_control()
    };
    let mut rest = text;
    while let Some(at) = rest.find(|c| !plain(c)) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let mut after = after.chars();
        out.push_str(match after.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\t' | '\n' | '\r') => " ",
            _ => "",
        });
        rest = after.as_str();
    }
    out.push_str(rest);
}

/// Whether a byte is part of a letter that is written as it is, as nearly all are; of a few that
/// are not so, as of any others that begin alike, the first byte says otherwise.
fn is_plain(byte: u8) -> bool {
    !matches!(
        byte,
        0..0x20 | 0x7f | 0xc2 | 0xef | b'&' | b'<' | b'>' | b'"'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `write` writes.
    fn written(write: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml::default();
        write(&mut xml);
        xml.into_string()
    }

    #[test]
    fn elements_close_and_empty_ones_are_short() {
        let xml =
            written(|xml| xml.element("a", &[("x", &1)], |xml| xml.element("b", &[], |_| ())));
        assert_eq!(xml, r#"<a x="1"><b/></a>"#);
    }

    #[test]
    fn an_element_with_nothing_to_say_is_left_out() {
        assert_eq!(written(|xml| xml.if_any("a", |_| ())), "");
        assert_eq!(
            written(|xml| xml.if_any("a", |xml| xml.switch("b", false))),
            r#"<a><b w:val="0"/></a>"#
        );
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        let xml = written(|xml| xml.text_element("a", &[("x", &"\"<\"")], "1 < 2 & 3 > 2"));
        assert_eq!(
            xml,
            r#"<a x="&quot;&lt;&quot;">1 &lt; 2 &amp; 3 &gt; 2</a>"#
        );
    }

    #[test]
    fn control_characters_never_reach_the_file() {
        assert_eq!(
            written(|xml| xml.text("a\u{0}b\u{b}c\td\u{85}\u{ffff}")),
            "abc d"
        );
    }

    #[test]
    fn a_part_begins_with_its_declaration() {
        let part = Xml::part("a", &[], |_| ());
        assert_eq!(
            part,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a/>"
        );
    }
}

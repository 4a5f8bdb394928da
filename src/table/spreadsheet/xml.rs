//! XML as the parts of a workbook use it: elements and attributes by their local names, text.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
pub use quick_xml::events::BytesStart;
use quick_xml::events::Event;

/// That a part, or the package, is not what it should be.
#[derive(Debug)]
pub struct Damaged;

/// A part, read from its beginning to its end.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// What comes next.
pub enum Next<'a> {
    /// An element begins.
    Start(BytesStart<'a>),
    /// One ends.
    End,
    /// A text, or a letter written as a reference.
    Text(Cow<'a, str>),
    /// The part ends.
    Over,
}

impl<'a> Xml<'a> {
    /// A part.
    pub fn new(part: &'a str) -> Self {
        let mut reader = Reader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next piece.
    ///
    /// # Errors
    /// If the part is not well-formed, or is cut off.
    pub fn next(&mut self) -> Result<Next<'a>, Damaged> {
        loop {
            match self.reader.read_event().map_err(|_| Damaged)? {
                Event::Start(element) => {
                    self.depth += 1;
                    return Ok(Next::Start(element));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Next::End);
                }
                Event::Text(text) => return Ok(Next::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Next::Text(text.xml10_content())),
                Event::GeneralRef(name) => {
                    let letter = name.resolve_char_ref().map_err(|_| Damaged)?;
                    let text = match letter {
                        Some(letter) => Cow::Owned(letter.to_string()),
                        None => Cow::Borrowed(resolve_predefined_entity(&name).ok_or(Damaged)?),
                    };
                    return Ok(Next::Text(text));
                }
                Event::Eof if self.depth > 0 => return Err(Damaged),
                Event::Eof => return Ok(Next::Over),
                _ => (),
            }
        }
    }

    /// The next element that begins, whatever stands between; none at the part's end.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn element(&mut self) -> Result<Option<BytesStart<'a>>, Damaged> {
        loop {
            match self.next()? {
                Next::Start(element) => return Ok(Some(element)),
                Next::Over => return Ok(None),
                Next::End | Next::Text(_) => (),
            }
        }
    }

    /// What an element that has begun holds: hands out the elements in it and its texts. The
    /// taker of an element may read it to its end, or leave it.
    ///
    /// # Errors
    /// As [`Self::next`], and what the taker says.
    pub fn inside(
        &mut self,
        mut take: impl FnMut(&mut Self, Next<'a>) -> Result<(), Damaged>,
    ) -> Result<(), Damaged> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            let next = self.next()?;
            take(self, next)?;
        }
        Ok(())
    }

    /// All text of an element that has begun.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn text(&mut self) -> Result<String, Damaged> {
        let mut text = String::new();
        self.inside(|_, next| {
            if let Next::Text(part) = next {
                text.push_str(&part);
            }
            Ok(())
        })?;
        Ok(text)
    }

    /// A string of a workbook: the texts of its runs, without hints for pronunciation.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn string(&mut self) -> Result<String, Damaged> {
        let mut string = String::new();
        self.inside(|xml, next| {
            if let Next::Start(element) = next {
                match local(&element) {
                    "t" => string.push_str(&unescaped(&xml.text()?)),
                    "rPh" => drop(xml.text()?),
                    _ => (),
                }
            }
            Ok(())
        })?;
        Ok(string)
    }
}

/// The name of an element without its prefix.
pub fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    let name = element.name().into_inner();
    name.rsplit(':').next().unwrap_or(name)
}

/// An attribute, whatever its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let mut found = attributes.filter(|one| one.key.local_name().into_inner() == name);
    let value = found.next()?.value;
    Some(unescape(&value).ok()?.into_owned())
}

/// Whether an attribute says yes.
pub fn says_yes(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(element, name).as_deref(), Some("1" | "true"))
}

/// A text with the letters that XML cannot hold, which workbooks write as `_x000D_`.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        match (code.and_then(char::from_u32), after.get(5..)) {
            (Some(letter), Some(after)) => {
                out.push(letter);
                rest = after;
            }
            _ => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

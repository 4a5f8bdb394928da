//! From which template the words of another were rewritten, and whether that one has changed since.

use super::front::Original;
use super::template::Template;
use crate::files::digest;

impl Original {
    /// The sign of a text.
    pub fn edition_of(text: &str) -> String {
        digest(text.as_bytes()).chars().take(12).collect()
    }

    /// Whether the program's template has another text now, or is there no more.
    pub fn is_outdated(&self) -> bool {
        let text = Template::shipped_text(&self.template);
        text.is_none_or(|text| Self::edition_of(text) != self.edition)
    }
}

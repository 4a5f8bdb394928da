//! The sentences of a hồ sơ's templates, and rewriting them.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vanthu::compose::{Piece, PieceKind};
use vanthu::dossier::Dossier;
use vanthu::draft::{self, Rewording, Scope, Sentence, Worded};
use vanthu::fault::{Faults, Kind};
use vanthu::shelf::{Session, Stand};

use crate::desk::{Desk, wrong};

impl Desk {
    /// The templates of a hồ sơ with their sentences, and what was rewritten.
    ///
    /// # Errors
    /// If the hồ sơ or one of them cannot be read.
    pub fn wording(&self, path: &str) -> Result<Value, Faults> {
        let all = draft::wording(Path::new(path), &self.session)?;
        // What the values are, as far as the hồ sơ is filled in.
        let dossier = Dossier::read(Path::new(path), &self.session).ok();
        let values = |number: usize| {
            let dossier = dossier.as_ref()?;
            dossier
                .templates
                .get(number)?
                .examples(&dossier.inputs)
                .ok()
        };
        let all = all.iter().enumerate();
        let all = all.map(|(number, one)| worded(one, &values(number).unwrap_or_default()));
        Ok(all.collect())
    }

    /// Rewrites a sentence: `template` and `sentence` by their numbers, `pieces` (none: as it was
    /// before), `scope`. Gives the files that change; nothing is put on the desk.
    ///
    /// # Errors
    /// If it cannot be rewritten so, or the hồ sơ cannot be made with it.
    pub fn reword(&self, path: &str, asked: &Value) -> Result<Value, Faults> {
        let number = |key: &str| asked.get(key).and_then(Value::as_u64);
        let number = |key| number(key).and_then(|number| usize::try_from(number).ok());
        let (Some(template), Some(sentence)) = (number("template"), number("sentence")) else {
            return Err(wrong("không biết câu nào"));
        };
        let pieces = asked.get("pieces").and_then(Value::as_array);
        let rewording = Rewording {
            template,
            sentence,
            to: pieces.map(|pieces| pieces.iter().map(piece_of).collect()),
            scope: match asked.get("scope").and_then(Value::as_str) {
                Some("office") => Scope::Office,
                _ => Scope::Document,
            },
        };
        let files = draft::reword(Path::new(path), &rewording, &self.session)?;
        let files = files.into_iter().map(|(path, text)| (path, Some(text)));
        self.tried(path, files.collect())
    }

    /// Keeps what was rewritten for one document for all of the office's.
    ///
    /// # Errors
    /// If nothing was rewritten for it alone.
    pub fn keep(&self, path: &str, template: usize) -> Result<Value, Faults> {
        let files = draft::keep(Path::new(path), template, &self.session)?;
        self.tried(path, files)
    }

    /// The run with these files changed, or taken away.
    fn with(&self, files: &[(PathBuf, Option<String>)]) -> Session {
        let (mut changed, mut session) = (self.files.clone(), self.session.clone());
        for (path, text) in files {
            match text {
                Some(text) => changed.insert(path, text.as_bytes()),
                None => changed.remove(path),
            }
            session = session.after_change(changed.clone(), path);
        }
        session
    }

    /// Files that would change, if the hồ sơ can still be made with them: what is wrong with it
    /// besides its templates keeps nobody from rewriting them.
    fn tried(&self, path: &str, files: Vec<(PathBuf, Option<String>)>) -> Result<Value, Faults> {
        let made = |session: &Session| {
            let dossier = Dossier::read(Path::new(path), session)?;
            self.renderer.compose(&dossier).map(|_| ())
        };
        if let Err(faults) = made(&self.with(&files))
            && (made(&self.session).is_ok()
                || faults.iter().any(|fault| fault.kind == Kind::Template))
        {
            return Err(faults);
        }
        let files = files.into_iter();
        Ok(files
            .map(|(path, text)| json!([path.display().to_string(), text]))
            .collect())
    }
}

fn worded(worded: &Worded, values: &[String]) -> Value {
    let both = worded.sentences.iter().zip(&worded.was);
    let sentences = both.map(|(sentence, was)| {
        let mut shown = self::sentence(sentence, values);
        if let (Some(was), Value::Object(shown)) = (was, &mut shown) {
            shown.insert("was".to_owned(), json!({"pieces": pieces(was, &[])}));
        }
        shown
    });
    json!({
        "name": worded.name,
        "file": worded.file,
        "stand": match worded.stand {
            Stand::Shipped => "shipped",
            Stand::Own => "office",
            Stand::Beside => "document",
        },
        "original": worded.original.as_ref().map(|original| &original.template),
        "outdated": worded.outdated,
        "sentences": sentences.collect::<Vec<_>>(),
    })
}

fn sentence(sentence: &Sentence, values: &[String]) -> Value {
    json!({
        "line": sentence.place.line(),
        "column": sentence.place.column(),
        "last": sentence.last_line,
        "pieces": pieces(sentence, values),
    })
}

fn pieces(sentence: &Sentence, values: &[String]) -> Option<Vec<Value>> {
    let mut values = values
        .iter()
        .skip(sentence.values_before.unwrap_or(values.len()));
    let piece = |piece: &Piece| {
        let (kind, value) = match piece.kind {
            PieceKind::Words => ("words", None),
            PieceKind::Value => ("value", values.next()),
            PieceKind::Frame => ("frame", None),
        };
        json!({"kind": kind, "text": piece.text, "bold": piece.bold, "italic": piece.italic, "value": value})
    };
    let pieces = sentence.pieces.as_ref()?;
    Some(pieces.iter().map(piece).collect())
}

fn piece_of(value: &Value) -> Piece {
    let is = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    Piece {
        kind: match text("kind") {
            "value" => PieceKind::Value,
            "frame" => PieceKind::Frame,
            _ => PieceKind::Words,
        },
        text: text("text").to_owned(),
        bold: is("bold"),
        italic: is("italic"),
    }
}

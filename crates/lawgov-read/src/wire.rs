//! The JSON shape of documents and errors, for callers in other languages.

use lawgov::{Lang, Source};
use serde_json::json;

use crate::{Document, Error, decode};

/// The text of a text file and its encoding. `name` is for messages.
///
/// # Errors
/// See [`decode`].
pub fn decode_to_json(bytes: &[u8], name: &str) -> Result<String, Error> {
    decode(bytes, name).map(|(text, encoding)| json!({"text": text, "encoding": encoding.as_str()}).to_string())
}

impl Document {
    /// The text, its source under the name given, and notes in both languages.
    ///
    /// ```
    /// let json = lawgov_read::read(b"abc", "a.txt")?.to_json("a.txt");
    /// assert!(json.contains(r#""text":"abc""#));
    /// # Ok::<(), lawgov_read::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self, name: &str) -> String {
        let Source { name, format, encoding, sha256 } = self.source(name);
        let source = json!({"name": name, "format": format, "encoding": encoding, "sha256": sha256});
        let notes = self.notes.iter();
        let notes: Vec<_> = notes
            .map(|note| json!({"message_zh": note.message(Lang::Zh), "message_en": note.message(Lang::En)}))
            .collect();
        json!({"text": self.text, "source": source, "notes": notes}).to_string()
    }
}

impl Error {
    /// The kind, file, place and format, with the message and the hint in both languages.
    ///
    /// ```
    /// let error = lawgov_read::read(b"\xd2\xbb\xca", "a.txt").unwrap_err();
    /// assert!(error.to_json().contains(r#""line":1"#));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let place = self.place().map(|p| json!({"offset": p.offset, "line": p.line, "byte": p.byte}));
        json!({
            "kind": self.kind(),
            "file": self.name(),
            "format": self.format().map(|format| format.as_str()),
            "place": place,
            "message_zh": self.message(Lang::Zh),
            "message_en": self.message(Lang::En),
            "hint_zh": self.hint(Lang::Zh),
            "hint_en": self.hint(Lang::En),
        })
        .to_string()
    }
}

//! The JSON shape of documents and errors, for callers in other languages.

use lawgov::{Lang, Source};
use serde::Serialize;

use crate::{Document, Error, decode, read};

/// The text of a file of any supported format, with its source and notes: [`Document::to_json`]. `name` is for messages,
/// and for its end where the content leaves the format open.
///
/// ```
/// let json = lawgov_read::read_to_json(b"abc", "a.txt")?;
/// assert!(json.starts_with(r#"{"text":"abc","source":{"name":"a.txt","#));
/// # Ok::<(), lawgov_read::Error>(())
/// ```
///
/// # Errors
/// See [`read`].
pub fn read_to_json(bytes: &[u8], name: &str) -> Result<String, Error> {
    read(bytes, name).map(|document| document.to_json(name))
}

/// The text of a text file and its encoding. `name` is for messages.
///
/// # Errors
/// See [`decode`].
pub fn decode_to_json(bytes: &[u8], name: &str) -> Result<String, Error> {
    decode(bytes, name).map(|(text, encoding)| json(&DecodedJson { text, encoding: encoding.as_str() }))
}

impl Document {
    /// The text, its source under the name given, and notes in both languages.
    ///
    /// ```
    /// let json = lawgov_read::read(b"abc", "a.txt")?.to_json("a.txt");
    /// assert!(json.starts_with(r#"{"text":"abc","source":{"name":"a.txt","#));
    /// # Ok::<(), lawgov_read::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self, name: &str) -> String {
        let Source { name, format, encoding, sha256 } = self.source(name);
        let notes = self.notes.iter();
        let notes =
            notes.map(|note| NoteJson { message_zh: note.message(Lang::Zh), message_en: note.message(Lang::En) });
        json(&DocumentJson {
            text: &self.text,
            source: SourceJson { name, format, encoding, sha256 },
            notes: notes.collect(),
        })
    }
}

impl Error {
    /// The kind, file, format and place, with the message and the hint in both languages.
    ///
    /// ```
    /// let error = lawgov_read::read(b"\xe4\xb8\x80\xe4", "a.txt").unwrap_err();
    /// assert!(error.to_json().contains(r#""place":{"offset":3,"line":1,"byte":228}"#));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        json(&ErrorJson {
            kind: self.kind(),
            file: self.name(),
            format: self.format().map(|format| format.as_str()),
            place: self.place().map(|p| PlaceJson { offset: p.offset, line: p.line, byte: p.byte }),
            message_zh: self.message(Lang::Zh),
            message_en: self.message(Lang::En),
            hint_zh: self.hint(Lang::Zh),
            hint_en: self.hint(Lang::En),
        })
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
struct DecodedJson {
    text: String,
    encoding: &'static str,
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    text: &'a str,
    source: SourceJson,
    notes: Vec<NoteJson>,
}

#[derive(Serialize)]
struct SourceJson {
    name: Option<String>,
    format: Option<String>,
    encoding: Option<String>,
    sha256: Option<String>,
}

#[derive(Serialize)]
struct NoteJson {
    message_zh: String,
    message_en: String,
}

#[derive(Serialize)]
struct ErrorJson<'a> {
    kind: &'a str,
    file: &'a str,
    format: Option<&'a str>,
    place: Option<PlaceJson>,
    message_zh: String,
    message_en: String,
    hint_zh: &'a str,
    hint_en: &'a str,
}

#[derive(Serialize)]
struct PlaceJson {
    offset: usize,
    line: usize,
    byte: Option<u8>,
}

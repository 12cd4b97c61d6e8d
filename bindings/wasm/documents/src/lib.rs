//! Readers of formats that most pages never need: a module of its own, loaded when the first such file comes.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The text of a file, with where it came from and what a reader should know of it, as JSON.
///
/// # Errors
/// Why the file cannot be read, as JSON.
#[wasm_bindgen]
pub fn open(bytes: &[u8], name: &str) -> Result<String, JsValue> {
    lawgov_read::read_to_json(bytes, name).map_err(|e| e.to_json().into())
}

/// The text of a text file and its encoding, as JSON.
///
/// # Errors
/// Why the file cannot be decoded, as JSON.
#[wasm_bindgen]
pub fn decode(bytes: &[u8], name: &str) -> Result<String, JsValue> {
    lawgov_read::decode_to_json(bytes, name).map_err(|e| e.to_json().into())
}

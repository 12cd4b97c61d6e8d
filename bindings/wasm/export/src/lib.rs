//! The writer of workbooks: tables as the engine gives them in, the bytes of a file out.

use std::borrow::Cow;

use lawgov::{Column, ColumnType, Decimal, Lang, Texts, Values};
use lawgov_export::{Sheet, Style};
use serde::Deserialize;
use serde::de::Error;
use serde_json::value::RawValue;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A table of the engine's JSON.
#[derive(Deserialize)]
struct TableJson {
    name: String,
    columns: Vec<ColumnJson>,
}

#[derive(Deserialize)]
struct ColumnJson {
    name: String,
    r#type: String,
    label_zh: String,
    label_en: String,
    values: Box<RawValue>,
}

/// Tables as a workbook, a sheet each. `lang` gives headers and sheets their labels; without it they have stable names.
///
/// # Errors
/// When a table does not fit into a workbook.
#[wasm_bindgen]
pub fn xlsx(tables: &str, lang: Option<String>) -> Result<Vec<u8>, JsValue> {
    let labels: Option<Lang> = lang.and_then(|lang| lang.parse().ok());
    let tables: Vec<TableJson> = serde_json::from_str(tables).map_err(|e| JsValue::from(e.to_string()))?;
    let named: Result<Vec<(String, Vec<Column>)>, _> = tables.into_iter().map(|t| columns(t, labels)).collect();
    let named = named.map_err(|e| JsValue::from(e.to_string()))?;
    let sheets: Vec<_> = named.iter().map(|(name, columns)| Sheet::new(name, columns)).collect();
    let file = lawgov_export::xlsx(&sheets, Style { labels, ..Style::default() });
    file.map(|file| file.bytes).map_err(|e| e.to_string().into())
}

fn columns(table: TableJson, labels: Option<Lang>) -> Result<(String, Vec<Column>), serde_json::Error> {
    let of = |c: ColumnJson| {
        let json = c.values.get();
        let (kind, values) = match c.r#type.as_str() {
            "bool" => (ColumnType::Bool, Values::Bool(serde_json::from_str(json)?)),
            "integer" => (ColumnType::Integer, Values::Integer(serde_json::from_str(json)?)),
            "number" => (ColumnType::Number, Values::Number(numbers(json)?)),
            "date" => (ColumnType::Date, Values::Text(texts(json)?)),
            _ => (ColumnType::Text, Values::Text(texts(json)?)),
        };
        let label = if labels == Some(Lang::En) { c.label_en } else { c.label_zh };
        Ok(Column::of(c.name, kind, label, values))
    };
    Ok((table.name, table.columns.into_iter().map(of).collect::<Result<_, serde_json::Error>>()?))
}

fn texts(json: &str) -> Result<Texts, serde_json::Error> {
    let texts: Vec<Option<Cow<'_, str>>> = serde_json::from_str(json)?;
    Ok(texts.into_iter().collect())
}

/// Numbers as they are written: no binary fraction in between.
fn numbers(json: &str) -> Result<Vec<Option<Decimal>>, serde_json::Error> {
    let written: Vec<Option<&RawValue>> = serde_json::from_str(json)?;
    let exact = |raw: &RawValue| {
        let number = Decimal::from_str_exact(raw.get()).or_else(|_| Decimal::from_scientific(raw.get()));
        number.map_err(|error| serde_json::Error::custom(format!("{raw}: {error}")))
    };
    written.into_iter().map(|raw| raw.map(exact).transpose()).collect()
}

//! TypeScript types from the JSON Schemas.
//!
//! Understands what the schemas use: references, objects, arrays, enumerations, constants, unions and descriptions.

use serde_json::{Map, Value};

const SCHEMAS: [&str; 2] =
    [include_str!("../../../schema/lawgov.schema.json"), include_str!("../../../schema/library.schema.json")];

/// Every definition of the schemas as an exported type.
pub fn typescript() -> String {
    let mut page = "// Made from schema/*.json (`cargo run -p xtask -- gen`); do not edit.\n".to_owned();
    let schemas = Schemas(SCHEMAS.map(|schema| serde_json::from_str(schema).unwrap_or_default()));
    for schema in &schemas.0 {
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten().filter(|(_, d)| is_type(d)) {
            page += &format!("\n{}export ", comment(definition, ""));
            page += &match definition["type"].as_str() {
                Some("object") => format!("interface {} {}\n", type_name(name), schemas.object(definition, "")),
                _ => format!("type {} = {};\n", type_name(name), schemas.of(definition, "")),
            };
        }
    }
    page
}

/// `law_mention` is `LawMention`.
fn type_name(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}

fn comment(definition: &Value, indent: &str) -> String {
    definition["description"].as_str().map_or_else(String::new, |text| format!("{indent}/** {text} */\n"))
}

/// Whether a definition is worth a name in TypeScript: a date is a string there, an index a number.
fn is_type(definition: &Value) -> bool {
    ["properties", "oneOf", "enum"].iter().any(|key| !definition[key].is_null())
}

fn scalar(name: &str) -> &str {
    if name == "integer" { "number" } else { name }
}

/// The schemas, for references between them.
struct Schemas([Value; 2]);

impl Schemas {
    fn of(&self, definition: &Value, indent: &str) -> String {
        let union = |parts: &Vec<Value>| parts.iter().map(|part| self.of(part, indent)).collect::<Vec<_>>().join(" | ");
        let literals = |values: &Vec<Value>| values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | ");
        if let Some(name) = definition["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            let meant =
                self.0.iter().map(|schema| &schema["$defs"][name]).find(|d| !d.is_null()).unwrap_or(&Value::Null);
            return if is_type(meant) { type_name(name) } else { self.of(meant, indent) };
        }
        if let Some(parts) = definition["oneOf"].as_array() {
            return union(parts);
        }
        if let Some(values) = definition["enum"].as_array() {
            return literals(values);
        }
        if !definition["const"].is_null() {
            return definition["const"].to_string();
        }
        match &definition["type"] {
            Value::Array(names) => {
                let parts: Vec<_> = names.iter().map(|name| scalar(name.as_str().unwrap_or_default())).collect();
                parts.join(" | ")
            }
            Value::String(name) if name == "array" => format!("Array<{}>", self.of(&definition["items"], indent)),
            Value::String(name) if name == "object" => self.object(definition, indent),
            Value::String(name) => scalar(name).to_owned(),
            _ => "unknown".to_owned(),
        }
    }

    /// An object's fields in the order of `required`, the optional ones after them.
    fn object(&self, definition: &Value, indent: &str) -> String {
        let empty = Map::new();
        let properties = definition["properties"].as_object().unwrap_or(&empty);
        if properties.is_empty() {
            return format!("Record<string, {}>", self.of(&definition["additionalProperties"], indent));
        }
        let required: Vec<&str> =
            definition["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let optional = properties.keys().map(String::as_str).filter(|name| !required.contains(name));
        let inner = format!("{indent}  ");
        let mut out = "{\n".to_owned();
        for name in required.iter().copied().chain(optional) {
            let mark = if required.contains(&name) { "" } else { "?" };
            let field = &properties[name];
            out += &format!("{}{inner}{name}{mark}: {};\n", comment(field, &inner), self.of(field, &inner));
        }
        out + indent + "}"
    }
}

//! Configuration texts: TOML tables as structs whose values know where they stand.
//!
//! A field is looked up by its name and asked for what it must be. Serde would make code for whatever a field could be
//! instead: four times as much, which browsers have to load.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, line_of};
use crate::lang::Bilingual;

/// Characters of a file: its words and those built in fit into one trie.
const LONGEST: usize = 900_000;

/// Characters of a line that errors show.
const SHOWN: usize = 60;

/// A value as written.
pub(crate) type Node<'t> = Spanned<DeValue<'t>>;

/// What is wrong, and the byte at which it stands.
pub(crate) struct Fault {
    at: usize,
    told: Bilingual,
    /// Whether it says by itself what to write.
    whole: bool,
}

/// What can be read from a value.
pub(crate) trait Read: Sized {
    fn read(node: Node<'_>) -> Result<Self, Fault>;
}

/// Reads the text of a file, which is named in errors; `help` says what it should look like.
pub(crate) fn read<T: Read>(file: &str, source: &str, help: &Bilingual<&str>) -> Result<T, Error> {
    if source.chars().count() > LONGEST {
        let message = Bilingual::new(
            format!("文件过长：最多 {LONGEST} 字"),
            format!("the file is too long: at most {LONGEST} characters"),
        );
        return Err(Error::configuration(file, source, None, message));
    }
    let read = DeTable::parse(source).map_err(|e| syntax(source, e.span().unwrap_or_default(), e.message()));
    read.and_then(|root| T::read(Spanned::new(root.span(), DeValue::Table(root.into_inner())))).map_err(|fault| {
        let Fault { at, told, whole } = fault;
        let message = match whole {
            true => told,
            false => Bilingual::new(
                format!("TOML 内容有误（{}）；{}", told.zh, help.zh),
                format!("{}; {}", told.en, help.en),
            ),
        };
        Error::configuration(file, source, Some(at), message)
    })
}

/// Whether a text is TOML at all, for programs that have settings of their own beside these files.
///
/// ```
/// let error = lawgov::toml_syntax("lawgov.toml", "select = [\"LG3\"]\nignore = ").unwrap_err();
/// assert!(error.message(lawgov::Lang::Zh).starts_with("lawgov.toml:2：“ignore =”从第 "));
/// ```
///
/// # Errors
/// When it is not, with the file, which is only named, and the line.
pub fn toml_syntax(file: &str, source: &str) -> Result<(), Error> {
    let read = DeTable::parse(source).map(drop);
    let fault = |e: toml::de::Error| syntax(source, e.span().unwrap_or_default(), e.message());
    read.map_err(fault).map_err(|Fault { at, told, .. }| Error::configuration(file, source, Some(at), told))
}

/// What is no TOML. The parser speaks English alone: in Chinese it is shown instead.
fn syntax(source: &str, span: Range<usize>, told: &str) -> Fault {
    let zh = if told == "duplicate key" {
        format!("同一张表里“{}”写了两次", source.get(span.clone()).unwrap_or_default())
    } else {
        let from = source[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let line = source[from..].lines().next().unwrap_or_default();
        let column = 1 + source[from..span.start].chars().count();
        let more = if line.chars().count() > SHOWN { "…" } else { "" };
        let line: String = line.trim_end().chars().take(SHOWN).collect();
        format!("“{line}{more}”从第 {column} 个字符起不合 TOML 语法：文字加引号，列表加方括号，等号后面要有值")
    };
    fault(span.start, zh, told.trim_end().to_owned())
}

/// Holds names that stand in several rows of a file against each other: what is given twice would silently lose a row.
/// Each name comes with what tells it from others; `what` is what it is called.
pub(crate) fn no_repeats<'n, K: Eq + Hash>(
    file: &str,
    source: &str,
    what: &Bilingual<&str>,
    names: impl Iterator<Item = (&'n Spanned<String>, K)>,
) -> Result<(), Error> {
    let mut seen = FxHashMap::default();
    for (name, id) in names {
        if let Some(first) = seen.insert(id, name.span().start) {
            let (name, line, at) = (name.get_ref(), line_of(source, first), name.span().start);
            let Bilingual { zh, en } = what;
            let message = Bilingual::new(
                format!("{zh}“{name}”在第 {line} 行已经写过；请删去其中一处，或改成别的"),
                format!(
                    "the {en} `{name}` is given before, in line {line}; remove one of the two or give it another {en}"
                ),
            );
            return Err(Error::configuration(file, source, Some(at), message));
        }
    }
    Ok(())
}

/// Makes a struct that is read from a table. A field with `= default` may be absent; one with `@` is not read.
macro_rules! form {
    ($(#[$meta:meta])* struct $name:ident {
        $($(#[$field_meta:meta])* $field:ident: $type:ty $(= $absent:ident)?,)*
        $(@$own:ident: $own_type:ty,)*
    }) => {
        $(#[$meta])*
        struct $name {
            $($(#[$field_meta])* $field: $type,)*
            $($own: $own_type,)*
        }

        impl $crate::config::Read for $name {
            fn read(node: $crate::config::Node<'_>) -> Result<Self, $crate::config::Fault> {
                let mut fields = $crate::config::Fields::of(node, &[$(stringify!($field)),*])?;
                Ok(Self {
                    $($field: $crate::config::form!(@read fields $field $($absent)?),)*
                    $($own: Default::default(),)*
                })
            }
        }
    };
    (@read $fields:ident $field:ident) => { $fields.required(stringify!($field))? };
    (@read $fields:ident $field:ident default) => { $fields.optional(stringify!($field))?.unwrap_or_default() };
}
pub(crate) use form;

/// The fields of a table that are not yet read.
pub(crate) struct Fields<'t> {
    at: usize,
    table: DeTable<'t>,
}

impl<'t> Fields<'t> {
    /// The fields of a table that has no others than those that are known.
    pub(crate) fn of(node: Node<'t>, known: &[&str]) -> Result<Self, Fault> {
        let (at, table) = table(node)?;
        match table.keys().find(|key| !known.contains(&&**key.get_ref())) {
            None => Ok(Self { at, table }),
            Some(key) => {
                let zh = format!("没有字段 `{}`；可用的有 `{}`", key.get_ref(), known.join("`、`"));
                let en = format!("unknown field `{}`; known are `{}`", key.get_ref(), known.join("`, `"));
                Err(Fault { whole: true, ..fault(key.span().start, zh, en) })
            }
        }
    }

    pub(crate) fn required<T: Read>(&mut self, name: &str) -> Result<T, Fault> {
        let missing = || fault(self.at, format!("缺少字段 `{name}`"), format!("missing field `{name}`"));
        T::read(self.table.remove(name).ok_or_else(missing)?)
    }

    pub(crate) fn optional<T: Read>(&mut self, name: &str) -> Result<Option<T>, Fault> {
        self.table.remove(name).map(T::read).transpose()
    }
}

pub(crate) fn fault(at: usize, zh: String, en: String) -> Fault {
    Fault { at, told: Bilingual::new(zh, en), whole: false }
}

/// A value of another type than the one wanted, which is named in both languages.
pub(crate) fn wrong(node: &Node<'_>, zh: &str, en: &str) -> Fault {
    let [is_zh, is_en] = match node.get_ref() {
        DeValue::String(_) => ["字符串", "string"],
        DeValue::Integer(_) => ["整数", "integer"],
        DeValue::Float(_) => ["小数", "float"],
        DeValue::Boolean(_) => ["真假值", "boolean"],
        DeValue::Datetime(_) => ["日期", "datetime"],
        DeValue::Array(_) => ["列表", "array"],
        DeValue::Table(_) => ["表", "table"],
    };
    fault(node.span().start, format!("应为{zh}，却是{is_zh}"), format!("invalid type: {is_en}, expected {en}"))
}

fn table(node: Node<'_>) -> Result<(usize, DeTable<'_>), Fault> {
    let wrong = wrong(&node, "表", "a table");
    let at = node.span().start;
    match node.into_inner() {
        DeValue::Table(table) => Ok((at, table)),
        _ => Err(wrong),
    }
}

impl Read for String {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        match node.get_ref() {
            DeValue::String(text) => Ok(text.as_ref().to_owned()),
            _ => Err(wrong(&node, "字符串", "a string")),
        }
    }
}

impl Read for bool {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        node.get_ref().as_bool().ok_or_else(|| wrong(&node, " true 或 false", "true or false"))
    }
}

impl Read for i16 {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        let number = node.get_ref().as_integer().and_then(|n| Self::from_str_radix(n.as_str(), n.radix()).ok());
        number.ok_or_else(|| wrong(&node, "不太大的整数", "a small integer"))
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        T::read(node).map(Some)
    }
}

impl<T: Read> Read for Spanned<T> {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        let span = node.span();
        T::read(node).map(|value| Self::new(span, value))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        let wrong = wrong(&node, "列表", "a list");
        match node.into_inner() {
            DeValue::Array(items) => items.into_iter().map(T::read).collect(),
            _ => Err(wrong),
        }
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        let (_, table) = table(node)?;
        table.into_iter().map(|(key, value)| Ok((key.into_inner().into_owned(), T::read(value)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    form! {
        #[derive(Debug)]
        struct Sheet {
            name: String,
            tags: Vec<Spanned<String>> = default,
            first: Option<i16> = default,
            groups: BTreeMap<String, Vec<String>> = default,
            rows: Vec<Row> = default,
            @seen: usize,
        }
    }

    form! {
        #[derive(Debug)]
        struct Row {
            on: bool,
        }
    }

    const HELP: Bilingual<&str> = Bilingual { zh: "要有 name", en: "it has a name" };

    #[test]
    fn values_know_where_they_stand() {
        let source = "name = '甲'\ntags = ['乙', \"丙\"]\nfirst = 0x1F\ngroups.a = ['丁']\n[[rows]]\non = true\n";
        let sheet: Sheet = read("a.toml", source, &HELP).unwrap();
        assert_eq!((sheet.name.as_str(), sheet.first, sheet.seen), ("甲", Some(31), 0));
        assert_eq!(&source[sheet.tags[1].span()], "\"丙\"");
        assert_eq!(sheet.groups["a"], ["丁"]);
        assert!(sheet.rows[0].on);
        assert!(read::<Sheet>("a.toml", "name = ''", &HELP).unwrap().rows.is_empty());
    }

    #[test]
    fn errors_name_the_line_in_both_languages() {
        for (source, zh, en) in [
            ("name = 'a'\nfirst = 'b'", "a.toml:2：TOML 内容有误（应为", "a.toml:2: invalid type: string, expected"),
            ("name = 'a'\nfirst = 70000", "a.toml:2：", "a.toml:2: invalid type: integer, expected a small integer"),
            ("name = 'a'\ntags = [\n'b',\n1]", "a.toml:4：", "a.toml:4: invalid type: integer, expected a string"),
            (
                "tags = []",
                "a.toml:1：TOML 内容有误（缺少字段 `name`）；要有 name",
                "a.toml:1: missing field `name`; it has a name",
            ),
            ("name = 'a'\n\n[[rows]]", "a.toml:3：", "a.toml:3: missing field `on`"),
            (
                "name = 'a'\nrows = [{ on = true, off = 1 }]",
                "a.toml:2：没有字段 `off`；可用的有 `on`",
                "a.toml:2: unknown field `off`; known are `on`",
            ),
            ("name = 'a'\nrows = 3", "a.toml:2：", "a.toml:2: invalid type: integer, expected a list"),
            (
                "name = 'a'\nname = 'b'",
                "a.toml:2：TOML 内容有误（同一张表里“name”写了两次）；要有 name",
                "a.toml:2: duplicate key",
            ),
            (
                "name = 'a'\ntags = 甲",
                "a.toml:2：TOML 内容有误（“tags = 甲”从第 8 个字符起不合 TOML 语法：",
                "a.toml:2: ",
            ),
            ("name = 'a'\nfirst = true", "a.toml:2：TOML 内容有误（应为不太大的整数，却是真假值）", "a.toml:2: "),
        ] {
            let error = read::<Sheet>("a.toml", source, &HELP).unwrap_err();
            assert!(error.message(Lang::Zh).starts_with(zh), "{}", error.message(Lang::Zh));
            assert!(error.message(Lang::En).starts_with(en), "{}", error.message(Lang::En));
        }
    }
}

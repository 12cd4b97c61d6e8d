//! Writes the pages that are made from the code: `cargo run -p xtask -- gen`, or `gen --check` to compare only; and, with
//! the feature `wasm`, the modules of the npm package.
//!
//! A page is a path and a function that gives its text. A test compares every page with its file.

mod types;
#[cfg(feature = "wasm")]
mod wasm;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use lawgov::{Catalogue, Lang, Severity, Theme, label};

/// A page's path and what writes it.
type Page = (&'static str, fn() -> String);

/// Every generated page.
const PAGES: [Page; 7] = [
    ("docs/rules.md", || rules(Lang::En)),
    ("docs/rules.zh-CN.md", || rules(Lang::Zh)),
    ("docs/indicators.md", || indicators(Lang::En)),
    ("docs/indicators.zh-CN.md", || indicators(Lang::Zh)),
    ("docs/variables.md", || variables(Lang::En)),
    ("docs/variables.zh-CN.md", || variables(Lang::Zh)),
    ("bindings/wasm/package/src/types.ts", types::typescript),
];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let outcome = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["gen"] => PAGES.iter().try_for_each(write).map(|()| true),
        ["gen", "--check"] => stale().map(|stale| {
            stale.iter().for_each(|path| tell(&format!("{path} is out of date: run `cargo run -p xtask -- gen`")));
            stale.is_empty()
        }),
        #[cfg(feature = "wasm")]
        ["wasm"] => wasm::build(&root()).map(|()| true),
        _ => Err(io::Error::other("usage: xtask gen [--check] | wasm (with --features wasm)")),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            tell(&error.to_string());
            ExitCode::from(2)
        }
    }
}

#[expect(clippy::print_stderr, reason = "a program tells its user")]
fn tell(line: &str) {
    eprintln!("{line}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn write((path, page): &Page) -> io::Result<()> {
    let file = root().join(path);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, page())
}

/// The pages whose files say something else.
fn stale() -> io::Result<Vec<&'static str>> {
    let mut stale = Vec::new();
    for (path, page) in &PAGES {
        match fs::read_to_string(root().join(path)) {
            Ok(text) if text.replace("\r\n", "\n") == page() => {}
            Ok(_) => stale.push(*path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => stale.push(*path),
            Err(error) => return Err(error),
        }
    }
    Ok(stale)
}

/// The page of the built-in catalogue: a table a theme.
fn indicators(lang: Lang) -> String {
    let catalogue = Catalogue::builtin();
    let pick = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let mut page = pick(
        "# 指标目录\n\n本页由代码生成（`cargo run -p xtask -- gen`），请勿手工修改。匹配所用的词语见 \
         `crates/lawgov/data/indicators.toml`；自定义目录的写法见 `schema/indicators.schema.json`。\n\n\
         一份报告对一个指标有四种情形：`reported`（有数字，或用文字说明没有）、`mentioned_without_number`（提到而无数字）、\
         `conflict`（同一事项数字不一，或有多个不能相加的比率）、未列出（未提及）。目标和背景数字不计入；\
         重复的总数只算一次；“其中”不重复相加；次与人次从不相加。\n\n\
         汇总：累计（flow）的分项相加；存量（stock）以范围最大的数字为准；比率（rate）不相加。\n",
        "# Catalogue of indicators\n\nThis page is made from the code (`cargo run -p xtask -- gen`); do not edit it. The words \
         that match are in `crates/lawgov/data/indicators.toml`; `schema/indicators.schema.json` says how a catalogue of \
         your own is written.\n\nA report stands to an indicator in one of four ways: `reported` (a figure, or the words that \
         there is none), `mentioned_without_number`, `conflict` (two figures for one thing, or several rates that cannot be \
         added), or not listed: not mentioned. Targets and background never count; a total told twice counts once; what \
         其中 names is not added to its whole; 次 and 人次 are never added.\n\nTotal: parts of a flow are added; of a stock, the \
         widest figure counts; rates are never added.\n",
    )
    .to_owned();
    for theme in Theme::ALL {
        page += &format!("\n## {}\n\n", label("theme", theme.as_str(), lang));
        page += pick(
            "| 代码 | 名称 | 含义 | 量词 | 汇总 | 例句 |\n",
            "| Code | Name | What it counts | Measure words | Total | Example |\n",
        );
        page += "|---|---|---|---|---|---|\n";
        for entry in catalogue.entries().iter().filter(|e| e.theme == theme) {
            let units: Vec<&str> = (entry.units.iter())
                .map(|class| catalogue.measure_words(class).first().unwrap_or(class).as_str())
                .collect();
            let (name, definition) = match lang {
                Lang::Zh => (&entry.name_zh, &entry.definition_zh),
                Lang::En => (&entry.name_en, &entry.definition_en),
            };
            page += &format!(
                "| `{}` | {name} | {definition} | {} | {} | {} |\n",
                entry.code,
                units.join(" "),
                label("aggregate", entry.aggregate.as_str(), lang),
                entry.example
            );
        }
    }
    page
}

/// The page of the variables: a table a group.
fn variables(lang: Lang) -> String {
    let pick = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let mut page = pick(
        "# 变量\n\n本页由代码生成（`cargo run -p xtask -- gen`），请勿手工修改。每份报告一行，空值表示文本没有说明。\n",
        "# Variables\n\nThis page is made from the code (`cargo run -p xtask -- gen`); do not edit it. One row a report; null \
         means that the text does not tell.\n",
    )
    .to_owned();
    let mut group = "";
    for variable in lawgov::variables() {
        if variable.group != group {
            group = variable.group;
            page += &format!("\n## {}\n\n", label("variable_group", group, lang));
            page += pick("| 名称 | 含义 | 类型 | 单位 | 算法 |\n", "| Name | Meaning | Type | Unit | Formula |\n");
            page += "|---|---|---|---|---|\n";
        }
        page += &format!(
            "| `{}` | {} | {} | {} | {} |\n",
            variable.name,
            if lang == Lang::Zh { variable.label_zh } else { variable.label_en },
            label("variable_type", variable.kind, lang),
            variable.unit.map_or("", |unit| label("variable_unit", unit, lang)),
            if lang == Lang::Zh { variable.formula_zh } else { variable.formula_en }
        );
    }
    page
}

/// The page of the audit rules: a table, then a section a rule.
fn rules(lang: Lang) -> String {
    let (title, notice, columns) = match lang {
        Lang::Zh => (
            "审核规则",
            "本页由代码生成（`cargo run -p xtask -- gen`），请勿手工修改。没有错误的报告不应触发任何 error 或 warning。\
             规则可按代码（LG302）、前缀（LG3）或名称（late）选用和忽略。",
            ["代码", "名称", "级别", "内容"],
        ),
        Lang::En => (
            "Audit rules",
            "This page is made from the code (`cargo run -p xtask -- gen`); do not edit it. A report that is right sets off \
             no error and no warning. Rules are selected and ignored by code (LG302), prefix (LG3) or name (late).",
            ["Code", "Name", "Severity", "What it finds"],
        ),
    };
    let mut page = format!("# {title}\n\n{notice}\n\n| {} |\n|---|---|---|---|\n", columns.join(" | "));
    for rule in lawgov::rules() {
        let link = format!("[{0}](#{1}-{2})", rule.code, rule.code.to_lowercase(), rule.name);
        let what = rule.title.get(lang);
        page += &format!("| {link} | `{}` | {} | {what} |\n", rule.name, Severity::as_str(rule.severity));
    }
    for rule in lawgov::rules() {
        page += "\n";
        page += &rule.explain(lang);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_current() {
        assert!(stale().unwrap().is_empty(), "run `cargo run -p xtask -- gen`");
    }
}

//! The command line in Chinese: help, and what is wrong with arguments.
//!
//! The arguments themselves stay those of [`Cli`](crate::args::Cli). What clap knows of them, and of an error, is put
//! into words here, with the texts of `data/help.zh.tsv`.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::LazyLock;

use anstyle::Style;
use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command, CommandFactory, FromArgMatches};
use lawgov::{Lang, did_you_mean};
use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthStr;

/// Columns of a help page where the terminal does not say, and at most.
const COLUMNS: usize = 100;
/// Columns of the names of arguments at most; a longer one stands on a line of its own.
const NAMES: usize = 30;

static TEXTS: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let lines = include_str!("../data/help.zh.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(id, text)| (id, text.replace("\\n", "\n"))).collect()
});

/// The text of the first of these that has one.
fn text<const N: usize>(ids: [&str; N]) -> &'static str {
    ids.iter().find_map(|id| TEXTS.get(*id)).map_or("", String::as_str)
}

/// The text of a command, by its path.
fn purpose(root: &str, command: &Command) -> &'static str {
    let name = command.get_name();
    if name == root { text([name]) } else { text([&format!("{root} {name}")]) }
}

/// The ids under which the text of an argument is looked for: its own in a command, that of all commands.
fn ids(command: &str, arg: &Arg) -> [String; 2] {
    let id = arg.get_id().as_str();
    [format!("{command}.{id}"), id.to_owned()]
}

/// The command with Chinese placeholders and help pages.
pub fn command(command: Command) -> Command {
    let mut command = command.mut_args(placeheld).mut_subcommands(|sub| sub.mut_args(placeheld));
    command.build();
    let root = command.get_name().to_owned();
    let page = page(&command, &root);
    let paged = |sub: Command| {
        let path = format!("{root} {}", sub.get_name());
        let page = self::page(&sub, &path);
        sub.override_help(page)
    };
    command.mut_subcommands(paged).override_help(page)
}

/// The argument with the Chinese name of its value.
fn placeheld(arg: Arg) -> Arg {
    match placeholder(&arg) {
        Some(id) => {
            let name = text([&id]).trim_matches(['<', '>']);
            if name.is_empty() { arg } else { arg.value_name(name) }
        }
        None => arg,
    }
}

/// What stands for the argument's value in English: `<FILE>`.
fn placeholder(arg: &Arg) -> Option<String> {
    let takes = arg.is_positional() || arg.get_action().takes_values();
    takes.then(|| match arg.get_value_names() {
        Some([name, ..]) => format!("<{name}>"),
        _ => format!("<{}>", arg.get_id().as_str().to_uppercase()),
    })
}

/// The help page of a command.
fn page(command: &Command, path: &str) -> String {
    let styles = command.get_styles();
    let (header, literal) = (*styles.get_header(), *styles.get_literal());
    let columns = terminal_size::terminal_size().map_or(COLUMNS, |(width, _)| usize::from(width.0)).clamp(40, COLUMNS);
    let (name, root) = (command.get_name(), path.split(' ').next().unwrap_or(path));
    let mut page = format!("{}\n\n{}\n", purpose(root, command), usage(command, path));
    let mut section = |heading: &str, entries: Vec<Entry>| {
        if !entries.is_empty() {
            let _ = write!(page, "\n{header}{}{header:#}\n", text([heading]));
            let longest = entries.iter().map(|entry| entry.name.width()).filter(|width| *width <= NAMES).max();
            let column = longest.unwrap_or(NAMES) + 4;
            entries.iter().for_each(|entry| entry.write(literal, column, columns, &mut page));
        }
    };
    let visible = |sub: &&Command| !sub.is_hide_set();
    let commands = command.get_subcommands().filter(visible).map(|sub| Entry {
        name: sub.get_name().to_owned(),
        text: purpose(root, sub).to_owned(),
        values: Vec::new(),
    });
    section("=commands", commands.collect());
    section("=arguments", command.get_positionals().map(|arg| Entry::of(arg, name)).collect());
    let options = command.get_arguments().filter(|arg| !arg.is_positional() && !arg.is_hide_set());
    section("=options", options.map(|arg| Entry::of(arg, name)).collect());
    if name == root {
        let _ = write!(page, "\n{header}{}{header:#}\n{}\n", text(["=example-heading"]), text(["=example"]));
        let _ = write!(page, "\n{}\n", wrapped(text(["=after"]), columns).join("\n"));
    }
    page
}

/// The line that says how a command is called.
fn usage(command: &Command, path: &str) -> String {
    let styles = command.get_styles();
    let (header, literal) = (*styles.get_usage(), *styles.get_literal());
    let mut line = format!("{header}{}{header:#}{literal}{path}{literal:#} ", text(["=usage"]));
    line.push_str(text(["=options-placeholder"]));
    for arg in command.get_opts().filter(|arg| arg.is_required_set()).chain(command.get_positionals()) {
        let _ = write!(line, " {arg}");
    }
    if command.has_subcommands() {
        let _ = write!(line, " {}", text(["=command-placeholder"]));
    }
    line
}

/// A command or an argument with what it is for.
struct Entry {
    name: String,
    text: String,
    /// Values that have a text of their own.
    values: Vec<(String, &'static str)>,
}

impl Entry {
    fn of(arg: &Arg, command: &str) -> Self {
        let [own, any] = ids(command, arg);
        let short = arg.get_short().map(|short| format!("-{short}, "));
        let name =
            if arg.is_positional() { arg.to_string() } else { short.unwrap_or("    ".into()) + &arg.to_string() };
        let mut text = text([&own, &any]).to_owned();
        let takes = arg.get_action().takes_values();
        let all = if takes { arg.get_possible_values() } else { Vec::new() };
        let told = |value: &PossibleValue| {
            let name = value.get_name();
            (name.to_owned(), self::text([&format!("{own}.{name}")]))
        };
        let values: Vec<_> = all.iter().map(told).filter(|(_, text)| !text.is_empty()).collect();
        if values.is_empty() && !all.is_empty() {
            let names: Vec<_> = all.iter().map(PossibleValue::get_name).collect();
            let _ = write!(text, " [{}：{}]", self::text(["=values"]), names.join("、"));
        }
        let defaults: Vec<_> = arg.get_default_values().iter().filter_map(|value| value.to_str()).collect();
        if takes && !defaults.is_empty() {
            let _ = write!(text, " [{}：{}]", self::text(["=default"]), defaults.join("、"));
        }
        Self { name, text, values }
    }

    /// Its name and, from `column` on, its text.
    fn write(&self, literal: Style, column: usize, columns: usize, out: &mut String) {
        let width = self.name.width() + 2;
        let _ = write!(out, "  {literal}{}{literal:#}", self.name);
        let gap = if width < column {
            column - width
        } else {
            out.push('\n');
            column
        };
        let room = columns.saturating_sub(column);
        let _ = writeln!(out, "{:gap$}{}", "", wrapped(&self.text, room).join(&format!("\n{:column$}", "")));
        let longest = self.values.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        for (name, text) in &self.values {
            let _ = writeln!(out, "{:column$}- {literal}{name:longest$}{literal:#}  {text}", "");
        }
    }
}

/// The text in lines of so many columns.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut from = 0;
    for (to, _) in linebreaks(text) {
        let word = &text[from..to];
        let line = lines.last().map_or(0, |line| line.width());
        if line > 0 && line + word.trim_end().width() > columns {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word.trim_end_matches('\n'));
        }
        if word.ends_with('\n') {
            lines.push(String::new());
        }
        from = to;
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// What is wrong with the arguments, and how they are written.
pub fn mistake(error: &Error, root: &Command, args: &[String]) -> String {
    let styles = root.get_styles();
    let (style, valid) = (*styles.get_error(), *styles.get_valid());
    let name = root.get_name();
    let sub = called(args).and_then(|name| root.find_subcommand(name));
    let path = sub.map_or_else(|| name.to_owned(), |sub| format!("{name} {}", sub.get_name()));
    let command = sub.unwrap_or(root);
    let mut out = format!("{style}错误：{style:#}{}\n", what(error, command));
    for suggested in [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand] {
        // The likeliest stands last.
        let names: Vec<_> =
            strings(error, suggested).iter().rev().map(|name| format!("{valid}{name}{valid:#}")).collect();
        if !names.is_empty() {
            let _ = write!(out, "\n  是不是要写 {}？\n", names.join(" 或 "));
        }
    }
    let _ = write!(out, "\n{}\n\n详细用法见 {valid}{path} --help{valid:#}\n", usage(command, &path));
    out
}

/// The name of the command that is called: the first argument that is neither an option nor the language.
fn called(args: &[String]) -> Option<&str> {
    let mut args = args.iter().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--lang" => drop(args.next()),
            option if option.starts_with('-') => {}
            name => return Some(name),
        }
    }
    None
}

/// The error in words, from its kind and what clap tells of it.
fn what(error: &Error, command: &Command) -> String {
    let args = strings(error, ContextKind::InvalidArg);
    let arg = args.first().map_or("", String::as_str);
    let values = strings(error, ContextKind::InvalidValue);
    let value = values.first().map_or("", String::as_str);
    match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => format!("没有“{arg}”这个选项"),
        ErrorKind::UnknownArgument => format!("多出了“{arg}”"),
        ErrorKind::InvalidSubcommand => {
            let name = strings(error, ContextKind::InvalidSubcommand).concat();
            format!("没有“{name}”这个命令")
        }
        ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues
            if value.is_empty() =>
        {
            format!("“{arg}”后面缺少值{}", allowed(error))
        }
        ErrorKind::InvalidValue => format!("“{value}”不能用作 {arg} 的值{}", allowed(error)),
        ErrorKind::ValueValidation => {
            let meant = command.get_arguments().find(|known| known.to_string() == arg);
            let help = meant.map(|arg| Entry::of(arg, command.get_name()).text).unwrap_or_default();
            format!("“{value}”不能用作 {arg} 的值\n  {arg}：{help}")
        }
        ErrorKind::TooManyValues => format!("“{arg}”后面多出了“{value}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少必需的参数：{}", args.join("、")),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => {
            let others = strings(error, ContextKind::PriorArg);
            if others.iter().all(|other| other == arg) {
                format!("“{arg}”只能写一次")
            } else {
                format!("“{arg}”不能与“{}”同时使用", others.join("”“"))
            }
        }
        ErrorKind::InvalidUtf8 => "参数中有不是 UTF-8 的文字".to_owned(),
        _ => "参数有误".to_owned(),
    }
}

/// The values that may be given instead.
fn allowed(error: &Error) -> String {
    let values = strings(error, ContextKind::ValidValue);
    if values.is_empty() { String::new() } else { format!("\n  可选：{}", values.join("、")) }
}

/// What clap tells of an error, as strings.
fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// Leaves of clap's guesses those that are near: one measure for all names that may be meant.
fn keep_near(error: &mut Error) {
    for (guesses, wrong) in [
        (ContextKind::SuggestedArg, ContextKind::InvalidArg),
        (ContextKind::SuggestedValue, ContextKind::InvalidValue),
        (ContextKind::SuggestedSubcommand, ContextKind::InvalidSubcommand),
    ] {
        let (mut names, wrong) = (strings(error, guesses), strings(error, wrong).concat());
        names.retain(|name| did_you_mean(&wrong, [name.as_str()]).is_some());
        if names.is_empty() {
            error.remove(guesses);
        } else {
            error.insert(guesses, ContextValue::Strings(names));
        }
    }
}

/// Reads the arguments. What clap has to say instead of that is said in `lang`, and the exit code returned.
pub fn parse<T: CommandFactory + FromArgMatches>(args: &[OsString], lang: Lang) -> Result<T, ExitCode> {
    let mut root = match lang {
        Lang::Zh => command(T::command()),
        Lang::En => T::command(),
    };
    let read = root.try_get_matches_from_mut(args).and_then(|matches| T::from_arg_matches(&matches));
    read.map_err(|mut error| {
        keep_near(&mut error);
        // Nothing can be done when there is nobody to tell.
        let page = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand || !error.use_stderr();
        let _ = if lang == Lang::Zh && !page {
            let words: Vec<_> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
            anstream::stderr().write_all(mistake(&error, &root, &words).as_bytes())
        } else {
            error.print()
        };
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::args::Cli;

    #[test]
    fn everything_has_a_chinese_text_and_no_text_is_left_over() {
        let mut used = BTreeSet::new();
        let mut missing = Vec::new();
        let mut need = |ids: &[String]| match ids.iter().find(|id| TEXTS.contains_key(id.as_str())) {
            Some(id) => drop(used.insert(id.clone())),
            None => missing.push(ids.join(" or ")),
        };
        let mut english = Cli::command();
        english.build();
        need(&[english.get_name().to_owned()]);
        let commands = english.get_subcommands().map(|sub| (format!("lawgov {}", sub.get_name()), sub));
        for (path, command) in commands.chain([("lawgov".to_owned(), &english)]) {
            need(&[path]);
            for arg in command.get_arguments() {
                need(&ids(command.get_name(), arg));
                let values = if arg.get_action().takes_values() { arg.get_possible_values() } else { Vec::new() };
                for value in values.iter().filter(|value| value.get_help().is_some()) {
                    need(&[format!("{}.{}", ids(command.get_name(), arg)[0], value.get_name())]);
                }
                placeholder(arg).into_iter().for_each(|id| need(&[id]));
            }
        }
        assert!(missing.is_empty(), "without a Chinese text: {missing:?}");
        let left: Vec<_> = TEXTS.keys().filter(|id| !id.starts_with('=') && !used.contains(**id)).collect();
        assert!(left.is_empty(), "texts of nothing: {left:?}");
        let here = include_str!("chinese.rs");
        let left: Vec<_> = TEXTS.keys().filter(|id| id.starts_with('=') && !here.contains(*id)).collect();
        assert!(left.is_empty(), "texts of nothing: {left:?}");
    }

    #[test]
    fn lines_break_where_chinese_breaks() {
        let text = "使用这个配置文件，不用 lawgov.toml；见“说明”。";
        for columns in 8..40 {
            let lines = wrapped(text, columns);
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            assert!(lines.iter().all(|line| line.width() <= columns.max(14)), "{lines:?}");
            assert!(
                !lines.iter().any(|line| line.starts_with(['，', '；', '。', '”']) || line.ends_with('“')),
                "{lines:?}"
            );
        }
    }
}

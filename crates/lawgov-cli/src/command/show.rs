//! `lawgov show`: a report for the eye, in the terminal or as a page.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use lawgov::{HtmlOptions, Lang};
use lawgov_corpus::Input;

use crate::args::{Color, ShowArgs};
use crate::batch;
use crate::config::Parsers;
use crate::message::with_hint;
use crate::output::{STDOUT, Sink};
use crate::stop::Stop;
use crate::terminal;

pub fn run(args: &ShowArgs, lang: Lang) -> Result<usize, Stop> {
    let inputs = args.inputs.list(lang)?;
    let parsers = Parsers::new(&inputs, &args.config, None, lang)?;
    match &args.html {
        Some(file) if args.inputs.is_single() && !file.is_dir() => {
            Ok(pages(&inputs, &parsers, std::slice::from_ref(file), lang)?.0)
        }
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|error| Stop::writing(folder, error))?;
            let (failed, list) = pages(&inputs, &parsers, &page_names(&inputs, folder), lang)?;
            write(&folder.join(INDEX), &index(&list, lang))?;
            Ok(failed)
        }
        None => in_terminal(&inputs, &parsers, args.color, lang),
    }
}

/// The page that lists the others of a folder.
const INDEX: &str = "index.html";

/// What the list of pages names.
#[derive(Default)]
struct List {
    pages: Vec<Listed>,
    /// What is wrong with each file that could not be read.
    failures: Vec<String>,
}

/// A page as the list has it.
struct Listed {
    file: String,
    name: String,
    year: Option<i16>,
    findings: usize,
}

/// Writes a page for each input; gives how many could not be read, and what was written.
fn pages(inputs: &[Input], parsers: &Parsers, to: &[PathBuf], lang: Lang) -> Result<(usize, List), Stop> {
    let options = HtmlOptions { lang, ..HtmlOptions::default() };
    let mut to = to.iter();
    let mut list = List::default();
    let failed = batch::run(
        inputs,
        lang,
        |input, document| {
            let report = input.parse(document, parsers.of(input));
            let name = report.metadata.title.clone().unwrap_or_else(|| input.name());
            (report.to_html(&options), name, report.metadata.year, report.findings.len())
        },
        |page| {
            let path = to.next().map_or(Path::new(""), PathBuf::as_path);
            match page {
                Ok((page, name, year, findings)) => {
                    write(path, &page)?;
                    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    list.pages.push(Listed { file, name, year, findings });
                }
                Err(failure) => list.failures.push(with_hint(&failure, lang)),
            }
            Ok(())
        },
    )?;
    Ok((failed, list))
}

fn write(path: &Path, page: &str) -> Result<(), Stop> {
    let mut sink = Sink::to(path)?;
    sink.write(page)?;
    sink.finish()
}

/// A page of links to the pages of this run, and below them the files that have none.
fn index(list: &List, lang: Lang) -> String {
    let [title, report, year, findings, unread] = match lang {
        Lang::Zh => ["报告目录", "报告", "年度", "检查发现", "未能读取的文件"],
        Lang::En => ["Reports", "Report", "Year", "Findings", "Files that could not be read"],
    };
    let row = |page: &Listed| {
        let year = page.year.map(|year| year.to_string()).unwrap_or_default();
        let (file, name) = (escaped(&page.file), escaped(&page.name));
        format!("<tr><td><a href=\"./{file}\">{name}</a><td>{year}<td>{}\n", page.findings)
    };
    let rows: String = list.pages.iter().map(row).collect();
    let failures: String = list.failures.iter().map(|told| format!("<li>{}\n", escaped(told))).collect();
    let failures = if failures.is_empty() { failures } else { format!("<h2>{unread}</h2>\n<ul>\n{failures}</ul>\n") };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>:root{{color-scheme:light dark}}body{{font:16px/1.6 sans-serif;max-width:60em;margin:2em auto;\
         padding:0 1em}}td,th{{text-align:left;padding:.2em 1em .2em 0;overflow-wrap:anywhere}}</style>\n<h1>{title}</h1>\n\
         <table>\n<tr><th>{report}<th>{year}<th>{findings}\n{rows}</table>\n{failures}",
        lang.as_str()
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A page for each input, named after it, no two alike.
fn page_names(inputs: &[Input], folder: &Path) -> Vec<PathBuf> {
    let mut taken = HashSet::from([OsString::from(INDEX)]);
    let name = |input: &Input| {
        let stem = input.path().and_then(Path::file_stem).map_or(OsString::from("report"), OsString::from);
        let numbered = |n: usize| {
            let mut name = stem.clone();
            if n > 1 {
                name.push(format!("-{n}"));
            }
            name.push(".html");
            name
        };
        let name = (1..).map(numbered).find(|name| taken.insert(name.clone())).unwrap_or_default();
        folder.join(name)
    };
    inputs.iter().map(name).collect()
}

fn in_terminal(inputs: &[Input], parsers: &Parsers, color: Color, lang: Lang) -> Result<usize, Stop> {
    let choice = match color {
        Color::Auto => AutoStream::choice(&io::stdout()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let mut stdout = AutoStream::new(io::stdout().lock(), choice);
    let failed = batch::run(
        inputs,
        lang,
        |input, document| terminal::draw(&input.parse(document, parsers.of(input)), lang, choice != ColorChoice::Never),
        |drawn| {
            let drawn = drawn.unwrap_or_default();
            stdout.write_all(drawn.as_bytes()).map_err(|error| Stop::writing(Path::new(STDOUT), error))
        },
    )?;
    stdout.flush().map_err(|error| Stop::writing(Path::new(STDOUT), error))?;
    Ok(failed)
}

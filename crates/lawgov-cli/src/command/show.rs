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
use crate::output::{STDOUT, Sink};
use crate::stop::Stop;
use crate::terminal;

pub fn run(args: &ShowArgs, lang: Lang) -> Result<usize, Stop> {
    let inputs = args.inputs.list(lang)?;
    let parsers = Parsers::new(&inputs, &args.config, None, lang)?;
    match &args.html {
        Some(file) if args.inputs.is_single() && !file.is_dir() => {
            pages(&inputs, &parsers, std::slice::from_ref(file), lang)
        }
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|error| Stop::writing(folder, error))?;
            pages(&inputs, &parsers, &page_names(&inputs, folder), lang)
        }
        None => in_terminal(&inputs, &parsers, args.color, lang),
    }
}

/// Writes a page for each input.
fn pages(inputs: &[Input], parsers: &Parsers, to: &[PathBuf], lang: Lang) -> Result<usize, Stop> {
    let options = HtmlOptions { lang, ..HtmlOptions::default() };
    let mut to = to.iter();
    batch::run(
        inputs,
        lang,
        |input, document| input.parse(document, parsers.of(input)).to_html(&options),
        |page| {
            if let (Ok(page), Some(path)) = (page, to.next()) {
                let mut sink = Sink::to(path)?;
                sink.write(&page)?;
                sink.finish()?;
            }
            Ok(())
        },
    )
}

/// A page for each input, named after it, no two alike.
fn page_names(inputs: &[Input], folder: &Path) -> Vec<PathBuf> {
    let mut taken = HashSet::new();
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

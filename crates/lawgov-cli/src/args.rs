//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use lawgov::{Lang, OffsetUnit};

const AFTER_HELP: &str = "\
Exit codes: 0 fine, 1 some files could not be read, 2 wrong usage or input/output failed, 130 interrupted.
Results go to standard output, everything else to standard error.";

/// Reads Chinese annual reports on building a law-based government (法治政府建设年度报告)
#[derive(Debug, Parser)]
#[command(name = "lawgov", version, after_help = AFTER_HELP)]
pub struct Cli {
    /// Language of messages and labels [default: zh when LANG is Chinese, otherwise en]
    #[arg(long, global = true, value_parser = parse_lang, value_name = "zh|en")]
    pub lang: Option<Lang>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Parse reports into JSON
    Parse(ParseArgs),
    /// List every number with its unit and what it is
    Quantities(ParseArgs),
    /// Show reports with every item marked, in the terminal or as a page
    Show(ShowArgs),
    /// Print what was found in each report, and in all
    Summary(SummaryArgs),
    /// Print the JSON Schema of a report
    Schema,
}

#[derive(Debug, Args)]
pub struct ParseArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    /// json: indented, an array when there may be several; jsonl: one object a line
    #[arg(long, value_enum, default_value_t)]
    pub format: JsonFormat,
    /// What `start` and `end` count: code points, UTF-16 code units or UTF-8 bytes
    #[arg(long, value_parser = parse_unit, default_value = "char", value_name = "char|utf16|byte")]
    pub offsets: OffsetUnit,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write a self-contained page; for several reports, a folder of pages
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Colours in the terminal
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

#[derive(Debug, Args)]
pub struct SummaryArgs {
    #[command(flatten)]
    pub inputs: Inputs,
}

/// What to read.
#[derive(Debug, Args)]
pub struct Inputs {
    /// Files, folders (read in sorted order), or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Where to write.
#[derive(Debug, Args)]
pub struct Output {
    /// Write to a file instead of standard output; it appears only when complete
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum JsonFormat {
    #[default]
    Json,
    Jsonl,
}

/// When to use colours; `auto` follows the terminal and NO_COLOR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

fn parse_lang(name: &str) -> Result<Lang, String> {
    name.parse().map_err(|()| "zh or en".to_owned())
}

fn parse_unit(name: &str) -> Result<OffsetUnit, String> {
    name.parse().map_err(|()| "char, utf16 or byte".to_owned())
}

//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use lawgov::{Lang, OffsetUnit, TableKind};

const AFTER_HELP: &str = "\
Exit codes: 0 fine, 1 findings (check) or files that could not be read, 2 wrong usage, configuration or \
input/output, 130 interrupted.
Results go to standard output, everything else to standard error.";

/// Reads Chinese annual reports on building a law-based government (法治政府建设年度报告)
#[derive(Debug, Parser)]
#[command(name = "lawgov", version, after_help = AFTER_HELP)]
pub struct Cli {
    /// Language of messages and labels [default: zh when LANG is Chinese, otherwise en]
    #[arg(long, global = true, value_parser = lang(), value_name = "LANG")]
    pub lang: Option<Lang>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Parse reports into JSON
    Parse(ParseArgs),
    /// List every number with its unit and what it is
    Quantities(QuantitiesArgs),
    /// Show reports with every item marked, in the terminal or as a page
    Show(ShowArgs),
    /// Print what was found in each report, and in all
    Summary(SummaryArgs),
    /// Audit reports: what is missing, contradictory or miswritten
    Check(CheckArgs),
    /// Write reports as tables: .xlsx, .csv, .dta (Stata) or .jsonl
    Table(TableArgs),
    /// Find passages that reports share, places, years and figures set aside
    Overlap(OverlapArgs),
    /// List the audit rules
    Rules(ListArgs),
    /// List the indicators
    Indicators(IndicatorsArgs),
    /// List the laws of the registry
    Laws(LawsArgs),
    /// Explain an audit rule or an indicator
    Explain(ExplainArgs),
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
    #[arg(long, value_parser = unit(), default_value = "char", value_name = "UNIT")]
    pub offsets: OffsetUnit,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub config: ConfigArgs,
}

#[derive(Debug, Args)]
pub struct QuantitiesArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    /// json: indented, an array when there may be several; jsonl: one object a line
    #[arg(long, value_enum, default_value_t)]
    pub format: JsonFormat,
    /// What `start` and `end` count: code points, UTF-16 code units or UTF-8 bytes
    #[arg(long, value_parser = unit(), default_value = "char", value_name = "UNIT")]
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
    #[command(flatten)]
    pub config: ConfigArgs,
}

#[derive(Debug, Args)]
pub struct SummaryArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub config: ConfigArgs,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    pub format: CheckFormat,
    #[command(flatten)]
    pub rules: RuleArgs,
    #[command(flatten)]
    pub config: ConfigArgs,
    /// Leave out the findings listed in this file
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the findings into the baseline file, and report none
    #[arg(long, requires = "baseline")]
    pub write_baseline: bool,
    /// Print how often each rule fires instead of the findings
    #[arg(long)]
    pub statistics: bool,
    /// Exit with 0 in spite of findings
    #[arg(long)]
    pub exit_zero: bool,
    /// Colours in the terminal
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct TableArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    /// The file to write, its format by its end: .xlsx, .csv, .dta or .jsonl. May be given several times
    #[arg(short, long, required = true, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// The table to write; several for a workbook, separated by commas [default: reports; of a workbook
    /// reports,panel,indicators,statistics]
    #[arg(long, value_delimiter = ',', value_parser = table(), value_name = "TABLE")]
    pub table: Vec<TableKind>,
    /// Write CSV without the byte order mark by which Excel knows UTF-8
    #[arg(long)]
    pub no_bom: bool,
    #[command(flatten)]
    pub rules: RuleArgs,
    #[command(flatten)]
    pub config: ConfigArgs,
}

#[derive(Debug, Args)]
pub struct OverlapArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Fewest characters in a row that count as a passage, punctuation left out
    #[arg(long, default_value_t = 13, value_parser = clap::value_parser!(u32).range(4..=10_000), value_name = "N")]
    pub min_run: u32,
    /// A passage in this many reports belongs to the genre, and is told apart
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(3..=50), value_name = "N")]
    pub common: u32,
    /// text: pairs with their longest passages; jsonl: one pair a line with all of them
    #[arg(long, value_enum, default_value_t)]
    pub format: OverlapFormat,
    /// Passages shown of each pair as text
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub longest: usize,
    /// What `start` and `end` count: code points, UTF-16 code units or UTF-8 bytes
    #[arg(long, value_parser = unit(), default_value = "char", value_name = "UNIT")]
    pub offsets: OffsetUnit,
    #[command(flatten)]
    pub output: Output,
}

/// Which audit rules run.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// Run only these rules: codes, beginnings of codes, names, or `all`. Replaces what configuration files say
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub select: Option<Vec<String>>,
    /// Leave these rules out. The longest of all selectors decides
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub ignore: Vec<String>,
}

/// Where settings come from.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Use this configuration file instead of the nearest lawgov.toml above each report
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub isolated: bool,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub struct IndicatorsArgs {
    #[command(flatten)]
    pub list: ListArgs,
    #[command(flatten)]
    pub config: ConfigArgs,
}

#[derive(Debug, Args)]
pub struct LawsArgs {
    /// Only laws with this in their key or in a name, of this kind, or cited like this
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    #[command(flatten)]
    pub list: ListArgs,
    #[command(flatten)]
    pub config: ConfigArgs,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Code or name of an audit rule or of an indicator
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub config: ConfigArgs,
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// The line of each finding with its place underlined
    #[default]
    Full,
    /// A line a finding
    Concise,
    /// An array of findings
    Json,
    /// A finding a line
    Jsonl,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OverlapFormat {
    #[default]
    Text,
    Jsonl,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    #[default]
    Text,
    Json,
}

/// When to use colours; `auto` follows the terminal and NO_COLOR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// The values of a name that the library reads, and that name read.
fn named<T>(names: impl IntoIterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err = ()> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|name| name.parse().map_err(|()| name))
}

fn lang() -> impl TypedValueParser<Value = Lang> {
    named([Lang::Zh, Lang::En].map(Lang::as_str))
}

fn unit() -> impl TypedValueParser<Value = OffsetUnit> {
    named([OffsetUnit::Char, OffsetUnit::Utf16, OffsetUnit::Byte].map(OffsetUnit::as_str))
}

/// A workbook describes its columns by itself.
fn table() -> impl TypedValueParser<Value = TableKind> {
    named(TableKind::ALL.into_iter().filter(|kind| *kind != TableKind::Codebook).map(TableKind::as_str))
}

/// The language asked for in arguments that may turn out to be wrong.
pub fn language(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
    while let Some(arg) = args.next() {
        match arg.strip_prefix("--lang") {
            Some("") => return args.next()?.parse().ok(),
            Some(rest) if rest.starts_with('=') => return rest[1..].parse().ok(),
            _ => {}
        }
    }
    None
}

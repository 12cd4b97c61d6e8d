//! `lawgov check`: what the audit finds in each report.

mod baseline;
mod full;
mod row;
mod sarif;

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

use anstream::{AutoStream, ColorChoice};
use lawgov::{Lang, Rule, Severity};
use lawgov_corpus::{Failure, shown};
use serde_json::{Value, json};

use crate::args::{CheckArgs, CheckFormat, Color};
use crate::batch;
use crate::config::Parsers;
use crate::message::{counted, failures, pick, say};
use crate::output::Sink;
use crate::stop::Stop;
use baseline::Baseline;
use row::Checked;

pub fn run(args: &CheckArgs, lang: Lang) -> Result<usize, Stop> {
    if args.statistics && matches!(args.format, CheckFormat::Github | CheckFormat::Sarif) {
        return Err(Stop::Configuration(pick(
            lang,
            "--statistics 只能用于 full、concise、json、jsonl 格式",
            "--statistics goes with the formats full, concise, json and jsonl",
        )));
    }
    let inputs = args.inputs.list(lang)?;
    let parsers = Parsers::new(&inputs, &args.config, Some(&args.rules), lang)?;
    let mut baseline = match &args.baseline {
        Some(path) => Baseline::read(path, args.write_baseline, lang)?,
        None => Baseline::default(),
    };
    let mut writer = Writer::new(args, lang)?;
    let failed = batch::run(
        &inputs,
        lang,
        |input, document| Checked::new(&input.parse(document, parsers.of(input)), lang),
        |checked| match checked {
            Ok(mut checked) if args.write_baseline => {
                baseline.learn(&checked);
                checked.rows.clear();
                writer.checked(&checked)
            }
            Ok(mut checked) => {
                checked.rows.retain(|row| !baseline.knows(&checked.sha256, row));
                writer.checked(&checked)
            }
            Err(failure) => writer.failed(&failure),
        },
    )?;
    if let (Some(path), true) = (&args.baseline, args.write_baseline) {
        baseline.write(path)?;
        let (path, count) = (shown(path), baseline.len());
        say(&pick(lang, format!("{path}：记录 {count} 项"), format!("{path}: {} recorded", counted(count, "finding"))));
    }
    let found = writer.finish(failed)?;
    Ok(failed + if args.exit_zero { 0 } else { found })
}

/// Findings on their way out.
struct Writer {
    sink: Sink,
    lang: Lang,
    format: CheckFormat,
    colour: bool,
    /// Columns of the terminal, when the output is one.
    columns: Option<usize>,
    statistics: bool,
    sarif: sarif::Log,
    files: usize,
    lines: usize,
    counts: BTreeMap<&'static str, (&'static Rule, usize)>,
}

impl Writer {
    fn new(args: &CheckArgs, lang: Lang) -> Result<Self, Stop> {
        let colour = match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                args.output.output.is_none()
                    && io::stdout().is_terminal()
                    && AutoStream::choice(&io::stdout()) != ColorChoice::Never
            }
        };
        let terminal = args.output.output.is_none() && io::stdout().is_terminal();
        let columns = terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0));
        Ok(Self {
            sink: args.output.open()?,
            lang,
            format: args.format,
            colour,
            columns,
            statistics: args.statistics,
            sarif: sarif::Log::default(),
            files: 0,
            lines: 0,
            counts: BTreeMap::new(),
        })
    }

    fn checked(&mut self, checked: &Checked) -> Result<(), Stop> {
        self.files += 1;
        for row in &checked.rows {
            self.counts.entry(row.rule.code).or_insert((row.rule, 0)).1 += 1;
        }
        if self.statistics {
            return Ok(());
        }
        if self.format == CheckFormat::Sarif {
            self.sarif.add(checked);
            return Ok(());
        }
        for row in &checked.rows {
            let text = match self.format {
                CheckFormat::Full => full::draw(&checked.name, row, self.lang, self.colour, self.columns),
                CheckFormat::Concise => row.concise(&checked.name, self.lang),
                CheckFormat::Github => row.github(&checked.name),
                _ => row.to_json(&checked.name).to_string(),
            };
            self.line(&text)?;
        }
        Ok(())
    }

    /// People have been told on standard error; programs get a row.
    fn failed(&mut self, failure: &Failure) -> Result<(), Stop> {
        match self.format {
            _ if self.statistics => Ok(()),
            CheckFormat::Full | CheckFormat::Concise => Ok(()),
            CheckFormat::Json | CheckFormat::Jsonl => {
                let file = Value::from(&*failure.name);
                self.line(&format!(r#"{{"file":{file},"error":{}}}"#, failure.error_to_json()))
            }
            CheckFormat::Github => {
                let text = row::annotation("error", &failure.name, "", "lawgov", &failure.message);
                self.line(&text)
            }
            CheckFormat::Sarif => {
                self.sarif.fail(failure, self.lang);
                Ok(())
            }
        }
    }

    /// A line; in `json`, an item of the array.
    fn line(&mut self, text: &str) -> Result<(), Stop> {
        if self.format == CheckFormat::Json {
            self.sink.write(if self.lines == 0 { "[\n" } else { ",\n" })?;
            self.sink.write(text)?;
        } else {
            self.sink.write(text)?;
            self.sink.write("\n")?;
        }
        self.lines += 1;
        Ok(())
    }

    /// Ends the output; returns how much was found.
    fn finish(mut self, failed: usize) -> Result<usize, Stop> {
        if self.statistics {
            let mut counts: Vec<_> = self.counts.values().copied().collect();
            counts.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule.code));
            for (rule, count) in counts {
                let text = match self.format {
                    CheckFormat::Json | CheckFormat::Jsonl => statistic(rule, count).to_string(),
                    _ => format!("{count:>6}  {}  {:<26}  {}", rule.code, rule.name, rule.title.get(self.lang)),
                };
                self.line(&text)?;
            }
        }
        match self.format {
            CheckFormat::Json => self.sink.write(if self.lines == 0 { "[]\n" } else { "\n]\n" })?,
            CheckFormat::Sarif => self.sink.write(&self.sarif.to_json(self.lang))?,
            _ => {}
        }
        let sum = matches!(self.format, CheckFormat::Full | CheckFormat::Concise).then(|| self.sum(failed));
        let found = self.counts.values().map(|&(_, count)| count).sum();
        self.sink.finish()?;
        // After the findings, where both go to one terminal.
        sum.iter().for_each(|sum| say(sum));
        Ok(found)
    }

    /// The sum for people.
    fn sum(&self, failed: usize) -> String {
        let of =
            |severity| self.counts.values().filter(|(r, _)| r.severity == severity).map(|&(_, n)| n).sum::<usize>();
        let [errors, warnings, infos] = [Severity::Error, Severity::Warning, Severity::Info].map(of);
        let files = self.files;
        let sum = pick(
            self.lang,
            format!("{files} 份报告：错误 {errors}，警告 {warnings}，提示 {infos}"),
            format!(
                "{}: {}, {}, {infos} info",
                counted(files, "report"),
                counted(errors, "error"),
                counted(warnings, "warning")
            ),
        );
        sum + &failures(failed, self.lang)
    }
}

fn statistic(rule: &Rule, count: usize) -> Value {
    json!({"rule": rule.code, "name": rule.name, "severity": rule.severity.as_str(), "count": count})
}

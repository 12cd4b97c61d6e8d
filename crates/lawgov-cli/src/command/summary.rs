//! `lawgov summary`: what was found in each report, and in all.

use std::fmt::Write;

use lawgov::{Lang, Report, Role, Severity, label};

use crate::args::SummaryArgs;
use crate::batch;
use crate::config::Parsers;
use crate::message::{counted, failures, pick};
use crate::output::Sink;
use crate::stop::Stop;

/// Statistics shown of each report.
const SHOWN: usize = 5;

#[derive(Clone, Copy, Default)]
struct Counts {
    reports: usize,
    sections: usize,
    measures: usize,
    statistics: usize,
    citations: usize,
    findings: usize,
    /// How many findings are errors, warnings and information.
    severities: [usize; 3],
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

pub fn run(args: &SummaryArgs, lang: Lang) -> Result<usize, Stop> {
    let inputs = args.inputs.list(lang)?;
    let parsers = Parsers::new(&inputs, &args.config, None, lang)?;
    let mut sink = Sink::stdout();
    let mut total = Counts::default();
    let failed = batch::run(
        &inputs,
        lang,
        |input, document| {
            let report = input.parse(document, parsers.of(input));
            (summary(&report, lang), Counts::of(&report))
        },
        |result| {
            let Ok((text, counts)) = result else { return Ok(()) };
            total.add(counts);
            sink.write(&text)
        },
    )?;
    let reports = total.reports;
    let heading = pick(lang, format!("共 {reports} 份报告"), counted(reports, "report"));
    sink.write(&format!("{heading}{}\n  {}\n", failures(failed, lang), total.line(lang)))?;
    sink.finish()?;
    Ok(failed)
}

impl Counts {
    fn of(report: &Report) -> Self {
        Self {
            reports: 1,
            sections: report.sections.len(),
            measures: report.measures_taken().count(),
            statistics: report.statistics.len(),
            citations: report.citations.len(),
            findings: report.findings.len(),
            severities: SEVERITIES.map(|of| report.findings.iter().filter(|f| f.rule.severity == of).count()),
        }
    }

    fn add(&mut self, other: Self) {
        self.reports += other.reports;
        self.sections += other.sections;
        self.measures += other.measures;
        self.statistics += other.statistics;
        self.citations += other.citations;
        self.findings += other.findings;
        self.severities.iter_mut().zip(other.severities).for_each(|(sum, more)| *sum += more);
    }

    fn line(self, lang: Lang) -> String {
        let Self { sections, measures, statistics, citations, findings, severities, .. } = self;
        let told = SEVERITIES.iter().zip(severities).filter(|(_, count)| *count > 0);
        let told = told.map(|(severity, count)| format!("{} {count}", label("severity", severity.as_str(), lang)));
        let told: Vec<_> = told.collect();
        let told = match (told.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("（{}）", told.join("、")),
            (false, Lang::En) => format!(" ({})", told.join(", ").to_lowercase()),
        };
        pick(
            lang,
            format!(
                "章节 {sections}  举措 {measures}  统计数据 {statistics}  引用文件 {citations}  检查发现 {findings}{told}"
            ),
            format!(
                "sections {sections}  measures {measures}  statistics {statistics}  citations {citations}  findings {findings}{told}"
            ),
        )
    }
}

fn summary(report: &Report, lang: Lang) -> String {
    let metadata = &report.metadata;
    let mut out = format!("{}\n", report.source.name.as_deref().unwrap_or_default());
    if let Some(title) = &metadata.title {
        let _ = writeln!(out, "  {title}");
    }
    let year = metadata.year.map(|year| year.to_string());
    let level = metadata.level.map(|level| label("level", level.as_str(), lang).to_owned());
    let region = (!metadata.region.is_empty()).then(|| metadata.region.join(""));
    let facts: Vec<_> = [year, level, region].into_iter().flatten().collect();
    if !facts.is_empty() {
        let _ = writeln!(out, "  {}", facts.join("  "));
    }
    let _ = writeln!(out, "  {}", Counts::of(report).line(lang));
    let roles: Vec<_> = Role::ALL
        .into_iter()
        .filter(|role| report.sections.iter().any(|s| s.parent.is_none() && s.role == *role))
        .map(|role| label("role", role.as_str(), lang))
        .collect();
    if !roles.is_empty() {
        let _ = writeln!(out, "  {}", roles.join(" / "));
    }
    for statistic in report.statistics.iter().take(SHOWN) {
        let words = [statistic.action, statistic.subject].into_iter().flatten().map(|span| report.slice(span));
        let words: Vec<_> = words.collect();
        let _ = writeln!(out, "    # {}  {}", report.slice(statistic.span), words.join(" "));
    }
    let more = report.statistics.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(out, "    {}", pick(lang, format!("… 另有 {more} 项"), format!("… and {more} more")));
    }
    out.push('\n');
    out
}

//! `lawgov overlap`: passages that reports share.

use std::fmt::Write;

use lawgov::{Lang, Overlap, OverlapOptions, OverlapPair, Parser, Report, Span};

use crate::args::{OverlapArgs, OverlapFormat};
use crate::batch;
use crate::message::pick;
use crate::place::{Place, Places};
use crate::stop::Stop;

/// Longest passage shown in full.
const SHOWN: usize = 120;

pub fn run(args: &OverlapArgs, lang: Lang) -> Result<usize, Stop> {
    let inputs = args.inputs.list(lang)?;
    let mut sink = args.output.open()?;
    let parser = Parser::builder().extraction_only(true).build();
    let mut reports: Vec<Report> = Vec::with_capacity(inputs.len());
    let failed = batch::run(
        &inputs,
        lang,
        |input, document| input.parse(document, &parser),
        |report| {
            reports.extend(report.ok());
            Ok(())
        },
    )?;
    let reports: Vec<&Report> = reports.iter().collect();
    let mut options = OverlapOptions::default();
    options.min_run = args.min_run as usize;
    options.common = args.common as usize;
    let found = lawgov::overlap(&reports, options);
    sink.write(&match args.format {
        OverlapFormat::Jsonl => found.to_jsonl(&reports, args.offsets),
        OverlapFormat::Text => Pages { reports: &reports, found: &found, longest: args.longest, lang }.write(),
    })?;
    sink.finish()?;
    Ok(failed)
}

/// What is written for people.
struct Pages<'a> {
    reports: &'a [&'a Report],
    found: &'a Overlap,
    /// Passages shown of each pair.
    longest: usize,
    lang: Lang,
}

impl Pages<'_> {
    fn write(&self) -> String {
        let places = self.places();
        let mut out = String::new();
        for pair in &self.found.pairs {
            self.pair(pair, &places, &mut out);
        }
        let widespread = &self.found.widespread;
        if !widespread.is_empty() {
            let n = widespread.len();
            let head = self.pick(
                format!("多份报告共有的段落（{n}）：不计入两两比较"),
                format!("Passages in many reports ({n}), not counted between two"),
            );
            let _ = writeln!(out, "{head}");
        }
        for passage in widespread.iter().take(self.longest) {
            let (n, reports) = (passage.characters, passage.reports);
            let at = self.at(passage.report, passage.span, &places);
            let line = self
                .pick(format!("{n} 字，{reports} 份报告  {at}"), format!("{n} characters in {reports} reports  {at}"));
            let _ = writeln!(out, "  {line}\n    {}", self.words(passage.report, passage.span));
        }
        let (n, pairs) = (self.reports.len(), self.found.pairs.len());
        let shared =
            if pairs == 1 { "1 pair shares passages".to_owned() } else { format!("{pairs} pairs share passages") };
        let sum =
            self.pick(format!("比较 {n} 份报告：{pairs} 对有相同段落"), format!("{n} reports compared: {shared}"));
        let _ = writeln!(out, "{sum}");
        out
    }

    fn pair(&self, pair: &OverlapPair, places: &[Places], out: &mut String) {
        let [a, b] = pair.reports;
        let [x, y] = pair.share;
        let (first, second) = (self.name(a), self.name(b));
        let same = if pair.same_place { self.pick("（同一地方）", " (the same place)") } else { String::new() };
        let n = pair.passages.len();
        let head = self.pick(
            format!("{first}（{x}%）↔ {second}（{y}%）：{n} 段{same}"),
            format!("{first} ({x}%) ↔ {second} ({y}%): {n} {}{same}", if n == 1 { "passage" } else { "passages" }),
        );
        let _ = writeln!(out, "{head}");
        for passage in pair.passages.iter().take(self.longest) {
            let [one, other] = [0, 1].map(|i| self.at(pair.reports[i], passage.spans[i], places));
            let n = passage.characters;
            let size = self.pick(format!("{n} 字"), format!("{n} characters"));
            let _ = writeln!(out, "  {size}  {one} ↔ {other}\n    {}", self.words(a, passage.spans[0]));
            let swap = |s: &[Span; 2]| format!("{}→{}", self.reports[a].slice(s[0]), self.reports[b].slice(s[1]));
            let swaps: Vec<String> = passage.swaps.iter().map(swap).collect();
            let mut notes = Vec::new();
            if !swaps.is_empty() {
                notes.push(self.pick(format!("换词 {}", swaps.join(" ")), format!("swapped {}", swaps.join(" "))));
            }
            let (same, changed) = (passage.same_figures, passage.changed_figures);
            if same + changed > 0 {
                notes.push(self.pick(
                    format!("数字相同 {same} 处、不同 {changed} 处"),
                    format!("figures: {same} the same, {changed} changed"),
                ));
            }
            if !notes.is_empty() {
                let _ = writeln!(out, "    {}", notes.join(&self.pick("；", "; ")));
            }
        }
        let more = n.saturating_sub(self.longest);
        if more > 0 {
            let _ = writeln!(out, "  {}", self.pick(format!("另有 {more} 段较短"), format!("{more} shorter ones")));
        }
        out.push('\n');
    }

    /// The places of all passages, in one pass over each report.
    fn places(&self) -> Vec<Places> {
        let mut offsets = vec![Vec::new(); self.reports.len()];
        for pair in &self.found.pairs {
            for passage in pair.passages.iter().take(self.longest) {
                pair.reports.iter().zip(passage.spans).for_each(|(&r, s)| offsets[r].push(s.start));
            }
        }
        self.found.widespread.iter().take(self.longest).for_each(|w| offsets[w.report].push(w.span.start));
        self.reports.iter().zip(offsets).map(|(r, o)| Places::new(&r.text, o)).collect()
    }

    fn at(&self, report: usize, span: Span, places: &[Places]) -> String {
        let Place { line, column, .. } = places[report].get(span.start);
        format!("{}:{line}:{column}", self.name(report))
    }

    fn name(&self, report: usize) -> String {
        self.reports[report].source.name.clone().unwrap_or_else(|| "-".to_owned())
    }

    /// The words of a passage on one line.
    fn words(&self, report: usize, span: Span) -> String {
        let text: Vec<char> = self.reports[report].slice(span).chars().filter(|c| !c.is_control()).collect();
        let shown: String = text.iter().take(SHOWN).collect();
        if text.len() > SHOWN { shown + "…" } else { shown }
    }

    fn pick(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        pick(self.lang, zh, en)
    }
}

//! The rows of each table.

use std::cell::OnceCell;

use rust_decimal::Decimal;

use crate::audit::Severity;
use crate::day::iso;
use crate::indicator::IndicatorStatus;
use crate::outline::Section;
use crate::report::Report;
use crate::table::{Column, SEPARATOR, Table, TableKind, TableOptions, Values};
use crate::text::{Span, Sweep};
use crate::theme::Theme;
use crate::variables::Value;

/// Characters of a sentence shown on each side of a figure.
const AROUND: usize = 120;

/// One row being filled, in the order of the columns.
pub(super) struct Row<'t> {
    columns: std::slice::IterMut<'t, Column>,
}

impl<'t> Row<'t> {
    pub fn new(columns: &'t mut [Column]) -> Self {
        Self { columns: columns.iter_mut() }
    }

    fn next(&mut self, name: &str) -> Option<&mut Values> {
        let column = self.columns.next()?;
        debug_assert_eq!(&*column.name, name);
        Some(&mut column.values)
    }

    pub fn text(&mut self, name: &str, value: impl AsText) {
        if let Some(Values::Text(values)) = self.next(name) {
            values.push(value.as_text().filter(|text| !text.is_empty()));
        }
    }

    pub fn integer(&mut self, name: &str, value: Option<impl TryInto<i64>>) {
        if let Some(Values::Integer(values)) = self.next(name) {
            values.push(value.and_then(|value| value.try_into().ok()));
        }
    }

    pub fn number(&mut self, name: &str, value: Option<Decimal>) {
        if let Some(Values::Number(values)) = self.next(name) {
            values.push(value.map(|value| value.normalize()));
        }
    }

    fn variable(&mut self, name: &str, value: &Value) {
        match (self.next(name), value) {
            (Some(Values::Text(values)), Value::Text(text)) => values.push(Some(text)),
            (Some(Values::Text(values)), _) => values.push(None),
            (Some(Values::Bool(values)), Value::Bool(yes)) => values.push(Some(*yes)),
            (Some(Values::Bool(values)), _) => values.push(None),
            (Some(Values::Integer(values)), Value::Number(n)) => values.push((*n).try_into().ok()),
            (Some(Values::Integer(values)), _) => values.push(None),
            (Some(Values::Number(values)), Value::Number(n)) => values.push(Some(n.normalize())),
            (Some(Values::Number(values)), _) => values.push(None),
            (None, _) => {}
        }
    }
}

/// What can stand in a column of text.
pub(super) trait AsText {
    fn as_text(&self) -> Option<&str>;
}

impl AsText for &str {
    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl AsText for String {
    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: AsText> AsText for Option<T> {
    fn as_text(&self) -> Option<&str> {
        self.as_ref().and_then(T::as_text)
    }
}

/// Adds the rows of one report.
pub(super) fn add(table: &mut Table, report: &Report, options: TableOptions) {
    let facts = Facts::new(report, table.kind, options);
    match table.kind {
        TableKind::Reports => facts.report(table.row()),
        TableKind::Sections => report.sections.iter().for_each(|s| facts.section(table.row(), s)),
        TableKind::Measures => facts.measures(table),
        TableKind::Statistics => facts.statistics(table),
        TableKind::Citations => facts.citations(table),
        TableKind::Indicators => facts.indicators(table),
        TableKind::Findings => facts.findings(table, options),
        TableKind::Panel => facts.panel(table),
        TableKind::PanelStatus => facts.panel_status(table),
        TableKind::Variables => facts.variables(table.row()),
        TableKind::Failures | TableKind::Codebook => {}
    }
}

struct Facts<'r> {
    report: &'r Report,
    sweep: Sweep,
    /// For each section the headings above what lies in it, once they were asked for.
    paths: Vec<OnceCell<String>>,
}

impl<'r> Facts<'r> {
    fn new(report: &'r Report, kind: TableKind, options: TableOptions) -> Self {
        let spans: Vec<Span> = match kind {
            TableKind::Sections => report.sections.iter().map(|s| s.span).collect(),
            TableKind::Measures => report.measures.iter().map(|m| m.span).collect(),
            TableKind::Statistics => report.statistics.iter().map(|s| s.span).collect(),
            TableKind::Citations => report.citations.iter().map(|c| c.span).collect(),
            TableKind::Findings => report.findings.iter().map(|f| f.span).collect(),
            _ => Vec::new(),
        };
        let offsets = spans.iter().flat_map(|s| [s.start, s.end]).collect();
        let paths = vec![OnceCell::new(); report.sections.len()];
        Self { report, sweep: Sweep::new(&report.text, offsets, options.offsets), paths }
    }

    fn slice(&self, span: Span) -> &'r str {
        self.report.slice(span)
    }

    fn document(&self, row: &mut Row<'_>) {
        row.text("document", self.report.source.name.as_deref());
    }

    fn place(&self, row: &mut Row<'_>, span: Span) {
        row.integer("start", Some(self.sweep.get(span.start)));
        row.integer("end", Some(self.sweep.get(span.end)));
    }

    /// Who reports on which year.
    fn identity(&self, row: &mut Row<'_>) {
        let metadata = &self.report.metadata;
        row.text("issuers", metadata.issuers.join("、"));
        row.text("body", metadata.body());
        row.text("region", metadata.region.join("/"));
        row.text("level", metadata.level.map(|level| level.as_str()));
        row.integer("year", metadata.year);
    }

    /// The section an item lies in.
    fn section_of(&self, row: &mut Row<'_>, id: Option<u32>) {
        let section = id.and_then(|id| self.report.sections.get(id as usize));
        row.integer("section", id);
        row.text("section_role", section.map(|section| section.role.as_str()));
        row.text("section_path", section.and_then(|section| self.path(section)));
    }

    /// The headings above an item, the outermost first.
    fn path(&self, section: &'r Section) -> Option<&str> {
        let path = self.paths.get(section.id as usize)?;
        Some(path.get_or_init(|| self.headings(section)))
    }

    fn headings(&self, section: &Section) -> String {
        let mut names = Vec::new();
        let mut at = Some(section);
        while let Some(section) = at {
            names.push(format!("{}{}", self.slice(section.marker), self.slice(section.heading)));
            at = section.parent.and_then(|parent| self.report.sections.get(parent as usize));
        }
        names.reverse();
        names.join(" > ")
    }

    fn report(&self, mut row: Row<'_>) {
        let Report { metadata, findings, source, .. } = self.report;
        let count = |severity| findings.iter().filter(|finding| finding.rule.severity == severity).count();
        self.document(&mut row);
        row.text("title", metadata.title.as_deref());
        self.identity(&mut row);
        row.text("recipients", metadata.recipients.join("、"));
        row.text("signed_on", metadata.signed_on.map(iso));
        row.text("published_on", metadata.published_on.map(iso));
        row.text("document_number", metadata.document_number.as_deref());
        row.integer("n_characters", Some(self.report.text.chars().count()));
        row.integer("n_sections", Some(self.report.sections.len()));
        row.integer("n_measures", Some(self.report.measures_taken().count()));
        row.integer("n_statistics", Some(self.report.statistics.len()));
        row.integer("n_citations", Some(self.report.citations.len()));
        row.integer("n_people", Some(self.report.people.len()));
        row.integer("n_organizations", Some(self.report.organizations.len()));
        let reported = self.report.indicators.iter().filter(|i| i.status == IndicatorStatus::Reported).count();
        row.integer("n_indicators", Some(reported));
        row.integer("n_errors", Some(count(Severity::Error)));
        row.integer("n_warnings", Some(count(Severity::Warning)));
        row.integer("n_infos", Some(count(Severity::Info)));
        row.text("format", source.format.as_deref());
        row.text("encoding", source.encoding.as_deref());
        row.text("sha256", source.sha256.as_deref());
    }

    fn section(&self, mut row: Row<'_>, section: &Section) {
        self.document(&mut row);
        row.integer("id", Some(section.id));
        row.integer("parent", section.parent);
        row.integer("level", Some(section.level));
        row.text("marker", self.slice(section.marker));
        row.integer("ordinal", section.ordinal);
        row.text("heading", self.slice(section.heading));
        row.text("role", section.role.as_str());
        row.text("themes", themes(&section.themes));
        self.place(&mut row, section.span);
    }

    fn measures(&self, table: &mut Table) {
        for measure in &self.report.measures {
            let mut row = table.row();
            self.document(&mut row);
            row.integer("id", Some(measure.id));
            self.section_of(&mut row, measure.section);
            row.text("marker", self.slice(measure.marker));
            row.integer("ordinal", Some(measure.ordinal));
            row.text("lead", self.slice(measure.lead));
            row.text("themes", themes(&measure.themes));
            row.text("text", self.slice(measure.span));
            self.place(&mut row, measure.span);
        }
    }

    fn statistics(&self, table: &mut Table) {
        for statistic in &self.report.statistics {
            let mut row = table.row();
            self.document(&mut row);
            row.integer("id", Some(statistic.id));
            self.section_of(&mut row, statistic.section);
            row.integer("measure", statistic.measure);
            row.number("value", Some(statistic.value));
            row.number("upper", statistic.upper);
            row.text("approx", statistic.approx.as_str());
            row.text("unit", statistic.unit);
            row.text("kind", statistic.kind.as_str());
            row.text("subject", statistic.subject.map(|span| self.slice(span)));
            row.text("action", statistic.action.map(|span| self.slice(span)));
            row.text("modality", statistic.modality.as_str());
            row.text("period", statistic.period.map(|period| self.slice(period.span)));
            row.text("period_from", statistic.period.map(|period| iso(period.dates.from)));
            row.text("period_to", statistic.period.map(|period| iso(period.dates.to)));
            row.text("change", statistic.change.map(|change| change.direction.as_str()));
            row.text("change_against", statistic.change.and_then(|change| change.against));
            row.text("indicator", statistic.indicator.as_deref());
            row.text("text", self.slice(statistic.span));
            row.text("sentence", self.sentence(statistic.span));
            self.place(&mut row, statistic.span);
        }
    }

    fn citations(&self, table: &mut Table) {
        for citation in &self.report.citations {
            let mut row = table.row();
            self.document(&mut row);
            row.integer("id", Some(citation.id));
            self.section_of(&mut row, citation.section);
            row.text("title", citation.title.map(|span| self.slice(span)));
            row.text("document_number", citation.document_number.map(|span| self.slice(span)));
            row.text("kind", citation.kind.as_str());
            row.text("law", citation.law.as_deref());
            row.text("status", citation.status.as_str());
            row.text("text", self.slice(citation.span));
            self.place(&mut row, citation.span);
        }
    }

    fn indicators(&self, table: &mut Table) {
        let catalogue = table.catalogue.clone();
        for indicator in &self.report.indicators {
            let entry = catalogue.entry(&indicator.code);
            let statistics = indicator.statistics.iter().filter_map(|&id| self.report.statistics.get(id as usize));
            let spans = statistics.map(|statistic| statistic.span).chain(indicator.zero);
            let texts: Vec<_> = spans.map(|span| self.slice(span)).collect();
            let ids: Vec<_> = indicator.statistics.iter().map(u32::to_string).collect();
            let mut row = table.row();
            self.document(&mut row);
            self.identity(&mut row);
            row.text("code", &*indicator.code);
            row.text("name_zh", entry.map(|entry| entry.name_zh.as_str()));
            row.text("name_en", entry.map(|entry| entry.name_en.as_str()));
            row.text("theme", entry.map(|entry| entry.theme.as_str()));
            row.text("status", indicator.status.as_str());
            row.number("value", indicator.value);
            row.number("upper", indicator.upper);
            row.text("approx", indicator.value.map(|_| indicator.approx.as_str()));
            row.text("unit", indicator.unit);
            row.text("role", indicator.role.map(|role| role.as_str()));
            row.text("statistics", ids.join(SEPARATOR));
            row.text("text", texts.join(SEPARATOR));
        }
    }

    fn findings(&self, table: &mut Table, options: TableOptions) {
        let bytes = self.report.text.as_bytes();
        let (mut line, mut from) = (1, 0);
        for finding in &self.report.findings {
            // Findings come in the order of the text: each line is counted once.
            let start = finding.span.start as usize;
            line += bytes.get(from..start).map_or(0, |part| part.iter().filter(|&&b| b == b'\n').count());
            from = from.max(start);
            let related =
                finding.related.iter().map(|r| format!("{} ({})", self.slice(r.span), r.note.get(options.lang)));
            let mut row = table.row();
            self.document(&mut row);
            row.text("rule", finding.rule.code);
            row.text("name", finding.rule.name);
            row.text("severity", finding.rule.severity.as_str());
            row.text("message", finding.message.get(options.lang));
            row.integer("line", Some(line));
            row.text("text", self.slice(finding.span));
            self.place(&mut row, finding.span);
            row.text("related", related.collect::<Vec<_>>().join(SEPARATOR));
        }
    }

    fn panel(&self, table: &mut Table) {
        let catalogue = table.catalogue.clone();
        let mut row = table.row();
        self.document(&mut row);
        self.identity(&mut row);
        // Indicators come in the order of the catalogue.
        let mut indicators = self.report.indicators.iter().peekable();
        for entry in catalogue.entries() {
            let found = indicators.next_if(|indicator| indicator.code == entry.code);
            let reported = found.filter(|indicator| indicator.status == IndicatorStatus::Reported);
            row.number(&entry.code, reported.and_then(|indicator| indicator.value));
        }
    }

    fn panel_status(&self, table: &mut Table) {
        let catalogue = table.catalogue.clone();
        let mut row = table.row();
        self.document(&mut row);
        self.identity(&mut row);
        let mut indicators = self.report.indicators.iter().peekable();
        for entry in catalogue.entries() {
            let found = indicators.next_if(|indicator| indicator.code == entry.code);
            let status = found.map_or(IndicatorStatus::NOT_MENTIONED, |indicator| indicator.status.as_str());
            row.text(&format!("{}_status", entry.code), status);
        }
    }

    fn variables(&self, mut row: Row<'_>) {
        self.document(&mut row);
        for (name, value) in &self.report.variables {
            row.variable(name, value);
        }
    }

    /// The sentence of a span, cut where it is very long.
    fn sentence(&self, span: Span) -> String {
        let text = &self.report.text;
        let ends = |c: char| matches!(c, '。' | '；' | '！' | '？' | '\n' | '\r');
        let before = text.get(..span.start as usize).unwrap_or_default();
        let start = before.chars().rev().take(AROUND).take_while(|&c| !ends(c)).map(char::len_utf8).sum::<usize>();
        let after = text.get(span.end as usize..).unwrap_or_default();
        let mut end = after.chars().take(AROUND).take_while(|&c| !ends(c)).map(char::len_utf8).sum::<usize>();
        end += after
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .filter(|c| "。；！？".contains(*c))
            .map_or(0, char::len_utf8);
        let range = span.start as usize - start..span.end as usize + end;
        text.get(range).unwrap_or_default().trim().to_owned()
    }
}

fn themes(themes: &[Theme]) -> String {
    themes.iter().map(|theme| theme.as_str()).collect::<Vec<_>>().join(SEPARATOR)
}

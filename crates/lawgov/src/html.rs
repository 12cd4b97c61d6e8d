//! A report as a page: its text with every item marked, and tables of the items linked to their places.
//!
//! In: a report. Out: HTML as one string, a whole page or a fragment for a notebook. No script, nothing loaded from
//! elsewhere; all text is escaped. Where marks overlap the text is cut, so that marks never nest.

use std::borrow::Cow;
use std::fmt::Write;

use rust_decimal::Decimal;

use crate::day::iso;
use crate::indicator::Catalogue;
use crate::label::label;
use crate::lang::Lang;
use crate::marks::{Mark, MarkKind, Segment};
use crate::outline::Section;
use crate::quantity::Approx;
use crate::report::Report;
use crate::text::Span;

const STYLE: &str = include_str!("../data/report.css");

/// A page may use the style it carries and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Options of [`Report::to_html`].
#[derive(Clone, Debug, Default)]
pub struct HtmlOptions {
    /// Language of labels; the report's own words stay.
    pub lang: Lang,
    /// A fragment to put into another page, instead of a page of its own.
    pub fragment: bool,
    /// Prefix of every id, to be given when one page holds the same report twice; otherwise made from the report.
    pub id: Option<String>,
}

impl Report {
    /// The report as HTML.
    ///
    /// ```
    /// let report = lawgov::parse("一、主要举措\n全年发放宣传资料1000余份。");
    /// let page = report.to_html(&lawgov::HtmlOptions::default());
    /// assert!(page.starts_with("<!DOCTYPE html>"));
    /// ```
    #[must_use]
    pub fn to_html(&self, options: &HtmlOptions) -> String {
        let id = options.id.as_deref().map_or_else(|| default_id(self), safe_id);
        let out = String::with_capacity(4 * self.text.len());
        let mut view = View { report: self, lang: options.lang, fragment: options.fragment, id, out };
        if options.fragment {
            view.raw("<style>").raw(STYLE).raw("</style>");
            view.article();
        } else {
            view.page();
        }
        view.out
    }
}

/// The same report gets the same prefix, different ones different prefixes (FNV-1a).
fn default_id(report: &Report) -> String {
    let name = report.source.name.as_deref().unwrap_or_default();
    let hash = name
        .bytes()
        .chain(report.text.bytes())
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("lg{hash:08x}")
}

/// The part of an id that can stand in an attribute and a selector.
fn safe_id(id: &str) -> String {
    let safe: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("lg{safe}")
}

/// A cell of an item's row.
enum Cell<'a> {
    Text(Cow<'a, str>),
    Number(String),
}

/// An item's place and the cells after it.
type Row<'a> = (Span, Vec<Cell<'a>>);

fn rows<'a, T>(items: &'a [T], row: impl Fn(&'a T) -> Row<'a>) -> Vec<Row<'a>> {
    items.iter().map(row).collect()
}

struct View<'a> {
    report: &'a Report,
    lang: Lang,
    fragment: bool,
    id: String,
    out: String,
}

impl<'a> View<'a> {
    fn raw(&mut self, html: &str) -> &mut Self {
        self.out.push_str(html);
        self
    }

    /// Text, escaped. A carriage return would be lost in reading unless written as a reference.
    fn text(&mut self, text: &str) -> &mut Self {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'', '\r']) {
            let (plain, special) = rest.split_at(at);
            self.out.push_str(plain);
            self.out.push_str(match special.as_bytes().first() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                Some(b'"') => "&quot;",
                Some(b'\'') => "&#39;",
                _ => "&#13;",
            });
            rest = special.get(1..).unwrap_or_default();
        }
        self.out.push_str(rest);
        self
    }

    fn label(&mut self, group: &str, name: &str) -> &mut Self {
        let label = label(group, name, self.lang);
        self.text(label)
    }

    fn slice(&self, span: Span) -> &'a str {
        self.report.text.get(span.range()).unwrap_or_default()
    }

    fn title(&self) -> &'a str {
        let untitled = label("view", "untitled", self.lang);
        let source = self.report.source.name.as_deref().and_then(|path| path.rsplit(['/', '\\']).next());
        self.report.metadata.title.as_deref().or(source).unwrap_or(untitled)
    }

    fn page(&mut self) {
        let lang = if self.lang == Lang::Zh { "zh-Hans" } else { "en" };
        self.raw("<!DOCTYPE html>\n<html lang=\"").raw(lang).raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").raw(POLICY).raw("\">\n");
        self.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        self.text(self.title()).raw("</title>\n<style>\n").raw(STYLE).raw("</style>\n</head>\n");
        self.raw("<body class=\"lawgov-page\">\n");
        self.article();
        self.raw("</body>\n</html>\n");
    }

    fn article(&mut self) {
        let segments = self.report.segments();
        let within = if self.fragment { " lawgov-view" } else { "" };
        let _ = write!(self.out, "<article class=\"lawgov{within}\" id=\"{}\">\n<h1 lang=\"zh-Hans\">", self.id);
        self.text(self.title()).raw("</h1>\n");
        self.facts();
        self.legend();
        self.raw("<div class=\"body\">\n<div class=\"text\" lang=\"zh-Hans\">");
        for segment in &segments {
            self.segment(segment);
        }
        self.raw("</div>\n<div class=\"items\">\n");
        self.outline();
        self.tables();
        self.raw("</div>\n</div>\n</article>\n");
    }

    fn facts(&mut self) {
        let (metadata, source) = (&self.report.metadata, &self.report.source);
        let facts = [
            ("year", metadata.year.map(|year| year.to_string())),
            ("level", metadata.level.map(|level| label("level", level.as_str(), self.lang).to_owned())),
            ("region", Some(metadata.region.join(" "))),
            ("issuers", Some(metadata.issuers.join("、"))),
            ("recipients", Some(metadata.recipients.join("、"))),
            ("signed_on", metadata.signed_on.map(iso)),
            ("source", source.name.clone()),
            ("encoding", source.encoding.clone()),
        ];
        self.raw("<dl class=\"facts\">\n");
        for (name, value) in facts {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                self.raw("<div><dt>").label("view", name).raw("</dt><dd>").text(&value).raw("</dd></div>\n");
            }
        }
        self.raw("</dl>\n");
    }

    fn count(&self, kind: MarkKind) -> usize {
        let report = self.report;
        match kind {
            MarkKind::Section => report.sections.len(),
            MarkKind::Measure => report.measures.len(),
            MarkKind::Statistic => report.statistics.len(),
            MarkKind::Citation => report.citations.len(),
            MarkKind::LawMention => report.law_mentions.len(),
            MarkKind::Person => report.people.len(),
            MarkKind::Organization => report.organizations.len(),
            MarkKind::Finding => report.findings.len(),
        }
    }

    /// The kinds with their signs; unticking one hides its marks, by style alone.
    fn legend(&mut self) {
        self.raw("<div class=\"legend\">\n");
        for kind in MarkKind::ALL {
            let letter = kind.letter();
            let _ = write!(
                self.out,
                "<label><input type=\"checkbox\" class=\"k-{letter}\" checked><i class=\"g {letter}\"></i> \
                 <mark class=\"{letter}\">"
            );
            self.label("mark", kind.as_str());
            let _ = writeln!(self.out, "</mark> {}</label>", self.count(kind));
        }
        self.raw("</div>\n");
    }

    /// One flat mark for the piece, whatever covers it. What begins here shows its sign, which leads to its row.
    fn segment(&mut self, segment: &Segment) {
        let text = self.slice(segment.span);
        if segment.marks.is_empty() {
            self.text(text);
            return;
        }
        let list = |part: fn(&Mark) -> String| segment.marks.iter().map(part).collect::<Vec<_>>().join(" ");
        let (classes, ids) = (list(|mark| mark.kind.letter().to_string()), list(Mark::id));
        let _ = write!(self.out, "<mark class=\"{classes}\" data-ids=\"{ids}\" title=\"");
        for (i, mark) in segment.marks.iter().enumerate() {
            self.raw(if i > 0 { "\n" } else { "" }).hint(mark);
        }
        self.raw("\">");
        for mark in segment.opening() {
            let (id, mark, letter) = (&self.id, mark.id(), mark.kind.letter());
            let _ = write!(
                self.out,
                "<a class=\"g {letter}\" id=\"{id}-{mark}\" href=\"#{id}-row-{mark}\" tabindex=\"-1\" aria-hidden=\"true\"></a>"
            );
        }
        self.text(text).raw("</mark>");
    }

    /// What a mark says when pointed at.
    fn hint(&mut self, mark: &Mark) {
        let report = self.report;
        let index = mark.index as usize;
        self.label("mark", mark.kind.as_str());
        match mark.kind {
            MarkKind::Section => {
                if let Some(section) = report.sections.get(index) {
                    self.raw(": ").label("role", section.role.as_str());
                }
            }
            MarkKind::Statistic => {
                if let Some(statistic) = report.statistics.get(index) {
                    self.raw(": ")
                        .text(&figure(statistic.value, statistic.upper, statistic.approx))
                        .raw(" ")
                        .text(statistic.unit.unwrap_or_default());
                }
            }
            MarkKind::Citation => {
                if let Some(citation) = report.citations.get(index) {
                    self.raw(": ").label("document", citation.kind.as_str());
                }
            }
            MarkKind::Person => {
                if let Some(post) = report.people.get(index).and_then(|person| person.post) {
                    let post = self.slice(post);
                    self.raw(": ").text(post);
                }
            }
            MarkKind::Finding => {
                if let Some(finding) = report.findings.get(index) {
                    let message = finding.message.get(self.lang);
                    self.raw(": ").text(message);
                }
            }
            MarkKind::Measure | MarkKind::LawMention | MarkKind::Organization => {}
        }
    }

    fn outline(&mut self) {
        let report = self.report;
        if report.sections.is_empty() {
            return;
        }
        self.raw("<details class=\"outline\" open>\n<summary><h2>")
            .label("view", "outline")
            .raw("</h2></summary>\n<ul>\n");
        for section in &report.sections {
            let _ = write!(
                self.out,
                "<li class=\"d{}\" id=\"{id}-row-h{}\"><a href=\"#{id}-h{}\">",
                section.level.clamp(1, 4),
                section.id,
                section.id,
                id = self.id
            );
            let (marker, heading) = (self.slice(section.marker), self.slice(section.heading));
            self.text(marker).text(heading);
            if heading.is_empty() {
                self.text(opening(&report.text, section)).raw("…");
            }
            self.raw("</a>");
            if section.parent.is_none() {
                self.raw(" <span class=\"role\">").label("role", section.role.as_str()).raw("</span>");
            }
            self.raw("</li>\n");
        }
        self.raw("</ul>\n</details>\n");
    }

    /// The indicators by name, each with the figures it was made of.
    fn indicators(&mut self) {
        let report = self.report;
        if report.indicators.is_empty() {
            return;
        }
        let catalogue = Catalogue::builtin();
        self.heading(
            label("view", "indicators", self.lang),
            report.indicators.len(),
            &["indicator", "value", "unit", "state", "figures"],
        );
        for indicator in &report.indicators {
            let entry = catalogue.entry(&indicator.code);
            let name = match self.lang {
                Lang::Zh => entry.map(|e| e.name_zh.as_str()),
                Lang::En => entry.map(|e| e.name_en.as_str()),
            };
            let value = indicator.value.map(|value| figure(value, indicator.upper, indicator.approx));
            self.raw("<tr><td title=\"").text(&indicator.code).raw("\">").text(name.unwrap_or(&indicator.code));
            self.raw("</td><td class=\"n\">").text(&value.unwrap_or_default());
            self.raw("</td><td>").text(indicator.unit.unwrap_or_default());
            self.raw("</td><td>").label("indicator", indicator.status.as_str()).raw("</td><td>");
            for &index in &indicator.statistics {
                if let Some(statistic) = report.statistics.get(index as usize) {
                    let _ = write!(self.out, "<a href=\"#{}-s{index}\">", self.id);
                    let written = self.slice(statistic.span);
                    self.text(written).raw("</a> ");
                }
            }
            if let Some(words) = indicator.zero {
                let words = self.slice(words);
                self.text(words);
            }
            self.raw("</td></tr>\n");
        }
        self.raw("</tbody>\n</table></div>\n</details>\n");
    }

    /// Opens a table under its name and count.
    fn heading(&mut self, name: &str, count: usize, columns: &[&str]) {
        // Between the cells of a notebook, tables wait until they are asked for.
        self.raw(if self.fragment { "<details>\n<summary><h2>" } else { "<details open>\n<summary><h2>" }).text(name);
        let _ = write!(self.out, "</h2> {count}</summary>\n<div class=\"scroll\"><table>\n<thead><tr>");
        for column in columns {
            self.raw("<th scope=\"col\">").label("view", column).raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
    }

    fn tables(&mut self) {
        let (report, lang) = (self.report, self.lang);
        let name = |group, name| Cell::Text(label(group, name, lang).into());
        let slice = |span: Span| Cell::Text(self.slice(span).into());
        let optional = |span: Option<Span>| span.map_or(Cell::Text("".into()), slice);
        let statistics = rows(&report.statistics, |s| {
            let unit = Cell::Text(s.unit.unwrap_or_default().into());
            let (subject, action, period) =
                (optional(s.subject), optional(s.action), optional(s.period.map(|p| p.span)));
            (
                s.span,
                vec![
                    Cell::Number(figure(s.value, s.upper, s.approx)),
                    unit,
                    subject,
                    action,
                    name("modality", s.modality.as_str()),
                    period,
                ],
            )
        });
        let measures = rows(&report.measures, |m| {
            let themes: Vec<_> = m.themes.iter().map(|theme| label("theme", theme.as_str(), lang)).collect();
            (m.marker, vec![slice(m.lead), Cell::Text(themes.join(" ").into())])
        });
        let citations = rows(&report.citations, |c| {
            let number = optional(c.document_number);
            (c.span, vec![number, name("document", c.kind.as_str()), name("status", c.status.as_str())])
        });
        let law_mentions = rows(&report.law_mentions, |m| (m.span, vec![name("status", m.status.as_str())]));
        let people = rows(&report.people, |p| (p.span, vec![optional(p.post)]));
        let organizations = rows(&report.organizations, |o| (o.span, Vec::new()));
        let findings = rows(&report.findings, |f| {
            let rule = Cell::Text(format!("{} {}", f.rule.code, f.rule.name).into());
            (f.span, vec![name("severity", f.rule.severity.as_str()), rule, Cell::Text(f.message.get(lang).into())])
        });
        self.table(MarkKind::Finding, &["written", "severity", "rule", "message"], findings);
        self.indicators();
        self.table(
            MarkKind::Statistic,
            &["written", "value", "unit", "subject", "action", "modality", "period"],
            statistics,
        );
        self.table(MarkKind::Measure, &["written", "lead", "themes"], measures);
        self.table(MarkKind::Citation, &["written", "number", "kind", "status"], citations);
        self.table(MarkKind::LawMention, &["written", "status"], law_mentions);
        self.table(MarkKind::Person, &["name", "post"], people);
        self.table(MarkKind::Organization, &["name"], organizations);
    }

    /// A table of one kind; the first cell of a row leads to the place in the text.
    fn table(&mut self, kind: MarkKind, columns: &[&str], rows: Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        self.heading(label("mark", kind.as_str(), self.lang), rows.len(), columns);
        for (index, (place, cells)) in rows.into_iter().enumerate() {
            let (id, letter) = (&self.id, kind.letter());
            let _ = write!(self.out, "<tr id=\"{id}-row-{letter}{index}\"><td lang=\"zh-Hans\">");
            if !place.is_empty() {
                let _ = write!(self.out, "<a href=\"#{id}-{letter}{index}\">");
                self.text(excerpt(self.slice(place))).raw("</a>");
            }
            self.raw("</td>");
            for cell in cells {
                match cell {
                    Cell::Text(text) => self.raw("<td>").text(&text),
                    Cell::Number(number) => self.raw("<td class=\"n\">").text(&number),
                }
                .raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table></div>\n</details>\n");
    }
}

/// The beginning of a long text; items are short, but a finding may be about a whole part.
fn excerpt(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.char_indices().nth(60).map_or(line, |(end, _)| line.get(..end).unwrap_or(line))
}

/// A value with a sign for how it bounds the true one.
fn figure(value: Decimal, upper: Option<Decimal>, approx: Approx) -> String {
    let number = |value: Decimal| value.normalize().to_string();
    let sign = match approx {
        Approx::Exact => "",
        Approx::Over => "> ",
        Approx::Under => "< ",
        Approx::About => "≈ ",
        Approx::AtLeast => "≥ ",
        Approx::AtMost => "≤ ",
    };
    let upper = upper.map(|upper| format!("–{}", number(upper))).unwrap_or_default();
    format!("{sign}{}{upper}", number(value))
}

/// The first words of a section that has a number and no heading.
fn opening<'t>(text: &'t str, section: &Section) -> &'t str {
    const SHOWN: usize = 16;
    let content = text.get(section.marker.end as usize..section.span.end as usize).unwrap_or_default();
    let line = content.trim_start().lines().next().unwrap_or_default();
    let end = line.char_indices().nth(SHOWN).map_or(line.len(), |(at, _)| at);
    line.get(..end).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Metadata;
    use crate::names::{Organization, Person};

    fn sample() -> Report {
        let text = "\u{feff}<script>甲镇乙</script>\r\n丙&丁".to_owned();
        let start = text.find('甲').unwrap_or_default() as u32;
        Report {
            people: vec![Person { span: Span::new(start, start + 6), post: None }],
            organizations: vec![Organization { span: Span::new(start + 3, start + 9) }],
            metadata: Metadata { title: Some("\"<b>".to_owned()), ..Metadata::default() },
            text,
            ..Report::default()
        }
    }

    /// The page's text pane, read back: tags dropped, references resolved.
    fn read_back(html: &str) -> String {
        let pane = html.split_once("class=\"text\" lang=\"zh-Hans\">").map_or("", |(_, rest)| rest);
        let pane = pane.split_once("</div>").map_or("", |(pane, _)| pane);
        let mut text = String::new();
        for piece in pane.split('<') {
            text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
        }
        [("&#13;", "\r"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].iter().fold(text, |t, (a, b)| t.replace(a, b))
    }

    #[test]
    fn what_has_no_title_or_heading_is_called_by_what_it_has() {
        let text = "一、主要成效\n1.健全领导小组，不断强化主体责任，始终把责任扛在肩上、抓在手上、落实到行动上，成立了由书记任组长、\
                    分管领导任副组长、司法所和其他部门人员为成员的小组，带头信法、坚守法治、严格执行。\n2.完善工作机制。推动落实。";
        let mut report = crate::parse(text);
        report.source.name = Some("2023/甲镇<1>.txt".to_owned());
        let page = report.to_html(&HtmlOptions::default());
        assert!(page.contains("<h1 lang=\"zh-Hans\">甲镇&lt;1&gt;.txt</h1>"));
        assert!(page.contains(">1.健全领导小组，不断强化主体责任…</a>"), "{page}");
    }

    #[test]
    fn the_pane_holds_exactly_the_text() {
        let report = sample();
        let html = report.to_html(&HtmlOptions::default());
        assert_eq!(read_back(&html), report.text);
    }

    #[test]
    fn text_is_never_markup() {
        let html = sample().to_html(&HtmlOptions::default());
        assert!(!html.contains("<script"));
        assert!(html.contains("<title>&quot;&lt;b&gt;</title>"));
    }

    #[test]
    fn overlapping_marks_do_not_nest() {
        let html = sample().to_html(&HtmlOptions::default());
        for ids in ["data-ids=\"p0\"", "data-ids=\"p0 o0\"", "data-ids=\"o0\""] {
            assert_eq!(html.matches(ids).count(), 1, "{ids}");
        }
        assert!(!html.split("<mark").skip(1).any(|after| !after.contains("</mark>")));
    }

    #[test]
    fn fragments_with_their_own_ids_stand_side_by_side() {
        let fragment = |id: &str| {
            let options = HtmlOptions { fragment: true, id: Some(id.to_owned()), ..HtmlOptions::default() };
            sample().to_html(&options)
        };
        let page = fragment("1") + &fragment("\"2");
        let mut ids: Vec<_> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        assert!(ids.contains(&"lg1-p0") && ids.contains(&"lg2-row-o0"));
    }

    /// A text with items of most kinds.
    fn parsed() -> Report {
        crate::parse("一、主要举措\n一是依据《行政复议法》审理案件。发放宣传册[bookmark: _GoBack]1000余份。")
    }

    #[test]
    fn every_column_has_a_chinese_name() {
        let html = parsed().to_html(&HtmlOptions::default());
        let names: Vec<_> =
            html.split("<th scope=\"col\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        assert!(names.len() > 10, "{names:?}");
        assert!(names.iter().all(|name| !name.is_ascii()), "{names:?}");
    }

    #[test]
    fn every_link_has_a_target() {
        for report in [sample(), parsed()] {
            let html = report.to_html(&HtmlOptions { lang: Lang::En, ..HtmlOptions::default() });
            for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(html.contains(&format!(" id=\"{target}\"")), "{target}");
            }
        }
    }
}

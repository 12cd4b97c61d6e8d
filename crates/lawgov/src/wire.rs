//! The JSON shape of a report: the one place that knows field names and offset units.

use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::audit::{Finding, Related, Rule, rules};
use crate::citation::{Citation, Law, LawMention, LawRegistry};
use crate::day::iso;
use crate::indicator::{Catalogue, Entry, Indicator};
use crate::lang::{Bilingual, Lang};
use crate::marks::{Mark, Segment};
use crate::measure::Measure;
use crate::names::{Organization, Person};
use crate::outline::Section;
use crate::overlap::Overlap;
use crate::quantity::Quantity;
use crate::report::{Report, Source};
use crate::statistic::Statistic;
use crate::table::{Cell, Column, Table, Values};
use crate::text::{OffsetUnit, Span, Sweep};
use crate::theme::Theme;
use crate::variables::Value;

/// Version of the shape. A change that breaks readers raises it.
pub(crate) const SCHEMA: u32 = 1;

/// Which texts a report's JSON holds. An item's text is what stands at its place in the report's: who has that can cut it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// The report's and every item's.
    #[default]
    All,
    /// The report's; those of items are empty.
    Report,
    /// None: all are empty.
    None,
}

impl Report {
    /// The report as JSON on one line, offsets in `unit`.
    ///
    /// ```
    /// let json = lawgov::parse("一、主要举措").to_json(lawgov::OffsetUnit::Char);
    /// assert!(json.starts_with(r#"{"schema":1,"#));
    /// ```
    #[must_use]
    pub fn to_json(&self, unit: OffsetUnit) -> String {
        self.to_json_in(unit, Lang::default())
    }

    /// The report as JSON on one line, messages of findings in `lang`.
    #[must_use]
    pub fn to_json_in(&self, unit: OffsetUnit, lang: Lang) -> String {
        self.to_json_of(unit, lang, Quotes::All)
    }

    /// The report as JSON on one line, with fewer texts, for callers that put them back themselves.
    ///
    /// ```
    /// use lawgov::{Lang, OffsetUnit, Quotes};
    /// let json = lawgov::parse("发放资料20份。").to_json_of(OffsetUnit::Char, Lang::Zh, Quotes::Report);
    /// assert!(json.contains(r#""text":"发放资料20份。""#));
    /// assert!(json.contains(r#""start":4,"end":7,"text":"""#));
    /// ```
    #[must_use]
    pub fn to_json_of(&self, unit: OffsetUnit, lang: Lang, quotes: Quotes) -> String {
        serde_json::to_string(&View::new(self, unit, lang, quotes)).unwrap_or_default()
    }

    /// The report as indented JSON, offsets in `unit`.
    #[must_use]
    pub fn to_json_pretty(&self, unit: OffsetUnit) -> String {
        self.to_json_pretty_in(unit, Lang::default())
    }

    /// The report as indented JSON, messages of findings in `lang`.
    #[must_use]
    pub fn to_json_pretty_in(&self, unit: OffsetUnit, lang: Lang) -> String {
        serde_json::to_string_pretty(&View::new(self, unit, lang, Quotes::All)).unwrap_or_default()
    }

    /// The report's text cut where marks begin and end, as JSON: one object a piece, offsets in `unit`.
    ///
    /// ```
    /// let json = lawgov::parse("全年发放资料20份。").segments_to_json(lawgov::OffsetUnit::Utf16);
    /// assert!(json.contains(r#"{"id":"s0","kind":"statistic","index":0,"start":6,"end":9}"#));
    /// ```
    #[must_use]
    pub fn segments_to_json(&self, unit: OffsetUnit) -> String {
        let segments = self.segments();
        let offsets = segments.iter().flat_map(|s| [s.span.start, s.span.end]).collect();
        let sweep = Sweep::new(&self.text, offsets, unit);
        let mark = |m: &Mark| MarkJson {
            id: m.id(),
            kind: m.kind.as_str(),
            index: m.index,
            start: sweep.get(m.span.start),
            end: sweep.get(m.span.end),
        };
        let row = |s: &Segment| SegmentJson {
            start: sweep.get(s.span.start),
            end: sweep.get(s.span.end),
            marks: s.marks.iter().map(mark).collect(),
        };
        serde_json::to_string(&segments.iter().map(row).collect::<Vec<_>>()).unwrap_or_default()
    }

    /// Every span of the report, for converting them all at once.
    fn spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        for s in &self.sections {
            spans.push(s.span);
        }
        spans.extend(self.measures.iter().map(|m| m.span));
        spans.extend(self.statistics.iter().map(|s| s.span));
        spans.extend(self.citations.iter().map(|c| c.span));
        spans.extend(self.law_mentions.iter().map(|m| m.span));
        spans.extend(self.people.iter().map(|p| p.span));
        spans.extend(self.organizations.iter().map(|o| o.span));
        spans.extend(self.indicators.iter().filter_map(|i| i.zero));
        for finding in &self.findings {
            spans.push(finding.span);
            spans.extend(finding.related.iter().map(|r| r.span));
        }
        spans
    }
}

impl Overlap {
    /// What the reports share as JSON, one object a line: a `pair` each, then the `widespread` passages, offsets in `unit`.
    /// `reports` are those that were compared, in the same order.
    ///
    /// ```
    /// let reports = ["青石镇", "柳湾乡"].map(|place| lawgov::parse(format!("{place}把调解室搬进集市，逢圩日请老支书坐堂说理。")));
    /// let reports = [&reports[0], &reports[1]];
    /// let found = lawgov::overlap(&reports, lawgov::OverlapOptions::default());
    /// let lines = found.to_jsonl(&reports, lawgov::OffsetUnit::Char);
    /// assert!(lines.starts_with(r#"{"type":"pair","a":{"name":null,"#));
    /// ```
    #[must_use]
    pub fn to_jsonl(&self, reports: &[&Report], unit: OffsetUnit) -> String {
        let mut offsets = vec![Vec::new(); reports.len()];
        let mut note = |report: usize, span: Span| {
            if let Some(offsets) = offsets.get_mut(report) {
                offsets.extend([span.start, span.end]);
            }
        };
        for pair in &self.pairs {
            for passage in &pair.passages {
                pair.reports.iter().zip(passage.spans).for_each(|(&r, s)| note(r, s));
            }
        }
        self.widespread.iter().for_each(|w| note(w.report, w.span));
        let sweeps: Vec<_> = reports.iter().zip(offsets).map(|(r, o)| Sweep::new(&r.text, o, unit)).collect();
        let place = |report: usize, span: Span| PlaceJson {
            start: sweeps.get(report).map_or(0, |s| s.get(span.start)),
            end: sweeps.get(report).map_or(0, |s| s.get(span.end)),
            text: reports.get(report).map_or("", |r| r.slice(span)),
        };
        let name = |report: usize| reports.get(report).and_then(|r| r.source.name.as_deref());
        let mut lines = String::new();
        let mut push = |line: serde_json::Result<String>| {
            lines.push_str(&line.unwrap_or_default());
            lines.push('\n');
        };
        for pair in &self.pairs {
            let side = |i: usize| SideJson {
                name: name(pair.reports[i]),
                report: pair.reports[i],
                characters: self.characters.get(pair.reports[i]).copied().unwrap_or_default(),
                shared: pair.shared[i],
                share: number(pair.share[i]),
            };
            let passages = pair.passages.iter().map(|p| PassageJson {
                characters: p.characters,
                own: p.own,
                a: place(pair.reports[0], p.spans[0]),
                b: place(pair.reports[1], p.spans[1]),
                swaps: p.swaps.iter().map(|s| [0, 1].map(|i| place(pair.reports[i], s[i]).text)).collect(),
                same_figures: p.same_figures,
                changed_figures: p.changed_figures,
            });
            push(serde_json::to_string(&PairJson {
                r#type: "pair",
                a: side(0),
                b: side(1),
                same_place: pair.same_place,
                passages: passages.collect(),
            }));
        }
        for passage in &self.widespread {
            let place = place(passage.report, passage.span);
            push(serde_json::to_string(&WidespreadJson {
                r#type: "widespread",
                name: name(passage.report),
                report: passage.report,
                reports: passage.reports,
                characters: passage.characters,
                start: place.start,
                end: place.end,
                text: place.text,
            }));
        }
        lines
    }
}

impl Source {
    /// The source as a report's JSON shows it.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&SourceJson::new(self)).unwrap_or_default()
    }
}

/// The numbers of a text as JSON: one object a number, offsets in `unit`.
///
/// ```
/// let text = "开展普法宣传24场次。";
/// let json = lawgov::quantities_to_json(text, &lawgov::quantities(text), lawgov::OffsetUnit::Char);
/// assert!(json.contains(r#""text":"24场次""#));
/// ```
#[must_use]
pub fn quantities_to_json(text: &str, quantities: &[Quantity], unit: OffsetUnit) -> String {
    let offsets = quantities.iter().flat_map(|q| [q.span.start, q.span.end]).collect();
    let cx = Cx { text, lang: Lang::default(), sweep: Sweep::new(text, offsets, unit), quotes: Quotes::All };
    let rows: Vec<_> = quantities.iter().map(|q| QuantityJson::new(&cx, q)).collect();
    serde_json::to_string(&rows).unwrap_or_default()
}

/// What is wrong with JSON that was to be read, and where. Its reader speaks English alone.
#[doc(hidden)]
#[must_use]
pub fn json_fault(error: &serde_json::Error) -> Bilingual {
    let told = error.to_string();
    let named = |before: &str| told.strip_prefix(before).and_then(|rest| rest.split('`').next());
    let what = match (named("missing field `"), named("unknown field `"), error.classify()) {
        (Some(field), ..) => format!("缺少 {field}"),
        (_, Some(field), _) => format!("没有 {field} 这一项"),
        (.., Category::Eof) => "内容不完整，提前结束".to_owned(),
        (.., Category::Data) => "有一项的类型不对".to_owned(),
        _ => "不合 JSON 语法".to_owned(),
    };
    Bilingual { zh: format!("{what}（第 {} 行第 {} 列）", error.line(), error.column()), en: told }
}

/// The audit rules as JSON: one object a rule, in the order of their codes.
///
/// ```
/// let first = lawgov::rules()[0].code;
/// assert!(lawgov::rules_to_json().starts_with(&format!(r#"[{{"code":"{first}""#)));
/// ```
#[must_use]
pub fn rules_to_json() -> String {
    serde_json::to_string(&rules().iter().map(|rule| RuleJson::new(rule)).collect::<Vec<_>>()).unwrap_or_default()
}

impl Catalogue {
    /// The indicators as JSON: one object an indicator, in the order of the catalogue.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.entries().iter().map(EntryJson::new).collect::<Vec<_>>()).unwrap_or_default()
    }
}

impl LawRegistry {
    /// The laws as JSON: one object a law, in the order of the registry.
    ///
    /// ```
    /// assert!(lawgov::LawRegistry::builtin().to_json().starts_with(r#"[{"key":"#));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        self.search_to_json("")
    }

    /// The laws that [`search`](Self::search) finds, as JSON.
    ///
    /// ```
    /// assert_eq!(lawgov::LawRegistry::builtin().search_to_json("没有这部法"), "[]");
    /// ```
    #[must_use]
    pub fn search_to_json(&self, query: &str) -> String {
        serde_json::to_string(&self.search(query).into_iter().map(LawJson::new).collect::<Vec<_>>()).unwrap_or_default()
    }
}

impl Table {
    /// The table as JSON: its columns with what they mean, each with its values, one a row and null where the report does
    /// not tell.
    ///
    /// ```
    /// let mut table = lawgov::Table::new(lawgov::TableKind::Reports, lawgov::Catalogue::builtin());
    /// table.add(&lawgov::parse("青石镇2023年法治政府建设情况报告"), lawgov::TableOptions::default());
    /// assert!(table.to_json().starts_with(r#"{"name":"reports","rows":1,"columns":["#));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let columns = self.columns().iter().map(ColumnJson::new).collect();
        let table = TableJson { name: self.kind().as_str(), rows: self.len(), columns };
        serde_json::to_string(&table).unwrap_or_default()
    }
}

/// What every row needs: the text to slice and the offsets to convert.
struct Cx<'a> {
    text: &'a str,
    lang: Lang,
    sweep: Sweep,
    quotes: Quotes,
}

impl<'a> Cx<'a> {
    fn place(&self, span: Span) -> Place<'a> {
        let text = if self.quotes == Quotes::All { self.slice(span) } else { "" };
        Place { start: self.sweep.get(span.start), end: self.sweep.get(span.end), text }
    }

    fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }
}

/// A span as every JSON object shows it.
#[derive(Serialize)]
struct Place<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// The shortest exact number.
fn number(value: Decimal) -> Box<RawValue> {
    RawValue::from_string(value.normalize().to_string()).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn themes(themes: &[Theme]) -> Vec<&'static str> {
    themes.iter().map(|t| t.as_str()).collect()
}

struct View<'a> {
    report: &'a Report,
    unit: OffsetUnit,
    cx: Cx<'a>,
}

impl<'a> View<'a> {
    fn new(report: &'a Report, unit: OffsetUnit, lang: Lang, quotes: Quotes) -> Self {
        let offsets = report.spans().iter().flat_map(|s| [s.start, s.end]).collect();
        let sweep = Sweep::new(&report.text, offsets, unit);
        Self { report, unit, cx: Cx { text: &report.text, lang, sweep, quotes } }
    }

    fn rows<T, J>(&'a self, items: &'a [T], row: impl Fn(&Cx<'a>, &'a T) -> J) -> Vec<J> {
        items.iter().map(|item| row(&self.cx, item)).collect()
    }
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &SCHEMA)?;
        map.serialize_entry("lawgov_version", env!("CARGO_PKG_VERSION"))?;
        map.serialize_entry("offset_unit", self.unit.as_str())?;
        map.serialize_entry("source", &SourceJson::new(&report.source))?;
        map.serialize_entry("text", if self.cx.quotes == Quotes::None { "" } else { &report.text })?;
        map.serialize_entry("metadata", &MetadataJson::new(report))?;
        map.serialize_entry("sections", &self.rows(&report.sections, SectionJson::new))?;
        map.serialize_entry("measures", &self.rows(&report.measures, MeasureJson::new))?;
        map.serialize_entry("statistics", &self.rows(&report.statistics, StatisticJson::new))?;
        map.serialize_entry("citations", &self.rows(&report.citations, CitationJson::new))?;
        map.serialize_entry("law_mentions", &self.rows(&report.law_mentions, LawMentionJson::new))?;
        map.serialize_entry("people", &self.rows(&report.people, PersonJson::new))?;
        map.serialize_entry("organizations", &self.rows(&report.organizations, OrganizationJson::new))?;
        map.serialize_entry("indicators", &self.rows(&report.indicators, IndicatorJson::new))?;
        map.serialize_entry("variables", &VariablesJson(&report.variables))?;
        map.serialize_entry("findings", &self.rows(&report.findings, FindingJson::new))?;
        map.end()
    }
}

#[derive(Serialize)]
struct SourceJson<'a> {
    name: Option<&'a str>,
    format: Option<&'a str>,
    encoding: Option<&'a str>,
    sha256: Option<&'a str>,
}

impl<'a> SourceJson<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            name: source.name.as_deref(),
            format: source.format.as_deref(),
            encoding: source.encoding.as_deref(),
            sha256: source.sha256.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct MetadataJson<'a> {
    title: Option<&'a str>,
    issuers: &'a [String],
    level: Option<&'static str>,
    region: &'a [String],
    year: Option<i16>,
    recipients: &'a [String],
    signed_on: Option<String>,
    published_on: Option<String>,
    document_number: Option<&'a str>,
}

impl<'a> MetadataJson<'a> {
    fn new(report: &'a Report) -> Self {
        let m = &report.metadata;
        Self {
            title: m.title.as_deref(),
            issuers: &m.issuers,
            level: m.level.map(|l| l.as_str()),
            region: &m.region,
            year: m.year,
            recipients: &m.recipients,
            signed_on: m.signed_on.map(iso),
            published_on: m.published_on.map(iso),
            document_number: m.document_number.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct SectionJson<'a> {
    id: u32,
    parent: Option<u32>,
    level: u8,
    marker: &'a str,
    ordinal: Option<u32>,
    heading: &'a str,
    role: &'static str,
    themes: Vec<&'static str>,
    start: u32,
    end: u32,
}

impl<'a> SectionJson<'a> {
    fn new(cx: &Cx<'a>, s: &Section) -> Self {
        let place = cx.place(s.span);
        Self {
            id: s.id,
            parent: s.parent,
            level: s.level,
            marker: cx.slice(s.marker),
            ordinal: s.ordinal,
            heading: cx.slice(s.heading),
            role: s.role.as_str(),
            themes: themes(&s.themes),
            start: place.start,
            end: place.end,
        }
    }
}

#[derive(Serialize)]
struct MeasureJson<'a> {
    id: u32,
    section: Option<u32>,
    marker: &'a str,
    ordinal: u32,
    lead: &'a str,
    themes: Vec<&'static str>,
    #[serde(flatten)]
    place: Place<'a>,
}

impl<'a> MeasureJson<'a> {
    fn new(cx: &Cx<'a>, m: &Measure) -> Self {
        Self {
            id: m.id,
            section: m.section,
            marker: cx.slice(m.marker),
            ordinal: m.ordinal,
            lead: cx.slice(m.lead),
            themes: themes(&m.themes),
            place: cx.place(m.span),
        }
    }
}

#[derive(Serialize)]
struct StatisticJson<'a> {
    id: u32,
    section: Option<u32>,
    measure: Option<u32>,
    #[serde(flatten)]
    place: Place<'a>,
    value: Box<RawValue>,
    upper: Option<Box<RawValue>>,
    approx: &'static str,
    unit: Option<&'static str>,
    kind: &'static str,
    subject: Option<&'a str>,
    action: Option<&'a str>,
    modality: &'static str,
    period: Option<PeriodJson<'a>>,
    change: Option<ChangeJson>,
    indicator: Option<&'a str>,
}

#[derive(Serialize)]
struct PeriodJson<'a> {
    text: &'a str,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct ChangeJson {
    direction: &'static str,
    against: Option<&'static str>,
}

impl<'a> StatisticJson<'a> {
    fn new(cx: &Cx<'a>, s: &'a Statistic) -> Self {
        Self {
            id: s.id,
            section: s.section,
            measure: s.measure,
            place: cx.place(s.span),
            value: number(s.value),
            upper: s.upper.map(number),
            approx: s.approx.as_str(),
            unit: s.unit,
            kind: s.kind.as_str(),
            subject: s.subject.map(|span| cx.slice(span)),
            action: s.action.map(|span| cx.slice(span)),
            modality: s.modality.as_str(),
            period: s.period.map(|p| PeriodJson {
                text: cx.slice(p.span),
                from: iso(p.dates.from),
                to: iso(p.dates.to),
            }),
            change: s.change.map(|c| ChangeJson { direction: c.direction.as_str(), against: c.against }),
            indicator: s.indicator.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct CitationJson<'a> {
    id: u32,
    section: Option<u32>,
    #[serde(flatten)]
    place: Place<'a>,
    title: Option<&'a str>,
    document_number: Option<&'a str>,
    kind: &'static str,
    law: Option<&'a str>,
    status: &'static str,
}

impl<'a> CitationJson<'a> {
    fn new(cx: &Cx<'a>, c: &'a Citation) -> Self {
        Self {
            id: c.id,
            section: c.section,
            place: cx.place(c.span),
            title: c.title.map(|span| cx.slice(span)),
            document_number: c.document_number.map(|span| cx.slice(span)),
            kind: c.kind.as_str(),
            law: c.law.as_deref(),
            status: c.status.as_str(),
        }
    }
}

#[derive(Serialize)]
struct LawMentionJson<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    law: Option<&'a str>,
    status: &'static str,
}

impl<'a> LawMentionJson<'a> {
    fn new(cx: &Cx<'a>, m: &'a LawMention) -> Self {
        Self { place: cx.place(m.span), law: m.law.as_deref(), status: m.status.as_str() }
    }
}

#[derive(Serialize)]
struct PersonJson<'a> {
    name: &'a str,
    post: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
}

impl<'a> PersonJson<'a> {
    fn new(cx: &Cx<'a>, p: &Person) -> Self {
        Self { name: cx.slice(p.span), post: p.post.map(|span| cx.slice(span)), place: cx.place(p.span) }
    }
}

#[derive(Serialize)]
struct OrganizationJson<'a> {
    name: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

impl<'a> OrganizationJson<'a> {
    fn new(cx: &Cx<'a>, o: &Organization) -> Self {
        Self { name: cx.slice(o.span), place: cx.place(o.span) }
    }
}

#[derive(Serialize)]
struct IndicatorJson<'a> {
    code: &'a str,
    status: &'static str,
    value: Option<Box<RawValue>>,
    upper: Option<Box<RawValue>>,
    approx: Option<&'static str>,
    unit: Option<&'static str>,
    role: Option<&'static str>,
    statistics: &'a [u32],
    zero: Option<Place<'a>>,
}

impl<'a> IndicatorJson<'a> {
    fn new(cx: &Cx<'a>, i: &'a Indicator) -> Self {
        Self {
            code: &i.code,
            status: i.status.as_str(),
            value: i.value.map(number),
            upper: i.upper.map(number),
            approx: i.value.map(|_| i.approx.as_str()),
            unit: i.unit,
            role: i.role.map(|r| r.as_str()),
            statistics: &i.statistics,
            zero: i.zero.map(|span| cx.place(span)),
        }
    }
}

struct VariablesJson<'a>(&'a [(&'static str, Value)]);

impl Serialize for VariablesJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            match value {
                Value::Null => map.serialize_entry(name, &())?,
                Value::Bool(yes) => map.serialize_entry(name, yes)?,
                Value::Number(n) => map.serialize_entry(name, &number(*n))?,
                Value::Text(text) => map.serialize_entry(name, text)?,
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct QuantityJson<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    class: &'static str,
    value: Option<Box<RawValue>>,
    upper: Option<Box<RawValue>>,
    approx: &'static str,
    unit: Option<&'static str>,
    kind: &'static str,
    from: Option<String>,
    to: Option<String>,
}

impl<'a> QuantityJson<'a> {
    fn new(cx: &Cx<'a>, q: &Quantity) -> Self {
        Self {
            place: cx.place(q.span),
            class: q.class.as_str(),
            value: q.value.map(number),
            upper: q.upper.map(number),
            approx: q.approx.as_str(),
            unit: q.unit,
            kind: q.kind.as_str(),
            from: q.dates.map(|d| iso(d.from)),
            to: q.dates.map(|d| iso(d.to)),
        }
    }
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'static str,
    name: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    related: Vec<RelatedJson<'a>>,
}

impl<'a> FindingJson<'a> {
    fn new(cx: &Cx<'a>, f: &'a Finding) -> Self {
        Self {
            rule: f.rule.code,
            name: f.rule.name,
            severity: f.rule.severity.as_str(),
            message: f.message.get(cx.lang),
            place: cx.place(f.span),
            related: f.related.iter().map(|r| RelatedJson::new(cx, r)).collect(),
        }
    }
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    note: &'a str,
}

impl<'a> RelatedJson<'a> {
    fn new(cx: &Cx<'a>, r: &'a Related) -> Self {
        Self { place: cx.place(r.span), note: r.note.get(cx.lang) }
    }
}

#[derive(Serialize)]
struct SegmentJson {
    start: u32,
    end: u32,
    marks: Vec<MarkJson>,
}

#[derive(Serialize)]
struct MarkJson {
    id: String,
    kind: &'static str,
    index: u32,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct RuleJson<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'static str,
    since: &'a str,
    title_zh: &'a str,
    title_en: &'a str,
    why_zh: &'a str,
    why_en: &'a str,
    source: &'a str,
    fires: &'a str,
    quiet: &'a str,
}

impl<'a> RuleJson<'a> {
    fn new(r: &'a Rule) -> Self {
        Self {
            code: r.code,
            name: r.name,
            severity: r.severity.as_str(),
            since: r.since,
            title_zh: r.title.zh,
            title_en: r.title.en,
            why_zh: r.why.zh,
            why_en: r.why.en,
            source: r.source,
            fires: r.fires,
            quiet: r.quiet,
        }
    }
}

#[derive(Serialize)]
struct LawJson<'a> {
    key: &'a str,
    name: &'a str,
    short: Vec<&'a str>,
    kind: &'static str,
    from: Vec<String>,
    to: Option<String>,
    end: Option<&'static str>,
    replaced_by: Option<&'a str>,
    confirmed: bool,
}

impl<'a> LawJson<'a> {
    fn new(law: &'a Law) -> Self {
        Self {
            key: &law.key,
            name: &law.name,
            short: law.short.iter().map(|name| &**name).collect(),
            kind: law.kind.as_str(),
            from: law.versions.iter().map(|day| iso(*day)).collect(),
            to: law.until.map(iso),
            end: law.until.map(|_| law.end.as_str()),
            replaced_by: law.replaced_by.as_deref(),
            confirmed: law.confirmed,
        }
    }
}

#[derive(Serialize)]
struct EntryJson<'a> {
    code: &'a str,
    name_zh: &'a str,
    name_en: &'a str,
    definition_zh: &'a str,
    definition_en: &'a str,
    theme: &'static str,
    units: &'a [String],
    aggregate: &'static str,
    example: &'a str,
    counter: &'a str,
    since: &'a str,
}

impl<'a> EntryJson<'a> {
    fn new(e: &'a Entry) -> Self {
        Self {
            code: &e.code,
            name_zh: &e.name_zh,
            name_en: &e.name_en,
            definition_zh: &e.definition_zh,
            definition_en: &e.definition_en,
            theme: e.theme.as_str(),
            units: &e.units,
            aggregate: e.aggregate.as_str(),
            example: &e.example,
            counter: &e.counter,
            since: &e.since,
        }
    }
}

#[derive(Serialize)]
struct TableJson<'a> {
    name: &'a str,
    rows: usize,
    columns: Vec<ColumnJson<'a>>,
}

#[derive(Serialize)]
struct ColumnJson<'a> {
    name: &'a str,
    r#type: &'static str,
    label_zh: &'a str,
    label_en: &'a str,
    note: Option<&'a str>,
    values: ValuesJson<'a>,
}

impl<'a> ColumnJson<'a> {
    fn new(c: &'a Column) -> Self {
        Self {
            name: &c.name,
            r#type: c.kind.as_str(),
            label_zh: &c.label_zh,
            label_en: &c.label_en,
            note: c.note.as_deref(),
            values: ValuesJson(&c.values),
        }
    }
}

struct ValuesJson<'a>(&'a Values);

impl Serialize for ValuesJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.0.len()).map(|row| CellJson(self.0.get(row))))
    }
}

struct CellJson<'a>(Cell<'a>);

impl Serialize for CellJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Bool(yes) => serializer.serialize_bool(yes),
            Cell::Integer(n) => serializer.serialize_i64(n),
            Cell::Number(n) => number(n).serialize(serializer),
        }
    }
}
#[derive(Serialize)]
struct PlaceJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct SideJson<'a> {
    name: Option<&'a str>,
    report: usize,
    characters: u32,
    shared: u32,
    share: Box<RawValue>,
}

#[derive(Serialize)]
struct PassageJson<'a> {
    characters: u32,
    own: u32,
    a: PlaceJson<'a>,
    b: PlaceJson<'a>,
    swaps: Vec<[&'a str; 2]>,
    same_figures: u32,
    changed_figures: u32,
}

#[derive(Serialize)]
struct PairJson<'a> {
    r#type: &'static str,
    a: SideJson<'a>,
    b: SideJson<'a>,
    same_place: bool,
    passages: Vec<PassageJson<'a>>,
}

#[derive(Serialize)]
struct WidespreadJson<'a> {
    r#type: &'static str,
    name: Option<&'a str>,
    report: usize,
    reports: u32,
    characters: u32,
    start: u32,
    end: u32,
    text: &'a str,
}

//! Reports read back from their JSON.
//!
//! In: what [`Report::to_json`] wrote, offsets in any unit. Out: a report that writes the same JSON again. JSON does not
//! say where a subject or a lead stands inside its item: an equal piece of text near the item takes its place.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::audit::{Finding, Related, rule};
use crate::citation::{Citation, CitationKind, LawMention, LawStatus};
use crate::day::from_iso;
use crate::error::Error;
use crate::indicator::{Capacity, Indicator, IndicatorStatus};
use crate::lang::Bilingual;
use crate::measure::Measure;
use crate::metadata::{Level, Metadata};
use crate::names::{Organization, Person};
use crate::outline::{Role, Section};
use crate::quantity::{Approx, DateRange, Kind, unit};
use crate::report::{Report, Source};
use crate::statistic::{Change, Direction, Modality, PREVIOUS_PERIOD, PREVIOUS_YEAR, Period, Statistic};
use crate::text::{OffsetUnit, Span};
use crate::theme::Theme;
use crate::variables::{Value, variables};
use crate::wire::{SCHEMA, json_fault};

impl Report {
    /// A report from its JSON.
    ///
    /// ```
    /// use lawgov::{OffsetUnit, Report};
    ///
    /// let json = lawgov::parse("全年发放宣传资料1000余份。").to_json(OffsetUnit::Char);
    /// assert_eq!(Report::from_json(&json)?.to_json(OffsetUnit::Char), json);
    /// # Ok::<(), lawgov::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the text is not the JSON of a report, is of another version of the schema, or has places outside its text or
    /// names that this version does not know.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let bad = |error: serde_json::Error| {
            let told = json_fault(&error);
            fault(format!("不是报告的 JSON：{}", told.zh), format!("not the JSON of a report: {}", told.en))
        };
        let head: Head = serde_json::from_str(json).map_err(bad)?;
        if head.schema != SCHEMA {
            let by = head.lawgov_version.unwrap_or_default();
            let has = head.schema;
            return Err(fault(
                format!("schema {has}，由 lawgov {by} 写成；本版本读 schema {SCHEMA}：请用那个版本，或重新解析原文"),
                format!(
                    "schema {has}, written by lawgov {by}; this version reads schema {SCHEMA}: use that version, or \
                     parse the text again"
                ),
            ));
        }
        let saved: Saved<'_> = serde_json::from_str(json).map_err(bad)?;
        let text = saved.text.clone();
        let mut report = Reader::new(&text, &saved.offset_unit)?.report(saved)?;
        report.text = text;
        Ok(report)
    }
}

/// Enough to say which version wrote it.
#[derive(Deserialize)]
struct Head {
    schema: u32,
    lawgov_version: Option<String>,
}

#[derive(Deserialize)]
struct Saved<'j> {
    offset_unit: String,
    source: SavedSource,
    text: String,
    metadata: SavedMetadata,
    sections: Vec<SavedSection>,
    measures: Vec<SavedMeasure>,
    #[serde(borrow)]
    statistics: Vec<SavedStatistic<'j>>,
    citations: Vec<SavedCitation>,
    law_mentions: Vec<SavedMention>,
    people: Vec<SavedPerson>,
    organizations: Vec<Place>,
    #[serde(borrow)]
    indicators: Vec<SavedIndicator<'j>>,
    #[serde(borrow)]
    variables: FxHashMap<String, &'j RawValue>,
    findings: Vec<SavedFinding>,
}

#[derive(Deserialize)]
struct SavedSource {
    name: Option<String>,
    format: Option<String>,
    encoding: Option<String>,
    sha256: Option<String>,
}

#[derive(Deserialize)]
struct SavedMetadata {
    title: Option<String>,
    issuers: Vec<String>,
    level: Option<String>,
    region: Vec<String>,
    year: Option<i16>,
    recipients: Vec<String>,
    signed_on: Option<String>,
    published_on: Option<String>,
    document_number: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
struct Place {
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct SavedSection {
    id: u32,
    parent: Option<u32>,
    level: u8,
    marker: String,
    ordinal: Option<u32>,
    heading: String,
    role: String,
    themes: Vec<String>,
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct SavedMeasure {
    id: u32,
    section: Option<u32>,
    marker: String,
    ordinal: u32,
    lead: String,
    themes: Vec<String>,
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct SavedStatistic<'j> {
    id: u32,
    section: Option<u32>,
    measure: Option<u32>,
    start: u32,
    end: u32,
    #[serde(borrow)]
    value: &'j RawValue,
    #[serde(borrow)]
    upper: Option<&'j RawValue>,
    approx: String,
    unit: Option<String>,
    kind: String,
    subject: Option<String>,
    action: Option<String>,
    modality: String,
    period: Option<SavedPeriod>,
    change: Option<SavedChange>,
    indicator: Option<String>,
}

#[derive(Deserialize)]
struct SavedPeriod {
    text: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct SavedChange {
    direction: String,
    against: Option<String>,
}

#[derive(Deserialize)]
struct SavedCitation {
    id: u32,
    section: Option<u32>,
    start: u32,
    end: u32,
    title: Option<String>,
    document_number: Option<String>,
    kind: String,
    law: Option<String>,
    status: String,
}

#[derive(Deserialize)]
struct SavedMention {
    start: u32,
    end: u32,
    law: Option<String>,
    status: String,
}

#[derive(Deserialize)]
struct SavedPerson {
    start: u32,
    end: u32,
    post: Option<String>,
}

#[derive(Deserialize)]
struct SavedIndicator<'j> {
    code: String,
    status: String,
    #[serde(borrow)]
    value: Option<&'j RawValue>,
    #[serde(borrow)]
    upper: Option<&'j RawValue>,
    approx: Option<String>,
    unit: Option<String>,
    role: Option<String>,
    statistics: Vec<u32>,
    /// Reports saved before it was told have none.
    #[serde(default)]
    zero: Option<SavedPlace>,
}

#[derive(Deserialize)]
struct SavedPlace {
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct SavedFinding {
    rule: String,
    message: String,
    start: u32,
    end: u32,
    related: Vec<SavedRelated>,
}

#[derive(Deserialize)]
struct SavedRelated {
    start: u32,
    end: u32,
    note: String,
}

struct Reader<'t> {
    text: &'t str,
    unit: OffsetUnit,
    /// The byte at which each code point or code unit begins, and the end of the text.
    bytes: Vec<u32>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, unit: &str) -> Result<Self, Error> {
        let unit = unit.parse().map_err(|()| {
            fault(format!("不认识的偏移单位“{unit}”"), format!("offsets in `{unit}`, which is no unit"))
        })?;
        let mut bytes = Vec::new();
        if unit != OffsetUnit::Byte {
            for (at, c) in text.char_indices() {
                let units = if unit == OffsetUnit::Utf16 { c.len_utf16() } else { 1 };
                bytes.extend(std::iter::repeat_n(at as u32, units));
            }
            bytes.push(text.len() as u32);
        }
        Ok(Self { text, unit, bytes })
    }

    fn span(&self, start: u32, end: u32) -> Result<Span, Error> {
        let at = |offset: u32| {
            let byte =
                if self.unit == OffsetUnit::Byte { Some(offset) } else { self.bytes.get(offset as usize).copied() };
            byte.filter(|&byte| self.text.is_char_boundary(byte as usize))
        };
        match (at(start), at(end)) {
            (Some(from), Some(to)) if from <= to => Ok(Span::new(from, to)),
            _ => Err(fault(
                format!("位置 {start}–{end} 不在原文之内"),
                format!("the place {start}–{end} is not in its text"),
            )),
        }
    }

    /// Where a piece of an item stands: the first time after `from`, or else the last time before it.
    fn piece(&self, piece: &str, from: u32) -> Result<Span, Error> {
        let (before, after) = self.text.split_at(from as usize);
        let at = after.find(piece).map(|at| at + before.len()).or_else(|| before.rfind(piece));
        let at =
            at.ok_or_else(|| fault(format!("原文中没有“{piece}”"), format!("`{piece}` is not in its text")))? as u32;
        Ok(Span::new(at, at + piece.len() as u32))
    }

    /// A piece that stands before or in an item rather than after it.
    fn near(&self, piece: Option<&str>, item: Span) -> Result<Option<Span>, Error> {
        let Some(piece) = piece else { return Ok(None) };
        let before = &self.text[..item.end as usize];
        match before.rfind(piece) {
            Some(at) => Ok(Some(Span::new(at as u32, (at + piece.len()) as u32))),
            None => self.piece(piece, item.end).map(Some),
        }
    }

    fn report(&self, saved: Saved<'_>) -> Result<Report, Error> {
        let SavedSource { name, format, encoding, sha256 } = saved.source;
        let all: Report = Report {
            source: Source { name, format, encoding, sha256 },
            metadata: metadata(saved.metadata)?,
            sections: saved.sections.iter().map(|s| self.section(s)).collect::<Result<_, _>>()?,
            measures: saved.measures.iter().map(|m| self.measure(m)).collect::<Result<_, _>>()?,
            statistics: saved.statistics.iter().map(|s| self.statistic(s)).collect::<Result<_, _>>()?,
            citations: saved.citations.iter().map(|c| self.citation(c)).collect::<Result<_, _>>()?,
            law_mentions: saved.law_mentions.iter().map(|m| self.mention(m)).collect::<Result<_, _>>()?,
            people: saved.people.iter().map(|p| self.person(p)).collect::<Result<_, _>>()?,
            organizations: (saved.organizations.iter())
                .map(|o| Ok(Organization { span: self.span(o.start, o.end)? }))
                .collect::<Result<_, Error>>()?,
            indicators: saved.indicators.iter().map(|i| indicator(self, i)).collect::<Result<_, _>>()?,
            variables: row(&saved.variables)?,
            findings: saved.findings.iter().map(|f| self.finding(f)).collect::<Result<_, _>>()?,
            ..Report::default()
        };
        Ok(all)
    }

    fn section(&self, s: &SavedSection) -> Result<Section, Error> {
        let span = self.span(s.start, s.end)?;
        let marker = self.piece(&s.marker, span.start)?;
        Ok(Section {
            id: s.id,
            parent: s.parent,
            level: s.level,
            marker,
            ordinal: s.ordinal,
            heading: self.piece(&s.heading, marker.end)?,
            role: one_of(&Role::ALL, Role::as_str, &s.role)?,
            themes: themes(&s.themes)?,
            span,
        })
    }

    fn measure(&self, m: &SavedMeasure) -> Result<Measure, Error> {
        let span = self.span(m.start, m.end)?;
        let marker = self.piece(&m.marker, span.start)?;
        Ok(Measure {
            id: m.id,
            section: m.section,
            marker,
            ordinal: m.ordinal,
            lead: self.piece(&m.lead, marker.end)?,
            themes: themes(&m.themes)?,
            span,
        })
    }

    fn statistic(&self, s: &SavedStatistic<'_>) -> Result<Statistic, Error> {
        let span = self.span(s.start, s.end)?;
        let value = number(s.value)?;
        let period = s.period.as_ref().map(|p| {
            let span = self.near(Some(&p.text), span)?.unwrap_or(span);
            Ok::<_, Error>(Period { span, dates: DateRange { from: day(&p.from)?, to: day(&p.to)? } })
        });
        let change = s.change.as_ref().map(|c| {
            let directions = [Direction::Up, Direction::Down, Direction::Flat];
            let direction = one_of(&directions, Direction::as_str, &c.direction)?;
            Ok::<_, Error>(Change { direction, against: known(c.against.as_deref(), "comparison", against)? })
        });
        let modalities = [Modality::Achieved, Modality::Target, Modality::Norm, Modality::Context];
        Ok(Statistic {
            id: s.id,
            section: s.section,
            measure: s.measure,
            span,
            value,
            upper: s.upper.map(number).transpose()?,
            step: Decimal::new(1, value.scale()),
            approx: one_of(&Approx::ALL, Approx::as_str, &s.approx)?,
            unit: known(s.unit.as_deref(), "unit", unit::known)?,
            kind: one_of(&Kind::ALL, Kind::as_str, &s.kind)?,
            subject: self.near(s.subject.as_deref(), span)?,
            action: self.near(s.action.as_deref(), span)?,
            modality: one_of(&modalities, Modality::as_str, &s.modality)?,
            period: period.transpose()?,
            change: change.transpose()?,
            indicator: s.indicator.as_deref().map(Into::into),
        })
    }

    fn citation(&self, c: &SavedCitation) -> Result<Citation, Error> {
        let span = self.span(c.start, c.end)?;
        let inside = |piece: &Option<String>| piece.as_ref().map(|p| self.piece(p, span.start)).transpose();
        Ok(Citation {
            id: c.id,
            section: c.section,
            span,
            title: inside(&c.title)?,
            document_number: inside(&c.document_number)?,
            kind: one_of(&CitationKind::ALL, CitationKind::as_str, &c.kind)?,
            law: c.law.as_deref().map(Into::into),
            status: law_status(&c.status)?,
        })
    }

    fn mention(&self, m: &SavedMention) -> Result<LawMention, Error> {
        let span = self.span(m.start, m.end)?;
        Ok(LawMention { span, law: m.law.as_deref().map(Into::into), status: law_status(&m.status)? })
    }

    fn person(&self, p: &SavedPerson) -> Result<Person, Error> {
        let span = self.span(p.start, p.end)?;
        Ok(Person { span, post: self.near(p.post.as_deref(), span)? })
    }

    fn finding(&self, f: &SavedFinding) -> Result<Finding, Error> {
        let related =
            f.related.iter().map(|r| Ok::<_, Error>(Related { span: self.span(r.start, r.end)?, note: both(&r.note) }));
        Ok(Finding {
            rule: rule(&f.rule).ok_or_else(|| unknown("rule", &f.rule))?,
            message: both(&f.message),
            span: self.span(f.start, f.end)?,
            related: related.collect::<Result<_, _>>()?,
        })
    }
}

fn metadata(m: SavedMetadata) -> Result<Metadata, Error> {
    Ok(Metadata {
        title: m.title,
        issuers: m.issuers,
        level: m.level.map(|name| Level::from_name(&name).ok_or_else(|| unknown("level", &name))).transpose()?,
        region: m.region,
        year: m.year,
        recipients: m.recipients,
        signed_on: m.signed_on.as_deref().map(day).transpose()?,
        published_on: m.published_on.as_deref().map(day).transpose()?,
        document_number: m.document_number,
        ..Metadata::default()
    })
}

fn indicator(reader: &Reader<'_>, i: &SavedIndicator<'_>) -> Result<Indicator, Error> {
    let states = [IndicatorStatus::Reported, IndicatorStatus::MentionedWithoutNumber, IndicatorStatus::Conflict];
    let capacities = [Capacity::Organ, Capacity::Respondent];
    let approx = i.approx.as_deref().map(|name| one_of(&Approx::ALL, Approx::as_str, name));
    Ok(Indicator {
        code: i.code.as_str().into(),
        status: one_of(&states, IndicatorStatus::as_str, &i.status)?,
        value: i.value.map(number).transpose()?,
        upper: i.upper.map(number).transpose()?,
        approx: approx.transpose()?.unwrap_or_default(),
        unit: known(i.unit.as_deref(), "unit", unit::known)?,
        role: i.role.as_deref().map(|name| one_of(&capacities, Capacity::as_str, name)).transpose()?,
        statistics: i.statistics.clone(),
        zero: i.zero.as_ref().map(|place| reader.span(place.start, place.end)).transpose()?,
    })
}

/// The variables in their order; a report read without them has none.
fn row(saved: &FxHashMap<String, &RawValue>) -> Result<Vec<(&'static str, Value)>, Error> {
    if let Some(name) = saved.keys().find(|name| variables().iter().all(|v| v.name != **name)) {
        return Err(unknown("variable", name));
    }
    let known = variables().iter().filter_map(|v| saved.get(v.name).map(|raw| (v.name, raw)));
    known
        .map(|(name, raw)| {
            let value = match raw.get() {
                "null" => Value::Null,
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                text if text.starts_with('"') => Value::Text(
                    serde_json::from_str(text).map_err(|e| fault(format!("{name}：{e}"), format!("{name}: {e}")))?,
                ),
                _ => Value::Number(number(raw)?),
            };
            Ok((name, value))
        })
        .collect()
}

fn number(raw: &RawValue) -> Result<Decimal, Error> {
    Decimal::from_str_exact(raw.get()).map_err(|_| {
        let written = raw.get();
        fault(format!("“{written}”不是精确的数"), format!("`{written}` is no exact number"))
    })
}

fn day(text: &str) -> Result<Date, Error> {
    from_iso(text).ok_or_else(|| fault(format!("“{text}”不是日期"), format!("`{text}` is no day")))
}

/// A message is in the one language it was written in.
fn both(text: &str) -> Bilingual {
    Bilingual { zh: text.to_owned(), en: text.to_owned() }
}

fn themes(names: &[String]) -> Result<Vec<Theme>, Error> {
    names.iter().map(|name| one_of(&Theme::ALL, Theme::as_str, name)).collect()
}

fn law_status(name: &str) -> Result<LawStatus, Error> {
    use LawStatus as S;
    one_of(&[S::InForce, S::Repealed, S::Superseded, S::NotYetInForce, S::Unknown], S::as_str, name)
}

fn one_of<T: Copy>(all: &[T], name_of: fn(T) -> &'static str, name: &str) -> Result<T, Error> {
    all.iter().copied().find(|&one| name_of(one) == name).ok_or_else(|| unknown("name", name))
}

fn fault(zh: impl Into<String>, en: impl Into<String>) -> Error {
    Error::saved(Bilingual::new(zh, en))
}

fn unknown(what: &str, name: &str) -> Error {
    fault(
        format!("本版本不认识“{name}”：请用写出它的那个版本，或重新解析原文"),
        format!("this version knows no {what} `{name}`: use the version that wrote it, or parse the text again"),
    )
}

/// A name that the library itself writes.
fn known(
    name: Option<&str>,
    what: &str,
    find: impl Fn(&str) -> Option<&'static str>,
) -> Result<Option<&'static str>, Error> {
    name.map(|name| find(name).ok_or_else(|| unknown(what, name))).transpose()
}

fn against(name: &str) -> Option<&'static str> {
    [PREVIOUS_YEAR, PREVIOUS_PERIOD].into_iter().find(|&known| known == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn bad_json_is_told_in_chinese() {
        for (json, told) in [
            ("{", "不是报告的 JSON：内容不完整，提前结束（第 1 行第 1 列）"),
            ("{\n}", "不是报告的 JSON：缺少 schema（第 2 行第 1 列）"),
            ("{]", "不是报告的 JSON：不合 JSON 语法（第 1 行第 2 列）"),
            ("{\"schema\": \"1\"}", "不是报告的 JSON：有一项的类型不对（第 1 行第 14 列）"),
        ] {
            let error = Report::from_json(json).unwrap_err();
            assert_eq!(error.message(Lang::Zh), told);
            assert!(error.to_string().starts_with("not the JSON of a report: "), "{error}");
        }
    }

    const TEXT: &str = "\u{feff}𠮷府〔2026〕3号\r\n青石镇2023年法治政府建设情况报告\r\n一、主要举措和成效\r\n\
                        一是开展普法宣传。𠮷祥村未发生行政复议案件。发放宣传资料1200余份，投入资金1.25万元，比上年增长5.20%，。\
                        根据《中华人民共和国民法典》办理，物权法宣传2场。镇党委书记张三带队。\r\n2024年1月31日";

    #[test]
    fn every_unit_of_offsets_comes_back() {
        let report = crate::parse(TEXT);
        for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
            let json = report.to_json(unit);
            let again = Report::from_json(&json).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(again.to_json(unit), json);
        }
    }

    #[test]
    fn what_is_no_report_is_told() {
        let json = crate::parse(TEXT).to_json(OffsetUnit::Char);
        let fault = |json: &str| Report::from_json(json).map_or_else(|e| e.to_string(), |_| "read".to_owned());
        assert!(fault("{").starts_with("not the JSON of a report: "));
        assert!(fault(r#"{"schema":2,"lawgov_version":"9.0"}"#).starts_with("schema 2, written by lawgov 9.0; this"));
        assert!(fault(&json.replace("\"char\"", "\"line\"")).contains("offsets in `line`"));
        assert!(fault(&json.replace("\"end\":", "\"end\":9")).contains("is not in its text"));
        assert!(fault(&json.replace("\"achieved\"", "\"done\"")).contains("no name `done`"));
        assert!(fault(&json.replace("\"unit\":\"份\"", "\"unit\":\"粒粒\"")).contains("no unit `粒粒`"));
    }
}

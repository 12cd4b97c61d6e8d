//! Runs the stages in order.

use std::sync::Arc;

use once_cell::sync::Lazy;

use crate::audit::{Facts, Profile, Selection};
use crate::citation::LawRegistry;
use crate::clause::Clause;
use crate::error::Error;
use crate::indicator::Catalogue;
use crate::lang::Bilingual;
use crate::lexicon::{List, Vocabulary, Words};
use crate::outline::{Line, Section};
use crate::quantity::Quantity;
use crate::report::Report;
use crate::text::{Span, Text};
use crate::{
    attention, audit, citation, clause, indicator, measure, metadata, names, outline, quantity, statistic, theme,
    variables,
};

/// The words of themes alone.
static THEMES: Lazy<Vocabulary> = Lazy::new(|| Vocabulary::new([(List::Theme, theme::words())]));

/// With those that follow-up stages look for, and the built-in catalogue's.
static BUILTIN: Lazy<Vocabulary> = Lazy::new(|| vocabulary(&Catalogue::builtin()));

/// All words that are looked for in the whole text, with those of a catalogue.
fn vocabulary(catalogue: &Catalogue) -> Vocabulary {
    let own = [(List::Theme, theme::words()), (List::Style, variables::words()), (List::Indicator, catalogue.words())];
    Vocabulary::new(own.into_iter().chain(audit::words()))
}

/// A parser with its options. Built once, used for any number of texts and from any thread.
#[derive(Clone, Debug, Default)]
pub struct Parser {
    selection: Selection,
    profile: Profile,
    /// The built-in one when none is given; with the words to look for.
    catalogue: Option<(Arc<Catalogue>, Arc<Vocabulary>)>,
    /// The built-in ones when none are given.
    laws: Option<Arc<LawRegistry>>,
    extraction_only: bool,
}

/// Options of a [`Parser`].
#[derive(Clone, Debug, Default)]
pub struct ParserBuilder {
    parser: Parser,
}

impl Catalogue {
    /// A user's indicators whose own example they do not match, or whose counter-example they match: what to say of each, with file
    /// and line.
    ///
    /// ```
    /// let own = "[[indicator]]\ncode = 'lamps'\nname_zh = '路灯数'\ntheme = 'functions'\nunits = ['盏']\n\
    ///            wordings = [{ subject = ['路灯'] }]\nexample = '种植行道树30棵。'";
    /// let catalogue = std::sync::Arc::new(lawgov::Catalogue::from_toml("own.toml", own)?);
    /// assert!(catalogue.untrue_examples()[0].to_string().starts_with("own.toml:2: the example of `lamps` does not match"));
    /// # Ok::<(), lawgov::Error>(())
    /// ```
    #[must_use]
    pub fn untrue_examples(self: &Arc<Self>) -> Vec<Error> {
        let parser = Parser::builder().catalogue(Arc::clone(self)).build();
        let gives = |sentence: &str, code: &str| {
            parser.parse(sentence).indicators.iter().any(|found| &*found.code == code && !found.statistics.is_empty())
        };
        let mut doubts = Vec::new();
        for entry in self.entries().iter().filter(|entry| entry.is_own()) {
            let code = &*entry.code;
            if !entry.example.is_empty() && !gives(&entry.example, code) {
                let message = Bilingual::new(
                    format!("“{code}”自己的例句 example 读不出这一指标"),
                    format!("the example of `{code}` does not match it"),
                );
                doubts.push(
                    entry.doubt(&message, &Bilingual::new("请检查 units 和 wordings", "look at units and wordings")),
                );
            }
            if gives(&entry.counter, code) {
                let message = Bilingual::new(
                    format!("“{code}”的反例 counter 也读出了这一指标"),
                    format!("the counter-example of `{code}` matches it"),
                );
                doubts.push(
                    entry.doubt(&message, &Bilingual::new("可以加 exclude 或 unless", "exclude or unless may help")),
                );
            }
        }
        doubts
    }
}

impl ParserBuilder {
    /// Runs only the audit rules with these codes, prefixes of codes, or names.
    ///
    /// ```
    /// let parser = lawgov::Parser::builder().select(["LG5", "personal-data"])?.ignore(["LG503"])?.build();
    /// assert!(lawgov::Parser::builder().select(["LG999"]).is_err());
    /// # Ok::<(), lawgov::Error>(())
    /// ```
    ///
    /// # Errors
    /// When a selector fits no rule.
    pub fn select<'s>(mut self, selectors: impl IntoIterator<Item = &'s str>) -> Result<Self, Error> {
        self.parser.selection.select(selectors)?;
        Ok(self)
    }

    /// Leaves out the audit rules with these codes, prefixes of codes, or names. The longest selector decides.
    ///
    /// # Errors
    /// When a selector fits no rule.
    pub fn ignore<'s>(mut self, selectors: impl IntoIterator<Item = &'s str>) -> Result<Self, Error> {
        self.parser.selection.ignore(selectors)?;
        Ok(self)
    }

    /// Audits against another list of mandated parts and deadlines.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.parser.profile = profile;
        self
    }

    /// Reads indicators by another catalogue than the built-in one.
    ///
    /// ```
    /// let own = r#"
    ///     [[indicator]]
    ///     code = "lamps"
    ///     name_zh = "路灯数"
    ///     theme = "functions"
    ///     units = ["盏"]
    ///     wordings = [{ subject = ["路灯"] }]
    /// "#;
    /// let catalogue = lawgov::Catalogue::from_toml("own.toml", own)?;
    /// let report = lawgov::Parser::builder().catalogue(catalogue).build().parse("全年安装路灯30盏。");
    /// assert_eq!(report.indicators[0].code.as_ref(), "lamps");
    /// # Ok::<(), lawgov::Error>(())
    /// ```
    #[must_use]
    pub fn catalogue(mut self, catalogue: impl Into<Arc<Catalogue>>) -> Self {
        let catalogue = catalogue.into();
        let words = Arc::new(vocabulary(&catalogue));
        self.parser.catalogue = Some((catalogue, words));
        self
    }

    /// Holds citations against another registry of laws than the built-in one: see [`LawRegistry::from_toml`].
    #[must_use]
    pub fn laws(mut self, laws: impl Into<Arc<LawRegistry>>) -> Self {
        self.parser.laws = Some(laws.into());
        self
    }

    /// Reads what the text says and leaves out indicators, variables and the audit: some two fifths of the time.
    ///
    /// ```
    /// let parser = lawgov::Parser::builder().extraction_only(true).build();
    /// let report = parser.parse("全年发放宣传资料1000余份。");
    /// assert_eq!(report.statistics.len(), 1);
    /// assert!(report.indicators.is_empty() && report.findings.is_empty() && report.variables.is_empty());
    /// ```
    #[must_use]
    pub fn extraction_only(mut self, only: bool) -> Self {
        self.parser.extraction_only = only;
        self
    }

    /// The parser.
    #[must_use]
    pub fn build(self) -> Parser {
        self.parser
    }
}

impl Parser {
    /// Options to build a parser with.
    #[must_use]
    pub fn builder() -> ParserBuilder {
        ParserBuilder::default()
    }

    /// Reads a report. Any text is read; what is not a report gives few items.
    #[must_use]
    pub fn parse(&self, text: impl Into<String>) -> Report {
        let original = text.into();
        let mut report = self.read(&original);
        report.text = original;
        report
    }

    /// Each stage is one function that is never inlined, so that a profile tells what it costs.
    #[inline(never)]
    fn read(&self, original: &str) -> Report {
        let laws = self.laws.clone().unwrap_or_else(LawRegistry::builtin);
        let text = Text::new(original);
        let words = self.vocabulary().read(&text);
        let mut outline = outline::read(&text);
        let clauses = clause::split(&text);
        let (mut citations, mut law_mentions) = citation::read(&text, &laws);
        let quantities = quantity::read(&text, &outline, &citations);
        let (people, organizations) = names::read(&text);
        let metadata = metadata::read(&text, &outline);
        citation::judge(original, &laws, &mut citations, &mut law_mentions, metadata.year);
        let mut measures = measure::read(&text, &outline);
        attention::assign(&words, &mut outline.sections, &mut measures);
        let statistics = statistic::read(&text, &outline, &clauses, &measures, &quantities, metadata.year);
        for citation in &mut citations {
            citation.section = innermost(&outline.sections, citation.span);
        }
        let mut report = Report {
            metadata,
            sections: outline.sections,
            measures,
            statistics,
            citations,
            law_mentions,
            people,
            organizations,
            ..Report::default()
        };
        if !self.extraction_only {
            self.analyse(&words, &laws, &outline.lines, &clauses, &quantities, &mut report);
        }
        report
    }

    /// The words to look for in the whole text.
    fn vocabulary(&self) -> &Vocabulary {
        match &self.catalogue {
            _ if self.extraction_only => &THEMES,
            Some((_, words)) => words,
            None => &BUILTIN,
        }
    }

    /// Adds to what was read what follows from it: indicators, findings, variables.
    fn analyse(
        &self,
        words: &Words<'_>,
        laws: &LawRegistry,
        lines: &[Line],
        clauses: &[Clause],
        quantities: &[Quantity],
        report: &mut Report,
    ) {
        let catalogue = self.catalogue.as_ref().map_or_else(Catalogue::builtin, |(own, _)| Arc::clone(own));
        let (sections, measures, level) = (&report.sections, &report.measures, report.metadata.level);
        report.indicators =
            indicator::read(words, &catalogue, clauses, sections, measures, level, &mut report.statistics);
        let facts = Facts::new(words, lines, clauses, quantities, report, &self.profile, laws);
        let findings = audit::run(&facts, &self.selection);
        let variables = variables::read(&facts, report, &findings);
        report.variables = variables;
        report.findings = findings;
    }
}

/// The innermost section that holds a span.
fn innermost(sections: &[Section], span: Span) -> Option<u32> {
    let after = sections.partition_point(|s| s.span.start <= span.start);
    let mut at = sections[..after].last();
    while let Some(section) = at {
        if section.span.end >= span.end {
            return Some(section.id);
        }
        at = section.parent.map(|p| &sections[p as usize]);
    }
    None
}

/// Reads a report with the default options.
///
/// Offsets are `u32`: of a text longer than 4 GiB the first 4 GiB are read.
///
/// ```
/// let report = lawgov::parse("2023年，全镇开展普法宣传24场次。");
/// assert_eq!(report.statistics.len(), 1);
/// ```
#[must_use]
pub fn parse(text: impl Into<String>) -> Report {
    Parser::default().parse(text)
}

/// Reads every number of a text with its unit, whether it is a statistic or not.
///
/// ```
/// let text = "2023年开展普法宣传24场次。";
/// let read: Vec<_> = lawgov::quantities(text).iter().map(|q| &text[q.span.range()]).collect();
/// assert_eq!(read, ["2023年", "24场次"]);
/// ```
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let text = Text::new(text);
    let outline = outline::read(&text);
    let (citations, _) = citation::read(&text, &LawRegistry::builtin());
    quantity::read(&text, &outline, &citations)
}

//! The report: everything read from one text.

use crate::audit::Finding;
use crate::citation::{Citation, LawMention};
use crate::indicator::Indicator;
use crate::measure::Measure;
use crate::metadata::Metadata;
use crate::names::{Organization, Person};
use crate::outline::{Role, Section};
use crate::statistic::Statistic;
use crate::text::Span;
use crate::variables::Value;

/// Where a text came from. The core reads no files: readers fill this in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The path or name as given.
    pub name: Option<String>,
    /// `text`, `html`, `docx`, `doc`, `pdf` or `ofd`.
    pub format: Option<String>,
    /// The encoding of the bytes, `utf-8` or `gb18030`.
    pub encoding: Option<String>,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: Option<String>,
}

/// A parsed report. Every span is a byte range of [`Report::text`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Where the text came from.
    pub source: Source,
    /// The text as it came.
    pub text: String,
    /// What the report says about itself.
    pub metadata: Metadata,
    /// Sections in the order of the text, parents before children.
    pub sections: Vec<Section>,
    /// Enumerated measures in the order of the text.
    pub measures: Vec<Measure>,
    /// Figures in the order of the text.
    pub statistics: Vec<Statistic>,
    /// Cited texts in the order of the text.
    pub citations: Vec<Citation>,
    /// Laws named without 《》, in the order of the text.
    pub law_mentions: Vec<LawMention>,
    /// People named, in the order of the text.
    pub people: Vec<Person>,
    /// Organisations named, in the order of the text.
    pub organizations: Vec<Organization>,
    /// Indicators of the catalogue that the report states or names, in the order of the catalogue.
    pub indicators: Vec<Indicator>,
    /// The flat row of variables, in the order of [`crate::variables`].
    pub variables: Vec<(&'static str, Value)>,
    /// Faults found, in the order of the text.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The value of a variable; none for a name that [`crate::variables`] does not list.
    ///
    /// ```
    /// let report = lawgov::parse("一、主要举措\n全年发放宣传资料1000余份。");
    /// assert_eq!(report.variable("n_statistics"), Some(&lawgov::Value::Number(1.into())));
    /// ```
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&Value> {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The enumerated items that tell what is or will be done: those under shortcomings and causes are none.
    ///
    /// ```
    /// let text = "一、主要举措\n一是加强宣传。二是规范执法。\n二、存在的不足\n一是人手紧张。二是经费不足。";
    /// let report = lawgov::parse(text);
    /// assert_eq!((report.measures.len(), report.measures_taken().count()), (4, 2));
    /// ```
    pub fn measures_taken(&self) -> impl Iterator<Item = &Measure> {
        const FAULTS: [Role; 3] = [Role::Problems, Role::Causes, Role::ProblemsAndCauses];
        let role = |measure: &Measure| self.sections.get(measure.section? as usize).map(|section| section.role);
        self.measures.iter().filter(move |measure| role(measure).is_none_or(|role| !FAULTS.contains(&role)))
    }

    /// The text of a span.
    ///
    /// # Panics
    /// If the span is not of this report.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }
}

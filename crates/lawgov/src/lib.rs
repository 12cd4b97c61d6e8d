//! Reads Chinese annual reports on building a law-based government (法治政府建设年度报告).
//!
//! Text in, a typed [`Report`] out: sections, measures, statistics, citations and people, each with the exact place in
//! the text it came from. Parsing never fails and never panics; what is in doubt becomes data.
//!
//! ```
//! let report = lawgov::parse("一、主要举措和成效\n全年发放宣传资料1000余份。");
//! let leaflets = &report.statistics[0];
//! assert_eq!(report.slice(leaflets.span), "1000余份");
//! assert_eq!(leaflets.value.to_string(), "1000");
//! ```
//!
//! Spans are byte ranges of the text as it came. [`Report::to_json`] converts them to the caller's unit.
#![forbid(unsafe_code)]

mod attention;
mod audit;
mod citation;
mod clause;
mod config;
mod day;
mod error;
mod html;
mod indicator;
mod label;
mod lang;
mod lexicon;
mod marks;
mod measure;
mod metadata;
mod names;
mod outline;
mod overlap;
mod parser;
mod quantity;
mod report;
mod saved;
mod statistic;
mod table;
mod text;
mod theme;
mod variables;
mod wire;

pub use audit::{Finding, Profile, Related, Rule, Severity, rule, rules};
pub use citation::{Citation, CitationKind, Law, LawMention, LawRegistry, LawStatus};
pub use config::toml_syntax;
pub use error::{Error, ErrorKind, did_you_mean};
pub use html::HtmlOptions;
pub use indicator::{Aggregate, Capacity, Catalogue, Entry, Indicator, IndicatorStatus};
pub use label::label;
pub use lang::{Bilingual, Lang};
pub use marks::{Mark, MarkKind, Segment};
pub use measure::Measure;
pub use metadata::{Level, Metadata, page_key};
pub use names::{Organization, Person};
pub use outline::{Role, Section, begins_with_number, is_report_title};
pub use overlap::{Overlap, OverlapOptions, OverlapPair, Passage, Widespread, overlap};
pub use parser::{Parser, ParserBuilder, parse, quantities};
pub use quantity::{Approx, DateRange, Kind, Quantity, QuantityClass};
pub use report::{Report, Source};
pub use statistic::{Change, Direction, Modality, Period, Statistic};
pub use table::{
    Cell, Column, ColumnType, Frame, FrameError, Levels, Table, TableFailure, TableKind, TableOptions, Texts, Values,
};
pub use text::{OffsetUnit, Span, unradical};
pub use theme::Theme;
pub use variables::{Value, Variable, variables};
pub use wire::{Quotes, json_fault, quantities_to_json, rules_to_json};

pub use jiff::civil::Date;
pub use rust_decimal::Decimal;

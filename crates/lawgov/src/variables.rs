//! Variables: one flat row a report, as scholars code reports by hand.
//!
//! In: everything read from a report and what the audit found. Out: a value for every row of `data/variables.tsv`, in its
//! order. Values come from the text alone; comparing one report with another is left to the caller.

use jiff::civil::Date;
use once_cell::sync::Lazy;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::{Facts, Finding, Severity};
use crate::citation::{CitationKind, LawStatus};
use crate::day::iso;
use crate::indicator::IndicatorStatus;
use crate::lexicon::{List, Table};
use crate::outline::{LineKind, Role};
use crate::quantity::{Approx, Kind, QuantityClass};
use crate::report::Report;
use crate::statistic::{Modality, Statistic};
use crate::text::{Class, Index, Positions, Text};
use crate::theme::Theme;

/// Decimal places of a share or mean.
const PLACES: u32 = 4;
/// Han characters of one window of `type_token_1000`.
const WINDOW: u32 = 1000;
/// Characters that are counted at once: a line may be a book.
const PIECE: usize = 256;
/// Runs of four characters of one window of `parallelism`: few reports are longer.
const RUNS: u32 = 10_000;

static VARIABLES: Lazy<Vec<Variable>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("variables"));
    let variables = table.rows().map(|row| Variable {
        name: row.get("name"),
        group: row.get("group"),
        kind: row.get("type"),
        unit: Some(row.get("unit")).filter(|u| !u.is_empty()),
        labels: Some(row.get("labels")).filter(|group| !group.is_empty()),
        label_zh: row.get("zh"),
        label_en: row.get("en"),
        formula_zh: row.get("formula_zh"),
        formula_en: row.get("formula_en"),
    });
    variables.collect()
});

/// Words that end a title.
static TITLE_FORMS: Lazy<Vec<&str>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("report_titles"));
    table.rows().filter(|row| row.get("part") == "ending").map(|row| row.get("word")).collect()
});

/// Set phrases (none) and degree words (their weight).
static STYLE: Lazy<Vec<(&str, Option<i32>)>> = Lazy::new(|| {
    let slogans = Table::new(crate::lexicon::tsv!("slogans"));
    let degrees = Table::new(crate::lexicon::tsv!("degree_words"));
    let slogans = slogans.rows().map(|row| (row.get("word"), None));
    slogans.chain(degrees.rows().map(|row| (row.get("word"), row.get("weight").parse().ok()))).collect()
});

/// Set phrases and degree words.
pub(crate) fn words() -> Vec<&'static str> {
    STYLE.iter().map(|&(word, _)| word).collect()
}

/// What a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variable {
    /// The stable name used in data.
    pub name: &'static str,
    /// `identity`, `timeliness`, `structure`, `balance`, `specificity`, `attention`, `language`, `citation` or
    /// `consistency`.
    pub group: &'static str,
    /// `text`, `bool`, `integer` or `number`.
    pub kind: &'static str,
    /// What a number counts.
    pub unit: Option<&'static str>,
    /// The group under which [`crate::label`] knows the names that are its values.
    pub labels: Option<&'static str>,
    /// Chinese label.
    pub label_zh: &'static str,
    /// English label.
    pub label_en: &'static str,
    /// How the value comes from the text, in Chinese.
    pub formula_zh: &'static str,
    /// How the value comes from the text, in English.
    pub formula_en: &'static str,
}

/// The value of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// The text does not tell.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number, or a share or mean to four places.
    Number(Decimal),
    /// Words.
    Text(String),
}

/// All variables, in the order of every row.
///
/// ```
/// let named: Vec<_> = lawgov::variables().iter().map(|variable| variable.name).collect();
/// let row = lawgov::parse("一、主要举措").variables;
/// assert_eq!(named, row.iter().map(|(name, _)| *name).collect::<Vec<_>>());
/// ```
#[must_use]
pub fn variables() -> &'static [Variable] {
    &VARIABLES
}

/// The row of one report, in the order of [`variables`].
#[inline(never)]
pub(crate) fn read(facts: &Facts, report: &Report, findings: &[Finding]) -> Vec<(&'static str, Value)> {
    let mut row = Row { values: Vec::with_capacity(VARIABLES.len()) };
    let characters = Characters::new(facts);
    identity(&mut row, report);
    timeliness(&mut row, facts, report);
    structure(&mut row, facts, report);
    balance(&mut row, facts, report, &characters);
    specificity(&mut row, facts, report, characters.total);
    attention(&mut row, facts, report, &characters);
    language(&mut row, facts, characters.total);
    citation(&mut row, facts, report);
    consistency(&mut row, findings);
    row.values
}

/// A row being filled.
struct Row {
    values: Vec<(&'static str, Value)>,
}

impl Row {
    fn text(&mut self, name: &'static str, value: Option<String>) {
        self.values.push((name, value.filter(|v| !v.is_empty()).map_or(Value::Null, Value::Text)));
    }

    fn flag(&mut self, name: &'static str, value: impl Into<Option<bool>>) {
        self.values.push((name, value.into().map_or(Value::Null, Value::Bool)));
    }

    fn number(&mut self, name: &'static str, value: Option<Decimal>) {
        self.values.push((name, value.map_or(Value::Null, Value::Number)));
    }

    fn count(&mut self, name: &'static str, value: usize) {
        self.number(name, Some(value.into()));
    }
}

/// `part` of `whole`, to four places; none of an empty whole.
fn ratio(part: impl Into<Decimal>, whole: impl Into<Decimal>) -> Option<Decimal> {
    Some(part.into().checked_div(whole.into())?.round_dp(PLACES))
}

/// How many Han characters a range holds.
fn han(text: &Text, range: Positions) -> u32 {
    let classes = text.classes().get(range).unwrap_or_default();
    classes.iter().map(|class| u32::from(class.any(Class::HAN))).sum()
}

/// Counts Han characters, website furniture left out.
struct Characters<'a> {
    text: &'a Text<'a>,
    /// The lines that are no furniture, the long ones in pieces, each with how many characters stand before it.
    pieces: Vec<(Positions, u32)>,
    index: Index,
    total: u32,
}

impl<'a> Characters<'a> {
    fn new(facts: &Facts<'a>) -> Self {
        let mut characters = Self { text: facts.text, pieces: Vec::new(), index: Index::default(), total: 0 };
        for Positions { start, end } in
            facts.lines.iter().filter(|l| l.kind != LineKind::Chrome).map(|l| l.range.clone())
        {
            for start in (start..end).step_by(PIECE) {
                let piece = start..end.min(start + PIECE);
                characters.pieces.push((piece.clone(), characters.total));
                characters.total += han(facts.text, piece);
            }
        }
        characters.index = Index::new(characters.pieces.iter().map(|(piece, _)| piece.start));
        characters
    }

    fn before(&self, at: usize) -> u32 {
        let after = self.index.count_before(at + 1, &self.pieces, |(piece, _)| piece.start);
        let Some((piece, before)) = after.checked_sub(1).and_then(|i| self.pieces.get(i)) else { return 0 };
        before + han(self.text, piece.start..at.min(piece.end))
    }

    fn within(&self, range: Positions) -> u32 {
        self.before(range.end).saturating_sub(self.before(range.start))
    }
}

fn identity(row: &mut Row, report: &Report) {
    let metadata = &report.metadata;
    row.text("issuers", Some(metadata.issuers.join("、")));
    row.text("body", metadata.body());
    row.count("n_issuers", metadata.issuers.len());
    row.text("level", metadata.level.map(|l| l.as_str().to_owned()));
    row.text("region", Some(metadata.region.join("/")));
    row.number("year", metadata.year.map(Decimal::from));
    row.text("title", metadata.title.clone());
    row.text("title_form", metadata.title.as_deref().and_then(title_form));
    row.text("document_number", metadata.document_number.clone());
    row.text("recipients", Some(metadata.recipients.join("、")));
    row.text("signed_on", metadata.signed_on.map(iso));
    row.text("published_on", metadata.published_on.map(iso));
}

fn title_form(title: &str) -> Option<String> {
    let open = title.trim_end().trim_end_matches([')', '）']);
    let bare = if open.len() < title.len() { open.rsplit_once(['(', '（']).map_or(open, |(t, _)| t) } else { title };
    let fits = TITLE_FORMS.iter().filter(|form| bare.trim_end().ends_with(**form));
    fits.max_by_key(|form| form.len()).map(|form| (*form).to_owned())
}

fn timeliness(row: &mut Row, facts: &Facts, report: &Report) {
    let metadata = &report.metadata;
    let days = |from: Option<Date>, to: Option<Date>| Some(to?.duration_since(from?).as_hours() / 24);
    let year_end = metadata.year.and_then(|y| Date::new(y, 12, 31).ok());
    let report_by = metadata.year.and_then(|y| facts.profile.report_by(y, metadata.level));
    let publish_by = metadata.year.and_then(|y| facts.profile.publish_by(y, metadata.level));
    let signed_late = days(report_by, metadata.signed_on);
    let published_late = days(publish_by, metadata.published_on);
    row.number("days_to_signature", days(year_end, metadata.signed_on).map(Decimal::from));
    row.number("days_to_publication", days(year_end, metadata.published_on).map(Decimal::from));
    row.number("days_signed_late", signed_late.map(Decimal::from));
    row.number("days_published_late", published_late.map(Decimal::from));
    row.flag("signed_on_time", signed_late.map(|d| d <= 0));
    row.flag("published_on_time", published_late.map(|d| d <= 0));
}

fn structure(row: &mut Row, facts: &Facts, report: &Report) {
    let sections = &report.sections;
    row.flag("has_first_responsible", facts.has_part(&[Role::FirstResponsible]));
    row.flag("has_measures", facts.has_part(&[Role::Measures]));
    row.flag("has_problems", facts.has_part(&[Role::Problems, Role::ProblemsAndCauses]));
    row.flag("has_causes", facts.has_part(&[Role::Causes, Role::ProblemsAndCauses]));
    row.flag("has_rectification", facts.has_part(&[Role::Rectification]));
    row.flag("has_next_steps", facts.has_part(&[Role::NextSteps]));
    let mut order: Vec<Role> = sections.iter().filter(|s| s.parent.is_none()).map(|s| s.role).collect();
    row.flag("has_other", order.contains(&Role::Other));
    order.dedup();
    row.text("part_order", Some(order.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(">")));
    row.count("n_sections", sections.len());
    row.count("n_top_sections", sections.iter().filter(|s| s.parent.is_none()).count());
    row.number("depth", sections.iter().map(|s| s.level.into()).max());
    let run_in = sections.iter().filter(|s| runs_in(facts.text, facts.text.position(s.heading.end))).count();
    row.number("share_run_in", ratio(run_in, sections.len()));
    row.count("n_measures", report.measures_taken().count());
    row.count("n_paragraphs", facts.body_lines().count());
}

/// Whether text follows a heading on its line.
fn runs_in(text: &Text, end: usize) -> bool {
    let rest = text.classes().get(end..).unwrap_or_default();
    let mut line = rest.iter().take_while(|c| !c.any(Class::NEWLINE));
    line.any(|c| c.any(Class::HAN))
}

const PROBLEMS: [Role; 3] = [Role::Problems, Role::Causes, Role::ProblemsAndCauses];

fn balance(row: &mut Row, facts: &Facts, report: &Report, characters: &Characters<'_>) {
    let total = characters.total;
    let share = |roles: &[Role]| {
        let outer = report
            .sections
            .iter()
            .filter(|s| roles.contains(&s.role) && !facts.parent(s).is_some_and(|parent| roles.contains(&parent.role)));
        ratio(outer.map(|s| characters.within(facts.text.positions(s.span))).sum::<u32>(), total)
    };
    row.count("n_characters", total as usize);
    row.number("share_first_responsible", share(&[Role::FirstResponsible]));
    row.number("share_measures", share(&[Role::Measures]));
    row.number("share_problems", share(&PROBLEMS));
    row.number("share_next_steps", share(&[Role::NextSteps]));
    row.number("n_problem_items", items(facts, report, &[Role::Problems, Role::ProblemsAndCauses]));
    row.number("n_next_step_items", items(facts, report, &[Role::NextSteps]));
}

/// How many things the parts of these roles list; none without such a part.
fn items(facts: &Facts, report: &Report, roles: &[Role]) -> Option<Decimal> {
    let sections: Vec<_> = report.sections.iter().filter(|s| roles.contains(&s.role)).collect();
    if sections.is_empty() {
        return None;
    }
    let listed = report
        .measures
        .iter()
        .filter(|m| m.section.and_then(|id| report.sections.get(id as usize)).is_some_and(|s| roles.contains(&s.role)));
    let parents: FxHashSet<u32> = report.sections.iter().filter_map(|s| s.parent).collect();
    let inner = || {
        sections.iter().filter(|s| facts.parent(s).is_some_and(|p| roles.contains(&p.role)) && !parents.contains(&s.id))
    };
    let paragraphs = || sections.iter().filter(|s| s.parent.is_none()).map(|s| facts.lines_in(s).skip(1).count()).sum();
    let count = match (listed.count(), inner().count()) {
        (0, 0) => paragraphs(),
        (0, inner) => inner,
        (listed, _) => listed,
    };
    Some(count.into())
}

fn specificity(row: &mut Row, facts: &Facts, report: &Report, characters: u32) {
    let statistics = &report.statistics;
    let all = statistics.len();
    let count = |test: &dyn Fn(&Statistic) -> bool| statistics.iter().filter(|s| test(s)).count();
    let rate = |s: &Statistic| s.kind == Kind::Percent && s.change.is_none();
    let status = |wanted| report.indicators.iter().filter(|i| i.status == wanted).count();
    row.count("n_statistics", all);
    row.number("statistics_per_1000", ratio(1000 * all, characters));
    row.count("n_results", count(&|s| s.modality == Modality::Achieved));
    row.count("n_targets", count(&|s| s.modality == Modality::Target));
    row.number("share_with_unit", ratio(count(&|s| s.unit.is_some()), all));
    row.number("share_approximate", ratio(count(&|s| s.approx != Approx::Exact), all));
    row.count("n_rates", count(&rate));
    row.count("n_rates_100", count(&|s| rate(s) && s.value == Decimal::ONE_HUNDRED));
    row.count("n_comparisons", count(&|s| s.change.is_some_and(|c| c.against == Some("previous_year"))));
    row.count("n_money", count(&|s| s.kind == Kind::Money));
    row.count("n_indicators", status(IndicatorStatus::Reported));
    row.count("n_indicators_named", status(IndicatorStatus::MentionedWithoutNumber));
    row.count("n_dates", facts.quantities.iter().filter(|q| q.class == QuantityClass::Date).count());
    row.count("n_people", report.people.len());
    row.count("n_organizations", report.organizations.len());
}

const ATTENTION: [(&str, Theme); 10] = [
    ("attention_leadership", Theme::Leadership),
    ("attention_functions", Theme::Functions),
    ("attention_rules", Theme::Rules),
    ("attention_decisions", Theme::Decisions),
    ("attention_enforcement", Theme::Enforcement),
    ("attention_emergency", Theme::Emergency),
    ("attention_disputes", Theme::Disputes),
    ("attention_oversight", Theme::Oversight),
    ("attention_digital", Theme::Digital),
    ("attention_society", Theme::Society),
];

fn attention(row: &mut Row, facts: &Facts, report: &Report, characters: &Characters<'_>) {
    let weights = attention_weights(facts, report, characters);
    let total: u32 = weights.iter().sum();
    for (name, theme) in ATTENTION {
        row.number(name, ratio(weights[theme as usize], total));
    }
    let entropy = || {
        let shares = weights.iter().filter(|&&w| w > 0).map(|&w| f64::from(w) / f64::from(total));
        let sum: f64 = shares.map(|p| -p * ln(p)).sum();
        Decimal::from_f64_retain(sum / ln(10.0)).map(|d| d.round_dp(PLACES).max(Decimal::ZERO))
    };
    row.number("attention_entropy", if total > 0 { entropy() } else { None });
    let main = ATTENTION.iter().rev().max_by_key(|(_, theme)| weights[*theme as usize]).filter(|_| total > 0);
    row.text("attention_main", main.map(|(_, theme)| theme.as_str().to_owned()));
}

/// Han characters about each theme, in the parts that tell what was done.
fn attention_weights(facts: &Facts, report: &Report, characters: &Characters<'_>) -> [u32; 10] {
    let done = |section: Option<u32>| {
        let section = section.and_then(|id| report.sections.get(id as usize));
        section.is_none_or(|s| matches!(s.role, Role::Measures | Role::FirstResponsible))
    };
    let mut weights = [0; 10];
    let mut itemised: FxHashMap<u32, u32> = FxHashMap::default();
    for measure in report.measures.iter().filter(|m| done(m.section)) {
        let size = characters.within(facts.text.positions(measure.span));
        if let Some(section) = measure.section {
            *itemised.entry(section).or_default() += size;
        }
        if let Some(&theme) = measure.themes.first() {
            weights[theme as usize] += size;
        }
    }
    let parents: FxHashSet<u32> = report.sections.iter().filter_map(|s| s.parent).collect();
    for section in report.sections.iter().filter(|s| done(Some(s.id)) && !parents.contains(&s.id)) {
        if let Some(&theme) = section.themes.first() {
            let items = itemised.get(&section.id).copied().unwrap_or(0);
            weights[theme as usize] += characters.within(facts.text.positions(section.span)).saturating_sub(items);
        }
    }
    weights
}

/// The natural logarithm of a positive number by arithmetic alone, so that every platform gives the same digits.
fn ln(x: f64) -> f64 {
    let (mut scaled, mut twos) = (x, 0.0);
    while scaled > 1.5 {
        scaled /= 2.0;
        twos += 1.0;
    }
    while scaled < 0.75 {
        scaled *= 2.0;
        twos -= 1.0;
    }
    let z = (scaled - 1.0) / (scaled + 1.0);
    let (mut term, mut sum, mut odd) = (z, 0.0, 1.0);
    while odd < 40.0 {
        sum += term / odd;
        term *= z * z;
        odd += 2.0;
    }
    2.0 * sum + twos * std::f64::consts::LN_2
}

fn language(row: &mut Row, facts: &Facts, characters: u32) {
    let read = Language::new(facts, characters);
    row.count("n_sentences", read.sentences as usize);
    row.number("mean_sentence_length", ratio(characters, read.sentences));
    row.number("mean_clause_length", ratio(characters, read.clauses));
    row.number("type_token", ratio(read.distinct, characters));
    row.number("type_token_1000", ratio(read.windowed, u64::from(read.windows) * u64::from(WINDOW)));
    row.number("parallelism", ratio(read.repeated, read.grams));
    row.number("slogan_share", ratio(read.slogans, characters));
    row.number("degree_score", ratio(1000 * i64::from(read.degrees), characters));
}

/// What the characters of a text add up to, run of Han characters by run.
struct Language {
    sentences: u32,
    clauses: u32,
    distinct: u32,
    /// Distinct characters of all full windows together, and how many windows.
    windowed: u32,
    windows: u32,
    grams: u32,
    repeated: u32,
    slogans: u32,
    degrees: i32,
    /// Characters of the full windows, and of the window so far with how many it has and how many more it takes.
    seen: Seen,
    window: Seen,
    types: u32,
    left: u32,
    /// Runs of four of the window so far with how many it still takes.
    known: Grams,
    runs_left: u32,
}

impl Language {
    fn new(facts: &Facts, characters: u32) -> Self {
        let mut read = Self {
            sentences: 0,
            clauses: 0,
            distinct: 0,
            windowed: 0,
            windows: 0,
            grams: 0,
            repeated: 0,
            slogans: 0,
            degrees: 0,
            seen: Seen::new(),
            window: Seen::new(),
            types: 0,
            left: WINDOW,
            known: Grams::new(characters.min(RUNS)),
            runs_left: RUNS,
        };
        for line in facts.lines.iter().filter(|l| l.kind != LineKind::Chrome) {
            read.line(facts.text, line.range.clone());
        }
        read.style(facts);
        read.seen.take(&mut read.window);
        read.distinct = read.seen.len();
        read
    }

    fn line(&mut self, text: &Text, line: Positions) {
        let chars = text.chars();
        let (mut in_clause, mut in_sentence) = (false, false);
        let mut start = line.start;
        let mut run = |read: &mut Self, end: usize, class: Class| {
            if start < end {
                (in_clause, in_sentence) = (true, true);
                read.characters(chars.get(start..end).unwrap_or_default());
            }
            start = end + 1;
            if class.is_boundary() {
                read.clauses += u32::from(std::mem::take(&mut in_clause));
            }
            if class.any(Class::STOP) {
                read.sentences += u32::from(std::mem::take(&mut in_sentence));
            }
        };
        for mark in text.marks(line.clone()) {
            let class = text.class(mark);
            if !class.any(Class::HAN) {
                run(self, mark, class);
            }
        }
        // The end of the line closes what is open.
        run(self, line.end, Class::STOP.with(Class::PAUSE));
    }

    /// Set phrases and degree words, the longest from the left, website furniture left out.
    fn style(&mut self, facts: &Facts) {
        let mut furniture = facts.lines.iter().filter(|l| l.kind == LineKind::Chrome).map(|l| &l.range).peekable();
        for &word in facts.words.of(List::Style) {
            let place = word.range();
            while furniture.next_if(|line| line.end <= place.start).is_some() {}
            if furniture.peek().is_some_and(|line| line.start <= place.start) {
                continue;
            }
            match STYLE.get(word.place as usize) {
                Some((_, Some(weight))) => self.degrees += weight,
                Some((_, None)) => self.slogans += han(facts.text, place),
                None => {}
            }
        }
    }

    /// Counts the characters of a run, and its runs of four.
    fn characters(&mut self, run: &[char]) {
        let count = run.len() as u32;
        if count >= self.left || count >= self.runs_left {
            return self.characters_over_windows(run);
        }
        // No window ends here, so that nothing is asked at every character.
        self.left -= count;
        self.types += run.iter().map(|&c| u32::from(self.window.add(c))).sum::<u32>();
        let Some((begin, rest)) = run.split_at_checked(3) else { return };
        let mut gram = begin.iter().fold(0, |gram, &c| Grams::next(gram, c));
        for &c in rest {
            gram = Grams::next(gram, c);
            self.repeated += u32::from(!self.known.add(gram));
        }
        self.grams += rest.len() as u32;
        self.runs_left -= rest.len() as u32;
    }

    /// As [`Self::characters`], where a window may end.
    #[cold]
    fn characters_over_windows(&mut self, run: &[char]) {
        let mut gram = 0;
        for (&c, before) in run.iter().zip(0..) {
            self.types += u32::from(self.window.add(c));
            self.left -= 1;
            if self.left == 0 {
                self.close_window();
            }
            gram = Grams::next(gram, c);
            if before >= 3 {
                if self.runs_left == 0 {
                    self.known.clear();
                    self.runs_left = RUNS;
                }
                self.repeated += u32::from(!self.known.add(gram));
                self.grams += 1;
                self.runs_left -= 1;
            }
        }
    }

    fn close_window(&mut self) {
        self.windowed += std::mem::take(&mut self.types);
        self.windows += 1;
        self.left = WINDOW;
        self.seen.take(&mut self.window);
    }
}

/// A set of runs of four characters, emptied often. Built for one text and dropped: a plain table is faster than a
/// general one.
struct Grams {
    /// Zero is no run.
    slots: Vec<u64>,
    shift: u32,
}

impl Grams {
    /// Room for `most` runs at a third of the load: few share a place, and it is small enough for the second nearest cache.
    fn new(most: u32) -> Self {
        let bits = (3 * most.max(8)).next_power_of_two().trailing_zeros();
        Self { slots: vec![0; 1 << bits], shift: 64 - bits }
    }

    fn clear(&mut self) {
        self.slots.fill(0);
    }

    /// The run that ends with `c` when `gram` ends before it, each character by its last sixteen bits; those beyond the
    /// basic plane, of which there are hardly any, share places with others.
    #[inline]
    fn next(gram: u64, c: char) -> u64 {
        gram << 16 | u64::from(c as u16)
    }

    /// Whether the run is new.
    #[inline]
    fn add(&mut self, gram: u64) -> bool {
        let mask = self.slots.len() - 1;
        let mut at = (gram.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        loop {
            let slot = &mut self.slots[at & mask];
            let before = *slot;
            // Whether a run is new cannot be foreseen, so nothing branches on it.
            if before == gram || before == 0 {
                *slot = gram;
                return before == 0;
            }
            at += 1;
        }
    }
}

/// A set of characters by their last fifteen bits: those outside U+3400–U+9FFF, of which there are hardly any, share
/// places with others.
struct Seen(Box<[u64; 0x8000 / 64]>);

impl Seen {
    fn new() -> Self {
        Self(Box::new([0; 0x8000 / 64]))
    }

    /// Whether the character is new.
    #[inline]
    fn add(&mut self, c: char) -> bool {
        let code = c as usize & 0x7fff;
        let (bits, bit) = (&mut self.0[code / 64], 1 << (code % 64));
        let new = *bits & bit == 0;
        *bits |= bit;
        new
    }

    /// Moves the characters of `other` here.
    fn take(&mut self, other: &mut Self) {
        self.0.iter_mut().zip(other.0.iter()).for_each(|(own, other)| *own |= other);
        other.0.fill(0);
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }
}

fn citation(row: &mut Row, facts: &Facts, report: &Report) {
    let laws = |kind| {
        use CitationKind as K;
        matches!(
            kind,
            K::Constitution | K::Law | K::AdministrativeRegulation | K::PartyRegulation | K::LocalRegulation | K::Rule
        )
    };
    let cited = report.citations.iter().filter(|c| laws(c.kind)).count();
    let status = |wanted| facts.laws_named().filter(|l| l.status == wanted).count();
    let keys: FxHashSet<&str> = facts.laws_named().filter_map(|l| l.law).collect();
    row.count("n_citations", report.citations.len());
    row.count("n_law_names", cited + report.law_mentions.len());
    row.count("n_laws", keys.len());
    row.count("n_short_names", report.law_mentions.len());
    row.count("n_document_numbers", report.citations.iter().filter(|c| c.document_number.is_some()).count());
    row.count("n_repealed", status(LawStatus::Repealed));
    row.count("n_superseded", status(LawStatus::Superseded));
}

fn consistency(row: &mut Row, findings: &[Finding]) {
    let severity = |wanted| findings.iter().filter(|f| f.rule.severity == wanted).count();
    let group = |codes: &[&str]| findings.iter().filter(|f| codes.iter().any(|c| f.rule.code.starts_with(c))).count();
    row.count("n_errors", severity(Severity::Error));
    row.count("n_warnings", severity(Severity::Warning));
    row.count("n_numbering_faults", group(&["LG11"]));
    row.count("n_year_faults", group(&["LG201", "LG202", "LG204"]));
    row.count("n_arithmetic_faults", group(&["LG301", "LG302", "LG303", "LG304", "LG305"]));
    row.count("n_text_faults", group(&["LG5"]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(report: &Report, name: &str) -> String {
        match report.variable(name) {
            Some(Value::Number(n)) => n.normalize().to_string(),
            Some(Value::Text(t)) => t.clone(),
            Some(Value::Bool(b)) => b.to_string(),
            Some(Value::Null) | None => "null".to_owned(),
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of time needs a clock")]
    fn a_line_of_many_items_takes_linear_time() {
        for (unit, han) in [("一是开展普法12次。", 7), ("拟新增12名、", 4), ("同比-1至", 3)] {
            let started = std::time::Instant::now();
            let report = crate::parse(unit.repeat(30_000));
            assert!(started.elapsed().as_secs() < 20, "{unit}: {:?}", started.elapsed());
            assert_eq!(value(&report, "n_characters"), (30_000 * han).to_string());
        }
    }

    #[test]
    fn a_row_has_every_variable_in_order() {
        for text in ["", "一、主要举措\n全年发放宣传资料1000余份。"] {
            let report = crate::parse(text);
            let names: Vec<_> = report.variables.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, variables().iter().map(|v| v.name).collect::<Vec<_>>());
            for ((name, value), variable) in report.variables.iter().zip(variables()) {
                let fits = match value {
                    Value::Null => true,
                    Value::Bool(_) => variable.kind == "bool",
                    Value::Text(_) => variable.kind == "text",
                    Value::Number(n) => variable.kind == "number" || variable.kind == "integer" && n.scale() == 0,
                };
                assert!(fits, "{name} is no {}", variable.kind);
            }
        }
    }

    #[test]
    fn a_small_report() {
        let report = crate::parse(
            "青檀镇2023年法治政府建设年度报告\n一、主要举措和成效\n一是化解矛盾。排查矛盾纠纷12起，调解成功率100%。\n\
             二是普法宣传。发放宣传资料300余份。\n二、存在的不足\n一是力量不足。二是经费偏少。",
        );
        assert_eq!(value(&report, "title_form"), "报告");
        assert_eq!(value(&report, "year"), "2023");
        assert_eq!(value(&report, "has_problems"), "true");
        assert_eq!(value(&report, "has_next_steps"), "false");
        assert_eq!(value(&report, "part_order"), "measures>problems");
        assert_eq!(value(&report, "n_problem_items"), "2");
        assert_eq!(value(&report, "n_rates_100"), "1");
        assert_eq!(value(&report, "share_approximate"), "0.3333");
        assert_eq!(value(&report, "days_to_signature"), "null");
        let shares: Decimal =
            ATTENTION.iter().filter_map(|(name, _)| value(&report, name).parse::<Decimal>().ok()).sum();
        assert!((shares - Decimal::ONE).abs() < Decimal::new(1, 3));
    }

    #[test]
    fn language_is_counted_by_characters() {
        let report = crate::parse("依法依法，依法依法。");
        assert_eq!(value(&report, "n_characters"), "8");
        assert_eq!(value(&report, "mean_clause_length"), "4");
        assert_eq!(value(&report, "mean_sentence_length"), "8");
        assert_eq!(value(&report, "type_token"), "0.25");
        assert_eq!(value(&report, "parallelism"), "0.5");
        let report = crate::parse("必须压实责任。");
        assert_eq!(value(&report, "slogan_share"), "0.6667");
        assert_eq!(value(&report, "degree_score"), "500");
    }

    #[test]
    fn the_logarithm_is_right() {
        for x in [0.001, 0.1, 0.75, 1.0, 1.5, 10.0, 1e6] {
            assert!((ln(x) - x.ln()).abs() < 1e-12, "{x}");
        }
    }
}

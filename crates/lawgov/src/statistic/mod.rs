//! Statistics: the quantities that report something, with what is counted, by which act, how firmly, and when.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::clause::Clause;
use crate::measure::Measure;
use crate::outline::{Outline, Role, Section};
use crate::quantity::{Approx, DateRange, Kind, Quantity, QuantityClass, sign};
use crate::text::{Class, Positions, Span, Text};

mod grammar;
mod modality;
mod period;
mod phrase;

use grammar::{Token, Words};
use modality::Mood;
pub(crate) use phrase::coordinates;
use phrase::{List, Phrase, Sort};

/// How firmly a figure is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Modality {
    /// Reported as done or found.
    #[default]
    Achieved,
    /// Planned or required of the future.
    Target,
    /// A rule's figure: 每季度不少于1次.
    Norm,
    /// Background: population, number of villages, the earlier level.
    Context,
}

impl Modality {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::Target => "target",
            Self::Norm => "norm",
            Self::Context => "context",
        }
    }
}

/// Which way an amount of change points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Growth.
    Up,
    /// Decline.
    Down,
    /// No change.
    Flat,
}

impl Direction {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Flat => "flat",
        }
    }
}

/// An amount of change against an earlier period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which way.
    pub direction: Direction,
    /// `previous_year`, `previous_period` or `base_year`; none when the text names no base.
    pub against: Option<&'static str>,
}

/// The period a figure covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The words that name it.
    pub span: Span,
    /// Its days.
    pub dates: DateRange,
}

/// A figure that reports something.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Statistic {
    /// Index in [`crate::Report::statistics`].
    pub id: u32,
    /// The innermost section it lies in.
    pub section: Option<u32>,
    /// The innermost measure it lies in.
    pub measure: Option<u32>,
    /// Qualifiers, number and unit.
    pub span: Span,
    /// The value in base units, exact.
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The value of one step of the last place written.
    pub step: Decimal,
    /// How the figure bounds the true one.
    pub approx: Approx,
    /// The measure word.
    pub unit: Option<&'static str>,
    /// What the unit measures.
    pub kind: Kind,
    /// The noun counted.
    pub subject: Option<Span>,
    /// The verb that governs the figure.
    pub action: Option<Span>,
    /// How firmly it is stated.
    pub modality: Modality,
    /// The period it covers, where the text names one.
    pub period: Option<Period>,
    /// Set when the figure is an amount of change.
    pub change: Option<Change>,
    /// Code of the indicator it measures; none when no indicator fits or several fit alike.
    pub indicator: Option<Arc<str>>,
}

/// Selects the statistics among the quantities and reads what stands around them.
///
/// `year` is the year reported on; words such as 今年 stand for it.
#[inline(never)]
pub(crate) fn read(
    text: &Text,
    outline: &Outline,
    clauses: &[Clause],
    measures: &[Measure],
    quantities: &[Quantity],
    year: Option<i16>,
) -> Vec<Statistic> {
    let mut reader = Reader {
        text,
        sections: Innermost::new(&outline.sections),
        measures: Innermost::new(measures),
        outlined: outline.sections.iter().any(|s| s.role == Role::NextSteps),
        year,
        mood: Mood::default(),
        tokens: Vec::new(),
        statistics: Vec::with_capacity(quantities.iter().filter(|q| q.class == QuantityClass::Quantity).count()),
        last: None,
        period: None,
    };
    let mut next = 0;
    for clause in clauses {
        let bounds = text.span(clause.range.clone());
        while quantities.get(next).is_some_and(|q| q.span.start < bounds.start) {
            next += 1;
        }
        let first = next;
        while quantities.get(next).is_some_and(|q| q.span.start < bounds.end) {
            next += 1;
        }
        if first < next {
            reader.clause(clause, &quantities[first..next]);
        }
    }
    reader.statistics
}

/// What a later figure of the sentence may take over from an earlier one.
#[derive(Clone, Debug)]
struct Carried {
    sentence: usize,
    clause: usize,
    subject: Option<Positions>,
    parts: Vec<Positions>,
    /// Index in `parts` of the figure that carries.
    part: usize,
    /// Whether the figure had a noun of its own.
    own: bool,
    action: Option<Positions>,
    change: Option<Change>,
    unit: Option<&'static str>,
    kind: Kind,
}

struct Reader<'a, 't> {
    text: &'a Text<'t>,
    sections: Innermost<'a, Section>,
    measures: Innermost<'a, Measure>,
    outlined: bool,
    year: Option<i16>,
    mood: Mood,
    tokens: Vec<Token>,
    statistics: Vec<Statistic>,
    last: Option<Carried>,
    /// The last dated period, with the sentence that names it.
    period: Option<(usize, Period)>,
}

impl Reader<'_, '_> {
    fn clause(&mut self, clause: &Clause, quantities: &[Quantity]) {
        let text = self.text;
        // Where the words before the next figure begin.
        let mut open = self.after_marker(clause);
        // Whether the figure before had its noun before it.
        let mut parallel = false;
        let label = self.label(clause, quantities);
        let mut shared = self.shared(clause, quantities).into_iter();
        for (i, quantity) in quantities.iter().enumerate() {
            let place = text.positions(quantity.span);
            if let Some(label) = label.clone().filter(|_| i == 0) {
                open = label.start;
            }
            if quantity.class == QuantityClass::Date {
                if let Some(period) = period::of_date(quantity) {
                    self.period = Some((clause.sentence, period));
                }
                if place.start == open || text.trim(open..place.start).is_empty() {
                    open = place.end;
                }
                continue;
            }
            let Some(value) = quantity.value.filter(|_| quantity.class == QuantityClass::Quantity) else { continue };
            let signed = self.signed(quantity, &place);
            let (quantity, value, place, sign) = match &signed {
                Some((quantity, words)) => (quantity, value.abs(), text.positions(quantity.span), Some(*words)),
                None => (quantity, value, place, None),
            };
            let following = quantities[i + 1..].iter().find(|q| q.class == QuantityClass::Quantity);
            let limit = following.map_or(clause.range.end, |q| text.position(q.span.start));
            let words_end = place.start - usize::from(sign.is_some());
            let left = open.min(words_end)..words_end;
            let sort = sort_of(quantity);
            // 40个小区10月底前开工: a date ends the noun.
            let date =
                quantities.get(i + 1).filter(|q| q.class == QuantityClass::Date).map(|q| text.position(q.span.start));
            let right = place.end..date.unwrap_or(limit).min(limit).max(place.end);
            let list = if self.lists_deeds(clause, &left, parallel) { List::Deeds } else { List::of(parallel) };
            let mut phrase = phrase::read(text, left.clone(), &place, right, sort, list, &mut self.tokens);
            // 增长-3% is a decline.
            phrase.change = sign.filter(|w| w.any(Words::DOWN)).or(phrase.change).or(sign);
            if phrase.subject.is_some() && self.last.as_ref().is_none_or(|l| l.clause != clause.range.start) {
                // The clause has a noun of its own.
                shared = Vec::new().into_iter();
            }
            let shares = shared.next().flatten();
            phrase.subject = phrase.subject.or(shares);
            if !self.reports(quantity, &place, left.clone(), &phrase) {
                continue;
            }
            let touches_next = following.is_some() && phrase.end > place.end && text.trim(phrase.end..limit).is_empty();
            self.push(clause, quantity, value, &place, left, phrase.clone(), touches_next);
            open = phrase.end;
            parallel = !phrase.follows;
        }
    }

    /// What the last figures of the sentence count, one for each figure of a clause that says how they changed:
    /// 立案30件，罚款5万元，分别增长6%、下降2%.
    fn shared(&self, clause: &Clause, quantities: &[Quantity]) -> Vec<Option<Positions>> {
        let text = self.text;
        let figures = || quantities.iter().filter(|q| q.class == QuantityClass::Quantity && q.value.is_some());
        let (Some(first), count) = (figures().next(), figures().count()) else { return Vec::new() };
        let left = phrase::reach(clause.range.start, text.position(first.span.start));
        let Some(at) = text.find(left.clone(), "分别") else { return Vec::new() };
        let mut tokens = Vec::new();
        // 较上年分别提高2个、3个百分点
        grammar::tokens(text, text.trim(left.start..at), &mut tokens);
        let base = Words::PREVIOUS_YEAR.or(Words::PREVIOUS_PERIOD).or(Words::COMPARE);
        let alone = text.trim(left.start..at).is_empty();
        let compared = count > 2 && tokens.first().is_some_and(|t| t.words.any(base));
        if count < 2 || !alone && !compared {
            return Vec::new();
        }
        grammar::tokens(text, left, &mut tokens);
        let changed = tokens.iter().any(|t| t.words.any(Words::CHANGE.or(Words::THAN)));
        if !changed && figures().any(|q| q.kind != Kind::Percent) {
            return Vec::new();
        }
        let from = self.statistics.len().saturating_sub(count);
        let before = self.statistics[from..].iter().filter(|s| text.position(s.span.start) >= clause.sentence);
        let subjects: Vec<_> = before.map(|s| s.subject.map(|subject| text.positions(subject))).collect();
        if subjects.len() == count { subjects } else { Vec::new() }
    }

    /// Whether the words before a figure go on in a list of what was handled, so that a verb that ends them is a noun:
    /// 办理公证20件、司法鉴定30件.
    fn lists_deeds(&self, clause: &Clause, left: &Positions, parallel: bool) -> bool {
        let last = self.last.as_ref().filter(|l| parallel && l.clause == clause.range.start);
        let light = last.and_then(|l| l.action.as_ref()).is_some_and(|a| phrase::is(self.text, a, Words::LIGHT));
        light && starts_with_list(self.text, left)
    }

    /// The figure without its sign, where that tells the way of a change: 同比-12.3%, 同比+8.5%.
    fn signed(&self, quantity: &Quantity, place: &Positions) -> Option<(Quantity, Words)> {
        let text = self.text;
        let within = text.char(place.start) == '-';
        let start = if within { place.start } else { place.start.checked_sub(1)? };
        sign::lead(text, start)?;
        let unsigned = text.span(start + 1..place.end);
        let way = if text.char(start) == '-' { Words::DOWN } else { Words::UP };
        Some((Quantity { span: unsigned, ..quantity.clone() }, way))
    }

    /// The words before a colon that a clause of nothing but its first figure stands behind: 罚没金额：12万元.
    fn label(&self, clause: &Clause, quantities: &[Quantity]) -> Option<Positions> {
        let text = self.text;
        let first = quantities.first()?;
        let colon = clause.range.start.checked_sub(1)?;
        if text.position(first.span.start) != clause.range.start || first.unit.is_none() {
            return None;
        }
        // 中心组学法，四次
        let alone = || {
            let touching = quantities.windows(2).all(|q| q[0].span.end == q[1].span.start);
            touching
                && quantities.last().is_some_and(|q| text.position(q.span.end) == clause.range.end)
                && self.last.as_ref().is_none_or(|l| l.clause + LONGEST_LABEL < colon)
        };
        if text.char(colon) != ':' && !(text.char(colon) == ',' && alone()) {
            return None;
        }
        let boundary = (colon.saturating_sub(LONGEST_LABEL)..colon).rev().find(|&at| text.class(at).is_boundary());
        let start = boundary.map(|at| at + 1).or_else(|| (colon < LONGEST_LABEL).then_some(0))?;
        let label = text.trim(start..colon);
        let plain = |at: usize| !text.class(at).any(Class::DIGIT);
        (!label.is_empty() && label.clone().all(plain)).then_some(label)
    }

    /// Where the words of a clause begin, after the marker of a measure or the number of a heading.
    fn after_marker(&mut self, clause: &Clause) -> usize {
        let start = self.text.span(clause.range.clone()).start;
        let place = Span::new(start, start + 1);
        let markers = [self.measures.at(place).map(|m| m.marker), self.sections.at(place).map(|s| s.marker)];
        let marker = markers.into_iter().flatten().find(|m| m.start == start);
        marker.map_or(clause.range.start, |m| self.text.position(m.end).min(clause.range.end))
    }

    /// Whether a quantity reports something, rather than naming, dating or pointing.
    fn reports(&self, quantity: &Quantity, place: &Positions, left: Positions, phrase: &Phrase) -> bool {
        let text = self.text;
        let before = |words: Words| {
            (left.start.max(place.start.saturating_sub(6))..place.start).any(|at| {
                grammar::word_at(text, at, place.start).is_some_and(|(len, w)| w.any(words) && at + len == place.start)
            })
        };
        let after = |words: Words| grammar::word_at(text, place.end, text.len()).is_some_and(|(_, w)| w.any(words));
        if quantity.kind == Kind::Duration && (before(Words::DURING) || after(Words::DURING)) {
            return false;
        }
        // 近3年 dates.
        let dates = quantity.unit == Some("年") && quantity.approx == Approx::Under && text.char(place.start) == '近';
        if dates || before(Words::DISCOURSE) || after(Words::DISCOURSE.or(Words::ASPECT)) {
            return false;
        }
        let sized = phrase.subject.as_ref().is_some_and(|s| phrase::ends_with_rate(text, s));
        // 平均年龄48.6岁 measures, 60岁老人 does not.
        if quantity.unit.is_some_and(grammar::is_rank) && (phrase.follows || !sized) {
            return false;
        }
        if quantity.unit.is_some() {
            return true;
        }
        // A bare number is a figure when a size is named before it, or one was in the same clause.
        let carried = phrase.subject.is_none()
            && self.last.as_ref().is_some_and(|l| l.unit.is_none() && l.clause <= place.start && phrase.level);
        // 2.6万群众
        let counted = phrase.follows || phrase.subject.as_ref().is_some_and(|s| phrase::is_actor(text, s));
        let scaled = counted
            && matches!(text.char(place.end - 1), '万' | '亿')
            && place.clone().take(3).any(|at| text.class(at).any(Class::DIGIT));
        sized || carried || scaled
    }

    /// What an earlier figure of the sentence with the same unit counted: 排查83起，涉及240人，受理83起.
    fn named_before(&self, sentence: usize, unit: Option<&str>) -> Option<Positions> {
        let earlier = self.statistics.iter().rev().take(6).take_while(|s| self.text.position(s.span.start) >= sentence);
        let subject = earlier.filter(|s| s.unit == unit).find_map(|s| s.subject)?;
        Some(self.text.positions(subject))
    }

    #[expect(clippy::too_many_arguments, reason = "what is known of one figure, and only here put together")]
    fn push(
        &mut self,
        clause: &Clause,
        quantity: &Quantity,
        value: Decimal,
        place: &Positions,
        left: Positions,
        phrase: Phrase,
        touches_next: bool,
    ) {
        let text = self.text;
        let listed = text.trim(left.clone()).is_empty()
            || text.trim(left.clone()).len() == grammar::conjunction(text, text.trim(left.clone()).start);
        let last = self.last.take().filter(|l| l.sentence == clause.sentence);
        let same_clause = last.as_ref().is_some_and(|l| l.clause == clause.range.start);
        let mut parts = phrase.parts.clone();
        let mut part = 0;
        let mut subject = phrase.subject.clone();
        let mut action = phrase.action.clone();

        let mut change = phrase.change.map(|words| Change { direction: direction(words), against: None });
        let from = phrase.from;
        if let Some(last) = &last {
            // 违建12处、800平方米: nothing but a list mark stands between.
            let joined = listed && same_clause;
            // 未通过的7件: what was named before.
            let headless = phrase.modifies && !phrase.follows && quantity.kind == Kind::Count;
            if headless && last.unit == quantity.unit {
                subject = None;
            }
            // 复议4件、诉讼1件: each deed of a list is counted for itself.
            if starts_with_list(text, &left) && quantity.kind == Kind::Count && last.own {
                subject = subject.or_else(|| phrase.deed.clone());
            }
            // 承接事项42项，立案86件: an act on cases needs no noun, and takes none of another measure.
            let cases = last.unit != quantity.unit && action.as_ref().is_some_and(|a| text.char(a.end - 1) == '案');
            let named = || self.named_before(clause.sentence, quantity.unit);
            // What goes on counting the same: 违建12处、800平方米; 由86件降至62件.
            let goes_on = joined || kindred(last, quantity) || phrase.level && same_clause;
            if subject.is_none() && !cases && !goes_on {
                // 立案38件，罚款6万元，结案30件
                let aside = matches!(last.kind, Kind::Money | Kind::Percent | Kind::Duration | Kind::Area) || !last.own;
                subject = if aside && phrase.deed.is_none() { named() } else { None };
            } else if subject.is_none() && !cases {
                // 责令补种树木2万株，移送19起: of other units the nearest with the same one is meant.
                subject = if joined || last.unit == quantity.unit || quantity.kind == Kind::Percent {
                    last.subject.clone().or_else(named)
                } else {
                    named().or_else(|| last.subject.clone())
                };
                parts.clone_from(&last.parts);
                part = last.part;
                // 事故数、死亡人数分别下降2%、3%: each figure has its own noun.
                if joined && last.part + 1 < last.parts.len() && last.subject.as_ref() == last.parts.get(last.part) {
                    part = last.part + 1;
                    subject = last.parts.get(part).cloned();
                }
            }
            if listed && same_clause && quantity.kind == last.kind {
                change = change.or(last.change);
            }
            let continues = listed || starts_with_list(text, &left) || phrase.subject.is_some();
            let money = quantity.kind == Kind::Money && last.kind != Kind::Money && !starts_with_list(text, &left);
            if action.is_none() && phrase.follows && !same_clause {
                action = phrase::late_verb(text, phrase.end..clause.range.end, &mut self.tokens);
            }
            if action.is_none() && continues && !money && quantity.kind != Kind::Percent
                || action.is_none() && listed && same_clause
            {
                action.clone_from(&last.action);
            }
        }
        let of_people = quantity.kind == Kind::Duration || quantity.unit.is_some_and(grammar::is_person);
        subject = subject
            .or_else(|| phrase.spare.clone().filter(|_| of_people))
            .or_else(|| phrase.deed.clone().filter(|_| matches!(quantity.kind, Kind::Count | Kind::Score)));
        // 总量突破500万户
        let beyond = (quantity.approx == Approx::Over)
            .then(|| grammar::word_at(text, place.start, place.end))
            .flatten()
            .filter(|(_, words)| words.any(Words::BEYOND))
            .map(|(len, _)| place.start..place.start + len);
        let action = beyond
            .filter(|_| phrase.action.as_ref().is_none_or(|a| phrase::is(text, a, Words::FUTURE.or(Words::INTENT))))
            .or(action)
            .or_else(|| phrase.named.clone())
            .or_else(|| phrase::late_verb(text, phrase.end..clause.range.end, &mut self.tokens))
            .or_else(|| phrase.reaches_by_verb(text));
        // The first of several listed figures takes the first part.
        if last.as_ref().is_none_or(|l| !listed || l.clause != clause.range.start)
            && parts.len() > 1
            && figures_listed(text, place.end, phrase::ahead(place.end, clause.range.end), parts.len() - 1)
        {
            subject = parts.first().cloned();
        }
        if let Some(change) = &mut change
            && change.against.is_none()
        {
            change.against = against(text, phrase::reach(clause.range.start, place.start), &mut self.tokens);
            // 同比：+3%
            let lead = place.start.checked_sub(1).and_then(|at| sign::lead(text, at));
            change.against = change.against.or_else(|| against(text, lead?, &mut self.tokens));
        }
        if change.is_none() && matches!(quantity.kind, Kind::Percent) {
            change = subject
                .as_ref()
                .and_then(|s| change_named(text, s))
                .map(|direction| Change { direction, against: None });
        }
        let section = self.sections.at(quantity.span);
        let measure = self.measures.at(quantity.span);
        let threshold = text.char(place.end) == '的'
            && matches!(quantity.approx, Approx::Over | Approx::Under | Approx::AtMost | Approx::AtLeast)
            && quantity.kind != Kind::Percent;
        let has = action.as_ref().is_some_and(|a| phrase::is(text, a, Words::STOCK));
        // 全县40个网格 has them, 全县1432项事项进驻大厅 tells what happened to them.
        let happens = !has
            && action.as_ref().is_some_and(|a| a.start >= place.end)
            && !subject.as_ref().is_some_and(|s| phrase::names_place(text, s));
        let stock = phrase.follows
            && (phrase.scope && !happens || has && subject.as_ref().is_some_and(|s| phrase::names_place(text, s)));
        let facts = modality::Facts {
            at: place.start,
            clause_start: phrase::reach(clause.range.start, place.start).start,
            section,
            approx: quantity.approx,
            kind: quantity.kind,
            background: touches_next,
            earlier: from,
            stock,
            threshold,
            outlined: self.outlined,
        };
        self.mood.enter(text, place.start);
        let modality = modality::judge(text, &self.mood, &facts);
        let dated = self.period.filter(|(sentence, _)| *sentence == clause.sentence).map(|(_, period)| period);
        let word = self.mood.year_word(&(clause.sentence..place.start));
        // 全年 of a plan is the year after the one reported on.
        let year = self.year.map(|year| year.saturating_add(i16::from(modality == Modality::Target)));
        let period = dated.or_else(|| word.and_then(|(word, this)| period::of_word(text, word, this, year)));
        self.last = Some(Carried {
            sentence: clause.sentence,
            clause: clause.range.start,
            subject: subject.clone(),
            parts,
            part,
            own: phrase.subject.is_some() || subject.is_some() && subject == phrase.deed,
            action: action.clone(),
            change,
            unit: quantity.unit,
            kind: quantity.kind,
        });
        self.statistics.push(Statistic {
            id: self.statistics.len() as u32,
            section: section.map(|s| s.id),
            measure: measure.map(|m| m.id),
            span: quantity.span,
            value,
            upper: quantity.upper,
            step: quantity.step,
            approx: quantity.approx,
            unit: quantity.unit,
            kind: quantity.kind,
            subject: subject.map(|s| text.span(s)),
            action: action.map(|a| text.span(a)),
            modality,
            period,
            change,
            indicator: None,
        });
    }
}

/// Longest label before a colon, in characters.
const LONGEST_LABEL: usize = 16;

/// How the unit of a quantity counts.
fn sort_of(quantity: &Quantity) -> Sort {
    match quantity.kind {
        Kind::Percent | Kind::Score => Sort::Ratio,
        Kind::Other if quantity.unit.is_none_or(|u| u == "倍") => Sort::Ratio,
        Kind::Frequency => Sort::Events,
        _ if quantity.unit.is_some_and(grammar::is_event) => Sort::Events,
        _ if quantity.unit.is_some_and(grammar::is_person) => Sort::People,
        _ => Sort::Things,
    }
}

/// Whether a figure without a noun of its own counts the same thing as the one before it.
fn kindred(last: &Carried, quantity: &Quantity) -> bool {
    let counts_people = |unit: Option<&str>| unit.is_some_and(grammar::is_person);
    let counts_events = |unit: Option<&str>| unit.is_some_and(grammar::is_event);
    last.unit == quantity.unit
        || quantity.kind == Kind::Percent
        || quantity.kind == Kind::Other
        || last.kind == quantity.kind
            && counts_people(last.unit) == counts_people(quantity.unit)
            && counts_events(last.unit) == counts_events(quantity.unit)
}

fn direction(words: Words) -> Direction {
    if words.any(Words::UP) {
        Direction::Up
    } else if words.any(Words::DOWN) {
        Direction::Down
    } else {
        Direction::Flat
    }
}

fn starts_with_list(text: &Text, left: &Positions) -> bool {
    let left = text.trim(left.clone());
    !left.is_empty() && grammar::conjunction(text, left.start) > 0
}

/// Whether `more` further figures follow the one that ends at `at`, each after a list mark.
fn figures_listed(text: &Text, at: usize, end: usize, more: usize) -> bool {
    let mut marks = 0;
    for i in at..end {
        if grammar::is_list(text, i) || matches!(text.char(i), '和' | '与') {
            if !text.class(i + 1).any(Class::DIGIT) {
                return false;
            }
            marks += 1;
        }
    }
    marks == more
}

/// What changes are measured against.
pub(crate) const PREVIOUS_YEAR: &str = "previous_year";
pub(crate) const PREVIOUS_PERIOD: &str = "previous_period";

/// What a change is measured against, from the words before it in its clause.
fn against(text: &Text, range: Positions, tokens: &mut Vec<Token>) -> Option<&'static str> {
    grammar::tokens(text, range, tokens);
    tokens.iter().rev().find_map(|t| {
        if t.words.any(Words::PREVIOUS_YEAR) {
            Some(PREVIOUS_YEAR)
        } else if t.words.any(Words::PREVIOUS_PERIOD) {
            Some(PREVIOUS_PERIOD)
        } else {
            None
        }
    })
}

/// The direction named by a noun such as 降幅 or 增幅.
fn change_named(text: &Text, subject: &Positions) -> Option<Direction> {
    let start = subject.end.checked_sub(2)?.max(subject.start);
    let (len, words) = grammar::word_at(text, start, subject.end)?;
    (len == 2 && words.any(Words::CHANGE) && words.any(Words::RATE)).then(|| direction(words))
}

/// An item with a span, found by place.
trait Spanned {
    fn span(&self) -> Span;
}

impl Spanned for Section {
    fn span(&self) -> Span {
        self.span
    }
}

impl Spanned for Measure {
    fn span(&self) -> Span {
        self.span
    }
}

/// Finds the innermost item around each of a series of ascending places.
struct Innermost<'a, T> {
    items: &'a [T],
    next: usize,
    open: Vec<&'a T>,
}

impl<'a, T: Spanned> Innermost<'a, T> {
    fn new(items: &'a [T]) -> Self {
        Self { items, next: 0, open: Vec::new() }
    }

    fn at(&mut self, place: Span) -> Option<&'a T> {
        while let Some(item) = self.items.get(self.next).filter(|i| i.span().start <= place.start) {
            self.open.push(item);
            self.next += 1;
        }
        while self.open.last().is_some_and(|i| i.span().end <= place.start) {
            self.open.pop();
        }
        self.open.last().copied()
    }
}

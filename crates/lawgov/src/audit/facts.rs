//! What rules see: a borrowed view of everything read, and the questions several rules ask of it.

use std::cell::OnceCell;

use once_cell::sync::Lazy;

use crate::audit::figures::{self, Figure, Sentence};
use crate::audit::genre;
use crate::audit::profile::Profile;
use crate::citation::{Citation, LawMention, LawRegistry, LawStatus};
use crate::clause::Clause;
use crate::lexicon::{self, Table, Trie, Words};
use crate::measure::Measure;
use crate::metadata::Metadata;
use crate::names::Person;
use crate::outline::numbering::{self, Form};
use crate::outline::{Line, LineKind, Role, Section};
use crate::quantity::Quantity;
use crate::report::Report;
use crate::statistic::Statistic;
use crate::text::{Class, Positions, Span, Text};

/// Words by which running text holds the content of a part.
static PART_CUES: Lazy<Trie<Role>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("part_cues"));
    let role = |name| Role::ALL.into_iter().find(|r| r.as_str() == name).unwrap_or(Role::Other);
    Trie::new(table.rows().map(|row| (row.get("words"), role(row.get("role")))))
});

/// Words by which a text speaks of what is no longer in force.
static FORMER: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("former_words"));
    Trie::new(table.rows().map(|row| (row.get("word"), ())))
});

/// Characters on either side in which a word bears on a name.
const NEAR: usize = 30;

/// A law or document named.
#[derive(Clone, Copy)]
pub(crate) struct LawNamed<'a> {
    pub span: Span,
    /// The name alone.
    pub name: Span,
    /// Key of the law registry.
    pub law: Option<&'a str>,
    pub status: LawStatus,
}

/// The marks of a text with their places, sorted for the rules that look at them; website furniture left out.
#[derive(Default)]
pub(crate) struct Marks {
    /// Openers, closers and line ends.
    pub brackets: Vec<(u32, char)>,
    /// Stops and pauses of which two stand side by side, or with spaces between.
    pub crowded: Vec<(u32, char)>,
    /// Half-width punctuation.
    pub half_width: Vec<(u32, char)>,
    /// What is neither a bracket, a stop nor a pause; and what debris may begin with.
    pub odd: Vec<(u32, char)>,
    /// Runs of digits.
    pub digits: Vec<Positions>,
    /// The last stop or pause.
    last: Option<(u32, char)>,
}

impl Marks {
    /// Spaces that may stand between two stops.
    pub const GAP: u32 = 2;

    /// Sorts the marks of a range behind the ranges before it.
    fn sort(&mut self, text: &Text, range: Positions) {
        let first = self.digits.len();
        for at in text.marks(range) {
            let class = text.class(at);
            if class.any(Class::DIGIT) {
                match self.digits[first..].last_mut() {
                    Some(run) if run.end == at => run.end += 1,
                    _ => self.digits.push(at..at + 1),
                }
                continue;
            }
            if class.any(Class::SPACE.with(Class::HAN)) {
                continue;
            }
            let c = text.char(at);
            let mark = (at as u32, c);
            let mut odd = false;
            if class.any(Class::OPEN.with(Class::CLOSE).with(Class::NEWLINE)) {
                self.brackets.push(mark);
            } else if matches!(c, ',' | '.' | ';' | ':' | '、' | '。') {
                self.point(mark);
            } else {
                odd = true;
            }
            if odd || lexicon::may_be_debris(text, at) {
                self.odd.push(mark);
            }
            if class.any(Class::HALF_WIDTH) {
                self.half_width.push(mark);
            }
        }
    }

    /// Keeps a stop or pause if it is close to the one before.
    fn point(&mut self, mark: (u32, char)) {
        if let Some(last) = self.last.replace(mark).filter(|last| mark.0 - last.0 <= Self::GAP + 1) {
            if self.crowded.last() != Some(&last) {
                self.crowded.push(last);
            }
            self.crowded.push(mark);
        }
    }
}

/// Everything read from one text.
pub(crate) struct Facts<'a> {
    pub text: &'a Text<'a>,
    pub words: &'a Words<'a>,
    pub profile: &'a Profile,
    pub laws: &'a LawRegistry,
    pub lines: &'a [Line],
    pub quantities: &'a [Quantity],
    pub metadata: &'a Metadata,
    pub sections: &'a [Section],
    pub measures: &'a [Measure],
    pub statistics: &'a [Statistic],
    pub citations: &'a [Citation],
    pub law_mentions: &'a [LawMention],
    pub people: &'a [Person],
    pub marks: Marks,
    /// The statistics as they stand in their sentences, by id.
    pub figures: Vec<Figure>,
    /// The sentences that hold figures.
    pub sentences: Vec<Sentence>,
    /// Whether the text is a report on building a law-based government, by its title, opening or headings.
    pub is_report: bool,
    /// Section ids, those of one parent together, in order.
    families: Vec<u32>,
    /// Found when a part is missing.
    part_cues: OnceCell<Vec<(u32, Role)>>,
}

impl<'a> Facts<'a> {
    #[inline(never)]
    pub fn new(
        words: &'a Words<'a>,
        lines: &'a [Line],
        clauses: &'a [Clause],
        quantities: &'a [Quantity],
        report: &'a Report,
        profile: &'a Profile,
        laws: &'a LawRegistry,
    ) -> Self {
        let (text, sections) = (words.text(), &report.sections);
        let mut families: Vec<u32> = (0..sections.len() as u32).collect();
        families.sort_by_key(|&id| sections[id as usize].parent);
        let mut facts = Self {
            text,
            words,
            profile,
            laws,
            lines,
            quantities,
            metadata: &report.metadata,
            sections,
            measures: &report.measures,
            statistics: &report.statistics,
            citations: &report.citations,
            law_mentions: &report.law_mentions,
            people: &report.people,
            marks: Marks::default(),
            figures: figures::figures(text, clauses, &report.statistics),
            sentences: figures::sentences(text, clauses, &report.statistics),
            is_report: false,
            families,
            part_cues: OnceCell::new(),
        };
        facts.is_report = genre::is_report(&facts);
        let mut at = 0;
        for chrome in lines.iter().filter(|l| l.kind == LineKind::Chrome) {
            facts.marks.sort(text, at..chrome.range.start);
            at = chrome.range.end;
        }
        facts.marks.sort(text, at..text.len());
        facts
    }

    /// The lines that are neither title nor furniture.
    pub fn body_lines(&self) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(|l| l.kind == LineKind::Body)
    }

    /// Whether the character at `at` is Han.
    #[inline]
    pub fn han(&self, at: usize) -> bool {
        self.text.class(at).any(Class::HAN)
    }

    /// Whether the character before `at` is Han.
    #[inline]
    pub fn han_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|at| self.han(at))
    }

    /// The character before `at`, or `\0` at the start of the text.
    #[inline]
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\0', |at| self.text.char(at))
    }

    /// Where a fault that has no place of its own is shown: the title, or nowhere.
    pub fn title_span(&self) -> Span {
        self.metadata.title_span.unwrap_or_default()
    }

    /// The sections of each parent, in order.
    pub fn families(&self) -> impl Iterator<Item = Vec<&'a Section>> {
        let of = |&id: &u32| &self.sections[id as usize];
        self.families.chunk_by(move |a, b| of(a).parent == of(b).parent).map(move |f| f.iter().map(of).collect())
    }

    /// The section a section lies in.
    pub fn parent(&self, section: &Section) -> Option<&'a Section> {
        section.parent.and_then(|id| self.sections.get(id as usize))
    }

    /// The shape of a section's number.
    pub fn form(&self, section: &Section) -> Option<Form> {
        numbering::read(self.text, self.text.position(section.marker.start)).map(|m| m.form)
    }

    /// The lines that begin inside a section.
    pub fn lines_in(&self, section: &Section) -> impl Iterator<Item = &'a Line> {
        let start = |line: &Line| self.text.span(line.range.start..line.range.start).start;
        let from = self.lines.partition_point(|l| start(l) < section.span.start);
        self.lines.iter().skip(from).take_while(move |l| start(l) < section.span.end)
    }

    /// Whether a section's number opens a line; one in mid-line may be part of a sentence (二、三产业).
    pub fn opens_line(&self, section: &Section) -> bool {
        let at = self.text.position(section.marker.start);
        let before = self.text.class(at.wrapping_sub(1));
        before.is_blank() || before.any(Class::CLOSE)
    }

    /// The innermost section that has begun at a position.
    pub fn section_at(&self, at: u32) -> Option<&'a Section> {
        let after = self.sections.partition_point(|s| s.span.start <= at);
        let mut section = self.sections.get(after.checked_sub(1)?);
        while let Some(inner) = section.filter(|s| s.span.end <= at) {
            section = self.parent(inner);
        }
        section
    }

    /// The roles of a section and of those it lies in, innermost first.
    pub fn roles(&self, section: Option<&'a Section>) -> impl Iterator<Item = Role> {
        std::iter::successors(section, |s| self.parent(s)).map(|s| s.role)
    }

    /// Whether the report must have a part of this role.
    pub fn is_due(&self, role: Role) -> bool {
        self.profile.binds(self.metadata.year) && self.profile.mandates(role) && self.is_whole()
    }

    /// Whether a section has one of these roles; a part inside the plan for next year belongs to the plan.
    pub fn has_part(&self, roles: &[Role]) -> bool {
        let planned = |s| self.roles(Some(s)).any(|r| r == Role::NextSteps);
        self.sections.iter().any(|s| roles.contains(&s.role) && (roles.contains(&Role::NextSteps) || !planned(s)))
    }

    /// Whether running text holds the content of a part by its words, outside sections of the `except` roles.
    pub fn says(&self, part: Role, except: &[Role]) -> bool {
        let excepted = |at: u32| self.roles(self.section_at(at)).any(|role| except.contains(&role));
        self.part_cues().iter().any(|&(at, role)| role == part && !excepted(at))
    }

    /// The words that tell of parts, with where they begin in bytes, website furniture left out.
    fn part_cues(&self) -> &[(u32, Role)] {
        self.part_cues.get_or_init(|| {
            let mut cues = Vec::new();
            for line in self.lines.iter().filter(|l| l.kind != LineKind::Chrome) {
                let chars = &self.text.chars()[line.range.clone()];
                for at in PART_CUES.places(chars) {
                    let place = line.range.start + at;
                    PART_CUES.each(&chars[at..], |_, &role| cues.push((self.text.span(place..place).start, role)));
                }
            }
            cues
        })
    }

    /// Every law or document named, in 《》 or without.
    pub fn laws_named(&self) -> impl Iterator<Item = LawNamed<'_>> {
        let cited = self
            .citations
            .iter()
            .filter_map(|c| Some(LawNamed { span: c.span, name: c.title?, law: c.law.as_deref(), status: c.status }));
        let mentioned = self.law_mentions.iter().map(|m| LawNamed {
            span: m.span,
            name: m.span,
            law: m.law.as_deref(),
            status: m.status,
        });
        cited.chain(mentioned)
    }

    /// Whether a law or formula is named as a former one: 原…, or a word of repeal or review close by.
    pub fn is_former(&self, span: Span) -> bool {
        let at = self.text.positions(span);
        let line = |i: &usize| !self.text.class(*i).any(Class::NEWLINE.with(Class::STOP));
        let end = at.end + (at.end..self.text.len().min(at.end + NEAR)).take_while(line).count();
        let start = at.start - (at.start.saturating_sub(NEAR)..at.start).rev().take_while(line).count();
        let says = |word: usize| {
            let Some((len, ())) = FORMER.longest(&self.text.chars()[word..end]) else { return false };
            // 新修订的《行政处罚法》和《物权法》 tells of the first alone.
            !self.text.starts_with(word + len, "的《") || at.start <= word + len + 2 || at.start < word
        };
        self.before(at.start) == '原' || (start..end).any(says)
    }

    /// Whether an item of this number stands in a range in some way: 二是, 二、, 第二, 其二, （2）, 其次, 另一方面.
    pub fn counts_on(&self, mut range: Positions, ordinal: u32) -> bool {
        let text = self.text;
        range.any(|at| {
            if ordinal == 2 && ["其次", "另一", "同时"].iter().any(|word| text.starts_with(at, word)) {
                return true;
            }
            let arabic = || {
                let value = text.char(at).to_digit(10)?;
                (!text.char(at + 1).is_ascii_digit()).then_some((value, at + 1))
            };
            let Some((value, end)) = numbering::han_ordinal(text, at).or_else(arabic) else { return false };
            let ranked = matches!(self.before(at), '第' | '其');
            let opens = self.before(at) == '(' || text.class(at.wrapping_sub(1)).is_boundary();
            let verb = matches!(text.char(end), '是' | '要' | '则' | '来' | '抓');
            let mark = matches!(text.char(end), '、' | '.' | ')' | ',');
            value == ordinal && (verb || (ranked || opens) && mark)
        })
    }

    /// Whether the text is long enough, or parted enough, for a missing part to be a fault and not an excerpt.
    pub fn is_whole(&self) -> bool {
        let parts = self.sections.iter().filter(|s| s.parent.is_none()).count();
        self.is_report && (parts >= 2 || self.text.len() >= 1200)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_such_a_report() {
        let audited = |text: &str| crate::parse(text).findings.iter().any(|f| f.rule.code == "LG104");
        let parts = "\n一、主要举措和成效\n镇党政主要负责人带头学法。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。";
        for report in ["清河镇2023年法治政府建设情况报告", "2023年，清河镇扎实推进法治政府建设。现将情况报告如下："]
        {
            assert!(audited(&format!("{report}{parts}")), "{report}");
        }
        for other in
            ["清河镇2023年政府工作报告", "2023年，本人切实推进法治政府建设。现将情况报告如下：", "清河镇2023年普法简报"]
        {
            assert!(!audited(&format!("{other}{parts}")), "{other}");
        }
    }

    #[test]
    fn every_cue_has_an_example_and_a_counter() {
        let table = Table::new(include_str!("../../data/part_cues.tsv"));
        let says = |text: &str, role: &str| {
            let chars: Vec<char> = text.chars().collect();
            (0..chars.len()).any(|at| PART_CUES.matches(&chars[at..]).any(|(_, r)| r.as_str() == role))
        };
        for row in table.rows() {
            assert!(says(row.get("example"), row.get("role")), "{}", row.get("words"));
            let counter = row.get("counter");
            assert!(!counter.is_empty() && !counter.contains(row.get("words")), "{counter}");
        }
    }
}

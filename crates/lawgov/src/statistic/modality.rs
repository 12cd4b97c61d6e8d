//! How firmly a figure is stated: done, planned, required or mere background.
//!
//! In: the place of a figure. Out: its modality. It looks at the section, the sentence and the paragraph, never at the
//! value.

use super::Modality;
use super::grammar::{self, Words};
use crate::outline::{Role, Section};
use crate::quantity::{Approx, Kind};
use crate::text::{Class, Positions, Text};

/// Reads cues line by line, each line once, as the figures move forward.
#[derive(Debug, Default)]
pub(super) struct Mood {
    line: Positions,
    /// Cues counted over the line: of the future, of a floor to be reached (不低于), of the past.
    future: u16,
    floor: u16,
    past: u16,
    /// Where each sentence of the line that plans begins to do so, and where it ends.
    planned: Vec<Positions>,
    /// Sentences that describe the place (辖8个村).
    described: Vec<Positions>,
    /// Words that name a year (今年以来, 去年), each with whether it is this year.
    years: Vec<(Positions, bool)>,
}

impl Mood {
    /// Moves to the line that holds `at`.
    pub fn enter(&mut self, text: &Text, at: usize) {
        if self.line.contains(&at) {
            return;
        }
        let mut start = at;
        while start > self.line.end.min(at) && !text.class(start - 1).any(Class::NEWLINE) {
            start -= 1;
        }
        let mut end = at;
        while end < text.len() && !text.class(end).any(Class::NEWLINE) {
            end += 1;
        }
        *self = Self { line: start..end, ..Self::default() };
        let line_start = start;
        let (mut at, mut sentence) = (start, start);
        let (mut plans, mut describes) = (None, false);
        while at <= end {
            at = grammar::next_cue_or_mark(text, at, end);
            if at == end || text.class(at).any(Class::STOP) {
                if let Some(from) = plans.take() {
                    self.planned.push(from..at);
                }
                if describes {
                    self.described.push(sentence..at);
                }
                describes = false;
                sentence = at + 1;
                at += 1;
            } else if let Some(close) = grammar::quoted(text, at, end) {
                at = close;
            } else if let Some((len, words)) = grammar::cue_at(text, at, end) {
                if words.any(Words::THIS_YEAR.or(Words::LAST_YEAR)) {
                    self.years.push((at..at + len, words.any(Words::THIS_YEAR)));
                }
                if words.any(Words::PASSING) && intends(text, at + len, end) {
                    // 审查拟出台文件 reviews.
                    if !attributive(text, line_start, at) {
                        self.planned.push(at..plan_end(text, sentence, at, end));
                    }
                } else if words.any(Words::FUTURE) || words.any(Words::INTENT) && intends(text, at + len, end) {
                    self.future += 1;
                    plans.get_or_insert(at);
                }
                self.floor += u16::from(words.any(Words::FLOOR) && !is_regular(text, at));
                self.past += u16::from(words.any(Words::PAST));
                describes |= words.any(Words::CONTEXT);
                at += len;
            } else {
                at += 1;
            }
        }
    }

    /// The last word in `range` that names a year, and whether that is this year.
    pub fn year_word(&self, range: &Positions) -> Option<(Positions, bool)> {
        let before = self.years.partition_point(|(word, _)| word.end <= range.end);
        self.years[..before].last().filter(|(word, _)| word.start >= range.start).cloned()
    }

    /// A paragraph that plans: cues of the future or a floor to be reached, and none of the past.
    fn plans(&self) -> bool {
        self.past == 0 && self.future + self.floor > 0
    }
}

/// How far a plan is followed, and what it begins in is read back, in characters.
const PLAN: usize = 200;

/// Where the plan of the 拟 at `at` ends. It goes on to what is listed with its verb, and where it opens its clause to
/// the clauses after it, until one tells what is done already (拟举办4期，已举办2期).
fn plan_end(text: &Text, sentence: usize, at: usize, end: usize) -> usize {
    let (sentence, end) = (sentence.max(at.saturating_sub(PLAN)), end.min(at + PLAN));
    let before = (sentence..at).rev().take_while(|&i| !text.class(i).is_boundary()).last().unwrap_or(at);
    let mut tokens = Vec::new();
    grammar::tokens(text, before..at, &mut tokens);
    let opens = !tokens.iter().any(|t| t.words.any(Words::VERB.or(Words::ACT)))
        && !(before..at).any(|i| text.class(i).any(Class::DIGIT));
    let mut depth = 0usize;
    let mut i = at;
    while i < end {
        let class = text.class(i);
        if class.any(Class::STOP) || class.is_boundary() && !opens || class.any(Class::CLOSE) && depth == 0 {
            return i;
        }
        if let Some(close) = grammar::quoted(text, i, end) {
            i = close;
            continue;
        }
        depth += usize::from(class.any(Class::OPEN));
        depth -= usize::from(class.any(Class::CLOSE));
        match grammar::cue_at(text, i, end) {
            Some((_, words)) if tells_done(words) => return i,
            Some((len, _)) => i += len,
            None => i += 1,
        }
    }
    end
}

/// Whether a cue tells what is done: 已, 目前, 去年, but not a sum, a comparison or a result, which plans have too.
fn tells_done(words: Words) -> bool {
    let open = Words::PREVIOUS_YEAR.or(Words::TOTAL).or(Words::COMPLEMENT).or(Words::VERB);
    words.any(Words::PAST.or(Words::LAST_YEAR)) && !words.any(open)
}

/// Whether 每 stands before a floor in its clause: 每天播报不少于3次 tells how it is done.
fn is_regular(text: &Text, at: usize) -> bool {
    (at.saturating_sub(12)..at).rev().take_while(|&i| !text.class(i).is_boundary()).any(|i| text.char(i) == '每')
}

/// Whether a verb follows 将 or 要, so that it plans (将开展, but 将任务分解).
fn intends(text: &Text, at: usize, end: usize) -> bool {
    let planning = Words::VERB.or(Words::ADVERB).or(Words::WEAK).or(Words::CHANGE);
    match grammar::word_at(text, at, end) {
        Some((_, words)) if words.any(planning) => true,
        Some((len, words)) if words.any(Words::ACT.or(Words::DEED)) => {
            // 将合法性审查作为前置程序
            !grammar::word_at(text, at + len, end)
                .is_some_and(|(_, w)| w.any(Words::HEAD.or(Words::SUFFIX).or(Words::TAKES)))
        }
        _ => text.char(at) == '以',
    }
}

/// Whether what stands at `at` modifies the object of a verb or of 对 before it: 审查拟出台文件, 对拟上会议题.
fn attributive(text: &Text, start: usize, at: usize) -> bool {
    let verb = |len: usize| {
        let from = at.checked_sub(len).filter(|&from| from >= start)?;
        grammar::word_at(text, from, at).filter(|&(n, w)| n == len && w.any(Words::VERB.or(Words::ACT).or(Words::DEED)))
    };
    // 45名拟提拔干部
    let counted = at > start + 1
        && text.class(at - 2).any(Class::DIGIT.with(Class::NUMERAL))
        && !text.class(at - 1).is_boundary()
        && !text.class(at - 1).any(Class::LIST);
    counted || at > start && matches!(text.char(at - 1), '对' | '将' | '的') || (1..=4).any(|len| verb(len).is_some())
}

/// What is known of one figure when its modality is judged.
pub(super) struct Facts<'a> {
    pub at: usize,
    pub clause_start: usize,
    pub section: Option<&'a Section>,
    pub approx: Approx,
    pub kind: Kind,
    /// The figure modifies another one.
    pub background: bool,
    /// The figure names an earlier level: 由3项增至5项.
    pub earlier: bool,
    /// The figure counts what the area has (全镇40个网格, 共有13个村).
    pub stock: bool,
    /// A threshold: 5万元以上的项目.
    pub threshold: bool,
    /// Whether the text sets its plans apart; without that the paragraph alone tells plan from report.
    pub outlined: bool,
}

/// Judges a figure in the line that `mood` has entered.
pub(super) fn judge(text: &Text, mood: &Mood, facts: &Facts) -> Modality {
    let next = facts.section.is_some_and(|s| s.role == Role::NextSteps);
    // 全年培训不少于4次 plans for the year; 每季度不少于1次 is a rule.
    let rule = facts.kind == Kind::Frequency
        && bounded(facts)
        && !(next && text.find(facts.clause_start..facts.at, "每").is_none());
    if facts.threshold || rule || required(text, facts) {
        return Modality::Norm;
    }
    if next && facts.earlier {
        return Modality::Context;
    }
    if next {
        return Modality::Target;
    }
    if facts.background || facts.earlier {
        return Modality::Context;
    }
    if mood.planned.iter().any(|s| s.contains(&facts.at)) {
        return Modality::Target;
    }
    if facts.stock || mood.described.iter().any(|s| s.contains(&facts.at)) {
        return Modality::Context;
    }
    // What is told before the plan of the same paragraph is no plan.
    let planned = mood.planned.first().is_none_or(|s| s.start <= facts.at);
    if !facts.outlined && planned && mood.plans() { Modality::Target } else { Modality::Achieved }
}

fn bounded(facts: &Facts) -> bool {
    matches!(facts.approx, Approx::AtLeast | Approx::AtMost)
}

/// 原则上不超过3天, 不得少于2人.
fn required(text: &Text, facts: &Facts) -> bool {
    let mut at = facts.clause_start;
    while at < facts.at {
        if let Some(close) = grammar::quoted(text, at, facts.at) {
            at = close;
            continue;
        }
        match grammar::word_at(text, at, facts.at) {
            // 发布标准9项 counts standards.
            Some((len, words)) if words.any(Words::NORM) && !(words.any(Words::HEAD) && at + len == facts.at) => {
                return true;
            }
            Some((len, _)) => at += len,
            None => at += 1,
        }
    }
    false
}

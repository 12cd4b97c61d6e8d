//! How firmly a figure is stated: done, planned, required or mere background.
//!
//! In: the place of a figure. Out: its modality. It looks at the section, the sentence and the paragraph, never at the
//! value.

use super::Modality;
use super::grammar::{self, Words};
use crate::outline::{Role, Section};
use crate::quantity::{Approx, Kind};
use crate::text::{Class, Text};

/// Cues counted over one line of text.
#[derive(Clone, Copy, Debug, Default)]
struct Cues {
    future: u16,
    past: u16,
}

/// Reads cues line by line, each line once, as the figures move forward.
pub(super) struct Mood {
    line: std::ops::Range<usize>,
    cues: Cues,
    /// Position of the first cue of the future in the line, and of the sentence that holds it.
    first_future: Option<usize>,
    sentence: usize,
    sentence_future: bool,
    scanned: usize,
}

impl Mood {
    pub fn new() -> Self {
        Self { line: 0..0, cues: Cues::default(), first_future: None, sentence: 0, sentence_future: false, scanned: 0 }
    }

    /// Moves to the line that holds `at`.
    fn enter(&mut self, text: &Text, at: usize) {
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
        self.line = start..end;
        self.cues = Cues::default();
        self.first_future = None;
        self.sentence = start;
        self.sentence_future = false;
        self.scanned = start;
        let mut at = start;
        while at < end {
            match grammar::word_at(text, at, end) {
                Some((len, words)) => {
                    if words.any(Words::FUTURE) {
                        self.cues.future += 1;
                        self.first_future.get_or_insert(at);
                    }
                    self.cues.past += u16::from(words.any(Words::PAST));
                    at += len;
                }
                None => at += 1,
            }
        }
    }

    /// Whether the sentence of `at` speaks of the future before it.
    fn sentence_is_future(&mut self, text: &Text, at: usize) -> bool {
        while self.scanned < at {
            if text.class(self.scanned).any(Class::STOP) {
                self.sentence_future = false;
                self.scanned += 1;
                continue;
            }
            match grammar::word_at(text, self.scanned, at) {
                Some((len, words)) => {
                    self.sentence_future |= words.any(Words::FUTURE);
                    self.scanned += len;
                }
                None => self.scanned += 1,
            }
        }
        self.sentence_future
    }
}

/// What is known of one figure when its modality is judged.
pub(super) struct Facts<'a> {
    pub at: usize,
    pub clause_start: usize,
    pub section: Option<&'a Section>,
    pub approx: Approx,
    pub kind: Kind,
    /// The figure modifies another one or names an earlier level.
    pub background: bool,
    /// A threshold: 5万元以上的项目.
    pub threshold: bool,
    /// Whether the text has sections at all; without them the paragraph alone tells plan from report.
    pub outlined: bool,
}

pub(super) fn judge(text: &Text, mood: &mut Mood, facts: &Facts) -> Modality {
    mood.enter(text, facts.at);
    if facts.threshold || requires(text, facts) {
        return Modality::Norm;
    }
    if facts.section.is_some_and(|s| s.role == Role::NextSteps) {
        return Modality::Target;
    }
    if mood.sentence_is_future(text, facts.at) && !facts.background {
        return Modality::Target;
    }
    if facts.background {
        return Modality::Context;
    }
    if !facts.outlined && plans(mood) {
        return Modality::Target;
    }
    Modality::Achieved
}

/// A paragraph that plans: cues of the future from its first words, none of the past.
fn plans(mood: &Mood) -> bool {
    mood.cues.future > 0 && mood.cues.past == 0
}

/// 每季度不少于1次, 原则上不超过3天.
fn requires(text: &Text, facts: &Facts) -> bool {
    let mut at = facts.clause_start;
    let bound = matches!(facts.approx, Approx::AtLeast | Approx::AtMost);
    while at < facts.at {
        match grammar::word_at(text, at, facts.at) {
            Some((len, words)) => {
                if words.any(Words::NORM) {
                    return true;
                }
                at += len;
            }
            None => at += 1,
        }
    }
    bound && facts.kind == Kind::Frequency
}

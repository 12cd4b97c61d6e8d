//! What is counted and by which act: the noun and the verb around one figure.
//!
//! In: a figure and the stretches of its clause on both sides. Out: subject, action, change. It does not parse whole
//! sentences: the genre says verb–noun–figure (发放资料200份), verb–figure–noun (聘请2名律师) or noun–verb–figure
//! (纠纷下降8%), and what is elided is carried over from the figure before.

use super::grammar::{self, Token, Words};
use crate::text::{Class, Positions, Text};

/// What stands around one figure.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    pub subject: Option<Positions>,
    /// The parts of a coordinated subject, when there are several.
    pub parts: Vec<Positions>,
    pub action: Option<Positions>,
    /// The change verb that governs the figure, when the figure is the amount of the change.
    pub change: Option<Words>,
    /// Whether a verb leads to the figure as to a level (增至, 压缩到).
    pub level: bool,
    /// Whether 从 or 由 marks the figure as an earlier level.
    pub from: bool,
    /// Where the noun after the figure ends; the figure's end when the noun stands before it.
    pub end: usize,
}

/// How the unit of a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Events: 次 场 期. A verb before them is what was held (学习6次).
    Events,
    /// Per cent and multiples: sizes, or amounts of change.
    Ratio,
    /// Anything else: a verb before them is what was done to them (调解38起).
    Things,
}

/// Longest stretch looked at on either side of a figure.
const REACH: usize = 60;

/// Reads the phrase around `figure`, with `left` the text before it in its clause and `right` the text after it.
/// `tokens` is scratch space.
pub(super) fn read(
    text: &Text,
    left: Positions,
    figure: &Positions,
    right: Positions,
    sort: Sort,
    tokens: &mut Vec<Token>,
) -> Phrase {
    let left = text.trim(left.start.max(figure.start.saturating_sub(REACH))..figure.start);
    let right = figure.end..right.end.min(figure.end + REACH).max(figure.end);
    let mut phrase = before(text, left, sort, tokens);
    let rated = phrase.subject.as_ref().is_some_and(|s| ends_with_rate(text, s, tokens));
    let noun_before = phrase.subject.is_some();
    let after = after(text, right.clone(), tokens);
    phrase.end = figure.end;
    if let Some(noun) = after.noun {
        // 受理率100%的目标 keeps its noun before; 干部12人参加培训 has a verb after; else the noun after is the one counted.
        let claims = !noun_before || (!after.verb_first && !(rated && sort == Sort::Ratio));
        if claims && phrase.change.is_none() && !(noun_before && sort == Sort::Ratio && !after.possessive) {
            phrase.end = noun.end;
            phrase.subject = Some(noun);
            phrase.parts.clear();
        }
    }
    if phrase.action.is_none() {
        phrase.action = after.verb;
    }
    phrase
}

/// What stands before a figure.
fn before(text: &Text, left: Positions, sort: Sort, tokens: &mut Vec<Token>) -> Phrase {
    let mut phrase = Phrase::default();
    grammar::tokens(text, left.clone(), tokens);
    let mut end = left.end;
    let mut count = tokens.len();
    // Words that lead to the figure and name nothing: 共计, 达, 了, 每千人.
    while count > 0 {
        let token = &tokens[count - 1];
        let closing = Words::TOTAL.or(Words::ADVERB).or(Words::FRAME).or(Words::MODIFIER).or(Words::LEVEL);
        let previous = Words::PREVIOUS_YEAR.or(Words::PREVIOUS_PERIOD);
        if token.range.end != end || !token.words.any(closing.or(previous)) || token.words.any(Words::PREDICATE) {
            break;
        }
        if token.words.any(Words::LEVEL) {
            phrase.level = true;
        }
        if token.words.any(Words::FRAME)
            && matches!(text.char(token.range.start), '从' | '由')
            && token.range.len() == 1
        {
            phrase.from = true;
        }
        end = text.trim(left.start..token.range.start).end;
        count -= 1;
    }
    if let Some(base) = base_of_rate(text, left.start..end) {
        end = base;
        while count > 0 && tokens[count - 1].range.end > end {
            count -= 1;
        }
        while count > 0 && tokens[count - 1].range.end == end && tokens[count - 1].words.any(Words::LEVEL) {
            phrase.level = true;
            end = tokens[count - 1].range.start;
            count -= 1;
        }
    }
    let tokens = &tokens[..count];
    let last = tokens.last().filter(|t| t.range.end == end);
    if let Some(verb) = last.filter(|t| t.words.any(Words::CHANGE)) {
        // 公文下降8%, 审批时限压缩至5天
        let (cluster, first) = cluster(tokens, count - 1);
        phrase.level |= verb.range.len() == 2 && matches!(text.char(verb.range.end - 1), '至' | '到');
        phrase.change = (!phrase.level).then_some(verb.words);
        phrase.action = Some(cluster.clone());
        let noun = noun_from(text, opening(text, &tokens[..first], left.start, cluster.start, true)..cluster.start);
        phrase.set_subject(text, noun);
        return phrase;
    }
    let governing = governing_verb(text, tokens, end, sort);
    match governing {
        Some(index) => {
            let (cluster, first) = cluster(tokens, index);
            phrase.change =
                tokens[index].words.any(Words::CHANGE).then_some(tokens[index].words).filter(|_| !phrase.level);
            phrase.action = Some(cluster.clone());
            let mut start = cluster.end;
            // 接到热线转派工单: the verb inside the noun phrase cuts it, and the first verb governs.
            if let Some(inner) = tokens[index + 1..].iter().rfind(|t| t.words.any(Words::RELATIVE) && t.range.end < end)
            {
                start = inner.range.end;
            }
            let noun = noun_from(text, start..end);
            if noun.is_empty() && sort == Sort::Ratio {
                let noun =
                    noun_from(text, opening(text, &tokens[..first], left.start, cluster.start, false)..cluster.start);
                phrase.set_subject(text, noun);
            } else {
                phrase.set_subject(text, noun);
            }
        }
        None => {
            let start = opening(text, tokens, left.start, end, false);
            phrase.set_subject(text, noun_from(text, start..end));
        }
    }
    phrase
}

impl Phrase {
    fn set_subject(&mut self, text: &Text, noun: Positions) {
        if !noun.is_empty() {
            self.parts = coordinates(text, noun.clone());
            self.subject = Some(noun);
        }
    }
}

/// The token that governs the noun before `end`, if a verb does.
fn governing_verb(text: &Text, tokens: &[Token], end: usize, sort: Sort) -> Option<usize> {
    let strong = Words::VERB.or(Words::CHANGE);
    let by_verb = tokens.iter().rposition(|t| t.words.any(strong) && !t.words.any(Words::RELATIVE));
    if let Some(index) = by_verb {
        return Some(index);
    }
    // A deed governs when it opens the clause (排查纠纷109起) and, before things, when it stands right at the figure.
    let opens = tokens.iter().position(|t| t.words.any(Words::ACT.or(Words::DEED)));
    if let Some(index) = opens {
        let token = &tokens[index];
        let (group, first) = cluster(tokens, index);
        let at_front = opening(text, &tokens[..first], group.start.min(token.range.start), group.start, false)
            >= group.start
            && leads(text, tokens, first);
        let last = tokens[index..].iter().take_while(|t| t.words.any(Words::ACT.or(Words::DEED).or(Words::COMPLEMENT)));
        let run_end = last.last().map_or(group.end, |t| t.range.end);
        if at_front && token.words.any(Words::ACT) && run_end < end {
            return Some(last_of_cluster(tokens, index));
        }
        if run_end == end && contiguous(tokens, index, end) && (sort == Sort::Things || at_front) {
            return Some(last_of_cluster(tokens, index));
        }
    }
    let at_figure = tokens.iter().rposition(|t| t.range.end == end && t.words.any(Words::ACT.or(Words::DEED)));
    at_figure.filter(|_| sort == Sort::Things)
}

/// Whether only frames, adverbs and totals stand before token `index`, back to the start of the tokens.
fn leads(text: &Text, tokens: &[Token], index: usize) -> bool {
    let mut at = tokens.get(index).map_or(0, |t| t.range.start);
    for token in tokens[..index].iter().rev() {
        if token.range.end != at || !token.words.any(Words::FRAME.or(Words::ADVERB).or(Words::TOTAL)) {
            return text.class(at.wrapping_sub(1)).any(Class::LIST);
        }
        at = token.range.start;
    }
    at == 0
        || text.class(at - 1).is_boundary()
        || text.class(at - 1).any(Class::LIST)
        || !text.class(at - 1).any(Class::HAN)
}

fn contiguous(tokens: &[Token], index: usize, end: usize) -> bool {
    let mut at = tokens[index].range.start;
    for token in &tokens[index..] {
        if token.range.start != at {
            return false;
        }
        at = token.range.end;
    }
    at == end
}

fn last_of_cluster(tokens: &[Token], index: usize) -> usize {
    let mut last = index;
    while let Some(next) = tokens.get(last + 1) {
        if next.range.start != tokens[last].range.end || !next.words.any(Words::ACT.or(Words::COMPLEMENT)) {
            break;
        }
        last += 1;
    }
    last
}

/// The run of verbs around token `index` that touch each other (制定修订, 调解成功), and the index of its first token.
fn cluster(tokens: &[Token], index: usize) -> (Positions, usize) {
    let verbal = Words::VERB.or(Words::ACT).or(Words::CHANGE).or(Words::COMPLEMENT);
    let (mut first, mut last) = (index, index);
    while first > 0 && tokens[first - 1].range.end == tokens[first].range.start {
        let words = tokens[first - 1].words;
        if !words.any(verbal.or(Words::DEED)) {
            break;
        }
        first -= 1;
    }
    while let Some(next) = tokens.get(last + 1) {
        if next.range.start != tokens[last].range.end || !next.words.any(Words::COMPLEMENT) {
            break;
        }
        last += 1;
    }
    (tokens[first].range.start..tokens[last].range.end, first)
}

/// Where the noun begins in `start..end`: after frames, adverbs and, with `verbs`, a verb that opens the clause.
fn opening(text: &Text, tokens: &[Token], start: usize, end: usize, verbs: bool) -> usize {
    let mut at = start;
    while at < end
        && (text.class(at).is_blank()
            || text.class(at).any(Class::LIST)
            || text.class(at).any(Class::OPEN) && text.char(at) == '(')
    {
        at += 1;
    }
    let skipped = Words::FRAME.or(Words::ADVERB).or(Words::TOTAL).or(Words::MODIFIER);
    for token in tokens {
        if token.range.start < at {
            continue;
        }
        let opens =
            token.words.any(skipped) || verbs && token.words.any(Words::VERB.or(Words::ACT)) && token.range.end < end;
        if token.range.start == at && opens && token.range.end <= end {
            at = token.range.end;
        } else if token.words.any(Words::FRAME.or(Words::TOTAL))
            && token.range.end < end
            && !token.words.any(Words::MODIFIER)
        {
            // 各村调委会共, 镇机关干部为: what follows a frame inside the clause is nearer to the figure.
            at = token.range.end;
        }
    }
    at.min(end)
}

/// The noun in `range`: without what modifies it from outside (各类, 群众关心的, A、B等).
fn noun_from(text: &Text, range: Positions) -> Positions {
    let mut range = text.trim(range);
    while range.start < range.end {
        let open = text.char(range.start);
        if let Some((len, words)) = grammar::word_at(text, range.start, range.end) {
            if words.any(Words::MODIFIER.or(Words::ADVERB).or(Words::TOTAL).or(Words::FRAME)) && range.len() > len {
                range.start += len;
                continue;
            }
        }
        if text.class(range.start).any(Class::LIST) || open == '(' || text.class(range.start).is_blank() {
            range.start += 1;
            continue;
        }
        break;
    }
    let inner = (range.start..range.end).rev().find(|&i| text.char(i) == '的' && !inside_quotes(text, range.start, i));
    if let Some(of) = inner
        && range.end - of > 2
        && of > range.start
    {
        range.start = of + 1;
    }
    let and_so_on = (range.start + 1..range.end).rev().find(|&i| {
        text.char(i) == '等' && text.class(i + 1).any(Class::HAN) && !matches!(text.char(i + 1), '级' | '奖')
    });
    if let Some(at) = and_so_on
        && range.end - at > 2
        && text.char(at - 1) != '平'
        && text.char(at - 1) != '高'
    {
        range.start = at + 1;
    }
    text.trim(range)
}

fn inside_quotes(text: &Text, start: usize, at: usize) -> bool {
    let opened = (start..at).filter(|&i| text.char(i) == '“').count();
    let closed = (start..at).filter(|&i| text.char(i) == '”').count();
    opened > closed
}

/// The end of the noun when `每千人` or `每百户` stands between it and the figure.
fn base_of_rate(text: &Text, range: Positions) -> Option<usize> {
    let from = range.end.saturating_sub(5).max(range.start);
    (from..range.end).rev().find(|&i| text.char(i) == '每').map(|at| text.trim(range.start..at).end)
}

/// The parts of a coordination, if it has several.
fn coordinates(text: &Text, range: Positions) -> Vec<Positions> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    while at < range.end {
        if let Some(close) = grammar::quoted(text, at, range.end) {
            at = close;
            continue;
        }
        let len = grammar::conjunction(text, at);
        if len > 0 && at > start && at + len < range.end {
            parts.push(start..at);
            start = at + len;
        }
        at += len.max(1);
    }
    if parts.is_empty() {
        return parts;
    }
    parts.push(start..range.end);
    parts
}

/// Whether a noun names a ratio or a size.
pub(super) fn ends_with_rate(text: &Text, noun: &Positions, tokens: &mut Vec<Token>) -> bool {
    let _ = tokens;
    (1..=4).any(|len| {
        noun.len() >= len
            && grammar::word_at(text, noun.end - len, noun.end).is_some_and(|(n, w)| n == len && w.any(Words::RATE))
    })
}

/// Whether a noun names a size, so that a bare number can follow it (待办人数, 死亡率).
pub(super) fn ends_with_size(text: &Text, noun: &Positions) -> bool {
    ends_with_rate(text, noun, &mut Vec::new())
}

/// Whether the figure is background: what stands just before it names a stock (全镇40个网格), and no act.
pub(super) fn has_context(text: &Text, left: Positions, _limit: usize) -> bool {
    grammar::first_words(text, left).any(Words::CONTEXT)
}

/// What stands after a figure.
#[derive(Debug, Default)]
struct After {
    noun: Option<Positions>,
    verb: Option<Positions>,
    /// A verb or adverb follows the figure at once.
    verb_first: bool,
    /// 的 links the figure to the noun.
    possessive: bool,
}

fn after(text: &Text, right: Positions, tokens: &mut Vec<Token>) -> After {
    let mut found = After::default();
    let mut start = right.start;
    if text.char(start) == '的' && start < right.end {
        found.possessive = true;
        start += 1;
    }
    while let Some((len, words)) = grammar::word_at(text, start, right.end) {
        if !words.any(Words::MODIFIER) {
            break;
        }
        start += len;
    }
    // The stretch ends at the first mark that closes it.
    let mut stop = start;
    while stop < right.end {
        if let Some(close) = grammar::quoted(text, stop, right.end) {
            stop = close;
            continue;
        }
        if text.char(stop) == '(' {
            let close = (stop..right.end.min(stop + 6)).find(|&i| text.char(i) == ')');
            match close {
                Some(close) if stop > start => stop = close + 1,
                _ => break,
            }
            continue;
        }
        let class = text.class(stop);
        if class.is_boundary() || class.any(Class::CLOSE) || class.any(Class::OPEN) {
            break;
        }
        // A list mark ends the noun, unless only one character stands before it (镇、村干部).
        if class.any(Class::LIST) && stop != start + 1 {
            break;
        }
        stop += 1;
    }
    if stop == start || grammar::conjunction(text, start) > 0 && !found.possessive {
        return found;
    }
    grammar::tokens(text, start..stop, tokens);
    let mut end = stop;
    for token in tokens.iter() {
        let predicate = token.words.any(Words::ENDS.or(Words::CHANGE).or(Words::LEVEL))
            || token.words.any(Words::VERB) && !token.words.any(Words::RELATIVE);
        if !predicate {
            continue;
        }
        let noun = start..token.range.start;
        if noun.is_empty() {
            found.verb_first = true;
        } else if !found.verb_first && only_adverbs(text, &noun) {
            continue;
        }
        end = token.range.start;
        break;
    }
    if tokens.first().is_some_and(|t| t.range.start == start && t.words.any(Words::ADVERB)) {
        found.verb_first = true;
    }
    if !found.verb_first || found.possessive {
        let noun = head_noun(text, text.trim(start..end));
        if !noun.is_empty() {
            found.noun = Some(noun);
        }
    }
    let verb = tokens.iter().position(|t| {
        t.range.start >= end && t.words.any(Words::VERB.or(Words::ACT).or(Words::CHANGE).or(Words::DEED))
    });
    found.verb = verb.map(|index| tokens[index].range.clone());
    found
}

/// The noun counted in `range` after a figure: `N的M` counts N, unless a verb makes N a clause (国家规定的收费).
fn head_noun(text: &Text, range: Positions) -> Positions {
    let of = (range.start..range.end).find(|&i| text.char(i) == '的' && !inside_quotes(text, range.start, i));
    if let Some(of) = of
        && of > range.start
    {
        let verbal = (range.start..of).any(|i| {
            grammar::word_at(text, i, of)
                .is_some_and(|(_, w)| w.any(Words::PREDICATE.or(Words::NORM).or(Words::RELATIVE)))
        });
        return if verbal && range.end - of > 2 { of + 1..range.end } else { range.start..of };
    }
    range
}

fn only_adverbs(text: &Text, range: &Positions) -> bool {
    let mut at = range.start;
    while at < range.end {
        match grammar::word_at(text, at, range.end) {
            Some((len, words)) if words.any(Words::ADVERB) => at += len,
            _ => return false,
        }
    }
    true
}

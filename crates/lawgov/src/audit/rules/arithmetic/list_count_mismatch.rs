use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::lexicon::{Table, Trie};
use crate::measure::Measure;
use crate::outline::numbering::han_ordinal;
use crate::text::{Class, Positions, Span};

rule! {
    LG307 "list-count-mismatch" Warning since "0.1.0"
    zh: "列举项数与所说不符" "前面说“以下三个方面”“两项问题”，后面列出的却是另一个数目。只检查紧接着从一开始、序号连续的列举。"
    en: "A list has another number of items than announced" "The text announces 三个方面 or 两项问题 and then gives another number of items. Only a list that follows at once, begins at one and runs without a gap is checked."
    source: "常见于公开文本：增删条目而未改数目"
    fires: "主要存在以下三个方面的问题：一是力量不足。二是经费不足。"
    quiet: "主要存在以下两个方面的问题：一是力量不足。二是经费不足。重点走访三个村：一是东村。二是西村。"
    check: check
}

static NOUNS: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("list_nouns"));
    Trie::new(table.rows().map(|row| (row.get("noun"), ())))
});

/// What a word does where a list is announced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Counts the items.
    Measure,
    /// Makes the number one of something else.
    Other,
    /// Ties the announcement to the list.
    Tie,
}

static WORDS: Lazy<Trie<Part>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("list_words"));
    let part = |name: &str| match name {
        "measure" => Part::Measure,
        "tie" => Part::Tie,
        _ => Part::Other,
    };
    Trie::new(table.rows().map(|row| (row.get("word"), part(row.get("part")))))
});

/// Items looked at for where a list ends.
const MOST: usize = 64;
/// Characters before a list in which its number is announced.
const REACH: usize = 40;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for (i, first) in facts.measures.iter().enumerate().filter(|(_, m)| m.ordinal == 1) {
        let Some(announced) = announced(facts, first.marker) else { continue };
        let Some(items) = items(facts, &facts.measures[i..]) else { continue };
        let end = facts.measures.get(i + items as usize).map_or(first.span.end, |m| m.span.start);
        let end = end.max(facts.measures.get(i + items as usize - 1).map_or(0, |m| m.span.end));
        let list = facts.text.position(first.marker.end)..facts.text.position(end);
        compare(facts, sink, announced, first.marker, items, list);
    }
    for family in facts.families() {
        let run =
            family.windows(2).take_while(|p| matches!((p[0].ordinal, p[1].ordinal), (Some(a), Some(b)) if b == a + 1));
        let items = run.count() as u32 + 1;
        let Some(first) = family.first().filter(|f| f.ordinal == Some(1)) else { continue };
        let Some(announced) = announced(facts, first.marker) else { continue };
        // 一、二、 inside 二、 and then 三、: the list may go on as its parent's sibling.
        let end = facts.parent(first).map_or(first.span.end, |p| p.span.end);
        let next = facts.sections.get(facts.sections.partition_point(|s| s.span.start < end));
        let goes_on = first.parent.is_some() && next.is_some_and(|s| s.ordinal == Some(items + 1));
        if let Some(last) = family.last().filter(|_| family.len() as u32 == items && items >= 2 && !goes_on) {
            let list = facts.text.position(last.marker.end)..facts.text.position(end);
            compare(facts, sink, announced, first.marker, items, list);
        }
    }
}

/// How many items the enumeration has that begins the slice; none when it is not certain.
fn items(facts: &Facts<'_>, from: &[Measure]) -> Option<u32> {
    let first = from.first()?;
    let suffix = |m: &Measure| facts.text.slice(m.marker).chars().last();
    let mut alike =
        from.iter().take(MOST).take_while(|m| m.section == first.section).filter(|m| suffix(m) == suffix(first));
    let mut count = 0;
    for item in alike.by_ref() {
        if item.ordinal != count + 1 {
            // Another list begins; if the first one goes on after it, where it ends is not certain.
            let goes_on = item.ordinal != 1 || alike.any(|m| m.ordinal == count + 1);
            return (!goes_on && count >= 2).then_some(count);
        }
        count += 1;
    }
    (count >= 2).then_some(count)
}

/// Compares the items listed with the number announced; `list` is where one more could have been overlooked.
fn compare(
    facts: &Facts<'_>,
    sink: &mut Sink<'_>,
    (announced, place): (u32, Positions),
    marker: Span,
    items: u32,
    list: Positions,
) {
    if announced != items && !facts.counts_on(list, items + 1) {
        let said = facts.text.raw(place.clone());
        let zh = format!("说是“{said}”，列出的是{items}项");
        let finding = sink.report_at(place, zh, format!("{said} announces {announced}, {items} are listed"));
        finding.relate(marker, "列举的第一项", "the first item");
    }
}

/// The number that the clause right before a list announces: the last one before a noun of lists.
fn announced(facts: &Facts<'_>, marker: Span) -> Option<(u32, Positions)> {
    let text = facts.text;
    let list = text.position(marker.start);
    let blank = |i: &usize| text.class(*i).is_blank();
    let end = list - (0..list).rev().take_while(blank).count();
    let colon = end.checked_sub(1).filter(|&i| matches!(text.char(i), ':' | '。' | ','))?;
    let start = (colon.saturating_sub(REACH)..colon)
        .rev()
        .take_while(|&i| !text.class(i).any(Class::STOP.with(Class::NEWLINE)));
    let start = start.last()?;
    // Of several numbers the last counts: 对照九大问题，聚焦为“三个凸显”: announces three, of what is not said.
    let found = (start..colon).rev().find_map(|at| {
        if !text.class(at).any(Class::NUMERAL.with(Class::DIGIT)) {
            return None;
        }
        let digit = text.char(at).to_digit(10).filter(|_| !text.char(at + 1).is_ascii_digit());
        let (value, after) =
            han_ordinal(text, at).or(digit.map(|d| (d, at + 1))).or((text.char(at) == '两').then_some((2, at + 1)))?;
        let is = |c: char, part: Part| WORDS.get(&[c]) == Some(&part);
        let bare = NOUNS.longest(&text.chars()[after..colon]).is_some();
        if !bare && !is(text.char(after), Part::Measure) {
            return None;
        }
        let noun = (after..colon.min(after + 8)).find_map(|i| Some(i + NOUNS.longest(&text.chars()[i..colon])?.0));
        let before = facts.before(at);
        // 第三, 十三, 一两: part of another number.
        let part = is(before, Part::Other) || text.class(at.wrapping_sub(1)).any(Class::DIGIT);
        // “五大任务” is a name.
        let named = before == '“' && text.find(after..colon, "”").is_some();
        (!part && !named && (2..=20).contains(&value)).then(|| noun.map(|noun| (value, at..noun)))
    });
    // 。 and ， may part the announcement from another list: then 以下 or 如下 must tie them.
    let ties = |at: usize| WORDS.longest(&text.chars()[at..colon]).is_some_and(|(_, part)| *part == Part::Tie);
    let tied = text.char(colon) == ':' || (start..colon).any(ties);
    found.flatten().filter(|_| tied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_noun_has_an_example_and_a_counter() {
        let fires = |text: &str| crate::parse(text).findings.iter().any(|f| f.rule.code == "LG307");
        for row in Table::new(include_str!("../../../../data/list_nouns.tsv")).rows() {
            assert!(fires(row.get("example")), "{}", row.get("example"));
            assert!(!fires(row.get("counter")), "{}", row.get("counter"));
        }
    }
}

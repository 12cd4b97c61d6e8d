use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::audit::figures::{Bounds, are_kin, is_count};
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::lexicon::{Table, Trie};
use crate::statistic::Statistic;

rule! {
    LG303 "part-exceeds-whole" Error since "0.1.0"
    zh: "部分多于整体" "同一句、同一事项、同一单位中，办结多于受理、成功多于调解、合格多于参加。句中提到往年、结转、积案、累计的不报告。"
    en: "A part exceeds its whole" "In one sentence, of one thing and one unit: more closed than taken, more settled than accepted, more passed than took part. Nothing is reported where the sentence speaks of earlier years, carried-over or accumulated cases."
    source: "算术；前后环节见 data/rates.tsv"
    fires: "全镇受理矛盾纠纷86件，成功化解91件。"
    quiet: "全镇受理矛盾纠纷86件，成功化解84件；收到工单20件，办结25件（含上年结转5件）；接到市级转办件27宗、区级41宗，共调处64宗。"
    check: check
}

/// Words by which more can be settled than was taken.
static STOCK: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("stock_words"));
    Trie::new(table.rows().map(|row| (row.get("word"), ())))
});

/// Characters around the two figures in which such a word counts.
const NEAR: usize = 40;
/// Figures back in which the whole is sought.
const REACH: usize = 4;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for sentence in &facts.sentences {
        let figures = facts.figures(sentence);
        for (i, done) in figures.iter().enumerate().filter(|(_, s)| is_count(s)) {
            let part = facts.part(done).done;
            if part == 0 {
                continue;
            }
            let before = &figures[i.saturating_sub(REACH)..i];
            let is_whole = |s: &Statistic| is_count(s) && are_kin(s, done) && facts.part(s).base & part != 0;
            let Some(at) = before.iter().rposition(is_whole) else { continue };
            let whole = &before[at];
            let all = taken(facts, whole, &before[at..]);
            let exceeds = matches!((Bounds::of(done), all), (Some(a), Some(b)) if a.low > b.high);
            let (from, to) = (facts.place(whole).start, facts.place(done).end);
            let around = sentence.range.start.max(from.saturating_sub(NEAR))..sentence.range.end.min(to + NEAR);
            if !exceeds || !same_thing(facts, done, whole) || facts.has_word(around, &STOCK) {
                continue;
            }
            let (a, b) = (facts.shown(done), facts.shown(whole));
            let zh = format!("{a}多于{b}：部分多于整体");
            let finding = sink.report(done.span, zh, format!("{a} of {b}: a part exceeds its whole"));
            finding.relate(whole.span, "整体", "the whole");
        }
    }
}

/// All that was taken: 接到市级转办件27宗、区级41宗 is one whole in several figures of one act.
fn taken(facts: &Facts<'_>, whole: &Statistic, from: &[Statistic]) -> Option<Bounds> {
    let of_it = |s: &&Statistic| is_count(s) && are_kin(s, whole) && facts.action(s) == facts.action(whole);
    Bounds::sum(from.iter().filter(of_it).map(Bounds::of).collect::<Option<Vec<_>>>()?.into_iter())
}

/// Whether two figures do not count plainly different things.
fn same_thing(facts: &Facts<'_>, a: &Statistic, b: &Statistic) -> bool {
    let (Some(a), Some(b)) = (a.subject, b.subject) else { return true };
    let (a, b) = (facts.text.slice(a), facts.text.slice(b));
    a.ends_with(b) || b.ends_with(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stock_word_has_an_example_and_a_counter() {
        let fires = |text: &str| crate::parse(text).findings.iter().any(|f| f.rule.code == "LG303");
        for row in Table::new(include_str!("../../../../data/stock_words.tsv")).rows() {
            assert!(!fires(row.get("example")), "{}", row.get("example"));
            assert!(fires(row.get("counter")), "{}", row.get("counter"));
        }
    }
}

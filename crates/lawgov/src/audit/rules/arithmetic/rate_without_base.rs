use rust_decimal::Decimal;

use crate::audit::facts::Facts;
use crate::audit::figures::{NamedRate, is_count};
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::quantity::{Approx, Kind};
use crate::statistic::Modality;

rule! {
    LG306 "rate-without-base" Info since "0.1.0"
    zh: "100%没有件数" "比率写作100%，同一句中前面却没有任何件数，读者无从核对。写明受理多少、办结多少更有说服力。"
    en: "100% without counts" "A rate of 100% stands in a sentence without any count before it, so that nobody can check it. How many were taken and how many closed says more."
    source: "法治政府建设评估中以件数为依据的比率更可比"
    fires: "合同审查率100%，有效防住了合同风险。"
    quiet: "收到建议17件，办复17件，办复率100%。"
    check: check
}

/// Figures before a rate among which its counts are sought.
const REACH: usize = 4;
/// Units of events, of which a rate is seldom reckoned.
const EVENTS: [&str; 5] = ["次", "场", "期", "场次", "批次"];

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for sentence in &facts.sentences {
        let figures = facts.figures(sentence);
        let full = figures.iter().enumerate().filter(|(_, s)| {
            s.kind == Kind::Percent
                && s.value == Decimal::ONE_HUNDRED
                && s.approx == Approx::Exact
                && s.change.is_none()
                && s.modality == Modality::Achieved
        });
        for (i, figure) in full {
            let Some(NamedRate { row, name, .. }) = facts.rate(figure) else { continue };
            let subject = figure.subject.map_or("", |s| facts.text.slice(s));
            let near = figures[i.saturating_sub(REACH)..i].iter().filter(|s| is_count(s));
            let counted = near.into_iter().any(|count| {
                let part = facts.part(count);
                let noun = count.subject.map_or("", |s| facts.text.slice(s));
                let things = !count.unit.is_some_and(|u| EVENTS.contains(&u));
                (part.done | part.closing | part.base | part.loose) & (1 << row) != 0
                    || things
                    || shares_a_word(noun, subject)
            });
            if !counted {
                // 参考率、合格率均达到100%: both.
                let named = if subject.ends_with(name) { subject } else { name };
                let en = format!("{named}: a rate of 100% without the counts it is of");
                sink.report(figure.span, format!("{named}100%没有写明件数"), en);
            }
        }
    }
}

/// Whether two nouns have two characters in a row in common.
fn shares_a_word(a: &str, b: &str) -> bool {
    let chars: Vec<char> = a.chars().collect();
    chars.windows(2).any(|w| b.contains(&String::from_iter(w)))
}

use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::citation::LawStatus;
use crate::lexicon::{List, Row, Table};

rule! {
    LG403 "superseded-policy" Info since "0.1.0"
    zh: "沿用上一时期的文件或提法" "引用的纲要、规划、条例已由新的取代，或沿用上一时期的提法（“七五”普法、2015年纲要的六项目标）。总结、验收、回顾上一时期的不算。"
    en: "A text or formula of an earlier period" "An outline, plan or regulation that a later one replaced, or a formula of an earlier period (“七五”普法, the six-item goal of 2015). Sentences that review that period are left alone."
    source: "法律登记表（data/laws.tsv）和时期用语表（data/eras.tsv）"
    fires: "2023年，清河镇对照《法治政府建设实施纲要（2015—2020年）》抓好落实。"
    quiet: "2023年，清河镇对照《法治政府建设实施纲要（2021—2025年）》抓好落实。"
    check: check
}

struct Era {
    words: &'static str,
    until: i16,
    now: &'static str,
}

static ERAS: Lazy<Vec<Era>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("eras"));
    let era = |row: Row<'_>| {
        let until = row.get("until").parse().unwrap_or(i16::MAX);
        Era { words: row.get("words"), until, now: row.get("now") }
    };
    table.rows().map(era).collect()
});

/// The formulas of all periods.
pub(in crate::audit) fn words() -> Vec<&'static str> {
    ERAS.iter().map(|era| era.words).collect()
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for named in facts.laws_named().filter(|l| l.status == LawStatus::Superseded && !facts.is_former(l.span)) {
        let Some(law) = named.law.and_then(|key| facts.laws.law(key)) else { continue };
        let next = law.replaced_by.as_deref().and_then(|key| facts.laws.law(key));
        let (mut zh, mut en) = (format!("{}已被取代", law.name), format!("{} has been replaced", law.name));
        if let Some(next) = next {
            zh = format!("{}已由{}取代", law.name, next.name);
            en = format!("{} has been replaced by {}", law.name, next.name);
        }
        sink.report(named.span, zh, en);
    }
    let Some(year) = facts.metadata.year else { return };
    for found in facts.words.of(List::Era) {
        let (range, Some(era)) = (found.range(), ERAS.get(found.place as usize)) else { continue };
        if year <= era.until || facts.is_former(facts.text.span(range.clone())) {
            continue;
        }
        let words = facts.text.raw(range.clone());
        let zh = format!("“{words}”是上一时期的提法，现为“{}”", era.now);
        sink.report_at(range, zh, format!("{words} belongs to an earlier period; now {}", era.now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_formula_has_an_example_and_a_counter() {
        let found = |year: i16, text: &str| {
            let text = format!("清河镇{year}年法治政府建设情况报告\n{text}");
            crate::parse(text).findings.iter().any(|f| f.rule.code == "LG403")
        };
        for row in Table::new(include_str!("../../../../data/eras.tsv")).rows() {
            let until: i16 = row.get("until").parse().unwrap();
            assert!(found(until + 1, row.get("example")), "{}", row.get("example"));
            assert!(!found(until, row.get("example")), "{}", row.get("example"));
            assert!(!found(until + 1, row.get("counter")), "{}", row.get("counter"));
        }
    }
}

use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::lexicon::{Table, Trie};
use crate::outline::{Role, date};
use crate::text::{Class, Positions};

rule! {
    LG201 "plan-year" Error since "0.1.0"
    zh: "下一年度计划写成了报告年度" "下一步或下一年度部分的标题，或其中以年份开头的计划句，写的是报告年度或更早的年份，多为沿用上一年的稿子。回顾性的句子（2023年以来、2023年存在的问题）不算。"
    en: "The plan is dated with the year reported on" "A heading of the next-year part, or a sentence there that opens with a year and plans, names the year reported on or an earlier one: often last year's draft. Sentences that look back are left alone."
    source: "《法治政府建设与责任落实督察工作规定》：报告下一年度推进法治政府建设的主要安排"
    fires: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。\n三、下一年度工作安排\n2023年，我镇将加强普法宣传。"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。\n三、下一年度工作安排\n2023年存在的问题要继续整改。2024年，我镇将加强普法宣传。"
    check: check
}

/// Whether a word plans (true) or looks back.
static WORDS: Lazy<Trie<bool>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("plan_words"));
    Trie::new(table.rows().map(|row| (row.get("word"), row.get("sense") == "plan")))
});

/// How far into a sentence the planning word stands.
const REACH: usize = 60;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let (true, Some(reported)) = (facts.is_report, facts.metadata.year) else { return };
    let text = facts.text;
    for part in facts.sections.iter().filter(|s| s.role == Role::NextSteps) {
        if facts.parent(part).is_some_and(|p| p.role == Role::NextSteps) {
            continue;
        }
        let heading = text.positions(part.heading);
        let starts = facts.lines_in(part).map(|l| l.range.clone()).filter(|l| l.end > heading.end).map(|l| {
            // Body text may run on after the heading, on its line.
            let runs_on = l.start < heading.end;
            let from =
                if runs_on { heading.end + usize::from(text.class(heading.end).any(Class::STOP)) } else { l.start };
            text.trim(from..l.end)
        });
        for range in std::iter::once(heading.clone()).chain(starts) {
            let Some(year) = date::year_at(text, range.start) else { continue };
            if year > reported || year < reported - 3 || !plans(facts, range.clone()) {
                continue;
            }
            let end = range.start + (range.start..range.end).take_while(|&i| text.char(i) != '年').count() + 1;
            let zh = format!("报告的是{reported}年，下一年度的安排却写成{year}年");
            let en = format!("the report is on {reported}, yet the plan for the next year is dated {year}");
            sink.report_at(range.start..end, zh, en);
        }
    }
}

/// Whether the sentence at the start of `line` plans for the year it opens with.
fn plans(facts: &Facts<'_>, line: Positions) -> bool {
    let text = facts.text;
    let sentence = (line.start..line.end.min(line.start + REACH)).take_while(|&i| !text.class(i).any(Class::STOP));
    let mut planning = false;
    for at in sentence {
        match WORDS.longest(&text.chars()[at..]) {
            Some((_, false)) => return false,
            Some((_, true)) => planning = true,
            None => {}
        }
        if at > line.start && date::year_at(text, at).is_some() {
            return false;
        }
    }
    planning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_an_example_and_a_counter() {
        let report = |plan: &str| {
            let text = format!("清河镇2024年法治政府建设情况报告\n一、主要举措\n略。\n二、下一年度工作安排\n{plan}");
            crate::parse(text).findings.iter().any(|f| f.rule.code == "LG201")
        };
        for row in Table::new(include_str!("../../../../data/plan_words.tsv")).rows() {
            let plans = row.get("sense") == "plan";
            assert_eq!(report(row.get("example")), plans, "{}", row.get("example"));
            assert_eq!(report(row.get("counter")), !plans, "{}", row.get("counter"));
        }
    }
}

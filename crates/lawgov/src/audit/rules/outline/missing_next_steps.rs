use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::Role;

rule! {
    LG104 "missing-next-steps" Error since "0.1.0"
    zh: "缺少下一年度安排" "年度报告应当包括下一年度推进法治政府建设的主要安排。没有这一部分，正文中也没有“下一步”“明年”等表述，也不提下一年度，才会报告。只检查看得出是法治政府建设报告（凭标题、导语或各级标题）、并且有两个以上一级标题或不少于1200字的文本：只有标题、只有其中一个部分的，不算缺少。"
    en: "No arrangements for next year" "The report must give the main arrangements for the next year. Reported only when no part has that role and the running text neither speaks of what comes next nor names the next year. Looked at are only texts that their title, opening or headings show to be such a report and that have two main parts or 1,200 characters: a bare title or a single part lacks nothing."
    source: "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）关于年度报告内容的规定"
    fires: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n执法力量薄弱，原因是编制偏紧。"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n执法力量薄弱，原因是编制偏紧。下一步将充实执法力量。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let due = facts.is_due(Role::NextSteps);
    if due && !facts.has_part(&[Role::NextSteps]) && !facts.says(Role::NextSteps, &[]) && !names_next_year(facts) {
        sink.report(facts.title_span(), "缺少下一年度的工作安排", "no arrangements for next year");
    }
}

/// Whether the text speaks of the year after the one reported on, other than in a date.
fn names_next_year(facts: &Facts<'_>) -> bool {
    let Some(next) = facts.metadata.year.and_then(|y| y.checked_add(1)) else { return false };
    let next = next.to_string();
    facts
        .marks
        .digits
        .iter()
        .any(|run| facts.text.raw(run.clone()) == next && facts.text.char(run.end) == '年' && facts.han(run.end + 1))
}

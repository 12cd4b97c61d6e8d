use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::{LineKind, Role};

rule! {
    LG101 "missing-measures" Error since "0.1.0"
    zh: "缺少主要举措和成效" "年度报告应当包括上一年度推进法治政府建设的主要举措和成效。没有这一部分，其余部分之外也没有成段的叙述，才会报告。只检查看得出是法治政府建设报告（凭标题、导语或各级标题）、并且有两个以上一级标题或不少于1200字的文本：只有标题、只有其中一个部分的，不算缺少。"
    en: "No part on measures and results" "The report must give last year's main measures and results. Reported only when no part has that role and hardly any text stands outside the other parts. Looked at are only texts that their title, opening or headings show to be such a report and that have two main parts or 1,200 characters: a bare title or a single part lacks nothing."
    source: "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）关于年度报告内容的规定"
    fires: "清河镇2023年法治政府建设情况报告\n一、存在的不足\n执法力量薄弱，原因是编制偏紧。\n二、党政主要负责人履行第一责任人职责情况\n镇主要负责人召开专题会议2次。\n三、下一步工作安排\n2024年，继续加强普法宣传。"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n开展普法宣传12场。\n二、存在的不足\n执法力量薄弱，原因是编制偏紧。\n三、党政主要负责人履行第一责任人职责情况\n镇主要负责人召开专题会议2次。\n四、下一步工作安排\n2024年，继续加强普法宣传。"
    check: check
}

/// Characters outside the other parts that may well be the account of measures.
const ACCOUNT: usize = 200;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let due = facts.is_due(Role::Measures);
    if !due || facts.has_part(&[Role::Measures]) || elsewhere(facts) >= ACCOUNT {
        return;
    }
    let others = facts.sections.iter().filter(|s| s.parent.is_none());
    if others.into_iter().any(|s| ["举措", "成效", "做法"].iter().any(|w| facts.text.slice(s.heading).contains(w)))
    {
        return;
    }
    sink.report(facts.title_span(), "缺少“主要举措和成效”部分", "no part on measures and results");
}

/// Characters of body text in no part, or in parts without a role.
fn elsewhere(facts: &Facts<'_>) -> usize {
    let lines = facts.lines.iter().filter(|l| l.kind == LineKind::Body);
    let free = lines.filter(|l| {
        let section = facts.section_at(facts.text.span(l.range.start..l.range.end).start);
        facts.roles(section).all(|r| r == Role::Other)
    });
    free.map(|l| l.range.len()).sum()
}

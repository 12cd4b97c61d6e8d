use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::Role;

rule! {
    LG102 "missing-problems" Error since "0.1.0"
    zh: "缺少存在的不足" "年度报告应当包括上一年度推进法治政府建设存在的不足和原因。没有这一部分，正文中也没有“存在的问题”“还存在”等表述，才会报告。只检查看得出是法治政府建设报告（凭标题、导语或各级标题）、并且有两个以上一级标题或不少于1200字的文本：只有标题、只有其中一个部分的，不算缺少。"
    en: "No part on shortcomings" "The report must give last year's shortcomings and their causes. Reported only when no part has that role and the running text does not speak of shortcomings either. Looked at are only texts that their title, opening or headings show to be such a report and that have two main parts or 1,200 characters: a bare title or a single part lacks nothing."
    source: "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）关于年度报告内容的规定"
    fires: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、下一步工作安排\n2024年，继续加强普法宣传。"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。但工作中还存在执法力量薄弱的问题。\n二、下一步工作安排\n2024年，继续加强普法宣传。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    const ROLES: [Role; 3] = [Role::Problems, Role::ProblemsAndCauses, Role::Rectification];
    let due = facts.is_due(Role::Problems);
    if due && !facts.has_part(&ROLES) && !facts.says(Role::Problems, &[]) {
        sink.report(facts.title_span(), "缺少“存在的不足”部分", "no part on shortcomings");
    }
}

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::Role;

rule! {
    LG103 "missing-first-responsible" Warning since "0.1.0"
    zh: "缺少第一责任人履职情况" "年度报告应当包括党政主要负责人履行推进法治建设第一责任人职责的情况。写在别的部分里的一段或一项也算；只写在下一年度计划或存在的不足里的不算。只检查看得出是法治政府建设报告（凭标题、导语或各级标题）、并且有两个以上一级标题或不少于1200字的文本：只有标题、只有其中一个部分的，不算缺少。"
    en: "No account of the Party and government heads' duty" "The report must tell how the Party and government heads discharged their duty as first persons responsible. An item inside another part counts; a mention in next year's plan or among the shortcomings does not. Looked at are only texts that their title, opening or headings show to be such a report and that have two main parts or 1,200 characters: a bare title or a single part lacks nothing."
    source: "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）；《党政主要负责人履行推进法治建设第一责任人职责规定》"
    fires: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n开展普法宣传12场。\n二、存在的不足\n执法力量薄弱，原因是编制偏紧。\n三、下一步工作安排\n2024年，落实党政主要负责人第一责任人职责。"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n镇党政主要负责人带头学法，召开专题会议2次。\n二、存在的不足\n执法力量薄弱，原因是编制偏紧。\n三、下一步工作安排\n2024年，继续加强普法宣传。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    const NO_ACCOUNT: [Role; 5] =
        [Role::NextSteps, Role::Problems, Role::Causes, Role::ProblemsAndCauses, Role::Rectification];
    let due = facts.is_due(Role::FirstResponsible);
    let role = Role::FirstResponsible;
    if due && !facts.has_part(&[role]) && !facts.says(role, &NO_ACCOUNT) {
        let zh = "没有报告党政主要负责人履行推进法治建设第一责任人职责的情况";
        let en = "no account of how the Party and government heads discharged their duty as first persons responsible";
        sink.report(facts.title_span(), zh, en);
    }
}

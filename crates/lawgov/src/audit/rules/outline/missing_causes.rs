use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::Role;

rule! {
    LG105 "missing-causes" Info since "0.1.0"
    zh: "不足没有写明原因" "规定要求报告存在的不足和原因。有不足，但没有原因部分，不足中也没有“原因”“由于”“导致”等表述，才会报告。只检查看得出是法治政府建设报告（凭标题、导语或各级标题）、并且有两个以上一级标题或不少于1200字的文本：只有标题、只有其中一个部分的，不算缺少。"
    en: "Shortcomings without causes" "The rule asks for shortcomings and their causes. Reported when there is a part on shortcomings, none on causes, and the shortcomings themselves give no reason. Looked at are only texts that their title, opening or headings show to be such a report and that have two main parts or 1,200 characters: a bare title or a single part lacks nothing."
    source: "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）关于年度报告内容的规定"
    fires: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n执法力量薄弱，普法形式单一。\n三、下一步工作安排\n2024年，继续加强普法宣传。"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。\n三、下一步工作安排\n2024年，继续加强普法宣传。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let due = facts.is_due(Role::Causes);
    if !due || facts.has_part(&[Role::Causes, Role::ProblemsAndCauses]) {
        return;
    }
    let Some(problems) = facts.sections.iter().find(|s| s.role == Role::Problems) else { return };
    let elsewhere = [Role::Measures, Role::FirstResponsible, Role::NextSteps];
    if !facts.says(Role::Causes, &elsewhere) {
        let heading = facts.text.positions(problems.marker).start..facts.text.positions(problems.heading).end;
        sink.report_at(heading, "写了不足，没有写原因", "shortcomings are given without their causes");
    }
}

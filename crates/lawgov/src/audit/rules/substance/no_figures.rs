use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::Role;
use crate::statistic::Modality;

rule! {
    LG701 "no-figures" Info since "0.1.0"
    zh: "主要举措没有数字" "主要举措和成效部分没有一个反映工作结果的数字，无法比较，也无法核对。"
    en: "Measures without a single figure" "The part on measures and results holds no figure that reports a result: nothing in it can be compared or checked."
    source: "评估者的普遍意见：内容空泛、缺少事例和数据"
    fires: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人带头学法，扎实开展普法宣传，取得明显成效。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人带头学法，开展普法宣传12场次，取得明显成效。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let part = facts.sections.iter().find(|s| s.role == Role::Measures && s.parent.is_none());
    let (true, Some(part)) = (facts.is_report, part) else { return };
    let reported = facts.statistics.iter().filter(|s| s.modality == Modality::Achieved);
    let in_measures = |at: u32| facts.roles(facts.section_at(at)).any(|r| r == Role::Measures);
    if !reported.into_iter().any(|s| in_measures(s.span.start)) {
        let heading = facts.text.position(part.marker.start)..facts.text.position(part.heading.end);
        sink.report_at(heading, "主要举措和成效部分没有一个数字", "the part on measures holds not a single figure");
    }
}

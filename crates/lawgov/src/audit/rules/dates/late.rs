use jiff::civil::Date;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::day::Iso;
use crate::text::Span;

rule! {
    LG203 "late" Warning since "0.1.0"
    zh: "超过报告或公开期限" "落款日期晚于报送期限，或公开日期晚于公开期限。默认：市、县、乡镇和部门3月1日，省级4月1日；公开4月1日。期限可在配置（profile）中修改；年度之后第二年及更晚的日期多为网站迁移，不报告。"
    en: "Signed or published after the deadline" "The date under the signature is after the day for sending the report up, or the date of publication after the day for publishing it. By default 1 March for cities, counties, townships and departments, 1 April for provinces; 1 April for publication. A profile may set other days; dates two years on, mostly of a moved website, are left alone."
    source: "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）关于年度报告时限的规定"
    fires: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。\n三、下一年度工作安排\n2024年，我镇将加强普法宣传。\n清河镇人民政府\n2024年5月20日"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。\n三、下一年度工作安排\n2024年，我镇将加强普法宣传。\n清河镇人民政府\n2024年1月20日"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let (true, Some(year)) = (facts.is_report, facts.metadata.year) else { return };
    if !facts.profile.binds(Some(year)) {
        return;
    }
    let level = facts.metadata.level;
    let late = |day: Option<Date>, by: Option<Date>| {
        let (day, by) = (day?, by?);
        (day > by && day.year() == by.year()).then_some((Iso(day), Iso(by)))
    };
    let place = |span: Option<Span>| span.unwrap_or_else(|| facts.title_span());
    if let Some((day, by)) = late(facts.metadata.signed_on, facts.profile.report_by(year, level)) {
        let zh = format!("落款日期{day}晚于报送期限{by}");
        let en = format!("signed on {day}, after the deadline of {by}");
        sink.report(place(facts.metadata.signed_on_span), zh, en);
    } else if let Some((day, by)) = late(facts.metadata.published_on, facts.profile.publish_by(year, level)) {
        let zh = format!("公开日期{day}晚于公开期限{by}");
        let en = format!("published on {day}, after the deadline of {by}");
        sink.report(place(None), zh, en);
    }
}

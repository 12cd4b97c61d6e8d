use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::genre;
use crate::audit::rule::rule;

rule! {
    LG106 "not-a-report" Warning since "0.1.0"
    zh: "看不出是法治政府建设年度报告" "空文件，标题是别的文种（通知、政府工作报告、工作要点、实施方案），新闻稿（本报讯），法律条文，或者通篇没有谈到法治政府建设的文本：读它没有意义，缺少的部分也不会检查。报告的片段（有举措、存在问题等小标题，有“一是、二是”，或者谈到依法行政、执法、普法等）不报告，述法报告、督察情况等相近的文本也不报告。"
    en: "Nothing shows this to be a report on building a law-based government" "An empty file, a title of another kind of document (a notice, a work report of a government, a plan), news, the articles of a law, or a text that says nothing of what such reports are about: there is no sense in reading it, and missing parts are not looked for. Nothing is reported for a part of a report (headings of measures or shortcomings, 一是, 二是, or words on lawful administration, enforcement, law publicity), nor for its kin, such as one person's account of the duty."
    source: "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）关于年度报告内容的规定"
    fires: "关于做好元旦春节期间值班工作的通知\n各村（社区）、镇属各部门：\n节日期间请安排专人值班，遇有重要情况及时报告。"
    quiet: "（三）行政执法\n镇执法队办理案件12件，开展普法宣传4场。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    if facts.text.chars().iter().all(|c| c.is_whitespace()) {
        sink.report(facts.title_span(), "没有文字", "there is no text");
    } else if genre::is_foreign(facts) {
        let zh = "看不出是法治政府建设年度报告，规定的部分没有检查";
        let en = "nothing shows this to be a report on building a law-based government; its parts were not checked";
        sink.report(facts.title_span(), zh, en);
    }
}

#[cfg(test)]
mod tests {
    fn fires(text: &str) -> bool {
        crate::parse(text).findings.iter().any(|f| f.rule.code == "LG106")
    }

    #[test]
    fn what_is_no_report() {
        let poem = "细雨湿桥栏\n渔灯隔水寒\n归舟人未语\n山月已三竿";
        let work = "2023年清河县政府工作报告\n各位代表：\n一、过去一年工作回顾\n开展普法宣传12场。";
        let plan = "清河县2024年法治政府建设工作要点\n一、全面落实法治政府建设责任\n1.压实责任。\n二、提升依法行政能力\n2.开展培训4次。";
        let scheme = "柳湾镇法治政府建设实施方案（试行）\n一、总体要求\n推进依法行政。\n二、重点任务\n开展检查20次。";
        let news = "清河县召开法治政府建设推进会\n本报讯（记者 王某）3月5日，清河县召开法治政府建设推进会。";
        let law = "清河市法治政府建设若干规定\n第一条 为了推进法治政府建设，制定本规定。\n第二条 行政机关应当依法行政。\n第三条 每年报告法治政府建设情况。";
        for text in [
            "",
            " \n\u{feff}",
            poem,
            work,
            plan,
            scheme,
            news,
            law,
            "清河镇2023年度工作总结\n一、主要工作\n修建道路3公里。",
        ] {
            assert!(fires(text), "{text}");
        }
    }

    #[test]
    fn parts_and_kin_stay_quiet() {
        for text in [
            "全年发放普法宣传资料3000余份。",
            "二、存在的不足\n人手紧张。",
            "一是健全机制。二是压实责任。",
            "一、认真落实重大行政决策程序规定\n重大事项集体讨论决定12件。\n二、存在问题\n人手紧张。",
            "一是制定工作方案\n明确任务12项。\n二是压实责任\n召开会议3次。",
            "（三）规范性文件管理办法\n全年审查12件。",
            "二、存在的不足和下一步工作意见\n人手紧张。",
            "关于印发2023年法治政府建设工作报告的函\n现将报告印发给你们。",
            "全年认真执行重大行政决策程序规定",
            "清河镇2023年法治政府建设工作总结和2024年工作计划\n一、主要工作\n全年宣传12场。",
            "2024年法治政府建设工作计划\n一是加强培训。二是规范执法。",
            "清河镇2023年法治政府建设情况报告\n一、主要举措\n第一条路是普法。\n严格落实第三条规定。",
            "清河镇镇长2023年度述职述法报告\n本人认真履职。",
            "清河镇2023年法治政府建设情况报告\n一、主要举措\n全年宣传12场。",
        ] {
            assert!(!fires(text), "{text}");
        }
    }
}

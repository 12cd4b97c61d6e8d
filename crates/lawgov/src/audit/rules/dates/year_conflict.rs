use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::{LineKind, Role, date};
use crate::text::{Positions, Span};

rule! {
    LG202 "year-conflict" Warning since "0.1.0"
    zh: "报告年度前后不一致" "标题、“现将……报告如下”和各部分标题写的报告年度不同。下一年度安排、上年问题整改、文件名称中的年份和跨年的区间不算。"
    en: "Different years reported on" "The title, the sentence that announces the report, and the headings of its parts name different years. Plans, the follow-up of last year's problems, titles of documents and spans of years are left alone."
    source: "常见于公开文本：沿用上一年的稿子"
    fires: "清河镇2023年法治政府建设情况报告\n现将2023年工作情况报告如下：\n一、2022年主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。"
    quiet: "清河镇2023年法治政府建设情况报告\n现将2023年工作情况报告如下：\n一、2023年主要举措和成效\n党政主要负责人召开专题会议2次。\n二、存在的不足\n由于编制偏紧，执法力量薄弱。\n三、2024年工作安排\n继续加强执法。"
    check: check
}

struct Claim {
    span: Span,
    year: i16,
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    if !facts.is_report {
        return;
    }
    let title: Vec<Claim> =
        facts.lines.iter().filter(|l| l.kind == LineKind::Title).flat_map(|l| claims(facts, l.range.clone())).collect();
    let mut others: Vec<Claim> = announced(facts).into_iter().collect();
    const REPORTING: [Role; 4] = [Role::Measures, Role::FirstResponsible, Role::Problems, Role::ProblemsAndCauses];
    for section in facts.sections.iter().filter(|s| s.parent.is_none() && REPORTING.contains(&s.role)) {
        let heading = claims(facts, facts.text.positions(section.heading));
        let follows_up = ["整改", "下一", "安排", "计划"].iter().any(|w| facts.text.slice(section.heading).contains(w));
        if heading.len() == 1 && !follows_up {
            others.extend(heading);
        }
    }
    let Some(reference) = title.first().or_else(|| majority(&others)) else { return };
    for claim in &others {
        if claim.year != reference.year && title.iter().all(|t| t.year != claim.year) {
            let (here, there) = (claim.year, reference.year);
            let zh = format!("这里写{here}年，别处写{there}年");
            let en = format!("{here} here, {there} elsewhere, as the year reported on");
            sink.report(claim.span, zh, en).relate(reference.span, "报告年度", "the year reported on");
        }
    }
}

/// Years named in a range, outside titles of documents.
fn claims(facts: &Facts<'_>, range: Positions) -> Vec<Claim> {
    let text = facts.text;
    let mut quoted = 0i32;
    let mut found = Vec::new();
    for at in range {
        match text.char(at) {
            '《' => quoted += 1,
            '》' => quoted -= 1,
            _ => {}
        }
        if let Some(year) = date::year_at(text, at).filter(|_| quoted <= 0) {
            found.push(Claim { span: text.span(at..at + 4), year });
        }
    }
    found
}

/// The year of 现将……年……报告如下.
fn announced(facts: &Facts<'_>) -> Option<Claim> {
    facts.body_lines().take(6).find_map(|line| {
        let at = facts.text.find(line.range.clone(), "现将")?;
        let end = line.range.end.min(at + 60);
        let mut named = claims(facts, at..end);
        facts.text.find(at..end, "如下").filter(|_| named.len() == 1)?;
        named.pop()
    })
}

/// The claim of a year that most others share.
fn majority(claims: &[Claim]) -> Option<&Claim> {
    let votes = |claim: &Claim| claims.iter().filter(|c| c.year == claim.year).count();
    claims.iter().find(|c| votes(c) * 2 > claims.len() && votes(c) >= 2)
}

use jiff::civil::Date;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::day::Iso;
use crate::outline::{LineKind, date};
use crate::text::Positions;

rule! {
    LG204 "impossible-date" Error since "0.1.0"
    zh: "不存在的日期" "历法上没有的日期（13月、2月30日），或落款早于报告年度开始之日。月份之后是“个”的时间长度不算。"
    en: "A date that cannot be" "A date the calendar does not have (13月, 2月30日), or a signature before the year reported on began. Lengths of time (13个月) are left alone."
    source: "历法"
    fires: "2023年2月30日，邀请县委党校教师为全镇干部授课。"
    quiet: "2024年2月29日，邀请县委党校教师为全镇干部授课，活动历时13个月。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for run in &facts.marks.digits {
        if let Some(range) = impossible(facts, run) {
            report(facts, sink, range);
        }
    }
    for line in facts.lines.iter().filter(|l| l.kind == LineKind::Signature) {
        let start = line.range.start;
        let spelled = !facts.text.char(start).is_ascii_digit();
        if let Some(day) = date::day_at(facts.text, start).filter(|d| d.formal && d.date.is_none() && spelled) {
            report(facts, sink, start..day.end);
        }
    }
    let began = facts.metadata.year.and_then(|y| Date::new(y, 1, 1).ok());
    let signed =
        facts.metadata.signed_on.filter(|signed| facts.is_report && began.is_some_and(|began| *signed < began));
    if let Some(signed) = signed.map(Iso) {
        let place = facts.metadata.signed_on_span.unwrap_or_else(|| facts.title_span());
        let zh = format!("落款日期{signed}早于报告年度的开始");
        sink.report(place, zh, format!("signed on {signed}, before the year reported on began"));
    }
}

fn report(facts: &Facts<'_>, sink: &mut Sink<'_>, range: Positions) {
    let shown = facts.text.raw(range.clone());
    sink.report_at(range, format!("没有这个日期：{shown}"), format!("there is no such date: {shown}"));
}

/// The date that begins with a run of digits, if the calendar does not have it.
fn impossible(facts: &Facts<'_>, run: &Positions) -> Option<Positions> {
    let text = facts.text;
    if run.len() == 4 {
        let day = date::day_at(text, run.start).filter(|d| d.formal);
        return day.filter(|d| d.date.is_none()).map(|d| run.start..d.end);
    }
    let month = number(facts, run)?;
    if text.char(run.end) != '月' {
        return None;
    }
    let after_year = facts.before(run.start) == '年' && text.char(run.start.checked_sub(2)?).is_ascii_digit();
    let days =
        run.end + 1..run.end + 1 + (run.end + 1..run.end + 4).take_while(|&i| text.char(i).is_ascii_digit()).count();
    if matches!(text.char(days.end), '日' | '号') {
        let day = number(facts, &days)?;
        // 2024 is a leap year: without a year of its own 2月29日 may be right.
        let fits = Date::new(2024, month, day).is_ok();
        return (!fits && !after_year).then_some(run.start..days.end + 1);
    }
    let wrong = !(1..=12).contains(&month) && days.is_empty();
    (wrong && after_year).then_some(run.start..run.end + 1)
}

/// A number of one or two digits.
fn number(facts: &Facts<'_>, run: &Positions) -> Option<i8> {
    if run.is_empty() || run.len() > 2 {
        return None;
    }
    facts.text.chars().get(run.clone())?.iter().try_fold(0, |n, c| Some(n * 10 + c.to_digit(10)? as i8))
}

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::Section;
use crate::outline::numbering::{self, Form};
use crate::text::Span;

rule! {
    LG112 "numbering-skipped" Warning since "0.1.0"
    zh: "序号缺漏" "同一层次的标题（或同一列举）序号中断，如（二）之后是（四），或者只有“一是”没有“二是”。如果缺少的序号在中间某处出现过，则不报告。"
    en: "A number is skipped" "Headings of one level, or items of one enumeration, leave out a number: （二） then （四）, or 一是 alone. Nothing is reported when the missing number stands somewhere in between."
    source: "GB/T 9704—2012《党政机关公文格式》7.3.3"
    fires: "一、主要举措\n（一）加强领导\n召开会议。\n（二）加强宣传\n发放资料。\n（四）加强执法\n开展检查。"
    quiet: "一、主要举措\n（一）加强领导\n召开会议。\n（二）加强宣传\n一是发放资料。二是开展讲座。\n（三）加强执法\n开展检查。"
    check: check
}

/// Numbers left out at once beyond which the two are not of one list.
const WIDEST: u32 = 4;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for family in facts.families() {
        for pair in family.windows(2) {
            let [a, b] = pair else { continue };
            headings(facts, sink, a, b);
        }
    }
    for (i, measure) in facts.measures.iter().enumerate() {
        let marker = facts.text.slice(measure.marker);
        let next = facts.measures.get(i + 1).filter(|next| next.section == measure.section);
        let after = facts.text.position(measure.marker.end);
        match next {
            Some(next) if next.ordinal > 1 => {
                let suffix = |m: &str| m.chars().last();
                let gap = next.ordinal.saturating_sub(measure.ordinal + 1);
                let alike = suffix(marker) == suffix(facts.text.slice(next.marker)) && marker.ends_with(['是', '要']);
                let between = after..facts.text.position(next.marker.start);
                if alike && (1..=WIDEST).contains(&gap) && !facts.counts_on(between, measure.ordinal + 1) {
                    report(facts, sink, measure.marker, next.marker);
                }
            }
            _ if marker == "一是" && !goes_on(facts, i) => {
                let end = next.map_or_else(|| end_of(facts, measure.section), |next| next.marker.start);
                if !facts.counts_on(after..facts.text.position(end), 2) {
                    sink.report(measure.marker, "只有“一是”，没有“二是”", "一是 stands alone, no 二是 follows");
                }
            }
            _ => {}
        }
    }
}

fn headings(facts: &Facts<'_>, sink: &mut Sink<'_>, a: &Section, b: &Section) {
    let (Some(from), Some(to)) = (a.ordinal, b.ordinal) else { return };
    let gap = to.saturating_sub(from + 1);
    if !(1..=WIDEST).contains(&gap) || facts.form(a) != facts.form(b) || !facts.opens_line(a) || !facts.opens_line(b) {
        return;
    }
    let (start, end) = (facts.text.position(a.marker.end), facts.text.position(b.marker.start));
    let form = facts.form(a);
    // A number the outline passed over, or took for a decimal (4.7个), is not missing.
    let missed = (start..end).any(|at| {
        let due = |ordinal| (from + 1..to).contains(&ordinal);
        let opens = opens_line(facts, at);
        numbering::read(facts.text, at).is_some_and(|m| due(m.ordinal) && Some(m.form) == form)
            || form == Some(Form::Arabic) && opens && number_at(facts, at).is_some_and(due)
    });
    if !missed {
        report(facts, sink, a.marker, b.marker);
    }
}

fn opens_line(facts: &Facts<'_>, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|i| facts.text.class(i).is_blank())
}

/// The number of up to two digits at a position, whatever follows: 4.7个, 5 .
fn number_at(facts: &Facts<'_>, at: usize) -> Option<u32> {
    let digit = |at: usize| facts.text.char(at).to_digit(10);
    let first = digit(at)?;
    Some(digit(at + 1).map_or(first, |second| first * 10 + second))
}

fn report(facts: &Facts<'_>, sink: &mut Sink<'_>, first: Span, second: Span) {
    let (a, b) = (facts.text.slice(first), facts.text.slice(second));
    let finding = sink.report(second, format!("序号缺漏：“{a}”之后是“{b}”"), format!("{a} is followed by {b}"));
    finding.relate(first, "前一个序号", "the number before");
}

/// Where a section ends; the text's end for what lies in none.
fn end_of(facts: &Facts<'_>, section: Option<u32>) -> u32 {
    let section = section.and_then(|id| facts.sections.get(id as usize));
    section.map_or(facts.text.original().len() as u32, |s| s.span.end)
}

/// Whether the next item in the text is 二是, whatever section it was put in.
fn goes_on(facts: &Facts<'_>, i: usize) -> bool {
    facts.measures.get(i + 1).is_some_and(|next| next.ordinal == 2)
}

#[cfg(test)]
mod tests {
    fn fires(text: &str) -> bool {
        crate::parse(text).findings.iter().any(|f| f.rule.code == "LG112")
    }

    #[test]
    fn a_gap_is_a_gap_whatever_the_section_lists() {
        assert!(fires("一、主要举措\n（一）甲事\n办理。\n（二）乙事\n一是甲。二是乙。三是丙。\n（四）丁事\n办理。"));
        assert!(fires("一、甲\n办理。\n二、乙\n（一）丙\n办理。\n（二）丁\n办理。\n（三）戊\n办理。\n四、己\n办理。"));
    }

    #[test]
    fn a_number_in_another_guise_is_not_missing() {
        for text in [
            "一、名词解释\n1.甲类名词。\n2.7个百分百：乙类名词。\n3.丙类名词。",
            "存在不足：一是力量薄弱；其次是经费不足。",
            "主要做法：一是加强领导，二是加强宣传。",
        ] {
            assert!(!fires(text), "{text}");
        }
    }
}

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::text::Span;

rule! {
    LG111 "numbering-repeated" Warning since "0.1.0"
    zh: "序号重复" "同一层次相邻的两个标题（或同一列举中相邻的两项）序号相同。从一重新开始的列举不算重复。"
    en: "A number stands twice" "Two neighbouring headings of one level, or two neighbouring items of one enumeration, have the same number. A list that begins again at one is no repetition."
    source: "GB/T 9704—2012《党政机关公文格式》7.3.3"
    fires: "一、主要举措\n（一）加强领导\n召开会议。\n（二）加强宣传\n发放资料。\n（二）加强执法\n开展检查。"
    quiet: "一、主要举措\n（一）加强领导\n召开会议。\n（二）加强宣传\n发放资料。\n二、存在的不足\n（一）力量薄弱\n编制偏紧。\n（二）形式单一\n创新不够。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for family in facts.families() {
        for pair in family.windows(2) {
            let [a, b] = pair else { continue };
            let restarts = b.ordinal == Some(1) && b.level > 2;
            if b.ordinal.is_some()
                && a.ordinal == b.ordinal
                && facts.form(a) == facts.form(b)
                && !restarts
                && facts.opens_line(a)
                && facts.opens_line(b)
            {
                report(facts, sink, a.marker, b.marker);
            }
        }
    }
    for pair in facts.measures.windows(2) {
        let [a, b] = pair else { continue };
        let same = facts.text.slice(a.marker) == facts.text.slice(b.marker);
        if same && a.section == b.section && b.ordinal > 1 {
            report(facts, sink, a.marker, b.marker);
        }
    }
}

fn report(facts: &Facts<'_>, sink: &mut Sink<'_>, first: Span, second: Span) {
    let number = facts.text.slice(second);
    let finding = sink.report(second, format!("序号“{number}”重复"), format!("the number {number} stands twice"));
    finding.relate(first, "前一处", "the first of the two");
}

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::text::{Class, Positions};

rule! {
    LG503 "mixed-width-punctuation" Info since "0.1.0"
    zh: "中文中的半角标点" "汉字之间使用半角的 , ; : ? ! . 或括号。每份报告只报告一次，列出全部位置。数字、字母旁的半角标点不算。"
    en: "Half-width punctuation between Chinese characters" "Half-width , ; : ? ! . or brackets between Chinese characters. One finding a report, with every place. Marks beside digits or letters are left alone."
    source: "GB/T 15834—2011《标点符号用法》"
    fires: "坚持依法行政,规范执法行为(含委托执法)，提高效能。"
    quiet: "坚持依法行政，全年受理1,200件，GDP(PPP)不计。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let half_width = facts.marks.half_width.iter().map(|&(at, c)| (at as usize, c));
    let mut places = half_width.filter(|&(at, c)| is_misplaced(facts, at, c)).map(|(at, _)| at..at + 1);
    let Some(first) = places.next() else { return };
    let rest: Vec<Positions> = places.collect();
    let count = rest.len() + 1;
    let zh = format!("汉字之间的半角标点{count}处");
    let en = format!("half-width punctuation between Chinese characters in {count} place(s)");
    let finding = sink.report_at(first.clone(), zh, en);
    for place in std::iter::once(first).chain(rest) {
        finding.relate(facts.text.span(place), "半角标点", "half-width mark");
    }
}

fn is_misplaced(facts: &Facts<'_>, at: usize, mark: char) -> bool {
    let before = || facts.han_before(at) || at > 0 && facts.text.class(at - 1).any(Class::CLOSE);
    let after = || facts.han(at + 1) || facts.text.class(at + 1).any(Class::OPEN);
    match mark {
        '.' => before() && after() && !facts.text.class(at - 1).any(Class::NUMERAL),
        '(' => facts.han(at + 1),
        ')' => facts.han_before(at),
        _ => before() && after(),
    }
}

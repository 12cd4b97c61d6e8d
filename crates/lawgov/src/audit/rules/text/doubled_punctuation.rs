use crate::audit::facts::{Facts, Marks};
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::text::{Class, Positions};

rule! {
    LG502 "doubled-punctuation" Warning since "0.1.0"
    zh: "标点重复" "两个点号连用（，。 。。 、、 .,），多为修改或转换时遗留。省略号、小数和网址不算。"
    en: "Doubled punctuation" "Two stops or pauses in a row (，。 。。 、、 .,), left over from editing or conversion. Ellipses, decimals and addresses are left alone."
    source: "GB/T 15834—2011《标点符号用法》"
    fires: "全年开展普法宣传12场次，。发放资料300份。"
    quiet: "全年开展普法宣传12场次，发放资料300份……详见http://example.cn/a。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let mut marks = facts.marks.crowded.iter().map(|&(at, c)| (at as usize, c)).peekable();
    while let Some((start, first)) = marks.next() {
        let (mut end, mut dots) = (start + 1, first == '.');
        let mut count = 1;
        let spaces = |range: Positions| range.into_iter().all(|i| facts.text.class(i).any(Class::SPACE));
        while let Some((at, c)) = marks.next_if(|&(at, _)| at <= end + Marks::GAP as usize && spaces(end..at)) {
            end = at + 1;
            count += 1;
            dots &= c == '.';
        }
        let ellipsis = facts.text.starts_with(start, "...");
        let in_text = facts.han_before(start) || "%)”》".contains(facts.before(start));
        let decimal = facts.text.char(end).is_ascii_digit() && facts.text.char(end - 1) == '.';
        if count < 2 || dots || ellipsis || decimal || !in_text {
            continue;
        }
        let run = facts.text.raw(start..end);
        sink.report_at(start..end, format!("标点重复：“{run}”"), format!("doubled punctuation: {run}"));
    }
}

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;

rule! {
    LG404 "malformed-document-number" Info since "0.1.0"
    zh: "发文字号格式有误" "发文字号的年份应当用六角括号〔〕括全，写作 某府发〔2023〕37号。方括号、圆括号、缺半边括号都会报告；法院案号（2023）某01民初1号 不算。"
    en: "Malformed document number" "The year of a document number stands inside 〔〕: 某府发〔2023〕37号. Square or round brackets and a lost bracket are reported; court case numbers, which take round brackets, are not."
    source: "GB/T 9704—2012《党政机关公文格式》7.2.5"
    fires: "按照《关于开展法治督察的通知》（清河府发[2023]37号）要求开展自查。"
    quiet: "按照《关于开展法治督察的通知》（清河府发〔2023〕37号）要求，执行（2023）清01行初5号判决。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let text = facts.text;
    for &(open, mark) in &facts.marks.brackets {
        let open = open as usize;
        if !matches!(mark, '(' | '[' | '【' | '〔') || !facts.han_before(open) {
            continue;
        }
        let digits = |from: usize| (from..from + 9).take_while(|&at| text.char(at).is_ascii_digit()).count();
        let year = digits(open + 1);
        let is_year = matches!(text.char(open + 1), '1' | '2') && matches!(text.char(open + 2), '9' | '0');
        if year < 4 || !is_year {
            continue;
        }
        let close = open + 1 + year;
        let closed = matches!(text.char(close), ')' | ']' | '】' | '〕');
        let serial = if closed { digits(close + 1) } else { year - 4 };
        let end = if closed { close + 1 + serial } else { close };
        if text.char(end) != '号' || !(1..=4).contains(&serial) || closed && year != 4 {
            continue;
        }
        if mark == '〔' && text.char(close) == '〕' {
            continue;
        }
        let as_written = text.raw(open..end + 1);
        let right: String = text.chars().get(open + 1..open + 5).unwrap_or_default().iter().collect();
        let number: String = text.chars().get(end - serial..end).unwrap_or_default().iter().collect();
        let right = format!("〔{right}〕{number}号");
        sink.report_at(
            open..end + 1,
            format!("发文字号“{as_written}”应写作“{right}”"),
            format!("the document number {as_written} should read {right}"),
        );
    }
}

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;

rule! {
    LG402 "misnamed-law" Warning since "0.1.0"
    zh: "法律名称有误" "法律名称颠倒、漏字或错字，如把就业促进法写成促进就业法。只报告登记在册的误名，地方性法规不算。"
    en: "A law is misnamed" "Words of a law's name are swapped, lost or wrong: 促进就业法 for 就业促进法. Only wrong names on the list are reported; local regulations are left alone."
    source: "误名表（data/misnamed_laws.tsv）"
    fires: "印发劳动合同法、促进就业法等普法资料3000份。"
    quiet: "印发劳动合同法、就业促进法等普法资料3000份。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for named in facts.laws_named() {
        let written = facts.text.slice(named.name);
        if let Some(law) = facts.laws.misnamed(written) {
            let zh = format!("“{written}”应为“{}”", law.name);
            sink.report(named.span, zh, format!("{written} should read {}", law.name));
        }
    }
}

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::citation::LawStatus;
use crate::day::Iso;

rule! {
    LG401 "repealed-law" Warning since "0.1.0"
    zh: "引用已废止的法律" "把报告年度开始以前已经废止的法律、法规当作现行有效的来引用、宣传。只依据登记表中经过查证的条目；写明“原”“废止”“取代”的不算。"
    en: "A repealed law cited as in force" "A law or regulation repealed before the year reported on began is cited or handed out as if in force. Only rows of the registry that were looked up count; nothing is said where the text itself speaks of the former law or of its repeal."
    source: "法律登记表（data/laws.tsv），逐条注明出处"
    fires: "2023年，全镇集中宣讲《中华人民共和国物权法》等法律法规。"
    quiet: "2023年，全镇集中宣讲《中华人民共和国民法典》，说明原《中华人民共和国物权法》同时废止。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for named in facts.laws_named().filter(|l| l.status == LawStatus::Repealed && !facts.is_former(l.span)) {
        let Some(law) = named.law.and_then(|key| facts.laws.law(key)) else { continue };
        let (mut zh, mut en) = (format!("{}已废止", law.name), format!("{} was repealed", law.name));
        if let Some(until) = law.until.map(Iso) {
            zh = format!("{}自{until}起已废止", law.name);
            en += &format!(" on {until}");
        }
        if let Some(next) = law.replaced_by.as_deref().and_then(|key| facts.laws.law(key)) {
            zh += &format!("，现行的是{}", next.name);
            en += &format!("; {} is in force", next.name);
        }
        sink.report(named.span, zh, en);
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Table;

    #[test]
    fn every_former_word_has_an_example_and_a_counter() {
        let accused = |text: &str| {
            let text = format!("清河镇2023年法治政府建设情况报告\n2023年，{text}。");
            crate::parse(text).findings.iter().any(|f| f.rule.code == "LG401")
        };
        for row in Table::new(include_str!("../../../../data/former_words.tsv")).rows() {
            assert!(!accused(row.get("example")), "{}", row.get("example"));
            assert!(accused(row.get("counter")), "{}", row.get("counter"));
        }
    }
}

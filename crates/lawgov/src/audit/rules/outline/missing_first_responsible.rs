use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::lexicon::{Table, Trie};
use crate::outline::Role;
use crate::text::{Class, Positions};

rule! {
    LG103 "missing-first-responsible" Warning since "0.1.0"
    zh: "缺少第一责任人履职情况" "年度报告应当包括党政主要负责人履行推进法治建设第一责任人职责的情况。写在别的部分里的一段或一项也算，写明局长、书记等姓名和所做工作的一句也算；只写在下一年度计划或存在的不足里的不算。只检查看得出是法治政府建设报告（凭标题、导语或各级标题）、并且有两个以上一级标题或不少于1200字的文本：只有标题、只有其中一个部分的，不算缺少。"
    en: "No account of the Party and government heads' duty" "The report must tell how the Party and government heads discharged their duty as first persons responsible. An item inside another part counts, and so does a sentence that names a head and what that head did; a mention in next year's plan or among the shortcomings does not. Looked at are only texts that their title, opening or headings show to be such a report and that have two main parts or 1,200 characters: a bare title or a single part lacks nothing."
    source: "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）；《党政主要负责人履行推进法治建设第一责任人职责规定》"
    fires: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n开展普法宣传12场。\n二、存在的不足\n执法力量薄弱，原因是编制偏紧。\n三、下一步工作安排\n2024年，落实党政主要负责人第一责任人职责。"
    quiet: "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n镇党政主要负责人带头学法，召开专题会议2次。\n二、存在的不足\n执法力量薄弱，原因是编制偏紧。\n三、下一步工作安排\n2024年，继续加强普法宣传。"
    check: check
}

/// The posts of heads (true), and what a head does for the rule of law.
static WORDS: Lazy<Trie<bool>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("head_words"));
    Trie::new(table.rows().map(|row| (row.get("word"), row.get("part") == "post")))
});

/// How far behind a name its deed stands.
const REACH: usize = 40;

/// Parts in which nothing is told of what was done.
const NO_ACCOUNT: [Role; 5] =
    [Role::NextSteps, Role::Problems, Role::Causes, Role::ProblemsAndCauses, Role::Rectification];

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let due = facts.is_due(Role::FirstResponsible);
    let role = Role::FirstResponsible;
    if due && !facts.has_part(&[role]) && !facts.says(role, &NO_ACCOUNT) && !tells_of_heads(facts) {
        let zh = "没有报告党政主要负责人履行推进法治建设第一责任人职责的情况";
        let en = "no account of how the Party and government heads discharged their duty as first persons responsible";
        sink.report(facts.title_span(), zh, en);
    }
}

/// Whether some sentence of the account tells what a head named in it did: 厅长某某主持召开领导小组会议3次.
fn tells_of_heads(facts: &Facts<'_>) -> bool {
    facts.people.iter().any(|person| {
        let Some(post) = person.post.map(|post| facts.text.positions(post)) else { return false };
        let name = facts.text.positions(person.span);
        let excepted = facts.roles(facts.section_at(person.span.start)).any(|role| NO_ACCOUNT.contains(&role));
        !excepted && is_head(facts, post) && acts(facts, name.end)
    })
}

/// Whether a post is that of a head: 党组书记, 局长, not 副局长 or 办公室主任.
fn is_head(facts: &Facts<'_>, post: Positions) -> bool {
    let chars = &facts.text.chars()[post];
    let head = |at: usize| WORDS.longest(&chars[at..]).is_some_and(|(len, &post)| post && at + len == chars.len());
    (0..chars.len()).any(head) && !chars.contains(&'副') && !chars.contains(&'室') && !chars.contains(&'支')
}

/// Whether a deed follows a name in its sentence.
fn acts(facts: &Facts<'_>, name: usize) -> bool {
    let text = facts.text;
    let sentence = (name..text.len().min(name + REACH)).take_while(|&at| !text.class(at).any(Class::STOP));
    sentence.into_iter().any(|at| WORDS.longest(&text.chars()[at..]).is_some_and(|(_, &post)| !post))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Table;

    #[test]
    fn every_word_has_an_example_and_a_counter() {
        let missing = |account: &str| {
            let text = format!(
                "清河镇2023年法治政府建设情况报告\n一、主要举措和成效\n{account}。\n二、存在的不足\n执法力量薄弱，原因是编制偏紧。\n三、下一步工作安排\n2024年，继续加强普法宣传。"
            );
            crate::parse(&text).findings.iter().any(|f| f.rule.code == "LG103")
        };
        for row in Table::new(include_str!("../../../../data/head_words.tsv")).rows() {
            assert!(!missing(row.get("example")), "{}", row.get("example"));
            assert!(missing(row.get("counter")), "{}", row.get("counter"));
        }
    }
}

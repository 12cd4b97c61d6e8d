use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::lexicon::{List, Row, Table, ends_place, place_rank};
use crate::metadata::Level;
use crate::text::{Class, Positions, Span, Text};

rule! {
    LG505 "other-body" Info since "0.1.0"
    zh: "自称与报告单位不符" "报告单位是乡，文中却自称“我镇”“镇党委”：多半是套用其他单位的文本没有改全。只比较同一层级的自称（乡、镇、街道；县、旗、区；局、委、厅），“柏岭镇党委”这样写明别的单位的，以及上级、下级的简称，不报告。"
    en: "It speaks of itself as another kind of body" "A 乡 reports, and its text says 我镇 or 镇党委 of itself: most likely left over from another body's text. Only what bodies of one rank call themselves is compared (乡, 镇, 街道; 县, 旗, 区; 局, 委, 厅); nothing is reported for others named in full (柏岭镇党委), nor for bodies above and below."
    source: "常见于公开文本"
    fires: "清河乡2023年法治政府建设情况报告\n一、主要举措\n我乡开展普法宣传12场。镇党委召开会议4次。"
    quiet: "清河乡2023年法治政府建设情况报告\n一、主要举措\n我乡开展普法宣传12场，与柏岭镇党委召开会议4次，各乡镇政府派员参加。"
    check: check
}

/// Where a word tells of what kind the reporting body is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Any,
    /// Only where nothing of a name stands before it.
    Opens,
    Never,
}

/// How a kind of body speaks of itself.
struct Form {
    word: &'static str,
    rank: Level,
    /// The ends of the names of those who may say so.
    bodies: Vec<&'static str>,
    place: Place,
}

struct Forms {
    forms: Vec<Form>,
    /// The ends of the names of all who say them, with their ranks.
    bodies: Vec<(Level, &'static str)>,
}

static FORMS: Lazy<Forms> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("self_forms"));
    let form = |row: Row<'_>| {
        let rank = Level::from_name(row.get("rank"))?;
        let place = match row.get("place") {
            "opens" => Place::Opens,
            "never" => Place::Never,
            _ => Place::Any,
        };
        Some(Form { word: row.get("word"), rank, bodies: row.list("bodies").collect(), place })
    };
    let forms: Vec<Form> = table.rows().filter_map(form).collect();
    let bodies = forms.iter().flat_map(|form| form.bodies.iter().map(|&end| (form.rank, end))).collect();
    Forms { forms, bodies }
});

/// What bodies of all kinds call themselves.
pub(in crate::audit) fn words() -> Vec<&'static str> {
    FORMS.forms.iter().map(|form| form.word).collect()
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let metadata = facts.metadata;
    let Some(rank) = metadata.level else { return };
    // A department is what its name ends with, a place what the last of its units does.
    let names: Vec<&str> = match rank {
        Level::Department => metadata.issuers.iter().map(String::as_str).collect(),
        _ => metadata.region.last().map(String::as_str).into_iter().collect(),
    };
    let is_known = |&(of, end): &(Level, &str)| of == rank && names.iter().any(|name| name.ends_with(end));
    let is = |form: &Form| names.iter().any(|name| form.bodies.iter().any(|end| name.ends_with(end)));
    let text = facts.text;
    let mut said: Vec<(Span, &'static str)> = Vec::new();
    let mut known = None;
    let Forms { forms, bodies } = &*FORMS;
    let mut last = 0;
    for found in facts.words.of(List::SelfForm) {
        let (range, Some(form)) = (found.range(), forms.get(found.place as usize)) else { continue };
        let from = std::mem::replace(&mut last, range.end);
        if form.rank != rank || form.place == Place::Never || is(form) {
            continue;
        }
        let sentence = sentence_before(text, range.start);
        let others = || is_named(text, from.max(sentence.start)..range.start, &form.bodies);
        let opens = || opens(facts, range.start) && !others();
        if form.place == Place::Opens && !opens() || is_quoted(text, sentence) {
            continue;
        }
        // Of a body of no known kind (a brigade, a centre) nothing is told.
        if *known.get_or_insert_with(|| bodies.iter().any(is_known)) {
            said.push((text.span(range), form.bodies.first().copied().unwrap_or_default()));
        }
    }
    let Some(&(first, other)) = said.first() else { return };
    let (word, name) = (text.slice(first), names.join("、"));
    let zh = format!("报告单位是“{name}”，这里自称“{word}”（{}处）", said.len());
    let en = format!("{name} reports, but speaks of itself as a {other} ({word}, {} in all)", said.len());
    let finding = sink.report(first, zh, en);
    for &(span, _) in said.iter().skip(1) {
        finding.relate(span, "同样的自称", "the same");
    }
}

/// How far back a sentence is read, in characters.
const REACH: usize = 200;

/// What of a sentence stands before `at`.
fn sentence_before(text: &Text, at: usize) -> Positions {
    let ends = |at: usize| text.class(at).any(Class::NEWLINE) || matches!(text.char(at), '。' | ';' | '!' | '?');
    let from = at.saturating_sub(REACH);
    (from..at).rev().find(|&at| ends(at)).map_or(from, |end| end + 1)..at
}

/// Whether what follows these words stands in quotation marks.
fn is_quoted(text: &Text, words: Positions) -> bool {
    let mark = words.rev().map(|at| text.char(at)).find(|c| QUOTES.iter().any(|(open, close)| c == open || c == close));
    mark.is_some_and(|mark| QUOTES.iter().any(|&(open, _)| open == mark))
}

const QUOTES: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];

/// Whether a body of one of the kinds is named: then what follows speaks of it (与柏岭镇联合执法，镇政府出动20人).
fn is_named(text: &Text, words: Positions, kinds: &[&str]) -> bool {
    words.clone().skip(1).any(|at| {
        let is_place = || place_rank(text.char(at)).is_none() || ends_place(text.chars(), at);
        text.class(at - 1).any(Class::HAN) && kinds.iter().any(|kind| text.starts_with(at, kind)) && is_place()
    })
}

/// Whether no name stands before a word: a clause begins there, or a preposition leads to it.
fn opens(facts: &Facts<'_>, at: usize) -> bool {
    let before = facts.before(at);
    let class = facts.text.class(at.wrapping_sub(1));
    // 问题所在镇党委: the one of another place.
    if before == '在' && facts.before(at - 1) == '所' {
        return false;
    }
    // 县委县政府: one body after another.
    class.is_boundary() || class.is_blank() || matches!(before, '由' | '经' | '向' | '在' | '委')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_an_example_and_a_counter() {
        let fires =
            |text: &str| crate::parse(text.replace("\\n", "\n")).findings.iter().any(|f| f.rule.code == "LG505");
        let table = Table::new(include_str!("../../../../data/self_forms.tsv"));
        for row in table.rows().filter(|row| row.get("place") != "never") {
            assert!(fires(row.get("example")), "{}", row.get("example"));
            assert!(!fires(row.get("counter")), "{}", row.get("counter"));
            assert!(row.get("counter").contains(row.get("word")), "{}", row.get("counter"));
        }
    }

    #[test]
    fn longer_words_quotations_and_others_named_before_stay_quiet() {
        let fires = |body: &str, text: &str| {
            let text = format!("清河{body}2023年法治政府建设情况报告\n一、主要举措\n{text}");
            crate::parse(text).findings.iter().any(|f| f.rule.code == "LG505")
        };
        assert!(!fires("乡", "督促问题所在镇党委整改12件。"));
        assert!(fires("乡", "问题12件，在镇党委会议上通报。"));
        assert!(!fires("乡", "与柏岭镇联合执法，镇政府出动20人。"));
        assert!(fires("乡", "与柏岭镇联合执法。镇政府出动20人。"));
        assert!(fires("乡", "全镇12个村，镇政府出动20人。"));
        assert!(!fires("乡", "群众说：“我镇要多宣传”，共12人次。"));
        assert!(fires("乡", "开展“送法下乡”，我镇开展普法宣传12场。"));
        for (body, text) in [
            ("县教育局", "群众称我委托律师代理案件12件。"),
            ("县教育局", "消除自我委屈情绪，开展活动12次。"),
            ("县教育委员会", "自我办理案件12件。"),
            ("镇", "培育我乡土人才12人。"),
            ("乡", "遇事我镇静应对12次。"),
        ] {
            assert!(!fires(body, text), "{text}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of time needs a clock")]
    fn a_long_sentence_takes_linear_time() {
        let text = format!("清河乡2023年法治政府建设情况报告\n{}", "镇政府我镇“".repeat(60_000));
        let started = std::time::Instant::now();
        assert!(crate::parse(text).findings.iter().any(|f| f.rule.code == "LG505"));
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    #[test]
    fn bodies_of_several_kinds_and_of_none_known_stay_quiet() {
        let fires = |text: &str| crate::parse(text).findings.iter().any(|f| f.rule.code == "LG505");
        let body = "2023年法治政府建设情况报告\n一、主要举措\n";
        assert!(!fires(&format!("清河县交通警察大队{body}我局召开会议4次。")));
        assert!(!fires(&format!("清河县{body}我区开展普法宣传12场。")));
        assert!(!fires(&format!("清河镇{body}镇党委召开会议4次，县政府督查2次，我县开展普法宣传12场。")));
        assert!(fires(&format!("清河乡{body}乡党委镇政府召开会议4次。")));
    }
}

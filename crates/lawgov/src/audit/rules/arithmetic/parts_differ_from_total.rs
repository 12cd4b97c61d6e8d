use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::audit::figures::{Bounds, Sentence, are_kin, is_count};
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::lexicon::{Table, Trie};
use crate::quantity::{Approx, Kind};
use crate::statistic::Statistic;
use crate::text::{Class, Positions};

rule! {
    LG302 "parts-differ-from-total" Error since "0.1.0"
    zh: "分项之和与总数不符" "“其中”之后的某一分项大于总数；互相排斥的分项（口头协议、书面协议，男、女，简易程序、普通程序）之和不等于总数；或者“合计”“共计”不等于前面各项之和。分项允许不全、允许交叉，没有把握的不报告；余、约按范围核对。"
    en: "Parts do not add up to their total" "A part after 其中 is greater than the total; parts that exclude each other (oral and written agreements, men and women) do not add up to it; or 合计 or 共计 is not the sum of what stands before it. Parts may be incomplete or overlap: nothing is reported without certainty. 余 and 约 are checked as ranges."
    source: "算术；互斥的分项见 data/exclusive_parts.tsv"
    fires: "全镇排查安全隐患212处，整改率达100%。其中一般隐患231处，较大隐患26处。"
    quiet: "全镇排查安全隐患212处，整改率达100%。其中一般隐患186处，较大隐患26处。办理许可28件、处罚342件，合计370件。"
    check: check
}

/// Labels of parts that exclude each other.
struct Exclusive {
    labels: Vec<&'static str>,
    /// What the total must be called for the parts to make up all of it; if none, it may be anything.
    whole: Vec<&'static str>,
    /// They make up all of it only behind a colon: 审结13件：维持9件，驳回4件.
    behind_colon: bool,
}

impl Exclusive {
    fn make_up(&self, noun: &str) -> bool {
        self.whole.is_empty() || self.whole.iter().any(|word| noun.contains(word))
    }
}

static EXCLUSIVE: Lazy<Vec<Exclusive>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("exclusive_parts"));
    let mut sets = Vec::new();
    for row in table.rows() {
        sets.push(Exclusive {
            labels: row.list("labels").collect(),
            whole: row.list("whole").collect(),
            behind_colon: row.get("behind") == "colon",
        });
    }
    sets
});

/// What opens a list of parts.
static OPENINGS: Lazy<Trie<()>> = Lazy::new(|| Trie::new(["其中", "包括", "包含"].map(|word| (word, ()))));
/// Figures back among which a total is sought, and parts that are added up.
const REACH: usize = 6;
const PARTS: usize = 12;
/// What takes up a list in another sentence.
const REST: [&str; 4] = ["其余", "其他", "另", "剩余"];
/// Longest label of a part behind a colon, with the mark before it.
const LONGEST_LABEL: usize = 8;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for (i, sentence) in facts.sentences.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| facts.sentences.get(i));
        for at in openings(facts, sentence.range.clone()) {
            listed_after(facts, sink, sentence, before, at);
        }
        summed(facts, sink, sentence);
        behind_colon(facts, sink, sentence);
    }
}

/// 审结 A：维持 B，驳回 C、撤销 D: exclusive parts behind a colon are all there are.
fn behind_colon(facts: &Facts<'_>, sink: &mut Sink<'_>, sentence: &Sentence) {
    let figures = facts.figures(sentence);
    for (i, total) in figures.iter().enumerate().filter(|(_, s)| is_count(s)) {
        let at = facts.place(total).end;
        if facts.text.char(at) != ':' {
            continue;
        }
        let mut next = at + 1;
        let mut parts: Vec<&Statistic> = Vec::new();
        for part in figures[i + 1..].iter().take(PARTS) {
            let lead = next..facts.place(part).start;
            let several =
                |i| matches!(facts.text.char(i), '各' | '和' | '或' | ';') || facts.text.char(i) == '、' && i > next;
            if !is_count(part) || !are_kin(part, total) || lead.len() > LONGEST_LABEL || lead.clone().any(several) {
                break;
            }
            next = facts.place(part).end;
            parts.push(part);
        }
        // What a semicolon or another sentence adds is no part of this list, but may be of the total.
        let goes_on = REST.iter().any(|word| facts.text.starts_with(next + 1, word));
        let ends = facts.text.class(next).any(Class::STOP) && !goes_on;
        let Some(set) = exclusive(facts, &parts, at).filter(|set| set.behind_colon && ends && parts.len() > 2) else {
            continue;
        };
        let (Some(whole), Some(sum)) = (Bounds::of(total), sum(&parts)) else { continue };
        if set.make_up(facts.text.raw(facts.lead(total))) && !whole.meet(&sum) {
            report(facts, sink, total, &parts, None);
        }
    }
}

/// Where lists of parts open in a range.
fn openings(facts: &Facts<'_>, range: Positions) -> impl Iterator<Item = usize> {
    let chars = facts.text.chars().get(range.clone()).unwrap_or_default();
    let opens = OPENINGS.places(chars).filter(|&at| OPENINGS.longest(&chars[at..]).is_some());
    opens.map(move |at| range.start + at)
}

/// 共受理 A，其中 B、C: a part above every total, or exclusive parts that do not make it up.
fn listed_after(facts: &Facts<'_>, sink: &mut Sink<'_>, sentence: &Sentence, before: Option<&Sentence>, at: usize) {
    let figures = facts.figures(sentence);
    let byte = facts.text.span(at..at).start;
    let split = figures.partition_point(|s| s.span.start < byte);
    let (here, rest) = figures.split_at(split);
    let parts = parts(facts, rest, at, sentence.range.end);
    let Some(&first) = parts.first() else { return };
    let total = |s: &&Statistic| is_count(s) && are_kin(s, first);
    let mut totals: Vec<&Statistic> = here.iter().rev().take(REACH).filter(total).collect();
    // A sentence that begins with 其中 parts the total of the sentence before, if it is on the same line.
    let same_line = |s: &&Sentence| !(s.range.end..at).any(|i| facts.text.class(i).any(Class::NEWLINE));
    if totals.is_empty() && at <= sentence.range.start + 2 {
        let before = before.filter(same_line).map(|s| facts.figures(s)).unwrap_or_default();
        totals = before.iter().rev().take(REACH).filter(total).collect();
    }
    let whole: Option<Vec<Bounds>> = totals.iter().map(|s| Bounds::of(s)).collect();
    let Some(greatest) = whole.as_ref().and_then(|w| w.iter().map(|b| b.high).max()) else { return };
    let (Some(nearest), Some(sum)) = (totals.first(), sum(&parts)) else {
        return;
    };
    if whole.iter().flatten().any(|w| w.meet(&sum)) {
        return;
    }
    let too_great = parts.iter().find(|s| Bounds::of(s).is_some_and(|b| b.low > greatest));
    let set = exclusive(facts, &parts, at);
    let beyond = set.is_some() && sum.low > greatest;
    let noun = facts.text.raw(facts.lead(nearest));
    let short = set.is_some_and(|set| !set.behind_colon && set.make_up(noun))
        && whole.iter().flatten().all(|w| sum.high < w.low);
    if too_great.is_some() || beyond || short {
        report(facts, sink, nearest, &parts, too_great.copied());
    }
}

/// The counts after 其中 up to the end of the clause group: kin, without a figure of another kind between.
fn parts<'a>(facts: &Facts<'a>, rest: &'a [Statistic], at: usize, end: usize) -> Vec<&'a Statistic> {
    let next = openings(facts, at + 1..end).next().unwrap_or(end);
    let stop = facts.text.marks(at..next).find(|&i| facts.text.char(i) == ';').unwrap_or(next);
    let stop = facts.text.span(stop..stop).start;
    let mut parts: Vec<&Statistic> = Vec::new();
    for figure in rest.iter().take_while(|s| s.span.start < stop).take(PARTS) {
        match parts.first() {
            _ if figure.kind == Kind::Percent => {}
            _ if !is_count(figure) || is_threshold(figure) => break,
            Some(first) if !are_kin(first, figure) || !same_act(facts, first, figure) => break,
            _ => parts.push(figure),
        }
    }
    parts
}

/// Whether the second figure goes on with the act of the first: a verb of its own begins another matter.
fn same_act(facts: &Facts<'_>, first: &Statistic, next: &Statistic) -> bool {
    facts.action(next).is_none() || facts.action(next) == facts.action(first)
}

/// 超百亿元的企业: the size of each, not a sum.
fn is_threshold(figure: &Statistic) -> bool {
    figure.kind == Kind::Money && figure.approx != Approx::Exact
}

/// The set of labels of which each part bears a different one, if there are two or more.
fn exclusive(facts: &Facts<'_>, parts: &[&Statistic], at: usize) -> Option<&'static Exclusive> {
    let label = |figure: &Statistic| {
        let lead = facts.lead(figure);
        facts.text.raw(lead.start.max(at).min(lead.end)..lead.end)
    };
    EXCLUSIVE.iter().find(|set| {
        let mut left = set.labels.clone();
        parts.len() >= 2
            && parts.iter().all(|part| {
                // 男 is in 男性 and in 男女: a label counts once.
                let found = left.iter().position(|l| label(part).contains(l));
                found.map(|i| left.remove(i)).is_some()
            })
    })
}

/// A、B、C，合计 N: the sum of the figures that are joined to it. With a verb (共调解 N) only the figures of that verb are
/// its parts, and more may have been done than is listed.
fn summed(facts: &Facts<'_>, sink: &mut Sink<'_>, sentence: &Sentence) {
    let figures = facts.figures(sentence);
    for (i, total) in figures.iter().enumerate().filter(|(_, s)| is_count(s)) {
        let Some(verb) = summing(facts, total) else { continue };
        let mut parts: Vec<&Statistic> = Vec::new();
        let mut next = facts.place(total).start;
        for part in figures[..i].iter().rev().take(PARTS) {
            let place = facts.place(part);
            let other = verb.is_some() && facts.action(part) != verb;
            let sums_up = summing(facts, part).is_some();
            if !is_count(part)
                || !are_kin(part, total)
                || other
                || sums_up
                || !adjoins(facts, place.end..next, parts.is_empty())
            {
                break;
            }
            parts.push(part);
            next = facts.lead(part).start.max(facts.place(part).start.saturating_sub(24));
        }
        let sums: Vec<Bounds> = (2..=parts.len()).filter_map(|n| sum(&parts[..n])).collect();
        let Some(whole) = Bounds::of(total) else { continue };
        let differs = |sum: &Bounds| !sum.meet(&whole) && (verb.is_none() || sum.low > whole.high);
        if !sums.is_empty() && sums.iter().all(differs) {
            parts.reverse();
            report(facts, sink, total, &parts, None);
        }
    }
}

fn sum(parts: &[&Statistic]) -> Option<Bounds> {
    Bounds::sum(parts.iter().filter_map(|s| Bounds::of(s)))
}

/// Whether a figure sums up what stands before it: `Some(None)` for 合计 N, `Some(verb)` for 共调解 N.
fn summing<'a>(facts: &Facts<'a>, total: &Statistic) -> Option<Option<&'a str>> {
    let lead = facts.text.raw(facts.text.trim(facts.lead(total))).trim_start_matches(['，', '、', ',']);
    let rest = ["共计", "合计", "总计", "共"].iter().find_map(|word| lead.strip_prefix(word))?;
    if rest.is_empty() {
        return (lead != "共").then_some(None);
    }
    facts.action(total).filter(|verb| *verb == rest).map(Some)
}

/// Whether figures on either side of a range belong to one list: 、 or ， and no stop between them.
fn adjoins(facts: &Facts<'_>, range: Positions, last: bool) -> bool {
    let text = facts.text;
    range.clone().all(|i| !text.class(i).any(Class::STOP) && !matches!(text.char(i), ';' | ':'))
        && (last || range.len() <= 24)
}

fn report(
    facts: &Facts<'_>,
    sink: &mut Sink<'_>,
    total: &Statistic,
    parts: &[&Statistic],
    too_great: Option<&Statistic>,
) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let whole = facts.shown(total);
    let addends = parts.iter().map(|s| s.value.normalize().to_string()).collect::<Vec<_>>().join(" + ");
    let sum = sum(parts).map_or(total.value, |s| s.low).normalize();
    let (zh, en) = match too_great {
        Some(part) if parts.len() == 1 => {
            let part = facts.shown(part);
            (format!("分项{part}大于总数{whole}"), format!("the part {part} is greater than the total {whole}"))
        }
        Some(part) => {
            let part = facts.shown(part);
            let zh = format!("分项{part}大于总数{whole}；{addends} = {sum}");
            (zh, format!("the part {part} is greater than the total {whole}; {addends} = {sum}"))
        }
        None => {
            let zh = format!("{addends} = {sum}，总数写作{whole}");
            (zh, format!("{addends} = {sum}, the total is written {whole}"))
        }
    };
    let span = crate::text::Span::new(first.span.start, last.span.end);
    let finding = sink.report(span, zh, en);
    finding.relate(total.span, "总数", "the total");
    for part in parts {
        finding.relate(part.span, "分项", "a part");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fires(text: &str) -> bool {
        crate::parse(text).findings.iter().any(|f| f.rule.code == "LG302")
    }

    #[test]
    fn every_set_of_parts_has_an_example_and_a_counter() {
        for row in Table::new(include_str!("../../../../data/exclusive_parts.tsv")).rows() {
            assert!(!fires(row.get("example")), "{}", row.get("example"));
            assert!(fires(row.get("counter")), "{}", row.get("counter"));
        }
    }

    #[test]
    fn parts_may_be_incomplete_and_overlap() {
        for right in [
            "受理纠纷128件，调解成功121件，其中口头协议83件、书面协议38件。",
            "受理纠纷94起，调解成功92起，其中山林类36起、婚姻类25起、邻里类21起、其他12起。",
            "参训干部80人，其中党员60人、妇女45人。",
            "发放资料1000余份，其中读本600余份、折页500余份。",
            "开展培训12次、宣讲8次，共计20次。",
            "走访群众170户，收集意见46条，共计解决问题12件。",
            "办理行政许可28件、行政处罚342件、行政强制71件，合计441件。",
            "投资、消费、出口分别为148件、77件、1424件。",
            "接到市级转办件27宗、区级41宗，共调处64宗。",
            "司法所调解29起，各村调委会调解117起，共调解146起。",
            "共审查文件20件，包括合同15件、协议5件。",
            "审结行政复议案件20件：维持10件，驳回4件，撤销3件；其余3件为终止。",
            "审结行政复议案件20件：维持10件，驳回4件，撤销3件；调解撤回3件。",
            "审结行政复议案件20件：维持10件，驳回4件，撤销3件。其余3件调解结案。",
            "受理投诉30件，帮助群众维权成功35件。",
            "受理纠纷20件，开展诉前调解，成功22件。",
        ] {
            let found = crate::parse(right).findings;
            assert!(!found.iter().any(|f| f.rule.code.starts_with("LG3")), "{right}");
        }
        for wrong in [
            "排查隐患50处，其中消防隐患62处。",
            "办理行政许可28件、行政处罚342件，合计380件。",
            "司法所调解29起，各村调委会调解117起，共调解126起。",
            "共审查文件20件，包括合同25件、协议5件。",
            "审结行政复议案件20件：维持10件，驳回4件，撤销3件。",
        ] {
            assert!(fires(wrong), "{wrong}");
        }
    }
}

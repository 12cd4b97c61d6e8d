use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::Section;

rule! {
    LG113 "numbering-restarted" Warning since "0.1.0"
    zh: "下级标题与上级用同一种序号" "“三、”之下又从“一、二、三、”开始，读者分不清层次。下一级应当用（一）、1.、（1）。附件另起的序号不算。"
    en: "A list restarts in its parent's own style" "Inside 三、 the numbers begin again at 一、二、三、, so that levels cannot be told apart; the next level is （一）, 1., （1）. The numbers of an annex are left alone."
    source: "GB/T 9704—2012《党政机关公文格式》7.3.3"
    fires: "一、主要举措\n开展宣传。\n二、下一步工作\n重点做好以下工作。\n一、加强领导。召开会议。\n二、加强执法。开展检查。"
    quiet: "一、主要举措\n开展宣传。\n二、下一步工作\n重点做好以下工作。\n（一）加强领导。召开会议。\n（二）加强执法。开展检查。"
    check: check
}

/// Lines between the heading and the list beyond which the list is no longer the heading's own.
const INTRODUCTION: usize = 3;
/// A line without a final stop and no longer than this is an unnumbered heading.
const HEADING: usize = 20;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for family in facts.families() {
        let Some(&first) = family.first() else { continue };
        let Some(parent) = facts.parent(first) else { continue };
        let same_form = facts.form(first).is_some() && facts.form(first) == facts.form(parent);
        if first.ordinal != Some(1) || !same_form || is_new_part(facts, parent, first) {
            continue;
        }
        let between = facts.text.position(parent.heading.end)..facts.text.position(first.marker.start);
        if ["附件", "附:", "附表"].iter().any(|annex| facts.text.find(between.clone(), annex).is_some()) {
            continue;
        }
        let (inner, outer) = (facts.text.slice(first.marker), facts.text.slice(parent.marker));
        let zh = format!("“{outer}”之下又从“{inner}”编起，层次不清");
        let finding = sink.report(first.marker, zh, format!("numbering begins again at {inner} inside {outer}"));
        finding.relate(parent.marker, "上级标题", "the heading above");
    }
}

/// Whether an unnumbered heading, or a good deal of text, stands in between: the list then belongs to another part.
fn is_new_part(facts: &Facts<'_>, parent: &Section, first: &Section) -> bool {
    let between = parent.heading.end..first.marker.start;
    let start = facts.lines.partition_point(|l| facts.text.span(l.range.clone()).start < between.start);
    let lines = facts.lines.iter().skip(start).take_while(|l| facts.text.span(l.range.clone()).start < between.end);
    let mut count = 0;
    for line in lines.take(INTRODUCTION + 1) {
        count += 1;
        let stop = facts.text.class(line.range.end.saturating_sub(1));
        if line.range.len() <= HEADING && !stop.is_boundary() {
            return true;
        }
    }
    count > INTRODUCTION
}

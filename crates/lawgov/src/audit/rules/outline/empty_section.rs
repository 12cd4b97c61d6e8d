use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::outline::{Role, Section};
use crate::text::Class;

rule! {
    LG121 "empty-section" Warning since "0.1.0"
    zh: "标题下没有内容" "标题之后既没有正文，也没有下级标题，而同级的其他标题都有。整句写成的单行条目、一句一条的不足或计划不算。"
    en: "A heading with nothing under it" "A heading is followed neither by text nor by headings below it, while its siblings are. Items written as one full sentence, and lists of one-line shortcomings or plans, are left alone."
    source: "常见于公开文本：标题留下而正文遗漏"
    fires: "一、主要举措\n（一）加强领导\n召开会议4次。\n（二）数字赋能\n（三）加强执法\n开展检查12次。"
    quiet: "一、主要举措\n（一）加强领导\n召开会议4次。\n（二）加强执法\n开展检查12次。\n二、存在的不足\n（一）执法力量薄弱\n（二）宣传形式单一"
    check: check
}

/// A heading longer than this is an item written out.
const LONGEST: usize = 30;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for family in facts.families() {
        if family.len() < 2 {
            continue;
        }
        let filled = family.iter().filter(|s| has_content(facts, s)).count();
        // A list of one-line items, or one whose body was lost in many places, accuses nobody.
        if filled < 2 && family.len() > 2 || filled * 3 < family.len() * 2 && family.len() > 2 || filled == 0 {
            continue;
        }
        for section in family.into_iter().filter(|s| is_bare_heading(facts, s) && !has_content(facts, s)) {
            let heading = facts.text.slice(section.heading);
            let place = facts.text.position(section.marker.start)..facts.text.position(section.heading.end);
            let zh = format!("标题“{heading}”下没有内容");
            sink.report_at(place, zh, format!("nothing stands under the heading {heading}"));
        }
    }
}

/// Whether anything stands between the heading and the section's end.
fn has_content(facts: &Facts<'_>, section: &Section) -> bool {
    let text = facts.text;
    let mut rest = text.position(section.heading.end)..text.position(section.span.end);
    rest.any(|at| text.class(at).any(Class::HAN.with(Class::DIGIT)))
}

fn is_bare_heading(facts: &Facts<'_>, section: &Section) -> bool {
    let listed = [Role::Problems, Role::Causes, Role::ProblemsAndCauses, Role::NextSteps, Role::Rectification];
    let text = facts.text;
    let end = text.position(section.heading.end);
    let len = end - text.position(section.heading.start);
    let closed = matches!(text.char(end), '。' | ';' | '.') || matches!(facts.before(end), '。' | ';' | '.');
    let inside_list = section.level > 1 && listed.contains(&section.role);
    !closed && (1..=LONGEST).contains(&len) && section.level <= 2 && !inside_list
}

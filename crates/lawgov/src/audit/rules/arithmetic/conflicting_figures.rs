use rustc_hash::FxHashMap;

use crate::audit::facts::Facts;
use crate::audit::figures::{Bounds, is_count};
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::lexicon::place_rank;
use crate::quantity::Kind;
use crate::statistic::{Modality, Statistic};

rule! {
    LG305 "conflicting-figures" Warning since "0.1.0"
    zh: "同一事项数字不一致" "同一主语、同一动作、同一单位、同一时期的合计数，前后写得不一样。只比较两处都以“全年”开头（或“全镇全年”）的数字，分项、分地、分时的数字不比较；投资、资金等金额多指本段所说的事，也不比较；余、约按范围比较。"
    en: "Different figures for the same thing" "Two totals of the same thing, act, unit and period differ. Only figures whose clauses both begin with 全年 (or 全镇全年) are compared; parts, places and months are not, nor are sums of money, which mostly belong to what their own paragraph speaks of; 余 and 约 are compared as ranges."
    source: "算术"
    fires: "一是加强宣传。全年发放宣传资料3000余份。\n二是健全队伍。全年发放宣传资料5200余份。"
    quiet: "一是加强宣传。全年发放宣传资料3000余份。\n二是集中行动。宪法宣传周发放宣传资料500余份。三是总结经验。全年发放宣传资料近4000份。\n四是管网改造。全年完成投资3.5亿元。\n五是道路建设。全年完成投资1.2亿元。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let mut totals: FxHashMap<(&str, &str, &str), &Statistic> = FxHashMap::default();
    for figure in
        facts.statistics.iter().filter(|s| is_count(s) && s.kind == Kind::Count && s.modality == Modality::Achieved)
    {
        let (Some(subject), Some(action), Some(unit)) = (figure.subject, figure.action, figure.unit) else { continue };
        if !is_total(facts, figure) {
            continue;
        }
        let key = (facts.text.slice(subject), facts.text.slice(action), unit);
        let Some(first) = totals.get(&key).copied() else {
            totals.insert(key, figure);
            continue;
        };
        let apart = matches!((Bounds::of(first), Bounds::of(figure)), (Some(a), Some(b)) if !a.meet(&b));
        let same_period = first.period.map(|p| p.dates) == figure.period.map(|p| p.dates);
        let same_clause = facts.lead(figure).start <= facts.place(first).end;
        if apart && same_period && !same_clause {
            let (a, b) = (facts.shown(first), facts.shown(figure));
            let zh = format!("{}{}：这里{b}，前文{a}", key.1, key.0);
            let en = format!("{b} here, {a} before, for the same thing ({}{})", key.1, key.0);
            sink.report(figure.span, zh, en).relate(first.span, "前文", "before");
        }
    }
}

/// Whether a figure is a total of the year: its clause begins with 全年, after the place at most.
fn is_total(facts: &Facts<'_>, figure: &Statistic) -> bool {
    let lead = facts.lead(figure);
    let opening = lead.start..lead.end.min(lead.start + 8);
    facts.text.find(opening, "全年").is_some_and(|at| {
        at == lead.start || place_rank(facts.before(at)).is_some() || matches!(facts.before(at), '局' | ',')
    })
}

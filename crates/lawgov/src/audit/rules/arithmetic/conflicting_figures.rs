use rustc_hash::FxHashMap;

use crate::audit::facts::Facts;
use crate::audit::figures::{Bounds, is_count};
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::statistic::{Modality, Statistic};

rule! {
    LG305 "conflicting-figures" Warning since "0.1.0"
    zh: "同一事项数字不一致" "同一主语、同一动作、同一单位、同一时期的合计数，前后写得不一样。只比较两处都写明“全年”“全镇”一类总括词的数字，分项、分地、分时的数字不比较；余、约按范围比较。"
    en: "Different figures for the same thing" "Two totals of the same thing, act, unit and period differ. Only figures that both carry a word of totality (全年, 全镇) are compared; parts, places and months are not; 余 and 约 are compared as ranges."
    source: "算术"
    fires: "一是加强宣传。全年发放宣传资料3000余份。\n二是健全队伍。全年发放宣传资料5200余份。"
    quiet: "一是加强宣传。全年发放宣传资料3000余份。\n二是集中行动。宪法宣传周发放宣传资料500余份。三是总结经验。全年发放宣传资料近4000份。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let mut totals: FxHashMap<(&str, &str, &str, &str), &Statistic> = FxHashMap::default();
    for figure in facts.statistics.iter().filter(|s| is_count(s) && s.modality == Modality::Achieved) {
        let (Some(subject), Some(action), Some(unit)) = (figure.subject, figure.action, figure.unit) else { continue };
        let Some(scope) = scope(facts, figure) else { continue };
        let key = (facts.text.slice(subject), facts.text.slice(action), unit, scope);
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

/// The word of totality right before a figure's verb: 全年发放…, 全镇共受理….
fn scope<'a>(facts: &Facts<'a>, figure: &Statistic) -> Option<&'a str> {
    let lead = facts.lead(figure);
    let text = facts.text;
    let begins = (lead.start..lead.end).find(|&at| text.char(at) == '全' && facts.han(at + 1))?;
    let whole = matches!(text.char(begins + 1), '年' | '镇' | '乡' | '县' | '区' | '市' | '省' | '局');
    let verb = figure.action.map(|s| text.position(s.start))?;
    let near = verb >= begins + 2 && verb - begins <= 6;
    (whole && near).then(|| text.raw(begins..begins + 2))
}

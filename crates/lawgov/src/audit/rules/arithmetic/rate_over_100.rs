use rust_decimal::Decimal;

use crate::audit::facts::Facts;
use crate::audit::figures::NamedRate;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::quantity::{Approx, Kind};

rule! {
    LG304 "rate-over-100" Error since "0.1.0"
    zh: "比率超过100%" "办结率、合格率、满意度等份额不可能超过100%。增长率、完成计划的比例等可以超过，不在检查之列。"
    en: "A share above 100%" "Closing rates, pass rates, satisfaction and other shares cannot exceed 100%. Growth and the fulfilment of a plan can, and are left alone."
    source: "算术；份额见 data/rates.tsv"
    fires: "全年受理矛盾纠纷90件，化解率105.8%。"
    quiet: "全年受理矛盾纠纷90件，化解率98.8%，同比增长105.8%，完成年度任务的120%。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let certain = |approx| !matches!(approx, Approx::Under | Approx::AtMost);
    let over = facts.statistics.iter().filter(|s| s.kind == Kind::Percent && s.value > Decimal::ONE_HUNDRED);
    for figure in over.filter(|s| s.change.is_none() && certain(s.approx)) {
        // A percentage point is no share.
        if figure.unit != Some("%") {
            continue;
        }
        let Some(NamedRate { name, .. }) = facts.rate(figure) else { continue };
        let shown = facts.shown(figure);
        sink.report(figure.span, format!("{name}不可能是{shown}"), format!("a share cannot be {shown}"));
    }
}

use rust_decimal::Decimal;

use crate::audit::facts::Facts;
use crate::audit::figures::{Bounds, NamedRate, Rate, are_kin, is_count, is_share};
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::quantity::{Approx, Kind};
use crate::statistic::{Modality, Statistic};

rule! {
    LG301 "rate-mismatch" Error since "0.1.0"
    zh: "比率与件数不符" "比率不能由同一句中自己的件数得出（办结率＝办结÷受理）。按写出的小数位核对，四舍五入和截尾都算对；有余、约、近的按范围核对。几个比率并列时（办结率、满意率分别为……），各按自己的件数核对。句中任何两个同类件数能得出该比率的，不报告；按期办结率等只算其中一部分的，不核对。"
    en: "A rate does not follow from its counts" "A rate does not follow from its own counts in the same sentence (办结率 = closed ÷ taken). It is checked at the precision written, rounded or cut off; 余, 约 and 近 are checked as ranges. Of rates in a list (办结率、满意率分别为…) each is held against its own counts. Nothing is reported when any two counts of the sentence give the rate; a rate of a part, such as 按期办结率, is not checked."
    source: "算术；各比率的分子、分母见 data/rates.tsv"
    fires: "收到群众来信48件，办结45件，办结率95.75%。"
    quiet: "收到群众来信48件，办结45件，办结率93.75%；受理纠纷128起，调解成功125起，调解成功率98%。"
    check: check
}

/// Figures on either side of a rate among which its counts are sought.
const REACH: usize = 8;

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for sentence in &facts.sentences {
        let figures = facts.figures(sentence);
        for (i, rate) in figures.iter().enumerate().filter(|(_, s)| is_rate(s)) {
            let near = &figures[i.saturating_sub(REACH)..figures.len().min(i + REACH)];
            let counted = near.iter().filter(|s| is_count(s));
            let pairs = counted.clone().flat_map(|a| counted.clone().map(move |b| (a, b)));
            if pairs.into_iter().any(|(a, b)| a.id != b.id && are_kin(a, b) && follows(rate, a, b)) {
                continue;
            }
            let of = |named: &NamedRate| {
                let counts = (!facts.is_narrower(*named)).then(|| counts(facts, near, i.min(REACH), named.row));
                counts.flatten().map(|counts| (named.name, counts))
            };
            let rates = facts.rates(rate);
            let found = match rates.as_slice() {
                [] => share(facts, near, i.min(REACH)).map(|counts| ("占比", counts)),
                // 办结率、答复率均为98%: each by its own counts.
                rates => rates.iter().filter_map(of).find(|(_, (done, base))| !follows(rate, done, base)),
            };
            let Some((name, (done, base))) = found.filter(|(_, (done, base))| !follows(rate, done, base)) else {
                continue;
            };
            let (a, b, written) = (facts.shown(done), facts.shown(base), facts.shown(rate));
            let Some(quotient) = quotient(done.value, base.value) else { continue };
            let quotient = quotient.round_dp(2).normalize();
            let zh = format!("{name}写作{written}，按{a}÷{b}应为{quotient}%");
            let en = format!("the rate is written {written}, but {a} of {b} is {quotient}%");
            let finding = sink.report(rate.span, zh, en);
            finding.relate(done.span, "分子", "the part").relate(base.span, "分母", "the whole");
        }
    }
}

fn is_rate(figure: &Statistic) -> bool {
    figure.kind == Kind::Percent && figure.change.is_none() && figure.modality == Modality::Achieved
}

/// The counts of a rate: the nearest done and the nearest base before it, or after it when none stands before.
fn counts<'a>(
    facts: &Facts<'a>,
    near: &'a [Statistic],
    at: usize,
    row: Rate,
) -> Option<(&'a Statistic, &'a Statistic)> {
    let bit = 1 << row;
    let plays = |figure: &&Statistic, done: bool| {
        let part = facts.part(figure);
        is_count(figure) && (if done { part.done | part.closing } else { part.base | part.loose }) & bit != 0
    };
    let nearest = |done: bool| {
        let before = near[..at].iter().rev().find(|s| plays(s, done));
        before.or_else(|| near[at..].iter().find(|s| plays(s, done)))
    };
    let (done, base) = (nearest(true)?, nearest(false)?);
    are_kin(done, base).then_some((done, base))
}

/// The counts of 办结128件，其中网办96件，占75%: the part right before, and the whole before 其中.
fn share<'a>(facts: &Facts<'a>, near: &'a [Statistic], at: usize) -> Option<(&'a Statistic, &'a Statistic)> {
    let mut lead = facts.text.trim(facts.lead(near.get(at)?));
    lead.start += usize::from(facts.text.char(lead.start) == ',' && !lead.is_empty());
    is_share(facts.text.chars().get(lead)?).then_some(())?;
    let part = near.get(at.checked_sub(1)?).filter(|s| is_count(s))?;
    let whole = near.get(at.checked_sub(2)?).filter(|s| is_count(s) && are_kin(s, part))?;
    let between = facts.place(whole).end..facts.place(part).start;
    facts.text.find(between, "其中").map(|_| (part, whole))
}

/// Whether a rate is a of b, at the precision written.
fn follows(rate: &Statistic, a: &Statistic, b: &Statistic) -> bool {
    let (Some(a), Some(b)) = (Bounds::of(a), Bounds::of(b)) else { return true };
    let low = quotient(a.low, b.high).unwrap_or(Decimal::ZERO);
    let Some(high) = quotient(a.high, b.low) else { return true };
    let (value, upper, step) = (rate.value, rate.upper.unwrap_or(rate.value), rate.step);
    let whole = value == Decimal::ONE_HUNDRED && rate.upper.is_none();
    // 96.49 may be written 96.5, 96.4 or 96; one full step off is wrong, and so is 100% of what is not all.
    let slack = match rate.approx {
        Approx::Exact if whole => return high >= value - Decimal::new(5, 1) * step.min(Decimal::ONE) && low <= value,
        Approx::Exact => step,
        Approx::Over | Approx::AtLeast => return high >= value,
        Approx::Under | Approx::AtMost => return low <= upper,
        Approx::About => Decimal::TEN,
    };
    // A rate too great to be reckoned with is no mistake of this kind.
    let (Some(least), Some(most)) = (value.checked_sub(slack), upper.checked_add(slack)) else { return true };
    high > least && low < most
}

/// 100 · a ÷ b.
fn quotient(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Table;

    fn fires(text: &str) -> bool {
        crate::parse(text).findings.iter().any(|f| matches!(f.rule.code, "LG301" | "LG303" | "LG304"))
    }

    #[test]
    fn every_rate_has_a_right_and_a_wrong_example() {
        for row in Table::new(include_str!("../../../../data/rates.tsv")).rows() {
            assert!(!fires(row.get("example")), "{}", row.get("example"));
            assert!(fires(row.get("counter")), "{}", row.get("counter"));
        }
    }

    #[test]
    fn figures_of_any_size_are_reckoned_with() {
        let long = "全年受理纠纷1件，办结792281625142643375935439503件，办结率79228162514264337万亿%。";
        assert!(!crate::parse(long).findings.iter().any(|f| f.rule.code == "LG301"));
    }

    #[test]
    fn precision_and_bounds() {
        for right in [
            "受理156宗，成功调处149宗，调处成功率95.5%。",
            "受理纠纷128起，调解成功125起，调解成功率98%。",
            "受理纠纷1000余起，化解900余起，化解率90%以上。",
            "受理纠纷1.2万件，办结1.18万件，办结率98%。",
            "进驻事项128项，其中96项全程网办，占75%。",
            "收到申请31件，受理28件，不予受理3件，办结25件。",
            "接到工单58件，按期办结50件，最终办结58件，办结率100%。",
            "调解纠纷50件，成功48件，成功率96%。",
            "受理工单48件，办结45件，响应率、办结率、满意率分别为100%、93.75%、96%。",
            "应参加50人，实际参加49人，合格46人，参考率、合格率分别为98%、93.88%。",
            "受理纠纷60起，调解57起，调解成功50起，调解率和调解成功率分别达95%和83.3%。",
            "受理工单48件，办结48件，办结率、满意率均为100%。",
            "受理工单48件，办结45件，按期办结率为90%。",
            "受理工单48件，办结45件，办结率、满意率分别为93.75%、96%。",
            "调解纠纷50件，成功48件，成功追回欠薪20件，成功率96%。",
        ] {
            assert!(!fires(right), "{right}");
        }
        for wrong in [
            "受理纠纷156宗，成功调处149宗，调处成功率94.5%。",
            "受理工单48件，办结45件，办结率100%。",
            "受理工单48件，办结45件，响应率、办结率、满意率分别为100%、95.75%、96%。",
            "应参加50人，实际参加49人，合格46人，参考率、合格率分别为98%、99%。",
            "受理纠纷60起，调解57起，调解成功50起，调解率和调解成功率分别达95%和98%。",
            "受理工单48件，办结45件，办结率、满意率均为100%。",
            "受理工单48件，办结45件，按期办结率、办结率分别为90%、99%。",
            "调解纠纷50件，成功48件，成功率98%。",
            "受理纠纷50件，调解成功51件。",
            "进驻事项128项，其中96项全程网办，占85%。",
        ] {
            assert!(fires(wrong), "{wrong}");
        }
    }
}

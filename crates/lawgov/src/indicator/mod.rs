//! Indicators: the named figures that reports can be compared by.
//!
//! In: the statistics of a report and the words around them, and a [`Catalogue`]. Out: the code of each statistic, and
//! for every indicator that the report states or names its one figure. It extracts no figures of its own; a zero in words
//! (未发生行政复议案件) is the one figure without a statistic.

mod aggregate;
mod catalogue;
mod hits;
mod matching;
mod mention;

use std::sync::Arc;

use rust_decimal::Decimal;

pub use catalogue::{Aggregate, Catalogue, Entry};

use crate::clause::Clause;
use crate::lexicon::Words;
use crate::measure::Measure;
use crate::metadata::Level;
use crate::outline::Section;
use crate::quantity::Approx;
use crate::statistic::{Modality, Statistic};
use crate::text::Span;
use aggregate::{Part, aggregate};
use hits::Hits;
use matching::Scene;
use mention::Mentions;

/// How a report stands to an indicator. An indicator that is not listed is not mentioned; it is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IndicatorStatus {
    /// A figure is given, or a zero in words about the indicator's own noun.
    Reported,
    /// Named, without a figure that reports a result.
    MentionedWithoutNumber,
    /// Two different figures for one thing.
    Conflict,
}

impl IndicatorStatus {
    /// The names used in tables, that of an indicator that is not listed included. New ones come last.
    pub const NAMES: [&'static str; 4] = ["reported", "mentioned_without_number", "not_mentioned", "conflict"];
    /// The name used in tables for an indicator that is not listed.
    pub const NOT_MENTIONED: &'static str = Self::NAMES[2];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::MentionedWithoutNumber => "mentioned_without_number",
            Self::Conflict => "conflict",
        }
    }
}

/// In which capacity the reporting body appears in a case: it decides it, or it answers for what it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capacity {
    /// It handles the case.
    Organ,
    /// The case is against it.
    Respondent,
}

impl Capacity {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organ => "organ",
            Self::Respondent => "respondent",
        }
    }
}

/// What one report states about one indicator.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Indicator {
    /// Its code in the catalogue.
    pub code: Arc<str>,
    /// Whether it is reported.
    pub status: IndicatorStatus,
    /// The figure for the year: parts added, repeated totals once, targets and background left out.
    pub value: Option<Decimal>,
    /// The upper end, where the figure is a range.
    pub upper: Option<Decimal>,
    /// How the figure bounds the true one.
    pub approx: Approx,
    /// The measure word of the figure.
    pub unit: Option<&'static str>,
    /// For cases: whether the reporting body decided them or answered for them.
    pub role: Option<Capacity>,
    /// The statistics that the figure is made of, or that are in conflict.
    pub statistics: Vec<u32>,
    /// The words that say that there is none (未发生行政复议案件), where the figure is a zero without a statistic.
    pub zero: Option<Span>,
}

/// Gives the statistics their codes and reads the indicators, in the order of the catalogue.
///
/// Listed are those reported, named without a number, or in conflict; what is not listed is not mentioned.
#[inline(never)]
pub(crate) fn read(
    words: &Words<'_>,
    catalogue: &Catalogue,
    clauses: &[Clause],
    sections: &[Section],
    measures: &[Measure],
    level: Option<Level>,
    statistics: &mut [Statistic],
) -> Vec<Indicator> {
    let (text, hits) = (words.text(), Hits::new(words, &catalogue.matcher.words));
    let scene = Scene { text, catalogue, clauses, sections, measures, statistics, hits: &hits };
    let matches = scene.matches();
    let mut known = vec![false; catalogue.entries().len()];
    for found in matches.of.iter().flatten().chain(matches.shared.iter().map(|(_, found)| found)) {
        if let Some(known) = known.get_mut(found.entry as usize) {
            *known = true;
        }
    }
    let mentions = mention::read(text, catalogue, &hits, clauses, sections, known);
    let mut parts: Vec<Vec<Part>> = Vec::new();
    parts.resize_with(catalogue.entries().len(), Vec::new);
    let own = matches.of.iter().enumerate().filter_map(|(i, found)| Some((i, (*found)?)));
    for (i, mut found) in own.chain(matches.shared.iter().copied()) {
        let Some(statistic) = statistics.get(i) else { continue };
        let Some((entry, parts)) = entry_and(catalogue, found.entry, &mut parts) else { continue };
        if statistic.modality != Modality::Achieved {
            continue;
        }
        // A township decides no cases: it can only be the respondent.
        found.respondent |= level == Some(Level::Township);
        let units = catalogue.units_of(statistic.unit);
        let class = entry.classes.iter().position(|bit| bit & units != 0).unwrap_or(usize::MAX);
        parts.push(Part { statistic, found, class });
    }
    let mut indicators = Vec::new();
    for (id, (entry, parts)) in catalogue.entries().iter().zip(parts).enumerate() {
        let figure = aggregate(text, entry, parts);
        indicators.extend(figure.or_else(|| without_figure(entry, id, &mentions)));
    }
    for (statistic, found) in statistics.iter_mut().zip(matches.of) {
        statistic.indicator = found.and_then(|f| catalogue.entries().get(f.entry as usize)).map(|e| e.code.clone());
    }
    indicators
}

fn entry_and<'c, T>(catalogue: &'c Catalogue, id: u16, all: &'c mut [T]) -> Option<(&'c Entry, &'c mut T)> {
    Some((catalogue.entries().get(id as usize)?, all.get_mut(id as usize)?))
}

/// An indicator that is only named, or whose noun is said to be absent.
fn without_figure(entry: &Entry, id: usize, mentions: &Mentions) -> Option<Indicator> {
    let zero = *mentions.zero.get(id)?;
    (zero.is_some() || *mentions.named.get(id)?).then(|| Indicator {
        code: entry.code.clone(),
        status: if zero.is_some() { IndicatorStatus::Reported } else { IndicatorStatus::MentionedWithoutNumber },
        value: zero.map(|_| Decimal::ZERO),
        upper: None,
        approx: Approx::Exact,
        unit: None,
        role: None,
        statistics: Vec::new(),
        zero,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        let report = crate::parse(text);
        report.statistics.iter().filter_map(|s| s.indicator.as_deref().map(str::to_owned)).collect()
    }

    fn indicators(text: &str) -> Vec<(String, &'static str, Option<Decimal>)> {
        let report = crate::parse(text);
        report.indicators.iter().map(|i| (i.code.to_string(), i.status.as_str(), i.value)).collect()
    }

    fn value(text: &str, code: &str) -> Option<(&'static str, Option<Decimal>)> {
        indicators(text).into_iter().find(|i| i.0 == code).map(|i| (i.1, i.2))
    }

    fn reported(value: u32) -> Option<(&'static str, Option<Decimal>)> {
        Some(("reported", Some(value.into())))
    }

    #[test]
    fn every_example_matches_and_every_counter_does_not() {
        let catalogue = Catalogue::builtin();
        assert!(catalogue.entries().len() > 100, "the built-in catalogue is not read");
        let mut wrong = Vec::new();
        for entry in catalogue.entries() {
            let code = entry.code.to_string();
            let (example, counter) = (codes(&entry.example), codes(&entry.counter));
            if !example.contains(&code) {
                wrong.push(format!("{code}: {} reads as {example:?}", entry.example));
            }
            if counter.contains(&code) {
                wrong.push(format!("{code}: {} must not match", entry.counter));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_total_told_twice_counts_once() {
        let text = "全年共排查矛盾纠纷86起。截至年底，全镇累计排查矛盾纠纷86起。";
        assert_eq!(value(text, "disputes_found"), reported(86));
    }

    #[test]
    fn parts_add_up() {
        let text = "收到县信访局转来信访件27件、镇级信访件41件。";
        assert_eq!(value(text, "petitions_received"), reported(68));
        let text = "办理行政处罚案件20件，其中简易程序案件15件、普通程序案件5件。";
        assert_eq!(value(text, "penalty_cases"), reported(20));
    }

    #[test]
    fn each_mark_of_absence_has_its_noun() {
        let text = "全年零复议、零诉讼。作为被申请人的案件零败诉、零纠错。";
        for code in ["reconsideration_accepted", "litigation_cases", "litigation_lost", "reconsideration_corrected"] {
            assert_eq!(value(text, code), reported(0), "{code}");
        }
    }

    #[test]
    fn a_figure_of_several_rates_counts_for_each() {
        let text = "组织法治考试，参考率、合格率均达到100%。";
        assert_eq!(value(text, "exam_participation_rate"), reported(100));
        assert_eq!(value(text, "exam_pass_rate"), reported(100));
        let text = "组织法治考试，参考率、合格率分别达到100%和98%。全年调解率、成功率分别为99%、96%。";
        assert_eq!(value(text, "exam_participation_rate"), reported(100));
        assert_eq!(value(text, "exam_pass_rate"), reported(98));
        assert_eq!(value(text, "mediation_rate"), reported(99));
        assert_eq!(value(text, "mediation_success_rate"), reported(96));
    }

    #[test]
    fn the_same_cases_in_a_later_stage_add_none() {
        assert_eq!(value("收到行政复议申请234件，受理221件。", "reconsideration_accepted"), reported(221));
        let text = "县政府收到行政复议申请34件。县公安局收到行政复议申请21件。";
        assert_eq!(value(text, "reconsideration_accepted"), reported(55));
        assert_eq!(value("发放宣传资料500份，张贴300份。", "leaflets"), reported(800));
    }

    #[test]
    fn two_totals_that_differ_are_in_conflict() {
        let text = "全年共排查矛盾纠纷86起。年内累计排查矛盾纠纷91起。";
        assert_eq!(value(text, "disputes_found"), Some(("conflict", None)));
    }

    #[test]
    fn occasions_and_attendances_are_never_added() {
        let report = crate::parse("领导干部接访12次，接访群众85人次。");
        let receptions = report.indicators.iter().find(|i| &*i.code == "leader_receptions");
        assert_eq!(receptions.map(|i| (i.value, i.unit)), Some((Some(85.into()), Some("人次"))));
    }

    #[test]
    fn figures_of_several_nouns_count_each_its_own() {
        let text = "12345热线办结率、满意率分别为100%、98%。";
        assert_eq!(codes(text), ["hotline_close_rate", "hotline_satisfaction"]);
        let text = "村（社区）法律顾问覆盖率、法律明白人覆盖率分别为100%和95%。";
        assert_eq!(codes(text), ["village_counsel_coverage"]);
    }

    #[test]
    fn items_of_a_list_count_what_its_head_names() {
        let text = "应急预案，总体1部、专项29部，镇街12部；演练，区级16场，企业230场。";
        let (plans, drills) = ("emergency_plans", "emergency_drills");
        assert_eq!(codes(text), [plans, plans, plans, drills, drills]);
        assert!(codes("全年，区级16场，企业230场。").is_empty());
    }

    #[test]
    fn the_verb_of_a_list_is_that_of_each_item() {
        assert!(codes("清理不合规的执法主体5家、执法人员26名。").is_empty());
        assert_eq!(codes("全镇现有执法车辆5台、执法人员26名。"), ["enforcement_officers"]);
    }

    #[test]
    fn plans_are_no_results() {
        let text = "一、主要举措\n推进普法。\n二、下一步工作打算\n开展法治宣传活动20场次。";
        assert_eq!(value(text, "publicity_events"), Some(("mentioned_without_number", None)));
    }

    #[test]
    fn a_zero_in_words_is_about_its_own_noun() {
        assert_eq!(value("全年未发生行政诉讼案件。", "litigation_cases"), reported(0));
        assert_ne!(value("全年未发生因信访问题引发的群体性事件。", "petitions_received"), reported(0));
        assert_eq!(value("力争零投诉。", "enforcement_complaints"), None);
        let lost = "没有发生一起行政复议被撤销、行政诉讼败诉案件。";
        assert_eq!(value(lost, "litigation_lost"), reported(0));
        assert_ne!(value(lost, "litigation_cases"), reported(0));
        assert_ne!(value(lost, "reconsideration_accepted"), reported(0));
        assert_ne!(value("获评“无信访积案街道”。", "petitions_received"), reported(0));
        let none = "全年未发生行政复议和行政诉讼案件。";
        assert_eq!(value(none, "litigation_cases"), reported(0));
        assert_eq!(value(none, "reconsideration_accepted"), reported(0));
        assert_eq!(value("全年行政复议案件为零。", "reconsideration_accepted"), reported(0));
        assert_ne!(value("力争行政复议案件为零。", "reconsideration_accepted"), reported(0));
    }

    #[test]
    fn a_zero_in_words_shows_its_words() {
        let words = |text: &str, code: &str| {
            let report = crate::parse(text);
            let found = report.indicators.iter().find(|i| &*i.code == code).unwrap_or_else(|| panic!("{text}"));
            found.zero.map(|span| report.slice(span).to_owned())
        };
        for (text, code, said) in [
            ("一、成效\n全年未发生行政复议案件。", "reconsideration_accepted", "未发生行政复议案件"),
            ("全年未发生行政复议和行政诉讼案件。", "litigation_cases", "未发生行政复议和行政诉讼案件"),
            ("𠮷镇全年行政复议案件为零。", "reconsideration_accepted", "行政复议案件为零"),
            ("无行政诉讼案件；全年未发生行政诉讼案件。", "litigation_cases", "无行政诉讼案件"),
        ] {
            assert_eq!(words(text, code).as_deref(), Some(said), "{text}");
        }
        assert_eq!(words("全年受理行政复议案件0件。", "reconsideration_accepted"), None, "a statistic shows it");
        assert_eq!(words("发放宣传资料20份。", "leaflets"), None);
    }

    #[test]
    fn the_capacity_in_cases_is_kept() {
        let capacity = |text: &str| {
            let report = crate::parse(text);
            report.indicators.iter().find(|i| &*i.code == "reconsideration_accepted").and_then(|i| i.role)
        };
        assert_eq!(capacity("全年受理行政复议案件15件。"), Some(Capacity::Organ));
        assert_eq!(capacity("全年作为被申请人的行政复议案件2件。"), Some(Capacity::Respondent));
    }

    fn fault(text: &str) -> String {
        Catalogue::from_toml("own.toml", text).map_or_else(|e| e.to_string(), |_| "read".to_owned())
    }

    #[test]
    fn a_bad_catalogue_names_file_line_and_remedy() {
        let entry = "[[indicator]]\ncode = \"lamps\"\nname_zh = \"路灯数\"\n";
        assert!(fault("[[indicator]\n").starts_with("own.toml:1: "));
        assert_eq!(fault(entry), "own.toml:2: `lamps` has no theme; add a line `theme = …`");
        let theme = format!("{entry}theme = \"function\"\n");
        assert_eq!(fault(&theme), "own.toml:4: there is no theme `function`; did you mean `functions`?");
        let units =
            format!("{entry}theme = \"functions\"\nunits = [\"even\"]\nwordings = [{{ subject = [\"路灯\"] }}]\n");
        assert_eq!(fault(&units), "own.toml:5: there is no class of units `even`; did you mean `event`?");
        let group = units.replace("even", "event").replace("路灯\"", "@lamp\"");
        assert!(fault(&group).starts_with("own.toml:6: there is no group of words `lamp`"));
        assert!(
            fault(&theme.replace("function", "weather")).ends_with(
                "known are: leadership, functions, rules, decisions, \
            enforcement, emergency, disputes, oversight, digital, society"
            ),
            "{}",
            fault(&theme.replace("function", "weather"))
        );
        let twice = format!("{entry}\n[[indicator]]\ncode = \"lamps\"\nextend = true\n");
        assert!(
            fault(&twice).starts_with("own.toml:6: the code `lamps` is given before, in line 2; "),
            "{}",
            fault(&twice)
        );
        assert!(fault("[[indicator]]\ncode = \"leaflet\"\nextend = true\n").ends_with("did you mean `leaflets`?"));
        assert!(fault(&format!("{entry}colour = 1\n")).starts_with("own.toml:4: unknown field `colour`"));
        let units: Vec<String> = (0..70).map(|i| format!("\"量词{i}\"")).collect();
        let many = format!(
            "{entry}theme = \"functions\"\nwordings = [{{ subject = [\"路灯\"] }}]\nunits = [{}]\n",
            units.join(", ")
        );
        assert!(
            fault(&many).starts_with("own.toml:6: there are too many classes of units; at most 64"),
            "{}",
            fault(&many)
        );
        let twice = "[[indicator]]\ncode = \"x\"\nenabled = false\n";
        assert!(fault(twice).starts_with("own.toml:2: there is no indicator `x`"));
        let extended =
            "\n\n[[indicator]]\ncode = \"leaflets\"\nextend = true\nwordings = [{ subject = [], units = [\"盒\"] }]\n";
        let told = fault(extended);
        assert!(told.starts_with("own.toml:4: a wording of `leaflets` names no subject"), "{told}");
    }

    #[test]
    fn a_code_names_a_column_of_its_own() {
        let told = |code: &str| {
            fault(&format!(
                "\n[[indicator]]\ncode = \"{code}\"\nname_zh = \"路灯数\"\ntheme = \"functions\"\nunits = [\"盏\"]\n\
                 wordings = [{{ subject = [\"路灯\"] }}]\n"
            ))
        };
        for code in ["lamps", "l", "street-lamps_2"] {
            assert_eq!(told(code), "read");
        }
        for code in ["", "1", "-", "_", "_lamps", "Aa", "lampS", "路灯"] {
            assert!(
                told(code).starts_with(&format!("own.toml:3: the code `{code}` names no column")),
                "{}",
                told(code)
            );
        }
        for code in ["year", "document", "body", "leaflets_status"] {
            let message = format!("own.toml:3: the code `{code}` is the name of another column; choose another code");
            assert_eq!(told(code), message);
        }
    }

    #[test]
    fn an_own_catalogue_extends_replaces_and_removes() {
        let own = r#"
            [[indicator]]
            code = "leaflets"
            extend = true
            wordings = [{ subject = ["普法扑克"], units = ["盒"] }]

            [[indicator]]
            code = "banners"
            enabled = false
        "#;
        let catalogue = Catalogue::from_toml("own.toml", own).unwrap_or_else(|e| panic!("{e}"));
        let parser = crate::Parser::builder().catalogue(catalogue).build();
        let report = parser.parse("发放普法扑克50盒、宣传资料300份，悬挂横幅20条。");
        let codes: Vec<_> = report.statistics.iter().map(|s| s.indicator.as_deref()).collect();
        assert_eq!(codes, [Some("leaflets"), Some("leaflets"), None]);
    }
}

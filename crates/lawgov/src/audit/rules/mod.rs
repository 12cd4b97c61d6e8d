//! The rules, one a file.

use crate::audit::rule::Rule;
use crate::lexicon::List;

mod arithmetic;
mod citations;
mod dates;
mod outline;
mod privacy;
mod substance;
mod text;

/// Every rule, in code order.
pub(crate) static RULES: &[&Rule] = &[
    &outline::missing_measures::RULE,
    &outline::missing_problems::RULE,
    &outline::missing_first_responsible::RULE,
    &outline::missing_next_steps::RULE,
    &outline::missing_causes::RULE,
    &outline::not_a_report::RULE,
    &outline::numbering_repeated::RULE,
    &outline::numbering_skipped::RULE,
    &outline::numbering_restarted::RULE,
    &outline::empty_section::RULE,
    &dates::plan_year::RULE,
    &dates::year_conflict::RULE,
    &dates::late::RULE,
    &dates::impossible_date::RULE,
    &arithmetic::rate_mismatch::RULE,
    &arithmetic::parts_differ_from_total::RULE,
    &arithmetic::part_exceeds_whole::RULE,
    &arithmetic::rate_over_100::RULE,
    &arithmetic::conflicting_figures::RULE,
    &arithmetic::rate_without_base::RULE,
    &arithmetic::list_count_mismatch::RULE,
    &citations::repealed_law::RULE,
    &citations::misnamed_law::RULE,
    &citations::superseded_policy::RULE,
    &citations::malformed_document_number::RULE,
    &text::conversion_debris::RULE,
    &text::doubled_punctuation::RULE,
    &text::mixed_width_punctuation::RULE,
    &text::unbalanced_bracket::RULE,
    &text::other_body::RULE,
    &privacy::personal_data::RULE,
    &substance::no_figures::RULE,
];

/// The words that rules look for in the whole text.
pub(crate) fn words() -> [(List, Vec<&'static str>); 2] {
    [(List::Era, citations::superseded_policy::words()), (List::SelfForm, text::other_body::words())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn codes_are_unique_well_formed_and_in_order() {
        let codes: Vec<_> = RULES.iter().map(|r| r.code).collect();
        assert!(codes.is_sorted() && codes.iter().collect::<HashSet<_>>().len() == codes.len());
        assert_eq!(RULES.iter().map(|r| r.name).collect::<HashSet<_>>().len(), RULES.len());
        for rule in RULES {
            let digits = rule.code.strip_prefix("LG").unwrap();
            assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{rule:?}");
            assert!(rule.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{rule:?}");
        }
    }

    #[test]
    fn every_rule_is_documented() {
        for rule in RULES {
            let texts = [rule.title.zh, rule.title.en, rule.why.zh, rule.why.en, rule.source, rule.fires, rule.quiet];
            assert!(texts.iter().all(|t| !t.trim().is_empty()), "{rule:?}");
        }
    }

    #[test]
    fn examples_fire_once_and_stay_quiet() {
        for rule in RULES {
            let found =
                |text: &str| crate::parse(text).findings.into_iter().filter(|f| f.rule == *rule).collect::<Vec<_>>();
            let fired = found(rule.fires);
            assert_eq!(fired.len(), 1, "{rule:?} on its own example: {fired:#?}");
            assert!(fired.iter().all(|f| !f.message.zh.is_empty() && !f.message.en.is_empty()), "{rule:?}");
            let spoke = found(rule.quiet);
            assert!(spoke.is_empty(), "{rule:?} on its quiet example: {spoke:#?}");
        }
    }
}

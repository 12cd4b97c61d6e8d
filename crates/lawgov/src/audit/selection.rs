//! Which rules run: selected and ignored by code, prefix or name.

use crate::audit::rule::Rule;
use crate::audit::rules::RULES;
use crate::error::Error;

/// The rules that run. The longest selector that fits a rule decides; of two equally long ones, ignoring wins.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    select: Vec<Selector>,
    ignore: Vec<Selector>,
}

impl Default for Selection {
    fn default() -> Self {
        Self { select: vec![Selector(String::new())], ignore: Vec::new() }
    }
}

impl Selection {
    /// Runs only what these select.
    pub fn select<'s>(&mut self, selectors: impl IntoIterator<Item = &'s str>) -> Result<(), Error> {
        self.select = selectors.into_iter().map(Selector::new).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Leaves out what these select.
    pub fn ignore<'s>(&mut self, selectors: impl IntoIterator<Item = &'s str>) -> Result<(), Error> {
        self.ignore = selectors.into_iter().map(Selector::new).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The rules selected, in code order.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        let weight = |selectors: &[Selector], rule| selectors.iter().filter_map(|s| s.weight(rule)).max();
        RULES.iter().copied().filter(move |rule| weight(&self.select, rule) > weight(&self.ignore, rule))
    }
}

/// A code, the beginning of one, or a rule's name; `""` and `all` fit every rule.
#[derive(Clone, Debug)]
struct Selector(String);

impl Selector {
    fn new(written: &str) -> Result<Self, Error> {
        let written = written.trim();
        let selector = Self(if written.eq_ignore_ascii_case("all") { String::new() } else { written.to_owned() });
        let known = !written.is_empty() && RULES.iter().any(|rule| selector.weight(rule).is_some());
        let names = RULES.iter().flat_map(|rule| [rule.code, rule.name]);
        if known { Ok(selector) } else { Err(Error::unknown_rule(written, names)) }
    }

    /// How closely the selector fits a rule: the characters of the code it names.
    fn weight(&self, rule: &Rule) -> Option<usize> {
        if self.0 == rule.name {
            return Some(rule.code.len());
        }
        let head = rule.code.get(..self.0.len())?;
        head.eq_ignore_ascii_case(&self.0).then_some(head.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(select: &[&str], ignore: &[&str]) -> Vec<&'static str> {
        let mut selection = Selection::default();
        if !select.is_empty() {
            selection.select(select.iter().copied()).unwrap();
        }
        selection.ignore(ignore.iter().copied()).unwrap();
        selection.rules().map(|r| r.code).collect()
    }

    #[test]
    fn codes_prefixes_and_names() {
        assert_eq!(codes(&[], &[]).len(), RULES.len());
        assert_eq!(codes(&["LG502", "lg6"], &[]), ["LG502", "LG601"]);
        assert_eq!(codes(&["doubled-punctuation"], &[]), ["LG502"]);
        assert!(!codes(&[], &["LG5"]).contains(&"LG502"));
        assert!(codes(&["LG502"], &["LG5"]).contains(&"LG502"), "the closer selector wins");
        assert!(codes(&["LG502"], &["doubled-punctuation"]).is_empty(), "ignoring wins a tie");
        assert!(codes(&["all"], &["all"]).is_empty());
    }

    #[test]
    fn unknown_selectors_are_errors() {
        for unknown in ["", "LG999", "weather", "X"] {
            let error = Selection::default().select([unknown]).unwrap_err().to_string();
            assert!(error.ends_with("(LG302, LG3, late)"), "{error}");
        }
        for near in ["doubled-punctation", "doubled"] {
            let error = Selection::default().select([near]).unwrap_err().to_string();
            assert!(error.ends_with("; did you mean `doubled-punctuation`?"), "{error}");
        }
    }
}

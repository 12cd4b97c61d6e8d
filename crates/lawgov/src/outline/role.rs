//! Roles: which of the mandated parts a section is.
//!
//! In: headings and the tree. Out: a role for each section. The words are in `data/roles.tsv`.

use once_cell::sync::Lazy;

use crate::lexicon::{Table, Trie};
use crate::outline::{Role, Section, date};
use crate::text::{Positions, Text};

/// The weight at which a heading plainly names another part than the one it lies in.
const PLAIN: i32 = 3;
/// The weight of words that name the causes of the problems, and not the problems too: 不足的原因.
const OF_PROBLEMS: i32 = 5;

static WORDS: Lazy<Trie<(Role, i32)>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("roles"));
    Trie::new(table.rows().filter_map(|row| {
        let role = Role::ALL.into_iter().find(|r| r.as_str() == row.get("role"))?;
        Some((row.get("word"), (role, row.get("weight").parse().ok()?)))
    }))
});

/// What a heading names: a weight for each role, and where each is first named.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    weights: [i32; Role::ALL.len()],
    order: Vec<Role>,
}

impl Named {
    pub fn read(text: &Text, heading: Positions, year: Option<i16>) -> Self {
        let mut named = Self::default();
        let chars = text.chars().get(heading.clone()).unwrap_or(&[]);
        let mut at = 0;
        while let Some(rest) = chars.get(at..).filter(|r| !r.is_empty()) {
            let Some((len, &(role, weight))) = WORDS.longest(rest) else {
                at += 1;
                continue;
            };
            named.add(role, weight);
            at += len;
        }
        if year.zip(date::first_year(text, heading)).is_some_and(|(year, named)| named > year) {
            named.add(Role::NextSteps, PLAIN);
            named.order.retain(|&r| r != Role::NextSteps);
            named.order.insert(0, Role::NextSteps);
        }
        named
    }

    fn add(&mut self, role: Role, weight: i32) {
        self.weights[role as usize] += weight;
        if !self.order.contains(&role) {
            self.order.push(role);
        }
    }

    pub fn weight(&self, role: Role) -> i32 {
        self.weights[role as usize]
    }

    /// The role of a heading that stands on its own, if it names one with at least `least`.
    pub fn role(&self, least: i32) -> Option<Role> {
        let has = |role| self.weight(role) >= least;
        if has(Role::FirstResponsible) && !has(Role::Problems) && self.weight(Role::NextSteps) < PLAIN {
            return Some(Role::FirstResponsible);
        }
        if has(Role::Causes) {
            let alone = self.weight(Role::Problems) < 1 || self.weight(Role::Causes) >= OF_PROBLEMS;
            return Some(if alone { Role::Causes } else { Role::ProblemsAndCauses });
        }
        // Of several, the part that is named first in so many words: 存在问题及下一步打算 is a part on problems.
        let duty = |r| r == Role::FirstResponsible && has(Role::Problems);
        let first = self.order.iter().copied().find(|&r| self.weight(r) >= least.max(2) && !duty(r));
        first.or_else(|| self.order.iter().copied().filter(|&r| has(r)).max_by_key(|&r| self.weight(r)))
    }
}

/// Gives each section its role.
pub(super) fn assign(text: &Text, sections: &mut [Section], named: &[Named], year: Option<i16>) {
    let mut roles: Vec<Option<Role>> = Vec::with_capacity(sections.len());
    for (section, named) in sections.iter().zip(named) {
        let parent = section.parent.and_then(|p| roles.get(p as usize).copied().flatten());
        roles.push(match parent {
            None if section.parent.is_none() => named.role(1),
            None => None,
            Some(parent) => Some(inherit(parent, named)),
        });
    }
    // A part that names nothing is known by its place: what comes before the problems and plans is the account.
    let later = |r: Option<Role>| {
        matches!(
            r,
            Some(Role::Problems | Role::ProblemsAndCauses | Role::Causes | Role::Rectification | Role::NextSteps)
        )
    };
    let mut passed = false;
    for i in 0..sections.len() {
        if let Some(parent) = sections[i].parent {
            if roles[i].is_none() {
                let parent = roles[parent as usize].unwrap_or(Role::Other);
                roles[i] = Some(inherit(parent, &named[i]));
            }
            continue;
        }
        passed |= later(roles[i]);
        if roles[i].is_none() || (roles[i] == Some(Role::Measures) && named[i].weight(Role::Measures) < 2) {
            let body = body_after(text, &sections[i]);
            let plans = date::plans(text, body, year);
            // A number below the first level with no part above it goes on in the part before.
            let before = i.checked_sub(1).and_then(|b| roles[b]).filter(|_| sections[i].level > 1);
            roles[i] = Some(match (passed, plans) {
                (_, true) => Role::NextSteps,
                (false, _) => Role::Measures,
                (true, _) => roles[i].or(before).unwrap_or(Role::Other),
            });
            passed |= plans;
        }
    }
    for (section, role) in sections.iter_mut().zip(roles) {
        section.role = role.unwrap_or(Role::Other);
    }
}

/// The first characters after a section's heading.
fn body_after(text: &Text, section: &Section) -> Positions {
    let start = text.position(section.heading.end.max(section.marker.end));
    start..(start + 60).min(text.position(section.span.end))
}

/// The role of a section inside another.
fn inherit(parent: Role, named: &Named) -> Role {
    let Some(own) = named.role(PLAIN) else { return parent };
    match (parent, own) {
        // A plan for a duty, a problem or a measure is still a plan.
        (Role::NextSteps, _) => parent,
        (_, Role::Measures | Role::Other) | (Role::Measures, Role::Rectification) => parent,
        (Role::Measures, Role::FirstResponsible) if named.weight(Role::FirstResponsible) < PLAIN + 2 => parent,
        (Role::Problems | Role::Causes | Role::ProblemsAndCauses | Role::Rectification, Role::FirstResponsible) => {
            parent
        }
        _ => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_roles_keeps_its_promises() {
        let role = |heading: &str| Named::read(&Text::new(heading), 0..heading.chars().count(), None).role(1);
        for row in Table::new(include_str!("../../data/roles.tsv")).rows() {
            let named = Role::ALL.into_iter().find(|r| r.as_str() == row.get("role"));
            let (example, counter) = (row.get("example"), row.get("counter"));
            assert!(named.is_some(), "{}", row.get("word"));
            assert!(example.contains(row.get("word")), "{example}");
            if row.get("weight").starts_with('-') {
                assert_ne!(role(example), named, "{example}");
            } else {
                assert_eq!(role(example), named, "{example}");
                assert!(counter.is_empty() || role(counter) != named, "{counter}");
            }
        }
    }
}

//! The registry of laws: which name was valid when, and what replaced it.
//!
//! Input: a name as written, with or without 中华人民共和国, quotes, dashes or 试行. Output: the row of `data/laws.tsv` it
//! means. The registry holds no text of any law and does not guess: a name it does not list is unknown.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::citation::{CitationKind, LawStatus};
use crate::lexicon::{Row, Table};
use crate::text::{self, Class};

/// A law, regulation, Party regulation or policy, under one name.
pub(crate) struct Law {
    /// Stable key, `civil-code`.
    pub key: &'static str,
    /// The name without 中华人民共和国.
    pub name: &'static str,
    /// Other names in use.
    pub short: Vec<&'static str>,
    pub kind: CitationKind,
    /// First day in force of each version under this name, in order; empty when the start is of no interest.
    pub versions: Vec<Date>,
    /// First day no longer in force.
    pub until: Option<Date>,
    /// What the end is called: repealed or superseded.
    end: LawStatus,
    /// Key of the text that replaced it.
    pub replaced_by: Option<&'static str>,
    /// Whether its dates were looked up in a text. When not, no verdict rests on them.
    pub confirmed: bool,
}

impl Law {
    fn new(row: &Row<'_>) -> Option<Self> {
        Some(Self {
            key: row.get("key"),
            name: row.get("name"),
            short: row.list("short").collect(),
            kind: CitationKind::from_name(row.get("kind"))?,
            versions: row.list("from").filter_map(|d| d.parse().ok()).collect(),
            until: row.get("to").parse().ok(),
            end: if row.get("end") == "superseded" { LawStatus::Superseded } else { LawStatus::Repealed },
            replaced_by: Some(row.get("replaced_by")).filter(|k| !k.is_empty()),
            confirmed: row.get("confirmed") == "yes",
        })
    }

    /// Its status for a report on `year`.
    ///
    /// Ended means ended before that year began: in the year of the change a report may still speak of either text.
    /// Not yet in force means that no version began by the end of that year.
    pub fn status(&self, year: i16) -> LawStatus {
        let ended = self.until.is_some_and(|until| until <= jiff::civil::date(year.max(1), 1, 1));
        let to_come = self.versions.first().is_some_and(|from| from.year() > year);
        match (ended || to_come, self.confirmed) {
            (true, false) => LawStatus::Unknown,
            (true, true) if ended => self.end,
            (true, true) => LawStatus::NotYetInForce,
            (false, _) => LawStatus::InForce,
        }
    }

    fn is_valid_in(&self, year: i16) -> bool {
        self.until.is_none_or(|until| until.year() > year)
            && self.versions.first().is_none_or(|from| from.year() <= year)
    }
}

struct Registry {
    laws: Vec<Law>,
    /// Plain name → indices of the laws that bear it, oldest first.
    names: FxHashMap<String, Vec<usize>>,
    /// Plain form of a wrong name → index of the law meant.
    misnamed: FxHashMap<String, usize>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let laws: Vec<Law> = Table::new(include_str!("../../data/laws.tsv")).rows().filter_map(|r| Law::new(&r)).collect();
    let mut names: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (i, law) in laws.iter().enumerate() {
        for name in std::iter::once(&law.name).chain(&law.short) {
            let same = names.entry(plain(name)).or_default();
            if !same.contains(&i) {
                same.push(i);
            }
        }
    }
    let by_key: FxHashMap<_, _> = laws.iter().enumerate().map(|(i, law)| (law.key, i)).collect();
    let misnamed = Table::new(include_str!("../../data/misnamed_laws.tsv"))
        .rows()
        .filter_map(|r| Some((plain(r.get("written")), *by_key.get(r.get("law"))?)))
        .collect();
    Registry { laws, names, misnamed }
});

/// All laws, in the order of the table.
pub(crate) fn laws() -> &'static [Law] {
    &REGISTRY.laws
}

/// The law of that key.
pub(crate) fn law(key: &str) -> Option<&'static Law> {
    laws().iter().find(|law| law.key == key)
}

/// The law a name means; of several that bore it in turn the latest. Wrong names resolve to the law meant.
pub(crate) fn resolve(name: &str) -> Option<&'static Law> {
    find(name, |found| found.last())
}

/// The law a name means in a report on `year`: of several that bore it in turn the one valid then.
pub(crate) fn resolve_in(name: &str, year: i16) -> Option<&'static Law> {
    find(name, |found| found.iter().find(|&&i| laws().get(i).is_some_and(|l| l.is_valid_in(year))).or(found.last()))
}

/// The law meant by a name that no law bears.
pub(crate) fn misnamed(name: &str) -> Option<&'static Law> {
    let name = plain(name);
    REGISTRY.misnamed.get(&name).and_then(|&i| laws().get(i))
}

/// Wrong names that a report may write without 《》.
pub(crate) fn misnomers() -> impl Iterator<Item = &'static str> {
    Table::new(include_str!("../../data/misnamed_laws.tsv"))
        .rows()
        .map(|r| r.get("written"))
        .collect::<Vec<_>>()
        .into_iter()
}

fn find(name: &str, choose: impl Fn(&'static [usize]) -> Option<&'static usize>) -> Option<&'static Law> {
    /// Words before the name proper that a short citation drops.
    const ISSUERS: [&str; 5] = ["中共中央办公厅国务院办公厅", "中共中央国务院", "国务院办公厅", "国务院", "中共中央"];
    const NEW: [&str; 3] = ["新修订的", "新修订", "新"];
    let name = plain(name);
    let look = |name: &str| {
        let found = REGISTRY.names.get(name).and_then(|f| choose(f)).or_else(|| REGISTRY.misnamed.get(name));
        found.and_then(|&i| laws().get(i))
    };
    look(&name).or_else(|| ISSUERS.iter().chain(&NEW).filter_map(|p| name.strip_prefix(p)).find_map(look))
}

/// A name reduced to what tells it from others: letters and digits only, without 中华人民共和国, a closing 试行 or 修订, and
/// the 年 and 至 of a span of years.
fn plain(name: &str) -> String {
    const KEPT: Class = Class::HAN.with(Class::DIGIT).with(Class::LATIN);
    let folded = name.chars().map(text::read).filter(|(_, class)| class.any(KEPT)).map(|(c, _)| c);
    let mut folded = folded.peekable();
    let mut kept = String::with_capacity(name.len());
    while let Some(c) = folded.next() {
        let after_digit = kept.as_bytes().last().is_some_and(u8::is_ascii_digit);
        let before_digit = folded.peek().is_some_and(char::is_ascii_digit);
        if !(after_digit && (c == '年' || c == '至' && before_digit)) {
            kept.push(c);
        }
    }
    let mut rest = kept.strip_prefix("中华人民共和国").unwrap_or(&kept);
    for ending in ["试行", "修订", "修正", "暂行", "草案"] {
        if let Some(shorter) = rest.strip_suffix(ending) {
            let undated = shorter.trim_end_matches(|c: char| c.is_ascii_digit());
            // （2021年修订）is one year; （2021—2025年）is part of the name.
            rest = if shorter.len() - undated.len() == 4 { undated } else { shorter };
        }
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_is_sound() {
        let rows = Table::new(include_str!("../../data/laws.tsv")).rows().count();
        assert_eq!(rows, laws().len(), "a row has an unknown kind");
        let mut keys = HashSet::new();
        for l in laws() {
            assert!(keys.insert(l.key), "key {} twice", l.key);
            assert!(l.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "key {}", l.key);
            assert!(l.versions.is_sorted(), "versions of {}", l.key);
            if let (Some(from), Some(until)) = (l.versions.last(), l.until) {
                assert!(*from < until, "{} ends before it begins", l.key);
            }
            if let Some(next) = l.replaced_by {
                assert!(law(next).is_some(), "{} is replaced by an unknown {next}", l.key);
                assert!(l.until.is_some(), "{} is replaced but does not end", l.key);
            }
        }
        for row in Table::new(include_str!("../../data/laws.tsv")).rows() {
            for cell in ["from", "to"] {
                assert!(row.list(cell).all(|d| d.parse::<Date>().is_ok()), "{cell} of {}", row.get("key"));
            }
            assert!(matches!(row.get("confirmed"), "yes" | "no"), "{}", row.get("key"));
            assert!(row.get("confirmed") == "no" || !row.get("source").is_empty(), "{} has no source", row.get("key"));
            assert_eq!(row.get("to").is_empty(), row.get("end").is_empty(), "end of {}", row.get("key"));
        }
        for row in Table::new(include_str!("../../data/misnamed_laws.tsv")).rows() {
            assert!(law(row.get("law")).is_some(), "{} means an unknown law", row.get("written"));
            assert!(!REGISTRY.names.contains_key(&plain(row.get("written"))), "{} is a name", row.get("written"));
        }
    }

    #[test]
    fn a_name_is_shared_only_by_laws_that_follow_each_other() {
        for (name, found) in &REGISTRY.names {
            for pair in found.windows(2) {
                let (Some(old), Some(new)) = (laws().get(pair[0]), laws().get(pair[1])) else { continue };
                assert!(
                    old.until.is_some() && old.until.as_ref() <= new.versions.first(),
                    "{name} is two laws at once"
                );
            }
        }
    }

    #[test]
    fn names_resolve_however_they_are_written() {
        for (written, key) in [
            ("中华人民共和国物权法", "property-law"),
            ("物权法", "property-law"),
            ("行政处罚法（2021年修订）", "administrative-penalty-law"),
            ("新安全生产法", "work-safety-law"),
            ("法治政府建设实施纲要（2021至2025年）", "rule-of-law-government-outline-2021"),
            ("法治政府建设实施纲要(2015-2020)", "rule-of-law-government-outline-2015"),
            ("法治政府建设实施纲要（20212025年）", "rule-of-law-government-outline-2021"),
            ("乡村法律明白人培养工作规范", "law-clear-people-measures"),
            ("中共中央 国务院信访工作条例", "petition-work-regulation"),
            ("促进就业法", "employment-promotion-law"),
        ] {
            assert_eq!(resolve(written).map(|l| l.key), Some(key), "{written}");
        }
        assert!(resolve("青石县优化营商环境条例").is_none());
        assert!(misnamed("就业促进法").is_none() && misnamed("促进就业法").is_some());
    }

    #[test]
    fn status_is_judged_at_the_year_reported_on() {
        let status = |name: &str, year| resolve_in(name, year).map(|l| l.status(year));
        assert_eq!(status("物权法", 2019), Some(LawStatus::InForce));
        assert_eq!(status("物权法", 2021), Some(LawStatus::Repealed));
        assert_eq!(status("信访条例", 2022), Some(LawStatus::InForce));
        assert_eq!(status("信访条例", 2023), Some(LawStatus::Superseded));
        assert_eq!(status("行政执法监督条例", 2024), Some(LawStatus::NotYetInForce));
        assert_eq!(status("法治政府建设实施纲要", 2019), Some(LawStatus::InForce));
        assert_eq!(status("法治政府建设实施纲要", 2023), Some(LawStatus::InForce));
        assert_eq!(status("法治政府建设实施纲要（2015—2020年）", 2023), Some(LawStatus::Superseded));
        assert_eq!(status("强制戒毒办法", 2023), Some(LawStatus::Unknown), "an unconfirmed end accuses nobody");
    }
}

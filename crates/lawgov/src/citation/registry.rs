//! The registry of laws: which name was valid when, and what replaced it.
//!
//! Input: a name as written, with or without 中华人民共和国, quotes, dashes or 试行. Output: the row it means, of
//! `data/laws.tsv` or of a user's own file. The registry holds no text of any law and does not guess: a name it does not
//! list is unknown.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::DeValue;

use crate::citation::mention::Names;
use crate::citation::{CitationKind, LawStatus};
use crate::config::{self, Fault, Node, Read, form};
use crate::day::from_iso;
use crate::error::{Error, did_you_mean};
use crate::label::label;
use crate::lang::{Bilingual, Lang};
use crate::lexicon::{Row, Table};
use crate::text::{self, Class};

/// A law, regulation, Party regulation or policy, under one name.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Law {
    /// Stable key, `civil-code`.
    pub key: Arc<str>,
    /// The name without 中华人民共和国.
    pub name: Box<str>,
    /// Other names in use.
    pub short: Vec<Box<str>>,
    /// What it is.
    pub kind: CitationKind,
    /// First day in force of each version under this name, in order; empty when the start is of no interest.
    pub versions: Vec<Date>,
    /// First day no longer in force.
    pub until: Option<Date>,
    /// What the end is called: repealed or superseded.
    pub end: LawStatus,
    /// Key of the text that replaced it.
    pub replaced_by: Option<Box<str>>,
    /// Whether its dates were looked up in a text. When not, no verdict rests on them.
    pub confirmed: bool,
}

impl Law {
    fn new(row: &Row<'_>) -> Option<Self> {
        Some(Self {
            key: row.get("key").into(),
            name: row.get("name").into(),
            short: row.list("short").map(Into::into).collect(),
            kind: CitationKind::from_name(row.get("kind"))?,
            versions: row.list("from").filter_map(from_iso).collect(),
            until: from_iso(row.get("to")),
            end: if row.get("end") == "superseded" { LawStatus::Superseded } else { LawStatus::Repealed },
            replaced_by: Some(row.get("replaced_by")).filter(|k| !k.is_empty()).map(Into::into),
            confirmed: row.get("confirmed") == "yes",
        })
    }

    /// All names in use.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.short).map(|name| &**name)
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

/// The laws, regulations, Party regulations and policies that citations are held against.
///
/// The built-in ones are `data/laws.tsv`; a user's own file adds local regulations or corrects a row.
pub struct LawRegistry {
    laws: Vec<Law>,
    /// Key → index.
    keys: FxHashMap<Arc<str>, usize>,
    /// Plain name → indices of the laws that bear it, oldest first.
    names: FxHashMap<String, Vec<usize>>,
    /// Plain form of a wrong name → index of the law meant.
    misnamed: FxHashMap<String, usize>,
    /// All names, to find them in running text.
    in_text: Names,
}

impl fmt::Debug for LawRegistry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LawRegistry").field("laws", &self.laws.len()).finish_non_exhaustive()
    }
}

static BUILTIN: LazyLock<Arc<LawRegistry>> = LazyLock::new(|| {
    let laws = Table::new(crate::lexicon::tsv!("laws")).rows().filter_map(|r| Law::new(&r)).collect();
    Arc::new(LawRegistry::new(laws, &misnomers().collect::<Vec<_>>()))
});

/// What is written, and the key of the law meant.
fn misnomers() -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = Table::new(crate::lexicon::tsv!("misnamed_laws"));
    let rows: Vec<_> = table.rows().map(|row| (row.get("written"), row.get("law"))).collect();
    rows.into_iter()
}

impl LawRegistry {
    /// The registry that comes with the library.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        Arc::clone(&BUILTIN)
    }

    /// Reads laws of one's own and adds them to the built-in ones; a row with the key of a built-in one replaces it.
    /// `file` is only named in errors.
    ///
    /// Days are the first day in force (`from`, one for each version) and the first day no longer in force (`to`). A row
    /// accuses a report only when it is `confirmed`, and then it says its `source`.
    ///
    /// ```
    /// let own = r#"
    ///     [[law]]
    ///     key = "qinghe-heating-regulation"
    ///     name = "清河市城市供热管理条例"
    ///     kind = "local_regulation"
    ///     from = [2009-11-01]
    ///     to = 2022-05-01
    ///     end = "repealed"                # or "superseded"
    ///     confirmed = true
    ///     source = "清河市人大常委会公告第7号"
    ///
    ///     [[misnamed]]
    ///     written = "城市供暖管理条例"
    ///     law = "qinghe-heating-regulation"
    /// "#;
    /// let laws = lawgov::LawRegistry::from_toml("laws.toml", own)?;
    /// let parser = lawgov::Parser::builder().laws(laws).build();
    /// let report = parser.parse("清河市2023年法治政府建设情况报告\n2023年，宣传《清河市城市供热管理条例》。");
    /// assert_eq!(report.citations[0].law.as_deref(), Some("qinghe-heating-regulation"));
    /// assert_eq!(report.citations[0].status, lawgov::LawStatus::Repealed);
    /// # Ok::<(), lawgov::Error>(())
    /// ```
    ///
    /// # Errors
    /// When it is not TOML, lacks a field, or names a kind, day or key that does not exist: with the file and the line.
    pub fn from_toml(file: &str, source: &str) -> Result<Self, Error> {
        let own: OwnFile = config::read(file, source, &FORM)?;
        let origin = Origin { file, source };
        let keys = own.law.iter().map(|row| (&row.key, row.key.get_ref().as_str()));
        config::no_repeats(file, source, &KEY, keys)?;
        let written = own.misnamed.iter().map(|row| (&row.written, plain(row.written.get_ref())));
        config::no_repeats(file, source, &WRITTEN, written)?;
        let mut laws = Self::builtin().laws.clone();
        for row in &own.law {
            let law = origin.law(row)?;
            match laws.iter_mut().find(|known| known.key == law.key) {
                Some(known) => *known = law,
                None => laws.push(law),
            }
        }
        let known = |key: &Spanned<String>| match laws.iter().any(|law| *law.key == **key.get_ref()) {
            true => Ok(()),
            false => {
                let Bilingual { zh, en } =
                    did_you_mean(key.get_ref(), laws.iter().map(|law| &*law.key)).unwrap_or_default();
                let zh = format!("law 或 replaced_by 要写某一条的 key，lawgov laws 列出全部。{zh}");
                let en = format!("give the key of a row, `lawgov laws` lists them. {en}");
                Err(origin.no_such("法律", "law", key, zh.trim(), en.trim()))
            }
        };
        own.law.iter().filter_map(|row| row.replaced_by.as_ref()).try_for_each(known)?;
        own.misnamed.iter().map(|row| &row.law).try_for_each(known)?;
        let mut pairs: Vec<(&str, &str)> = misnomers().collect();
        pairs.extend(own.misnamed.iter().map(|row| (row.written.get_ref().as_str(), row.law.get_ref().as_str())));
        Ok(Self::new(laws, &pairs))
    }

    /// Misnomers are pairs of what is written and the key of the law meant.
    fn new(laws: Vec<Law>, misnomers: &[(&str, &str)]) -> Self {
        let mut names: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (i, law) in laws.iter().enumerate() {
            for name in law.names() {
                let same = names.entry(plain(name).into_owned()).or_default();
                if !same.contains(&i) {
                    same.push(i);
                }
            }
        }
        let keys: FxHashMap<_, _> = laws.iter().enumerate().map(|(i, law)| (Arc::clone(&law.key), i)).collect();
        let meant = |&(written, key): &(&'_ str, &str)| Some((plain(written).into_owned(), *keys.get(key)?));
        let misnamed = misnomers.iter().filter_map(meant).collect();
        let wrong = misnomers.iter().filter_map(|(written, key)| Some((*written, laws[*keys.get(*key)?].kind)));
        let right = laws.iter().flat_map(|law| law.names().map(|name| (name, law.kind)));
        let in_text = Names::new(right.chain(wrong));
        Self { laws, keys, names, misnamed, in_text }
    }

    /// All rows, the built-in ones first.
    ///
    /// ```
    /// let registry = lawgov::LawRegistry::builtin();
    /// let law = registry.laws().iter().find(|law| &*law.key == "property-law").unwrap();
    /// assert_eq!(law.replaced_by.as_deref(), Some("civil-code"));
    /// ```
    #[must_use]
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    /// The laws a reader looks for, in the order of the registry: with these words in the key or in a name, of the kind
    /// that is called so in Chinese or English, or cited so. Nothing looks for all.
    ///
    /// ```
    /// let registry = lawgov::LawRegistry::builtin();
    /// let keys = |query| registry.search(query).iter().map(|law| &*law.key).collect::<Vec<_>>();
    /// assert_eq!(keys("《中华人民共和国民法典》"), keys("民法典"));
    /// assert_eq!(keys("促进就业法"), ["employment-promotion-law"], "a wrong name finds the law meant");
    /// assert_eq!(keys("行政法规"), keys("administrative_regulation"));
    /// ```
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<&Law> {
        let query = query.trim().to_lowercase();
        let name = plain(&query).to_lowercase();
        let cited = self.resolve(&query).map(|law| &law.key);
        let has = |text: &str| {
            text.to_lowercase().contains(&query) || !name.is_empty() && plain(text).to_lowercase().contains(&name)
        };
        let is_kind = |kind: CitationKind| {
            let name = kind.as_str();
            let called = [name, label("document", name, Lang::Zh), label("document", name, Lang::En)];
            called.iter().any(|called| called.to_lowercase() == query)
        };
        let is_meant =
            |law: &&Law| has(&law.key) || law.names().any(has) || is_kind(law.kind) || cited == Some(&law.key);
        self.laws.iter().filter(is_meant).collect()
    }

    /// The names to look for in running text.
    pub(super) fn in_text(&self) -> &Names {
        &self.in_text
    }

    /// The law of that key.
    pub(crate) fn law(&self, key: &str) -> Option<&Law> {
        self.laws.get(*self.keys.get(key)?)
    }

    /// The law a name means; of several that bore it in turn the latest. Wrong names resolve to the law meant.
    pub(crate) fn resolve(&self, name: &str) -> Option<&Law> {
        self.find(name, |found| found.last())
    }

    /// The law a name means in a report on `year`: of several that bore it in turn the one valid then.
    pub(crate) fn resolve_in(&self, name: &str, year: i16) -> Option<&Law> {
        self.find(name, |found| found.iter().find(|&&i| self.laws[i].is_valid_in(year)).or(found.last()))
    }

    /// The law meant by a name that no law bears.
    pub(crate) fn misnamed(&self, name: &str) -> Option<&Law> {
        self.misnamed.get(&*plain(name)).and_then(|&i| self.laws.get(i))
    }

    fn find<'r>(&'r self, name: &str, choose: impl Fn(&'r [usize]) -> Option<&'r usize>) -> Option<&'r Law> {
        /// Words before the name proper that a short citation drops.
        const ISSUERS: [&str; 5] =
            ["中共中央办公厅国务院办公厅", "中共中央国务院", "国务院办公厅", "国务院", "中共中央"];
        const NEW: [&str; 3] = ["新修订的", "新修订", "新"];
        let name = plain(name);
        let look = |name: &str| {
            let found = self.names.get(name).and_then(|f| choose(f)).or_else(|| self.misnamed.get(name));
            found.and_then(|&i| self.laws.get(i))
        };
        look(&name).or_else(|| ISSUERS.iter().chain(&NEW).filter_map(|p| name.strip_prefix(p)).find_map(look))
    }
}

const FORM: Bilingual<&str> = Bilingual {
    zh: "每条 [[law]] 要有 key、name、kind，可以有 short、from（日期列表，如 [2019-12-01]）、to、end、replaced_by、confirmed、source；[[misnamed]] 要有 written、law",
    en: "a [[law]] has key, name and kind, and may have short, from (a list of days, [2019-12-01]), to, end, replaced_by, confirmed and source; a [[misnamed]] has written and law",
};

const KEY: Bilingual<&str> = Bilingual { zh: "key", en: "key" };
const WRITTEN: Bilingual<&str> = Bilingual { zh: "written", en: "misnomer" };

form! {
    /// Laws of one's own, as written.
    struct OwnFile {
        law: Vec<OwnLaw> = default,
        misnamed: Vec<OwnMisnomer> = default,
    }
}

form! {
    struct OwnLaw {
        key: Spanned<String>,
        name: Spanned<String>,
        short: Vec<String> = default,
        kind: Spanned<String>,
        from: Vec<Spanned<Day>> = default,
        to: Option<Spanned<Day>> = default,
        end: Option<Spanned<String>> = default,
        replaced_by: Option<Spanned<String>> = default,
        confirmed: bool = default,
        source: Option<String> = default,
    }
}

form! {
    struct OwnMisnomer {
        written: Spanned<String>,
        law: Spanned<String>,
    }
}

/// A day as written, in quotes or without; nothing of it where it is something else.
struct Day(String);

impl Read for Day {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        Ok(Self(match node.get_ref() {
            DeValue::String(day) => day.as_ref().to_owned(),
            DeValue::Datetime(day) => day.to_string(),
            _ => String::new(),
        }))
    }
}

/// Where rows were written, to name lines in errors.
struct Origin<'s> {
    file: &'s str,
    source: &'s str,
}

impl Origin<'_> {
    fn fault(&self, at: usize, zh: impl Into<String>, en: impl Into<String>) -> Error {
        Error::configuration(self.file, self.source, Some(at), Bilingual::new(zh, en))
    }

    fn no_such(&self, zh: &str, en: &str, name: &Spanned<String>, help_zh: &str, help_en: &str) -> Error {
        let (at, name) = (name.span().start, name.get_ref());
        self.fault(at, format!("没有{zh}“{name}”；{help_zh}"), format!("there is no {en} `{name}`; {help_en}"))
    }

    fn law(&self, row: &OwnLaw) -> Result<Law, Error> {
        let kind = CitationKind::from_name(row.kind.get_ref()).ok_or_else(|| {
            let known = CitationKind::ALL.map(CitationKind::as_str).join(", ");
            self.no_such("种类", "kind", &row.kind, &format!("可用的有：{known}"), &format!("known are: {known}"))
        })?;
        let at = row.key.span().start;
        if row.key.get_ref().trim().is_empty() || plain(row.name.get_ref()).is_empty() {
            return Err(self.fault(at, "key 和 name 不能为空", "key and name are not empty"));
        }
        let versions = row.from.iter().map(|day| self.day(day)).collect::<Result<Vec<_>, _>>()?;
        if !versions.is_sorted() {
            return Err(self.fault(at, "from 的日期要从早到晚", "the days of from stand in order, earliest first"));
        }
        let until = row.to.as_ref().map(|day| self.day(day)).transpose()?;
        if until.is_some_and(|until| versions.last().is_some_and(|from| *from >= until)) {
            return Err(self.fault(at, "to 要晚于 from 的最后一天", "to must be later than the last day of from"));
        }
        let end = match row.end.as_ref().map(|end| end.get_ref().as_str()) {
            None | Some("repealed") => LawStatus::Repealed,
            Some("superseded") => LawStatus::Superseded,
            Some(other) => {
                let at = row.end.as_ref().map_or(at, |end| end.span().start);
                return Err(self.fault(
                    at,
                    format!("end 不能是“{other}”；写 repealed（废止）或 superseded（被取代）"),
                    format!("end is not `{other}`; write repealed or superseded"),
                ));
            }
        };
        let without_end = [("end", &row.end), ("replaced_by", &row.replaced_by)];
        if let (None, Some((name, Some(said)))) = (until, without_end.iter().find(|(_, said)| said.is_some())) {
            return Err(self.fault(
                said.span().start,
                format!("写了 {name} 却没有写 to，不知道从哪天起失效；请加一行 to = 2022-05-01 这样的日期，或删去 {name}"),
                format!("{name} without to does not say from when: add the first day no longer in force, `to = 2022-05-01`, or remove {name}"),
            ));
        }
        if row.confirmed && row.source.as_ref().is_none_or(|source| source.trim().is_empty()) {
            return Err(self.fault(
                at,
                "confirmed 的条目要写明出处：请加一行 source = \"…\"",
                "a confirmed row says where it was looked up: add a line `source = \"…\"`",
            ));
        }
        Ok(Law {
            key: row.key.get_ref().as_str().into(),
            name: row.name.get_ref().as_str().into(),
            short: row.short.iter().map(|name| name.as_str().into()).collect(),
            kind,
            versions,
            until,
            end,
            replaced_by: row.replaced_by.as_ref().map(|key| key.get_ref().as_str().into()),
            confirmed: row.confirmed,
        })
    }

    /// A day, in quotes or without.
    fn day(&self, written: &Spanned<Day>) -> Result<Date, Error> {
        from_iso(&written.get_ref().0)
            .ok_or_else(|| self.fault(written.span().start, "日期写作 2021-01-01", "a day is written like 2021-01-01"))
    }
}

/// A name reduced to what tells it from others: letters and digits only, without 中华人民共和国, a closing 试行 or 修订, and
/// the 年 and 至 of a span of years.
fn plain(name: &str) -> Cow<'_, str> {
    // Most names are Han and nothing else.
    if name.chars().all(|c| text::of_han(c).is_some()) {
        return Cow::Borrowed(bare(name));
    }
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
    Cow::Owned(bare(&kept).to_owned())
}

/// A name of letters and digits without what it may begin and end with.
fn bare(name: &str) -> &str {
    let mut rest = name.strip_prefix("中华人民共和国").unwrap_or(name);
    for ending in ["试行", "修订", "修正", "暂行", "草案"] {
        if let Some(shorter) = rest.strip_suffix(ending) {
            let undated = shorter.trim_end_matches(|c: char| c.is_ascii_digit());
            // （2021年修订）is one year; （2021—2025年）is part of the name.
            rest = if shorter.len() - undated.len() == 4 { undated } else { shorter };
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_is_sound() {
        let registry = LawRegistry::builtin();
        let rows = Table::new(include_str!("../../data/laws.tsv")).rows().count();
        assert_eq!(rows, registry.laws.len(), "a row has an unknown kind");
        let mut keys = HashSet::new();
        for l in &registry.laws {
            assert!(keys.insert(&l.key), "key {} twice", l.key);
            assert!(l.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "key {}", l.key);
            assert!(l.versions.is_sorted(), "versions of {}", l.key);
            if let (Some(from), Some(until)) = (l.versions.last(), l.until) {
                assert!(*from < until, "{} ends before it begins", l.key);
            }
            if let Some(next) = &l.replaced_by {
                assert!(registry.law(next).is_some(), "{} is replaced by an unknown {next}", l.key);
                assert!(l.until.is_some(), "{} is replaced but does not end", l.key);
            }
        }
        for row in Table::new(include_str!("../../data/laws.tsv")).rows() {
            for cell in ["from", "to"] {
                assert!(row.list(cell).all(|d| from_iso(d).is_some()), "{cell} of {}", row.get("key"));
            }
            assert!(matches!(row.get("confirmed"), "yes" | "no"), "{}", row.get("key"));
            assert!(row.get("confirmed") == "no" || !row.get("source").is_empty(), "{} has no source", row.get("key"));
            assert_eq!(row.get("to").is_empty(), row.get("end").is_empty(), "end of {}", row.get("key"));
        }
        for row in Table::new(include_str!("../../data/misnamed_laws.tsv")).rows() {
            assert!(registry.law(row.get("law")).is_some(), "{} means an unknown law", row.get("written"));
            assert!(!registry.names.contains_key(&*plain(row.get("written"))), "{} is a name", row.get("written"));
        }
    }

    #[test]
    fn a_name_is_shared_only_by_laws_that_follow_each_other() {
        let registry = LawRegistry::builtin();
        for (name, found) in &registry.names {
            for pair in found.windows(2) {
                let (old, new) = (&registry.laws[pair[0]], &registry.laws[pair[1]]);
                assert!(
                    old.until.is_some() && old.until.as_ref() <= new.versions.first(),
                    "{name} is two laws at once"
                );
            }
        }
    }

    #[test]
    fn names_resolve_however_they_are_written() {
        let registry = LawRegistry::builtin();
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
            assert_eq!(registry.resolve(written).map(|l| &*l.key), Some(key), "{written}");
        }
        assert!(registry.resolve("青石县优化营商环境条例").is_none());
        assert!(registry.misnamed("就业促进法").is_none() && registry.misnamed("促进就业法").is_some());
    }

    #[test]
    fn a_search_finds_what_a_reader_means() {
        let registry = LawRegistry::builtin();
        let keys = |query: &str| registry.search(query).iter().map(|law| &*law.key).collect::<Vec<_>>();
        for query in ["中华人民共和国民法典", "《民法典》", " 《中华人民共和国民法典》", "民法典"]
        {
            assert!(keys(query).contains(&"civil-code"), "{query}");
            assert_eq!(keys(query), keys("民法典"), "{query}");
        }
        assert_eq!(keys("《行政处罚法》（2021年修订）"), keys("行政处罚法"));
        assert_eq!(keys("CIVIL-CODE"), keys("civil-code"));
        for query in ["行政法规", "administrative_regulation", "Administrative regulation"] {
            let of_kind = |law: &Law| law.kind == CitationKind::AdministrativeRegulation;
            let (found, all) = (registry.search(query), registry.laws.iter().filter(|law| of_kind(law)).count());
            assert!(all > 10 && found.iter().filter(|law| of_kind(law)).count() == all, "{query}");
        }
        assert_eq!(registry.search("").len(), registry.laws.len());
        for nothing in ["没有这部法", "《》没有", "中华人民共和国没有这部法"] {
            assert!(keys(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn status_is_judged_at_the_year_reported_on() {
        let registry = LawRegistry::builtin();
        let status = |name: &str, year| registry.resolve_in(name, year).map(|l| l.status(year));
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

    #[test]
    fn own_rows_are_added_and_replace() {
        let own = "[[law]]\nkey = 'qinghe-heating'\nname = '清河市供热条例'\nkind = 'local_regulation'\nto = 2022-05-01\n\
                   confirmed = true\nsource = '公告'\n[[misnamed]]\nwritten = '清河市供暖条例'\nlaw = 'qinghe-heating'\n\
                   [[law]]\nkey = 'water-law'\nname = '水法'\nkind = 'law'\nto = '2020-01-01'\nend = 'superseded'\n\
                   replaced_by = 'civil-code'";
        let registry = LawRegistry::from_toml("own.toml", own).unwrap_or_else(|e| panic!("{e}"));
        let law = registry.resolve("清河市供热条例").unwrap();
        assert_eq!((law.status(2021), law.status(2023)), (LawStatus::InForce, LawStatus::Repealed));
        assert_eq!(registry.misnamed("清河市供暖条例").map(|l| &*l.key), Some("qinghe-heating"));
        assert_eq!(registry.law("water-law").unwrap().status(2023), LawStatus::Unknown, "not confirmed");
        let s = "清河市2023年法治政府建设情况报告\n学习清河市供热条例。";
        let parser = crate::Parser::builder().laws(registry).build();
        assert_eq!(parser.parse(s).law_mentions[0].status, LawStatus::Repealed);
        assert!(crate::parse(s).law_mentions.is_empty());
    }

    #[test]
    fn what_one_file_says_twice_is_an_error() {
        let law = |key: &str, name: &str| format!("[[law]]\nkey = '{key}'\nname = '{name}'\nkind = 'rule'\n");
        let twice = law("heating", "供热条例") + &law("lifts", "电梯条例") + &law("heating", "供暖条例");
        let error = LawRegistry::from_toml("own.toml", &twice).unwrap_err();
        assert_eq!(
            error.to_string(),
            "own.toml:10: the key `heating` is given before, in line 2; remove one of the two or give it another key"
        );
        assert_eq!(error.message(Lang::Zh), "own.toml:10：key“heating”在第 2 行已经写过；请删去其中一处，或改成别的");
        let misnomer = |written: &str| format!("[[misnamed]]\nwritten = '{written}'\nlaw = 'civil-code'\n");
        let twice = misnomer("民法典法") + &misnomer("《民法典法》");
        let error = LawRegistry::from_toml("own.toml", &twice).unwrap_err().to_string();
        assert!(error.starts_with("own.toml:5: the misnomer `《民法典法》` is given before, in line 2"), "{error}");
    }

    #[test]
    fn errors_name_file_line_and_remedy() {
        let row = "[[law]]\nkey = 'a'\nname = '清河市供热条例'\nkind = 'rule'\n";
        let error = |more: &str| LawRegistry::from_toml("own.toml", &format!("{row}{more}")).unwrap_err().to_string();
        assert!(error("from = [2020-02-31]").starts_with("own.toml:5: "), "{}", error("from = [2020-02-31]"));
        assert!(error("to = 2020").starts_with("own.toml:5: a day is written like 2021-01-01"));
        assert!(error("end = 'over'").starts_with("own.toml:5: end is not `over`; write repealed"));
        assert!(error("to = 2020-01-01\nreplaced_by = 'nothing'").starts_with("own.toml:6: there is no law `nothing`"));
        let near = error("to = 2020-01-01\nreplaced_by = 'civil-cod'");
        assert!(near.contains("`lawgov laws` lists them") && near.ends_with("did you mean `civil-code`?"), "{near}");
        assert!(
            error("end = 'repealed'").starts_with("own.toml:5: end without to does not say from when: add the first")
        );
        assert!(error("\nreplaced_by = 'civil-code'").starts_with("own.toml:6: replaced_by without to"));
        assert!(error("confirmed = true").starts_with("own.toml:2: a confirmed row says where"));
        assert!(error("from = [2020-01-01, 2010-01-01]").contains("earliest first"));
        assert!(error("from = [2020-01-01]\nto = 2019-01-01").contains("to must be later than"));
        assert!(error("[[misnamed]]\nwritten = '某条例'\nlaw = 'b'").starts_with("own.toml:7: there is no law `b`"));
        assert!(error("until = 2020-01-01").starts_with("own.toml:5: unknown field `until`; known are `key`"));
        let kind = LawRegistry::from_toml("own.toml", "[[law]]\nkey = 'a'\nname = 'b'\nkind = 'ruling'").unwrap_err();
        assert!(kind.to_string().starts_with("own.toml:4: there is no kind `ruling`; known are: constitution, law,"));
        assert!(kind.message(Lang::Zh).starts_with("own.toml:4：没有种类“ruling”"));
    }
}

//! Passages that reports share, when the names of places and people, years and figures are set aside.
//!
//! In: parsed reports. Out: pairs of reports with their longest shared passages, and the passages that many reports share.
//! It gives evidence and no verdict: what is shared, what was swapped, which figures stayed the same. Every run of
//! `min_run` characters is looked up by a rolling hash, and what matches is compared character by character and made as
//! long as it goes, so the work grows with the texts and with what they share, not with the pairs.

use once_cell::sync::Lazy;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::lexicon::{Table, Trie, debris, is_region, place};
use crate::report::Report;
use crate::text::{Class, Positions, Span, Text};

/// What counts as a shared passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OverlapOptions {
    /// Fewest characters in a row, at least 4. A place name or a figure counts as one; punctuation and blanks do not count.
    pub min_run: usize,
    /// A run that stands in this many reports (3 to 50) belongs to the genre, not to a pair.
    pub common: usize,
}

impl Default for OverlapOptions {
    fn default() -> Self {
        Self { min_run: 13, common: 4 }
    }
}

/// What reports share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overlap {
    /// Characters compared of each report, in the order given.
    pub characters: Vec<u32>,
    /// Pairs that share a passage, the ones that share most first.
    pub pairs: Vec<OverlapPair>,
    /// Passages in `common` reports or more, the longest first.
    pub widespread: Vec<Widespread>,
}

/// Two reports that share passages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OverlapPair {
    /// The two reports, by their index, the first one given first.
    pub reports: [usize; 2],
    /// Characters of each that lie in a shared passage.
    pub shared: [u32; 2],
    /// The share of each in per cent, to one decimal.
    pub share: [Decimal; 2],
    /// Whether both name the same place as their own: a report of another year rather than of another place.
    pub same_place: bool,
    /// The passages, the longest first.
    pub passages: Vec<Passage>,
}

/// A passage that stands in two reports.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passage {
    /// Where it stands in each report.
    pub spans: [Span; 2],
    /// Its length in characters compared.
    pub characters: u32,
    /// Those of them that are no set phrase, title, heading or widespread passage.
    pub own: u32,
    /// Places and people that differ, each once.
    pub swaps: Vec<[Span; 2]>,
    /// Figures that are the same in both.
    pub same_figures: u32,
    /// Figures that differ.
    pub changed_figures: u32,
}

/// A passage that many reports share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Widespread {
    /// The first report it stands in.
    pub report: usize,
    /// Where it stands there.
    pub span: Span,
    /// Its length in characters compared.
    pub characters: u32,
    /// In how many reports all of it stands, at the least.
    pub reports: u32,
}

/// Finds the passages that reports share.
///
/// Names of places and people, years and figures count as equal; punctuation and what a conversion left is passed over. Set phrases of the genre,
/// titles in 《》 and headings are no evidence by themselves: a passage needs `min_run` characters beside them.
///
/// ```
/// let one = lawgov::parse("青石镇2023年法治政府建设报告\n一、主要举措\n青石镇组织网格员逐户登记安全隐患，建立红黄蓝三色台账，每周复查20户。");
/// let two = lawgov::parse("柳湾乡2024年法治政府建设报告\n一、工作成效\n柳湾乡组织网格员逐户登记安全隐患，建立红黄蓝三色台账，每周复查35户。");
/// let found = lawgov::overlap(&[&one, &two], lawgov::OverlapOptions::default());
/// let passage = &found.pairs[0].passages[0];
/// assert!(one.slice(passage.spans[0]).starts_with("青石镇组织网格员"));
/// assert_eq!(two.slice(passage.swaps[0][1]), "柳湾乡");
/// assert_eq!((passage.same_figures, passage.changed_figures), (0, 1));
/// ```
#[must_use]
pub fn overlap(reports: &[&Report], options: OverlapOptions) -> Overlap {
    let min_run = options.min_run.max(4);
    let common = options.common.clamp(3, 50);
    let mut texts: Vec<Masked> = reports.iter().map(|r| Masked::read(r)).collect();
    let grams = grams(&texts, min_run);
    let mut seeds = Vec::new();
    let mut spread: Vec<Vec<Spread>> = vec![Vec::new(); texts.len()];
    for group in grams.chunk_by(|a, b| a.hash == b.hash) {
        let holders = group.chunk_by(|a, b| a.text == b.text).count();
        if holders >= common {
            let first = group.first().map_or(0, |g| g.text);
            for gram in group {
                texts[gram.text as usize].widespread.push(gram.at);
                if gram.text == first {
                    spread[first as usize].push(Spread { at: gram.at, reports: holders as u32 });
                }
            }
        } else if holders > 1 {
            seed(group, &mut seeds);
        }
    }
    texts.iter_mut().for_each(|t| t.settle(min_run));
    seeds.sort_unstable_by_key(|s: &Seed| (s.texts, s.diagonal(), s.at[0]));
    let mut pairs: Vec<OverlapPair> =
        seeds.chunk_by(|a, b| a.texts == b.texts).filter_map(|seeds| pair(reports, &texts, seeds, min_run)).collect();
    pairs.sort_by_key(|p| (std::cmp::Reverse(p.share[0].max(p.share[1])), p.reports));
    Overlap {
        characters: texts.iter().map(|t| t.symbols.len() as u32).collect(),
        pairs,
        widespread: widespread(&texts, spread, min_run),
    }
}

/// Symbols beyond all characters.
const PLACE: u32 = 0x11_0000;
const PERSON: u32 = 0x11_0001;
const FIGURE: u32 = 0x11_0002;

/// A report as a row of symbols.
struct Masked {
    symbols: Vec<u32>,
    spans: Vec<Span>,
    /// Symbols of set phrases, titles and headings, later of widespread passages too.
    set: Vec<bool>,
    /// Where a widespread run begins.
    widespread: Vec<u32>,
}

struct Phrases {
    set: Trie<()>,
    kinds: Trie<()>,
}

static PHRASES: Lazy<Phrases> = Lazy::new(|| {
    let words = |table: Table| Trie::new(table.rows().map(|row| (row.get("word"), ())).collect::<Vec<_>>());
    Phrases {
        set: words(Table::new(crate::lexicon::tsv!("slogans"))),
        kinds: words(Table::new(crate::lexicon::tsv!("overlap_masks"))),
    }
});

impl Masked {
    fn read(report: &Report) -> Self {
        let text = Text::new(&report.text);
        let phrases = &*PHRASES;
        let names = Names::of(report, &text);
        // What a website writes above the title and below the date is not the report's.
        let metadata = &report.metadata;
        let from = metadata.title_span.map_or(0, |s| text.position(s.end));
        let last = metadata.signed_on_span.map_or(text.len(), |s| text.position(s.end));
        let end = if last > from { last } else { text.len() };
        let mut read = Self { symbols: Vec::new(), spans: Vec::new(), set: Vec::new(), widespread: Vec::new() };
        let cited = report.citations.iter().map(|c| c.span);
        let headings = report.sections.iter().map(|s| s.heading);
        let mut fixed: Vec<Positions> = cited.chain(headings).map(|s| text.positions(s)).collect();
        fixed.sort_by_key(|r| r.start);
        let (mut next, mut fixed_end, mut at) = (0, 0, from);
        while at < end {
            while let Some(range) = fixed.get(next).filter(|r| r.start <= at) {
                fixed_end = fixed_end.max(range.end);
                next += 1;
            }
            let chars = &text.chars()[at..end];
            if let Some((len, ())) = phrases.set.longest(chars) {
                fixed_end = fixed_end.max(at + len);
            }
            let class = text.class(at);
            if let Some(left) = (!class.any(Class::HAN)).then(|| debris(&text, at)).flatten() {
                at = left.end;
                continue;
            }
            let (len, symbol) = if let Some((len, symbol)) = names.at(chars) {
                (len, symbol)
            } else if class.any(Class::DIGIT) {
                let figure = |i: &usize| text.class(*i).any(Class::DIGIT) || matches!(text.char(*i), '.' | ',' | '%');
                ((at..end).take_while(figure).count(), FIGURE)
            } else if let Some((len, ())) = phrases.kinds.longest(chars) {
                (len, PLACE)
            } else if class.any(Class::HAN.with(Class::LATIN).with(Class::NUMERAL)) {
                (1, u32::from(text.char(at)))
            } else {
                at += 1;
                continue;
            };
            let span = text.span(at..at + len);
            at += len;
            match (read.symbols.last(), read.spans.last_mut()) {
                // 青石县松林乡 is one place as 柳湾乡 is.
                (Some(&PLACE), Some(before)) if symbol == PLACE && before.end == span.start => before.end = span.end,
                _ => {
                    read.symbols.push(symbol);
                    read.spans.push(span);
                    read.set.push(at <= fixed_end);
                }
            }
        }
        read
    }

    /// Marks the widespread runs as set.
    fn settle(&mut self, min_run: usize) {
        self.widespread.sort_unstable();
        let mut done = 0;
        for &at in &self.widespread {
            let end = (at as usize + min_run).min(self.set.len());
            let start = done.max(at as usize).min(end);
            self.set[start..end].fill(true);
            done = end;
        }
    }

    fn run(&self, range: Positions) -> Span {
        let span = |i: usize| self.spans.get(i).copied().unwrap_or_default();
        Span::new(span(range.start).start, span(range.end.saturating_sub(1)).end)
    }
}

/// The names that a report's own places and people go by.
struct Names {
    by_first: FxHashMap<char, Vec<(Vec<char>, u32)>>,
}

impl Names {
    fn of(report: &Report, text: &Text) -> Self {
        let mut by_first: FxHashMap<char, Vec<(Vec<char>, u32)>> = FxHashMap::default();
        let mut add = |name: &[char], symbol: u32| {
            if let Some(&first) = name.first().filter(|_| name.len() > 1) {
                let known = by_first.entry(first).or_default();
                if !known.iter().any(|(n, _)| n == name) {
                    known.push((name.to_vec(), symbol));
                }
            }
        };
        for unit in &report.metadata.region {
            let unit: Vec<char> = unit.chars().map(crate::text::fold).collect();
            add(&unit, PLACE);
            // 青石 of 青石镇
            let kind =
                (1..unit.len()).find(|&i| PHRASES.kinds.longest(&unit[i..]).is_some_and(|(n, ())| i + n == unit.len()));
            kind.into_iter().for_each(|i| add(&unit[..i], PLACE));
        }
        for organization in &report.organizations {
            let name = &text.chars()[text.positions(organization.span)];
            add(&name[..place(name)], PLACE);
        }
        for person in &report.people {
            add(&text.chars()[text.positions(person.span)], PERSON);
        }
        by_first.values_mut().for_each(|names| names.sort_by_key(|(n, _)| std::cmp::Reverse(n.len())));
        Self { by_first }
    }

    /// The name at the start of `chars`: its length and symbol.
    fn at(&self, chars: &[char]) -> Option<(usize, u32)> {
        let first = *chars.first()?;
        let own = self.by_first.get(&first).and_then(|names| names.iter().find(|(n, _)| chars.starts_with(n)));
        if let Some((name, symbol)) = own {
            return Some((name.len(), *symbol));
        }
        is_region(chars).then(|| (place(chars), PLACE)).filter(|&(len, _)| len > 0)
    }
}

/// A run of `min_run` symbols.
#[derive(Clone, Copy)]
struct Gram {
    hash: u64,
    text: u32,
    at: u32,
}

/// All runs, equal ones beside each other, those of one text in order.
fn grams(texts: &[Masked], min_run: usize) -> Vec<Gram> {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let top = (1..min_run).fold(1u64, |p, _| p.wrapping_mul(BASE));
    let mut grams = Vec::new();
    for (text, masked) in texts.iter().enumerate() {
        let mut hash = 0u64;
        for (i, &symbol) in masked.symbols.iter().enumerate() {
            if i >= min_run {
                hash = hash.wrapping_sub(scatter(masked.symbols[i - min_run]).wrapping_mul(top));
            }
            hash = hash.wrapping_mul(BASE).wrapping_add(scatter(symbol));
            if i + 1 >= min_run {
                grams.push(Gram { hash, text: text as u32, at: (i + 1 - min_run) as u32 });
            }
        }
    }
    grams.sort_unstable_by_key(|g| (g.hash, g.text, g.at));
    grams
}

/// Spreads a symbol over 64 bits, so that neighbours in the character table are far apart.
fn scatter(symbol: u32) -> u64 {
    let mixed = (u64::from(symbol) + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 29)
}

/// The same run in two texts.
#[derive(Clone, Copy)]
struct Seed {
    texts: [u32; 2],
    at: [u32; 2],
}

impl Seed {
    /// Seeds of one passage lie on one diagonal.
    fn diagonal(&self) -> i64 {
        i64::from(self.at[1]) - i64::from(self.at[0])
    }
}

/// Places in one text at which a repeated run is followed.
const MOST_REPEATS: usize = 4;

/// The pairs of places of one run that stands in few texts.
fn seed(group: &[Gram], seeds: &mut Vec<Seed>) {
    let texts: Vec<&[Gram]> = group.chunk_by(|a, b| a.text == b.text).collect();
    for (i, a) in texts.iter().enumerate() {
        for b in &texts[i + 1..] {
            for x in a.iter().take(MOST_REPEATS) {
                let pairs = b.iter().take(MOST_REPEATS).map(|y| Seed { texts: [x.text, y.text], at: [x.at, y.at] });
                seeds.extend(pairs);
            }
        }
    }
}

/// The passages of two texts from their seeds, which are in order.
fn pair(reports: &[&Report], texts: &[Masked], seeds: &[Seed], min_run: usize) -> Option<OverlapPair> {
    let ids = seeds.first()?.texts.map(|t| t as usize);
    let [a, b] = ids.map(|i| &texts[i]);
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    let (mut diagonal, mut done) = (i64::MAX, 0);
    for seed in seeds {
        let (x, y) = (seed.at[0] as usize, seed.at[1] as usize);
        if seed.diagonal() != diagonal {
            (diagonal, done) = (seed.diagonal(), 0);
        }
        if x < done {
            continue;
        }
        let equal = |i: usize, j: usize| a.symbols.get(i).is_some_and(|s| Some(s) == b.symbols.get(j));
        let back = (1..=x.min(y)).take_while(|&n| x - n >= done && equal(x - n, y - n)).count();
        let ahead = (0..).take_while(|&n| equal(x + n, y + n)).count();
        done = x + ahead;
        let own = a.set[x - back..x + ahead].iter().filter(|&&set| !set).count();
        if own >= min_run {
            runs.push((x - back, y - back, back + ahead));
        }
    }
    runs.sort_by_key(|&(x, y, len)| (std::cmp::Reverse(len), x, y));
    let mut covered = [vec![false; a.symbols.len()], vec![false; b.symbols.len()]];
    let mut passages = Vec::new();
    for (x, y, len) in runs {
        // What a longer passage holds already is not told again.
        let fresh = |covered: &[bool], at: usize| covered[at..at + len].iter().filter(|&&c| !c).count() * 2 > len;
        if !fresh(&covered[0], x) || !fresh(&covered[1], y) {
            continue;
        }
        covered[0][x..x + len].fill(true);
        covered[1][y..y + len].fill(true);
        passages.push(passage(reports, ids, [a, b], [x, y], len));
    }
    let shared = [0, 1].map(|i| covered[i].iter().filter(|&&c| c).count() as u32);
    let share = [(shared[0], a), (shared[1], b)].map(|(shared, of)| percent(shared, of.symbols.len()));
    let regions = ids.map(|i| reports[i].metadata.region.last());
    let same_place = regions[0].is_some() && regions[0] == regions[1];
    (!passages.is_empty()).then_some(OverlapPair { reports: ids, shared, share, same_place, passages })
}

fn percent(part: u32, whole: usize) -> Decimal {
    let whole = Decimal::from(whole.max(1) as u64);
    (Decimal::from(part) * Decimal::ONE_HUNDRED / whole).round_dp(1).normalize()
}

/// A run of `len` symbols at `at` in two texts, with what differs under its masks.
fn passage(reports: &[&Report], ids: [usize; 2], texts: [&Masked; 2], at: [usize; 2], len: usize) -> Passage {
    let mut passage = Passage {
        spans: [0, 1].map(|i| texts[i].run(at[i]..at[i] + len)),
        characters: len as u32,
        own: texts[0].set[at[0]..at[0] + len].iter().filter(|&&set| !set).count() as u32,
        swaps: Vec::new(),
        same_figures: 0,
        changed_figures: 0,
    };
    let words = |spans: [Span; 2]| [0, 1].map(|i| reports[ids[i]].slice(spans[i]));
    for n in 0..len {
        let symbol = texts[0].symbols[at[0] + n];
        if symbol < PLACE {
            continue;
        }
        let spans = [0, 1].map(|i| texts[i].spans[at[i] + n]);
        let [x, y] = words(spans);
        match (symbol, x == y) {
            (FIGURE, true) => passage.same_figures += 1,
            (FIGURE, false) => passage.changed_figures += 1,
            (_, false) if !passage.swaps.iter().any(|&s| words(s) == [x, y]) => passage.swaps.push(spans),
            _ => {}
        }
    }
    passage
}

/// A widespread run in the first text that holds it.
#[derive(Clone, Copy)]
struct Spread {
    at: u32,
    reports: u32,
}

/// Makes passages of the widespread runs.
fn widespread(texts: &[Masked], spread: Vec<Vec<Spread>>, min_run: usize) -> Vec<Widespread> {
    let mut passages = Vec::new();
    for (report, mut runs) in spread.into_iter().enumerate() {
        runs.sort_unstable_by_key(|s| s.at);
        for run in runs.chunk_by(|a, b| b.at == a.at + 1) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let range = first.at as usize..last.at as usize + min_run;
            // Set phrases and titles alone need no telling.
            passages.push(Widespread {
                report,
                span: texts[report].run(range.clone()),
                characters: range.len() as u32,
                reports: run.iter().map(|s| s.reports).min().unwrap_or_default(),
            });
        }
    }
    passages.sort_by_key(|p| (std::cmp::Reverse(p.characters), p.report, p.span.start));
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    const COPIED: &str =
        "推行支部领办、网格承办、群众评办的做法，把巡查发现的问题当天录入台账，逾期未办的由纪检干部上门督促";

    fn report(name: &str, year: u32, body: &str) -> Report {
        crate::parse(format!("{name}{year}年法治政府建设情况报告\n一、主要举措\n{body}\n"))
    }

    fn found(bodies: &[(&str, u32, String)], options: OverlapOptions) -> (Vec<Report>, Overlap) {
        let reports: Vec<Report> = bodies.iter().map(|(name, year, body)| report(name, *year, body)).collect();
        let overlap = overlap(&reports.iter().collect::<Vec<_>>(), options);
        (reports, overlap)
    }

    #[test]
    fn places_people_years_and_figures_are_set_aside() {
        let (reports, found) = found(
            &[
                ("青石县松林乡", 2022, format!("松林乡乡长周明远牵头，{COPIED}，办结32件。另做了甲事。")),
                ("柳湾镇", 2023, format!("一年来，柳湾镇镇长吴晓牵头，{COPIED}，办结1,032件。还做了乙事。")),
            ],
            OverlapOptions::default(),
        );
        assert_eq!(found.pairs.len(), 1);
        let pair = &found.pairs[0];
        assert!(!pair.same_place);
        let passage = &pair.passages[0];
        assert!(reports[0].slice(passage.spans[0]).starts_with("松林乡乡长周明远牵头"));
        assert!(reports[1].slice(passage.spans[1]).ends_with("办结1,032件"));
        let swaps: Vec<_> = passage.swaps.iter().map(|s| (reports[0].slice(s[0]), reports[1].slice(s[1]))).collect();
        assert_eq!(swaps, [("松林乡乡", "柳湾镇镇"), ("周明远", "吴晓")]);
        assert_eq!((passage.same_figures, passage.changed_figures), (0, 1));
        assert!(pair.share[0] > Decimal::from(70), "{}", pair.share[0]);
    }

    #[test]
    fn what_many_share_belongs_to_the_genre() {
        let bodies: Vec<_> = ["甲石镇", "乙石镇", "丙石镇", "丁石镇"]
            .into_iter()
            .enumerate()
            .map(|(i, name)| (name, 2023, format!("{COPIED}。{}", ["山", "水", "田", "林"][i].repeat(40 + i))))
            .collect();
        let (_, all) = found(&bodies, OverlapOptions::default());
        assert!(all.pairs.is_empty(), "{:?}", all.pairs);
        assert_eq!(all.widespread[0].reports, 4);
        let (_, few) = found(&bodies[..3], OverlapOptions::default());
        assert_eq!(few.pairs.len(), 3);
        assert!(few.widespread.is_empty());
    }

    #[test]
    fn set_phrases_titles_and_headings_are_no_evidence() {
        let body = "坚持以习近平新时代中国特色社会主义思想为指导，落实《法治政府建设实施纲要（2021—2025年）》《重大行政决策程序暂行条例》。";
        let (_, found) =
            found(&[("甲石镇", 2023, body.to_owned()), ("乙石镇", 2024, body.to_owned())], OverlapOptions::default());
        assert!(found.pairs.is_empty(), "{:?}", found.pairs);
    }

    #[test]
    fn debris_is_no_evidence() {
        let left = "[bookmark: _GoBackToTheLastPage]HYPERLINK \\l \"_Toc20231234567890\"";
        let bodies = [("甲石镇", 2023, format!("{left}登山望远。")), ("乙石镇", 2024, format!("{left}临水照影。"))];
        let (_, found) = found(&bodies, OverlapOptions::default());
        assert!(found.pairs.is_empty(), "{:?}", found.pairs);
    }

    #[test]
    fn a_place_that_repeats_itself() {
        let (_, found) = found(
            &[("甲石镇", 2023, format!("{COPIED}。")), ("甲石镇", 2024, format!("今年，{COPIED}。"))],
            OverlapOptions::default(),
        );
        assert!(found.pairs[0].same_place);
        assert_eq!(found.pairs[0].passages.len(), 1);
    }

    #[test]
    fn shorter_runs_count_when_asked_for() {
        let bodies = [
            ("甲石镇", 2023, "设立流动调解帐篷三顶。".to_owned()),
            ("乙石镇", 2023, "设立流动调解帐篷五顶。".to_owned()),
        ];
        let options = OverlapOptions { min_run: 8, ..OverlapOptions::default() };
        assert_eq!(found(&bodies, options).1.pairs.len(), 1);
        assert!(found(&bodies, OverlapOptions::default()).1.pairs.is_empty());
    }

    #[test]
    fn empty_and_repetitive_texts() {
        let (_, none) = found(&[], OverlapOptions::default());
        assert_eq!(none, Overlap::default());
        let bodies =
            [("甲石镇", 2023, "执法".repeat(20_000)), ("乙石镇", 2023, "执法".repeat(20_000)), ("", 0, String::new())];
        let (_, found) = found(&bodies, OverlapOptions::default());
        assert_eq!(found.pairs.len(), 1);
        assert!(found.pairs[0].passages.len() <= 16);
    }
}

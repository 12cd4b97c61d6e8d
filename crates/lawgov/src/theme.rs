//! Themes: the eight systems of the 2021–2025 outline, Party leadership, and law-based society.
//!
//! In: the text, read once. Out: for any passage, its themes by weight. What a word weighs stands in `data/themes.tsv`;
//! a passage is not parsed for this.

use once_cell::sync::Lazy;

use crate::lexicon::{List, Table, Word, Words};
use crate::text::{Index, Positions};

/// What a passage is about.
///
/// Source: 《法治政府建设实施纲要（2021—2025年）》, parts two to ten; law-based society from the evaluation systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Theme {
    /// T0 加强党的领导，完善推进机制.
    Leadership,
    /// T1 政府机构职能体系.
    Functions,
    /// T2 依法行政制度体系.
    Rules,
    /// T3 行政决策制度体系.
    Decisions,
    /// T4 行政执法工作体系.
    Enforcement,
    /// T5 突发事件应对体系.
    Emergency,
    /// T6 社会矛盾纠纷行政预防调处化解体系.
    Disputes,
    /// T7 行政权力制约和监督体系.
    Oversight,
    /// T8 法治政府建设科技保障体系.
    Digital,
    /// T9 法治社会：普法、公共法律服务、依法治理.
    Society,
}

impl Theme {
    /// All themes in order, T0 to T9.
    pub const ALL: [Self; 10] = [
        Self::Leadership,
        Self::Functions,
        Self::Rules,
        Self::Decisions,
        Self::Enforcement,
        Self::Emergency,
        Self::Disputes,
        Self::Oversight,
        Self::Digital,
        Self::Society,
    ];

    /// The name used in JSON and in catalogues.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leadership => "leadership",
            Self::Functions => "functions",
            Self::Rules => "rules",
            Self::Decisions => "decisions",
            Self::Enforcement => "enforcement",
            Self::Emergency => "emergency",
            Self::Disputes => "disputes",
            Self::Oversight => "oversight",
            Self::Digital => "digital",
            Self::Society => "society",
        }
    }

    /// The theme of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == name)
    }
}

/// Words with their theme and weight.
static WORDS: Lazy<Vec<(&str, Theme, u16)>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("themes"));
    let words = table.rows().filter_map(|row| {
        let theme = Theme::from_name(row.get("theme"))?;
        Some((row.get("word"), theme, row.get("weight").parse().ok()?))
    });
    words.collect()
});

/// The words of all themes.
pub(crate) fn words() -> Vec<&'static str> {
    WORDS.iter().map(|&(word, ..)| word).collect()
}

/// The weight of a word that names its theme.
const NAMES: u16 = 3;

/// Whether a word of the text names a theme.
pub(crate) fn is_named(words: &Words<'_>) -> bool {
    words.of(List::Theme).iter().any(|word| WORDS.get(word.place as usize).is_some_and(|word| word.2 >= NAMES))
}

/// The weight of each theme in a passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weights([u32; Theme::ALL.len()]);

impl Weights {
    /// Adds `other`, `times` over.
    pub fn add(&mut self, other: Self, times: u32) {
        for (sum, weight) in self.0.iter_mut().zip(other.0) {
            *sum += weight * times;
        }
    }

    /// The themes by weight, with `first` before all others where it is among them.
    pub fn led_by(self, first: Theme) -> Vec<Theme> {
        let mut themes = self.ranked();
        if let Some(at) = themes.iter().position(|&t| t == first) {
            themes[..=at].rotate_right(1);
        }
        themes
    }

    /// The themes that weigh at least a third of the heaviest, the heaviest first; of equal weight the outline's order.
    pub fn ranked(self) -> Vec<Theme> {
        let most = self.0.iter().copied().max().unwrap_or(0);
        let mut themes: Vec<_> = Theme::ALL.into_iter().zip(self.0).filter(|&(_, w)| w > 0 && w * 3 >= most).collect();
        themes.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
        themes.into_iter().map(|(theme, _)| theme).collect()
    }
}

/// The theme words of one text, in order.
pub(crate) struct Themes<'a> {
    hits: &'a [Word],
    index: Index,
}

impl<'a> Themes<'a> {
    pub fn new(words: &'a Words<'_>) -> Self {
        let hits = words.of(List::Theme);
        Self { hits, index: Index::new(hits.iter().map(|hit| hit.start as usize)) }
    }

    /// The weights of the words that begin in `range`.
    pub fn weigh(&self, range: Positions) -> Weights {
        let first = self.index.count_before(range.start, self.hits, |hit| hit.start as usize);
        let mut weights = Weights::default();
        for hit in self.hits[first..].iter().take_while(|hit| (hit.start as usize) < range.end) {
            if let Some(&(_, theme, weight)) = WORDS.get(hit.place as usize) {
                weights.0[theme as usize] += u32::from(weight);
            }
        }
        weights
    }
}

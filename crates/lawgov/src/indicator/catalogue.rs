//! The catalogue of indicators: TOML, read, checked, and compiled into one matcher.
//!
//! In: the built-in file and a user's own. Out: entries to show, and a [`Matcher`]. It matches nothing itself.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;
use toml::Spanned;

use crate::config::{self, Fault, Node, Read, fault, form, wrong};
use crate::error::{Error, did_you_mean};
use crate::lang::Bilingual;
use crate::lexicon::Table;
use crate::theme::Theme;

static BUILTIN: LazyLock<Result<Arc<Catalogue>, Error>> = LazyLock::new(|| Source::builtin()?.compile().map(Arc::new));

/// How the figures of one indicator make the figure of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Aggregate {
    /// Things that happened: parts are added.
    #[default]
    Flow,
    /// What there is at the end of the year: a wider figure contains a narrower one.
    Stock,
    /// A rate: never added.
    Rate,
}

impl Aggregate {
    /// The name used in the catalogue.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Stock => "stock",
            Self::Rate => "rate",
        }
    }
}

impl Read for Aggregate {
    fn read(node: Node<'_>) -> Result<Self, Fault> {
        const ALL: [Aggregate; 3] = [Aggregate::Flow, Aggregate::Stock, Aggregate::Rate];
        let name = node.get_ref().as_str().ok_or_else(|| wrong(&node, "字符串", "a string"))?;
        ALL.into_iter().find(|known| known.as_str() == name).ok_or_else(|| {
            let known = ALL.map(Self::as_str);
            fault(
                node.span().start,
                format!("没有 `{name}`，可用的有 `{}`", known.join("`、`")),
                format!("unknown variant `{name}`, expected one of `{}`", known.join("`, `")),
            )
        })
    }
}

/// One indicator of a catalogue.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The stable name used in data.
    pub code: Arc<str>,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// What it counts, in Chinese.
    pub definition_zh: String,
    /// What it counts, in English.
    pub definition_en: String,
    /// The theme it belongs to.
    pub theme: Theme,
    /// Its classes of measure words, the preferred one first.
    pub units: Vec<String>,
    /// How figures of one report are put together.
    pub aggregate: Aggregate,
    /// A sentence with a figure of this indicator.
    pub example: String,
    /// A sentence that looks like it and has none.
    pub counter: String,
    /// The version that introduced it.
    pub since: String,
    /// Where it was written, by file and byte.
    origin: Origin,
    at: usize,
    /// Unit classes as bits, in the order of `units`.
    pub(super) classes: Vec<u64>,
    /// Entries that this one is preferred to when both fit alike.
    pub(super) over: Vec<u16>,
    /// Whether cases are told apart by the capacity of the reporting body.
    pub(super) capacity: bool,
}

impl Entry {
    /// Whether a user wrote it, or some of it.
    pub(crate) fn is_own(&self) -> bool {
        !self.origin.builtin
    }

    /// A doubt about it, with the line where it was written.
    pub(crate) fn doubt(&self, message: &Bilingual, help: &Bilingual) -> Error {
        self.origin.error(self.at, message, help)
    }
}

/// A compiled catalogue.
#[derive(Debug)]
pub struct Catalogue {
    entries: Vec<Entry>,
    measure_words: BTreeMap<String, Vec<String>>,
    pub(super) matcher: Matcher,
}

impl Catalogue {
    /// The catalogue that comes with the library.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        match &*BUILTIN {
            Ok(catalogue) => Arc::clone(catalogue),
            // A test reads the built-in file; an empty catalogue keeps parsing total.
            Err(_) => {
                Arc::new(Self { entries: Vec::new(), measure_words: BTreeMap::new(), matcher: Matcher::default() })
            }
        }
    }

    /// A user's catalogue merged over the built-in one.
    ///
    /// An indicator with a built-in code replaces it; with `extend = true` it adds wordings and units to it; with
    /// `enabled = false` it removes it. Groups of words and classes of units of the same name are replaced.
    ///
    /// # Errors
    /// When the text is no catalogue; the error names the line and what to do.
    pub fn from_toml(source_name: &str, text: &str) -> Result<Self, Error> {
        let mut source = Source::builtin()?;
        source.merge(Source::read(source_name, text, false)?)?;
        source.compile()
    }

    /// The indicators, in the order of the catalogue.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The indicator of that code.
    #[must_use]
    pub fn entry(&self, code: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| &*e.code == code)
    }

    /// The words that are looked for in a text, in the order of their ids.
    pub(crate) fn words(&self) -> Vec<&str> {
        self.matcher.words.spellings.iter().map(String::as_str).collect()
    }

    /// The unit classes of a measure word, as bits.
    pub(super) fn units_of(&self, unit: Option<&str>) -> u64 {
        unit.and_then(|u| self.matcher.classes.get(u)).copied().unwrap_or(0)
    }

    /// The measure words of a class of units.
    #[must_use]
    pub fn measure_words(&self, class: &str) -> &[String] {
        self.measure_words.get(class).map_or(&[], Vec::as_slice)
    }
}

/// The part a word plays in a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Slot {
    /// The noun counted.
    Subject,
    /// The verb.
    Action,
    /// Anywhere in the sentence.
    Near,
    /// Anywhere in the sentence, or in the lead or heading above it.
    Context,
    /// Must not stand at the figure.
    Exclude,
    /// Must not stand anywhere in the sentence.
    Unless,
    /// From here on words belong to an entry and not to a wording: a noun whose absence in words is a zero of the entry.
    Zero,
    /// Shows that the reporting body is the respondent.
    Respondent,
}

/// Marks of the language, by their place in `[marks]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Mark {
    /// 无一起, 未发生.
    Zero,
    /// 确保, 力争.
    Plan,
    /// 其中.
    Part,
    /// 全年, 累计.
    Total,
    /// 的情形: adds nothing to the noun before it.
    Plain,
    /// 镇街, 专项: says whose or which ones are counted, and not what.
    Tier,
}

/// A word's part in a wording, or in an entry (zero, respondent): `id` says in which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub id: u16,
    pub slot: Slot,
}

/// One way of writing an indicator.
#[derive(Debug)]
pub(super) struct Wording {
    pub entry: u16,
    /// Bits of the slots that must be filled.
    pub required: u8,
    /// Bits of the unit classes.
    pub units: u64,
    /// Whether an amount of change is its figure.
    pub change: bool,
    /// Whether it is written without its noun: a figure with a noun of its own is none of it.
    pub elided: bool,
    /// What names it where there is no figure.
    pub named_by: NamedBy,
}

/// What names an indicator without a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedBy {
    /// A rate: only its name, …率 or …度.
    Rate,
    /// A noun of some length.
    LongNoun,
    /// Any noun: it needs no more, or has its verb.
    AnyNoun,
}

/// All words of a catalogue, and what each is for.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    pub words: Words,
    pub wordings: Vec<Wording>,
    pub classes: FxHashMap<String, u64>,
}

/// The words with their postings.
#[derive(Default)]
pub(super) struct Words {
    /// As they are written, folded.
    spellings: Vec<String>,
    longest: usize,
    words: Vec<Word>,
    postings: Vec<Posting>,
}

/// Where the postings of a word are: those as a subject first, then the others of wordings, then those of entries.
#[derive(Default)]
struct Word {
    /// [`kin`] of the wordings that the others are of.
    kin: u64,
    start: u32,
    subjects: u16,
    others: u16,
    of_entries: u16,
    /// Bits of the marks it is.
    marks: u8,
}

/// The bit that a wording shares with a few others: a set of such bits tells at once that nothing is in common.
#[inline]
pub(super) fn kin(wording: u16) -> u64 {
    1 << (wording % 64)
}

impl Words {
    pub fn len(&self) -> usize {
        self.words.len()
    }

    #[inline]
    pub fn subjects(&self, word: u16) -> &[Posting] {
        let Some(word) = self.words.get(word as usize) else { return &[] };
        self.slice(word.start, word.subjects)
    }

    /// None where no wording is of the kin asked for.
    #[inline]
    pub fn others(&self, word: u16, kin: u64) -> &[Posting] {
        let Some(word) = self.words.get(word as usize).filter(|word| word.kin & kin != 0) else { return &[] };
        self.slice(word.start + u32::from(word.subjects), word.others)
    }

    #[inline]
    pub fn of_entries(&self, word: u16) -> &[Posting] {
        let Some(word) = self.words.get(word as usize).filter(|word| word.of_entries > 0) else { return &[] };
        self.slice(word.start + u32::from(word.subjects) + u32::from(word.others), word.of_entries)
    }

    #[inline]
    pub fn is(&self, word: u16, mark: Mark) -> bool {
        self.words.get(word as usize).is_some_and(|w| w.marks & (1 << mark as u8) != 0)
    }

    /// Whether the word bears on wordings of a kin, on entries, or is a mark.
    #[inline]
    pub fn bears(&self, word: u16, kin: u64) -> bool {
        self.words.get(word as usize).is_some_and(|w| w.kin & kin != 0 || w.of_entries > 0 || w.marks != 0)
    }

    /// Characters of the longest word.
    pub fn longest(&self) -> usize {
        self.longest
    }

    #[inline]
    fn slice(&self, start: u32, len: u16) -> &[Posting] {
        self.postings.get(start as usize..start as usize + len as usize).unwrap_or_default()
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} words", self.words.len())
    }
}

form! {
    /// A catalogue as written.
    struct Source {
        units: BTreeMap<String, Vec<String>> = default,
        words: BTreeMap<String, Vec<Spanned<String>>> = default,
        marks: BTreeMap<String, Vec<Spanned<String>>> = default,
        indicator: Vec<RawEntry> = default,
        @removed: Vec<String>,
        @origin: Origin,
    }
}

/// Where a piece of a catalogue was written, to name lines in errors.
#[derive(Clone, Default)]
struct Origin {
    name: Arc<str>,
    text: Arc<str>,
    builtin: bool,
}

form! {
    struct RawEntry {
        code: Spanned<String>,
        name_zh: Option<String> = default,
        name_en: Option<String> = default,
        definition_zh: Option<String> = default,
        definition_en: Option<String> = default,
        theme: Option<Spanned<String>> = default,
        units: Vec<Spanned<String>> = default,
        aggregate: Option<Aggregate> = default,
        change: bool = default,
        over: Vec<Spanned<String>> = default,
        exclude: Vec<Spanned<String>> = default,
        unless: Vec<Spanned<String>> = default,
        zero: Vec<Spanned<String>> = default,
        respondent: Vec<Spanned<String>> = default,
        wordings: Vec<RawWording> = default,
        example: Option<String> = default,
        counter: Option<String> = default,
        since: Option<String> = default,
        extend: bool = default,
        enabled: Option<bool> = default,
        @origin: Origin,
    }
}

form! {
    struct RawWording {
        subject: Vec<Spanned<String>> = default,
        action: Vec<Spanned<String>> = default,
        near: Vec<Spanned<String>> = default,
        context: Vec<Spanned<String>> = default,
        exclude: Vec<Spanned<String>> = default,
        unless: Vec<Spanned<String>> = default,
        elided: bool = default,
        units: Vec<Spanned<String>> = default,
    }
}

impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl Origin {
    fn error(&self, byte: usize, message: &Bilingual, help: &Bilingual) -> Error {
        let told = Bilingual::new(format!("{}；{}", message.zh, help.zh), format!("{}; {}", message.en, help.en));
        Error::configuration(&self.name, &self.text, Some(byte), told)
    }

    fn at(&self, value: &Spanned<String>, message: Bilingual, help: Bilingual) -> Error {
        self.error(value.span().start, &message, &help)
    }
}

impl Source {
    fn builtin() -> Result<Self, Error> {
        Self::read("indicators.toml", include_str!("../../data/indicators.toml"), true)
    }

    fn read(name: &str, text: &str, builtin: bool) -> Result<Self, Error> {
        let origin = Origin { name: name.into(), text: text.into(), builtin };
        let mut source: Self = config::read(name, text, &FORM)?;
        config::no_repeats(name, text, &CODE, source.indicator.iter().map(|e| (&e.code, e.code.get_ref().as_str())))?;
        for entry in &mut source.indicator {
            entry.origin = origin.clone();
        }
        source.origin = origin;
        Ok(source)
    }

    fn merge(&mut self, own: Self) -> Result<(), Error> {
        self.units.extend(own.units);
        self.words.extend(own.words);
        self.marks.extend(own.marks);
        for entry in own.indicator {
            let there = self.indicator.iter().position(|e| e.code.get_ref() == entry.code.get_ref());
            match there {
                Some(i) if entry.enabled == Some(false) => {
                    self.removed.push(self.indicator.remove(i).code.into_inner());
                }
                Some(i) if entry.extend => self.indicator[i].extend(entry),
                Some(i) => self.indicator[i] = entry,
                None if entry.extend || entry.enabled == Some(false) => {
                    return Err(entry.unknown_code(&self.indicator));
                }
                None => self.indicator.push(entry),
            }
        }
        self.origin = own.origin;
        Ok(())
    }

    fn compile(self) -> Result<Catalogue, Error> {
        let mut compiler = Compiler::new(&self)?;
        let mut entries = Vec::with_capacity(self.indicator.len());
        for (id, raw) in self.indicator.iter().enumerate() {
            entries.push(compiler.entry(id as u16, raw, &self.indicator, &self.removed)?);
        }
        let counted = [
            (self.units.len(), CLASSES, "单位类别", "classes of units"),
            (compiler.words.len(), IDS, "词语", "words"),
            (entries.len().max(compiler.matcher.wordings.len()), IDS, "指标和写法", "indicators and wordings"),
        ];
        if let Some((_, limit, zh, en)) = counted.into_iter().find(|(count, limit, ..)| count > limit) {
            let message = Bilingual::new(format!("{zh}过多"), format!("there are too many {en}"));
            return Err(self.origin.error(0, &message, &most(limit)));
        }
        let matcher = compiler.finish();
        Ok(Catalogue { entries, measure_words: self.units, matcher })
    }
}

impl RawEntry {
    fn extend(&mut self, own: Self) {
        self.name_zh = own.name_zh.or(self.name_zh.take());
        self.name_en = own.name_en.or(self.name_en.take());
        self.definition_zh = own.definition_zh.or(self.definition_zh.take());
        self.definition_en = own.definition_en.or(self.definition_en.take());
        self.theme = own.theme.or(self.theme.take());
        self.example = own.example.or(self.example.take());
        self.counter = own.counter.or(self.counter.take());
        self.units.extend(own.units);
        self.over.extend(own.over);
        self.exclude.extend(own.exclude);
        self.unless.extend(own.unless);
        self.zero.extend(own.zero);
        self.respondent.extend(own.respondent);
        self.wordings.extend(own.wordings);
        // Spans of the added words, and of the code, belong to the later file.
        self.code = own.code;
        self.origin = own.origin;
    }

    fn unknown_code(&self, known: &[Self]) -> Error {
        no_such(&INDICATOR, &self.code, &self.origin, known.iter().map(|e| e.code.get_ref().as_str()))
    }
}

const FORM: Bilingual<&str> = Bilingual {
    zh: "条目的写法见 lawgov indicators 和 indicators.schema.json",
    en: "see `lawgov indicators` and the schema indicators.schema.json for the form of an entry",
};
const CODE: Bilingual<&str> = Bilingual { zh: "code", en: "code" };
const INDICATOR: Bilingual<&str> = Bilingual { zh: "指标", en: "indicator" };
const THEME: Bilingual<&str> = Bilingual { zh: "主题", en: "theme" };
const CLASS: Bilingual<&str> = Bilingual { zh: "单位类别", en: "class of units" };
const GROUP: Bilingual<&str> = Bilingual { zh: "词组", en: "group of words" };

/// Names that an error can list; of more it says where they are listed.
const FEW: usize = 20;

/// The error of a name that nothing bears, with the known names near to it.
fn no_such<'n>(
    kind: &Bilingual<&str>,
    name: &Spanned<String>,
    origin: &Origin,
    known: impl Iterator<Item = &'n str>,
) -> Error {
    let wrong = name.get_ref().strip_prefix('@').unwrap_or(name.get_ref());
    let known: Vec<_> = known.collect();
    let help = did_you_mean(wrong, known.iter().copied()).unwrap_or_else(|| match known.len() <= FEW {
        true => Bilingual::new(format!("可用的有：{}", known.join("、")), format!("known are: {}", known.join(", "))),
        false => Bilingual::new("lawgov indicators 列出可用的名称", "see `lawgov indicators` for the names in use"),
    });
    let message =
        Bilingual::new(format!("没有名为“{wrong}”的{}", kind.zh), format!("there is no {} `{wrong}`", kind.en));
    origin.at(name, message, help)
}

/// Whether tables have a column of this name beside those of indicators: one of their own, or how reports stand to another
/// indicator.
fn is_column(code: &str) -> bool {
    let columns = Table::new(crate::lexicon::tsv!("columns"));
    code.ends_with("_status") || columns.rows().any(|row| row.get("name") == code)
}

/// Classes of units that a catalogue has room for, one bit each.
const CLASSES: usize = u64::BITS as usize;
/// Words, indicators and wordings that it has room for.
const IDS: usize = u16::MAX as usize;

fn most(limit: usize) -> Bilingual {
    Bilingual::new(format!("连同内置的最多 {limit} 个"), format!("at most {limit}, the built-in ones included"))
}

const MARKS: [(&str, Mark); 6] = [
    ("zero", Mark::Zero),
    ("plan", Mark::Plan),
    ("part", Mark::Part),
    ("total", Mark::Total),
    ("plain", Mark::Plain),
    ("tier", Mark::Tier),
];

/// Turns entries into numbers: words into ids, classes into bits, codes into positions.
struct Compiler<'s> {
    groups: &'s BTreeMap<String, Vec<Spanned<String>>>,
    /// The words of the groups used so far, by id.
    spelt_out: FxHashMap<&'s str, Vec<u16>>,
    classes: BTreeMap<String, u64>,
    ids: FxHashMap<String, u16>,
    words: Vec<Spelt>,
    matcher: Matcher,
}

/// What a word is for, while entries are being read.
#[derive(Default)]
struct Spelt {
    postings: Vec<Posting>,
    marks: u8,
}

impl<'s> Compiler<'s> {
    fn new(source: &'s Source) -> Result<Self, Error> {
        let mut compiler = Self {
            groups: &source.words,
            spelt_out: FxHashMap::default(),
            classes: BTreeMap::new(),
            ids: FxHashMap::default(),
            words: Vec::new(),
            matcher: Matcher::default(),
        };
        for (class, measure_words) in &source.units {
            compiler.class(class, measure_words.iter());
        }
        for (name, words) in &source.marks {
            let Some((_, mark)) = MARKS.iter().find(|(known, _)| known == name) else {
                let byte = words.first().map_or(0, |w| w.span().start);
                let message = Bilingual::new(format!("没有名为“{name}”的标记"), format!("there is no mark `{name}`"));
                let help = Bilingual::new(
                    "可用 zero、plan、part、total、plain、tier",
                    "use zero, plan, part, total, plain or tier",
                );
                return Err(source.origin.error(byte, &message, &help));
            };
            for word in words {
                let id = compiler.id(word.get_ref());
                compiler.words[id as usize].marks |= 1 << *mark as u8;
            }
        }
        Ok(compiler)
    }

    fn class<'w>(&mut self, name: &str, measure_words: impl Iterator<Item = &'w String>) -> u64 {
        let bit = 1u64.checked_shl(self.classes.len() as u32).unwrap_or(0);
        self.classes.insert(name.to_owned(), bit);
        for word in measure_words {
            *self.matcher.classes.entry(word.clone()).or_default() |= bit;
        }
        bit
    }

    fn entry(&mut self, id: u16, raw: &RawEntry, all: &[RawEntry], removed: &[String]) -> Result<Entry, Error> {
        let code = raw.code.get_ref();
        let origin = &raw.origin;
        let missing = |field: &str| {
            let message = Bilingual::new(format!("“{code}”缺少 {field}"), format!("`{code}` has no {field}"));
            let help = Bilingual::new(format!("请加一行 {field} = …"), format!("add a line `{field} = …`"));
            origin.at(&raw.code, message, help)
        };
        let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        if !code.starts_with(|c: char| c.is_ascii_lowercase()) || !code.chars().all(is_letter) {
            let message =
                Bilingual::new(format!("编号“{code}”不能用作列名"), format!("the code `{code}` names no column"));
            let help = Bilingual::new(
                "编号以小写英文字母开头，只用小写英文字母、数字、_ 和 -；中文名称写在 name_zh",
                "a code has letters a to z, digits, _ and - alone and begins with a letter; the Chinese name is name_zh",
            );
            return Err(origin.at(&raw.code, message, help));
        }
        if !origin.builtin && is_column(code) {
            let message = Bilingual::new(
                format!("编号“{code}”与表格的列重名"),
                format!("the code `{code}` is the name of another column"),
            );
            let help = Bilingual::new("请换一个编号", "choose another code");
            return Err(origin.at(&raw.code, message, help));
        }
        let theme = raw.theme.as_ref().ok_or_else(|| missing("theme"))?;
        let theme = Theme::from_name(theme.get_ref())
            .ok_or_else(|| no_such(&THEME, theme, origin, Theme::ALL.iter().map(|t| t.as_str())))?;
        if raw.units.is_empty() {
            return Err(missing("units"));
        }
        if raw.wordings.is_empty() {
            return Err(missing("wordings"));
        }
        let classes = self.bits(&raw.units, origin)?;
        for wording in &raw.wordings {
            self.wording(id, raw, wording, &classes)?;
        }
        for (words, slot) in [(&raw.zero, Slot::Zero), (&raw.respondent, Slot::Respondent)] {
            self.words(words, origin, Posting { id, slot })?;
        }
        let mut over = Vec::new();
        for other in &raw.over {
            match all.iter().position(|e| e.code.get_ref() == other.get_ref()) {
                Some(position) => over.push(position as u16),
                None if removed.contains(other.get_ref()) => {}
                None => {
                    return Err(no_such(&INDICATOR, other, origin, all.iter().map(|e| e.code.get_ref().as_str())));
                }
            }
        }
        let name_zh = raw.name_zh.clone().ok_or_else(|| missing("name_zh"))?;
        Ok(Entry {
            code: code.as_str().into(),
            name_en: raw.name_en.clone().unwrap_or_else(|| code.replace('_', " ")),
            definition_zh: raw.definition_zh.clone().unwrap_or_else(|| name_zh.clone()),
            definition_en: raw.definition_en.clone().unwrap_or_default(),
            name_zh,
            theme,
            units: raw.units.iter().map(|u| u.get_ref().clone()).collect(),
            aggregate: raw.aggregate.unwrap_or_default(),
            example: raw.example.clone().unwrap_or_default(),
            counter: raw.counter.clone().unwrap_or_default(),
            since: raw.since.clone().unwrap_or_default(),
            origin: origin.clone(),
            at: raw.code.span().start,
            classes,
            over,
            capacity: !raw.respondent.is_empty(),
        })
    }

    /// The bits of the classes named; a measure word may stand for a class of its own.
    fn bits(&mut self, names: &[Spanned<String>], origin: &Origin) -> Result<Vec<u64>, Error> {
        let mut bits = Vec::with_capacity(names.len());
        for name in names {
            let word = name.get_ref();
            bits.push(match self.classes.get(word) {
                Some(&bit) => bit,
                None if word.is_ascii() => {
                    return Err(no_such(&CLASS, name, origin, self.classes.keys().map(String::as_str)));
                }
                None if self.classes.len() >= CLASSES => {
                    let message = Bilingual::new("单位类别过多", "there are too many classes of units");
                    return Err(origin.at(name, message, most(CLASSES)));
                }
                None => self.class(word, [word].into_iter()),
            });
        }
        Ok(bits)
    }

    fn wording(&mut self, entry: u16, raw: &RawEntry, wording: &RawWording, classes: &[u64]) -> Result<(), Error> {
        let origin = &raw.origin;
        if wording.subject.is_empty() {
            let code = raw.code.get_ref();
            let message = Bilingual::new(
                format!("“{code}”有一条 wordings 没有 subject"),
                format!("a wording of `{code}` names no subject"),
            );
            let help = Bilingual::new(
                "请写 subject = [\"…\"]，即所计数的名词",
                "add `subject = [\"…\"]`, the nouns that are counted",
            );
            return Err(origin.at(&raw.code, message, help));
        }
        let own = self.bits(&wording.units, origin)?;
        let units = if own.is_empty() { classes } else { &own }.iter().fold(0, |all, bit| all | bit);
        let id = self.matcher.wordings.len() as u16;
        let mut required = 0;
        for (words, slot) in [
            (&wording.subject, Slot::Subject),
            (&wording.action, Slot::Action),
            (&wording.near, Slot::Near),
            (&wording.context, Slot::Context),
        ] {
            self.words(words, origin, Posting { id, slot })?;
            required |= u8::from(!words.is_empty()) << slot as u8;
        }
        for (words, slot) in [
            (&wording.exclude, Slot::Exclude),
            (&raw.exclude, Slot::Exclude),
            (&wording.unless, Slot::Unless),
            (&raw.unless, Slot::Unless),
        ] {
            self.words(words, origin, Posting { id, slot })?;
        }
        let people = raw.units.first().is_some_and(|u| matches!(u.get_ref().as_str(), "person" | "attendance"));
        let alone = required == 1 << Slot::Subject as u8;
        let named_by = match raw.aggregate {
            Some(Aggregate::Rate) => NamedBy::Rate,
            _ if alone || !wording.action.is_empty() && !people => NamedBy::AnyNoun,
            _ => NamedBy::LongNoun,
        };
        let (change, elided) = (raw.change, wording.elided);
        self.matcher.wordings.push(Wording { entry, required, units, change, elided, named_by });
        Ok(())
    }

    /// Posts every word of a list, groups (`@name`) spelt out.
    fn words(&mut self, words: &[Spanned<String>], origin: &Origin, posting: Posting) -> Result<(), Error> {
        for word in words {
            let Some(name) = word.get_ref().strip_prefix('@') else {
                if word.get_ref().trim().is_empty() {
                    let message = Bilingual::new("有一个空词", "an empty word");
                    let help = Bilingual::new("请写上这个词，或者删去", "write the word, or remove it");
                    return Err(origin.at(word, message, help));
                }
                let id = self.id(word.get_ref());
                self.post(id, posting);
                continue;
            };
            let Some((name, group)) = self.groups.get_key_value(name) else {
                return Err(no_such(&GROUP, word, origin, self.groups.keys().map(String::as_str)));
            };
            // A group is used in many wordings.
            let ids = match self.spelt_out.remove(name.as_str()) {
                Some(ids) => ids,
                None => group.iter().map(|word| self.id(word.get_ref())).collect(),
            };
            for &id in &ids {
                self.post(id, posting);
            }
            self.spelt_out.insert(name, ids);
        }
        Ok(())
    }

    fn post(&mut self, word: u16, posting: Posting) {
        let Some(Spelt { postings, .. }) = self.words.get_mut(word as usize) else { return };
        if !postings.contains(&posting) {
            postings.push(posting);
        }
    }

    /// The id of a word, a new one where it is new.
    fn id(&mut self, word: &str) -> u16 {
        let folded = word.chars().map(crate::text::fold).collect();
        let id = *self.ids.entry(folded).or_insert(self.words.len() as u16);
        if id as usize >= self.words.len() {
            self.words.push(Spelt::default());
        }
        id
    }

    fn finish(mut self) -> Matcher {
        let words = &mut self.matcher.words;
        for mut spelt in self.words {
            spelt.postings.sort_by_key(|p| p.slot as u8);
            let start = words.postings.len() as u32;
            let below = |slot: Slot| spelt.postings.partition_point(|p| (p.slot as u8) < slot as u8);
            let (subjects, entries) = (below(Slot::Action), below(Slot::Zero));
            words.words.push(Word {
                kin: spelt.postings[subjects..entries].iter().fold(0, |all, p| all | kin(p.id)),
                start,
                subjects: subjects as u16,
                others: (entries - subjects) as u16,
                of_entries: (spelt.postings.len() - entries) as u16,
                marks: spelt.marks,
            });
            words.postings.append(&mut spelt.postings);
        }
        words.spellings = vec![String::new(); self.ids.len()];
        words.longest = self.ids.keys().map(|word| word.chars().count()).max().unwrap_or(0);
        for (word, id) in self.ids {
            words.spellings[id as usize] = word;
        }
        self.matcher
    }
}

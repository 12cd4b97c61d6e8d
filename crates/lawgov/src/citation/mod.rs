//! Titles in 《》 with their document numbers, bare document numbers, and laws named without 《》.
//!
//! Input: the text; the year reported on, once it is known. Output: [`Citation`]s and [`LawMention`]s in the order of the
//! text, each with the law it means and that law's status. It does not judge whether a citation is right: rules do.

mod document_number;
mod kind;
mod mention;
mod registry;
mod title;

pub use registry::{Law, LawRegistry};

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::text::{Class, Positions, Span, Text};

/// What kind of text is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CitationKind {
    /// 宪法.
    Constitution,
    /// A law of the National People's Congress or its Standing Committee.
    Law,
    /// A regulation of the State Council.
    AdministrativeRegulation,
    /// A Party or joint Party and State regulation.
    PartyRegulation,
    /// A local regulation.
    LocalRegulation,
    /// A departmental or local government rule.
    Rule,
    /// 通知 意见 纲要 方案 要点 办法 and the like.
    NormativeDocument,
    /// A newspaper or book.
    Publication,
    /// Anything else.
    Other,
}

impl CitationKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Constitution,
        Self::Law,
        Self::AdministrativeRegulation,
        Self::PartyRegulation,
        Self::LocalRegulation,
        Self::Rule,
        Self::NormativeDocument,
        Self::Publication,
        Self::Other,
    ];

    /// The name used in JSON and in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Constitution => "constitution",
            Self::Law => "law",
            Self::AdministrativeRegulation => "administrative_regulation",
            Self::PartyRegulation => "party_regulation",
            Self::LocalRegulation => "local_regulation",
            Self::Rule => "rule",
            Self::NormativeDocument => "normative_document",
            Self::Publication => "publication",
            Self::Other => "other",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == name)
    }
}

/// Whether a law was in force in the year reported on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LawStatus {
    /// In force.
    InForce,
    /// Repealed before that year.
    Repealed,
    /// Replaced by a later text without a formal repeal.
    Superseded,
    /// Not yet in force.
    NotYetInForce,
    /// Not in the registry, or the year is unknown.
    #[default]
    Unknown,
}

impl LawStatus {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Repealed => "repealed",
            Self::Superseded => "superseded",
            Self::NotYetInForce => "not_yet_in_force",
            Self::Unknown => "unknown",
        }
    }
}

/// A cited text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Citation {
    /// Index in [`crate::Report::citations`].
    pub id: u32,
    /// The innermost section it lies in.
    pub section: Option<u32>,
    /// The title with 《》 and the document number that belongs to it.
    pub span: Span,
    /// The title inside 《》; none for a bare document number.
    pub title: Option<Span>,
    /// The document number, without its brackets.
    pub document_number: Option<Span>,
    /// What kind of text is cited.
    pub kind: CitationKind,
    /// Key of the law registry.
    pub law: Option<Arc<str>>,
    /// Status in the year reported on.
    pub status: LawStatus,
}

/// A law named without 《》.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LawMention {
    /// The name as written.
    pub span: Span,
    /// Key of the law registry.
    pub law: Option<Arc<str>>,
    /// Status in the year reported on.
    pub status: LawStatus,
}

/// Reads citations and law mentions, in order. Sections are filled in by the parser, laws and status by [`judge`].
#[inline(never)]
pub(crate) fn read(text: &Text, laws: &LawRegistry) -> (Vec<Citation>, Vec<LawMention>) {
    let mut citations = cited(text, laws);
    call_rules(text, &mut citations);
    follow_short_titles(text, &mut citations, laws);
    let mentions = mention::read(text, &citations, laws);
    (citations, mentions)
}

/// Fills in which law each citation and mention means, and its status in `year`.
#[inline(never)]
pub(crate) fn judge(
    text: &str,
    laws: &LawRegistry,
    citations: &mut [Citation],
    mentions: &mut [LawMention],
    year: Option<i16>,
) {
    let find = |name: &str| {
        let law = match year {
            Some(year) => laws.resolve_in(name, year),
            None => laws.resolve(name),
        };
        let status = law.zip(year).map_or(LawStatus::Unknown, |(law, year)| law.status(year));
        (law.map(|l| Arc::clone(&l.key)), status)
    };
    for citation in citations {
        // A short title given in the text itself already has its law.
        let own = citation.law.as_deref().and_then(|key| laws.law(key)).map(|law| &*law.name);
        if let Some(title) = own.or_else(|| text.get(citation.title?.range())) {
            (citation.law, citation.status) = find(title);
        }
    }
    for mention in mentions {
        if let Some(name) = text.get(mention.span.range()) {
            (mention.law, mention.status) = find(name);
        }
    }
}

/// Joins titles and numbers that belong together.
fn cited(text: &Text, laws: &LawRegistry) -> Vec<Citation> {
    let mut citations: Vec<Citation> = Vec::new();
    let mut numbers = document_number::read(text).into_iter().peekable();
    let mut push = |range: Positions, title: Option<Positions>, number: Option<Positions>| {
        let kind = match (&title, &number) {
            (Some(title), _) => kind::of_title(text, title.clone(), number.clone(), laws),
            (None, Some(number)) => kind::of_number(text, number.clone()),
            (None, None) => return,
        };
        citations.push(Citation {
            id: citations.len() as u32,
            section: None,
            span: text.span(range),
            title: title.map(|t| text.span(t)),
            document_number: number.map(|n| text.span(n)),
            kind,
            law: None,
            status: LawStatus::Unknown,
        });
    };
    for title in title::read(text) {
        let mut own: Option<Positions> = None;
        while let Some(number) = numbers.next_if(|n| n.start < title.range.end) {
            if number.end > title.range.start {
                continue; // part of the title
            }
            if leads_to(text, number.end, title.range.start) {
                own = Some(number);
            } else if !is_letterhead(text, &number) {
                push(number.clone(), None, Some(number));
            }
        }
        let mut range = title.range.clone();
        if let Some(number) = &own {
            range.start = number.start;
        } else if let Some((number, end)) = numbers.peek().and_then(|n| Some((n.clone(), follows(text, range.end, n)?)))
        {
            numbers.next();
            range.end = end;
            own = Some(number);
        }
        push(range, Some(title.inner), own);
    }
    for number in numbers {
        if !is_letterhead(text, &number) {
            push(number.clone(), None, Some(number));
        }
    }
    citations
}

/// What the text calls a rule is one, whatever its title ends with: 政府规章《…办法》, 《…规定》这一部政府规章.
fn call_rules(text: &Text, citations: &mut [Citation]) {
    /// Characters between a title and the word: 等省政府.
    const ROOM: usize = 6;
    const RULES: &str = "规章";
    let counts = |at: usize| {
        text.class(at).any(Class::NUMERAL)
            || matches!(text.char(at), '这' | '等' | '部' | '件' | '省' | '市' | '政' | '府')
    };
    // 《…办法》《…规定》等政府规章: the word goes for the whole list.
    let mut listed = usize::MAX;
    for citation in citations.iter_mut().rev() {
        let at = text.positions(citation.span);
        let word = at.end + (at.end..at.end + ROOM).take_while(|&i| counts(i)).count();
        let follows = text.starts_with(word, RULES) && !text.starts_with(word, "规章制度");
        let in_list = at.end == listed || (at.end + 1 == listed && matches!(text.char(at.end), '、' | '和'));
        let called = follows || in_list || text.ends_with(at.start, RULES);
        listed = if called && (follows || in_list) { at.start } else { usize::MAX };
        if called && citation.title.is_some() && citation.kind == CitationKind::NormativeDocument {
            citation.kind = CitationKind::Rule;
        }
    }
}

/// Gives short titles the kind and law of the title they stand for: 《…规定》（以下简称《规定》）.
fn follow_short_titles(text: &Text, citations: &mut [Citation], laws: &LawRegistry) {
    let mut known: FxHashMap<&str, (CitationKind, Option<&Arc<str>>)> = FxHashMap::default();
    let mut last: Option<(&str, CitationKind)> = None;
    for citation in citations {
        let Some(title) = citation.title.map(|t| text.slice(t)) else { continue };
        let start = text.position(citation.span.start);
        match last {
            Some((full, kind)) if text.ends_with(start, "简称") => {
                known.insert(title, (kind, laws.resolve(full).map(|law| &law.key)));
            }
            _ => last = Some((title, citation.kind)),
        }
        if let Some(&(kind, law)) = known.get(title) {
            citation.kind = kind;
            citation.law = law.cloned();
        }
    }
}

/// Whether a number that ends at `number` leads straight to a title at `title`: 青府发〔2023〕5号《…》.
fn leads_to(text: &Text, number: usize, title: usize) -> bool {
    let between = text.trim(number..title);
    between.is_empty() || matches!(text.raw(between), "文" | "文件")
}

/// Where the citation of a title that ends at `title` ends, if `number` is its own: at the bracket that closes after the
/// number, or at the number when more follows in the bracket.
fn follows(text: &Text, title: usize, number: &Positions) -> Option<usize> {
    /// Room for `文号:` between bracket and number.
    const LABEL: usize = 4;
    let gap = text.trim(title..number.start);
    if gap.is_empty() {
        return Some(number.end);
    }
    let bracket = text.class(gap.start).any(Class::OPEN) && text.char(gap.start) != '《';
    if !bracket || gap.len() > 1 + LABEL || gap.clone().skip(1).any(|i| text.class(i).any(Class::CLOSE)) {
        return None;
    }
    let mut end = number.end;
    while text.class(end).any(Class::SPACE) {
        end += 1;
    }
    Some(if text.class(end).any(Class::CLOSE) { end + 1 } else { number.end })
}

/// Whether a number stands on a line of its own, as a report's own number does, or after its label.
fn is_letterhead(text: &Text, number: &Positions) -> bool {
    /// A label or a bracket may share the line.
    const ROOM: usize = 12;
    let mut end = number.end;
    while end - number.end < ROOM && !text.class(end).any(Class::NEWLINE) && !text.starts_with(end, "签发") {
        if !text.class(end).any(Class::SPACE.with(Class::CLOSE)) && text.char(end) != '|' {
            return false;
        }
        end += 1;
    }
    let mut start = number.start;
    while start > 0 && number.start - start < ROOM && !text.class(start - 1).any(Class::NEWLINE) {
        start -= 1;
    }
    let whole = start == 0 || text.class(start - 1).any(Class::NEWLINE);
    let before = text.trim(start..number.start);
    whole
        && (before.is_empty()
            || text.class(before.end - 1).any(Class::OPEN.with(Class::PAUSE))
            || text.char(before.end - 1) == '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cite(s: &str) -> Vec<(&str, Option<&str>, Option<&str>)> {
        let text = Text::new(s);
        let slice = |span: Option<Span>| span.map(|s| text.slice(s));
        cited(&text, &LawRegistry::builtin())
            .iter()
            .map(|c| (text.slice(c.span), slice(c.title), slice(c.document_number)))
            .collect()
    }

    fn spans(s: &str) -> Vec<&str> {
        cite(s).into_iter().map(|c| c.0).collect()
    }

    #[test]
    fn a_title_takes_the_number_that_follows_it() {
        let own = [("《青石县普法要点》（青府办发〔2023〕7号）", Some("青石县普法要点"), Some("青府办发〔2023〕7号"))];
        assert_eq!(cite("印发《青石县普法要点》（青府办发〔2023〕7号），抓好落实。"), own);
        assert_eq!(
            spans("《青石县普法要点》 [青府办发﹝2023﹞7号 ]执行"),
            ["《青石县普法要点》 [青府办发﹝2023﹞7号 ]"]
        );
        assert_eq!(spans("青府办发〔2023〕7号《青石县普法要点》"), ["青府办发〔2023〕7号《青石县普法要点》"]);
        assert_eq!(
            spans("《青石县普法要点》（青府办发〔2023〕7号，以下简称《要点》）"),
            ["《青石县普法要点》（青府办发〔2023〕7号", "《要点》"]
        );
    }

    #[test]
    fn a_bare_number_is_a_citation_but_not_in_a_letterhead() {
        assert_eq!(
            cite("按照青府办发〔2023〕7号文件精神"),
            [("青府办发〔2023〕7号", None, Some("青府办发〔2023〕7号"))]
        );
        assert!(cite("松府文〔2024〕2号\n关于法治政府建设情况的报告").is_empty());
        assert!(cite("发文字号：松府文〔2024〕2号\n").is_empty());
    }

    #[test]
    fn nested_and_faulty_marks() {
        assert_eq!(spans("印发《关于转发〈普法要点〉的通知》。"), ["《关于转发〈普法要点〉的通知》"]);
        assert_eq!(spans("印发《关于转发《普法要点》的通知》。"), ["《关于转发《普法要点》的通知》"]);
        assert_eq!(spans("印发《关于转发<普法要点>的通知》。"), ["《关于转发<普法要点>的通知》"]);
        assert_eq!(spans("印发《关于转发〈普法要点》的通知》。"), ["《关于转发〈普法要点》的通知》"]);
        assert_eq!(spans("印发《关于转发《普法要点的通知》。"), ["《关于转发《普法要点的通知》"]);
        assert_eq!(spans("学习《防洪法《、《水法》。"), ["《防洪法《", "《水法》"]);
        assert_eq!(spans("学习《防洪法、《水法》等。"), ["《防洪法", "《水法》"]);
        assert_eq!(spans("学习《防洪法〉。"), ["《防洪法〉"]);
        assert_eq!(spans("落实《关于深入推进\n河道治理的意见》"), ["《关于深入推进\n河道治理的意见》"]);
        assert_eq!(spans("《唱响青石，歌声飞过山岗，一路走来风雨兼程。"), [""; 0]);
        assert_eq!(spans("》》《》〉《"), [""; 0]);
    }

    #[test]
    fn a_short_title_is_what_it_stands_for() {
        let s = "落实《信访工作条例》（以下简称《条例》），学习《条例》，遵守《规定》";
        let laws = LawRegistry::builtin();
        let (mut citations, mut mentions) = read(&Text::new(s), &laws);
        judge(s, &laws, &mut citations, &mut mentions, Some(2023));
        assert_eq!(citations[2].kind, CitationKind::PartyRegulation);
        assert_eq!(
            (citations[2].law.as_deref(), citations[2].status),
            (Some("petition-work-regulation"), LawStatus::InForce)
        );
        assert_eq!((citations[3].kind, citations[3].law.as_deref()), (CitationKind::NormativeDocument, None));
    }

    #[test]
    fn laws_are_judged_at_the_year() {
        let s = "宣传《物权法》和信访条例";
        let laws = LawRegistry::builtin();
        let (mut citations, mut mentions) = read(&Text::new(s), &laws);
        judge(s, &laws, &mut citations, &mut mentions, Some(2023));
        assert_eq!((citations[0].law.as_deref(), citations[0].status), (Some("property-law"), LawStatus::Repealed));
        assert_eq!(
            (mentions[0].law.as_deref(), mentions[0].status),
            (Some("petition-regulation"), LawStatus::Superseded)
        );
        judge(s, &laws, &mut citations, &mut mentions, None);
        assert_eq!(citations[0].status, LawStatus::Unknown);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of time needs a clock")]
    fn hostile_texts_take_linear_time() {
        for unit in ["《", "〔", "》", "《a》", "《\n", "号", "发〔2023〕1号", "《〈", "法", "《a、《"]
        {
            let text = unit.repeat(400_000);
            let started = std::time::Instant::now();
            let _ = read(&Text::new(&text), &LawRegistry::builtin());
            assert!(started.elapsed().as_secs() < 5, "{unit}");
        }
    }
}

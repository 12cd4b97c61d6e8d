//! Who reports, to whom, on which year, and when.
//!
//! In: the text and its outline. Out: [`Metadata`]. Nothing is looked up: a region is what the report itself names.

use jiff::civil::Date;
use once_cell::sync::Lazy;

use crate::lexicon::{SuffixTrie, Table};
use crate::outline::{Line, LineKind, Outline, body, chrome, date};
use crate::text::{self, Positions, Span, Text};
use place::Place;

pub use furniture::page_key;

mod furniture;
mod issuer;
mod place;

/// The rank of the reporting body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// The centre.
    Central,
    /// A province, region or municipality.
    Province,
    /// A prefecture-level city.
    City,
    /// A county, district or county-level city.
    County,
    /// A township, town or subdistrict.
    Township,
    /// A department of a government of any level.
    Department,
}

impl Level {
    /// All levels, from the centre down.
    pub const ALL: [Self; 6] =
        [Self::Central, Self::Province, Self::City, Self::County, Self::Township, Self::Department];

    /// The level of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.as_str() == name)
    }

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Township => "township",
            Self::Department => "department",
        }
    }
}

/// What the report says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    /// The title on one line: its lines joined by one space.
    pub title: Option<String>,
    /// Where the title stands.
    pub title_span: Option<Span>,
    /// The reporting bodies, as written, in order: of the title, else of the signature, else who published the page.
    pub issuers: Vec<String>,
    /// The rank of the reporting body.
    pub level: Option<Level>,
    /// Its region, from the largest unit named to the smallest.
    pub region: Vec<String>,
    /// The year reported on (not the year signed).
    pub year: Option<i16>,
    /// Addressees, as written.
    pub recipients: Vec<String>,
    /// The date under the signature.
    pub signed_on: Option<Date>,
    /// Where the date under the signature stands.
    pub signed_on_span: Option<Span>,
    /// The date of publication, from website chrome.
    pub published_on: Option<Date>,
    /// The report's own document number.
    pub document_number: Option<String>,
}

impl Metadata {
    /// Who reports, to tell the bodies of one region apart: their names joined by 、, or the level where none is named.
    pub(crate) fn body(&self) -> Option<String> {
        let named = Some(self.issuers.join("、")).filter(|names| !names.is_empty());
        named.or_else(|| self.level.map(|level| level.as_str().to_owned()))
    }
}

/// Reads the metadata.
#[inline(never)]
pub(crate) fn read(text: &Text, outline: &Outline) -> Metadata {
    let mut metadata = Metadata::default();
    let fields = furniture::fields(text, outline);
    let title: Vec<Positions> = of_kind(outline, LineKind::Title).map(|l| plain(text, l.range.clone())).collect();
    if let (Some(first), Some(last)) = (title.first(), title.last()) {
        let lines: Vec<&str> = title.iter().map(|l| text.raw(l.clone())).collect();
        metadata.title = Some(lines.join(" "));
        metadata.title_span = Some(text.span(first.start..last.end));
    } else {
        metadata.title = fields.title.map(|r| text.raw(r).to_owned());
    }
    let signature: Vec<Positions> =
        of_kind(outline, LineKind::Signature).flat_map(|l| chrome::words_between_gaps(text, l.range.clone())).collect();
    let day = |r: &Positions| date::day_at(text, r.start + usize::from(text.char(r.start) == '('));
    if let Some((range, day)) = signature.iter().rev().find_map(|r| day(r).map(|d| (r, d))) {
        metadata.signed_on = day.date;
        metadata.signed_on_span = day.date.map(|_| text.span(range.start..day.end));
    }

    let subject = issuer::of_title(text, &title);
    let signed =
        || signature.iter().filter(|r| body::is_name(text, (*r).clone())).flat_map(|r| issuer::split(text, r.clone()));
    let mut issuers: Vec<Positions> = if subject.issuers.is_empty() { signed().collect() } else { subject.issuers };
    if issuers.is_empty() && subject.place.is_none() {
        // Who put the report on the page is the last to be asked: it may be an office that publishes for others.
        issuers.extend(fields.publisher);
    }
    for name in issuers.iter().map(|r| text.raw(r.clone()).to_owned()) {
        if !metadata.issuers.contains(&name) {
            metadata.issuers.push(name);
        }
    }
    let named = issuers.first().cloned().or(subject.place).or_else(|| issuer::in_body(text, outline));
    let place = named.map(|r| Place::read(text, r)).unwrap_or_default();
    metadata.level = place.level.or_else(|| issuer::by_self_reference(text, outline));
    metadata.region = place.units.into_iter().map(|r| text.raw(r).to_owned()).collect();

    metadata.year = outline.year.or_else(|| metadata.signed_on.map(|d| d.year() - i16::from(d.month() <= 6)));
    metadata.recipients = of_kind(outline, LineKind::Recipients)
        .filter_map(|l| body::addressees(text, l.range.clone()))
        .flatten()
        .map(|r| text.raw(r).to_owned())
        .collect();
    if metadata.level == Some(Level::County) && is_prefecture(metadata.region.last(), &metadata.recipients) {
        metadata.level = Some(Level::City);
    }
    metadata.published_on = fields.published;
    let number = of_kind(outline, LineKind::Number).find_map(|l| chrome::own_number(text, l.range.clone()));
    let number = number.or(fields.number);
    metadata.document_number = number.map(|r| text.raw(r).to_owned());
    metadata
}

/// Cities with the rank of a county under a province's direct rule.
static DIRECT: Lazy<SuffixTrie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("direct_cities"));
    SuffixTrie::new(table.rows().map(|row| (row.get("name"), ())))
});

/// Whether a city that is not known reports as a prefecture does: to the province, to no prefecture, and under none's direct
/// rule.
fn is_prefecture(place: Option<&String>, recipients: &[String]) -> bool {
    let Some(place) = place.filter(|place| place.ends_with('市')) else { return false };
    let is_provincial = |name: &str| name.starts_with('省') || name.starts_with("自治区");
    // 市委、市人大常委会 beside the province, with no name before them, are the city's own.
    let is_own = |name: &str| name.starts_with(place.as_str()) || name.starts_with('市');
    let is_prefectural = |name: &str| !is_provincial(name) && !is_own(name) && name.contains(['市', '州', '盟']);
    recipients.iter().any(|name| is_provincial(name))
        && !recipients.iter().any(|name| is_prefectural(name))
        && DIRECT.longest(&place.chars().map(text::fold).collect::<Vec<_>>()).is_none()
}

fn of_kind(outline: &Outline, kind: LineKind) -> impl Iterator<Item = &Line> {
    outline.lines.iter().filter(move |l| l.kind == kind)
}

/// A title line without emphasis marks.
fn plain(text: &Text, line: Positions) -> Positions {
    let mark = |at: usize| matches!(text.char(at), '#' | '*' | ' ');
    let end = (line.start..line.end).rev().find(|&i| !mark(i)).map_or(line.end, |i| i + 1);
    chrome::bare_title(text, line).start.min(end)..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline;

    fn of(original: &str) -> Metadata {
        let text = Text::new(original);
        read(&text, &outline::read(&text))
    }

    const BODY: &str =
        "\n2023年，各项工作稳步推进。现将有关情况报告如下：\n一、主要举措\n内容。\n二、2024年工作打算\n内容。\n";

    #[test]
    fn who_published_the_page_is_asked_last() {
        let page = |title: &str| of(&format!("发布机构：云阁县柏岭镇人民政府\n{title}{BODY}"));
        assert_eq!(page("2023年法治政府建设年度报告").issuers, ["云阁县柏岭镇人民政府"]);
        assert_eq!(page("云阁县司法局2023年法治政府建设年度报告").issuers, ["云阁县司法局"]);
    }

    #[test]
    fn cities_that_report_to_a_province() {
        let level = |city: &str, recipients: &str| {
            of(&format!("{city}人民政府关于2023年法治政府建设情况的报告\n{recipients}：{BODY}")).level
        };
        assert_eq!(level("云阁市", "省委依法治省办"), Some(Level::City));
        assert_eq!(level("云阁市", "省人民政府、云阁市人大常委会"), Some(Level::City));
        assert_eq!(level("义乌市", "省委依法治省办、金华市委依法治市办"), Some(Level::County));
        assert_eq!(level("云阁市", "自治区党委依法治区办、柏岭州委依法治州办"), Some(Level::County));
        assert_eq!(level("云阁市", "柏岭市人民政府"), Some(Level::County));
        for city in ["仙桃市", "济源市", "石河子市", "东方市"] {
            assert_eq!(level(city, "省人民政府"), Some(Level::County), "{city}");
        }
        assert_eq!(level("景德镇市", "省人民政府、市委"), Some(Level::City));
        assert_eq!(level("云阁市", "省人民政府、市委、市人大常委会"), Some(Level::City));
        assert_eq!(level("云阁市", "市委、市人大常委会"), Some(Level::County));
    }

    #[test]
    fn titles_and_what_they_say() {
        use Level::{Central, City, County, Department, Province, Township};
        for (title, issuers, level, region) in [
            (
                "云阁县柏岭镇人民政府关于2023年法治政府建设情况的报告",
                vec!["云阁县柏岭镇人民政府"],
                Township,
                vec!["云阁县", "柏岭镇"],
            ),
            ("柏岭街道2023年度法治政府建设年度报告", vec![], Township, vec!["柏岭街道"]),
            ("2023年云阁县法治政府建设年度报告", vec![], County, vec!["云阁县"]),
            ("关于云阁县2023年法治政府建设情况的报告", vec![], County, vec!["云阁县"]),
            ("云阁县司法局2023年法治政府建设工作总结", vec!["云阁县司法局"], Department, vec!["云阁县"]),
            (
                "云阁县卫生健康委员会2023年度法治政府建设工作报告",
                vec!["云阁县卫生健康委员会"],
                Department,
                vec!["云阁县"],
            ),
            (
                "云阁县住房和城乡建设局2023年法治政府建设情况报告",
                vec!["云阁县住房和城乡建设局"],
                Department,
                vec!["云阁县"],
            ),
            (
                "中共云阁县委员会 云阁县人民政府关于2023年度法治政府建设情况的报告",
                vec!["中共云阁县委员会", "云阁县人民政府"],
                County,
                vec!["云阁县"],
            ),
            (
                "中共云阁县柏岭镇委员会云阁县柏岭镇人民政府2023年法治政府建设年度报告",
                vec!["中共云阁县柏岭镇委员会", "云阁县柏岭镇人民政府"],
                Township,
                vec!["云阁县", "柏岭镇"],
            ),
            (
                "济宁市市中区人民政府2023年法治政府建设年度报告",
                vec!["济宁市市中区人民政府"],
                County,
                vec!["济宁市", "市中区"],
            ),
            ("荆州市沙市区2023年法治政府建设情况报告", vec![], County, vec!["荆州市", "沙市区"]),
            ("景德镇市2023年法治政府建设情况报告", vec![], City, vec!["景德镇市"]),
            ("义乌市人民政府2023年法治政府建设情况报告", vec!["义乌市人民政府"], County, vec!["义乌市"]),
            (
                "恩施土家族苗族自治州人民政府2023年法治政府建设情况报告",
                vec!["恩施土家族苗族自治州人民政府"],
                City,
                vec!["恩施土家族苗族自治州"],
            ),
            (
                "广西壮族自治区人民政府关于2023年度法治政府建设情况的报告",
                vec!["广西壮族自治区人民政府"],
                Province,
                vec!["广西壮族自治区"],
            ),
            (
                "重庆市云阁区柏岭街道办事处2023年法治政府建设情况报告",
                vec!["重庆市云阁区柏岭街道办事处"],
                Township,
                vec!["重庆市", "云阁区", "柏岭街道"],
            ),
            (
                "云阁县人民政府办公室2023年法治政府建设情况报告",
                vec!["云阁县人民政府办公室"],
                Department,
                vec!["云阁县"],
            ),
            (
                "云阁县市场监督管理局关于2023年法治政府建设情况的报告",
                vec!["云阁县市场监督管理局"],
                Department,
                vec!["云阁县"],
            ),
            ("司法部2023年法治政府建设年度报告", vec!["司法部"], Central, vec![]),
        ] {
            let metadata = of(&format!("{title}{BODY}"));
            assert_eq!(metadata.title.as_deref(), Some(title));
            assert_eq!(metadata.issuers, issuers, "{title}");
            assert_eq!(metadata.level, Some(level), "{title}");
            assert_eq!(metadata.region, region, "{title}");
            assert_eq!(metadata.year, Some(2023), "{title}");
        }
    }

    #[test]
    fn a_title_over_lines_twice_or_only_in_the_page() {
        let metadata = of(&format!("云阁县柏岭镇2023年度法治政府\n建设情况报告{BODY}"));
        assert_eq!(metadata.title.as_deref(), Some("云阁县柏岭镇2023年度法治政府 建设情况报告"));
        let metadata = of(&format!(
            "柏岭街道2023年法治政府建设年度报告\n发布时间：2024-02-01 来源：柏岭街道\n柏岭街道办事处关于2023年度法治政府建设情况的报告{BODY}"
        ));
        assert_eq!(metadata.title.as_deref(), Some("柏岭街道办事处关于2023年度法治政府建设情况的报告"));
        assert_eq!(metadata.published_on, Some(jiff::civil::date(2024, 2, 1)));
        let metadata = of(&format!("标题：柏岭街道2023年法治政府建设年度报告\n文号：柏街〔2024〕3号{BODY}"));
        assert_eq!(metadata.title.as_deref(), Some("柏岭街道2023年法治政府建设年度报告"));
        assert_eq!(metadata.document_number.as_deref(), Some("柏街〔2024〕3号"));
        assert_eq!(of(BODY).title, None);
    }

    #[test]
    fn salutation_signature_and_page() {
        let metadata = of(
            "| 索引号 | 0021 | 发布日期 | 2024-01-31 |\n柏岭镇2023年法治政府建设年度报告\n（2024年1月20日）\n区委,区政府:\n一、主要举措\n内容。\n特此报告。\n中共云阁区柏岭镇委员会　云阁区柏岭镇人民政府\n二○二四年一月二十二日",
        );
        assert_eq!(metadata.recipients, ["区委", "区政府"]);
        assert_eq!(metadata.signed_on, Some(jiff::civil::date(2024, 1, 22)));
        assert_eq!(metadata.published_on, Some(jiff::civil::date(2024, 1, 31)));
        assert_eq!(metadata.issuers, ["中共云阁区柏岭镇委员会", "云阁区柏岭镇人民政府"]);
        assert_eq!(
            of("县委全面依法治县委员会办公室：\n一、主要举措\n内容。").recipients,
            ["县委全面依法治县委员会办公室"]
        );
        assert_eq!(of("县委、县人大常委会\n一、主要举措\n内容。").recipients, ["县委", "县人大常委会"]);
        let page = "柏岭镇2023年法治政府建设年度报告\n  • 索引号:\n\n    6100/2024-1\n  • 发文字号:\n\n    柏政〔2024〕7号\n  • 发布日期:\n\n    2024年04月06日 16:34\n柏岭镇2023年法治政府建设年度报告";
        let metadata = of(&format!("{page}{BODY}"));
        assert_eq!(metadata.published_on, Some(jiff::civil::date(2024, 4, 6)));
        assert_eq!(metadata.document_number.as_deref(), Some("柏政〔2024〕7号"));
        assert_eq!(of("盟委、行署：\n一、主要举措\n内容。").recipients, ["盟委", "行署"]);
        assert!(of("现将情况报告如下：\n一、主要举措\n内容。").recipients.is_empty());
    }

    #[test]
    fn a_report_that_names_itself_only_in_its_body() {
        let metadata = of(
            "2022年，我镇认真落实各项部署。\n一、工作情况\n（一）加强领导。2022年，柏岭镇党委政府把法治建设列入议程。柏岭镇调委会调解纠纷。\n2023年1月15日",
        );
        assert_eq!(metadata.region, ["柏岭镇"]);
        assert_eq!(metadata.level, Some(Level::Township));
        assert_eq!(metadata.year, Some(2022));
        assert_eq!(metadata.signed_on, Some(jiff::civil::date(2023, 1, 15)));
        let metadata = of("2021年，在县委的领导下，云阁县农业农村局全面贯彻各项部署。\n一、工作情况\n内容。");
        assert_eq!((metadata.level, metadata.region), (Some(Level::Department), vec!["云阁县".to_owned()]));
        assert_eq!(of("一年来，我局认真履职。\n一、工作情况\n内容。\n2023年1月15日").level, Some(Level::Department));
        assert_eq!(of("一年来，我局认真履职。\n一、工作情况\n内容。\n2023年1月15日").year, Some(2022));
    }

    #[test]
    fn every_ending_of_the_table_is_read() {
        for row in Table::new(include_str!("../../data/bodies.tsv")).rows() {
            let named = |s: &str| body::is_name(&Text::new(s), 0..s.chars().count());
            assert!(named(row.get("example")) || row.get("example").is_empty(), "{}", row.get("example"));
            assert!(!named(row.get("counter")), "{}", row.get("counter"));
        }
    }
}

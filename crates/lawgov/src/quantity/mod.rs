//! Numbers with their units, and what each of them is.
//!
//! In: the text, its headings and its citations. Out: every number in order, with its class; spans do not overlap.
//! Whether a quantity is a statistic, and what it counts, is not decided here.

mod bound;
mod classify;
mod date;
mod figure;
mod name;
mod number;
mod reader;
pub(crate) mod sign;
pub(crate) mod unit;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::citation::Citation;
use crate::outline::Outline;
use crate::text::{Span, Text};

/// How a written figure bounds the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Approx {
    /// As written.
    #[default]
    Exact,
    /// 余 多 以上 超 逾.
    Over,
    /// 近 不到 以下 以内.
    Under,
    /// 约 左右 上下.
    About,
    /// 不少于 不低于 至少.
    AtLeast,
    /// 不超过.
    AtMost,
}

impl Approx {
    /// All bounds.
    pub const ALL: [Self; 6] = [Self::Exact, Self::Over, Self::Under, Self::About, Self::AtLeast, Self::AtMost];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Over => "over",
            Self::Under => "under",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Things or events counted.
    Count,
    /// Per cent and percentage points.
    Percent,
    /// Money.
    Money,
    /// Area.
    Area,
    /// Length.
    Length,
    /// A span of time.
    Duration,
    /// So many times in a span of time.
    Frequency,
    /// Points of a score.
    Score,
    /// Anything else: 倍, weights, a bare number.
    Other,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Count,
        Self::Percent,
        Self::Money,
        Self::Area,
        Self::Length,
        Self::Duration,
        Self::Frequency,
        Self::Score,
        Self::Other,
    ];

    /// The name used in JSON and in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Money => "money",
            Self::Area => "area",
            Self::Length => "length",
            Self::Duration => "duration",
            Self::Frequency => "frequency",
            Self::Score => "score",
            Self::Other => "other",
        }
    }
}

/// What a number in the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuantityClass {
    /// It quantifies something.
    Quantity,
    /// A date, a year, or a span of them.
    Date,
    /// A rank or a number in a series: 第三次, 第一责任人.
    Ordinal,
    /// Part of a document number.
    DocumentNumber,
    /// Part of a name, a slogan or a word: 三重一大, 12345, 12·4, 1+6+N.
    Name,
    /// The number of a heading or of an enumerated item.
    Heading,
    /// 一 and a measure word as an article: 一支队伍.
    Article,
    /// A telephone number.
    Phone,
}

impl QuantityClass {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Date => "date",
            Self::Ordinal => "ordinal",
            Self::DocumentNumber => "document_number",
            Self::Name => "name",
            Self::Heading => "heading",
            Self::Article => "article",
            Self::Phone => "phone",
        }
    }
}

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A number with its qualifiers and unit, and what it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quantity {
    /// Qualifiers that touch the number, the number and its unit.
    pub span: Span,
    /// The digits or numerals alone.
    pub number: Span,
    /// What the number is.
    pub class: QuantityClass,
    /// The value in base units, exact; none where a number has no value of its own (a date, `1+6+N`).
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The value of one step of the last place written: 0.01 for `93.75%`, 1000 for `1.2万`.
    pub step: Decimal,
    /// How the figure bounds the true one.
    pub approx: Approx,
    /// The measure word, with 万 and 亿 scaled into the value.
    pub unit: Option<&'static str>,
    /// What the unit measures.
    pub kind: Kind,
    /// The days a date or a period names, where it names a year.
    pub dates: Option<DateRange>,
}

/// Reads every number of the text, in order; spans do not overlap.
#[inline(never)]
pub(crate) fn read(text: &Text, outline: &Outline, citations: &[Citation]) -> Vec<Quantity> {
    reader::read(text, outline, citations)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Quantity> {
        read(&Text::new(text), &Outline::default(), &[])
    }

    #[test]
    fn a_count_before_a_slogan_counts_nothing() {
        let counts = |text: &str| all(text).iter().any(|q| q.class == QuantityClass::Quantity);
        for row in crate::lexicon::Table::new(include_str!("../../data/slogan_openers.tsv")).rows() {
            assert!(!counts(row.get("example")), "{}", row.get("example"));
            assert!(counts(row.get("counter")), "{}", row.get("counter"));
        }
    }

    /// Every item of a class, as `text value..upper approx unit kind`.
    fn shown(text: &str, class: QuantityClass) -> Vec<String> {
        let show = |q: &Quantity| {
            let mut parts = vec![text[q.span.range()].to_owned()];
            parts.extend(q.value.map(|v| match q.upper {
                Some(upper) => format!("{v}..{upper}"),
                None => v.to_string(),
            }));
            if q.approx != Approx::Exact {
                parts.push(q.approx.as_str().to_owned());
            }
            parts.extend(q.unit.map(str::to_owned));
            parts.push(q.kind.as_str().to_owned());
            parts.join(" ")
        };
        all(text).iter().filter(|q| q.class == class).map(show).collect()
    }

    fn quantities(text: &str) -> Vec<String> {
        shown(text, QuantityClass::Quantity)
    }

    fn none(text: &str) {
        assert_eq!(quantities(text), Vec::<String>::new(), "{text}");
    }

    #[test]
    fn figures_with_units_and_bounds() {
        for (text, expected) in [
            ("走访农户近1.2万户", "近1.2万户 12000 under 户 count"),
            ("惠及6万余人次", "6万余人次 60000 over 人次 count"),
            ("投入190万余元", "190万余元 1900000 over 元 money"),
            ("服务50万人（次）", "50万人（次） 500000 人（次） count"),
            ("不少于90%以上", "不少于90%以上 90 at_least % percent"),
            ("压缩至5个工作日内", "5个工作日内 5 under 个工作日 duration"),
            ("压减四成多", "四成多 40 over % percent"),
            ("合格率百分之九十五点五", "百分之九十五点五 95.5 % percent"),
            ("同比提高1.2个百分点", "1.2个百分点 1.2 个百分点 percent"),
            ("每季度不少于1次", "不少于1次 1 at_least 次 frequency"),
            ("每周一次", "一次 1 次 frequency"),
            ("办理3至5件", "3至5件 3..5 件 count"),
            ("投资3至5万元", "3至5万元 30000..50000 元 money"),
            ("走访三四十户", "三四十户 30..40 户 count"),
            ("时限３－５天", "３－５天 3..5 天 duration"),
            ("开展上百场", "上百场 100 over 场 count"),
            ("协调两个多月", "两个多月 2 over 个月 duration"),
            ("历时两年半", "两年半 2.5 年 duration"),
            ("用时半小时", "半小时 0.5 小时 duration"),
            ("节约1，234元", "1，234元 1234 元 money"),
            ("十 余 万 份", "十 余 万 份 100000 over 份 count"),
            ("建成步道12千米", "12千米 12 千米 length"),
            ("线上百场直播", "百场 100 场 count"),
            ("涉及3部门", "3 3 count"),
            ("完成10项目标", "10项 10 项 count"),
            ("占三分之二以上", "三分之二以上 0.6666666666666666666666666667 over other"),
            ("得分85分以上、90分以下", "85分以上、90分以下 85..90 分 score"),
        ] {
            assert_eq!(quantities(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_quantity() {
        none("“十四五”时期，2023年1月-12月，三季度，8月份，本月5日，9时30分，二〇二四年一月十日");
        none("松政发〔2023〕37号、[2023]5号文件、2023年第5号公告");
        none("第三次会议，第一责任人，十四届三次全会，排名前三");
        none("拨打0719-1234567、13800000000，12345热线，12·4国家宪法日，6.26国际禁毒日");
        none("“1+6+N”体系，“三重一大”，“四个零发生”，一岗双责，5G网络，2.0版，PM2.5，3号楼");
        none("统一部署，进一步，一系列举措，千方百计，万众一心，百姓，四川，十分重视，人数，次数");
        none("一支队伍，一项重要任务，一批骨干");
        none("一是抓学习。二要抓落实。（三）抓保障");
        none("每万人拥有，每百户配备，24小时值守");
        none("“15分钟法律服务圈”，“百日会战”");
    }

    #[test]
    fn long_readings_beat_words() {
        assert_eq!(quantities("等候十分钟"), ["十分钟 10 分钟 duration"]);
        assert_eq!(quantities("惠及近万人"), ["近万人 10000 under 人 count"]);
        assert_eq!(quantities("24小时内办结"), ["24小时内 24 under 小时 duration"]);
    }

    #[test]
    fn dates_have_their_days() {
        for (text, from, to) in [
            ("2023年", "2023-01-01", "2023-12-31"),
            ("2023年3月5日", "2023-03-05", "2023-03-05"),
            ("2023年1月-11月", "2023-01-01", "2023-11-30"),
            ("2022年6月1日至9月30日", "2022-06-01", "2022-09-30"),
            ("2021—2025年", "2021-01-01", "2025-12-31"),
            ("2023年上半年", "2023-01-01", "2023-06-30"),
            ("2024年前三季度", "2024-01-01", "2024-09-30"),
            ("二〇二四年二月", "2024-02-01", "2024-02-29"),
            ("2023.3.5", "2023-03-05", "2023-03-05"),
            ("十四五", "2021-01-01", "2025-12-31"),
        ] {
            let found = all(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let dates = found[0].dates.map(|d| (d.from.to_string(), d.to.to_string()));
            assert_eq!(dates, Some((from.to_owned(), to.to_owned())), "{text}");
        }
        assert_eq!(all("2023年2月30日")[0].dates, None);
    }

    #[test]
    fn the_step_is_the_last_place_written() {
        for (text, step) in
            [("93.75%", "0.01"), ("1.2万件", "1000"), ("两百件", "100"), ("3万4000件", "1"), ("50件", "1")]
        {
            assert_eq!(all(text)[0].step.to_string(), step, "{text}");
        }
    }

    #[test]
    fn spans_are_in_order_and_apart() {
        let text = "3至5次10%100余人大于10小于20一一二三亿万千百半几数零点.5-3至1/2/3第第一每每3日“3”";
        let found = all(text);
        assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    }

    #[test]
    fn hostile_runs_are_linear() {
        for unit in ["一", "1", "1,111", "1.", "亿万", "百分之", "十又", "“1", "半百", "2023年至"] {
            // A quadratic step would take minutes here.
            assert!(!all(&(unit.repeat(50_000) + "百")).is_empty());
        }
    }

    #[test]
    fn rows_of_the_tables_read_as_they_say() {
        let rows = |source| crate::lexicon::Table::new(source);
        let mut wrong = Vec::new();
        for row in rows(include_str!("../../data/units.tsv")).rows() {
            let (unit, kind) = (row.get("unit"), row.get("kind"));
            if unit.contains('|') || !row.get("habit").is_empty() || matches!(kind, "none") || unit == "成" {
                continue;
            }
            let text = format!("共3{unit}。");
            let found = all(&text);
            let read = found.first().map(|q| (q.unit, q.kind.as_str()));
            if !matches!(unit, "月" | "日" | "号") {
                wrong.extend((read != Some((Some(unit), kind))).then_some(text));
            }
        }
        for row in rows(include_str!("../../data/qualifiers.tsv")).rows() {
            let (word, approx) = (row.get("word"), row.get("approx"));
            let text = match row.get("side") {
                "before" => format!("{word}3名"),
                "before_place" => format!("{word}百名"),
                "after" => format!("3名{word}"),
                _ => format!("3天{word}"),
            };
            let wanted = if approx == "none" { "exact" } else { approx };
            let figure = all(&text).into_iter().find(|q| q.class == QuantityClass::Quantity);
            wrong.extend((figure.map(|q| q.approx.as_str()) != Some(wanted)).then_some(text));
        }
        for row in rows(include_str!("../../data/numeral_words.tsv")).rows() {
            wrong.extend(quantities(row.get("word")));
        }
        for row in rows(include_str!("../../data/number_names.tsv")).rows() {
            wrong.extend(quantities(row.get("name")));
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}

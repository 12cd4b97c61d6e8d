//! What holds for any text whatever.

use lawgov::{Decimal, OffsetUnit, QuantityClass, Report, Span};
use proptest::prelude::*;
use serde_json::Value;

/// What reports are made of, and what breaks readers: markers, brackets, numbers, units, quotes, ends of lines, spaces.
const FRAGMENTS: &[&str] = &[
    "办结792281625142643375935439503件，",
    "办结率79228162514264337万亿%",
    "一是",
    "二是",
    "三是",
    "一要",
    "首先",
    "其次",
    "最后",
    "一方面",
    "另一方面",
    "一、",
    "二、",
    "（一）",
    "（三）",
    "(二)",
    "一)",
    "1.",
    "2、",
    "（1）",
    "①",
    "《",
    "》",
    "〈",
    "〉",
    "〔",
    "〕",
    "（",
    "）",
    "“",
    "”",
    "\"",
    "。",
    "，",
    "、",
    "；",
    "：",
    ":",
    ",",
    "\n",
    "\r\n",
    "\r",
    "\u{3000}",
    "\u{a0}",
    " ",
    "\t",
    "\u{feff}",
    "\u{0}",
    "𠮷",
    "𣲗",
    "０",
    "１２",
    "3",
    "2023",
    "2023年",
    "12月31日",
    "1.2",
    "3,000",
    "1，234",
    "-",
    "—",
    "~",
    "至",
    "万",
    "亿",
    "千",
    "百",
    "十",
    "两",
    "半",
    "几",
    "数",
    "余",
    "多",
    "近",
    "超",
    "约",
    "不少于",
    "以上",
    "左右",
    "%",
    "％",
    "‰",
    "百分之",
    "个百分点",
    "成",
    "倍",
    "分之",
    "次",
    "份",
    "人次",
    "场（次）",
    "万元",
    "平方米",
    "小时",
    "每季度",
    "同比",
    "增长",
    "下降",
    "从",
    "到",
    "发放",
    "开展",
    "受理",
    "宣传资料",
    "行政复议",
    "案件",
    "其中",
    "无一起",
    "镇长",
    "张三",
    "清泽县",
    "柳湾镇人民政府",
    "宪法",
    "民法典",
    "条例",
    "政府令",
    "号",
    "第",
    "条",
    "主要举措和成效",
    "存在的问题",
    "下一步",
    "法治政府建设年度报告",
    "特此报告。",
    "县委：",
    "|",
    "| --- |",
    "索引号",
    "【字体：大 中 小】",
    "××",
    "[bookmark: _GoBack]",
    "三重一大",
    "12345",
    "12·4",
    "1+6+N",
    "八五",
    "二〇二四年",
    "廿",
];

/// Texts of fragments of the genre, with stray characters among them.
fn genre() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        20 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// Texts of any characters, control characters and those beyond the basic plane included.
fn anything() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..120).prop_map(|chars| chars.into_iter().collect())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![3 => genre(), 1 => anything()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_places_of_the_text(text in text()) {
        let report = lawgov::parse(text.as_str());
        prop_assert_eq!(&report.text, &text);
        for (what, span) in spans(&report) {
            prop_assert!(text.get(span.range()).is_some(), "{what} at {span:?}");
        }
        for q in lawgov::quantities(&text) {
            prop_assert!(text.get(q.span.range()).is_some_and(|s| !s.is_empty()) && q.span.contains(q.number), "{q:?}");
        }
    }

    #[test]
    fn items_are_in_order_and_nested(text in text()) {
        let r = lawgov::parse(text);
        numbered(r.sections.iter().map(|s| (s.id, s.span)))?;
        numbered(r.measures.iter().map(|m| (m.id, m.span)))?;
        numbered(r.statistics.iter().map(|s| (s.id, s.span)))?;
        numbered(r.citations.iter().map(|c| (c.id, c.span)))?;
        ordered(r.law_mentions.iter().map(|m| m.span))?;
        ordered(r.people.iter().map(|p| p.span))?;
        ordered(r.organizations.iter().map(|o| o.span))?;
        ordered(r.findings.iter().map(|f| f.span))?;
        for section in &r.sections {
            inside(section.span, section.marker)?;
            inside(section.span, section.heading)?;
            if let Some(parent) = section.parent {
                prop_assert!(parent < section.id);
                prop_assert!(r.sections[parent as usize].level < section.level);
                inside(r.sections[parent as usize].span, section.span)?;
            }
        }
        for measure in &r.measures {
            inside(measure.span, measure.marker)?;
            inside(measure.span, measure.lead)?;
            if let Some(section) = measure.section {
                inside(r.sections[section as usize].span, measure.span)?;
            }
        }
        for statistic in &r.statistics {
            if let Some(section) = statistic.section {
                inside(r.sections[section as usize].span, statistic.span)?;
            }
            if let Some(measure) = statistic.measure {
                inside(r.measures[measure as usize].span, statistic.span)?;
            }
        }
        for citation in &r.citations {
            for part in citation.title.into_iter().chain(citation.document_number) {
                inside(citation.span, part)?;
            }
            if let Some(section) = citation.section {
                inside(r.sections[section as usize].span, citation.span)?;
            }
        }
        for indicator in &r.indicators {
            prop_assert!(indicator.statistics.iter().all(|&id| (id as usize) < r.statistics.len()));
        }
    }

    #[test]
    fn offsets_slice_the_same_text_in_every_unit(text in text()) {
        let report = lawgov::parse(text.as_str());
        let chars: Vec<char> = text.chars().collect();
        let units: Vec<u16> = text.encode_utf16().collect();
        let byte = |a: usize, b: usize| text[a..b].to_owned();
        let char = |a: usize, b: usize| chars[a..b].iter().collect();
        let utf16 = |a: usize, b: usize| String::from_utf16(&units[a..b]).unwrap_or_default();
        let quantities = lawgov::quantities(&text);
        for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
            let json: Value = serde_json::from_str(&report.to_json(unit)).expect("JSON");
            let numbers: Value =
                serde_json::from_str(&lawgov::quantities_to_json(&text, &quantities, unit)).expect("JSON");
            let mut places = Vec::new();
            collect(&json, &mut places);
            collect(&numbers, &mut places);
            for (start, end, wanted) in places {
                let slice: String = match unit {
                    OffsetUnit::Byte => byte(start, end),
                    OffsetUnit::Char => char(start, end),
                    OffsetUnit::Utf16 => utf16(start, end),
                };
                prop_assert_eq!(slice, wanted);
            }
        }
    }

    #[test]
    fn the_same_text_gives_the_same_bytes(text in text()) {
        let json = || lawgov::parse(text.as_str()).to_json(OffsetUnit::Char);
        prop_assert_eq!(json(), json());
    }

    #[test]
    fn numerals_read_as_their_value(n in 2_u64..10_000_000_000) {
        for written in [n.to_string(), grouped(n), han(n), fullwidth(n)] {
            let text = format!("发放资料{written}份。");
            let found = lawgov::quantities(&text);
            let figure = found.iter().find(|q| q.class == QuantityClass::Quantity);
            prop_assert_eq!(figure.and_then(|q| q.value), Some(Decimal::from(n)), "{} read as {:?}", written, found);
            prop_assert_eq!(figure.map(|q| &text[q.number.range()]), Some(written.as_str()));
        }
    }

    #[test]
    fn decimals_keep_their_value_and_precision(n in 1_i64..1_000_000, scale in 1_u32..4) {
        let value = Decimal::new(n, scale);
        for (unit, factor) in [("%", 1), ("万元", 10_000), ("亿元", 100_000_000)] {
            let text = format!("占比达{value}{unit}。");
            let found = lawgov::quantities(&text);
            let figure = found.iter().find(|q| q.value.is_some());
            prop_assert_eq!(figure.and_then(|q| q.value), Some(value * Decimal::from(factor)), "{}", text);
            prop_assert_eq!(figure.map(|q| q.step), Some(Decimal::new(1, scale) * Decimal::from(factor)), "{}", text);
        }
    }
}

/// Every span of a report, with the name of what it belongs to.
fn spans(r: &Report) -> Vec<(&'static str, Span)> {
    let mut all = Vec::new();
    for s in &r.sections {
        all.extend([("section", s.span), ("marker", s.marker), ("heading", s.heading)]);
    }
    for m in &r.measures {
        all.extend([("measure", m.span), ("marker", m.marker), ("lead", m.lead)]);
    }
    for s in &r.statistics {
        all.push(("statistic", s.span));
        all.extend(s.subject.map(|span| ("subject", span)));
        all.extend(s.action.map(|span| ("action", span)));
        all.extend(s.period.map(|period| ("period", period.span)));
    }
    for c in &r.citations {
        all.push(("citation", c.span));
        all.extend(c.title.into_iter().chain(c.document_number).map(|span| ("part of a citation", span)));
    }
    for p in &r.people {
        all.push(("person", p.span));
        all.extend(p.post.map(|span| ("post", span)));
    }
    all.extend(r.law_mentions.iter().map(|m| ("law", m.span)));
    all.extend(r.organizations.iter().map(|o| ("organization", o.span)));
    all.extend(r.metadata.title_span.into_iter().chain(r.metadata.signed_on_span).map(|span| ("metadata", span)));
    for f in &r.findings {
        all.push(("finding", f.span));
        all.extend(f.related.iter().map(|related| ("related", related.span)));
    }
    all
}

/// Ids count from 0, and starts never go back.
fn numbered(items: impl Iterator<Item = (u32, Span)> + Clone) -> Result<(), TestCaseError> {
    for (at, (id, _)) in items.clone().enumerate() {
        prop_assert_eq!(at as u32, id);
    }
    ordered(items.map(|(_, span)| span))
}

fn ordered(spans: impl Iterator<Item = Span>) -> Result<(), TestCaseError> {
    let starts: Vec<_> = spans.map(|span| span.start).collect();
    prop_assert!(starts.is_sorted(), "{starts:?}");
    Ok(())
}

fn inside(outer: Span, inner: Span) -> Result<(), TestCaseError> {
    prop_assert!(outer.contains(inner), "{inner:?} is not inside {outer:?}");
    Ok(())
}

/// Every object with a place, and the text it says stands there.
fn collect(value: &Value, places: &mut Vec<(usize, usize, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, places)),
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(text)) = (
                fields.get("start").and_then(Value::as_u64),
                fields.get("end").and_then(Value::as_u64),
                fields.get("text"),
            ) {
                places.push((start as usize, end as usize, text.as_str().unwrap_or_default().to_owned()));
            }
            fields.values().for_each(|field| collect(field, places));
        }
        _ => {}
    }
}

/// `1234567` as `1,234,567`.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let first = (digits.len() - 1) % 3 + 1;
    let mut out = digits[..first].to_owned();
    for at in (first..digits.len()).step_by(3) {
        out.push(',');
        out.push_str(&digits[at..at + 3]);
    }
    out
}

fn fullwidth(n: u64) -> String {
    n.to_string().chars().filter_map(|c| char::from_u32(c as u32 + 0xfee0)).collect()
}

/// Chinese numerals, as `一亿零三万四千零五`.
fn han(n: u64) -> String {
    const GROUPS: [&str; 3] = ["", "万", "亿"];
    let mut out = String::new();
    for power in (0..3).rev() {
        let group = n / 10_000_u64.pow(power) % 10_000;
        let above = n / 10_000_u64.pow(power + 1);
        if group == 0 {
            continue;
        }
        if above > 0 && (group < 1000 || above.is_multiple_of(10_000)) {
            out.push('零');
        }
        out.push_str(&thousands(group));
        out.push_str(GROUPS[power as usize]);
    }
    out.strip_prefix("一十").map_or(out.clone(), |rest| format!("十{rest}"))
}

/// A number below 10,000, its inner zeros written once.
fn thousands(n: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const PLACES: [&str; 4] = ["", "十", "百", "千"];
    let (mut out, mut gap) = (String::new(), false);
    for place in (0..4).rev() {
        let digit = n / 10_u64.pow(place) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push_str(DIGITS[0]);
        }
        out.push_str(DIGITS[digit as usize]);
        out.push_str(PLACES[place as usize]);
    }
    out
}

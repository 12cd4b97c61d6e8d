//! The number reader against cases written by others (Microsoft Recognizers-Text), when they lie beside the project.

#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "the cases lie in a file beside the project")]

use std::path::Path;

use lawgov::{Approx, Decimal, Quantity, QuantityClass, quantities};
use serde_json::Value;

/// Cases we read otherwise, by how they begin, with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    // Contract: one item for one date, one ordinal, one range; a bound has to touch its number.
    ("１９９１年", "a date is one item without a value"),
    ("他的排名在第十和第十五之间", "ordinals are two items"),
    ("找出 小于 或 等于100 的质数", "a bound touches its number"),
    ("小明的身高比 170 低 ", "a bound touches its number"),
    ("哪个品牌至少有10个型号", "a bound touches its number"),
    ("招聘人数中位数最多为5的微软职位。", "a bound touches its number"),
    ("找出酒精量在5-20%之间的产品", "5-20% is a range"),
    ("二三十个百分点", "a range of percentage points is a quantity"),
    ("五百分之2.2", "a fraction is a quantity"),
    ("人民币 美元", "no number"),
    ("人民币 8千元", "the currency before the number is no part of it"),
    ("2222.2222.22222.222", "numbers joined by points are a version or a section"),
    // The case itself is wrong.
    ("还有20万次以上来观影的呀？", "20万 is 200000"),
    ("两百点两", "misread: 两 alone after a word"),
    ("1502222, 二百五, 還有二分之。", "misread: an unfinished fraction"),
    ("三雙", "misread: traditional measure words"),
    ("1 4/3的美夢,1/2的努力", "misread: a mixed fraction in digits"),
    ("这个手机壳五元三毛", "misread: yuan and jiao apart"),
];

#[test]
fn outside_cases_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs/numbers.jsonl");
    let Ok(cases) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is missing", path.display());
        return;
    };
    let (mut right, mut wrong) = (0, Vec::new());
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("a JSON line");
        let input = case["input"].as_str().expect("an input");
        let expected = case["expected"].as_array().expect("a list");
        let found: Vec<Quantity> = quantities(input).into_iter().filter(is_number).collect();
        // The cases of one kind of number leave out those of another, so more may be found; but none where none is.
        let mut rest = found.iter();
        let agree = expected.iter().all(|e| rest.any(|q| agrees(input, q, e)))
            && (!expected.is_empty() || found.iter().all(|q| q.class != QuantityClass::Quantity));
        if agree {
            right += 1;
        } else {
            let shown: Vec<_> = found
                .iter()
                .map(|q| {
                    format!(
                        "{}={:?}..{:?} {} {:?}",
                        &input[q.span.range()],
                        q.value.map(|v| v.to_string()),
                        q.upper,
                        q.approx.as_str(),
                        q.unit
                    )
                })
                .collect();
            wrong.push((input.to_owned(), format!("{input}\n    expected {}\n    found {shown:?}", case["expected"])));
        }
    }
    let why = |input: &str| EXCEPTIONS.iter().find(|(known, _)| input.starts_with(known)).map(|(_, why)| *why);
    let unexplained: Vec<_> = wrong.iter().filter(|(input, _)| why(input).is_none()).map(|(_, w)| w).collect();
    assert!(
        unexplained.is_empty(),
        "{right} right, unexplained:\n{}",
        unexplained.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("\n")
    );
    let misread = wrong.iter().filter(|(input, _)| why(input).is_some_and(|why| why.starts_with("misread"))).count();
    assert!(misread * 100 <= (right + wrong.len()) * 3, "{misread} misread");
    eprintln!("{right} of {} as expected, {misread} misread", right + wrong.len());
}

/// Numbers of any kind; names and dates are no business of the cases.
fn is_number(q: &Quantity) -> bool {
    q.value.is_some() && !matches!(q.class, QuantityClass::Name)
}

fn agrees(input: &str, q: &Quantity, expected: &Value) -> bool {
    let text = fold(expected["text"].as_str().unwrap_or_default());
    let ours = [q.span, q.number].map(|s| fold(&input[s.range()]));
    let unit = expected["unit"].as_str();
    let same_unit = unit.is_none_or(|u| {
        q.unit.map(|own| own.trim_end_matches("人民币")).map(|own| if own.is_empty() { "元" } else { own })
            == Some(match u {
                "Chinese yuan" => "元",
                "United States dollar" => "美元",
                "Mu" => "亩",
                "Liang" => "两",
                "Centimeter" => "公分",
                "Meter" => "米",
                "Jin" => "斤",
                "Kilogram" => "千克",
                "Kilometer" => "千米",
                other => other,
            })
    });
    let value = expected["value"].as_str().unwrap_or_default();
    let same_value = match expected["type"].as_str() {
        Some("numberrange") => same_range(q, value),
        // They write every fraction named 百分比 in per cent.
        Some("percentage") => {
            let factor = match q.unit {
                Some("‰") => Decimal::new(1, 1),
                None => Decimal::ONE_HUNDRED,
                _ => Decimal::ONE,
            };
            q.value.is_some_and(|v| close(v * factor, value.trim_end_matches('%')))
        }
        _ => q.value.is_some_and(|v| close(v, value)),
    };
    let exactly = value.starts_with('[') && value.ends_with(']') && text.ends_with(&ours[1]) && q.upper.is_none();
    (ours.contains(&text) || exactly) && same_value && same_unit
}

/// `[20,100)`, `(500,)`: the cases disagree among themselves on whether the end of 20~100 is open.
fn same_range(q: &Quantity, written: &str) -> bool {
    let inner = written.trim_matches(['(', ')', '[', ']']);
    let (low, high) = inner.split_once(',').unwrap_or((inner, ""));
    let closed = (written.starts_with('['), written.ends_with(']'));
    let Some(value) = q.value else { return false };
    match (low, high, q.upper) {
        (low, "", None) => {
            close(value, low) && matches!((q.approx, closed.0), (Approx::Over, false) | (Approx::AtLeast, true))
        }
        ("", high, None) => {
            close(value, high) && matches!((q.approx, closed.1), (Approx::Under, false) | (Approx::AtMost, true))
        }
        (low, high, Some(upper)) => close(value, low) && close(upper, high),
        (low, high, None) => low == high && close(value, low),
    }
}

fn close(value: Decimal, written: &str) -> bool {
    let Ok(wanted) = written.parse::<f64>() else { return false };
    let ours: f64 = value.to_string().parse().unwrap_or(f64::NAN);
    (ours - wanted).abs() <= wanted.abs() * 1e-12
}

/// The folding that the cases have in their expected texts.
fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

//! The number reader against cases written by others (Microsoft Recognizers-Text), when they lie beside the project.

use std::path::Path;

use lawgov::{Approx, Decimal, Quantity, QuantityClass, quantities};
use serde_json::Value;

/// Cases we read otherwise on purpose, with the reason.
const EXCEPTIONS: [(&str, &str); 0] = [];

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
        let agree = found.len() == expected.len() && found.iter().zip(expected).all(|(q, e)| agrees(input, q, e));
        if agree {
            right += 1;
        } else {
            let shown: Vec<_> = found
                .iter()
                .map(|q| format!("{}={:?}..{:?} {} {:?}", &input[q.span.range()], q.value.map(|v| v.to_string()), q.upper, q.approx.as_str(), q.unit))
                .collect();
            wrong.push((input.to_owned(), format!("{input}\n    expected {}\n    found {shown:?}", case["expected"])));
        }
    }
    let unexplained: Vec<_> =
        wrong.iter().filter(|(input, _)| !EXCEPTIONS.iter().any(|(known, _)| known == input)).map(|(_, w)| w).collect();
    assert!(unexplained.is_empty(), "{right} right, unexplained:\n{}", unexplained.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("\n"));
    assert!(right * 100 >= (right + wrong.len()) * 97, "only {right} of {} right", right + wrong.len());
}

/// Numbers of any kind; names and dates are no business of the cases.
fn is_number(q: &Quantity) -> bool {
    q.value.is_some() && !matches!(q.class, QuantityClass::Name)
}

fn agrees(input: &str, q: &Quantity, expected: &Value) -> bool {
    let text = fold(expected["text"].as_str().unwrap_or_default());
    let ours = [q.span, q.number].map(|s| fold(&input[s.range()]));
    let unit = expected["unit"].as_str();
    let same_unit = unit.is_none_or(|u| q.unit == Some(match u {
        "Chinese yuan" => "元",
        "United States dollar" => "美元",
        "Mu" => "亩",
        "Centimeter" => "公分",
        "Meter" => "米",
        "Jin" => "斤",
        "Kilogram" => "千克",
        "Kilometer" => "千米",
        other => other,
    }));
    let value = expected["value"].as_str().unwrap_or_default();
    let same_value = match expected["type"].as_str() {
        Some("numberrange") => same_range(q, value),
        _ => q.value.is_some_and(|v| close(v, value.trim_end_matches('%'))),
    };
    ours.contains(&text) && same_value && same_unit
}

/// `[20,100)`, `(500,)`: the cases disagree among themselves on whether the end of 20~100 is open.
fn same_range(q: &Quantity, written: &str) -> bool {
    let inner = written.trim_matches(['(', ')', '[', ']']);
    let (low, high) = inner.split_once(',').unwrap_or((inner, ""));
    let closed = (written.starts_with('['), written.ends_with(']'));
    let Some(value) = q.value else { return false };
    match (low, high, q.upper) {
        (low, "", None) => close(value, low) && matches!((q.approx, closed.0), (Approx::Over, false) | (Approx::AtLeast, true)),
        ("", high, None) => close(value, high) && matches!((q.approx, closed.1), (Approx::Under, false) | (Approx::AtMost, true)),
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

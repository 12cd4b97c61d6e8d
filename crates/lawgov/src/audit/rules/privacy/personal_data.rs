use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::text::Class;

rule! {
    LG601 "personal-data" Warning since "0.1.0"
    zh: "个人信息" "报告要向社会公开，不应含有身份证号码、银行卡号或手机号码。号码须通过校验（身份证的出生日期和校验码、银行卡的校验位、手机号段）才会报告，说明中只显示前三位和后两位。"
    en: "Personal data" "The report will be published: no identity-card, bank-card or mobile number belongs in it. A number is reported only when its checksum or number range fits; the message shows its first three and last two digits."
    source: "《中华人民共和国个人信息保护法》第二十八条；公开前的保密审查"
    fires: "联系人：王某，电话13812345678。"
    quiet: "索引号：11500235009338217K；服务热线12345，电话023-55552222。"
    check: check
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for run in facts.marks.digits.iter().filter(|run| (11..=19).contains(&run.len())) {
        let digits: Vec<u32> =
            facts.text.chars().get(run.clone()).unwrap_or_default().iter().filter_map(|c| c.to_digit(10)).collect();
        let glued = |at: usize| facts.text.class(at).any(Class::LATIN) || "-_/.".contains(facts.text.char(at));
        let last_x = digits.len() == 17 && matches!(facts.text.char(run.end), 'X' | 'x');
        let end = if last_x { run.end + 1 } else { run.end };
        if run.start > 0 && glued(run.start - 1) || glued(end) {
            continue;
        }
        let (zh, en) = if is_identity_number(&digits, last_x) {
            ("身份证号码", "identity-card number")
        } else if is_mobile(&digits) {
            ("手机号码", "mobile number")
        } else if is_bank_card(&digits) {
            ("银行卡号", "bank-card number")
        } else {
            continue;
        };
        let shown = |range| facts.text.raw(range);
        let masked = format!("{}…{}", shown(run.start..run.start + 3), shown(end - 2..end));
        sink.report_at(run.start..end, format!("疑似{zh}：{masked}"), format!("looks like a {en}: {masked}"));
    }
}

fn is_mobile(digits: &[u32]) -> bool {
    matches!(digits, [1, 3..=9, rest @ ..] if rest.len() == 9 && rest.windows(2).any(|w| w[0] != w[1]))
}

/// Eighteen places, the last a check digit modulo 11, with a date of birth inside.
fn is_identity_number(digits: &[u32], last_x: bool) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (body, last) = match (digits, last_x) {
        (body, true) if body.len() == 17 => (body, 10),
        ([body @ .., last], false) if body.len() == 17 => (body, *last),
        _ => return false,
    };
    let number = |from: usize, to: usize| body[from..to].iter().fold(0, |n, d| n * 10 + d);
    let born = (1900..2100).contains(&number(6, 10))
        && (1..=12).contains(&number(10, 12))
        && (1..=31).contains(&number(12, 14));
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    born && (1..=8).contains(&body[0]) && (12 - sum % 11) % 11 == last
}

/// Sixteen to nineteen digits of a known issuer that pass the Luhn check.
fn is_bank_card(digits: &[u32]) -> bool {
    let luhn: u32 =
        digits.iter().rev().enumerate().map(|(i, &d)| if i % 2 == 0 { d } else { d * 2 / 10 + d * 2 % 10 }).sum();
    let known =
        matches!(digits, [6, 2, ..] if digits.len() >= 16) || matches!(digits, [4 | 5, ..] if digits.len() == 16);
    known && luhn.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(number: &str) -> Vec<u32> {
        number.chars().filter_map(|c| c.to_digit(10)).collect()
    }

    #[test]
    fn checksums() {
        assert!(is_identity_number(&digits("11010519491231002"), true));
        assert!(!is_identity_number(&digits("110105194912310021"), false));
        assert!(is_bank_card(&digits("4111111111111111")) && !is_bank_card(&digits("4111111111111112")));
        assert!(is_mobile(&digits("13812345678")) && !is_mobile(&digits("12345678901")));
    }
}

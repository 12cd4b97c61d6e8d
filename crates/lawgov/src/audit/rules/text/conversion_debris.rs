use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::lexicon::{self, Table, Trie};
use crate::text::{Class, Positions};

rule! {
    LG501 "conversion-debris" Warning since "0.1.0"
    zh: "转换残留或未填的空" "文字处理软件或网页转换时留下的书签、域代码、标记和乱码，以及没有填写的模板空格（20××年、会议*次）。案例中隐去的名称（李××、××公司）不算。"
    en: "Conversion debris or an unfilled blank" "Bookmarks, field codes, markup and replacement characters left by a conversion, and blanks of a template nobody filled in (20××年, 会议*次). Names made anonymous in a case are left alone."
    source: "常见于公开文本"
    fires: "一、主要举措\n[bookmark: _GoBack]（一）加强组织领导。全年召开会议4次。"
    quiet: "一、主要举措\n（一）加强组织领导。全年召开会议4次，审结李××诉××公司一案，宣传栏长2×3米。"
    check: check
}

/// Words after a blank to fill in; false for words that look like one.
static AFTER_BLANK: Lazy<Trie<bool>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("placeholders"));
    Trie::new(table.rows().map(|row| (row.get("word"), row.get("fits") == "yes")))
});

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let mut done = 0;
    let mut glyphs: Vec<Positions> = Vec::new();
    for &(at, mark) in &facts.marks.odd {
        let at = at as usize;
        if at < done {
            continue;
        }
        let found = lexicon::debris(facts.text, at).map(|range| (range, "转换残留", "conversion debris"));
        let found = found.or_else(|| blank(facts, at, mark).map(|range| (range, "未填的空", "a blank not filled in")));
        if let Some((range, zh, en)) = found {
            done = range.end;
            let shown = facts.text.raw(range.clone());
            sink.report_at(range, format!("{zh}：{shown}"), format!("{en}: {shown}"));
        } else if ('\u{e000}'..='\u{f8ff}').contains(&mark) {
            glyphs.push(at..at + 1);
        }
    }
    if let Some(first) = glyphs.first() {
        let count = glyphs.len();
        let zh = format!("私用区字符{count}处，换一台设备可能显示为空白或乱码");
        let en = format!("{count} private-use character(s), blank or garbled on another machine");
        let finding = sink.report_at(first.clone(), zh, en);
        for glyph in &glyphs {
            finding.relate(facts.text.span(glyph.clone()), "私用区字符", "private-use character");
        }
    }
}

/// A run of `×`, `*`, `x` or `_` before a word that wants a number.
fn blank(facts: &Facts<'_>, at: usize, mark: char) -> Option<Positions> {
    let text = facts.text;
    if !matches!(mark, '×' | '*' | 'x' | 'X' | '_') || facts.before(at) == mark {
        return None;
    }
    let len = (at..text.len()).take_while(|&i| text.char(i) == mark).count();
    let end = at + len;
    let start = if text.ends_with(at, "20") { at - 2 } else { at };
    let before = start.checked_sub(1).map_or(Class::NEWLINE, |i| text.class(i));
    let stands_free = before.any(Class::HAN) || before.is_boundary() || before.any(Class::OPEN.with(Class::LIST));
    let (word, fits) = AFTER_BLANK.longest(&text.chars()[end..])?;
    (stands_free && *fits).then_some(start..end + word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_an_example_and_a_counter() {
        let found = |text: &str| crate::parse(text).findings.iter().any(|f| f.rule.code == "LG501");
        for source in [include_str!("../../../../data/debris.tsv"), include_str!("../../../../data/placeholders.tsv")] {
            for row in Table::new(source).rows() {
                assert!(found(row.get("example")), "{}", row.get("example"));
                assert!(!found(row.get("counter")), "{}", row.get("counter"));
            }
        }
    }
}

//! What a figure is: a quantity, an article, a rank, a name, or part of a document number.

use once_cell::sync::Lazy;
use rust_decimal::Decimal;

use super::figure::Figure;
use super::number::{self, Form};
use super::unit::{Habit, Unit};
use super::{Approx, Kind, QuantityClass, name};
use crate::lexicon::{Table, Trie};
use crate::text::{Class, Text};

/// What opens a slogan in quotes behind a number.
static SLOGAN_OPENERS: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("slogan_openers"));
    Trie::new(table.rows().map(|row| (row.get("opener"), ())))
});

/// Decides by the measure word, the form of the number and the characters around it.
pub(super) struct Judge<'s, 't> {
    pub text: &'s Text<'t>,
    /// Where the item before ended.
    pub floor: usize,
}

impl Judge<'_, '_> {
    pub fn classify(&self, figure: &Figure) -> QuantityClass {
        let text = self.text;
        let before = figure.start.checked_sub(1).map_or('\n', |b| text.char(b));
        let after = text.char(figure.core_end);
        if figure.value.is_none() {
            return QuantityClass::Name;
        }
        if before == '每' {
            return QuantityClass::Name;
        }
        if after == '号' && figure.unit.is_none() {
            let numbered = matches!(before, '〕' | ']' | ')' | '年' | '令' | '第' | '〔' | '[');
            return if numbered { QuantityClass::DocumentNumber } else { QuantityClass::Name };
        }
        if figure.unit.is_none() && matches!(before, '〔' | '[') && matches!(after, '〕' | ']') {
            // [3] is a footnote.
            let year = figure.number_end - figure.number_start >= 4;
            return if year { QuantityClass::DocumentNumber } else { QuantityClass::Name };
        }
        if before == '前' && figure.unit.is_none_or(|u| matches!(u.name, "名" | "位" | "强")) {
            return QuantityClass::Ordinal;
        }
        if name::named_day(text, figure.number_start, figure.number_end) && figure.unit.is_none_or(|u| u.name == "日")
        {
            return QuantityClass::Name;
        }
        if let Some(quoted) = name::in_short_quote(text, figure.start, figure.end) {
            let percent = figure.kind == Kind::Percent;
            if quoted.whole || !percent {
                return QuantityClass::Name;
            }
        }
        match figure.unit {
            Some(unit) => self.classify_measured(figure, unit),
            None => self.classify_bare(figure, before, after),
        }
    }

    fn classify_measured(&self, figure: &Figure, unit: Unit) -> QuantityClass {
        let text = self.text;
        let chinese = figure.form != Form::Arabic;
        let loose = figure.bounded || figure.approx != Approx::Exact || figure.upper.is_some();
        let one = text.char(figure.number_start) == '一' && figure.value == Some(Decimal::ONE);
        // 一年内 names a span, not a limit that was counted.
        let within = figure.kind == Kind::Duration && text.char(figure.core_end) == '内';
        if one
            && matches!(figure.kind, Kind::Count | Kind::Duration | Kind::Score | Kind::Money | Kind::Area)
            && (!loose || within)
            && !self.is_rate(figure)
            && !self.only_one(figure)
        {
            return QuantityClass::Article;
        }
        if figure.form == Form::Place && !loose && figure.kind != Kind::Count && figure.kind != Kind::Percent {
            return QuantityClass::Name;
        }
        match unit.habit {
            Habit::Ordinal if text.char(figure.start.saturating_sub(1)) != '续' => return QuantityClass::Ordinal,
            Habit::Name => return QuantityClass::Name,
            Habit::Noun if chinese && !loose => return QuantityClass::Name,
            _ => {}
        }
        if chinese && unit.name == "次" && self.in_session(figure) {
            return QuantityClass::Ordinal;
        }
        if unit.name == "日" && figure.start >= 2 && text.char(figure.start - 1) == '月' {
            return QuantityClass::Date;
        }
        // 四个“零发生”, 三个“必须”: the count belongs to the slogan.
        if chinese && unit.name == "个" && text.char(figure.core_end) == '“' && !loose {
            let first = text.char(figure.core_end + 1);
            if text.class(figure.core_end + 1).any(Class::NUMERAL) || SLOGAN_OPENERS.get(&[first]).is_some() {
                return QuantityClass::Name;
            }
        }
        QuantityClass::Quantity
    }

    /// 仅有一名执法人员, 只剩一个: one is counted, not an article.
    fn only_one(&self, figure: &Figure) -> bool {
        let text = self.text;
        let from = figure.start.saturating_sub(2).max(self.floor);
        let only = (from..figure.start).any(|at| matches!(text.char(at), '仅' | '只' | '才'))
            && matches!(text.char(figure.start - 1), '仅' | '只' | '才' | '有' | '剩');
        let person = figure.unit.is_some_and(|u| matches!(u.name, "名" | "位" | "人"));
        only && figure.kind == Kind::Count && (person || !text.class(figure.core_end).any(Class::HAN))
    }

    /// 六届四次全会, 人大二次会议: which session it is, not how many.
    fn in_session(&self, figure: &Figure) -> bool {
        let text = self.text;
        let meets = matches!(text.char(figure.core_end), '全' | '会' | '党' | '常');
        let after_body = figure.start > 0 && matches!(text.char(figure.start - 1), '届' | '大' | '协' | '会' | '委');
        meets && (after_body || text.char(figure.number_start) == '二')
    }

    fn classify_bare(&self, figure: &Figure, before: char, after: char) -> QuantityClass {
        let text = self.text;
        let loose = figure.bounded || figure.approx != Approx::Exact || figure.upper.is_some();
        let followed = text.class(figure.core_end).any(Class::HAN);
        let quantity = match figure.form {
            Form::Arabic if loose => true,
            Form::Arabic if self.is_year(figure) => return QuantityClass::Date,
            Form::Arabic => !self.is_label(figure, before, after),
            Form::Run => false,
            Form::Place => loose,
            Form::Single => {
                let led = !text.class(figure.start.saturating_sub(1)).any(Class::HAN)
                    || figure.start == 0
                    || matches!(before, '是' | '为' | '于' | '到' | '至' | '第' | '前');
                let apart = !followed || matches!(after, '那' | '不' | '却' | '而' | '的') && before == '是';
                apart && led || figure.bounded
            }
            Form::Chinese => {
                let wide = figure.value.is_some_and(|v| v >= Decimal::ONE_HUNDRED)
                    || figure.value.is_some_and(|v| v < Decimal::ONE);
                // 百亿企业, 千万工程: places without a digit are words.
                let digits = number::digit(text.char(figure.number_start)).is_some();
                loose || wide && digits || !followed || text.class(figure.core_end).any(Class::NUMERAL)
            }
        };
        if quantity { QuantityClass::Quantity } else { QuantityClass::Name }
    }

    /// 2018 alone.
    fn is_year(&self, figure: &Figure) -> bool {
        figure.number_end - figure.number_start == 4
            && figure.value.is_some_and(|v| v >= Decimal::from(1949) && v < Decimal::from(2050))
    }

    /// Versions (2.0), ratios (3:7), attachments (附件2), shared numbers (14、16号线), keys of a register.
    fn is_label(&self, figure: &Figure, before: char, after: char) -> bool {
        let text = self.text;
        let digit = |at: usize| text.class(at).any(Class::DIGIT);
        let (start, end) = (figure.number_start, figure.core_end);
        let version = matches!(after, '.' | '_') || text.ends_with(end, ".0");
        let ratio = matches!(after, ':' | '∶') && digit(end + 1)
            || matches!(before, ':' | '∶') && start >= 2 && digit(start - 2);
        let attached = text.ends_with(start, "附件") || text.ends_with(start, "附表");
        let key = end - start >= 12;
        version || ratio || attached || key || self.shares_number(end)
    }

    /// Whether `、9、11号` follows.
    fn shares_number(&self, mut at: usize) -> bool {
        let text = self.text;
        let limit = at + LONGEST_LIST;
        while at < limit && matches!(text.char(at), '、' | '-') && text.class(at + 1).any(Class::DIGIT) {
            at += 1;
            while at < limit && text.class(at).any(Class::DIGIT) {
                at += 1;
            }
        }
        text.char(at) == '号'
    }

    /// Whether the figure is so many per period or per head: 每季度…1次, 每千人5批次.
    pub fn is_rate(&self, figure: &Figure) -> bool {
        let text = self.text;
        let from = figure.start.saturating_sub(PER_REACH).max(self.floor.saturating_sub(4));
        let start = (from..figure.start).rev().find(|&i| text.class(i).is_boundary()).map_or(from, |i| i + 1);
        let clause = start..figure.start;
        let per = clause.clone().rev().find(|&i| text.char(i) == '每');
        if let Some(per) = per {
            return per + 1 < figure.start && text.char(per + 1) != '一' && text.char(per + 1) != '个';
        }
        let minimum = matches!(figure.approx, Approx::AtLeast | Approx::AtMost);
        minimum && text.find(clause, "全年").is_some()
    }
}

/// How far a list of numbers is followed.
const LONGEST_LIST: usize = 24;

/// How far back 每 is looked for.
const PER_REACH: usize = 14;

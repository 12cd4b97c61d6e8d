//! What a figure is: a quantity, an article, a rank, a name, or part of a document number.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::number::Form;
use super::unit::{Habit, Unit};
use super::{Approx, Kind, QuantityClass, name};
use crate::text::{Class, Text};

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
        if one
            && matches!(figure.kind, Kind::Count | Kind::Duration | Kind::Score | Kind::Money | Kind::Area)
            && !loose
            && !self.is_rate(figure)
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
            let slogan =
                text.class(figure.core_end + 1).any(Class::NUMERAL) || matches!(first, '不' | '更' | '必' | '1');
            if slogan {
                return QuantityClass::Name;
            }
        }
        QuantityClass::Quantity
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
            // 2.0 is a version.
            Form::Arabic => loose || after != '.' && after != '_' && !text.ends_with(figure.core_end, ".0"),
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
                loose || wide || !followed || text.class(figure.core_end).any(Class::NUMERAL)
            }
        };
        if quantity { QuantityClass::Quantity } else { QuantityClass::Name }
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

/// How far back 每 is looked for.
const PER_REACH: usize = 14;

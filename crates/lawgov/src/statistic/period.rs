//! The period a figure covers.
//!
//! In: dates read by the quantity stage and the year reported on. Out: the nearest period named before the figure in its
//! sentence, or at the head of its line. A single day is no period.

use jiff::civil::{Date, date};

use super::Period;
use crate::quantity::{DateRange, Quantity, QuantityClass};
use crate::text::{Positions, Text};

/// The days of a calendar year.
fn year_days(year: i16) -> Option<DateRange> {
    let first = Date::new(year, 1, 1).ok()?;
    Some(DateRange { from: first, to: date(1, 12, 31).with().year(year).build().ok()? })
}

/// The period of a dated quantity: longer than a day.
pub(super) fn of_date(quantity: &Quantity) -> Option<Period> {
    let dates = quantity.dates?;
    let long = quantity.class == QuantityClass::Date && dates.from != dates.to;
    long.then_some(Period { span: quantity.span, dates })
}

/// The period that a word for this year or the last names, in a report on `year`.
pub(super) fn of_word(text: &Text, word: Positions, this: bool, year: Option<i16>) -> Option<Period> {
    let year = if this { year? } else { year?.checked_sub(1)? };
    Some(Period { span: text.span(word), dates: year_days(year)? })
}

//! The period a figure covers.
//!
//! In: dates read by the quantity stage and the year reported on. Out: the nearest period named before the figure in its
//! sentence, or at the head of its line. A single day is no period.

use jiff::civil::{Date, date};

use super::Period;
use super::grammar::{self, Words};
use crate::quantity::{DateRange, Quantity, QuantityClass};
use crate::text::Text;

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

/// The last period named by a word alone (今年以来, 去年), each sentence read once as the figures move forward.
#[derive(Debug, Default)]
pub(super) struct Named {
    sentence: usize,
    scanned: usize,
    last: Option<Period>,
}

impl Named {
    /// The last period named before `at` in the sentence that begins at `sentence`.
    pub fn before(&mut self, text: &Text, sentence: usize, at: usize, year: Option<i16>) -> Option<Period> {
        let year = year?;
        if self.scanned < sentence || self.sentence != sentence {
            *self = Self { sentence, scanned: sentence, last: None };
        }
        while self.scanned < at {
            let Some((len, words)) = grammar::word_at(text, self.scanned, at) else {
                self.scanned += 1;
                continue;
            };
            let named = if words.any(Words::THIS_YEAR) {
                Some(year)
            } else if words.any(Words::LAST_YEAR) {
                year.checked_sub(1)
            } else {
                None
            };
            if let Some(dates) = named.and_then(year_days) {
                self.last = Some(Period { span: text.span(self.scanned..self.scanned + len), dates });
            }
            self.scanned += len;
        }
        self.last
    }
}

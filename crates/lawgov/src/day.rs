//! Days as they are written in data and JSON: `2024-01-31`.

use std::fmt;

use jiff::civil::Date;

/// A day in words: year, month and day, of four, two and two digits.
#[derive(Clone, Copy)]
pub(crate) struct Iso(pub(crate) Date);

impl fmt::Display for Iso {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

pub(crate) fn iso(day: Date) -> String {
    Iso(day).to_string()
}

/// The day that is written; none for another form, or a day that no calendar has.
pub(crate) fn from_iso(text: &str) -> Option<Date> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let (month, day) = (i8::try_from(digits(5, 7)?).ok()?, i8::try_from(digits(8, 10)?).ok()?);
    dashes.then(|| Date::new(digits(0, 4)?, month, day).ok())?
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        for day in [date(1, 1, 1), date(1949, 10, 1), date(2024, 2, 29), date(9999, 12, 31)] {
            assert_eq!(iso(day), day.to_string());
            assert_eq!(from_iso(&iso(day)), Some(day));
        }
    }

    #[test]
    fn other_forms_and_days_that_never_come_are_none() {
        let wrong = [
            "",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1-31",
            "24-01-31",
            "2024/01/31",
            "20240131",
            "2024-01-31T00",
            "+024-01-31",
            "２０24-01",
            "2024-01-3一",
        ];
        for text in wrong {
            assert_eq!(from_iso(text), None, "{text}");
        }
    }
}

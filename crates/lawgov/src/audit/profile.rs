//! Profiles: the parts a report must have and its deadlines, as data. The 2019 inspection rule is built in.

use jiff::civil::Date;
use once_cell::sync::Lazy;
use toml::Spanned;

use crate::config::{self, form};
use crate::day::from_iso;
use crate::error::Error;
use crate::lang::Bilingual;
use crate::metadata::Level;
use crate::outline::Role;

static DEFAULT: Lazy<Profile> = Lazy::new(|| {
    let source = include_str!("../../data/profiles/rule-2019.toml");
    Profile::from_toml("rule-2019.toml", source).unwrap_or_else(|_| Profile {
        name: String::new(),
        first_year: None,
        mandated: Vec::new(),
        deadlines: Vec::new(),
    })
});

/// What a report must hold, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    name: String,
    /// The first year reported on that the rules are about.
    first_year: Option<i16>,
    mandated: Vec<Role>,
    deadlines: Vec<Deadline>,
}

/// Month and day in the year after the one reported on.
type Day = (i8, i8);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Deadline {
    /// Empty: every level.
    levels: Vec<Level>,
    report: Option<Day>,
    publish: Option<Day>,
}

impl Default for Profile {
    fn default() -> Self {
        DEFAULT.clone()
    }
}

impl Profile {
    /// Reads a profile. `file` is only named in errors.
    ///
    /// ```
    /// let profile = lawgov::Profile::from_toml("ours.toml", "name = 'ours'\nmandated = ['measures', 'next_steps']")?;
    /// let parser = lawgov::Parser::builder().profile(profile).build();
    /// # Ok::<(), lawgov::Error>(())
    /// ```
    ///
    /// # Errors
    /// When it is not TOML, or names a field, part, level or day that does not exist: with the file and the line.
    pub fn from_toml(file: &str, source: &str) -> Result<Self, Error> {
        let fault =
            |word: &Spanned<String>, message| Error::configuration(file, source, Some(word.span().start), message);
        let read: File = config::read(file, source, &FORM)?;
        let look_up = |word: &Spanned<String>, kind: Bilingual<&str>, known: &[&str]| {
            known.iter().position(|k| k == word.get_ref()).ok_or_else(|| {
                let (name, all) = (word.get_ref(), known.join(", "));
                let zh = format!("没有名为“{name}”的{}；可用的有：{all}", kind.zh);
                fault(word, Bilingual::new(zh, format!("unknown {} `{name}`; known are: {all}", kind.en)))
            })
        };
        let day = |word: Option<&Spanned<String>>| {
            word.map(|word| {
                let date = from_iso(&format!("2024-{}", word.get_ref()));
                date.map(|d| (d.month(), d.day())).ok_or_else(|| {
                    fault(
                        word,
                        Bilingual::new(
                            "期限写作月和日，例如 \"03-01\"",
                            "a deadline is a month and a day, like \"03-01\"",
                        ),
                    )
                })
            })
            .transpose()
        };
        let parts = PARTS.map(Role::as_str);
        let levels = LEVELS.map(Level::as_str);
        let mandated = read.mandated.iter().map(|w| look_up(w, PART, &parts).map(|i| PARTS[i]));
        // The first row that names a level counts: a later one for it would never be looked at.
        let named = read.deadlines.iter().flat_map(|row| &row.levels);
        config::no_repeats(file, source, &LEVEL, named.map(|level| (level, level.get_ref().as_str())))?;
        let deadlines = read.deadlines.iter().map(|row| {
            Ok(Deadline {
                levels: (row.levels.iter().map(|w| look_up(w, LEVEL, &levels).map(|i| LEVELS[i])))
                    .collect::<Result<_, _>>()?,
                report: day(row.report.as_ref())?,
                publish: day(row.publish.as_ref())?,
            })
        });
        Ok(Self {
            name: read.name,
            first_year: read.first_year,
            mandated: mandated.collect::<Result<_, _>>()?,
            deadlines: deadlines.collect::<Result<_, _>>()?,
        })
    }

    /// The profile's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the rules are about reports on `year`; a year that is not known is taken for a late one.
    #[must_use]
    pub fn binds(&self, year: Option<i16>) -> bool {
        self.first_year.is_none_or(|first| year.is_none_or(|year| year >= first))
    }

    /// Whether a report must have a part of this role.
    #[must_use]
    pub fn mandates(&self, role: Role) -> bool {
        self.mandated.contains(&role)
    }

    /// The last day in time for sending up a report on `year`.
    #[must_use]
    pub fn report_by(&self, year: i16, level: Option<Level>) -> Option<Date> {
        date(year, self.deadline(level)?.report?)
    }

    /// The last day in time for publishing a report on `year`.
    #[must_use]
    pub fn publish_by(&self, year: i16, level: Option<Level>) -> Option<Date> {
        date(year, self.deadline(level)?.publish?)
    }

    fn deadline(&self, level: Option<Level>) -> Option<&Deadline> {
        self.deadlines.iter().find(|d| d.levels.is_empty() || level.is_some_and(|l| d.levels.contains(&l)))
    }
}

fn date(year: i16, (month, day): Day) -> Option<Date> {
    Date::new(year.checked_add(1)?, month, day).ok()
}

const PART: Bilingual<&str> = Bilingual { zh: "报告部分", en: "part" };
const LEVEL: Bilingual<&str> = Bilingual { zh: "层级", en: "level" };
const FORM: Bilingual<&str> = Bilingual {
    zh: "配置文件要有 name 和 mandated，可以有 first_year 和若干 [[deadlines]]",
    en: "a profile has a name, mandated parts, maybe a first_year and any number of [[deadlines]]",
};
const PARTS: [Role; 5] = [Role::Measures, Role::Problems, Role::Causes, Role::FirstResponsible, Role::NextSteps];
const LEVELS: [Level; 6] =
    [Level::Central, Level::Province, Level::City, Level::County, Level::Township, Level::Department];

form! {
    /// A profile as written.
    struct File {
        name: String,
        first_year: Option<i16> = default,
        mandated: Vec<Spanned<String>>,
        deadlines: Vec<Row> = default,
    }
}

form! {
    struct Row {
        levels: Vec<Spanned<String>> = default,
        report: Option<Spanned<String>> = default,
        publish: Option<Spanned<String>> = default,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn the_built_in_profile() {
        let profile = Profile::default();
        assert_eq!(profile.name(), "rule-2019");
        assert!(PARTS.iter().all(|&part| profile.mandates(part)));
        assert!(profile.binds(Some(2019)) && profile.binds(None) && !profile.binds(Some(2018)));
        let day = |level| profile.report_by(2023, level).map(|d| d.to_string());
        assert_eq!(day(Some(Level::Township)).as_deref(), Some("2024-03-01"));
        assert_eq!(day(Some(Level::Province)).as_deref(), Some("2024-04-01"));
        assert_eq!(day(None).as_deref(), Some("2024-04-01"), "an unknown body gets the later day");
        assert_eq!(profile.publish_by(2023, Some(Level::County)).map(|d| d.to_string()).as_deref(), Some("2024-04-01"));
        assert_eq!(profile.report_by(i16::MAX, None), None);
    }

    #[test]
    fn errors_name_file_and_line() {
        let error = |source| Profile::from_toml("ours.toml", source).unwrap_err().to_string();
        assert!(error("name = 'x'\nmandated = ['measure']").starts_with("ours.toml:2: unknown part `measure`"));
        assert!(error("name = 'x'\nmandated = []\n[[deadlines]]\nreport = '02-31'").starts_with("ours.toml:4: "));
        assert!(error("name = 'x'\nmandated = []\nparts = 1").starts_with("ours.toml:3: unknown field `parts`"));
        assert!(error("mandated = []").contains("name"));
        let twice =
            "name = 'x'\nmandated = []\n[[deadlines]]\nlevels = ['city']\n[[deadlines]]\nlevels = ['county', 'city']";
        assert!(
            error(twice).starts_with("ours.toml:6: the level `city` is given before, in line 4; "),
            "{}",
            error(twice)
        );
        assert!(error("name = ").starts_with("ours.toml:1: "));
        let error = Profile::from_toml("ours.toml", "name = 'x'\nmandated = ['measure']").unwrap_err();
        assert!(error.message(Lang::Zh).starts_with("ours.toml:2：没有名为“measure”的报告部分"));
    }
}

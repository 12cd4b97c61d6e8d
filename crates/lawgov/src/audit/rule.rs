//! What a rule is. One file under `rules/` declares one rule with [`rule!`].

use std::fmt;
use std::str::FromStr;

use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::label::label;
use crate::lang::{Bilingual, Lang};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; often right as it stands.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl FromStr for Severity {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|s| s.as_str() == name).ok_or(())
    }
}

/// A fault the audit looks for.
#[non_exhaustive]
pub struct Rule {
    /// The code, `LG302`. Once released it never means anything else.
    pub code: &'static str,
    /// The readable name, accepted wherever the code is.
    pub name: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// The first version with this rule.
    pub since: &'static str,
    /// What is wrong, in one line.
    pub title: Bilingual<&'static str>,
    /// Why it matters and when the rule stays quiet.
    pub why: Bilingual<&'static str>,
    /// The law, standard or practice behind it.
    pub source: &'static str,
    /// A text in which the rule fires exactly once.
    pub fires: &'static str,
    /// A text like it in which the rule stays quiet.
    pub quiet: &'static str,
    pub(crate) check: fn(&Facts<'_>, &mut Sink<'_>),
}

impl Rule {
    /// The rule's page, in Markdown.
    #[must_use]
    pub fn explain(&self, lang: Lang) -> String {
        let [severity, since, source, fires, quiet] = match lang {
            Lang::Zh => ["级别", "自版本", "依据", "会报告", "不报告"],
            Lang::En => ["Severity", "Since", "Source", "Fires on", "Stays quiet on"],
        };
        let level = match lang {
            Lang::Zh => label("severity", self.severity.as_str(), lang),
            Lang::En => self.severity.as_str(),
        };
        format!(
            "## {code} {name}\n\n{title}\n\n{why}\n\n- {severity}{is}{level}\n- {since}{is}{version}\n- {source}{is}{basis}\n\n\
             {fires}{colon}\n\n```text\n{bad}\n```\n\n{quiet}{colon}\n\n```text\n{good}\n```\n",
            is = if lang == Lang::Zh { "：" } else { ": " },
            colon = if lang == Lang::Zh { "：" } else { ":" },
            code = self.code,
            name = self.name,
            title = self.title.get(lang),
            why = self.why.get(lang),
            version = self.since,
            basis = self.source,
            bad = self.fires.trim_matches('\n'),
            good = self.quiet.trim_matches('\n'),
        )
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

/// Declares the rule of a file as `static RULE`.
macro_rules! rule {
    (
        $code:ident $name:literal $severity:ident since $since:literal
        zh: $zh:literal $why_zh:literal
        en: $en:literal $why_en:literal
        source: $source:literal
        fires: $fires:literal
        quiet: $quiet:literal
        check: $check:path
    ) => {
        pub(crate) static RULE: crate::audit::rule::Rule = crate::audit::rule::Rule {
            code: stringify!($code),
            name: $name,
            severity: crate::audit::rule::Severity::$severity,
            since: $since,
            title: crate::lang::Bilingual { zh: $zh, en: $en },
            why: crate::lang::Bilingual { zh: $why_zh, en: $why_en },
            source: $source,
            fires: $fires,
            quiet: $quiet,
            check: $check,
        };
    };
}
pub(crate) use rule;

//! Themes: the eight systems of the 2021–2025 outline, Party leadership, and law-based society.

/// What a passage is about.
///
/// Source: 《法治政府建设实施纲要（2021—2025年）》, parts two to ten; law-based society from the evaluation systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Theme {
    /// T0 加强党的领导，完善推进机制.
    Leadership,
    /// T1 政府机构职能体系.
    Functions,
    /// T2 依法行政制度体系.
    Rules,
    /// T3 行政决策制度体系.
    Decisions,
    /// T4 行政执法工作体系.
    Enforcement,
    /// T5 突发事件应对体系.
    Emergency,
    /// T6 社会矛盾纠纷行政预防调处化解体系.
    Disputes,
    /// T7 行政权力制约和监督体系.
    Oversight,
    /// T8 法治政府建设科技保障体系.
    Digital,
    /// T9 法治社会：普法、公共法律服务、依法治理.
    Society,
}

impl Theme {
    /// All themes in order, T0 to T9.
    pub const ALL: [Self; 10] = [
        Self::Leadership,
        Self::Functions,
        Self::Rules,
        Self::Decisions,
        Self::Enforcement,
        Self::Emergency,
        Self::Disputes,
        Self::Oversight,
        Self::Digital,
        Self::Society,
    ];

    /// The name used in JSON and in catalogues.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leadership => "leadership",
            Self::Functions => "functions",
            Self::Rules => "rules",
            Self::Decisions => "decisions",
            Self::Enforcement => "enforcement",
            Self::Emergency => "emergency",
            Self::Disputes => "disputes",
            Self::Oversight => "oversight",
            Self::Digital => "digital",
            Self::Society => "society",
        }
    }

    /// The theme of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == name)
    }
}

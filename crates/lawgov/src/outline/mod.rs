//! Headings, their tree and their roles.
//!
//! In: the text. Out: lines, sections in order, and where the report itself begins and ends inside website chrome.

pub use chrome::is_report_title;
pub use numbering::begins_with_number;

pub(crate) mod body;
pub(crate) mod chrome;
pub(crate) mod date;
mod line;
pub(crate) mod numbering;
mod role;
mod tree;

use crate::text::{Positions, Span, Text};
use crate::theme::Theme;

/// The part a section plays in the report, as the 2019 inspection rule orders them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// How the Party and government heads discharged the first-responsible-person duty.
    FirstResponsible,
    /// Main measures and results.
    Measures,
    /// Shortcomings.
    Problems,
    /// Causes, alone.
    Causes,
    /// Shortcomings together with their causes.
    ProblemsAndCauses,
    /// Rectification.
    Rectification,
    /// Arrangements for the next year.
    NextSteps,
    /// Anything else.
    Other,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::FirstResponsible,
        Self::Measures,
        Self::Problems,
        Self::Causes,
        Self::ProblemsAndCauses,
        Self::Rectification,
        Self::NextSteps,
        Self::Other,
    ];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FirstResponsible => "first_responsible",
            Self::Measures => "measures",
            Self::Problems => "problems",
            Self::Causes => "causes",
            Self::ProblemsAndCauses => "problems_and_causes",
            Self::Rectification => "rectification",
            Self::NextSteps => "next_steps",
            Self::Other => "other",
        }
    }
}

/// A numbered (or bold-lead) section.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Section {
    /// Index in [`crate::Report::sections`].
    pub id: u32,
    /// The section this one lies in.
    pub parent: Option<u32>,
    /// Depth by meaning, from 1.
    pub level: u8,
    /// The number as written, `（一）`.
    pub marker: Span,
    /// The number read, if the marker is one.
    pub ordinal: Option<u32>,
    /// The heading without marker and final stop; empty when the item begins with body text.
    pub heading: Span,
    /// What the section is for.
    pub role: Role,
    /// Themes by weight, the main one first.
    pub themes: Vec<Theme>,
    /// From the marker to the end of the content, children included.
    pub span: Span,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Part of the title.
    Title,
    /// Website furniture: navigation, index tables, share bars.
    Chrome,
    /// The report's own document number, on a line of its own.
    Number,
    /// The addressee line.
    Recipients,
    /// Signature or date at the end.
    Signature,
    /// A list or table below the signature.
    Attachment,
    /// Anything of the report itself.
    Body,
}

/// A line without its blanks at either end; empty lines are left out.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub range: Positions,
    pub kind: LineKind,
}

/// The outline of one report.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub lines: Vec<Line>,
    pub sections: Vec<Section>,
    /// The year reported on.
    pub year: Option<i16>,
}

/// Reads lines and sections.
#[inline(never)]
pub(crate) fn read(text: &Text) -> Outline {
    let mut lines = line::split(text);
    chrome::mark(text, &mut lines);
    let year = date::reported_year(text, &lines);
    let mut headings = tree::headings(text, &lines);
    let named: Vec<_> = headings.iter().map(|h| role::Named::read(text, h.text.clone(), year)).collect();
    let mut sections = tree::build(text, &lines, &mut headings, &named);
    role::assign(text, &mut sections, &named, year);
    Outline { lines, sections, year }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a section: level, marker, heading, role.
    fn outline_of(original: &str) -> Vec<String> {
        let text = Text::new(original);
        let sections = read(&text).sections;
        let row =
            |s: &Section| format!("{} {} {} {}", s.level, text.slice(s.marker), text.slice(s.heading), s.role.as_str());
        sections.iter().map(row).collect()
    }

    /// The slices of the sections.
    fn slices(original: &str) -> Vec<String> {
        let text = Text::new(original);
        read(&text).sections.iter().map(|s| text.slice(s.span).to_owned()).collect()
    }

    fn kinds(original: &str) -> Vec<(LineKind, String)> {
        let text = Text::new(original);
        read(&text).lines.iter().map(|l| (l.kind, text.raw(l.range.clone()).to_owned())).collect()
    }

    #[test]
    fn parts_and_run_in_headings() {
        let text = "一、主要举措和成效\n（一）健全工作机制，压实各方责任。全年召开会议4次。\n（二）规范执法行为\n执法人员全部持证。\n二、存在的不足\n力量薄弱。\n三、下一步打算\n加强培训。";
        assert_eq!(
            outline_of(text),
            [
                "1 一、 主要举措和成效 measures",
                "2 （一） 健全工作机制，压实各方责任 measures",
                "2 （二） 规范执法行为 measures",
                "1 二、 存在的不足 problems",
                "1 三、 下一步打算 next_steps",
            ]
        );
        let slices = slices(text);
        assert!(slices[0].ends_with("全部持证。"), "{}", slices[0]);
        assert!(slices[1].ends_with("会议4次。"), "{}", slices[1]);
    }

    #[test]
    fn a_sentence_of_body_text_is_no_heading() {
        let text = "一、主要做法\n1.我镇成立了由镇长任组长、各站所负责人为成员的工作专班，先后召开推进会议6次，研究解决合同审查、案卷评查等方面的问题12个。\n2.加大宣传力度。全年发放手册300份。";
        assert_eq!(outline_of(text), ["1 一、 主要做法 measures", "3 1.  measures", "3 2. 加大宣传力度 measures"]);
    }

    #[test]
    fn numbers_repeat_skip_and_run_on() {
        let text = "一、工作开展情况\n（一）甲项工作\n内容。\n（三）乙项工作\n内容。\n（三）丙项工作\n内容。\n三、存在问题\n4、丁项工作。内容。";
        assert_eq!(
            outline_of(text),
            [
                "1 一、 工作开展情况 measures",
                "2 （一） 甲项工作 measures",
                "2 （三） 乙项工作 measures",
                "2 （三） 丙项工作 measures",
                "1 三、 存在问题 problems",
                "3 4、 丁项工作 problems",
            ]
        );
    }

    #[test]
    fn a_run_inside_a_part_lies_below_it() {
        let text = "一、工作成效\n内容。\n二、存在问题\n内容。\n三、下一步打算\n2025年，我镇重点做好以下工作：\n一、强化学法用法。内容。\n二、规范行政执法。内容。\n三、深化普法宣传。内容。\n四、化解矛盾纠纷。内容。";
        let rows = outline_of(text);
        assert_eq!(rows[3], "2 一、 强化学法用法 next_steps");
        assert_eq!(rows[6], "2 四、 化解矛盾纠纷 next_steps");
        let text = "一、2024年主要措施\n一、强化组织领导\n内容。\n二、规范决策程序\n内容。\n三、深化政务公开\n内容。\n二、存在的问题\n内容。\n三、2025年工作计划\n内容。";
        assert_eq!(
            outline_of(text),
            [
                "1 一、 2024年主要措施 measures",
                "2 一、 强化组织领导 measures",
                "2 二、 规范决策程序 measures",
                "2 三、 深化政务公开 measures",
                "1 二、 存在的问题 problems",
                "1 三、 2025年工作计划 next_steps",
            ]
        );
    }

    #[test]
    fn the_parent_or_a_bracket_is_missing() {
        let text = "（三）存在的主要问题\n（一）力量不足。内容。\n二)意识不强。内容。\n（三机制不全。内容。\n（ 四 ）保障不足。内容。";
        assert_eq!(
            outline_of(text),
            [
                "2 （三） 存在的主要问题 problems",
                "2 （一） 力量不足 problems",
                "2 二) 意识不强 problems",
                "2 （三 机制不全 problems",
                "2 （ 四 ） 保障不足 problems",
            ]
        );
    }

    #[test]
    fn a_part_numbered_like_its_children() {
        let text = "一、工作成效\n（一）甲项。内容。\n二、履职情况\n内容。\n（三）存在的主要问题\n（一）力量不足。内容。\n四、下一步打算\n内容。";
        assert_eq!(
            outline_of(text),
            [
                "1 一、 工作成效 measures",
                "2 （一） 甲项 measures",
                "1 二、 履职情况 measures",
                "1 （三） 存在的主要问题 problems",
                "2 （一） 力量不足 problems",
                "1 四、 下一步打算 next_steps",
            ]
        );
    }

    #[test]
    fn two_headings_on_one_line_and_debris_before_a_number() {
        let text = "[bookmark: _GoBack]一、主要举措　　（一）加强领导。内容。　　（二）加强培训。内容。\n**二、存在问题**\n内容。\n　三、下一步计划  内容很长，有一句话。";
        assert_eq!(
            outline_of(text),
            [
                "1 一、 主要举措 measures",
                "2 （一） 加强领导 measures",
                "2 （二） 加强培训 measures",
                "1 二、 存在问题 problems",
                "1 三、 下一步计划 next_steps",
            ]
        );
    }

    #[test]
    fn an_empty_heading_lies_at_its_number() {
        let text = Text::new("1.\u{3000}一、甲");
        let sections = read(&text).sections;
        assert!(sections.iter().all(|s| s.span.contains(s.heading)), "{sections:?}");
    }

    #[test]
    fn a_report_in_one_paragraph() {
        let text = "现将2023年工作情况报告如下：一、主要举措。（一）强化领导。内容。（二）规范执法。内容。二、存在问题。力量不足。三、下一步打算。加强培训。";
        assert_eq!(
            outline_of(text),
            [
                "1 一、 主要举措 measures",
                "2 （一） 强化领导 measures",
                "2 （二） 规范执法 measures",
                "1 二、 存在问题 problems",
                "1 三、 下一步打算 next_steps",
            ]
        );
    }

    #[test]
    fn headings_that_end_in_a_colon_or_run_into_their_words_again() {
        let text = "一、存在的问题：一是力量不足。二是机制不全。\n（一）强化法治宣传强化法治宣传引导，组织各村、各单位利用赶集日发放资料、悬挂横幅、现场解答，累计受众两千人次，营造了浓厚氛围。";
        assert_eq!(outline_of(text), ["1 一、 存在的问题 problems", "2 （一） 强化法治宣传 problems"]);
    }

    #[test]
    fn what_looks_like_a_number_and_is_none() {
        let text = "一、工作成效\n12.4宪法宣传日，发放资料。\n1.5万元经费到位。\n一、二、三等奖各一名。\n全年有三、四级预案。二、三季度各演练一次。";
        assert_eq!(outline_of(text), ["1 一、 工作成效 measures"]);
    }

    #[test]
    fn roles_of_combined_and_silent_headings() {
        let text = "2024年，我县推进各项工作。\n一、强化组织领导\n内容。\n二、存在的短板弱项\n（一）主要问题\n内容。\n（二）产生问题的原因\n内容。\n（三）整改措施\n内容。\n三、2025年法治政府建设\n内容。\n四、其他需要报告的事项\n无。";
        assert_eq!(
            outline_of(text),
            [
                "1 一、 强化组织领导 measures",
                "1 二、 存在的短板弱项 problems",
                "2 （一） 主要问题 problems",
                "2 （二） 产生问题的原因 causes",
                "2 （三） 整改措施 rectification",
                "1 三、 2025年法治政府建设 next_steps",
                "1 四、 其他需要报告的事项 other",
            ]
        );
        for (heading, role) in [
            ("党政主要负责人履行第一责任人职责情况", "first_responsible"),
            ("存在问题、原因分析及整改情况", "problems_and_causes"),
            ("问题整改情况", "rectification"),
            ("存在不足的原因", "causes"),
            ("主要问题及下步工作打算", "problems"),
            ("下一年度主要工作安排", "next_steps"),
            ("着力解决群众反映的突出问题", "measures"),
            ("主要举措及取得的成效", "measures"),
        ] {
            assert_eq!(outline_of(&format!("一、{heading}\n内容。")), [format!("1 一、 {heading} {role}")]);
        }
    }

    #[test]
    fn furniture_title_salutation_and_signature() {
        use LineKind::{Body, Chrome, Recipients, Signature, Title};
        let text = "首页 > 政务公开 > 柏岭镇\n索 引 号：0012/2024-1\n发布日期：2024-01-31\n中共云阁县柏岭镇委员会\n柏岭镇人民政府\n关于2023年度法治政府建设情况的报告\n【字体：大 中 小】\n县委、县政府：\n2023年，我镇推进工作。\n一、主要举措\n内容。\n特此报告。\n中共云阁县柏岭镇委员会\n柏岭镇人民政府\n2024年1月12日\n打印本页 关闭窗口\n相关报道：\n柏岭镇召开会议";
        let kinds: Vec<LineKind> = kinds(text).into_iter().map(|(k, _)| k).collect();
        assert_eq!(
            kinds,
            [
                Chrome, Chrome, Chrome, Title, Title, Title, Chrome, Recipients, Body, Body, Body, Signature,
                Signature, Signature, Signature, Chrome, Chrome, Chrome
            ]
        );
        assert_eq!(slices(text), ["一、主要举措\n内容。"]);
    }

    #[test]
    fn a_signature_at_the_end_of_the_last_paragraph() {
        let text = "一、工作打算\n继续加强培训。　　柏岭镇人民政府　2024年1月12日";
        assert_eq!(slices(text), ["一、工作打算\n继续加强培训。"]);
        assert_eq!(kinds(text)[2], (LineKind::Signature, "柏岭镇人民政府　2024年1月12日".to_owned()));
    }

    #[test]
    fn hostile_text_is_read_in_linear_time() {
        for unit in [
            "一、",
            "（一）\n",
            "一、一、\n",
            "。一、",
            "一是",
            "　（一）",
            "[a",
            "|来源",
            "（一",
            "1.",
            "一、甲。\n\n",
            "2024年1月1日\n",
        ] {
            let text = unit.repeat(200_000 / unit.len());
            let folded = Text::new(&text);
            let outline = read(&folded);
            assert!(outline.sections.iter().all(|s| s.span.end as usize <= text.len()));
        }
    }
}

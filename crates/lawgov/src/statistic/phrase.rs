//! What is counted and by which act: the noun and the verb around one figure.
//!
//! In: a figure and the stretches of its clause on both sides. Out: subject, action, change. It does not parse whole
//! sentences: the genre says verb–noun–figure (发放资料200份), verb–figure–noun (聘请2名律师) or noun–verb–figure
//! (纠纷下降8%), and what is elided is carried over from the figure before.

use once_cell::sync::Lazy;

use super::grammar::{self, Token, Words};
use crate::lexicon::{Table, Trie};
use crate::text::{Class, Positions, Text};

/// What stands around one figure.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    pub subject: Option<Positions>,
    /// What stands for the subject where nothing else does: who acts (监察员培训40学时).
    pub spare: Option<Positions>,
    /// The deed that is counted where nothing else is (全年复议4件).
    pub deed: Option<Positions>,
    /// The parts of a coordinated subject, when there are several.
    pub parts: Vec<Positions>,
    pub action: Option<Positions>,
    /// The act that ends the name of an event, where nothing governs it (中心组专题学习3次).
    pub named: Option<Positions>,
    /// The change verb that governs the figure, when the figure is the amount of the change.
    pub change: Option<Words>,
    /// Whether a verb leads to the figure as to a level (增至, 压缩到).
    pub level: bool,
    /// The word that leads to the level (达到, 占, 控制在).
    pub reaches: Option<Positions>,
    /// Whether 从 or 由 marks the figure as an earlier level.
    pub from: bool,
    /// Whether 的 leads to the figure, so that what stands before it modifies what follows (清单的34项任务).
    pub modifies: bool,
    /// Whether only the whole area stands before the figure (全镇40个网格).
    pub scope: bool,
    /// Whether 对 or 将 opens what modifies the noun after the figure, so that its verb comes late (对印发的47件文件进行清理).
    pub disposed: bool,
    /// Whether the noun stands after the figure.
    pub follows: bool,
    /// Whether the verb before the figure yields to one after it (组织12名干部参加).
    pub yields: bool,
    /// Where the noun after the figure ends; the figure's end when the noun stands before it.
    pub end: usize,
}

/// How the unit of a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Events: 次 场 期. A verb before them is what was held (学习6次).
    Events,
    /// People: 人次 名. Who takes part is counted, not what in (干部参加考试60人).
    People,
    /// Per cent and multiples: sizes, or amounts of change.
    Ratio,
    /// Anything else: a verb before them is what was done to them (调解38起).
    Things,
}

impl Sort {
    /// Whether a verb before the figure is what was done to what is counted.
    fn is_handled(self) -> bool {
        matches!(self, Self::Things | Self::People)
    }
}

/// How a figure stands to the one before it in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Not known.
    Free,
    /// The figure before had its noun before it: lists keep one order.
    NounFirst,
    /// The list names deeds that one verb governs: 办理公证20件、司法鉴定30件.
    Deeds,
}

impl List {
    pub fn of(noun_first: bool) -> Self {
        if noun_first { Self::NounFirst } else { Self::Free }
    }
}

/// Longest stretch looked at on either side of a figure.
const REACH: usize = 60;

/// The part of `start..figure` that is near enough to a figure to bear on it.
pub(super) fn reach(start: usize, figure: usize) -> Positions {
    start.max(figure.saturating_sub(REACH))..figure
}

/// Where what bears on a figure ends after it, at most at `end`.
pub(super) fn ahead(figure: usize, end: usize) -> usize {
    end.min(figure + REACH).max(figure)
}

/// Reads the phrase around `figure`, with `left` the text before it in its clause and `right` the text after it.
///
/// `list` says how the figure before it in the clause stands; `tokens` is scratch space.
pub(super) fn read(
    text: &Text,
    left: Positions,
    figure: &Positions,
    right: Positions,
    sort: Sort,
    list: List,
    tokens: &mut Vec<Token>,
) -> Phrase {
    let mut left = text.trim(reach(left.start, left.end));
    // 罚没金额：12万元
    if !left.is_empty() && text.char(left.end - 1) == ':' {
        left = text.trim(left.start..left.end - 1);
    }
    // 开展合法性审核、9份制度: what a list mark closes is of the figure before.
    if !left.is_empty() && text.char(left.end - 1) == '、' {
        left.start = left.end;
    }
    let right = figure.end..ahead(figure.end, right.end);
    // 13个乡镇中仅5个保留队伍: what follows is said of the five.
    let divided = left.start > 0 && text.char(left.start - 1) == '中';
    let mut phrase = before(text, left, sort, list, tokens);
    // 经复议后八成案件和解
    phrase.subject = phrase.subject.filter(|s| s.len() < 3 || text.char(s.end - 1) != '后');
    let noun_before = phrase.subject.is_some();
    let among = phrase.subject.clone().filter(|s| s.len() > 2 && text.char(s.end - 1) == '中');
    if let Some(among) = &among {
        phrase.subject = Some(among.start..among.end - 1);
    }
    let after = after(text, right, tokens);
    phrase.from &= after.levels;
    phrase.end = figure.end;
    if let Some(n) = after.noun.filter(|n| !(divided && begins_with_act(text, n))) {
        // A noun on both sides: 干部12人参加培训 and 受理率100%的目标 keep the one before, and so does a list that began so.
        let keeps = noun_before
            && (after.verb_first
                || phrase.action.is_some() && begins_with_acts(text, &n)
                || among.is_some()
                || list != List::Free && !after.possessive
                || sort == Sort::Ratio && !after.possessive);
        let rated = sort == Sort::Ratio && phrase.subject.as_ref().is_some_and(|s| ends_with_rate(text, s));
        if !keeps && !rated && phrase.change.is_none() {
            phrase.end = n.end + usize::from(after.divides);
            phrase.subject = Some(n);
            phrase.follows = true;
            phrase.parts.clear();
        }
    }
    if !noun_before && let Some(noun) = after.relative.filter(|_| phrase.change.is_none()) {
        phrase.end = noun.end;
        phrase.subject = Some(noun);
        phrase.follows = true;
        phrase.action = phrase.action.or(after.late);
    }
    if phrase.action.is_none() || (phrase.yields || phrase.disposed) && phrase.follows {
        phrase.action = after.verb.or(phrase.action);
    }
    phrase
}

/// The first verb of `range`, for a figure whose verb comes late: 对8个乡镇、12个部门开展督察.
pub(super) fn late_verb(text: &Text, range: Positions, tokens: &mut Vec<Token>) -> Option<Positions> {
    grammar::tokens(text, range.start..ahead(range.start, range.end), tokens);
    let verb = tokens.iter().position(|t| t.words.any(Words::VERB.or(Words::CHANGE)));
    let act = tokens.iter().position(|t| t.words.any(Words::ACT));
    let index = verb.or(act)?;
    // 开展法治督察: the deed says what was done.
    let deed = tokens[index + 1..]
        .iter()
        .rfind(|t| tokens[index].words.any(Words::LIGHT) && t.words.any(Words::ACT.or(Words::DEED)));
    Some(deed.unwrap_or(&tokens[index]).range.clone())
}

/// What stands before a figure.
fn before(text: &Text, left: Positions, sort: Sort, list: List, tokens: &mut Vec<Token>) -> Phrase {
    let mut phrase = Phrase::default();
    grammar::tokens(text, left.clone(), tokens);
    let (end, count) = leading_words(text, &left, tokens, &mut phrase);
    settle(text, left.start, end, &mut tokens[..count]);
    phrase.disposed = phrase.modifies
        && tokens.first().is_some_and(|t| t.range.len() == 1 && matches!(text.char(t.range.start), '对' | '将' | '把'));
    phrase.scope = count == 0 && end == left.start && tokens.first().is_some_and(|t| t.words.any(Words::SCOPE));
    let tokens = &tokens[..count];
    let last = tokens.last().filter(|t| t.range.end == end);
    if last.is_some_and(|t| {
        t.words.any(Words::CHANGE)
            || phrase.level
                && t.words.any(Words::VERB.or(Words::ACT))
                && !t.words.any(Words::FUTURE.or(Words::INTENT))
                && t.range.start > left.start
    }) {
        // 公文下降8%, 审批时限压缩至5天, 事项精简为300项
        let (cluster, first) = cluster(text, tokens, count - 1);
        let verb = &tokens[count - 1];
        phrase.level |= matches!(text.char(verb.range.end - 1), '至' | '到');
        phrase.change = (!phrase.level && verb.words.any(Words::CHANGE)).then_some(verb.words);
        phrase.action = Some(cluster.clone());
        // 时限较法定时限压缩20%: the noun stands before the comparison.
        let than = tokens[..first].iter().position(|t| {
            // 与上年相比, but 管理与服务下降
            let against = text.char(t.range.start) != '与' || text.find(t.range.end..end, "相比").is_some();
            t.words.any(Words::COMPARE) && against
        });
        let (end, first) = than.map_or((cluster.start, first), |i| (tokens[i].range.start, i));
        let (end, count) = without_tail(text, left.start, end, &tokens[..first]);
        let start = opening(text, &tokens[..count], left.start, end, true);
        phrase.set_subject(text, noun_in(text, start..end));
        return phrase;
    }
    // 每万人配备监察员仅6名, but not 通过考试的仅4人
    let merely = phrase.reaches_by_verb(text).is_none()
        && text.char(end) != '的'
        && tokens.iter().any(|t| t.words.any(Words::VERB) && !t.words.any(Words::STOCK));
    if phrase.reaches.is_some() && !merely {
        // 持证人员达到16名, 推动办结率达到98%: what reaches the level is the whole noun.
        // 办结率力争达到98%
        let aims = last.filter(|t| t.words.any(Words::FUTURE.or(Words::INTENT)) && t.range.start > left.start);
        let end = aims.map_or(end, |t| text.trim(left.start..t.range.start).end);
        let start = opening(text, tokens, left.start, end, true);
        let start = before_rate(text, tokens, left.start, start..end);
        phrase.set_subject(text, noun_in(text, start..end));
        phrase.action = phrase.reaches_by_verb(text);
        return phrase;
    }
    if list == List::Deeds && last.is_some_and(|t| t.words.any(Words::PREDICATE)) {
        let noun = noun_in(text, left.start..end);
        if !begins_with_act(text, &noun) {
            phrase.set_subject(text, noun);
            return phrase;
        }
    }
    match governing(text, tokens, left.start, end, sort) {
        // 执法力量下沉比例60%: the verb is part of the name.
        Governing::Object(index)
            if sort == Sort::Ratio
                && !tokens[index].words.any(Words::COVERB.or(Words::LIGHT).or(Words::CHANGE))
                && end - tokens[index].range.end <= 3
                && ends_with_rate(text, &(tokens[index].range.end..end))
                && opening(text, &tokens[..index], left.start, tokens[index].range.start, true)
                    < tokens[index].range.start =>
        {
            let start = opening(text, &tokens[..index], left.start, end, true);
            phrase.set_subject(text, noun_in(text, start..end));
        }
        Governing::Object(index) => {
            let (cluster, first) = cluster(text, tokens, index);
            let verb = &tokens[index];
            // 压缩至法定时限的27%
            let level = matches!(text.char(verb.range.end - 1), '至' | '到')
                || tokens.get(index + 1).is_some_and(|t| {
                    t.range.start == verb.range.end && t.words.any(Words::LEVEL) && !t.words.any(Words::REACH)
                });
            phrase.change = (!phrase.level && !level && verb.words.any(Words::CHANGE)).then_some(verb.words);
            phrase.action = Some(cluster.clone());
            phrase.yields = verb.words.any(Words::COVERB);
            if verb.words.any(Words::THAN) {
                return phrase;
            }
            if sort == Sort::People && verb.words.any(Words::ATTEND) {
                let start = opening(text, &tokens[..first], left.start, cluster.start, false);
                let actor = noun_in(text, start..cluster.start);
                if ends_with_actor(text, &actor) {
                    phrase.set_subject(text, actor);
                    return phrase;
                }
            }
            // 接到热线转派工单: a verb inside the noun phrase cuts it; the first verb governs.
            let inner = tokens[index + 1..].iter().rfind(|t| t.words.any(Words::RELATIVE) && t.range.end < end);
            let start = inner.map_or(cluster.end, |t| t.range.end);
            let noun = noun_in(text, start..end);
            // 移送公安机关9件: what is handed over was named before.
            if !(verb.words.any(Words::TRANSFER) && ends_with_actor(text, &noun)) {
                phrase.set_subject(text, noun);
            } else if sort.is_handled() {
                // 涉林案件移交林业局1起
                let start = opening(text, &tokens[..first], left.start, cluster.start, true);
                let named = noun_in(text, start..cluster.start);
                if !ends_with_actor(text, &named) {
                    phrase.set_subject(text, named);
                }
            }
            if phrase.subject.is_none() && phrase.level {
                let start = opening(text, &tokens[..index], left.start, cluster.start, true);
                phrase.set_subject(text, noun_in(text, start..cluster.start));
            }
        }
        Governing::Alone(index) => {
            let (cluster, first) = cluster(text, tokens, index);
            phrase.yields = tokens[index].words.any(Words::COVERB);
            phrase.action = Some(cluster.clone());
            let held = tokens[index].words.any(Words::ACT.or(Words::DEED)) || first < index;
            let attended = sort == Sort::Events && tokens[index].words.any(Words::ATTEND);
            let actor = attended.then(|| {
                noun_in(text, opening(text, &tokens[..first], left.start, cluster.start, false)..cluster.start)
            });
            if let Some(actor) = actor.filter(|a| ends_with_actor(text, a)) {
                // 负责人出庭3次
                phrase.set_subject(text, actor);
            } else if sort == Sort::Events && tokens[index].words.any(Words::INSTRUMENT) {
                // 宣讲进社区12场: into where it went is what was done.
                let into = tokens[first..].iter().find(|t| t.words.any(Words::INSTRUMENT)).unwrap_or(&tokens[index]);
                let before = opening(text, &tokens[..first], left.start, into.range.start, false);
                phrase.set_subject(text, noun_in(text, before..into.range.start));
            } else if sort == Sort::Events && held {
                phrase.set_subject(text, cluster);
            } else if sort == Sort::Events {
                // 常务会议全年召开16次 counts meetings, 旁听2次 hearings.
                let (stop, count) = without_tail(text, left.start, cluster.start, &tokens[..first]);
                let start = opening(text, &tokens[..count], left.start, stop, false);
                let topic = noun_in(text, start..stop.max(start));
                phrase.set_subject(text, if topic.is_empty() { cluster } else { topic });
            } else {
                // 案件共审结64件
                let total = tokens[..first].last().filter(|t| {
                    t.range.end == cluster.start && t.words.any(Words::TOTAL) && !t.words.any(Words::PREDICATE)
                });
                let stop = total.map_or(cluster.start, |t| t.range.start);
                let start = opening(text, &tokens[..first - usize::from(total.is_some())], left.start, stop, false);
                let actor = noun_in(text, start..stop.max(start));
                // 持证人员只有6人, 负责人出庭29件: what it has is whom it counts.
                let attends =
                    tokens[index].words.any(Words::ATTEND) && (sort == Sort::People || ends_with_actor(text, &actor));
                let stock = tokens[index].words.any(Words::STOCK) || attends;
                if !actor.is_empty() && (stock || !ends_with_actor(text, &actor)) {
                    // 合同送审118份 counts contracts, 风险评估26件 counts assessments.
                    let done = attends || tokens[index].words.any(Words::ACT.or(Words::VERB));
                    // 涉企检查60家次
                    let whole = !done || is(text, &actor, Words::WORD.or(Words::ADVERB));
                    phrase.set_subject(text, if whole { actor.start..cluster.end } else { actor });
                } else if actor.is_empty() {
                    let counted = sort != Sort::People || tokens[index].words.any(Words::STOCK);
                    phrase.deed = (counted && tokens[index].words.any(Words::DEED)).then_some(cluster);
                } else {
                    phrase.spare = Some(actor);
                }
            }
        }
        Governing::None => {
            let start = opening(text, tokens, left.start, end, false);
            // 热线交办诉求60件
            let inner =
                tokens.iter().rfind(|t| t.words.any(Words::RELATIVE) && t.range.start > start && t.range.end < end);
            let source = inner.map(|t| t.range.clone());
            let start = inner.map_or(start, |t| t.range.end);
            phrase.set_subject(text, noun_in(text, start..end));
            // 中心组专题学习3次: the whole is the name, and its last word the act.
            let act = last.filter(|t| sort == Sort::Events && t.words.any(Words::DEED.or(Words::ACT).or(Words::NAMED)));
            // 罚款5万元: a noun that is a verb too.
            let both = last.filter(|t| t.words.any(Words::CLOSES) && t.words.any(Words::WORD.or(Words::RATE)));
            // 开展法规学习12次，政策学习6次: a mere noun leaves the act to the verb before it.
            let own = act.filter(|t| t.words.any(Words::ACT.or(Words::NAMED))).or(both);
            phrase.action = own.map(|t| t.range.clone());
            phrase.named = act.map(|t| t.range.clone()).or(source);
        }
    }
    // 食品案件占总数的四成
    if sort == Sort::Ratio
        && phrase.change.is_none()
        && let Some(share) = share(text, tokens)
    {
        if phrase.modifies && share.start > left.start {
            let start = opening(text, tokens, left.start, share.start, false);
            phrase.set_subject(text, noun_in(text, start..share.start));
        }
        phrase.action = Some(share);
    }
    phrase
}

/// Makes verbs of the words that are verbs only where they stand: at the figure (罚2万元, 在岗27名) or where a clause opens
/// or after who acts (审合同154份), and changes of those that are so only after a comparison (比上年少30件).
fn settle(text: &Text, start: usize, end: usize, tokens: &mut [Token]) {
    // 较上年60次少了两成: what it is compared with is a figure.
    let (mut compared, mut governed) = (start > 0 && !text.class(start - 1).is_boundary(), false);
    for i in 0..tokens.len() {
        let Token { range, words } = tokens[i].clone();
        compared |= words.any(Words::COMPARE.or(Words::PREVIOUS_YEAR).or(Words::PREVIOUS_PERIOD));
        if compared && range.end == end && words.any(Words::LESS.or(Words::MORE)) {
            tokens[i].words = words.or(if words.any(Words::LESS) { Words::DOWN } else { Words::UP });
        } else if words.any(Words::CLOSES)
            && range.end == end
            && !words.any(Words::WORD.or(Words::RATE))
            && if range.len() > 1 { !governed } else { led(text, start, tokens, i) }
            || words.any(Words::OPENS) && range.end + 1 < end && led(text, start, tokens, i)
        {
            tokens[i].words = words.or(Words::VERB);
        }
        // 办理退税60件: what another verb governs is a noun.
        governed |= words.any(Words::VERB.or(Words::LIGHT)) && !words.any(Words::COVERB);
    }
}

/// Whether token `i` opens the stretch, or what stands before it can come before a verb: who acts, when, how.
fn led(text: &Text, start: usize, tokens: &[Token], i: usize) -> bool {
    let at = tokens[i].range.start;
    if at == start || matches!(text.char(at - 1), '”' | ')' | '》') || text.class(at - 1).any(Class::LIST) {
        return true;
    }
    let how = Words::ADVERB.or(Words::FRAME).or(Words::TOTAL).or(Words::MODIFIER).or(Words::SCOPE).or(Words::INTENT);
    let how = how.or(Words::PREVIOUS_YEAR).or(Words::PREVIOUS_PERIOD);
    // 庭 and 所 act, but 庭审 and 所办 are other words.
    let named = Words::ACTOR.or(Words::ORG).or(Words::PLACE).or(Words::WORD).or(Words::HEAD);
    let who = |t: &Token| t.range.len() > 1 && t.words.any(named);
    i > 0 && tokens[i - 1].range.end == at && (tokens[i - 1].words.any(how) || who(&tokens[i - 1]))
}

/// Where the name of a rate begins that is `range` without the deed it is of: 联合抽查占比, 案卷评查覆盖面.
fn before_rate(text: &Text, tokens: &[Token], start: usize, range: Positions) -> usize {
    let deed = tokens.iter().position(|t| {
        t.range.end == range.start
            && t.words.any(Words::ACT.or(Words::DEED))
            && !t.words.any(Words::VERB.or(Words::LIGHT))
    });
    match deed.filter(|_| is(text, &range, Words::RATE)) {
        Some(deed) => opening(text, &tokens[..deed], start, tokens[deed].range.start, false),
        None => range.start,
    }
}

/// The 占 that leads to a share.
fn share(text: &Text, tokens: &[Token]) -> Option<Positions> {
    let alone = |t: &&Token| t.range.len() == 1 && text.char(t.range.start) == '占';
    tokens.iter().rfind(alone).map(|t| t.range.clone())
}

/// Takes off the words that lead to a figure and name nothing: 共计, 达, 了, 每千人. Returns where the rest ends and how
/// many tokens it has.
fn leading_words(text: &Text, left: &Positions, tokens: &[Token], phrase: &mut Phrase) -> (usize, usize) {
    let closing = Words::TOTAL.or(Words::ADVERB).or(Words::FRAME).or(Words::LEVEL).or(Words::PREVIOUS_YEAR);
    let closing = closing.or(Words::PREVIOUS_PERIOD);
    let (mut end, mut count) = (left.end, tokens.len());
    loop {
        while let Some(base) = base_of_rate(text, left.start..end) {
            end = base;
        }
        while end > left.start && matches!(text.char(end - 1), '“' | '(') {
            end -= 1;
        }
        while count > 0 && tokens[count - 1].range.end > end {
            count -= 1;
        }
        let Some(token) = tokens[..count].last().filter(|t| t.range.end == end) else { break };
        let of = token.words.any(Words::MODIFIER) && matches!(text.char(end - 1), '的' | '了' | '有' | '来');
        if !(token.words.any(closing) || of) || token.words.any(Words::PREDICATE.or(Words::RATE).or(Words::THAN)) {
            break;
        }
        if token.words.any(Words::LEVEL) {
            phrase.level = true;
            if token.words.any(Words::REACH) {
                phrase.reaches.get_or_insert(token.range.clone());
            }
        }
        phrase.modifies |= end == left.end && text.char(end - 1) == '的';
        phrase.from |= token.range.len() == 1 && matches!(text.char(token.range.start), '从' | '由');
        end = text.trim(left.start..token.range.start).end;
        count -= 1;
    }
    (end, count)
}

/// The end of a noun without the words between it and its verb: 死亡人数同比分别下降.
fn without_tail(text: &Text, start: usize, end: usize, tokens: &[Token]) -> (usize, usize) {
    let tail = Words::TOTAL.or(Words::ADVERB).or(Words::PREVIOUS_YEAR).or(Words::PREVIOUS_PERIOD).or(Words::FRAME);
    let (mut end, mut count) = (end, tokens.len());
    while let Some(token) = tokens[..count].last().filter(|t| t.range.end == end && t.words.any(tail)) {
        if token.words.any(Words::RATE) {
            break;
        }
        end = text.trim(start..token.range.start).end;
        count -= 1;
    }
    (end, count)
}

impl Phrase {
    /// The word that leads to the level, where it is a verb (达到, but not 仅).
    pub fn reaches_by_verb(&self, text: &Text) -> Option<Positions> {
        self.reaches.clone().filter(|r| !is(text, r, Words::ADVERB))
    }

    fn set_subject(&mut self, text: &Text, noun: Positions) {
        if !noun.is_empty() && !names_nothing(text, &noun) {
            self.parts = coordinates(text, noun.clone());
            self.subject = Some(noun);
        }
    }
}

/// Whether what stands before a figure is no noun: a comparison (比2020年), a copula (是上年), a single word that is a verb
/// or tells how.
fn names_nothing(text: &Text, range: &Positions) -> bool {
    // 在全国截获的有两种, 12350举报321件
    if text.char(range.end - 1) == '的' || range.clone().all(|at| text.class(at).any(Class::DIGIT)) {
        return true;
    }
    let Some((len, words)) = grammar::word_at(text, range.start, range.end) else {
        return text.char(range.start) == '是';
    };
    if len == range.len() {
        let verbal = Words::CLOSES.or(Words::OPENS).or(Words::LESS).or(Words::MORE).or(Words::ADVERB);
        let noun = Words::DEED.or(Words::ACT).or(Words::RATE).or(Words::ACTOR).or(Words::WORD);
        return words.any(verbal) && !words.any(noun);
    }
    words.any(Words::COMPARE) && text.char(range.start) != '与' || len == 1 && text.char(range.start) == '是'
}

/// Which verb governs the figure.
enum Governing {
    /// The token governs the noun between it and the figure.
    Object(usize),
    /// The token stands at the figure, its object elided or none.
    Alone(usize),
    None,
}

fn governing(text: &Text, tokens: &[Token], start: usize, end: usize, sort: Sort) -> Governing {
    let nounal = Words::ACT.or(Words::DEED);
    // The run of verbs that touches the figure: 完成整改, 调解成功, 学习.
    let run = tokens.iter().enumerate().rev().scan(end, |at, (i, t)| {
        // 采纳或部分采纳
        let joined = *at < end && *at == t.range.end + 1 && joins(text, t.range.end);
        let touches = t.range.end == *at && t.words.any(nounal.or(Words::VERB).or(Words::COMPLEMENT))
            || joined && t.words.any(Words::VERB.or(Words::ACT));
        *at = t.range.start;
        touches.then_some(i)
    });
    let run = run.last().unwrap_or(tokens.len());
    let inside = inside_until(text, start, end);
    let mut chosen: Option<usize> = None;
    for (i, token) in tokens.iter().enumerate() {
        let relative = token.words.any(Words::RELATIVE) && !token.words.any(Words::VERB);
        // A verb before 的 or 等 is part of the noun, unless nothing governs before it.
        if relative || token.range.end <= inside && chosen.is_some() {
            continue;
        }
        if chosen.is_some_and(|verb| part_of_object(text, tokens, verb, i)) || planned_object(tokens, i) {
            continue;
        }
        if token.words.any(Words::VERB.or(Words::CHANGE).or(Words::THAN)) {
            chosen = Some(i);
        } else if token.words.any(nounal)
            && i < run
            && token.range.end < end
            && governs(text, tokens, i, chosen, start, end)
        {
            chosen = match chosen {
                // 召开研究法治工作会议: the meeting is what is held.
                Some(verb) if ends_with_event(text, end) && !tokens[verb].words.any(Words::COVERB) => Some(verb),
                _ => Some(i),
            };
        }
    }
    let Some(last) = tokens.len().checked_sub(1) else { return Governing::None };
    let run_start = tokens.get(run).map_or(end, |t| t.range.start);
    // 接待咨询800人次: the deed is the noun of the verb before it.
    let deed = run < last && !tokens[last].words.any(Words::ACT.or(Words::VERB).or(Words::COMPLEMENT));
    let verbal = last > 0 && tokens[last - 1].words.any(Words::ACT.or(Words::VERB));
    // 进校园宣讲20场: into where is no verb of the deed.
    let deed = deed && !tokens[last - 1].words.any(Words::INSTRUMENT);
    if deed
        && chosen.is_none_or(|v| v >= run)
        && (verbal || opening(text, &tokens[..run], start, run_start, false) == run_start)
    {
        return Governing::Object(last - 1);
    }
    // 收到反馈60条: the verb has to have an object, and the last word is it.
    let needy = (run..last).find(|&v| sort.is_handled() && tokens[v].words.any(Words::NEEDS));
    match chosen {
        Some(verb) if verb >= run && needy.is_some() => Governing::Object(needy.unwrap_or(verb)),
        Some(verb) if verb >= run => Governing::Alone(last),
        Some(verb) if run < tokens.len() => {
            let direct = tokens[verb].range.end == run_start;
            // Only verbs between the governing one and the figure: 开展检查20次, but 完成整改20处. A coverb yields: 通过平台立案20件.
            if sort.is_handled() && (direct || tokens[verb].words.any(Words::COVERB)) {
                Governing::Alone(last)
            } else {
                Governing::Object(verb)
            }
        }
        Some(verb) => Governing::Object(verb),
        None if run < tokens.len() => {
            let opened = opening(text, &tokens[..run], start, run_start, false);
            let acted = opened == run_start || ends_with_actor(text, &(opened..run_start));
            if sort.is_handled() || acted { Governing::Alone(last) } else { Governing::None }
        }
        None => Governing::None,
    }
}

/// Whether token `i` is a verb in the name of what token `verb` governs: 承接上级下放事项, 发展在线纠纷解决(ODR)企业.
fn part_of_object(text: &Text, tokens: &[Token], verb: usize, i: usize) -> bool {
    let (governing, token) = (&tokens[verb], &tokens[i]);
    let gap = governing.range.end..token.range.start;
    if governing.words.any(Words::COVERB.or(Words::LIGHT)) || gap.is_empty() {
        return false;
    }
    let source = token.words.any(Words::RELATIVE) && gap.len() <= 4 && !ends_with_event(text, gap.end);
    let plain = tokens[verb + 1..i].iter().all(|t| t.words.any(Words::FRAME))
        && !gap.clone().any(|at| text.class(at).any(Class::LIST));
    plain && (source || text.char(token.range.end) == '(')
}

/// Whether token `i` is what an object is yet to undergo: 审查拟出台文件.
fn planned_object(tokens: &[Token], i: usize) -> bool {
    let [.., verb, plan] = &tokens[..i] else { return false };
    plan.words.any(Words::PASSING)
        && plan.range.end == tokens[i].range.start
        && verb.range.end == plan.range.start
        && verb.words.any(Words::PREDICATE)
}

/// Position up to which the words before a figure modify its noun: the last 的 or 等 that a noun follows.
fn inside_until(text: &Text, start: usize, end: usize) -> usize {
    let modifies = |i: &usize| match text.char(*i) {
        '的' => !inside_quotes(text, start, *i),
        '等' => text.class(i + 1).any(Class::HAN) && *i > start && !grade(text, *i),
        _ => false,
    };
    (start..end.saturating_sub(2)).rev().find(modifies).unwrap_or(start)
}

/// Whether a verb that may be a noun governs what follows it: 审核合同58份 does, 审批事项30项 and 法律咨询 do not.
fn governs(text: &Text, tokens: &[Token], i: usize, chosen: Option<usize>, start: usize, end: usize) -> bool {
    let token = &tokens[i];
    let after = token.range.end;
    let next = grammar::word_at(text, after, end);
    let continues = Words::ACT.or(Words::VERB).or(Words::COMPLEMENT);
    // 上报合法性审查文件: what begins with a noun is the object, though it ends with a verb.
    let deed = next.filter(|&(len, w)| len > 2 && w.any(Words::ACT) && !w.any(Words::VERB) && after + len < end);
    let deed = deed.is_some_and(|(len, _)| {
        !(2..len).any(|n| begins_with_act(text, &(after..after + n))) && !text.class(after + len).any(Class::LIST)
    });
    if next.is_some_and(|(_, w)| w.any(continues)) && !deed
        || text.char(after) == '的'
        || text.class(after).any(Class::LIST)
    {
        return false;
    }
    if next.is_some_and(|(_, w)| w.any(Words::MODIFIER)) {
        return true;
    }
    let acts = token.words.any(Words::ACT);
    if acts && next.is_some_and(|(_, w)| w.any(Words::PASSING)) {
        return true;
    }
    if end - after < 2 && !next.is_some_and(|(_, w)| w.any(Words::ACTOR)) {
        return false;
    }
    let compound = |(len, words): (usize, Words)| {
        words.any(Words::LEVEL) || words.any(Words::HEAD) && (!acts || after + len == end)
    };
    if next.is_some_and(compound) {
        return false;
    }
    // 排查受理纠纷: verbs that touch govern as one.
    let verbs = |&j: &usize| tokens[j].words.any(Words::ACT) && tokens[j].range.end == tokens[j + 1].range.start;
    let i = (chosen.map_or(0, |v| v + 1)..i).rev().take_while(verbs).last().unwrap_or(i);
    let token = &tokens[i];
    let led = i > 0
        && tokens[i - 1].range.end == token.range.start
        && tokens[i - 1].words.any(Words::ADVERB.or(Words::TOTAL));
    let verb = chosen.filter(|&v| !tokens[v].words.any(Words::COVERB));
    let from = chosen.map_or(start, |v| tokens[v].range.end);
    let opened = opening(text, &tokens[..i], from, token.range.start, false);
    if opened >= token.range.start || led && acts && verb.is_none() {
        return verb.is_none();
    }
    if chosen.is_some_and(|v| tokens[v].words.any(Words::INSTRUMENT)) {
        return true;
    }
    // In the middle of a clause an actor must stand before it: 法律顾问审核合同.
    let (end, _) = without_tail(text, opened, token.range.start, &tokens[..i]);
    text.char(end.max(1) - 1) == '”' || end > opened && ends_with_actor(text, &(opened..end))
}

/// Whether what ends at `end` is held rather than handled: a meeting, a course.
fn ends_with_event(text: &Text, end: usize) -> bool {
    NOUN_ENDS.get(&[text.char(end - 1)]) == Some(&NounEnd::Event)
}

/// How a verb governs a noun, by what the noun ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NounEnd {
    /// It is held.
    Event,
    /// Those named before it learn it.
    Study,
}

static NOUN_ENDS: Lazy<Trie<NounEnd>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("noun_ends"));
    let sense = |name: &str| if name == "study" { NounEnd::Study } else { NounEnd::Event };
    Trie::new(table.rows().map(|row| (row.get("end"), sense(row.get("sense")))))
});

/// The run of verbs around token `index` that touch each other (制定修订, 调解成功), and the index of its first token.
fn cluster(text: &Text, tokens: &[Token], index: usize) -> (Positions, usize) {
    let verbal = Words::VERB.or(Words::ACT).or(Words::CHANGE).or(Words::COMPLEMENT).or(Words::DEED);
    let (mut first, mut last) = (index, index);
    while first > 0 && tokens[first - 1].words.any(verbal) {
        let gap = tokens[first - 1].range.end..tokens[first].range.start;
        // 废止、宣布失效12件; 宣传、培训 may be nouns.
        let acts = |t: &Token| t.words.any(Words::VERB.or(Words::ACT));
        let joined = gap.len() == 1 && joins(text, gap.start) && acts(&tokens[first - 1]) && acts(&tokens[first]);
        if !gap.is_empty() && !joined {
            break;
        }
        first -= 1;
    }
    while let Some(next) = tokens.get(last + 1) {
        if next.range.start != tokens[last].range.end || !next.words.any(Words::COMPLEMENT) {
            break;
        }
        last += 1;
    }
    (tokens[first].range.start..tokens[last].range.end, first)
}

/// Whether what stands at `at` joins two verbs of one object.
fn joins(text: &Text, at: usize) -> bool {
    matches!(text.char(at), '或' | '并') || grammar::conjunction(text, at) == 1
}

/// Where the noun begins in `start..end`: after frames, adverbs and, with `verbs`, a verb that opens the clause.
fn opening(text: &Text, tokens: &[Token], start: usize, end: usize, verbs: bool) -> usize {
    let mut at = start;
    let skipped = Words::FRAME
        .or(Words::ADVERB)
        .or(Words::TOTAL)
        .or(Words::MODIFIER)
        .or(Words::PREVIOUS_YEAR)
        .or(Words::PREVIOUS_PERIOD)
        .or(Words::INTENT);
    let governs = Words::VERB.or(Words::ACT);
    while at < end && (text.class(at).is_blank() || text.class(at).any(Class::LIST) || text.char(at) == '(') {
        at += 1;
    }
    for (i, token) in tokens.iter().enumerate() {
        if token.range.start < at || token.range.end > end {
            continue;
        }
        // 与应急、消防联合检查: whom it was done with is no part of the noun.
        if token.range.start == at && token.range.len() == 1 && matches!(text.char(at), '与' | '同' | '和') {
            let joint = |t: &&Token| t.words.any(Words::ADVERB) || text.starts_with(t.range.start, "联合");
            let together = tokens[i + 1..].iter().find(|t| joint(t) && t.range.end <= end);
            at = together.map_or(at, |t| if t.words.any(Words::ADVERB) { t.range.end } else { t.range.start });
            continue;
        }
        let named = token.words.any(Words::MODIFIER) && token.range.end == end;
        let opens = token.words.any(skipped) && !named || verbs && token.words.any(governs) && token.range.end < end;
        let inner = token.words.any(Words::FRAME.or(Words::TOTAL).or(Words::PREVIOUS_YEAR)) && token.range.end < end;
        // 各村调委会共调解: what follows a frame inside the clause is nearer to the figure.
        if token.range.start == at && opens || inner && !token.words.any(Words::MODIFIER.or(Words::RATE)) {
            at = token.range.end;
        }
        if verbs && token.words.any(Words::CONTEXT) && token.range.len() > 1 {
            at = token.range.start;
            break;
        }
    }
    after_each(text, at.min(end)..end)
}

/// Where the words after 每季度 or 每村 begin, when the range has them.
fn after_each(text: &Text, range: Positions) -> usize {
    let Some(each) = range.clone().rev().find(|&i| text.char(i) == '每') else { return range.start };
    let counted = |&i: &usize| text.class(i).any(Class::NUMERAL.with(Class::DIGIT)) || grammar::is_base(text.char(i));
    let after = (each + 1..range.end).take_while(counted).last().map_or(each, |i| i + 1);
    if after > each && after < range.end { after } else { range.start }
}

/// The noun in `range`, without what modifies it from outside (各类, 群众关心的, A、B等).
fn noun_in(text: &Text, range: Positions) -> Positions {
    let outer = Words::MODIFIER.or(Words::ADVERB).or(Words::TOTAL).or(Words::FRAME);
    let mut range = text.trim(range);
    while range.start < range.end {
        let word = grammar::word_at(text, range.start, range.end);
        match word {
            Some((len, words)) if words.any(outer) && !words.any(Words::RATE) && range.len() > len => {
                range.start += len
            }
            _ if text.class(range.start).any(Class::LIST)
                || text.class(range.start).is_blank()
                || text.char(range.start) == '(' =>
            {
                range.start += 1;
            }
            Some((len, words)) if words.any(Words::PREVIOUS_YEAR.or(Words::PREVIOUS_PERIOD)) => range.start += len,
            // 新建或改造宣传栏
            None if text.char(range.start) == '或' && begins_with_act(text, &(range.start + 1..range.end)) => {
                let verb = grammar::word_at(text, range.start + 1, range.end).map_or(0, |(len, _)| len);
                range.start += 1 + verb;
            }
            _ => break,
        }
    }
    // 每村(社区)3名, 维持(含驳回)15件: what a bracket closes that opened before names nothing.
    let bracket = |c: char| range.clone().rev().find(|&at| text.char(at) == c);
    if let Some(close) = bracket(')').filter(|&close| bracket('(').is_none_or(|open| open > close)) {
        range.start = close + 1;
    }
    if range.len() == 1 && grammar::conjunction(text, range.start) == 1 {
        return range.end..range.end;
    }
    range.start = after_owner(text, range.clone());
    let of = (range.start..range.end).rev().find(|&i| text.char(i) == '的' && !inside_quotes(text, range.start, i));
    if let Some(of) = of.filter(|&of| range.end - of > 2 && of > range.start) {
        range.start = of + 1;
    }
    let and_so_on =
        (range.start + 1..range.end).rev().find(|&i| text.char(i) == '等' && text.class(i + 1).any(Class::HAN));
    if let Some(at) = and_so_on.filter(|&at| range.end - at > 2 && !grade(text, at)) {
        range.start = at + 1;
    }
    text.trim(range)
}

/// Where a noun begins after the body that owns it: 镇综合行政执法队执法人员 counts 执法人员.
fn after_owner(text: &Text, range: Positions) -> usize {
    let (mut at, mut start) = (range.start, range.start);
    while at < range.end {
        if text.class(at).any(Class::LIST.with(Class::OPEN)) {
            return range.start;
        }
        match grammar::word_at(text, at, range.end) {
            Some((len, words)) => {
                at += len;
                let rest = range.end - at;
                let studied = || NOUN_ENDS.get(&[text.char(range.end - 1)]) == Some(&NounEnd::Study);
                let held = words.any(Words::ACTOR) && rest > 3 && studied();
                if at > range.start + 1
                    && rest > 1
                    && !is(text, &(at..range.end), Words::HEAD.or(Words::EVENT))
                    && (words.any(Words::ORG) || held)
                    && !text.class(at).any(Class::LIST)
                {
                    start = at;
                }
            }
            None => at += 1,
        }
    }
    start
}

/// Whether 等 at `at` is part of a word (平等, 等级).
fn grade(text: &Text, at: usize) -> bool {
    matches!(text.char(at - 1), '平' | '高' | '中' | '初') || matches!(text.char(at + 1), '级' | '次')
}

fn inside_quotes(text: &Text, start: usize, at: usize) -> bool {
    let mut depth = 0i32;
    for i in start..at {
        match text.char(i) {
            '“' | '《' => depth += 1,
            '”' | '》' => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// The end of the noun when `每千人` or `每季度` stands between it and the figure.
fn base_of_rate(text: &Text, range: Positions) -> Option<usize> {
    let from = range.end.saturating_sub(8).max(range.start);
    let at = (from..range.end).rev().find(|&i| text.char(i) == '每')?;
    let counted = |i: usize| text.class(i).any(Class::NUMERAL.with(Class::DIGIT)) || grammar::is_base(text.char(i));
    let each = (at + 1..range.end).all(counted);
    // 每个居民区8名, 每家企业两次
    let place = || {
        let noun = (at + 2).min(range.end)..range.end;
        let plain = grammar::word_at(text, noun.start, noun.end)
            .is_none_or(|(_, w)| !w.any(Words::PREDICATE.or(Words::LEVEL).or(Words::FRAME).or(Words::ADVERB)));
        counted(at + 1) && plain && noun.len() > 1 && ends_with(text, &noun, Words::ACTOR.or(Words::PLACE))
    };
    (each || place()).then(|| text.trim(range.start..at).end)
}

/// The parts of a coordination, if it has several.
pub(crate) fn coordinates(text: &Text, range: Positions) -> Vec<Positions> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    while at < range.end {
        if let Some(close) = grammar::quoted(text, at, range.end) {
            at = close;
            continue;
        }
        let len = grammar::conjunction(text, at);
        // 及时率 and 和解率 are one word.
        if let Some((word, _)) = grammar::word_at(text, at, range.end).filter(|&(word, _)| len > 0 && word > len) {
            at += word;
            continue;
        }
        if len > 0 && at > start && at + len < range.end {
            parts.push(start..at);
            start = at + len;
        }
        at += len.max(1);
    }
    if !parts.is_empty() {
        parts.push(start..range.end);
    }
    parts
}

/// Whether a noun ends with a table word of one of `words`.
fn ends_with(text: &Text, noun: &Positions, words: Words) -> bool {
    (1..=4.min(noun.len()))
        .any(|len| grammar::word_at(text, noun.end - len, noun.end).is_some_and(|(n, w)| n == len && w.any(words)))
}

/// Whether a noun names a ratio or a size, so that a bare number can follow it (待办人数, 死亡率).
pub(super) fn ends_with_rate(text: &Text, noun: &Positions) -> bool {
    ends_with(text, noun, Words::RATE)
}

/// Whether a noun names places that an area is made of (行政村, 社区).
pub(super) fn names_place(text: &Text, noun: &Positions) -> bool {
    ends_with(text, noun, Words::PLACE)
}

/// Whether a word is of one of `words`.
pub(super) fn is(text: &Text, word: &Positions, words: Words) -> bool {
    grammar::word_at(text, word.start, word.end).is_some_and(|(len, w)| len == word.len() && w.any(words))
}

/// Whether a noun names who can act (干部, 用户).
pub(super) fn is_actor(text: &Text, noun: &Positions) -> bool {
    ends_with_actor(text, noun)
}

fn ends_with_actor(text: &Text, noun: &Positions) -> bool {
    ends_with(text, noun, Words::ACTOR)
}

/// What stands after a figure.
#[derive(Debug, Default)]
struct After {
    noun: Option<Positions>,
    verb: Option<Positions>,
    /// A verb or adverb follows the figure at once.
    verb_first: bool,
    /// 的 links the figure to the noun.
    possessive: bool,
    /// 中 follows the noun (5个乡镇中).
    divides: bool,
    /// A level or a change follows (173家压降至17家).
    levels: bool,
    /// The noun behind a clause that modifies it, and the verb after that.
    relative: Option<Positions>,
    late: Option<Positions>,
}

fn after(text: &Text, right: Positions, tokens: &mut Vec<Token>) -> After {
    let mut found = After::default();
    let mut start = right.start;
    if text.char(start) == '的' && start < right.end {
        found.possessive = true;
        start += 1;
    }
    while let Some((len, _)) = grammar::word_at(text, start, right.end).filter(|(_, w)| w.any(Words::MODIFIER)) {
        start += len;
    }
    if text.char(start) == '“' && grammar::quoted(text, start, right.end).is_none() && start < right.end {
        start += 1;
    }
    let stop = stretch(text, start, right.end);
    // 86名网格员24小时蹲守: a number ends the noun.
    let stop = (start + 2..stop).find(|&i| text.class(i).any(Class::DIGIT)).unwrap_or(stop);
    if stop == start || grammar::conjunction(text, start) > 0 && !found.possessive {
        return found;
    }
    grammar::tokens(text, start..stop, tokens);
    found.levels = tokens.iter().any(|t| t.words.any(Words::CHANGE.or(Words::LEVEL)));
    found.verb_first = begins_with_verb(tokens, start);
    if found.verb_first && !found.possessive {
        // 6件涉及群众权益的文件: the verb is inside what modifies the noun.
        if let Some(of) =
            (start..stop).find(|&i| text.char(i) == '的' && stop - i > 2 && !inside_quotes(text, start, i))
        {
            let inner = after(text, of + 1..right.end, &mut Vec::new());
            found.relative = inner.noun;
            if found.relative.is_some() {
                found.late = inner.verb;
            }
            grammar::tokens(text, start..stop, tokens);
        }
    }
    let mut end = stop;
    for (i, token) in tokens.iter().enumerate() {
        let noun = start..token.range.start;
        // 19个乡镇首次述法: what tells how or when ends who does it.
        let tells = Words::ADVERB.or(Words::FRAME).or(Words::OPENS).or(Words::COVERB).or(Words::COMPARE);
        let ends = token.words.any(Words::ENDS.or(Words::CHANGE).or(Words::LEVEL).or(Words::THAN))
            || token.words.any(tells.or(Words::CLOSES))
                && !token.words.any(Words::WORD)
                && acts(text, &noun, None, false)
            || token.range.len() == 1 && token.words.any(Words::ADVERB) && noun.len() > 1
            || token.words.any(Words::VERB) && !token.words.any(Words::RELATIVE)
            || within(text, &noun)
            || token.words.any(Words::ACT.or(Words::DEED))
                && acts(text, &noun, tokens.get(i.wrapping_sub(1)), token.range.end == stop)
                && (token.range.end == stop || governs(text, tokens, i, None, start, stop));
        if ends && (noun.is_empty() || !only_adverbs(text, &noun)) {
            end = token.range.start;
            // 负责人专题述法: how it is done is no part of who does it.
            let manner = tokens[..i].last().filter(|t| t.range.end == end && t.words.any(Words::ADVERB));
            end = manner.map_or(end, |t| t.range.start.max(start));
            break;
        }
    }
    if !found.verb_first || found.possessive {
        let mut noun = head_noun(text, text.trim(start..end));
        while noun.end > noun.start && grammar::conjunction(text, noun.end - 1) == 1 {
            noun.end -= 1;
        }
        if within(text, &noun) {
            found.divides = true;
            noun.end -= 1;
        }
        found.noun = Some(noun).filter(|n| !n.is_empty() && !only_adverbs(text, n));
    }
    let verbal = Words::VERB.or(Words::ACT).or(Words::CHANGE).or(Words::DEED);
    let from = if found.verb_first && !found.possessive { start } else { end };
    // 19个乡镇试点执法: a verb only behind who acts.
    let settled = |t: &Token| {
        t.range.start == end
            && from == end
            && end < stop
            && t.words.any(Words::OPENS.or(Words::CLOSES))
            && !t.words.any(Words::WORD)
    };
    let verb = tokens.iter().find(|t| t.range.start >= from && (t.words.any(verbal) || settled(t)));
    found.verb = verb.map(|t| t.range.clone());
    found
}

/// Whether a noun before a deed names who does it or where: 47家单位负责人专题述法, 深入214个村宣讲. `last` is the word
/// before the deed, `closes` whether nothing follows it.
fn acts(text: &Text, noun: &Positions, last: Option<&Token>, closes: bool) -> bool {
    let manner = |t: &&Token| t.range.end == noun.end && t.words.any(Words::ADVERB.or(Words::MODIFIER));
    let noun = noun.start..last.filter(manner).map_or(noun.end, |t| t.range.start.max(noun.start));
    match noun.len() {
        0 => false,
        1 => closes && ends_with(text, &noun, Words::PLACE),
        _ => ends_with(text, &noun, Words::ACTOR.or(Words::PLACE)),
    }
}

/// Whether a stretch begins with a word that may be a verb.
fn begins_with_act(text: &Text, range: &Positions) -> bool {
    grammar::word_at(text, range.start, range.end).is_some_and(|(_, w)| w.any(Words::PREDICATE))
}

/// Whether a stretch begins with two verbs: 召开会议7次研究部署工作 tells what the meetings were for.
fn begins_with_acts(text: &Text, range: &Positions) -> bool {
    let word = grammar::word_at(text, range.start, range.end).filter(|(_, w)| w.any(Words::PREDICATE));
    word.is_some_and(|(len, _)| begins_with_act(text, &(range.start + len..range.end)))
}

/// Whether a noun ends as a place among others: 5个乡镇中, 12家企业内.
fn within(text: &Text, noun: &Positions) -> bool {
    noun.len() > 2
        && text.char(noun.end - 1) == '中'
        && ends_with(text, &(noun.start..noun.end - 1), Words::ACTOR.or(Words::PLACE))
}

/// Whether a predicate follows the figure at once: 12人参加, 100%按期办结.
fn begins_with_verb(tokens: &[Token], start: usize) -> bool {
    let mut at = start;
    for token in tokens {
        if token.range.start != at {
            return false;
        }
        if token.words.any(Words::ENDS.or(Words::CHANGE).or(Words::LEVEL).or(Words::VERB)) {
            return true;
        }
        if !token.words.any(Words::ADVERB) {
            let verbal = Words::ACT.or(Words::DEED).or(Words::OPENS).or(Words::CLOSES);
            return at > start && token.words.any(verbal);
        }
        at = token.range.end;
    }
    false
}

/// The end of the stretch after a figure in which its noun can stand.
fn stretch(text: &Text, start: usize, end: usize) -> usize {
    let mut stop = start;
    while stop < end {
        if let Some(close) = grammar::quoted(text, stop, end) {
            stop = close;
            continue;
        }
        let class = text.class(stop);
        if text.char(stop) == '(' && stop > start {
            // A short bracket belongs to its noun: 村(居).
            match (stop..end.min(stop + 6)).find(|&i| text.char(i) == ')') {
                Some(close) => stop = close + 1,
                None => break,
            }
            continue;
        }
        // A list mark ends the noun, unless only one character stands before it (镇、村干部).
        if class.is_boundary()
            || class.any(Class::CLOSE)
            || class.any(Class::OPEN)
            || class.any(Class::LIST) && stop != start + 1
        {
            break;
        }
        stop += 1;
    }
    stop
}

/// The noun counted in `range` after a figure: `村的干部` counts 村, `排名靠后的村` counts 村.
fn head_noun(text: &Text, range: Positions) -> Positions {
    let of = (range.start..range.end).find(|&i| text.char(i) == '的' && !inside_quotes(text, range.start, i));
    match of {
        Some(of) if of > range.start && range.end - of > 1 => {
            let owner = range.start..of;
            if ends_with(text, &owner, Words::ACTOR.or(Words::PLACE)) { owner } else { of + 1..range.end }
        }
        Some(of) => range.start..of,
        None => range,
    }
}

fn only_adverbs(text: &Text, range: &Positions) -> bool {
    let mut at = range.start;
    while at < range.end {
        match grammar::word_at(text, at, range.end) {
            Some((len, words)) if words.any(Words::ADVERB) => at += len,
            _ => return false,
        }
    }
    true
}

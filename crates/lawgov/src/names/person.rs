//! People next to their posts: 镇长古某某任组长, 李某律师, 组长：王某某.
//!
//! Input: the text. Output: the people named, in order, each with the post beside the name. A name is a family name of
//! the table with one or two characters more and something after it that ends a name; a name without a post nearby is
//! not looked for.

use std::sync::LazyLock;

use crate::lexicon::{Signs, SuffixTrie, Table, Trie, place};
use crate::names::Person;
use crate::text::{Class, Positions, Text};

/// Units before a post believed to belong to it: 镇 + 党委 + 副.
const MOST_UNITS: usize = 6;
/// Spaces allowed between a post and a name, and inside a name set wide (张　三).
const MOST_SPACES: usize = 4;
/// Longest list of posts beside a name in a row.
const LONGEST_POSTS: usize = 24;
/// Blanks before the name that opens a row.
const ROW_INDENT: usize = 16;
/// Longest cell of a table of people.
const LONGEST_CELL: usize = 30;
/// What the first column of a table of people is called.
const HEADING: &str = "序号";
/// Most columns before the one of the names.
const MOST_COLUMNS: usize = 6;

/// Most characters of a name made of parts, but for its last part.
const MOST_ELEMENTS: usize = 5;

struct Words {
    surnames: Trie<bool>,
    /// Posts, with what name may stand before them.
    posts: SuffixTrie<Before>,
    units: SuffixTrie<()>,
    /// What may follow a name, and how firmly it ends one.
    followers: Trie<End>,
    leads: SuffixTrie<()>,
    not_names: Trie<()>,
    never: Trie<()>,
    /// Parts of names that have no family name.
    elements: Trie<()>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let surnames = Table::new(crate::lexicon::tsv!("surnames"));
    let posts = Table::new(crate::lexicon::tsv!("posts"));
    let followers = Table::new(crate::lexicon::tsv!("name_followers"));
    let leads = Table::new(crate::lexicon::tsv!("name_leads"));
    let not_names = Table::new(crate::lexicon::tsv!("not_names"));
    let elements = Table::new(crate::lexicon::tsv!("name_elements"));
    // What a sentence goes on with: verbs and adverbs of more than one character end a name too.
    let grammar = Table::new(crate::lexicon::tsv!("grammar"));
    let part = |name: &'static str| posts.rows().filter(move |r| r.get("part") == name);
    let not = |kind: &'static str| not_names.rows().filter(move |r| r.get("kind") == kind).map(|r| (r.get("word"), ()));
    Words {
        surnames: Trie::new(surnames.rows().map(|r| (r.get("surname"), r.get("common") == "yes"))),
        posts: SuffixTrie::new(part("post").map(|r| (r.get("word"), Before::named(r.get("before"))))),
        units: SuffixTrie::new(part("unit").map(|r| (r.get("word"), ()))),
        followers: Trie::new(
            grammar
                .rows()
                .filter(|r| r.get("word").chars().count() > 1)
                .filter(|r| r.list("class").any(|c| matches!(c, "verb" | "act" | "deed" | "adverb" | "frame")))
                .map(|r| (r.get("word"), End::Verb))
                .chain(
                    followers
                        .rows()
                        .map(|r| (r.get("word"), if r.get("clear") == "yes" { End::Clear } else { End::Maybe })),
                ),
        ),
        leads: SuffixTrie::new(leads.rows().map(|r| (r.get("word"), ()))),
        not_names: Trie::new(not("begins")),
        never: Trie::new(not("never")),
        elements: Trie::new(elements.rows().map(|r| (r.get("element"), ()))),
    }
});

/// What name may stand before a post.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    None,
    /// A name of three characters that is no place: 高平市长 names a post of a place.
    Full,
    Any,
}

impl Before {
    fn named(word: &str) -> Self {
        match word {
            "yes" => Self::Any,
            "full" => Self::Full,
            _ => Self::None,
        }
    }
}

/// How firmly what stands after a name ends it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// A character that may also be the last of a longer name: 任, 等.
    Maybe,
    /// A verb or adverb the sentence goes on with.
    Verb,
    /// A mark or the end of the line.
    Mark,
    /// A word no name runs into: 担任, 同志.
    Clear,
}

/// The last character of a post, and the first of the heading of a table.
const POST: u8 = 1;
const TABLE: u8 = 1 << 1;

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let posts = WORDS.posts.lasts().map(|c| (c, POST));
    Signs::new(posts.chain(HEADING.chars().take(1).map(|c| (c, TABLE))))
});

/// Finds the people in one pass over the posts.
pub(super) fn read(text: &Text) -> Vec<Person> {
    let mut reader = Reader { text, words: &WORDS, people: Vec::new(), taken: 0 };
    let mut tables = Vec::new();
    for (at, sign) in SIGNS.places(text.chars()) {
        if sign & POST != 0
            && let Some((core, before)) = reader.core(at + 1)
        {
            reader.post(core, before);
        }
        if sign & TABLE != 0 && text.starts_with(at, HEADING) {
            tables.push(at);
        }
    }
    let mut listed = reader.tables(&tables);
    if !listed.is_empty() {
        let people = &mut reader.people;
        listed.retain(|l| people.iter().all(|p| p.span.end <= l.span.start || l.span.end <= p.span.start));
        people.append(&mut listed);
        people.sort_by_key(|p| p.span.start);
    }
    reader.people
}

struct Reader<'a> {
    text: &'a Text<'a>,
    words: &'a Words,
    people: Vec<Person>,
    /// End of the last name: nothing before it is read again.
    taken: usize,
}

impl Reader<'_> {
    /// The post that ends at `end`, with whether a name may stand before it.
    #[inline]
    fn core(&self, end: usize) -> Option<(Positions, Before)> {
        let chars = self.text.chars();
        let spaced = end > 1 && self.text.class(end - 2).any(Class::SPACE);
        if !spaced {
            let (len, &before) = self.words.posts.longest(chars.get(self.taken.min(end)..end)?)?;
            return Some((end - len..end, before));
        }
        // 组　长：
        let start = self.skip_spaces_before(end - 1).checked_sub(1).filter(|&s| s >= self.taken)?;
        let word = [*chars.get(start)?, *chars.get(end - 1)?];
        (self.text.char(self.skip_spaces(end)) == ':'
            && self.words.posts.longest(&word).is_some_and(|(len, _)| len == 2))
        .then_some((start..end, Before::None))
    }

    /// Reads the names around the post at `core`.
    fn post(&mut self, core: Positions, before: Before) {
        if self.names_after(&core) {
            return;
        }
        if let Some((name, post)) = self.name_of_row(&core) {
            self.push(name, &post);
            return;
        }
        // 由周某任副组长; 周某律师.
        let post = self.with_units(core.clone());
        let verb = ["担任", "兼任", "任", "为"].into_iter().find(|verb| self.text.ends_with(post.start, verb));
        let mut end = match verb {
            Some(verb) => post.start - verb.chars().count(),
            None if before != Before::None && post.start == core.start => core.start,
            None => return,
        };
        // 周某、吴某律师
        let mut names: Vec<Positions> = Vec::new();
        while let Some(name) = self.name_before(end) {
            let chars = &self.text.chars()[name.clone()];
            if verb.is_none() && before == Before::Full && (chars.len() < 3 || place(chars) > 0) {
                break;
            }
            end = name.start.saturating_sub(1);
            names.push(name);
            if self.text.char(end) != '、' {
                break;
            }
        }
        for name in names.into_iter().rev() {
            self.push(name, &post);
        }
    }

    /// The name that opens the line or follows 组长：, blanks between it and its posts: 周某某　党组成员、副局长.
    fn name_of_row(&self, core: &Positions) -> Option<(Positions, Positions)> {
        let text = self.text;
        let inside = |i: &usize| text.class(*i).any(Class::HAN) || text.char(*i) == '、';
        let from = core.start.saturating_sub(LONGEST_POSTS).max(self.taken);
        let start = (from..core.start).rev().take_while(inside).last().unwrap_or(core.start);
        let end = self.skip_spaces_before(start);
        let name = self.name_before(end).filter(|_| end < start)?;
        let opens = (0..name.start).rev().take(ROW_INDENT).find(|&i| !text.class(i).any(Class::SPACE));
        let opens = opens.is_none_or(|i| text.class(i).any(Class::NEWLINE) || text.char(i) == ':');
        opens.then_some((name, start..core.end))
    }

    /// The names of tables whose heading row has 序号, at one of `starts`, and 姓名, the cells one below the other or side
    /// by side.
    fn tables(&self, starts: &[usize]) -> Vec<Person> {
        let mut people = Vec::new();
        let mut end = 0;
        for &start in starts {
            if start >= end {
                end = self.table(start, &mut people);
            }
        }
        people
    }

    /// Reads the table whose heading row begins at `start`; returns where it ends.
    fn table(&self, start: usize, people: &mut Vec<Person>) -> usize {
        let mut cells = Vec::new();
        let mut at = start;
        while let Some(cell) = self.cell(at) {
            at = cell.end;
            if cell.len() > LONGEST_CELL {
                break;
            }
            cells.push(cell);
        }
        let is = |cell: &Positions, word: &str| {
            cell.len() == word.chars().count() && self.text.starts_with(cell.start, word)
        };
        let Some(column) = cells.iter().take(MOST_COLUMNS).position(|c| is(c, "姓名")) else { return at };
        let mut number = 1;
        for (i, cell) in cells.iter().enumerate().skip(column + 1) {
            if !is(cell, &number.to_string()) {
                continue;
            }
            number += 1;
            if let Some(name) = cells.get(i + column).filter(|c| self.is_name(c)) {
                people.push(Person { span: self.text.span(name.clone()), post: None });
            }
        }
        at
    }

    /// The next cell of a table: what stands between blanks, line ends and bars.
    fn cell(&self, from: usize) -> Option<Positions> {
        let text = self.text;
        let parts = |i: usize| text.class(i).is_blank() || text.char(i) == '|';
        let start = (from..text.len()).find(|&i| !parts(i))?;
        let limit = text.len().min(start + LONGEST_CELL + 1);
        Some(start..(start..limit).find(|&i| parts(i)).unwrap_or(limit))
    }

    /// Whether a cell is a name and nothing else.
    fn is_name(&self, cell: &Positions) -> bool {
        let chars = &self.text.chars()[cell.clone()];
        self.words.surnames.longest(chars).is_some_and(|(surname, _)| {
            (1..=2).contains(&(chars.len() - surname)) && self.is_given(cell.start + surname..cell.end)
        })
    }

    fn push(&mut self, name: Positions, post: &Positions) {
        self.taken = name.end;
        self.people.push(Person { span: self.text.span(name), post: Some(self.text.span(post.clone())) });
    }

    /// The post with the units written before it: 镇党委 + 书记.
    fn with_units(&self, core: Positions) -> Positions {
        let mut start = core.start;
        for _ in 0..MOST_UNITS {
            let before = &self.text.chars()[self.taken.min(start)..start];
            let Some((len, ())) = self.words.units.longest(before) else { break };
            start -= len;
        }
        start..core.end
    }

    /// Reads the names after the post at `core`: one, or a list of them.
    fn names_after(&mut self, core: &Positions) -> bool {
        let text = self.text;
        let mut at = self.skip_spaces(core.end);
        let spaced = at > core.end;
        let listed = text.char(at) == ':';
        if listed {
            at = self.skip_spaces(at + 1);
        }
        let Some((mut name, end)) = self.name_at(at, listed) else { return false };
        // 书记 办公室: after a mere space only a clear end makes a name.
        if spaced && !listed && end < End::Mark {
            return false;
        }
        let post = self.with_units(core.clone());
        loop {
            let after = name.end;
            self.push(name, &post);
            let next = self.skip_spaces(after);
            let at = match text.char(next) {
                '、' => self.skip_spaces(next + 1),
                _ if listed && next > after => next,
                _ => return true,
            };
            match self.name_at(at, listed) {
                Some((another, _)) => name = another,
                None => return true,
            }
        }
    }

    fn skip_spaces(&self, at: usize) -> usize {
        let mut end = at;
        while end - at < MOST_SPACES && self.text.class(end).any(Class::SPACE) {
            end += 1;
        }
        end
    }

    fn skip_spaces_before(&self, end: usize) -> usize {
        let mut start = end;
        while start > 0 && end - start < MOST_SPACES && self.text.class(start - 1).any(Class::SPACE) {
            start -= 1;
        }
        start
    }

    /// The name that begins at `at`, of those possible the one that ends most clearly, then the longest.
    fn name_at(&self, at: usize, wide: bool) -> Option<(Positions, End)> {
        let text = self.text;
        let rest = text.chars().get(at..)?;
        if let Some(name) = self.single_name(at) {
            return Some(name);
        }
        let (surname, &common) = self.words.surnames.longest(rest).or_else(|| self.foreign(at))?;
        if surname == 0 {
            return self.dotted(at);
        }
        if self.words.not_names.longest(rest).is_some() {
            return None;
        }
        let mut best: Option<(Positions, End)> = None;
        for given in 1..=2 {
            let end = at + surname + given;
            if !self.is_given(at + surname..end) {
                break;
            }
            let Some(how) = self.ends_name(end) else { continue };
            let better = |&(_, known): &(Positions, End)| is_better(how, known);
            if (common || how >= End::Mark) && best.as_ref().is_none_or(better) {
                best = Some((at..end, how));
            }
        }
        if best.is_none() && wide {
            let given = self.skip_spaces(at + surname);
            if given > at + surname && self.is_given(given..given + 1) && self.ends_name(given + 1) >= Some(End::Mark) {
                best = Some((at..given + 1, End::Mark));
            }
        }
        best.or_else(|| self.dotted(at))
    }

    /// A name without a family name, made of known parts: 泽仁多吉. Two characters need a mark behind them.
    fn single_name(&self, at: usize) -> Option<(Positions, End)> {
        let chars = self.text.chars();
        let mut end = at;
        while let Some((len, ())) = self.words.elements.longest(chars.get(end..)?).filter(|_| end - at < MOST_ELEMENTS)
        {
            end += len;
        }
        let how = self.ends_name(end)?;
        (end > at && (end - at > 2 || how >= End::Mark)).then_some((at..end, how))
    }

    /// Stands for a name whose family name is not in the table but that has a dot further on.
    fn foreign(&self, at: usize) -> Option<(usize, &'static bool)> {
        const NO: bool = false;
        (2..=6).any(|i| is_dot(self.text.char(at + i))).then_some((0, &NO))
    }

    /// 阿依古丽·买买提: characters, a dot, characters.
    fn dotted(&self, at: usize) -> Option<(Positions, End)> {
        let run = |from: usize| (from..from + 8).take_while(|&i| self.text.class(i).any(Class::HAN)).count();
        let first = run(at);
        if !(1..=6).contains(&first) || !is_dot(self.text.char(at + first)) {
            return None;
        }
        let from = at + first + 1;
        let ends = (1..=run(from)).filter_map(|len| Some((from + len, self.ends_name(from + len)?)));
        let (end, how) = ends.reduce(|best, next| if is_better(next.1, best.1) { next } else { best })?;
        self.is_given(from..end).then_some((at..end, how))
    }

    fn is_given(&self, range: Positions) -> bool {
        let chars = self.text.chars().get(range.clone()).unwrap_or_default();
        // 孟律师 names nobody in full.
        !range.is_empty()
            && self.words.posts.longest(chars).is_none()
            && range.into_iter().all(|i| {
                self.text.class(i).any(Class::HAN)
                    && self.text.chars().get(i..).is_some_and(|rest| self.words.never.longest(rest).is_none())
            })
    }

    /// Whether a name may end at `at`, and how firmly.
    fn ends_name(&self, at: usize) -> Option<End> {
        const MARK: Class = Class::PAUSE.with(Class::LIST).with(Class::OPEN).with(Class::CLOSE);
        let class = self.text.class(at);
        if class.any(MARK) || class.is_blank() {
            return Some(End::Mark);
        }
        self.words.followers.longest(self.text.chars().get(at..)?).map(|(_, &end)| end)
    }

    /// The name that ends at `end`, with a boundary or a lead-in word before it.
    fn name_before(&self, end: usize) -> Option<Positions> {
        let chars = self.text.chars();
        [3, 2, 4].into_iter().filter(|&len| len <= end.saturating_sub(self.taken)).map(|len| end - len).find_map(
            |start| {
                let rest = &chars[start..end];
                let (surname, _) = self.words.surnames.longest(rest)?;
                let given = end.checked_sub(start + surname)?;
                let sound = (1..=2).contains(&given)
                    && (rest.len() < 4 || surname == 2)
                    && self.is_given(start + surname..end)
                    && self.words.not_names.longest(&chars[start..]).is_none();
                (sound && self.begins_name(start)).then_some(start..end)
            },
        )
    }

    /// Whether a name may begin at `at`.
    fn begins_name(&self, at: usize) -> bool {
        if at == 0 || !self.text.class(at - 1).any(Class::HAN.with(Class::DIGIT).with(Class::LATIN)) {
            return true;
        }
        let before = &self.text.chars()[self.taken.min(at)..at];
        before.is_empty() || self.words.leads.longest(before).is_some() || self.words.units.longest(before).is_some()
    }
}

/// Whether a longer name that ends so is preferred to a shorter one: 吴晓担任 is 吴晓 + 担任 and not 吴晓担 + 任.
fn is_better(longer: End, shorter: End) -> bool {
    longer > shorter || longer == shorter && matches!(longer, End::Maybe | End::Mark)
}

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '・')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(s: &str) -> Vec<(&str, &str)> {
        let text = Text::new(s);
        read(&text).iter().map(|p| (text.slice(p.span), p.post.map_or("", |p| text.slice(p)))).collect()
    }

    #[test]
    fn names_after_posts() {
        assert_eq!(
            people("由镇党委书记周青山任组长，镇长吴晓担任副组长"),
            [("周青山", "镇党委书记"), ("吴晓", "镇长")]
        );
        assert_eq!(people("副镇长郑一鸣、欧阳明、何平为成员。").len(), 3);
        assert_eq!(people("党委副书记、镇长吴晓主讲"), [("吴晓", "镇长")]);
        assert_eq!(people("组　长：周青山（镇党委书记）\n副组长：吴　晓  郑一鸣\n").len(), 3);
        assert_eq!(people("党委书记 周青山，"), [("周青山", "党委书记")]);
        assert_eq!(people("副主任阿依古丽·买买提参加"), [("阿依古丽·买买提", "副主任")]);
        assert_eq!(people("书记王为民任组长"), [("王为民", "书记")]);
        assert_eq!(people("县长李和平等领导出席"), [("李和平", "县长")]);
        assert_eq!(people("局长泽仁多吉任组长，旗长巴图、局长"), [("泽仁多吉", "局长"), ("巴图", "旗长")]);
    }

    #[test]
    fn names_before_posts() {
        assert_eq!(people("聘请周明律师担任顾问"), [("周明", "律师")]);
        assert_eq!(people("启衡律师事务所周明、吴晓律师"), [("周明", "律师"), ("吴晓", "律师")]);
        assert_eq!(people("邀请县法院周明法官授课"), [("周明", "法官")]);
        assert_eq!(people("由吴晓任组长，郑一鸣任副组长"), [("吴晓", "组长"), ("郑一鸣", "副组长")]);
        assert_eq!(people("周明同志、何平同志"), [("周明", "同志"), ("何平", "同志")]);
    }

    #[test]
    fn names_in_rows_and_tables() {
        assert_eq!(
            people(
                "组　长：周青山　党组书记、局长\n副组长：吴　晓　党组成员、副局长\n　　　　郑一鸣　党组成员、总工程师\n"
            ),
            [("周青山", "组　长"), ("吴　晓", "副组长"), ("郑一鸣", "党组成员")]
        );
        assert_eq!(people("序号\n姓名\n单位\n1\n周青山\n水利局\n2\n吴晓\n河道所\n").len(), 2);
        assert_eq!(people("序号 姓名 单位\n1 周青山 水利局\n2 吴晓 河道所\n").len(), 2);
        assert_eq!(people("序号\n单位\n1\n水利局\n"), []);
        assert_eq!(people("周青山县长带头学法，"), [("周青山", "县长")]);
        assert_eq!(people("，洪江市长、高新区区长、石家庄市长带头学法，"), []);
    }

    #[test]
    fn what_is_no_name() {
        for s in [
            "召开主任会议",
            "书记员",
            "由镇长任组长",
            "局长办公会",
            "书记高度重视",
            "主任担任组长，",
            "任组长，分管领导",
            "习近平总书记",
            "习近平同志",
            "主任、司法所、派出所",
            "法律顾问应急处置",
            "江东区区长",
            "安全办主任",
            "书记常态化，",
            "镇长全面负责，",
            "专职律师",
            "高级律师",
            "各位同志",
            "公职律师",
            "党政主要负责同志任组长",
            "法律顾问孟律师，",
        ] {
            assert!(people(s).is_empty(), "{s}: {:?}", people(s));
        }
    }

    #[test]
    fn the_table_of_posts() {
        let table = Table::new(include_str!("../../data/posts.tsv"));
        for row in table.rows().filter(|r| r.get("part") == "post") {
            let reads = |s: &str| !people(&format!("{s}周青山，")).is_empty();
            assert!(reads(row.get("example")), "{}", row.get("example"));
            assert!(
                !reads(row.get("counter")) || row.get("counter").ends_with(row.get("word")),
                "{}",
                row.get("counter")
            );
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of time needs a clock")]
    fn hostile_texts_take_linear_time() {
        for unit in ["任", "长：", "组长：周 ", "书记", "镇", "镇长周", "、周明"] {
            let started = std::time::Instant::now();
            let text = format!("镇长{}", unit.repeat(300_000));
            let _ = read(&Text::new(&text));
            assert!(started.elapsed().as_secs() < 5, "{unit}");
        }
    }
}

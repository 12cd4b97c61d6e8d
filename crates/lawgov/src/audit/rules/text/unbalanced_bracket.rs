use crate::audit::facts::Facts;
use crate::audit::finding::Sink;
use crate::audit::rule::rule;
use crate::text::{Class, class_of};

rule! {
    LG504 "unbalanced-bracket" Warning since "0.1.0"
    zh: "引号或括号不成对" "引号或括号有开无合、有合无开，或者用另一个前引号来收尾。逐段检查；跨行的标题、列表编号 1) 和英文撇号不算。"
    en: "Unbalanced quote or bracket" "A quote or bracket that is opened and never closed, closed and never opened, or closed with an opener. Checked paragraph by paragraph; titles broken over two lines, list numbers like 1) and apostrophes are left alone."
    source: "GB/T 15834—2011《标点符号用法》"
    fires: "在“宪法宣传周“、“国家安全日”等节点开展宣传。"
    quiet: "在“宪法宣传周”“国家安全日”等节点开展宣传（含《关于印发〈普法方案〉的通知》）。\n1)发放资料。\n2)开展讲座。"
    check: check
}

/// Openers and their closers, in the folded text.
const PAIRS: [(char, char); 12] = [
    ('“', '”'),
    ('‘', '’'),
    ('(', ')'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('[', ']'),
    ('{', '}'),
    ('「', '」'),
    ('『', '』'),
    ('\u{fe5d}', '\u{fe5e}'),
];
/// Brackets open at once beyond which a text is no prose.
const DEEPEST: usize = 64;

#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    mark: char,
    line: usize,
}

/// What is open, and the last closer that closed nothing.
#[derive(Default)]
struct Brackets {
    open: Vec<Mark>,
    stray: Option<Mark>,
    line: usize,
    line_start: usize,
    /// Headings are numbered `(一)`, so that `一)` has lost its left half.
    numbers_in_brackets: bool,
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let numbers_in_brackets =
        facts.sections.iter().any(|s| facts.text.char(facts.text.position(s.marker.start)) == '(');
    let mut brackets = Brackets { numbers_in_brackets, ..Brackets::default() };
    for &(at, mark) in &facts.marks.brackets {
        let (at, class) = (at as usize, class_of(mark));
        if class.any(Class::NEWLINE) {
            brackets.end_line(at, facts, sink);
        } else if class.any(Class::OPEN) {
            brackets.opener(at, mark, facts, sink);
        } else if class.any(Class::CLOSE) {
            brackets.closer(at, mark, facts, sink);
        }
    }
    brackets.end_line(facts.text.len(), facts, sink);
    for open in brackets.open {
        report_open(open, facts, sink);
    }
}

impl Brackets {
    fn opener(&mut self, at: usize, mark: char, facts: &Facts<'_>, sink: &mut Sink<'_>) {
        let here = Mark { at, mark, line: self.line };
        let twice = self.open.last().copied().filter(|top| top.mark == mark && matches!(mark, '“' | '‘'));
        if let Some(top) = twice {
            self.open.pop();
            if top.line < self.line && at == self.line_start {
                // Each paragraph of a long quotation begins with a quote of its own.
            } else if top.line == self.line && ends_a_phrase(facts, at + 1) {
                let shown = facts.text.raw(top.at..at + 1);
                let zh = format!("后引号误用前引号：{shown}");
                sink.report_at(top.at..at + 1, zh, format!("closed with an opening quote: {shown}"));
                return;
            } else {
                report_open(top, facts, sink);
            }
        }
        if self.open.len() == DEEPEST {
            self.open.clear();
        }
        self.open.push(here);
    }

    fn closer(&mut self, at: usize, mark: char, facts: &Facts<'_>, sink: &mut Sink<'_>) {
        let opener = PAIRS.iter().find(|p| p.1 == mark).map(|p| p.0);
        let depth = self.open.iter().rev().take(8).position(|o| Some(o.mark) == opener);
        if let Some(depth) = depth {
            let matched = self.open.len() - 1 - depth;
            for open in self.open.drain(matched..).skip(1) {
                report_open(open, facts, sink);
            }
            return;
        }
        if self.is_list_number(facts, at) || mark == '’' && facts.before(at).is_ascii_alphabetic() {
            return;
        }
        if let Some(top) = self.open.pop_if(|top| top.line == self.line) {
            let shown = facts.text.raw(top.at..at + 1);
            let zh = format!("前后符号不配对：{shown}");
            sink.report_at(
                top.at..at + 1,
                zh,
                format!("opened and closed with marks that do not belong together: {shown}"),
            );
            return;
        }
        let here = Mark { at, mark, line: self.line };
        if self.stray.take().is_some_and(|s| s.mark == mark && s.line == self.line) {
            return;
        }
        self.stray = Some(here);
        let shown = facts.text.raw(at.saturating_sub(6).max(self.line_start)..at + 1);
        let zh = format!("有后无前：“{shown}”");
        sink.report_at(at..at + 1, zh, format!("closed but never opened: {shown}"));
    }

    /// What is open may be closed on the next line, if this one breaks off in mid-sentence.
    fn end_line(&mut self, at: usize, facts: &Facts<'_>, sink: &mut Sink<'_>) {
        let line = facts.text.trim(self.line_start.min(at)..at);
        self.line_start =
            at + 1 + (at + 1..facts.text.len()).take_while(|&i| facts.text.class(i).any(Class::SPACE)).count();
        if line.is_empty() {
            return;
        }
        let complete = facts.text.class(line.end - 1).any(Class::STOP);
        let current = self.line;
        for open in self.open.extract_if(.., |o| complete || o.line < current) {
            report_open(open, facts, sink);
        }
        self.line += 1;
    }

    /// `1)`, `a)` and, at the beginning of a line, `一)`.
    fn is_list_number(&self, facts: &Facts<'_>, at: usize) -> bool {
        let before = at.checked_sub(1).map_or(Class::NONE, |i| facts.text.class(i));
        let at_start = at.saturating_sub(self.line_start) <= 3 && !self.numbers_in_brackets;
        before.any(Class::DIGIT.with(Class::LATIN)) || before.any(Class::NUMERAL) && at_start
    }
}

fn report_open(open: Mark, facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let text = facts.text;
    let end = (open.at + 1..text.len().min(open.at + 9)).take_while(|&i| !text.class(i).is_boundary()).last();
    let shown = text.raw(open.at..end.map_or(open.at + 1, |i| i + 1));
    sink.report_at(open.at..open.at + 1, format!("有前无后：“{shown}…”"), format!("opened but never closed: {shown}…"));
}

/// Whether nothing that could be quoted follows: a stop, a pause, a closer, or the end.
fn ends_a_phrase(facts: &Facts<'_>, at: usize) -> bool {
    let class = facts.text.class(at);
    class.is_boundary() || class.any(Class::LIST.with(Class::CLOSE)) || matches!(facts.text.char(at), '“' | '的' | '等')
}

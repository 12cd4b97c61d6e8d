//! `lawgov explain`: the page of an audit rule or of an indicator.

use std::fmt::Write;

use lawgov::{Catalogue, Entry, Lang, did_you_mean, label};

use crate::args::ExplainArgs;
use crate::config;
use crate::message::pick;
use crate::output::Sink;
use crate::stop::Stop;

pub fn run(args: &ExplainArgs, lang: Lang) -> Result<usize, Stop> {
    let name = args.name.trim();
    let page = match lawgov::rule(name) {
        Some(rule) => rule.explain(lang),
        None => {
            let catalogue = config::catalogue(&args.config, lang)?;
            let found = catalogue.entries().iter().find(|e| [&*e.code, &e.name_zh, &e.name_en].contains(&name));
            let entry = found.ok_or_else(|| unknown(name, &catalogue, lang))?;
            explain(entry, &catalogue, lang)
        }
    };
    let mut sink = Sink::stdout();
    sink.write(&page)?;
    sink.finish()?;
    Ok(0)
}

fn unknown(name: &str, catalogue: &Catalogue, lang: Lang) -> Stop {
    let rules = lawgov::rules().iter().flat_map(|rule| [rule.code, rule.name]);
    let indicators = catalogue.entries().iter().flat_map(|entry| [&*entry.code, &entry.name_zh, &entry.name_en]);
    let asked = did_you_mean(name, rules.chain(indicators)).unwrap_or_default();
    let (zh, en) = (asked.zh, asked.en);
    Stop::Configuration(pick(
        lang,
        format!("没有名为“{name}”的规则或指标；{zh}lawgov rules 和 lawgov indicators 列出全部"),
        format!(
            "no rule or indicator is called {name}; {en}{}lawgov rules and lawgov indicators list them",
            if en.is_empty() { "" } else { " " }
        ),
    ))
}

fn explain(entry: &Entry, catalogue: &Catalogue, lang: Lang) -> String {
    let [theme, units, aggregate, since, example, counter] = match lang {
        Lang::Zh => ["主题", "单位", "汇总方式", "起始版本", "属于", "不属于"],
        Lang::En => ["Theme", "Units", "Aggregate", "Since", "Matches", "Does not match"],
    };
    let (name, definition) = match lang {
        Lang::Zh => (&entry.name_zh, &entry.definition_zh),
        Lang::En => (&entry.name_en, &entry.definition_en),
    };
    let classes = entry.units.iter().map(|class| {
        let words = catalogue.measure_words(class);
        let name = label("unit_class", class, lang);
        match (words, lang) {
            ([], _) => name.to_owned(),
            (_, Lang::Zh) => format!("{name}（{}）", words.join(" ")),
            (_, Lang::En) => format!("{name} ({})", words.join(" ")),
        }
    });
    let (colon, comma) = if lang == Lang::Zh { ("：", "、") } else { (": ", ", ") };
    let facts = [
        (theme, label("theme", entry.theme.as_str(), lang).to_owned()),
        (units, classes.collect::<Vec<_>>().join(comma)),
        (aggregate, label("aggregate", entry.aggregate.as_str(), lang).to_owned()),
        (since, entry.since.clone()),
    ];
    let mut page = format!("## {} {name}\n\n{definition}\n\n", entry.code);
    for (what, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        let _ = writeln!(page, "- {what}{colon}{fact}");
    }
    for (what, sentence) in [(example, &entry.example), (counter, &entry.counter)] {
        if !sentence.is_empty() {
            let _ = write!(page, "\n{what}{colon}\n\n```text\n{sentence}\n```\n");
        }
    }
    page
}

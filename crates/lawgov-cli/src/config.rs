//! Settings: `lawgov.toml` found upwards from each report, and what the command line says over it.
//!
//! ```toml
//! select = ["LG1", "rate-mismatch"]   # codes, beginnings of codes, names
//! ignore = ["LG503"]
//! profile = "county.toml"             # mandated parts and deadlines; paths are relative to this file
//! catalogue = "indicators.toml"       # indicators merged over the built-in ones
//! laws = "laws.toml"                  # laws added to the built-in ones
//!
//! [per-file."2021/*.txt"]             # by path below this file, or by file name
//! ignore = ["late"]                   # added; select, profile, catalogue and laws replace
//! ```

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::rc::Rc;
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use lawgov::{Catalogue, Lang, LawRegistry, Parser, Profile};
use lawgov_corpus::{Input, IoFault};
use serde::Deserialize;
use toml::Spanned;

use crate::args::{ConfigArgs, RuleArgs};
use crate::message::{pick, say};
use crate::stop::Stop;

/// The name looked for.
const FILE: &str = "lawgov.toml";

/// A parser for every input, equal settings sharing one.
pub struct Parsers {
    parsers: Vec<(Parser, Arc<Catalogue>)>,
    /// By path; what has none is read by the settings of the current folder.
    of: HashMap<Option<PathBuf>, usize>,
}

impl Parsers {
    /// Reads the configuration of each input; `rules` has the last word. Every error is found before the first report is
    /// read.
    pub fn new(inputs: &[Input], config: &ConfigArgs, rules: Option<&RuleArgs>, lang: Lang) -> Result<Self, Stop> {
        let mut loader = Loader::new(config, lang)?;
        let mut built: HashMap<Settings, usize> = HashMap::new();
        let mut all = Self { parsers: Vec::new(), of: HashMap::new() };
        for input in inputs {
            let mut settings = loader.settings(input.path())?;
            if let Some(rules) = rules {
                if let Some(select) = &rules.select {
                    settings.select = Some(select.clone());
                    settings.ignore.clear();
                }
                settings.ignore.extend_from_slice(&rules.ignore);
            }
            let at = match built.get(&settings) {
                Some(&at) => at,
                None => {
                    all.parsers.push(loader.build(&settings)?);
                    let at = all.parsers.len() - 1;
                    built.insert(settings, at);
                    at
                }
            };
            all.of.insert(input.path().map(Path::to_owned), at);
        }
        Ok(all)
    }

    /// The catalogue of all, where tables of several reports need one.
    pub fn one_catalogue(&self, lang: Lang) -> Result<Arc<Catalogue>, Stop> {
        let mut catalogues = self.parsers.iter().map(|(_, catalogue)| catalogue);
        let first = catalogues.next().map_or_else(Catalogue::builtin, Arc::clone);
        if catalogues.all(|other| Arc::ptr_eq(&first, other)) {
            return Ok(first);
        }
        Err(Stop::Configuration(pick(
            lang,
            "这些报告的配置使用不同的指标目录，不能放进一张表；请用 --config 指定同一份配置",
            "the configurations of these reports name different catalogues: one table needs one; give --config",
        )))
    }

    /// The parser of an input given to [`Parsers::new`].
    pub fn of(&self, input: &Input) -> &Parser {
        let at = self.of.get(&input.path().map(Path::to_owned)).copied().unwrap_or(0);
        &self.parsers[at].0
    }
}

/// The registry of laws that holds in the current folder.
pub fn laws(config: &ConfigArgs, lang: Lang) -> Result<Arc<LawRegistry>, Stop> {
    let settings = Loader::new(config, lang)?.settings(None)?;
    let Some(path) = settings.laws else { return Ok(LawRegistry::builtin()) };
    Ok(Arc::new(LawRegistry::from_toml(&shown(&path), &text_of(&path, lang)?)?))
}

/// The catalogue that holds in the current folder.
pub fn catalogue(config: &ConfigArgs, lang: Lang) -> Result<Arc<Catalogue>, Stop> {
    let mut loader = Loader::new(config, lang)?;
    let settings = loader.settings(None)?;
    loader.catalogue(settings.catalogue.as_deref())
}

/// What holds for one report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Settings {
    select: Option<Vec<String>>,
    ignore: Vec<String>,
    profile: Option<PathBuf>,
    catalogue: Option<PathBuf>,
    laws: Option<PathBuf>,
}

/// Reads each file once.
struct Loader {
    lang: Lang,
    isolated: bool,
    explicit: Option<Rc<Config>>,
    folders: HashMap<PathBuf, Option<Rc<Config>>>,
    catalogues: HashMap<PathBuf, Arc<Catalogue>>,
}

impl Loader {
    fn new(args: &ConfigArgs, lang: Lang) -> Result<Self, Stop> {
        let explicit = args.config.as_deref().map(|path| Config::read(path, lang).map(Rc::new)).transpose()?;
        Ok(Self { lang, isolated: args.isolated, explicit, folders: HashMap::new(), catalogues: HashMap::new() })
    }

    /// The settings of a report; of the current folder when there is no path.
    fn settings(&mut self, report: Option<&Path>) -> Result<Settings, Stop> {
        if self.isolated {
            return Ok(Settings::default());
        }
        let path = absolute(report.unwrap_or(Path::new("-"))).unwrap_or_default();
        let config = match &self.explicit {
            Some(config) => Some(Rc::clone(config)),
            None => self.nearest(path.parent().unwrap_or(Path::new("")))?,
        };
        Ok(config.map_or_else(Settings::default, |config| config.settings(&path)))
    }

    /// The configuration of a folder: its own, or that of the nearest folder above.
    fn nearest(&mut self, folder: &Path) -> Result<Option<Rc<Config>>, Stop> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(known.clone());
        }
        let file = folder.join(FILE);
        let found = if file.is_file() {
            Some(Rc::new(Config::read(&file, self.lang)?))
        } else {
            folder.parent().map(|above| self.nearest(above)).transpose()?.flatten()
        };
        self.folders.insert(folder.to_owned(), found.clone());
        Ok(found)
    }

    fn build(&mut self, settings: &Settings) -> Result<(Parser, Arc<Catalogue>), Stop> {
        let mut builder = Parser::builder();
        if let Some(select) = &settings.select {
            builder = builder.select(select.iter().map(String::as_str))?;
        }
        builder = builder.ignore(settings.ignore.iter().map(String::as_str))?;
        if let Some(path) = &settings.profile {
            builder = builder.profile(Profile::from_toml(&shown(path), &text_of(path, self.lang)?)?);
        }
        if let Some(path) = &settings.laws {
            builder = builder.laws(LawRegistry::from_toml(&shown(path), &text_of(path, self.lang)?)?);
        }
        let catalogue = self.catalogue(settings.catalogue.as_deref())?;
        Ok((builder.catalogue(Arc::clone(&catalogue)).build(), catalogue))
    }

    fn catalogue(&mut self, path: Option<&Path>) -> Result<Arc<Catalogue>, Stop> {
        let Some(path) = path else { return Ok(Catalogue::builtin()) };
        if let Some(known) = self.catalogues.get(path) {
            return Ok(Arc::clone(known));
        }
        let read = Catalogue::from_toml(&shown(path), &text_of(path, self.lang)?)?;
        let read = Arc::new(read);
        read.untrue_examples().iter().for_each(|doubt| say(&doubt.message(self.lang)));
        self.catalogues.insert(path.to_owned(), Arc::clone(&read));
        Ok(read)
    }
}

fn text_of(path: &Path, lang: Lang) -> Result<String, Stop> {
    fs::read_to_string(path).map_err(|error| {
        let (path, fault) = (shown(path), IoFault::from(&error));
        let (what, hint) = (fault.message(lang), fault.hint(lang));
        Stop::Configuration(pick(
            lang,
            format!("{path}：无法读取：{what}（{hint}）"),
            format!("{path}: cannot be read: {what} ({hint})"),
        ))
    })
}

/// A path as short as it can be: below the current folder, relative to it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let short = here.and_then(|here| path.strip_prefix(here).ok());
    lawgov_corpus::shown(short.unwrap_or(path))
}

/// One configuration file.
struct Config {
    folder: PathBuf,
    all: Settings,
    per_file: Vec<(GlobMatcher, Settings)>,
}

impl Config {
    fn read(path: &Path, lang: Lang) -> Result<Self, Stop> {
        let source = text_of(path, lang)?;
        let origin = Origin { path: shown(path), source: &source, lang };
        lawgov::toml_syntax(&origin.path, &source)?;
        let read: File = toml::from_str(&source).map_err(|e| origin.misfit(&e))?;
        let folder = absolute(path).ok().and_then(|p| p.parent().map(Path::to_owned)).unwrap_or_default();
        let all = origin.settings(&read.all(), &folder)?;
        // In the order of the file, so that a later table has the last word.
        let mut tables: Vec<_> = read.per_file.iter().collect();
        tables.sort_by_key(|(glob, _)| glob.span().start);
        let mut per_file = Vec::with_capacity(tables.len());
        for (glob, table) in tables {
            let built = GlobBuilder::new(glob.get_ref()).literal_separator(true).build().map_err(|error| {
                let help = ("通配符用 *、**、?，方括号写作 [[]", "use *, ** and ?; write a bracket as [[]");
                let told = pick(lang, format!("通配符“{}”写得不对", glob.get_ref()), error.to_string());
                origin.fault(Some(glob.span().start), &told, help)
            })?;
            per_file.push((built.compile_matcher(), origin.settings(table, &folder)?));
        }
        Ok(Self { folder, all, per_file })
    }

    /// The settings of a report.
    fn settings(&self, report: &Path) -> Settings {
        let mut settings = self.all.clone();
        let below = report.strip_prefix(&self.folder).unwrap_or(report);
        let name = report.file_name().map(Path::new).unwrap_or(below);
        for (_, own) in self.per_file.iter().filter(|(glob, _)| glob.is_match(below) || glob.is_match(name)) {
            settings.ignore.extend_from_slice(&own.ignore);
            settings.select = own.select.clone().or(settings.select);
            settings.profile = own.profile.clone().or(settings.profile);
            settings.catalogue = own.catalogue.clone().or(settings.catalogue);
            settings.laws = own.laws.clone().or(settings.laws);
        }
        settings
    }
}

/// Where settings were written, to name lines in errors.
struct Origin<'s> {
    path: String,
    source: &'s str,
    lang: Lang,
}

impl Origin<'_> {
    fn fault(&self, at: Option<usize>, message: &str, (zh, en): (&str, &str)) -> Stop {
        let line = at.map_or(1, |at| 1 + self.source.bytes().take(at).filter(|&b| b == b'\n').count());
        let Self { path, lang, .. } = self;
        Stop::Configuration(pick(
            *lang,
            format!("{path}:{line}：{message}；{zh}"),
            format!("{path}:{line}: {message}; {en}"),
        ))
    }

    /// TOML that is no configuration: a field that is not known, or a value of another type.
    fn misfit(&self, error: &toml::de::Error) -> Stop {
        let told = error.message().trim_end();
        // Of a field that is not known the help names those there are.
        let unknown = told.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
        let message = match (unknown, self.lang) {
            (Some(field), Lang::Zh) => format!("没有字段 {field}"),
            (Some(field), Lang::En) => format!("unknown field `{field}`"),
            (None, Lang::Zh) => "这一项的值类型不对".to_owned(),
            (None, Lang::En) => told.to_owned(),
        };
        let help = (
            "可用的字段：select、ignore（列表，如 [\"LG3\"]），profile、catalogue、laws（文件路径），以及 [per-file.\"通配符\"]",
            "known are select, ignore (lists, [\"LG3\"]), profile, catalogue, laws (paths) and [per-file.\"glob\"]",
        );
        self.fault(error.span().map(|span| span.start), &message, help)
    }

    fn settings(&self, table: &Table, folder: &Path) -> Result<Settings, Stop> {
        let rules =
            |words: &[Spanned<String>]| words.iter().map(|word| self.selector(word)).collect::<Result<Vec<_>, Stop>>();
        Ok(Settings {
            select: table.select.as_deref().map(rules).transpose()?,
            ignore: rules(&table.ignore)?,
            profile: table.profile.as_ref().map(|path| self.file(path, folder)).transpose()?,
            catalogue: table.catalogue.as_ref().map(|path| self.file(path, folder)).transpose()?,
            laws: table.laws.as_ref().map(|path| self.file(path, folder)).transpose()?,
        })
    }

    fn selector(&self, word: &Spanned<String>) -> Result<String, Stop> {
        match Parser::builder().select([word.get_ref().as_str()]) {
            Ok(_) => Ok(word.get_ref().clone()),
            Err(error) => {
                let help = ("请改正或删除", "correct it or take it out");
                Err(self.fault(Some(word.span().start), &error.message(self.lang), help))
            }
        }
    }

    fn file(&self, path: &Spanned<String>, folder: &Path) -> Result<PathBuf, Stop> {
        let file = folder.join(path.get_ref());
        if file.is_file() {
            return Ok(file);
        }
        let message = pick(self.lang, format!("没有文件 {}", path.get_ref()), format!("no file {}", path.get_ref()));
        let help = ("路径相对于本配置文件", "paths are relative to this file");
        Err(self.fault(Some(path.span().start), &message, help))
    }
}

/// A configuration file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    select: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    profile: Option<Spanned<String>>,
    catalogue: Option<Spanned<String>>,
    laws: Option<Spanned<String>>,
    #[serde(default)]
    per_file: BTreeMap<Spanned<String>, Table>,
}

impl File {
    fn all(&self) -> Table {
        Table {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            profile: self.profile.clone(),
            catalogue: self.catalogue.clone(),
            laws: self.laws.clone(),
        }
    }
}

/// Settings as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    select: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    profile: Option<Spanned<String>>,
    catalogue: Option<Spanned<String>>,
    laws: Option<Spanned<String>>,
}

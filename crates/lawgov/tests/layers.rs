//! The order of the modules: each imports only from those before it.

#![allow(clippy::disallowed_methods, reason = "the source lies in files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the bottom up, as ARCHITECTURE.md has them: one may use those before it, and its own parts.
fn order() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ARCHITECTURE.md");
    let page = fs::read_to_string(path).expect("the page of the modules");
    let street =
        page.split("\n```").skip(1).step_by(2).find(|block| block.contains(" → ")).expect("a block with the order");
    let street = street.trim_start_matches(|c| c != '\n');
    street.split('→').map(|name| name.trim().to_owned()).collect()
}

/// The steps back there are: these two read the report as far as it is filled, and it then holds what they found.
const STEPS_BACK: [(&str, &str); 2] = [("audit", "report"), ("variables", "report")];

/// The crate's root declares all modules and re-exports from them.
const ROOT: &str = "lib";

#[test]
fn each_module_uses_only_those_below_it() {
    let order = order();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, module) in sources() {
        seen.insert(module.clone());
        let text = fs::read_to_string(&path).expect("a source file");
        let own = order.iter().position(|known| *known == module);
        for used in used(product(&text)) {
            let below = order.iter().position(|known| *known == used);
            let down = matches!((below, own), (Some(b), Some(o)) if b <= o);
            if module != ROOT && !down && !STEPS_BACK.contains(&(module.as_str(), used.as_str())) {
                faults.push(format!("{}: {module} may not use crate::{used}", path.display()));
            }
        }
        if text.contains("super::super") {
            faults.push(format!("{}: write crate:: for super::super", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let known: BTreeSet<_> = order.into_iter().chain([ROOT.to_owned()]).collect();
    assert_eq!(seen, known, "ARCHITECTURE.md names every module, and no other");
}

/// Every source file with the module of the top level that it belongs to.
fn sources() -> Vec<(PathBuf, String)> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut found) = (vec![base.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&base).expect("inside the source").with_extension("");
            let top = inside.iter().next().expect("a name").to_string_lossy().into_owned();
            found.push((path, top));
        }
    }
    found
}

/// A file without its tests, which may look anywhere, and without comments.
fn product(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

/// What follows each `crate::` : one name, or every name at the first level of a group.
fn used(code: String) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => names.extend(heads(group)),
            None => names.extend(head(rest)),
        }
    }
    names
}

/// The name a path begins with; none for what the root re-exports, which is for callers outside.
fn head(path: &str) -> Option<String> {
    let name: String = path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// The names that the paths of a group begin with.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut fresh) = (1, Vec::new(), true);
    for (at, c) in group.char_indices() {
        if depth == 1 && fresh && !c.is_whitespace() {
            names.extend(head(&group[at..]));
            fresh = false;
        }
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

#[test]
fn a_step_back_is_seen() {
    let names = |code: &str| used(product(code)).into_iter().collect::<Vec<_>>();
    assert_eq!(
        names("use crate::{audit::{self, x}, text};\n// crate::wire\nlet a = crate::lexicon::b();"),
        ["audit", "lexicon", "text"]
    );
    assert_eq!(names("fn a() {}\n#[cfg(test)]\nmod tests { use crate::wire; }"), Vec::<String>::new());
}

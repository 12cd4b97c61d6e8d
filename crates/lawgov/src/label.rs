//! What the names used in JSON are called in print, in Chinese and English.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::lang::Lang;
use crate::lexicon::Table;

static LABELS: Lazy<FxHashMap<(&str, &str), [&str; 2]>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("labels"));
    table.rows().map(|row| ((row.get("group"), row.get("name")), [row.get("zh"), row.get("en")])).collect()
});

/// The label of a name: of a `role`, `theme`, `level`, `kind`, `modality`, `direction`, `document` (kinds of citations),
/// `status`, `mark`, `table`, part of the `view`, `aggregate` of an indicator, `unit_class`, `failure` (kinds of files that could not be read), `variable_group`, `variable_type` or `variable_unit`. A name without a label is its own.
///
/// ```
/// assert_eq!(lawgov::label("role", "next_steps", lawgov::Lang::Zh), "下一步安排");
/// ```
#[must_use]
pub fn label<'n>(group: &str, name: &'n str, lang: Lang) -> &'n str {
    LABELS.get(&(group, name)).map_or(name, |&[zh, en]| if lang == Lang::Zh { zh } else { en })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::CitationKind;
    use crate::indicator::Catalogue;
    use crate::marks::MarkKind;
    use crate::outline::Role;
    use crate::theme::Theme;
    use crate::variables::variables;

    #[test]
    fn every_name_has_both_labels() {
        let catalogue = Catalogue::builtin();
        let classes: Vec<_> = catalogue.entries().iter().flat_map(|entry| &entry.units).collect();
        let names = (Role::ALL.iter().map(|r| ("role", r.as_str())))
            .chain(Theme::ALL.iter().map(|t| ("theme", t.as_str())))
            .chain(MarkKind::ALL.iter().map(|m| ("mark", m.as_str())))
            .chain(CitationKind::ALL.iter().map(|c| ("document", c.as_str())))
            .chain(classes.iter().map(|class| ("unit_class", class.as_str())))
            .chain(variables().iter().flat_map(|v| {
                let unit = v.unit.map(|unit| ("variable_unit", unit));
                [("variable_group", v.group), ("variable_type", v.kind)].into_iter().chain(unit)
            }));
        for name in names {
            assert!(LABELS.contains_key(&name), "{name:?} has no label");
        }
        assert!(LABELS.values().flatten().all(|label| !label.is_empty()));
        assert_eq!(label("role", "nonsense", Lang::Zh), "nonsense");
    }
}

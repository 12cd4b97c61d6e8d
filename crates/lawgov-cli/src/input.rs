//! The paths of the command line.

use lawgov::Lang;
use lawgov_corpus::{Input, list, shown};

use crate::args::Inputs;
use crate::message::{counted, pick, say};
use crate::stop::Stop;

impl Inputs {
    /// Every file of the paths, folders walked in sorted order.
    pub fn list(&self, lang: Lang) -> Result<Vec<Input>, Stop> {
        let listing = list(&self.paths);
        for (path, ignored) in &listing.ignored {
            let path = shown(path);
            say(&pick(
                lang,
                format!("{path}：略过 {ignored} 个其他类型的文件"),
                format!("{path}: {} of other types left out", counted(*ignored, "file")),
            ));
        }
        if listing.inputs.is_empty() { Err(Stop::NoInput) } else { Ok(listing.inputs) }
    }

    /// Whether exactly one text is asked for, so that one object answers.
    pub fn is_single(&self) -> bool {
        matches!(self.paths.as_slice(), [path] if !path.is_dir())
    }
}

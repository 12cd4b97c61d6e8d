//! The paths of the command line.

use lawgov::Lang;
use lawgov_corpus::{Input, list};

use crate::args::Inputs;
use crate::message::say;
use crate::stop::Stop;

impl Inputs {
    /// Every file of the paths, folders walked in sorted order.
    pub fn list(&self, lang: Lang) -> Result<Vec<Input>, Stop> {
        let listing = list(&self.paths);
        listing.left_out(lang).iter().for_each(|line| say(line));
        if listing.inputs.is_empty() { Err(Stop::NoInput) } else { Ok(listing.inputs) }
    }

    /// Whether exactly one text is asked for, so that one object answers.
    pub fn is_single(&self) -> bool {
        matches!(self.paths.as_slice(), [path] if !path.is_dir())
    }
}

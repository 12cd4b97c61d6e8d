//! Many files in parallel, results in the order given, memory bounded, failures counted and reported.

use std::io::{self, IsTerminal};
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lawgov::Lang;
use lawgov_read::Document;
use rayon::prelude::*;

use crate::input::{Failure, Input};
use crate::interrupt::interrupted;
use crate::message::say;
use crate::stop::Stop;

/// Files held in memory at once, for each thread.
const AHEAD: usize = 32;

/// Batches up to this size show no progress.
const QUIET: usize = 50;

/// Reads each input and does `work` on it in parallel, then hands the results to `take` in the order of the inputs.
///
/// A file that cannot be read gives a line on standard error and a [`Failure`] in its place. Returns how many failed.
pub fn run<T: Send>(
    inputs: &[Input],
    lang: Lang,
    work: impl Fn(&Input, Document) -> T + Sync,
    mut take: impl FnMut(Result<T, Failure>) -> Result<(), Stop>,
) -> Result<usize, Stop> {
    let progress = progress(inputs.len());
    let mut failed = 0;
    for chunk in inputs.chunks(AHEAD * rayon::current_num_threads()) {
        let results: Vec<_> = chunk
            .par_iter()
            .map(|input| {
                let result = (!interrupted()).then(|| one(input, lang, &work));
                progress.inc(1);
                result
            })
            .collect();
        for result in results {
            let (result, notes) = result.ok_or(Stop::Interrupted)?;
            progress.suspend(|| notes.iter().for_each(|note| say(note)));
            if let Err(failure) = &result {
                failed += 1;
                progress.suspend(|| say(&format!("{} ({})", failure.message, failure.hint)));
            }
            take(result)?;
        }
    }
    progress.finish_and_clear();
    if interrupted() { Err(Stop::Interrupted) } else { Ok(failed) }
}

type Noted<T> = (Result<T, Failure>, Vec<String>);

fn one<T>(input: &Input, lang: Lang, work: &(impl Fn(&Input, Document) -> T + Sync)) -> Noted<T> {
    let document = match input.load(lang) {
        Ok(document) => document,
        Err(failure) => return (Err(failure), Vec::new()),
    };
    let notes = document.notes.iter().map(|note| format!("{}: {}", input.name(), note.message(lang))).collect();
    // One text that the parser fails on must not end a run over thousands.
    let result = panic::catch_unwind(AssertUnwindSafe(|| work(input, document)));
    (result.map_err(|_| Failure::internal(input.name(), lang)), notes)
}

fn progress(files: usize) -> ProgressBar {
    if files <= QUIET || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

//! Many files: progress, notes and failures to standard error.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lawgov::Lang;
use lawgov_corpus::{Batch, Failure, Input, Stopped};
use lawgov_read::Document;

use crate::interrupt::interrupted;
use crate::message::{pick, say, with_hint};
use crate::stop::Stop;

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
    let progress = progress(inputs.len(), lang);
    let colon = pick(lang, "：", ": ");
    let mut failed = 0;
    let batch = Batch { lang, stop: &interrupted, ..Batch::default() };
    let outcome = batch.run(inputs, work, |outcome| {
        progress.inc(1);
        let name = || inputs[outcome.index].name();
        for note in &outcome.notes {
            progress.suspend(|| say(&format!("{}{colon}{}", name(), note.message(lang))));
        }
        if let Err(failure) = &outcome.result {
            failed += 1;
            progress.suspend(|| say(&with_hint(failure, lang)));
        }
        take(outcome.result)
    });
    progress.finish_and_clear();
    match outcome {
        Ok(()) if !interrupted() => Ok(failed),
        Ok(()) | Err(Stopped::Asked) => Err(Stop::Interrupted),
        Err(Stopped::Taker(stop)) => Err(stop),
    }
}

fn progress(files: usize, lang: Lang) -> ProgressBar {
    if files <= QUIET || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(&pick(
        lang,
        "{bar:40} {pos}/{len}，剩余 {eta}",
        "{bar:40} {pos}/{len}, {eta} left",
    )) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

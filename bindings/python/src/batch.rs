//! Many inputs on native threads, outcomes one by one for a Python loop.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use lawgov::{Lang, Report};
use lawgov_corpus::{Batch, Failure, Input, list};
use pyo3::prelude::*;

use crate::{NativeParser, Outcome, named};

/// How long to wait for an outcome before looking for Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(50);
/// Outcomes that wait to be taken.
const WAITING: usize = 16;

type Read = (Result<Report, Failure>, Vec<String>);

/// The files of the paths, folders walked in sorted order, and how many files of other types each folder has.
#[pyfunction]
pub fn list_inputs(py: Python<'_>, paths: Vec<PathBuf>) -> (Vec<String>, Vec<(PathBuf, usize)>) {
    let listing = py.detach(|| list(&paths));
    (listing.inputs.iter().map(Input::name).collect(), listing.ignored)
}

/// Reports and failures in the order of the inputs; each with notes on how it was read.
#[pyclass(frozen, module = "lawgov._lawgov")]
pub struct BatchIterator {
    outcomes: Mutex<Option<Receiver<Read>>>,
    stop: Arc<AtomicBool>,
    lang: Lang,
}

/// What Python gives to read: a path, or a name with bytes or text.
#[derive(FromPyObject)]
enum Given {
    Text(String, String),
    Bytes(String, Vec<u8>),
    Path(PathBuf),
}

impl From<Given> for Input {
    fn from(given: Given) -> Self {
        match given {
            Given::Text(name, text) => Self::Text(name, text),
            Given::Bytes(name, bytes) => Self::Bytes(name, bytes),
            // What could not be listed cannot be read either, for the same reason.
            Given::Path(path) => Self::File(path),
        }
    }
}

#[pymethods]
impl BatchIterator {
    #[new]
    #[pyo3(signature = (inputs, parser, *, threads=None, lang="zh"))]
    fn new(
        py: Python<'_>,
        inputs: Vec<Given>,
        parser: &NativeParser,
        threads: Option<NonZeroUsize>,
        lang: &str,
    ) -> PyResult<Self> {
        let lang: Lang = named(py, "language", lang)?;
        let inputs: Vec<Input> = inputs.into_iter().map(Input::from).collect();
        let (parser, stop) = (Arc::clone(&parser.parser), Arc::new(AtomicBool::new(false)));
        let (sender, outcomes) = sync_channel(WAITING);
        let asked = Arc::clone(&stop);
        thread::Builder::new().name("lawgov".to_owned()).spawn(move || {
            let stop = || asked.load(Ordering::Relaxed);
            let batch = Batch { lang, threads, stop: &stop };
            // When nobody takes outcomes any more, that is the end of it.
            let _ = batch.run(
                &inputs,
                |input, document| input.parse(document, &parser),
                |outcome| {
                    let notes = outcome.notes.iter().map(|note| note.message(lang)).collect();
                    sender.send((outcome.result, notes)).map_err(drop)
                },
            );
        })?;
        Ok(Self { outcomes: Mutex::new(Some(outcomes)), stop, lang })
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<(Outcome, Vec<String>)>> {
        let outcome = loop {
            let received = py.detach(|| {
                let outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
                outcomes.as_ref().map_or(Err(RecvTimeoutError::Disconnected), |o| o.recv_timeout(PATIENCE))
            });
            match received {
                Ok(outcome) => break outcome,
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => py.check_signals().inspect_err(|_| self.close())?,
            }
        };
        Ok(Some((Outcome::of(outcome.0, self.lang), outcome.1)))
    }

    /// Ends the threads after the files at hand.
    fn close(&self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Ok(mut outcomes) = self.outcomes.try_lock() {
            outcomes.take();
        }
    }
}

impl Drop for BatchIterator {
    fn drop(&mut self) {
        self.close();
    }
}

//! Many inputs on native threads, outcomes one by one for a Python loop.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lawgov::Lang;
use lawgov_corpus::{Input, Next, Stream, list};
use pyo3::prelude::*;

use crate::{LANGUAGE, NativeParser, Outcome, named};

/// How long to wait for an outcome before looking for Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(50);

/// The files of the paths, folders walked in sorted order, and a line for each folder whose files of other types are left out.
#[pyfunction]
pub fn list_inputs(py: Python<'_>, paths: Vec<PathBuf>, lang: &str) -> PyResult<(Vec<String>, Vec<String>)> {
    let lang: Lang = named(py, LANGUAGE, lang)?;
    let listing = py.detach(|| list(&paths));
    Ok((listing.inputs.iter().map(Input::name).collect(), listing.left_out(lang)))
}

/// Reports and failures in the order of the inputs; each with notes on how it was read.
#[pyclass(frozen, module = "lawgov._lawgov")]
pub struct BatchIterator {
    stream: Stream,
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
        let lang: Lang = named(py, LANGUAGE, lang)?;
        let inputs = inputs.into_iter().map(Input::from).collect();
        Ok(Self { stream: Stream::start(inputs, Arc::clone(&parser.parser), lang, threads)?, lang })
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<(Outcome, Vec<String>)>> {
        loop {
            match py.detach(|| self.stream.next(PATIENCE)) {
                Next::Outcome(outcome) => {
                    let notes = outcome.notes.iter().map(|note| note.message(self.lang)).collect();
                    return Ok(Some((Outcome::of(outcome.result, self.lang), notes)));
                }
                Next::End => return Ok(None),
                Next::Waiting => py.check_signals().inspect_err(|_| self.close())?,
            }
        }
    }

    /// Ends the threads after the files at hand.
    fn close(&self) {
        self.stream.close();
    }
}

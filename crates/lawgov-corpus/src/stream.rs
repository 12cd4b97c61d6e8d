//! A batch that runs by itself, its outcomes taken when the caller has time.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{io, thread};

use lawgov::{Lang, Parser, Report};

use crate::{Batch, Input, Outcome};

/// Outcomes that wait to be taken.
const WAITING: usize = 16;

/// Reports of a batch on threads of its own, in the order of the inputs. Dropping it ends the threads.
#[derive(Debug)]
pub struct Stream {
    outcomes: Mutex<Option<Receiver<Outcome<Report>>>>,
    stop: Arc<AtomicBool>,
}

/// What a stream has to give.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "it is taken apart at once")]
pub enum Next {
    /// The next outcome.
    Outcome(Outcome<Report>),
    /// Nothing yet: ask again.
    Waiting,
    /// There are no more.
    End,
}

impl Stream {
    /// Begins to read and parse the inputs.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        inputs: Vec<Input>,
        parser: Arc<Parser>,
        lang: Lang,
        threads: Option<NonZeroUsize>,
    ) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (sender, outcomes) = sync_channel(WAITING);
        let asked = Arc::clone(&stop);
        thread::Builder::new().name("lawgov".to_owned()).spawn(move || {
            let stop = || asked.load(Ordering::Relaxed);
            let batch = Batch { lang, threads, stop: &stop };
            let work = |input: &Input, document| input.parse(document, &parser);
            // When nobody takes outcomes any more, that is the end of it.
            let _ = batch.run(&inputs, work, |outcome| sender.send(outcome).map_err(drop));
        })?;
        Ok(Self { outcomes: Mutex::new(Some(outcomes)), stop })
    }

    /// The next outcome, waited for no longer than `patience`.
    pub fn next(&self, patience: Duration) -> Next {
        let outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        match outcomes.as_ref().map(|outcomes| outcomes.recv_timeout(patience)) {
            Some(Ok(outcome)) => Next::Outcome(outcome),
            Some(Err(RecvTimeoutError::Timeout)) => Next::Waiting,
            Some(Err(RecvTimeoutError::Disconnected)) | None => Next::End,
        }
    }

    /// Ends the threads after the files at hand.
    pub fn close(&self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Ok(mut outcomes) = self.outcomes.try_lock() {
            outcomes.take();
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_taken_one_by_one_until_it_is_closed() {
        let inputs = |n: usize| (0..n).map(|i| Input::text(i.to_string(), "发放资料20份。")).collect();
        let start = |n| Stream::start(inputs(n), Arc::default(), Lang::En, None).expect("a thread");
        let taken = |stream: &Stream, most: usize| {
            let mut indices = Vec::new();
            while indices.len() < most {
                match stream.next(Duration::from_millis(10)) {
                    Next::Outcome(outcome) => indices.push(outcome.index),
                    Next::Waiting => {}
                    Next::End => break,
                }
            }
            indices
        };
        assert_eq!(taken(&start(100), usize::MAX), (0..100).collect::<Vec<_>>());
        let stream = start(10_000);
        assert_eq!(taken(&stream, 3), [0, 1, 2]);
        stream.close();
        assert!(matches!(stream.next(Duration::ZERO), Next::End));
    }
}

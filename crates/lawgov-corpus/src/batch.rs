//! Inputs in parallel, results in order.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use lawgov::Lang;
use lawgov_read::{Document, Note};

use crate::{Failure, Input};

/// Results held in memory at once, for each thread.
const AHEAD: usize = 32;

/// How long to wait for a result before asking again whether to stop.
const PATIENCE: Duration = Duration::from_millis(50);

/// How inputs are worked on.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    /// The language of failures.
    pub lang: Lang,
    /// Threads to work on; as many as the machine has when none is given.
    pub threads: Option<NonZeroUsize>,
    /// Whether to stop now. Asked before each file and while waiting.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

impl Default for Batch<'_> {
    fn default() -> Self {
        Self { lang: Lang::default(), threads: None, stop: &|| false }
    }
}

/// What became of an input.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome<T> {
    /// Its place among the inputs.
    pub index: usize,
    /// What was made of it, or why it could not be read.
    pub result: Result<T, Failure>,
    /// Remarks on how it was read.
    pub notes: Vec<Note>,
}

/// Why a run ended before its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped<E> {
    /// [`Batch::stop`] said so.
    Asked,
    /// The taker of results did.
    Taker(E),
}

impl Batch<'_> {
    /// Reads each input and does `work` on it in parallel, then hands the outcomes to `take` in the order of the inputs,
    /// each as soon as it and all before it are there.
    ///
    /// An input on which `work` panics is a failure like one that cannot be read.
    ///
    /// # Errors
    /// When told to stop, or when `take` fails. Threads end after the file at hand.
    pub fn run<T: Send, E>(
        &self,
        inputs: &[Input],
        work: impl Fn(&Input, Document) -> T + Sync,
        mut take: impl FnMut(Outcome<T>) -> Result<(), E>,
    ) -> Result<(), Stopped<E>> {
        let machine = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads = self.threads.map_or_else(machine, NonZeroUsize::get).min(inputs.len()).max(1);
        let queue = Queue::new(inputs.len(), AHEAD * threads);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(index) = queue.next(self.stop) {
                        queue.put(self.one(index, &inputs[index], &work));
                    }
                });
            }
            let mut all = || {
                for index in 0..inputs.len() {
                    let outcome = queue.take(index, self.stop).ok_or(Stopped::Asked)?;
                    take(outcome).map_err(Stopped::Taker)?;
                }
                Ok(())
            };
            let result = all();
            queue.close();
            result
        })
    }

    fn one<T>(&self, index: usize, input: &Input, work: &(impl Fn(&Input, Document) -> T + Sync)) -> Outcome<T> {
        // One file that a reader or the parser fails on must not end a run over thousands.
        let read = panic::catch_unwind(AssertUnwindSafe(|| {
            input.load(self.lang).map(|document| {
                let notes = document.notes.clone();
                (work(input, document), notes)
            })
        }));
        match read {
            Ok(Ok((result, notes))) => Outcome { index, result: Ok(result), notes },
            Ok(Err(failure)) => Outcome { index, result: Err(failure), notes: Vec::new() },
            Err(_) => {
                let failure = Failure::internal(input.name(), self.lang);
                Outcome { index, result: Err(failure), notes: Vec::new() }
            }
        }
    }
}

/// Hands out indices and brings the outcomes back in order; no index is far ahead of the taker.
struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    inputs: usize,
    ahead: usize,
}

struct State<T> {
    /// The next input to work on.
    next: usize,
    /// How many were taken.
    taken: usize,
    done: BTreeMap<usize, Outcome<T>>,
    closed: bool,
}

impl<T> Queue<T> {
    fn new(inputs: usize, ahead: usize) -> Self {
        let state = State { next: 0, taken: 0, done: BTreeMap::new(), closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), inputs, ahead }
    }

    /// No code that can panic runs under the lock.
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'q>(&self, state: MutexGuard<'q, State<T>>) -> MutexGuard<'q, State<T>> {
        self.changed.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner).0
    }

    /// The next input to work on, once there is room for its outcome; none at the end.
    fn next(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<usize> {
        let mut state = self.state();
        loop {
            if state.closed || state.next >= self.inputs || stop() {
                return None;
            }
            if state.next < state.taken + self.ahead {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = self.wait(state);
        }
    }

    fn put(&self, outcome: Outcome<T>) {
        self.state().done.insert(outcome.index, outcome);
        self.changed.notify_all();
    }

    /// The outcome of an input, once it is there; none when told to stop.
    fn take(&self, index: usize, stop: &(dyn Fn() -> bool + Sync)) -> Option<Outcome<T>> {
        let mut state = self.state();
        loop {
            if stop() {
                return None;
            }
            if let Some(outcome) = state.done.remove(&index) {
                state.taken = index + 1;
                drop(state);
                self.changed.notify_all();
                return Some(outcome);
            }
            state = self.wait(state);
        }
    }

    fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use super::*;

    fn inputs(n: usize) -> Vec<Input> {
        (0..n).map(|i| Input::text(i.to_string(), i.to_string())).collect()
    }

    #[test]
    fn outcomes_come_in_order_and_memory_is_bounded() {
        let (started, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut taken = Vec::new();
        let batch = Batch { threads: NonZeroUsize::new(4), ..Batch::default() };
        let result = batch.run(
            &inputs(1000),
            |_, document| {
                started.fetch_add(1, Ordering::SeqCst);
                // Early ones take longer, so that later ones overtake them.
                if document.text.ends_with('0') {
                    thread::sleep(Duration::from_millis(1));
                }
                document.text
            },
            |outcome| {
                taken.push(outcome.result.map_err(drop)?);
                most.fetch_max(started.load(Ordering::SeqCst) - taken.len(), Ordering::SeqCst);
                Ok::<(), ()>(())
            },
        );
        assert_eq!(result, Ok(()));
        assert_eq!(taken, (0..1000).map(|i| i.to_string()).collect::<Vec<_>>());
        assert!(most.into_inner() <= 4 * AHEAD + 4);
    }

    #[test]
    fn a_panic_is_a_failure_of_its_input() {
        let mut kinds = Vec::new();
        let result = Batch::default().run(
            &inputs(3),
            |_, document| assert_ne!(document.text, "1", "a fault of the test"),
            |outcome| {
                kinds.push(outcome.result.map_or_else(|failure| failure.kind, |()| "read"));
                Ok::<(), ()>(())
            },
        );
        assert_eq!((result, kinds), (Ok(()), vec!["read", "internal", "read"]));
    }

    #[test]
    fn it_stops_when_told() {
        let stop = AtomicBool::new(false);
        let asked = || stop.load(Ordering::SeqCst);
        let batch = Batch { stop: &asked, ..Batch::default() };
        let mut taken = 0;
        let result = batch.run(
            &inputs(10_000),
            |_, _| (),
            |_| {
                taken += 1;
                stop.store(taken == 10, Ordering::SeqCst);
                Ok::<(), ()>(())
            },
        );
        assert_eq!((result, taken), (Err(Stopped::Asked), 10));
        let result = Batch::default().run(&inputs(10_000), |_, _| (), |_| Err("full"));
        assert_eq!(result, Err(Stopped::Taker("full")));
        assert_eq!(Batch::default().run(&[], |_, _| (), |_| Ok::<(), ()>(())), Ok(()));
    }
}

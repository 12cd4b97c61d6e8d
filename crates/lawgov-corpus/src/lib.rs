//! Many reports: folders walked in sorted order, files read and worked on in parallel, results in the order of the inputs,
//! memory bounded, failures as rows.
//!
//! Nothing is printed: what there is to tell is handed to the caller, who also says when to stop.
//!
//! ```
//! use lawgov_corpus::{Batch, Input};
//!
//! let inputs = [Input::text("a", "全年发放宣传资料1000余份。"), Input::text("b", "")];
//! let mut counts = Vec::new();
//! let parser = lawgov::Parser::default();
//! Batch::default().run(
//!     &inputs,
//!     |input, document| input.parse(document, &parser).statistics.len(),
//!     |outcome| {
//!         counts.push(outcome.result.map_err(|failure| failure.message)?);
//!         Ok::<(), String>(())
//!     },
//! )?;
//! assert_eq!(counts, [1, 0]);
//! # Ok::<(), lawgov_corpus::Stopped<String>>(())
//! ```
#![forbid(unsafe_code)]

mod batch;
mod failure;
mod fault;
mod input;
mod stream;
mod tabulate;

pub use batch::{Batch, Outcome, Stopped};
pub use failure::Failure;
pub use fault::{IoFault, shown};
pub use input::{Input, Listing, list};
pub use stream::{Next, Stream};
pub use tabulate::tabulate;

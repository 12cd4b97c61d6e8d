//! One file a subcommand. Each returns how many files could not be read.

pub mod parse;
pub mod quantities;

//! One file a subcommand. Each returns how many files could not be read.

pub mod parse;
pub mod quantities;
pub mod schema;
pub mod show;
pub mod summary;

//! One file a subcommand. Each returns how many files could not be read; `check` counts its findings too.

pub mod check;
pub mod explain;
pub mod indicators;
pub mod laws;
pub mod overlap;
pub mod parse;
pub mod quantities;
pub mod rules;
pub mod schema;
pub mod show;
pub mod summary;
pub mod table;

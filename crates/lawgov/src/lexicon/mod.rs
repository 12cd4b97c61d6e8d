//! Word tables and the matcher over them.
//!
//! Words live in `data/`, logic in code: a stage declares its table here or in its own module as a static read from
//! `data/*.tsv`, and looks words up with a [`Trie`].

mod debris;
mod place;
mod signs;
mod table;
mod trie;
mod vocabulary;

pub(crate) use debris::{debris, may_be_debris};
pub(crate) use place::{ends_place, is_region, place, place_end_firsts, place_rank, region_firsts, units};
pub(crate) use signs::Signs;
pub(crate) use table::{Row, Table, tsv};
pub(crate) use trie::{SuffixTrie, Trie};
pub(crate) use vocabulary::{List, Vocabulary, Word, Words};

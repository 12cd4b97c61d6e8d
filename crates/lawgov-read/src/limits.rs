//! How much a file may cost: every reader counts against one budget, so that no file, however made, takes a machine
//! down. Work is counted in steps and not on a clock: the same file gives the same result everywhere.

use crate::error::{Fault, Limit};

/// What reading one file may cost.
///
/// ```
/// let small = lawgov_read::Limits { bytes: 4, ..lawgov_read::Limits::default() };
/// let error = lawgov_read::Reader::new().limits(small).read("一、".as_bytes(), "a.txt").unwrap_err();
/// assert_eq!(error.kind(), "too_large");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub bytes: u64,
    /// Bytes that its packed parts may unpack to, all together.
    pub expanded: u64,
    /// Parts of a container: entries of a zip, objects of a PDF, streams of a compound file.
    pub entries: u64,
    /// Elements, tables, objects within each other.
    pub depth: u64,
    /// Units of work: an element, a record, an operator, a lookup.
    pub steps: u64,
}

impl Default for Limits {
    /// Far above any report, far below what hurts: 256 MB of file, 512 MB unpacked, 100,000 parts, 256 levels,
    /// 50 million steps (seconds).
    fn default() -> Self {
        Self { bytes: 256 << 20, expanded: 512 << 20, entries: 100_000, depth: 256, steps: 50_000_000 }
    }
}

/// What is left of the [`Limits`] while one file is read.
#[derive(Debug)]
#[cfg_attr(
    not(any(feature = "html", feature = "docx", feature = "doc", feature = "pdf", feature = "ofd")),
    allow(dead_code, reason = "plain text costs nothing")
)]
pub(crate) struct Budget {
    limits: Limits,
    expanded: u64,
    steps: u64,
}

#[cfg_attr(
    not(all(feature = "html", feature = "docx", feature = "doc", feature = "pdf", feature = "ofd")),
    allow(dead_code, reason = "each format counts what it has")
)]
impl Budget {
    /// A fresh budget for a file of that many bytes.
    pub fn new(limits: Limits, bytes: usize) -> Result<Self, Fault> {
        check(Limit::Bytes, bytes as u64, limits.bytes)?;
        Ok(Self { limits, expanded: 0, steps: 0 })
    }

    /// Takes so many units of work.
    pub fn step(&mut self, units: u64) -> Result<(), Fault> {
        self.steps = self.steps.saturating_add(units);
        check(Limit::Steps, self.steps, self.limits.steps)
    }

    /// Takes so many unpacked bytes.
    pub fn expand(&mut self, bytes: u64) -> Result<(), Fault> {
        self.expanded = self.expanded.saturating_add(bytes);
        check(Limit::Expanded, self.expanded, self.limits.expanded)
    }

    /// How many more bytes may be unpacked.
    pub fn room(&self) -> u64 {
        self.limits.expanded - self.expanded.min(self.limits.expanded)
    }

    /// Whether a container may have so many parts.
    pub fn entries(&self, count: usize) -> Result<(), Fault> {
        check(Limit::Entries, count as u64, self.limits.entries)
    }

    /// Whether things may nest so deep.
    pub fn depth(&self, depth: usize) -> Result<(), Fault> {
        check(Limit::Depth, depth as u64, self.limits.depth)
    }
}

fn check(limit: Limit, asked: u64, allowed: u64) -> Result<(), Fault> {
    if asked > allowed { Err(Fault::TooLarge { limit, allowed }) } else { Ok(()) }
}

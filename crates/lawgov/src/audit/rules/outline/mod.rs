//! LG1: the mandated parts and their numbering.

pub(super) mod empty_section;
pub(super) mod missing_causes;
pub(super) mod missing_first_responsible;
pub(super) mod missing_measures;
pub(super) mod missing_next_steps;
pub(super) mod missing_problems;
pub(super) mod not_a_report;
pub(super) mod numbering_repeated;
pub(super) mod numbering_restarted;
pub(super) mod numbering_skipped;

//! LG3: figures that contradict each other.

pub(super) mod conflicting_figures;
pub(super) mod list_count_mismatch;
pub(super) mod part_exceeds_whole;
pub(super) mod parts_differ_from_total;
pub(super) mod rate_mismatch;
pub(super) mod rate_over_100;
pub(super) mod rate_without_base;

//! LG2: years and dates.

pub(super) mod impossible_date;
pub(super) mod late;
pub(super) mod plan_year;
pub(super) mod year_conflict;

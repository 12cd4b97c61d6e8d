//! LG6: what must not be published.

pub(super) mod personal_data;

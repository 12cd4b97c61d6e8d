//! LG7: what the parts say.

pub(super) mod no_figures;

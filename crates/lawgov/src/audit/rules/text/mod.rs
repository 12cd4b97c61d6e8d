//! LG5: faults of the text itself.

pub(super) mod conversion_debris;
pub(super) mod doubled_punctuation;
pub(super) mod mixed_width_punctuation;
pub(super) mod other_body;
pub(super) mod unbalanced_bracket;

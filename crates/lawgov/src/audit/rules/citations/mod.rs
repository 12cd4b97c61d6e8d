//! LG4: laws and documents.

pub(super) mod malformed_document_number;
pub(super) mod misnamed_law;
pub(super) mod repealed_law;
pub(super) mod superseded_policy;

//! LG4: laws and documents.

pub(super) mod malformed_document_number;

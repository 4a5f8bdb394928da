//! The month before, the next month, findings that were acknowledged.

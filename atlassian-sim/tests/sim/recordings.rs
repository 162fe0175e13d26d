//! Real answers of real sites.

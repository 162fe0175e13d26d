//! Drafts.
use crate::{Failure, Verdict};
use std::path::Path;
pub(crate) fn run(_: &Path, _: &str) -> Result<Verdict, Failure> {
    Ok(Verdict::Clean)
}

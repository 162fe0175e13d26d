//! Files that are written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::outcome::Failure;

/// Puts a file in place, or in the place of the one before, at one stroke.
///
/// # Errors
/// [`Failure::Failed`]; then what was there before is as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let beside = beside(path);
    let written = written(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        Failure::Failed(format!("{}: {error}", path.display()))
    })
}

fn written(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Whether a file can be written here, before the work of making it.
///
/// # Errors
/// [`Failure::Usage`] if it cannot.
pub fn check(path: &Path) -> Result<(), Failure> {
    let wrong =
        |what: &dyn std::fmt::Display| Failure::Usage(format!("{}: {what}", path.display()));
    if path.is_dir() {
        return Err(wrong(&"it is a folder"));
    }
    let beside = beside(path);
    let tried = OpenOptions::new().create(true).append(true).open(&beside);
    tried.map_err(|error| wrong(&error))?;
    fs::remove_file(&beside).map_err(|error| wrong(&error))
}

/// A name in the same folder, so that a rename is enough.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

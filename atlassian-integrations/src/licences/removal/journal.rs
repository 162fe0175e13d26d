//! What a removal is about to do and has done, in a file that outlives it.
//!
//! One line of JSON for each thing. A line is on the disk before what it announces begins. A line that a crash cut short
//! was not followed by anything, and is dropped when the file is opened again.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use atlassian_core::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use super::Step;
use super::plan::organization;
use crate::Source;

const FORMAT: u32 = 1;
/// How each line begins.
const BEGINNING: &[u8] = b"{\"at\":";

/// The journal of removals from one site. Only its owner may read the file; it holds no secret, but ids and names.
///
/// While it is open no other program can open it.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// How much of the file is whole lines.
    length: u64,
    site: String,
    /// The organization, once one was at hand.
    organization: Option<String>,
    entries: Vec<Entry>,
}

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The file cannot be opened, read or written.
    #[error("the journal `{}` cannot be read or written", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Another program has it open.
    #[error("the journal `{}` is in use by another program", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// It is something else, or damaged. It was left as it is.
    #[error("`{}` is no journal of removals, or line {line} of it is damaged; it was left as it is", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The first line that is not understood.
        line: usize,
    },
    /// It belongs to another site. It was left as it is.
    #[error("the journal `{}` is of {holds}, and this is {wanted}", .path.display())]
    OtherSite {
        /// The file.
        path: PathBuf,
        /// The site in it.
        holds: String,
        /// The site at hand.
        wanted: String,
    },
    /// It belongs to another organization. It was left as it is.
    #[error("the journal `{}` is of the organization {holds}, and this is {wanted}", .path.display())]
    OtherOrganization {
        /// The file.
        path: PathBuf,
        /// The organization in it.
        holds: String,
        /// The organization at hand.
        wanted: String,
    },
}

/// A line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    at: Timestamp,
    #[serde(flatten)]
    record: Record,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub(super) enum Record {
    /// The first line.
    Opened {
        format: u32,
        site: String,
    },
    /// The organization of all steps, from when one is at hand.
    Organization {
        id: String,
    },
    /// A step is about to be taken.
    AboutTo {
        id: u64,
        by: AccountId,
        account_id: AccountId,
        name: String,
        step: Step,
    },
    Done {
        id: u64,
    },
    Failed {
        id: u64,
        possibly_done: bool,
        error: String,
    },
    /// A step is about to be undone.
    AboutToUndo {
        id: u64,
    },
    Undone {
        id: u64,
    },
    UndoFailed {
        id: u64,
        error: String,
    },
}

/// A step that was carried out, or may have been, and was not undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Open {
    /// Its number in the journal.
    pub id: u64,
    /// When it was begun.
    pub at: Timestamp,
    /// The account.
    pub account_id: AccountId,
    /// Its name then.
    pub name: String,
    /// What was done.
    pub step: Step,
    /// Whether nobody knows if it was carried out: the program ended or the answer was lost in between.
    pub possibly: bool,
}

impl Journal {
    /// Opens the journal of the source's site, or begins one.
    ///
    /// # Errors
    /// [`JournalError`]; a file that is something else is left as it is.
    pub fn open(path: impl AsRef<Path>, source: &Source) -> Result<Self, JournalError> {
        let organization = organization(source).ok().map(|(_, id)| id);
        Self::open_for(path.as_ref(), &source.label(), organization, source.now())
    }

    fn open_for(
        path: &Path,
        site: &str,
        organization: Option<&str>,
        now: Timestamp,
    ) -> Result<Self, JournalError> {
        let path = path.to_owned();
        let failed = |source| JournalError::File {
            path: path.clone(),
            source,
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(JournalError::Busy { path }),
            Err(fs::TryLockError::Error(source)) => return Err(failed(source)),
        }
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(failed)?;
        let (entries, whole) = read(&text).map_err(|line| JournalError::Foreign {
            path: path.clone(),
            line,
        })?;
        match entries.first().map(|entry| &entry.record) {
            Some(Record::Opened { site: holds, .. }) if holds != site => {
                return Err(JournalError::OtherSite {
                    path,
                    holds: holds.clone(),
                    wanted: site.to_owned(),
                });
            }
            Some(Record::Opened { format: FORMAT, .. }) | None => {}
            Some(_) => return Err(JournalError::Foreign { path, line: 1 }),
        }
        let mut journal = Self {
            path,
            file,
            length: whole,
            site: site.to_owned(),
            organization: entries.iter().find_map(|entry| match &entry.record {
                Record::Organization { id } => Some(id.clone()),
                _ => None,
            }),
            entries,
        };
        journal.is_of(organization)?;
        journal.prepare().map_err(|source| JournalError::File {
            path: journal.path.clone(),
            source,
        })?;
        if journal.entries.is_empty() {
            let site = site.to_owned();
            journal.write(
                now.clone(),
                Record::Opened {
                    format: FORMAT,
                    site,
                },
            )?;
        }
        journal.bind(organization, now)?;
        Ok(journal)
    }

    /// Refuses a source of another organization than the one whose steps stand here.
    pub(super) fn bind_to(&mut self, source: &Source) -> Result<(), JournalError> {
        let organization = organization(source).ok().map(|(_, id)| id);
        self.bind(organization, source.now())
    }

    fn bind(&mut self, organization: Option<&str>, now: Timestamp) -> Result<(), JournalError> {
        self.is_of(organization)?;
        if let (None, Some(id)) = (&self.organization, organization) {
            let id = id.to_owned();
            self.write(now, Record::Organization { id: id.clone() })?;
            self.organization = Some(id);
        }
        Ok(())
    }

    fn is_of(&self, organization: Option<&str>) -> Result<(), JournalError> {
        match (&self.organization, organization) {
            (Some(holds), Some(wanted)) if holds != wanted => {
                Err(JournalError::OtherOrganization {
                    path: self.path.clone(),
                    holds: holds.clone(),
                    wanted: wanted.to_owned(),
                })
            }
            _ => Ok(()),
        }
    }

    /// Cuts off a line that was never finished, and keeps others from reading.
    fn prepare(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        {
            let mine = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            self.file.set_permissions(mine)?;
        }
        self.cut()?;
        self.file.sync_all()?;
        // The file's name must survive a crash as well.
        #[cfg(unix)]
        if let Some(folder) = self.path.parent() {
            let folder = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    fn cut(&mut self) -> io::Result<()> {
        self.file.set_len(self.length)?;
        self.file.seek(SeekFrom::End(0)).map(drop)
    }

    /// The site that it belongs to.
    #[must_use]
    pub fn site(&self) -> &str {
        &self.site
    }

    /// The steps that were carried out, or may have been, and were not undone; the last one first.
    #[must_use]
    pub fn open_steps(&self) -> Vec<Open> {
        let mut open: Vec<Open> = Vec::new();
        for entry in &self.entries {
            match &entry.record {
                Record::AboutTo {
                    id,
                    account_id,
                    name,
                    step,
                    ..
                } => open.push(Open {
                    id: *id,
                    at: entry.at.clone(),
                    account_id: account_id.clone(),
                    name: name.clone(),
                    step: step.clone(),
                    possibly: true,
                }),
                Record::Done { id } => {
                    for step in open.iter_mut().filter(|step| step.id == *id) {
                        step.possibly = false;
                    }
                }
                Record::Failed {
                    id,
                    possibly_done: false,
                    ..
                }
                | Record::Undone { id } => open.retain(|step| step.id != *id),
                _ => {}
            }
        }
        open.reverse();
        open
    }

    /// Writes that a step is about to be taken, and gives its number.
    pub(super) fn about_to(
        &mut self,
        now: Timestamp,
        by: &AccountId,
        account_id: &AccountId,
        name: &str,
        step: &Step,
    ) -> Result<u64, JournalError> {
        let ids = self.entries.iter().filter_map(|entry| match entry.record {
            Record::AboutTo { id, .. } => Some(id),
            _ => None,
        });
        let id = ids.max().map_or(1, |last| last + 1);
        let record = Record::AboutTo {
            id,
            by: by.clone(),
            account_id: account_id.clone(),
            name: name.to_owned(),
            step: step.clone(),
        };
        self.write(now, record)?;
        Ok(id)
    }

    /// Puts a line on the disk.
    ///
    /// It is written in place and not on another thread: a few bytes, and nothing may go on before they are there.
    pub(super) fn write(&mut self, at: Timestamp, record: Record) -> Result<(), JournalError> {
        let entry = Entry { at, record };
        match self.append(&entry) {
            Ok(length) => {
                self.length += length;
                self.entries.push(entry);
                Ok(())
            }
            Err(source) => {
                // Half a line would spoil the next one. If it cannot be cut off either, opening will.
                let _ = self.cut();
                Err(JournalError::File {
                    path: self.path.clone(),
                    source,
                })
            }
        }
    }

    fn append(&mut self, entry: &Entry) -> io::Result<u64> {
        let line = format!("{}\n", serde_json::to_string(entry)?);
        self.file.write_all(line.as_bytes())?;
        self.file.sync_all()?;
        Ok(u64::try_from(line.len()).unwrap_or(u64::MAX))
    }
}

/// The whole lines and how many bytes they are, or the number of the first line that is not understood.
fn read(text: &[u8]) -> Result<(Vec<Entry>, u64), usize> {
    let whole = text
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let mut entries = Vec::new();
    for (at, line) in text[..whole]
        .split_inclusive(|byte| *byte == b'\n')
        .enumerate()
    {
        entries.push(serde_json::from_slice(line).map_err(|_| at + 1)?);
    }
    // A file that has no line at all was not begun by this program, unless by one that was stopped at once.
    let begun = text.len().min(BEGINNING.len());
    if text[..begun] != BEGINNING[..begun] {
        return Err(1);
    }
    Ok((entries, u64::try_from(whole).unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests;

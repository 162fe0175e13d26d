//! Real issues: lines of JSON as Jira answers them, taken into a generated site.
//!
//! A line is an issue of a Cloud site (documents, account ids) or of a Data Center (wiki text, user
//! names), or a project with its components and versions.

mod config;
mod issues;
mod parts;
mod people;
mod projects;
mod relations;
mod values;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::state::State;
use crate::state::jira::project::{Component, Version};
use crate::state::rng::Rng;

/// So that what is made for people shifts nothing else.
const SALT: u64 = 0x0010_ad00;

/// What is wrong with a file of [`SimBuilder::load_issues`](crate::SimBuilder::load_issues). It is
/// the inner error of what [`SimBuilder::start`](crate::SimBuilder::start) fails with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    file: PathBuf,
    line: Option<usize>,
    what: String,
}

impl LoadError {
    /// The file.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The number of the line, counted from 1; `None` when the file cannot be read at all.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for LoadError {}

impl From<LoadError> for io::Error {
    fn from(error: LoadError) -> Self {
        Self::new(io::ErrorKind::InvalidInput, error)
    }
}

/// A file as it was at the start; a reset takes in the same text again.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    file: PathBuf,
    text: Arc<str>,
}

impl Source {
    pub(crate) fn read(file: &Path) -> Result<Self, LoadError> {
        let text = fs::read_to_string(file).map_err(|error| LoadError {
            file: file.to_owned(),
            line: None,
            what: format!("cannot be read: {error}"),
        })?;
        Ok(Self {
            file: file.to_owned(),
            text: text.into(),
        })
    }

    fn error(&self, line: usize, what: String) -> LoadError {
        LoadError {
            file: self.file.clone(),
            line: Some(line),
            what,
        }
    }

    /// The values of the file: one on each line, or the whole file is one.
    fn values(&self) -> Result<Vec<Line<'_>>, LoadError> {
        let text = self.text.trim_start_matches('\u{feff}');
        let mut lines = Vec::new();
        for (text_of_line, number) in text.lines().zip(1..) {
            if text_of_line.trim().is_empty() {
                continue;
            }
            let value = match serde_json::from_str(text_of_line) {
                Ok(value) => value,
                Err(error) if lines.is_empty() => match serde_json::from_str(text) {
                    Ok(value) => {
                        lines.push(Line::new(self, number, value));
                        break;
                    }
                    Err(_) => return Err(self.error(number, format!("this is no JSON: {error}"))),
                },
                Err(error) => return Err(self.error(number, format!("this is no JSON: {error}"))),
            };
            lines.push(Line::new(self, number, value));
        }
        Ok(lines)
    }
}

#[derive(Debug)]
struct Line<'a> {
    source: &'a Source,
    number: usize,
    value: Value,
}

impl<'a> Line<'a> {
    fn new(source: &'a Source, number: usize, value: Value) -> Self {
        Self {
            source,
            number,
            value,
        }
    }

    fn error(&self, what: String) -> LoadError {
        self.source.error(self.number, what)
    }
}

/// Takes everything in. Projects come before issues, whatever the order of the files.
pub(crate) fn load(sources: &[Source], state: &mut State, seed: u64) -> Result<(), LoadError> {
    if sources.is_empty() {
        return Ok(());
    }
    let mut lines = Vec::new();
    for source in sources {
        lines.extend(source.values()?);
    }
    let mut loader = Loader::new(state, seed);
    for line in &lines {
        loader.meet(&line.value);
    }
    for line in lines.iter().filter(|line| is_project(&line.value)) {
        let taken = loader.take_project(&line.value);
        taken.map_err(|what| line.error(what))?;
    }
    let mut placed = Vec::new();
    for line in lines.iter().filter(|line| !is_project(&line.value)) {
        let id = loader.take_issue(&line.value);
        placed.push((line, id.map_err(|what| line.error(what))?));
    }
    for (line, id) in placed {
        let related = loader.relate(id, &line.value);
        related.map_err(|what| line.error(what))?;
    }
    loader.finish();
    state.count_licences();
    Ok(())
}

/// Projects have no fields, and a key without a number.
fn is_project(value: &Value) -> bool {
    let key = value["key"].as_str();
    value["fields"].is_null() && key.is_some_and(|key| !key.contains('-'))
}

struct Loader<'a> {
    state: &'a mut State,
    rng: Rng,
    /// Accounts by what the files call them: account ids, or user names.
    people: HashMap<String, u32>,
    /// E-mail addresses in use, in small letters.
    emails: HashSet<String>,
    /// Components and versions by project and name in small letters.
    components: HashMap<(u32, String), u32>,
    versions: HashMap<(u32, String), u32>,
    /// Projects that were made here.
    made: BTreeSet<u32>,
    /// Links that are there: type, source, target.
    linked: HashSet<(u32, u32, u32)>,
}

impl<'a> Loader<'a> {
    fn new(state: &'a mut State, seed: u64) -> Self {
        let users = state.users.all().iter();
        let emails = users.map(|user| user.email.to_lowercase()).collect();
        let projects = &state.jira.projects;
        let component = |(id, c): (&u32, &_)| {
            let c: &Component = c;
            ((c.project, c.name.to_lowercase()), *id)
        };
        let version = |(id, v): (&u32, &_)| {
            let v: &Version = v;
            ((v.project, v.name.to_lowercase()), *id)
        };
        let links = state.jira.issues.links.values();
        Self {
            rng: Rng::new(seed ^ SALT),
            people: HashMap::new(),
            emails,
            components: projects.components.iter().map(component).collect(),
            versions: projects.versions.iter().map(version).collect(),
            made: BTreeSet::new(),
            linked: links.map(|l| (l.link_type, l.source, l.target)).collect(),
            state,
        }
    }
}

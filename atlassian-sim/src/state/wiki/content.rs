//! Pages, blog posts and what hangs on them: versions, comments, attachments, properties.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::state::jira::issue::Content;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Page,
    Blogpost,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Blogpost => "blogpost",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Current,
    Draft,
    Archived,
    Trashed,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Draft => "draft",
            Self::Archived => "archived",
            Self::Trashed => "trashed",
        }
    }
}

/// A text, as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Body {
    /// One of the texts that all generated pages share.
    Sample(u8),
    Storage(String),
    /// Atlassian's document format, as JSON.
    Document(String),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) number: u32,
    pub(crate) at: i64,
    pub(crate) by: u32,
    pub(crate) message: String,
    pub(crate) minor: bool,
    pub(crate) title: String,
    pub(crate) body: Body,
}

/// What can be told of every content: its versions, oldest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Versions {
    latest: Version,
    older: Vec<Version>,
}

impl Versions {
    pub(crate) fn new(first: Version) -> Self {
        Self {
            latest: first,
            older: Vec::new(),
        }
    }

    pub(crate) fn latest(&self) -> &Version {
        &self.latest
    }

    pub(crate) fn latest_mut(&mut self) -> &mut Version {
        &mut self.latest
    }

    /// The version of this number.
    pub(crate) fn get(&self, number: u32) -> Option<&Version> {
        self.all().find(|version| version.number == number)
    }

    /// Oldest first.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.older.iter().chain([&self.latest])
    }

    pub(crate) fn first(&self) -> &Version {
        self.older.first().unwrap_or(&self.latest)
    }

    pub(crate) fn push(&mut self, version: Version) {
        let before = std::mem::replace(&mut self.latest, version);
        self.older.push(before);
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Property {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) value: Value,
    pub(crate) number: u32,
    pub(crate) at: i64,
    pub(crate) by: u32,
    pub(crate) message: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) id: u64,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    /// The index of its space.
    pub(crate) space: u32,
    pub(crate) parent: Option<u64>,
    pub(crate) position: i32,
    pub(crate) author: u32,
    pub(crate) owner: u32,
    pub(crate) last_owner: Option<u32>,
    pub(crate) created: i64,
    pub(crate) versions: Versions,
    /// What was saved as a draft of the published page.
    pub(crate) draft: Option<Box<Version>>,
    /// Made with `private=true`: nobody else sees it.
    pub(crate) private: bool,
    /// Ids of labels.
    pub(crate) labels: Vec<u64>,
    pub(crate) properties: Vec<Property>,
}

impl Page {
    /// By the author of its first version, at the root of the space.
    pub(crate) fn new(id: u64, kind: Kind, status: Status, space: u32, first: Version) -> Self {
        Self {
            id,
            kind,
            status,
            space,
            parent: None,
            position: 0,
            author: first.by,
            owner: first.by,
            last_owner: None,
            created: first.at,
            versions: Versions::new(first),
            draft: None,
            private: false,
            labels: Vec::new(),
            properties: Vec::new(),
        }
    }

    pub(crate) fn title(&self) -> &str {
        &self.versions.latest().title
    }

    /// Whether lists show it without being asked for other states.
    pub(crate) fn listed(&self) -> bool {
        matches!(self.status, Status::Current | Status::Archived)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) id: u64,
    /// The page it is attached to.
    pub(crate) page: u64,
    pub(crate) trashed: bool,
    pub(crate) versions: Versions,
    /// What the latest version holds.
    pub(crate) file: File,
    /// What the others hold, oldest first.
    pub(crate) older: Vec<File>,
}

/// What a version of an attachment holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct File {
    /// Its id in the media service.
    pub(crate) id: String,
    pub(crate) media_type: String,
    pub(crate) comment: String,
    pub(crate) content: Content,
}

impl File {
    pub(crate) fn size(&self) -> usize {
        self.content.size()
    }

    /// The media type in words.
    pub(crate) fn description(&self) -> &'static str {
        match self.media_type.as_str() {
            "application/pdf" => "PDF Document",
            "image/png" => "PNG Image",
            "text/plain" => "Text File",
            _ => "File",
        }
    }
}

impl Attachment {
    /// The file of the version of this number.
    pub(crate) fn file_of(&self, number: u32) -> Option<&File> {
        let files = self.older.iter().chain([&self.file]);
        let mut all = self.versions.all().zip(files);
        let (_, file) = all.find(|(version, _)| version.number == number)?;
        Some(file)
    }

    /// The bytes of one of its files.
    pub(crate) fn bytes<'a>(&self, file: &'a File) -> Cow<'a, [u8]> {
        file.content.bytes(&file.media_type, self.id)
    }

    /// Another file, as a new version.
    pub(crate) fn replace(&mut self, file: File, version: Version) {
        self.versions.push(version);
        self.older.push(std::mem::replace(&mut self.file, file));
    }

    pub(crate) fn title(&self) -> &str {
        &self.versions.latest().title
    }
}

/// Where an inline comment stands, and whether it is done with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Inline {
    pub(crate) marker: String,
    pub(crate) selection: String,
    pub(crate) resolution: Resolution,
    /// Who changed the resolution last, and when.
    pub(crate) resolved: Option<(u32, i64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Resolution {
    Open,
    Reopened,
    Resolved,
}

impl Resolution {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Reopened => "reopened",
            Self::Resolved => "resolved",
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    pub(crate) page: u64,
    pub(crate) parent: Option<u64>,
    /// `None`: a footer comment.
    pub(crate) inline: Option<Inline>,
    pub(crate) versions: Versions,
}

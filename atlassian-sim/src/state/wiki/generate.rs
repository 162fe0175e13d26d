//! Fills Confluence out of a seed: the same seed and accounts always give the same content.

use serde_json::json;

use super::audit::{Change, Object, Record};
use super::content::{
    Attachment, Body, Comment, File, Inline, Kind, Page, Property, Resolution, Status, Version,
    Versions,
};
use super::samples;
use super::spaces::{Audience, Space, SpaceKind};
use super::{Watched, Wiki};
use crate::state::groups::{ORG_ADMINS, SITE_ADMINS};
use crate::state::jira::issue::Content;
use crate::state::rng::Rng;
use crate::state::users::{Kind as AccountKind, Users};
use crate::state::{ADMIN, MEMBER};
use crate::time::{DAY, GENERATED_AT};

/// Keeps this generator's numbers apart from those of the others.
const SALT: u64 = 0x0077_696b_6900_c0de;
/// The most content a generated site has, however many accounts.
const MOST_PAGES: usize = 5_000;

const LABELS: [&str; 6] = [
    "runbook",
    "decision",
    "meeting-notes",
    "how-to",
    "quarterly",
    "retrospective",
];

struct Maker<'a> {
    rng: Rng,
    users: &'a Users,
    wiki: Wiki,
}

impl Wiki {
    /// What a generated site starts with.
    pub(crate) fn generate(seed: u64, users: &Users) -> Self {
        let mut maker = Maker {
            rng: Rng::new(seed ^ SALT),
            users,
            wiki: Self {
                last_id: 98_300,
                ..Self::default()
            },
        };
        maker.spaces();
        maker.pages();
        maker.audit();
        maker.wiki
    }
}

fn short(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(0)
}

impl Maker<'_> {
    /// An account that writes: an active person.
    fn author(&mut self) -> u32 {
        for _ in 0..16 {
            let at = self.rng.below(self.users.all().len());
            let fits = self.users.all().get(at).is_some_and(|user| {
                user.active() && user.kind == AccountKind::Atlassian && !at.is_multiple_of(7)
            });
            if fits {
                return u32::try_from(at).unwrap_or(ADMIN);
            }
        }
        ADMIN
    }

    /// A moment in the last so many days.
    fn moment(&mut self, days: usize) -> i64 {
        GENERATED_AT - short(self.rng.below(days * 1_440) + 1) * 60_000
    }

    fn id(&mut self) -> u64 {
        self.wiki.last_id += self.rng.next() % 90 + 1;
        self.wiki.last_id
    }

    fn space(&mut self, key: &str, name: &str, author: u32, readers: Audience, editors: Audience) {
        let id = self.id();
        let created = GENERATED_AT - 900 * DAY + short(self.wiki.spaces.len()) * 7_200_000;
        let kind = if key.starts_with('~') {
            SpaceKind::Personal
        } else {
            SpaceKind::Global
        };
        let at = u32::try_from(self.wiki.spaces.len()).unwrap_or(u32::MAX);
        let homepage = self.id();
        self.wiki.spaces.push(Space {
            id,
            key: key.to_owned(),
            alias: key.to_owned(),
            name: name.to_owned(),
            kind,
            archived: key == "OLD",
            description: format!("Everything about {name}."),
            homepage: Some(homepage),
            author,
            created,
            readers,
            editors,
            labels: Vec::new(),
            gone_at: None,
        });
        let title = format!("{name} Home");
        let first = first_version(author, created, title);
        let page = Page::new(homepage, Kind::Page, Status::Current, at, first);
        self.wiki.pages.insert(homepage, page);
    }

    fn spaces(&mut self) {
        let admins = Audience::Only {
            groups: vec![ORG_ADMINS, SITE_ADMINS],
            accounts: Vec::new(),
        };
        let all = || Audience::Everyone;
        self.space("ENG", "Engineering", ADMIN, all(), all());
        self.space(
            "HR",
            "Human Resources",
            ADMIN,
            admins.clone(),
            admins.clone(),
        );
        self.space("POL", "Policies", ADMIN, all(), admins);
        self.space("OLD", "Old projects", ADMIN, all(), all());
        let own = || Audience::account(MEMBER);
        self.space("NOTES", "Notes of one member", MEMBER, own(), own());
        let accounts = self.users.all().len();
        for number in 0..(accounts / 25).clamp(2, 150) {
            let author = self.author();
            let key = format!("TEAM{number}");
            self.space(&key, &format!("Team {number}"), author, all(), all());
        }
        let mut owners = vec![ADMIN, MEMBER];
        for _ in 0..(accounts / 50).clamp(1, 50) {
            owners.push(self.author());
        }
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            let user = self.users.get(owner);
            let digits: String = user
                .id
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect();
            let (key, name) = (format!("~{digits}"), user.name.to_string());
            self.space(&key, &name, owner, all(), Audience::account(owner));
        }
        let label = self.wiki.label("team", "platform");
        if let Some(space) = self.wiki.spaces.first_mut() {
            space.labels.push(label);
        }
    }

    fn pages(&mut self) {
        let wanted = (self.users.all().len() * 2).clamp(80, MOST_PAGES);
        let mut trees: Vec<Vec<u64>> = self
            .wiki
            .spaces
            .iter()
            .map(|space| space.homepage.into_iter().collect())
            .collect();
        for number in 0..wanted {
            let space = self.rng.skewed_below(trees.len());
            let Some(tree) = trees.get_mut(space) else {
                continue;
            };
            let Some(parent) = tree.get(self.rng.skewed_below(tree.len())).copied() else {
                continue;
            };
            let id = self.content(number, space, parent);
            if let Some(page) = self.wiki.pages.get(&id)
                && page.kind == Kind::Page
                && page.status == Status::Current
                && let Some(tree) = trees.get_mut(space)
            {
                tree.push(id);
            }
        }
    }

    fn content(&mut self, number: usize, space: usize, parent: u64) -> u64 {
        let id = self.id();
        let author = self.author();
        let created = self.moment(700);
        let title = match number % 11 {
            3 => format!("R&D / plan + budget (50%) {number}"),
            5 => format!("設計メモ {number}"),
            7 => format!("\"Quoted\" <notes> {number}"),
            n if n % 2 == 0 => format!("Release notes {number}"),
            _ => format!("Meeting {number}"),
        };
        let kind = if number % 15 == 14 {
            Kind::Blogpost
        } else {
            Kind::Page
        };
        let at = u32::try_from(space).unwrap_or(u32::MAX);
        let first = first_version(author, created, title);
        let mut made = Page::new(id, kind, Status::Current, at, first);
        made.position = i32::try_from(number % 10_000).unwrap_or(0) * 16;
        made.parent = (kind == Kind::Page).then_some(parent);
        made.status = match (kind, number) {
            (Kind::Blogpost, _) => Status::Current,
            (_, n) if n % 41 == 40 => Status::Archived,
            (_, n) if n % 53 == 52 => Status::Trashed,
            (_, n) if n % 61 == 60 => Status::Draft,
            _ => Status::Current,
        };
        for _ in 0..self.rng.skewed_below(4) {
            let last = made.versions.latest().clone();
            let by = self.author();
            made.versions.push(Version {
                number: last.number + 1,
                at: (last.at + short(self.rng.below(20) + 1) * DAY).min(GENERATED_AT),
                by,
                message: String::new(),
                minor: number % 4 == 1,
                body: self.body(),
                ..last
            });
        }
        made.versions.latest_mut().body = self.body();
        for _ in 0..self.rng.below(3) {
            let name = LABELS.get(self.rng.below(LABELS.len())).copied();
            let label = self.wiki.label("global", name.unwrap_or("how-to"));
            if !made.labels.contains(&label) {
                made.labels.push(label);
            }
        }
        if number.is_multiple_of(5) {
            made.properties.push(Property {
                id: self.id(),
                key: "editor".to_owned(),
                value: json!("v2"),
                number: 1,
                at: created,
                by: author,
                message: String::new(),
            });
        }
        if number % 6 == 1 {
            self.attachment(id, number, author, created);
        }
        if number % 9 == 2 {
            let first = self.comment(id, None, false);
            self.comment(id, Some(first), false);
        }
        if number % 17 == 4 {
            self.comment(id, None, true);
        }
        if number % 8 == 3 {
            self.wiki.watches.insert((Watched::Content(id), author));
        }
        self.wiki.pages.insert(id, made);
        id
    }

    fn body(&mut self) -> Body {
        let number = self.rng.below(usize::from(samples::COUNT));
        Body::Sample(u8::try_from(number).unwrap_or(0))
    }

    fn attachment(&mut self, page: u64, number: usize, by: u32, at: i64) {
        let id = self.id();
        let (extension, media_type) = if number.is_multiple_of(2) {
            ("pdf", "application/pdf")
        } else {
            ("png", "image/png")
        };
        let title = format!("figure {number}.{extension}");
        self.wiki.attachments.insert(
            id,
            Attachment {
                id,
                page,
                trashed: false,
                file: File {
                    id: self.rng.uuid(),
                    media_type: media_type.to_owned(),
                    comment: String::new(),
                    content: Content::Generated {
                        size: u32::try_from(self.rng.next() % 900_000).unwrap_or(0) + 1_000,
                    },
                },
                older: Vec::new(),
                versions: Versions::new(first_version(by, at, title)),
            },
        );
    }

    fn comment(&mut self, page: u64, parent: Option<u64>, inline: bool) -> u64 {
        let id = self.id();
        let (by, at) = (self.author(), self.moment(200));
        let inline = inline.then(|| Inline {
            marker: self.rng.uuid(),
            selection: "the notes".to_owned(),
            resolution: Resolution::Open,
            resolved: None,
        });
        let mut version = first_version(by, at, String::new());
        version.body = Body::Storage("<p>Thanks, I have a question about this.</p>".to_owned());
        self.wiki.comments.insert(
            id,
            Comment {
                id,
                page,
                parent,
                inline,
                versions: Versions::new(version),
            },
        );
        id
    }

    fn audit(&mut self) {
        let count = self.users.all().len().clamp(120, 1_500);
        let step = 300 * DAY / short(count);
        for at in 0..count {
            let account = self.author();
            let name = self.users.get(account).name.to_string();
            let user = Object {
                name,
                kind: "User".to_owned(),
            };
            let group = Object {
                name: "confluence-users".to_owned(),
                kind: "Group".to_owned(),
            };
            let space = &self.wiki.spaces[at % self.wiki.spaces.len()];
            let space = Object {
                name: space.name.clone(),
                kind: "Space".to_owned(),
            };
            let (summary, category, object, associated) = match at % 4 {
                0 => ("User added to group", "Users and groups", group, vec![user]),
                1 => (
                    "User removed from group",
                    "Users and groups",
                    group,
                    vec![user],
                ),
                2 => ("Space permission added", "Permissions", space, vec![user]),
                _ => ("Space configuration updated", "Spaces", space, Vec::new()),
            };
            let changed = match at % 4 {
                2 => vec![Change {
                    name: "Type".to_owned(),
                    old: String::new(),
                    new: "VIEWSPACE".to_owned(),
                }],
                _ => Vec::new(),
            };
            self.wiki.audit.push(Record {
                author: Some(ADMIN),
                author_name: String::new(),
                remote: "203.0.113.7".to_owned(),
                at: GENERATED_AT - 300 * DAY + step * short(at),
                summary: summary.to_owned(),
                description: String::new(),
                category: category.to_owned(),
                sys_admin: at % 10 == 0,
                object,
                changed,
                associated,
            });
        }
    }
}

fn first_version(by: u32, at: i64, title: String) -> Version {
    Version {
        number: 1,
        at,
        by,
        message: String::new(),
        minor: false,
        title,
        body: Body::Sample(0),
    }
}

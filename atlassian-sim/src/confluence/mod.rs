//! Confluence Cloud, REST v1 and v2, on the accounts and groups of the site.

use crate::call::Call;
use crate::routes::Operation;
use crate::state::State;
use crate::state::wiki::audit::Object;
use crate::state::wiki::content::{Body, Kind, Page, Status, Version};
use crate::state::wiki::spaces::{Audience, Space, SpaceKind};

mod answers;
mod body;
mod cursor;
mod operations;
mod v1;
mod v2;
mod viewer;

pub(crate) const TABLES: &[&[Operation]] = &[
    v1::users::OPERATIONS,
    v1::user_properties::OPERATIONS,
    v1::user_search::OPERATIONS,
    v1::groups::OPERATIONS,
    v1::group_writes::OPERATIONS,
    v1::search::OPERATIONS,
    v1::spaces::OPERATIONS,
    v1::space_writes::OPERATIONS,
    v1::tasks::OPERATIONS,
    v1::audit::OPERATIONS,
    v1::labels::OPERATIONS,
    v1::attachments::OPERATIONS,
    v1::page_moves::OPERATIONS,
    v1::watches::OPERATIONS,
    v1::retired::OPERATIONS,
    v2::users::OPERATIONS,
    v2::spaces::OPERATIONS,
    v2::pages::OPERATIONS,
    v2::page_writes::OPERATIONS,
    v2::tree::OPERATIONS,
    v2::versions::OPERATIONS,
    v2::kinds::OPERATIONS,
    v2::labels::OPERATIONS,
    v2::attachments::OPERATIONS,
    v2::properties::OPERATIONS,
    v2::comments::OPERATIONS,
    v2::comment_writes::OPERATIONS,
];

/// What a key of a space may look like.
fn valid_key(key: &str) -> bool {
    let plain = |key: &str| key.bytes().all(|b| b.is_ascii_alphanumeric());
    !key.is_empty() && key.len() <= 255 && plain(key)
}

/// Makes a space with its homepage, and gives its index.
fn new_space(
    call: &Call<'_>,
    state: &mut State,
    author: u32,
    (key, name): (&str, &str),
    readers: Audience,
    editors: Audience,
) -> u32 {
    let now = call.now();
    let wiki = &mut state.wiki;
    let (id, homepage) = (wiki.new_id(), wiki.new_id());
    let at = u32::try_from(wiki.spaces.len()).unwrap_or(u32::MAX);
    wiki.spaces.push(Space {
        id,
        key: key.to_owned(),
        alias: key.to_owned(),
        name: name.to_owned(),
        kind: SpaceKind::Global,
        archived: false,
        description: String::new(),
        homepage: Some(homepage),
        author,
        created: now,
        readers,
        editors,
        labels: Vec::new(),
        gone_at: None,
    });
    let first = Version {
        number: 1,
        at: now,
        by: author,
        message: String::new(),
        minor: false,
        title: format!("{name} Home"),
        body: Body::Storage(String::new()),
    };
    wiki.pages.insert(
        homepage,
        Page::new(homepage, Kind::Page, Status::Current, at, first),
    );
    let (name, kind) = (name.to_owned(), "Space".to_owned());
    wiki.note(
        author,
        now,
        "Space created",
        "Spaces",
        Object { name, kind },
    );
    at
}

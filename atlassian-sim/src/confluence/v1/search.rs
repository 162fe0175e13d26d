//! Searching content and spaces. Pages go by a cursor; `start` is repeated in the answer and
//! otherwise ignored.

use serde_json::{Value, json};

use super::super::answers::{bad_request, negative, ok, with_status};
use super::super::viewer::{Viewer, web_path};
use super::super::{body, cursor};
use super::cql::{Clause, Operand, Query, moment, words_match};
use super::paging::{below_base, links, parameters};
use super::user_search::{unreadable, wanted};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::Watched;
use crate::state::wiki::content::{Page, Status};
use crate::state::wiki::spaces::Space;
use crate::time;

const SCOPE: &str = "search:confluence";
const DETAILS: &[&str] = &["read:content-details:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/rest/api/search", Anonymous, search).scopes(SCOPE, DETAILS),
    Operation::new("GET", "/wiki/rest/api/content/search", Anonymous, content)
        .scopes(SCOPE, DETAILS),
];

/// What a search can find.
#[derive(Clone, Copy)]
enum Found<'a> {
    Content(&'a Page, &'a Space),
    Space(&'a Space),
}

impl Found<'_> {
    fn id(self) -> u64 {
        match self {
            Self::Content(page, _) => page.id,
            Self::Space(space) => space.id,
        }
    }

    fn space(&self) -> &Space {
        match self {
            Self::Content(_, space) | Self::Space(space) => space,
        }
    }

    fn title(&self) -> &str {
        match self {
            Self::Content(page, _) => page.title(),
            Self::Space(space) => &space.name,
        }
    }

    fn created(self) -> i64 {
        match self {
            Self::Content(page, _) => page.created,
            Self::Space(space) => space.created,
        }
    }

    fn modified(self) -> i64 {
        match self {
            Self::Content(page, _) => page.versions.latest().at,
            Self::Space(space) => space.created,
        }
    }
}

fn known(clause: &Clause) -> bool {
    let operator = clause.operator;
    match clause.field.as_str() {
        "text" | "sitesearch" | "space.title" => operator.searches(),
        "title" => operator.names() || operator.searches(),
        "created" | "lastmodified" => operator.compares(),
        "type" | "space" | "space.key" | "space.type" | "id" | "content" | "ancestor"
        | "parent" | "creator" | "contributor" | "watcher" | "label" => operator.names(),
        _ => false,
    }
}

const SORTABLE: [&str; 7] = [
    "id",
    "title",
    "created",
    "lastmodified",
    "creator",
    "space",
    "type",
];

fn check(call: &Call<'_>, cql: &str, query: &Query) -> Result<(), Reply> {
    let dates = |clause: &Clause| {
        let dated = matches!(clause.field.as_str(), "created" | "lastmodified");
        !dated
            || clause
                .operands
                .iter()
                .all(|o| moment(o, call.now()).is_some())
    };
    let fine = query
        .filter
        .clauses()
        .into_iter()
        .all(|c| known(c) && dates(c))
        && query
            .order
            .iter()
            .all(|(field, _)| SORTABLE.contains(&field.as_str()));
    if fine { Ok(()) } else { Err(unreadable(cql)) }
}

/// Whether one clause holds for something.
fn fits(viewer: &Viewer<'_>, clause: &Clause, found: Found<'_>) -> bool {
    let field = clause.field.as_str();
    if matches!(field, "created" | "lastmodified") {
        let at = if field == "created" {
            found.created()
        } else {
            found.modified()
        };
        return clause
            .operands
            .iter()
            .filter_map(|operand| moment(operand, viewer.now))
            .all(|dates| dates.fits(clause.operator, at));
    }
    clause.holds(|operand| hit(viewer, clause, operand, found))
}

fn hit(viewer: &Viewer<'_>, clause: &Clause, operand: &Operand, found: Found<'_>) -> bool {
    let text = operand.text();
    let number = || text.parse::<u64>().ok();
    let current = viewer.account_id(viewer.account);
    let is_account = |account: u32| viewer.account_id(account) == operand.or_current(current);
    match (clause.field.as_str(), found) {
        ("space" | "space.key", _) => found.space().key.eq_ignore_ascii_case(text),
        ("space.title", _) => words_match(&found.space().name, text),
        ("space.type", _) => found.space().kind.as_str().eq_ignore_ascii_case(text),
        ("title", _) if clause.operator.searches() => words_match(found.title(), text),
        ("title", _) => found.title().eq_ignore_ascii_case(text),
        ("type", Found::Space(_)) => text.eq_ignore_ascii_case("space"),
        ("type", Found::Content(page, _)) => page.kind.as_str().eq_ignore_ascii_case(text),
        ("text" | "sitesearch", Found::Space(space)) => {
            words_match(&format!("{} {}", space.name, space.description), text)
        }
        ("text" | "sitesearch", Found::Content(page, _)) => {
            let words = body::plain(&page.versions.latest().body);
            words_match(&format!("{} {words}", page.title()), text)
        }
        ("label", _) => {
            let labels = match found {
                Found::Content(page, _) => &page.labels,
                Found::Space(space) => &space.labels,
            };
            let names = labels
                .iter()
                .filter_map(|id| viewer.wiki().label_by_id(*id));
            names
                .into_iter()
                .any(|label| label.name.eq_ignore_ascii_case(text))
        }
        ("creator", Found::Content(page, _)) => is_account(page.author),
        ("creator", Found::Space(space)) => is_account(space.author),
        ("contributor", Found::Content(page, _)) => {
            page.versions.all().any(|version| is_account(version.by))
        }
        ("watcher", Found::Content(page, _)) => {
            let watched = Watched::Content(page.id);
            let mut all = viewer
                .wiki()
                .watches
                .range((watched, 0)..=(watched, u32::MAX));
            all.any(|(_, account)| is_account(*account))
        }
        ("id" | "content", Found::Content(page, _)) => number() == Some(page.id),
        ("parent", Found::Content(page, _)) => page.parent.is_some() && page.parent == number(),
        ("ancestor", Found::Content(page, _)) => number().is_some_and(|id| {
            viewer
                .wiki()
                .ancestors(page)
                .iter()
                .any(|above| above.id == id)
        }),
        _ => false,
    }
}

fn sort(viewer: &Viewer<'_>, query: &Query, found: &mut [Found<'_>]) {
    let kind = |found: Found<'_>| match found {
        Found::Content(page, _) => page.kind.as_str(),
        Found::Space(_) => "space",
    };
    let creator = |found: Found<'_>| match found {
        Found::Content(page, _) => viewer.account_id(page.author),
        Found::Space(space) => viewer.account_id(space.author),
    };
    // The last field first: a stable sort keeps what the later fields put in order.
    for (field, down) in query.order.iter().rev() {
        found.sort_by(|a, b| {
            let order = match field.as_str() {
                "title" => a.title().to_lowercase().cmp(&b.title().to_lowercase()),
                "created" => a.created().cmp(&b.created()),
                "lastmodified" => a.modified().cmp(&b.modified()),
                "creator" => creator(*a).cmp(creator(*b)),
                "space" => a.space().key.cmp(&b.space().key),
                "type" => kind(*a).cmp(kind(*b)),
                _ => a.id().cmp(&b.id()),
            };
            if *down { order.reverse() } else { order }
        });
    }
}

/// A `limit` or `start` of the search: what is no number is not even told so.
fn number(call: &Call<'_>, name: &str, default: usize) -> Result<usize, Reply> {
    let text = call.query.get(name).unwrap_or("").trim();
    if text.is_empty() {
        return Ok(default);
    }
    let value: i32 = text.parse().map_err(|_| Reply::empty(404))?;
    usize::try_from(value).map_err(|_| negative(name))
}

/// Runs a search and shows one page of it.
fn run(call: &Call<'_>, spaces: bool, show: impl Fn(&Viewer<'_>, Found<'_>) -> Value) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let limit = number(call, "limit", 25)?;
    let start = number(call, "start", 0)?;
    let (cql, query) = wanted(call)?;
    check(call, cql, &query)?;
    let archived = call.query.flag("includeArchivedSpaces");
    let only_archived = call.query.flag("excludeCurrentSpaces");
    let mut found: Vec<Found<'_>> = viewer
        .contents()
        .filter(|(page, _)| page.status == Status::Current)
        .map(|(page, space)| Found::Content(page, space))
        .collect();
    if spaces {
        found.extend(viewer.spaces().map(Found::Space));
    }
    found.retain(|found| {
        if found.space().archived {
            archived || only_archived || !spaces
        } else {
            !only_archived
        }
    });
    found.retain(|found| query.filter.fits(&|clause| fits(&viewer, clause, *found)));
    sort(&viewer, &query, &mut found);
    let keys: Vec<u64> = found.iter().map(|found| found.id()).collect();
    let from = match call.query.filled("cursor") {
        None => 0,
        Some(text) => cursor::position(text, &keys).ok_or_else(illegal_cursor)?,
    };
    let page = found.get(from..).unwrap_or_default();
    let rows: Vec<Value> = page.iter().take(limit).map(|f| show(&viewer, *f)).collect();
    let mut links = links(&viewer);
    let end = from.saturating_add(limit);
    if end < found.len() {
        let next = cursor::after(end, &keys);
        let others = parameters(call, &["start", "limit", "next", "prev", "cursor"]);
        let path = below_base(call);
        let place = if spaces {
            let start = start.saturating_add(rows.len());
            format!("next=true&cursor={next}&limit={limit}&start={start}")
        } else {
            format!("limit={limit}&cursor={next}")
        };
        links["next"] = format!("{path}?{place}&{others}").into();
    }
    let mut answer = json!({
        "size": rows.len(),
        "results": rows,
        "start": start,
        "limit": limit,
        "_links": links,
    });
    if spaces {
        answer["totalSize"] = found.len().into();
        answer["cqlQuery"] = cql.into();
        answer["searchDuration"] = 21.into();
        answer["archivedResultCount"] = 0.into();
    }
    ok(&answer)
}

fn illegal_cursor() -> Reply {
    let exception = "com.atlassian.confluence.api.service.exceptions.scale.SSStatusCodeException";
    with_status(
        400,
        &json!({
            "statusCode": 400,
            "message": format!(
                "{exception}: CQL was parsed but the search manager was unable to execute the \
                 search. Error message: {exception}: There was an illegal request passed to \
                 XP-Search Aggregator API : HTTP/1.1 400 Bad Request"
            ),
        }),
    )
}

/// Pages and blog posts, as content.
fn content(call: &Call<'_>) -> Answer {
    run(call, false, |viewer, found| match found {
        Found::Content(page, space) => views::content(viewer, page, space, Some("")),
        Found::Space(space) => views::space(viewer, space, Some("")),
    })
}

/// Pages, blog posts and spaces, each with what a list of results needs.
fn search(call: &Call<'_>) -> Answer {
    let excerpt = call.query.filled("excerpt").unwrap_or("highlight");
    let excerpts = [
        "highlight",
        "indexed",
        "none",
        "highlight_unescaped",
        "indexed_unescaped",
    ];
    if !excerpts.contains(&excerpt) {
        return Err(bad_request(format!("Invalid excerpt : {excerpt}")));
    }
    run(call, true, |viewer, found| {
        let of = found.space();
        let modified = time::rfc3339(found.modified());
        let mut result = json!({
            "title": found.title(),
            "excerpt": "",
            "url": format!("/spaces/{}", of.key),
            "resultGlobalContainer": {
                "title": of.name,
                "displayUrl": format!("/spaces/{}", of.key),
            },
            "breadcrumbs": [],
            "entityType": "space",
            "iconCssClass": "aui-icon content-type-space",
            "friendlyLastModified": modified.get(..10).unwrap_or_default(),
            "lastModified": modified,
            "score": 0.0,
        });
        match found {
            Found::Content(page, space) => {
                result["content"] = views::content(viewer, page, space, Some("content."));
                result["url"] = web_path(page, space).into();
                result["entityType"] = "content".into();
                result["iconCssClass"] =
                    format!("aui-icon content-type-{}", page.kind.as_str()).into();
                if excerpt != "none" {
                    let words = body::plain(&page.versions.latest().body);
                    result["excerpt"] = words.chars().take(300).collect::<String>().into();
                }
            }
            Found::Space(space) => result["space"] = views::space(viewer, space, Some("space.")),
        }
        result
    })
}

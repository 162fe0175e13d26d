//! Reading labels.

use super::super::viewer::Viewer;
use super::pages::wanted;
use super::paging::{choice, ids, list, order, sort, values};
use super::spaces::wanted as wanted_space;
use super::views;
use crate::call::Call;
use crate::reply::Answer;
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::wiki::Label;
use crate::state::wiki::content::Kind;

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/api/v2/labels", Anonymous, all)
        .scopes("", &["read:label:confluence"]),
    Operation::new("GET", "/wiki/api/v2/pages/{id}/labels", Anonymous, |c| {
        of_content(c, Kind::Page)
    })
    .scopes("", &["read:page:confluence"]),
    Operation::new(
        "GET",
        "/wiki/api/v2/blogposts/{id}/labels",
        Anonymous,
        |c| of_content(c, Kind::Blogpost),
    )
    .scopes("", &["read:page:confluence"]),
    Operation::new(
        "GET",
        "/wiki/api/v2/spaces/{id}/labels",
        Anonymous,
        of_space,
    )
    .scopes("", &["read:space:confluence"]),
];

fn listed(viewer: &Viewer<'_>, mut labels: Vec<&Label>) -> Answer {
    match sort(viewer.call, &["id", "name", "created-date"])? {
        Some(("name", down)) => order(&mut labels, down, |label| label.name.clone()),
        Some((_, down)) => order(&mut labels, down, |label| label.id),
        None => {}
    }
    list(viewer, 25, &labels, |label| label.id, views::label)
}

/// The labels that something the caller sees carries.
fn all(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let wanted = ids(call, "label-id")?;
    let prefixes = values(call, "prefix");
    let mut seen: Vec<u64> = viewer
        .contents()
        .flat_map(|(page, _)| page.labels.iter().copied())
        .chain(
            viewer
                .spaces()
                .flat_map(|space| space.labels.iter().copied()),
        )
        .collect();
    seen.sort_unstable();
    seen.dedup();
    let labels = seen
        .iter()
        .filter_map(|id| viewer.wiki().label_by_id(*id))
        .filter(|label| wanted.is_empty() || wanted.contains(&label.id))
        .filter(|label| prefixes.is_empty() || prefixes.contains(&label.prefix.as_str()))
        .collect();
    listed(&viewer, labels)
}

fn of_content(call: &Call<'_>, kind: Kind) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (page, _) = wanted(&viewer, kind, "id")?;
    let prefix = choice(call, "prefix", &["my", "team", "global", "system"])?;
    let labels = page
        .labels
        .iter()
        .filter_map(|id| viewer.wiki().label_by_id(*id));
    let labels = labels.filter(|label| prefix.is_none_or(|prefix| prefix == label.prefix));
    listed(&viewer, labels.collect())
}

fn of_space(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v2(call, &state)?;
    let (_, space) = wanted_space(&viewer)?;
    let prefix = choice(call, "prefix", &["my", "team"])?;
    let labels = space
        .labels
        .iter()
        .filter_map(|id| viewer.wiki().label_by_id(*id));
    let labels = labels.filter(|label| match prefix {
        Some(prefix) => prefix == label.prefix,
        None => ["my", "team"].contains(&label.prefix.as_str()),
    });
    listed(&viewer, labels.collect())
}

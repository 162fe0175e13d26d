//! Reading what belongs to a space: its labels.

use super::super::answers::{bad_request, no_space, ok};
use super::super::viewer::Viewer;
use super::paging::{Window, page};
use super::views;
use crate::call::Call;
use crate::reply::Answer;
use crate::routes::Access::Anonymous;
use crate::routes::Operation;

pub(in super::super) const OPERATIONS: &[Operation] = &[Operation::new(
    "GET",
    "/wiki/rest/api/space/{spaceKey}/label",
    Anonymous,
    labels,
)
.scopes("read:confluence-space.summary", &["read:label:confluence"])];

fn labels(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let key = call.param();
    let (_, space) = viewer.space_by_key(key).ok_or_else(|| no_space(key))?;
    let window = Window::of(call, 200, 200)?;
    let prefix = call.query.filled("prefix");
    if prefix.is_some_and(|prefix| !["global", "my", "team"].contains(&prefix)) {
        return Err(bad_request("Invalid prefix"));
    }
    let found: Vec<_> = space
        .labels
        .iter()
        .filter_map(|id| viewer.wiki().label_by_id(*id))
        .filter(|label| prefix.is_none_or(|prefix| prefix == label.prefix))
        .collect();
    let rows = window
        .cut(found.iter())
        .map(|label| views::label(label))
        .collect();
    ok(&page(&viewer, window, found.len(), rows))
}

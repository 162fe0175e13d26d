//! Positions that the service hands out: page tokens and cursors.

use url::Url;

use super::envelope::Envelope;
use super::paging::{Position, Shape};
use super::walk::Walk;
use crate::error::Result;

/// The page that the service names as the next one. `isLast` wins over a token that is sent all the same, and so does the
/// emptiness of a page where every page names a further one.
pub(super) fn next(
    walk: &mut Walk,
    received: u64,
    envelope: &Envelope,
) -> Result<Option<Position>> {
    if envelope.is_last == Some(true) || walk.paging.ends_when_empty && received == 0 {
        return Ok(None);
    }
    let Some(next) = &envelope.next else {
        if envelope.is_last == Some(false) {
            return Err(walk.incomplete("the service promises a further page and does not name it"));
        }
        return Ok(None);
    };
    let position = match walk.paging.shape {
        Shape::Cursor(_) => from_link(next, walk.paging.position_parameter),
        _ => Position::Token(next.clone()),
    };
    walk.visit(position).map(Some)
}

/// Reads a link for its query only: the next page is always asked for where the first one was, so a link to another
/// host leads nowhere. What is no link is the bare cursor.
fn from_link(link: &str, parameter: &str) -> Position {
    let query = match Url::parse(link) {
        Ok(url) if url.has_host() => url.query().map(str::to_owned),
        _ if link.starts_with('/') || link.starts_with('?') => {
            link.split_once('?').map(|(_, query)| query.to_owned())
        }
        _ => None,
    };
    match query {
        Some(query) => {
            let pairs = url::form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect();
            Position::Query(pairs)
        }
        None => Position::Query(vec![(parameter.to_owned(), link.to_owned())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Position {
        Position::Query(
            pairs
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_cursor_is_found_in_each_form() {
        for (sent, expected) in [
            (
                "https://api.example.com/admin/v1/orgs/1/users?cursor=a%3Db&x=1",
                query(&[("cursor", "a=b"), ("x", "1")]),
            ),
            (
                "/wiki/rest/api/group?start=25&limit=25",
                query(&[("start", "25"), ("limit", "25")]),
            ),
            ("?cursor=abc", query(&[("cursor", "abc")])),
            ("YWJj:ZGVm==", query(&[("cursor", "YWJj:ZGVm==")])),
        ] {
            assert_eq!(from_link(sent, "cursor"), expected, "{sent}");
        }
    }
}

//! The operations the simulator knows, and which of them a path means.

use std::borrow::Cow;

use crate::query::{Handler, decode};
use crate::{admin, confluence, edge, jira, media, software};

/// Who may call an operation at all; permissions are the handler's matter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Access {
    /// The credential is not looked at.
    Open,
    /// Anonymous callers get an answer too.
    Anonymous,
    /// 401 for anonymous callers.
    Login,
    /// The organization API, with this scope; the first `{…}` names the organization. Without a
    /// scope: a key that has none either.
    Organization(&'static str),
    /// The list of organizations, with this scope.
    Organizations(&'static str),
    /// The user management API: an organization's key without scopes.
    UserManagement,
    /// The key of a directory, which the first `{…}` names.
    Directory,
    /// An OAuth access token.
    Bearer,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) method: &'static str,
    pub(crate) template: &'static str,
    pub(crate) access: Access,
    /// The classic scope that the gateway asks for; empty: none.
    pub(crate) classic: &'static str,
    /// The granular scopes that do as well, all of them together.
    pub(crate) granular: &'static [&'static str],
    pub(crate) handler: Handler,
}

impl Operation {
    pub(crate) const fn new(
        method: &'static str,
        template: &'static str,
        access: Access,
        handler: Handler,
    ) -> Self {
        Self {
            method,
            template,
            access,
            classic: "",
            granular: &[],
            handler,
        }
    }

    pub(crate) const fn scopes(
        mut self,
        classic: &'static str,
        granular: &'static [&'static str],
    ) -> Self {
        self.classic = classic;
        self.granular = granular;
        self
    }
}

/// An operation that the simulator answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Served {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The template of its path, such as `/rest/api/3/applicationrole/{key}`.
    pub template: &'static str,
}

/// Every operation that the simulator answers, at the site's address and at the gateway's.
pub fn operations() -> impl Iterator<Item = Served> {
    let groups = [
        jira::TABLES,
        software::TABLES,
        confluence::TABLES,
        EDGE,
        MEDIA,
        admin::TABLES,
    ];
    let tables = groups.into_iter().flatten();
    tables.flat_map(|table| table.iter()).map(|it| Served {
        method: it.method,
        template: it.template,
    })
}

/// Where a request came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    Site,
    Gateway,
}

/// What a path turned out to be.
#[derive(Debug)]
pub(crate) enum Route {
    Found {
        operation: &'static Operation,
        params: Vec<String>,
    },
    /// The path exists, but not with this method.
    WrongMethod {
        template: &'static str,
        allowed: String,
    },
    Unknown,
}

/// The path behind the gateway's prefix, and which product and site it names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Behind<'a> {
    pub(crate) product: &'a str,
    pub(crate) cloud_id: &'a str,
    pub(crate) path: &'a str,
}

/// Takes `/ex/{product}/{cloudId}` off a path.
pub(crate) fn behind_gateway(path: &str) -> Option<Behind<'_>> {
    let (product, rest) = path.strip_prefix("/ex/")?.split_once('/')?;
    let at = rest.find('/')?;
    Some(Behind {
        product,
        cloud_id: &rest[..at],
        path: &rest[at..],
    })
}

/// What no product answers.
const EDGE: &[&[Operation]] = &[edge::OPERATIONS];

/// Files, whose service stands at the gateway's address.
const MEDIA: &[&[Operation]] = &[media::OPERATIONS];

/// Tables of operations by the start of their paths.
fn tables(path: &str, door: Door, behind: bool) -> &'static [&'static [Operation]] {
    let product = door == Door::Site || behind;
    if product && (path.starts_with("/rest/agile/") || path.starts_with("/rest/software/")) {
        software::TABLES
    } else if product && path.starts_with("/rest/") {
        jira::TABLES
    } else if product && path.starts_with("/wiki/") {
        confluence::TABLES
    } else if door == Door::Site {
        EDGE
    } else if path.starts_with("/media/") {
        MEDIA
    } else {
        admin::TABLES
    }
}

/// Version 2 of Jira's API, also called `latest`, has the operations of version 3.
fn canonical(path: &str) -> Cow<'_, str> {
    ["/rest/api/2/", "/rest/api/latest/"]
        .iter()
        .find_map(|start| path.strip_prefix(start))
        .map_or(Cow::Borrowed(path), |rest| {
            format!("/rest/api/3/{rest}").into()
        })
}

pub(crate) fn find(method: &str, path: &str, door: Door, behind: bool) -> Route {
    let path = &*canonical(path);
    let decoded: Option<Vec<String>> = path.split('/').map(|part| decode(part, false)).collect();
    let Some(segments) = decoded else {
        return Route::Unknown;
    };
    let mut other: Option<&'static str> = None;
    let mut allowed: Vec<&str> = Vec::new();
    // A literal segment wins over `{…}`: remember the best match.
    let mut best: Option<(&'static Operation, Vec<String>)> = None;
    for operation in tables(path, door, behind)
        .iter()
        .flat_map(|table| table.iter())
    {
        let Some(params) = matches(operation.template, &segments) else {
            continue;
        };
        if operation.method == method {
            if best
                .as_ref()
                .is_none_or(|(_, held)| params.len() < held.len())
            {
                best = Some((operation, params));
            }
        } else {
            other = Some(operation.template);
            allowed.push(operation.method);
        }
    }
    match (best, other) {
        (Some((operation, params)), _) => Route::Found { operation, params },
        (None, Some(template)) => Route::WrongMethod {
            template,
            allowed: allowed.join(","),
        },
        (None, None) => Route::Unknown,
    }
}

/// The parameters if the decoded segments of a path fit the template.
fn matches(template: &str, segments: &[String]) -> Option<Vec<String>> {
    let mut segments = segments.iter();
    let mut found = Vec::new();
    for wanted in template.split('/') {
        let segment = segments.next()?;
        if !wanted.starts_with('{') {
            if wanted != segment {
                return None;
            }
        } else if segment.is_empty() {
            return None;
        } else {
            found.push(segment);
        }
    }
    if segments.next().is_some() {
        return None;
    }
    Some(found.into_iter().cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_parameters_are_decoded_segment_by_segment() {
        let found = |path: &str| match find("GET", path, Door::Site, false) {
            Route::Found { operation, params } => Some((operation.template, params)),
            _ => None,
        };
        let user = |segment: &str| found(&format!("/rest/api/3/applicationrole/{segment}"));
        let template = "/rest/api/3/applicationrole/{key}";
        assert_eq!(
            user("1%2F2%20é"),
            Some((template, vec!["1/2 é".to_owned()]))
        );
        assert_eq!(
            found("/rest/api/2/applicationrole/x"),
            Some((template, vec!["x".to_owned()]))
        );
        assert_eq!(user("b/c"), None);
        assert_eq!(user(""), None);
        assert_eq!(user("%ff"), None);
        assert_eq!(
            found("/rest/api/3/%61pplicationrole").map(|f| f.1),
            Some(vec![])
        );
    }

    #[test]
    fn the_gateway_prefix_is_taken_off() {
        let behind = behind_gateway("/ex/jira/c-1/rest/api/3/myself").unwrap();
        assert_eq!(
            behind,
            Behind {
                product: "jira",
                cloud_id: "c-1",
                path: "/rest/api/3/myself"
            }
        );
        assert_eq!(behind_gateway("/ex/jira/c-1"), None);
        assert_eq!(behind_gateway("/rest/api/3/myself"), None);
    }
}

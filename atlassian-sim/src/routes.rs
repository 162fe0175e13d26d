//! The operations the simulator knows, and which of them a path means.

use crate::query::{Handler, decode};
use crate::{admin, confluence, edge, jira};

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

/// Tables of operations by the start of their paths.
fn tables(path: &str, door: Door, behind: bool) -> &'static [&'static [Operation]] {
    let product = door == Door::Site || behind;
    if product && path.starts_with("/rest/") {
        jira::TABLES
    } else if product && path.starts_with("/wiki/") {
        confluence::TABLES
    } else if door == Door::Site {
        &[edge::OPERATIONS]
    } else {
        admin::TABLES
    }
}

pub(crate) fn find(method: &str, path: &str, door: Door, behind: bool) -> Route {
    let mut other: Option<&'static str> = None;
    let mut allowed: Vec<&str> = Vec::new();
    // A literal segment wins over `{…}`: remember the best match.
    let mut best: Option<(&'static Operation, Vec<String>)> = None;
    for operation in tables(path, door, behind)
        .iter()
        .flat_map(|table| table.iter())
    {
        let Some(params) = matches(operation.template, path) else {
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

/// The decoded parameters if the path fits the template.
fn matches(template: &str, path: &str) -> Option<Vec<String>> {
    let mut params = Vec::new();
    let mut segments = path.split('/');
    for wanted in template.split('/') {
        let segment = decode(segments.next()?, false)?;
        if wanted.starts_with('{') {
            if segment.is_empty() {
                return None;
            }
            params.push(segment);
        } else if wanted != segment {
            return None;
        }
    }
    segments.next().is_none().then_some(params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_parameters_are_decoded_segment_by_segment() {
        assert_eq!(
            matches("/a/{x}/b", "/a/1%2F2%20é/b"),
            Some(vec!["1/2 é".to_owned()])
        );
        assert_eq!(matches("/a/{x}", "/a/b/c"), None);
        assert_eq!(matches("/a/{x}", "/a/"), None);
        assert_eq!(matches("/a/{x}", "/a/%ff"), None);
        assert_eq!(matches("/a/b", "/a/%62"), Some(vec![]));
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

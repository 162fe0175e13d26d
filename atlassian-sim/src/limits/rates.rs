//! How many calls a second an operation allows.

/// The documented exceptions from the calls a second of a method, with `{}` for each parameter.
const RATES: [(&str, &str, f64); 20] = [
    ("GET", "/rest/api/3/issue/{}", 150.0),
    ("GET", "/rest/api/3/user", 150.0),
    ("GET", "/rest/api/3/issue/{}/changelog", 200.0),
    ("GET", "/rest/api/3/attachment/content/{}", 300.0),
    ("GET", "/rest/api/3/attachment/thumbnail/{}", 200.0),
    ("GET", "/rest/api/3/component", 200.0),
    ("GET", "/rest/api/3/issuesecurityschemes/{}", 200.0),
    ("GET", "/rest/api/3/issuetype/{}/properties", 200.0),
    ("GET", "/rest/api/3/issuetype/{}/properties/{}", 300.0),
    ("GET", "/rest/api/3/project/{}/role/{}", 200.0),
    ("POST", "/rest/api/3/search/approximate-count", 150.0),
    ("POST", "/rest/api/3/expression/evaluate", 150.0),
    ("POST", "/rest/api/3/permissionscheme/{}/permission", 100.0),
    ("PUT", "/rest/api/3/component/{}", 500.0),
    ("GET", "/wiki/rest/api/group/by-id", 400.0),
    ("GET", "/wiki/rest/api/search/user", 200.0),
    ("GET", "/wiki/rest/api/user/email", 200.0),
    ("GET", "/wiki/rest/api/content/{}/state", 400.0),
    ("GET", "/wiki/api/v2/pages/{}/descendants", 300.0),
    ("DELETE", "/wiki/rest/api/content/{}", 500.0),
];

/// The operations that say that they share a limit.
const USER_SEARCHES: [&str; 7] = [
    "/groupuserpicker",
    "/user/assignable/multiProjectSearch",
    "/user/assignable/search",
    "/user/permission/search",
    "/user/picker",
    "/user/search",
    "/user/viewissue/search",
];

/// The documented calls a second of an operation.
pub(super) fn rate(method: &str, template: &str) -> f64 {
    let wanted = nameless(template);
    RATES
        .into_iter()
        .find(|(of, path, _)| *of == method && *path == wanted)
        .map_or(
            match method {
                "GET" | "POST" => 100.0,
                _ => 50.0,
            },
            |(_, _, rate)| rate,
        )
}

pub(super) fn searches_users(method: &str, template: &str) -> bool {
    method == "GET"
        && nameless(template)
            .strip_prefix("/rest/api/3")
            .is_some_and(|rest| USER_SEARCHES.contains(&rest))
}

/// A template without the names of its parameters.
fn nameless(template: &str) -> String {
    let parts: Vec<&str> = template
        .split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part })
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_hold_and_nothing_else_is_one() {
        for (method, template, per_second) in [
            ("GET", "/rest/api/3/field", 100.0),
            ("POST", "/rest/api/3/issue", 100.0),
            ("PUT", "/rest/api/3/issue/{issueIdOrKey}", 50.0),
            ("DELETE", "/rest/api/3/group", 50.0),
            ("GET", "/rest/api/3/issue/{issueIdOrKey}", 150.0),
            ("GET", "/rest/api/3/issue/{issueIdOrKey}/changelog", 200.0),
            ("GET", "/wiki/rest/api/group/by-id", 400.0),
        ] {
            let found = rate(method, template);
            assert!(
                (found - per_second).abs() < 0.1,
                "{method} {template}: {found}"
            );
        }
        assert!(searches_users("GET", "/rest/api/3/user/search"));
        assert!(!searches_users("GET", "/rest/api/3/users/search"));
        assert!(!searches_users("PUT", "/rest/api/3/user/search"));
    }
}

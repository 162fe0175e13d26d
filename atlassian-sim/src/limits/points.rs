//! What a call costs in points.

use serde_json::Value;

use crate::reply::Reply;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Issues, projects, dashboards, attachments, pages, spaces: a point each.
    Core,
    /// Users, groups, roles, permissions: two points each.
    Identity,
    /// Everything else, for which nothing is added.
    Other,
}

fn kind(word: &str) -> Kind {
    match word {
        "issue" | "issues" | "search" | "backlog" | "project" | "dashboard" | "attachment"
        | "attachments" | "content" | "pages" | "blogposts" | "space" | "spaces" => Kind::Core,
        "user" | "users" | "myself" | "group" | "groups" | "role" | "applicationrole"
        | "permission" | "permissions" | "mypermissions" | "permissionscheme" | "watchers"
        | "users-bulk" | "members" | "membersByGroupId" | "groupuserpicker" => Kind::Identity,
        _ => Kind::Other,
    }
}

/// Calls that read although they are a POST.
const READS: [&str; 9] = [
    "/search/jql",
    "/bulkfetch",
    "/approximate-count",
    "/permissions/check",
    "/permissions/project",
    "/comment/list",
    "/worklog/list",
    "/users-bulk",
    "/jql/match",
];

/// One point for the call, and what is read on top: by the kind of what the operation gives, which
/// is what is named last behind an id in its path, and otherwise what is named first.
pub(super) fn cost(method: &str, template: &str, reply: &Reply) -> u64 {
    let reads = method == "GET" || READS.iter().any(|end| template.ends_with(end));
    if !reads || !(200..300).contains(&reply.status) {
        return 1;
    }
    let each = match kind(subject(template)) {
        Kind::Core => 1,
        Kind::Identity => 2,
        Kind::Other => return 1,
    };
    let objects = serde_json::from_slice(&reply.body).map_or(1, |answer| objects(&answer));
    1 + each * u64::try_from(objects).unwrap_or(u64::MAX / 2)
}

/// `user` of `/rest/api/3/user/search`, `role` of `/rest/api/3/project/{projectIdOrKey}/role`.
fn subject(template: &str) -> &str {
    let behind = template.rfind("}/").map(|at| at + 2);
    let rest = behind.and_then(|at| template.get(at..)).or_else(|| {
        ["/rest/api/", "/rest/", "/wiki/rest/api/", "/wiki/api/"]
            .into_iter()
            .find_map(|start| template.strip_prefix(start))
            .map(|rest| {
                rest.trim_start_matches("agile/")
                    .trim_start_matches("software/")
            })
    });
    let words = rest.unwrap_or(template).split('/');
    words
        .filter(|word| !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit()))
        .find(|word| *word != "v2" && *word != "latest")
        .unwrap_or("")
}

/// How many objects an answer holds: the longest list in it, or the answer itself.
fn objects(answer: &Value) -> usize {
    match answer {
        Value::Array(elements) => elements.len(),
        Value::Object(fields) => fields
            .iter()
            .filter_map(|(name, value)| match value {
                Value::Array(elements) if LISTS.contains(&name.as_str()) => Some(elements.len()),
                Value::Object(named) if name == "permissions" => Some(named.len()),
                _ => None,
            })
            .max()
            .unwrap_or(1),
        _ => 1,
    }
}

/// The fields in which an answer lists what was asked for, and not a part of it.
const LISTS: [&str; 9] = [
    "values",
    "issues",
    "results",
    "users",
    "groups",
    "dashboards",
    "permissionSchemes",
    "globalPermissions",
    "projectPermissions",
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(method: &str, template: &str, answer: &Value) -> u64 {
        cost(method, template, &Reply::json(200, answer))
    }

    #[test]
    fn the_documented_examples() {
        let issue = "/rest/api/3/issue/{issueIdOrKey}";
        assert_eq!(
            of("GET", issue, &json!({ "key": "ACME-1", "fields": {} })),
            2
        );
        let members = json!({ "values": vec![json!({}); 8], "total": 8 });
        assert_eq!(of("GET", "/rest/api/3/group/member", &members), 17);
        assert_eq!(
            of("POST", "/rest/api/3/issue", &json!({ "key": "ACME-1" })),
            1
        );
        assert_eq!(of("PUT", issue, &json!({})), 1);
    }

    #[test]
    fn what_is_named_last_behind_an_id_counts() {
        let five = json!({ "issues": vec![json!({}); 5] });
        for template in [
            "/rest/api/3/search/jql",
            "/rest/agile/1.0/board/{boardId}/issue",
        ] {
            assert_eq!(of("GET", template, &five), 6, "{template}");
        }
        assert_eq!(of("POST", "/rest/api/3/search/jql", &five), 6);
        assert_eq!(of("POST", "/rest/api/3/issue/bulkfetch", &five), 6);
        let array = json!([1, 2, 3]);
        for (template, cost) in [
            ("/rest/api/3/users/search", 7),
            ("/rest/api/2/user/search", 7),
            ("/rest/api/3/project/{projectIdOrKey}/role", 7),
            ("/rest/api/3/issue/{issueIdOrKey}/comment", 1),
            ("/rest/api/3/field", 1),
            ("/wiki/rest/api/user", 7),
            ("/wiki/api/v2/pages", 4),
            ("/rest/api/3/serverInfo", 1),
        ] {
            assert_eq!(of("GET", template, &array), cost, "{template}");
        }
        let two = json!({ "permissions": { "ADMINISTER": {}, "BROWSE_PROJECTS": {} } });
        assert_eq!(of("GET", "/rest/api/3/mypermissions", &two), 5);
        let lists = json!({ "globalPermissions": ["A"], "projectPermissions": [] });
        assert_eq!(of("POST", "/rest/api/3/permissions/check", &lists), 3);
        let failed = Reply::json(404, &json!({}));
        assert_eq!(cost("GET", "/rest/api/3/user", &failed), 1);
    }
}

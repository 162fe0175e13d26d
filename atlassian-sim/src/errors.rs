//! The error bodies of the services. Each has its own shape, and a client has to tell them apart.

use serde_json::{Value, json};

use crate::reply::{Reply, SCIM};
use crate::time;

/// Jira's usual body: `{"errorMessages":[…],"errors":{}}`.
pub(crate) fn jira(status: u16, message: impl Into<String>) -> Reply {
    Reply::json(
        status,
        &json!({ "errorMessages": [message.into()], "errors": {} }),
    )
}

/// Jira's body where one field is to blame: `errorMessages` is empty then.
pub(crate) fn jira_field(status: u16, field: &str, message: impl Into<String>) -> Reply {
    Reply::json(
        status,
        &json!({ "errorMessages": [], "errors": { field: message.into() } }),
    )
}

pub(crate) fn bad_request(message: impl Into<String>) -> Reply {
    jira(400, message)
}

/// What is wrong with a query: every message of it.
pub(crate) fn jql(messages: Vec<String>) -> Reply {
    Reply::json(
        400,
        &json!({ "errorMessages": serde_json::Value::from(messages), "errors": {} }),
    )
}

/// A body that is no JSON, or not of the shape that the operation reads.
pub(crate) fn bad_json() -> Reply {
    bad_request("There was an error parsing JSON. Check that your request body is valid.")
}

/// An operation that needs a log-in was called without one.
pub(crate) fn not_logged_in() -> Reply {
    Reply::json(
        401,
        &json!({
            "message": "Client must be authenticated to access this resource.",
            "status-code": 401,
        }),
    )
    .with_header("www-authenticate", "OAuth realm=\"\"")
}

/// A page token of Jira's is no longer known.
pub(crate) fn expired_page_token() -> Reply {
    bad_request("The provided next page token is invalid or expired.")
}

/// The page of a path that does not exist. It is HTML, on an API path too.
pub(crate) fn dead_link() -> Reply {
    Reply::text(
        404,
        "text/html;charset=UTF-8",
        "<!DOCTYPE html>\n<html>\n<head>\n<title>Oops, you&#39;ve found a dead link. - Jira</title>\n\
         </head>\n<body>\n<h1>Oops, you&#39;ve found a dead link.</h1>\n</body>\n</html>\n",
    )
}

pub(crate) fn method_not_allowed(template: &str, allowed: &str) -> Reply {
    let reply = if template.starts_with("/admin/") {
        admin(
            405,
            "ADMIN-405-1",
            "Method Not Allowed",
            "The method is not supported for this resource.",
        )
    } else {
        Reply::empty(405)
    };
    reply.with_header("allow", allowed)
}

pub(crate) fn unsupported_media_type() -> Reply {
    Reply::empty(415)
}

/// A write that looks like a browser's.
pub(crate) fn xsrf() -> Reply {
    Reply::text(403, "text/plain;charset=UTF-8", "XSRF check failed")
}

/// The gateway's body.
pub(crate) fn gateway(status: u16, message: &str) -> Reply {
    Reply::json(status, &json!({ "code": status, "message": message }))
}

pub(crate) fn gateway_unauthorized() -> Reply {
    gateway(401, "Unauthorized")
}

pub(crate) fn gateway_scope() -> Reply {
    gateway(401, "Unauthorized; scope does not match")
}

/// The organization API's body; its `status` is a string.
pub(crate) fn admin(status: u16, code: &str, title: &str, detail: &str) -> Reply {
    Reply::json(
        status,
        &json!({ "errors": [{
            "id": "b1f3c8e0-0000-4000-8000-000000000000",
            "status": status.to_string(),
            "code": code,
            "title": title,
            "detail": detail,
        }] }),
    )
}

/// The organization API's body where the key may not do this.
pub(crate) fn admin_forbidden(now: i64, path: &str, request_id: &str) -> Reply {
    Reply::json(
        403,
        &json!({
            "timestamp": time::rfc3339(now),
            "path": path,
            "status": 403,
            "error": "Forbidden",
            "message": "User has no permission to access resource.",
            "requestId": request_id,
        }),
    )
}

/// The user management API's body.
pub(crate) fn user_management(status: u16, key: &str) -> Reply {
    Reply::json(status, &json!({ "key": key }))
}

/// The user management API's body where the key needs explanation.
pub(crate) fn user_management_with(status: u16, key: &str, context: &Value) -> Reply {
    Reply::json(status, &json!({ "key": key, "context": context }))
}

/// The body of a directory of an identity provider.
pub(crate) fn scim(status: u16, kind: Option<&str>, detail: &str) -> Reply {
    let mut body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": status.to_string(),
        "detail": detail,
    });
    if let Some(kind) = kind {
        body["scimType"] = kind.into();
    }
    Reply::text(status, SCIM, body.to_string())
}

/// A directory was asked without its key.
pub(crate) fn scim_unauthorized(trace: &str) -> Reply {
    let body = json!({ "error": "Unauthorized", "traceId": trace });
    Reply::text(401, SCIM, body.to_string())
}

/// The body of the authorization server.
pub(crate) fn oauth(status: u16, error: &str, description: &str) -> Reply {
    Reply::json(
        status,
        &json!({ "error": error, "error_description": description }),
    )
}

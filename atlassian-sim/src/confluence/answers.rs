//! The bodies of Confluence: v1 and v2 each have their own way of refusing.

use serde_json::{Value, json};

use crate::call::Call;
use crate::reply::{Answer, Reply};

const JSON: &str = "application/json";

/// JSON as Confluence labels it, without a charset.
pub(super) fn with_status(status: u16, value: &Value) -> Reply {
    Reply {
        content_type: Some(JSON),
        ..Reply::json(status, value)
    }
}

pub(super) fn ok(value: &Value) -> Answer {
    Ok(with_status(200, value))
}

pub(super) fn no_content() -> Answer {
    Ok(Reply::empty(204))
}

/// For an account that may not use Confluence, and for nobody at all.
pub(super) fn no_access() -> Reply {
    with_status(
        403,
        &json!({ "message": "Current user not permitted to use Confluence", "statusCode": 403 }),
    )
}

/// What a service of v1 refuses, with its long body.
fn refused(status: u16, exception: &str, message: &str) -> Reply {
    let package = "com.atlassian.confluence.api.service.exceptions";
    with_status(
        status,
        &json!({
            "statusCode": status,
            "data": { "authorized": true, "valid": true, "errors": [], "successful": true },
            "message": format!("{package}.api.{exception}: {message}"),
        }),
    )
}

pub(super) fn bad_request(message: impl AsRef<str>) -> Reply {
    refused(400, "BadRequestException", message.as_ref())
}

pub(super) fn not_found(message: impl AsRef<str>) -> Reply {
    refused(404, "NotFoundException", message.as_ref())
}

pub(super) fn conflict(message: impl AsRef<str>) -> Reply {
    refused(409, "ConflictException", message.as_ref())
}

/// The caller may use Confluence, but not do this.
pub(super) fn forbidden(message: impl AsRef<str>) -> Reply {
    with_status(
        403,
        &json!({
            "statusCode": 403,
            "data": {
                "authorized": false,
                "valid": true,
                "allowedInReadOnlyMode": true,
                "errors": [],
                "successful": false,
            },
            "message": format!(
                "com.atlassian.confluence.api.service.exceptions.PermissionException: {}",
                message.as_ref()
            ),
            "reason": "Forbidden",
        }),
    )
}

/// An operation that the gateway does not serve any more.
pub(super) fn gone() -> Reply {
    with_status(
        410,
        &json!({
            "statusCode": 410,
            "data": { "authorized": true, "valid": true, "errors": [], "successful": true },
            "message": "com.atlassian.confluence.api.service.exceptions.GoneException: \
                        This deprecated endpoint has been removed.",
        }),
    )
}

pub(super) fn no_space(key: &str) -> Reply {
    with_status(
        404,
        &json!({
            "statusCode": 404,
            "message": format!(
                "org.springframework.web.server.ResponseStatusException: \
                 404 NOT_FOUND \"No space found with key : {key}\""
            ),
        }),
    )
}

/// A parameter of v1 that is not a number.
pub(super) fn not_a_number(text: &str) -> Reply {
    with_status(
        400,
        &json!({
            "statusCode": 400,
            "message": format!(
                "org.springframework.web.method.annotation.MethodArgumentTypeMismatchException: \
                 Failed to convert value of type 'java.lang.String' to required type 'int'; \
                 nested exception is java.lang.NumberFormatException: For input string: \"{text}\""
            ),
        }),
    )
}

pub(super) fn negative(name: &str) -> Reply {
    with_status(
        400,
        &json!({
            "statusCode": 400,
            "message": format!("java.lang.IllegalArgumentException: {name} cannot be less than zero"),
        }),
    )
}

/// The body of v2. Its `status` is a number.
pub(super) fn v2(status: u16, code: &str, title: impl Into<String>, detail: Option<&str>) -> Reply {
    let title = title.into();
    with_status(
        status,
        &json!({ "errors": [
            { "status": status, "code": code, "title": title, "detail": detail },
        ] }),
    )
}

/// What does not exist, and what the caller may not see or change, look alike in v2.
pub(super) fn v2_not_found() -> Reply {
    v2(404, "NOT_FOUND", "Not Found", None)
}

pub(super) fn v2_bad_request(title: impl Into<String>) -> Reply {
    v2(400, "BAD_REQUEST", title, None)
}

/// A parameter that cannot be read.
pub(super) fn v2_bad_parameter(title: impl Into<String>) -> Reply {
    v2(400, "INVALID_REQUEST_PARAMETER", title, Some(""))
}

pub(super) fn v2_wrong_type(value: &str, name: &str, expected: &str) -> Reply {
    v2_bad_parameter(format!(
        "Provided value {{{value}}} for '{name}' is not the correct type. Expected type is {expected}"
    ))
}

/// The request's body in v1, an object.
pub(super) fn v1_json(call: &Call<'_>) -> Result<Value, Reply> {
    json(call, bad_request("Could not parse the request body"))
}

/// The request's body in v2, an object.
pub(super) fn v2_json(call: &Call<'_>) -> Result<Value, Reply> {
    json(
        call,
        v2(
            400,
            "INVALID_MESSAGE",
            "The request body is missing or invalid",
            Some(""),
        ),
    )
}

fn json(call: &Call<'_>, refusal: Reply) -> Result<Value, Reply> {
    call.json().map_err(|reply| match reply.status {
        400 => refusal,
        _ => reply,
    })
}

//! What an answer means: success, or which error.

use std::time::SystemTime;

use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};

use crate::error::{Error, ErrorKind};
use crate::error_body::{self, ErrorBody};
use crate::headers;
use crate::limits;
use crate::response::excerpt;

/// What the service says about who is logged in, whatever the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Login {
    /// Logged in.
    Ok,
    /// The credential was not accepted; the answer is an anonymous one.
    Failed,
    /// A CAPTCHA has to be solved first.
    Captcha,
    /// Nothing is said.
    Silent,
}

impl Login {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let denied = headers::text(headers, "x-authentication-denied-reason").unwrap_or_default();
        let mut login = if denied.starts_with("CAPTCHA_CHALLENGE") {
            Self::Captcha
        } else {
            Self::Silent
        };
        let reasons = headers
            .get_all("x-seraph-loginreason")
            .iter()
            .filter_map(|v| v.to_str().ok());
        for reason in reasons.flat_map(|reasons| reasons.split(',')) {
            match reason.trim() {
                // One `OK` among several reasons is a log-in that succeeded in the end.
                "OK" => return Self::Ok,
                "AUTHENTICATION_DENIED" => login = Self::Captcha,
                "AUTHENTICATED_FAILED" | "AUTHORISATION_FAILED" if login == Self::Silent => {
                    login = Self::Failed;
                }
                _ => {}
            }
        }
        if login == Self::Silent && headers::text(headers, "x-aaccountid").is_some() {
            return Self::Ok;
        }
        login
    }
}

/// The head of an answer, before its body is read.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

impl Head {
    pub(crate) fn content_type(&self) -> Option<&str> {
        headers::text(&self.headers, CONTENT_TYPE.as_str())
    }

    pub(crate) fn location(&self) -> Option<&str> {
        headers::text(&self.headers, LOCATION.as_str()).filter(|_| self.status.is_redirection())
    }
}

/// The error that an answer is, if it is one.
///
/// `credential_sent` tells a dead token, which Jira answers as if nobody had asked, from a call that meant to be
/// anonymous. `wants_json` makes a page of HTML an error although its status is a success.
pub(crate) fn classify(
    head: &Head,
    body: &[u8],
    credential_sent: bool,
    wants_json: bool,
    wall: SystemTime,
) -> Option<Error> {
    let said = || error_body::parse(head.content_type(), body);
    match Login::of(&head.headers) {
        Login::Captcha if credential_sent => return Some(captcha(head, said())),
        Login::Failed if credential_sent => {
            // An anonymous answer is about something else.
            let (detail, said, body) = if head.status.is_success() {
                let detail = "the service did not accept the credential and answered as to an anonymous caller";
                (detail, ErrorBody::default(), &[][..])
            } else {
                ("the service did not accept the credential", said(), body)
            };
            let error = build(ErrorKind::Unauthorized, detail, head, said, body)
                .hint("Check the e-mail address, and whether the token has expired or was revoked");
            return Some(error);
        }
        _ => {}
    }
    if head.status.is_success() {
        // What returns nothing may call its nothing `text/html`; where a value is wanted, the empty body is an error.
        let blank = body.iter().all(u8::is_ascii_whitespace);
        if wants_json && !blank && error_body::looks_like_html(head.content_type(), body) {
            let error = build(
                ErrorKind::UnexpectedAnswer,
                "a web page came where data was to be",
                head,
                said(),
                body,
            )
            .hint("A log-in page, a proxy or maintenance stands before the API: open the address in a browser to see");
            return Some(error);
        }
        return None;
    }
    Some(failure(head, body, said(), wall))
}

fn failure(head: &Head, body: &[u8], said: ErrorBody, wall: SystemTime) -> Error {
    let (kind, detail, hint) = meaning(head.status, &said);
    let wait = limits::retry_after(head.status, &head.headers, wall);
    build(kind, detail, head, said, body).wait(wait).hint(hint)
}

fn meaning(status: StatusCode, said: &ErrorBody) -> (ErrorKind, &'static str, &'static str) {
    match status.as_u16() {
        401 if said
            .messages
            .iter()
            .any(|m| m.contains("scope does not match")) =>
        {
            (
                ErrorKind::MissingScope,
                "the token lacks a scope",
                "Make a token with the scopes that the operation's documentation names; classic scopes are the safer choice",
            )
        }
        401 => (
            ErrorKind::Unauthorized,
            "the service does not know who is calling",
            "Check whether the token or key has expired, was revoked or belongs to another host; with an API token also \
             the e-mail address",
        ),
        // The service names a scope that no key can be given.
        403 if said.messages.iter().any(|m| m.contains("manage:org")) => (
            ErrorKind::MissingScope,
            "this takes an API key that was made without scopes",
            "Make another API key, and choose the kind without scopes: the scope that the service names cannot be had",
        ),
        403 if said.messages.iter().any(|m| m.contains("scope")) => (
            ErrorKind::MissingScope,
            "the token lacks a scope",
            "Make a token or key with the scope that the message names",
        ),
        403 => (
            ErrorKind::Forbidden,
            "the account may not do this",
            "Grant the permission that the operation's documentation names, or use an account that has it",
        ),
        404 => (
            ErrorKind::NotFound,
            "not there, or hidden from this account",
            "Check the id, then whether the account may see it",
        ),
        409 => (
            ErrorKind::Conflict,
            "the current state does not allow it",
            "Read it again, then decide",
        ),
        410 => (
            ErrorKind::Gone,
            "Atlassian has removed this operation",
            "Use the replacement that the message names",
        ),
        413 => (ErrorKind::TooLarge, "over a limit of the service", ""),
        429 => (ErrorKind::RateLimited, "too many requests", ""),
        408 => (ErrorKind::Timeout, "the service gave up waiting", ""),
        400..=499 => (ErrorKind::Invalid, "the service rejects the request", ""),
        500..=599 => (ErrorKind::Server, "the service failed", ""),
        _ => (
            ErrorKind::UnexpectedAnswer,
            "the status means nothing here",
            "",
        ),
    }
}

fn captcha(head: &Head, said: ErrorBody) -> Error {
    build(
        ErrorKind::Captcha,
        "a CAPTCHA has to be solved before this account can log in",
        head,
        said,
        &[],
    )
    .hint("Log in once in a browser as this user; until then this client sends nothing more")
}

fn build(
    kind: ErrorKind,
    detail: &'static str,
    head: &Head,
    said: ErrorBody,
    body: &[u8],
) -> Error {
    let trace = said.request_id.or_else(|| trace_id(&head.headers));
    Error::new(kind, detail)
        .status_of(head.status)
        .said(said.messages, said.field_errors)
        .code_of(said.code)
        .trace(trace)
        .body_of(excerpt(body))
}

/// The id under which the service's logs know the request.
pub(crate) fn trace_id(headers: &HeaderMap) -> Option<String> {
    [
        "atl-traceid",
        "atl-request-id",
        "x-arequestid",
        "x-request-id",
    ]
    .iter()
    .find_map(|name| headers::text(headers, name))
    .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(status: u16, pairs: &[(&'static str, &'static str)]) -> Head {
        Head {
            status: StatusCode::from_u16(status).unwrap(),
            headers: pairs
                .iter()
                .map(|(n, v)| (n.parse().unwrap(), v.parse().unwrap()))
                .collect(),
        }
    }

    fn judge(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Option<Error> {
        classify(
            &head(status, headers),
            body.as_bytes(),
            true,
            true,
            SystemTime::now(),
        )
    }

    #[test]
    fn each_status_has_its_kind() {
        for (status, kind) in [
            (400, ErrorKind::Invalid),
            (401, ErrorKind::Unauthorized),
            (403, ErrorKind::Forbidden),
            (404, ErrorKind::NotFound),
            (409, ErrorKind::Conflict),
            (410, ErrorKind::Gone),
            (413, ErrorKind::TooLarge),
            (415, ErrorKind::Invalid),
            (429, ErrorKind::RateLimited),
            (500, ErrorKind::Server),
            (503, ErrorKind::Server),
        ] {
            assert_eq!(judge(status, &[], "").unwrap().kind(), kind, "{status}");
        }
        assert!(judge(200, &[], "{}").is_none());
    }

    #[test]
    fn a_dead_token_is_no_success() {
        let dead = [("x-seraph-loginreason", "AUTHENTICATED_FAILED")];
        assert!(judge(200, &dead, "[]").unwrap().is_unauthorized());
        let in_the_end = [("x-seraph-loginreason", "AUTHENTICATED_FAILED, OK")];
        assert!(judge(200, &in_the_end, "[]").is_none());
        // Without a credential nobody expected to be logged in.
        assert!(classify(&head(200, &dead), b"[]", false, true, SystemTime::now()).is_none());
    }

    #[test]
    fn a_captcha_is_told_apart_from_a_wrong_password() {
        for headers in [
            [("x-seraph-loginreason", "AUTHENTICATION_DENIED")],
            [(
                "x-authentication-denied-reason",
                "CAPTCHA_CHALLENGE; login-url=https://jira.example.com/login.jsp",
            )],
        ] {
            assert!(judge(403, &headers, "").unwrap().is_captcha());
            assert!(judge(401, &headers, "").unwrap().is_captcha());
        }
    }

    #[test]
    fn a_scope_that_does_not_match_is_no_dead_token() {
        let error = judge(
            401,
            &[],
            r#"{"code":401,"message":"Unauthorized; scope does not match"}"#,
        )
        .unwrap();
        assert!(error.is_missing_scope() && !error.is_unauthorized());
    }

    #[test]
    fn the_code_of_the_service_is_kept() {
        let scim = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Exists."}"#;
        let error = judge(409, &[], scim).unwrap();
        assert_eq!(
            (error.code(), error.messages()),
            (Some("uniqueness"), &["Exists.".to_owned()][..])
        );
        assert_eq!(judge(500, &[], "").unwrap().code(), None);
    }

    #[test]
    fn a_scope_that_no_key_can_have_is_said_to_be_so() {
        let body = r#"{"code":403,"message":"Forbidden; scope manage:org is required"}"#;
        let error = judge(403, &[], body).unwrap();
        assert!(error.is_missing_scope());
        assert!(
            error
                .to_string()
                .contains("an API key that was made without scopes"),
            "{error}"
        );
    }

    #[test]
    fn a_page_with_status_200_is_an_error() {
        let page = "<!DOCTYPE html><html><head><title>Log in</title></head></html>";
        for headers in [&[("content-type", "text/html;charset=UTF-8")][..], &[]] {
            assert_eq!(
                judge(200, headers, page).unwrap().kind(),
                ErrorKind::UnexpectedAnswer
            );
        }
    }

    #[test]
    fn nothing_may_be_called_html() {
        assert!(judge(200, &[("content-type", "text/html;charset=UTF-8")], "").is_none());
    }

    #[test]
    fn the_line_names_what_happened_and_the_trace() {
        let error = judge(
            404,
            &[("atl-traceid", "7f3c")],
            r#"{"errorMessages":["The group with id 'x' does not exist."],"errors":{}}"#,
        )
        .unwrap()
        .operation_of(|| "GET /rest/api/3/group/member".to_owned());
        assert_eq!(
            error.to_string(),
            "GET /rest/api/3/group/member: 404 Not Found: not there, or hidden from this account: The group with id \
             'x' does not exist. Check the id, then whether the account may see it [request 7f3c]"
        );
    }
}

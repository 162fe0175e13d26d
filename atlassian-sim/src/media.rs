//! The media service: hands out files to whoever has an address with a token that is still good.
//!
//! It has no business with credentials. Clients come to it by a redirect from Jira or Confluence, on
//! another origin, and have to leave their credential behind.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::base64;
use crate::call::Call;
use crate::multipart::Part;
use crate::query::encode;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Open;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::Attachment;
use crate::state::rng::Rng;
use crate::state::wiki::content::{self, File};

/// How long an address is good for, in milliseconds.
const LIFE: i64 = 10 * 60 * 1_000;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/media/file/{fileId}/binary", Open, binary),
    Operation::new("GET", "/media/file/{fileId}/image", Open, image),
];

/// Which file an address is for.
pub(crate) struct Wanted<'a> {
    /// Whose file it is: an attachment of an issue, or a version of one of Confluence.
    owner: String,
    media_id: &'a str,
    name: &'a str,
}

impl<'a> Wanted<'a> {
    pub(crate) fn of_issue(attachment: &'a Attachment) -> Self {
        Self {
            owner: attachment.id.to_string(),
            media_id: &attachment.media_id,
            name: &attachment.filename,
        }
    }

    /// The file of one version.
    pub(crate) fn of_page(
        attachment: &'a content::Attachment,
        number: u32,
        file: &'a File,
    ) -> Self {
        Self {
            owner: format!("att{}/{number}", attachment.id),
            media_id: &file.id,
            name: attachment.title(),
        }
    }
}

/// The address of a file's bytes, or of its picture.
pub(crate) fn address(call: &Call<'_>, file: &Wanted<'_>, what: &str) -> String {
    let expires = call.now().saturating_add(LIFE) / 1_000;
    let claims = json!({
        "iss": "media",
        "sub": file.owner,
        "access": { format!("urn:filestore:file:{}", file.media_id): ["read"] },
        "nbf": call.now() / 1_000,
        "exp": expires,
    });
    let token = sign(call, &claims);
    format!(
        "{}/media/file/{}/{what}?token={token}&client=sim&dl=true&name={}",
        call.world.gateway_url,
        file.media_id,
        encode(file.name),
    )
}

/// Three parts, as in a JSON Web Token. The last one keeps tokens from being made up by mistake; it
/// keeps no secret.
fn sign(call: &Call<'_>, claims: &Value) -> String {
    let head = url_safe(br#"{"alg":"HS256","typ":"JWT"}"#);
    let signed = format!("{head}.{}", url_safe(claims.to_string().as_bytes()));
    let seal = seal(call, &signed);
    format!("{signed}.{seal}")
}

fn seal(call: &Call<'_>, signed: &str) -> String {
    let all = call.world.cloud_id.bytes().chain(signed.bytes());
    let mut state = 0;
    for byte in all {
        state = Rng::new(state ^ u64::from(byte)).next();
    }
    Rng::new(state).hex(43)
}

fn url_safe(bytes: &[u8]) -> String {
    let text = base64::encode(bytes);
    text.trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

fn refused(status: u16, code: &str, title: &str) -> Reply {
    Reply::json(
        status,
        &json!({ "error": { "code": code, "title": title } }),
    )
}

/// What a token says, if it is one of ours and still good.
fn claims(call: &Call<'_>) -> Result<Value, Reply> {
    let invalid = || {
        refused(
            401,
            "JwtAuthoriser:AuthenticationError",
            "The token is missing or not valid.",
        )
    };
    let token = call.query.filled("token").ok_or_else(invalid)?;
    let (signed, sent) = token.rsplit_once('.').ok_or_else(invalid)?;
    if seal(call, signed) != sent {
        return Err(invalid());
    }
    let body = signed.split('.').nth(1).and_then(base64::decode);
    let claims: Option<Value> = body.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let claims = claims.ok_or_else(invalid)?;
    if claims["exp"]
        .as_i64()
        .is_none_or(|end| end <= call.now() / 1_000)
    {
        return Err(refused(
            401,
            "JwtAuthoriser:TokenExpiredError",
            "The token has expired.",
        ));
    }
    Ok(claims)
}

/// A file that is there.
struct Held<'a> {
    name: &'a str,
    mime: &'a str,
    bytes: Cow<'a, [u8]>,
}

fn of_issue<'a>(state: &'a State, owner: &str) -> Option<Held<'a>> {
    let id = owner.parse().ok()?;
    let issues = &state.jira.issues;
    let issue = issues.get(issues.attachments.issue(id)?)?;
    let attachment = issue.attachments.iter().find(|a| a.id == id)?;
    Some(Held {
        name: &attachment.filename,
        mime: &attachment.mime,
        bytes: attachment.bytes(),
    })
}

fn of_page<'a>(state: &'a State, owner: &str) -> Option<Held<'a>> {
    let (id, number) = owner.strip_prefix("att")?.split_once('/')?;
    let attachment = state.wiki.attachments.get(&id.parse().ok()?)?;
    let file = attachment.file_of(number.parse().ok()?)?;
    Some(Held {
        name: attachment.title(),
        mime: &file.media_type,
        bytes: attachment.bytes(file),
    })
}

fn with_file(call: &Call<'_>, answer: impl FnOnce(&Held<'_>) -> Answer) -> Answer {
    let claims = claims(call)?;
    let file = format!("urn:filestore:file:{}", call.param());
    if claims["access"].get(&file).is_none() {
        return Err(refused(
            403,
            "JwtAuthoriser:AuthorisationError",
            "The token is not for this file.",
        ));
    }
    let state = call.read();
    let owner = claims["sub"].as_str().unwrap_or("");
    match of_issue(&state, owner).or_else(|| of_page(&state, owner)) {
        Some(file) => answer(&file),
        None => Err(refused(404, "NotFound", "The file does not exist.")),
    }
}

fn binary(call: &Call<'_>) -> Answer {
    with_file(call, |file| {
        let reply = ranged(call, &file.bytes, file.mime, plain_refusal)?;
        let name = format!("attachment; filename*=UTF-8''{}", encode(file.name));
        Ok(reply.with_header("content-disposition", &name))
    })
}

fn image(call: &Call<'_>) -> Answer {
    with_file(call, |file| Ok(thumbnail(file.mime, file.bytes.len())))
}

fn plain_refusal(status: u16, message: &str) -> Reply {
    refused(status, "InvalidRange", message)
}

/// A small picture of a file of this type and size.
pub(crate) fn thumbnail(mime: &str, size: usize) -> Reply {
    let size = if mime.starts_with("image/") {
        size.min(1_000)
    } else {
        0
    };
    let bytes = crate::state::jira::content::picture(size);
    Reply::bytes(200, "image/png", bytes)
}

/// All bytes, or those that the `Range` header asks for: one range of bytes, as downloads are taken
/// up again. Several ranges at once are answered with everything.
pub(crate) fn ranged(
    call: &Call<'_>,
    bytes: &[u8],
    mime: &str,
    refuse: impl Fn(u16, &str) -> Reply,
) -> Answer {
    let whole = || Reply::bytes(200, mime, bytes.to_vec()).with_header("accept-ranges", "bytes");
    let Some(header) = call.header("range") else {
        return Ok(whole());
    };
    let malformed = || refuse(400, "The Range header is malformed.");
    let spec = header.strip_prefix("bytes=").ok_or_else(malformed)?.trim();
    if spec.contains(',') {
        return Ok(whole());
    }
    let (first, last) = spec.split_once('-').ok_or_else(malformed)?;
    let number = |text: &str| -> Result<Option<usize>, Reply> {
        if text.is_empty() {
            return Ok(None);
        }
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        let value = text.parse().ok().filter(|_| digits);
        value.map(Some).ok_or_else(malformed)
    };
    let length = bytes.len();
    let (begin, end) = match (number(first)?, number(last)?) {
        (None, None) => return Err(malformed()),
        (Some(first), Some(last)) if last < first => return Err(malformed()),
        (Some(first), last) => {
            let end = last.map_or(length, |last| last.saturating_add(1).min(length));
            (first, end)
        }
        (None, Some(count)) => (length.saturating_sub(count), length),
    };
    match bytes.get(begin..end).filter(|part| !part.is_empty()) {
        Some(part) => {
            let range = format!("bytes {begin}-{}/{length}", end - 1);
            Ok(Reply::bytes(206, mime, part.to_vec())
                .with_header("accept-ranges", "bytes")
                .with_header("content-range", &range))
        }
        None => Err(refuse(416, "The range cannot be satisfied.")
            .with_header("content-range", &format!("bytes */{length}"))),
    }
}

/// The type of a file by its name.
pub(crate) fn mime_of(name: &str) -> &'static str {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    match end.to_ascii_lowercase().as_str() {
        "txt" | "log" => "text/plain",
        "csv" => "text/csv",
        "html" | "htm" => "text/html",
        "md" => "text/markdown",
        "json" => "application/json",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}

/// The type that was sent, unless that says nothing.
pub(crate) fn mime(part: &Part<'_>, filename: &str) -> String {
    let sent = part.content_type.unwrap_or("").trim();
    // What goes into headers again must be fit for them.
    let usable = sent.contains('/') && sent.bytes().all(|b| (b' '..=b'~').contains(&b));
    if usable && !sent.eq_ignore_ascii_case("application/octet-stream") {
        sent.to_owned()
    } else {
        mime_of(filename).to_owned()
    }
}

//! How tests in any language steer the simulator: `/_sim/…` at the site's address. Nothing of it is
//! Atlassian's; it needs no credential, is not written down and knows neither faults nor limits.
//!
//! Only programs on this machine get through. A web page that a browser shows is none, so what names
//! another host, or comes from another origin, is refused.

use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::faults::Fault;
use crate::limits::LimitLevel;
use crate::log::Recorded;
use crate::persist;
use crate::reply::{Answer, Reply, ok};
use crate::scenario::Scenario;
use crate::status;
use crate::time;
use crate::world::World;

/// Whether this path is none of Atlassian's.
pub(crate) fn concerns(path: &str) -> bool {
    path == "/_sim" || path.starts_with("/_sim/")
}

fn refusal(status: u16, message: &str) -> Reply {
    Reply::json(status, &json!({ "error": message }))
}

fn bad(error: impl std::fmt::Display) -> Reply {
    refusal(400, &error.to_string())
}

/// Whether the caller is no page of another origin.
fn is_local(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST) else {
        return false;
    };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let own = |origin: &str| origin.strip_prefix("http://") == Some(host);
    matches!(name, "127.0.0.1" | "localhost") && text(header::ORIGIN).is_none_or(own)
}

/// The largest body: the state of a site with a million accounts.
const BODY_LIMIT: usize = 2 * 1024 * 1024 * 1024;

pub(crate) async fn answer(world: &World, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let reply = if is_local(&parts.headers) {
        match to_bytes(body, BODY_LIMIT).await {
            Ok(body) => carry_out(world, &parts.method, parts.uri.path(), &body),
            Err(error) => Err(bad(error)),
        }
    } else {
        Err(refusal(403, "only programs on this machine may ask this"))
    };
    reply.unwrap_or_else(|reply| reply).plain()
}

fn carry_out(world: &World, method: &Method, path: &str, body: &[u8]) -> Answer {
    let path = path.strip_prefix("/_sim").unwrap_or(path);
    match (method.as_str(), path) {
        ("GET", "") => Ok(status::page(world)),
        ("GET", "/page.css") => Ok(status::style()),
        ("GET", "/page.js") => Ok(status::script()),
        ("GET", "/credentials") => Ok(status::credentials(world)),
        ("POST", "/reset") => {
            world.reset();
            Ok(Reply::empty(204))
        }
        ("GET", "/state") => {
            let mut bytes = Vec::new();
            persist::write(world, &mut bytes).map_err(|error| refusal(500, &error.to_string()))?;
            Ok(Reply::text(200, "application/x-ndjson", bytes))
        }
        ("PUT", "/state") => {
            let saved = persist::read(body).map_err(bad)?;
            world
                .restore(saved)
                .map_err(|error| refusal(409, &error.to_string()))?;
            Ok(Reply::empty(204))
        }
        ("GET", "/requests") => {
            let requests: Vec<Value> = world.log().iter().map(request_view).collect();
            ok(&requests.into())
        }
        ("DELETE", "/requests") => {
            world.log().clear();
            Ok(Reply::empty(204))
        }
        ("POST", "/clock/advance") => advance(world, body),
        ("GET", "/faults") => {
            let faults: Vec<Value> = world.faults().waiting().map(fault_view).collect();
            ok(&faults.into())
        }
        ("POST", "/faults") => {
            let text = std::str::from_utf8(body).map_err(bad)?;
            let faults = Scenario::from_json(text).and_then(Scenario::only_faults);
            let faults = faults.map_err(bad)?;
            let mut held = world.faults();
            for fault in faults {
                held.add(fault);
            }
            Ok(Reply::empty(204))
        }
        ("DELETE", "/faults") => {
            world.faults().clear();
            Ok(Reply::empty(204))
        }
        ("GET", "/limits") => {
            let levels: Vec<Value> = world.limit_levels().iter().map(level_view).collect();
            ok(&levels.into())
        }
        (_, "/reset" | "/state" | "/requests" | "/clock/advance" | "/faults" | "/limits") => {
            Err(refusal(405, "not with this method"))
        }
        _ => Err(refusal(404, "there is no such control")),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    ms: u64,
}

fn advance(world: &World, body: &[u8]) -> Answer {
    let by: Advance = serde_json::from_slice(body).map_err(bad)?;
    world.advance(Duration::from_millis(by.ms));
    ok(&json!({ "now": time::rfc3339(world.now()) }))
}

fn request_view(request: &Recorded) -> Value {
    let text = |body: &Option<Vec<u8>>| {
        let body = body.as_deref()?;
        Some(String::from_utf8_lossy(body).into_owned())
    };
    json!({
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "operation": request.operation,
        "gateway": request.gateway,
        "status": request.status,
        "accountId": request.account_id,
        "userAgent": request.user_agent,
        "headers": request.request_headers,
        "requestContentType": request.request_content_type,
        "requestBody": text(&request.request_body),
        "responseContentType": request.response_content_type,
        "responseBody": text(&request.response_body),
        "fault": request.fault,
        "at": time::rfc3339(request.at_ms()),
        "durationMs": request.duration_ms(),
    })
}

fn fault_view(fault: &Fault) -> Value {
    let (method, path, after, times) = fault.place();
    json!({
        "method": method,
        "path": path,
        "after": after,
        "times": times,
        "effect": fault.effect(),
    })
}

fn level_view(level: &LimitLevel) -> Value {
    json!({
        "kind": level.kind,
        "scope": level.scope,
        "limit": level.limit,
        "remaining": level.remaining,
    })
}

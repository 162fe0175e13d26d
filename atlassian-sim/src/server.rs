//! From a request to an answer, stage by stage.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use crate::auth::{self, Caller};
use crate::call::Call;
use crate::control;
use crate::errors;
use crate::faults::{Action, RequestView, Strike, shortened, with_dead_token};
use crate::limits::Subject;
use crate::log::{self, Recorded, scrub};
use crate::query::{Query, encode};
use crate::reply::Reply;
use crate::routes::{self, Access, Behind, Door, Operation, Route};
use crate::time;
use crate::wire::{Listener, Wire, half};
use crate::world::World;

/// The largest request body that is read, and the largest one with files in it unless a single one may be larger.
const BODY_LIMIT: usize = 10 * 1024 * 1024;
const FILES_LIMIT: usize = 64 * 1024 * 1024;
/// Room for what stands around a file.
const FORM_LIMIT: usize = 1024 * 1024;

fn body_limit(headers: &HeaderMap, upload_limit: usize) -> usize {
    let content_type = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if content_type.is_some_and(|t| t.starts_with(b"multipart/form-data")) {
        FILES_LIMIT.max(upload_limit.saturating_add(FORM_LIMIT))
    } else {
        BODY_LIMIT
    }
}

/// Serves one of the two addresses until it is dropped.
pub(crate) async fn serve(listener: tokio::net::TcpListener, world: Arc<World>, door: Door) {
    let app = Router::new()
        .fallback(answer)
        .with_state((world, door))
        .into_make_service_with_connect_info::<Wire>();
    let _ = axum::serve(Listener(listener), app).await;
}

/// The stages of a request: it is read and routed, its caller is made out, a fault strikes it or
/// none, it is held back, carried out within the limits, written down and answered.
async fn answer(
    Shared((world, door)): Shared<(Arc<World>, Door)>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Result<Response, Infallible> {
    let since = Instant::now();
    if door == Door::Site && control::concerns(request.uri().path()) {
        return Ok(control::answer(&world, request).await);
    }
    let (parts, body) = request.into_parts();
    let number = world.tick();
    let body = to_bytes(body, body_limit(&parts.headers, world.manner.upload_limit)).await;
    let raw_query = parts.uri.query().unwrap_or("");
    let asked = Asked {
        world: &world,
        door,
        method: parts.method.as_str(),
        path: parts.uri.path(),
        raw_query,
        query: Query::parse(raw_query),
        headers: &parts.headers,
        body: body.as_ref().map_or(&[], |body| body),
        trace: format!("{number:032x}"),
        since,
    };
    let target = asked.target();
    let (caller, admitted) = match &body {
        Ok(_) => asked.admit(&target),
        Err(_) => (Caller::default(), Err(Reply::empty(413))),
    };
    let caller = Known {
        id: caller.account.map(|account| asked.id_of(account)),
        caller,
    };
    let view = asked.view(&target, caller.id.as_deref());
    let struck = world.faults().strike(&view);
    let fault = struck.is_some();
    let strike = struck.unwrap_or_default();
    let wait = world.manner.latency_of(number).saturating_add(strike.wait);
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
    let reply = match &strike.action {
        Action::Hang => {
            asked.record(&target, &caller, &Reply::empty(0), fault);
            return std::future::pending().await;
        }
        Action::Reset => {
            asked.record(&target, &caller, &Reply::empty(0), fault);
            wire.reset();
            return Ok(Response::default());
        }
        Action::Answer(answer) if !answer.carried_out => Reply::empty(0),
        _ => match admitted {
            Ok(found) => asked.carry_out(&target, found, &caller.caller, &strike),
            Err(refused) => refused,
        },
    };
    let reply = strike.alter(&world, &view, reply);
    asked.record(&target, &caller, &reply, fault);
    if parts.method != Method::GET {
        world.outbox.work.notify_one();
    }
    Ok(asked.respond(&caller, reply, &strike))
}

/// A request, taken apart.
struct Asked<'a> {
    world: &'a World,
    door: Door,
    method: &'a str,
    path: &'a str,
    raw_query: &'a str,
    /// `None` when the query string is no text.
    query: Option<Query>,
    headers: &'a HeaderMap,
    body: &'a [u8],
    trace: String,
    since: Instant,
}

/// Where a request leads.
struct Target<'a> {
    behind: Option<Behind<'a>>,
    /// The path without the gateway's prefix.
    path: &'a str,
    route: Route,
}

impl Target<'_> {
    fn template(&self) -> Option<&'static str> {
        match &self.route {
            Route::Found { operation, .. } => Some(operation.template),
            Route::WrongMethod { template, .. } => Some(template),
            Route::Unknown => None,
        }
    }
}

/// An operation and the parameters of its path.
type Found<'t> = (&'static Operation, &'t [String]);

/// The caller, and the account id, which is known before a call that removes the account.
struct Known {
    caller: Caller,
    id: Option<String>,
}

impl<'a> Asked<'a> {
    fn header(&self, name: HeaderName) -> Option<&'a str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    fn id_of(&self, account: u32) -> String {
        self.world.read().users.get(account).id.to_string()
    }

    fn target(&self) -> Target<'a> {
        let behind = (self.door == Door::Gateway)
            .then(|| routes::behind_gateway(self.path))
            .flatten();
        let path = behind.as_ref().map_or(self.path, |b| b.path);
        let fits = behind.as_ref().is_none_or(|b| match b.product {
            "jira" => path.starts_with("/rest/"),
            "confluence" => path.starts_with("/wiki/"),
            _ => false,
        });
        let route = if fits {
            routes::find(self.method, path, self.door, behind.is_some())
        } else {
            Route::Unknown
        };
        Target {
            behind,
            path,
            route,
        }
    }

    /// Who calls, and whether the call is let through to its operation.
    fn admit<'t>(&self, target: &'t Target<'a>) -> (Caller, Result<Found<'t>, Reply>) {
        let nobody = |reply| (Caller::default(), Err(reply));
        let writes = matches!(self.method, "POST" | "PUT" | "DELETE");
        let like_a_browser = self
            .header(header::USER_AGENT)
            .is_some_and(|agent| agent.starts_with("Mozilla"));
        let product = self.door == Door::Site || target.behind.is_some();
        if product && writes && like_a_browser {
            return nobody(errors::xsrf());
        }
        let (operation, params) = match &target.route {
            Route::Found { operation, params } => (*operation, params.as_slice()),
            Route::WrongMethod { template, allowed } => {
                return nobody(errors::method_not_allowed(template, allowed));
            }
            Route::Unknown if self.door == Door::Gateway => {
                return nobody(errors::gateway(404, "Not Found"));
            }
            Route::Unknown => return nobody(errors::dead_link()),
        };
        if self.query.is_none() {
            return nobody(errors::bad_request("The query string is not valid UTF-8."));
        }
        self.world.settle();
        let caller = match (operation.access, &target.behind) {
            (Access::Open, _) => Ok(Caller::default()),
            (Access::Bearer, _) => auth::bearer(self.world, self.headers),
            (Access::Organization(scope), _) => {
                let org = Some(params.first().map_or("", String::as_str));
                let (path, trace) = (target.path, &self.trace);
                auth::organization(self.world, self.headers, org, scope, path, trace)
            }
            (Access::Organizations(scope), _) => auth::organization(
                self.world,
                self.headers,
                None,
                scope,
                target.path,
                &self.trace,
            ),
            (Access::UserManagement, _) => auth::user_management(self.world, self.headers),
            (Access::Directory, _) => {
                let directory = params.first().map_or("", String::as_str);
                auth::directory(self.world, self.headers, directory, &self.trace)
            }
            (_, Some(behind)) => match auth::at_gateway(self.world, self.headers, operation) {
                Ok(_) if behind.cloud_id != self.world.cloud_id => {
                    Err(errors::gateway(404, "Not Found"))
                }
                other => other,
            },
            (_, None) => match auth::at_site(self.world, self.headers, operation) {
                (caller, None) => Ok(caller),
                (caller, Some(refused)) => return (caller, Err(refused)),
            },
        };
        match caller {
            Ok(caller) => (caller, Ok((operation, params))),
            Err(reply) => nobody(reply),
        }
    }

    /// The request as a fault looks at it.
    fn view<'v>(&'v self, target: &Target<'_>, account_id: Option<&'v str>) -> RequestView<'v> {
        RequestView {
            method: self.method,
            path: self.path,
            operation: target.template(),
            gateway: self.door == Door::Gateway,
            query: self.query.iter().flat_map(Query::pairs).collect(),
            body: std::str::from_utf8(self.body).unwrap_or(""),
            account_id,
        }
    }

    /// Lets the operation do its work, if the limits allow it.
    fn carry_out(
        &self,
        target: &Target<'_>,
        (operation, params): Found<'_>,
        caller: &Caller,
        strike: &Strike,
    ) -> Reply {
        let query = Query::parse(self.raw_query).unwrap_or_default();
        let (query, changed) = match strike.action {
            Action::ShortPages(size) => {
                shortened(self.method, target.path, &query, self.body, size)
            }
            Action::ExpiredToken => with_dead_token(&query, self.body),
            _ => (query, None),
        };
        let call = Call {
            world: self.world,
            skew: strike.skew,
            caller: caller.account,
            key: caller.key,
            oauth: caller.oauth,
            scopes: caller.scopes.clone(),
            path: target.path,
            params: params.to_vec(),
            query,
            content_type: self.header(header::CONTENT_TYPE),
            headers: self.headers,
            body: changed.as_deref().unwrap_or(self.body),
        };
        if self.world.limits().is_none() {
            return (operation.handler)(&call).unwrap_or_else(|reply| reply);
        }
        let now = self.world.now();
        let subject = Subject::of(&call, operation, caller);
        let refused = self
            .world
            .limits()
            .as_mut()
            .and_then(|gate| gate.refuse(&subject, now));
        if let Some(reply) = refused {
            return reply;
        }
        let mut reply = (operation.handler)(&call).unwrap_or_else(|reply| reply);
        if let Some(gate) = self.world.limits().as_mut() {
            gate.settle(&subject, &mut reply, now);
        }
        reply
    }

    fn record(&self, target: &Target<'_>, caller: &Known, reply: &Reply, fault: bool) {
        let keep = self.world.manner.record_bodies;
        let entry = Recorded {
            method: self.method.to_owned(),
            path: scrub(self.path),
            query: scrub(self.raw_query),
            operation: target.template().map(str::to_owned),
            gateway: self.door == Door::Gateway,
            status: reply.status,
            account_id: caller.id.clone(),
            user_agent: self.header(header::USER_AGENT).unwrap_or("").to_owned(),
            request_headers: log::headers(self.headers),
            request_content_type: self.header(header::CONTENT_TYPE).map(str::to_owned),
            request_body: keep.then(|| log::body(self.body)).flatten(),
            response_content_type: reply.content_type().map(str::to_owned),
            response_body: keep.then(|| log::body(&reply.body)).flatten(),
            fault,
            at: time::system(self.world.now()),
            duration: self.since.elapsed(),
        };
        self.world.log().push(entry);
    }

    fn respond(&self, caller: &Known, reply: Reply, strike: &Strike) -> Response {
        let length = reply.body.len();
        let cut = matches!(strike.action, Action::CutBody);
        let body = if cut {
            half(&reply.body)
        } else {
            Body::from(reply.body)
        };
        let mut response = Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        let mut insert = |name: &'static str, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        // Otherwise it would be the time of this machine.
        insert(
            "date",
            &time::http(self.world.now().saturating_add(strike.skew)),
        );
        insert("atl-traceid", &self.trace);
        insert("x-arequestid", &self.trace);
        insert("cache-control", "no-cache, no-store, no-transform");
        if cut {
            insert("content-length", &length.to_string());
        }
        if let Some(content_type) = reply.content_type {
            insert("content-type", content_type);
        }
        // Only the site says whom it took the caller for, and nothing that stands in for it does.
        if self.door == Door::Site && !matches!(strike.action, Action::Answer(_)) {
            if let Some(reason) = caller.caller.login_reason {
                insert("x-seraph-loginreason", reason);
            }
            if let Some(id) = &caller.id {
                insert("x-aaccountid", &encode(id));
            }
        }
        // What the answer says itself counts.
        for (name, _) in &reply.headers {
            headers.remove(name);
        }
        headers.extend(reply.headers);
        response
    }
}

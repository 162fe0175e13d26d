//! From a request to an answer.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::auth::{self, Caller};
use crate::call::Call;
use crate::errors;
use crate::faults::Action;
use crate::log::{Recorded, scrub};
use crate::query::{Query, encode};
use crate::reply::Reply;
use crate::routes::{self, Access, Door, Route};
use crate::time;
use crate::wire::{Listener, Wire, half};
use crate::world::World;

/// The largest request body that is read.
const BODY_LIMIT: usize = 10 * 1024 * 1024;

/// Serves one of the two addresses until it is dropped.
pub(crate) async fn serve(listener: tokio::net::TcpListener, world: Arc<World>, door: Door) {
    let app = Router::new()
        .fallback(answer)
        .with_state((world, door))
        .into_make_service_with_connect_info::<Wire>();
    let _ = axum::serve(Listener(listener), app).await;
}

async fn answer(
    Shared((world, door)): Shared<(Arc<World>, Door)>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Result<Response, Infallible> {
    let (parts, body) = request.into_parts();
    let number = world.tick();
    if !world.latency.is_zero() {
        tokio::time::sleep(world.latency).await;
    }
    let body = to_bytes(body, BODY_LIMIT).await;
    let asked = Asked {
        world: &world,
        door,
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &parts.headers,
        trace: &format!("{number:032x}"),
    };
    let (behind, route) = asked.route();
    let template = match &route {
        Route::Found { operation, .. } => Some(operation.template),
        Route::WrongMethod { template, .. } => Some(*template),
        Route::Unknown => None,
    };
    let struck = world.faults().strike(asked.method, template, asked.path);
    match struck {
        Some(Action::Hang) => {
            asked.record(template, 0, None);
            std::future::pending::<()>().await;
        }
        Some(Action::Reset) => {
            asked.record(template, 0, None);
            wire.reset();
            return Ok(Response::default());
        }
        Some(Action::Answer {
            status,
            headers,
            body,
            content_type,
        }) => {
            asked.record(template, status, None);
            return Ok(asked.ordered(status, &headers, body, &content_type));
        }
        Some(Action::Delay(time)) => tokio::time::sleep(time).await,
        Some(Action::CutBody) | None => {}
    }
    let (caller, reply) = match &body {
        Ok(body) => asked.carry_out(behind.as_ref(), route, body),
        Err(_) => (Caller::default(), Reply::empty(413)),
    };
    asked.record(template, reply.status, caller.account);
    Ok(asked.respond(&caller, reply, matches!(struck, Some(Action::CutBody))))
}

/// A request, taken apart.
struct Asked<'a> {
    world: &'a World,
    door: Door,
    method: &'a str,
    path: &'a str,
    query: &'a str,
    headers: &'a HeaderMap,
    trace: &'a str,
}

impl<'a> Asked<'a> {
    fn header(&self, name: HeaderName) -> Option<&'a str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    fn route(&self) -> (Option<routes::Behind<'a>>, Route) {
        let behind = (self.door == Door::Gateway)
            .then(|| routes::behind_gateway(self.path))
            .flatten();
        let path = behind.as_ref().map_or(self.path, |b| b.path);
        let fits = behind.as_ref().is_none_or(|b| match b.product {
            "jira" => path.starts_with("/rest/"),
            "confluence" => path.starts_with("/wiki/"),
            _ => false,
        });
        if !fits {
            return (behind, Route::Unknown);
        }
        let route = routes::find(self.method, path, self.door, behind.is_some());
        (behind, route)
    }

    fn carry_out(
        &self,
        behind: Option<&routes::Behind<'a>>,
        route: Route,
        body: &Bytes,
    ) -> (Caller, Reply) {
        let writes = matches!(self.method, "POST" | "PUT" | "DELETE");
        let like_a_browser = self
            .header(header::USER_AGENT)
            .is_some_and(|agent| agent.starts_with("Mozilla"));
        let product = self.door == Door::Site || behind.is_some();
        if product && writes && like_a_browser {
            return (Caller::default(), errors::xsrf());
        }
        let (operation, params) = match route {
            Route::Found { operation, params } => (operation, params),
            Route::WrongMethod { template, allowed } => {
                let refused = errors::method_not_allowed(template, &allowed);
                return (Caller::default(), refused);
            }
            Route::Unknown if self.door == Door::Gateway => {
                return (Caller::default(), errors::gateway(404, "Not Found"));
            }
            Route::Unknown => return (Caller::default(), errors::dead_link()),
        };
        let Some(query) = Query::parse(self.query) else {
            return (
                Caller::default(),
                errors::bad_request("The query string is not valid UTF-8."),
            );
        };
        self.world.settle();
        let path = behind.map_or(self.path, |b| b.path);
        let caller = match (operation.access, behind) {
            (Access::Open, _) => Ok(Caller::default()),
            (Access::Bearer, _) => auth::bearer(self.world, self.headers),
            (Access::Organization(scope), _) => {
                let org = Some(params.first().map_or("", String::as_str));
                auth::organization(self.world, self.headers, org, scope, path, self.trace)
            }
            (Access::Organizations(scope), _) => {
                auth::organization(self.world, self.headers, None, scope, path, self.trace)
            }
            (Access::UserManagement, _) => auth::user_management(self.world, self.headers),
            (Access::Directory, _) => {
                let directory = params.first().map_or("", String::as_str);
                auth::directory(self.world, self.headers, directory, self.trace)
            }
            (_, Some(behind)) => match auth::at_gateway(self.world, self.headers, operation) {
                Ok(_) if behind.cloud_id != self.world.cloud_id => {
                    Err(errors::gateway(404, "Not Found"))
                }
                other => other,
            },
            (_, None) => match auth::at_site(self.world, self.headers, operation) {
                (caller, None) => Ok(caller),
                (caller, Some(refused)) => return (caller, refused),
            },
        };
        let caller = match caller {
            Ok(caller) => caller,
            Err(reply) => return (Caller::default(), reply),
        };
        let call = Call {
            world: self.world,
            caller: caller.account,
            key: caller.key,
            scopes: caller.scopes.clone(),
            path,
            params,
            query,
            content_type: self.header(header::CONTENT_TYPE),
            body,
        };
        let reply = (operation.handler)(&call).unwrap_or_else(|reply| reply);
        (caller, reply)
    }

    /// The account id of an index. Found again by index, so that a caller who was just removed is
    /// still named.
    fn id_of(&self, account: u32) -> String {
        self.world.read().users.get(account).id.to_string()
    }

    fn record(&self, template: Option<&str>, status: u16, account: Option<u32>) {
        let entry = Recorded {
            method: self.method.to_owned(),
            path: scrub(self.path),
            query: scrub(self.query),
            operation: template.map(str::to_owned),
            gateway: self.door == Door::Gateway,
            status,
            account_id: account.map(|account| self.id_of(account)),
            user_agent: self.header(header::USER_AGENT).unwrap_or("").to_owned(),
        };
        self.world.log().push(entry);
    }

    /// The answer of an injected fault.
    fn ordered(
        &self,
        status: u16,
        headers: &[(String, String)],
        body: String,
        content_type: &str,
    ) -> Response {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let (false, Ok(value)) = (content_type.is_empty(), HeaderValue::from_str(content_type)) {
            response.headers_mut().insert(header::CONTENT_TYPE, value);
        }
        self.common_headers(response.headers_mut());
        for (name, value) in headers {
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::from_str(value))
            {
                response.headers_mut().append(name, value);
            }
        }
        response
    }

    /// The trace and the time, which would otherwise be the time of this machine.
    fn common_headers(&self, headers: &mut HeaderMap) {
        if let Ok(date) = HeaderValue::from_str(&time::http(self.world.now())) {
            headers.insert(header::DATE, date);
        }
        for name in ["atl-traceid", "x-arequestid"] {
            if let Ok(value) = HeaderValue::from_str(self.trace) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }

    fn respond(&self, caller: &Caller, reply: Reply, cut: bool) -> Response {
        let length = reply.body.len();
        let body = if cut {
            half(&reply.body)
        } else {
            Body::from(reply.body)
        };
        let mut response = Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        self.common_headers(headers);
        if cut {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        if let Some(content_type) = reply.content_type {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache, no-store, no-transform"),
        );
        // Only the site says whom it took the caller for.
        if self.door == Door::Site {
            if let Some(reason) = caller.login_reason {
                headers.insert("x-seraph-loginreason", HeaderValue::from_static(reason));
            }
            if let Some(account) = caller.account
                && let Ok(value) = HeaderValue::from_str(&encode(&self.id_of(account)))
            {
                headers.insert("x-aaccountid", value);
            }
        }
        headers.extend(reply.headers);
        response
    }
}

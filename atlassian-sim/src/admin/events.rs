//! The audit log of the organization: to be queried, and to be followed.

use serde_json::{Value, json};

use super::shared::{bad_cursor, bad_request, not_found, open, org_url, seal, url_links};
use crate::call::Call;
use crate::query::encode;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{Action, Actor, Event, Object};
use crate::time::rfc3339;

const READ: &str = "read:events:admin";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/events",
        Organization(READ),
        list,
    ),
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/events/{eventId}",
        Organization(READ),
        get,
    ),
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/events-stream",
        Organization(READ),
        stream,
    ),
    Operation::new(
        "GET",
        "/admin/v1/orgs/{orgId}/event-actions",
        Organization(READ),
        actions,
    ),
];

const PRODUCTS: [&str; 5] = ["bitbucket", "confluence", "guard_detect", "jira", "loom"];

fn syntax(detail: &str) -> Reply {
    bad_request("ADMIN-400-19", detail)
}

fn limit(call: &Call<'_>, default: usize) -> Result<usize, Reply> {
    match call.query.filled("limit") {
        None => Ok(default),
        Some(text) => text
            .parse()
            .ok()
            .filter(|limit| (1..=500).contains(limit))
            .ok_or_else(|| syntax("The limit must be between 1 and 500.")),
    }
}

/// A time in epoch milliseconds.
fn instant(call: &Call<'_>, name: &str) -> Result<Option<i64>, Reply> {
    match call.query.filled(name) {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| {
            bad_request(
                "ADMIN-400-3",
                "Times are given in milliseconds since 1970-01-01.",
            )
        }),
    }
}

/// A city and a country; either may be left open.
type Wanted = (Option<String>, Option<String>);

/// What a query asks for.
struct Filter {
    from: i64,
    to: i64,
    term: Option<String>,
    action: Option<String>,
    actors: Vec<String>,
    ips: Vec<String>,
    products: Vec<String>,
    places: Vec<Wanted>,
}

impl Filter {
    fn of(call: &Call<'_>) -> Result<Self, Reply> {
        let list = |name: &'static str| -> Vec<String> {
            let values = call.query.all(name).flat_map(|value| value.split(','));
            values
                .filter(|value| !value.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let products = list("product");
        if products
            .iter()
            .any(|name| !PRODUCTS.contains(&name.as_str()))
        {
            return Err(syntax("The product is not known."));
        }
        let text = |name: &str| call.query.filled(name).map(str::to_owned);
        Ok(Self {
            from: instant(call, "from")?.unwrap_or(i64::MIN),
            to: instant(call, "to")?.unwrap_or(i64::MAX),
            term: text("q").map(|term| term.to_lowercase()),
            action: text("action"),
            actors: list("actor"),
            ips: list("ip"),
            products,
            places: places(call)?,
        })
    }

    fn fits(&self, state: &State, event: &Event) -> bool {
        let among = |wanted: &Vec<String>, held: &str| {
            wanted.is_empty() || wanted.iter().any(|value| value == held)
        };
        let place = event.place();
        let here = |(city, country): &Wanted| {
            city.as_ref().is_none_or(|city| city == place.city)
                && country
                    .as_ref()
                    .is_none_or(|country| country == place.country)
        };
        (self.from..=self.to).contains(&event.time)
            && self
                .action
                .as_ref()
                .is_none_or(|id| id == event.action.id())
            && among(&self.ips, place.ip)
            && (self.products.is_empty()
                || event
                    .action
                    .product()
                    .is_some_and(|product| among(&self.products, product)))
            && (self.places.is_empty() || self.places.iter().any(here))
            && (self.actors.is_empty() || among(&self.actors, &who(state, &event.actor).id))
            && self
                .term
                .as_ref()
                .is_none_or(|term| mentions(state, event, term))
    }
}

fn places(call: &Call<'_>) -> Result<Vec<Wanted>, Reply> {
    let Some(text) = call.query.filled("location") else {
        return Ok(Vec::new());
    };
    let list: Vec<Value> = serde_json::from_str(text)
        .map_err(|_| syntax("The location must be a JSON list of cities and countries."))?;
    let field = |place: &Value, name: &str| place[name].as_str().map(str::to_owned);
    Ok(list
        .iter()
        .map(|place| (field(place, "city"), field(place, "countryName")))
        .collect())
}

fn mentions(state: &State, event: &Event, term: &str) -> bool {
    let hit = |text: &str| text.to_lowercase().contains(term);
    let actor = who(state, &event.actor);
    hit(event.action.id())
        || hit(event.action.display())
        || hit(&actor.name)
        || hit(&actor.email)
        || event
            .about
            .iter()
            .any(|object| hit(&object.name) || hit(&object.id))
}

/// The actor as it is called now.
struct Who {
    id: String,
    name: String,
    email: String,
    /// The id and the label of the key that was used.
    key: Option<(String, String)>,
}

fn who(state: &State, actor: &Actor) -> Who {
    let nobody = |id: &str, name: &str| Who {
        id: id.to_owned(),
        name: name.to_owned(),
        email: String::new(),
        key: None,
    };
    let person = |account: u32, key| {
        let user = state.users.get(account);
        Who {
            id: user.id.to_string(),
            name: user.name.to_string(),
            email: user.email.to_string(),
            key,
        }
    };
    match actor {
        Actor::Account(account) => person(*account, None),
        Actor::Key(row) => match state.tokens.org_keys.get(*row) {
            Some(key) => person(key.created_by, Some((key.id.clone(), key.label.clone()))),
            None => nobody("system", "Atlassian"),
        },
        Actor::Provisioning => nobody(&state.org.scim.directory_id, "User provisioning"),
        Actor::System => nobody("system", "Atlassian"),
    }
}

fn object(call: &Call<'_>, object: &Object) -> Value {
    let gateway = &call.world.gateway_url;
    let url = match object.kind.as_str() {
        "users" => format!("{gateway}/users/{}/manage/profile", encode(&object.id)),
        kind => org_url(call, &format!("/{kind}/{}", encode(&object.id))),
    };
    json!({
        "id": object.id,
        "type": object.kind,
        "attributes": { "name": object.name },
        "links": { "alt": url },
    })
}

fn view(call: &Call<'_>, state: &State, event: &Event, processed: bool) -> Value {
    let actor = who(state, &event.actor);
    let place = event.place();
    let world = call.world;
    let mut by = json!({
        "id": actor.id,
        "name": actor.name,
        "links": {
            "self": format!("{}/users/{}/manage/profile", world.gateway_url, encode(&actor.id)),
        },
    });
    if !actor.email.is_empty() {
        by["email"] = actor.email.into();
    }
    if let Some((id, label)) = actor.key {
        by["auth"] = json!({ "authType": "container-token", "tokenId": id, "tokenLabel": label });
    }
    let context: Vec<Value> = event.about.iter().map(|held| object(call, held)).collect();
    let names: Vec<&str> = event.about.iter().map(|held| held.name.as_str()).collect();
    let (container_type, container) = match event.action.product() {
        None => ("orgs", world.org_id.clone()),
        Some(product) => (
            "sites",
            format!("ari:cloud:{product}::site/{}", world.cloud_id),
        ),
    };
    let mut attributes = json!({
        "time": rfc3339(event.time),
        "action": event.action.id(),
        "actor": by,
        "context": context,
        "container": [{
            "id": container,
            "type": container_type,
            "attributes": { "siteHostName": world.site_url },
            "links": { "alt": org_url(call, "") },
        }],
        "location": {
            "ip": place.ip,
            "geo": place.geo,
            "countryName": place.country,
            "regionName": place.region,
            "city": place.city,
        },
    });
    if processed {
        attributes["processedAt"] = rfc3339(event.processed).into();
    }
    json!({
        "id": event.id,
        "type": "events",
        "attributes": attributes,
        "message": {
            "content": format!("{}: {}", event.action.display(), names.join(", ")),
            "format": "text/plain",
        },
        "links": { "self": org_url(call, &format!("/events/{}", event.id)) },
    })
}

/// Newest first. A cursor is the number of the last event shown, so that events which come in
/// meanwhile move nothing.
fn list(call: &Call<'_>) -> Answer {
    let size = limit(call, 30)?;
    let filter = Filter::of(call)?;
    let before = match call.query.filled("cursor") {
        None => u64::MAX,
        Some(cursor) => open(cursor)
            .and_then(|text| text.parse().ok())
            .ok_or_else(bad_cursor)?,
    };
    let state = call.read();
    let mut rows = state
        .org
        .events
        .readable(call.now())
        .rev()
        .filter(|event| event.number < before && filter.fits(&state, event));
    let page: Vec<&Event> = rows.by_ref().take(size).collect();
    let next = rows
        .next()
        .and(page.last())
        .map(|last| seal(&last.number.to_string()));
    let data: Vec<Value> = page
        .iter()
        .map(|event| view(call, &state, event, false))
        .collect();
    let mut meta = json!({ "page_size": data.len() });
    if let Some(next) = &next {
        meta["next"] = next.as_str().into();
    }
    let links = url_links(call, next.as_deref());
    ok(&json!({ "data": data, "meta": meta, "links": links }))
}

/// A place in the stream, with the order and the times it was asked for with.
#[derive(serde::Serialize, serde::Deserialize)]
struct Place {
    down: bool,
    from: i64,
    to: i64,
    /// The number of the last event that was handed out.
    seen: Option<u64>,
}

/// In the order of processing. Every answer has a cursor to go on from, the last one too: asked
/// again later, it brings what has happened since.
fn stream(call: &Call<'_>) -> Answer {
    let size = limit(call, 200)?;
    let mut place = match call.query.filled("cursor") {
        Some(cursor) => open(cursor)
            .and_then(|text| serde_json::from_str(&text).ok())
            .ok_or_else(bad_cursor)?,
        None => Place {
            down: match call.query.filled("sortOrder") {
                None | Some("asc") => false,
                Some("desc") => true,
                Some(_) => return Err(syntax("The sort order must be asc or desc.")),
            },
            from: instant(call, "from")?.unwrap_or(i64::MIN),
            to: instant(call, "to")?.unwrap_or(i64::MAX),
            seen: None,
        },
    };
    let state = call.read();
    let fits = |event: &&Event| {
        (place.from..=place.to).contains(&event.time)
            && place.seen.is_none_or(|seen| {
                if place.down {
                    event.number < seen
                } else {
                    event.number > seen
                }
            })
    };
    let rows = state.org.events.readable(call.now()).filter(fits);
    let page: Vec<&Event> = if place.down {
        rows.rev().take(size).collect()
    } else {
        rows.take(size).collect()
    };
    let data: Vec<Value> = page
        .iter()
        .map(|event| view(call, &state, event, true))
        .collect();
    if let Some(last) = page.last() {
        place.seen = Some(last.number);
    }
    let next = seal(&json!(place).to_string());
    ok(&json!({
        "data": data,
        "meta": { "next": next, "page_size": data.len() },
        "links": url_links(call, Some(&next)),
    }))
}

fn get(call: &Call<'_>) -> Answer {
    let id = call.nth_param(1);
    let state = call.read();
    let mut events = state.org.events.readable(call.now());
    match events.find(|event| event.id == id) {
        Some(event) => ok(&json!({ "data": view(call, &state, event, false) })),
        None => Err(not_found("ADMIN-404-4", "event")),
    }
}

fn actions(_: &Call<'_>) -> Answer {
    let data: Vec<Value> = Action::ALL
        .iter()
        .map(|action| {
            json!({
                "id": action.id(),
                "type": "event-actions",
                "attributes": {
                    "displayName": action.display(),
                    "groupDisplayName": action.group(),
                },
            })
        })
        .collect();
    ok(&json!({ "data": data }))
}

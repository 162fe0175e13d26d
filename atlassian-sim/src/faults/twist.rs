//! What is wrong with a finished answer that looks right.

use axum::http::{HeaderValue, header};
use serde_json::Value;

use super::RequestView;
use super::page::{elements, signposts};
use crate::query::{Query, encode};
use crate::reply::Reply;
use crate::world::World;

#[derive(Debug, Clone)]
pub(crate) enum Twist {
    RepeatedToken,
    OddElement(String),
    DuplicatedElement,
    ForeignUrls(String),
}

/// The fields that say where the next page is.
const NEXT: [&str; 4] = ["nextPageToken", "nextCursor", "nextPage", "next"];

impl Twist {
    /// Changes an answer that succeeded and is JSON; others stay as they are.
    pub(super) fn apply(&self, world: &World, view: &RequestView<'_>, reply: &mut Reply) {
        if !(200..300).contains(&reply.status) {
            return;
        }
        if let Ok(mut answer) = serde_json::from_slice::<Value>(&reply.body) {
            match self {
                Self::RepeatedToken => repeat(view, &mut answer),
                Self::OddElement(json) => replace_one(json, &mut answer),
                Self::DuplicatedElement => duplicate_one(&mut answer),
                Self::ForeignUrls(origin) => {
                    let ours = [world.site_url.as_str(), world.gateway_url.as_str()];
                    move_next(origin, &mut answer);
                    move_urls(&ours, origin, &mut answer);
                }
            }
            reply.body = answer.to_string().into();
        }
        for (name, value) in &mut reply.headers {
            if *name != header::LINK && *name != header::LOCATION {
                continue;
            }
            let Ok(text) = value.to_str() else { continue };
            let changed = match self {
                Self::RepeatedToken if *name == header::LINK => repeated_link(view, text),
                Self::ForeignUrls(origin) => Some(moved_link(world, origin, text)),
                _ => None,
            };
            if let Some(Ok(changed)) = changed.map(|text| HeaderValue::from_str(&text)) {
                *value = changed;
            }
        }
    }
}

/// The position of the next page becomes the one that was just asked for.
fn repeat(view: &RequestView<'_>, answer: &mut Value) {
    let mut found = false;
    for post in signposts(answer) {
        for name in NEXT {
            if let Some(Value::String(next)) = post.get_mut(name)
                && let Some(same) = repeated(view, next)
            {
                *next = same;
                found = true;
            }
        }
    }
    // A last page does not name a next one; where tokens are used, a repeated one appears there.
    if let (false, Some(("nextPageToken", token)), Value::Object(fields)) =
        (found, view.token(), answer)
    {
        fields.insert("nextPageToken".to_owned(), token.into());
        fields.insert("isLast".to_owned(), false.into());
    }
}

/// A URL with the positions that were sent, or the token that was sent.
fn repeated(view: &RequestView<'_>, next: &str) -> Option<String> {
    let Some((path, query)) = next.split_once('?') else {
        return view.token().map(|(_, token)| token);
    };
    let query = Query::parse(query)?;
    let pairs: Vec<String> = query
        .pairs()
        .map(|(name, value)| {
            let value = view.position(name).unwrap_or_else(|| value.to_owned());
            format!("{}={}", encode(name), encode(&value))
        })
        .collect();
    Some(format!("{path}?{}", pairs.join("&")))
}

/// `<…>; rel="next"` with the position that was sent.
fn repeated_link(view: &RequestView<'_>, link: &str) -> Option<String> {
    let (url, rest) = link.strip_prefix('<')?.split_once('>')?;
    Some(format!("<{}>{rest}", repeated(view, url)?))
}

fn replace_one(json: &str, answer: &mut Value) {
    let odd = serde_json::from_str(json).unwrap_or_else(|_| Value::from(json));
    if let Some(elements) = elements(answer) {
        let middle = elements.len() / 2;
        if let Some(element) = elements.get_mut(middle) {
            *element = odd;
        }
    }
}

fn duplicate_one(answer: &mut Value) {
    if let Some(elements) = elements(answer)
        && let Some(first) = elements.first().cloned()
    {
        elements.push(first);
    }
}

/// A next page named by a path alone gets the foreign origin too.
fn move_next(origin: &str, answer: &mut Value) {
    for post in signposts(answer) {
        for name in NEXT {
            if let Some(Value::String(next)) = post.get_mut(name)
                && next.starts_with('/')
            {
                next.insert_str(0, origin);
            }
        }
    }
}

fn move_urls(ours: &[&str], origin: &str, value: &mut Value) {
    match value {
        Value::String(text) => {
            for base in ours {
                if text.starts_with(base) {
                    text.replace_range(..base.len(), origin);
                }
            }
        }
        Value::Array(elements) => {
            for element in elements {
                move_urls(ours, origin, element);
            }
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                move_urls(ours, origin, field);
            }
        }
        _ => {}
    }
}

fn moved_link(world: &World, origin: &str, text: &str) -> String {
    let absolute = text
        .replace(&world.site_url, origin)
        .replace(&world.gateway_url, origin);
    match absolute.strip_prefix("</") {
        Some(rest) => format!("<{origin}/{rest}"),
        None if absolute.starts_with('/') => format!("{origin}{absolute}"),
        None => absolute,
    }
}

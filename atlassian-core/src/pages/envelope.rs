//! What one page says: its elements, still raw, and what it tells about the rest.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::paging::{NextIn, Paging, Shape};
use crate::error::{Error, ErrorKind, Result};
use crate::response::Response;

#[derive(Debug, Default)]
pub(crate) struct Envelope {
    pub(crate) items: Vec<Box<RawValue>>,
    /// The position that the service says the page begins at.
    pub(crate) start: Option<u64>,
    /// The page size that the service says it used.
    pub(crate) size: Option<u64>,
    pub(crate) total: Option<u64>,
    pub(crate) is_last: Option<bool>,
    /// What the service warns of, such as that the query does not find all that it should.
    pub(crate) warning: Option<String>,
    /// The next page: a token, a bare cursor, or a link, as sent.
    pub(crate) next: Option<String>,
}

impl Envelope {
    pub(crate) fn read(paging: &Paging, response: &Response) -> Result<Self> {
        let Some(items_field) = paging.items else {
            let items = response.decode::<Vec<Box<RawValue>>>()?;
            return Ok(Self {
                items,
                ..Self::default()
            });
        };
        let mut fields = response.decode::<HashMap<String, Box<RawValue>>>()?;
        if let Some(page_field) = paging.within {
            let page = fields.get(page_field);
            let absent = page.is_none_or(|raw| raw.get() == "null");
            if absent && paging.absent_when_empty {
                return Ok(Self::default());
            }
            let page: Option<HashMap<String, Box<RawValue>>> =
                page.and_then(|raw| serde_json::from_str(raw.get()).ok());
            let mut page = page.ok_or_else(|| {
                Error::new(
                    ErrorKind::UnexpectedAnswer,
                    format!("the answer has no page in `{page_field}`"),
                )
                .body_of(response.text_excerpt())
            })?;
            // Organizations put the links beside the page that they belong to.
            if let Some(links) = fields.remove("links") {
                page.entry("links".to_owned()).or_insert(links);
            }
            fields = page;
        }
        let nothing_found = || {
            fields
                .get("totalResults")
                .is_some_and(|raw| raw.get() == "0")
        };
        let items = match fields.get(items_field) {
            Some(items) => items.get(),
            // SCIM may leave the list out where nothing was found.
            None if nothing_found() => "[]",
            None => {
                return Err(Error::new(
                    ErrorKind::UnexpectedAnswer,
                    format!("the page has no `{items_field}`"),
                )
                .body_of(response.text_excerpt()));
            }
        };
        let items = serde_json::from_str(items).map_err(|error| {
            Error::new(
                ErrorKind::UnexpectedAnswer,
                format!("`{items_field}` is not a list"),
            )
            .source_of(error)
            .body_of(response.text_excerpt())
        })?;
        let number = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| serde_json::from_str(fields.get(*name)?.get()).ok())
        };
        let text = |raw: &RawValue| {
            serde_json::from_str::<Option<String>>(raw.get())
                .ok()
                .flatten()
                .filter(|s| !s.is_empty())
        };
        let within = |outer: &str| {
            let inner: HashMap<String, Box<RawValue>> =
                serde_json::from_str(fields.get(outer)?.get()).ok()?;
            text(inner.get("next")?)
        };
        let warning = fields.get("warnings").and_then(|raw| {
            let warnings: Vec<Value> = serde_json::from_str(raw.get()).ok()?;
            let first = warnings.first()?;
            let named = ["message", "type"]
                .iter()
                .find_map(|name| first.get(name)?.as_str());
            Some(named.map_or_else(|| first.to_string(), str::to_owned))
        });
        let next = match paging.shape {
            Shape::Offset | Shape::Window | Shape::Number => None,
            Shape::Token => fields.get("nextPageToken").and_then(|raw| text(raw)),
            Shape::Cursor(NextIn::Links) => within("links"),
            Shape::Cursor(NextIn::UnderscoreLinks) => within("_links"),
            Shape::Cursor(NextIn::LinksOrMeta) => within("links").or_else(|| within("meta")),
            Shape::Cursor(NextIn::Header) => response.next_link(),
            Shape::Cursor(NextIn::Field(name)) => fields.get(name).and_then(|raw| text(raw)),
        };
        Ok(Self {
            items,
            start: number(&[paging.position_parameter]),
            size: number(&[paging.size_parameter, "itemsPerPage"]),
            total: number(&["total", "totalResults", "totalSize", "totalCount"])
                .filter(|_| paging.trust_total),
            is_last: ["isLast", "lastPage"]
                .iter()
                .find_map(|name| serde_json::from_str(fields.get(*name)?.get()).ok()),
            warning,
            next,
        })
    }
}

//! How an operation pages: the six shapes, as data.

use serde::de::{Deserializer, EnumAccess, Error, VariantAccess, Visitor};
use serde::ser::Serializer;

use crate::model::{Deserialize, Serialize};

/// How a listing pages. Declared with the operation, or given by hand for a raw call.
///
/// ```
/// # use atlassian_core::Paging;
/// // `{"startAt":0,"maxResults":50,"total":120,"isLast":false,"values":[…]}`
/// let groups = Paging::offset("values").unique_by("groupId").page_size(50);
/// // `[…]`, a window over a list that is filtered afterwards
/// let users = Paging::window().unique_by("accountId").page_size(1000);
/// // `{"issues":[…],"nextPageToken":"…"}`
/// let issues = Paging::token("issues").unique_by("id").page_size(100);
/// ```
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one habit of one service, and no two exclude one another"
)]
pub struct Paging {
    pub(crate) shape: Shape,
    /// The field that holds the elements; `None` for a bare array.
    pub(crate) items: Option<&'static str>,
    /// The field of the answer that holds the page, where it is not the answer itself.
    pub(crate) within: Option<&'static str>,
    /// Where that field is missing, the page is empty.
    pub(crate) absent_when_empty: bool,
    pub(crate) unique: Option<&'static str>,
    pub(crate) size: u32,
    /// The parameter that says where a page begins.
    pub(crate) position_parameter: &'static str,
    pub(crate) size_parameter: &'static str,
    pub(crate) trust_total: bool,
    /// What lies behind the total is asked for as well.
    pub(crate) beyond_total: bool,
    /// Position and size stand in the query, even of a POST.
    pub(crate) in_query: bool,
    /// A later page is asked for by its cursor and nothing else.
    pub(crate) cursor_alone: bool,
    /// The service always names a further page, to be asked for again later.
    pub(crate) ends_when_empty: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A position in the result, with a total or a last-page flag.
    Offset,
    /// A bare array over a fixed window, filtered after the window was taken.
    Window,
    /// A token for the next page.
    Token,
    /// A cursor in the answer's links, its `Link` header or its `meta`.
    Cursor(NextIn),
    /// A page number.
    Number,
}

/// Where the answer names its next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextIn {
    /// `links.next`: a full URL or the bare cursor, depending on the operation (organizations).
    Links,
    /// `_links.next`: a path relative to the site (Confluence).
    UnderscoreLinks,
    /// `links.next`, and where there is none `meta.next`, the bare cursor (events of an organization).
    LinksOrMeta,
    /// A `Link` header with `rel="next"` (Confluence v2).
    Header,
    /// A field of this name at the top of the body.
    Field(&'static str),
}

impl Paging {
    const fn new(shape: Shape, items: Option<&'static str>) -> Self {
        Self {
            shape,
            items,
            within: None,
            absent_when_empty: false,
            unique: None,
            size: 50,
            position_parameter: "startAt",
            size_parameter: "maxResults",
            trust_total: true,
            beyond_total: false,
            in_query: false,
            cursor_alone: false,
            ends_when_empty: false,
        }
    }

    /// `startAt` and `maxResults`, with the elements in `items`; ends at `isLast`, at `total`, or on an empty page.
    #[must_use]
    pub const fn offset(items: &'static str) -> Self {
        Self::new(Shape::Offset, Some(items))
    }

    /// A bare array of a window that is filtered after it was taken: pages may be short or empty in the middle.
    /// Ends when a window and the one after it are empty.
    #[must_use]
    pub const fn window() -> Self {
        Self::new(Shape::Window, None)
    }

    /// A `nextPageToken`; ends when there is none, or at `isLast`.
    #[must_use]
    pub const fn token(items: &'static str) -> Self {
        Self {
            position_parameter: "nextPageToken",
            ..Self::new(Shape::Token, Some(items))
        }
    }

    /// A cursor that the answer carries; ends when there is none.
    #[must_use]
    pub const fn cursor(items: &'static str, next: NextIn) -> Self {
        Self {
            position_parameter: "cursor",
            size_parameter: "limit",
            ..Self::new(Shape::Cursor(next), Some(items))
        }
    }

    /// A one-based `startIndex` with `count` and `totalResults` (SCIM).
    #[must_use]
    pub const fn index(items: &'static str) -> Self {
        Self {
            position_parameter: "startIndex",
            size_parameter: "count",
            ..Self::new(Shape::Offset, Some(items))
        }
    }

    /// A page number that counts from one; ends at `isLast` or on an empty page.
    #[must_use]
    pub const fn number(items: &'static str) -> Self {
        Self {
            position_parameter: "page",
            ..Self::new(Shape::Number, Some(items))
        }
    }

    /// The page is not the answer itself but a field of it: `{"id":"7","projects":{"values":[…],"nextPageToken":"…"}}`.
    #[must_use]
    pub const fn within(self, field: &'static str) -> Self {
        Self {
            within: Some(field),
            ..self
        }
    }

    /// The field of the answer that holds the page is left out where the page is empty; otherwise an answer without it is
    /// an error.
    #[must_use]
    pub const fn absent_when_empty(self) -> Self {
        Self {
            absent_when_empty: true,
            ..self
        }
    }

    /// The field that names an element: a second element of the same name is left out.
    #[must_use]
    pub const fn unique_by(self, field: &'static str) -> Self {
        Self {
            unique: Some(field),
            ..self
        }
    }

    /// How many elements to ask for unless the caller says otherwise; best the most that the service gives.
    #[must_use]
    pub const fn page_size(self, size: u32) -> Self {
        Self { size, ..self }
    }

    /// The names of the parameters for position and size, where they are not the usual ones. An empty name for the size:
    /// it cannot be asked for.
    #[must_use]
    pub const fn parameters(self, position: &'static str, size: &'static str) -> Self {
        Self {
            position_parameter: position,
            size_parameter: size,
            ..self
        }
    }

    /// The answer's `total` counts something else (it ignores the filter): only an empty page ends the listing.
    #[must_use]
    pub const fn ignoring_total(self) -> Self {
        Self {
            trust_total: false,
            ..self
        }
    }

    /// The answer's `total` may be too small: only an empty page ends the listing, and one that comes before the total is
    /// an incomplete listing.
    #[must_use]
    pub const fn beyond_total(self) -> Self {
        Self {
            beyond_total: true,
            ..self
        }
    }

    /// Position and size stand in the query although the call is a POST, whose body usually has them.
    #[must_use]
    pub const fn in_query(self) -> Self {
        Self {
            in_query: true,
            ..self
        }
    }

    /// In the body of a later page stands the cursor alone: the service refuses one that repeats the search.
    #[must_use]
    pub const fn cursor_alone(self) -> Self {
        Self {
            cursor_alone: true,
            ..self
        }
    }

    /// Every page names a further one, which brings what has come since: the listing ends at the first page that is empty.
    #[must_use]
    pub const fn ends_when_empty(self) -> Self {
        Self {
            ends_when_empty: true,
            ..self
        }
    }

    /// The number of the first element.
    pub(crate) fn base(&self) -> u64 {
        u64::from(self.shape == Shape::Number || self.position_parameter == "startIndex")
    }

    /// The parameters that paging itself sets: position and size. One that the service has not is empty.
    #[must_use]
    pub fn own_parameters(&self) -> [&'static str; 2] {
        [self.position_parameter, self.size_parameter]
    }

    /// The field of the answer that holds the page; `None` where the answer is the page itself.
    #[must_use]
    pub fn page_field(&self) -> Option<&'static str> {
        self.within
    }

    /// The field of the page that holds the elements; `None` where the answer is the array itself.
    #[must_use]
    pub fn items_field(&self) -> Option<&'static str> {
        self.items
    }
}

/// A position in a listing: a plain value to store and to resume from, in another process too.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor {
    /// The operation that it belongs to.
    pub(crate) operation: String,
    pub(crate) position: Position,
    /// How many elements of the page at `position` were yielded already.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) skip: usize,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(skip: &usize) -> bool {
    *skip == 0
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Position {
    Start,
    Offset(u64),
    Token(String),
    Query(Vec<(String, String)>),
}

impl Position {
    /// How the kinds are called where a position is stored.
    const KINDS: [&'static str; 4] = ["start", "offset", "token", "query"];
}

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let [start, offset, token, query] = Self::KINDS;
        match self {
            Self::Start => to.serialize_unit_variant("Position", 0, start),
            Self::Offset(at) => to.serialize_newtype_variant("Position", 1, offset, at),
            Self::Token(at) => to.serialize_newtype_variant("Position", 2, token, at),
            Self::Query(at) => to.serialize_newtype_variant("Position", 3, query, at),
        }
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Stored;

        impl<'de> Visitor<'de> for Stored {
            type Value = Position;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a position in a listing")
            }

            fn visit_enum<A: EnumAccess<'de>>(self, stored: A) -> Result<Position, A::Error> {
                let (kind, at) = stored.variant::<String>()?;
                match kind.as_str() {
                    "start" => at.unit_variant().map(|()| Position::Start),
                    "offset" => at.newtype_variant().map(Position::Offset),
                    "token" => at.newtype_variant().map(Position::Token),
                    "query" => at.newtype_variant().map(Position::Query),
                    // Not the first page: a listing that begins anew yields everything twice.
                    other => Err(A::Error::unknown_variant(other, &Position::KINDS)),
                }
            }
        }
        from.deserialize_enum("Position", &Self::KINDS, Stored)
    }
}

impl std::fmt::Display for Position {
    /// Names no token: they can be long, and mean nothing to a reader.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Start => f.write_str("the first page"),
            Self::Offset(offset) => write!(f, "position {offset}"),
            Self::Token(_) | Self::Query(_) => f.write_str("a later page"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use super::*;

    #[test]
    fn a_position_is_stored_with_its_kind_and_nothing_else_is_one() {
        let query = vec![("cursor".to_owned(), "a".to_owned())];
        let cases = [
            (Position::Start, json!("start")),
            (Position::Offset(50), json!({"offset": 50})),
            (Position::Token("a".to_owned()), json!({"token": "a"})),
            (Position::Query(query), json!({"query": [["cursor", "a"]]})),
        ];
        for (position, stored) in cases {
            assert_eq!(to_value(&position).unwrap(), stored);
            assert_eq!(from_value::<Position>(stored).unwrap(), position);
        }
        for odd in [
            json!({}),
            json!("end"),
            json!({"page": 3}),
            json!({"offset": 1, "token": "a"}),
        ] {
            assert!(from_value::<Position>(odd.clone()).is_err(), "{odd}");
        }
    }
}

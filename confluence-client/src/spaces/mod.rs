//! Spaces.
//!
//! Reading and making spaces is version 2 of Confluence's API; changing and deleting them only version 1 can do, which
//! names a space by its key.

mod model;

pub use model::*;

use atlassian_core::{NextIn, Page, Paging, operations};

use crate::{AccountId, SpaceId, SpaceKey};

operations! {
    /// The spaces of the site.
    pub struct Spaces;

    /// Every space that the caller may see, archived ones included.
    ///
    /// Pages of 250. Ordered by id unless asked otherwise; an order by name can shift while the listing goes on.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space/#api-spaces-get)
    list: GetSpaces = GET "/wiki/api/v2/spaces" => Page<Space> {
        permission "Can use";
        scopes [];
        granular ["read:space:confluence"];
        query {
            /// Only spaces of this kind.
            kind = "type": SpaceType,
            /// Only current or only archived ones.
            status = "status": SpaceStatus,
            /// Only favourites of this account.
            favorited_by = "favorited-by": AccountId,
            /// Only what is no favourite of this account.
            not_favorited_by = "not-favorited-by": AccountId,
            /// In this order.
            sort = "sort": SpaceSort,
            /// Send the descriptions too, in this form.
            description_format = "description-format": DescriptionFormat,
            /// Send the pictures too.
            include_icon = "include-icon": bool,
        }
        query_filter {
            /// Only these, 250 at most.
            ids = "ids": SpaceId,
            /// Only these, 250 at most.
            keys = "keys": SpaceKey,
            /// Only spaces with one of these labels.
            labels = "labels": String,
        }
        pages Space = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }
}

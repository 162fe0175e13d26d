//! Filters: saved queries.
//!
//! Whom they are shared with is in [`filter_sharing`](super::filter_sharing).

use std::fmt;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{
    AccountId, Elements, NoContent, Page, Paging, Timestamp, id_type, open_enum, operations,
};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;

use super::fields::FieldId;
use super::filter_sharing::{SharePermission, ShareWith};
use super::groups::{Group, GroupId};
use super::users::{SimpleList, User};
use crate::ids::{List, ProjectId};

operations! {
    /// The filters of the site.
    ///
    /// A filter that is hidden from the caller is refused (400) like one that does not exist.
    pub struct Filters;

    /// Saves a query as a filter, which the caller owns.
    ///
    /// The name is used by no other filter of the owner. Without share permissions it is shared as the caller's default
    /// says: see [`FilterSharing::default_scope`](super::filter_sharing::FilterSharing::default_scope).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-post)
    create: CreateFilter = POST "/rest/api/3/filter" => Filter {
        permission "Permission to access Jira; Share dashboards and filters, to share it";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira", "write:filter:jira"];
        takes { body name = "name": String }
        query {
            /// Lets an administrator share with whom they may not share otherwise.
            override_share_permissions = "overrideSharePermissions": bool,
        }
        query_joined {
            /// Also the members of lists.
            expand = "expand": FilterLists,
        }
        body {
            /// The query.
            jql = "jql": String,
            /// What it is good for.
            description = "description": String,
            /// Marks it for the caller.
            favourite = "favourite": bool,
            /// Who else sees it.
            share_permissions = "sharePermissions": Vec<ShareWith>,
            /// Who else can change it.
            edit_permissions = "editPermissions": Vec<ShareWith>,
        }
    }

    /// The filters that the caller marked, as far as the caller may still see them. Not paged.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-favourite-get)
    favourites: GetFavouriteFilters = GET "/rest/api/3/filter/favourite" => Elements<Filter> {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:jql:jira", "read:project-role:jira", "read:project:jira",
            "read:user:jira"];
        query_joined {
            /// Also the members of lists.
            expand = "expand": FilterLists,
        }
    }

    /// The filters that the caller owns. Not paged.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-my-get)
    mine: GetMyFilters = GET "/rest/api/3/filter/my" => Elements<Filter> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:jql:jira", "read:project-role:jira", "read:project:jira",
            "read:user:jira"];
        query {
            /// Also the filters of others that the caller marked.
            include_favourites = "includeFavourites": bool,
        }
        query_joined {
            /// Also the members of lists.
            expand = "expand": FilterLists,
        }
    }

    /// The filters that the caller may see, or those of them that are asked for.
    ///
    /// Sends id and name alone unless `expand` asks for more: the query itself is [`FilterExpand::Jql`]. A filter has to
    /// fit everything that is asked for. Pages of 50; an administrator sees those of others too with
    /// `override_share_permissions`.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-search-get)
    search: GetFiltersPaginated = GET "/rest/api/3/filter/search" => Page<Filter> {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:jql:jira", "read:project-role:jira", "read:project:jira",
            "read:user:jira"];
        query {
            /// Words of the name, in the syntax of a text search; see [`is_substring_match`](Self::is_substring_match).
            filter_name = "filterName": String,
            /// Takes the name for any part of a filter's name, in small or capital letters.
            is_substring_match = "isSubstringMatch": bool,
            /// The owner.
            account_id = "accountId": AccountId,
            /// Shared with this group.
            group_id = "groupId": GroupId,
            /// The same by its name, which can change. Not together with `group_id`.
            group_name = "groupname": String,
            /// Shared with this project.
            project_id = "projectId": ProjectId,
            /// The order; by name unless said otherwise.
            order_by = "orderBy": FilterOrder,
            /// Lets an administrator see filters that are not shared with them.
            override_share_permissions = "overrideSharePermissions": bool,
        }
        query_repeated {
            /// Only these filters, up to 200.
            id = "id": FilterId,
        }
        query_joined {
            /// What to send besides id and name.
            expand = "expand": FilterExpand,
        }
        pages Filter = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One filter.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-get)
    get: GetFilter = GET "/rest/api/3/filter/{id}" => Filter {
        permission "none, for a filter that is shared with the caller";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:jql:jira", "read:project-role:jira", "read:project:jira",
            "read:user:jira"];
        takes { path id = "id": FilterId }
        query {
            /// Lets an administrator see a filter that is not shared with them.
            override_share_permissions = "overrideSharePermissions": bool,
        }
        query_joined {
            /// Also the members of lists.
            expand = "expand": FilterLists,
        }
    }

    /// Changes a filter. What is not named stays, but the name has to be there.
    ///
    /// A list of share permissions takes the place of the old one; an empty one makes the filter private.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-put)
    update: UpdateFilter = PUT "/rest/api/3/filter/{id}" => Filter {
        permission "Owner of the filter, or permission to edit it";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:jql:jira", "read:project-role:jira", "read:project:jira",
            "read:user:jira", "write:filter:jira"];
        takes { path id = "id": FilterId, body name = "name": String }
        query {
            /// Lets an administrator share with whom they may not share otherwise.
            override_share_permissions = "overrideSharePermissions": bool,
        }
        query_joined {
            /// Also the members of lists.
            expand = "expand": FilterLists,
        }
        body {
            /// The query.
            jql = "jql": String,
            /// What it is good for.
            description = "description": String,
            /// Who else sees it.
            share_permissions = "sharePermissions": Vec<ShareWith>,
            /// Who else can change it.
            edit_permissions = "editPermissions": Vec<ShareWith>,
        }
    }

    /// Deletes a filter.
    ///
    /// A board that uses it shows nothing afterwards: look at [`Boards::by_filter`](super::boards::Boards::by_filter)
    /// before.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-delete)
    delete: DeleteFilter = DELETE "/rest/api/3/filter/{id}" => NoContent {
        permission "Owner of the filter, or Administer Jira";
        scopes ["write:jira-work"];
        granular ["delete:filter:jira"];
        takes { path id = "id": FilterId }
    }

    /// The columns in which a filter's results are listed.
    ///
    /// *Not found* where the filter has none of its own.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-columns-get)
    columns: GetColumns = GET "/rest/api/3/filter/{id}/columns" => Elements<FilterColumn> {
        permission "none, for a filter that is shared with the caller";
        scopes ["read:jira-work"];
        granular ["read:filter.column:jira"];
        takes { path id = "id": FilterId }
    }

    /// Sets the columns in which a filter's results are listed.
    ///
    /// Only navigable fields can be columns; another one is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-columns-put)
    set_columns: SetColumns = PUT "/rest/api/3/filter/{id}/columns" => NoContent {
        permission "Owner of the filter";
        scopes ["write:jira-work"];
        granular ["write:filter.column:jira"];
        takes { path id = "id": FilterId, body columns = "columns": List<FieldId> }
    }

    /// Goes back to the usual columns.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-columns-delete)
    reset_columns: ResetColumns = DELETE "/rest/api/3/filter/{id}/columns" => NoContent {
        permission "Owner of the filter, or permission to edit it";
        scopes ["write:jira-work"];
        granular ["delete:filter.column:jira"];
        takes { path id = "id": FilterId }
    }

    /// Marks a filter for the caller.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-favourite-put)
    add_favourite: SetFavouriteForFilter = PUT "/rest/api/3/filter/{id}/favourite" => Filter {
        permission "Permission to access Jira";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:jql:jira", "read:project-role:jira", "read:project:jira",
            "read:user:jira", "write:filter:jira"];
        takes { path id = "id": FilterId }
        query_joined {
            /// Also the members of lists.
            expand = "expand": FilterLists,
        }
    }

    /// Takes the caller's mark off a filter.
    ///
    /// Refused (400) for a filter that the caller may not see any more; its mark stays, and is shown nowhere.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-favourite-delete)
    remove_favourite: DeleteFavouriteForFilter = DELETE "/rest/api/3/filter/{id}/favourite" => Filter {
        permission "Permission to access Jira";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira", "write:filter:jira"];
        takes { path id = "id": FilterId }
        query_joined {
            /// Also the members of lists.
            expand = "expand": FilterLists,
        }
    }

    /// Gives a filter to another owner.
    ///
    /// Refused (400) where the new owner has a filter of that name already.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/#api-rest-api-3-filter-id-owner-put)
    change_owner: ChangeFilterOwner = PUT "/rest/api/3/filter/{id}/owner" => NoContent {
        permission "Owner of the filter, or Administer Jira";
        scopes ["write:jira-work"];
        granular ["read:filter:jira", "write:filter:jira"];
        takes { path id = "id": FilterId, body account_id = "accountId": AccountId }
    }
}

id_type! {
    /// The id of a filter: digits, like `10000`.
    pub struct FilterId;

    /// The id of a person's or a group's subscription to a filter: digits, like `1`.
    pub struct FilterSubscriptionId: number;
}

open_enum! {
    /// Lists inside a filter, whose members are sent only when they are asked for: up to 1000 of each.
    ///
    /// The next thousand is `FilterLists::from("sharedUsers[1001:2000]")`.
    pub enum FilterLists {
        /// Who sees the filter by its shares.
        SharedUsers = "sharedUsers",
        /// Who gets its results by mail.
        Subscriptions = "subscriptions",
    }

    /// What [`Filters::search`] sends of a filter besides id and name.
    pub enum FilterExpand {
        /// What it is good for.
        Description = "description",
        /// The owner.
        Owner = "owner",
        /// The query.
        Jql = "jql",
        /// Where people see the results.
        ViewUrl = "viewUrl",
        /// Where the API has the results.
        SearchUrl = "searchUrl",
        /// Whether the caller marked it.
        Favourite = "favourite",
        /// How many marked it.
        FavouritedCount = "favouritedCount",
        /// Who sees it.
        SharePermissions = "sharePermissions",
        /// Who can change it.
        EditPermissions = "editPermissions",
        /// Whether the caller can change it.
        IsWritable = "isWritable",
        /// When it was used last.
        ApproximateLastUsed = "approximateLastUsed",
        /// Who gets its results by mail.
        Subscriptions = "subscriptions",
    }

    /// The order of [`Filters::search`].
    pub enum FilterOrder {
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
        /// By id.
        Id = "id",
        /// By id, the highest first.
        IdDescending = "-id",
        /// By description.
        Description = "description",
        /// By description, backwards.
        DescriptionDescending = "-description",
        /// By how many marked it, the fewest first.
        FavouriteCount = "favourite_count",
        /// By how many marked it, the most first.
        FavouriteCountDescending = "-favourite_count",
        /// By whether the caller marked it.
        IsFavourite = "is_favourite",
        /// The marked ones first.
        IsFavouriteDescending = "-is_favourite",
        /// By the owner's id.
        Owner = "owner",
        /// By the owner's id, backwards.
        OwnerDescending = "-owner",
        /// By whether it is shared.
        IsShared = "is_shared",
        /// The shared ones first.
        IsSharedDescending = "-is_shared",
    }
}

/// A filter. [`Filters::search`] sends less of it than the others.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Filter {
    /// Its id.
    pub id: FilterId,
    /// Its name.
    pub name: String,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// What could have been asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
    /// What it is good for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<User>,
    /// The query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jql: Option<String>,
    /// Where people see the results.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view_url: Option<String>,
    /// Where the API has the results. It names a search that Atlassian has removed; search for [`jql`](Self::jql).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_url: Option<String>,
    /// Whether the caller marked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favourite: Option<bool>,
    /// How many marked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favourited_count: Option<u64>,
    /// Who sees it besides the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_permissions: Option<Vec<SharePermission>>,
    /// Who can change it besides the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit_permissions: Option<Vec<SharePermission>>,
    /// Whether the caller can change it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_writable: Option<bool>,
    /// About when it was used last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approximate_last_used: Option<Timestamp>,
    /// Who sees it by its shares; the accounts only where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_users: Option<SimpleList<User>>,
    /// Who gets its results by mail; in full only where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscriptions: Option<FilterSubscriptions>,
}

/// Who gets a filter's results by mail. A search sends them as a plain list, the others with a count.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum FilterSubscriptions {
    /// All of them.
    Plain(Vec<FilterSubscription>),
    /// As many as were asked for, and how many there are.
    Counted(SimpleList<FilterSubscription>),
}

impl Serialize for FilterSubscriptions {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(items) => items.serialize(to),
            Self::Counted(list) => list.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for FilterSubscriptions {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = FilterSubscriptions;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("subscriptions, as a list or with their count")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
                let items = Vec::deserialize(SeqAccessDeserializer::new(items))?;
                Ok(FilterSubscriptions::Plain(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
                let list = SimpleList::deserialize(MapAccessDeserializer::new(list))?;
                Ok(FilterSubscriptions::Counted(list))
            }
        }
        from.deserialize_any(Either)
    }
}

impl FilterSubscriptions {
    /// The subscriptions that were sent.
    #[must_use]
    pub fn items(&self) -> &[FilterSubscription] {
        match self {
            Self::Plain(items) => items,
            Self::Counted(list) => &list.items,
        }
    }
}

/// A person or a group that gets a filter's results by mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FilterSubscription {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<FilterSubscriptionId>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    /// The group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
}

/// A column of a filter's results.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct FilterColumn {
    /// Its name.
    pub label: Option<String>,
    /// The field.
    pub value: Option<FieldId>,
}

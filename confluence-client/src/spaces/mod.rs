//! Spaces.
//!
//! Reading and making spaces is version 2 of Confluence's API; changing and deleting them only version 1 can do, which
//! names a space by its key.

mod change;
mod model;

pub use change::*;
pub use model::*;

use atlassian_core::{NextIn, Page, Paging, operations};

use crate::long_tasks::StartedTask;
use crate::space_roles::SpaceRoleAssignment;
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

    /// One space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space/#api-spaces-id-get)
    get: GetSpaceById = GET "/wiki/api/v2/spaces/{id}" => Space {
        permission "View the space";
        scopes [];
        granular ["read:space:confluence"];
        takes { path id = "id": SpaceId }
        query {
            /// Send the description too, in this form.
            description_format = "description-format": DescriptionFormat,
            /// Send the picture too.
            include_icon = "include-icon": bool,
            /// Send what the caller may do.
            include_operations = "include-operations": bool,
            /// Send what apps keep on it.
            include_properties = "include-properties": bool,
            /// Send who may do what.
            include_permissions = "include-permissions": bool,
            /// Send the labels.
            include_labels = "include-labels": bool,
        }
    }

    /// What the caller may do with a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/#api-spaces-id-operations-get)
    operations: GetSpaceOperations = GET "/wiki/api/v2/spaces/{id}/operations" => PermittedOperations {
        permission "View the space";
        scopes [];
        granular ["read:space:confluence"];
        takes { path id = "id": SpaceId }
    }

    /// Makes a space on a site whose spaces have roles; other sites refuse, and take
    /// [`create_with_permissions`](Self::create_with_permissions).
    ///
    /// It needs a key or an alias. *Not found* (404) is a caller who may not make spaces.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space/#api-spaces-post)
    create: CreateSpace = POST "/wiki/api/v2/spaces" => Space {
        permission "Create spaces";
        scopes [];
        granular ["write:space:confluence"];
        takes { body name = "name": String }
        body {
            /// Its key: letters and digits, 255 at most.
            key = "key": SpaceKey,
            /// The word for it in the addresses of its pages: letters and digits, 255 at most.
            alias = "alias": String,
            /// What it says about itself.
            description = "description": PlainDescription,
            /// Who has which role in it.
            role_assignments = "roleAssignments": Vec<SpaceRoleAssignment>,
            /// Takes over who may do what from this space.
            copy_space_access_configuration = "copySpaceAccessConfiguration": NumericSpaceId,
            /// Only the caller sees it.
            create_private_space = "createPrivateSpace": bool,
            /// The template that it is made from.
            template_key = "templateKey": String,
        }
    }

    /// Makes a space, with permissions if some are given, on any site.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space/#api-wiki-rest-api-space-post)
    create_with_permissions: CreateSpaceWithPermissions = POST "/wiki/rest/api/space" => SpaceOverview {
        permission "Create spaces";
        scopes ["write:confluence-space"];
        granular ["read:space-details:confluence", "write:space:confluence", "write:space.permission:confluence"];
        takes { whole_body space = "space": NewSpace }
    }

    /// Makes a space that only the caller sees, on any site. Permissions cannot be given.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space/#api-wiki-rest-api-space-private-post)
    create_private: CreatePrivateSpace = POST "/wiki/rest/api/space/_private" => SpaceOverview {
        permission "Create spaces";
        scopes ["write:confluence-space"];
        granular ["read:space-details:confluence", "write:space:confluence", "write:space.permission:confluence"];
        takes { whole_body space = "space": NewSpace }
    }

    /// Changes a space: its name, its description, its first page, whether it is archived. What is not given stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space/#api-wiki-rest-api-space-spacekey-put)
    update: UpdateSpace = PUT "/wiki/rest/api/space/{spaceKey}" => SpaceOverview {
        permission "Administer the space";
        scopes ["write:confluence-space"];
        granular ["read:space-details:confluence", "write:space:confluence", "write:space.permission:confluence"];
        takes { path space_key = "spaceKey": SpaceKey }
        body {
            /// Its new name.
            name = "name": String,
            /// What it says about itself.
            description = "description": NestedDescription,
            /// Its first page.
            homepage = "homepage": PageReference,
            /// What it is for.
            kind = "type": SpaceType,
            /// Archives it, or takes it back into use.
            status = "status": SpaceStatus,
        }
    }

    /// Deletes a space with everything in it, for good and not into the trash. The answer names the task that does it.
    ///
    /// Until the task is over the space is still there. Follow it by
    /// [`LongTasks::get`](crate::long_tasks::LongTasks::get).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space/#api-wiki-rest-api-space-spacekey-delete)
    delete: DeleteSpace = DELETE "/wiki/rest/api/space/{spaceKey}" => StartedTask {
        permission "Administer the space";
        scopes ["write:confluence-space"];
        granular ["read:content.metadata:confluence", "delete:space:confluence"];
        repeat never;
        takes { path space_key = "spaceKey": SpaceKey }
    }

    /// How a space is set.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space-settings/#api-wiki-rest-api-space-spacekey-settings-get)
    settings: GetSpaceSettings = GET "/wiki/rest/api/space/{spaceKey}/settings" => SpaceSettings {
        permission "View the space";
        scopes ["read:confluence-space.summary"];
        granular ["read:space.setting:confluence"];
        takes { path space_key = "spaceKey": SpaceKey }
    }

    /// Sets a space otherwise.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space-settings/#api-wiki-rest-api-space-spacekey-settings-put)
    update_settings: UpdateSpaceSettings = PUT "/wiki/rest/api/space/{spaceKey}/settings" => SpaceSettings {
        permission "Administer the space";
        scopes ["write:confluence-space"];
        granular ["read:space.setting:confluence", "write:space.setting:confluence"];
        takes { path space_key = "spaceKey": SpaceKey }
        body {
            /// Whether visitors of the space's address land on its first page and not on the dashboard.
            route_override_enabled = "routeOverrideEnabled": bool,
        }
    }
}

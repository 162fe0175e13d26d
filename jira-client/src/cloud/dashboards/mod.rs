//! Dashboards and the gadgets on them.

mod bulk;
mod dashboard;
mod gadgets;

use atlassian_core::{AccountId, NextIn, NoContent, Page, Paging, id_type, open_enum, operations};
use serde_json::Value;

use super::groups::GroupId;
use super::properties::{EntityProperty, PropertyKeys};
use crate::ids::ProjectId;

pub use bulk::{DashboardBulkEdit, DashboardBulkError, DashboardBulkOutcome};
pub use dashboard::{Dashboard, DashboardDetails};
pub use gadgets::{
    AvailableGadget, AvailableGadgets, DashboardGadgets, Gadget, GadgetColor, GadgetPosition,
    NewGadget,
};

operations! {
    /// The dashboards of the site.
    pub struct Dashboards;

    /// The dashboards that the caller owns or that are shared with the caller.
    ///
    /// Pages of 20 unless more is asked for. A page names the next one and says nothing else of the end; its total is
    /// not relied on.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-get)
    list: GetAllDashboards = GET "/rest/api/3/dashboard" => Page<Dashboard> {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:dashboard:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira"];
        query {
            /// Only those that the caller owns or marked.
            filter = "filter": DashboardFilter,
        }
        pages Dashboard = Paging::cursor("dashboards", NextIn::Field("next"))
            .parameters("startAt", "maxResults")
            .unique_by("id")
            .page_size(100);
    }

    /// Makes a dashboard, which the caller owns.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-post)
    create: CreateDashboard = POST "/rest/api/3/dashboard" => Dashboard {
        permission "none; Share dashboards and filters, to share it";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:dashboard:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira", "write:dashboard:jira"];
        takes { whole_body details = "details": DashboardDetails }
        query {
            /// Lets an administrator act as one.
            extend_admin_permissions = "extendAdminPermissions": bool,
        }
    }

    /// Changes the owner or the permissions of up to 100 dashboards.
    ///
    /// The answer is a success even if none could be changed: look at
    /// [`entity_errors`](DashboardBulkOutcome::entity_errors).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-bulk-edit-put)
    bulk_edit: BulkEditDashboards = PUT "/rest/api/3/dashboard/bulk/edit" => DashboardBulkOutcome {
        permission "Owner of the dashboards, or Administer Jira";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:dashboard:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira", "write:dashboard:jira"];
        takes { whole_body edit = "edit": DashboardBulkEdit }
    }

    /// What can be put on dashboards.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-gadgets-get)
    available_gadgets: GetAllAvailableDashboardGadgets = GET "/rest/api/3/dashboard/gadgets" => AvailableGadgets {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:dashboard:jira"];
    }

    /// The dashboards that the caller may see, or those of them that are asked for.
    ///
    /// Sends little unless `expand` asks for more. A dashboard has to fit everything that is asked for. Pages of 50.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-search-get)
    search: GetDashboardsPaginated = GET "/rest/api/3/dashboard/search" => Page<Dashboard> {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:dashboard:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira"];
        query {
            /// Any part of the name, in small or capital letters.
            dashboard_name = "dashboardName": String,
            /// The owner.
            account_id = "accountId": AccountId,
            /// Shared with this group.
            group_id = "groupId": GroupId,
            /// The same by its name, which can change. Not together with `group_id`.
            group_name = "groupname": String,
            /// Shared with this project.
            project_id = "projectId": ProjectId,
            /// The order; by name unless said otherwise.
            order_by = "orderBy": DashboardOrder,
            /// Active ones unless said otherwise.
            status = "status": DashboardStatus,
        }
        query_joined {
            /// What to send besides id and name.
            expand = "expand": DashboardExpand,
        }
        pages Dashboard = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One dashboard.
    ///
    /// The system dashboard is shared with everybody and has no owner.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-id-get)
    get: GetDashboard = GET "/rest/api/3/dashboard/{id}" => Dashboard {
        permission "none, for a dashboard that is shared with the caller";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:dashboard:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira"];
        takes { path id = "id": DashboardId }
    }

    /// Replaces what is said of a dashboard: what the new details leave out is emptied. Its gadgets stay.
    ///
    /// [`DashboardDetails::of`] begins with what the dashboard has.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-id-put)
    update: UpdateDashboard = PUT "/rest/api/3/dashboard/{id}" => Dashboard {
        permission "Owner of the dashboard";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:dashboard:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira", "write:dashboard:jira"];
        takes { path id = "id": DashboardId, whole_body details = "details": DashboardDetails }
        query {
            /// Lets an administrator act as one.
            extend_admin_permissions = "extendAdminPermissions": bool,
        }
    }

    /// Deletes a dashboard.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-id-delete)
    delete: DeleteDashboard = DELETE "/rest/api/3/dashboard/{id}" => NoContent {
        permission "Owner of the dashboard";
        scopes ["write:jira-work"];
        granular ["delete:dashboard:jira"];
        takes { path id = "id": DashboardId }
    }

    /// Copies a dashboard with its gadgets; the details are those of the copy, which the caller owns.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-id-copy-post)
    copy: CopyDashboard = POST "/rest/api/3/dashboard/{id}/copy" => Dashboard {
        permission "none, for a dashboard that is shared with the caller";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:dashboard:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira", "write:dashboard:jira"];
        takes { path id = "id": DashboardId, whole_body details = "details": DashboardDetails }
        query {
            /// Lets an administrator act as one.
            extend_admin_permissions = "extendAdminPermissions": bool,
        }
    }

    /// The gadgets on a dashboard, or those of them that are asked for.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-dashboardid-gadget-get)
    gadgets: GetAllGadgets = GET "/rest/api/3/dashboard/{dashboardId}/gadget" => DashboardGadgets {
        permission "none, for a dashboard that is shared with the caller";
        scopes ["read:jira-work"];
        granular ["read:dashboard:jira"];
        takes { path dashboard = "dashboardId": DashboardId }
        query_repeated {
            /// Only gadgets of these kinds, by their module keys.
            module_key = "moduleKey": String,
            /// Only gadgets of these kinds, by their addresses.
            uri = "uri": String,
            /// Only these gadgets.
            gadget_id = "gadgetId": GadgetId,
        }
    }

    /// Puts a gadget on a dashboard.
    ///
    /// A dashboard holds 20 gadgets at most (400). What the gadget shows is a property of it: see
    /// [`set_item_property`](Dashboards::set_item_property).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-dashboardid-gadget-post)
    add_gadget: AddGadget = POST "/rest/api/3/dashboard/{dashboardId}/gadget" => Gadget {
        permission "Owner of the dashboard, or permission to edit it";
        scopes ["read:jira-work", "write:jira-work"];
        granular ["read:dashboard:jira", "write:dashboard:jira"];
        takes { path dashboard = "dashboardId": DashboardId, whole_body gadget = "gadget": NewGadget }
    }

    /// Changes title, color or place of a gadget. Gadgets below make room.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-dashboardid-gadget-gadgetid-put)
    update_gadget: UpdateGadget = PUT "/rest/api/3/dashboard/{dashboardId}/gadget/{gadgetId}" => NoContent {
        permission "Owner of the dashboard, or permission to edit it";
        scopes ["write:jira-work"];
        granular ["write:dashboard:jira"];
        takes { path dashboard = "dashboardId": DashboardId, path gadget = "gadgetId": GadgetId }
        body {
            /// Its title.
            title = "title": String,
            /// Its color.
            color = "color": GadgetColor,
            /// Its place.
            position = "position": GadgetPosition,
        }
    }

    /// Takes a gadget off a dashboard; those below it move up.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-dashboardid-gadget-gadgetid-delete)
    remove_gadget: RemoveGadget = DELETE "/rest/api/3/dashboard/{dashboardId}/gadget/{gadgetId}" => NoContent {
        permission "Owner of the dashboard, or permission to edit it";
        scopes ["write:jira-work"];
        granular ["write:dashboard:jira"];
        takes { path dashboard = "dashboardId": DashboardId, path gadget = "gadgetId": GadgetId }
    }

    /// The keys of a gadget's properties. The API calls a gadget on a dashboard an item here.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-dashboardid-items-itemid-properties-get)
    item_property_keys: GetDashboardItemPropertyKeys =
        GET "/rest/api/3/dashboard/{dashboardId}/items/{itemId}/properties" => PropertyKeys {
        permission "none, for a dashboard that is shared with the caller";
        scopes ["read:jira-work"];
        granular ["read:dashboard.property:jira"];
        takes { path dashboard = "dashboardId": DashboardId, path item = "itemId": GadgetId }
    }

    /// A property of a gadget.
    ///
    /// What keys there are, each kind of gadget decides; the settings are often under `config`. They can hold ids of
    /// filters and projects, which mean nothing on another site.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-dashboardid-items-itemid-properties-propertykey-get)
    item_property: GetDashboardItemProperty =
        GET "/rest/api/3/dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey}" => EntityProperty {
        permission "none, for a dashboard that is shared with the caller";
        scopes ["read:jira-work"];
        granular ["read:dashboard.property:jira"];
        takes { path dashboard = "dashboardId": DashboardId, path item = "itemId": GadgetId, path key = "propertyKey": String }
    }

    /// Sets a property of a gadget. A key has up to 255 characters, a value up to 32768.
    ///
    /// `config` of a gadget that has an address and no module key takes an object of texts alone (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-dashboardid-items-itemid-properties-propertykey-put)
    set_item_property: SetDashboardItemProperty =
        PUT "/rest/api/3/dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey}" => NoContent {
        permission "Owner of the dashboard, or permission to edit it";
        scopes ["write:jira-work"];
        granular ["write:dashboard.property:jira"];
        takes {
            path dashboard = "dashboardId": DashboardId,
            path item = "itemId": GadgetId,
            path key = "propertyKey": String,
            whole_body value = "value": Value,
        }
    }

    /// Deletes a property of a gadget.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/#api-rest-api-3-dashboard-dashboardid-items-itemid-properties-propertykey-delete)
    delete_item_property: DeleteDashboardItemProperty =
        DELETE "/rest/api/3/dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey}" => NoContent {
        permission "Owner of the dashboard, or permission to edit it";
        scopes ["write:jira-work"];
        granular ["delete:dashboard.property:jira"];
        takes { path dashboard = "dashboardId": DashboardId, path item = "itemId": GadgetId, path key = "propertyKey": String }
    }
}

id_type! {
    /// The id of a dashboard: digits, like `10000`.
    pub struct DashboardId;

    /// The id of a gadget on a dashboard: digits, like `10021`.
    pub struct GadgetId: number;
}

open_enum! {
    /// Which dashboards [`Dashboards::list`] sends.
    pub enum DashboardFilter {
        /// Those that the caller owns.
        My = "my",
        /// Those that the caller marked.
        Favourite = "favourite",
    }

    /// Whether a dashboard is in use.
    pub enum DashboardStatus {
        /// It is.
        Active = "active",
        /// It is archived.
        Archived = "archived",
        /// It is in the trash.
        Deleted = "deleted",
    }

    /// What [`Dashboards::search`] sends of a dashboard besides id and name.
    pub enum DashboardExpand {
        /// What it is good for.
        Description = "description",
        /// The owner.
        Owner = "owner",
        /// Where people see it.
        ViewUrl = "viewUrl",
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
    }

    /// The order of [`Dashboards::search`].
    pub enum DashboardOrder {
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
        FavoriteCount = "favorite_count",
        /// By how many marked it, the most first.
        FavoriteCountDescending = "-favorite_count",
        /// By whether the caller marked it.
        IsFavorite = "is_favorite",
        /// The marked ones first.
        IsFavoriteDescending = "-is_favorite",
        /// By owner.
        Owner = "owner",
        /// By owner, backwards.
        OwnerDescending = "-owner",
    }
}

//! Notification schemes: who is told of what happens to issues.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, id_type, open_enum, operations};

use super::fields::Field;
use super::groups::Group;
use super::project_roles::ProjectRole;
use super::projects::Scope;
use super::users::User;
use crate::ids::{Created, ProjectId, ProjectIdOrKey, number};

operations! {
    /// Notification schemes.
    pub struct NotificationSchemes;

    /// Every notification scheme of company-managed projects, or some.
    ///
    /// Only those of projects that the caller administers. Their events are sent only where something is expanded; an
    /// event without anybody to tell may be among them.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-notification-schemes/#api-rest-api-3-notificationscheme-get)
    list: GetNotificationSchemes = GET "/rest/api/3/notificationscheme" => Page<NotificationScheme> {
        permission "Administer Projects in a project that uses it";
        scopes ["manage:jira-configuration"];
        granular [
            "read:avatar:jira", "read:field-configuration:jira", "read:field:jira", "read:group:jira",
            "read:notification-scheme:jira", "read:project-category:jira", "read:project-role:jira",
            "read:project:jira", "read:user:jira"
        ];
        query {
            /// Only the default.
            only_default = "onlyDefault": bool,
        }
        query_repeated {
            /// Only these schemes.
            id = "id": NotificationSchemeId,
            /// Only schemes of these projects.
            project_id = "projectId": ProjectId,
        }
        query_joined {
            /// What to send besides. Whatever is named, the events come along.
            expand = "expand": NotificationExpand,
        }
        pages NotificationScheme = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One notification scheme.
    ///
    /// Its events are sent only where something is expanded.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-notification-schemes/#api-rest-api-3-notificationscheme-id-get)
    get: GetNotificationScheme = GET "/rest/api/3/notificationscheme/{id}" => NotificationScheme {
        permission "Administer Projects in a project that uses it";
        scopes ["manage:jira-configuration"];
        granular [
            "read:avatar:jira", "read:field-configuration:jira", "read:field:jira", "read:group:jira",
            "read:notification-scheme:jira", "read:project-category:jira", "read:project-role:jira",
            "read:project:jira", "read:user:jira"
        ];
        takes { path scheme = "id": NotificationSchemeId }
        query_joined {
            /// What to send besides. Whatever is named, the events come along.
            expand = "expand": NotificationExpand,
        }
    }

    /// The notification scheme of a project.
    ///
    /// Its events are sent only where something is expanded.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectkeyorid-notificationscheme-get)
    of_project: GetNotificationSchemeForProject =
        GET "/rest/api/3/project/{projectKeyOrId}/notificationscheme" => NotificationScheme {
        permission "Administer Jira, or Administer Projects";
        scopes ["read:jira-work"];
        granular [
            "read:project-category:jira", "read:project-role:jira", "read:project:jira", "read:user:jira",
            "read:group:jira", "read:field:jira", "read:avatar:jira", "read:field-configuration:jira",
            "read:notification-scheme:jira"
        ];
        takes { path project = "projectKeyOrId": ProjectIdOrKey }
        query_joined {
            /// What to send besides. Whatever is named, the events come along.
            expand = "expand": NotificationExpand,
        }
    }

    /// Makes a notification scheme, with up to 1000 notifications.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-notification-schemes/#api-rest-api-3-notificationscheme-post)
    create: CreateNotificationScheme = POST "/rest/api/3/notificationscheme" => Created<NotificationSchemeId> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body name = "name": String }
        body {
            /// What it is for, 4000 characters at most.
            description = "description": String,
            /// Who is told of what.
            events = "notificationSchemeEvents": Vec<NewNotifications>,
        }
    }

    /// Renames or describes a notification scheme. What is not set stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-notification-schemes/#api-rest-api-3-notificationscheme-id-put)
    update: UpdateNotificationScheme = PUT "/rest/api/3/notificationscheme/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { path scheme = "id": NotificationSchemeId }
        body {
            /// The new name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
        }
    }

    /// Deletes a notification scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-notification-schemes/#api-rest-api-3-notificationscheme-notificationschemeid-delete)
    delete: DeleteNotificationScheme = DELETE "/rest/api/3/notificationscheme/{notificationSchemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { path scheme = "notificationSchemeId": NotificationSchemeId }
    }

    /// Adds up to 1000 notifications to a scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-notification-schemes/#api-rest-api-3-notificationscheme-id-notification-put)
    add_notifications: AddNotifications = PUT "/rest/api/3/notificationscheme/{id}/notification" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        repeat never;
        takes {
            path scheme = "id": NotificationSchemeId,
            body events = "notificationSchemeEvents": Vec<NewNotifications>,
        }
    }

    /// Removes a notification from a scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-notification-schemes/#api-rest-api-3-notificationscheme-notificationschemeid-notification-notificationid-delete)
    remove_notification: RemoveNotificationFromNotificationScheme =
        DELETE "/rest/api/3/notificationscheme/{notificationSchemeId}/notification/{notificationId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes {
            path scheme = "notificationSchemeId": NotificationSchemeId,
            path notification = "notificationId": NotificationId,
        }
    }

    /// Which company-managed project uses which notification scheme, by the ids of the projects.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-notification-schemes/#api-rest-api-3-notificationscheme-project-get)
    projects: GetNotificationSchemeToProjectMappings =
        GET "/rest/api/3/notificationscheme/project" => Page<ProjectNotificationScheme> {
        permission "Permission to access Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:notification-scheme:jira", "read:project:jira"];
        query_repeated {
            /// Only projects of these schemes.
            scheme_id = "notificationSchemeId": NotificationSchemeId,
            /// Only these projects.
            project_id = "projectId": ProjectId,
        }
        pages ProjectNotificationScheme = Paging::offset("values").unique_by("projectId").page_size(50);
    }
}

id_type! {
    /// The id of a notification scheme: digits, like `10100`.
    pub struct NotificationSchemeId;

    /// The id of a notification in a scheme: digits, like `10001`.
    pub struct NotificationId;

    /// The id of an event of issues: digits. `1` is *Issue Created*.
    pub struct NotificationEventId;
}

open_enum! {
    /// What to send of a notification scheme besides its name.
    pub enum NotificationExpand {
        /// Its events.
        NotificationSchemeEvents = "notificationSchemeEvents",
        /// The accounts.
        User = "user",
        /// The groups.
        Group = "group",
        /// The project roles.
        ProjectRole = "projectRole",
        /// The fields.
        Field = "field",
        /// All of it.
        All = "all",
    }

    /// Who is told.
    pub enum NotificationType {
        /// Who the issue is assigned to.
        CurrentAssignee = "CurrentAssignee",
        /// Who reported the issue.
        Reporter = "Reporter",
        /// Who did what there is to tell.
        CurrentUser = "CurrentUser",
        /// The lead of the project.
        ProjectLead = "ProjectLead",
        /// The leads of the issue's components.
        ComponentLead = "ComponentLead",
        /// One account.
        User = "User",
        /// The members of a group.
        Group = "Group",
        /// Who has a role in the project.
        ProjectRole = "ProjectRole",
        /// An address. Not supported on Cloud any more.
        EmailAddress = "EmailAddress",
        /// Who watches the issue.
        AllWatchers = "AllWatchers",
        /// The accounts in a field of the issue.
        UserCustomField = "UserCustomField",
        /// The groups in a field of the issue.
        GroupCustomField = "GroupCustomField",
    }
}

/// A notification scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NotificationScheme {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: NotificationSchemeId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its events, where something was expanded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_scheme_events: Option<Vec<NotificationSchemeEvent>>,
    /// The projects that use it, where the service sends them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projects: Option<Vec<u64>>,
    /// The team-managed project that it belongs to, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// What can be expanded, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// Something that happens to issues, and who is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NotificationSchemeEvent {
    /// What happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<NotificationEvent>,
    /// Who is told; may be empty.
    #[serde(default)]
    pub notifications: Vec<EventNotification>,
}

/// Something that happens to issues.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NotificationEvent {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: NotificationEventId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The event that it was made from, where it is a site's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_event: Option<Box<NotificationEvent>>,
}

/// Who is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventNotification {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: NotificationId,
    /// What kind of people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_type: Option<NotificationType>,
    /// Which one: a group by its *name*, all others as in [`recipient`](Self::recipient).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Which one: the id of an account, a group, a project role or a field. Absent where the kind says it all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// The group, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// The field, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// The project role, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_role: Option<ProjectRole>,
    /// The account, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    /// What can be expanded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
}

/// A project and its notification scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectNotificationScheme {
    /// The scheme.
    pub notification_scheme_id: NotificationSchemeId,
    /// The project.
    pub project_id: ProjectId,
}

/// Who is to be told of an event.
///
/// ```
/// use jira_client::cloud::notification_schemes::{NewNotifications, NotificationType};
///
/// let created = NewNotifications::of("1")
///     .tell(NotificationType::AllWatchers)
///     .tell_named(NotificationType::User, "5b10ac8d82e05b22cc7d4ef5");
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct NewNotifications {
    event: EventReference,
    notifications: Vec<NewNotification>,
}

#[derive(Clone, Debug, Serialize)]
struct EventReference {
    id: NotificationEventId,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct NewNotification {
    notification_type: NotificationType,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
}

impl NewNotifications {
    /// Nobody yet, of this event.
    #[must_use]
    pub fn of(event: impl Into<NotificationEventId>) -> Self {
        Self {
            event: EventReference { id: event.into() },
            notifications: Vec::new(),
        }
    }

    /// Also people whose kind says it all, such as the watchers.
    #[must_use]
    pub fn tell(mut self, kind: NotificationType) -> Self {
        self.notifications.push(NewNotification {
            notification_type: kind,
            parameter: None,
        });
        self
    }

    /// Also the account, the project role or the field of this id, or the group of this name.
    #[must_use]
    pub fn tell_named(mut self, kind: NotificationType, parameter: impl Into<String>) -> Self {
        self.notifications.push(NewNotification {
            notification_type: kind,
            parameter: Some(parameter.into()),
        });
        self
    }
}

//! Users: accounts of people, apps and customers.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, NoContent, Page, Paging, open_enum, operations};

use super::application_roles::{ApplicationKey, ApplicationRole};
use super::groups::Group;

operations! {
    /// The accounts of the site.
    pub struct Users;

    /// Every account: people, apps and customers; active, deactivated, and those that left.
    ///
    /// Pages of up to 1000. The service cuts a window out of all accounts and then leaves out what the caller may not
    /// see, so a page can be short or empty while more follow; `items` and `pages` take care of that, and of accounts
    /// that come twice. An answer that takes the service longer than 10 seconds is a *conflict* (409): ask for smaller
    /// pages. To find those who need a seat, look at [`account_type`](User::account_type) and [`active`](User::active).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-users-search-get)
    all: GetAllUsers = GET "/rest/api/3/users/search" => Page<User> {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular ["read:user:jira", "read:application-role:jira", "read:avatar:jira", "read:group:jira"];
        query_joined {
            /// Accepted by the service, which does not say what for.
            expand = "expand": UserExpand,
        }
        pages User = Paging::window().unique_by("accountId").page_size(1000);
    }

    /// The same as [`all`](Users::all), at another address.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-users-get)
    all_default: GetAllUsersDefault = GET "/rest/api/3/users" => Page<User> {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular ["read:user:jira", "read:application-role:jira", "read:avatar:jira", "read:group:jira"];
        query_joined {
            /// Accepted by the service, which does not say what for.
            expand = "expand": UserExpand,
        }
        pages User = Paging::window().unique_by("accountId").page_size(1000);
    }

    /// One account.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-get)
    get: GetUser = GET "/rest/api/3/user" => User {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular ["read:application-role:jira", "read:group:jira", "read:user:jira", "read:avatar:jira"];
        takes { query account_id = "accountId": AccountId }
        query_joined {
            /// Also groups and application roles.
            expand = "expand": UserExpand,
        }
    }

    /// Several accounts by their ids.
    ///
    /// About 200 at most, since all of the ids stand in the address. An id that the site does not know is left out of the answer without a word, so
    /// compare what came with what was asked for.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-bulk-get)
    bulk: BulkGetUsers = GET "/rest/api/3/user/bulk" => Page<User> {
        permission "Permission to access Jira";
        scopes ["read:jira-user"];
        granular ["read:application-role:jira", "read:group:jira", "read:user:jira", "read:avatar:jira"];
        takes { query_repeated account_ids = "accountId": AccountId }
        pages User = Paging::offset("values").unique_by("accountId").page_size(200);
    }

    /// Active accounts whose name or e-mail address begins with a text, or that have a property.
    ///
    /// Give one of [`query`](FindUsers::query), [`account_id`](FindUsers::account_id) and
    /// [`property`](FindUsers::property). Meant for search boxes: it never goes beyond the thousandth match, its limits
    /// are shared by all callers of the site, and whoever lacks the permission gets an empty list and no error. To list
    /// everybody, use [`all`](Users::all).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-search-get)
    search: FindUsers = GET "/rest/api/3/user/search" => Page<User> {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular [
            "read:user:jira", "read:user.property:jira", "read:application-role:jira", "read:avatar:jira",
            "read:group:jira"
        ];
        query {
            /// The beginning of a word of the display name, or of the e-mail address. Not together with `account_id`.
            query = "query": String,
            /// Exactly this account.
            account_id = "accountId": AccountId,
            /// A property and its value: `key.path.to.value=1`. Keys with a dot or an equals sign cannot be asked for.
            property = "property": String,
        }
        pages User = Paging::window().unique_by("accountId").page_size(1000);
    }

    /// The groups that an account is in, those included that it is in through another group.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-groups-get)
    groups: GetUserGroups = GET "/rest/api/3/user/groups" => Elements<Group> {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular ["read:group:jira"];
        takes { query account_id = "accountId": AccountId }
    }

    /// Invites a person to the site and gives access to products.
    ///
    /// An empty list of products (`vec![]`) makes an account that can use none. An account that has access already is answered
    /// like a new one; one that exists without access is refused (400). The caller has to be an organization
    /// administrator. Atlassian keeps this operation for compatibility only.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-post)
    create: CreateUser = POST "/rest/api/3/user" => User {
        permission "Administer Jira, and organization admin";
        scopes ["manage:jira-configuration"];
        granular ["write:user:jira"];
        takes { body email_address = "emailAddress": String, body products = "products": Vec<ApplicationKey> }
    }

    /// Removes an account from Jira.
    ///
    /// The Atlassian account itself stays, and so does its place in the organization's directory. Sent once only: in
    /// between the person may have been invited again.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-delete)
    delete: RemoveUser = DELETE "/rest/api/3/user" => NoContent {
        permission "Site administration";
        scopes ["manage:jira-configuration"];
        granular ["write:user:jira"];
        repeat never;
        takes { query account_id = "accountId": AccountId }
    }
}

open_enum! {
    /// Who stands behind an account.
    pub enum AccountType {
        /// A person.
        Atlassian = "atlassian",
        /// An app or another robot. It needs no seat.
        App = "app",
        /// A customer of a Jira Service Management portal. Needs no seat.
        Customer = "customer",
        /// The service does not know.
        Unknown = "unknown",
    }

    /// What else to send of an account.
    pub enum UserExpand {
        /// All its groups, also those that it is in through another group.
        Groups = "groups",
        /// The products that it may use.
        ApplicationRoles = "applicationRoles",
    }
}

/// An account.
///
/// What is sent of it depends on the operation, on the person's own privacy settings and on the caller. So nearly
/// everything is optional, and a hidden e-mail address may be absent or empty. Recognise accounts by
/// [`account_id`](Self::account_id) alone.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct User {
    /// The account's address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// Its id. Operations about accounts always send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// A person, an app or a customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_type: Option<AccountType>,
    /// For an app: which kind, like `service` or `agent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_type: Option<String>,
    /// The e-mail address, if the person lets the caller see it. An organization's own administrators see those of
    /// its managed accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// The profile picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_urls: Option<AvatarUrls>,
    /// The name to show. Of a deleted account it is `Former user` or empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Whether the account can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Whether it is a guest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest: Option<bool>,
    /// The time zone, like `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The language, like `en_US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The groups, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<SimpleList<Group>>,
    /// The products, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_roles: Option<SimpleList<ApplicationRole>>,
    /// What could have been asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
    /// The key of former times. Sent by old answers only; since 2019 there is the account id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The log-in name of former times, as [`key`](Self::key).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A picture in four sizes, as addresses.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AvatarUrls {
    /// 16 pixels wide and high.
    #[serde(rename = "16x16", skip_serializing_if = "Option::is_none")]
    pub x16: Option<String>,
    /// 24 pixels wide and high.
    #[serde(rename = "24x24", skip_serializing_if = "Option::is_none")]
    pub x24: Option<String>,
    /// 32 pixels wide and high.
    #[serde(rename = "32x32", skip_serializing_if = "Option::is_none")]
    pub x32: Option<String>,
    /// 48 pixels wide and high.
    #[serde(rename = "48x48", skip_serializing_if = "Option::is_none")]
    pub x48: Option<String>,
}

/// A list inside another answer. The service can cut it short; then `size` is the larger number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SimpleList<T> {
    /// How many elements there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The elements that were sent.
    #[serde(default = "Vec::new")]
    pub items: Vec<T>,
    /// How many are sent at most.
    #[serde(rename = "max-results", skip_serializing_if = "Option::is_none")]
    pub max_results: Option<u64>,
    /// The place of the first one, where the list can be asked for in parts.
    #[serde(rename = "start-index", skip_serializing_if = "Option::is_none")]
    pub start_index: Option<u64>,
    /// The place of the last one.
    #[serde(rename = "end-index", skip_serializing_if = "Option::is_none")]
    pub end_index: Option<u64>,
}

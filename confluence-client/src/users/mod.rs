//! Users: accounts of people and apps, as Confluence knows them.
//!
//! Confluence has no operation that lists its users. [`Users::everyone`] joins what two others tell, and says what it
//! could not read.

mod everyone;
mod model;

pub use everyone::{Everyone, Part, Unread};
pub use model::*;

use atlassian_core::{AccountId, Elements, NoContent, Page, Paging, operations};

use crate::List;
use crate::cql::Cql;
use crate::groups::Group;

/// How the search for users lists.
const FOUND: Paging = Paging::offset("results")
    .parameters("start", "limit")
    .beyond_total()
    .page_size(200);

operations! {
    /// The accounts of the site.
    pub struct Users;

    /// The account that the credential belongs to.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-current-get)
    current: GetCurrentUser = GET "/wiki/rest/api/user/current" => User {
        permission "Can use";
        scopes ["read:confluence-user"];
        granular ["read:content-details:confluence"];
        query_joined {
            /// What else to send.
            expand = "expand": UserExpand,
        }
    }

    /// One account.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-get)
    get: GetUser = GET "/wiki/rest/api/user" => User {
        permission "Can use";
        scopes ["read:confluence-user"];
        granular ["read:content-details:confluence"];
        takes { query account_id = "accountId": AccountId }
        query_joined {
            /// What else to send.
            expand = "expand": UserExpand,
        }
    }

    /// How somebody who is not logged in is shown.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-anonymous-get)
    anonymous: GetAnonymousUser = GET "/wiki/rest/api/user/anonymous" => AnonymousUser {
        permission "Can use";
        scopes ["read:confluence-user"];
        granular ["read:user:confluence"];
        query_joined {
            /// What else to send: operations, that is what such a caller may do.
            expand = "expand": UserExpand,
        }
    }

    /// Several accounts, 250 at most; ids that nobody has are left out without a word.
    ///
    /// The one operation that tells whether an account is active. *Not found* (404) is a caller who may not use
    /// Confluence or not see profiles.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-user/#api-users-bulk-post)
    bulk: CreateBulkUserLookup = POST "/wiki/api/v2/users-bulk" => FoundProfiles {
        permission "Can use";
        scopes [];
        granular ["read:user:confluence"];
        repeat safe;
        takes { body account_ids = "accountIds": List<AccountId> }
    }

    /// The accounts that a query finds. `Cql::field("type").eq("user")` is any.
    ///
    /// - Only `type`, `user`, `user.fullname`, `user.accountid` and `user.userkey` can stand in the query.
    /// - Only people with a licence are found unless [`site_permission_type_filter`](SearchUser::site_permission_type_filter)
    ///   says otherwise.
    /// - No answer has a link to the next page, so pages are asked for by position until one is empty. The service is
    ///   known to find about 10 000 accounts at most: where it counts more than it gives, the listing ends in the error
    ///   [`IncompleteListing`](crate::ErrorKind::IncompleteListing).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-search/#api-wiki-rest-api-search-user-get)
    search: SearchUser = GET "/wiki/rest/api/search/user" => Page<FoundUser> {
        permission "Can use";
        scopes [];
        granular ["read:content-details:confluence"];
        takes { query cql = "cql": Cql }
        query {
            /// Which accounts to look among.
            site_permission_type_filter = "sitePermissionTypeFilter": SitePermissionTypeFilter,
        }
        query_joined {
            /// What else to send of each.
            expand = "expand": UserExpand,
        }
        pages FoundUser = FOUND.unique_by("user");
    }

    /// The groups that an account is in.
    ///
    /// Pages of 200 by position; an empty page ends the listing, since links to the next page were known to be missing.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-memberof-get)
    groups: GetGroupMembershipsForUser = GET "/wiki/rest/api/user/memberof" => Page<Group> {
        permission "Can use";
        scopes ["read:confluence-user"];
        granular ["read:user:confluence", "read:group:confluence"];
        takes { query account_id = "accountId": AccountId }
        pages Group = Paging::offset("results")
            .parameters("start", "limit")
            .beyond_total()
            .unique_by("id")
            .page_size(200);
    }

    /// An account's e-mail address, even one that the profile hides: for apps that Atlassian has approved, and nobody else
    /// (400).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-email-get)
    email: GetPrivacyUnsafeUserEmail = GET "/wiki/rest/api/user/email" => AccountEmail {
        permission "Can use";
        scopes [];
        granular ["read:email-address:confluence"];
        takes { query account_id = "accountId": AccountId }
    }

    /// The e-mail addresses of several accounts, as [`email`](Self::email); those that cannot be told are left out.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-email-bulk-get)
    emails: GetPrivacyUnsafeUserEmailBulk = GET "/wiki/rest/api/user/email/bulk" => Elements<AccountEmail> {
        permission "Can use";
        scopes [];
        granular ["read:email-address:confluence"];
        takes { query_joined account_ids = "accountId": AccountId }
    }

    /// Which of some e-mail addresses belong to nobody who may use this site.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-user/#api-user-access-check-access-by-email-post)
    check_access: CheckAccessByEmail = POST "/wiki/api/v2/user/access/check-access-by-email" => AccessByEmail {
        permission "Can use";
        scopes [];
        granular ["read:configuration:confluence"];
        repeat safe;
        takes { body emails = "emails": List<String> }
    }

    /// Invites people to the site by their e-mail addresses, in the background.
    ///
    /// An address that is none, or whose owner has access already, is passed over without a word.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-user/#api-user-access-invite-by-email-post)
    invite: InviteByEmail = POST "/wiki/api/v2/user/access/invite-by-email" => NoContent {
        permission "Can use";
        scopes [];
        granular ["read:configuration:confluence"];
        takes { body emails = "emails": List<String> }
    }
}

impl Users {
    /// Every account that search and groups tell of, each once.
    ///
    /// First comes what the search for users finds, guests included, and then who else is in one of the groups: members
    /// that are inactive are found in groups only. What cannot be read is told and passed over: an item that is an error
    /// ([`Unread`]) names the part that is missing, and the others follow. Memory holds one page and 16 bytes for each
    /// account.
    ///
    /// Complete it is only where every account is either among the about 10 000 that the search gives or in a group that
    /// the caller sees; where the search comes near this limit, it says so. Who needs all accounts of a large site asks the
    /// organization for the users with access to this site: the search for users of `atlassian-admin`, with the site's
    /// resource `ari:cloud:confluence::site/{cloudId}`, which takes a key of the organization.
    ///
    /// ```no_run
    /// # async fn example(confluence: confluence_client::Confluence) -> confluence_client::Result<()> {
    /// let mut everyone = confluence.users().everyone();
    /// while let Some(user) = everyone.next().await {
    ///     match user {
    ///         Ok(user) => println!("{}", user.display_name.unwrap_or_default()),
    ///         Err(unread) => eprintln!("{unread}"),
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn everyone(&self) -> Everyone {
        Everyone::new(&self.client)
    }
}

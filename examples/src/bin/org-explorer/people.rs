//! People: of the directories, managed ones, and those with access to Confluence.

use std::collections::HashSet;

use atlassian_admin::managed_accounts::{AccountStatus, ManagedAccount};
use atlassian_admin::users::{
    ClaimStatus, DirectoryUser, MembershipStatus, UserExpand, UserStatus,
};
use atlassian_admin::{AccountId, DirectoryId, GroupId, ResourceId, RoleId, Timestamp};
use clap::Args;
use examples::outcome::Failure;
use examples::output::{Format, Rows, note};

use crate::connection::Connection;
use crate::listings::{left_out, next, text, write};

const DIRECTORY: &[&str] = &[
    "account_id",
    "name",
    "email",
    "status",
    "claim",
    "added",
    "last_active",
];
const MANAGED: &[&str] = &[
    "account_id",
    "name",
    "email",
    "type",
    "status",
    "billable",
    "last_active",
];
/// How many resources one search takes.
const MOST_RESOURCES: usize = 20;

/// Which people to list. Of several filters all must fit, of several values of one filter any.
#[derive(Args)]
#[allow(clippy::doc_markdown, reason = "this is the text of --help")]
pub(crate) struct Filters {
    /// List managed accounts, in a directory or not, by the older listing, which has no filters
    #[arg(long, conflicts_with_all = ["claim", "status", "account_status", "membership", "mfa", "directory", "group",
        "resource", "role", "domain", "email", "search", "last_active"])]
    managed: bool,
    /// Only accounts that the organization manages, or only others: managed, unmanaged
    #[arg(long, value_name = "KIND")]
    claim: Option<String>,
    /// Only in these states: active, suspended, not_invited, deactivated, for_deletion
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    status: Vec<String>,
    /// Only accounts that are active, inactive or closed
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    account_status: Vec<String>,
    /// Only who is in a directory as active, suspended or no_membership
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    membership: Vec<String>,
    /// Only managed accounts with or without a second step at log-in: true, false
    #[arg(long, value_name = "BOOL")]
    mfa: Option<bool>,
    /// Only in these directories
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    directory: Vec<String>,
    /// Only members of these groups
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    group: Vec<String>,
    /// Only with a role on these resources, such as ari:cloud:confluence::site/ID
    #[arg(long, value_name = "ARIS", value_delimiter = ',')]
    resource: Vec<String>,
    /// Only with these roles, such as atlassian/org-admin
    #[arg(long, value_name = "ROLES", value_delimiter = ',')]
    role: Vec<String>,
    /// Only with an address of these domains
    #[arg(long, value_name = "DOMAINS", value_delimiter = ',')]
    domain: Vec<String>,
    /// Only with these whole addresses
    #[arg(
        long,
        value_name = "ADDRESSES",
        value_delimiter = ',',
        conflicts_with = "search"
    )]
    email: Vec<String>,
    /// Only whose name or address contains this
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Tell also when each was last active, in any app
    #[arg(long)]
    last_active: bool,
}

pub(crate) async fn users(
    connection: &Connection,
    filters: Filters,
    format: Format,
) -> Result<(), Failure> {
    if filters.managed {
        let accounts = connection.admin.managed_accounts().list(&connection.org);
        let rows = Rows::new(format, MANAGED);
        return write(accounts.items(), rows, managed_cells, None).await;
    }
    macro_rules! filtered {
        ($call:expr, $($filter:ident: $method:ident as $kind:ty,)+) => {{
            let mut call = $call;
            $( if !filters.$filter.is_empty() {
                let values: Vec<$kind> = filters.$filter.into_iter().map(Into::into).collect();
                call = call.$method(values);
            } )+
            call
        }};
    }
    let users = connection.admin.users();
    let mut call = filtered!(
        users.search(&connection.org, DirectoryId::all()),
        status: status as UserStatus,
        account_status: account_status as AccountStatus,
        membership: membership_status as MembershipStatus,
        directory: directory_ids as DirectoryId,
        group: group_ids as GroupId,
        resource: resource_ids as ResourceId,
        role: role_ids as RoleId,
        domain: email_domains as String,
        email: emails as String,
    );
    if let Some(claim) = filters.claim {
        call = call.claim_status(ClaimStatus::from(claim));
    }
    if let Some(mfa) = filters.mfa {
        call = call.mfa_enabled(mfa);
    }
    if let Some(search) = filters.search {
        call = call.search_term(search);
    }
    if filters.last_active {
        call = call.expand([UserExpand::ProductAccess]);
    }
    let rows = Rows::new(format, DIRECTORY);
    write(call.items(), rows, |user| user_cells(user, |_| true), None).await
}

/// The people with a role on any Confluence of the organization.
pub(crate) async fn of_confluence(connection: &Connection, format: Format) -> Result<(), Failure> {
    let mut sites: Vec<ResourceId> = Vec::new();
    let mut workspaces = connection
        .admin
        .workspaces()
        .search(&connection.org)
        .items();
    while let Some(workspace) = workspaces.next().await {
        let workspace = workspace?;
        if workspace.id.as_str().starts_with("ari:cloud:confluence:") {
            sites.push(workspace.id);
        }
    }
    if sites.is_empty() {
        note("the organization has no Confluence");
    }
    let mut rows = Rows::new(format, DIRECTORY);
    // Who uses several sites is found with each of them, if there are more than one search takes.
    let mut seen: HashSet<AccountId> = HashSet::new();
    let several = sites.len() > MOST_RESOURCES;
    let mut odd = 0;
    for sites in sites.chunks(MOST_RESOURCES) {
        let users = connection.admin.users();
        let call = users.search(&connection.org, DirectoryId::all());
        let call = call.resource_ids(sites).expand([UserExpand::ProductAccess]);
        let mut items = call.items();
        while let Some(user) = next(&mut items, &mut rows, &mut odd).await? {
            if several && !seen.insert(user.account_id.clone()) {
                continue;
            }
            if !rows.push(&user, |user| user_cells(user, |key| key == "confluence"))? {
                return Ok(());
            }
        }
    }
    let written = rows.finish()?;
    note(&format!("{written} rows"));
    left_out(odd)
}

/// The last activity is that in the apps whose keys fit.
fn user_cells(user: &DirectoryUser, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let access = user.product_access.iter().flatten();
    let fitting = access.filter(|access| access.key.as_ref().is_some_and(|key| fits(key.as_str())));
    let times = fitting.filter_map(|access| access.last_active_timestamp.as_ref());
    let last: Option<&Timestamp> = times.max_by_key(|time| time.epoch_millis());
    vec![
        user.account_id.to_string(),
        user.name.clone().unwrap_or_default(),
        user.email.clone().unwrap_or_default(),
        text(user.status.as_ref()),
        text(user.claim_status.as_ref()),
        text(user.added_to_org.as_ref()),
        text(last),
    ]
}

fn managed_cells(account: &ManagedAccount) -> Vec<String> {
    vec![
        account.account_id.to_string(),
        account.name.clone().unwrap_or_default(),
        account.email.clone().unwrap_or_default(),
        text(account.account_type.as_ref()),
        text(account.account_status.as_ref()),
        text(account.access_billable.as_ref()),
        text(account.last_active.as_ref()),
    ]
}

//! One person, with as few calls as it takes.

use atlassian_core::{AccountId, Error};
use confluence_client::Confluence;
use confluence_client::users::{UserExpand as ConfluenceExpand, UserType};
use jira_client::cloud::Jira;
use jira_client::cloud::users::{User, UserExpand};

use super::gather::listing::why;
use super::gather::{confluence, jira};
use super::identities::{Identities, lost, not_given};
use super::roster::Roster;
use super::{GroupRef, Origin, Person, Product, Reason, Why};

impl Identities {
    /// What the sources know of one account, with all its groups.
    ///
    /// It takes about a dozen calls, however many people there are. It never fails: what cannot be read is unknown, with
    /// the reason. An account that nobody knows is [`Absent`](super::AccountState::Absent) in each source.
    pub async fn person(&self, account_id: impl Into<AccountId>) -> Person {
        let id = account_id.into();
        let mut roster = Roster::default();
        roster.person(&id);
        let (site, jira) = self.believe_jira(&mut roster).await;
        if let Some(source) = jira
            && let Err(error) = in_jira(&source.jira, &id, &mut roster).await
        {
            lost(&mut roster, Origin::Jira, &error);
        }
        match &self.confluence {
            Some(confluence) => {
                if let Err(error) = in_confluence(confluence, &id, &mut roster).await {
                    lost(&mut roster, Origin::Confluence, &error);
                }
            }
            None => not_given(&mut roster, Origin::Confluence, &Product::Confluence),
        }
        if let Some(org) = self.believe_organization(&mut roster, site.as_ref()).await {
            org.read_one(&id, &mut roster).await;
        }
        let mut people = roster.finish().people;
        let at = people.iter().position(|person| person.account_id == id);
        at.map_or_else(|| Person::new(id), |at| people.swap_remove(at))
    }
}

async fn in_jira(jira: &Jira, id: &AccountId, roster: &mut Roster) -> Result<(), Error> {
    roster.read(Origin::Jira, None);
    let user = jira.users().get(id).expand([UserExpand::ApplicationRoles]);
    let user = match user.send().await {
        Err(error) if error.is_not_found() => {
            roster.absent(Origin::Jira);
            return Ok(());
        }
        user => user?,
    };
    products(&user, id, roster);
    jira::meet(roster, user);
    match groups(jira, id).await {
        Ok(groups) => roster.person(id).memberships.jira = Some(groups),
        Err(error) => roster.memberships.jira = why(&error),
    }
    Ok(())
}

/// The products of Jira that an account may use, as Jira says.
fn products(user: &User, id: &AccountId, roster: &mut Roster) {
    let roles = user.application_roles.as_ref();
    for role in roles.into_iter().flat_map(|roles| &roles.items) {
        let product = Product::of_key(role.key.as_str());
        roster.product(&product);
        roster.person(id).access(&product).listed = true;
    }
    let all = roles.is_some_and(|roles| {
        let sent = u64::try_from(roles.items.len()).ok();
        roles.size.is_none() || roles.size == sent
    });
    if !all {
        let untold = Why::new(
            Reason::NotTold,
            "Jira does not tell all products of the account",
        );
        roster.product(&Product::Jira).unread.push(untold);
    }
}

async fn groups(jira: &Jira, id: &AccountId) -> Result<Vec<GroupRef>, Error> {
    let mut groups = Vec::new();
    for group in jira.users().groups(id).send().await? {
        let group = group?;
        let named = group.group_id;
        groups.extend(named.map(|id| GroupRef::new(id.into_inner(), group.name)));
    }
    Ok(groups)
}

async fn in_confluence(
    confluence: &Confluence,
    id: &AccountId,
    roster: &mut Roster,
) -> Result<(), Error> {
    let users = confluence.users();
    roster.read(Origin::Confluence, None);
    let user = users.get(id).expand([ConfluenceExpand::Operations]);
    let user = match user.send().await {
        Err(error) if error.is_not_found() => None,
        user => Some(user?).filter(|user| user.kind != UserType::Unknown),
    };
    let Some(user) = user else {
        roster.absent(Origin::Confluence);
        return Ok(());
    };
    let reach = roster.product(&Product::Confluence);
    match &user.operations {
        // Whoever can do nothing at all cannot use it.
        Some(operations) if operations.is_empty() => {}
        Some(_) => roster.person(id).access(&Product::Confluence).listed = true,
        None => reach.unread.push(Why::new(
            Reason::NotTold,
            "Confluence does not tell what the account may do",
        )),
    }
    confluence::know(roster.person(id), user);
    if let Err(error) = confluence::read_states(confluence, roster, std::slice::from_ref(id)).await
    {
        roster.note(Origin::Confluence.name(), error.to_string());
    }
    match users.groups(id).items().collect().await {
        Ok(groups) => {
            let groups = groups.into_iter();
            let groups = groups.map(|group| GroupRef::new(group.id.into_inner(), group.name));
            roster.person(id).memberships.confluence = Some(groups.collect());
        }
        Err(error) => roster.memberships.confluence = why(&error),
    }
    Ok(())
}

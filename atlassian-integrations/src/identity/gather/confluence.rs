//! Confluence: who may use it, as it says itself.

use atlassian_core::{AccountId, Error};
use confluence_client::Confluence;
use confluence_client::cql::Cql;
use confluence_client::users::{AccountStatus, AccountType, User};

use super::listing::{Broken, Listing};
use crate::identity::draft::Draft;
use crate::identity::progress::{Part, Progress, Say};
use crate::identity::roster::Roster;
use crate::identity::{AccountKind, AccountState, Origin, Product, Reason, Why};

/// The search gives 10,000 accounts, more or less, and ends as if there were no more: so many are not believed to be all.
const NOT_BELIEVED: u64 = 9_500;
/// How many accounts one call looks up.
const MOST_AT_ONCE: usize = 250;

/// The users that Confluence names as licensed, and whether those are active of whom `ask` says so. What could not be read
/// is returned, for the organization may tell it.
pub(crate) async fn read_users(
    confluence: &Confluence,
    roster: &mut Roster,
    ask: fn(&Draft) -> bool,
    say: Say<'_>,
) -> Result<Option<String>, Broken> {
    say(Progress::Started(Part::ConfluenceUsers));
    let users = confluence.users();
    let mut listing = Listing::read(
        users.search(Cql::field("type").eq("user")).items(),
        |found| meet(roster, found.user),
        |read| say(Progress::Read(Part::ConfluenceUsers, read)),
    )
    .await;
    listing.believed_below(NOT_BELIEVED);
    let (missing, incomplete) = (listing.missing(), listing.why());
    match listing.broken {
        Some(error) if error.is_unauthorized() => return Err(Broken::Source(error)),
        Some(error) if error.is_not_found() && listing.read == 0 => {
            let text = format!("the site seems to have none ({error})");
            roster.note(Product::Confluence.name(), text.clone());
            roster.without(Origin::Confluence, Why::new(Reason::NotTold, text));
            return Ok(None);
        }
        _ => roster.read(Origin::Confluence, incomplete),
    }
    if let Err(error) = complete(confluence, roster, ask).await {
        let text = format!("who is deactivated could not be asked of everybody: {error}");
        roster.note(Product::Confluence.name(), text);
    }
    roster.product(&Product::Confluence);
    Ok(missing.map(|missing| format!("Confluence's users were not all read: {missing}")))
}

async fn complete(
    confluence: &Confluence,
    roster: &mut Roster,
    ask: fn(&Draft) -> bool,
) -> Result<(), Error> {
    let open = roster.people().filter(|(_, person)| ask(person));
    let open: Vec<AccountId> = open.map(|(id, _)| id.clone()).collect();
    for ids in open.chunks(MOST_AT_ONCE) {
        read_states(confluence, roster, ids).await?;
    }
    Ok(())
}

/// Whether these accounts are active, which a search does not tell.
pub(crate) async fn read_states(
    confluence: &Confluence,
    roster: &mut Roster,
    ids: &[AccountId],
) -> Result<(), Error> {
    let found = confluence.users().bulk(ids.iter()).send().await?;
    for profile in found.results.into_iter().flatten() {
        let state = match profile.account_status {
            Some(AccountStatus::Active) => AccountState::Active,
            Some(AccountStatus::Inactive) => AccountState::Deactivated,
            Some(AccountStatus::Closed) => AccountState::Closed,
            _ => continue,
        };
        roster
            .person(&profile.account_id)
            .seen(Origin::Confluence, state);
    }
    Ok(())
}

fn meet(roster: &mut Roster, user: User) {
    let Some(id) = user.account_id.clone() else {
        return;
    };
    let person = roster.person(&id);
    know(person, user);
    person.access(&Product::Confluence).listed = true;
}

/// What an account says of itself.
pub(crate) fn know(person: &mut Draft, user: User) {
    // Jira knows more kinds.
    if person.kind.is_none() {
        person.kind = match user.account_type {
            Some(AccountType::Atlassian) => Some(AccountKind::Person),
            Some(AccountType::App) => Some(AccountKind::App),
            _ => None,
        };
    }
    person.seen(Origin::Confluence, AccountState::Untold);
    person.named(user.display_name.or(user.public_name), user.email);
}

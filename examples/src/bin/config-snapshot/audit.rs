//! Printing the answers to questions about tokens and groups.

use std::time::SystemTime;

use atlassian_integrations::snapshot::{Database, DatabaseError, Script, Token};
use examples::outcome::Failure;
use examples::output::{print, table};
use serde_json::json;

pub(crate) fn tokens(database: &Database, stale_days: u32, as_json: bool) -> Result<(), Failure> {
    let stale = database.stale_tokens(stale_days, SystemTime::now())?;
    let endless = database.tokens_that_never_expire()?;
    // Needs the users as well, which may not have been read.
    let left = match database.tokens_of_inactive_people() {
        Err(error @ DatabaseError::NoSnapshot { .. }) => Err(error.to_string()),
        result => Ok(result?),
    };
    if as_json {
        let text = json!({
            "stale_days": stale_days,
            "stale": stale,
            "never_expire": endless,
            "owner_inactive": left.as_ref().ok(),
            "note": left.as_ref().err().map_or("", String::as_str),
        });
        print(&text.to_string())?;
        return Ok(());
    }
    let list = |title: String, tokens: Vec<&Token>| {
        let rows = tokens.iter().map(|token| {
            let used = match token.last_active_at.as_str() {
                "" => "never".to_owned(),
                at => at.to_owned(),
            };
            let expires = match token.expires_at.as_str() {
                "" => "never".to_owned(),
                at => at.to_owned(),
            };
            let (label, status) = (token.label.clone(), token.status.clone());
            vec![
                label,
                token.user_name.clone(),
                status,
                token.created_at.clone(),
                used,
                expires,
            ]
        });
        let header = [
            "label",
            "owner",
            "status",
            "created",
            "last used",
            "expires",
        ];
        format!("{title}: {}\n{}", tokens.len(), table(&header, rows))
    };
    let inactive = match &left {
        Ok(left) => list(
            "tokens of inactive people".to_owned(),
            left.iter().map(|left| &left.token).collect(),
        ),
        Err(reason) => format!("tokens of inactive people: {reason}"),
    };
    let text = [
        list(
            format!("tokens not used for {stale_days} days"),
            stale.iter().collect(),
        ),
        list(
            "tokens that never expire".to_owned(),
            endless.iter().collect(),
        ),
        inactive,
    ];
    print(&text.join("\n\n"))?;
    Ok(())
}

pub(crate) fn groups(database: &Database, as_json: bool) -> Result<(), Failure> {
    let administrators = database.administrators()?;
    let empty = database.groups_without_members()?;
    // What could not be read is missing from both answers.
    let note = database
        .last_run(Script::GroupMembers)?
        .map_or(String::new(), |run| run.note);
    if as_json {
        let text = json!({
            "administrators": administrators,
            "groups_without_members": empty,
            "note": note,
        });
        print(&text.to_string())?;
        return Ok(());
    }
    let people = table(
        &["name", "email", "active", "groups"],
        administrators.iter().map(|admin| {
            let active = if admin.active { "yes" } else { "no" }.to_owned();
            vec![
                admin.display_name.clone(),
                admin.email.clone(),
                active,
                admin.groups.join(", "),
            ]
        }),
    );
    let groups = table(
        &["group", "id"],
        empty
            .iter()
            .map(|group| vec![group.name.clone(), group.group_id.clone()]),
    );
    print(&format!(
        "administrators: {}\n{people}\n\ngroups without members: {}\n{groups}",
        administrators.len(),
        empty.len()
    ))?;
    if !note.is_empty() {
        print(&format!("\nnote: {note}"))?;
    }
    Ok(())
}

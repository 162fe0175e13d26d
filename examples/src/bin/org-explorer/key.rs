//! How the key is: accepted, with which scopes, and for how long.

use std::time::SystemTime;

use atlassian_admin::api_keys::ApiKey;
use atlassian_admin::{Error, Timestamp};
use clap::Args;
use examples::outcome::{Failure, chain};
use examples::output::{Format, Rows, note};
use serde::Serialize;

use crate::connection::Connection;

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// What to check.
#[derive(Args)]
pub(crate) struct Wanted {
    /// Only these scopes; all that this program can use unless given
    #[arg(long, value_name = "SCOPES", value_delimiter = ',')]
    scopes: Vec<String>,
    /// The name of the key, which tells it from others with the same scopes
    #[arg(long, value_name = "LABEL")]
    label: Option<String>,
    /// Warn if the key ends in fewer days than these
    #[arg(long, value_name = "N", default_value_t = 7)]
    warn_days: i64,
}

/// One thing that was checked.
#[derive(Serialize)]
struct Check {
    name: String,
    result: &'static str,
    detail: String,
}

/// What one scope opens.
#[derive(Clone, Copy)]
struct Scope {
    name: &'static str,
    opens: &'static str,
}

/// In the order in which they are asked for.
const SCOPES: [Scope; 7] = [
    Scope {
        name: "read:orgs:admin",
        opens: "org, orgs",
    },
    Scope {
        name: "read:accounts:admin",
        opens: "users --managed",
    },
    Scope {
        name: "read:directories:admin",
        opens: "users, confluence-users",
    },
    Scope {
        name: "read:domains:admin",
        opens: "domains, domain",
    },
    Scope {
        name: "read:events:admin",
        opens: "events, event",
    },
    Scope {
        name: "read:workspaces:admin",
        opens: "confluence-users",
    },
    Scope {
        name: "read:keys:admin",
        opens: "when the key ends",
    },
];

pub(crate) async fn status(
    connection: &Connection,
    wanted: &Wanted,
    format: Format,
) -> Result<(), Failure> {
    let known = |name: &String| SCOPES.iter().any(|scope| scope.name == name);
    if let Some(unknown) = wanted.scopes.iter().find(|name| !known(name)) {
        let all = SCOPES.map(|scope| scope.name).join(", ");
        return Err(Failure::Usage(format!(
            "--scopes: this program checks no {unknown:?}; it checks {all}"
        )));
    }
    let mut checks: Vec<Check> = Vec::new();
    let mut held: Vec<(&str, bool)> = Vec::new();
    let mut attention = false;
    for scope in SCOPES {
        // The scopes for what was not asked for tell keys from one another all the same.
        let asked = wanted.scopes.is_empty() || wanted.scopes.iter().any(|name| name == scope.name);
        let (result, detail) = match probe(connection, scope.name).await {
            Ok(()) => {
                held.push((scope.name, true));
                ("ok", scope.opens.to_owned())
            }
            Err(error) if error.is_unauthorized() => {
                return Err(Failure::Failed(chain(&error)));
            }
            Err(error) if error.is_not_found() => {
                return Err(Failure::Usage(format!(
                    "ATLASSIAN_ORG_ID: the key knows no organization {:?}",
                    connection.org.as_str()
                )));
            }
            Err(error) if error.is_forbidden() || error.is_missing_scope() => {
                held.push((scope.name, false));
                ("missing", format!("without it: no {}", scope.opens))
            }
            Err(error) => ("unknown", chain(&error)),
        };
        if asked {
            attention |= result != "ok";
            checks.push(Check {
                name: scope.name.to_owned(),
                result,
                detail,
            });
        }
    }
    let end = match ends(connection, &held, wanted).await {
        Ok(check) => check,
        // Only the end is not known; that the list of keys cannot be read is among the scopes.
        Err(error) if error.is_forbidden() || error.is_missing_scope() => Check {
            name: "end".to_owned(),
            result: "unknown",
            detail: "it takes read:keys:admin to see when keys end".to_owned(),
        },
        Err(error) => return Err(error.into()),
    };
    attention |= end.result == "soon";
    checks.push(end);
    let mut rows = Rows::new(format, &["check", "result", "detail"]);
    for check in &checks {
        let cells = |check: &Check| {
            vec![
                check.name.clone(),
                check.result.to_owned(),
                check.detail.clone(),
            ]
        };
        if !rows.push(check, cells)? {
            break;
        }
    }
    rows.finish()?;
    if attention {
        note("the key wants attention: see above");
        return Err(Failure::Told);
    }
    Ok(())
}

/// The smallest call that a scope opens.
async fn probe(connection: &Connection, scope: &str) -> Result<(), Error> {
    let (admin, org) = (&connection.admin, &connection.org);
    match scope {
        "read:orgs:admin" => admin.orgs().get(org).send().await.map(drop),
        "read:accounts:admin" => admin.managed_accounts().list(org).send().await.map(drop),
        "read:directories:admin" => admin.directories().list(org).send().await.map(drop),
        "read:domains:admin" => admin.domains().list(org).send().await.map(drop),
        "read:events:admin" => admin.events().actions(org).send().await.map(drop),
        "read:workspaces:admin" => {
            let workspaces = admin.workspaces().search(org).page_size(1);
            workspaces.send().await.map(drop)
        }
        _ => admin
            .api_keys()
            .list(org)
            .page_size(1)
            .send()
            .await
            .map(drop),
    }
}

/// When the key ends. The service does not say which of the organization's keys it is: those are left out that have
/// another name than was given, or other scopes than were found.
async fn ends(
    connection: &Connection,
    held: &[(&str, bool)],
    wanted: &Wanted,
) -> Result<Check, Error> {
    let now = Timestamp::from(SystemTime::now())
        .epoch_millis()
        .unwrap_or(i64::MAX);
    let mut candidates: Vec<(i64, String)> = Vec::new();
    let mut keys = connection.admin.api_keys().list(&connection.org).items();
    while let Some(key) = keys.next().await {
        let key = key?;
        let end = key.expires_at.as_ref().and_then(Timestamp::epoch_millis);
        let label = key.label.clone().unwrap_or_default();
        let named = wanted.label.as_ref().is_none_or(|wanted| *wanted == label);
        if let Some(end) = end.filter(|end| *end > now)
            && named
            && fits(&key, held)
        {
            candidates.push(((end - now) / DAY, label));
        }
    }
    candidates.sort();
    let detail = match candidates.as_slice() {
        [] => "no key of the organization is like this one".to_owned(),
        [(days, label)] => format!("{label:?} ends in {days} days"),
        [(days, label), rest @ ..] => format!(
            "it is one of {} keys with these scopes; the first to end is {label:?}, in {days} days; --label tells them apart",
            rest.len() + 1
        ),
    };
    let result = match candidates.first() {
        None => "unknown",
        Some((days, _)) if *days < wanted.warn_days => "soon",
        Some(_) => "ok",
    };
    Ok(Check {
        name: "end".to_owned(),
        result,
        detail,
    })
}

/// Whether a key can be the one that these scopes were found with.
fn fits(key: &ApiKey, held: &[(&str, bool)]) -> bool {
    let scopes = key.scopes.as_deref().unwrap_or_default();
    held.iter().all(|(scope, has)| {
        // A key without scopes may do everything.
        let may = scopes.is_empty() || scopes.iter().any(|held| held == scope);
        may == *has
    })
}

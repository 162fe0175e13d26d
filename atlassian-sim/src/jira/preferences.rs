//! What the caller set for itself: preferences and the language.

use serde_json::{Value, json};

use super::MANAGE;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/mypreferences", Login, get)
        .scopes(MANAGE, &["read:user-configuration:jira"]),
    Operation::new("PUT", "/rest/api/3/mypreferences", Login, set)
        .scopes(MANAGE, &["write:user-configuration:jira"]),
    Operation::new("DELETE", "/rest/api/3/mypreferences", Login, delete)
        .scopes(MANAGE, &["delete:user-configuration:jira"]),
    Operation::new("GET", "/rest/api/3/mypreferences/locale", Anonymous, locale)
        .scopes(MANAGE, &["read:user-configuration:jira"]),
    Operation::new("PUT", "/rest/api/3/mypreferences/locale", Login, set_locale),
];

/// What holds for those who set nothing.
const DEFAULTS: [(&str, &str); 3] = [
    ("user.notifications.mimetype", "html"),
    ("user.default.share.private", "true"),
    ("user.keyboard.shortcuts.disabled", "false"),
];

const LOCALE: &str = "jira.user.locale";

/// The languages of the site.
const LOCALES: [&str; 12] = [
    "en_US", "en_UK", "de_DE", "es_ES", "fr_FR", "it_IT", "ja_JP", "ko_KR", "pl_PL", "pt_BR",
    "ru_RU", "zh_CN",
];

fn no_such_key(key: &str) -> Reply {
    errors::jira(
        404,
        format!("The preference with the key '{key}' does not exist."),
    )
}

/// A key must be there; without one nothing is found.
fn key<'a>(call: &'a Call<'_>) -> Result<&'a str, Reply> {
    let key = call.query.filled("key").unwrap_or("");
    let fits = (1..=255).contains(&key.chars().count());
    fits.then_some(key).ok_or_else(|| no_such_key(key))
}

fn get(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let key = key(call)?;
    let state = call.read();
    let held = state.jira.site.people.get(&account);
    let held = held.and_then(|p| p.preferences.get(key));
    let default = DEFAULTS.iter().find(|(name, _)| *name == key);
    let value = held
        .map(String::as_str)
        .or(default.map(|(_, value)| *value));
    ok(&value.ok_or_else(|| no_such_key(key))?.into())
}

/// The value comes as plain text or as a JSON string.
fn set(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let key = key(call)?;
    let kind = call.content_type.unwrap_or("").split(';').next();
    let value = if kind.unwrap_or("").trim().eq_ignore_ascii_case("text/plain") {
        std::str::from_utf8(call.body).ok().map(str::to_owned)
    } else {
        match call.any_json()? {
            Value::String(text) => Some(text),
            other @ (Value::Bool(_) | Value::Number(_)) => Some(other.to_string()),
            _ => None,
        }
    };
    let fits = |value: &String| (1..=255).contains(&value.chars().count());
    let value = value
        .filter(fits)
        .ok_or_else(|| errors::jira(404, "The value of the preference is missing or not valid."))?;
    let mut state = call.write();
    let personal = state.jira.site.people.entry(account).or_default();
    personal.preferences.insert(key.to_owned(), value);
    Ok(Reply::empty(204))
}

fn delete(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let key = key(call)?;
    let mut state = call.write();
    let personal = state.jira.site.people.get_mut(&account);
    let removed = personal.and_then(|p| p.preferences.remove(key));
    removed
        .map(|_| Reply::empty(204))
        .ok_or_else(|| no_such_key(key))
}

/// The caller's own language, or the browser's, or the site's.
fn locale(call: &Call<'_>) -> Answer {
    let state = call.read();
    let own = call.caller.map(|account| {
        let personal = state.jira.site.people.get(&account);
        let chosen = personal.and_then(|p| p.preferences.get(LOCALE));
        chosen.map_or(&*state.users.get(account).locale, String::as_str)
    });
    let browser = || {
        let header = call.header("accept-language").unwrap_or("");
        let tags = header.split(',').filter_map(|part| part.split(';').next());
        let mut known = tags.filter_map(|tag| {
            let tag = tag.trim().replace('-', "_").to_lowercase();
            let starts = |l: &&&str| !tag.is_empty() && l.to_lowercase().starts_with(&tag);
            LOCALES.iter().find(starts).copied()
        });
        known.next()
    };
    let locale = own.or_else(browser).unwrap_or(LOCALES[0]);
    ok(&json!({ "locale": locale }))
}

fn set_locale(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let body = call.json()?;
    let locale = body["locale"].as_str().unwrap_or("");
    if !LOCALES.contains(&locale) {
        return Err(errors::bad_request(format!(
            "Locale '{locale}' is not supported."
        )));
    }
    let mut state = call.write();
    let personal = state.jira.site.people.entry(account).or_default();
    personal
        .preferences
        .insert(LOCALE.to_owned(), locale.to_owned());
    Ok(Reply::empty(204))
}

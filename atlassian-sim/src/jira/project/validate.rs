//! Keys and names of projects: whether they are allowed and free.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::errors;
use crate::jira::READ_WORK;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/projectvalidate/key", Login, key)
        .scopes(READ_WORK, &["read:project:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/projectvalidate/validProjectKey",
        Login,
        free_key,
    )
    .scopes(READ_WORK, &["read:project:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/projectvalidate/validProjectName",
        Login,
        free_name,
    )
    .scopes(READ_WORK, &["read:project:jira"]),
];

/// The longest key.
const KEY_LIMIT: usize = 10;
/// The longest name.
const NAME_LIMIT: usize = 80;

/// What is wrong with which field of a body.
#[derive(Debug, Default)]
pub(crate) struct Errors(Map<String, Value>);

impl Errors {
    /// Only the first complaint about a field is kept.
    pub(crate) fn add(&mut self, field: &str, message: &str) {
        if !self.0.contains_key(field) {
            self.0.insert(field.to_owned(), message.into());
        }
    }

    fn body(self) -> Value {
        json!({ "errorMessages": [], "errors": self.0 })
    }

    /// 400 if there is anything.
    pub(crate) fn refuse(self) -> Result<(), Reply> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Reply::json(400, &self.body()))
        }
    }
}

/// Complains about a key that is malformed, or taken by another project than `own`.
pub(crate) fn check_key(state: &State, own: Option<u32>, key: &str, wrong: &mut Errors) {
    let mut letters = key.chars();
    let starts_well = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    let goes_well = letters.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if key.is_empty() {
        wrong.add("projectKey", "You must specify a unique project key, at least 2 characters long, containing only uppercase letters.");
    } else if !starts_well || !goes_well || key.len() < 2 {
        wrong.add("projectKey", "Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.");
    } else if key.len() > KEY_LIMIT {
        wrong.add(
            "projectKey",
            "The project key must not exceed 10 characters in length.",
        );
    } else if let Some(other) = state
        .jira
        .projects
        .by_key(key)
        .filter(|p| Some(p.id) != own)
    {
        let message = format!("Project '{}' uses this project key.", other.name);
        wrong.add("projectKey", &message);
    }
}

/// Whether another project than `own` has this name. Those in the trash keep theirs.
fn name_taken(state: &State, own: Option<u32>, name: &str) -> bool {
    let name = name.to_lowercase();
    let mut others = state.jira.projects.all().filter(|p| Some(p.id) != own);
    others.any(|p| p.name.to_lowercase() == name)
}

/// Complains about a name that is malformed, or taken by another project than `own`.
pub(crate) fn check_name(state: &State, own: Option<u32>, name: &str, wrong: &mut Errors) {
    if name.is_empty() {
        wrong.add("projectName", "You must specify a valid project name.");
    } else if name.chars().count() > NAME_LIMIT {
        wrong.add(
            "projectName",
            "The project name must not exceed 80 characters in length.",
        );
    } else if name_taken(state, own, name) {
        wrong.add("projectName", "A project with that name already exists.");
    }
}

/// What is wrong with a key, as a 200 whose `errors` are empty where nothing is.
fn key(call: &Call<'_>) -> Answer {
    let mut wrong = Errors::default();
    check_key(
        &call.read(),
        None,
        call.query.get("key").unwrap_or(""),
        &mut wrong,
    );
    ok(&wrong.body())
}

/// A key that is free: the one asked for, or one made from it.
fn free_key(call: &Call<'_>) -> Answer {
    let state = call.read();
    let asked = call.query.get("key").unwrap_or("");
    let mut base: String = asked
        .to_uppercase()
        .chars()
        .skip_while(|c| !c.is_ascii_uppercase())
        .filter(char::is_ascii_alphanumeric)
        .take(KEY_LIMIT)
        .collect();
    if base.is_empty() {
        return ok(&"".into());
    }
    if base.len() < 2 {
        base.push('A');
    }
    let numbered = (2_u32..).map(|n| {
        let number = n.to_string();
        let room = KEY_LIMIT.saturating_sub(number.len());
        base.chars().take(room).collect::<String>() + &number
    });
    let mut candidates = std::iter::once(base.clone()).chain(numbered);
    let free = candidates.find(|key| state.jira.projects.by_key(key).is_none());
    ok(&free.into())
}

/// A name that is free: the one asked for, or the same with a number.
fn free_name(call: &Call<'_>) -> Answer {
    let asked = call.query.required("name")?;
    if asked.chars().count() > NAME_LIMIT {
        return Err(errors::bad_request(
            "The project name must not exceed 80 characters in length.",
        ));
    }
    let state = call.read();
    let numbered = (2_u32..).map(|n| format!("{asked} ({n})"));
    let mut candidates = std::iter::once(asked.to_owned()).chain(numbered);
    let free = candidates.find(|name| !name_taken(&state, None, name));
    ok(&free.into())
}

//! Searching accounts by what they did: `is assignee of ACME AND is voter of (ACME-1, ACME-2)`.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::READ_USERS;
use super::users::has_property;
use super::views::listed;
use crate::call::Call;
use crate::errors;
use crate::paging::{Window, bean};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::Issue;
use crate::state::users::User;

const READ: &[&str] = &[
    "read:comment:jira",
    "read:issue:jira",
    "read:issue.vote:jira",
    "read:issue.watcher:jira",
    "read:project:jira",
    "read:user:jira",
    "read:user.property:jira",
];

/// The last account that is looked at.
const LAST: usize = 1_000;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/user/search/query", Login, accounts).scopes(
        READ_USERS,
        &[
            "read:comment:jira",
            "read:issue:jira",
            "read:issue.vote:jira",
            "read:issue.watcher:jira",
            "read:project:jira",
            "read:user:jira",
            "read:user.property:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
        ],
    ),
    Operation::new("GET", "/rest/api/3/user/search/query/key", Login, keys)
        .scopes(READ_USERS, READ),
];

/// What somebody is to an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Assignee,
    Reporter,
    Watcher,
    Voter,
    Commenter,
    Transitioner,
}

const PARTS: [(&str, Part); 6] = [
    ("assignee", Part::Assignee),
    ("reporter", Part::Reporter),
    ("watcher", Part::Watcher),
    ("voter", Part::Voter),
    ("commenter", Part::Commenter),
    ("transitioner", Part::Transitioner),
];

impl Part {
    fn collect(self, issue: &Issue, into: &mut HashSet<u32>) {
        let is_status = FieldId::System(System::Status);
        match self {
            Self::Assignee => into.extend(issue.assignee),
            Self::Reporter => into.extend(issue.reporter),
            Self::Watcher => into.extend(&issue.watchers),
            Self::Voter => into.extend(&issue.voters),
            Self::Commenter => into.extend(issue.comments.iter().filter_map(|c| c.author)),
            Self::Transitioner => {
                let moves = issue
                    .history
                    .iter()
                    .filter(|change| change.items.iter().any(|item| item.field == is_status));
                into.extend(moves.map(|change| change.author));
            }
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Statement {
    /// Of a project, or of issues.
    Is(Part, Vec<String>),
    Has(Vec<String>, String),
}

/// Statements of which all hold, of which any holds: `AND` binds more closely than `OR`.
type Query = Vec<Vec<Statement>>;

fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '(' | ')' | ',' => rest.split_at_checked(1)?,
            '"' => {
                let end = rest.get(1..)?.find('"')? + 2;
                rest.split_at_checked(end)?
            }
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || "(),\"".contains(c));
                rest.split_at_checked(end.unwrap_or(rest.len()))?
            }
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    Some(words)
}

fn parse(text: &str) -> Option<Query> {
    let words = words(text)?;
    let mut words = words.iter().map(String::as_str).peekable();
    let mut query = vec![Vec::new()];
    loop {
        query.last_mut()?.push(statement(&mut words)?);
        match words.next() {
            None => return Some(query),
            Some(word) if word.eq_ignore_ascii_case("and") => {}
            Some(word) if word.eq_ignore_ascii_case("or") => query.push(Vec::new()),
            Some(_) => return None,
        }
    }
}

fn statement<'a>(
    words: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>,
) -> Option<Statement> {
    let first = words.next()?;
    let mut word = |wanted: &str| words.next().filter(|w| w.eq_ignore_ascii_case(wanted));
    if let Some(path) = first.strip_prefix('[') {
        let (key, path) = path.split_once(']')?;
        word("is")?;
        let value = words.next()?.trim_matches('"').to_owned();
        let path = path.split('.').filter(|part| !part.is_empty());
        let path = std::iter::once(key).chain(path).map(str::to_owned);
        return Some(Statement::Has(path.collect(), value));
    }
    if !first.eq_ignore_ascii_case("is") {
        return None;
    }
    let name = words.next()?;
    let part = PARTS
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known));
    let part = part?.1;
    words.next().filter(|w| w.eq_ignore_ascii_case("of"))?;
    let mut names = Vec::new();
    match words.next()? {
        "(" => loop {
            names.push(words.next()?.to_owned());
            match words.next()? {
                ")" => break,
                "," => {}
                _ => return None,
            }
        },
        name => names.push(name.to_owned()),
    }
    Some(Statement::Is(part, names))
}

/// A statement, with the accounts that it is about found out once.
enum Test<'a> {
    OneOf(HashSet<u32>),
    Has(&'a [String], &'a str),
}

impl<'a> Test<'a> {
    fn of(call: &Call<'_>, state: &State, statement: &'a Statement) -> Result<Self, Reply> {
        let (part, names) = match statement {
            Statement::Is(part, names) => (part, names),
            Statement::Has(path, value) => return Ok(Self::Has(path, value)),
        };
        let mut found = HashSet::new();
        for name in names {
            if let Some(issue) = state.visible_issue(call.caller, name) {
                part.collect(issue, &mut found);
            } else if let Some(project) = state.visible_project(call.caller, name) {
                let issues = project.numbers.iter();
                let issues = issues.filter_map(|id| state.jira.issues.get(*id));
                let here = issues.filter(|i| i.project == project.id);
                for issue in here.filter(|i| state.sees(call.caller, i)) {
                    part.collect(issue, &mut found);
                }
            } else {
                return Err(errors::bad_request(format!(
                    "No project or issue could be found with key '{name}'."
                )));
            }
        }
        Ok(Self::OneOf(found))
    }

    fn passes(&self, state: &State, account: u32) -> bool {
        match self {
            Self::OneOf(accounts) => accounts.contains(&account),
            Self::Has(path, value) => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                has_property(state, account as usize, &path, value)
            }
        }
    }
}

/// A window of the directory, up to its thousandth account, of which those are shown that fit.
fn search(call: &Call<'_>, size: &str, view: impl Fn(u32, &User) -> Value) -> Answer {
    call.need_browse_users()?;
    let text = call.query.required("query")?;
    let wrong = || errors::bad_request(format!("The query '{text}' is not valid."));
    let query = parse(text).ok_or_else(wrong)?;
    let window = Window {
        start: call.query.number("startAt", 0)?,
        size: call.query.number(size, 100)?.clamp(1, LAST),
    };
    let state = call.read();
    let mut tests = Vec::new();
    for all in &query {
        let tested = all.iter().map(|s| Test::of(call, &state, s));
        tests.push(tested.collect::<Result<Vec<_>, _>>()?);
    }
    let passes = |account| {
        let mut any = tests.iter();
        any.any(|all| all.iter().all(|test| test.passes(&state, account)))
    };
    let total = state.users.all().len().min(LAST);
    let users = state.users.all().iter().zip(0..).take(LAST);
    let shown = users
        .skip(window.start)
        .take(window.size)
        .filter(|(user, at)| user.visible() && passes(*at));
    let shown: Vec<Value> = shown.map(|(user, at)| view(at, user)).collect();
    ok(&bean(call, window, total, &shown))
}

fn accounts(call: &Call<'_>) -> Answer {
    search(call, "maxResults", |at, user| listed(call, at, user))
}

/// The one operation whose page size is called `maxResult`.
fn keys(call: &Call<'_>) -> Answer {
    search(
        call,
        "maxResult",
        |_, user| json!({ "accountId": &*user.id }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read_as_they_are_documented() {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let found = parse(
            "is assignee of PROJ AND is Voter of (PROJ-1, PROJ-2) or [location].office.city is \"New York\"",
        );
        let wanted = vec![
            vec![
                Statement::Is(Part::Assignee, names(&["PROJ"])),
                Statement::Is(Part::Voter, names(&["PROJ-1", "PROJ-2"])),
            ],
            vec![Statement::Has(
                names(&["location", "office", "city"]),
                "New York".to_owned(),
            )],
        ];
        assert_eq!(found, Some(wanted));
        for bad in [
            "",
            "is",
            "is king of PROJ",
            "is assignee PROJ",
            "is assignee of (PROJ",
            "is assignee of PROJ AND",
            "is assignee of PROJ PROJ",
            "[a.b is c",
            "[a].b is \"c",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}

//! People: one account for each account id, or each user name where there are no ids.

use serde_json::Value;

use super::Loader;
use super::values::text;
use crate::state::groups::SOFTWARE_USERS;
use crate::state::users::{Kind, Mail, Standing, User};

/// What tells people apart.
fn name_of(person: &Value) -> Option<&str> {
    ["accountId", "name", "key", "displayName"]
        .into_iter()
        .find_map(|field| text(person, field))
}

impl Loader<'_> {
    /// Gets to know everybody in a line, so that texts can name people who come later.
    pub(super) fn meet(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.meet(item)),
            Value::Object(_) if text(value, "displayName").is_some() => {
                self.person(value);
            }
            Value::Object(fields) => fields.values().for_each(|field| self.meet(field)),
            _ => {}
        }
    }

    /// The account of a person, made when it is not there yet; `None` for nobody.
    pub(super) fn person(&mut self, person: &Value) -> Option<u32> {
        let name = name_of(person)?;
        if let Some(account) = self.people.get(name) {
            return Some(*account);
        }
        let given = text(person, "accountId");
        let known = given.and_then(|id| self.state.users.known(id));
        let account = known.unwrap_or_else(|| self.account(person, name, given));
        self.people.insert(name.to_owned(), account);
        Some(account)
    }

    fn account(&mut self, person: &Value, name: &str, given: Option<&str>) -> u32 {
        let kind = match person["accountType"].as_str() {
            Some("app") => Kind::App,
            Some("customer") => Kind::Customer,
            _ => Kind::Atlassian,
        };
        let id = given.map_or_else(|| format!("712020:{}", self.rng.uuid()), str::to_owned);
        let shown = text(person, "displayName").unwrap_or(name);
        // Nobody's real address: a test must not be able to write to people.
        let email = if kind == Kind::App {
            String::new()
        } else {
            self.email(if given.is_some() { shown } else { name })
        };
        let mut user = User::invited(id, shown, &email);
        user.kind = kind;
        user.mail = if email.is_empty() {
            Mail::Absent
        } else {
            Mail::nth(self.state.users.all().len())
        };
        if person["active"] == false {
            user.standing = Standing::Inactive;
        }
        if let Some(zone) = text(person, "timeZone") {
            user.zone = zone.into();
        }
        let account = self.state.users.push(user);
        if kind != Kind::Customer {
            self.state.join(account, SOFTWARE_USERS);
        }
        account
    }

    /// An address at example.com that nobody has.
    fn email(&mut self, name: &str) -> String {
        let mut local = String::new();
        for c in name.to_lowercase().chars() {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                local.push(c);
            } else if !local.is_empty() && !local.ends_with('-') {
                local.push('-');
            }
        }
        let local = match local.trim_end_matches('-') {
            "" => "person",
            local => local,
        };
        let mut email = format!("{local}@example.com");
        let mut again = 2_u32;
        while !self.emails.insert(email.clone()) {
            email = format!("{local}-{again}@example.com");
            again += 1;
        }
        email
    }
}

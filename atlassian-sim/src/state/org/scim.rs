//! What an identity provider has provisioned.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::state::State;
use crate::state::users::Standing;
use crate::time::DAY;

/// The one directory that is kept in step by an identity provider.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Scim {
    pub(crate) directory_id: String,
    /// The secret of the directory's key.
    pub(crate) key: String,
    pub(crate) key_expires: i64,
    pub(crate) users: Vec<ScimUser>,
    pub(crate) groups: Vec<ScimGroup>,
}

/// A provisioned person: a record that is linked to an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ScimUser {
    pub(crate) id: String,
    pub(crate) account: u32,
    /// What the identity provider wrote, without what the service itself adds.
    pub(crate) attributes: Map<String, Value>,
    pub(crate) created: i64,
    pub(crate) modified: i64,
}

impl ScimUser {
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).and_then(Value::as_str)
    }

    pub(crate) fn user_name(&self) -> &str {
        self.text("userName").unwrap_or("")
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ScimGroup {
    pub(crate) id: String,
    pub(crate) slot: u32,
    pub(crate) external_id: Option<String>,
    pub(crate) created: i64,
    pub(crate) modified: i64,
}

impl Scim {
    /// Renews the key of a site that is started long after its generated present.
    pub(crate) fn renew(&mut self, now: i64) {
        if self.key_expires < now + 36 * DAY {
            self.key_expires = now + 360 * DAY;
        }
    }

    pub(crate) fn user(&self, id: &str) -> Option<&ScimUser> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(crate) fn user_mut(&mut self, id: &str) -> Option<&mut ScimUser> {
        self.users.iter_mut().find(|user| user.id == id)
    }

    pub(crate) fn user_of(&self, account: u32) -> Option<&ScimUser> {
        self.users.iter().find(|user| user.account == account)
    }

    pub(crate) fn group(&self, id: &str) -> Option<&ScimGroup> {
        self.groups.iter().find(|group| group.id == id)
    }

    pub(crate) fn group_mut(&mut self, id: &str) -> Option<&mut ScimGroup> {
        self.groups.iter_mut().find(|group| group.id == id)
    }
}

impl State {
    /// Whether the identity provider keeps the account.
    pub(crate) fn provisioned(&self, account: u32) -> bool {
        self.org.scim.user_of(account).is_some()
    }

    /// Carries what the identity provider wrote over to the account.
    pub(crate) fn apply_scim(&mut self, now: i64, record: &ScimUser) {
        let account = record.account;
        let display = record
            .text("displayName")
            .or_else(|| record.attributes.get("name")?.get("formatted")?.as_str())
            .or_else(|| record.text("userName"));
        let user = self.users.get_mut(account);
        if let Some(name) = display.filter(|name| !name.is_empty()) {
            user.name = name.into();
        }
        if let Some(email) = primary_email(&record.attributes) {
            user.email = email.into();
        }
        if let Some(zone) = record.text("timezone") {
            user.zone = zone.into();
        }
        if let Some(language) = record.text("preferredLanguage") {
            user.locale = language.replace('-', "_").into();
        }
        let active = record.attributes.get("active") != Some(&Value::Bool(false));
        match (active, user.standing) {
            (true, Standing::Inactive) => self.activate(account),
            (false, Standing::Active) => self.deactivate(now, account),
            _ => {}
        }
        let text = |name: &str| Some(record.text(name).unwrap_or("").to_owned());
        let profile = self.profile_mut(account);
        profile.nickname = record.text("nickName").map(str::to_owned);
        profile.job_title = text("title");
        profile.department = text("department");
        profile.organization = text("organization");
    }
}

/// The address that is marked as primary.
pub(crate) fn primary_email(attributes: &Map<String, Value>) -> Option<&str> {
    attributes
        .get("emails")?
        .as_array()?
        .iter()
        .find(|email| email.get("primary") == Some(&Value::Bool(true)))?
        .get("value")?
        .as_str()
}

//! What is written of people.

use std::collections::BTreeMap;

use atlassian_core::model::Serialize;

use super::super::changes::Changes;
use super::{Contact, Name, UserAttribute};

/// A person to provision, or what a person is to be from now on.
///
/// ```
/// use atlassian_admin::scim::users::{Contact, UserDetails};
///
/// let mia = UserDetails::new("mia@example.com", "mia@example.com")
///     .display_name("Mia Example")
///     .phone_number(Contact::new("+49 30 1234567").kind("work"));
/// ```
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserDetails {
    schemas: [&'static str; 1],
    user_name: String,
    emails: Vec<Contact>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phone_numbers: Vec<Contact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
    #[serde(flatten)]
    texts: BTreeMap<&'static str, String>,
}

impl UserDetails {
    /// A person with this unique name and this primary e-mail address.
    pub fn new(user_name: impl Into<String>, email: impl Into<String>) -> Self {
        Self {
            schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
            user_name: user_name.into(),
            emails: vec![Contact::primary(email)],
            phone_numbers: Vec::new(),
            name: None,
            active: None,
            texts: BTreeMap::new(),
        }
    }

    /// One more e-mail address.
    #[must_use]
    pub fn email(mut self, email: Contact) -> Self {
        self.emails.push(email);
        self
    }

    /// One more phone number.
    #[must_use]
    pub fn phone_number(mut self, number: Contact) -> Self {
        self.phone_numbers.push(number);
        self
    }

    /// The parts of the name.
    #[must_use]
    pub fn name(mut self, name: Name) -> Self {
        self.name = Some(name);
        self
    }

    /// Whether the account can be used; it can unless said otherwise.
    #[must_use]
    pub fn active(mut self, active: bool) -> Self {
        self.active = Some(active);
        self
    }
}

/// Changes of single attributes, carried out in this order.
///
/// ```
/// use atlassian_admin::scim::users::{UserAttribute, UserChanges};
///
/// let leave = UserChanges::default().active(false).clear(UserAttribute::Title);
/// ```
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct UserChanges(Changes<Value>);

#[derive(Clone, Debug, serde::Serialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Flag(bool),
    Name(Name),
    Contacts(Vec<Contact>),
}

impl UserChanges {
    /// The unique name.
    #[must_use]
    pub fn user_name(self, text: impl Into<String>) -> Self {
        self.set("userName", Value::Text(text.into()))
    }

    /// Whether the account can be used.
    #[must_use]
    pub fn active(self, active: bool) -> Self {
        self.set("active", Value::Flag(active))
    }

    /// The parts of the name, all of them.
    #[must_use]
    pub fn name(self, name: Name) -> Self {
        self.set("name", Value::Name(name))
    }

    /// The e-mail addresses, all of them; one must be primary.
    #[must_use]
    pub fn emails(self, emails: impl IntoIterator<Item = Contact>) -> Self {
        self.set("emails", Value::Contacts(emails.into_iter().collect()))
    }

    /// The phone numbers, all of them.
    #[must_use]
    pub fn phone_numbers(self, numbers: impl IntoIterator<Item = Contact>) -> Self {
        self.set(
            "phoneNumbers",
            Value::Contacts(numbers.into_iter().collect()),
        )
    }

    /// Empties an attribute.
    #[must_use]
    pub fn clear(self, attribute: impl Into<UserAttribute>) -> Self {
        Self(self.0.remove(attribute.into().as_str().to_owned()))
    }

    fn set(self, attribute: &'static str, value: Value) -> Self {
        Self(self.0.replace(attribute, value))
    }
}

/// The attributes that are plain texts.
macro_rules! texts {
    ($( $(#[$doc:meta])* $name:ident = $attribute:literal; )+) => {
        impl UserDetails {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(mut self, text: impl Into<String>) -> Self {
                    self.texts.insert($attribute, text.into());
                    self
                }
            )+
        }

        impl UserChanges {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(self, text: impl Into<String>) -> Self {
                    self.set($attribute, Value::Text(text.into()))
                }
            )+
        }
    };
}

texts! {
    /// The identity provider's own id.
    external_id = "externalId";
    /// The name to show.
    display_name = "displayName";
    /// What the person is called.
    nick_name = "nickName";
    /// The job title.
    title = "title";
    /// The language, like `de-DE`.
    preferred_language = "preferredLanguage";
    /// The time zone, like `Europe/Berlin`.
    time_zone = "timezone";
    /// The department.
    department = "department";
    /// For whom the person works.
    organization = "organization";
}

//! Application properties and what the site is configured to allow.

use serde::{Deserialize, Serialize};

use super::words::Word;

/// Of a property, only what can be set is saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "(String, String)", into = "(String, String)")]
pub(crate) struct Property {
    pub(crate) key: Word,
    pub(crate) name: Word,
    pub(crate) desc: Option<Word>,
    pub(crate) kind: PropertyKind,
    pub(crate) default: Word,
    pub(crate) value: String,
    /// Also shown among the advanced settings.
    pub(crate) advanced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PropertyKind {
    Text,
    Boolean,
    Number,
    OneOf(&'static [&'static str]),
}

impl PropertyKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Boolean => "boolean",
            Self::Number => "int",
            Self::OneOf(_) => "enum",
        }
    }

    pub(crate) fn accepts(self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Boolean => matches!(value, "true" | "false"),
            Self::Number => value.parse::<i32>().is_ok(),
            Self::OneOf(allowed) => allowed.contains(&value),
        }
    }
}

/// Key, name, description, type, default, advanced.
type Row = (
    &'static str,
    &'static str,
    Option<&'static str>,
    PropertyKind,
    &'static str,
    bool,
);

use PropertyKind::{Boolean, Number, OneOf, Text};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("jira.ajax.autocomplete.limit", "Suggestions in pickers", Some("How many suggestions a picker shows."), Number, "20", true),
    ("jira.clone.prefix", "The prefix added to the Summary field of cloned issues", None, Text, "CLONE -", true),
    ("jira.comment.collapsing.minimum.hidden", "Comments to collapse", Some("The smallest number of comments that are collapsed; 0 switches collapsing off."), Number, "4", true),
    ("jira.date.picker.java.format", "Date Picker Format (Java)", Some("The date format of dates made on the server."), Text, "d/MMM/yy", true),
    ("jira.date.picker.javascript.format", "Date Picker Format (Javascript)", Some("The date format of dates made in the browser."), Text, "%e/%b/%y", true),
    ("jira.date.time.picker.java.format", "Date Time Picker Format (Java)", None, Text, "dd/MMM/yy h:mm a", true),
    ("jira.date.time.picker.javascript.format", "Date Time Picker Format (Javascript)", None, Text, "%e/%b/%y %I:%M %p", true),
    ("jira.date.time.picker.use.iso8061", "Use ISO 8601 standard in Date Picker", Some("Weeks begin on Monday."), Boolean, "false", false),
    ("jira.issue.actions.order", "Actions order", Some("The order of comments and history on an issue."), OneOf(&["asc", "desc"]), "asc", true),
    ("jira.issuenav.criteria.autoupdate", "Auto Update Criteria", Some("Turn on to update search results automatically"), Boolean, "true", false),
    ("jira.lf.date.complete", "Complete date format", None, Text, "dd/MMM/yy h:mm a", false),
    ("jira.lf.date.day", "Day format", None, Text, "EEEE h:mm a", false),
    ("jira.lf.date.dmy", "Day, month and year format", None, Text, "dd/MMM/yy", false),
    ("jira.lf.date.time", "Time format", None, Text, "h:mm a", false),
    ("jira.lf.favicon.hires.url", "Favicon, high resolution", None, Text, "/images/64jira.png", false),
    ("jira.lf.favicon.url", "Favicon", None, Text, "/favicon.ico", false),
    ("jira.lf.hero.button.base.bg.colour", "Hero button background", None, Text, "#3b7fc4", false),
    ("jira.lf.logo.show.application.title", "Show the title beside the logo", None, Boolean, "false", false),
    ("jira.lf.logo.url", "Logo", None, Text, "/images/icon-jira-logo.png", false),
    ("jira.lf.navigation.bgcolour", "Sidebar background", None, Text, "#0747A6", false),
    ("jira.lf.navigation.highlightcolour", "Sidebar text", None, Text, "#DEEBFF", false),
    ("jira.newsletter.tip.delay.days", "Days before the newsletter tip", None, Number, "7", true),
    ("jira.option.globalsharing", "Sharing with everyone who is signed in", None, Boolean, "true", false),
    ("jira.title", "Title", Some("The name of the site."), Text, "Jira", false),
    ("jira.view.issue.links.sort.order", "Order of issue links", None, Text, "type, status, priority", true),
    ("xflow.product.suggestions.enabled", "Suggest other products", None, Boolean, "true", false),
];

impl From<Property> for (String, String) {
    fn from(property: Property) -> Self {
        (property.key.to_owned(), property.value)
    }
}

impl TryFrom<(String, String)> for Property {
    type Error = String;

    fn try_from((key, value): (String, String)) -> Result<Self, String> {
        let known = properties().into_iter().find(|known| known.key == key);
        let known = known.ok_or_else(|| format!("there is no application property {key}"))?;
        Ok(Self { value, ..known })
    }
}

pub(crate) fn properties() -> Vec<Property> {
    ROWS.iter()
        .map(|&(key, name, desc, kind, default, advanced)| Property {
            key,
            name,
            desc,
            kind,
            default,
            value: if key == "jira.title" {
                "Acme".to_owned()
            } else {
                default.to_owned()
            },
            advanced,
        })
        .collect()
}

//! `jira_settings`: the site's feature flags and its application properties.

use std::collections::HashSet;

use jira_client::cloud::Jira;
use jira_client::cloud::settings::ApplicationProperty;
use serde_json::{Map, Value};

use super::{Failure, Recorder};
use crate::snapshot::store::{Row, text};
use crate::source::is_not_granted;

const CONFIGURATION: &str = "configuration";
const PROPERTY: &str = "application-property";

pub(super) async fn run(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    configuration(recorder, jira).await?;
    properties(recorder, jira).await
}

async fn configuration(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    // As it was sent: flags that the model does not know yet are settings too.
    let sent = jira.settings().configuration();
    match sent.into_call().send_as::<Map<String, Value>>().await {
        Ok(flags) => {
            let mut rows = Vec::new();
            flatten("", &flags, &mut rows);
            recorder.add(rows).await?;
        }
        Err(error) if is_not_granted(&error) => {
            recorder.say(format!("configuration unreadable ({error})"));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Names what is nested by its path: `timeTrackingConfiguration.workingHoursPerDay`.
fn flatten(prefix: &str, object: &Map<String, Value>, rows: &mut Vec<Row>) {
    for (name, value) in object {
        let key = format!("{prefix}{name}");
        match value {
            Value::Object(inner) => flatten(&format!("{key}."), inner, rows),
            value => rows.push(row(CONFIGURATION, &key, &key, &plain(value))),
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The general properties and the advanced ones. Some are in both lists; each is stored once.
async fn properties(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    let mut seen = HashSet::new();
    let general = jira.settings().properties().send().await;
    let advanced = match &general {
        Ok(_) => Some(jira.settings().advanced().send().await),
        Err(_) => None,
    };
    for list in std::iter::once(general).chain(advanced) {
        let list = match list {
            Ok(list) => list,
            // Without the permission, the general list is said not to be there.
            Err(error) if is_not_granted(&error) || error.is_not_found() => {
                recorder.say(format!(
                    "application properties need a Jira admin token ({error})"
                ));
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let new = list
            .into_iter()
            .filter(|property| match property {
                Ok(property) => seen.insert(key_of(property).to_owned()),
                Err(_) => true,
            })
            .collect();
        recorder
            .store(new, |property| Some(property_row(&property)))
            .await?;
    }
    Ok(())
}

fn key_of(property: &ApplicationProperty) -> &str {
    property.key.as_ref().unwrap_or(&property.id).as_str()
}

fn property_row(property: &ApplicationProperty) -> Row {
    row(
        PROPERTY,
        key_of(property),
        property.name.as_deref().unwrap_or_default(),
        property.value.as_deref().unwrap_or_default(),
    )
}

fn row(source: &str, key: &str, name: &str, value: &str) -> Row {
    vec![text(source), text(key), text(name), text(value)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_flags_are_named_by_their_path() {
        let sent = r#"{"votingEnabled":true,"timeTrackingConfiguration":{"workingHoursPerDay":8.0,
            "timeFormat":"pretty","deep":{"list":[1,"a"],"none":null}}}"#;
        let mut rows = Vec::new();
        flatten("", &serde_json::from_str(sent).unwrap(), &mut rows);
        rows.sort_by_key(|row| format!("{row:?}"));
        let expected = [
            ("timeTrackingConfiguration.deep.list", r#"[1,"a"]"#),
            ("timeTrackingConfiguration.deep.none", ""),
            ("timeTrackingConfiguration.timeFormat", "pretty"),
            ("timeTrackingConfiguration.workingHoursPerDay", "8.0"),
            ("votingEnabled", "true"),
        ];
        assert_eq!(
            rows,
            expected.map(|(key, value)| row(CONFIGURATION, key, key, value))
        );
    }
}

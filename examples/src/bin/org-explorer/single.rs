//! One thing, with everything that the service tells of it.

use examples::outcome::Failure;
use examples::output::{Format, Rows, print, report};
use serde::Serialize;
use serde_json::Value;

use crate::connection::Connection;
use crate::listings::or_absent;

pub(crate) async fn org(connection: &Connection, format: Format) -> Result<(), Failure> {
    let id = &connection.org;
    let found = connection.admin.orgs().get(id).send().await;
    let found = found.map_err(|error| {
        if error.is_not_found() {
            return Failure::Usage(format!(
                "ATLASSIAN_ORG_ID: the key knows no organization {:?}",
                id.as_str()
            ));
        }
        error.into()
    })?;
    show(&found.data, format)
}

pub(crate) async fn domain(
    connection: &Connection,
    id: &str,
    format: Format,
) -> Result<(), Failure> {
    let found = connection.admin.domains().get(&connection.org, id).send();
    let found = found
        .await
        .map_err(|error| or_absent("domain", id, error))?;
    show(&found.data, format)
}

pub(crate) async fn event(
    connection: &Connection,
    id: &str,
    format: Format,
) -> Result<(), Failure> {
    let found = connection.admin.events().get(&connection.org, id).send();
    let found = found.await.map_err(|error| or_absent("event", id, error))?;
    show(&found.data, format)
}

/// For people one field on each line; for programs one object, or one row for each field.
fn show(thing: &impl Serialize, format: Format) -> Result<(), Failure> {
    let value = serde_json::to_value(thing).map_err(|error| Failure::Failed(error.to_string()))?;
    if format == Format::Json {
        print(&value.to_string())?;
        return Ok(());
    }
    let mut fields = Vec::new();
    flatten("", &value, &mut fields);
    if format == Format::Table {
        print(&report(["field", "value"], fields))?;
        return Ok(());
    }
    let mut rows = Rows::new(format, &["field", "value"]);
    for field in &fields {
        if !rows.push(field, |field| field.to_vec())? {
            return Ok(());
        }
    }
    rows.finish()?;
    Ok(())
}

fn flatten(path: &str, value: &Value, fields: &mut Vec<[String; 2]>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                flatten(&below(name), value, fields);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                flatten(&below(&index.to_string()), value, fields);
            }
        }
        Value::String(text) => fields.push([path.to_owned(), text.clone()]),
        other => fields.push([path.to_owned(), other.to_string()]),
    }
}

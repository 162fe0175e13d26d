//! Real answers of real sites: each is read, and what is read and written back loses nothing.

mod around;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jira_client::cloud::application_roles::ApplicationRole;
use jira_client::cloud::audit_records::AuditRecord;
use jira_client::cloud::groups::Group;
use jira_client::cloud::server_info::ServerInformation;
use jira_client::cloud::settings::{ApplicationProperty, Configuration};
use jira_client::cloud::users::User;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How many recordings of each kind were read.
#[derive(Default)]
pub(crate) struct Count(pub(crate) BTreeMap<&'static str, usize>);

impl Count {
    /// Reads one value and compares what is written back.
    pub(crate) fn read<T: DeserializeOwned + Serialize>(
        &mut self,
        kind: &'static str,
        sent: &Value,
        at: &str,
    ) {
        let read: T = match serde_json::from_str(&sent.to_string()) {
            Ok(read) => read,
            Err(error) => panic!("{at}: {error}\n{sent:#}"),
        };
        let written = serde_json::to_value(read).unwrap();
        let lost = lost(sent, &written, String::new());
        assert!(lost.is_empty(), "{at}: lost or changed {lost:?}");
        *self.0.entry(kind).or_default() += 1;
    }

    pub(crate) fn read_all<T: DeserializeOwned + Serialize>(
        &mut self,
        kind: &'static str,
        sent: &Value,
        at: &str,
    ) {
        for one in sent.as_array().unwrap() {
            self.read::<T>(kind, one, at);
        }
    }
}

/// The paths of what `sent` has and `written` has not, or has otherwise. A null is the same as nothing.
pub(crate) fn lost(sent: &Value, written: &Value, at: String) -> Vec<String> {
    match (sent, written) {
        (Value::Object(sent), Value::Object(written)) => sent
            .iter()
            .filter(|(_, value)| !value.is_null())
            .flat_map(|(name, value)| {
                lost(
                    value,
                    written.get(name).unwrap_or(&Value::Null),
                    format!("{at}.{name}"),
                )
            })
            .collect(),
        (Value::Array(sent), Value::Array(written)) if sent.len() == written.len() => sent
            .iter()
            .zip(written)
            .enumerate()
            .flat_map(|(index, (sent, written))| lost(sent, written, format!("{at}[{index}]")))
            .collect(),
        _ if sent == written => vec![],
        (Value::Number(sent), Value::Number(written)) if sent.as_f64() == written.as_f64() => {
            vec![]
        }
        _ => vec![at],
    }
}

pub(crate) fn folder() -> PathBuf {
    std::env::var_os("ATLASSIAN_RECORDINGS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/recordings"),
        PathBuf::from,
    )
}

/// The values of a file: one document, or one on each line.
pub(crate) fn values(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str(text) {
        Ok(value) => vec![value],
        Err(_) => text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect(),
    }
}

pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json" || extension == "jsonl")
        {
            found.push(path);
        }
    }
    found.sort();
}

/// Every object below with an account id, wherever it stands: authors, assignees, owners, voters. Answers that were
/// kept as text inside another are looked into as well.
fn accounts(value: &Value, at: &str, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("accountId") {
                found.push((at.to_owned(), value.clone()));
            }
            for (name, value) in fields {
                accounts(value, &format!("{at}.{name}"), found);
            }
        }
        Value::Array(list) => list
            .iter()
            .for_each(|value| accounts(value, &format!("{at}[]"), found)),
        Value::String(text) if text.starts_with(['{', '[']) => {
            if let Ok(value) = serde_json::from_str(text) {
                accounts(&value, at, found);
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_read_and_written_back_loses_nothing() {
    let folder = folder();
    if !folder.is_dir() {
        println!(
            "recordings: skipped, there are none at {}",
            folder.display()
        );
        return;
    }
    let mut count = Count::default();
    let one = |name: &str| values(&folder.join(name)).remove(0);

    let airbyte = "estuary-airbyte/expected_records";
    for name in [
        &format!("{airbyte}/users.json"),
        "estuary-airbyte/source-jira-legacy/unit_tests/responses/users_groups_detailed.json",
        "ankitpokhrel-jira-cli/pkg/jira/testdata/users.json",
    ] {
        count.read_all::<User>("user", &one(name), name);
    }
    let name = "ankitpokhrel-jira-cli/pkg/jira/testdata/myself.json";
    count.read::<User>("myself", &one(name), name);
    let name = "jira-ruby/spec/mock_responses/user_accountId=1234567890abcdef01234567.json";
    let mut user = one(name);
    // Of a server made for trying things out; no Jira of today sends an `id` here.
    user.as_object_mut().unwrap().remove("id");
    count.read::<User>("user", &user, name);
    let name = format!("{airbyte}/groups.json");
    count.read_all::<Group>("group", &one(&name), &name);
    let name = format!("{airbyte}/application_roles.json");
    count.read_all::<ApplicationRole>("application role", &one(&name), &name);
    let name = format!("{airbyte}/jira_settings.json");
    count.read_all::<ApplicationProperty>("application property", &one(&name), &name);
    let name = "dapplo.jira/src/Dapplo.Jira.Tests/JsonTestFiles/configuration.json";
    count.read::<Configuration>("configuration", &one(name), name);
    for name in [
        "ankitpokhrel-jira-cli/pkg/jira/testdata/serverinfo.json",
        "dapplo.jira/src/Dapplo.Jira.Tests/JsonTestFiles/serverInfo.json",
        "jira-rest-java-client/test/src/test/resources/json/serverInfo/valid-for-anonymous.json",
    ] {
        count.read::<ServerInformation>("server info", &one(name), name);
    }
    // Of a server, whose audit records had the shape that Cloud's still have.
    let name = "jira-rest-java-client/test/src/test/resources/json/auditRecord/valid.json";
    count.read_all::<AuditRecord>("audit record", &one(name)["records"], name);

    let mut everything = Vec::new();
    files(&folder, &mut everything);
    for path in everything {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        // A server's answer with an account id put into it by hand: its `avatarUrl` exists on no Cloud.
        if name.ends_with("valid-with-accountId.json") {
            continue;
        }
        let mut found = Vec::new();
        for value in values(&path) {
            accounts(&value, "", &mut found);
        }
        for (at, account) in found {
            count.read::<User>(
                "account inside another answer",
                &account,
                &format!("{name}{at}"),
            );
        }
    }

    for (kind, number) in &count.0 {
        println!("recordings: {number:4} decoded as {kind}");
    }
    assert_eq!(
        count.0.len(),
        9,
        "a kind has no recording any more: {:?}",
        count.0
    );
}

#[test]
fn a_lost_field_is_noticed() {
    let sent = serde_json::json!({"a": 1, "b": [{"c": 2.0, "d": null}], "e": "x"});
    let written = serde_json::json!({"b": [{"c": 2}], "e": "y"});
    assert_eq!(lost(&sent, &written, String::new()), [".a", ".e"]);
}

//! What the tests of all flows need: a simulated site, clients for it, and a folder for files.

use std::path::{Path, PathBuf};

use atlassian_core::{Client, ClientBuilder, Credential, SiteUrl};
use atlassian_integrations::snapshot::{Report, Script, Snapshot, Source};
use atlassian_sim::{Account, Sim};
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

pub(crate) struct Stage {
    pub(crate) sim: Sim,
    folder: TempDir,
}

impl Stage {
    pub(crate) async fn of(users: usize) -> Self {
        Self::with(Sim::builder().users(users).start().await.unwrap())
    }

    pub(crate) fn with(sim: Sim) -> Self {
        Self {
            sim,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path("snapshot.sqlite")
    }

    pub(crate) fn client(&self, address: &str, credential: Credential) -> ClientBuilder {
        Client::builder(SiteUrl::parse(address).unwrap())
            .gateway(SiteUrl::parse(self.sim.gateway_url()).unwrap())
            .credential(credential)
    }

    pub(crate) fn site(&self, account: &Account) -> Client {
        let credential = Credential::api_token(&*account.email, &*account.token);
        self.client(self.sim.url(), credential).build().unwrap()
    }

    pub(crate) fn organization(&self, key: &str) -> Client {
        let credential = Credential::organization_key(key);
        self.client(self.sim.gateway_url(), credential)
            .build()
            .unwrap()
    }

    /// The site as this account sees it, without an organization.
    pub(crate) fn source_of(&self, account: &Account) -> Source {
        Source::new(&self.site(account))
    }

    /// Everything, with all rights.
    pub(crate) fn source(&self) -> Source {
        self.source_of(&self.sim.admin())
            .with_organization(&self.organization(&self.sim.org_key()), self.sim.org_id())
    }

    /// A whole run with all rights.
    pub(crate) async fn run(&self) -> Report {
        Snapshot::of(self.source())
            .run(self.database())
            .await
            .unwrap()
    }

    pub(crate) fn latest(&self, script: Script) -> Vec<Vec<String>> {
        latest(&self.database(), script)
    }

    /// All that the database holds, to be compared.
    pub(crate) fn everything(&self) -> Vec<Vec<String>> {
        let tables = Script::ALL.map(Script::table);
        let mut all = Vec::new();
        for table in tables.into_iter().chain(["runs"]) {
            all.extend(query(&self.database(), &format!("SELECT * FROM {table}")));
        }
        all
    }
}

/// The rows of the latest snapshot as the documentation says to find them, without `run_at`.
pub(crate) fn latest(path: &Path, script: Script) -> Vec<Vec<String>> {
    let (table, columns) = (script.table(), script.columns());
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    query(
        path,
        &format!(
            "SELECT {} FROM {table} WHERE run_at = (SELECT MAX(run_at) FROM {table})",
            names.join(", ")
        ),
    )
}

/// Rows as text, read by SQLite alone.
pub(crate) fn query(path: &Path, sql: &str) -> Vec<Vec<String>> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let width = statement.column_count();
    statement
        .query_map([], |row| {
            (0..width)
                .map(|at| {
                    row.get(at).map(|value| match value {
                        Value::Null => "NULL".to_owned(),
                        Value::Integer(number) => number.to_string(),
                        Value::Real(number) => number.to_string(),
                        Value::Text(text) => text,
                        Value::Blob(_) => "BLOB".to_owned(),
                    })
                })
                .collect()
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

pub(crate) fn note(report: &Report, script: Script) -> &str {
    let found = report.scripts.iter().find(|s| s.script == script);
    &found.expect("the script ran").note
}

pub(crate) fn rows(report: &Report, script: Script) -> u64 {
    let found = report.scripts.iter().find(|s| s.script == script);
    found.expect("the script ran").rows
}

//! Starting a program in a folder and an environment of its own.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use atlassian_sim::{Account, Sim, SimBuilder};
use serde_json::Value;
use tempfile::TempDir;

pub(crate) struct Place {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Place {
    /// A folder without anything, and an environment without settings.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
        }
    }

    /// The settings for a simulated site, as this account.
    pub(crate) fn of(sim: &Sim, account: &Account) -> Self {
        Self::new()
            .set("JIRA_BASE_URL", sim.url())
            .set("JIRA_EMAIL", &account.email)
            .set("JIRA_API_TOKEN", &account.token)
            .set("ATLASSIAN_API_URL", sim.gateway_url())
    }

    pub(crate) fn with_organization(self, id: &str, key: &str) -> Self {
        self.set("ATLASSIAN_ORG_ID", id)
            .set("ATLASSIAN_ADMIN_API_KEY", key)
    }

    pub(crate) fn set(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.program(env!("CARGO_BIN_EXE_config-snapshot"), arguments)
    }

    pub(crate) fn program(&self, path: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(path);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(self.variables.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(arguments).output().unwrap())
    }
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ended {
    /// How a program ends that is interrupted from the keyboard: with 130.
    #[cfg(unix)]
    #[track_caller]
    pub(crate) fn interrupted(child: Child) -> Self {
        let id = child.id().to_string();
        let told = Command::new("kill").args(["-INT", &id]).status();
        assert!(told.unwrap().success());
        Self::from(child.wait_with_output().unwrap()).expect(130)
    }

    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }

    /// Wrong input: nothing but a message on stderr, which says all of this.
    #[track_caller]
    pub(crate) fn refused(self, parts: &[&str]) {
        let ended = self.expect(2);
        assert_eq!(ended.stdout, "");
        for part in parts {
            assert!(ended.stderr.contains(part), "{part:?} in {}", ended.stderr);
        }
        assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).expect(&self.stdout)
    }
}

pub(crate) fn start(builder: SimBuilder) -> Sim {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(builder.start()).unwrap()
}

/// Waits for something that can be seen, and fails the test if it never happens.
#[track_caller]
pub(crate) fn wait_until(what: &str, happened: impl Fn() -> bool) {
    let begun = Instant::now();
    while !happened() {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "never happened: {what}"
        );
        thread::sleep(Duration::from_millis(5));
    }
}

//! What cargo knows of this workspace.

use std::ffi::OsString;
use std::process::Command;

use serde_json::Value;

use crate::Failure;

/// The cargo that runs this.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// `cargo metadata` of the workspace and everything it can depend on.
pub(crate) fn metadata(more: &[&str]) -> Result<Value, Failure> {
    let output = cargo()
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(more)
        .output()
        .map_err(|error| Failure(format!("cannot run cargo: {error}")))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(Failure(format!(
            "cargo metadata failed: {}",
            complaint.trim()
        )));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| Failure(format!("cannot read what cargo metadata says: {error}")))
}

/// The packages of the workspace itself.
pub(crate) fn members(metadata: &Value) -> impl Iterator<Item = &Value> {
    let ids = metadata["workspace_members"].as_array();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages.filter(move |package| ids.is_some_and(|ids| ids.contains(&package["id"])))
}

/// The name of a package.
pub(crate) fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap_or_default()
}

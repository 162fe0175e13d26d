//! Checks that each library compiles without its features and with each one alone.

use std::time::Instant;

use serde_json::Value;

use crate::workspace::{cargo, members, metadata, name};
use crate::{Failure, Verdict};

/// Checks the libraries of the workspace, or those that are named.
pub(crate) fn run(only: &[String]) -> Result<Verdict, Failure> {
    let metadata = metadata(&["--no-deps"])?;
    let libraries: Vec<&Value> = members(&metadata).filter(|it| is_library(it)).collect();
    if let Some(unknown) = only
        .iter()
        .find(|it| !libraries.iter().any(|package| name(package) == **it))
    {
        let names: Vec<&str> = libraries.iter().map(|it| name(it)).collect();
        return Err(Failure(format!(
            "{unknown} is no library of this workspace; there are: {}",
            names.join(", ")
        )));
    }
    let mut clean = true;
    for package in libraries {
        if only.is_empty() || only.iter().any(|it| it == name(package)) {
            for feature in choices(package) {
                clean &= check(name(package), feature)?;
            }
        }
    }
    Ok(Verdict::of(clean))
}

/// Published, with a library.
fn is_library(package: &Value) -> bool {
    let targets = package["targets"].as_array().into_iter().flatten();
    let has_library = targets.into_iter().any(|target| {
        target["kind"]
            .as_array()
            .is_some_and(|it| it.contains(&Value::from("lib")))
    });
    has_library && package["publish"] != Value::Array(Vec::new())
}

/// No feature, then each of them.
fn choices(package: &Value) -> Vec<Option<&str>> {
    let features = package["features"].as_object().into_iter().flatten();
    std::iter::once(None)
        .chain(features.map(|(feature, _)| Some(feature.as_str())))
        .collect()
}

/// Runs one check and prints its line; what the compiler says follows if it says anything.
fn check(package: &str, feature: Option<&str>) -> Result<bool, Failure> {
    let start = Instant::now();
    let mut command = cargo();
    command.args([
        "check",
        "--quiet",
        "--locked",
        "--package",
        package,
        "--no-default-features",
    ]);
    if let Some(feature) = feature {
        command.args(["--features", feature]);
    }
    let output = command
        .output()
        .map_err(|error| Failure(format!("cannot run cargo: {error}")))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let verdict = judge(output.status.success(), &said);
    let seconds = start.elapsed().as_secs_f32();
    println!(
        "{verdict:8}  {package}  {}  {seconds:.1} s",
        feature.unwrap_or("(none)")
    );
    if verdict != "ok" {
        eprintln!("{}", said.trim_end());
    }
    Ok(verdict == "ok")
}

/// A combination that only warns is not in order either: the warning is seen in no other build.
fn judge(success: bool, said: &str) -> &'static str {
    if !success {
        "failed"
    } else if said.lines().any(|line| line.starts_with("warning")) {
        "warnings"
    } else {
        "ok"
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn libraries_are_what_is_published() {
        let library = json!([{"kind": ["lib"]}, {"kind": ["test"]}]);
        assert!(is_library(&json!({"targets": library, "publish": null})));
        assert!(!is_library(&json!({"targets": library, "publish": []})));
        assert!(!is_library(
            &json!({"targets": [{"kind": ["bin"]}], "publish": null})
        ));
    }

    #[test]
    fn each_feature_is_tried_and_none() {
        let package = json!({"features": {"cloud": [], "default": ["cloud"]}});
        assert_eq!(choices(&package), [None, Some("cloud"), Some("default")]);
        assert_eq!(choices(&json!({})), [None]);
    }

    #[test]
    fn warnings_are_not_in_order() {
        assert_eq!(judge(true, ""), "ok");
        assert_eq!(judge(true, "warning: unused import"), "warnings");
        assert_eq!(judge(false, "error: no"), "failed");
    }
}

//! Checks the dependency tree: licences, compiler versions, sources, and big crates that come twice.

mod expression;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::workspace::{members, metadata, name};
use crate::{Failure, Verdict};

/// Licences that a user of these crates can live with in any product.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that make a build slow, or a program contradict itself, when two versions of them are in it.
const ONLY_ONCE: &[&str] = &[
    "axum",
    "chrono",
    "clap",
    "futures-util",
    "h2",
    "http",
    "hyper",
    "hyper-util",
    "jiff",
    "reqwest",
    "ring",
    "rusqlite",
    "rustls",
    "serde",
    "serde_json",
    "time",
    "tokio",
    "tower",
    "tracing",
    "url",
];

/// Prints what is wrong with the tree of all features and all targets.
pub(crate) fn run() -> Result<Verdict, Failure> {
    let metadata = metadata(&["--all-features"])?;
    let offences = offences(&metadata)?;
    for line in &offences {
        println!("{line}");
    }
    let count = metadata["packages"].as_array().map_or(0, Vec::len);
    println!("{count} packages checked, {} offences", offences.len());
    Ok(Verdict::of(offences.is_empty()))
}

fn offences(metadata: &Value) -> Result<Vec<String>, Failure> {
    let newest = members(metadata)
        .filter_map(|member| version(member["rust_version"].as_str()?))
        .min()
        .ok_or_else(|| Failure(String::from("the workspace names no rust-version")))?;
    let own: BTreeSet<&str> = members(metadata)
        .filter_map(|it| it["id"].as_str())
        .collect();
    let packages = metadata["packages"].as_array();
    let mut lines = Vec::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages.into_iter().flatten() {
        let package_version = package["version"].as_str().unwrap_or_default();
        let mut offend =
            |what: String| lines.push(format!("{} {package_version}: {what}", name(package)));
        if let Err(what) = licence(package) {
            offend(what);
        }
        if let Err(what) = source(package, &own) {
            offend(what);
        }
        if let Some(wanted) = package["rust_version"].as_str() {
            match version(wanted) {
                Some(version) if version <= newest => {}
                _ => offend(format!(
                    "needs Rust {wanted}; the workspace promises {}",
                    show(newest)
                )),
            }
        }
        if ONLY_ONCE.contains(&name(package)) {
            versions
                .entry(name(package))
                .or_default()
                .push(package_version);
        }
    }
    for (name, versions) in versions {
        if versions.len() > 1 {
            lines.push(format!(
                "{name}: comes {} times: {}",
                versions.len(),
                versions.join(", ")
            ));
        }
    }
    Ok(lines)
}

fn licence(package: &Value) -> Result<(), String> {
    let Some(text) = package["license"].as_str() else {
        return Err(String::from("names no licence by its SPDX id"));
    };
    match expression::allowed(text, |id| ALLOWED.contains(&id)) {
        Some(true) => Ok(()),
        Some(false) => Err(format!("licence `{text}` is not on the list")),
        None => Err(format!("licence `{text}` cannot be read")),
    }
}

/// From the registry, or a member: what is neither cannot be published.
fn source(package: &Value, own: &BTreeSet<&str>) -> Result<(), String> {
    match package["source"].as_str() {
        None if package["id"].as_str().is_some_and(|id| own.contains(id)) => Ok(()),
        None => Err(String::from("comes from a path outside the workspace")),
        Some(source) if source.starts_with("git+") => {
            Err(String::from("comes from a git repository"))
        }
        Some(source) if source.starts_with("registry+") || source.starts_with("sparse+") => Ok(()),
        Some(_) => Err(String::from(
            "comes from neither the registry nor the workspace",
        )),
    }
}

/// `1.88` and `1.88.0` are the same.
fn version(text: &str) -> Option<[u32; 3]> {
    let text = text.split(['-', '+']).next()?;
    let mut numbers = [0; 3];
    for (index, part) in text.split('.').enumerate() {
        *numbers.get_mut(index)? = part.parse().ok()?;
    }
    Some(numbers)
}

fn show([major, minor, patch]: [u32; 3]) -> String {
    format!("{major}.{minor}.{patch}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tree(dependency: &Value) -> Value {
        let mut dependency = dependency.clone();
        for (key, value) in [
            ("id", json!("dep")),
            ("name", json!("dep")),
            ("version", json!("1.0.0")),
            ("license", json!("MIT")),
            ("source", json!("registry+https://registry.example/index")),
        ] {
            dependency
                .as_object_mut()
                .unwrap()
                .entry(key)
                .or_insert(value);
        }
        json!({
            "workspace_members": ["own"],
            "packages": [
                {"id": "own", "name": "own", "version": "0.1.0", "license": "MIT OR Apache-2.0", "source": null,
                    "rust_version": "1.88"},
                dependency,
            ],
        })
    }

    fn found(dependency: &Value) -> String {
        offences(&tree(dependency)).unwrap().join("\n")
    }

    #[test]
    fn a_good_dependency_offends_nobody() {
        assert_eq!(found(&json!({})), "");
        assert_eq!(found(&json!({"rust_version": "1.88.0"})), "");
        assert_eq!(
            found(&json!({"license": "MIT/Apache-2.0", "rust_version": null})),
            ""
        );
        assert_eq!(
            found(&json!({"license": "GPL-3.0 OR (MIT AND Unicode-3.0)"})),
            ""
        );
    }

    #[test]
    fn each_offence_is_found() {
        for (dependency, line) in [
            (
                json!({"license": "GPL-3.0"}),
                "dep 1.0.0: licence `GPL-3.0` is not on the list",
            ),
            (
                json!({"license": "MIT AND GPL-3.0"}),
                "dep 1.0.0: licence `MIT AND GPL-3.0` is not on the list",
            ),
            (
                json!({"license": "MIT OR"}),
                "dep 1.0.0: licence `MIT OR` cannot be read",
            ),
            (
                json!({"license": null}),
                "dep 1.0.0: names no licence by its SPDX id",
            ),
            (
                json!({"rust_version": "1.89"}),
                "dep 1.0.0: needs Rust 1.89; the workspace promises 1.88.0",
            ),
            (
                json!({"rust_version": "new"}),
                "dep 1.0.0: needs Rust new; the workspace promises 1.88.0",
            ),
            (
                json!({"source": "git+https://git.example/dep"}),
                "dep 1.0.0: comes from a git repository",
            ),
            (
                json!({"source": null}),
                "dep 1.0.0: comes from a path outside the workspace",
            ),
            (
                json!({"source": "local-registry+x"}),
                "dep 1.0.0: comes from neither the registry nor the workspace",
            ),
        ] {
            assert_eq!(found(&dependency), line);
        }
    }

    #[test]
    fn a_big_crate_comes_once() {
        let mut tree = tree(&json!({"name": "tokio"}));
        assert_eq!(offences(&tree).unwrap(), [""; 0]);
        let mut second = tree["packages"][1].clone();
        second["version"] = json!("0.2.0");
        tree["packages"].as_array_mut().unwrap().push(second);
        assert_eq!(
            offences(&tree).unwrap(),
            ["tokio: comes 2 times: 1.0.0, 0.2.0"]
        );
    }

    #[test]
    fn a_workspace_promises_a_compiler() {
        let mut tree = tree(&json!({}));
        tree["packages"][0]["rust_version"] = Value::Null;
        assert!(offences(&tree).is_err());
    }
}

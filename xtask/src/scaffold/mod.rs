//! Prints draft declarations for one tag of a description.

mod models;
mod names;
mod operation;
mod paging;
mod prose;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::description::{Description, Operation, strings};
use crate::{Failure, Verdict};

use models::Models;
use names::{Names, pascal, singular, words};

/// Prints the draft, formatted where `rustfmt` is at hand.
pub(crate) fn run(spec: &Path, tag: &str) -> Result<Verdict, Failure> {
    let description = Description::read(spec)?;
    let draft = draft(&description, tag)?;
    print!("{}", formatted(&draft).unwrap_or(draft));
    Ok(Verdict::Clean)
}

/// Types that a draft cannot name anew.
const RESERVED: &[&str] = &[
    "BTreeMap",
    "Box",
    "Clone",
    "Debug",
    "Deserialize",
    "Elements",
    "From",
    "Into",
    "NextIn",
    "NoContent",
    "Option",
    "Page",
    "Paging",
    "Result",
    "Self",
    "Serialize",
    "String",
    "Timestamp",
    "Value",
    "Vec",
];

/// The text of a module for the operations with this tag.
fn draft(description: &Description, tag: &str) -> Result<String, Failure> {
    let all = description.operations();
    let operations: Vec<&Operation<'_>> = all
        .iter()
        .filter(|it| strings(&it.value["tags"]).any(|it| it == tag))
        .collect();
    if operations.is_empty() {
        let tags: BTreeSet<&str> = all
            .iter()
            .flat_map(|it| strings(&it.value["tags"]))
            .collect();
        let tags: Vec<&str> = tags.into_iter().collect();
        let file = &description.file;
        return Err(Failure(format!(
            "{file} has no tag `{tag}`; its tags are:\n  {}",
            tags.join("\n  ")
        )));
    }

    let mut types = Names::reserving(RESERVED);
    let tag_words = words(tag);
    let handle = pascal(&tag_words);
    let handle = types.take(&[handle.clone(), format!("{handle}Resource")]);
    let mut titles = operation::Titles::new(&tag_words);
    let titles: Vec<operation::Title> = operations
        .iter()
        .map(|it| titles.give(it, &mut types))
        .collect();

    let one: Vec<String> = tag_words.iter().map(|word| singular(word)).collect();
    let mut models = Models::new(description, types, pascal(&one));
    let mut body = format!(
        "{}pub struct {handle};\n",
        prose::draft("    ", "", &format!("the handle of {tag}"))
    );
    body.insert_str(0, "operations! {\n");
    body = body.replace("pub struct", "    pub struct");
    for (operation, title) in operations.iter().zip(&titles) {
        let _ = write!(
            body,
            "\n{}",
            operation::declaration(operation, title, &mut models)
        );
    }
    body.push_str("}\n");
    body.push_str(&models.render());

    Ok(format!("{}\n{body}", head(tag, &body)))
}

/// The module's documentation and what it imports.
fn head(tag: &str, body: &str) -> String {
    let mut text =
        format!("//! DRAFT of {tag}: rewrite every sentence marked so, and check every guess.\n\n");
    // What a comment mentions is not used.
    let code: Vec<&str> = body
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    if code.contains("BTreeMap<") {
        text.push_str("use std::collections::BTreeMap;\n\n");
    }
    let code = code.replace("<Timestamp>", ": Timestamp");
    let used = |marks: &[(&'static str, &str)]| -> String {
        let used = marks
            .iter()
            .filter(|(_, mark)| code.contains(mark))
            .map(|(name, _)| *name);
        used.collect::<Vec<_>>().join(", ")
    };
    let imports = used(&[
        ("Elements", "> Elements<"),
        ("NextIn", "NextIn::"),
        ("NoContent", "> NoContent "),
        ("Page", "> Page<"),
        ("Paging", "Paging::"),
        ("Timestamp", ": Timestamp"),
        ("id_type", "id_type!"),
        ("open_enum", "open_enum!"),
        ("operations", "operations!"),
    ]);
    let _ = writeln!(text, "use atlassian_core::{{{imports}}};");
    if code.contains("derive(") {
        text.push_str("use serde::{Deserialize, Serialize};\n");
    }
    text
}

/// What `rustfmt` makes of it; `None` where there is none, or where it refuses.
fn formatted(draft: &str) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config", "max_width=100"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let text = draft.to_owned();
    // From another thread: both pipes could be full.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).ok())?
}

//! What is printed.

use std::fmt::Write;

use super::Check;
use super::known::Known;

const HEAD: [&str; 5] = ["API", "description", "declared", "described", "percent"];

/// The coverage: how many of the described operations are declared.
pub(super) fn table(checks: &[Check]) -> String {
    let mut rows = vec![HEAD.map(String::from)];
    for check in checks {
        for description in &check.descriptions {
            let declared = check.findings.found_in.iter();
            let declared = declared.filter(|file| **file == description.file).count();
            let described = description.operations().len();
            rows.push([
                check.api.name.to_owned(),
                description.file.clone(),
                declared.to_string(),
                described.to_string(),
                percent(declared, described),
            ]);
        }
        for file in &check.absent {
            let name = check.api.name.to_owned();
            rows.push([
                name,
                (*file).to_owned(),
                String::from("-"),
                String::from("-"),
                String::from("absent"),
            ]);
        }
    }
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let _ = if column < 2 {
                write!(line, "{cell:width$}  ")
            } else {
                write!(line, "{cell:>width$}  ")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// One decimal, and nothing for a description of nothing.
fn percent(part: usize, whole: usize) -> String {
    let Some(thousandths) = (part * 1000).checked_div(whole) else {
        return String::from("-");
    };
    format!("{}.{}", thousandths / 10, thousandths % 10)
}

/// Everything below the table.
pub(super) fn lines(checks: &[Check], dead: &[&Known], verbose: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    if verbose {
        let unchecked = checks.iter().flat_map(|check| &check.findings.unchecked);
        lines.extend(unchecked.map(|line| format!("not checked: {line}")));
        let elsewhere = checks.iter().flat_map(|check| &check.findings.elsewhere);
        lines.extend(elsewhere.map(|line| format!("described for another operation: {line}")));
    }
    for check in checks {
        if check.api.operations.is_empty() {
            lines.push(format!("{}: its crate declares nothing", check.api.name));
        }
        let disagreements = check.findings.disagreements.iter();
        lines.extend(disagreements.map(|it| format!("{}: {it}", check.api.name)));
    }
    for row in dead {
        lines.push(format!(
            "{}: {}: the known difference about `{}` ({:?}: {}) is no more — xtask/src/contract/known.rs — remove the row",
            row.api, row.of, row.subject, row.kind, row.reason
        ));
    }
    let sum = |of: fn(&Check) -> usize| checks.iter().map(of).sum::<usize>();
    let disagreements = sum(|it| it.findings.disagreements.len()) + dead.len();
    lines.push(format!(
        "{} operations and {} fields of answers compared; {disagreements} disagreements, {} known differences, \
         {} fields of shared models described for another operation only, {} not checked",
        sum(|it| it.api.operations.len()),
        sum(|it| it.findings.fields),
        sum(|it| it.findings.known),
        sum(|it| it.findings.elsewhere.len()),
        sum(|it| it.findings.unchecked.len()),
    ));
    lines
}

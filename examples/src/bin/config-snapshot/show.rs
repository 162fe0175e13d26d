//! Printing the latest snapshot of a table.

use std::fmt::Write as _;

use atlassian_integrations::snapshot::{Cell, ColumnKind, Database, Script};
use examples::outcome::Failure;
use examples::output::{print, table};
use serde_json::{Value, json};

use crate::PROGRAM;

/// How many rows are printed unless told otherwise. As JSON it is all of them.
const SHOWN: usize = 20;

pub(crate) fn latest(
    database: &Database,
    script: Script,
    limit: Option<usize>,
    as_json: bool,
) -> Result<(), Failure> {
    if as_json {
        print(&json_of(database, script, limit)?)?;
        return Ok(());
    }
    let latest = database.latest(script, limit.or(Some(SHOWN)))?;
    let Some(run) = &latest.run else {
        print(&format!(
            "{} has no snapshot yet; `{PROGRAM} run --scripts {script}` makes one",
            script.table()
        ))?;
        return Ok(());
    };
    let header: Vec<&str> = script.columns().iter().map(|column| column.name).collect();
    let rows = latest.rows.iter().map(|row| {
        let cells = row.iter().zip(script.columns());
        cells
            .map(|(cell, column)| cell_as_text(cell, column.kind))
            .collect()
    });
    let mut text = table(&header, rows);
    let _ = write!(
        text,
        "\n{} of {} rows, snapshot {}",
        latest.rows.len(),
        latest.total,
        run.run_at
    );
    if !run.note.is_empty() {
        let _ = write!(text, "\nnote: {}", run.note);
    }
    print(&text)?;
    Ok(())
}

fn cell_as_text(cell: &Cell, kind: ColumnKind) -> String {
    match (cell, kind) {
        (Cell::Null, _) => String::new(),
        (Cell::Integer(flag), ColumnKind::Flag) => if *flag == 0 { "no" } else { "yes" }.to_owned(),
        (Cell::Integer(number), _) => number.to_string(),
        (Cell::Text(text), _) => text.clone(),
    }
}

/// Each row becomes text as it is read: a table can have a hundred thousand.
fn json_of(database: &Database, script: Script, limit: Option<usize>) -> Result<String, Failure> {
    let mut rows = String::new();
    let latest = database.visit_latest(script, limit, |row| {
        let cells = row.iter().zip(script.columns());
        let row: Value = cells
            .map(|(cell, column)| (column.name.to_owned(), cell_as_json(cell, column.kind)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let comma = if rows.is_empty() { "" } else { "," };
        let _ = write!(rows, "{comma}{row}");
    })?;
    let run = latest.run.as_ref();
    Ok(format!(
        r#"{{"table":{},"run_at":{},"note":{},"total":{},"rows":[{rows}]}}"#,
        json!(script.table()),
        json!(run.map(|run| &run.run_at)),
        json!(run.map_or("", |run| &run.note)),
        latest.total,
    ))
}

fn cell_as_json(cell: &Cell, kind: ColumnKind) -> Value {
    match (cell, kind) {
        (Cell::Null, _) => Value::Null,
        (Cell::Integer(flag), ColumnKind::Flag) => Value::Bool(*flag != 0),
        (Cell::Integer(number), _) => json!(number),
        (Cell::Text(text), ColumnKind::Json) => {
            serde_json::from_str(text).unwrap_or_else(|_| json!(text))
        }
        (Cell::Text(text), _) => json!(text),
    }
}

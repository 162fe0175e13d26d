//! Output that survives a closed pipe, and tables.

use std::io::{self, IsTerminal as _, Write as _};

use comfy_table::{ContentArrangement, Table, presets};

/// How wide a report is at the most, in characters.
const REPORT_WIDTH: u16 = 120;

/// Writes to stdout. A reader that has gone away (`| head`) is no error.
///
/// # Errors
/// Any other failure, such as a full disk behind a redirection.
pub fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.write_all(b"\n"))
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a line to stderr, if anybody listens.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether to draw: stderr is a terminal, and `NO_COLOR` does not ask for plain text.
#[must_use]
pub fn draws() -> bool {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !plain
}

/// A table as text, its cells folded where they are long: for reports that people read.
#[must_use]
pub fn report<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut table = made(&header, rows.into_iter().map(Vec::from));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    let terminal = console::Term::stdout().size_checked();
    table.set_width(terminal.map_or(REPORT_WIDTH, |(_, columns)| columns.min(REPORT_WIDTH)));
    table.trim_fmt()
}

/// A table as text, each row on one line however long it is: for data that goes through `grep`.
#[must_use]
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = made(header, rows);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.trim_fmt()
}

fn made(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header(header.iter().copied());
    for row in rows {
        table.add_row(row.iter().map(|cell| shown(cell)));
    }
    table
}

/// Names and labels are written by strangers: what could steer a terminal is shown as a question mark.
#[must_use]
pub fn shown(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '?' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let table = table(&["name"], [vec!["a\u{1b}[31mb\n".to_owned()]]);
        assert!(table.contains("a?[31mb?"), "{table}");
    }
}

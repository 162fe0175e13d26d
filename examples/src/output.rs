//! Output that survives a closed pipe: tables for people, and rows as they come in the form that was asked for.

use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use clap::ValueEnum;
use comfy_table::{ContentArrangement, Table, presets};
use console::measure_text_width;
use serde::Serialize;

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

/// How rows are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for people
    #[default]
    Table,
    /// A JSON object on each line, with everything that the service told
    Json,
    /// Comma-separated values, with a line of names
    Csv,
}

/// How many rows decide how wide the columns of a table are: what is kept in memory.
const BLOCK: usize = 100;

/// Rows, written as they come, so that a long listing needs no more memory than a short one.
///
/// The columns of a table are as wide as its first hundred rows want them; a longer cell further down pushes the rest of
/// its own line to the right.
pub struct Rows<W: Write = BufWriter<Stdout>> {
    format: Format,
    header: &'static [&'static str],
    out: W,
    /// The first rows of a table, until there are enough of them.
    first: Vec<Vec<String>>,
    widths: Vec<usize>,
    written: u64,
}

impl Rows {
    /// Rows for stdout.
    #[must_use]
    pub fn new(format: Format, header: &'static [&'static str]) -> Self {
        Self::to(BufWriter::new(io::stdout()), format, header)
    }
}

impl<W: Write> Rows<W> {
    /// Rows for anything else.
    pub fn to(out: W, format: Format, header: &'static [&'static str]) -> Self {
        Self {
            format,
            header,
            out,
            first: Vec::new(),
            widths: Vec::new(),
            written: 0,
        }
    }

    /// Writes one more row; false if nobody reads any more (`| head`), so that there is no use in going on.
    ///
    /// # Errors
    /// What is wrong with the output, such as a full disk.
    pub fn push<T: Serialize>(
        &mut self,
        value: &T,
        cells: impl FnOnce(&T) -> Vec<String>,
    ) -> io::Result<bool> {
        let result = self.write(value, cells);
        self.written += 1;
        read_by_somebody(result)
    }

    /// How the rows are written.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Writes a line of JSON that is no row, as it came; for [`Format::Json`]. False as with [`push`](Self::push).
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn push_raw(&mut self, json: &str) -> io::Result<bool> {
        self.written += 1;
        read_by_somebody(self.out.write_all(json_line(json).as_bytes()))
    }

    fn write<T: Serialize>(
        &mut self,
        value: &T,
        cells: impl FnOnce(&T) -> Vec<String>,
    ) -> io::Result<()> {
        match self.format {
            Format::Json => {
                let line = json_line(&serde_json::to_string(value)?);
                self.out.write_all(line.as_bytes())
            }
            Format::Csv => {
                if self.written == 0 {
                    csv_line(&mut self.out, self.header)?;
                }
                csv_line(&mut self.out, &cells(value))
            }
            Format::Table if self.widths.is_empty() => {
                self.first
                    .push(cells(value).iter().map(|cell| shown(cell)).collect());
                if self.first.len() < BLOCK {
                    return Ok(());
                }
                self.begin_table()
            }
            Format::Table => {
                let cells: Vec<String> = cells(value).iter().map(|cell| shown(cell)).collect();
                table_line(&mut self.out, &self.widths, &cells)
            }
        }
    }

    fn begin_table(&mut self) -> io::Result<()> {
        let header: Vec<String> = self.header.iter().map(|name| name.to_uppercase()).collect();
        self.widths = (0..header.len())
            .map(|column| {
                let rows = self.first.iter().chain([&header]);
                let cells = rows.filter_map(|row| row.get(column));
                cells
                    .map(|cell| measure_text_width(cell))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for row in std::iter::once(&header).chain(&self.first) {
            table_line(&mut self.out, &self.widths, row)?;
        }
        self.first = Vec::new();
        Ok(())
    }

    /// Hands on what was kept back so far.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn flush(&mut self) -> io::Result<bool> {
        let result = if self.first.is_empty() {
            Ok(())
        } else {
            self.begin_table()
        };
        read_by_somebody(result.and_then(|()| self.out.flush()))
    }

    /// Writes what is left, and tells how many rows there were. A table or a CSV file without rows has its header.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn finish(mut self) -> io::Result<u64> {
        if self.written == 0 {
            let result = match self.format {
                Format::Json => Ok(()),
                Format::Csv => csv_line(&mut self.out, self.header),
                Format::Table => self.begin_table(),
            };
            read_by_somebody(result)?;
        }
        self.flush()?;
        Ok(self.written)
    }
}

impl<W: Write> std::fmt::Debug for Rows<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows")
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

fn read_by_somebody(result: io::Result<()>) -> io::Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error),
    }
}

fn table_line(out: &mut impl Write, widths: &[usize], cells: &[String]) -> io::Result<()> {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(cell);
        let missing = width.saturating_sub(measure_text_width(cell)) + 2;
        line.extend(std::iter::repeat_n(' ', missing));
    }
    writeln!(out, "{}", line.trim_end())
}

fn csv_line(out: &mut impl Write, cells: &[impl AsRef<str>]) -> io::Result<()> {
    for (index, cell) in cells.iter().enumerate() {
        let cell = &harmless(cell.as_ref(), &['\t', '\r', '\n']);
        if index > 0 {
            out.write_all(b",")?;
        }
        // Names are written by strangers, and a spreadsheet takes these for formulas.
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let guard = if formula { "'" } else { "" };
        if formula || cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{guard}{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
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
    harmless(text, &[])
}

fn harmless(text: &str, allowed: &[char]) -> String {
    let harmful = |c: &char| c.is_control() && !allowed.contains(c);
    text.chars()
        .map(|c| if harmful(&c) { '?' } else { c })
        .collect()
}

/// This JSON on a line of its own. What steers some terminals may stand in it, within texts only, and is escaped.
#[must_use]
pub fn json_line(json: &str) -> String {
    use std::fmt::Write as _;

    let mut line = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' => {
                // Writing to a string does not fail.
                let _ = write!(line, "\\u{:04x}", u32::from(c));
            }
            // Between the tokens only: within texts they are escaped.
            '\n' | '\r' => line.push(' '),
            c => line.push(c),
        }
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: Format, rows: &[[&str; 2]]) -> String {
        let mut bytes = Vec::new();
        let mut all = Rows::to(&mut bytes, format, &["name", "note"]);
        for row in rows {
            let more = all.push(row, |row| row.iter().map(|&cell| cell.to_owned()).collect());
            assert!(more.unwrap());
        }
        assert_eq!(all.finish().unwrap(), rows.len() as u64);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn rows_are_written_in_each_form() {
        let rows = [["Zoë", "a, \"b\"\nc"], ["\u{1b}[31m", ""]];
        assert_eq!(
            written(Format::Table, &rows),
            "NAME   NOTE\nZoë    a, \"b\"?c\n?[31m\n"
        );
        assert_eq!(
            written(Format::Csv, &rows),
            "name,note\nZoë,\"a, \"\"b\"\"\nc\"\n?[31m,\n"
        );
        assert_eq!(
            written(Format::Json, &rows),
            "[\"Zoë\",\"a, \\\"b\\\"\\nc\"]\n[\"\\u001b[31m\",\"\"]\n"
        );
        assert_eq!(written(Format::Csv, &[]), "name,note\n");
        assert_eq!(written(Format::Table, &[]), "NAME  NOTE\n");
        assert_eq!(written(Format::Json, &[]), "");
    }

    #[test]
    fn a_spreadsheet_takes_no_cell_for_a_formula() {
        let rows = [["=1+1", "a=b"], ["@SUM(A1)", "-\"5\""]];
        assert_eq!(
            written(Format::Csv, &rows),
            "name,note\n\"'=1+1\",a=b\n\"'@SUM(A1)\",\"'-\"\"5\"\"\"\n"
        );
        assert!(written(Format::Json, &rows).starts_with("[\"=1+1\""));
    }

    #[test]
    fn a_long_table_keeps_its_columns() {
        let mut rows = vec![["a", "b"]; BLOCK];
        rows.push(["longer than all before", "c"]);
        rows.push(["a", "b"]);
        let text = written(Format::Table, &rows);
        assert_eq!(text.lines().count(), BLOCK + 3);
        assert_eq!(text.lines().nth(1), text.lines().last());
        assert!(text.contains("longer than all before  c"));
    }

    #[test]
    fn a_spreadsheet_finds_no_formula() {
        for cell in ["=1+1", "+1", "-1", "@sum(A1)", "\t=1", "\r=1"] {
            let text = written(Format::Csv, &[[cell, "a=1"]]);
            assert_eq!(text, format!("name,note\n\"'{cell}\",a=1\n"));
        }
    }

    #[test]
    fn what_steers_a_terminal_is_in_no_form() {
        let row = [["\u{9b}31m\u{7f}\u{1b}", "é"]];
        assert_eq!(written(Format::Csv, &row), "name,note\n?31m??,é\n");
        let text = written(Format::Json, &row);
        assert!(!text.trim_end().contains(char::is_control), "{text:?}");
        let read: [String; 2] = serde_json::from_str(&text).unwrap();
        assert_eq!(read, row[0]);
        assert_eq!(json_line("{\n\"a\":\r\n1}"), "{ \"a\":  1}\n");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let table = table(&["name"], [vec!["a\u{1b}[31mb\n".to_owned()]]);
        assert!(table.contains("a?[31mb?"), "{table}");
    }
}

//! Tables, as Markdown.

use crate::kind::Kind;
use crate::markdown::escape::escaped;
use crate::markdown::line::{Place, line};
use crate::markdown::write::{card, media, media_single, strong};
use crate::node::{DEEPEST, Mark, Node};
use crate::text::{is_inline, own_text};

/// A cell over more columns or rows counts as this many.
const WIDEST: u64 = 100;

pub(super) fn table(rows: &[Node], depth: usize) -> String {
    let mut grid: Vec<Vec<String>> = vec![];
    // How many more rows a cell further up takes in each column.
    let mut taken: Vec<u64> = vec![];
    for row in rows {
        let mut line = vec![];
        let skip = |line: &mut Vec<String>, taken: &mut Vec<u64>| {
            while let Some(left) = taken.get_mut(line.len()).filter(|left| **left > 0) {
                *left -= 1;
                line.push(String::new());
            }
        };
        for cell in row.content() {
            skip(&mut line, &mut taken);
            let (columns, rows) = match cell.kind() {
                Kind::TableCell(span) | Kind::TableHeader(span) => (span.columns, span.rows),
                _ => (1, 1),
            };
            let mut lines = vec![];
            cell_lines(cell, depth + 2, &mut lines);
            line.push(lines.join("<br>"));
            let begin = line.len() - 1;
            for _ in 1..columns.min(WIDEST) {
                line.push(String::new());
            }
            taken.resize(taken.len().max(line.len()), 0);
            taken[begin..line.len()].fill(rows.min(WIDEST) - 1);
        }
        skip(&mut line, &mut taken);
        grid.push(line);
    }
    let headed = rows.first().is_some_and(|row| {
        row.content()
            .iter()
            .all(|cell| matches!(cell.kind(), Kind::TableHeader(_)))
    });
    let width = grid.iter().map(Vec::len).max().unwrap_or(0);
    if width == 0 {
        return String::new();
    }
    if !headed {
        grid.insert(0, vec![]);
    }
    // Only the heading must have all columns: a row may end early.
    grid[0].resize(width, String::new());
    let mut lines: Vec<_> = grid
        .into_iter()
        .map(|cells| format!("| {} |", cells.join(" | ")))
        .collect();
    lines.insert(1, format!("|{}", " --- |".repeat(width)));
    lines.join("\n")
}

/// What stands in a cell: one piece for each line of it.
fn cell_lines(node: &Node, depth: usize, lines: &mut Vec<String>) {
    let mut push = |text: String| {
        if !text.is_empty() {
            lines.push(text);
        }
    };
    if depth > DEEPEST {
        let words: Vec<_> = node.descendants().filter_map(own_text).collect();
        return push(line(&[Node::text(words.join(" "))], Place::Cell));
    }
    match node.kind() {
        Kind::CodeBlock { .. } => {
            let code: String = node.descendants().filter_map(own_text).collect();
            for text in code.lines().filter(|text| !text.trim().is_empty()) {
                push(line(
                    &[Node::text(text).with_mark(Mark::new("code"))],
                    Place::Cell,
                ));
            }
            return;
        }
        Kind::MediaSingle => return media_single(node, Place::Cell).into_iter().for_each(push),
        Kind::Media(_) => return push(media(node, &[], None, Place::Cell)),
        Kind::BlockCard { .. } | Kind::EmbedCard { .. } => return push(card(node, Place::Cell)),
        Kind::Expand { title } | Kind::NestedExpand { title } => {
            push(line(&[strong(title.unwrap_or_default())], Place::Cell));
        }
        _ => {
            let own = own_text(node).map(|text| Node::text(text.into_owned()));
            push(line(own.as_slice(), Place::Cell));
        }
    }
    for nodes in node
        .content()
        .chunk_by(|one, next| is_inline(one) && is_inline(next))
    {
        let begin = lines.len();
        match nodes {
            [node] if !is_inline(node) => cell_lines(node, depth + 1, lines),
            nodes => {
                let text = line(nodes, Place::Cell);
                if !text.is_empty() {
                    lines.push(text);
                }
            }
        }
        if let (Some(marker), Some(first)) = (cell_marker(node, nodes), lines.get_mut(begin)) {
            first.insert_str(0, &marker);
        }
    }
}

/// What stands before an item in a cell.
fn cell_marker(parent: &Node, nodes: &[Node]) -> Option<String> {
    let [node] = nodes else { return None };
    let marker = match (parent.kind(), node.kind()) {
        (Kind::BulletList | Kind::DecisionList, _) => "- ",
        (Kind::OrderedList { start }, _) => {
            let index = parent
                .content()
                .iter()
                .position(|one| std::ptr::eq(one, node))?;
            return Some(format!("{}. ", start.saturating_add(index as u64)));
        }
        (_, Kind::TaskItem { done: true } | Kind::BlockTaskItem { done: true }) => "[x] ",
        (_, Kind::TaskItem { done: false } | Kind::BlockTaskItem { done: false }) => "[ ] ",
        _ => return None,
    };
    Some(escaped(marker, Place::Cell))
}

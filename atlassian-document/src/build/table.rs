use super::inline::Inline;
use crate::node::Node;

/// A table, row by row.
///
/// ```
/// use atlassian_document::{Cell, Document, Inline, Table};
///
/// let table = Table::new()
///     .header(["Crate", "What it is for"])
///     .row(["core", "the way of a request"])
///     .row([Cell::from(Inline::new().code("document")), Cell::new().bullet_list(["read", "write"])]);
/// let document = Document::new().table(table);
/// assert_eq!(
///     document.to_text(),
///     "Crate | What it is for\ncore | the way of a request\ndocument | - read - write"
/// );
/// ```
///
/// Rows that are shorter than the longest get empty cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Vec<Node>>,
}

impl Table {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row of headings.
    #[must_use]
    pub fn header(self, cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        self.add("tableHeader", cells)
    }

    /// Adds a row.
    #[must_use]
    pub fn row(self, cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        self.add("tableCell", cells)
    }

    fn add(mut self, cell_type: &str, cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        let cells = cells
            .into_iter()
            .map(|cell| cell.into().into_node(cell_type));
        self.rows.push(cells.collect());
        self
    }

    pub(super) fn into_node(self) -> Option<Node> {
        let width = self
            .rows
            .iter()
            .map(Vec::len)
            .max()
            .filter(|width| *width > 0)?;
        let rows = self.rows.into_iter().map(|mut cells| {
            let cell_type = cells
                .first()
                .map_or("tableCell", Node::node_type)
                .to_owned();
            cells.resize_with(width, || Cell::new().into_node(&cell_type));
            Node::new("tableRow").with_content(cells)
        });
        Some(Node::new("table").with_content(rows))
    }
}

/// A cell of a table. Text is one, too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    nodes: Vec<Node>,
}

impl Cell {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    fn into_node(mut self, cell_type: &str) -> Node {
        if self.nodes.is_empty() {
            self.nodes.push(Node::new("paragraph"));
        }
        Node::new(cell_type).with_content(self.nodes)
    }
}

impl<T: Into<Inline>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new().paragraph(text)
    }
}

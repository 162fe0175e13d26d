//! Markdown, as GitHub writes it, from documents and to documents.

mod line;
#[cfg(feature = "markdown")]
mod read;
mod write;

#[cfg(all(test, feature = "markdown"))]
mod tests;

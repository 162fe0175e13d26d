//! Markdown, as GitHub writes it, from documents and to documents.

mod line;
#[cfg(feature = "markdown")]
mod read;
mod write;

#[cfg(test)]
#[cfg(feature = "markdown")]
mod properties;
#[cfg(test)]
#[cfg(feature = "markdown")]
mod read_tests;
#[cfg(test)]
mod write_tests;

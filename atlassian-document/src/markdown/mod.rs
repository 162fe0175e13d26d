//! Markdown, as GitHub writes it, from documents and to documents.

mod escape;
mod line;
#[cfg(feature = "markdown")]
mod read;
mod table;
mod write;

#[cfg(test)]
#[cfg(feature = "markdown")]
mod properties;
#[cfg(test)]
#[cfg(feature = "markdown")]
mod read_tests;
#[cfg(test)]
mod write_tests;

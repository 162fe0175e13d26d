//! The Jira Query Language: read, checked against the site, and asked of issues.

mod adf;
pub(crate) mod ast;
mod calendar;
mod check;
mod compiled;
mod dates;
pub(crate) mod fields;
pub(crate) mod functions;
mod held;
mod history;
mod lexer;
mod meaning;
mod node;
mod order;
mod parser;
mod parser_fields;
mod past;
mod print;
mod related;
pub(crate) mod site;
mod spans;
mod stems;
#[cfg(test)]
mod tests;
mod text;
mod usage;
pub(crate) mod values;
pub(crate) mod words;

pub(crate) use ast::Query;
pub(crate) use compiled::{Candidates, Compiled, UNBOUNDED};
pub(crate) use parser::parse;

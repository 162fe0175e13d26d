//! The Jira Query Language: read, checked against the site, and asked of issues.

pub(crate) mod ast;
mod lexer;
mod parser;
mod print;
pub(crate) mod words;

pub(crate) use parser::parse;

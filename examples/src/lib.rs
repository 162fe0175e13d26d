//! What the example programs share: settings from the environment, progress, output, and how a program ends.
#![deny(missing_docs)]

pub mod jira;
pub mod outcome;
pub mod output;
pub mod progress;
pub mod settings;
pub mod site;
pub mod whole;

//! The flow `snapshot`.

mod atomic;
mod content;
mod database;
mod health;
mod notes;
mod questions;

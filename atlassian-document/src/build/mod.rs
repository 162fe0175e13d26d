//! Documents that are written by hand.

mod blocks;
mod inline;
mod table;

pub use blocks::{Column, Expand, Item, Panel, Quote, Task};
pub use inline::Inline;
pub use table::{Cell, Table};

#[cfg(test)]
mod tests;

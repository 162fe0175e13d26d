//! Listings: six shapes of paging over one walk, as streams of elements or of pages.

mod envelope;
mod offset;
mod paging;
mod stream;
mod token;
mod walk;
mod window;

pub use paging::{Cursor, NextIn, Paging};
pub use stream::{FirstPage, Items, Page, Pages};

//! Whole flows against the simulator, and the programs of the workspace's own README.

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;

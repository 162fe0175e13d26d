#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
// Every handler has the same type, also one that cannot fail.
#![allow(clippy::unnecessary_wraps)]

mod admin;
mod auth;
mod builder;
mod call;
mod clock;
mod confluence;
mod edge;
mod errors;
mod faults;
mod jira;
mod log;
mod oauth;
mod paging;
mod query;
mod reply;
mod routes;
mod scim;
mod server;
mod sim;
mod state;
mod time;
mod wire;
mod world;

pub use builder::SimBuilder;
pub use faults::Fault;
pub use log::Recorded;
pub use sim::{Account, OauthClient, Sim};
pub use state::{SimApiToken, SimGroup, SimRole, SimSetting, SimUser};

#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
// Every handler has the same type, also one that cannot fail.
#![allow(clippy::unnecessary_wraps)]

mod adf;
mod admin;
mod auth;
mod base64;
mod builder;
mod call;
mod clock;
mod confluence;
mod control;
mod deliver;
mod edge;
mod errors;
mod faults;
mod jira;
mod jql;
mod limits;
mod load;
mod log;
mod media;
mod multipart;
mod oauth;
mod paging;
mod persist;
mod query;
mod reply;
mod routes;
mod scenario;
mod scim;
mod server;
mod sim;
mod software;
mod state;
mod status;
mod time;
mod wire;
mod world;
mod zip;

pub use builder::SimBuilder;
pub use faults::{Fault, RequestView};
pub use limits::{LimitLevel, Limits, Quota, ResetFormat, Stage};
pub use load::LoadError;
pub use log::Recorded;
pub use routes::{Served, operations};
pub use scenario::{Scenario, ScenarioError};
pub use sim::{Account, FailedWebhook, OauthClient, Sim};
pub use state::{Feature, SimApiToken, SimGroup, SimRole, SimSetting, SimUser};

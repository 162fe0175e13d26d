//! Each operation once against the simulator: what is asked is accepted there, and what is answered fits the model.
//!
//! A module here has the name of its resource. Its `tour` calls every operation of that resource with success; what was
//! left out fails the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]

mod site;

use jira_client::OperationInfo;
use jira_client::cloud::{self, OPERATIONS};

use site::Site;

/// Operations that cannot succeed at the simulator, each with the reason; their requests and answers are in `tests/wire`.
const ELSEWHERE: &[(&str, &str)] = &[];

macro_rules! tours {
    ($($resource:ident),+ $(,)?) => {
        $(
            mod $resource;

            #[tokio::test]
            async fn $resource() {
                let site = Site::start().await;
                $resource::tour(&site).await;
                site.assert_all_answered(cloud::$resource::TABLE);
            }
        )+

        const TOURED: &[&[&OperationInfo]] = &[ $( cloud::$resource::TABLE ),+ ];
    };
}

tours! {
    application_roles,
    audit_records,
    groups,
    issues,
    licenses,
    myself,
    permissions,
    server_info,
    settings,
    users,
}

#[test]
fn every_resource_is_toured() {
    let names = |tables: &[&[&OperationInfo]]| {
        let mut names: Vec<_> = tables
            .iter()
            .flat_map(|table| table.iter().map(|one| one.name))
            .collect();
        names.sort_unstable();
        names
    };
    assert_eq!(names(TOURED), names(OPERATIONS));
}

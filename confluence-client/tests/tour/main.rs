//! Each operation once against the simulator: what is asked is accepted there, and what is answered fits the model.
//!
//! A module here has the name of its resource. Its `tour` calls every operation of that resource with success; what was
//! left out fails the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]
#![allow(
    clippy::too_many_lines,
    reason = "a tour calls all operations of its resource, one after the other"
)]

mod site;
mod spaces;
mod users;

use confluence_client::{OPERATIONS, OperationInfo};

use site::Site;

/// Operations that cannot succeed at the simulator, each with the reason; their requests and answers are in `tests/wire`.
const ELSEWHERE: &[(&str, &str)] = &[];

macro_rules! tours {
    ($($resource:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $resource() {
                let site = Site::start().await;
                $resource::tour(&site).await;
                site.assert_all_answered(confluence_client::$resource::TABLE);
            }
        )+

        const TOURED: &[&[&OperationInfo]] = &[ $( confluence_client::$resource::TABLE ),+ ];
    };
}

tours! {
    spaces,
    users,
}

#[test]
fn every_resource_is_toured() {
    let toured: Vec<&str> = TOURED
        .iter()
        .flat_map(|table| table.iter().map(|one| one.name))
        .collect();
    let left_out: Vec<&str> = OPERATIONS
        .iter()
        .flat_map(|table| table.iter().map(|one| one.name))
        .filter(|name| !toured.contains(name))
        .collect();
    assert!(left_out.is_empty(), "without a tour: {left_out:?}");
}

//! What the edge in front of a site answers, without a credential.

use serde_json::json;

use crate::call::Call;
use crate::reply::{Answer, ok};
use crate::routes::Access::Open;
use crate::routes::Operation;

pub(crate) const OPERATIONS: &[Operation] = &[Operation::new(
    "GET",
    "/_edge/tenant_info",
    Open,
    tenant_info,
)];

fn tenant_info(call: &Call<'_>) -> Answer {
    ok(&json!({ "cloudId": call.world.cloud_id }))
}

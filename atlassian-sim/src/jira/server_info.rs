//! What the instance says about itself, to everybody.

use serde_json::json;

use crate::call::Call;
use crate::reply::{Answer, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::time;

pub(super) const OPERATIONS: &[Operation] = &[Operation::new(
    "GET",
    "/rest/api/3/serverInfo",
    Anonymous,
    get,
)];

fn get(call: &Call<'_>) -> Answer {
    let site = &call.world.site_url;
    let mut info = json!({
        "baseUrl": site,
        "displayUrl": site,
        "displayUrlServicedeskHelpCenter": site,
        "displayUrlConfluence": site,
        "version": "1001.0.0-SNAPSHOT",
        "versionNumbers": [1001, 0, 0],
        "deploymentType": "Cloud",
        "buildNumber": 100_290,
        "buildDate": time::jira(time::GENERATED_AT - time::DAY),
        "scmInfo": "0000000000000000000000000000000000000000",
        "serverTitle": "Acme",
        "serverTimeZone": "Etc/UTC",
        "defaultLocale": { "locale": "en_US" },
    });
    if call.caller.is_some() {
        info["serverTime"] = time::jira(call.now()).into();
    }
    ok(&info)
}

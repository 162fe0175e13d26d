//! Mail about an issue. It is checked as the service does, and then nobody gets it.

use serde_json::Value;

use crate::call::Call;
use crate::errors;
use crate::jira::WRITE_WORK;
use crate::jira::on_issues::seen;
use crate::query::strings;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::Issue;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[Operation::new(
    "POST",
    "/rest/api/3/issue/{issueIdOrKey}/notify",
    Anonymous,
    notify,
)
.scopes(WRITE_WORK, &["send:notification:jira"])];

fn notify(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let state = call.read();
    let issue = seen(call, &state)?;
    let caller = call.account()?;
    let recipients = recipients(&state, issue, &body["to"])?;
    // Nobody gets mail about what they do themselves.
    if recipients.iter().all(|account| *account == caller) {
        return Err(errors::bad_request(
            "No recipients were defined for notification.",
        ));
    }
    Ok(Reply::empty(204))
}

fn recipients(state: &State, issue: &Issue, to: &Value) -> Result<Vec<u32>, Reply> {
    let mut found: Vec<u32> = Vec::new();
    let no = |message: &str| Err(errors::bad_request(message));
    if to["reporter"] == true {
        match issue.reporter {
            Some(reporter) => found.push(reporter),
            None => return no("The issue has no reporter."),
        }
    }
    if to["assignee"] == true {
        match issue.assignee {
            Some(assignee) => found.push(assignee),
            None => return no("The issue is unassigned."),
        }
    }
    if to["watchers"] == true {
        found.extend(&issue.watchers);
    }
    if to["voters"] == true {
        found.extend(&issue.voters);
    }
    for user in to["users"].as_array().into_iter().flatten() {
        let id = user["accountId"].as_str().unwrap_or("");
        match state.users.find(id) {
            Some(account) => found.push(account),
            None => return no(&format!("The user with account id '{id}' does not exist.")),
        }
    }
    let named = to["groups"].as_array().into_iter().flatten();
    let named = named.map(|group| (group["groupId"].as_str(), group["name"].as_str()));
    let by_id = strings(&to["groupIds"])
        .into_iter()
        .map(|id| (Some(id), None));
    for (id, name) in named.chain(by_id) {
        let slot = match (id, name) {
            (Some(id), _) => state.groups.find(id),
            (None, name) => state.groups.find_by_name(name.unwrap_or("")),
        };
        if let Some(slot) = slot {
            found.extend(&state.groups.get(slot).members);
        } else {
            let said = id.or(name).unwrap_or("");
            return no(&format!("The group '{said}' does not exist."));
        }
    }
    Ok(found)
}

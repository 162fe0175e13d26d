//! Votes for an issue.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, operations};

use super::users::User;
use crate::ids::IssueIdOrKey;

operations! {
    /// Votes for an issue. Voting has to be switched on for the site (404).
    ///
    /// One votes for oneself and for nobody else: votes of others cannot be brought over from another site. What is
    /// changed here leaves the issue's time of update as it is, so that no search for changed issues finds it.
    pub struct Votes;

    /// The votes for an issue.
    ///
    /// The number is for everybody; whoever lacks the permission to see voters gets an empty list of them.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-votes/#api-rest-api-3-issue-issueidorkey-votes-get)
    get: GetVotes = GET "/rest/api/3/issue/{issueIdOrKey}/votes" => IssueVotes {
        permission "Browse projects; View Voters and Watchers to see who they are";
        scopes ["read:jira-work"];
        granular ["read:issue.vote:jira", "read:user:jira", "read:application-role:jira", "read:avatar:jira",
            "read:group:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
    }

    /// Votes for an issue, as the caller. No harm is done if the caller has.
    ///
    /// An issue that has a resolution cannot be voted for (404).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-votes/#api-rest-api-3-issue-issueidorkey-votes-post)
    add: AddVote = POST "/rest/api/3/issue/{issueIdOrKey}/votes" => NoContent {
        permission "Browse projects";
        scopes ["write:jira-work"];
        granular ["write:issue.vote:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
    }

    /// Takes the caller's vote back. Where there is none it is 404.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-votes/#api-rest-api-3-issue-issueidorkey-votes-delete)
    remove: RemoveVote = DELETE "/rest/api/3/issue/{issueIdOrKey}/votes" => NoContent {
        permission "Browse projects";
        scopes ["write:jira-work"];
        granular ["write:issue.vote:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
    }
}

/// The votes for an issue.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueVotes {
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// Whether the caller has voted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_voted: Option<bool>,
    /// Those of the voters that the caller may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voters: Option<Vec<User>>,
    /// The address of all this in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

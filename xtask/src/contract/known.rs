//! Differences that are known and meant, each with its reason.

use super::Check;
use super::apis::JIRA;
use super::disagreement::{Disagreement, Kind};

/// A disagreement in which the declaration is right, or at least meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The API, by its name in the table of APIs.
    pub(super) api: &'static str,
    /// The operation, or the model whichever operation returns it.
    pub(super) of: &'static str,
    pub(super) kind: Kind,
    /// What the disagreement is about; of a model's field its bare name.
    pub(super) subject: &'static str,
    pub(super) reason: &'static str,
}

/// The list. A row that excuses nothing any more fails the check: remove it.
pub(super) const DIFFERENCES: &[Known] = &[
    Known {
        api: JIRA,
        of: "GetBulkPermissions",
        kind: Kind::Scope,
        subject: "read:jira-work",
        reason: "The description lists no classic scope here, and its own prose names this one.",
    },
    Known {
        api: JIRA,
        of: "ServerInformation",
        kind: Kind::AnswerField,
        subject: "defaultLocale",
        reason: "Live sites send it, as recordings of them show; the description forgot it.",
    },
    Known {
        api: JIRA,
        of: "RemoveGroup",
        kind: Kind::QueryParameterRequired,
        subject: "groupId",
        reason: "Groups are named by their id: the name, which the description allows instead, can change.",
    },
    Known {
        api: JIRA,
        of: "GetUsersFromGroup",
        kind: Kind::QueryParameterRequired,
        subject: "groupId",
        reason: "Groups are named by their id: the name, which the description allows instead, can change.",
    },
    Known {
        api: JIRA,
        of: "AddUserToGroup",
        kind: Kind::QueryParameterRequired,
        subject: "groupId",
        reason: "Groups are named by their id: the name, which the description allows instead, can change.",
    },
    Known {
        api: JIRA,
        of: "RemoveUserFromGroup",
        kind: Kind::QueryParameterRequired,
        subject: "groupId",
        reason: "Groups are named by their id: the name, which the description allows instead, can change.",
    },
    Known {
        api: JIRA,
        of: "AddUserToGroup",
        kind: Kind::BodyFieldRequired,
        subject: "accountId",
        reason: "The service refuses the call without it: the name that it once took instead is gone.",
    },
    Known {
        api: JIRA,
        of: "GetApplicationProperty",
        kind: Kind::QueryParameterRequired,
        subject: "key",
        reason: "One property is asked for; without a key it would be another operation, which lists them.",
    },
    Known {
        api: JIRA,
        of: "SetApplicationProperty",
        kind: Kind::BodyFieldRequired,
        subject: "value",
        reason: "The call exists to send it; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "AuditRecord",
        kind: Kind::AnswerField,
        subject: "authorAccountId",
        reason: "Sites were seen to send it beside `authorKey`; the description forgot it.",
    },
    Known {
        api: JIRA,
        of: "SearchAndReconsileIssuesUsingJqlPost",
        kind: Kind::BodyFieldRequired,
        subject: "jql",
        reason: "A search without a query is refused as unbounded.",
    },
    Known {
        api: JIRA,
        of: "SearchAndReconsileIssuesUsingJqlPost",
        kind: Kind::BodyFieldRequired,
        subject: "fields",
        reason: "Left out, it means ids without even keys; a caller has to say so.",
    },
    Known {
        api: JIRA,
        of: "CountIssues",
        kind: Kind::BodyFieldRequired,
        subject: "jql",
        reason: "A count without a query is refused as unbounded.",
    },
    Known {
        api: JIRA,
        of: "MigrateQueries",
        kind: Kind::BodyFieldRequired,
        subject: "queryStrings",
        reason: "The call exists to send them; the description marks nothing of this body as required.",
    },
];

impl Known {
    fn excuses(&self, it: &Disagreement) -> bool {
        let subject = match (self.of == it.operation, it.model) {
            (true, _) => it.subject.as_str(),
            (false, Some(model)) if model == self.of => it.field(),
            _ => return false,
        };
        self.kind == it.kind && self.subject == subject
    }
}

/// Takes known differences out of the findings, and returns the rows that excused nothing.
pub(super) fn settle<'a>(checks: &mut [Check], known: &'a [Known]) -> Vec<&'a Known> {
    let mut dead = Vec::new();
    for row in known {
        let mut used = false;
        let mut judged = true;
        for check in checks.iter_mut().filter(|it| it.api.name == row.api) {
            let before = check.findings.disagreements.len();
            check.findings.disagreements.retain(|it| !row.excuses(it));
            let excused = before - check.findings.disagreements.len();
            check.findings.known += excused;
            used |= excused > 0;
            judged &= check.absent.is_empty();
        }
        // Without a description its differences cannot be met.
        if !used && judged {
            dead.push(row);
        }
    }
    dead
}

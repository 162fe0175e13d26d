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
    Known {
        api: JIRA,
        of: "CreateProjectCategory",
        kind: Kind::BodyFieldRequired,
        subject: "name",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "CreateProjectRole",
        kind: Kind::BodyFieldRequired,
        subject: "name",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "FullyUpdateProjectRole",
        kind: Kind::BodyFieldRequired,
        subject: "name",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "FullyUpdateProjectRole",
        kind: Kind::BodyFieldRequired,
        subject: "description",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "SetActors",
        kind: Kind::BodyFieldRequired,
        subject: "categorisedActors",
        reason: "The call exists to send it; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "ToggleFeatureForProject",
        kind: Kind::BodyFieldRequired,
        subject: "state",
        reason: "The call exists to send it; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "UpdateProjectEmail",
        kind: Kind::BodyFieldRequired,
        subject: "emailAddress",
        reason: "The call exists to send it; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "ValidateProjectKey",
        kind: Kind::QueryParameterRequired,
        subject: "key",
        reason: "There is nothing to check without it.",
    },
    Known {
        api: JIRA,
        of: "GetValidProjectKey",
        kind: Kind::QueryParameterRequired,
        subject: "key",
        reason: "There is nothing to check without it.",
    },
    Known {
        api: JIRA,
        of: "CreateVersion",
        kind: Kind::BodyFieldRequired,
        subject: "projectId",
        of: "CreateCustomFieldOption",
        kind: Kind::BodyFieldRequired,
        subject: "options",
        reason: "The call exists to send them; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "UpdateCustomFieldOption",
        kind: Kind::BodyFieldRequired,
        subject: "options",
        reason: "The call exists to send them; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "GetAllFieldConfigurations",
        kind: Kind::Deprecated,
        subject: "/rest/api/3/fieldconfiguration",
        reason: "Its successor, field schemes, answers 404 on sites that Atlassian has not switched over.",
    },
    Known {
        api: JIRA,
        of: "GetFieldConfigurationItems",
        kind: Kind::Deprecated,
        subject: "/rest/api/3/fieldconfiguration/{id}/fields",
        reason: "Its successor, field schemes, answers 404 on sites that Atlassian has not switched over.",
    },
    Known {
        api: JIRA,
        of: "GetAllFieldConfigurationSchemes",
        kind: Kind::Deprecated,
        subject: "/rest/api/3/fieldconfigurationscheme",
        reason: "Its successor, field schemes, answers 404 on sites that Atlassian has not switched over.",
    },
    Known {
        api: JIRA,
        of: "GetFieldConfigurationSchemeMappings",
        kind: Kind::Deprecated,
        subject: "/rest/api/3/fieldconfigurationscheme/mapping",
        reason: "Its successor, field schemes, answers 404 on sites that Atlassian has not switched over.",
    },
    Known {
        api: JIRA,
        of: "GetFieldConfigurationSchemeProjectMapping",
        kind: Kind::Deprecated,
        subject: "/rest/api/3/fieldconfigurationscheme/project",
        reason: "Its successor, field schemes, answers 404 on sites that Atlassian has not switched over.",
    },
    Known {
        api: JIRA,
        of: "FieldConfiguration",
        kind: Kind::AnswerField,
        subject: "id",
        reason: "The description gives the shape of what is sent to make one; its own example of the answer has this field.",
    },
    Known {
        api: JIRA,
        of: "FieldConfiguration",
        kind: Kind::AnswerField,
        subject: "isDefault",
        reason: "The description gives the shape of what is sent to make one; its own example of the answer has this field.",
    },
    Known {
        api: JIRA,
        of: "BoardPlace",
        kind: Kind::AnswerField,
        subject: "id",
        reason: "Live sites name the project so, as recordings of them show; the description has one field that they do not send.",
    },
    Known {
        api: JIRA,
        of: "BoardPlace",
        kind: Kind::AnswerField,
        subject: "key",
        reason: "Live sites name the project so, as recordings of them show; the description has one field that they do not send.",
    },
    Known {
        api: JIRA,
        of: "BoardPlace",
        kind: Kind::AnswerField,
        subject: "name",
        reason: "Live sites name the project so, as recordings of them show; the description has one field that they do not send.",
    },
    Known {
        api: JIRA,
        of: "BoardPlace",
        kind: Kind::AnswerField,
        subject: "self",
        reason: "Live sites name the project so, as recordings of them show; the description has one field that they do not send.",
    },
    Known {
        api: JIRA,
        of: "GetProjectsFull",
        kind: Kind::PagingParameter,
        subject: "startAt",
        reason: "The description calls the answer a page of the results and forgot how the next one is asked for.",
    },
    Known {
        api: JIRA,
        of: "GetProjectsFull",
        kind: Kind::PagingParameter,
        subject: "maxResults",
        reason: "The description calls the answer a page of the results and forgot how the next one is asked for.",
    },
    Known {
        api: JIRA,
        of: "GetProjectsFull",
        kind: Kind::Answer,
        subject: "/rest/agile/1.0/board/{boardId}/project/full",
        reason: "The description calls the answer a page of projects and forgot its form.",
    },
    Known {
        api: JIRA,
        of: "CreateSprint",
        kind: Kind::BodyFieldRequired,
        subject: "name",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "CreateSprint",
        kind: Kind::BodyFieldRequired,
        subject: "originBoardId",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "SwapSprint",
        kind: Kind::BodyFieldRequired,
        subject: "sprintToSwapWith",
        reason: "The call is about two sprints; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "GetIssueEstimationForBoard",
        kind: Kind::QueryParameterRequired,
        subject: "boardId",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "CreateVersion",
        kind: Kind::BodyFieldRequired,
        subject: "name",
        of: "EstimateIssueForBoard",
        kind: Kind::QueryParameterRequired,
        subject: "boardId",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "CreateRelatedWork",
        kind: Kind::BodyFieldRequired,
        subject: "url",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "UpdateRelatedWork",
        kind: Kind::BodyFieldRequired,
        subject: "relatedWorkId",
        reason: "The call is about one link; the description says in prose that its id belongs into the body.",
    },
    Known {
        api: JIRA,
        of: "CreateComponent",
        kind: Kind::BodyFieldRequired,
        subject: "project",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "CreateComponent",
        kind: Kind::BodyFieldRequired,
        subject: "name",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "Project",
        kind: Kind::AnswerField,
        subject: "projectKeys",
        reason: "It is what `expand=projectKeys` asks for, and recordings have it; the description forgot it.",
    },
    Known {
        api: JIRA,
        of: "IssueType",
        kind: Kind::AnswerField,
        subject: "untranslatedName",
        reason: "Live sites send it, as recordings of them show; the description forgot it.",
    },
    Known {
        api: JIRA,
        of: "IssueTypeScheme",
        kind: Kind::AnswerField,
        subject: "projects",
        reason: "It is what `expand=projects` asks for, and the description's own example has it.",
    },
    Known {
        api: JIRA,
        of: "IssueTypeScheme",
        kind: Kind::AnswerField,
        subject: "issueTypes",
        reason: "It is what `expand=issueTypes` asks for, and the description's own example has it.",
    },
    Known {
        api: JIRA,
        of: "EstimateIssueForBoard",
        kind: Kind::BodyFieldRequired,
        subject: "value",
        reason: "The call exists to send it; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "Filter",
        kind: Kind::AnswerField,
        subject: "isWritable",
        reason: "Live sites send it, as recordings of them show, and the description lets it be asked for; its model forgot it.",
    },
    Known {
        api: JIRA,
        of: "SetColumns",
        kind: Kind::BodyFieldRequired,
        subject: "columns",
        reason: "The call exists to send it; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "GadgetPosition",
        kind: Kind::AnswerField,
        subject: "row",
        reason: "The description has the sentences that explain the fields in the place of their names.",
    },
    Known {
        api: JIRA,
        of: "GadgetPosition",
        kind: Kind::AnswerField,
        subject: "column",
        reason: "The description has the sentences that explain the fields in the place of their names.",
    },
    Known {
        api: JIRA,
        of: "Comment",
        kind: Kind::AnswerField,
        subject: "parentId",
        reason: "Sites send it for answers to comments, as the screens show them; the description does not know of answers.",
    },
    Known {
        api: JIRA,
        of: "AddComment",
        kind: Kind::BodyField,
        subject: "parentId",
        reason: "Makes the comment an answer to another; the description does not know of answers.",
    },
    Known {
        api: JIRA,
        of: "AddComment",
        kind: Kind::BodyFieldRequired,
        subject: "body",
        reason: "The service refuses a comment without text; the description uses the model of an answer.",
    },
    Known {
        api: JIRA,
        of: "AddWorklog",
        kind: Kind::BodyFieldRequired,
        subject: "timeSpentSeconds",
        reason: "The service refuses a worklog without it or `timeSpent`; the description uses the model of an answer.",
    },
    Known {
        api: JIRA,
        of: "BulkMoveWorklogs",
        kind: Kind::BodyFieldRequired,
        subject: "ids",
        reason: "There is nothing to move without it; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "CreateIssueLinkType",
        kind: Kind::BodyFieldRequired,
        subject: "name",
        reason: "The service refuses a kind of link without a name; the description uses the model of an answer.",
    },
    Known {
        api: JIRA,
        of: "GetRemoteIssueLinkByGlobalId",
        kind: Kind::QueryParameterRequired,
        subject: "globalId",
        reason: "One link is asked for; without the id it would be another operation, which lists them.",
    },
    Known {
        api: JIRA,
        of: "CreateCustomFieldOption",
        kind: Kind::BodyFieldRequired,
        subject: "options",
        reason: "The call exists to send them; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "EstimateIssueForBoard",
        kind: Kind::QueryParameterRequired,
        subject: "boardId",
        reason: "The description's own prose says that it is required.",
    },
    Known {
        api: JIRA,
        of: "MoveIssuesToBacklog",
        kind: Kind::BodyFieldRequired,
        subject: "issues",
        reason: "The call is about them; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "MoveIssuesToEpic",
        kind: Kind::BodyFieldRequired,
        subject: "issues",
        reason: "The call is about them; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "RemoveIssuesFromEpic",
        kind: Kind::BodyFieldRequired,
        subject: "issues",
        reason: "The call is about them; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "CreateIssues",
        kind: Kind::BodyFieldRequired,
        subject: "issueUpdates",
        reason: "The call is about this and nothing else; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "ArchiveIssues",
        kind: Kind::BodyFieldRequired,
        subject: "issueIdsOrKeys",
        reason: "The call is about this and nothing else; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "UnarchiveIssues",
        kind: Kind::BodyFieldRequired,
        subject: "issueIdsOrKeys",
        reason: "The call is about this and nothing else; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "ArchiveIssuesAsync",
        kind: Kind::BodyFieldRequired,
        subject: "jql",
        reason: "The call is about this and nothing else; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "BulkSetIssuesPropertiesList",
        kind: Kind::BodyFieldRequired,
        subject: "entitiesIds",
        reason: "The call is about this and nothing else; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "BulkSetIssuesPropertiesList",
        kind: Kind::BodyFieldRequired,
        subject: "properties",
        reason: "The call is about this and nothing else; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "BulkSetIssuePropertiesByIssue",
        kind: Kind::BodyFieldRequired,
        subject: "issues",
        reason: "The call is about this and nothing else; the description marks nothing of this body as required.",
    },
    Known {
        api: JIRA,
        of: "BulkSetIssuesPropertiesList",
        kind: Kind::Answer,
        subject: "/rest/api/3/issue/properties",
        reason: "Answered with a redirect to the task, which is followed; the description shows the redirect only.",
    },
    Known {
        api: JIRA,
        of: "BulkSetIssuePropertiesByIssue",
        kind: Kind::Answer,
        subject: "/rest/api/3/issue/properties/multi",
        reason: "Answered with a redirect to the task, which is followed; the description shows the redirect only.",
    },
    Known {
        api: JIRA,
        of: "BulkSetIssueProperty",
        kind: Kind::Answer,
        subject: "/rest/api/3/issue/properties/{propertyKey}",
        reason: "Answered with a redirect to the task, which is followed; the description shows the redirect only.",
    },
    Known {
        api: JIRA,
        of: "BulkDeleteIssueProperty",
        kind: Kind::Answer,
        subject: "/rest/api/3/issue/properties/{propertyKey}",
        reason: "Answered with a redirect to the task, which is followed; the description shows the redirect only.",
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

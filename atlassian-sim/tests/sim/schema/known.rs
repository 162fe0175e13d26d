//! Where the simulator and Atlassian's descriptions differ, each with its reason. A row that nothing needs any more is
//! reported by the step `simulator` of `.ci/run`.

/// A place at which a description is wrong, or at least narrower than the service.
#[derive(Debug)]
pub(crate) struct Known {
    /// Method and template, or `field` and the name of an issue's field; `*` for all of them.
    pub(crate) operation: &'static str,
    /// A JSON pointer into the answer with `*` for indices, after its status if that is no success; `request` and such a
    /// pointer; `?` and the name of a query parameter; or `status` and a number. After `**` only the end counts.
    pub(crate) at: &'static str,
    /// For the reader, and for the report of rows that nothing needs.
    #[allow(dead_code)]
    pub(crate) reason: &'static str,
}

pub(crate) const KNOWN: &[Known] = &[
    Known {
        operation: "GET /rest/api/3/serverInfo",
        at: "/defaultLocale",
        reason: "Sites send it, as recordings of them show.",
    },
    Known {
        operation: "GET /rest/api/3/auditing/record",
        at: "/records/*/authorAccountId",
        reason: "Sites were seen to send it beside `authorKey`.",
    },
    Known {
        operation: "GET /rest/api/3/application-properties",
        at: "",
        reason: "With a `key` it answers that one property and no array; the description has the array alone.",
    },
    Known {
        operation: "GET /admin/api-access/v1/orgs/{orgId}/api-tokens",
        at: "status 500",
        reason: "What the service answers where `pageSize` is missing; reconstructed, the description has successes alone.",
    },
    Known {
        operation: "*",
        at: "**/items/*/from",
        reason: "Null where there was nothing, in every recorded history.",
    },
    Known {
        operation: "*",
        at: "**/items/*/fromString",
        reason: "Null where there was nothing, in every recorded history.",
    },
    Known {
        operation: "*",
        at: "**/histories/*/items/*/to",
        reason: "Null where nothing is left, in every recorded history.",
    },
    Known {
        operation: "*",
        at: "**/histories/*/items/*/toString",
        reason: "Null where nothing is left, in every recorded history.",
    },
    Known {
        operation: "GET /rest/api/3/fieldconfiguration",
        at: "/values/*/id",
        reason: "In the example of the description; its schema is that of the request.",
    },
    Known {
        operation: "GET /rest/api/3/fieldconfiguration",
        at: "/values/*/isDefault",
        reason: "In the example of the description; its schema is that of the request.",
    },
    Known {
        operation: "PUT /rest/api/3/field/{fieldId}/context/defaultValue",
        at: "request /defaultValues/*/optionId",
        reason: "Null takes a default away, says the description in words.",
    },
    Known {
        operation: "PUT /rest/api/3/screenscheme/{screenSchemeId}",
        at: "request /screens/create",
        reason: "Null takes a screen away, says the description in words.",
    },
    Known {
        operation: "POST /rest/api/3/screens/{screenId}/tabs/{tabId}/fields/{id}/move",
        at: "request /after",
        reason: "The id of a field, says the description in words, and calls it a URI.",
    },
    Known {
        operation: "*",
        at: "**/holder/user",
        reason: "What `expand` asks for; the description shows it in the text on holders alone.",
    },
    Known {
        operation: "*",
        at: "**/holder/group",
        reason: "What `expand` asks for; the description shows it in the text on holders alone.",
    },
    Known {
        operation: "*",
        at: "**/holder/projectRole",
        reason: "What `expand` asks for; the description shows it in the text on holders alone.",
    },
    Known {
        operation: "*",
        at: "**/holder/field",
        reason: "What `expand` asks for; the description shows it in the text on holders alone.",
    },
    Known {
        operation: "GET /rest/api/3/workflowscheme/{id}/workflow",
        at: "",
        reason: "Without `workflowName` it answers all mappings of the scheme in an array; the description has one mapping alone.",
    },
    Known {
        operation: "*",
        at: "status 410",
        reason: "Operations that were removed after the description was made.",
    },
    Known {
        operation: "*",
        at: "**/untranslatedName",
        reason: "Sites send it in the lists of issue types and of statuses, as recordings of them show.",
    },
    Known {
        operation: "GET /rest/api/3/resolution/search",
        at: "/values/*/isDefault",
        reason: "Sites send it so, as a recording shows, and no `default`.",
    },
    Known {
        operation: "GET /rest/api/3/project/{projectIdOrKey}/component",
        at: "/values/*/componentBean",
        reason: "Sites send it, as a recording shows.",
    },
    Known {
        operation: "*",
        at: "**/projectKeys",
        reason: "Sites send it when `expand` asks for it, as a recording shows; the description names it in words alone.",
    },
    Known {
        operation: "*",
        at: "**/items/*/to",
        reason: "As above.",
    },
    Known {
        operation: "*",
        at: "**/items/*/toString",
        reason: "As above.",
    },
    Known {
        operation: "POST /rest/api/3/changelog/bulkfetch",
        at: "/issueChangeLogs/*/changeHistories/*/created",
        reason: "Milliseconds since 1970 were seen here; the example of the description has a number, too.",
    },
    Known {
        operation: "POST /rest/api/3/issue/{issueIdOrKey}/comment",
        at: "/parentId",
        reason: "Answers to comments are newer than the description.",
    },
    Known {
        operation: "POST /rest/api/3/issue/{issueIdOrKey}/comment",
        at: "request /parentId",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/api/3/issue/{issueIdOrKey}/comment/{id}",
        at: "/parentId",
        reason: "As above.",
    },
    Known {
        operation: "PUT /rest/api/3/issue/{issueIdOrKey}/comment/{id}",
        at: "request /visibility",
        reason: "Null opens what was restricted.",
    },
    Known {
        operation: "PUT /rest/api/3/issue/{issueIdOrKey}/worklog/{id}",
        at: "request /visibility",
        reason: "As above.",
    },
    Known {
        operation: "POST /rest/api/3/issueLink",
        at: "request /comment",
        reason: "Clients send null where there is no comment.",
    },
    Known {
        operation: "POST /rest/api/3/issue/{issueIdOrKey}/watchers",
        at: "request",
        reason: "Without a body the caller comes to watch, as the operation itself says.",
    },
    Known {
        operation: "POST /rest/api/3/issue/{issueIdOrKey}/watchers",
        at: "request ",
        reason: "And so with null.",
    },
    Known {
        operation: "GET /rest/api/3/attachment/content/{id}",
        at: "",
        reason: "The file itself; the description has no word for it.",
    },
    Known {
        operation: "GET /rest/api/3/attachment/thumbnail/{id}",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "PUT /rest/api/3/issues/archive/export",
        at: "/submittedTime",
        reason: "Milliseconds, as in the example of the description; its schema has a text.",
    },
    Known {
        operation: "GET /rest/api/3/bulk/queue/{taskId}",
        at: "/created",
        reason: "Milliseconds, as in the example of the description; its schema has a text.",
    },
    Known {
        operation: "GET /rest/api/3/bulk/queue/{taskId}",
        at: "/started",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/api/3/bulk/queue/{taskId}",
        at: "/updated",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/api/3/bulk/queue/{taskId}",
        at: "400 /errorMessages",
        reason: "As in the example of the description, which its schema does not fit.",
    },
    Known {
        operation: "GET /rest/api/3/bulk/queue/{taskId}",
        at: "400 /errors",
        reason: "As above.",
    },
    Known {
        operation: "POST /rest/api/3/bulk/issues/move",
        at: "request /targetToMultipleSourceMapping",
        reason: "Required, but no property of that schema.",
    },
    Known {
        operation: "POST /rest/api/3/bulk/issues/move",
        at: "**/issueIdOrKeys",
        reason: "Required, but the property is called `issueIdsOrKeys`.",
    },
    Known {
        operation: "PUT /rest/api/3/issue/{issueIdOrKey}/assignee",
        at: "request /accountId",
        reason: "Null takes the assignee away, says the description in words.",
    },
    Known {
        operation: "POST /rest/api/3/issue/{issueIdOrKey}/transitions",
        at: "request /transition/id",
        reason: "A number will do: libraries in wide use send one.",
    },
    Known {
        operation: "field comment",
        at: "/self",
        reason: "Inside an issue the page of comments has its address; on its own it has not.",
    },
    Known {
        operation: "field issuelinks",
        at: "/inwardIssue",
        reason: "Seen from an issue a link has one end, the other one.",
    },
    Known {
        operation: "field issuelinks",
        at: "/outwardIssue",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/agile/1.0/board/{boardId}/configuration",
        at: "/location/id",
        reason: "In the description's own example, and recorded; its schema has what is sent to make a board.",
    },
    Known {
        operation: "GET /rest/agile/1.0/board/{boardId}/configuration",
        at: "/location/key",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/agile/1.0/board/{boardId}/configuration",
        at: "/location/name",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/agile/1.0/board/{boardId}/configuration",
        at: "/location/self",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/agile/1.0/board/{boardId}/project/full",
        at: "",
        reason: "A page of projects; the description has no body.",
    },
    Known {
        operation: "GET /rest/api/3/filter/search",
        at: "/values/*/isWritable",
        reason: "An option of `expand`, and recorded.",
    },
    Known {
        operation: "*",
        at: "**/position/row",
        reason: "In the description's own examples; its schema has sentences in the place of names.",
    },
    Known {
        operation: "*",
        at: "**/position/column",
        reason: "As above.",
    },
    Known {
        operation: "*",
        at: "**/position/The row position of the gadget.",
        reason: "As above.",
    },
    Known {
        operation: "*",
        at: "**/position/The column position of the gadget.",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/api/3/search/jql",
        at: "?startAt",
        reason: "Ignored without a word, which clients have to know.",
    },
    Known {
        operation: "GET /wiki/api/v2/pages",
        at: "/results/*/parentId",
        reason: "Null for a page at the root of its space, as the property's own description says.",
    },
    Known {
        operation: "GET /wiki/api/v2/pages",
        at: "/results/*/parentType",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces/{id}/pages",
        at: "/results/*/parentId",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces/{id}/pages",
        at: "/results/*/parentType",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/pages/{id}",
        at: "/parentId",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/pages/{id}",
        at: "/parentType",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces",
        at: "/results/*/description",
        reason: "Null where it was not asked for, in every recorded space.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces",
        at: "/results/*/icon",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces/{id}",
        at: "/description",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces/{id}",
        at: "/icon",
        reason: "As above.",
    },
    Known {
        operation: "POST /wiki/api/v2/spaces",
        at: "/description",
        reason: "As above.",
    },
    Known {
        operation: "POST /wiki/api/v2/spaces",
        at: "/icon",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces",
        at: "/results/*/spaceOwnerId",
        reason: "Every recorded space has it.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces/{id}",
        at: "/spaceOwnerId",
        reason: "As above.",
    },
    Known {
        operation: "GET /wiki/api/v2/spaces/{id}",
        at: "/currentActiveAlias",
        reason: "As above.",
    },
    Known {
        operation: "POST /wiki/api/v2/spaces",
        at: "/spaceOwnerId",
        reason: "As above.",
    },
    Known {
        operation: "PUT /wiki/api/v2/pages/{id}",
        at: "status 409",
        reason: "A version that is not the next one is a conflict; the description has no status for it.",
    },
    Known {
        operation: "PUT /wiki/api/v2/pages/{page-id}/properties/{property-id}",
        at: "status 409",
        reason: "As above.",
    },
    Known {
        operation: "PUT /wiki/api/v2/footer-comments/{comment-id}",
        at: "status 409",
        reason: "As above.",
    },
    Known {
        operation: "POST /wiki/api/v2/pages/{page-id}/properties",
        at: "status 409",
        reason: "A key that the page has already is a conflict, too.",
    },
    Known {
        operation: "*",
        at: "403 /code",
        reason: "The gateway refuses keys with scopes in its own words, before the user management API is reached; measured.",
    },
    Known {
        operation: "*",
        at: "403 /message",
        reason: "As above.",
    },
    Known {
        operation: "*",
        at: "403 /key",
        reason: "As above.",
    },
    Known {
        operation: "GET /admin/v1/orgs/{orgId}/domains/{domainId}",
        at: "404 /errors/*/code",
        reason: "Of an unknown organization; the description has the unknown domain alone.",
    },
    Known {
        operation: "POST /admin/v2/orgs/{orgId}/workspaces",
        at: "400 /errors",
        reason: "The list of errors that the whole API sends; the description has the type of its elements.",
    },
    Known {
        operation: "POST /admin/v2/orgs/{orgId}/workspaces",
        at: "404 /errors",
        reason: "As above.",
    },
    Known {
        operation: "POST /admin/v2/orgs/{orgId}/directories/{directoryId}/groups",
        at: "",
        reason: "Who makes a group needs its id; the description has no body, as for all that it says of this operation.",
    },
    Known {
        operation: "POST /admin/api-access/v1/orgs/{orgId}/service-accounts",
        at: "",
        reason: "Reconstructed; its body was not to be seen.",
    },
    Known {
        operation: "POST /admin/control/v1/orgs/{orgId}/auth-policy/{policyId}/add-users",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "POST /admin/control/v1/orgs/{orgId}/policies/{policyId}/resources",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "PUT /admin/control/v1/orgs/{orgId}/policies/{policyId}/resources/{resourceId}",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "DELETE /admin/control/v1/orgs/{orgId}/policies/{policyId}/resources/{resourceId}",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "GET /scim/directory/{directoryId}/ServiceProviderConfig",
        at: "",
        reason: "The object of RFC 7643; the description calls it a text.",
    },
    Known {
        operation: "GET /scim/directory/{directoryId}/ResourceTypes",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "GET /scim/directory/{directoryId}/ResourceTypes/User",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "GET /scim/directory/{directoryId}/ResourceTypes/Group",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "GET /scim/directory/{directoryId}/Schemas",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "GET /scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "GET /scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "GET /scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        at: "",
        reason: "As above.",
    },
    Known {
        operation: "*",
        at: "**/meta/resourceType",
        reason: "As RFC 7643 writes it, and as recorded answers do; the description has capitals.",
    },
    Known {
        operation: "PATCH /scim/directory/{directoryId}/Users/{userId}",
        at: "request /Operations",
        reason: "As RFC 7644 and the identity providers write it; the description has a small letter.",
    },
    Known {
        operation: "PATCH /scim/directory/{directoryId}/Groups/{id}",
        at: "request /Operations",
        reason: "As above.",
    },
    Known {
        operation: "PUT /scim/directory/{directoryId}/Users/{userId}",
        at: "request /title",
        reason: "Null is no value, says RFC 7643.",
    },
    Known {
        operation: "PUT /scim/directory/{directoryId}/Groups/{id}",
        at: "400 /schemas",
        reason: "The error of RFC 7644, as its sibling operations have it; the description has the internals of an exception.",
    },
    Known {
        operation: "PUT /scim/directory/{directoryId}/Groups/{id}",
        at: "400 /status",
        reason: "As above.",
    },
    Known {
        operation: "PUT /scim/directory/{directoryId}/Groups/{id}",
        at: "400 /scimType",
        reason: "As above.",
    },
    Known {
        operation: "PUT /scim/directory/{directoryId}/Groups/{id}",
        at: "400 /detail",
        reason: "As above.",
    },
    Known {
        operation: "POST /rest/api/3/jql/pdcleaner",
        at: "400 ",
        reason: "The usual errors; the description calls them a text.",
    },
    Known {
        operation: "POST /rest/api/3/issue/bulk",
        at: "400 /errorMessages",
        reason: "A body that cannot be read is refused as everywhere; the description has the refusals of single issues alone.",
    },
    Known {
        operation: "POST /rest/api/3/issue/bulk",
        at: "400 /errors",
        reason: "As above.",
    },
    Known {
        operation: "POST /wiki/api/v2/content/convert-ids-to-types",
        at: "/results/*",
        reason: "Null for what is not there, as the description says in words.",
    },
    Known {
        operation: "PUT /wiki/rest/api/content/{id}/child/attachment/{attachmentId}",
        at: "request /version/minorEdit",
        reason: "Of the version the service reads the number alone.",
    },
    Known {
        operation: "PUT /wiki/rest/api/content/{id}/child/attachment/{attachmentId}",
        at: "request /version/when",
        reason: "Of the version the service reads the number alone.",
    },
];

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
        at: "**/histories/*/items/*/from",
        reason: "Null where there was nothing, in every recorded history.",
    },
    Known {
        operation: "*",
        at: "**/histories/*/items/*/fromString",
        reason: "Null where there was nothing, in every recorded history.",
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
];

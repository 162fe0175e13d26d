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
        operation: "GET /rest/api/3/search",
        at: "status 410",
        reason: "Removed, as sites answer; the description announces it.",
    },
    Known {
        operation: "POST /rest/api/3/search",
        at: "status 410",
        reason: "As above.",
    },
    Known {
        operation: "POST /rest/api/3/expression/eval",
        at: "status 410",
        reason: "As above.",
    },
    Known {
        operation: "GET /rest/api/3/search/jql",
        at: "?startAt",
        reason: "Ignored without a word, which clients have to know.",
    },
];

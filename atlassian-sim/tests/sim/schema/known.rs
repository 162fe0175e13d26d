//! Where the simulator and Atlassian's descriptions differ, each with its reason. A row that nothing needs any more is
//! reported by the step `simulator` of `.ci/run`.

/// A place at which a description is wrong, or at least narrower than the service.
#[derive(Debug)]
pub(crate) struct Known {
    /// Method and template; `*` for every operation.
    pub(crate) operation: &'static str,
    /// A JSON pointer into the answer with `*` for indices, `request` and such a pointer, `?` and the name of a query
    /// parameter, or `status` and a number.
    pub(crate) at: &'static str,
    pub(crate) reason: &'static str,
}

pub(crate) const KNOWN: &[Known] = &[];

/// Operations that no description has.
pub(crate) const UNDESCRIBED: &[(&str, &str)] = &[
    ("GET /_edge/tenant_info", "of the edge in front of a site, not of a product"),
    ("POST /oauth/token", "of the authorization server"),
    ("GET /oauth/token/accessible-resources", "of the authorization server"),
];

/// Operations whose only right answer is a refusal, with its status.
pub(crate) const REFUSALS: &[(&str, u16, &str)] = &[];

//! Labels.

use atlassian_core::{Page, Paging, operations};

operations! {
    /// The labels of the site.
    pub struct Labels;

    /// Every label that an issue has.
    ///
    /// A label is nothing but its text: there is none without an issue, and none is made or deleted here. Pages of 1000.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-labels/#api-rest-api-3-label-get)
    list: GetAllLabels = GET "/rest/api/3/label" => Page<String> {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:label:jira"];
        pages String = Paging::offset("values").page_size(1000);
    }
}

//! Which of Atlassian's descriptions tells of which paths.

/// One published description.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) name: &'static str,
    /// How its paths begin; the first product that fits a path has it.
    pub(crate) prefixes: &'static [&'static str],
    /// Read by the comparison, and not by the test `coverage`.
    #[allow(dead_code)]
    pub(crate) file: &'static str,
}

pub(crate) const PRODUCTS: &[Product] = &[
    Product {
        name: "Jira platform v3",
        prefixes: &["/rest/api/3/"],
        file: "jira-cloud-platform-v3.json",
    },
    Product {
        name: "Jira software",
        prefixes: &["/rest/agile/", "/rest/software/"],
        file: "jira-cloud-software.json",
    },
    Product {
        name: "Confluence v1",
        prefixes: &["/wiki/rest/api/"],
        file: "confluence-cloud-v1.json",
    },
    Product {
        name: "Confluence v2",
        prefixes: &["/wiki/api/v2/"],
        file: "confluence-cloud-v2.json",
    },
    Product {
        name: "API access",
        prefixes: &["/admin/api-access/"],
        file: "admin-api-access.reconstructed.json",
    },
    Product {
        name: "Organization policies",
        prefixes: &["/admin/control/"],
        file: "admin-control.reconstructed.json",
    },
    Product {
        name: "Organizations",
        prefixes: &["/admin/"],
        file: "admin-organizations.json",
    },
    Product {
        name: "User management",
        prefixes: &["/users/"],
        file: "admin-user-management.json",
    },
    Product {
        name: "User provisioning",
        prefixes: &["/scim/"],
        file: "admin-user-provisioning.json",
    },
];

/// The product whose paths begin like this one; `None` for what no description tells of.
pub(crate) fn product_of(path: &str) -> Option<&'static Product> {
    PRODUCTS
        .iter()
        .find(|product| product.prefixes.iter().any(|start| path.starts_with(start)))
}

//! Whether the tests of this crate have asked every operation that the simulator answers, and got a success that is as
//! Atlassian describes it. It reads what they noted, so it runs after them: step `simulator` of `.ci/run`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "sim/schema/known.rs"]
mod known;
#[path = "sim/schema/products.rs"]
mod products;

use std::collections::{BTreeMap, BTreeSet};

use known::KNOWN;
use products::{PRODUCTS, product_of};

/// What Confluence served for years under version 1.
const LEFT: &str = "left the description; sites still answer it, the gateway says that it is gone";

/// Operations that no description has.
const UNDESCRIBED: &[(&str, &str)] = &[
    (
        "GET /_edge/tenant_info",
        "of the edge in front of a site, not of a product",
    ),
    (
        "GET /media/file/{fileId}/binary",
        "of the media service, to which Jira redirects",
    ),
    (
        "GET /media/file/{fileId}/image",
        "of the media service, to which Jira redirects",
    ),
    ("GET /rest/webhooks/1.0/webhook", WEBHOOKS),
    ("POST /rest/webhooks/1.0/webhook", WEBHOOKS),
    ("GET /rest/webhooks/1.0/webhook/{id}", WEBHOOKS),
    ("PUT /rest/webhooks/1.0/webhook/{id}", WEBHOOKS),
    ("DELETE /rest/webhooks/1.0/webhook/{id}", WEBHOOKS),
    ("POST /oauth/token", "of the authorization server"),
    (
        "GET /oauth/token/accessible-resources",
        "of the authorization server",
    ),
    ("POST /rest/api/3/search/id", "left the description"),
    ("GET /wiki/rest/api/space", LEFT),
    ("GET /wiki/rest/api/space/{spaceKey}", LEFT),
    ("GET /wiki/rest/api/content", LEFT),
    ("GET /wiki/rest/api/content/{id}", LEFT),
    ("GET /wiki/rest/api/group/by-name", LEFT),
    ("GET /wiki/rest/api/group/member", LEFT),
    ("GET /wiki/rest/api/user/bulk/migration", LEFT),
];

const WEBHOOKS: &str = "of an older API, told of in prose only";

/// Operations whose only right answer is a refusal, with its status.
const REFUSALS: &[(&str, u16, &str)] = &[
    ("GET /rest/api/3/search", 410, "removed"),
    ("POST /rest/api/3/search", 410, "removed"),
    ("POST /rest/api/3/search/id", 410, "removed"),
    ("POST /rest/api/3/expression/eval", 410, "removed"),
    ("GET /rest/api/3/webhook/failed", 403, "for Connect apps"),
    ("GET /rest/api/3/workflow/search", 410, "removed"),
    (
        "GET /rest/api/3/user/email",
        400,
        "for apps that Atlassian approved, and none is",
    ),
    ("GET /rest/api/3/user/email/bulk", 400, "as above"),
    (
        "POST /rest/api/3/task/{taskId}/cancel",
        400,
        "tasks are over before anybody can ask for their end",
    ),
    (
        "GET /wiki/rest/api/user/email",
        400,
        "for apps that Atlassian approved, and none is",
    ),
    ("GET /wiki/rest/api/user/email/bulk", 400, "as above"),
    (
        "GET /wiki/rest/api/user/bulk/migration",
        410,
        "there are no user names any more",
    ),
];

/// What the tests noted, line by line; see `note` in `sim/schema/mod.rs`.
#[derive(Default)]
struct Noted {
    /// The statuses that each operation answered.
    answered: BTreeMap<String, BTreeSet<u16>>,
    checked: BTreeSet<String>,
    undescribed: BTreeSet<String>,
    known: BTreeSet<(String, String)>,
}

impl Noted {
    fn read(text: &str) -> Self {
        let mut noted = Self::default();
        for line in text.lines() {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["exchange", operation, status, kind] => {
                    let status = status.parse().unwrap();
                    let answered = noted.answered.entry(operation.to_owned()).or_default();
                    answered.insert(status);
                    match kind {
                        "checked" if status < 400 => noted.checked.insert(operation.to_owned()),
                        "undescribed" => noted.undescribed.insert(operation.to_owned()),
                        _ => false,
                    };
                }
                ["known", operation, at] => {
                    noted.known.insert((operation.to_owned(), at.to_owned()));
                }
                _ => panic!("a line that nobody writes: {line}"),
            }
        }
        noted
    }

    /// Whether it was asked with success, or refused as it always is.
    fn exercised(&self, operation: &str) -> bool {
        let refusal = REFUSALS.iter().find(|it| it.0 == operation).map(|it| it.1);
        self.answered.get(operation).is_some_and(|statuses| {
            statuses
                .iter()
                .any(|status| *status < 400 || Some(*status) == refusal)
        })
    }
}

#[test]
fn every_operation_is_exercised_and_as_described() {
    let Some(path) = std::env::var_os("ATLASSIAN_SIM_EXCHANGES") else {
        println!("coverage: skipped, nothing was noted for it; see .ci/run");
        return;
    };
    let noted = Noted::read(&std::fs::read_to_string(path).unwrap());
    assert!(!noted.answered.is_empty(), "the tests noted nothing");
    let described = !noted.checked.is_empty();

    let served: BTreeMap<String, &str> = atlassian_sim::operations()
        .map(|it| (format!("{} {}", it.method, it.template), it.template))
        .collect();
    println!(
        "{:24} {:>6} {:>9} {:>9}",
        "simulator", "served", "exercised", "validated"
    );
    let names = PRODUCTS.iter().map(|product| product.name);
    for name in names.chain(["other"]) {
        let mine: Vec<&String> = served
            .iter()
            .filter(|(_, template)| product_of(template).map_or("other", |it| it.name) == name)
            .map(|(operation, _)| operation)
            .collect();
        if !mine.is_empty() {
            println!(
                "{name:24} {:>6} {:>9} {:>9}",
                mine.len(),
                mine.iter().filter(|it| noted.exercised(it)).count(),
                mine.iter()
                    .filter(|it| noted.checked.contains(**it))
                    .count(),
            );
        }
    }

    let mut wrong = Vec::new();
    for operation in served.keys().filter(|it| !noted.exercised(it)) {
        wrong.push(format!("no test has asked it with success: {operation}"));
    }
    for (operation, ..) in REFUSALS.iter().filter(|it| !served.contains_key(it.0)) {
        wrong.push(format!("in REFUSALS, but not served: {operation}"));
    }
    if described {
        let undescribed = |operation: &str| UNDESCRIBED.iter().any(|it| it.0 == operation);
        for operation in noted.undescribed.iter().filter(|it| !undescribed(it)) {
            wrong.push(format!(
                "in no description, and not in UNDESCRIBED: {operation}"
            ));
        }
        for (operation, _) in UNDESCRIBED
            .iter()
            .filter(|it| !noted.undescribed.contains(it.0))
        {
            wrong.push(format!(
                "in UNDESCRIBED, but described or not served: {operation}"
            ));
        }
        for row in KNOWN {
            if !noted
                .known
                .contains(&(row.operation.to_owned(), row.at.to_owned()))
            {
                wrong.push(format!(
                    "in KNOWN, but needed by nothing: {} {} ({})",
                    row.operation, row.at, row.reason
                ));
            }
        }
    } else {
        println!("simulator: not compared, there are no descriptions");
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

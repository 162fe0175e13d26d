//! Every exchange of these tests against Atlassian's own descriptions: the test client calls [`check`] for each.

mod check;
pub(crate) mod known;
pub(crate) mod products;

use std::collections::{BTreeSet, HashMap};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, OnceLock};

use check::{Checker, Finding, Side};
use known::KNOWN;
use products::{PRODUCTS, product_of};
use serde_json::Value;

use super::client::decode;

/// One request and its answer.
#[derive(Debug)]
pub(crate) struct Exchange<'a> {
    pub(crate) method: &'a str,
    /// With its query, as sent.
    pub(crate) path: &'a str,
    /// Content type and body.
    pub(crate) request: Option<(&'a str, &'a str)>,
    pub(crate) status: u16,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) body: &'a str,
}

impl Exchange<'_> {
    /// Whether no operation can make anything of what was sent.
    fn is_unreadable(&self) -> bool {
        let read = |text| serde_json::from_str::<Value>(text);
        self.request
            .is_some_and(|(_, text)| !read(text).is_ok_and(|it| it.is_object()))
    }
}

/// What an operation may answer though its description does not say so: what is refused before it is even reached, and
/// 400, the answer to what cannot be read at all.
const ALWAYS: [u16; 8] = [400, 401, 403, 404, 405, 413, 415, 429];

/// Tests with injected faults, by how their names begin: their answers are broken on purpose.
const BROKEN_ON_PURPOSE: &[&str] = &[
    "sim::faults",
    "sim::page_faults",
    "sim::program::it_plays_a_scenario",
    "sim::requests::bodies_are_kept_when_asked_for",
    "sim::state::any_language_can_steer",
    "sim::scenario::a_scenario_orders_every_kind_of_fault",
];

/// Tests that call everything there is without looking at what comes: they do not make an operation a tested one.
const INDISCRIMINATE: &str = "sim::hostile";

/// Fails the test that runs unless the exchange is as Atlassian describes it.
pub(crate) fn check(exchange: &Exchange<'_>) {
    let test = std::thread::current();
    let test = test.name().unwrap_or_default();
    if BROKEN_ON_PURPOSE.iter().any(|it| test.starts_with(it)) {
        return;
    }
    let (path, query) = exchange.path.split_once('?').unwrap_or((exchange.path, ""));
    let path = as_version_three(behind_gateway(path));
    let Some(template) = served(exchange.method, &path) else {
        return;
    };
    let operation = format!("{} {template}", exchange.method);
    let described = Described::find(exchange.method, template);
    if let Some(described) = &described {
        let mut found = described.answer(exchange);
        if exchange.status < 300 {
            found.extend(described.request(exchange, query));
        }
        found.retain(|finding| !excused(&operation, finding));
        let mut lines: Vec<String> = Vec::new();
        for finding in found {
            let line = format!("  {}: {}", finding.at, finding.what);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        assert!(
            lines.is_empty(),
            "{operation} is not as described (asked {}, answered {}):\n{}\n{}",
            exchange.path,
            exchange.status,
            lines.join("\n"),
            exchange.body.chars().take(2_000).collect::<String>(),
        );
    }
    if test.starts_with(INDISCRIMINATE) {
        return;
    }
    let kind = match described {
        Some(_) => "checked",
        None if specs().is_some() => "undescribed",
        None => "unchecked",
    };
    note(&format!(
        "exchange\t{operation}\t{}\t{kind}",
        exchange.status
    ));
}

/// Where a field of an issue is different from a schema of Jira's description: that of an issue leaves its fields open.
pub(crate) fn field_differences(field: &str, schema: &str, value: &Value) -> Vec<String> {
    let Some(description) = Description::of("/rest/api/3/") else {
        return Vec::new();
    };
    let checker = Checker {
        document: &description.document,
        side: Side::Answer,
    };
    let schema = &description.document["components"]["schemas"][schema];
    let found = checker.findings(schema, value).into_iter();
    let found = found.filter(|it| !excused(&format!("field {field}"), it));
    found.map(|it| format!("{}: {}", it.at, it.what)).collect()
}

/// The path without the gateway's `/ex/{product}/{cloudId}`.
fn behind_gateway(path: &str) -> &str {
    let rest = path
        .strip_prefix("/ex/")
        .and_then(|rest| rest.split_once('/'));
    rest.and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
        .unwrap_or(path)
}

/// Versions 2 and 3 differ in rich text alone, to which the descriptions give no type.
pub(crate) fn as_version_three(path: &str) -> String {
    for version in ["/rest/api/2/", "/rest/api/latest/"] {
        if let Some(rest) = path.strip_prefix(version) {
            return format!("/rest/api/3/{rest}");
        }
    }
    path.to_owned()
}

/// The template of the operation that answers this path; a literal segment wins over `{…}`.
pub(crate) fn served(method: &str, path: &str) -> Option<&'static str> {
    let fits = |template: &str| {
        let mut segments = path.split('/');
        template.split('/').all(|wanted| {
            let segment = segments.next().and_then(|it| decode(it, false));
            segment.is_some_and(|it| (wanted.starts_with('{') && !it.is_empty()) || wanted == it)
        }) && segments.next().is_none()
    };
    atlassian_sim::operations()
        .filter(|it| it.method == method && fits(it.template))
        .map(|it| it.template)
        .min_by_key(|template| template.matches('{').count())
}

fn excused(operation: &str, finding: &Finding) -> bool {
    let fits = |at: &str| match at.strip_prefix("**") {
        Some(end) => finding.at.ends_with(end),
        None => finding.at == at,
    };
    let row = KNOWN
        .iter()
        .find(|row| (row.operation == "*" || row.operation == operation) && fits(row.at));
    if let Some(row) = row {
        note(&format!("known\t{}\t{}", row.operation, row.at));
    }
    row.is_some()
}

/// Writes a line for the test `coverage`, where somebody waits for it.
fn note(line: &str) {
    static FILE: LazyLock<Option<Mutex<File>>> = LazyLock::new(|| {
        let path = std::env::var_os("ATLASSIAN_SIM_EXCHANGES")?;
        let file = OpenOptions::new().append(true).create(true).open(path);
        Some(Mutex::new(
            file.expect("ATLASSIAN_SIM_EXCHANGES names a file"),
        ))
    });
    if let Some(file) = FILE.as_ref() {
        let mut file = file.lock().unwrap();
        file.write_all(format!("{line}\n").as_bytes()).unwrap();
    }
}

/// The folder of the descriptions, where there is one.
fn specs() -> Option<&'static Path> {
    static FOLDER: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
        let folder = std::env::var_os("ATLASSIAN_SPECS").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/specs"),
            PathBuf::from,
        );
        let there = folder.is_dir();
        if !there {
            println!(
                "schema: skipped, there are no descriptions at {}",
                folder.display()
            );
        }
        there.then_some(folder)
    });
    FOLDER.as_deref()
}

/// A description with its operations by method and template.
struct Description {
    document: Value,
    /// By method and template without names: the path's own name in the document, whose parameters may be called
    /// otherwise than the simulator's, and otherwise for each method.
    paths: HashMap<(String, String), String>,
}

impl Description {
    /// The one of this product, read when it is first asked for.
    fn of(path: &str) -> Option<&'static Self> {
        static READ: [OnceLock<Description>; PRODUCTS.len()] =
            [const { OnceLock::new() }; PRODUCTS.len()];
        let product = product_of(path)?;
        let at = PRODUCTS.iter().position(|it| it.name == product.name)?;
        let folder = specs()?;
        Some(READ[at].get_or_init(|| {
            let file = folder.join(product.file);
            let text = std::fs::read_to_string(&file);
            let text = text.unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            Self::new(serde_json::from_str(&text).unwrap())
        }))
    }

    fn new(document: Value) -> Self {
        let server = document["servers"][0]["url"].as_str().unwrap_or_default();
        let base = server
            .split_once("//")
            .map_or("", |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]))
            .trim_end_matches('/')
            .to_owned();
        let mut paths = HashMap::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for method in item.as_object().into_iter().flatten().map(|it| it.0) {
                let template = nameless(&format!("{base}{path}"));
                paths.insert((method.clone(), template), path.clone());
            }
        }
        Self { document, paths }
    }
}

/// A template without the names of its parameters.
fn nameless(template: &str) -> String {
    let segments: Vec<&str> = template
        .split('/')
        .map(|it| if it.starts_with('{') { "{}" } else { it })
        .collect();
    segments.join("/")
}

/// One operation of a description.
struct Described {
    document: &'static Value,
    /// The parameters of the path as a whole.
    shared: &'static Value,
    operation: &'static Value,
}

impl Described {
    fn find(method: &str, template: &str) -> Option<Self> {
        let description = Description::of(template)?;
        let method = method.to_lowercase();
        let path = description
            .paths
            .get(&(method.clone(), nameless(template)))?;
        let item = &description.document["paths"][path];
        Some(Self {
            document: &description.document,
            shared: &item["parameters"],
            operation: &item[&method],
        })
    }

    fn checker(&self, side: Side) -> Checker<'static> {
        Checker {
            document: self.document,
            side,
        }
    }

    fn answer(&self, exchange: &Exchange<'_>) -> Vec<Finding> {
        let checker = self.checker(Side::Answer);
        let finding = |at: &str, what: &str| {
            vec![Finding {
                at: at.to_owned(),
                what: what.to_owned(),
            }]
        };
        let answers = &self.operation["responses"];
        let status = exchange.status.to_string();
        let Some(answer) = answers.get(&status).or_else(|| answers.get("default")) else {
            return if ALWAYS.contains(&exchange.status) {
                Vec::new()
            } else {
                finding(&format!("status {status}"), "not described")
            };
        };
        let contents = &checker.resolve(answer)["content"];
        let Some(media) = contents.as_object().filter(|it| !it.is_empty()) else {
            // Many errors are described in words alone.
            return if exchange.status < 300 && !exchange.body.is_empty() {
                finding("", "a body, where none is described")
            } else {
                Vec::new()
            };
        };
        if exchange.status == 401 || (exchange.status == 400 && exchange.is_unreadable()) {
            // Said by what stands before the service, in its own words.
            return Vec::new();
        }
        if exchange.body.is_empty() {
            // There is no such thing as the body of a 204, though some are described.
            if exchange.status == 204 {
                return Vec::new();
            }
            // Operations without a body are often described as having one of which nothing is known.
            let known = |it: &Value| it["schema"].as_object().is_some_and(|s| !s.is_empty());
            return if media.values().any(known) {
                finding("", "no body, where one is described")
            } else {
                Vec::new()
            };
        }
        let sent = essence(exchange.content_type.unwrap_or_default());
        let Some(described) = content(media, sent) else {
            return finding(
                "",
                &format!("a body of the type {sent:?}, which is not described"),
            );
        };
        let mut found = body(checker, described, sent, exchange.body);
        if exchange.status >= 300 {
            for finding in &mut found {
                finding.at = format!("{status} {}", finding.at);
            }
        }
        found
    }

    fn request(&self, exchange: &Exchange<'_>, query: &str) -> Vec<Finding> {
        let checker = self.checker(Side::Request);
        let mut found = self.parameters(query);
        let wanted = checker.resolve(&self.operation["requestBody"]);
        match exchange.request {
            None | Some((_, "")) => {
                if wanted["required"] == true {
                    found.push(Finding {
                        at: "request".to_owned(),
                        what: "accepted without the body that is required".to_owned(),
                    });
                }
            }
            // What HTTP gives no meaning, services pass over.
            Some(_) if exchange.method == "DELETE" && wanted.is_null() => {}
            Some((content_type, text)) => {
                let sent = essence(content_type);
                let described = wanted["content"]
                    .as_object()
                    .and_then(|it| content(it, sent));
                if let Some(described) = described {
                    found.extend(body(checker, described, sent, text).into_iter().map(|it| {
                        Finding {
                            at: format!("request {}", it.at),
                            what: it.what,
                        }
                    }));
                } else {
                    found.push(Finding {
                        at: "request".to_owned(),
                        what: format!(
                            "accepted with a body of the type {sent:?}, which is not described"
                        ),
                    });
                }
            }
        }
        found
    }

    fn parameters(&self, query: &str) -> Vec<Finding> {
        let checker = self.checker(Side::Request);
        let own = self.operation["parameters"]
            .as_array()
            .into_iter()
            .flatten();
        let shared = self.shared.as_array().into_iter().flatten();
        let described: Vec<&Value> = own
            .chain(shared)
            .map(|it| checker.resolve(it))
            .filter(|it| it["in"] == "query")
            .collect();
        let mut found = Vec::new();
        let mut report = |name: &str, what: &str| {
            found.push(Finding {
                at: format!("?{name}"),
                what: what.to_owned(),
            });
        };
        let mut sent = BTreeSet::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name, true).unwrap_or_default();
            let value = decode(value, true).unwrap_or_default();
            let schema = described.iter().find_map(|it| {
                let schema = checker.resolve(&it["schema"]);
                // An object is sent as its fields, each by its own name, unless something else is said.
                let field = schema["properties"].get(&name);
                let whole = (it["name"] == name.as_str()).then_some(schema);
                whole.or(field.map(|it| checker.resolve(it)))
            });
            match schema.map(|it| it["type"].as_str()) {
                None => report(&name, "a parameter that is not described"),
                Some(Some("integer")) if !value.is_empty() && value.parse::<i64>().is_err() => {
                    report(&name, &format!("{value:?} was accepted for an integer"));
                }
                Some(_) => {}
            }
            sent.insert(name);
        }
        for parameter in described.iter().filter(|it| it["required"] == true) {
            let name = parameter["name"].as_str().unwrap_or_default();
            if !sent.contains(name) {
                report(name, "accepted without a parameter that is required");
            }
        }
        found
    }
}

/// A content type without its parameters.
fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// What is described for a content type.
fn content<'a>(media: &'a serde_json::Map<String, Value>, sent: &str) -> Option<&'a Value> {
    let fits =
        |described: &str| essence(described).eq_ignore_ascii_case(sent) || described == "*/*";
    media
        .iter()
        .find(|(described, _)| fits(described))
        .map(|(_, it)| it)
}

fn body(
    checker: Checker<'static>,
    described: &'static Value,
    content_type: &str,
    text: &str,
) -> Vec<Finding> {
    let Some(schema) = described
        .get("schema")
        .filter(|_| content_type.contains("json"))
    else {
        return Vec::new();
    };
    match serde_json::from_str(text) {
        Ok(value) => checker.findings(schema, &value),
        Err(error) => vec![Finding {
            at: String::new(),
            what: format!("no JSON: {error}"),
        }],
    }
}

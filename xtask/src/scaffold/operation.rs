//! One operation of a draft.

use std::fmt::Write;

use serde_json::Value;

use super::models::Models;
use super::names::{Names, pascal, singular, snake, words};
use super::paging::{Guess, guess};
use super::prose;
use crate::contract::placeholders;
use crate::description::{DescribedParameter, Fate, Operation};

/// What an operation is called: the method of the handle, and the builder.
#[derive(Debug)]
pub(super) struct Title {
    method: String,
    builder: String,
}

/// Gives out titles.
#[derive(Debug)]
pub(super) struct Titles<'a> {
    tag: &'a [String],
    methods: Names,
}

impl<'a> Titles<'a> {
    pub(super) fn new(tag: &'a [String]) -> Self {
        Self {
            tag,
            methods: Names::reserving(&["new", "clone"]),
        }
    }

    /// The verb that the house has for it, and the rest of what the description calls it.
    pub(super) fn give(&mut self, operation: &Operation<'_>, types: &mut Names) -> Title {
        let id = Some(operation.text("operationId")).filter(|it| !it.is_empty());
        let all = words(id.unwrap_or(operation.text("summary")));
        let start = usize::from(all.len() > 1 && all[0] == "bulk");
        let (first, rest) = match all.get(start..) {
            Some([first, rest @ ..]) => (first.as_str(), rest),
            _ => (operation.method, &[][..]),
        };
        let rest = match rest {
            [all, more @ ..] if all == "all" && !more.is_empty() => more,
            _ => rest,
        };
        let verb = match first {
            "get" | "fetch" | "find" | "search" | "list" | "retrieve" | "read" | "query" => {
                if returns_many(operation) {
                    "list"
                } else {
                    "get"
                }
            }
            "create" | "add" | "post" | "insert" => "create",
            "update" | "set" | "put" | "edit" | "change" | "store" | "replace" | "patch"
            | "modify" => "update",
            "delete" | "remove" => "delete",
            other => other,
        };
        let in_tag = |word: &String| self.tag.iter().any(|it| singular(it) == singular(word));
        let only_tag = rest.iter().all(in_tag);
        let short: Vec<&str> = std::iter::once(verb)
            .chain(rest.iter().filter(|_| !only_tag).map(String::as_str))
            .collect();
        let noun = if rest.is_empty() { self.tag } else { rest };
        let long: Vec<&str> = std::iter::once(verb)
            .chain(noun.iter().map(String::as_str))
            .collect();
        Title {
            method: self
                .methods
                .take(&[snake(&short), snake(&long), snake(&all)]),
            builder: types.take(&[pascal(&long), pascal(&all)]),
        }
    }
}

fn returns_many(operation: &Operation<'_>) -> bool {
    let lists = |schema: &Value| {
        let parts = operation.description.parts(schema);
        parts.iter().any(|part| part.get("items").is_some())
    };
    guess(operation).is_some() || operation.answer_schemas().into_iter().any(lists)
}

/// The text of the operation inside `operations! { … }`.
pub(super) fn declaration<'a>(
    operation: &Operation<'a>,
    title: &Title,
    models: &mut Models<'a>,
) -> String {
    let guess = guess(operation);
    models.sent = false;
    let (answer, item) = answer(operation, title, guess.as_ref(), models);
    models.sent = true;
    let mut clauses = Clauses::default();
    clauses.parameters(operation, guess.as_ref(), models);
    clauses.body(operation, title, models);

    let mut text = prose::draft("    ", operation.text("summary"), "what it does");
    let warning = match operation.fate() {
        Fate::Alive => "",
        Fate::Deprecated => "    ///\n    /// DRAFT: deprecated; look for its successor.\n",
        Fate::Removed => "    ///\n    /// DRAFT: being removed; declare its successor.\n",
    };
    text.push_str(warning);
    let Title { method, builder } = title;
    let http = operation.method.to_uppercase();
    let _ = writeln!(
        text,
        "    {method}: {builder} = {http} {:?} => {answer} {{",
        operation.path
    );
    for note in &clauses.notes {
        let _ = writeln!(text, "        // DRAFT: {note}");
    }
    let permission = prose::permission(operation.text("description"));
    let permission = permission.unwrap_or_else(|| String::from("DRAFT: which one?"));
    let _ = writeln!(text, "        permission {permission:?};");
    let (classic, granular) = operation.scopes().unwrap_or_default();
    for (clause, scopes) in [("scopes", classic), ("granular", granular)] {
        let scopes: Vec<String> = scopes.iter().map(|scope| format!("{scope:?}")).collect();
        let _ = writeln!(text, "        {clause} {};", list(&scopes));
    }
    text.push_str(&clauses.render());
    if let (Some(guess), Some(item)) = (guess, item) {
        let _ = writeln!(text, "        pages {item} = {};", guess.expression);
    }
    text.push_str("    }\n");
    text
}

/// A list in brackets, on as many lines as it needs.
fn list(scopes: &[String]) -> String {
    let line = format!("[{}]", scopes.join(", "));
    if line.len() < 100 {
        return line;
    }
    let lines = scopes
        .chunks(4)
        .map(|chunk| format!("            {}", chunk.join(", ")));
    format!("[\n{}\n        ]", lines.collect::<Vec<_>>().join(",\n"))
}

/// What the call returns, and the element of a listing.
fn answer<'a>(
    operation: &Operation<'a>,
    title: &Title,
    guess: Option<&Guess<'a>>,
    models: &mut Models<'a>,
) -> (String, Option<String>) {
    if let Some(guess) = guess {
        let item = models.type_of(guess.item, &title.builder, "item");
        return (format!("Page<{item}>"), Some(item));
    }
    let Some(schema) = operation.answer_schemas().first().copied() else {
        return (String::from("NoContent"), None);
    };
    if let Some(items) = operation.description.resolve(schema).get("items") {
        return (
            format!(
                "Elements<{}>",
                models.type_of(items, &title.builder, "item")
            ),
            None,
        );
    }
    (models.type_of(schema, &title.builder, "answer"), None)
}

/// The clauses between the scopes and `pages`.
#[derive(Debug, Default)]
struct Clauses {
    notes: Vec<String>,
    takes: Vec<String>,
    /// Documentation and text, for each of `query`, `query_repeated`, `query_joined` and `body`.
    optional: [Vec<(String, String)>; 4],
    names: Option<Names>,
}

const OPTIONAL: [&str; 4] = ["query", "query_repeated", "query_joined", "body"];

impl Clauses {
    /// A setter must not have the name of what every builder has.
    fn name(&mut self, wire: &str) -> String {
        let names = self.names.get_or_insert_with(|| {
            Names::reserving(&[
                "clone",
                "customize",
                "into_call",
                "items",
                "page_size",
                "pages",
                "request",
                "send",
            ])
        });
        let name = snake(&words(wire));
        names.take(&[name.clone(), format!("{name}_value")])
    }

    fn parameters<'a>(
        &mut self,
        operation: &Operation<'a>,
        guess: Option<&Guess<'a>>,
        models: &mut Models<'a>,
    ) {
        let parameters = operation.parameters();
        for wire in placeholders(&operation.path) {
            let described = parameters
                .iter()
                .find(|it| it.place == "path" && it.name == wire);
            let kind = described.map_or_else(
                || String::from("String"),
                |it| models.parameter(&it.value["schema"], wire).0,
            );
            let name = self.name(wire);
            self.takes.push(format!("path {name} = {wire:?}: {kind}"));
        }
        let mut in_query: Vec<&DescribedParameter<'_>> =
            parameters.iter().filter(|it| it.place == "query").collect();
        in_query
            .retain(|it| !guess.is_some_and(|guess| guess.own.iter().any(|own| own == it.name)));
        in_query.sort_by_key(|it| !it.required);
        for it in in_query {
            let (kind, many) = models.parameter(&it.value["schema"], it.name);
            let text = it.value["description"].as_str().unwrap_or_default();
            let joined = text.contains("omma-separated") || text.contains("omma separated");
            let name = self.name(it.name);
            let clause = format!("{name} = {:?}: {kind}", it.name);
            let place = match (many, joined || it.value["explode"] == false) {
                (false, false) => 0,
                (true, false) => 1,
                (_, true) => 2,
            };
            if it.required && place != 2 {
                self.takes.push(format!("{} {clause}", OPTIONAL[place]));
                continue;
            }
            if it.required {
                self.notes
                    .push(format!("the service requires `{}`.", it.name));
            }
            let doc = prose::draft(
                "            ",
                text,
                &format!("the parameter `{}`", it.name),
            );
            self.optional[place].push((doc, clause));
        }
    }

    fn body<'a>(&mut self, operation: &Operation<'a>, title: &Title, models: &mut Models<'a>) {
        let Some(body) = operation.body() else {
            return;
        };
        let Some(schema) = operation.body_schema() else {
            let media: Vec<&str> = body["content"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|it| it.0.as_str())
                .collect();
            self.notes.push(format!(
                "its body is not described as JSON ({}).",
                media.join(", ")
            ));
            return;
        };
        let resolved = operation.description.resolve(schema);
        let parts = operation.description.parts(schema);
        let alternatives = ["oneOf", "anyOf"]
            .iter()
            .any(|it| resolved.get(it).is_some());
        let plain = |part: &&Value| part["properties"].is_object();
        if alternatives || parts.is_empty() || !parts.iter().all(plain) {
            let kind = models.type_of(schema, &title.builder, "body");
            let name = self.name("body");
            self.takes
                .push(format!("whole_body {name} = \"body\": {kind}"));
            return;
        }
        let required = operation.description.required(schema);
        for (wire, inner) in parts
            .iter()
            .filter_map(|it| it["properties"].as_object())
            .flatten()
        {
            let inner_resolved = operation.description.resolve(inner);
            if inner_resolved["readOnly"] == true {
                continue;
            }
            let kind = models.type_of(inner, &title.builder, wire);
            let name = self.name(wire);
            let clause = format!("{name} = {wire:?}: {kind}");
            if required.contains(wire.as_str()) {
                self.takes.push(format!("body {clause}"));
            } else {
                let text = inner["description"].as_str().unwrap_or_default();
                let doc = prose::draft("            ", text, &format!("the field `{wire}`"));
                self.optional[3].push((doc, clause));
            }
        }
    }

    fn render(&self) -> String {
        let mut text = String::new();
        let line = format!("        takes {{ {} }}\n", self.takes.join(", "));
        if !self.takes.is_empty() && line.len() <= 120 {
            text.push_str(&line);
        } else if !self.takes.is_empty() {
            let takes = self.takes.iter().map(|it| format!("            {it},\n"));
            let _ = write!(
                text,
                "        takes {{\n{}        }}\n",
                takes.collect::<String>()
            );
        }
        for (clause, entries) in OPTIONAL.iter().zip(&self.optional) {
            if entries.is_empty() {
                continue;
            }
            let entries = entries
                .iter()
                .map(|(doc, it)| format!("{doc}            {it},\n"));
            let _ = write!(
                text,
                "        {clause} {{\n{}        }}\n",
                entries.collect::<String>()
            );
        }
        text
    }
}

//! The text of a failed answer, in whatever shape the service or something in front of it wrote it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Most messages, and most field errors, that are kept.
const MAX_COUNT: usize = 20;
/// Most characters of all messages together, and of all field errors together.
const MAX_TEXT: usize = 2_000;
/// Most characters of a message that is not in a known shape.
const MAX_LOOSE: usize = 500;
/// Most characters of a name, a code or an id.
const MAX_NAME: usize = 100;
/// Errors inside of errors are followed this far.
const MAX_DEPTH: usize = 4;
/// A page is searched for its title and heading this far, in bytes.
const MAX_PAGE: usize = 64 * 1024;

/// What a failed answer says. All texts are single lines without control characters, and limited in length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// The service's own words, the most important first.
    pub(crate) messages: Vec<String>,
    /// What is wrong with which field of the request.
    pub(crate) field_errors: BTreeMap<String, String>,
    /// A code for programs: `ADMIN-400-1`, `invalid_grant`, `forbidden.unclaimedDomain`.
    pub(crate) code: Option<String>,
    /// What the service calls this request, for its support.
    pub(crate) request_id: Option<String>,
}

/// Reads the body of a failed answer. It takes every body, and finds nothing in an empty one.
pub(crate) fn parse(content_type: Option<&str>, body: &[u8]) -> ErrorBody {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut reader = Reader::default();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        reader.value(&value, 0);
    } else if looks_like_html(content_type, body) {
        reader.page(text);
    } else if text.starts_with('<') {
        reader.xml(text);
    } else {
        reader.loose(text);
    }
    reader.found
}

/// Whether a body is a web page, by its type or by its beginning. JSON that is sent as `text/html` is not.
pub(crate) fn looks_like_html(content_type: Option<&str>, body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&body[..body.len().min(1024)]).to_ascii_lowercase();
    let mut head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with(['{', '[']) {
        return false;
    }
    let declared = content_type
        .map(str::to_ascii_lowercase)
        .unwrap_or_default();
    if declared.contains("text/html") || declared.contains("application/xhtml") {
        return true;
    }
    for (start, end) in [("<?xml", "?>"), ("<!--", "-->")] {
        while head.starts_with(start) {
            let Some((_, after)) = head.split_once(end) else {
                return false;
            };
            head = after.trim_start();
        }
    }
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

#[derive(Default)]
struct Reader {
    found: ErrorBody,
    message_chars: usize,
    field_chars: usize,
}

impl Reader {
    fn message(&mut self, text: &str) {
        let room = MAX_TEXT - self.message_chars;
        let text = tidy(text, room);
        if text.is_empty()
            || self.found.messages.len() == MAX_COUNT
            || self.found.messages.contains(&text)
        {
            return;
        }
        self.message_chars += text.chars().count();
        self.found.messages.push(text);
    }

    /// A message in no known shape.
    fn loose(&mut self, text: &str) {
        self.message(&tidy(text, MAX_LOOSE));
    }

    fn field(&mut self, name: &str, text: &str) {
        let room = MAX_TEXT - self.field_chars;
        let text = tidy(text, room);
        if text.is_empty() || self.found.field_errors.len() == MAX_COUNT {
            return;
        }
        self.field_chars += text.chars().count();
        self.found.field_errors.insert(tidy(name, MAX_NAME), text);
    }

    fn code(&mut self, value: Option<&Value>) {
        if self.found.code.is_none() {
            self.found.code = value.and_then(name_of);
        }
    }

    fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::String(text) => self.message(text),
            Value::Array(list) => {
                for element in list.iter().take(MAX_COUNT) {
                    self.element(element, depth);
                }
            }
            Value::Object(object) => self.object(object, depth),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        let is_empty = self.found.messages.is_empty() && self.found.field_errors.is_empty();
        if depth == 0 && is_empty && !says_nothing(value) {
            self.loose(&value.to_string());
        }
    }

    /// The body as a whole, or an error within it.
    fn object(&mut self, object: &Map<String, Value>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        for name in ["code", "scimType", "key"] {
            self.code(object.get(name));
        }
        for name in [
            "errorMessages",
            "errorMessage",
            "message",
            "error_description",
        ] {
            self.texts(object.get(name), depth);
        }
        self.titled(object);
        match object.get("errors") {
            Some(Value::Object(errors)) => self.fields(errors, depth),
            Some(errors) => self.value(errors, depth + 1),
            None => {}
        }
        if let Some(Value::Object(errors)) = object.get("elementErrors") {
            self.object(errors, depth + 1);
        }
        // Confluence v1 has more errors here, and Jira's bulk fetch there.
        if let Some(Value::Object(data)) = object.get("data") {
            self.texts(data.get("errors"), depth);
        }
        self.texts(object.get("issueErrors"), depth);
        match (object.get("key"), object.get("context")) {
            (_, Some(Value::String(context))) => self.message(context),
            (Some(key), Some(Value::Object(context))) => self.context(&text_of(key), context),
            _ => {}
        }

        self.error_word(object, depth);
        for name in ["reason", "key"] {
            if self.found.messages.is_empty() && self.found.field_errors.is_empty() {
                self.texts(object.get(name), depth);
            }
        }
        for name in ["requestId", "request_id", "traceId"] {
            if self.found.request_id.is_none() {
                self.found.request_id = object.get(name).and_then(name_of);
            }
        }
    }

    /// `error` is a code in OAuth (`invalid_grant`), the name of the status in Spring (`Forbidden`, beside a path and
    /// a time), and now and then an object or a sentence.
    fn error_word(&mut self, object: &Map<String, Value>, depth: usize) {
        match object.get("error") {
            Some(Value::String(word)) => {
                let of_spring = object.contains_key("timestamp") || object.contains_key("path");
                if !of_spring && !word.contains(char::is_whitespace) {
                    self.code(object.get("error"));
                }
                if self.found.messages.is_empty() {
                    self.message(word);
                }
            }
            Some(other) => self.value(other, depth + 1),
            None => {}
        }
    }

    /// What user management says beside its key: why something is not allowed, to which fields, or what is wrong with
    /// them.
    fn context(&mut self, key: &str, context: &Map<String, Value>) {
        for name in ["message", "domain"] {
            if let Some(text) = context.get(name).and_then(Value::as_str) {
                self.message(&format!("{key}: {text}"));
            }
        }
        if let Some(reason) = reason_of(context) {
            self.message(&format!("{key}: {reason}"));
        }
        for error in list(context.get("errorCodes")) {
            self.message(&text_of(
                error.get("message").or(error.get("code")).unwrap_or(error),
            ));
        }
        for field in list(context.get("fieldViolations")) {
            let violations: Vec<String> = list(field.get("violations")).map(text_of).collect();
            let name = field.get("field").map(text_of).unwrap_or_default();
            self.field(&name, &violations.join(", "));
        }
        for (name, rule) in context {
            if let Some(reason) = rule.as_object().and_then(reason_of) {
                self.field(name, reason);
            }
        }
    }

    /// A text, or a list of texts and errors.
    fn texts(&mut self, value: Option<&Value>, depth: usize) {
        match value {
            Some(Value::String(text)) => self.message(text),
            Some(Value::Array(list)) => {
                for element in list.iter().take(MAX_COUNT) {
                    self.element(element, depth);
                }
            }
            Some(other) => self.message(&text_of(other)),
            None => {}
        }
    }

    /// `title` and `detail`, as in Confluence v2, the Admin APIs, SCIM and problem documents.
    fn titled(&mut self, object: &Map<String, Value>) {
        let text = |name| object.get(name).and_then(Value::as_str).unwrap_or_default();
        match (text("title"), text("detail")) {
            (title, "") => self.message(title),
            ("", detail) => self.message(detail),
            (title, detail) if title == detail => self.message(detail),
            (title, detail) => self.message(&format!("{title}: {detail}")),
        }
    }

    /// One error of a list.
    fn element(&mut self, element: &Value, depth: usize) {
        let Value::Object(object) = element else {
            return self.message(&text_of(element));
        };
        let number = object.get("failedElementNumber").and_then(scalar);
        if let Some(number) = number {
            let inner = object.get("elementErrors").unwrap_or(element);
            let text = one_line(inner, depth + 1);
            return self.message(&format!("element {number}: {text}"));
        }
        match object.get("id").and_then(scalar) {
            // Jira's bulk fetch: the id is that of an issue.
            Some(id) if object.contains_key("errorMessage") => {
                let text = one_line(element, depth + 1);
                self.message(&format!("{id}: {text}"));
            }
            _ if object.get("message").is_some_and(Value::is_object) => {
                self.message(&text_of(element));
            }
            _ => self.object(object, depth + 1),
        }
    }

    fn fields(&mut self, errors: &Map<String, Value>, depth: usize) {
        if errors.contains_key("errorMessages") {
            return self.object(errors, depth + 1);
        }
        for (name, value) in errors {
            self.field(name, &text_of(value));
        }
    }

    /// A web page: its title and its first heading, which is what a person would read first.
    fn page(&mut self, text: &str) {
        let text = head_of(text);
        let lower = text.to_ascii_lowercase();
        let title = inside(text, &lower, "title");
        let heading = ["h1", "h2", "h3"]
            .iter()
            .find_map(|tag| inside(text, &lower, tag));
        for found in [&title, &heading].into_iter().flatten() {
            self.loose(found);
        }
        if self.found.messages.is_empty() {
            self.loose(&without_tags(text));
        }
    }

    fn xml(&mut self, text: &str) {
        let text = head_of(text);
        let lower = text.to_ascii_lowercase();
        let tags = ["message", "errormessage", "error", "detail"];
        let found = tags.iter().find_map(|tag| inside(text, &lower, tag));
        self.loose(&found.unwrap_or_else(|| without_tags(text)));
    }
}

/// Everything that an error says, joined.
fn one_line(value: &Value, depth: usize) -> String {
    let mut reader = Reader::default();
    if let Value::Object(object) = value {
        reader.object(object, depth);
    } else {
        reader.message(&text_of(value));
    }
    let fields = reader.found.field_errors.iter();
    let mut parts = reader.found.messages;
    parts.extend(fields.map(|(name, text)| format!("{name}: {text}")));
    parts.join("; ")
}

/// The text of a value that stands where a text was expected.
fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let texts: Vec<String> = list.iter().take(MAX_COUNT).map(text_of).collect();
            texts.join("; ")
        }
        Value::Object(object) => ["translation", "message", "detail", "title", "key"]
            .iter()
            .filter_map(|name| object.get(*name))
            .map(text_of)
            .find(|text| !text.is_empty())
            .unwrap_or_else(|| tidy(&value.to_string(), MAX_LOOSE)),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// `{"allowed":false,"reason":{"key":"managedAccount"}}`
fn reason_of(rule: &Map<String, Value>) -> Option<&str> {
    rule.get("reason")?.get("key")?.as_str()
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = value.and_then(Value::as_array);
    list.into_iter().flatten().take(MAX_COUNT)
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A code or an id.
fn name_of(value: &Value) -> Option<String> {
    let name = tidy(&scalar(value)?, MAX_NAME);
    Some(name).filter(|name| !name.is_empty())
}

/// Whether a body without any message need not be shown either: `{}`, or the usual lists, all empty.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => {
            object.is_empty()
                || ["errorMessages", "errors"]
                    .iter()
                    .any(|name| object.contains_key(*name))
        }
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// One line without control characters, cut after `max` characters.
fn tidy(text: &str, max: usize) -> String {
    let mut line = String::new();
    // Words are counted too, so that a body of megabytes is not gone through for the sake of its first lines.
    for word in text.split_whitespace().take(max + 1) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|c| !c.is_control()).take(max + 1));
        if line.chars().count() > max {
            break;
        }
    }
    match line.char_indices().nth(max) {
        None => line,
        Some(_) if max == 0 => String::new(),
        Some(_) => line.chars().take(max - 1).chain(['…']).collect(),
    }
}

fn head_of(text: &str) -> &str {
    let mut end = text.len().min(MAX_PAGE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The text inside of the first element with this name; `lower` is the page in lower case.
fn inside(page: &str, lower: &str, tag: &str) -> Option<String> {
    let open = format!("<{tag}");
    let starts = lower.match_indices(&open).map(|(at, _)| at + open.len());
    for after_name in starts {
        if !lower[after_name..].starts_with(|c: char| c == '>' || c.is_whitespace()) {
            continue;
        }
        let start = after_name + lower[after_name..].find('>')? + 1;
        let end = lower[start..]
            .find(&format!("</{tag}"))
            .map_or(page.len(), |at| start + at);
        return Some(without_tags(&page[start..end])).filter(|text| !text.trim().is_empty());
    }
    None
}

/// What is left of a page without its tags, comments, scripts and styles.
fn without_tags(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let mut text = String::new();
    let mut at = 0;
    while let Some(start) = lower[at..].find('<').map(|found| at + found) {
        text.push_str(&page[at..start]);
        text.push(' ');
        let skipped = [
            ("<script", "</script"),
            ("<style", "</style"),
            ("<!--", "--"),
        ];
        let close = skipped
            .iter()
            .find(|(open, _)| lower[start..].starts_with(open));
        let tail = close.map_or(Some(start), |(open, close)| {
            let inner = start + open.len();
            lower[inner..].find(close).map(|found| inner + found)
        });
        match tail.and_then(|tail| lower[tail..].find('>').map(|found| tail + found + 1)) {
            Some(next) => at = next,
            None => at = page.len(),
        }
    }
    text.push_str(&page[at..]);
    decode_entities(&text)
}

fn decode_entities(text: &str) -> String {
    // The ampersand comes last, or `&amp;lt;` would be decoded twice.
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (entity, plain)| {
        text.replace(entity, plain)
    })
}

#[cfg(test)]
mod tests;

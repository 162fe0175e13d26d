//! Reading single values of a line; what is wrong with them is said by their names.

use serde_json::Value;

use super::Loader;
use crate::adf;
use crate::state::jira::issue::Adf;
use crate::time;

/// A text that is there and not empty.
pub(super) fn text<'v>(of: &'v Value, name: &str) -> Option<&'v str> {
    let text = of[name].as_str().map(str::trim);
    text.filter(|text| !text.is_empty())
}

pub(super) fn need<'v>(of: &'v Value, name: &str, path: &str) -> Result<&'v str, String> {
    text(of, name).ok_or_else(|| format!("`{path}` is missing"))
}

/// The elements of an array; none where there is no array.
pub(super) fn list<'v>(of: &'v Value, name: &str) -> &'v [Value] {
    of[name].as_array().map_or(&[], Vec::as_slice)
}

/// A number that may be written as text.
pub(super) fn number(of: &Value, name: &str) -> Option<u32> {
    let value = &of[name];
    match value.as_u64() {
        Some(number) => u32::try_from(number).ok(),
        None => value.as_str()?.parse().ok(),
    }
}

/// Milliseconds since 1970.
pub(super) fn moment(of: &Value, name: &str) -> Result<Option<i64>, String> {
    let Some(text) = text(of, name) else {
        return Ok(None);
    };
    let read = time::parse(text);
    read.map(Some)
        .ok_or_else(|| format!("`{name}` is no date with a time: {text}"))
}

/// Days since 1970.
pub(super) fn day(of: &Value, name: &str) -> Result<Option<i32>, String> {
    let Some(text) = text(of, name) else {
        return Ok(None);
    };
    let read = time::parse_date(text);
    read.map(Some)
        .ok_or_else(|| format!("`{name}` is no date: {text}"))
}

/// The project's key and the number of `ACME-12`.
pub(super) fn key(value: &Value) -> Result<(&str, u32), String> {
    /// Numbers are places in a list: one far beyond those of real projects would only take memory.
    const MOST: u32 = 10_000_000;
    let key = need(value, "key", "key")?;
    let wrong = || format!("`key` is no key of an issue: {key}");
    let (project, number) = key.rsplit_once('-').ok_or_else(wrong)?;
    let digits = !number.starts_with('0') && number.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = number.parse().map_err(|_| wrong())?;
    if !digits || !is_project_key(project) || number > MOST {
        return Err(wrong());
    }
    Ok((project, number))
}

pub(super) fn is_project_key(key: &str) -> bool {
    let known = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_';
    key.len() >= 2 && key.bytes().all(known) && key.starts_with(|c: char| c.is_ascii_uppercase())
}

impl Loader<'_> {
    /// Rich text: a document as it is, or wiki text.
    pub(super) fn rich(&self, of: &Value, name: &str) -> Result<Option<Adf>, String> {
        match &of[name] {
            Value::Null => Ok(None),
            Value::String(text) if text.trim().is_empty() => Ok(None),
            Value::String(text) => {
                let users = &self.state.users;
                let name_of = |id: &str| Some(users.get(users.known(id)?).name.to_string());
                let text = self.mentions(text);
                Ok(Some(adf::from_wiki(&text, &name_of).to_string().into()))
            }
            document if document["type"] == "doc" && document["content"].is_array() => {
                Ok(Some(document.to_string().into()))
            }
            _ => Err(format!("`{name}` is neither a document nor wiki text")),
        }
    }

    /// Wiki text with people named the way of the Cloud: `[~login]` becomes `[~accountid:…]`.
    fn mentions(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("[~") {
            out.push_str(before);
            out.push_str("[~");
            rest = after;
            let known = after
                .split_once(']')
                .and_then(|(name, behind)| Some((*self.people.get(name)?, behind)));
            if let Some((account, behind)) = known {
                out.push_str("accountid:");
                out.push_str(&self.state.users.get(account).id);
                out.push(']');
                rest = behind;
            }
        }
        out.push_str(rest);
        out
    }
}

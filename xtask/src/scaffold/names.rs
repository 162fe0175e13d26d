//! From the names of the wire to those of Rust.

use std::collections::BTreeSet;

/// The words of a name: at capitals, digits stay with what they follow, everything else separates.
pub(super) fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_ascii_alphanumeric() {
            open = false;
            continue;
        }
        let before = index.checked_sub(1).map(|it| letters[it]);
        let after_small = before.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        // `URLPath` is `url path`, while `accountIDs` and `IDs` keep their ids together.
        let rest = &letters[index + 1..];
        let before_small = match rest {
            ['s', after, ..] | [after, ..] => after.is_ascii_lowercase() && rest != ['s'],
            [] => false,
        };
        if letter.is_ascii_uppercase() && (after_small || before_small) {
            open = false;
        }
        if !open {
            words.push(String::new());
            open = true;
        }
        if let Some(word) = words.last_mut() {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words
}

/// The name of a type.
pub(super) fn pascal<W: AsRef<str>>(words: &[W]) -> String {
    let name: String = words.iter().map(|word| capital(word.as_ref())).collect();
    match name.chars().next() {
        None => String::from("Empty"),
        Some(first) if first.is_ascii_digit() => format!("N{name}"),
        Some(_) if name == "Self" => String::from("Itself"),
        Some(_) => name,
    }
}

/// The name of a field, a setter or an argument: never one that Rust has a use for.
pub(super) fn snake<W: AsRef<str>>(words: &[W]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    let name = words.join("_");
    match name.as_str() {
        "" => String::from("empty"),
        "type" => String::from("kind"),
        "self" => String::from("self_url"),
        "ref" => String::from("reference"),
        "in" => String::from("within"),
        "match" => String::from("matching"),
        "use" => String::from("used"),
        keyword if KEYWORDS.contains(&keyword) => format!("{keyword}_value"),
        digit if digit.starts_with(|it: char| it.is_ascii_digit()) => format!("n{digit}"),
        _ => name,
    }
}

/// What `serde`'s `camelCase` makes of a field.
pub(super) fn camel(field: &str) -> String {
    let mut words = field.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &capital(word))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// One of what the word names.
pub(super) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let two = ["sses", "shes", "ches", "xes", "uses"]
        .iter()
        .any(|end| word.ends_with(end));
    let none = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    match (two, none) {
        (true, _) => word[..word.len() - 2].to_owned(),
        (_, true) => word.to_owned(),
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// Gives out each name once.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    pub(super) fn reserving(names: &[&str]) -> Self {
        Self {
            taken: names.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// The first of these that is free, or the last with a number.
    pub(super) fn take(&mut self, wishes: &[String]) -> String {
        let last = wishes.last().cloned().unwrap_or_default();
        let numbered = (2..).map(|number| format!("{last}{number}"));
        let free = wishes
            .iter()
            .cloned()
            .chain(numbered)
            .find(|name| !self.taken.contains(name))
            .unwrap_or(last);
        self.taken.insert(free.clone());
        free
    }
}

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        for (name, parts) in [
            ("accountId", "account id"),
            ("accountIDs", "account ids"),
            ("URLPath", "url path"),
            ("getHTTP2Thing", "get http2 thing"),
            ("16x16", "16x16"),
            ("expand-all.now", "expand all now"),
            ("_links", "links"),
            ("JIRA_ADMIN", "jira admin"),
            ("", ""),
        ] {
            assert_eq!(words(name).join(" "), parts, "{name}");
        }
    }

    #[test]
    fn no_name_is_a_keyword() {
        let name = |wire: &str| snake(&words(wire));
        assert_eq!(name("type"), "kind");
        assert_eq!(name("self"), "self_url");
        assert_eq!(name("enum"), "enum_value");
        assert_eq!(name("16x16"), "n16x16");
        assert_eq!(name("$$"), "empty");
        for keyword in KEYWORDS {
            assert!(!KEYWORDS.contains(&name(keyword).as_str()), "{keyword}");
        }
        assert_eq!(pascal(&words("self")), "Itself");
        assert_eq!(pascal(&words("2fa")), "N2fa");
        assert_eq!(camel("avatar_urls"), "avatarUrls");
    }

    #[test]
    fn one_of_many() {
        for (many, one) in [
            ("groups", "group"),
            ("properties", "property"),
            ("statuses", "status"),
            ("status", "status"),
            ("boxes", "box"),
            ("access", "access"),
            ("roles", "role"),
            ("licenses", "license"),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn each_name_is_given_once() {
        let mut names = Names::reserving(&["Page"]);
        let wish = |name: &str| [name.to_owned()];
        assert_eq!(names.take(&wish("Group")), "Group");
        assert_eq!(names.take(&wish("Group")), "Group2");
        assert_eq!(
            names.take(&[String::from("Page"), String::from("PageModel")]),
            "PageModel"
        );
    }
}

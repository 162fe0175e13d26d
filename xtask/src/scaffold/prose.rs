//! Drafts of documentation, taken from the description and marked so that nobody leaves them as they are.

/// The first sentence, without markup.
pub(super) fn first_sentence(text: &str) -> String {
    let text = plain(text);
    let first = text.split("\n\n").next().unwrap_or_default();
    let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = line.find(". ").map_or(line.len(), |end| end + 1);
    line[..end].trim().to_owned()
}

/// A documentation comment to be rewritten.
pub(super) fn draft(indent: &str, text: &str, otherwise: &str) -> String {
    let sentence = first_sentence(text);
    let sentence = if sentence.is_empty() {
        otherwise
    } else {
        &sentence
    };
    let end = if sentence.ends_with(['.', ':', '!', '?']) {
        ""
    } else {
        "."
    };
    wrap(indent, &format!("DRAFT: {sentence}{end}"))
}

/// The text of the description after "Permissions required", without markup.
pub(super) fn permission(description: &str) -> Option<String> {
    let text = plain(description);
    let lower = text.to_lowercase();
    let start = lower.find("required:").map(|at| at + "required:".len());
    let start = start.filter(|at| lower[..*at].contains("permission"))?;
    let mut paragraphs = text.get(start..)?.trim_start().split("\n\n");
    let one_line = |text: &str| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.trim_end_matches(['.', ':', ';'])
            .replace(['"', '\\'], "'")
    };
    let first = paragraphs.next()?;
    let mut line = one_line(first);
    if first.trim_end().ends_with(':') {
        let list = paragraphs.next().unwrap_or_default().lines().map(one_line);
        let list: Vec<String> = list.filter(|it| !it.is_empty()).collect();
        line = format!("{line}: {}", list.join("; "));
    }
    (!line.is_empty()).then_some(line)
}

/// Links become their text; emphasis, tags and brackets go.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['[', ']', '*', '<', '>', '\\']) {
        plain.push_str(&rest[..at]);
        let mark = &rest[at..=at];
        rest = &rest[at + 1..];
        if mark == "]" && rest.starts_with('(') {
            rest = rest.find(')').map_or("", |end| &rest[end + 1..]);
        } else if mark == "<" && rest.starts_with(|it: char| it.is_ascii_alphabetic() || it == '/')
        {
            rest = rest.find('>').map_or(rest, |end| &rest[end + 1..]);
        }
    }
    plain.push_str(rest);
    plain.replace("http://", "").replace("https://", "")
}

/// Comment lines of at most 120 columns.
fn wrap(indent: &str, text: &str) -> String {
    let mut lines = vec![format!("{indent}///")];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= 120 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("{indent}/// {word}")),
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_marked_and_plain() {
        let text = "Returns a [paginated](#pagination) list of *all* things.  \nMore.\n\nEnd";
        assert_eq!(
            first_sentence(text),
            "Returns a paginated list of all things."
        );
        assert_eq!(
            draft("  ", text, ""),
            "  /// DRAFT: Returns a paginated list of all things.\n"
        );
        assert_eq!(draft("", "", "the `a`"), "/// DRAFT: the `a`.\n");
        assert_eq!(
            first_sentence("See <b>https://a.example</b> [x]"),
            "See a.example x"
        );
        assert_eq!(draft("", "a < b", ""), "/// DRAFT: a b.\n");
        let long = draft("", &"word ".repeat(60), "");
        assert!(
            long.lines()
                .all(|line| line.len() <= 120 && line.starts_with("/// "))
        );
    }

    #[test]
    fn permissions_are_what_the_description_requires() {
        let text = "Lists.\n\n**[Permissions](#permissions) required:** *Administer Jira* [global permission](x).\n\nB";
        assert_eq!(
            permission(text).as_deref(),
            Some("Administer Jira global permission")
        );
        let text = "**[Permissions](x) required**:\nPermission to \"view\" it.";
        assert_eq!(permission(text).as_deref(), Some("Permission to 'view' it"));
        let text = "**[Permissions](#p) required:** any of:\n\n *  *Administer Jira* [global](x).\n *  *Browse*.\n\nB";
        assert_eq!(
            permission(text).as_deref(),
            Some("any of: Administer Jira global; Browse")
        );
        assert_eq!(permission("A name is required: give it."), None);
    }
}

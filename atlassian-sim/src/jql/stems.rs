//! Words, and what their forms have in common.

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '_')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
}

/// Words so common that a search passes over them.
pub(super) const STOP: [&str; 33] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it",
    "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these",
    "they", "this", "to", "was", "will", "with",
];

/// Reduces a word to what its forms have in common: "issues" and "issue", "failed" and "failing".
pub(super) fn stem(word: &str, into: &mut String) {
    into.clear();
    into.extend(word.chars().flat_map(char::to_lowercase));
    if let Some(rest) = into.strip_suffix("'s") {
        let length = rest.len();
        into.truncate(length);
    }
    if into.is_ascii() && into.len() > 3 {
        for (ending, instead) in [
            ("sses", "ss"),
            ("ies", "y"),
            ("ing", ""),
            ("ed", ""),
            ("es", "e"),
            ("s", ""),
        ] {
            let Some(rest) = into.strip_suffix(ending) else {
                continue;
            };
            let whole = rest.len() >= 3 && rest.bytes().any(|b| b"aeiouy".contains(&b));
            // "glass", "bus" and "this" are no plurals.
            let plural = ending == "s" && rest.ends_with(['s', 'u', 'i']);
            if whole && !plural {
                let length = rest.len();
                into.truncate(length);
                into.push_str(instead);
                undouble(into);
            }
            break;
        }
        if into.len() > 3 && into.ends_with('e') {
            into.pop();
        }
    }
}

/// "stopp" from "stopped" is "stop"; "fall" and "miss" stay.
fn undouble(word: &mut String) {
    let bytes = word.as_bytes();
    if let [.., before, last] = bytes
        && before == last
        && !b"aeiouyslz".contains(last)
    {
        word.pop();
    }
}

//! What can be wrong between a declaration and a description.

use std::fmt;

/// One thing in which a declaration and its description differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Disagreement {
    /// The operation, as its builder is called.
    pub(super) operation: &'static str,
    /// The model that names the field, where it is about one.
    pub(super) model: Option<&'static str>,
    pub(super) kind: Kind,
    /// The parameter, the field with its way from the top of the body, the scope, or the path.
    pub(super) subject: String,
    /// Where in the descriptions.
    pub(super) place: String,
    /// What to do, where it depends on more than the kind.
    pub(super) hint: String,
}

impl Disagreement {
    /// The last name of a way such as `owner.name`.
    pub(super) fn field(&self) -> &str {
        self.subject.rsplit('.').next().unwrap_or_default()
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} `{}`",
            self.operation,
            self.kind.what(),
            self.subject
        )?;
        if let Some(model) = self.model {
            write!(f, " (model {model})")?;
        }
        write!(f, " — {} — {}", self.place, self.kind.advice())?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}

macro_rules! kinds {
    ($( $kind:ident: $what:literal, $advice:literal; )+) => {
        /// The kinds of disagreement.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(dead_code, reason = "some are named by the table of known differences only while it has such a row")]
        pub(super) enum Kind {
            $( #[doc = $what] $kind, )+
        }

        impl Kind {
            /// What is wrong, before the name of what it is about.
            fn what(self) -> &'static str {
                match self { $( Self::$kind => $what, )+ }
            }

            /// What to do about it.
            fn advice(self) -> &'static str {
                match self { $( Self::$kind => $advice, )+ }
            }
        }
    };
}

kinds! {
    NotDescribed: "no description has the operation", "correct method and path, or remove it";
    Deprecated: "declares a deprecated operation,", "declare its successor instead";
    Removed: "declares a removed operation,", "declare its successor instead";
    PathParameter: "declares a path parameter that is not in its path,", "correct its name";
    PathParameterLacking: "lacks the path parameter", "add `path` to `takes`";
    QueryParameter: "sends a query parameter that is not described,", "correct its name, or remove it";
    QueryParameterLacking: "lacks the required query parameter", "add `query` to `takes`";
    QueryParameterOptional: "leaves optional a required query parameter,", "move it to `takes`";
    QueryParameterRequired: "requires an optional query parameter,", "move it to `query`";
    PagingParameter: "pages by a parameter that is not described,", "correct the `pages` clause";
    Body: "sends a body that is not described,", "remove it, or correct the method";
    BodyLacking: "lacks the required body", "declare its fields, or take it whole";
    BodyField: "sends a body field that is not described,", "correct its name, or remove it";
    BodyFieldLacking: "lacks the required body field", "add `body` to `takes`";
    BodyFieldOptional: "leaves optional a required body field,", "move it to `takes`";
    BodyFieldRequired: "requires an optional body field,", "move it to `body`";
    Answer: "decodes an answer that is not described as JSON,", "return `NoContent`, or take it raw";
    AnswerField: "reads a field that is not described,", "correct its name, or remove it";
    PlainAnswer: "reads fields of what is described as a plain value,", "correct its type";
    ScopeLacking: "lacks the scope", "add it to `scopes` or `granular`";
    Scope: "names a scope that is not described,", "remove it";
}

/// A described name that looks like the wrong one.
pub(super) fn nearest<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|it| it.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(name);
    let (distance, found) = among
        .into_iter()
        .map(|candidate| (edits(&wanted, &plain(candidate)), candidate))
        .min()?;
    (distance <= wanted.len() / 3).then_some(found)
}

/// How many letters to put in, take out or change.
fn edits(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, left) in left.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], above + 1);
        for (column, right) in right.iter().enumerate() {
            let changed = diagonal + usize::from(left != right);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// `did you mean …?`, if there is something to mean.
pub(super) fn suggestion<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, among).map_or_else(String::new, |found| format!("did you mean `{found}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        let names = ["maxResults", "startAt", "accountId"];
        assert_eq!(nearest("account_id", names), Some("accountId"));
        assert_eq!(nearest("maxResult", names), Some("maxResults"));
        assert_eq!(nearest("expand", names), None);
        assert_eq!(nearest("a", []), None);
        assert_eq!(edits(&['a', 'b', 'c'], &['b', 'c', 'd']), 2);
    }

    #[test]
    fn a_line_names_operation_subject_place_and_advice() {
        let disagreement = Disagreement {
            operation: "ListGroups",
            model: Some("Group"),
            kind: Kind::AnswerField,
            subject: String::from("values.nam"),
            place: String::from("spec.json: GET /group"),
            hint: String::from("did you mean `name`?"),
        };
        assert_eq!(
            disagreement.to_string(),
            "ListGroups: reads a field that is not described, `values.nam` (model Group) — spec.json: GET /group — \
             correct its name, or remove it (did you mean `name`?)"
        );
        assert_eq!(disagreement.field(), "nam");
    }
}

//! SPDX licence expressions, as far as `Cargo.toml` files use them.

/// Whether the expression leaves a choice that is all allowed; `None` if it cannot be read.
///
/// `AND` binds closer than `OR`; the old `MIT/Apache-2.0` means `OR`; `WITH` and its exception belong to the id.
pub(super) fn allowed(expression: &str, is_allowed: impl Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        is_allowed: &is_allowed,
    };
    let verdict = reader.any()?;
    reader.words.is_empty().then_some(verdict)
}

struct Reader<'a> {
    words: &'a [&'a str],
    is_allowed: &'a dyn Fn(&str) -> bool,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    /// Takes the word if it comes next.
    fn take(&mut self, word: &str) -> bool {
        let comes = self
            .words
            .first()
            .is_some_and(|it| it.eq_ignore_ascii_case(word));
        if comes {
            self.words = &self.words[1..];
        }
        comes
    }

    fn any(&mut self) -> Option<bool> {
        let mut verdict = self.each()?;
        while self.take("OR") {
            verdict |= self.each()?;
        }
        Some(verdict)
    }

    fn each(&mut self) -> Option<bool> {
        let mut verdict = self.one()?;
        while self.take("AND") {
            verdict &= self.one()?;
        }
        Some(verdict)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let verdict = self.any()?;
            return self.take(")").then_some(verdict);
        }
        let id = self.next().filter(|word| is_id(word))?;
        if self.take("WITH") {
            let exception = self.next().filter(|word| is_id(word))?;
            return Some((self.is_allowed)(&format!("{id} WITH {exception}")));
        }
        Some((self.is_allowed)(id))
    }
}

fn is_id(word: &str) -> bool {
    let operator = ["AND", "OR", "WITH"]
        .iter()
        .any(|it| word.eq_ignore_ascii_case(it));
    !operator
        && word
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || "-.+:".contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_weighed() {
        let weigh = |expression| {
            allowed(expression, |id| {
                matches!(id, "A" | "B" | "C WITH x-exception")
            })
        };
        for (expression, verdict) in [
            ("A", Some(true)),
            ("Z", Some(false)),
            ("A OR Z", Some(true)),
            ("Z/A", Some(true)),
            ("A AND Z", Some(false)),
            ("A AND B", Some(true)),
            ("Z OR A AND B", Some(true)),
            ("Z AND A OR B", Some(true)),
            ("Z AND (A OR B)", Some(false)),
            ("(A OR Z) AND B", Some(true)),
            ("((A))", Some(true)),
            ("C", Some(false)),
            ("C WITH x-exception", Some(true)),
            ("C WITH y-exception OR A", Some(true)),
            ("A with x-exception", Some(false)),
            ("", None),
            ("A OR", None),
            ("A B", None),
            ("(A", None),
            ("A)", None),
            ("A WITH", None),
            ("AND", None),
            ("A, B", None),
        ] {
            assert_eq!(weigh(expression), verdict, "{expression}");
        }
    }
}

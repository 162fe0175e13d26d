//! Searching texts: words in any of their forms, phrases, wildcards, and how they are combined.

use super::stems::{STOP, stem, words};

/// A text query, ready to be asked of many texts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextQuery {
    terms: Vec<Term>,
    rule: Rule,
    /// The letters that wanted words begin with; `None` where there are wildcards.
    starts: Option<Vec<char>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Term {
    /// The stem of a word.
    Word(String),
    /// In small letters, with `*` and `?`.
    Pattern(Vec<char>),
    /// Stems of words that follow each other.
    Phrase(Vec<String>),
}

/// How terms (by index) are combined.
#[derive(Debug, Clone, PartialEq)]
enum Rule {
    Term(usize),
    All(Vec<Rule>),
    Any(Vec<Rule>),
    /// What may not be there; on its own it finds nothing.
    Not(Box<Rule>),
}

/// Why a text query cannot be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    Empty,
    Unreadable,
    /// It begins with this wildcard.
    Start(char),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Word(String),
    Phrase(String),
    Or,
    And,
    Not,
    Must,
    Open,
    Close,
}

impl TextQuery {
    pub(crate) fn parse(text: &str) -> Result<Self, Trouble> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Trouble::Empty);
        }
        if let Some(first) = text.chars().next().filter(|c| *c == '*' || *c == '?') {
            return Err(Trouble::Start(first));
        }
        let pieces = pieces(text)?;
        let mut reader = Reader {
            pieces: &pieces,
            next: 0,
            depth: 0,
            terms: Vec::new(),
        };
        let rule = reader.any()?;
        if reader.next < pieces.len() {
            return Err(Trouble::Unreadable);
        }
        let mut starts = Some(Vec::new());
        for term in &reader.terms {
            let stems = match term {
                Term::Word(stem) => std::slice::from_ref(stem),
                Term::Phrase(stems) => stems,
                Term::Pattern(_) => {
                    starts = None;
                    break;
                }
            };
            if let Some(starts) = &mut starts {
                starts.extend(stems.iter().filter_map(|s| s.chars().next()));
            }
        }
        Ok(Self {
            terms: reader.terms,
            rule,
            starts,
        })
    }

    fn may_want(&self, word: &str) -> bool {
        let first = word.chars().next().map(char::to_lowercase);
        match (&self.starts, first.and_then(|mut lower| lower.next())) {
            (Some(starts), Some(first)) => starts.contains(&first),
            _ => true,
        }
    }

    /// Whether one of these texts, taken together as one document, is what was asked for.
    pub(crate) fn matches<T: AsRef<str>>(&self, texts: impl Iterator<Item = T>) -> bool {
        let mut seen = Seen::new(&self.terms);
        for text in texts {
            for word in words(text.as_ref()) {
                // Most words differ in their first letter already.
                if self.may_want(word) {
                    seen.word(&self.terms, word);
                } else {
                    seen.pause();
                }
            }
            seen.pause();
        }
        self.rule.holds(&seen.found)
    }
}

impl Rule {
    fn holds(&self, found: &[bool]) -> bool {
        match self {
            Self::Term(at) => found.get(*at).copied().unwrap_or(false),
            Self::Any(rules) => rules.iter().any(|r| r.holds(found)),
            Self::All(rules) => {
                let wanted = |r: &&Rule| !matches!(r, Self::Not(_));
                rules.iter().any(|r| wanted(&r)) && rules.iter().all(|r| r.holds_within(found))
            }
            Self::Not(_) => false,
        }
    }

    fn holds_within(&self, found: &[bool]) -> bool {
        match self {
            Self::Not(inner) => !inner.holds(found),
            other => other.holds(found),
        }
    }
}

/// What of a query's terms a document had so far.
struct Seen {
    found: Vec<bool>,
    /// For each phrase, which beginnings of it end at the last word (bit n: n + 1 words).
    running: Vec<u64>,
    lower: String,
    stem: String,
}

impl Seen {
    fn new(terms: &[Term]) -> Self {
        Self {
            found: vec![false; terms.len()],
            running: vec![0; terms.len()],
            lower: String::new(),
            stem: String::new(),
        }
    }

    fn word(&mut self, terms: &[Term], word: &str) {
        stem(word, &mut self.stem);
        let mut lowered = false;
        for (at, term) in terms.iter().enumerate() {
            let (Some(found), Some(running)) = (self.found.get_mut(at), self.running.get_mut(at))
            else {
                continue;
            };
            match term {
                _ if *found => {}
                Term::Word(wanted) => *found = *wanted == self.stem,
                Term::Pattern(pattern) => {
                    if !lowered {
                        self.lower.clear();
                        self.lower.extend(word.chars().flat_map(char::to_lowercase));
                        lowered = true;
                    }
                    *found = fits(pattern, &self.lower);
                }
                Term::Phrase(phrase) => {
                    let mut next = 0;
                    for (nth, wanted) in phrase.iter().enumerate().take(64) {
                        let begun = nth == 0 || *running & (1 << (nth - 1)) != 0;
                        if begun && *wanted == self.stem {
                            next |= 1 << nth;
                        }
                    }
                    *running = next;
                    let last = phrase.len().min(64).saturating_sub(1);
                    *found = next & (1 << last) != 0;
                }
            }
        }
    }

    /// No phrase goes on past the end of a text, or past a word that is in none.
    fn pause(&mut self) {
        self.running.fill(0);
    }
}

/// Whether a word fits a pattern of `*` and `?`.
fn fits(pattern: &[char], word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    let (mut p, mut w) = (0, 0);
    // Where to go on when a `*` has to take one more character.
    let mut star: Option<(usize, usize)> = None;
    while w < word.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, w));
                p += 1;
            }
            Some(c) if *c == '?' || word.get(w) == Some(c) => {
                p += 1;
                w += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    w = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern
        .get(p..)
        .is_some_and(|rest| rest.iter().all(|c| *c == '*'))
}

fn pieces(text: &str) -> Result<Vec<Piece>, Trouble> {
    let mut pieces = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => {}
            '"' => {
                let mut phrase = String::new();
                loop {
                    match chars.next() {
                        Some('\\') => phrase.extend(chars.next()),
                        Some('"') => break,
                        Some(other) => phrase.push(other),
                        None => return Err(Trouble::Unreadable),
                    }
                }
                pieces.push(Piece::Phrase(phrase));
            }
            '(' => pieces.push(Piece::Open),
            ')' => pieces.push(Piece::Close),
            '+' => pieces.push(Piece::Must),
            '-' | '!' => pieces.push(Piece::Not),
            first => {
                let mut word = String::new();
                if first == '\\' {
                    word.extend(chars.next());
                } else {
                    word.push(first);
                }
                while let Some(next) = chars.peek().copied() {
                    if next.is_whitespace() || "\"()".contains(next) {
                        break;
                    }
                    chars.next();
                    if next == '\\' {
                        word.extend(chars.next());
                    } else {
                        word.push(next);
                    }
                }
                pieces.push(match word.as_str() {
                    "AND" | "&&" => Piece::And,
                    "OR" | "||" => Piece::Or,
                    "NOT" => Piece::Not,
                    _ => Piece::Word(word),
                });
            }
        }
    }
    Ok(pieces)
}

struct Reader<'a> {
    pieces: &'a [Piece],
    next: usize,
    depth: usize,
    terms: Vec<Term>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Piece> {
        self.pieces.get(self.next)
    }

    fn any(&mut self) -> Result<Rule, Trouble> {
        let mut rules = vec![self.all()?];
        while self.peek() == Some(&Piece::Or) {
            self.next += 1;
            rules.push(self.all()?);
        }
        Ok(one_or(rules, Rule::Any))
    }

    fn all(&mut self) -> Result<Rule, Trouble> {
        let mut rules = Vec::new();
        let mut passed = false;
        loop {
            match self.peek() {
                None | Some(Piece::Or | Piece::Close) => break,
                Some(Piece::And) if rules.is_empty() && !passed => return Err(Trouble::Unreadable),
                Some(Piece::And) => {
                    self.next += 1;
                    if matches!(
                        self.peek(),
                        None | Some(Piece::Or | Piece::Close | Piece::And)
                    ) {
                        return Err(Trouble::Unreadable);
                    }
                }
                Some(_) => match self.one()? {
                    Some(rule) => rules.push(rule),
                    None => passed = true,
                },
            }
        }
        if rules.is_empty() && !passed {
            return Err(Trouble::Unreadable);
        }
        Ok(one_or(rules, Rule::All))
    }

    /// `None` for what the search passes over.
    fn one(&mut self) -> Result<Option<Rule>, Trouble> {
        self.depth += 1;
        if self.depth > 100 {
            return Err(Trouble::Unreadable);
        }
        let piece = self.peek().cloned().ok_or(Trouble::Unreadable)?;
        self.next += 1;
        let rule = match piece {
            Piece::Must => self.one()?,
            Piece::Not => self.one()?.map(|rule| match rule {
                Rule::Not(inner) => *inner,
                // All of them together stand for what is not wanted.
                other => Rule::Not(Box::new(other)),
            }),
            Piece::Open => {
                let rule = self.any()?;
                if self.peek() != Some(&Piece::Close) {
                    return Err(Trouble::Unreadable);
                }
                self.next += 1;
                Some(rule)
            }
            Piece::Word(word) => self.word(&word),
            Piece::Phrase(phrase) => {
                let stems = stems(&phrase);
                (!stems.is_empty()).then(|| self.term(Term::Phrase(stems)))
            }
            Piece::Or | Piece::And | Piece::Close => return Err(Trouble::Unreadable),
        };
        self.depth -= 1;
        Ok(rule)
    }

    fn term(&mut self, term: Term) -> Rule {
        self.terms.push(term);
        Rule::Term(self.terms.len() - 1)
    }

    fn word(&mut self, word: &str) -> Option<Rule> {
        if word.contains(['*', '?']) {
            let pattern = word.chars().flat_map(char::to_lowercase).collect();
            return Some(self.term(Term::Pattern(pattern)));
        }
        // What is close to a word (`~`) or counts more (`^`) is still the word.
        let word = word.split(['~', '^']).next().unwrap_or("");
        let lower = word.to_lowercase();
        if STOP.contains(&lower.as_str()) {
            return None;
        }
        let mut stems = stems(word);
        match (stems.len(), stems.pop()) {
            (1, Some(only)) => Some(self.term(Term::Word(only))),
            // "lcls-ii" is two words that stand together.
            (_, Some(last)) => {
                stems.push(last);
                Some(self.term(Term::Phrase(stems)))
            }
            (_, None) => None,
        }
    }
}

fn stems(text: &str) -> Vec<String> {
    words(text)
        .map(|word| {
            let mut out = String::new();
            stem(word, &mut out);
            out
        })
        .collect()
}

fn one_or(mut rules: Vec<Rule>, several: fn(Vec<Rule>) -> Rule) -> Rule {
    match (rules.len(), rules.pop()) {
        // A lone negation finds nothing: it has to stay among others.
        (1, Some(only)) if !matches!(only, Rule::Not(_)) => only,
        (_, Some(last)) => {
            rules.push(last);
            several(rules)
        }
        (_, None) => several(rules),
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;

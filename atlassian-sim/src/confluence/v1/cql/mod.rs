//! Confluence's query language: `type = page and (space in (ENG, HR) or title ~ "note*") order by created desc`.

mod parse;
mod values;

pub(super) use parse::parse;
pub(super) use values::{moment, words_match};

/// A query: what to find, and in which order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) filter: Expression,
    /// Fields, and whether they go downwards.
    pub(super) order: Vec<(String, bool)>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Expression {
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Not(Box<Expression>),
    Clause(Clause),
}

/// `field operator value`; a field's name is in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) field: String,
    pub(super) operator: Operator,
    /// Several for `in`, else one.
    pub(super) operands: Vec<Operand>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Is,
    IsNot,
    Contains,
    Lacks,
    Above,
    AtLeast,
    Below,
    AtMost,
    In,
    NotIn,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Operand {
    Text(String),
    /// A name in lower case, and what stands in its parentheses.
    Function(String, Vec<String>),
}

impl Operator {
    /// `=`, `!=`, `in`, `not in`.
    pub(super) fn names(self) -> bool {
        matches!(self, Self::Is | Self::IsNot | Self::In | Self::NotIn)
    }

    /// `~`, `!~`.
    pub(super) fn searches(self) -> bool {
        matches!(self, Self::Contains | Self::Lacks)
    }

    pub(super) fn compares(self) -> bool {
        !self.searches() && !matches!(self, Self::In | Self::NotIn)
    }

    /// Whether a match of an operand counts for the clause or against it.
    pub(super) fn negates(self) -> bool {
        matches!(self, Self::IsNot | Self::Lacks | Self::NotIn)
    }
}

impl Expression {
    /// Every clause, wherever it stands.
    pub(super) fn clauses(&self) -> Vec<&Clause> {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::clauses).collect(),
            Self::Not(part) => part.clauses(),
            Self::Clause(clause) => vec![clause],
        }
    }

    /// Whether something fits, where `one` knows it for a single clause.
    pub(super) fn fits(&self, one: &dyn Fn(&Clause) -> bool) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.fits(one)),
            Self::Or(parts) => parts.iter().any(|part| part.fits(one)),
            Self::Not(part) => !part.fits(one),
            Self::Clause(clause) => one(clause),
        }
    }
}

impl Clause {
    /// Whether any operand is hit, or none for the operators that negate.
    pub(super) fn holds(&self, hit: impl Fn(&Operand) -> bool) -> bool {
        self.operands.iter().any(hit) != self.operator.negates()
    }
}

impl Operand {
    /// The text, or the account for `currentUser()`.
    pub(super) fn or_current<'a>(&'a self, current: &'a str) -> &'a str {
        match self {
            Self::Text(text) => text,
            Self::Function(name, _) if name == "currentuser" => current,
            Self::Function(..) => "",
        }
    }

    pub(super) fn text(&self) -> &str {
        self.or_current("")
    }
}

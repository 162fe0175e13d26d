//! A query as it was written, taken apart.

/// A whole query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Query {
    pub(crate) clause: Option<Clause>,
    /// `None`: there is no `ORDER BY`.
    pub(crate) order: Option<Vec<Sort>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Clause {
    And(Vec<Clause>),
    Or(Vec<Clause>),
    Not(Box<Clause>),
    Terminal(Terminal),
}

/// `field operator operand predicates`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terminal {
    pub(crate) field: Field,
    pub(crate) operator: Operator,
    /// Only `CHANGED` has none.
    pub(crate) operand: Option<Operand>,
    /// Only the operators of history have any.
    pub(crate) predicates: Vec<Predicate>,
}

/// A field as the query names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// The name; `cf[10001]` for a custom field by its number; the entity for a property.
    pub(crate) name: String,
    pub(crate) property: Option<Property>,
}

impl Field {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            property: None,
        }
    }
}

/// `issue.property[key].path`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Property {
    pub(crate) key: String,
    pub(crate) path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equals,
    NotEquals,
    Like,
    NotLike,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    Is,
    IsNot,
    Was,
    WasNot,
    WasIn,
    WasNotIn,
    Changed,
}

impl Operator {
    /// As queries and messages show it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Equals => "=",
            Self::NotEquals => "!=",
            Self::Like => "~",
            Self::NotLike => "!~",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::In => "in",
            Self::NotIn => "not in",
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Was => "was",
            Self::WasNot => "was not",
            Self::WasIn => "was in",
            Self::WasNotIn => "was not in",
            Self::Changed => "changed",
        }
    }

    /// The name in a few messages of the parser.
    pub(crate) fn constant(self) -> &'static str {
        match self {
            Self::Equals => "EQUALS",
            Self::NotEquals => "NOT_EQUALS",
            Self::Like => "LIKE",
            Self::NotLike => "NOT_LIKE",
            Self::Less => "LESS_THAN",
            Self::LessOrEqual => "LESS_THAN_EQUALS",
            Self::Greater => "GREATER_THAN",
            Self::GreaterOrEqual => "GREATER_THAN_EQUALS",
            Self::In => "IN",
            Self::NotIn => "NOT_IN",
            Self::Is => "IS",
            Self::IsNot => "IS_NOT",
            Self::Was => "WAS",
            Self::WasNot => "WAS_NOT",
            Self::WasIn => "WAS_IN",
            Self::WasNotIn => "WAS_NOT_IN",
            Self::Changed => "CHANGED",
        }
    }

    /// The operator that `NOT` in front of a clause makes of it; `CHANGED` has none.
    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Equals => Self::NotEquals,
            Self::NotEquals => Self::Equals,
            Self::Like => Self::NotLike,
            Self::NotLike => Self::Like,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
            Self::In => Self::NotIn,
            Self::NotIn => Self::In,
            Self::Is => Self::IsNot,
            Self::IsNot => Self::Is,
            Self::Was => Self::WasNot,
            Self::WasNot => Self::Was,
            Self::WasIn => Self::WasNotIn,
            Self::WasNotIn => Self::WasIn,
            Self::Changed => Self::Changed,
        }
    }

    /// Whether it asks for what is not there.
    pub(crate) fn negative(self) -> bool {
        matches!(
            self,
            Self::NotEquals
                | Self::NotLike
                | Self::NotIn
                | Self::IsNot
                | Self::WasNot
                | Self::WasNotIn
        )
    }

    /// Whether it compares with less and more.
    pub(crate) fn compares(self) -> bool {
        matches!(
            self,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual
        )
    }

    /// Whether it asks about the past.
    pub(crate) fn history(self) -> bool {
        matches!(
            self,
            Self::Was | Self::WasNot | Self::WasIn | Self::WasNotIn | Self::Changed
        )
    }

    /// Whether it wants several values.
    pub(crate) fn takes_list(self) -> bool {
        matches!(self, Self::In | Self::NotIn | Self::WasIn | Self::WasNotIn)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operand {
    Text(String),
    Number(i64),
    Empty,
    List(Vec<Operand>),
    Function(Function),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) arguments: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Predicate {
    pub(crate) kind: PredicateKind,
    pub(crate) operand: Operand,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PredicateKind {
    After,
    Before,
    By,
    During,
    From,
    On,
    To,
}

impl PredicateKind {
    pub(crate) const ALL: [Self; 7] = [
        Self::After,
        Self::Before,
        Self::By,
        Self::During,
        Self::From,
        Self::On,
        Self::To,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
            Self::By => "by",
            Self::During => "during",
            Self::From => "from",
            Self::On => "on",
            Self::To => "to",
        }
    }
}

/// One field of `ORDER BY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(crate) field: Field,
    /// `None`: as the field likes it.
    pub(crate) descending: Option<bool>,
}

//! One declared operation against its description: where it is, its parameters, its scopes.

use std::collections::BTreeSet;

use atlassian_core::{Declaration, OperationInfo, Place};

use super::disagreement::{Disagreement, Kind, suggestion};
use super::{answer, body};
use crate::description::{Description, Fate, Operation};

/// What a comparison found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) disagreements: Vec<Disagreement>,
    /// What could not be compared, and why.
    pub(super) unchecked: Vec<String>,
    /// How many fields of answers were compared.
    pub(super) fields: usize,
    /// For each declared operation that was found, the file that has it.
    pub(super) found_in: Vec<String>,
    /// Fields that one operation's description lacks, and that another's has for the same model.
    pub(super) elsewhere: Vec<String>,
    /// The fields that a description was found to have, with their models.
    pub(super) met: BTreeSet<(&'static str, &'static str)>,
    /// How many known differences were met.
    pub(super) known: usize,
}

/// Compares all declared operations.
pub(super) fn all<'a>(
    declared: impl IntoIterator<Item = &'a Declaration>,
    descriptions: &[Description],
) -> Findings {
    let described: Vec<Operation<'_>> = descriptions
        .iter()
        .flat_map(Description::operations)
        .collect();
    let mut findings = Findings::default();
    for operation in declared {
        one(operation, &described, &mut findings);
    }
    findings.forgive_shared_models();
    findings
}

impl Findings {
    /// A model that several operations share may read what only some of them are described to send. What no
    /// description of any of them has is wrong all the same.
    fn forgive_shared_models(&mut self) {
        let met = &self.met;
        let is_met = |it: &Disagreement| {
            it.kind == Kind::AnswerField
                && it
                    .model
                    .is_some_and(|model| met.iter().any(|met| *met == (model, it.field())))
        };
        let (elsewhere, left) = std::mem::take(&mut self.disagreements)
            .into_iter()
            .partition(is_met);
        self.disagreements = left;
        let elsewhere: Vec<Disagreement> = elsewhere;
        self.elsewhere = elsewhere.iter().map(ToString::to_string).collect();
    }
}

fn one(declaration: &Declaration, described: &[Operation<'_>], findings: &mut Findings) {
    let declared = declaration.operation;
    let same_path = || described.iter().filter(|it| it.path == declared.path);
    let found = same_path().find(|it| it.method.eq_ignore_ascii_case(declared.method));
    let Some(found) = found else {
        let hint = absent_hint(declared, described);
        let mut place: Vec<&str> = same_path().map(|it| it.description.file.as_str()).collect();
        if place.is_empty() {
            place.extend(described.iter().map(|it| it.description.file.as_str()));
        }
        place.dedup();
        findings.disagreements.push(Disagreement {
            operation: declared.name,
            model: None,
            kind: Kind::NotDescribed,
            subject: format!("{} {}", declared.method, declared.path),
            place: place.join(", "),
            hint,
        });
        return;
    };
    findings.found_in.push(found.description.file.clone());
    let mut compared = Compared {
        declared,
        described: found,
        findings,
    };
    compared.fate();
    compared.parameters();
    compared.paging();
    compared.scopes();
    body::compare(&mut compared);
    answer::compare(&mut compared, &(declaration.shape)());
}

/// What is there instead of an operation that is not described.
fn absent_hint(declared: &OperationInfo, described: &[Operation<'_>]) -> String {
    let methods: Vec<String> = described
        .iter()
        .filter(|it| it.path == declared.path)
        .map(|it| it.method.to_uppercase())
        .collect();
    if !methods.is_empty() {
        return format!("described with {}", methods.join(", "));
    }
    let shape = nameless(declared.path);
    let same_shape = described.iter().find(|it| nameless(&it.path) == shape);
    if let Some(it) = same_shape {
        return format!("its parameters are named otherwise: `{}`", it.path);
    }
    suggestion(declared.path, described.iter().map(|it| it.path.as_str()))
}

/// A path template without the names of its parameters.
fn nameless(path: &str) -> String {
    let segments = path.split('/');
    let plain = segments.map(|it| if it.starts_with('{') { "{}" } else { it });
    plain.collect::<Vec<_>>().join("/")
}

/// The parameter names in a path template.
pub(crate) fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// A declared operation beside its description.
pub(super) struct Compared<'a> {
    pub(super) declared: &'a OperationInfo,
    pub(super) described: &'a Operation<'a>,
    findings: &'a mut Findings,
}

impl<'a> Compared<'a> {
    /// Reports a disagreement.
    pub(super) fn differ(
        &mut self,
        kind: Kind,
        subject: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.differ_in(None, kind, subject, hint);
    }

    /// Reports a disagreement about a field of a model.
    pub(super) fn differ_in(
        &mut self,
        model: Option<&'static str>,
        kind: Kind,
        subject: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.findings.disagreements.push(Disagreement {
            operation: self.declared.name,
            model,
            kind,
            subject: subject.into(),
            place: self.described.place(),
            hint: hint.into(),
        });
    }

    /// Notes what could not be compared.
    pub(super) fn unchecked(&mut self, why: &str) {
        let line = format!("{}: {why} — {}", self.declared.name, self.described.place());
        self.findings.unchecked.push(line);
    }

    /// Counts a field of an answer that was compared.
    pub(super) fn count_field(&mut self) {
        self.findings.fields += 1;
    }

    /// Remembers that a field of a model is described.
    pub(super) fn meet(&mut self, model: &'static str, field: &'static str) {
        self.findings.met.insert((model, field));
    }

    /// The declared parameters of one place: name, and whether it is required.
    pub(super) fn declared_in(
        &self,
        place: Place,
    ) -> impl Iterator<Item = (&'a str, bool)> + use<'a> {
        let parameters = self.declared.parameters.iter();
        parameters
            .filter(move |it| it.place == place)
            .map(|it| (it.name, it.required))
    }

    fn fate(&mut self) {
        let kind = match self.described.fate() {
            Fate::Alive => return,
            Fate::Deprecated => Kind::Deprecated,
            Fate::Removed => Kind::Removed,
        };
        self.differ(kind, self.declared.path, "");
    }

    fn parameters(&mut self) {
        let described = self.described.parameters();
        let in_path: Vec<&str> = placeholders(self.declared.path).collect();
        let declared_in_path: Vec<&str> = self.declared_in(Place::Path).map(|it| it.0).collect();
        for name in &declared_in_path {
            if !in_path.contains(name) {
                self.differ(
                    Kind::PathParameter,
                    *name,
                    suggestion(name, in_path.clone()),
                );
            }
        }
        // What the description requires for the path is in the template too; a careless one may forget either.
        let required_in_path = described
            .iter()
            .filter(|it| it.place == "path")
            .map(|it| it.name);
        let needed: BTreeSet<&str> = in_path.iter().copied().chain(required_in_path).collect();
        for name in needed {
            if !declared_in_path.contains(&name) {
                self.differ(Kind::PathParameterLacking, name, "");
            }
        }

        let in_query = || described.iter().filter(|it| it.place == "query");
        let declared_in_query: Vec<(&str, bool)> = self.declared_in(Place::Query).collect();
        for (name, required) in &declared_in_query {
            match in_query().find(|it| it.name == *name) {
                None => {
                    let hint = suggestion(name, in_query().map(|it| it.name));
                    self.differ(Kind::QueryParameter, *name, hint);
                }
                Some(it) if it.required && !required => {
                    self.differ(Kind::QueryParameterOptional, *name, "");
                }
                Some(it) if !it.required && *required => {
                    self.differ(Kind::QueryParameterRequired, *name, "");
                }
                Some(_) => {}
            }
        }
        let own = self.declared.paging.map(|paging| paging.own_parameters());
        for required in in_query().filter(|it| it.required) {
            let declared = declared_in_query
                .iter()
                .any(|(name, _)| *name == required.name);
            if !declared && !own.is_some_and(|own| own.contains(&required.name)) {
                self.differ(Kind::QueryParameterLacking, required.name, "");
            }
        }
    }

    /// A listing that starts its request by `POST` may page in its body.
    fn paging(&mut self) {
        let Some(paging) = self.declared.paging else {
            return;
        };
        let described = self.described.parameters();
        let in_query: Vec<&str> = described
            .iter()
            .filter(|it| it.place == "query")
            .map(|it| it.name)
            .collect();
        let in_body = body::described_fields(self.described);
        for name in paging.own_parameters() {
            let described = in_query.contains(&name) || in_body.contains(&name);
            if !described && !name.is_empty() {
                let all = in_query.iter().chain(&in_body).copied();
                self.differ(Kind::PagingParameter, name, suggestion(name, all));
            }
        }
    }

    fn scopes(&mut self) {
        let Some((classic, granular)) = self.described.scopes() else {
            return;
        };
        let lists = [
            ("classic", classic, self.declared.scopes),
            ("granular", granular, self.declared.granular_scopes),
        ];
        for (kind, described, declared) in lists {
            for scope in &described {
                if !declared.contains(scope) {
                    self.differ(Kind::ScopeLacking, *scope, kind);
                }
            }
            for scope in declared {
                if !described.contains(scope) {
                    self.differ(Kind::Scope, *scope, kind);
                }
            }
        }
    }
}

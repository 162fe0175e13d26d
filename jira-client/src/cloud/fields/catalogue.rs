//! The fields of a site, to be found by what people call them.

use std::collections::HashMap;

use atlassian_core::{Error, ErrorKind, Result};

use super::{CustomFieldType, Field, FieldId, FieldSchema, Fields};
use crate::cloud::issues::Issue;

/// The fields of a site, or those of one issue, found by id, by name or by kind.
///
/// ```no_run
/// # async fn example(jira: jira_client::Jira) -> jira_client::Result<()> {
/// let fields = jira.fields().catalogue().await?;
/// let points = fields.by_name("Story Points")?;
/// let issue = jira.issues().get("ACME-1").send().await?;
/// println!("{:?}", issue.fields.value(points)?.as_f64());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
pub struct FieldCatalogue {
    fields: Vec<Field>,
    by_id: HashMap<FieldId, usize>,
}

impl FieldCatalogue {
    /// The fields of an issue that was read with its names and its schema.
    ///
    /// Empty where these were not asked for: `expand([IssueExpand::Names, IssueExpand::Schema])`.
    #[must_use]
    pub fn of_issue(issue: &Issue) -> Self {
        let (names, schema) = (issue.names.as_ref(), issue.schema.as_ref());
        let mut fields: HashMap<&str, Field> = HashMap::new();
        for (id, name) in names.into_iter().flatten() {
            fields
                .entry(id)
                .or_insert_with(|| Field::new(id.as_str()))
                .name = Some(name.clone());
        }
        for (id, schema) in schema.into_iter().flatten() {
            let field = fields.entry(id).or_insert_with(|| Field::new(id.as_str()));
            field.custom = Some(schema.custom.is_some());
            field.schema = Some(schema.clone());
        }
        fields.into_values().collect()
    }

    /// The field with this id.
    #[must_use]
    pub fn get(&self, id: impl Into<FieldId>) -> Option<&Field> {
        self.by_id
            .get(&id.into())
            .and_then(|at| self.fields.get(*at))
    }

    /// The one field with exactly this name.
    ///
    /// Names of custom fields need not be unique, and team-managed projects make fields of the same name often: then this
    /// is an error ([`Configuration`](ErrorKind::Configuration)) that lists the ids to choose from. No such field is a
    /// [`NotFound`](ErrorKind::NotFound). Names are those that an administrator gave; Jira's own fields have the names of
    /// the caller's language.
    pub fn by_name(&self, name: &str) -> Result<&Field> {
        let named = self
            .fields
            .iter()
            .filter(|field| field.name.as_deref() == Some(name));
        self.only(&named.collect::<Vec<_>>(), &format!("the name `{name}`"))
    }

    /// The one custom field of this kind, for kinds that a site has one of: sprint, rank, epic link. Errors as
    /// [`by_name`](Self::by_name).
    pub fn by_custom_type(&self, kind: &CustomFieldType) -> Result<&Field> {
        let of_kind = |schema: &FieldSchema| schema.custom.as_ref() == Some(kind);
        let found = self
            .fields
            .iter()
            .filter(|field| field.schema.as_ref().is_some_and(of_kind));
        self.only(&found.collect::<Vec<_>>(), &format!("the type `{kind}`"))
    }

    /// All fields.
    pub fn iter(&self) -> std::slice::Iter<'_, Field> {
        self.fields.iter()
    }

    fn only<'a>(&self, found: &[&'a Field], what: &str) -> Result<&'a Field> {
        match found {
            [field] => Ok(field),
            [] => {
                let number = self.fields.len();
                let detail =
                    format!("none of the {number} fields that the caller can see has {what}");
                Err(Error::new(ErrorKind::NotFound, detail))
            }
            _ => {
                let mut ids: Vec<&str> = found.iter().map(|field| field.id.as_str()).collect();
                ids.sort_unstable();
                let detail = format!(
                    "several fields have {what}, choose by id: {}",
                    ids.join(", ")
                );
                Err(Error::new(ErrorKind::Configuration, detail))
            }
        }
    }
}

impl FromIterator<Field> for FieldCatalogue {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Self {
        let mut all = Self::default();
        for field in fields {
            if let Some(at) = all.by_id.get(&field.id) {
                all.fields[*at] = field;
            } else {
                all.by_id.insert(field.id.clone(), all.fields.len());
                all.fields.push(field);
            }
        }
        all
    }
}

impl<'a> IntoIterator for &'a FieldCatalogue {
    type Item = &'a Field;
    type IntoIter = std::slice::Iter<'a, Field>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Fields {
    /// Every field that the caller can see, to be looked up by id, name or kind.
    ///
    /// One request, which can be kept for as long as nobody makes or renames fields. A field that is not as expected is an
    /// error, since its absence would look as if there were none.
    pub async fn catalogue(&self) -> Result<FieldCatalogue> {
        let fields = self.list().send().await?;
        let fields = fields.into_vec().map_err(|odd| {
            Error::new(
                ErrorKind::UnexpectedAnswer,
                format!("in the list of fields, {odd}"),
            )
        })?;
        Ok(fields.into_iter().collect())
    }
}

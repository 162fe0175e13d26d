//! People and their products.

use atlassian_integrations::licences::{
    AccountKind, Activity, Person, Product, ProductUse, Standing, Verdict,
};
use clap::{Args, ValueEnum};
use examples::outcome::Failure;
use examples::output::{Format, Rows};
use serde::Serialize;

use crate::General;
use crate::reading;

const COLUMNS: &[&str] = &[
    "name",
    "email",
    "product",
    "standing",
    "last active",
    "groups",
    "kind",
    "account id",
];

/// Which people.
#[derive(Args)]
pub(crate) struct Shown {
    #[command(flatten)]
    reading: reading::Judging,
    /// Only this product, by its key or its name, such as confluence
    #[arg(long, value_name = "PRODUCT")]
    product: Option<String>,
    /// Only these
    #[arg(long, value_enum, value_name = "STANDING", value_delimiter = ',')]
    standing: Vec<Word>,
}

/// What somebody is to the licences of a product.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum Word {
    /// Used it in the last days
    Active,
    /// Never used it, but is new
    New,
    /// Certainly did not use it for so many days
    Inactive,
    /// Nobody can tell
    Unknown,
    /// Takes no seat
    App,
    /// Takes no seat
    Customer,
    /// Takes no seat until activated again
    Deactivated,
    /// Whether there is access is not known
    UnknownAccess,
}

impl Word {
    fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::New => "new",
            Self::Inactive => "inactive",
            Self::Unknown => "unknown",
            Self::App => "app",
            Self::Customer => "customer",
            Self::Deactivated => "deactivated",
            Self::UnknownAccess => "unknown access",
        }
    }
}

impl From<Standing> for Word {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Counts(Verdict::Active) => Self::Active,
            Standing::Counts(Verdict::New) => Self::New,
            Standing::Counts(Verdict::Inactive) => Self::Inactive,
            Standing::Counts(Verdict::Unknown) => Self::Unknown,
            Standing::App => Self::App,
            Standing::Customer => Self::Customer,
            Standing::Deactivated => Self::Deactivated,
            Standing::UnknownAccess => Self::UnknownAccess,
        }
    }
}

/// A person and a product.
#[derive(Serialize)]
struct Row<'a> {
    account_id: &'a str,
    name: &'a str,
    email: Option<&'a str>,
    kind: AccountKind,
    active: Option<bool>,
    standing: Word,
    #[serde(flatten)]
    held: &'a ProductUse,
}

pub(crate) async fn users(general: &General, wanted: &Shown) -> Result<(), Failure> {
    let insights = reading::insights(general, &wanted.reading).await?;
    if let Some(product) = &wanted.product {
        let known: Vec<&str> = insights
            .products
            .iter()
            .map(|one| one.product.as_str())
            .collect();
        if !insights
            .products
            .iter()
            .any(|one| is(&one.product, product))
        {
            return Err(Failure::Usage(format!(
                "the site has no product `{product}`; it has {}",
                known.join(", ")
            )));
        }
    }
    let mut rows = Rows::new(general.format, COLUMNS);
    'people: for person in &insights.people {
        for held in &person.products {
            let standing = person.standing(&held.product, insights.active_since);
            let Some(standing) = standing.map(Word::from) else {
                continue;
            };
            let asked = wanted
                .product
                .as_ref()
                .is_none_or(|name| is(&held.product, name))
                && (wanted.standing.is_empty() || wanted.standing.contains(&standing));
            if asked && !rows.push(&row(person, held, standing), cells)? {
                break 'people;
            }
        }
    }
    let found = rows.finish()?;
    if general.format == Format::Table {
        examples::output::note(&format!(
            "{found} rows; inactive means no use since {}",
            insights.active_since
        ));
    }
    Ok(())
}

fn is(product: &Product, name: &str) -> bool {
    product.as_str() == name
        || product.name().eq_ignore_ascii_case(name)
        || *product == Product::of_key(name)
}

fn row<'a>(person: &'a Person, held: &'a ProductUse, standing: Word) -> Row<'a> {
    Row {
        account_id: person.account_id.as_str(),
        name: &person.name,
        email: person.email.as_deref(),
        kind: person.kind,
        active: person.active,
        standing,
        held,
    }
}

fn cells(row: &Row<'_>) -> Vec<String> {
    let groups = row.held.access.known().map(|access| &access.groups);
    let groups = groups
        .into_iter()
        .flatten()
        .map(|group| group.name.as_str());
    let groups: Vec<&str> = groups.collect();
    let kind = match row.kind {
        AccountKind::Person => "person",
        AccountKind::App => "app",
        AccountKind::Customer => "customer",
        AccountKind::Unknown => "unknown",
    };
    vec![
        row.name.to_owned(),
        row.email.unwrap_or_default().to_owned(),
        row.held.product.name().to_owned(),
        row.standing.name().to_owned(),
        last_active(&row.held.activity),
        groups.join(", "),
        kind.to_owned(),
        row.account_id.to_owned(),
    ]
}

fn last_active(activity: &Activity) -> String {
    match activity {
        Activity::LastActive { day } => day.to_string(),
        Activity::SeenOn { day } => format!("{day} or later"),
        Activity::Never { .. } => "never".to_owned(),
        Activity::Unknown(_) => "unknown".to_owned(),
    }
}

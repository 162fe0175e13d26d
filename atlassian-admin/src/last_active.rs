//! When somebody last used which app.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Error, NextIn, Page, Paging, Timestamp, operations};

use crate::{OrgId, ProductKey, ResourceId};

operations! {
    /// The days on which people last used the organization's apps.
    pub struct LastActiveDates;

    /// The apps that an account has used, each with the day of the last use.
    ///
    /// One call for each account, so many accounts take their time; the service slows callers down. To use an app is to
    /// look at a page of it for two seconds; calls of the API do not count, and what is counted comes up to a day late.
    /// An app that was never used is not in the list, which is empty for who has never used any.
    /// [`of`](LastActiveDates::of) keeps that apart from a call that failed.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v1-orgs-orgid-directory-users-accountid-last-active-dates-get)
    list: GetLastActiveDates = GET "/admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates"
        => Page<ProductActivity>
    {
        permission "Organization admin";
        scopes ["read:directories:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path account_id = "accountId": AccountId }
        pages ProductActivity = Paging::cursor("product_access", NextIn::Links)
            .within("data")
            .parameters("cursor", "")
            .unique_by("id");
    }
}

impl LastActiveDates {
    /// What is known of an account's last use: all pages of [`list`](LastActiveDates::list), or the failure as a value.
    pub async fn of(
        &self,
        org_id: impl Into<OrgId>,
        account_id: impl Into<AccountId>,
    ) -> LastActive {
        match self.list(org_id, account_id).items().collect().await {
            Ok(products) if products.is_empty() => LastActive::Never,
            Ok(products) => LastActive::Known(products),
            Err(error) => LastActive::Unknown(error),
        }
    }
}

/// What is known of when somebody last used the organization's apps.
///
/// A call that failed says nothing of the person: who takes it for "never" takes a licence from somebody who works with it
/// every day.
#[derive(Debug)]
pub enum LastActive {
    /// These apps were used; an app that is not among them never was.
    Known(Vec<ProductActivity>),
    /// No app was ever used.
    Never,
    /// It could not be found out.
    Unknown(Error),
}

impl LastActive {
    /// The last use of any app; `None` for never and for unknown.
    #[must_use]
    pub fn latest(&self) -> Option<&Timestamp> {
        let Self::Known(products) = self else {
            return None;
        };
        let times = products.iter().filter_map(ProductActivity::time);
        times.max_by_key(|time| time.epoch_millis())
    }

    /// The last use of one app, by its key and on any site.
    #[must_use]
    pub fn of_product(&self, key: &str) -> Activity<'_> {
        self.find(|product| product.key.as_str() == key)
    }

    /// The last use of one app on one site.
    #[must_use]
    pub fn of_resource(&self, id: &ResourceId) -> Activity<'_> {
        self.find(|product| product.id.as_ref() == Some(id))
    }

    fn find(&self, fits: impl Fn(&ProductActivity) -> bool) -> Activity<'_> {
        let products = match self {
            Self::Known(products) => products,
            Self::Never => return Activity::Never,
            Self::Unknown(error) => return Activity::Unknown(error),
        };
        let found = products.iter().filter(|product| fits(product));
        found
            .max_by_key(|product| product.time().and_then(Timestamp::epoch_millis))
            .map_or(Activity::Never, Activity::Last)
    }
}

/// What is known of the last use of one app.
#[derive(Clone, Copy, Debug)]
pub enum Activity<'a> {
    /// It was used.
    Last(&'a ProductActivity),
    /// It never was.
    Never,
    /// It could not be found out.
    Unknown(&'a Error),
}

/// The last use of an app.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProductActivity {
    /// The app on its site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ResourceId>,
    /// The app.
    pub key: ProductKey,
    /// The day, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active: Option<Timestamp>,
    /// The moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_timestamp: Option<Timestamp>,
}

impl ProductActivity {
    /// The moment, or the day where no more is said.
    #[must_use]
    pub fn time(&self) -> Option<&Timestamp> {
        self.last_active_timestamp
            .as_ref()
            .or(self.last_active.as_ref())
    }
}

//! What people changed in the site: a trace of activity where nobody tells of it.

use atlassian_core::{Error, Timestamp};
use confluence_client::cql::Cql;
use futures_util::{StreamExt, stream};
use jira_client::jql::{Function, Jql};

use super::Gather;
use crate::identity::gather::listing::why;
use crate::identity::roster::Roster;
use crate::identity::{Activity, Day, Part, Product, Progress, Reason, Why};

/// How many people are looked for at a time.
const PEOPLE_AT_ONCE: usize = 4;

impl Gather {
    /// Looks for each of the people of whom nothing is known, for as many days back.
    pub(super) async fn read_contributions(&self, roster: &mut Roster, now: &Timestamp, days: u32) {
        let Some(since) = Day::of(now).map(|today| today.minus(days)) else {
            return;
        };
        let mut open = Vec::new();
        for (id, person) in roster.people() {
            for product in person.unknown() {
                open.push((id.clone(), product));
            }
        }
        if open.is_empty() {
            return;
        }
        self.say()(Progress::Started(Part::Contributions));
        let of = u64::try_from(open.len()).unwrap_or(u64::MAX);
        let mut answers = stream::iter(open)
            .map(|(id, product)| async move {
                let found = match product {
                    Product::Confluence => self.in_confluence(id.as_str(), since).await,
                    _ => self.in_jira(id.as_str(), &product, days).await,
                };
                (id, product, found)
            })
            .buffer_unordered(PEOPLE_AT_ONCE);
        let mut done = 0;
        while let Some((id, product, found)) = answers.next().await {
            let activity = match found {
                Ok(true) => Activity::SeenOn { day: since },
                Ok(false) => Activity::Unknown(Why::new(
                    Reason::NotTold,
                    format!(
                        "changed nothing in the last {days} days, and whether it was used in another way the site does not tell"
                    ),
                )),
                Err(error) => Activity::Unknown(why(&error)),
            };
            roster.person(&id).was(product, activity);
            done += 1;
            self.say()(Progress::Asked {
                part: Part::Contributions,
                done,
                of,
            });
        }
        roster.note(
            "Activity",
            format!("where the organization does not tell, traces of the last {days} days in the site were looked for: they prove activity, and never that there is none"),
        );
    }

    /// Whether the person changed an issue in the last days, in a project of this product.
    async fn in_jira(&self, id: &str, product: &Product, days: u32) -> Result<bool, Error> {
        let changed = Function::new("updatedBy").arg(id).arg(format!("-{days}d"));
        let query = Jql::field("issuekey").is_in(changed);
        let query = match product {
            Product::Jira => query.and(Jql::field("projectType").eq("software")),
            Product::ServiceManagement => query.and(Jql::field("projectType").eq("service_desk")),
            Product::Core => query.and(Jql::field("projectType").eq("business")),
            Product::Discovery => query.and(Jql::field("projectType").eq("product_discovery")),
            _ => return Ok(false),
        };
        let found = self.source.jira.search().ids(query).page_size(1);
        Ok(!found.pages().first().await?.items.is_empty())
    }

    /// Whether the person made a page, a post, a comment or a file since that day. What else somebody did cannot be told
    /// from what others did to the same page.
    async fn in_confluence(&self, id: &str, since: Day) -> Result<bool, Error> {
        // A day alone is one of the instance's zone, which may begin half a day earlier than that of UTC.
        let since = Timestamp::new(since.next().to_string());
        let made = Cql::field("creator").eq(id);
        let query = made.and(Cql::field("created").not_before(&since));
        let found = self.source.confluence.search().content(query).page_size(1);
        Ok(!found.pages().first().await?.items.is_empty())
    }
}

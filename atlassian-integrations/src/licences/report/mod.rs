//! Insights as a page for people to read.
//!
//! It is one file of HTML, which loads nothing and runs nothing: it can be mailed, kept, printed, and opened without a
//! network.

mod charts;
mod figures;
mod headline;
mod html;
mod notes;
mod people;
mod words;

use super::{Day, Insights};
use html::{Html, html};

/// How many rows a table of people has unless told otherwise.
const ROWS: usize = 100;

/// A page to come. Made by [`Insights::report`].
#[derive(Clone, Debug)]
#[must_use = "nothing is written until `html`"]
pub struct Report<'a> {
    insights: &'a Insights,
    today: Day,
    rows: usize,
    everybody: Option<String>,
}

impl Insights {
    /// These insights as a page.
    ///
    /// ```no_run
    /// # fn example(insights: &atlassian_integrations::licences::Insights) -> std::io::Result<()> {
    /// std::fs::write("licences.html", insights.report().html())
    /// # }
    /// ```
    pub fn report(&self) -> Report<'_> {
        Report {
            insights: self,
            today: Day::of(&self.taken_at).unwrap_or_default(),
            rows: ROWS,
            everybody: None,
        }
    }
}

impl Report<'_> {
    /// At most this many people in each table, instead of 100. The page says how many more there are.
    pub fn with_rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// Where the people are whom the tables have no room for: the words after "and 1,234 more; see".
    pub fn with_everybody_in(mut self, place: impl Into<String>) -> Self {
        self.everybody = Some(place.into());
        self
    }

    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let mut page = Html::default();
        let site = words::cut(&self.insights.site);
        let day = words::date(self.today);
        html!(page,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<title>Licences of " (site) ", " (day) "</title>\n<style>\n"
        );
        page.raw(include_str!("style.css"));
        html!(page, "</style>\n</head>\n<body>\n");
        charts::patterns(&mut page);
        html!(page,
            "<header>\n<p class=\"eyebrow\">Licence report</p>\n<h1><bdi>" (site) "</bdi></h1>\n"
            "<p class=\"meta\"><span>Read on " (day) (self.time()) "</span> "
            "<span>Inactive: no use for " (words::count(self.insights.inactive_after_days.into(), "day"))
            ", none since " (words::date(self.insights.active_since)) "</span></p>\n</header>\n<main>\n"
        );
        self.headline(&mut page);
        self.products(&mut page);
        self.activity(&mut page);
        self.inactive(&mut page);
        self.unknown(&mut page);
        self.without_seat(&mut page);
        self.notes(&mut page);
        self.definitions(&mut page);
        html!(page, "</main>\n</body>\n</html>\n");
        page.finish()
    }

    /// `, 09:41 UTC`, if the time is told in UTC.
    fn time(&self) -> String {
        let text = self.insights.taken_at.as_str();
        match text.get(11..16) {
            Some(time) if text.ends_with('Z') => format!(", {time} UTC"),
            _ => String::new(),
        }
    }

    /// Says of a table with this many rows how many it has no room for.
    fn and_more(&self, page: &mut Html, all: usize) {
        let more = all.saturating_sub(self.rows);
        if more > 0 {
            let more = u64::try_from(more).unwrap_or(u64::MAX);
            html!(page, "<p class=\"more\">and " (words::number(more)) " more");
            if let Some(everybody) = &self.everybody {
                html!(page, "; see <code>" (everybody) "</code>");
            }
            html!(page, "</p>\n");
        }
    }
}

#[cfg(test)]
mod browser;
#[cfg(test)]
mod tests;

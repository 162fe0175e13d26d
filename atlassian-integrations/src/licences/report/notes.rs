//! What could not be read, and what the words on the page mean.

use super::html::{Html, html};
use super::{Report, words};

impl Report<'_> {
    pub(super) fn notes(&self, page: &mut Html) {
        html!(
            page,
            "<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">What could not be read</h2>\n"
        );
        if self.insights.notes.is_empty() {
            html!(
                page,
                "<p>Everything that was asked for could be read.</p>\n"
            );
        } else {
            html!(page, "<dl class=\"notes\">\n");
            for note in &self.insights.notes {
                html!(page, "<div><dt>" (words::cut(&note.about)) "</dt><dd>" (words::sentence(&note.text)) "</dd></div>\n");
            }
            html!(page, "</dl>\n");
        }
        html!(page, "</section>\n");
    }

    pub(super) fn definitions(&self, page: &mut Html) {
        let days = words::count(self.insights.inactive_after_days.into(), "day");
        html!(page,
            "<section aria-labelledby=\"words\">\n<h2 id=\"words\">What the words mean</h2>\n<dl class=\"notes\">\n"
            "<div><dt>Paid</dt><dd>The seats of the plan, as the organization or else Jira tells. Prices are not told by any service, so there are none here; plans for some sizes are sold in steps.</dd></div>\n"
            "<div><dt>In use</dt><dd>The seats that the service itself counts as taken.</dd></div>\n"
            "<div><dt>Needed</dt><dd>People with access who used the product within " (days) ", and those who came within " (days) " and have not used it yet.</dd></div>\n"
            "<div><dt>Can be freed</dt><dd>Active people with access of whom the organization says that they did not use the product for " (days) ". It learns of use up to a day late, and does not count what scripts do.</dd></div>\n"
            "<div><dt>Not known</dt><dd>Nobody can tell whether they use it. They count neither as needed nor as to be freed.</dd></div>\n"
            "<div><dt>Empty</dt><dd>Paid seats without a person.</dd></div>\n"
            "<div><dt>Days</dt><dd>All days are in UTC.</dd></div>\n"
            "</dl>\n</section>\n"
        );
    }
}

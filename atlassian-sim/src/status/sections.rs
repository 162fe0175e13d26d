//! The parts of the page.

use std::fmt::{self, Display};

use super::html::Text;
use crate::log::Recorded;
use crate::time;
use crate::world::World;

/// How many requests are shown.
const SHOWN: usize = 100;

pub(super) struct Places<'a>(pub(super) &'a World);

impl Display for Places<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let world = self.0;
        f.write_str("<h2>Where it is</h2>\n<dl class=\"places\">\n")?;
        for (name, value) in [
            ("Site", &world.site_url),
            ("Gateway", &world.gateway_url),
            ("Cloud id", &world.cloud_id),
            ("Organization id", &world.org_id),
        ] {
            let value = Text(value);
            writeln!(f, "<div><dt>{name}</dt><dd><code>{value}</code></dd></div>")?;
        }
        f.write_str("</dl>")
    }
}

pub(super) struct Holdings<'a>(pub(super) &'a World);

impl Display for Holdings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.read();
        let jira = &state.jira;
        let counts = [
            ("Users", state.sim_users().len()),
            ("Groups", state.groups.listed().count()),
            ("Projects", jira.projects.all().filter(|p| p.live()).count()),
            ("Issues", jira.issues.all().count()),
            ("Boards", jira.agile.boards.len()),
            ("Sprints", jira.agile.sprints.len()),
            ("Filters", jira.sharing.filters.len()),
            ("Spaces", state.wiki.spaces.len()),
            ("Pages", state.wiki.pages.len()),
        ];
        drop(state);
        f.write_str("<h2>What it holds</h2>\n<dl class=\"cards\" id=\"holdings\">\n")?;
        for (name, count) in counts {
            writeln!(f, "<div><dt>{name}</dt><dd>{}</dd></div>", Grouped(count))?;
        }
        f.write_str("</dl>")
    }
}

/// A number with a thin space before each three digits.
struct Grouped(usize);

impl Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                f.write_str("\u{2009}")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

pub(super) struct Requests<'a>(pub(super) &'a World);

impl Display for Requests<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last: Vec<Recorded> = self.0.log().iter().rev().take(SHOWN).cloned().collect();
        f.write_str("<h2>Requests, the latest first</h2>\n<div class=\"box\" id=\"requests\">\n")?;
        if last.is_empty() {
            return f.write_str("<p class=\"empty\">Nobody has asked anything yet.</p></div>");
        }
        f.write_str(
            "<table><thead><tr><th>Time</th><th>Status</th><th>Method</th><th>Path</th>\
             <th>Who</th><th class=\"number\">ms</th></tr></thead><tbody>\n",
        )?;
        for request in &last {
            self.row(f, request)?;
        }
        f.write_str("</tbody></table></div>")
    }
}

impl Requests<'_> {
    fn row(&self, f: &mut fmt::Formatter<'_>, request: &Recorded) -> fmt::Result {
        let at = time::rfc3339(request.at_ms());
        // The time of the day.
        let clock = at.get(11..19).unwrap_or(&at);
        let tone = match request.status {
            0 | 500.. => "bad",
            400.. => "warn",
            _ => "good",
        };
        let question = if request.query.is_empty() { "" } else { "?" };
        let door = if request.gateway { "gateway " } else { "" };
        let fault = if request.fault {
            " <span class=\"mark warn\">fault</span>"
        } else {
            ""
        };
        let who = request.account_id.as_deref().map_or_else(
            || "–".to_owned(),
            |id| {
                let state = self.0.read();
                let account = state.users.find(id);
                account.map_or_else(|| id.to_owned(), |at| state.users.get(at).name.to_string())
            },
        );
        writeln!(
            f,
            "<tr><td><time datetime=\"{at}\">{clock}</time></td>\
             <td class=\"{tone}\">{status}{fault}</td><td>{method}</td>\
             <td class=\"path\"><span class=\"quiet\">{door}</span>{path}{question}{query}</td>\
             <td>{who}</td><td class=\"number\">{ms}</td></tr>",
            status = request.status,
            method = Text(&request.method),
            path = Text(&request.path),
            query = Text(&request.query),
            who = Text(who),
            ms = request.duration_ms(),
        )
    }
}

pub(super) struct Levels<'a>(pub(super) &'a World);

impl Display for Levels<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let levels = self.0.limit_levels();
        f.write_str("<h2>Limits</h2>\n<div class=\"box\" id=\"limits\">\n")?;
        if levels.is_empty() {
            let why = if self.0.limits().is_some() {
                "None was used yet."
            } else {
                "There are none: every call is let through."
            };
            return write!(f, "<p class=\"empty\">{why}</p></div>");
        }
        f.write_str(
            "<table><thead><tr><th>Limit</th><th>Of</th><th>Left</th><th></th></tr></thead>\
             <tbody>\n",
        )?;
        for level in levels.iter().take(SHOWN) {
            let (left, limit) = (level.remaining, level.limit);
            writeln!(
                f,
                "<tr><td>{kind}</td><td class=\"path\">{scope}</td>\
                 <td class=\"number\">{left} of {limit}</td>\
                 <td><meter min=\"0\" max=\"{limit}\" low=\"{low}\" value=\"{left}\"></meter></td></tr>",
                kind = Text(&level.kind),
                scope = Text(&level.scope),
                low = limit.div_ceil(4),
            )?;
        }
        f.write_str("</tbody></table></div>")
    }
}

pub(super) struct Faults<'a>(pub(super) &'a World);

impl Display for Faults<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<h2>Faults that wait</h2>\n<div class=\"box\" id=\"faults\">\n")?;
        let faults = self.0.faults();
        let mut waiting = faults.waiting().take(SHOWN).peekable();
        if waiting.peek().is_none() {
            return f.write_str("<p class=\"empty\">None.</p></div>");
        }
        f.write_str(
            "<table><thead><tr><th>Method</th><th>Path</th><th>What happens</th><th>When</th>\
             </tr></thead><tbody>\n",
        )?;
        for fault in waiting {
            let (method, path, after, times) = fault.place();
            let times = match times {
                None => "always".to_owned(),
                Some(1) => "once".to_owned(),
                Some(n) => format!("{n} times"),
            };
            let after = match after {
                0 => String::new(),
                n => format!(", after {n} more"),
            };
            writeln!(
                f,
                "<tr><td>{method}</td><td class=\"path\">{path}</td><td>{effect}</td>\
                 <td>{times}{after}</td></tr>",
                method = Text(method),
                path = Text(path),
                effect = Text(fault.effect()),
            )?;
        }
        f.write_str("</tbody></table></div>")
    }
}

//! The functions that give issues.

use super::dates;
use super::functions::{Given, person, signed_in};
use super::held::epic;
use super::site::Site;
use crate::state::jira::issue::Issue;

pub(super) fn issues(site: &Site<'_>, name: &str, arguments: &[String]) -> Result<Given, String> {
    let all = || site.state.jira.issues.all();
    let keep = |wanted: &dyn Fn(&Issue) -> bool| -> Given {
        Given::Ids(all().filter(|i| wanted(i)).map(|i| i.id).collect())
    };
    let first = arguments.first().map_or("", String::as_str);
    let named = || {
        site.issue(first)
            .ok_or_else(|| format!("Issue '{first}' could not be found in function '{name}'."))
    };
    match name {
        "votedIssues" => {
            let caller = signed_in(site, name)?;
            Ok(keep(&|issue| issue.voters.contains(&caller)))
        }
        "watchedIssues" => {
            let caller = signed_in(site, name)?;
            Ok(keep(&|issue| issue.watchers.contains(&caller)))
        }
        "updatedBy" => updated_by(site, name, arguments),
        "childIssuesOf" => {
            let above = named()?.id;
            let below = |issue: &Issue| {
                let parent = issue.parent.and_then(|p| site.state.jira.issues.get(p));
                issue.parent == Some(above)
                    || parent.is_some_and(|p| p.parent == Some(above))
                    || epic(site.state, issue) == Some(above)
            };
            Ok(keep(&below))
        }
        "linkedIssues" => linked(site, name, arguments),
        // Nobody looks at issues with a token.
        _ => Ok(Given::Ids(Vec::new())),
    }
}

fn linked(site: &Site<'_>, name: &str, arguments: &[String]) -> Result<Given, String> {
    let Some((key, descriptions)) = arguments.split_first() else {
        return Err(format!(
            "Incorrect number of arguments for function '{name}'. Usage: '{name} ( issuekey [, \
             linkDescription ]* )'."
        ));
    };
    let issue = site
        .issue(key)
        .ok_or_else(|| format!("Issue '{key}' could not be found in function '{name}'."))?;
    // Types with the directions that were asked for.
    let types = &site.state.jira.config.link_types;
    let mut wanted: Vec<(u32, bool)> = Vec::new();
    for description in descriptions {
        let before = wanted.len();
        for (id, link_type) in types {
            if link_type.outward.eq_ignore_ascii_case(description) {
                wanted.push((*id, true));
            }
            if link_type.inward.eq_ignore_ascii_case(description) {
                wanted.push((*id, false));
            }
        }
        if wanted.len() == before {
            return Err(format!(
                "Issue link type '{description}' could not be found in function '{name}'."
            ));
        }
    }
    let mut found = Vec::new();
    for link in issue
        .links
        .iter()
        .filter_map(|l| site.state.jira.issues.links.get(l))
    {
        let fits = |outward| descriptions.is_empty() || wanted.contains(&(link.link_type, outward));
        if link.source == issue.id && fits(true) {
            found.push(link.target);
        }
        if link.target == issue.id && fits(false) {
            found.push(link.source);
        }
    }
    Ok(Given::Ids(found))
}

/// Issues that somebody made, changed, commented on or logged work on within a span.
fn updated_by(site: &Site<'_>, name: &str, arguments: &[String]) -> Result<Given, String> {
    let user = person(site, name, arguments.first().map(String::as_str))?;
    let date = |nth: usize| match arguments.get(nth) {
        None => Ok(None),
        Some(text) => match dates::parse(text, site.zone, site.now) {
            Some(date) => Ok(Some(date)),
            None => Err(format!(
                "Date value '{text}' for function '{name}' is invalid. {}",
                dates::FORMATS
            )),
        },
    };
    let from = date(1)?.map_or(i64::MIN, |d| d.at);
    // A day without a time is meant as a whole.
    let to = date(2)?.map_or(i64::MAX, |d| {
        if d.whole_day {
            d.at + crate::time::DAY - 1
        } else {
            d.at
        }
    });
    let span = from..=to;
    let touched = |issue: &Issue| {
        (issue.creator == user && span.contains(&issue.created))
            || issue
                .history
                .iter()
                .any(|c| c.author == user && span.contains(&c.at))
            || issue
                .comments
                .iter()
                .any(|c| c.author == Some(user) && span.contains(&c.created))
            || issue
                .worklogs
                .iter()
                .any(|w| w.author == Some(user) && span.contains(&w.created))
    };
    let all = site.state.jira.issues.all().filter(|i| touched(i));
    Ok(Given::Ids(all.map(|i| i.id).collect()))
}

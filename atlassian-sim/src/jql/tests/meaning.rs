use super::*;
use crate::jql::adf;
use crate::state::jira::agile::SprintState;
use crate::state::jira::config::StatusCategory;
use crate::state::jira::issue::CustomValue;
use crate::time::{DAY, parse};

type Meaning<'a> = Box<dyn Fn(&Issue) -> bool + 'a>;

/// Queries beside what they mean, said once more in Rust. None may find nothing or everything.
#[test]
#[allow(clippy::too_many_lines)]
fn queries_find_what_they_mean() {
    let config = &SITE.jira.config;
    let status = |i: &Issue, name: &str| config.statuses[&i.status].name == name;
    let done = |i: &Issue| config.statuses[&i.status].category == StatusCategory::Done;
    let text = |a: Option<&std::sync::Arc<str>>| -> String {
        a.map_or(String::new(), |a| {
            adf::texts(a).collect::<Vec<_>>().join(" ")
        })
    };
    let version = |i: &Issue, name: &str| {
        i.fix_versions
            .iter()
            .any(|v| SITE.jira.projects.versions[v].name.as_str() >= name)
    };
    let label = |i: &Issue, l: &str| i.labels.iter().any(|own| &**own == l);
    // Everybody whose account is one of the fixed ones lives in Berlin.
    let berlin = |day: &str| parse(&format!("{day}T00:00:00+02:00")).unwrap();
    let day = |ms: i64| i32::try_from(ms / DAY).unwrap();
    let was = |i: &Issue, id: &str| {
        let changes = i.history.iter().flat_map(|c| &c.items);
        let of_status = |item: &&crate::state::jira::issue::ChangeItem| {
            item.field == crate::state::jira::field::FieldId::parse("status").unwrap()
        };
        i.status.to_string() == id
            || changes
                .filter(of_status)
                .any(|item| item.from.as_deref() == Some(id) || item.to.as_deref() == Some(id))
    };
    let cases: Vec<(&str, Meaning<'_>)> = vec![
        ("project = ACME", Box::new(|i| i.project == 10_000)),
        (
            "project in (acme, \"Operations\")",
            Box::new(|i| i.project < 10_002),
        ),
        ("project != 10000", Box::new(|i| i.project != 10_000)),
        (
            "status = \"in progress\"",
            Box::new(|i| status(i, "In Progress")),
        ),
        (
            "status not in (Done, 3)",
            Box::new(|i| !status(i, "Done") && i.status != 3),
        ),
        ("statusCategory = Done", Box::new(done)),
        ("statusCategory != done", Box::new(|i| !done(i))),
        (
            "resolution = Unresolved",
            Box::new(|i| i.resolution.is_none()),
        ),
        (
            "resolution is not EMPTY",
            Box::new(|i| i.resolution.is_some()),
        ),
        (
            "resolution != Done",
            Box::new(|i| i.resolution.is_some_and(|r| r != 10_000)),
        ),
        (
            "resolution in (Duplicate, EMPTY)",
            Box::new(|i| i.resolution.is_none_or(|r| r == 10_002)),
        ),
        (
            "resolution not in (Duplicate, EMPTY)",
            Box::new(|i| i.resolution.is_some_and(|r| r != 10_002)),
        ),
        ("assignee is null", Box::new(|i| i.assignee.is_none())),
        (
            "assignee = currentUser()",
            Box::new(|i| i.assignee == Some(ADMIN)),
        ),
        (
            "assignee != currentUser()",
            Box::new(|i| i.assignee.is_some_and(|a| a != ADMIN)),
        ),
        (
            "not assignee = currentUser()",
            Box::new(|i| i.assignee.is_some_and(|a| a != ADMIN)),
        ),
        (
            "not (assignee = currentUser() or labels = ux)",
            Box::new(|i| {
                i.assignee.is_some_and(|a| a != ADMIN) && !i.labels.is_empty() && !label(i, "ux")
            }),
        ),
        (
            "reporter = 'admin@example.com'",
            Box::new(|i| i.reporter == Some(ADMIN)),
        ),
        (
            "creator in (Admin, \"Member\")",
            Box::new(|i| i.creator < 2),
        ),
        (
            "assignee in membersOf('jira-software-users')",
            Box::new(|i| {
                i.assignee
                    .is_some_and(|a| SITE.in_any(a, &[crate::state::groups::SOFTWARE_USERS]))
            }),
        ),
        (
            "priority > Medium",
            Box::new(|i| i.priority.is_some_and(|p| p < 3)),
        ),
        (
            "priority <= Low",
            Box::new(|i| i.priority.is_some_and(|p| p >= 4)),
        ),
        ("priority is EMPTY", Box::new(|i| i.priority.is_none())),
        ("labels = BACKEND", Box::new(|i| label(i, "backend"))),
        ("labels = ünïcode", Box::new(|i| label(i, "Ünïcode"))),
        (
            "labels not in (backend, ux)",
            Box::new(|i| !i.labels.is_empty() && !label(i, "backend") && !label(i, "ux")),
        ),
        (
            "component = Backend and project = OPS",
            Box::new(|i| {
                i.project == 10_001
                    && i.components
                        .iter()
                        .any(|c| SITE.jira.projects.components[c].name == "Backend")
            }),
        ),
        ("fixVersion >= 1.1.0", Box::new(|i| version(i, "1.1.0"))),
        (
            "fixVersion in releasedVersions(ACME)",
            Box::new(|i| {
                i.project == 10_000
                    && i.fix_versions.iter().any(|v| {
                        let v = &SITE.jira.projects.versions[v];
                        v.released && !v.archived
                    })
            }),
        ),
        (
            "affectedVersion = earliestUnreleasedVersion(ACME)",
            Box::new(|i| {
                i.project == 10_000
                    && i.affected_versions
                        .iter()
                        .any(|v| SITE.jira.projects.versions[v].name == "1.2.0")
            }),
        ),
        (
            "created >= 2026-06-01",
            Box::new(|i| i.created >= berlin("2026-06-01")),
        ),
        (
            "created >= \"2026/06/01\" and created < \"2026-07-01 00:00\"",
            Box::new(|i| (berlin("2026-06-01")..berlin("2026-07-01")).contains(&i.created)),
        ),
        ("updated > -30d", Box::new(|i| i.updated > NOW - 30 * DAY)),
        (
            "updated >= 1780000000000",
            Box::new(|i| i.updated >= 1_780_000_000_000),
        ),
        (
            "resolved < startOfYear()",
            Box::new(|i| {
                i.resolved
                    .is_some_and(|r| r < parse("2026-01-01T00:00:00+01:00").unwrap())
            }),
        ),
        (
            "due < now()",
            Box::new(|i| i.due.is_some_and(|d| d < day(NOW))),
        ),
        (
            "due >= 2026-06-01",
            Box::new(|i| {
                i.due
                    .is_some_and(|d| d >= day(parse("2026-06-01").unwrap()))
            }),
        ),
        (
            "summary ~ \"invoices\"",
            Box::new(|i| i.summary.contains("invoice")),
        ),
        (
            "summary !~ invoice",
            Box::new(|i| !i.summary.contains("invoice")),
        ),
        (
            "description ~ \"nobody knows\"",
            Box::new(|i| {
                let t = text(i.description.as_ref());
                t.contains("nobody") && t.contains("knows")
            }),
        ),
        (
            "not description ~ nobody",
            Box::new(|i| {
                i.description.is_some() && !text(i.description.as_ref()).contains("nobody")
            }),
        ),
        (
            "environment is not empty",
            Box::new(|i| i.environment.is_some()),
        ),
        (
            "comment ~ agreed",
            Box::new(|i| {
                i.comments.iter().any(|c| {
                    SITE.passes(Some(ADMIN), i.project, c.visibility.as_ref())
                        && text(Some(&c.body)).contains("agreed")
                })
            }),
        ),
        (
            "worklogComment ~ 数量",
            Box::new(|i| {
                i.worklogs
                    .iter()
                    .any(|w| text(w.comment.as_ref()).contains("数量"))
            }),
        ),
        ("issuetype = Bug", Box::new(|i| i.issue_type == 10_004)),
        (
            "type in subTaskIssueTypes()",
            Box::new(|i| config.issue_types[&i.issue_type].level < 0),
        ),
        (
            "hierarchyLevel > 0",
            Box::new(|i| config.issue_types[&i.issue_type].level > 0),
        ),
        ("category = Products", Box::new(|i| i.project == 10_000)),
        ("projectType = business", Box::new(|i| i.project == 10_004)),
        ("level = Internal", Box::new(|i| i.security == Some(10_000))),
        (
            "key > ACME-20",
            Box::new(|i| i.project == 10_000 && i.number > 20),
        ),
        (
            "key in (ACME-1, acme-2, 10002)",
            Box::new(|i| (i.project == 10_000 && i.number < 3) || i.id == 10_002),
        ),
        (
            "Squad = Red",
            Box::new(|i| i.custom(10_030) == Some(&CustomValue::Option(10_030))),
        ),
        (
            "\"squad[Dropdown]\" != Red",
            Box::new(|i| {
                i.custom(10_030)
                    .is_some_and(|v| *v != CustomValue::Option(10_030))
            }),
        ),
        (
            "cf[10031] in (S1, 10041)",
            Box::new(|i| matches!(i.custom(10_031), Some(CustomValue::Option(10_040 | 10_041)))),
        ),
        (
            "Platform = Desktop",
            Box::new(|i| matches!(i.custom(10_035), Some(CustomValue::Cascade(10_051, _)))),
        ),
        (
            "Platform in cascadeOption(Desktop, none)",
            Box::new(|i| i.custom(10_035) == Some(&CustomValue::Cascade(10_051, None))),
        ),
        (
            "Platform in cascadeOption(Server, linux)",
            Box::new(|i| i.custom(10_035) == Some(&CustomValue::Cascade(10_050, Some(10_052)))),
        ),
        (
            "\"Story point estimate\" > 3",
            Box::new(|i| matches!(i.custom(10_016), Some(CustomValue::Number(n)) if *n > 3.0)),
        ),
        (
            "\"Story point estimate\" = 0.5",
            Box::new(|i| i.custom(10_016) == Some(&CustomValue::Number(0.5))),
        ),
        (
            "\"Customer reference\" ~ \"CUST-*\" or \"Customer reference\" ~ cust",
            Box::new(|i| i.custom(10_036).is_some()),
        ),
        (
            "Approvers is not empty",
            Box::new(|i| i.custom(10_034).is_some()),
        ),
        (
            "\"Target moment\" < 0d",
            Box::new(|i| matches!(i.custom(10_032), Some(CustomValue::DateTime(at)) if *at < NOW)),
        ),
        (
            "\"Start date\" >= 2026-01-01",
            Box::new(
                |i| matches!(i.custom(10_015), Some(CustomValue::Date(d)) if *d >= day(parse("2026-01-01").unwrap())),
            ),
        ),
        ("parent is not EMPTY", Box::new(|i| i.parent.is_some())),
        (
            "\"Epic Link\" is not EMPTY",
            Box::new(|i| {
                let parent = i.parent.and_then(|p| SITE.jira.issues.get(p));
                parent.is_some_and(|p| config.issue_types[&p.issue_type].level == 1)
            }),
        ),
        (
            "status was \"In Progress\"",
            Box::new(|i| was(i, "3") || was(i, "10011")),
        ),
        ("status was not 3", Box::new(|i| !was(i, "3"))),
        (
            "status was not in (3, 10011, Done)",
            Box::new(|i| !was(i, "3") && !was(i, "10011") && !was(i, "10002") && !was(i, "10012")),
        ),
        (
            "status changed to 10002 after 2026-03-01",
            Box::new(|i| {
                i.history.iter().any(|c| {
                    c.at > parse("2026-03-01T00:00:00+01:00").unwrap()
                        && c.items.iter().any(|x| {
                            x.to_string.as_deref() == Some("Done")
                                && x.to.as_deref() == Some("10002")
                                && x.field
                                    == crate::state::jira::field::FieldId::parse("status").unwrap()
                        })
                })
            }),
        ),
        ("not status changed", Box::new(|i| i.history.is_empty())),
        (
            "assignee changed from EMPTY by currentUser()",
            Box::new(|i| {
                i.history.iter().any(|c| {
                    c.author == ADMIN
                        && c.items.iter().any(|x| {
                            x.field
                                == crate::state::jira::field::FieldId::parse("assignee").unwrap()
                        })
                })
            }),
        ),
        (
            "watcher = currentUser()",
            Box::new(|i| i.watchers.contains(&ADMIN)),
        ),
        (
            "issue in watchedIssues()",
            Box::new(|i| i.watchers.contains(&ADMIN)),
        ),
        (
            "voter = currentUser()",
            Box::new(|i| i.voters.contains(&ADMIN)),
        ),
        ("votes >= 1", Box::new(|i| !i.voters.is_empty())),
        ("watchers = 2", Box::new(|i| i.watchers.len() == 2)),
        (
            "attachments is not EMPTY",
            Box::new(|i| !i.attachments.is_empty()),
        ),
        (
            "worklogAuthor = currentUser()",
            Box::new(|i| i.worklogs.iter().any(|w| w.author == Some(ADMIN))),
        ),
        (
            "worklogDate >= -60d",
            Box::new(|i| {
                i.worklogs
                    .iter()
                    .any(|w| w.started >= parse("2026-08-02T00:00:00+02:00").unwrap())
            }),
        ),
        ("timespent > 1h", Box::new(|i| i.time_spent() > 3_600)),
        (
            "originalEstimate <= \"1d\"",
            Box::new(|i| i.original_estimate.is_some_and(|e| e <= 28_800)),
        ),
        (
            "workratio > 100",
            Box::new(|i| {
                i.original_estimate
                    .is_some_and(|e| i.time_spent() * 100 / e > 100)
            }),
        ),
        (
            "issueLinkType = blocks",
            Box::new(|i| {
                i.links.iter().any(|l| {
                    let link = &SITE.jira.issues.links[l];
                    link.link_type == 10_000 && link.source == i.id
                })
            }),
        ),
        (
            "sprint in openSprints()",
            Box::new(|i| {
                i.sprints()
                    .iter()
                    .any(|s| SITE.jira.agile.sprints[s].state == SprintState::Active)
            }),
        ),
        (
            "sprint not in closedSprints()",
            Box::new(|i| {
                !i.sprints().is_empty()
                    && !i
                        .sprints()
                        .iter()
                        .any(|s| SITE.jira.agile.sprints[s].state == SprintState::Closed)
            }),
        ),
        (
            "issue.property[acme.import].source = import",
            Box::new(|i| !i.properties.is_empty()),
        ),
        (
            "issue.property[acme.import].row > 50",
            Box::new(|i| !i.properties.is_empty() && i.number > 50),
        ),
        (
            "issue.property[acme.import].nothing is empty",
            Box::new(|i| i.project < 99_999),
        ),
        (
            "issue in updatedBy(Admin, -90d)",
            Box::new(|i| {
                let since = NOW - 90 * DAY;
                i.creator == ADMIN && i.created >= since
                    || i.history.iter().any(|c| c.author == ADMIN && c.at >= since)
                    || i.comments
                        .iter()
                        .any(|c| c.author == Some(ADMIN) && c.created >= since)
                    || i.worklogs
                        .iter()
                        .any(|w| w.author == Some(ADMIN) && w.created >= since)
            }),
        ),
        (
            "project in projectsLeadByUser()",
            Box::new(|i| SITE.jira.projects.get(i.project).unwrap().lead == ADMIN),
        ),
        (
            "component in componentsLeadByUser()",
            Box::new(|i| {
                i.components
                    .iter()
                    .any(|c| SITE.jira.projects.components[c].lead == Some(ADMIN))
            }),
        ),
        (
            "project = ACME OR project = OPS AND issuetype = Bug",
            Box::new(|i| i.project == 10_000 || (i.project == 10_001 && i.issue_type == 10_004)),
        ),
    ];
    for (text, meaning) in cases {
        let wanted: Vec<u32> = SITE
            .jira
            .issues
            .all()
            .filter(|i| meaning(i))
            .map(|i| i.id)
            .collect();
        assert!(!wanted.is_empty(), "{text} says nothing");
        assert_eq!(found(text), wanted, "{text}");
    }
}

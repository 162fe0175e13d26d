use std::sync::LazyLock;

use super::*;
use crate::jql::adf;
use crate::state::jira::agile::SprintState;
use crate::state::jira::config::StatusCategory;
use crate::state::jira::issue::CustomValue;
use crate::state::{ADMIN, MEMBER, OUTSIDER, generate};
use crate::time::{DAY, GENERATED_AT, parse};

const NOW: i64 = GENERATED_AT + 10 * 3_600_000;

static SITE: LazyLock<State> = LazyLock::new(|| generate(7, 60, 20, Some(1_500)).state);

fn compile(text: &str) -> Result<Compiled, Vec<String>> {
    Query::compile(text, &SITE, Some(ADMIN), NOW)
}

/// The ids that a query finds, ascending.
fn found(text: &str) -> Vec<u32> {
    let query = compile(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let all = SITE.jira.issues.all().filter(|i| query.matches(&SITE, i));
    let ids: Vec<u32> = all.map(|i| i.id).collect();
    // What is worth looking at is never less than what is found.
    match query.candidates() {
        Candidates::All => {}
        Candidates::Issues(some) => assert!(ids.iter().all(|id| some.contains(id)), "{text}"),
        Candidates::Projects(some) => {
            let project = |id: &u32| SITE.jira.issues.get(*id).unwrap().project;
            assert!(ids.iter().all(|id| some.contains(&project(id))), "{text}");
        }
    }
    ids
}

fn error(text: &str) -> String {
    match compile(text) {
        Ok(_) => panic!("{text} is no error"),
        Err(messages) => messages.join(" | "),
    }
}

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

#[test]
fn what_does_not_exist_is_told_in_jiras_words() {
    let formats = "Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.";
    for (text, message) in [
        ("foo = 1", "Field 'foo' does not exist or you do not have permission to view it.".to_owned()),
        ("cf[99999] = 1", "Field 'cf[99999]' does not exist or you do not have permission to view it.".to_owned()),
        ("project = NOPE", "The value 'NOPE' does not exist for the field 'project'.".to_owned()),
        ("project in (NOPE, ACME, 77)", "The value 'NOPE' does not exist for the field 'project'. | A value with ID '77' does not exist for the field 'project'.".to_owned()),
        ("status = Shipped", "The value 'Shipped' does not exist for the field 'status'.".to_owned()),
        ("issuetype = 5", "A value with ID '5' does not exist for the field 'issuetype'.".to_owned()),
        ("Severity = S9", "The option 'S9' for field 'Severity' does not exist.".to_owned()),
        ("sprint = Nope", "Sprint with name 'Nope' does not exist or you do not have permission to view it.".to_owned()),
        ("key = ACME-99999", "An issue with key 'ACME-99999' does not exist for field 'key'.".to_owned()),
        ("issueKey in (\"1\")", "The issue key '1' for field 'issueKey' is invalid.".to_owned()),
        ("id = 1", "A value with ID '1' does not exist for the field 'id'.".to_owned()),
        ("summary > a", "The operator '>' is not supported by the 'summary' field.".to_owned()),
        ("summary = test", "The operator '=' is not supported by the 'summary' field.".to_owned()),
        ("text !~ a", "The operator '!~' is not supported by the 'text' field.".to_owned()),
        ("labels was a", "The operator 'was' is not supported by the 'labels' field.".to_owned()),
        ("summary in test", "Operator 'in' does not support the non-list value '\"test\"' for field 'summary'.".to_owned()),
        ("project = (A, 1)", "Operator '=' does not support the list value '(\"A\", 1)' for field 'project'.".to_owned()),
        ("assignee = membersOf(x)", "Operator '=' does not support the list value 'membersOf(x)' for field 'assignee'.".to_owned()),
        ("assignee in currentUser()", "Operator 'in' does not support the non-list value 'currentUser()' for field 'assignee'.".to_owned()),
        ("status is Open", "Operator 'is' does not support searching for non-empty values for field 'status'.".to_owned()),
        ("created > EMPTY", "Operator '>' does not support the empty value representation 'EMPTY' for field 'created'.".to_owned()),
        ("votes = EMPTY", "The field 'votes' does not support searching for EMPTY values.".to_owned()),
        ("votes = -3", "Value '-3' is invalid for the 'votes' field. Votes must be a positive whole number.".to_owned()),
        ("workratio > x", "The value 'x' for field 'workratio' is invalid - please specify an integer.".to_owned()),
        ("timespent > x", "The value 'x' for field 'timespent' is invalid. Please specify a positive duration format; for example: '1h 30m', '2d'.".to_owned()),
        ("updated >= yesterday", format!("Date value 'yesterday' for field 'updated' is invalid. {formats}")),
        ("due = 2026-02-30", format!("Date value '2026-02-30' for field 'due' is invalid. {formats}")),
        ("assignee = noSuch(1)", "Unable to find JQL function 'noSuch(1)'.".to_owned()),
        ("status = currentUser()", "A value provided by the function 'currentUser' is invalid for the field 'status'.".to_owned()),
        ("created > now(1)", "Function 'now' expected '0' arguments but received '1'.".to_owned()),
        ("component in componentsLeadByUser(a, b)", "Function 'componentsLeadByUser' expected between '0' and '1' arguments but received '2'.".to_owned()),
        ("created > startOfDay(x)", "Duration for function 'startOfDay' should have the format (+/-)n(yMwdm), e.g -1M for 1 month earlier.".to_owned()),
        ("assignee in membersOf(nobody)", "Function 'membersOf' can not generate a list of usernames for group 'nobody'; the group does not exist.".to_owned()),
        ("issue in linkedIssues(X-1)", "Issue 'X-1' could not be found in function 'linkedIssues'.".to_owned()),
        ("issue in linkedIssues(ACME-1, likes)", "Issue link type 'likes' could not be found in function 'linkedIssues'.".to_owned()),
        ("fixVersion in releasedVersions(X)", "Could not resolve the project 'X' provided to function 'releasedVersions'.".to_owned()),
        ("text ~ \"\"", "The field 'text' does not support searching for an empty string.".to_owned()),
        ("text ~ \"AND\"", "Unable to parse the text 'AND' for field 'text'.".to_owned()),
        ("summary ~ \"*a\"", "The text query '*a' for field 'summary' is not allowed to start with '*'.".to_owned()),
        ("status changed from fred", "The value 'fred' does not exist for the field 'status'.".to_owned()),
        ("status changed after \"20/12/10\"", format!("Date value '20/12/10' for predicate 'after' is invalid. {formats}")),
        ("status changed after currentUser()", "A date for the predicate 'after' provided by the function 'currentUser' is not valid.".to_owned()),
        ("status changed before (11, 12)", "The BEFORE predicate must be supplied with only 1 date value.".to_owned()),
        ("status changed during 11", "The DURING predicate must be supplied with exactly 2 date values.".to_owned()),
        ("assignee changed by bogus()", "Unable to find JQL function 'bogus()'.".to_owned()),
        ("project = ACME order by bogus", "Not able to sort using field 'bogus'.".to_owned()),
        ("project = ACME order by comment", "Field 'comment' does not support sorting.".to_owned()),
        ("project = A and status = B", "The value 'A' does not exist for the field 'project'. | The value 'B' does not exist for the field 'status'.".to_owned()),
    ] {
        assert_eq!(error(text), message, "{text}");
    }
    assert!(
        error("project = ACME order by key,id,created,updated,status,summary,due,labels")
            .contains("ORDER BY")
    );
}

#[test]
fn people_who_are_gone_are_no_error() {
    for text in [
        "assignee = someone-who-left",
        "reporter in (nobody, Admin)",
        "status changed by ghost",
    ] {
        let query = crate::jql::parse(text).unwrap();
        let (errors, warnings) = query.complaints(&SITE, Some(ADMIN), NOW);
        assert_eq!((errors.len(), warnings.len()), (0, 1), "{text}");
        assert!(warnings[0].contains("' does not exist for the field '"));
    }
    assert_eq!(found("assignee = someone-who-left"), Vec::<u32>::new());
    assert_eq!(
        found("reporter in (nobody, Admin)"),
        found("reporter = Admin")
    );
}

#[test]
fn hidden_things_do_not_exist() {
    // The outsider does not work in the private project.
    let outsider = |text: &str| Query::compile(text, &SITE, Some(OUTSIDER), NOW).map(|_| ());
    let no_project = "The value 'SEC' does not exist for the field 'project'.";
    assert_eq!(outsider("project = SEC"), Err(vec![no_project.to_owned()]));
    let secret = SITE
        .jira
        .issues
        .all()
        .find(|i| i.project == 10_003)
        .unwrap();
    let key = SITE.jira.key(secret);
    let no_issue = format!("An issue with key '{key}' does not exist for field 'key'.");
    assert_eq!(outsider(&format!("key = {key}")), Err(vec![no_issue]));
    assert!(compile("project = SEC").is_ok() && compile(&format!("key = {key}")).is_ok());
    // A comment for administrators is not searched for others.
    let hit = |caller: u32| {
        let query = Query::compile(
            "comment ~ *agre* OR comment ~ agreed",
            &SITE,
            Some(caller),
            NOW,
        );
        query.is_err()
            || SITE.jira.issues.all().any(|i| {
                let hidden = |c: &crate::state::jira::issue::Comment| {
                    c.visibility.is_some() || !adf::texts(&c.body).any(|t| t.contains("agreed"))
                };
                i.comments.iter().all(hidden) && query.as_ref().is_ok_and(|q| q.matches(&SITE, i))
            })
    };
    assert!(hit(OUTSIDER), "a leading wildcard is refused");
    let query = |caller| Query::compile("comment ~ agreed", &SITE, Some(caller), NOW).unwrap();
    let count = |caller| {
        SITE.jira
            .issues
            .all()
            .filter(|i| query(caller).matches(&SITE, i))
            .count()
    };
    assert!(count(OUTSIDER) < count(ADMIN));
    assert!(count(MEMBER) <= count(ADMIN));
}

#[test]
fn nobody_gets_nothing_instead_of_an_error() {
    for text in [
        "foo = 1",
        "project = NOPE",
        "assignee = noSuch()",
        "key = X-1",
        "updated > yesterday",
        "not foo = 1",
        "summary = a",
        "status is Open",
    ] {
        let query = Query::compile(text, &SITE, None, NOW).unwrap();
        assert!(
            !SITE.jira.issues.all().any(|i| query.matches(&SITE, i)),
            "{text}"
        );
    }
    assert!(Query::compile("created > -1d order by bogus", &SITE, None, NOW).is_ok());
    assert!(Query::compile("project =", &SITE, None, NOW).is_err());
    let (errors, _) = crate::jql::parse("foo = 1")
        .unwrap()
        .complaints(&SITE, None, NOW);
    assert_eq!(
        errors,
        ["Field 'foo' does not exist or this field cannot be viewed by anonymous users."]
    );
}

#[test]
fn only_a_clause_makes_a_bound() {
    assert!(!compile("").unwrap().is_bounded());
    assert!(!compile("order by created").unwrap().is_bounded());
    assert!(compile("created > -1d").unwrap().is_bounded());
}

fn ordered(text: &str) -> Vec<&'static Issue> {
    let query = compile(text).unwrap();
    let mut all: Vec<&Issue> = SITE
        .jira
        .issues
        .all()
        .filter(|i| query.matches(&SITE, i))
        .collect();
    query.order(&SITE, &mut all);
    all
}

#[test]
fn orders_put_what_is_missing_last_and_turn_around() {
    let due: Vec<Option<i32>> = ordered("project = ACME order by due asc, key")
        .iter()
        .map(|i| i.due)
        .collect();
    let mut wanted = due.clone();
    wanted.sort_by_key(|d| (d.is_none(), *d));
    assert_eq!(due, wanted);
    assert!(due.last() == Some(&None) && due[0].is_some());
    let mut back: Vec<Option<i32>> = ordered("project = ACME order by due desc")
        .iter()
        .map(|i| i.due)
        .collect();
    back.reverse();
    assert_eq!(back, wanted);
    let priorities: Vec<Option<u32>> = ordered("priority is not empty order by priority desc")
        .iter()
        .map(|i| i.priority)
        .collect();
    assert!(priorities.is_sorted(), "the most urgent first");
    let keys: Vec<(u32, u32)> = ordered("project in (OPS, ACME) order by key")
        .iter()
        .map(|i| (i.project, i.number))
        .collect();
    assert!(keys.is_sorted(), "projects by key, then numbers as numbers");
    let ranks: Vec<u64> = ordered("project = OPS order by rank")
        .iter()
        .map(|i| i.rank)
        .collect();
    assert!(ranks.is_sorted());
    let updated: Vec<i64> = ordered("project = OPS order by updated")
        .iter()
        .map(|i| -i.updated)
        .collect();
    assert!(updated.is_sorted(), "the youngest first");
    let ids: Vec<u32> = ordered("project = OPS").iter().map(|i| i.id).collect();
    assert!(ids.is_sorted_by(|a, b| a > b));
    let two: Vec<(String, i64)> = ordered("project = OPS order by reporter asc, created desc")
        .iter()
        .map(|i| {
            (
                SITE.users.get(i.reporter.unwrap()).name.to_lowercase(),
                -i.created,
            )
        })
        .collect();
    assert!(two.is_sorted());
}

#[test]
fn filters_are_queries_within_queries() {
    let mut state = generate(7, 60, 20, Some(300)).state;
    let mine = |state: &mut State, jql: &str| {
        let id = state.jira.sharing.next_id();
        let filter = crate::state::jira::sharing::Filter {
            name: format!("Filter {id}"),
            description: String::new(),
            owner: ADMIN,
            jql: jql.to_owned(),
            shares: Vec::new(),
            edit_shares: Vec::new(),
            favourites: Vec::new(),
            columns: None,
        };
        state.jira.sharing.filters.insert(id, filter);
        id
    };
    let bugs = mine(&mut state, "issuetype = Bug ORDER BY key");
    let broken = mine(&mut state, "project = GONE OR issuetype = Epic");
    let circle = mine(&mut state, "filter = 1");
    state.jira.sharing.filters.get_mut(&circle).unwrap().jql = format!("filter = {circle}");
    let count = |text: &str, caller: u32| {
        let query = Query::compile(text, &state, Some(caller), NOW)?;
        Ok::<usize, Vec<String>>(
            state
                .jira
                .issues
                .all()
                .filter(|i| query.matches(&state, i))
                .count(),
        )
    };
    assert_eq!(
        count(&format!("filter = {bugs}"), ADMIN),
        count("type = Bug", ADMIN)
    );
    assert_eq!(
        count(&format!("filter != \"filter {bugs}\""), ADMIN),
        count("type != Bug", ADMIN)
    );
    assert_eq!(
        count(&format!("filter in ({bugs}, {broken})"), ADMIN),
        count("type in (Bug, Epic)", ADMIN)
    );
    assert_eq!(count(&format!("filter = {circle}"), ADMIN), Ok(0));
    let hidden = format!("A value with ID '{bugs}' does not exist for the field 'filter'.");
    assert_eq!(
        count(&format!("filter = {bugs}"), MEMBER),
        Err(vec![hidden])
    );
}

#[test]
fn the_past_is_asked_in_spans() {
    let mut state = generate(7, 60, 20, Some(50)).state;
    let at = |text: &str| parse(text).unwrap();
    let status = crate::state::jira::field::FieldId::parse("status").unwrap();
    let step = |id: u32, author: u32, when: &str, from: &str, to: &str| {
        crate::state::jira::issue::Change {
            id,
            author,
            at: at(when),
            items: vec![crate::state::jira::issue::ChangeItem {
                field: status,
                from: Some(from.into()),
                from_string: None,
                to: Some(to.into()),
                to_string: None,
            }],
        }
    };
    let first = state.jira.issues.all().next().unwrap().id;
    let issue = state.jira.issues.edit(first, NOW).unwrap();
    // To do until 10 March, in progress until the 20th, and done since.
    issue.created = at("2026-03-01T00:00:00Z");
    issue.creator = ADMIN;
    issue.status = 10_002;
    issue.fix_versions.clear();
    issue.history = vec![
        step(1, MEMBER, "2026-03-10T12:00:00Z", "10000", "3"),
        step(2, ADMIN, "2026-03-20T12:00:00Z", "3", "10002"),
    ];
    let version = *state.jira.projects.versions.keys().next().unwrap();
    let issue = state.jira.issues.all().next().unwrap();
    let holds = |text: &str| {
        let query = Query::compile(text, &state, Some(ADMIN), NOW)
            .unwrap_or_else(|e| panic!("{text}: {e:?}"));
        query.matches(&state, issue)
    };
    for (text, wanted) in [
        ("status was 3", true),
        ("status was 3 before 2026-03-10", false),
        ("status was 3 before 2026-03-11", true),
        ("status was 3 after 2026-03-20", true),
        ("status was 3 after 2026-03-21", false),
        ("status was 3 on 2026-03-15", true),
        ("status was 3 on 2026-03-25", false),
        ("status was 10002 on 2026-08-25", true),
        ("status was 3 during (2026-03-01, 2026-03-09)", false),
        ("status was 3 during (2026-03-01, 2026-03-10)", true),
        ("status was 3 by Member", true),
        ("status was 3 by Admin", false),
        ("status was 10000 by Admin", true),
        ("status was not 3 before 2026-03-05", true),
        ("status was in (3, 10001)", true),
        ("status was 10001", false),
        ("status was 10000 after 2026-03-15", false),
        ("status changed from 10000 to 3", true),
        ("status changed from 3 to 10000", false),
        ("status changed on 2026-03-20", true),
        ("status changed on 2026-03-21", false),
        ("status changed by Member before 2026-03-15", true),
        ("status changed by Member after 2026-03-15", false),
        ("status changed during (2026-03-11, 2026-03-19)", false),
        (
            "status changed after startOfYear() before endOfYear()",
            true,
        ),
        ("fixVersion was EMPTY", true),
    ] {
        assert_eq!(holds(text), wanted, "{text}");
    }
    // A version that was taken out again.
    let field = crate::state::jira::field::FieldId::parse("fixVersions").unwrap();
    let id: std::sync::Arc<str> = version.to_string().into();
    let mut issue = issue.clone();
    issue.fix_versions.clear();
    for (at_text, from, to) in [
        ("2026-04-01T00:00:00Z", None, Some(id.clone())),
        ("2026-05-01T00:00:00Z", Some(id), None),
    ] {
        let mut change = step(3, ADMIN, at_text, "", "");
        change.items[0].field = field;
        (change.items[0].from, change.items[0].to) = (from, to);
        issue.history.push(change);
    }
    let holds = |text: &str| {
        Query::compile(text, &state, Some(ADMIN), NOW)
            .unwrap()
            .matches(&state, &issue)
    };
    assert!(holds(&format!("fixVersion was {version}")));
    assert!(holds(&format!("fixVersion was {version} on 2026-04-15")));
    assert!(!holds(&format!("fixVersion was {version} on 2026-05-15")));
    assert!(!holds(&format!(
        "fixVersion was {version} before 2026-03-15"
    )));
    assert!(
        holds("fixVersion was EMPTY on 2026-06-01") && !holds("fixVersion was EMPTY on 2026-04-15")
    );
}

/// Prints how long 50,000 issues take; run it by its name in a release build.
#[test]
#[ignore = "a measurement"]
fn fifty_thousand_issues() {
    let state = generate(1, 2_000, 50, Some(50_000)).state;
    for text in [
        "project = ACME AND status = Done AND assignee is not EMPTY",
        "created >= -90d AND priority > Medium AND labels = backend",
        "status was \"In Progress\" AND resolution is EMPTY",
        "text ~ backup",
        "assignee in membersOf(jira-software-users) ORDER BY updated DESC, key",
    ] {
        let begun = std::time::Instant::now();
        let query = Query::compile(text, &state, Some(ADMIN), NOW).unwrap();
        let compiled = begun.elapsed();
        let mut all: Vec<&Issue> = state
            .jira
            .issues
            .all()
            .filter(|i| query.matches(&state, i))
            .collect();
        let matched = begun.elapsed();
        query.order(&state, &mut all);
        println!(
            "{text}: {} issues, compiled {compiled:?}, matched {matched:?}, ordered {:?}",
            all.len(),
            begun.elapsed()
        );
    }
}

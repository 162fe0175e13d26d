use super::*;
use crate::time::parse;

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

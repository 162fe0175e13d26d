use super::*;
use crate::jql::adf;

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
        ("issueKey in (\"10001\")", "The issue key '10001' for field 'issueKey' is invalid.".to_owned()),
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

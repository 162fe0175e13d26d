//! What the builder writes, and that no value escapes from where it was put: read back by a tokenizer that shares
//! nothing with the builder.

use std::time::{Duration, UNIX_EPOCH};

use atlassian_core::{AccountId, Timestamp};
use proptest::prelude::*;

use super::{Condition, Direction, Function, Jql, Past, Relative, Value, Values};
use crate::ids::{IssueId, IssueKey, ProjectId};

#[test]
fn comparisons_are_written() {
    let field = |name: &str| Jql::field(name);
    let instant = Timestamp::new("2021-01-17T12:34:00.000+0000");
    for (condition, expected) in [
        (field("project").eq("ACME"), r#"project = "ACME""#),
        (
            field("project").eq(ProjectId::new("10001")),
            "project = 10001",
        ),
        (
            field("id").is_in([IssueId::new("1"), IssueId::new("x")]),
            r#"id in (1, "x")"#,
        ),
        (field("key").ne(IssueKey::new("A-1")), r#"key != "A-1""#),
        (
            field("assignee").eq(AccountId::new("5b:1")),
            r#"assignee = "5b:1""#,
        ),
        (field("Story Points").gt(3), r#""Story Points" > 3"#),
        (
            field("Story Points").le(-1.5),
            r#""Story Points" <= "-1.5""#,
        ),
        (
            Jql::custom_field(10_010).lt(i64::MIN),
            "cf[10010] < -9223372036854775808",
        ),
        (field("customfield_10010").is_empty(), "cf[10010] is EMPTY"),
        (field("cf[10010]").is_not_empty(), "cf[10010] is not EMPTY"),
        (
            field("customfield_1] OR cf[2").is_empty(),
            r#""customfield_1] OR cf[2" is EMPTY"#,
        ),
        (field("order").eq("EMPTY"), r#""order" = "EMPTY""#),
        (field("created").ge(&instant), "created >= 1610886840000"),
        (
            field("created").ge(UNIX_EPOCH + Duration::from_secs(60)),
            "created >= 60000",
        ),
        (
            field("due").lt(Timestamp::new("2023-02-01")),
            r#"due < "2023-02-01""#,
        ),
        (field("updated").gt(Relative::weeks(-2)), "updated > -2w"),
        (
            field("status").not_in(["Done", "Won't do"]),
            r#"status not in ("Done", "Won't do")"#,
        ),
        (field("labels").is_in(Vec::<String>::new()), "labels in ()"),
        (
            field("fixVersion").is_in([Value::from("1"), Value::empty()]),
            r#"fixVersion in ("1", EMPTY)"#,
        ),
        (
            field("issue").is_in(Function::new("linkedIssues").arg("A-1").arg(7)),
            r#"issue in linkedIssues("A-1", 7)"#,
        ),
        (
            field("x").is_in(Function::new("f() OR g")),
            r#"x in "f() OR g"()"#,
        ),
        (field("summary").contains("back*"), r#"summary ~ "back*""#),
        (field("summary").contains_not("a"), r#"summary !~ "a""#),
        (
            field("summary").contains_phrase(r#"a" OR "b\"#),
            r#"summary ~ "\"a\\\" OR \\\"b\\\\\"""#,
        ),
        (
            Jql::property("my \"key\"", "a.b").eq(1),
            r#"issue.property["my \"key\""].a.b = 1"#,
        ),
        (
            Jql::property("k", "a b").eq(1),
            r#"issue.property["k"]".a b" = 1"#,
        ),
        (Jql::property("k", "").eq(1), r#"issue.property["k"] = 1"#),
        (
            field("status").was("Open", Past::any()),
            r#"status was "Open""#,
        ),
        (
            field("status").was_not_in(["A", "B"], Past::any().before("2020-01-01").by("x")),
            r#"status was not in ("A", "B") BEFORE "2020-01-01" BY "x""#,
        ),
        (
            field("status").changed(Past::any().during(0, 60_000).on(Relative::days(-1))),
            "status changed DURING (0, 60000) ON -1d",
        ),
        (
            field("by").was_in(Values::from([1, 2]), Past::any()),
            r#""by" was in (1, 2)"#,
        ),
        (field("a").was_not("b", Past::any()), r#"a was not "b""#),
    ] {
        assert_eq!(condition.to_string(), expected);
    }
}

#[test]
fn parentheses_stand_where_they_are_needed_and_nowhere_else() {
    let one = |name: &str| Jql::field(name).eq(1);
    let (a, b, c) = (one("a"), one("b"), one("c"));
    for (condition, expected) in [
        (
            a.clone().and(b.clone()).and(c.clone()),
            "a = 1 AND b = 1 AND c = 1",
        ),
        (
            a.clone().and(b.clone()).or(c.clone()),
            "(a = 1 AND b = 1) OR c = 1",
        ),
        (
            a.clone().and(b.clone().or(c.clone())),
            "a = 1 AND (b = 1 OR c = 1)",
        ),
        (
            a.clone().or(b.clone()).not().and(c.clone()),
            "NOT (a = 1 OR b = 1) AND c = 1",
        ),
        (a.clone().not().not(), "NOT (NOT (a = 1))"),
        (
            Condition::raw("x = 1 OR y = 2").and(a.clone()),
            "(x = 1 OR y = 2) AND a = 1",
        ),
        (
            a.clone().or(Condition::raw("x = 1 AND y = 2")),
            "a = 1 OR (x = 1 AND y = 2)",
        ),
        (
            Condition::raw("x = 1 OR y = 2").not(),
            "NOT (x = 1 OR y = 2)",
        ),
    ] {
        assert_eq!(condition.to_string(), expected);
    }
}

#[test]
fn a_text_keeps_its_order_and_takes_more_conditions() {
    let a = || Jql::field("a").eq(1);
    for (query, expected) in [
        (
            Jql::raw("x = 1 order by y").and(a()),
            "(x = 1) AND a = 1 ORDER BY y",
        ),
        (Jql::raw("ORDER BY y").and(a()), "a = 1 ORDER BY y"),
        (
            Jql::raw("x = 1 ORDER BY y, z desc").without_order(),
            "x = 1",
        ),
        (
            Jql::raw("x = 'ORDER BY y'").and(a()),
            "(x = 'ORDER BY y') AND a = 1",
        ),
        (
            Jql::raw("x = 1 ORDER BY y").with_stable_order(),
            "x = 1 ORDER BY y, key ASC",
        ),
        (
            Jql::raw("x = 1").with_stable_order(),
            "x = 1 ORDER BY key ASC",
        ),
        (
            Jql::raw("x = 1 ORDER BY y, Key desc").with_stable_order(),
            "x = 1 ORDER BY y, Key desc",
        ),
        (
            Jql::raw("x = 1 ORDER BY \"issuekey\"").with_stable_order(),
            "x = 1 ORDER BY \"issuekey\"",
        ),
        (
            Jql::raw("x = 1 ORDER BY 'key' DESC").with_stable_order(),
            "x = 1 ORDER BY 'key' DESC",
        ),
        (
            a().order_by("Issue color", Direction::Ascending)
                .with_stable_order(),
            "a = 1 ORDER BY \"Issue color\" ASC, key ASC",
        ),
        (Jql::raw(" "), ""),
        (
            a().order_by("order", Direction::Ascending)
                .order_by("b", Direction::Descending),
            "a = 1 ORDER BY \"order\" ASC, b DESC",
        ),
        // What is left open is never completed by what comes after it.
        (Jql::raw("x = 1) OR (y = 2").and(a()), "x = 1) OR (y = 2"),
        (Jql::raw("x = \"1").and(a()).with_stable_order(), "x = \"1"),
        (
            Jql::from(a().or(Condition::raw("x in (1"))).and(a()),
            "x in (1",
        ),
        (Jql::from(Condition::raw("x in (1").not()), "x in (1"),
    ] {
        assert_eq!(query.to_string(), expected);
    }
    assert_eq!(
        serde_json::json!({ "jql": Jql::from("x = 1") }),
        serde_json::json!({ "jql": "x = 1" })
    );
}

/// A token of a query, decoded.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    Other(String),
}

/// Reads a query by the rules of Atlassian's reference alone: two kinds of quotation marks, escapes with a backslash,
/// and no control characters.
fn read(query: &str) -> Vec<Token> {
    let chars: Vec<char> = query.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let mark = chars[at];
        if mark != '"' && mark != '\'' {
            match tokens.last_mut() {
                Some(Token::Other(text)) => text.push(mark),
                _ => tokens.push(Token::Other(mark.into())),
            }
            at += 1;
            continue;
        }
        let mut text = String::new();
        at += 1;
        while chars[at] != mark {
            assert!(!chars[at].is_control(), "a control character in {query:?}");
            if chars[at] == '\\' {
                at += 1;
                match chars[at] {
                    'n' => text.push('\n'),
                    'r' => text.push('\r'),
                    't' => text.push('\t'),
                    'u' => {
                        let digits: String = chars[at + 1..at + 5].iter().collect();
                        text.push(
                            char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap(),
                        );
                        at += 4;
                    }
                    c @ ('"' | '\'' | '\\' | ' ') => text.push(c),
                    c => panic!("the escape \\{c} in {query:?}"),
                }
            } else {
                text.push(chars[at]);
            }
            at += 1;
        }
        at += 1;
        tokens.push(Token::Text(text));
    }
    tokens
}

/// Texts that are likely to break something, and any others.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "'",
        "\\",
        "\\\"",
        "\\u0022",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{fffe}",
        "\u{fdd0}",
        " OR project = X",
        " ORDER BY key",
        ")",
        "(",
        "]",
        ",",
        "EMPTY",
        "currentUser()",
        "AND",
        "🐝",
        "\u{202e}",
        "é",
        "10",
        "-5d",
        "*",
        "~",
        " ",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn a_value_stays_one_text(text in hostile(), other in hostile()) {
        let query = Jql::field("summary").eq(&text).and(Jql::field("labels").is_in([&other, &text]));
        prop_assert_eq!(
            read(&query.to_string()),
            [
                Token::Other("summary = ".into()),
                Token::Text(text.clone()),
                Token::Other(" AND labels in (".into()),
                Token::Text(other),
                Token::Other(", ".into()),
                Token::Text(text),
                Token::Other(")".into()),
            ]
        );
    }

    #[test]
    fn a_phrase_stays_one_phrase(text in hostile()) {
        let query = Jql::field("summary").contains_phrase(&text).to_string();
        let tokens = read(&query);
        let [Token::Other(before), Token::Text(search)] = &tokens[..] else {
            panic!("{tokens:?}");
        };
        prop_assert_eq!(before.as_str(), "summary ~ ");
        // The search is one phrase: between its quotation marks each one is escaped.
        let inner = search.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
        let mut chars = inner.chars();
        let mut phrase = String::new();
        while let Some(c) = chars.next() {
            prop_assert_ne!(c, '"');
            phrase.push(if c == '\\' { chars.next().unwrap() } else { c });
        }
        prop_assert_eq!(phrase, text);
    }

    #[test]
    fn a_name_stays_a_name(name in hostile()) {
        let query = Jql::field(name.as_str()).is_empty().to_string();
        match &read(&query)[..] {
            [Token::Text(read), Token::Other(rest)] => {
                prop_assert_eq!(read, &name);
                prop_assert_eq!(rest.as_str(), " is EMPTY");
            }
            [Token::Other(whole)] => prop_assert!(
                whole.strip_suffix(" is EMPTY").unwrap().chars().all(|c| c.is_ascii_alphanumeric() || "._[]".contains(c))
            ),
            other => panic!("{other:?}"),
        }
    }

    /// Whatever was given as text, a condition that is added to it holds for all of it: the parenthesis before the text
    /// ends right before the condition, or the text stands alone and is no query.
    #[test]
    fn a_given_text_never_swallows_a_condition(text in hostile()) {
        let query = Jql::raw(&text).and(Jql::field("a").eq(1)).to_string();
        let end = query.rfind(" AND a = 1");
        match end {
            _ if query.trim() == text.trim() => prop_assert!(!text.trim().is_empty()),
            Some(end) if query.starts_with('(') => prop_assert_eq!(closes(&query), Some(end)),
            _ => prop_assert!(query.starts_with("a = 1"), "{}", query),
        }
    }
}

/// Behind the parenthesis that closes the first one; quotation marks and escapes hide what is in them.
fn closes(query: &str) -> Option<usize> {
    let (mut depth, mut mark, mut escaped) = (0, None, false);
    for (at, c) in query.char_indices() {
        match (c, mark) {
            _ if escaped => escaped = false,
            ('\\', _) => escaped = true,
            (c, Some(open)) if c == open => mark = None,
            ('"' | '\'', None) => mark = Some(c),
            ('(', None) => depth += 1,
            (')', None) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

//! What the builder writes, and that no value escapes from where it was put: read back by a tokenizer that shares
//! nothing with the builder.

use atlassian_core::{AccountId, Timestamp};
use proptest::prelude::*;

use super::{Condition, Cql, Direction, Function, Moment};
use crate::ids::{ContentId, PageId, SpaceKey};

#[test]
fn comparisons_are_written() {
    let field = |name: &str| Cql::field(name);
    let instant = Timestamp::new("2021-01-17T12:34:30.000+0000");
    for (condition, expected) in [
        (field("space").eq(SpaceKey::new("~ab")), r#"space = "~ab""#),
        (
            field("ancestor").is_in([PageId::new("98417"), PageId::new("x")]),
            r#"ancestor in (98417, "x")"#,
        ),
        (
            field("id").ne(ContentId::new("4294967296")),
            "id != 4294967296",
        ),
        (
            field("creator").eq(AccountId::new("5b:1")),
            r#"creator = "5b:1""#,
        ),
        (
            field("contributor").eq(Function::current_user()),
            "contributor = currentUser()",
        ),
        (field("order").eq("EMPTY"), r#""order" = "EMPTY""#),
        (
            field("created").gt(Moment::now().weeks(-4)),
            r#"created > now("-4w")"#,
        ),
        (
            field("created").lt(Moment::start_of_month()),
            "created < startOfMonth()",
        ),
        (
            field("created").le(Moment::end_of_day().hours(2)),
            r#"created <= endOfDay("2h")"#,
        ),
        (
            field("lastmodified").not_before(&instant),
            r#"lastmodified >= "2021-01-17 00:34""#,
        ),
        (
            field("lastmodified").not_after(&instant),
            r#"lastmodified <= "2021-01-18 02:35""#,
        ),
        (
            field("created").not_before(&Timestamp::new("2021-01-17")),
            r#"created >= "2021-01-17""#,
        ),
        (
            field("label").not_in(["a", "won't"]),
            r#"label not in ("a", "won't")"#,
        ),
        (field("label").is_in(Vec::<String>::new()), "label in ()"),
        (field("title").contains("back*"), r#"title ~ "back*""#),
        (field("title").contains_not("a"), r#"title !~ "a""#),
        (
            field("x").is_in(Function::new("f() OR g")),
            r#"x in "f() OR g"()"#,
        ),
    ] {
        assert_eq!(condition.to_string(), expected);
    }
}

/// Whatever the zone of the instance: what happened at the instant lies within both bounds.
#[test]
fn bounds_leave_nothing_out_in_any_zone() {
    let bound = |condition: Condition| {
        let text = condition.to_string();
        let text = text.split('"').nth(1).unwrap().replace(' ', "T");
        Timestamp::new(format!("{text}Z")).epoch_millis().unwrap()
    };
    for at in [0_i64, 1, 59_999, 60_000, 951_782_399_999, 1_610_886_870_000] {
        let time = Timestamp::from_epoch_millis(at);
        let first = bound(Cql::field("created").not_before(&time));
        let last = bound(Cql::field("created").not_after(&time));
        for zone in (-12 * 60..=14 * 60).map(|minutes: i64| minutes * 60_000) {
            assert!(first - zone <= at && at <= last - zone, "{at} in {zone}");
            let most = 26 * 3_600_000 + 60_000;
            assert!(at - (first - zone) <= most && last - zone - at <= most);
        }
    }
}

#[test]
fn parentheses_stand_where_they_are_needed_and_nowhere_else() {
    let one = |name: &str| Cql::field(name).eq(1);
    let (a, b, c) = (one("a"), one("b"), one("c"));
    for (query, expected) in [
        (
            Cql::from(a.clone().and(b.clone()).or(c.clone())),
            "(a = 1 AND b = 1) OR c = 1",
        ),
        (
            a.clone().and(b.clone().or(c.clone())).into(),
            "a = 1 AND (b = 1 OR c = 1)",
        ),
        (
            a.clone().or(b.clone()).not().and(c).into(),
            "NOT (a = 1 OR b = 1) AND c = 1",
        ),
        (
            a.clone().or(Condition::raw("x = 1 AND y = 2")).into(),
            "a = 1 OR (x = 1 AND y = 2)",
        ),
        (
            Cql::raw("x = 1 order by y").and(a.clone()),
            "(x = 1) AND a = 1 ORDER BY y",
        ),
        (Cql::raw("ORDER BY y").and(a.clone()), "a = 1 ORDER BY y"),
        (Cql::raw(" "), ""),
        (
            a.clone()
                .order_by("order", Direction::Ascending)
                .order_by("b", Direction::Descending),
            "a = 1 ORDER BY \"order\" ASC, b DESC",
        ),
        // What is left open is never completed by what comes after it.
        (
            Cql::raw("x = 1) OR (y = 2").and(a.clone()),
            "x = 1) OR (y = 2",
        ),
        (Cql::from(b.or(Condition::raw("x in (1"))).and(a), "x in (1"),
        (Condition::raw("x in (1").not().into(), "x in (1"),
    ] {
        assert_eq!(query.to_string(), expected);
    }
}

/// A token of a query, decoded.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    Other(String),
}

/// Reads a query: two kinds of quotation marks, escapes with a backslash.
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
                assert!(
                    matches!(chars[at], '"' | '\\'),
                    "an odd escape in {query:?}"
                );
            }
            text.push(chars[at]);
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
        "\n",
        "\0",
        "\u{2028}",
        " OR space = X",
        " ORDER BY title",
        ")",
        "(",
        ",",
        "currentUser()",
        "now(\"-1d\")",
        "🐝",
        "10",
        "*",
        "~",
        " ",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

/// How a text arrives.
fn spaced(text: &str) -> String {
    text.replace(char::is_control, " ")
}

proptest! {
    #[test]
    fn a_value_stays_one_text(text in hostile(), other in hostile()) {
        let query = Cql::field("title").eq(&text).and(Cql::field("label").is_in([&other, &text]));
        prop_assert_eq!(
            read(&query.to_string()),
            [
                Token::Other("title = ".into()),
                Token::Text(spaced(&text)),
                Token::Other(" AND label in (".into()),
                Token::Text(spaced(&other)),
                Token::Other(", ".into()),
                Token::Text(spaced(&text)),
                Token::Other(")".into()),
            ]
        );
    }

    #[test]
    fn a_phrase_stays_one_phrase(text in hostile()) {
        let query = Cql::field("text").contains_phrase(&text).to_string();
        let tokens = read(&query);
        let [Token::Other(before), Token::Text(search)] = &tokens[..] else {
            panic!("{tokens:?}");
        };
        prop_assert_eq!(before.as_str(), "text ~ ");
        // The search is one phrase: between its quotation marks each one is escaped.
        let inner = search.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
        let mut chars = inner.chars();
        let mut phrase = String::new();
        while let Some(c) = chars.next() {
            prop_assert_ne!(c, '"');
            phrase.push(if c == '\\' { chars.next().unwrap() } else { c });
        }
        prop_assert_eq!(phrase, spaced(&text));
    }

    #[test]
    fn a_name_stays_a_name(name in hostile()) {
        let query = Cql::field(name.as_str()).eq(1).to_string();
        match &read(&query)[..] {
            [Token::Text(read), Token::Other(rest)] => {
                prop_assert_eq!(read, &spaced(&name));
                prop_assert_eq!(rest.as_str(), " = 1");
            }
            [Token::Other(whole)] => prop_assert!(
                whole.strip_suffix(" = 1").unwrap().chars().all(|c| c.is_ascii_alphanumeric() || "._".contains(c))
            ),
            other => panic!("{other:?}"),
        }
    }

    /// Whatever was given as text, a condition that is added to it holds for all of it: the parenthesis before the text
    /// ends right before the condition, or the text stands alone and is no query.
    #[test]
    fn a_given_text_never_swallows_a_condition(text in hostile()) {
        let query = Cql::raw(&text).and(Cql::field("a").eq(1)).to_string();
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

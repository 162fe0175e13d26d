use super::parse;
use crate::jql::ast::{Clause, Function, Operand, Operator, Query, Terminal};
use crate::state::rng::Rng;

fn failure(text: &str) -> String {
    match parse(text) {
        Ok(query) => panic!("{text} was read as {query:?}"),
        Err(message) => message,
    }
}

/// Queries and what Jira says to them: sentences seen in its answers, places included.
#[test]
#[allow(clippy::too_many_lines)]
fn broken_queries_get_jiras_own_sentences() {
    let operators = "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.";
    let escapes =
        "The valid escape sequences are \\', \\\", \\t, \\n, \\r, \\\\, '\\ ' and \\uXXXX.";
    for (text, message) in [
        (
            "comment ~ 'test",
            "The quoted string 'test' has not been completed. (line 1, character 11)",
        ),
        (
            "comment ~ 'test\n",
            "The quoted string 'test ' has not been completed. (line 1, character 11)",
        ),
        (
            "comment ~ '",
            "The quoted string has not been completed. (line 1, character 11)",
        ),
        (
            "comme\\unt ~ 'test",
            &format!("'\\un' is an illegal JQL escape sequence. {escapes} (line 1, character 6)"),
        ),
        (
            "status =\n\n\n\n \\csss",
            &format!("'\\c' is an illegal JQL escape sequence. {escapes} (line 5, character 2)"),
        ),
        (
            "status =\n\n\n\n\\",
            &format!("The escape sequence has not been completed. {escapes} (line 5, character 1)"),
        ),
        (
            "status =\n\n\n\n'\\u'",
            &format!("'\\u'' is an illegal JQL escape sequence. {escapes} (line 5, character 2)"),
        ),
        (
            "a AND creator \\!= b",
            &format!("'\\!' is an illegal JQL escape sequence. {escapes} (line 1, character 15)"),
        ),
        (
            "mine{www = qwwr",
            "The character '{' is a reserved JQL character. You must enclose it in a string or use the escape '\\u007b' instead. (line 1, character 5)",
        ),
        (
            "reporter=a/user/with/slash",
            "The character '/' is a reserved JQL character. You must enclose it in a string or use the escape '\\u002f' instead. (line 1, character 11)",
        ),
        (
            "minewww = qwwr}",
            "The character '}' is a reserved JQL character. You must enclose it in a string or use the escape '\\u007d' instead. (line 1, character 15)",
        ),
        (
            "mqwwr=\"\u{7f} this\"",
            "The character 'U+007F' on line 1 at position 8 must be escaped. Use the escape '\\u007f' instead. (line 1, character 8)",
        ),
        (
            "summary ~ SET",
            "'SET' is a reserved JQL word. You must surround it in quotation marks to use it in a query. (line 1, character 11)",
        ),
        (
            "aaaaa=-3482094382084092840932809482",
            "'-3482094382084092840932809482' is not a valid number. Numbers must be between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807. (line 1, character 7)",
        ),
        (
            "cf[1002020202002020202020202020020202822]=a",
            "'1002020202002020202020202020020202822' is not a valid number. Numbers must be between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807. (line 1, character 4)",
        ),
        ("a =b order", "Expecting 'by' before the end of the query."),
        (
            "a =b order summary",
            "Expecting 'by' but got 'summary'. (line 1, character 12)",
        ),
        (
            "a =b order by",
            "Expecting a field name at the end of the query.",
        ),
        (
            "a =b order by asc",
            "Expecting a field name but got 'asc'. You must surround 'asc' in quotation marks to use it as a field name. (line 1, character 15)",
        ),
        (
            "a =b order by ajsks blah",
            "Expecting either 'ASC' or 'DESC' but got 'blah'. (line 1, character 21)",
        ),
        (
            "a =b order by \"\" desc",
            "A field name cannot be empty. (line 1, character 15)",
        ),
        (
            "'' = c",
            "A field name cannot be empty. (line 1, character 1)",
        ),
        (
            "a = ''()",
            "A function name cannot be empty. (line 1, character 5)",
        ),
        (
            "a",
            &format!("Expecting operator before the end of the query. {operators}"),
        ),
        (
            "a blah >",
            &format!("Expecting operator but got 'blah'. {operators} (line 1, character 3)"),
        ),
        (
            "invalid query",
            &format!("Expecting operator but got 'query'. {operators} (line 1, character 9)"),
        ),
        (
            "project = A & b & c",
            &format!("Expecting operator but got '&'. {operators} (line 1, character 17)"),
        ),
        (
            "a =a and j not is empty",
            "Expecting 'IN' but got 'is'. (line 1, character 16)",
        ),
        (
            "a =a and j is ! empty",
            "Expecting 'NOT' but got '!'. (line 1, character 15)",
        ),
        ("cf", "Expecting '[' before the end of the query."),
        (
            "a = b and not (cf = 6)",
            "Expecting '[' but got '='. (line 1, character 19)",
        ),
        (
            "cf[",
            "Expecting a custom field id (a positive number) before the end of the query.",
        ),
        (
            "cf[] = 1",
            "Expecting a custom field id (a positive number) but got ']'. (line 1, character 4)",
        ),
        (
            "cf[29829k] = ",
            "Expecting a custom field id (a positive number) but got '29829k'. (line 1, character 4)",
        ),
        (
            "cf[-29829] = ",
            "Expecting a custom field id (a positive number) but got '-29829'. (line 1, character 4)",
        ),
        (
            "cf[29829 = world",
            "Expecting ']' but got '='. (line 1, character 10)",
        ),
        ("cf[29829", "Expecting ']' before the end of the query."),
        ("a = func(", "Expecting ')' before the end of the query."),
        (
            "a = func(, and not (a = x)",
            "Expecting ')' but got ','. (line 1, character 10)",
        ),
        ("b=func(bad", "Expecting ')' before the end of the query."),
        (
            "bas=func(bad,)",
            "Function argument must be specified. (line 1, character 14)",
        ),
        (
            "bas=func(bad,",
            "Expecting a function argument at the end of the query.",
        ),
        (
            "k = func(!",
            "Expecting a function argument but got '!'. You must surround '!' in quotation marks to use it as an argument. (line 1, character 10)",
        ),
        (
            "k = func(abc, jk!)",
            "Expecting ')' or ',' but got '!'. (line 1, character 17)",
        ),
        (
            "(a=b and c = d",
            "Expecting ')' before the end of the query.",
        ),
        (
            "b in ((12, (288)",
            "Expecting ')' before the end of the query.",
        ),
        (
            "abc IN ((foo) abc = a",
            "Expecting ')' but got 'abc'. (line 1, character 15)",
        ),
        (
            "a=b c=d",
            "Expecting either 'OR' or 'AND' but got 'c'. (line 1, character 5)",
        ),
        (
            "a=b !c=d",
            "Expecting either 'OR' or 'AND' but got '!'. (line 1, character 5)",
        ),
        (
            "a = ((c,d), d, e, f, yyy) and",
            "Expecting a field name at the end of the query.",
        ),
        (
            "a = b order by a desc b",
            "Expecting ',' but got 'b'. (line 1, character 23)",
        ),
        (
            "order by a desc d",
            "Expecting ',' but got 'd'. (line 1, character 17)",
        ),
        (
            ", a = b",
            "Expecting a field name but got ','. You must surround ',' in quotation marks to use it as a field name. (line 1, character 1)",
        ),
        (
            "[brenden] = a",
            "Expecting a field name but got '['. Did you mean 'cf['? (line 1, character 1)",
        ),
        (
            "a not was \"Open\"",
            "Expecting 'IN' but got 'was'. (line 1, character 7)",
        ),
    ] {
        assert_eq!(
            failure(text),
            format!("Error in the JQL Query: {message}"),
            "{text}"
        );
    }
}

#[test]
fn a_missing_value_has_another_beginning_than_the_rest() {
    let wanted = "Error in JQL Query: Expecting either a value, list or function";
    for (text, message) in [
        ("project =", " before the end of the query."),
        ("a was", " before the end of the query."),
        ("a=(a,", " before the end of the query."),
        (
            "a=!",
            " but got '!'. You must surround '!' in quotation marks to use it as a value. (line 1, character 3)",
        ),
        (
            "a=(a,(,bad))",
            " but got ','. You must surround ',' in quotation marks to use it as a value. (line 1, character 7)",
        ),
        (
            "project = OR",
            " but got 'OR'. You must surround 'OR' in quotation marks to use it as a value. (line 1, character 11)",
        ),
        (
            "project = CF",
            " but got 'CF'. You must surround 'CF' in quotation marks to use it as a value. (line 1, character 11)",
        ),
    ] {
        assert_eq!(failure(text), format!("{wanted}{message}"), "{text}");
    }
}

#[test]
fn operators_of_history_refuse_what_the_others_take() {
    assert_eq!(
        failure("status = \"Open\" by admin"),
        "The EQUALS operator does not support the use of the by \"admin\" predicate."
    );
    assert_eq!(
        failure("fixVersion changed 4 by \"x\""),
        "The CHANGED operator does not support the use of values without predicates. You must \
         prefix the 4 value with a suitable predicate."
    );
}

#[test]
fn what_binds_tighter_is_deeper() {
    let terminal = |field: &str| {
        Clause::Terminal(Terminal {
            field: crate::jql::ast::Field {
                name: field.to_owned(),
                property: None,
            },
            operator: Operator::Equals,
            operand: Some(Operand::Number(1)),
            predicates: vec![],
        })
    };
    let query = parse("a = 1 or b = 1 && !c = 1 | (d = 1 || a = 1)").unwrap();
    let not = Clause::Not(Box::new(terminal("c")));
    let inner = Clause::Or(vec![terminal("d"), terminal("a")]);
    let wanted = Clause::Or(vec![
        terminal("a"),
        Clause::And(vec![terminal("b"), not]),
        inner,
    ]);
    assert_eq!(query.clause, Some(wanted));
    assert_eq!(parse("").unwrap(), Query::default());
}

#[test]
fn values_keep_their_kind() {
    let operand = |text: &str| match parse(&format!("a = {text}")).unwrap().clause {
        Some(Clause::Terminal(terminal)) => terminal.operand.unwrap(),
        other => panic!("{other:?}"),
    };
    let text = |t: &str| Operand::Text(t.to_owned());
    assert_eq!(operand("-12"), Operand::Number(-12));
    assert_eq!(operand("'12'"), text("12"));
    assert_eq!(operand("1.0"), text("1.0"));
    assert_eq!(operand("2026-01-01"), text("2026-01-01"));
    assert_eq!(
        operand("\"a \\\"b\\\" \\u0041\\ud83e\\udd80\""),
        text("a \"b\" A🦀")
    );
    assert_eq!(operand("a\\ b"), text("a b"));
    assert_eq!(operand("nUll"), Operand::Empty);
    assert_eq!(
        operand("startOfDay(-1, \"in \")"),
        Operand::Function(Function {
            name: "startOfDay".to_owned(),
            arguments: vec!["-1".to_owned(), "in ".to_owned()],
        })
    );
}

#[test]
fn queries_are_printed_as_they_would_be_written() {
    for (text, printed) in [
        (
            "project='My Project'   and status  IN(Open,\"In Progress\",10)",
            "project = \"My Project\" AND status in (Open, \"In Progress\", 10)",
        ),
        (
            "not(a=1 or b=2)and c is not null order by Rank",
            "NOT (a = 1 OR b = 2) AND c is not EMPTY order by Rank",
        ),
        (
            "status was not in (Open) by currentUser() during ('2026/01/01', now()) order by key desc, cf[10010] ASC",
            "status was not in (Open) by currentUser() during (\"2026/01/01\", now()) order by key DESC, cf[10010] ASC",
        ),
        (
            "issue.property[\"spaces here\"].value in (\"Service requests\", Incidents)",
            "issue.property[\"spaces here\"].value in (\"Service requests\", Incidents)",
        ),
        (
            "'Story Points' >= 3 AND assignee changed FROM a TO EMPTY",
            "\"Story Points\" >= 3 AND assignee changed from a to EMPTY",
        ),
    ] {
        let query = parse(text).unwrap();
        assert_eq!(query.to_string(), printed);
        assert_eq!(parse(printed).unwrap(), query);
    }
}

#[test]
fn nesting_ends_before_the_stack_does() {
    for (open, close) in [("(", ")"), ("not ", ""), ("!", ""), ("a in (", ")")] {
        let text = |n: usize| {
            let inner = if open == "a in (" { "1" } else { "a = 1" };
            let first = if open == "a in (" { "a in " } else { "" };
            let open = if open == "a in (" { "(" } else { open };
            format!("{first}{}{inner}{}", open.repeat(n), close.repeat(n))
        };
        assert!(parse(&text(150)).is_ok(), "{open}");
        let message = failure(&text(100_000));
        assert!(
            message.starts_with("Error in the JQL Query: Unable to parse the query at"),
            "{message}"
        );
    }
    // Width is no depth.
    let wide = format!("a in ({}1)", "1,".repeat(100_000));
    assert!(parse(&wide).is_ok());
    assert!(parse(&format!("a = 1{}", " or a = 1".repeat(50_000))).is_ok());
}

const PIECES: [&str; 44] = [
    "a",
    "\"b c\"",
    "'d'",
    "12",
    "-3",
    "cf[10000]",
    "issue.property[k].p.q",
    "and",
    "OR",
    "not",
    "!",
    "(",
    ")",
    "=",
    "!=",
    "~",
    "!~",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "not in",
    "is",
    "is not",
    "was",
    "was in",
    "changed",
    "empty",
    "NULL",
    "f()",
    "g(1, x)",
    "(1, two, EMPTY)",
    "by",
    "from",
    "to",
    "after",
    "during",
    "order by",
    "asc",
    "desc",
    ",",
    "&&",
    "||",
];

/// Whatever can be read is printed so that it is read as the same again.
#[test]
fn printed_and_read_again_it_is_the_same() {
    let mut read = 0;
    for seed in 0..60_000 {
        let mut rng = Rng::new(seed);
        let mut text = String::new();
        let mut clauses = 0;
        loop {
            if rng.below(4) > 0 {
                // Something likely to be whole.
                let field = PIECES[rng.below(7)];
                let value = [
                    "x",
                    "\"y z\"",
                    "7",
                    "f('in', 2)",
                    "(1, two, EMPTY)",
                    "EMPTY",
                ][rng.below(6)];
                let operator = PIECES[13 + rng.below(14)];
                for part in [field, operator, value] {
                    text.push_str(part);
                    text.push(' ');
                }
            } else {
                for _ in 0..rng.below(5) {
                    text.push_str(PIECES[rng.below(PIECES.len())]);
                    text.push(' ');
                }
            }
            clauses += 1;
            if clauses > 3 || rng.below(2) == 0 {
                break;
            }
            text.push_str([" and ", " or ", " and not (", ") or "][rng.below(4)]);
        }
        if let Ok(query) = parse(&text) {
            read += 1;
            let printed = query.to_string();
            assert_eq!(
                parse(&printed).as_ref(),
                Ok(&query),
                "seed {seed}: {text} as {printed}"
            );
        }
    }
    assert!(read > 5_000, "only {read} were queries");
}

/// Any text is either read or refused.
#[test]
fn no_text_breaks_the_parser() {
    for seed in 0..30_000 {
        let mut rng = Rng::new(seed);
        let length = rng.below(60);
        let text: String = (0..length)
            .map(|_| match rng.below(5) {
                0 => char::from(b"\"'\\()[]!=<>~,|&u0"[rng.below(17)]),
                1 => char::from_u32(u32::try_from(rng.below(0x11_0000)).unwrap())
                    .unwrap_or('\u{fffe}'),
                _ => char::from(u8::try_from(rng.below(128)).unwrap()),
            })
            .collect();
        if let Ok(query) = parse(&text) {
            assert_eq!(
                parse(&query.to_string()).as_ref(),
                Ok(&query),
                "seed {seed}: {text:?}"
            );
        }
    }
}

use super::*;

fn finds(query: &str, text: &str) -> bool {
    TextQuery::parse(query)
        .unwrap()
        .matches(std::iter::once(text))
}

#[test]
fn words_are_found_in_their_forms_and_never_in_pieces() {
    let text = "The exports of reports failed after upgrading";
    for query in [
        "export",
        "REPORTS",
        "fail",
        "failing",
        "upgrades",
        "export report",
        "\"exports of\"",
        "exp*",
        "re?orts",
        "missing OR export",
        "export -import",
        "+failed +upgrade",
        "the export",
        "(missing OR failed) AND report",
        "\"reports failed\"",
        "export AND NOT import",
    ] {
        assert!(finds(query, text), "{query}");
    }
    for query in [
        "exp",
        "port",
        "export missing",
        "\"reports exports\"",
        "-import",
        "export -report",
        "re?ports",
        "missing",
        "missing OR lost",
        "\"of exports\"",
    ] {
        assert!(!finds(query, text), "{query}");
    }
}

#[test]
fn hyphens_hold_words_together() {
    assert!(finds("lcls-ii", "the LCLS-II project"));
    assert!(!finds("lcls-ii", "II and LCLS"));
    assert!(finds("größe", "Größe, 数量"));
    assert!(finds("数量", "Größe, 数量 and emoji"));
}

#[test]
fn what_cannot_be_read_is_refused() {
    for (query, trouble) in [
        ("", Trouble::Empty),
        ("  ", Trouble::Empty),
        ("*a", Trouble::Start('*')),
        ("?", Trouble::Start('?')),
        ("AND", Trouble::Unreadable),
        ("a AND", Trouble::Unreadable),
        ("OR a", Trouble::Unreadable),
        ("(a", Trouble::Unreadable),
        ("a)", Trouble::Unreadable),
        ("\"a", Trouble::Unreadable),
        ("()", Trouble::Unreadable),
    ] {
        assert_eq!(TextQuery::parse(query), Err(trouble), "{query}");
    }
    assert_eq!(
        TextQuery::parse(&"(".repeat(100_000)),
        Err(Trouble::Unreadable)
    );
    assert_eq!(
        TextQuery::parse(&"-".repeat(100_000)),
        Err(Trouble::Unreadable)
    );
}

#[test]
fn phrases_end_with_their_text() {
    let query = TextQuery::parse("\"one two\"").unwrap();
    assert!(!query.matches(["one", "two"].into_iter()));
    assert!(query.matches(["zero one", "one two"].into_iter()));
}

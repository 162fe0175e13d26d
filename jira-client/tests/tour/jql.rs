use jira_client::cloud::jql::{JqlValidation, QueryToSanitize};
use jira_client::jql::{Direction, Function, Jql, Past, Relative};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let jql = site.jira.jql();
    let reference = jql.reference().send().await.unwrap();
    assert!(
        reference
            .visible_field_names
            .iter()
            .any(|field| field.value.as_deref() == Some("created"))
    );
    let call = jql.reference_for().include_collapsed_fields(true);
    let of_all = call.send().await.unwrap();
    assert!(of_all.visible_field_names.len() >= reference.visible_field_names.len());
    // What the builder keeps for itself is what the service does.
    for word in &reference.jql_reserved_words {
        let name = Jql::field(word.as_str()).to_string();
        assert_eq!(name, format!("\"{word}\""));
    }

    let call = jql.suggestions().field_name("project").field_value("AC");
    assert!(!call.send().await.unwrap().results.is_empty());

    // All that the builder can say is understood.
    let field = |name: &str| Jql::field(name);
    let queries: Vec<Jql> = vec![
        field("status")
            .changed(
                Past::any()
                    .from("Open")
                    .to("Done")
                    .after(Relative::days(-7))
                    .by(Function::current_user()),
            )
            .into(),
        field("status")
            .was("Done", Past::any().during(0, 60_000))
            .into(),
        field("status")
            .was_not_in(["Done"], Past::any().on(Relative::days(-1)))
            .into(),
        field("key")
            .is_in(Function::new("linkedIssues").arg("ACME-1"))
            .into(),
        Jql::property("my key", "a.b").eq("x").into(),
        field("created")
            .ge(0)
            .and(field("updated").lt(Relative::hours(-2)))
            .into(),
        field("summary").contains_phrase("a \"b\" OR c\\").into(),
        field("assignee")
            .is_empty()
            .or(field("labels").is_not_empty())
            .not()
            .into(),
        field("project")
            .eq("ACME")
            .order_by("order", Direction::Descending),
    ];
    let count = queries.len();
    let parsed = jql.parse(JqlValidation::None, queries).send().await;
    for query in parsed.unwrap().queries {
        assert!(query.errors.is_empty(), "{query:?}");
        assert!(query.structure.is_some());
    }
    assert_eq!(count, 9);

    let queries = [QueryToSanitize::for_anybody("project = ACME")];
    let clean = jql.sanitize(queries).send().await.unwrap();
    assert_eq!(
        clean.queries[0].initial_query.as_deref(),
        Some("project = ACME")
    );

    let queries = ["assignee = nobody-of-this-name"];
    let moved = jql.migrate(queries).send().await.unwrap();
    assert_eq!(moved.queries_with_unknown_users.len(), 1);
}

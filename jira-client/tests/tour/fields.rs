use jira_client::cloud::fields::{
    CustomFieldType as Kind, FieldExpand, FieldOption, FieldOrder, FieldType, FieldValue,
    TrashedFieldOrder,
};
use jira_client::cloud::issues::{IssueExpand, IssueFields};
use jira_client::cloud::tasks::TaskStatus;
use jira_client::cloud::versions::Version;
use jira_client::http::Method;
use jira_client::{NoContent, Timestamp};
use serde_json::{Value, json};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let fields = site.jira.fields();
    let made = fields
        .create("Area", Kind::Select)
        .description("Where")
        .send()
        .await
        .unwrap();
    assert_eq!(made.schema.unwrap().custom, Some(Kind::Select));
    fields.update(&made.id).name("Region").send().await.unwrap();

    let all = fields.list().send().await.unwrap();
    assert_eq!(all.odd().count(), 0);
    assert!(
        all.good()
            .any(|field| field.name.as_deref() == Some("Region"))
    );
    let found = fields
        .search()
        .query("region")
        .field_type([FieldType::Custom])
        .order_by(FieldOrder::NameDescending);
    let found = found
        .expand([FieldExpand::ContextsCount, FieldExpand::Key])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!((found.len(), found[0].contexts_count), (1, Some(1)));
    assert_eq!(found[0].description.as_deref(), Some("Where"));
    let projects = fields.projects(&made.id).items().collect().await.unwrap();
    assert!(projects.iter().all(|one| one.project_id.is_some()) && !projects.is_empty());

    fields.trash(&made.id).send().await.unwrap();
    let trashed = fields
        .search_trashed()
        .order_by(TrashedFieldOrder::Name)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(trashed[0].id, made.id);
    fields.restore(&made.id).send().await.unwrap();
    let task = fields.delete(&made.id).send().await.unwrap();
    assert_eq!(task.status, TaskStatus::Complete);
    assert!(
        fields
            .update(&made.id)
            .name("x")
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );

    values_of_every_kind_come_back(site).await;
    fields_are_found_by_name(site).await;
}

/// A value of each kind of custom field is written, accepted, and read as the same.
async fn values_of_every_kind_come_back(site: &Site) {
    let issue = site.jira.issues().get("ACME-1").send().await.unwrap();
    let read = &issue.fields;
    let reporter = read.reporter().unwrap().unwrap().account_id.unwrap();
    let project = read.project().unwrap().unwrap();
    let version =
        json!({"name": "Tour 1.0", "projectId": project.id.as_str().parse::<u64>().unwrap()});
    let version = site
        .jira
        .request(Method::POST, "/rest/api/3/version")
        .json(&version);
    let version: Value = version.send_as().await.unwrap();
    let version = || -> Version { serde_json::from_value(version.clone()).unwrap() };
    let group = site
        .jira
        .groups()
        .list()
        .items()
        .next()
        .await
        .unwrap()
        .unwrap();
    let document = json!({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Tea"}]}]});
    let document = || serde_json::from_value(document.clone()).unwrap();

    let values = [
        (Kind::Text, FieldValue::from("Tea & <cake>")),
        (Kind::TextArea, FieldValue::RichText(document())),
        (
            Kind::Number,
            FieldValue::Number(serde_json::Number::from_f64(2.5).unwrap()),
        ),
        (Kind::Date, FieldValue::Date(Timestamp::new("2026-03-01"))),
        (
            Kind::DateTime,
            FieldValue::Instant(Timestamp::from_epoch_millis(1_732_877_091_000)),
        ),
        (Kind::Url, FieldValue::Url("https://example.com/tea".into())),
        (
            Kind::Labels,
            FieldValue::Labels(vec!["green".into(), "hot".into()]),
        ),
        (Kind::Select, FieldValue::Option(FieldOption::named("One"))),
        (
            Kind::RadioButtons,
            FieldValue::Option(FieldOption::named("Two")),
        ),
        (
            Kind::MultiSelect,
            FieldValue::Options(vec![FieldOption::named("One"), FieldOption::named("Two")]),
        ),
        (
            Kind::Checkboxes,
            FieldValue::Options(vec![FieldOption::named("Two")]),
        ),
        (
            Kind::CascadingSelect,
            FieldValue::Option(FieldOption::named("One").with_child(FieldOption::named("Below"))),
        ),
        (Kind::User, FieldValue::user(&reporter)),
        (Kind::Users, FieldValue::users([&reporter])),
        (Kind::Group, FieldValue::Group(group.clone())),
        (Kind::Groups, FieldValue::Groups(vec![group])),
        (Kind::Project, FieldValue::Project(Box::new(project))),
        (Kind::Version, FieldValue::Version(Box::new(version()))),
        (Kind::Versions, FieldValue::Versions(vec![version()])),
    ];
    let mut sent = IssueFields::new();
    for (kind, value) in values {
        let field = field_with_options(site, kind).await;
        sent.insert(field, value);
    }
    sent.set_summary("Order tea")
        .set_labels(["kitchen"])
        .set_description(document());
    sent.set_due_date(Timestamp::new("2026-04-01"))
        .set_priority(&read.priority().unwrap().unwrap());
    edit(site, &sent).await;

    let issue = site
        .jira
        .issues()
        .get("ACME-1")
        .expand([IssueExpand::Names, IssueExpand::Schema]);
    let issue = issue.send().await.unwrap();
    let catalogue = jira_client::cloud::fields::FieldCatalogue::of_issue(&issue);
    let mut again = IssueFields::new();
    for (id, _) in sent.iter() {
        let field = catalogue.get(id).unwrap();
        let value = issue.fields.value(field).unwrap();
        assert!(
            !matches!(value, FieldValue::Empty | FieldValue::Json(_)),
            "{id}: {value:?}"
        );
        again.insert(id, value);
    }
    // What was read is accepted as it is, ids in place of names, and changes nothing.
    edit(site, &again).await;
    let unchanged = site.jira.issues().get("ACME-1").send().await.unwrap();
    for (id, _) in sent.iter() {
        assert_eq!(unchanged.fields.get(id), issue.fields.get(id), "{id}");
    }
    assert_eq!(unchanged.fields.summary(), Some("Order tea"));

    // Each is emptied by what an empty field is written as.
    let custom = sent.iter().filter(|(id, _)| id.starts_with("customfield_"));
    let empty: IssueFields = custom
        .map(|(id, _)| (id, Value::from(FieldValue::Empty)))
        .collect();
    edit(site, &empty).await;
    let emptied = site.jira.issues().get("ACME-1").send().await.unwrap();
    assert!(
        empty
            .iter()
            .all(|(id, _)| emptied.fields.get(id).is_none_or(Value::is_null))
    );
}

async fn edit(site: &Site, fields: &IssueFields) {
    let edit = site
        .jira
        .request(Method::PUT, "/rest/api/3/issue/{issue}")
        .path("issue", "ACME-1");
    let _: NoContent = edit
        .json(&json!({"fields": fields}))
        .send_as()
        .await
        .unwrap();
}

/// A new field, with options if it has some, on the screens.
async fn field_with_options(site: &Site, kind: Kind) -> String {
    let options = [
        Kind::Select,
        Kind::RadioButtons,
        Kind::MultiSelect,
        Kind::Checkboxes,
        Kind::CascadingSelect,
    ];
    let field = site
        .jira
        .fields()
        .create(kind.as_str(), kind.clone())
        .send()
        .await
        .unwrap()
        .id;
    if options.contains(&kind) {
        let context = site
            .jira
            .field_contexts()
            .list(&field)
            .items()
            .next()
            .await
            .unwrap()
            .unwrap()
            .id;
        let all = site.jira.field_options();
        let top = all
            .create(&field, &context, ["One", "Two"])
            .send()
            .await
            .unwrap()
            .options
            .into_vec()
            .unwrap();
        if kind == Kind::CascadingSelect {
            let below =
                jira_client::cloud::field_options::NewOption::new("Below").below(&top[0].id);
            all.create(&field, &context, [below]).send().await.unwrap();
        }
    }
    field.into_inner()
}

async fn fields_are_found_by_name(site: &Site) {
    let fields = site.jira.fields().catalogue().await.unwrap();
    let sprint = fields.by_custom_type(&Kind::Sprint).unwrap();
    assert_eq!(fields.by_name("Sprint").unwrap().id, sprint.id);
    assert!(fields.by_custom_type(&Kind::Rank).is_ok());
    site.jira
        .fields()
        .create("Sprint", Kind::Text)
        .send()
        .await
        .unwrap();
    let fields = site.jira.fields().catalogue().await.unwrap();
    let error = fields.by_name("Sprint").unwrap_err().to_string();
    assert!(error.contains(sprint.id.as_str()), "{error}");
}

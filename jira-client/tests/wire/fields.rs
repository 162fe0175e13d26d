use jira_client::ErrorKind;
use jira_client::cloud::fields::{
    CustomFieldType, FieldExpand, FieldOrder, FieldType, LastUsedType, SearcherKey,
    TrashedFieldOrder,
};
use jira_client::cloud::projects::ScopeType;
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn asks_as_the_service_expects() {
    let site = Site::start().await;
    let fields = site.jira.fields();
    assert_sends! {
        fields.list(), "GET /rest/api/3/field";
        fields.search().query("pts").order_by(FieldOrder::LastUsedDescending)
            .field_type([FieldType::Custom]).id(["customfield_1", "customfield_2"]).project_ids(["10000"])
            .expand([FieldExpand::Key, FieldExpand::LastUsed]),
            "GET /rest/api/3/field/search?query=pts&orderBy=-lastUsed&type=custom&id=customfield_1&id=customfield_2\
             &projectIds=10000&expand=key,lastUsed";
        fields.search_trashed().query("pts").order_by(TrashedFieldOrder::TrashDate).id(["customfield_1"]),
            "GET /rest/api/3/field/search/trashed?query=pts&orderBy=trashDate&id=customfield_1";
        fields.of_projects(["10000"], ["1", "2"]).field_id(["summary"]),
            "GET /rest/api/3/projects/fields?projectId=10000&workTypeId=1&workTypeId=2&fieldId=summary";
        fields.projects("customfield_1"), "GET /rest/api/3/field/customfield_1/association/project";
        fields.create("Region", CustomFieldType::Select).description("Where").searcher_key(SearcherKey::MultiSelect),
            "POST /rest/api/3/field", {
                "name": "Region", "description": "Where", "type": "com.atlassian.jira.plugin.system.customfieldtypes:select",
                "searcherKey": "com.atlassian.jira.plugin.system.customfieldtypes:multiselectsearcher"
            };
        fields.update("customfield_1").name("Area").description("").searcher_key(SearcherKey::Text),
            "PUT /rest/api/3/field/customfield_1", {
                "name": "Area", "description": "",
                "searcherKey": "com.atlassian.jira.plugin.system.customfieldtypes:textsearcher"
            };
        fields.trash("customfield_1"), "POST /rest/api/3/field/customfield_1/trash";
        fields.restore("customfield_1"), "POST /rest/api/3/field/customfield_1/restore";
        fields.delete("customfield_1"), "DELETE /rest/api/3/field/customfield_1";
    }
}

#[tokio::test]
async fn an_odd_field_is_not_mistaken_for_a_missing_one() {
    let site = Site::start().await;
    let points = json!({"id": "customfield_10016", "key": "customfield_10016", "name": "Story point estimate", "custom": true,
        "orderable": true, "navigable": true, "searchable": true, "clauseNames": ["cf[10016]", "Story point estimate"],
        "scope": {"type": "PROJECT", "project": {"id": "10001"}},
        "schema": {"type": "number", "custom": "com.pyxis.greenhopper.jira:jsw-story-points", "customId": 10016}});
    // Neither schema nor much else, as the service sends it.
    let parent = json!({"id": "parent", "key": "parent", "name": "Parent", "custom": false, "clauseNames": ["parent"]});
    let mock = site
        .answer("GET /rest/api/3/field", json!([parent, points]))
        .await;
    let fields = site.jira.fields().catalogue().await.unwrap();
    let field = fields.by_name("Story point estimate").unwrap();
    let scope = field.scope.as_ref().unwrap();
    assert_eq!(scope.kind, Some(ScopeType::Project));
    assert_eq!(scope.project.as_ref().unwrap().id.as_str(), "10001");
    assert_eq!(
        fields
            .by_custom_type(&CustomFieldType::StoryPointEstimate)
            .unwrap()
            .id,
        field.id
    );
    assert!(fields.by_name("Parent").unwrap().schema.is_none());
    mock.delete_async().await;

    site.answer(
        "GET /rest/api/3/field",
        json!([parent, {"id": "customfield_1", "name": 7}]),
    )
    .await;
    let error = site.jira.fields().catalogue().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer);
    assert!(error.to_string().contains("element 1"), "{error}");
}

#[tokio::test]
async fn reads_how_fields_are_used() {
    let site = Site::start().await;
    site.answer(
        "GET /rest/api/3/field/search?maxResults=50&startAt=0",
        json!({"maxResults": 50, "startAt": 0, "total": 2, "isLast": true, "values": [
            {"id": "customfield_10000", "name": "Approvers", "schema": {"custom": "com.atlassian.jira.plugin.system.customfieldtypes:multiuserpicker",
                "customId": 10000, "items": "user", "type": "array"}, "description": "Who", "key": "customfield_10000",
                "isLocked": true, "searcherKey": "com.atlassian.jira.plugin.system.customfieldtypes:userpickergroupsearcher",
                "screensCount": 10, "contextsCount": 2, "projectsCount": 2,
                "lastUsed": {"type": "TRACKED", "value": "2021-01-28T07:37:40.000+0000"}},
            {"id": "customfield_10001", "name": "Start date", "schema": {"type": "date", "customId": 10001, "custom": "x:y"},
                "lastUsed": {"type": "NOT_TRACKED"}},
        ]}),
    )
    .await;
    let found = site.jira.fields().search().items().collect().await.unwrap();
    assert_eq!(
        (found[0].screens_count, found[0].is_locked),
        (Some(10), Some(true))
    );
    assert_eq!(found[0].searcher_key, Some(SearcherKey::UserOrGroup));
    let used: Vec<_> = found
        .iter()
        .filter_map(|field| field.last_used.as_ref()?.kind.clone())
        .collect();
    assert_eq!(used, [LastUsedType::Tracked, LastUsedType::NotTracked]);

    site.answer(
        "GET /rest/api/3/projects/fields?projectId=10000&workTypeId=1&maxResults=100&startAt=0",
        json!({"startAt": 0, "total": 1, "isLast": true, "maxResults": 100, "values": [
            {"projectId": 10000, "workTypeId": 1, "fieldId": "summary", "isRequired": true, "description": ""}]}),
    )
    .await;
    let fields = site
        .jira
        .fields()
        .of_projects(["10000"], ["1"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(fields[0].issue_type_id.as_ref().unwrap().as_str(), "1");
    assert_eq!((fields.len(), fields[0].is_required), (1, Some(true)));
}

/// The service answers 303 and names a task, which is fetched on the way.
#[tokio::test]
async fn deleting_a_field_gives_its_task() {
    let site = Site::start().await;
    site.exchange(
        "DELETE /rest/api/3/field/customfield_1",
        None,
        200,
        r#"{"self": "https://acme.example.com/rest/api/3/task/10", "id": "10", "status": "ENQUEUED", "progress": 0}"#,
    )
    .await;
    let task = site
        .jira
        .fields()
        .delete("customfield_1")
        .send()
        .await
        .unwrap();
    assert_eq!(task.id.as_str(), "10");
}

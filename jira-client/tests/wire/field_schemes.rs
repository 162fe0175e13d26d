//! Field schemes, and the field configurations that they replace.

use std::collections::BTreeMap;

use jira_client::cloud::field_schemes::{
    FieldParameters, FieldPlacement, FieldSchemeId, InSchemes, ParameterChange, ParameterRemoval,
    ProjectsOfScheme,
};
use jira_client::cloud::fields::FieldId;
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

const SCHEMES: &str = "/rest/api/3/config/fieldschemes";

fn of_field<T>(value: T) -> BTreeMap<FieldId, T> {
    BTreeMap::from([(FieldId::new("customfield_1"), value)])
}

#[tokio::test]
async fn asks_as_the_service_expects() {
    let site = Site::start().await;
    let schemes = site.jira.field_schemes();
    let configurations = site.jira.field_configurations();
    let required = FieldParameters {
        is_required: Some(true),
        ..FieldParameters::default()
    };
    let of_bugs = FieldParameters {
        issue_type: Some("2".into()),
        description: Some("d".into()),
        is_required: None,
    };
    assert_sends! {
        schemes.list().query("x").project_id(["10000", "10001"]), format!("GET {SCHEMES}?query=x&projectId=10000&projectId=10001");
        schemes.get("5"), format!("GET {SCHEMES}/5");
        schemes.fields("5").field_id(["summary"]), format!("GET {SCHEMES}/5/fields?fieldId=summary");
        schemes.parameters("5", "summary"), format!("GET {SCHEMES}/5/fields/summary/parameters");
        schemes.projects("5").project_id(["10000"]), format!("GET {SCHEMES}/5/projects?projectId=10000");
        schemes.of_projects(["10000"]), format!("GET {SCHEMES}/projects?projectId=10000");
        schemes.create("n").description("d"), format!("POST {SCHEMES}"), {"name": "n", "description": "d"};
        schemes.copy("5", "n").description("d"), format!("POST {SCHEMES}/5/clone"), {"name": "n", "description": "d"};
        schemes.update("5").name("n").description("d"), format!("PUT {SCHEMES}/5"), {"name": "n", "description": "d"};
        schemes.delete("5"), format!("DELETE {SCHEMES}/5");
        schemes.set_fields(of_field(vec![FieldPlacement::new(["5", "6"]).only_for(["2"]), FieldPlacement::new(["7"])])),
            format!("PUT {SCHEMES}/fields"),
            {"customfield_1": [{"schemeIds": [5, 6], "restrictedToWorkTypes": [2]}, {"schemeIds": [7]}]};
        schemes.remove_fields(of_field(InSchemes::new(["5"]))), format!("DELETE {SCHEMES}/fields"), {"customfield_1": {"schemeIds": [5]}};
        schemes.set_parameters(of_field(vec![ParameterChange::new(["5"]).with(required).with(of_bugs)])),
            format!("PUT {SCHEMES}/fields/parameters"), {"customfield_1": [{"schemeIds": [5], "parameters": {"isRequired": true},
                "workTypeParameters": [{"workTypeId": 2, "description": "d"}]}]};
        schemes.remove_parameters(of_field(vec![ParameterRemoval::new("5", ["2"]).is_required().description()])),
            format!("DELETE {SCHEMES}/fields/parameters"),
            {"customfield_1": [{"schemeId": 5, "workTypeIds": [2], "parameters": ["isRequired", "description"]}]};
        schemes.set_projects([(FieldSchemeId::new("5"), ProjectsOfScheme::new(["10000"]))]),
            format!("PUT {SCHEMES}/projects"), {"5": {"projectIds": [10000]}};

        configurations.list().is_default(true).query("x").id(["5", "6"]),
            "GET /rest/api/3/fieldconfiguration?isDefault=true&query=x&id=5&id=6";
        configurations.fields("5"), "GET /rest/api/3/fieldconfiguration/5/fields";
        configurations.schemes().id(["5"]), "GET /rest/api/3/fieldconfigurationscheme?id=5";
        configurations.mappings().scheme_id(["5"]), "GET /rest/api/3/fieldconfigurationscheme/mapping?fieldConfigurationSchemeId=5";
        configurations.of_projects(["10000"]), "GET /rest/api/3/fieldconfigurationscheme/project?projectId=10000";
    }
}

/// What went wrong stands in an answer that is no error; when all went well there may be none.
#[tokio::test]
async fn a_change_tells_what_became_of_each_part() {
    let site = Site::start().await;
    let schemes = site.jira.field_schemes();
    let body = || Some(json!({"customfield_1": {"schemeIds": [5]}}));
    let answer = r#"{"results": [{"fieldId": "customfield_1", "schemeId": 5, "success": false, "error": "Field is locked"}]}"#;
    let mock = site
        .exchange(&format!("DELETE {SCHEMES}/fields"), body(), 207, answer)
        .await;
    let remove = || {
        schemes
            .remove_fields(of_field(InSchemes::new(["5"])))
            .send()
    };
    let outcomes = remove().await.unwrap().unwrap().results.into_vec().unwrap();
    assert_eq!(
        (outcomes[0].success, outcomes[0].error.as_deref()),
        (false, Some("Field is locked"))
    );
    mock.delete_async().await;
    site.exchange(&format!("DELETE {SCHEMES}/fields"), body(), 204, "")
        .await;
    assert!(remove().await.unwrap().is_none());

    let answer = r#"{"results": [{"fieldId": "customfield_1", "schemeId": 5, "success": false, "workTypeIds": [2],
        "error": {"code": "NOT_FOUND", "message": "No such type"}}]}"#;
    let body = json!({"customfield_1": [{"schemeId": 5, "workTypeIds": [2], "parameters": ["description"]}]});
    site.exchange(
        &format!("DELETE {SCHEMES}/fields/parameters"),
        Some(body),
        207,
        answer,
    )
    .await;
    let removal = ParameterRemoval::new("5", ["2"]).description();
    let outcomes = schemes
        .remove_parameters(of_field(vec![removal]))
        .send()
        .await
        .unwrap()
        .unwrap();
    let outcome = &outcomes.results.into_vec().unwrap()[0];
    assert_eq!(
        outcome.error.as_ref().unwrap().code.as_deref(),
        Some("NOT_FOUND")
    );
    assert_eq!(outcome.issue_type_ids[0].as_str(), "2");

    let answer = r#"{"results": [{"fieldId": "customfield_1", "schemeId": 5, "workTypeId": 2, "success": true}]}"#;
    let body = json!({"customfield_1": [{"schemeIds": [5]}]});
    site.exchange(
        &format!("PUT {SCHEMES}/fields/parameters"),
        Some(body),
        200,
        answer,
    )
    .await;
    let outcomes = schemes
        .set_parameters(of_field(vec![ParameterChange::new(["5"])]))
        .send()
        .await
        .unwrap()
        .unwrap();
    assert!(
        outcomes
            .results
            .good()
            .all(|outcome| outcome.success && outcome.issue_type_id.is_some())
    );

    let answer = r#"{"results": [{"projectId": 10000, "schemeId": 5, "success": true}]}"#;
    let body = json!({"5": {"projectIds": [10000]}});
    site.exchange(&format!("PUT {SCHEMES}/projects"), Some(body), 200, answer)
        .await;
    let projects = [(FieldSchemeId::new("5"), ProjectsOfScheme::new(["10000"]))];
    let outcomes = schemes
        .set_projects(projects)
        .send()
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        outcomes.results.good().next().unwrap().project_id.as_str(),
        "10000"
    );
}

fn page(values: Value) -> Value {
    json!({"maxResults": 100, "startAt": 0, "total": 1, "isLast": true, "values": values})
}

#[tokio::test]
async fn reads_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.field_schemes();
    let ask = |path: &str| format!("GET {SCHEMES}{path}?maxResults=100&startAt=0");
    let scheme = json!({"id": 5, "name": "Default", "description": "", "isDefault": true, "fieldsCount": 42,
        "links": {"associations": "https://x", "projects": "https://x"}});
    site.answer(&ask(""), page(json!([scheme]))).await;
    let found = schemes.list().items().collect().await.unwrap();
    assert_eq!(
        (found[0].id.as_str(), found[0].fields_count),
        ("5", Some(42))
    );

    // Here ids are text, and below numbers.
    site.answer(
        &ask("/5/fields"),
        page(json!([{"fieldId": "customfield_1", "allowedOperations": ["REMOVE"], "restrictedToWorkTypes": ["2"],
            "parameters": {"description": "d", "isRequired": false}, "workTypeParameters": [{"workTypeId": "2", "isRequired": true}]}])),
    )
    .await;
    let fields = schemes.fields("5").items().collect().await.unwrap();
    assert_eq!(
        fields[0].work_type_parameters[0]
            .issue_type
            .as_ref()
            .unwrap()
            .as_str(),
        "2"
    );
    assert_eq!(fields[0].restricted_to_work_types[0].as_str(), "2");
    site.answer(
        &format!("GET {SCHEMES}/5/fields/customfield_1/parameters"),
        json!({"fieldId": "customfield_1", "parameters": {"isRequired": true}, "workTypeParameters": [{"workTypeId": 2, "isRequired": true}]}),
    )
    .await;
    let field = schemes
        .parameters("5", "customfield_1")
        .send()
        .await
        .unwrap();
    assert_eq!(field.parameters.unwrap().is_required, Some(true));

    site.answer(
        &ask("/5/projects"),
        page(json!([{"id": "10000", "key": "ACME", "name": "Acme", "deleted": false, "avatarUrls": {"16x16": "https://x"}}])),
    )
    .await;
    let projects = schemes.projects("5").items().collect().await.unwrap();
    assert_eq!(projects[0].key.as_ref().unwrap().as_str(), "ACME");
    let of_projects = format!("GET {SCHEMES}/projects?projectId=10000&maxResults=100&startAt=0");
    site.answer(
        &of_projects,
        page(json!([{"projectId": 10000, "schemeId": 5}])),
    )
    .await;
    let used = schemes
        .of_projects(["10000"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(used[0].scheme_id, Some(FieldSchemeId::new("5")));

    let body = Some(json!({"name": "n"}));
    site.exchange(
        &format!("POST {SCHEMES}"),
        body,
        200,
        r#"{"id": 6, "name": "n", "links": {}}"#,
    )
    .await;
    assert_eq!(schemes.create("n").send().await.unwrap().id.as_str(), "6");
    site.exchange(
        &format!("DELETE {SCHEMES}/6"),
        None,
        200,
        r#"{"id": "6", "deleted": true}"#,
    )
    .await;
    assert_eq!(
        schemes.delete("6").send().await.unwrap().deleted,
        Some(true)
    );
}

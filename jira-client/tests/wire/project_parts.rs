//! The small resources of projects.

use jira_client::cloud::project_features::ProjectFeatureState;
use jira_client::cloud::projects::ProjectTypeKey;
use serde_json::json;

use crate::site::Site;

#[tokio::test]
async fn categories() {
    let site = Site::start().await;
    let categories = site.jira.project_categories();
    let path = "/rest/api/3/projectCategory";
    let makers = json!({"self": "https://x", "id": "10000", "name": "Makers", "description": "D"});
    site.answer(&format!("GET {path}"), json!([makers])).await;
    assert_eq!(
        categories.list().send().await.unwrap().into_vec().unwrap()[0]
            .id
            .as_str(),
        "10000"
    );
    site.answer(&format!("GET {path}/10000"), makers.clone())
        .await;
    assert_eq!(
        categories
            .get("10000")
            .send()
            .await
            .unwrap()
            .name
            .as_deref(),
        Some("Makers")
    );
    let body = json!({"name": "Makers", "description": "D"});
    site.exchange(
        &format!("POST {path}"),
        Some(body.clone()),
        201,
        &makers.to_string(),
    )
    .await;
    categories
        .create("Makers")
        .description("D")
        .send()
        .await
        .unwrap();
    site.exchange(
        &format!("PUT {path}/10000"),
        Some(body),
        200,
        &makers.to_string(),
    )
    .await;
    categories
        .update("10000")
        .name("Makers")
        .description("D")
        .send()
        .await
        .unwrap();
    site.exchange(&format!("DELETE {path}/10000"), None, 204, "")
        .await;
    categories.delete("10000").send().await.unwrap();
}

#[tokio::test]
async fn properties() {
    let site = Site::start().await;
    let properties = site.jira.project_properties();
    let path = "/rest/api/3/project/ACME/properties";
    site.answer(
        &format!("GET {path}"),
        json!({"keys": [{"self": "https://x", "key": "k"}, {}]}),
    )
    .await;
    assert_eq!(
        properties
            .keys("ACME")
            .send()
            .await
            .unwrap()
            .keys
            .odd()
            .count(),
        1
    );
    site.answer(
        &format!("GET {path}/k"),
        json!({"key": "k", "value": {"n": 1}}),
    )
    .await;
    assert_eq!(
        properties.get("ACME", "k").send().await.unwrap().value["n"],
        1
    );
    site.exchange(&format!("PUT {path}/k"), Some(json!({"n": 2})), 200, "")
        .await;
    properties
        .set("ACME", "k", json!({"n": 2}))
        .send()
        .await
        .unwrap();
    site.exchange(&format!("DELETE {path}/k"), None, 204, "")
        .await;
    properties.delete("ACME", "k").send().await.unwrap();
}

#[tokio::test]
async fn types() {
    let site = Site::start().await;
    let types = site.jira.project_types();
    let path = "GET /rest/api/3/project/type";
    let business = json!({"key": "business", "formattedKey": "Business", "descriptionI18nKey": "jira.project.type",
        "icon": "PHN2Zw==", "color": "#AAAAAA"});
    site.answer(path, json!([business, {"key": "moon_landing"}]))
        .await;
    let all = types.list().send().await.unwrap().into_vec().unwrap();
    assert_eq!(all[0].description_key.as_deref(), Some("jira.project.type"));
    assert_eq!(all[1].key, ProjectTypeKey::Other("moon_landing".into()));
    site.answer(&format!("{path}/accessible"), json!([business]))
        .await;
    assert_eq!(types.list_accessible().send().await.unwrap().len(), 1);
    site.answer(&format!("{path}/business"), business.clone())
        .await;
    assert_eq!(
        types
            .get(ProjectTypeKey::Business)
            .send()
            .await
            .unwrap()
            .color
            .as_deref(),
        Some("#AAAAAA")
    );
    site.answer(&format!("{path}/service_desk/accessible"), business)
        .await;
    types
        .get_accessible(ProjectTypeKey::ServiceDesk)
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn email() {
    let site = Site::start().await;
    let email = site.jira.project_email();
    let path = "/rest/api/3/project/10000/email";
    let reply = json!({"emailAddress": "acme@example.com", "emailAddressStatus": ["Email address not verified"]});
    site.answer(&format!("GET {path}"), reply).await;
    let read = email.get("10000").send().await.unwrap();
    assert_eq!(read.email_address_status.unwrap().len(), 1);
    site.exchange(
        &format!("PUT {path}"),
        Some(json!({"emailAddress": ""})),
        204,
        "",
    )
    .await;
    email.set("10000", "").send().await.unwrap();
}

#[tokio::test]
async fn features() {
    let site = Site::start().await;
    let features = site.jira.project_features();
    let path = "/rest/api/3/project/ACME/features";
    let reply = json!({"features": [{"projectId": 10001, "state": "COMING_SOON", "toggleLocked": true,
        "feature": "jsw.classic.roadmap", "prerequisites": [], "localisedName": "Roadmap", "imageUri": "https://x"}]});
    site.answer(&format!("GET {path}"), reply.clone()).await;
    let all = features
        .list("ACME")
        .send()
        .await
        .unwrap()
        .features
        .into_vec()
        .unwrap();
    assert_eq!(
        (all[0].state.clone(), all[0].toggle_locked),
        (Some(ProjectFeatureState::ComingSoon), Some(true))
    );
    let body = Some(json!({"state": "DISABLED"}));
    site.exchange(
        &format!("PUT {path}/jsw.classic.roadmap"),
        body,
        200,
        &reply.to_string(),
    )
    .await;
    let call = features.set("ACME", "jsw.classic.roadmap", ProjectFeatureState::Disabled);
    assert_eq!(call.send().await.unwrap().features.len(), 1);
}

#[tokio::test]
async fn validation() {
    let site = Site::start().await;
    let validation = site.jira.project_validation();
    let path = "GET /rest/api/3/projectvalidate";
    let taken = json!({"errorMessages": [], "errors": {"projectKey": "A project with that project key already exists."}});
    site.answer(&format!("{path}/key?key=ACME"), taken).await;
    let check = validation.check_key("ACME").send().await.unwrap();
    assert!(!check.is_valid() && check.errors.contains_key("projectKey"));
    site.answer(
        &format!("{path}/key?key=FREE"),
        json!({"errorMessages": [], "errors": {}}),
    )
    .await;
    assert!(
        validation
            .check_key("FREE")
            .send()
            .await
            .unwrap()
            .is_valid()
    );
    site.answer(&format!("{path}/validProjectKey?key=ACME"), json!("VPNE"))
        .await;
    assert_eq!(
        validation.valid_key("ACME").send().await.unwrap().as_str(),
        "VPNE"
    );
    site.answer(
        &format!("{path}/validProjectName?name=Acme"),
        json!("Acme 2"),
    )
    .await;
    assert_eq!(
        validation.valid_name("Acme").send().await.unwrap(),
        "Acme 2"
    );
}
